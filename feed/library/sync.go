package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"rubrika/feed"
)

// How an account and its server agree on marks. Read and starred are two marks
// that know nothing of each other.
//
//   - A mark the reader changed here and the server does not have is pending,
//     on disk, until the server took it. No list of the server changes it: a
//     deed not yet sent outlives a sync, whatever was done elsewhere meanwhile.
//   - A sync first sends what is pending. The server has no times for marks, so
//     that what it takes last is what stays: the latest deed wins, where a deed
//     done here counts as done when it is sent.
//   - Every other mark becomes what the server shows. An item that is in no
//     list any more is read; its star stays when the server has forgotten it.
//   - What the server took in this very sync and does not show is sent once
//     more with the next. Then it is set aside, as is a mark the server refuses
//     by itself, asked twice: it stays here as the reader wants it, and that is
//     reported, unless the server has forgotten the item.
//   - Lists that are not whole change nothing, and so do lists that the items
//     themselves contradict (KindDoubtful).

const (
	// brake is from how many items on it is doubted that they were read
	// elsewhere, when they are more than half of the unread ones; probes is how
	// many of them are looked at then.
	brake  = 50
	probes = 5
	// syncTime is how long one sync may take: ten thousand stories take a minute
	// from a slow server. What came by then is kept, and the next one goes on.
	syncTime = 15 * time.Minute
)

// syncing is one sync of one account at work.
type syncing struct {
	l      *Library
	a      feed.Account
	k      *link
	server feed.Server
}

// synced is what came of a sync.
type synced struct {
	got  feed.Received
	sent int
	err  error
}

// syncAccount sends what waits and fetches what is new. An error of ours is of
// the whole edition, any other of this account.
func (l *Library) syncAccount(ctx context.Context, a feed.Account) (out synced) {
	defer survive("sync", a.Title, &out.err)
	s := &syncing{l: l, a: a, k: l.link(a.ID)}
	if out.err = s.k.take(ctx); out.err != nil {
		return out
	}
	defer s.k.leave()
	// It may have been removed, or synced, while this one waited.
	if a, out.err = l.account(ctx, a.ID); out.err != nil {
		if feed.KindOf(out.err) == feed.KindNoAccount {
			out.err = nil
		}
		return out
	}
	s.a = a
	timed, cancel := context.WithTimeout(ctx, l.syncTime)
	defer cancel()
	if out.got, out.sent, out.err = s.exchange(timed); out.err != nil {
		out.err = l.failedAccount(ctx, a, l.overdue(ctx, timed, a, out.err))
		return out
	}
	s.k.setAway(false)
	every := l.every()
	out.err = ours(l.store.AccountTried(ctx, a.ID, l.now().Add(spread(spreadID(a.ID), every, every, 2*every)), nil))
	return out
}

// exchange sends what waits and takes over what the server has.
func (s *syncing) exchange(ctx context.Context) (got feed.Received, sent int, err error) {
	if s.server, err = s.l.server(ctx, s.a); err != nil {
		return got, 0, err
	}
	marks, pushed := s.l.push(ctx, s.a, s.server)
	if isOurs(pushed) || ends(feed.KindOf(pushed)) || ctx.Err() != nil {
		return got, len(marks), cmp.Or(pushed, ctx.Err())
	}
	got, pulled := s.pull(ctx, marks)
	return got, len(marks), cmp.Or(pulled, pushed)
}

// overdue is the error of an account whose time was over before it was done.
func (l *Library) overdue(ctx, timed context.Context, a feed.Account, why error) error {
	if why == nil || ctx.Err() != nil || timed.Err() == nil {
		return why
	}
	return &feed.Error{Op: "sync", Source: a.Title, Kind: feed.KindTimeout, Err: fmt.Errorf("not done in %s", l.syncTime)}
}

// sync syncs the accounts beside everything else. The answer waits for the
// last; its error is of a panic.
func (r *run) sync(ctx context.Context) func() error {
	var (
		all    sync.WaitGroup
		broken = make([]error, len(r.accounts))
	)
	for i := range r.accounts {
		all.Go(func() { broken[i] = r.account(ctx, i) })
	}
	return func() error {
		all.Wait()
		return errors.Join(broken...)
	}
}

// account syncs one account and takes note of it. The error is of a panic of
// the face that is told.
func (r *run) account(ctx context.Context, i int) (broken error) {
	a := r.accounts[i]
	defer survive("sync", a.Title, &broken)
	out := r.l.syncAccount(ctx, a)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Sent += out.sent
	err := r.note(len(r.subs)+i, out.got, out.err, isOurs(out.err) && ofStore(out.err))
	r.tellOf(Progress{Source: a.Title, New: out.got.New, Err: err})
	return nil
}

// ends reports failures of sending after which nothing else is asked.
func ends(k feed.Kind) bool {
	return locked(k) || hostless(k) || k == feed.KindRefused
}

// spreadID gives accounts pauses of their own.
func spreadID(id feed.AccountID) feed.SourceID { return -feed.SourceID(id) }

// failedAccount records why an account was not synced, and returns that. What
// is not the server's fault is not recorded: an end of ctx, an error of ours,
// and that the host is left alone because of another answer.
func (l *Library) failedAccount(ctx context.Context, a feed.Account, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if isOurs(why) || held(why) {
		return why
	}
	next := l.nextTry(feed.Subscription{
		ID: spreadID(a.ID), LastTry: a.LastTry, NextTry: a.NextTry, Failures: a.Failures,
	}, why)
	if locked(feed.KindOf(l.lapse(a, why))) { // asking again would lock the reader out
		next = l.now().Add(longest)
	}
	if err := l.store.AccountTried(ctx, a.ID, next, clean(why)); err != nil {
		return ours(err)
	}
	return why
}

// lists are what a server has, whole.
type lists struct {
	feeds                   []feed.RemoteFeed
	unread, starred, recent []string
}

// all are the ids of the lists, in their order.
func (t lists) all() []string { return slices.Concat(t.unread, t.starred, t.recent) }

// pull takes over what the server has.
func (s *syncing) pull(ctx context.Context, sent []feed.PendingMark) (feed.Received, error) {
	var got feed.Received
	t, err := s.lists(ctx)
	if err != nil {
		return got, err
	}
	if _, err := s.l.store.SetFeeds(ctx, s.a.ID, remoteSources(t.feeds)); err != nil {
		return got, ours(err)
	}
	if got, err = s.fetchMissing(ctx, t); err != nil {
		return got, err
	}
	err = s.settle(ctx, t, sent)
	if err == nil {
		s.k.synced = true
	}
	return got, err
}

// lists asks for all lists; with an error there is none.
func (s *syncing) lists(ctx context.Context) (t lists, err error) {
	if t.feeds, err = s.server.Feeds(ctx); err != nil {
		return lists{}, err
	}
	// What is read and has no star would come too with the first sync, when
	// there is much to fetch already; and where a new process has to sign in,
	// the list would be one request too many. It comes before the list of the
	// unread: of what arrives between the two nobody would know that it is
	// unread.
	if s.k.synced || signless(s.a.Kind) && !s.a.LastGood.IsZero() {
		if t.recent, err = s.server.Recent(ctx); err != nil {
			return lists{}, err
		}
	}
	if t.unread, err = s.server.Unread(ctx); err != nil {
		return lists{}, err
	}
	if t.starred, err = s.server.Starred(ctx); err != nil {
		return lists{}, err
	}
	if len(t.feeds) == 0 && s.a.Feeds > 0 && len(t.all()) > 0 {
		return lists{}, s.doubtful(errors.New("no feeds, and items of some"))
	}
	return t, nil
}

// doubtful makes an error of lists that cannot be true.
func (s *syncing) doubtful(why error) error {
	return &feed.Error{Op: "sync", Source: s.a.Title, Kind: feed.KindDoubtful, Err: why}
}

// settle takes the server's marks over, unless they cannot be believed. The
// error of KindRejected is of marks that the server takes and does not keep.
func (s *syncing) settle(ctx context.Context, t lists, sent []feed.PendingMark) error {
	st := feed.Settlement{Unread: t.unread, Starred: t.starred}
	ignored, err := s.refuseIgnored(ctx, t, sent, &st)
	if err != nil {
		return err
	}
	toRead, unread, unstar, err := s.l.store.Foresee(ctx, s.a.ID, st)
	if err != nil {
		return ours(err)
	}
	if len(toRead) > brake && 2*len(toRead) > unread || len(t.unread) == 0 && len(toRead) > 0 {
		if err := s.probe(ctx, toRead); err != nil {
			return err
		}
	}
	if st.KeepStars, err = s.kept(ctx, unstar); err != nil {
		return err
	}
	if _, err := s.l.store.Settle(ctx, s.a.ID, st); err != nil {
		return ours(err)
	}
	if ignored > 0 {
		return &feed.Error{
			Op: "send marks", Source: s.a.Title, Kind: feed.KindRejected, Err: errors.New("the server takes changes and does not keep them"),
		}
	}
	return nil
}

// refuseIgnored puts the marks that the server took and does not show into
// st.Ours. Those of which that is so for the second time it sets aside, and
// tells how many of them are of items that the server has.
func (s *syncing) refuseIgnored(ctx context.Context, t lists, sent []feed.PendingMark, st *feed.Settlement) (int, error) {
	unread, starred := setOf(t.unread), setOf(t.starred)
	again := map[feed.State][]feed.PendingMark{}
	for _, m := range sent {
		shown := starred[m.Remote]
		if m.Mark == feed.Read {
			shown = !unread[m.Remote]
		}
		d := doubt{m.Item, m.Mark}
		if shown == m.On {
			delete(s.k.doubted, d)
			continue
		}
		st.Ours = append(st.Ours, m)
		if s.k.again(d) {
			again[m.Mark] = append(again[m.Mark], m)
		}
	}
	ignored := 0
	for mark, marks := range again {
		for part := range slices.Chunk(marks, feed.MaxItems) {
			items, err := s.server.Items(ctx, s.remoteItems(t, remotes(part)))
			if err != nil {
				return 0, err
			}
			ignored += len(items)
		}
		if err := s.l.store.Refuse(ctx, s.a.ID, mark, itemsOf(marks)); err != nil {
			return 0, ours(err)
		}
	}
	return ignored, nil
}

// probe looks at some of the items that the list of unread ones lacks.
func (s *syncing) probe(ctx context.Context, toRead []string) error {
	var want []feed.RemoteItem
	for i := range min(probes, len(toRead)) {
		at := 0
		if last := min(probes, len(toRead)) - 1; last > 0 {
			at = i * (len(toRead) - 1) / last
		}
		want = append(want, feed.RemoteItem{ID: toRead[at], State: feed.Read})
	}
	items, err := s.server.Items(ctx, want)
	if err != nil {
		return err
	}
	for _, d := range items {
		if !d.State.Has(feed.Read) {
			return s.doubtful(errors.New("items that are not listed as unread are unread"))
		}
	}
	return nil
}

// kept returns those of some ids, which the list of stars lacks, whose stars
// stay: the server has forgotten the item, or has the star all the same.
func (s *syncing) kept(ctx context.Context, unstar []string) ([]string, error) {
	without := map[string]bool{}
	for part := range slices.Chunk(unstar, feed.MaxItems) {
		want := make([]feed.RemoteItem, len(part))
		for i, id := range part {
			want[i] = feed.RemoteItem{ID: id, State: feed.Read}
		}
		items, err := s.server.Items(ctx, want)
		if err != nil {
			return nil, err
		}
		for _, d := range items {
			if d.State.Has(feed.Starred) {
				return nil, s.doubtful(errors.New("items that are not listed as starred are starred"))
			}
			without[d.Remote] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(unstar), func(id string) bool { return without[id] }), nil
}

// early reports that a time to try again has not come. A try in the future is
// of a clock that has been set back since; what it said of the next one is
// worth nothing.
func early(now, last, next time.Time) bool {
	return next.After(now) && !last.After(now.Add(brief))
}
