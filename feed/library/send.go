package library

import (
	"context"
	"errors"

	"rubrika/feed"
)

// storeError is an error of the store where one of a server may be meant.
type storeError struct{ error }

// Unwrap gives the error.
func (e storeError) Unwrap() error { return e.error }

// ours marks an error as one of the store.
func ours(err error) error {
	if err == nil {
		return nil
	}
	return storeError{err}
}

// isOurs reports an error of the store.
func isOurs(err error) bool { return errors.As(err, new(storeError)) }

// maxRefusals is how many refusals a sync looks into: the one bad mark among
// MaxItems takes nine.
const maxRefusals = 50

// push sends the marks that wait.
type push struct {
	l      *Library
	server feed.Server
	id     feed.AccountID
	// stuck: the last sync failed by a fault of the server, which may be one
	// item's; so what it faults at is tried by halves.
	stuck    bool
	refusals int
	sent     []feed.PendingMark
	// failed is the last refusal.
	failed error
}

// push sends all marks of an account that wait, and returns those the server
// took. One that is refused by itself, twice, is set aside; the rest goes on.
// With an error of ours nobody knows what waits. The turn is the caller's.
func (l *Library) push(ctx context.Context, a feed.Account, server feed.Server) ([]feed.PendingMark, error) {
	waiting, err := l.store.Pending(ctx, a.ID)
	if err != nil {
		return nil, ours(err)
	}
	p := &push{l: l, server: server, id: a.ID, stuck: a.Trouble == feed.KindServer}
	for _, batch := range batches(waiting) {
		if err := p.batch(ctx, batch); err != nil {
			return p.sent, err
		}
	}
	return p.sent, p.failed
}

// batches cuts marks into runs of one mark and value, of at most MaxItems.
func batches(marks []feed.PendingMark) [][]feed.PendingMark {
	type change struct {
		mark feed.State
		on   bool
	}
	var order []change
	by := map[change][]feed.PendingMark{}
	for _, m := range marks {
		c := change{m.Mark, m.On}
		if by[c] == nil {
			order = append(order, c)
		}
		by[c] = append(by[c], m)
	}
	var out [][]feed.PendingMark
	for _, c := range order {
		for all := by[c]; len(all) > 0; {
			n := min(len(all), feed.MaxItems)
			out = append(out, all[:n:n])
			all = all[n:]
		}
	}
	return out
}

// batch sends marks of one kind, by halves when they are refused. What a server
// took is noted even when ctx ended meanwhile.
func (p *push) batch(ctx context.Context, marks []feed.PendingMark) error {
	mark, on := marks[0].Mark, marks[0].On
	err := p.server.Mark(ctx, mark, on, remotes(marks))
	if feed.KindOf(err) == feed.KindRejected && len(marks) == 1 {
		// Some servers say of their own troubles what others say of a bad mark:
		// it is their word only when they say it twice.
		err = p.server.Mark(ctx, mark, on, remotes(marks))
	}
	kind := feed.KindOf(err)
	switch {
	case err == nil:
		p.sent = append(p.sent, marks...)
		return ours(p.l.store.Sent(context.WithoutCancel(ctx), p.id, mark, on, itemsOf(marks)))
	case kind != feed.KindRejected && (kind != feed.KindServer || !p.stuck):
		return err
	}
	if p.refusals++; p.refusals > maxRefusals {
		return err
	}
	if n := len(marks); n > 1 {
		if err := p.batch(ctx, marks[:n/2]); err != nil {
			return err
		}
		return p.batch(ctx, marks[n/2:])
	}
	p.failed = err
	if kind != feed.KindRejected {
		return nil
	}
	return ours(p.l.store.Refuse(context.WithoutCancel(ctx), p.id, mark, itemsOf(marks)))
}

func remotes(marks []feed.PendingMark) []string {
	out := make([]string, len(marks))
	for i, m := range marks {
		out[i] = m.Remote
	}
	return out
}

func itemsOf(marks []feed.PendingMark) []feed.ID {
	out := make([]feed.ID, len(marks))
	for i, m := range marks {
		out[i] = m.Item
	}
	return out
}

// Send gives the servers the marks they do not have yet, and asks for nothing
// new; waiting is how many are left, offline all of them. Accounts whose server asked for time, or
// is in trouble that a pause may end, are left out until their time has come.
// KindElsewhere when there is something to send and another process, or a
// refresh, is about it.
func (l *Library) Send(ctx context.Context) (sent, waiting int, err error) {
	defer survive("send marks", "", &err)
	if l.ReadOnly() {
		return 0, 0, &feed.Error{Op: "send marks", Kind: feed.KindReadOnly}
	}
	due, waiting, err := l.unsent(ctx)
	if err != nil || len(due) == 0 {
		return 0, waiting, err
	}
	ctx, release, err := l.lease(ctx, "refresh")
	if err != nil {
		return 0, waiting, err
	}
	defer release()
	for _, a := range due {
		n, failed := l.sendOne(ctx, a)
		sent += n
		err = errors.Join(err, failed)
	}
	left, failed := l.Waiting(context.WithoutCancel(ctx))
	if failed != nil {
		return sent, max(0, waiting-sent), errors.Join(failed, err)
	}
	return sent, left, err
}

// unsent are the accounts that Send is about, and the number of marks that wait
// in all.
func (l *Library) unsent(ctx context.Context) (due []feed.Account, waiting int, err error) {
	all, err := l.store.Accounts(ctx)
	if err != nil {
		return nil, 0, err
	}
	now := l.now()
	for _, a := range all {
		waiting += a.Waiting
		if l.offline {
			continue
		}
		paused := a.Trouble != feed.KindNone && !unreached(a.Trouble) && early(now, a.LastTry, a.NextTry)
		if a.Waiting > 0 && !paused {
			due = append(due, a)
		}
	}
	return due, waiting, nil
}

// unreached reports failures that no server notices, so that trying again
// costs nobody anything.
func unreached(k feed.Kind) bool {
	switch k {
	case feed.KindOffline, feed.KindDNS, feed.KindTimeout:
		return true
	}
	return false
}

// sendOne pushes the marks of one account. What no pause mends is not held
// against it.
func (l *Library) sendOne(ctx context.Context, a feed.Account) (n int, err error) {
	defer survive("send marks", a.Title, &err)
	k := l.link(a.ID)
	if err := k.take(ctx); err != nil {
		return 0, err
	}
	defer k.leave()
	timed, cancel := context.WithTimeout(ctx, l.syncTime)
	defer cancel()
	server, err := l.server(timed, a)
	if err != nil {
		return 0, l.failedAccount(ctx, a, l.overdue(ctx, timed, a, err))
	}
	sent, err := l.push(timed, a, server)
	err = l.overdue(ctx, timed, a, err)
	if err == nil || unreached(feed.KindOf(err)) {
		return len(sent), err
	}
	return len(sent), l.failedAccount(ctx, a, err)
}
