package views

import (
	"strings"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/narrow"
	"rubrika/ui/render"
	"rubrika/ui/rows"
	"rubrika/ui/theme"
)

// Choice is what of a story a rule may be made of.
type Choice struct {
	// Label says it in words: «слово «гороскоп»»; Name is what the rule will be
	// called: «гороскоп»; Spelt is the filter as it is printed. All are lines
	// without control characters.
	Label, Name, Spelt string
	Filter             feed.Filter
	// Count is how many stored stories the filter selects; -1 while that is
	// not known.
	Count int
}

// Panel makes a rule out of a story: a few choices, of which one is taken. The
// zero value is not ready: see NewPanel.
type Panel struct {
	words lang.Words
	theme theme.Theme

	width, height int
	about         string
	kind          feed.ViewKind
	choices       []Choice
	list          rows.Of[int]

	// Keys are the reader's keys, for the hints; nil is the usual ones.
	Keys *keys.Map
}

// NewPanel makes a closed panel.
func NewPanel(w lang.Words, t theme.Theme) Panel { return Panel{words: w, theme: t} }

// Scope implements the screens' contract.
func (p *Panel) Scope() keys.Scope { return keys.Muting }

// Restyle changes the colours.
func (p *Panel) Restyle(t theme.Theme) { p.theme = t }

// Reword changes the language.
func (p *Panel) Reword(w lang.Words) { p.words = w }

// Resize gives the panel its place.
func (p *Panel) Resize(w, h int) {
	p.width, p.height = w, h
	p.list.Resize(p.room())
}

// Open offers choices about a story, to be muted.
func (p *Panel) Open(about string, choices []Choice) {
	p.about, p.kind, p.choices = about, feed.ViewMute, nil
	p.list = rows.Of[int]{}
	p.list.Resize(p.room())
	p.Add(choices...)
}

// Add offers more choices below.
func (p *Panel) Add(choices ...Choice) {
	p.choices = append(p.choices, choices...)
	places := make([]int, len(p.choices))
	for i := range places {
		places[i] = i
	}
	p.list.SetItems(places, nil)
}

// Choices returns what is offered; it is not to be changed.
func (p *Panel) Choices() []Choice { return p.choices }

// SetCount tells how many stories a choice selects.
func (p *Panel) SetCount(i, n int) {
	if i >= 0 && i < len(p.choices) {
		p.choices[i].Count = n
	}
}

// Kind says whether the rule is to mute or to watch; Switch changes that.
func (p *Panel) Kind() feed.ViewKind { return p.kind }

// Switch goes from muting to watching and back.
func (p *Panel) Switch() {
	if p.kind == feed.ViewMute {
		p.kind = feed.ViewWatch
	} else {
		p.kind = feed.ViewMute
	}
}

// Chosen returns the choice under the cursor.
func (p *Panel) Chosen() (Choice, bool) {
	if i := p.list.Index(); i < len(p.choices) {
		return p.choices[i], true
	}
	return Choice{}, false
}

// Do moves the cursor, and switches between the kinds. It reports whether the
// action was its own.
func (p *Panel) Do(a keys.Action) bool {
	if a == keys.SwitchRule {
		p.Switch()
		return true
	}
	return keys.Move(&p.list, a)
}

// Click selects the line at a cell of the panel. It returns Apply when it was
// selected already, and what a hint says when it is one.
func (p *Panel) Click(x, y int) keys.Action {
	if y == p.last() {
		return p.hints().At(x)
	}
	i, ok := p.list.At(y - p.above())
	if ok && !p.list.Go(i) {
		return keys.Apply
	}
	return ""
}

// roomy is the height from which the panel has blank lines and the headline
// round its choices.
const roomy = 12

// above is the number of lines before the first choice, below that of the
// lines after the last: the filter and the hints, with blanks round them where
// there is room.
func (p *Panel) above() int {
	if p.height < roomy {
		return 1
	}
	return 4
}

func (p *Panel) below() int {
	if p.height < roomy {
		return 2
	}
	return 5
}

func (p *Panel) room() int { return max(1, p.height-p.above()-p.below()) }

// last is the line that the hints stand on.
func (p *Panel) last() int {
	n := p.above() + min(p.room(), len(p.choices))
	if p.height < roomy {
		return n + 1
	}
	return n + 3
}

// View returns the panel: as many lines of exactly width cells as the choices
// need, at most height.
func (p *Panel) View() []string {
	title := p.words.Views.Rule.Mute
	if p.kind == feed.ViewWatch {
		title = p.words.Views.Rule.Watch
	}
	full := p.height >= roomy
	heads := []theme.Span{{Fg: theme.Faint, Text: "  " + p.words.Views.Rule.Stories + "  "}}
	out := []string{p.line([]theme.Span{{Fg: theme.Strong, Text: "  " + title}}, heads)}
	if full {
		about := render.Cut(render.Steady(p.about), max(1, p.width-4))
		out = []string{
			p.line(nil, nil), p.line([]theme.Span{{Fg: theme.Strong, Text: "  " + title}}, nil),
			p.line([]theme.Span{{Fg: theme.Muted, Text: "  " + about}}, nil), p.line(nil, heads),
		}
	}
	from, to := p.list.Window()
	for i := from; i < to; i++ {
		out = append(out, p.choice(i))
	}
	filter := ""
	if c, ok := p.Chosen(); ok {
		filter = render.Cut(render.Steady(c.Spelt), max(1, p.width-4))
	}
	var more []theme.Span // choices below
	if n := len(p.choices) - to; n > 0 {
		more = []theme.Span{{Fg: theme.Faint, Text: "  ↓ " + p.words.Number(n) + "  "}}
	}
	foot := []string{p.line([]theme.Span{{Fg: theme.Faint, Text: "  " + filter}}, more), p.line(p.hints().Spans(), nil)}
	if full {
		foot = []string{p.line(nil, nil), foot[0], p.line(nil, nil), foot[1], p.line(nil, nil)}
	}
	out = append(out, foot...)
	return out[:max(0, min(len(out), p.height))]
}

func (p *Panel) line(left, right []theme.Span) string {
	return p.theme.Line(theme.Panel, p.width, left, right)
}

// choice is one line: what the rule is about, and how many stories that are.
func (p *Panel) choice(i int) string {
	bg, bar, fg := theme.Panel, "  ", theme.Text
	if i == p.list.Index() {
		bg, bar, fg = theme.Select, " ▌", theme.Strong
	}
	count := "…"
	if n := p.choices[i].Count; n >= 0 {
		count = p.words.Number(n)
	}
	right := []theme.Span{{Fg: theme.Muted, Text: "  " + count + "  "}}
	label := render.Cut(render.Steady(p.choices[i].Label), max(1, p.width-3-theme.Width(right)))
	return p.theme.Line(bg, p.width, []theme.Span{{Fg: theme.Accent, Text: bar}, {Fg: fg, Text: strings.TrimRight(label, " ")}}, right)
}

// hints are the keys of the panel.
func (p *Panel) hints() narrow.Hints {
	h := p.words.Views.Hints
	does, other := h.Mute, h.Watch
	if p.kind == feed.ViewWatch {
		does, other = other, does
	}
	return narrow.Hints{
		{Key: p.Keys.Or(keys.Muting, keys.EditView, "e"), Text: p.words.Hints.Edit, Action: keys.EditView},
		{Key: p.Keys.Or(keys.Muting, keys.SwitchRule, "Tab"), Text: other, Action: keys.SwitchRule},
		{Key: p.Keys.Or(keys.Muting, keys.Apply, "Enter"), Text: does, Action: keys.Apply},
		{Key: p.Keys.Or(keys.Muting, keys.Cancel, "Esc"), Text: p.words.Hints.Cancel, Action: keys.Cancel},
	}.Fit(p.width)
}
