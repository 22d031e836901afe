package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

const (
	// defaultFound is how many stories search prints when no limit is given.
	defaultFound = 20
	// foundAtOnce is how many are asked of the store at once, with their texts.
	foundAtOnce = 50
	// snippetIndent stands before a piece of text below its headline.
	snippetIndent = "    "
)

// found is a story that was found.
type found struct {
	feed.Item
	title   [][2]int // what was sought in the title
	snippet feed.Snippet
}

// newFound makes the JSON of what was found.
func newFound(it found) foundJSON {
	return foundJSON{
		itemJSON: newItem(it.Item), TitleMarks: inRunes(page.Line(it.Title), it.title),
		Snippet: it.snippet.Text, Marks: inRunes(it.snippet.Text, it.snippet.Marks),
	}
}

// inRunes counts marks, which are in bytes, in runes.
func inRunes(text string, marks [][2]int) [][2]int {
	out := [][2]int{}
	for _, m := range marks {
		from := utf8.RuneCountInString(text[:m[0]])
		out = append(out, [2]int{from, from + utf8.RuneCountInString(text[m[0]:m[1]])})
	}
	return out
}

// search is the command that finds stories by their words.
func (a *app) search() *cobra.Command {
	var o newsOptions
	cmd := &cobra.Command{Use: "search WORDS…", Args: a.args(1, -1)}
	cmd.Flags().BoolVar(&o.json, "json", false, "")
	cmd.Flags().IntVar(&o.limit, "limit", defaultFound, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		if o.filter, err = readFilter(typed(args)); err != nil {
			return err
		}
		switch {
		case o.filter.IsZero():
			return usage(a.words.CLI.TooFew, "search", "search")
		case o.limit < 0:
			return usage(a.words.CLI.BadValue, "--limit "+strconv.Itoa(o.limit))
		}
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		return a.printFound(cmd.Context(), o)
	}
	return cmd
}

// printFound prints what a search finds, the best first.
func (a *app) printFound(ctx context.Context, o newsOptions) error {
	o.filter.Sort = feed.Relevance
	printed, err := a.paged(ctx, a.library, o, foundAtOnce, func(items []feed.Item, before int) error {
		list, err := a.withMarks(ctx, o.filter, items)
		if err != nil {
			return err
		}
		return a.printMatches(list, before, o.json)
	})
	if err != nil {
		return err
	}
	a.out.flush() // before what is said about it
	left, err := a.library.Unindexed(ctx)
	if err != nil {
		return err
	}
	if left > 0 {
		a.note(a.words.NotIndexed(left))
	}
	if printed == 0 && !o.json {
		return a.sayNotFound(ctx, o.filter)
	}
	return nil
}

// withMarks looks up where what is sought stands.
func (a *app) withMarks(ctx context.Context, f feed.Filter, items []feed.Item) ([]found, error) {
	ids, langs := make([]feed.ID, len(items)), []string{}
	for i, it := range items {
		ids[i] = it.ID
		if !slices.Contains(langs, it.Lang) {
			langs = append(langs, it.Lang)
		}
	}
	snippets, err := a.library.Snippets(ctx, f, ids)
	if err != nil {
		return nil, err
	}
	marker := a.library.Marker(f, langs)
	out := make([]found, len(items))
	for i, it := range items {
		out[i] = found{it, marker.Find(page.Line(it.Title), it.Lang), snippets[it.ID]}
	}
	return out, nil
}

// printMatches prints headlines with what was found in their texts below them.
func (a *app) printMatches(list []found, before int, asJSON bool) error {
	if asJSON {
		for _, it := range list {
			if err := a.json(newFound(it)); err != nil {
				return err
			}
		}
		return nil
	}
	items := make([]feed.Item, len(list))
	for i, it := range list {
		items[i] = it.Item
	}
	t, err := a.table(items, before)
	if err != nil {
		return err
	}
	for i, it := range list {
		a.raw(t.line(i, it.title))
		for _, line := range a.snippetLines(t.look, it.snippet) {
			a.raw(snippetIndent + line)
		}
	}
	return a.out.err
}

// snippetLines are the lines of a snippet: as wide as the terminal, or one
// where lines may have any length.
func (a *app) snippetLines(look theme.Theme, s feed.Snippet) []string {
	if s.Text == "" {
		return nil
	}
	lines := []string{s.Text}
	if room := a.env.Width - len(snippetIndent); a.env.OutTTY && room >= leastWidth {
		lines = strings.Split(ansi.Wrap(s.Text, room, ""), "\n")
	}
	at := 0
	for i, line := range lines {
		at += max(0, strings.Index(s.Text[at:], line))
		lines[i] = a.marked(look, theme.Muted, line, within(s.Marks, at, at+len(line)))
		at += len(line)
	}
	return lines
}

// within are the parts of marks from one place of a text up to another, counted
// from there.
func within(marks [][2]int, from, to int) [][2]int {
	var out [][2]int
	for _, m := range marks {
		if begin, end := max(m[0], from), min(m[1], to); begin < end {
			out = append(out, [2]int{begin - from, end - from})
		}
	}
	return out
}

// marked styles a text, and the marks in it as matches.
func (a *app) marked(look theme.Theme, token theme.Token, text string, marks [][2]int) string {
	if !a.styled() {
		return text
	}
	plain, match := look.Style(token), look.Style(theme.Accent)
	if a.colourless() {
		match = match.Underline(true)
	}
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if at < m[0] {
			b.WriteString(plain.Render(text[at:m[0]]))
		}
		b.WriteString(match.Render(text[m[0]:m[1]]))
		at = m[1]
	}
	if at < len(text) || at == 0 {
		b.WriteString(plain.Render(text[at:]))
	}
	return b.String()
}

// sayNotFound says that nothing was found, and what would find something.
func (a *app) sayNotFound(ctx context.Context, f feed.Filter) error {
	subs, err := a.library.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if len(subs) == 0 {
		a.note(a.words.CLI.NoSources)
		return nil
	}
	for _, wider := range widened(f) {
		n, err := a.library.Counts(ctx, wider, false)
		if err != nil {
			return err
		}
		if n.Total > 0 {
			a.note(a.words.Wider(f.String(), n.Total, "rubrika search "+quoted(wider.String())))
			return nil
		}
	}
	a.note(fmt.Sprintf(a.words.CLI.Search.NotFound, f.String()))
	return nil
}

// widened are filters that select more than f, the nearest first: its words
// wherever they stand, any of its words, what begins like them.
func widened(f feed.Filter) []feed.Filter {
	var out []feed.Filter
	text := f.String()
	add := func(wider feed.Filter) {
		if s := wider.String(); s != "" && s != text && !slices.ContainsFunc(out, func(o feed.Filter) bool { return o.String() == s }) {
			out = append(out, wider)
		}
	}
	add(feed.Filter{Text: f.Text, Groups: f.Groups})
	var words, beginnings []string
	for _, t := range f.Terms() {
		if t.Not {
			continue
		}
		for _, word := range strings.Fields(strings.TrimSuffix(t.Text, "*")) {
			words = append(words, feed.Term{Text: word}.String())
			beginnings = append(beginnings, beginning(word))
		}
	}
	for _, list := range [][]string{words, beginnings} {
		if wider, err := feed.ParseFilter(strings.Join(list, " or ")); err == nil {
			add(wider)
		}
	}
	return out
}

// beginning is two thirds of a word with a star, which finds what begins so.
func beginning(word string) string {
	runes := []rune(word)
	return string(runes[:min(len(runes), max(3, len(runes)*2/3))]) + "*"
}

// quoted is a text as one word of a shell.
func quoted(text string) string {
	if !strings.ContainsAny(text, " \"'()*?[]{}$&;|<>\\`!#~") {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// newsTable is headlines in columns.
type newsTable struct {
	a      *app
	look   theme.Theme
	items  []feed.Item
	rows   [][5]string
	widths [5]int
}

// table lays out headlines, which so many are before.
func (a *app) table(items []feed.Item, before int) (newsTable, error) {
	look, err := a.look()
	names := a.numbers(items, before)
	t := newsTable{a: a, look: look, items: items, rows: make([][5]string, len(items))}
	for i, it := range items {
		t.rows[i] = a.newsRow(it, names[i])
		for c, text := range t.rows[i] {
			t.widths[c] = max(t.widths[c], render.Width(text))
		}
	}
	t.widths = a.share(t.widths)
	return t, err
}

// line is the headline in a row, with marks in its title.
func (t newsTable) line(row int, marks [][2]int) string {
	return t.a.newsLine(t.look, t.items[row], t.rows[row], t.widths, marks)
}
