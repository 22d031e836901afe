package lang

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"rubrika/feed"
)

// Rubric returns the name of a canonical rubric, and the id itself for any
// other.
func (w Words) Rubric(r feed.Rubric) string {
	if name, ok := w.rubrics[r]; ok {
		return name.Name
	}
	return string(r)
}

// RubricShort is Rubric for narrow screens.
func (w Words) RubricShort(r feed.Rubric) string {
	if name, ok := w.rubrics[r]; ok {
		return name.Short
	}
	return string(r)
}

// Badge names the badges of a set, the first one of several.
func (w Words) Badge(b feed.Badge) string {
	for _, one := range badges() {
		if b.Has(one) {
			return w.badges[one]
		}
	}
	return ""
}

func badges() []feed.Badge {
	return []feed.Badge{feed.Urgent, feed.Video, feed.Photo, feed.Audio, feed.Updated}
}

// Upper puts a text into capitals by the rules of its language: i becomes İ in
// Azerbaijani and Turkish.
func Upper(s, code string) string {
	if code == "az" || code == "tr" {
		return strings.ToUpperSpecial(unicode.TurkishCase, s)
	}
	return strings.ToUpper(s)
}

// Action describes an action of ui/keys by its id; "" for an unknown one.
func (w Words) Action(id string) string { return w.actions[id] }

// Group names a group of actions by its id; "" for an unknown one.
func (w Words) Group(id string) string { return w.sections[id] }

// HelpTitle is the title of the help of a view, by its scope.
func (w Words) HelpTitle(scope string) string {
	return fmt.Sprintf(w.formats.HelpTitle, w.views[scope])
}

// Language names a language by its code; the code itself when there is no
// word for it.
func (w Words) Language(code string) string {
	if code == "" {
		return w.formats.UnknownLang
	}
	if name, ok := w.langs[code]; ok {
		return name
	}
	return code
}

// Unread is «24 непрочитанных из 128».
func (w Words) Unread(unread, total int) string {
	return w.count(unread, w.plurals.Unread) + fmt.Sprintf(w.plurals.Total, w.Number(total))
}

// Percent is «38 %».
func (w Words) Percent(n int) string { return fmt.Sprintf(w.formats.Percent, n) }

// Items is «12 новостей».
func (w Words) Items(n int) string { return w.count(n, w.plurals.Items) }

// MarkedRead is the notice after items were marked as read.
func (w Words) MarkedRead(n int) string { return w.count(n, w.plurals.MarkedRead) }

// Minutes is a reading time.
func (w Words) Minutes(n int) string { return w.count(n, w.plurals.Minutes) }

// Refreshed is the notice after a refresh: new items, and how many sources did
// not answer.
func (w Words) Refreshed(items, failed int) string {
	text := w.plurals.NothingNew
	if items > 0 {
		text = w.count(items, w.plurals.Refreshed)
	}
	if failed > 0 {
		text += ", " + w.count(failed, w.plurals.Silent)
	}
	return text
}

// Undone is the notice after a deed was taken back, Redone after it was done
// again.
func (w Words) Undone(d feed.Deed) string { return w.deed(w.deedWords(d).Undone, d) }

// Redone is the notice after a deed was done again.
func (w Words) Redone(d feed.Deed) string { return w.deed(w.deedWords(d).Redone, d) }

func (w Words) deedWords(d feed.Deed) deed {
	if d.Kind == "subscribe" && d.Sources > 1 {
		return w.formats.Deeds["several"]
	}
	return w.formats.Deeds[d.Kind]
}

func (w Words) deed(format string, d feed.Deed) string {
	what := plain(d.Source)
	switch {
	case d.Kind == "mark":
		what = w.count(d.Items, w.plurals.Marks)
	case d.View != "":
		what = plain(d.View)
	case d.Sources > 1:
		what += " " + w.count(d.Sources-1, w.figures.plurals.More)
	}
	return strings.Replace(format, "%s", what, 1)
}

// The empty list: what is the matter, and what to do about it. Keys are given
// as labels of ui/keys.

// Waiting is for the time before the first headlines.
func (w Words) Waiting() [2]string { return w.formats.Waiting }

// NoMatch says that the filter selects nothing.
func (w Words) NoMatch(clearKey string) [2]string { return w.pair(w.formats.NoMatch, clearKey) }

// NoneUnread says that everything has been read.
func (w Words) NoneUnread(allKey string) [2]string { return w.pair(w.formats.NoneUnread, allKey) }

// NoneStarred says that nothing has a star.
func (w Words) NoneStarred(allKey string) [2]string { return w.pair(w.formats.NoneStarred, allKey) }

// Empty says that the store holds nothing.
func (w Words) Empty(refreshKey string) [2]string { return w.pair(w.formats.Empty, refreshKey) }

func (w Words) pair(formats [2]string, key string) [2]string {
	return [2]string{formats[0], strings.Replace(formats[1], "%s", key, 1)}
}

// TooSmall says that the window is too small, and what it must be; both lines
// are short enough for half of it.
func (w Words) TooSmall(width, height, leastWidth, leastHeight int) [2]string {
	return [2]string{
		fmt.Sprintf(w.formats.TooSmall[0], width, height),
		fmt.Sprintf(w.formats.TooSmall[1], leastWidth, leastHeight),
	}
}

// TeaserOnly says under a teaser where the whole text is.
func (w Words) TeaserOnly(browserKey string) string {
	return fmt.Sprintf(w.formats.TeaserOnly, browserKey)
}

// NoText stands in place of a body that the publisher did not give.
func (w Words) NoText(browserKey string) string { return fmt.Sprintf(w.formats.NoText, browserKey) }

// NoFullText says under a teaser why its page gave no more.
func (w Words) NoFullText(err error, browserKey string) string {
	return fmt.Sprintf(w.formats.NoFullText, w.fault(particulars(err).Kind).What, browserKey)
}

// Why says what decided the rubric of an item: «Экономика: рубрика издания
// «Финансы»».
func (w Words) Why(it feed.Item) string {
	var names []string
	for _, r := range it.Rubrics {
		names = append(names, w.Rubric(r))
	}
	return fmt.Sprintf(w.formats.Why, strings.Join(names, ", "), w.Evidence(it.Why))
}

// Evidence words what decided a rubric.
func (w Words) Evidence(e feed.Evidence) string {
	text := plain(e.Text)
	if e.Kind == feed.ByFeed && feed.Rubric(text).Valid() {
		text = w.Rubric(feed.Rubric(text))
	}
	format, ok := w.formats.Evidence[e.Kind]
	if !ok {
		format = w.formats.Evidence[feed.ByNothing]
	}
	return strings.Replace(format, "%s", text, 1)
}

// Filter words what a filter selects, in a few words for the bottom line, where
// the strip shows its topics; "" for everything.
func (w Words) Filter(f feed.Filter) string {
	f.Topics = nil
	return w.Selection(f)
}

// Selection words all that a filter selects; "" for everything.
func (w Words) Selection(f feed.Filter) string {
	return plain(strings.Join(w.selection(f), ", "))
}

func (w Words) selection(f feed.Filter) []string {
	var parts []string
	add := func(in, out []string) {
		parts = append(parts, in...)
		for _, v := range out {
			parts = append(parts, fmt.Sprintf(w.formats.Except, v))
		}
	}
	add(each(f.Rubrics, w.Rubric), each(f.Not, w.Rubric))
	add(f.Sections, f.NotSections)
	add(each(f.Tags, hash), each(f.NotTags, hash))
	add(f.Topics, f.NotTopics)
	add(f.Sources, f.NotSources)
	add(each(f.Langs, w.Language), each(f.NotLangs, w.Language))
	add(f.Authors, f.NotAuthors)
	parts = append(parts, w.marked(f.Is, f.IsNot)...)
	for _, b := range badges() {
		if f.Has.Has(b) {
			parts = append(parts, w.badges[b])
		}
		if f.HasNot.Has(b) {
			parts = append(parts, fmt.Sprintf(w.formats.Except, w.badges[b]))
		}
	}
	if !f.Since.IsZero() {
		parts = append(parts, fmt.Sprintf(w.formats.Since, w.when(f.Since)))
	}
	if !f.Until.IsZero() {
		parts = append(parts, fmt.Sprintf(w.formats.Until, w.when(f.Until)))
	}
	parts = append(parts, w.terms(f.Terms())...)
	for _, g := range f.Groups {
		parts = append(parts, w.group(g))
	}
	return parts
}

func (w Words) quoted(s string) string { return fmt.Sprintf(w.formats.Quoted, s) }

// terms word what is looked for: words side by side in the same quotes.
func (w Words) terms(all []feed.Term) []string {
	var parts, side []string
	flush := func() {
		if len(side) > 0 {
			parts, side = append(parts, w.quoted(strings.Join(side, " "))), nil
		}
	}
	for _, t := range all {
		if t == (feed.Term{Text: t.Text}) {
			side = append(side, t.Text)
			continue
		}
		flush()
		parts = append(parts, w.term(t))
	}
	flush()
	return parts
}

// term words a word that is looked for in some way.
func (w Words) term(t feed.Term) string {
	text := w.quoted(t.Text)
	if t.Title {
		text = fmt.Sprintf(w.Views.inTitle, text)
	}
	if t.Not {
		text = fmt.Sprintf(w.formats.Except, text)
	}
	return text
}

// group words alternatives: «нефть» или «газ».
func (w Words) group(g feed.Group) string {
	var ways []string
	for _, f := range g.Any {
		one := w.selection(f)
		text := strings.Join(one, " + ")
		if len(one) > 1 && len(g.Any) > 1 {
			text = "(" + text + ")"
		}
		ways = append(ways, text)
	}
	text := strings.Join(ways, " "+w.Views.or+" ")
	if g.Not {
		return fmt.Sprintf(w.formats.Except, "("+text+")")
	}
	return text
}

// marked words which marks a filter wants, and which not.
func (w Words) marked(is, not feed.State) []string {
	var parts []string
	if not.Has(feed.Read) {
		parts = append(parts, w.Notices.ShowUnread)
	}
	if is.Has(feed.Read) {
		parts = append(parts, w.Notices.ShowRead)
	}
	if is.Has(feed.Starred) {
		parts = append(parts, w.Notices.ShowStars)
	}
	if not.Has(feed.Starred) {
		parts = append(parts, fmt.Sprintf(w.formats.Except, w.Notices.ShowStars))
	}
	for _, m := range []struct {
		state feed.State
		text  string
	}{{feed.Muted, w.Views.muted}, {feed.Watched, w.Views.watched}} {
		switch {
		case is.Has(m.state):
			parts = append(parts, m.text)
		case not.Has(m.state):
			parts = append(parts, fmt.Sprintf(w.formats.Except, m.text))
		}
	}
	return parts
}

func (w Words) when(t feed.When) string {
	switch {
	case !t.Day.IsZero():
		return w.date(t.Day)
	case t.Ago%(24*time.Hour) == 0:
		return w.count(int(t.Ago/(24*time.Hour)), w.plurals.DaysAgo)
	}
	return w.count(int(t.Ago/time.Hour), w.plurals.HoursAgo)
}

func hash(tag string) string { return "#" + tag }

func each[T any](in []T, name func(T) string) []string {
	var out []string
	for _, v := range in {
		out = append(out, name(v))
	}
	return out
}
