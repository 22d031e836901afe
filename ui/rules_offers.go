package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/words"
	"rubrika/ui/keys"
	saved "rubrika/ui/views"
)

// What of a story a rule may be made of: its words, where it is filed, who
// sent it, and what it is about. The number of stored stories that each would
// hide follows when it is known.

// How many words and topics of a story are offered at most.
const (
	offeredWords  = 5
	offeredTopics = 3
)

type (
	// offerMsg tells how many stories a choice selects.
	offerMsg struct {
		job, at, total int
		err            error
	}
	// authorMsg names the author of the story.
	authorMsg struct {
		job    int
		author string
	}
)

// openMuting offers what of the selected or open story a rule may be made of.
func (m *Model) openMuting() tea.Cmd {
	it, ok := m.headlines.Selected()
	if m.view == viewArticle {
		it, ok = m.article.Article().Item, true
	}
	if !ok || it.ID == 0 {
		return nil
	}
	offers := m.offers(it)
	if len(offers) == 0 {
		return m.say(m.words.Views.Notices.Unruly)
	}
	m.rules.story, m.rules.muting = it, true
	m.rules.panel.Open(it.Title, offers)
	ctx, n := m.rules.offers.next(m.ctx)
	return tea.Batch(m.countOffer(ctx, n, 0), m.nameAuthor(ctx, n, it.ID))
}

// offers are the choices about a story, the likeliest first.
func (m *Model) offers(it feed.Item) []saved.Choice {
	w := m.words.Views.Rule
	var out []saved.Choice
	add := func(label, value string, f feed.Filter) {
		c := m.offer(label, value, f)
		same := func(o saved.Choice) bool { return o.Spelt == c.Spelt }
		if value != "" && c.Spelt != "" && !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	keywords := words.Keywords(it.Lang, it.Title)
	for _, word := range keywords[:min(offeredWords, len(keywords))] {
		add(w.Word, word, feed.Filter{Text: feed.Term{Text: word, Title: true}.String()})
	}
	add(w.Section, it.Section, feed.Filter{Sections: []string{it.Section}})
	add(w.Source, it.SourceTitle, feed.Filter{Sources: []string{word(it.Source)}})
	for _, topic := range m.topicsOf(it) {
		add(w.Topic, topic, feed.Filter{Topics: []string{topic}})
	}
	for _, r := range it.Rubrics {
		add(w.Rubric, m.words.Rubric(r), feed.Filter{Rubrics: []feed.Rubric{r}})
	}
	return out
}

// offer is one choice, of which nobody knows yet how many stories it selects.
func (m *Model) offer(label, value string, f feed.Filter) saved.Choice {
	return saved.Choice{Label: m.words.About(label, value), Name: value, Spelt: page.Line(f.String()), Filter: f, Count: -1}
}

// topicsOf are the tags of a story, and the names of its headline that are not
// among them.
func (m *Model) topicsOf(it feed.Item) []string {
	topics := slices.Clone(it.Tags)
	for _, name := range words.Names(it.Lang, it.Title) {
		same := func(t string) bool { return words.Topic(t) == words.Topic(name.Text) }
		if name.Sure && !slices.ContainsFunc(topics, same) {
			topics = append(topics, name.Text)
		}
	}
	return topics[:min(offeredTopics, len(topics))]
}

// selects is how many stored stories a filter selects; for a rule that mutes,
// with those that are hidden already.
func (m *Model) selects(ctx context.Context, kind feed.ViewKind, f feed.Filter) (int, error) {
	c, err := m.library.Counts(ctx, f, false)
	if err != nil || kind != feed.ViewMute {
		return c.Total, err
	}
	hidden := f
	hidden.Is |= feed.Muted
	h, err := m.library.Counts(ctx, hidden, false)
	return c.Total + h.Total, err
}

// countOffer counts what a choice selects; the answer asks for the next.
func (m *Model) countOffer(ctx context.Context, n, at int) tea.Cmd {
	choices := m.rules.panel.Choices()
	if at >= len(choices) {
		return nil
	}
	f := choices[at].Filter
	return func() tea.Msg {
		c, err := m.library.Counts(ctx, f, false)
		return offerMsg{job: n, at: at, total: c.Total, err: err}
	}
}

func (m *Model) gotOffer(msg offerMsg) tea.Cmd {
	if msg.job != m.rules.offers.n || msg.err != nil {
		return nil
	}
	m.rules.panel.SetCount(msg.at, msg.total)
	ctx, n := m.ctx, msg.job
	return m.countOffer(ctx, n, msg.at+1)
}

// nameAuthor finds out who wrote a story.
func (m *Model) nameAuthor(ctx context.Context, n int, id feed.ID) tea.Cmd {
	if a := m.article.Article(); m.view == viewArticle && a.ID == id && a.Author != "" {
		return func() tea.Msg { return authorMsg{job: n, author: a.Author} }
	}
	return func() tea.Msg {
		a, err := m.library.Article(ctx, id)
		if err != nil { // then there is one choice less
			return nil
		}
		return authorMsg{job: n, author: a.Author}
	}
}

// gotAuthor offers the author, below all others.
func (m *Model) gotAuthor(msg authorMsg) tea.Cmd {
	if msg.job != m.rules.offers.n || !m.rules.muting || msg.author == "" {
		return nil
	}
	choices := m.rules.panel.Choices()
	counted := choices[len(choices)-1].Count >= 0
	m.rules.panel.Add(m.offer(m.words.Views.Rule.Author, msg.author, feed.Filter{Authors: []string{msg.author}}))
	if counted { // the others are done, and nobody asks for the next
		return m.countOffer(m.ctx, msg.job, len(choices))
	}
	return nil
}

func (m *Model) doMuting(a keys.Action) tea.Cmd {
	c, ok := m.rules.panel.Chosen()
	switch {
	case a == keys.Apply && ok:
		m.rules.muting = false
		m.rules.offers.stop()
		rule := m.ruleOf(c)
		same := func(v feed.View) bool { return v.Kind == rule.Kind && v.Filter.String() == rule.Filter.String() }
		if i := slices.IndexFunc(m.rules.all, same); i >= 0 {
			return m.say(m.words.ViewSaved(m.rules.all[i], -1))
		}
		return m.saveView(rule, false)
	case a == keys.EditView && ok:
		m.openViewForm(m.ruleOf(c))
		m.rules.back = true
		return m.checkViewForm()
	case a == keys.Cancel:
		m.rules.muting = false
		m.rules.offers.stop()
	}
	return nil
}

// ruleOf is the rule that a choice makes.
func (m *Model) ruleOf(c saved.Choice) feed.View {
	return feed.View{Kind: m.rules.panel.Kind(), Name: c.Name, Filter: c.Filter}
}
