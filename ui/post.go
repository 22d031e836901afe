package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// How marks get to the servers of accounts. What waits is in the store, so
// nothing here can lose a mark: this is only about when it is sent, and what
// the reader is told of it. Without an account there is nothing of all this.

const (
	// postAfter is how long after the last mark marks are sent: those of one
	// sitting go together.
	postAfter = 30 * time.Second
	// lastPost is how long the end of the program waits for marks to be sent,
	// slowPost how long it does so without a word.
	lastPost = 2 * time.Second
	slowPost = 300 * time.Millisecond
	// lastAgain is the pause before it is looked again whether what the program
	// was just doing is over.
	lastAgain = 50 * time.Millisecond
)

// post is what the reader's servers are to be sent.
type post struct {
	accounts []feed.Account
	waiting  int  // marks that wait, as counted last
	failed   bool // they were tried, and still wait
	tried    time.Time

	n       int  // numbers the times to send
	due     bool // one of them is to come
	sending bool

	// What the reader was told of each account in this run: what keeps it from
	// being synced, and how many marks its server does not take.
	said    map[feed.AccountID]feed.Kind
	refused map[feed.AccountID]int
	began   time.Time // when the accounts were first heard of

	leaving bool               // the program ends as soon as the marks are sent
	forgot  bool               // … and pictures were taken out of the terminal
	cut     context.CancelFunc // … or at once
	ended   chan struct{}      // closed when nothing is being sent any more
}

type (
	// postMsg says that it is time to send, unless there was a mark since.
	postMsg struct{ n int }
	// sentMsg is what came of sending; waiting counts only with counted.
	sentMsg struct {
		sent, waiting int
		err           error
	}
	// unsentMsg brings how many marks wait.
	unsentMsg struct{ waiting int }
	// lastSentMsg ends the program, slowMsg says what it waits for.
	lastSentMsg struct{}
	slowMsg     struct{}
)

// posts reports whether marks are sent at all.
func (m *Model) posts() bool { return len(m.post.accounts) > 0 && !m.alone() && !m.library.ReadOnly() }

// unsent is how many marks wait that nothing is about to send.
func (m *Model) unsent() int {
	p := &m.post
	if len(p.accounts) == 0 || !p.failed && (p.due || p.sending || m.refreshing) {
		return 0
	}
	return p.waiting
}

// postSoon sends the marks a while after the last of them.
func (m *Model) postSoon() tea.Cmd {
	if !m.posts() {
		return nil
	}
	m.post.n++
	m.post.due = true
	n := m.post.n
	return m.after(postAfter, func(time.Time) tea.Msg { return postMsg{n: n} })
}

// marksMade follows marks that the store has: they are to be sent, and counted
// where their number is on the screen.
func (m *Model) marksMade() tea.Cmd {
	if !m.post.failed && !m.library.Offline() {
		return m.postSoon()
	}
	if len(m.post.accounts) == 0 {
		return nil
	}
	return tea.Batch(m.postSoon(), func() tea.Msg {
		n, err := m.library.Waiting(m.ctx)
		if err != nil { // what is not known is not nothing
			return nil
		}
		return unsentMsg{waiting: n}
	})
}

func (m *Model) gotUnsent(msg unsentMsg) { m.post.waiting = msg.waiting }

func (m *Model) gotPost(msg postMsg) tea.Cmd {
	switch {
	case msg.n != m.post.n || !m.post.due || m.ctx.Err() != nil:
		return nil
	case m.refreshing || m.post.sending: // a refresh sends marks too, but these may be newer
		return m.postSoon()
	}
	return m.sendMarks()
}

// sendMarks sends what waits.
func (m *Model) sendMarks() tea.Cmd {
	m.post.due, m.post.sending, m.post.tried = false, true, m.now()
	return func() tea.Msg {
		sent, waiting, err := m.library.Send(m.ctx)
		return sentMsg{sent: sent, waiting: waiting, err: err}
	}
}

// gotSent is silent when all went well; else the marks that wait are on the
// bottom line, and what is the matter is said once.
func (m *Model) gotSent(msg sentMsg) tea.Cmd {
	m.post.sending = false
	if feed.KindOf(msg.err) == feed.KindElsewhere { // another process sends them
		return m.postSoon()
	}
	m.post.waiting = msg.waiting
	m.post.failed = msg.waiting > 0 && (msg.err != nil || msg.sent == 0)
	cmds := []tea.Cmd{m.loadSources()} // some may have been refused
	if msg.waiting > 0 && !m.post.failed && !m.post.due {
		cmds = append(cmds, m.postSoon()) // marked while the others were sent
	}
	return tea.Batch(cmds...)
}

// postAgain sends what could not be sent some time ago. The library leaves
// servers alone that asked for it.
func (m *Model) postAgain() tea.Cmd {
	p := &m.post
	if !p.failed || p.waiting == 0 || p.sending || m.refreshing || !m.posts() || m.now().Sub(p.tried) < look {
		return nil
	}
	return m.sendMarks()
}

// posted follows a refresh, which sends marks first of all.
func (m *Model) posted(r library.Report) tea.Cmd {
	p := &m.post
	if len(p.accounts) == 0 {
		return nil
	}
	failed := false
	for _, e := range r.Errors {
		failed = failed || e.ID == 0
	}
	p.waiting = r.Unsent
	p.failed = r.Unsent > 0 && (failed || p.failed && r.Sent == 0)
	if p.waiting > 0 && !p.failed && !p.due {
		return m.postSoon()
	}
	return nil
}

// gotAccounts takes in how the accounts are doing: marks that wait from before
// are sent, and what is new is said.
func (m *Model) gotAccounts(all []feed.Account) tea.Cmd {
	p := &m.post
	first := p.said == nil
	if first {
		p.said, p.refused, p.began = map[feed.AccountID]feed.Kind{}, map[feed.AccountID]int{}, m.now()
	}
	p.accounts, p.waiting = all, 0
	text, in, why := "", []string(nil), feed.KindNone
	for _, a := range all {
		p.waiting += a.Waiting
		if m.newTrouble(a) {
			if a.Trouble != why {
				in, why = nil, a.Trouble
			}
			in = append(in, a.Title)
			text = m.words.Failed(strings.Join(in, ", "), &feed.Error{Op: "sync", Kind: why})
		}
		if a.Refused > p.refused[a.ID] && !first {
			text = m.words.Refuses(a.Title, a.Refused)
		}
		p.refused[a.ID] = a.Refused
	}
	var cmds []tea.Cmd
	if p.waiting > 0 && !p.failed && !p.due && !p.sending && !m.refreshing {
		cmds = append(cmds, m.postSoon())
	}
	if text != "" {
		cmds = append(cmds, m.say(text))
	}
	return tea.Batch(cmds...)
}

// newTrouble reports whether what keeps an account from being synced is to be
// said: once in each run and for each trouble. Old troubles may be over, but for
// those that only the reader can end; marks that are refused are counted
// instead, and that there is no network at all is said of all sources.
func (m *Model) newTrouble(a feed.Account) bool {
	lasts := a.Trouble == feed.KindPassword || a.Trouble == feed.KindNoSecret || a.Trouble == feed.KindNotServer
	if a.Trouble == m.post.said[a.ID] || a.Trouble != feed.KindNone && !lasts && a.LastTry.Before(m.post.began) {
		return false
	}
	m.post.said[a.ID] = a.Trouble
	return a.Trouble != feed.KindNone && a.Trouble != feed.KindRejected && !m.offline
}

// localFailures is how many sources failed, accounts left out: what is the
// matter with these is said once, by gotAccounts.
func localFailures(r library.Report) int {
	n := r.Failed
	for _, e := range r.Errors {
		if e.ID == 0 {
			n--
		}
	}
	return n
}

// toSend reports whether marks may have to be sent before the program ends. Those
// that the store is still being given count too, and so do accounts that nobody
// has heard of yet.
func (m *Model) toSend() bool {
	p := &m.post
	if m.alone() || m.library.ReadOnly() || p.said != nil && len(p.accounts) == 0 {
		return false
	}
	return p.due || p.sending || p.waiting > 0 || m.marks.writing > 0
}

// lastly sends the marks that wait before the program ends, within lastPost.
// What was being sent or synced has been called off, and is waited for.
func (m *Model) lastly() tea.Cmd {
	whole := m.lasting() // marks get to the store however long that takes
	ctx, cut := context.WithTimeout(whole, lastPost)
	ended := make(chan struct{})
	m.post.leaving, m.post.cut, m.post.ended = true, cut, ended
	busy := m.refreshing || m.post.sending
	send := func() tea.Msg {
		defer close(ended)
		defer cut()
		m.ledger.settle(whole)
		for {
			_, _, err := m.library.Send(ctx)
			if !busy || feed.KindOf(err) != feed.KindElsewhere || ctx.Err() != nil {
				return lastSentMsg{}
			}
			select {
			case <-ctx.Done():
			case <-time.After(lastAgain):
			}
		}
	}
	return tea.Batch(send, m.after(slowPost, func(time.Time) tea.Msg { return slowMsg{} }))
}

// takeLeaving is Update while the program ends: a second q ends it at once, all
// other keys come too late, and what else was going on has been called off.
func (m *Model) takeLeaving(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		if a := m.keys.Find(m.scope(), msg.Key()); a == keys.Quit || a == keys.Back {
			m.post.cut()
			return tea.Quit
		}
	case lastSentMsg:
		if m.post.forgot {
			return tea.Sequence(m.settled(), tea.Quit)
		}
		return tea.Quit
	case slowMsg:
		key := m.keys.Label(m.scope(), keys.Quit, m.foreign)
		m.notice = m.words.Remote.Sending + " " + m.words.About(m.words.Remote.AtOnce, key)
	}
	return nil
}

// answerPost is answer for what is about marks on their way to servers.
func (m *Model) answerPost(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case postMsg:
		return m.gotPost(msg)
	case sentMsg:
		return m.gotSent(msg)
	case unsentMsg:
		m.gotUnsent(msg)
	default:
		return m.answerSeek(msg)
	}
	return nil
}
