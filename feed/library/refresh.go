package library

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// RefreshOptions say what to refresh.
type RefreshOptions struct {
	// Sources are the subscriptions meant, each of an account for the whole of
	// it; none means all.
	Sources []feed.SourceID
	// Force asks also those whose next polite time has not come. A server
	// that said when it wants to be asked again after refusing (429, 503) is
	// not asked before that, and one that said «gone» (410) only when it is
	// among Sources. The built-in edition is not asked for what is new either.
	Force bool
	// Progress, when not nil, is told of every source that is done, one call
	// at a time. An account counts as one source.
	Progress func(Progress)
}

// Progress tells that one more source is done.
type Progress struct {
	Done, Total int
	// ID and Source, its title, are of the one that was done; ID is 0 for an
	// account.
	ID     feed.SourceID
	Source string
	New    int
	Err    error
}

// SourceError is why one source failed, or an account, whose ID is 0.
type SourceError struct {
	ID    feed.SourceID
	Title string
	Err   error
}

// Report is what a refresh did.
type Report struct {
	// Sources is how many were due, accounts included, Failed how many of them
	// ended with an error.
	Sources, Failed int
	// Waiting is how many were not asked because their server wants to be left
	// alone for now; those that it told this during the refresh are among
	// Sources.
	Waiting int
	// New and Changed are numbers of items.
	New, Changed int
	// Sent is how many marks the servers of accounts took, Unsent how many they
	// do not have yet.
	Sent, Unsent int
	// Errors has a line for each failed source, in the order of the
	// subscriptions, and then of the accounts.
	Errors []SourceError
	// Swept is how many old items clean-up deleted.
	Swept int
}

// Offline reports that no source could be reached, and none for a reason of
// its own. The built-in edition, which a key asks too, needs no network.
func (r Report) Offline() bool {
	offline := 0
	for _, e := range r.Errors {
		switch feed.KindOf(e.Err) {
		case feed.KindOffline:
			if r.Sources > 1 || !errors.Is(e.Err, syscall.ECONNREFUSED) { // of one source it is its server that refuses
				offline++
			}
		case feed.KindDNS: // of one source it may be the name
			if r.Sources > 1 {
				offline++
			}
		}
	}
	return offline > 0 && offline == r.Sources
}

// Gone returns the titles of the sources that their publishers have closed for
// good. They are not asked again by themselves, so this is told once.
func (r Report) Gone() []string {
	var out []string
	for _, e := range r.Errors {
		if feed.KindOf(e.Err) == feed.KindGone {
			out = append(out, e.Title)
		}
	}
	return out
}

// run is one refresh at work.
type run struct {
	l *Library
	due
	tell func(Progress)
	// lose ends the refresh because of the store.
	lose context.CancelCauseFunc

	mu     sync.Mutex
	done   int
	report Report
	// answered: some source was asked with success.
	answered bool
	errs     []error // by place in subs, then in accounts
}

// Refresh asks the sources for news, several at once, each filed in one
// transaction as soon as it is there. What fails of one source touches no
// other and is in the report; the error is of the whole: the store cannot be
// read or written (what would fail for every source fails once), another
// process is refreshing it (KindElsewhere), or ctx ended. When a source
// answered, old items are cleaned up afterwards, as Options.Keep says.
func (l *Library) Refresh(ctx context.Context, o RefreshOptions) (Report, error) {
	if l.ReadOnly() {
		return Report{}, &feed.Error{Op: "refresh", Kind: feed.KindReadOnly}
	}
	if err := l.online("refresh", ""); err != nil {
		return Report{}, err
	}
	todo, err := l.due(ctx, o)
	if err != nil || todo.len() == 0 {
		return todo.report(), err
	}
	ctx, release, err := l.lease(ctx, "refresh")
	if err != nil {
		return todo.report(), err
	}
	defer release()
	if err := l.store.Telling(ctx, l.settings.Load().OnNew != nil); err != nil {
		return todo.report(), err
	}
	// What another process did since the list was made need not be done again.
	if todo, err = l.due(ctx, o); err != nil {
		return Report{}, err
	}
	ctx, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	r := &run{l: l, due: todo, tell: o.Progress, lose: lose, errs: make([]error, todo.len()), report: todo.report()}
	r.report.Sources = todo.len()
	broken := errors.Join(r.work(ctx), r.sum(ctx))
	if ctx.Err() == nil {
		broken = errors.Join(broken, l.noteTopics(ctx))
		l.tellNew()
	}
	l.chores.wake() // sources of accounts may have other names
	if ctx.Err() != nil {
		return r.report, ended(ctx)
	}
	if !r.answered { // without a network nobody wants to lose what there is
		return r.report, broken
	}
	r.report.Swept, err = l.tidyDaily(ctx)
	if ctx.Err() != nil {
		err = ended(ctx)
	}
	return r.report, errors.Join(broken, err)
}

// work asks all sources and accounts. The error is of a panic.
func (r *run) work(ctx context.Context) error {
	q := newQueue(len(r.subs), fetch.DefaultPerHost, func(i int) string { return hostOf(r.subs[i].URL) })
	arrived := make(chan arrival, filers)
	synced := r.sync(ctx)
	filed := r.file(ctx, arrived)
	broken := q.run(ctx, r.l.workers, func(i int) {
		ask := r.l.fetchSource
		if r.subs[i].LastTry.IsZero() {
			ask = r.l.askFirst
		}
		arrived <- arrival{i, ask(ctx, r.subs[i])}
	})
	close(arrived)
	return errors.Join(broken, filed(), synced())
}

// ended is why ctx ended: the reader's wish, that the lease went to another
// process, or a fault of the store.
func ended(ctx context.Context) error {
	return fmt.Errorf("refresh: %w", context.Cause(ctx))
}

// arrival is what came of the source at a place of run.subs.
type arrival struct {
	i int
	fetched
}

// filers is how many sources are being filed at once while others are being
// asked: the store writes one after the other, but packs before it writes.
const filers = 4

// file keeps what arrives until the channel is closed. The answer waits for
// the last; its error is of a panic.
func (r *run) file(ctx context.Context, arrived <-chan arrival) func() error {
	var (
		all    sync.WaitGroup
		mu     sync.Mutex
		broken error
	)
	for range filers {
		all.Go(func() {
			for a := range arrived {
				if err := r.one(ctx, a); err != nil {
					mu.Lock()
					broken = err
					mu.Unlock()
				}
			}
		})
	}
	return func() error {
		all.Wait()
		return broken
	}
}

// one keeps what came of one source and takes note of it. The error is of a
// panic of the face that is told.
func (r *run) one(ctx context.Context, a arrival) (broken error) {
	sub := r.subs[a.i]
	defer survive("refresh", sub.Shown(), &broken)
	got, err := r.l.refreshed(ctx, sub, a.fetched)
	r.mu.Lock()
	defer r.mu.Unlock()
	err = r.note(a.i, got, err, !errors.Is(err, a.err) && ofStore(err))
	r.tellOf(Progress{ID: sub.ID, Source: sub.Title, New: got.New, Err: err})
	return nil
}

// note takes note of how a source or an account was, and returns the error to
// tell of. lost: the store failed. It holds r.mu.
func (r *run) note(place int, got feed.Received, err error, lost bool) error {
	r.done++
	r.report.New += got.New
	r.report.Changed += got.Changed
	switch {
	case lost:
		r.lose(err)
	case held(err):
		r.report.Waiting++
		return nil
	case err == nil:
		r.answered = true
	default:
		r.errs[place] = err
	}
	return err
}

// tellOf tells the face. It holds r.mu.
func (r *run) tellOf(p Progress) {
	if r.tell != nil {
		p.Done, p.Total = r.done, r.len()
		r.tell(p)
	}
}

// ofStore reports a failure to write that the next write would share.
func ofStore(err error) bool {
	switch feed.KindOf(err) {
	case feed.KindDiskFull, feed.KindReadOnly, feed.KindCorrupt, feed.KindFile, feed.KindBusy:
		return true
	}
	return false
}

// sum lists what failed, and counts what was not sent.
func (r *run) sum(ctx context.Context) error {
	for i, err := range r.errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			e := SourceError{Err: err}
			if i < len(r.subs) {
				e.ID, e.Title = r.subs[i].ID, r.subs[i].Title
			} else {
				e.Title = r.accounts[i-len(r.subs)].Title
			}
			r.report.Failed++
			r.report.Errors = append(r.report.Errors, e)
		}
	}
	if len(r.accounts) == 0 {
		return nil
	}
	var err error
	r.report.Unsent, err = r.l.Waiting(context.WithoutCancel(ctx))
	return err
}

// due is what a refresh is about.
type due struct {
	subs     []feed.Subscription
	accounts []feed.Account
	// waiting is how many are left out because their servers refused to be
	// asked now.
	waiting int
	// unsent is how many marks wait, of all accounts.
	unsent int
	// held are the servers that asked for time.
	held map[string]time.Time
}

func (d due) len() int { return len(d.subs) + len(d.accounts) }

// report is that of a refresh that did nothing yet.
func (d due) report() Report { return Report{Waiting: d.waiting, Unsent: d.unsent} }

// due finds out what a refresh is about.
func (l *Library) due(ctx context.Context, o RefreshOptions) (d due, err error) {
	subs, err := l.subscriptions(ctx)
	if err != nil {
		return due{}, err
	}
	accounts, err := l.store.Accounts(ctx)
	if err != nil {
		return due{}, err
	}
	now, named := l.now(), map[feed.AccountID]bool{}
	d.held = heldServers(subs, now)
	for _, s := range subs {
		asked := slices.Contains(o.Sources, s.ID)
		if s.Account != 0 {
			named[s.Account] = named[s.Account] || asked
			continue
		}
		if !s.Muted && (len(o.Sources) == 0 || asked) {
			d.take(s, now, o.Force && (asked || s.Trouble != feed.KindGone && s.Kind != kindTour))
		}
	}
	for _, a := range accounts {
		d.unsent += a.Waiting
		if len(o.Sources) == 0 || named[a.ID] {
			d.takeAccount(a, now, o.Force)
		}
	}
	return d, nil
}

// take adds a subscription when its time has come, or by force; takeAccount an
// account.
func (d *due) take(s feed.Subscription, now time.Time, force bool) {
	switch wait := early(now, s.LastTry, s.NextTry); {
	case wait && s.Trouble == feed.KindTooMany:
		d.waiting++
	case wait && !force:
	case !d.held[fetch.Server(s.URL)].IsZero():
		d.waiting++
	default:
		d.subs = append(d.subs, s)
	}
}

func (d *due) takeAccount(a feed.Account, now time.Time, force bool) {
	switch wait := early(now, a.LastTry, a.NextTry); {
	case wait && a.Trouble == feed.KindTooMany:
		d.waiting++
	case !wait, force:
		d.accounts = append(d.accounts, a)
	}
}

// refreshed keeps what a source brought. Neither a panic nor a context that
// ended is held against it.
func (l *Library) refreshed(ctx context.Context, sub feed.Subscription, f fetched) (got feed.Received, err error) {
	defer survive("refresh", sub.Shown(), &err)
	if err := ctx.Err(); err != nil {
		return feed.Received{}, err
	}
	return l.keep(ctx, sub, f)
}
