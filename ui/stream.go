package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/words"
	"rubrika/ui/keys"
)

// How the list follows the stream. New stories never move what the reader
// looks at: the list shows the stories up to a horizon, the newest one there
// was when the question was asked; what came since is counted and waits.

// stream is what the list knows of the news that comes in.
type stream struct {
	horizon feed.ID // the newest story that the list may show; 0 is no bound
	waiting int     // stories of the filter beyond it
	touched bool    // a key was pressed: the reader has begun to read
	topics  []feed.Tally
	keys    []string  // words.Topic of their names
	counted time.Time // when topics were asked for last
	left    feed.ID   // the newest story when the reader was here last

	wire  bool        // the live wire is on
	held  bool        // … and held
	calm  feed.Filter // what the list showed before the wire
	long  int         // … how many stories of it
	there feed.ID     // … and the story that was selected
}

// arrival says how an answer comes into the list.
type arrival int

const (
	renews  arrival = iota // the same stories, renewed
	asks                   // the answer to another question, or all that waits
	follows                // all that waits, and the cursor goes to the first
	flows                  // the same, if the reader has not begun to read meanwhile
	enters                 // all that waits, if the selected story is the first and stays on the screen
)

// bound is the filter as the list asks it.
func (m *Model) bound(f feed.Filter, how arrival) feed.Filter {
	f.Upto = 0
	if how == renews && f.Sort != feed.Oldest {
		f.Upto = m.stream.horizon
	}
	return f
}

// reload asks the same question again. One that was not answered yet is asked
// as it was.
func (m *Model) reload() tea.Cmd {
	if m.listing && (m.comes == asks || m.comes == follows) {
		return m.ask(0, m.comes)
	}
	return m.ask(len(m.headlines.Items()), m.coming())
}

// coming is how news may come in now. Where the reader is at the top, it
// enters; else it waits, as it does while a search is typed.
func (m *Model) coming() arrival {
	switch {
	case m.seek.typing:
		return renews
	case m.stream.wire && !m.stream.held, !m.stream.touched:
		return flows
	case m.headlines.Index() == 0 && !m.stream.wire && m.filter.Sort == feed.Newest:
		return enters
	}
	return renews
}

// load asks what the filter selects, and takes in all there is.
func (m *Model) load() tea.Cmd { return m.ask(0, asks) }

// newest is the story up to which an answer reaches.
func (m *Model) newest(ctx context.Context, f feed.Filter) (feed.ID, error) {
	if f.Upto != 0 {
		return f.Upto, nil
	}
	return m.library.Newest(ctx)
}

// place puts an answer into the list.
func (m *Model) place(msg itemsMsg) tea.Cmd {
	s := &m.stream
	if (msg.how == flows || msg.how == enters) && m.coming() != msg.how {
		return m.reload() // the reader has moved since
	}
	if msg.how == enters && !m.headlines.Enter(msg.items) {
		return m.ask(len(m.headlines.Items()), renews) // more than the window holds: it waits
	}
	m.readySearch(msg.items)
	s.horizon = msg.upto
	switch {
	case !msg.apart:
		s.waiting = msg.counts.New
	case msg.how != renews:
		s.waiting = 0
	}
	if m.deserted(msg) {
		return m.load()
	}
	switch msg.how {
	case enters:
	case renews:
		m.headlines.SetItems(msg.items)
	case follows, flows:
		m.headlines.SetItems(msg.items)
		m.headlines.Do(keys.Top)
	default:
		m.headlines.Replace(msg.items)
	}
	m.headlines.SetNew(s.waiting)
	return nil
}

// deserted reports that all that was looked at has left, as the tour does, and
// only what waits is there.
func (m *Model) deserted(msg itemsMsg) bool {
	return msg.how == renews && len(msg.items) == 0 && m.stream.waiting > 0 && !m.seek.typing
}

// takeIn brings in what waits, at the top.
func (m *Model) takeIn() tea.Cmd {
	if m.stream.waiting == 0 || m.filter.Sort == feed.Oldest {
		return nil
	}
	return m.ask(len(m.headlines.Items()), follows)
}

// sort goes to the next order of the list.
func (m *Model) sort() tea.Cmd {
	m.filter.Sort, m.toBottom = m.nextOrder(), false
	m.headlines.SetSort(m.filter.Sort)
	m.came = nil
	return tea.Batch(m.load(), m.say(m.words.SortedBy(m.filter.Sort)))
}

// wire turns the live wire on, or goes back to the list as it was.
func (m *Model) wire() tea.Cmd {
	s := &m.stream
	s.wire, s.held = !s.wire, false
	if s.wire {
		s.calm, s.long, s.there = m.filter, len(m.headlines.Items()), 0
		if it, ok := m.headlines.Selected(); ok {
			s.there = it.ID
		}
		m.filter.Sort = feed.Arrival
	} else {
		m.filter = s.calm
	}
	m.headlines.SetSort(m.filter.Sort)
	m.headlines.SetWire(s.wire, s.held, s.left)
	m.headlines.Empty = m.empty()
	if !s.wire {
		return m.ask(s.long, asks)
	}
	if m.welcomed && !m.refreshing && !m.byHand() {
		return tea.Batch(m.ask(0, follows), m.refresh(false))
	}
	return m.ask(0, follows)
}

// backAtList selects the story that was selected before the wire.
func (m *Model) backAtList() {
	if s := &m.stream; !s.wire && s.there != 0 {
		m.headlines.Select(s.there)
		s.there = 0
	}
}

// touch notes that the reader has begun to read. In the wire, moving holds it,
// so that nothing slides away under the cursor.
func (m *Model) touch(a keys.Action) {
	m.stream.touched = true
	switch a {
	case keys.Down, keys.Up, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp, keys.Bottom:
		if m.scope() == keys.Wiring {
			m.stream.held = true
			m.headlines.SetWire(true, true, m.stream.left)
		}
	}
}

// hold stops the wire, or lets it flow on from the newest headline.
func (m *Model) hold(on bool) tea.Cmd {
	s := &m.stream
	if !s.wire || s.held == on {
		return nil
	}
	s.held = on
	m.headlines.SetWire(true, on, s.left)
	if on {
		return nil
	}
	return m.ask(0, follows)
}

// topicsEvery is the least time between two counts of the topics that rise.
const topicsEvery = time.Minute

// countTopics asks for the strip of topics anew, now and then.
func (m *Model) countTopics() tea.Cmd {
	now := m.now()
	if !m.stream.counted.IsZero() && now.Sub(m.stream.counted) < topicsEvery {
		return nil
	}
	m.stream.counted = now
	pinned := m.config.Topics
	return func() tea.Msg {
		topics, err := m.library.Topics(m.ctx, pinned)
		return topicsMsg{topics: topics, err: err}
	}
}

func (m *Model) gotTopics(msg topicsMsg) {
	if msg.err != nil { // the strip is an extra: the list says what is wrong with the store
		m.stream.counted = time.Time{}
		return
	}
	m.stream.topics, m.stream.keys = msg.topics, make([]string, len(msg.topics))
	for i, t := range msg.topics {
		m.stream.keys[i] = words.Topic(t.Name)
	}
	m.headlines.SetTopics(msg.topics)
}

// marked is c with what the strip knows of its topics: which are pinned, and
// which rise.
func (m *Model) marked(c feed.Counts) feed.Counts {
	c.Topics = slices.Clone(c.Topics)
	for i, t := range c.Topics {
		if known, ok := m.stream.topic(t.Name); ok {
			c.Topics[i].Rising, c.Topics[i].Pinned = known.Rising, known.Pinned
		}
	}
	return c
}

// spelt is a filter with its topics as the strip spells them, for the eye.
func (m *Model) spelt(f feed.Filter) feed.Filter {
	f.Topics = slices.Clone(f.Topics)
	for i, name := range f.Topics {
		if known, ok := m.stream.topic(name); ok {
			f.Topics[i] = known.Name
		}
	}
	return f
}

// topic finds a topic in the strip, however its name is spelt.
func (s *stream) topic(name string) (feed.Tally, bool) {
	if i := slices.Index(s.keys, words.Topic(name)); i >= 0 {
		return s.topics[i], true
	}
	return feed.Tally{}, false
}

// topic shows only what is on a topic, or no longer.
func (m *Model) topic(name string) tea.Cmd {
	f := m.filter
	same := func(t string) bool { return words.Topic(t) == words.Topic(name) }
	if len(f.Topics) == 1 && same(f.Topics[0]) {
		f.Topics = nil
	} else {
		f.Topics = []string{name}
		f.NotTopics = slices.DeleteFunc(slices.Clone(f.NotTopics), same)
	}
	return m.choose(f)
}

// lookLeft finds out which stories are new since the reader was here.
func (m *Model) lookLeft() tea.Cmd {
	return func() tea.Msg {
		left, err := m.library.Left(m.ctx)
		if err != nil {
			return nil // then nothing is told apart
		}
		return leftMsg{id: left}
	}
}

func (m *Model) gotLeft(msg leftMsg) {
	m.stream.left = msg.id
	m.headlines.SetWire(m.stream.wire, m.stream.held, msg.id)
}
