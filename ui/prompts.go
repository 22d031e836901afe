package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/clip"
	"rubrika/ui/keys"
	"rubrika/ui/theme"
)

// What is asked on the bottom line: the words to find on a page, and the
// format to save a story in.

// find asks for words on the page that is open.
func (m *Model) find() {
	m.finding = true
	m.prompt.Open(m.words.Reading.Find, m.article.FindText())
}

// doFinding ends the search, or keeps what was found.
func (m *Model) doFinding(a keys.Action) tea.Cmd {
	m.finding = false
	if a == keys.Cancel {
		m.article.Find("")
		return nil
	}
	if m.article.FindText() == "" {
		return nil
	}
	return m.say(m.words.Match(m.article.Match(0)))
}

// findTyped follows what is typed.
func (m *Model) findTyped(msg tea.Msg) {
	m.prompt.Type(msg)
	m.article.Find(m.prompt.Value())
}

// save asks for the format a story is to be saved in.
func (m *Model) save(it feed.Item) {
	m.saving = it.ID
}

func (m *Model) doSaving(a keys.Action) tea.Cmd {
	id := m.saving
	m.saving = 0
	formats := map[keys.Action]clip.Format{keys.AsMarkdown: clip.Markdown, keys.AsHTML: clip.HTML, keys.AsText: clip.Text}
	format, ok := formats[a]
	if !ok {
		return nil
	}
	return m.clip(id, format)
}

// clip saves a story as a file.
func (m *Model) clip(id feed.ID, f clip.Format) tea.Cmd {
	dir, words := m.config.Clippings, m.words
	return m.errand(func(func()) tea.Msg {
		a, err := m.library.Article(m.lasting(), id)
		if err != nil {
			return savedMsg{err: err}
		}
		path, err := clip.Write(dir, a, f, words)
		return savedMsg{path: path, err: err}
	})
}

// savedMsg says where a story was saved.
type savedMsg struct {
	path string
	err  error
}

func (m *Model) gotSaved(msg savedMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(m.words.NotSaved(msg.err))
	}
	return m.say(m.words.Saved(msg.path))
}

// formats are the formats to save in, with their keys.
func (m *Model) formats() []theme.Span {
	w := m.words.Desk
	out := []theme.Span{{Fg: theme.Accent, Text: " " + w.SaveAs + "  "}}
	for _, f := range []struct {
		action keys.Action
		name   string
	}{{keys.AsMarkdown, w.Markdown}, {keys.AsHTML, w.Page}, {keys.AsText, w.Text}} {
		out = append(out, m.hint(f.action, f.name)...)
	}
	return out
}

// keepPlace remembers how far the open article was read.
func (m *Model) keepPlace() tea.Cmd {
	a, place := m.article.Article(), m.article.Place()
	if m.article.AtEnd() {
		place = feed.Place{}
	}
	if m.view != viewArticle || a.ID == 0 || place == a.Place {
		return nil
	}
	m.ledger.put(func(ctx context.Context) (feed.Deed, error) {
		return feed.Deed{}, m.library.KeepPlace(ctx, a.ID, place)
	})
	return func() tea.Msg {
		m.ledger.settle(m.lasting())
		return nil // a place that could not be kept is no matter
	}
}
