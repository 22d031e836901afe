package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
)

// The commands about subscriptions, and the messages they answer with.

type (
	// sourcesMsg brings all subscriptions, and how the accounts are doing.
	sourcesMsg struct {
		job      int
		all      []feed.Subscription
		accounts []feed.Account
		err      error
	}
	// changedMsg is the answer of the store to a change of a subscription.
	changedMsg struct {
		change
		deed feed.Deed
		err  error
	}
	// followedMsg is what came of an address that was typed.
	followedMsg struct {
		job      int
		followed library.Followed
		err      error
	}
	// chosenMsg is what came of the feeds chosen among several: those
	// subscribed to, and the first that could not be.
	chosenMsg struct {
		job    int
		added  []feed.Subscription
		failed string
		err    error
	}
	// listedMsg is what came of a feed of the catalogue.
	listedMsg struct {
		listing feed.Listing
		source  feed.Subscription
		err     error
	}
)

// loadSources brings the subscriptions.
func (m *Model) loadSources() tea.Cmd {
	ctx, n := m.tables.next(m.ctx)
	m.table, m.tabled = true, m.now()
	return func() tea.Msg {
		all, err := m.library.Subscriptions(ctx)
		if err != nil {
			return sourcesMsg{job: n, err: err}
		}
		accounts, err := m.library.Accounts(ctx)
		return sourcesMsg{job: n, all: all, accounts: accounts, err: err}
	}
}

// edit writes the reader's own fields of a subscription. What concerns a server
// too is not put into the ledger: marks do not wait for the network.
func (m *Model) edit(sub feed.Subscription, c change) tea.Cmd {
	if c.remote {
		return func() tea.Msg {
			d, err := m.library.Edit(m.ctx, sub)
			return changedMsg{change: c, deed: d, err: err}
		}
	}
	return m.write(c, func(ctx context.Context) (feed.Deed, error) { return m.library.Edit(ctx, sub) })
}

// leave unsubscribes from a source of an account, on its server.
func (m *Model) leave(id feed.SourceID, c change) tea.Cmd {
	return func() tea.Msg {
		d, err := m.library.Unsubscribe(m.ctx, id)
		return changedMsg{change: c, deed: d, err: err}
	}
}

// remove unsubscribes.
func (m *Model) remove(id feed.SourceID, c change) tea.Cmd {
	return m.write(c, func(ctx context.Context) (feed.Deed, error) { return m.library.Unsubscribe(ctx, id) })
}

func (m *Model) write(c change, do func(context.Context) (feed.Deed, error)) tea.Cmd {
	return m.deed(do, func(d feed.Deed, err error) tea.Msg { return changedMsg{change: c, deed: d, err: err} })
}

// followTyped subscribes to what an address that was typed stands for.
func (m *Model) followTyped(source library.NewSource) tea.Cmd {
	ctx, n := m.desk.job.next(m.ctx)
	return func() tea.Msg {
		f, err := m.library.Follow(ctx, source)
		return followedMsg{job: n, followed: f, err: err}
	}
}

// followPicked subscribes to feeds one after the other.
func (m *Model) followPicked(picked []feed.Found) tea.Cmd {
	ctx, n := m.desk.job.next(m.ctx)
	source := m.typedSource() // the form is still there, under the choice
	return func() tea.Msg {
		out := chosenMsg{job: n}
		for _, f := range picked {
			source.URL, source.Kind, source.Public = f.URL, f.Kind, f.Public
			sub, _, err := m.library.Subscribe(ctx, source)
			switch {
			case err == nil:
				out.added = append(out.added, sub)
			case out.err == nil:
				out.failed, out.err = f.URL, err
			}
		}
		return out
	}
}

// followListed subscribes to a feed of the catalogue, which is known to be one:
// without a request.
func (m *Model) followListed(l feed.Listing) tea.Cmd {
	return func() tea.Msg {
		sub, _, err := m.library.Subscribe(m.ctx, library.NewSource{URL: l.URL, Later: true})
		return listedMsg{listing: l, source: sub, err: err}
	}
}
