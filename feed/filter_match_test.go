package feed

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// story is what filters of these tests select, in the simplest words there
// are: what the language means, written a second time.
type story struct {
	rubrics               []Rubric
	section, source, lang string
	tags, topics, authors []string
	state                 State
	badges                Badge
	at                    time.Time
	title, body           []string
}

var matchNow = time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC)

// selects reports which of the stories f selects, in the order of the stories.
func selects(all []story, f Filter) []bool {
	f = saying(f)
	out := make([]bool, len(all))
	for i, s := range all {
		out[i] = match(s, f)
	}
	return out
}

// match reports whether f selects s.
func match(s story, f Filter) bool {
	filed := anyOf(f.Sections, s.section) || slices.ContainsFunc(f.Rubrics, func(r Rubric) bool { return slices.Contains(s.rubrics, r) })
	switch {
	case !filed && len(f.Sections)+len(f.Rubrics) > 0,
		slices.ContainsFunc(f.Not, func(r Rubric) bool { return slices.Contains(s.rubrics, r) }),
		anyOf(f.NotSections, s.section),
		!allowed(f.Sources, f.NotSources, s.source),
		!allowed(f.Langs, f.NotLangs, s.lang),
		!allowed(f.Tags, f.NotTags, s.tags...),
		!allowed(f.Topics, f.NotTopics, s.topics...),
		!allowed(f.Authors, f.NotAuthors, s.authors...),
		!s.state.Has(f.Is), s.state&f.IsNot != 0, !s.badges.Has(f.Has), s.badges&f.HasNot != 0,
		!f.Since.IsZero() && s.at.Before(f.Since.Time(matchNow)),
		!f.Until.IsZero() && !s.at.Before(f.Until.Time(matchNow)):
		return false
	}
	for _, t := range f.Terms() {
		if matchTerm(s, t) == t.Not {
			return false
		}
	}
	for _, g := range f.Groups {
		if slices.ContainsFunc(g.Any, func(f Filter) bool { return match(s, f) }) == g.Not {
			return false
		}
	}
	return true
}

// saying returns f without the groups that say nothing (see Group), and with
// clean values.
func saying(f Filter) Filter {
	for _, field := range []struct {
		name   string
		values []*[]string
	}{
		{"section", []*[]string{&f.Sections, &f.NotSections}},
		{"source", []*[]string{&f.Sources, &f.NotSources}},
		{"lang", []*[]string{&f.Langs, &f.NotLangs}},
		{"tag", []*[]string{&f.Tags, &f.NotTags}},
		{"topic", []*[]string{&f.Topics, &f.NotTopics}},
		{"author", []*[]string{&f.Authors, &f.NotAuthors}},
	} {
		for _, list := range field.values {
			*list = cleaned(field.name, *list)
		}
	}
	var groups []Group
	for _, g := range f.Groups {
		said := Group{Not: g.Not}
		for _, alternative := range g.Any {
			said.Any = append(said.Any, saying(alternative))
		}
		if len(said.Any) > 0 && !slices.ContainsFunc(said.Any, Filter.IsZero) {
			groups = append(groups, said)
		}
	}
	f.Groups = groups
	return f
}

// cleaned are the values of a field that are any.
func cleaned(field string, list []string) []string {
	var out []string
	for _, v := range list {
		if v = clean(field, v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func anyOf(list []string, have ...string) bool {
	return slices.ContainsFunc(list, func(v string) bool { return slices.Contains(have, v) })
}

func allowed(in, ex []string, have ...string) bool {
	return (len(in) == 0 || anyOf(in, have...)) && !anyOf(ex, have...)
}

func matchTerm(s story, t Term) bool {
	texts := [][]string{s.title, s.body}
	if t.Title {
		texts = texts[:1]
	}
	want := strings.Fields(t.Text)
	return slices.ContainsFunc(texts, func(text []string) bool {
		for i := 0; i+len(want) <= len(text); i++ {
			if t.Phrase && slices.Equal(text[i:i+len(want)], want) {
				return true
			}
			beginning, cut := strings.CutSuffix(t.Text, "*")
			if !t.Phrase && (text[i] == t.Text || cut && strings.HasPrefix(text[i], beginning)) {
				return true
			}
		}
		return false
	})
}

func some[T any](t *rapid.T, label string, most int, from ...T) []T {
	return rapid.SliceOfN(rapid.SampledFrom(from), 0, most).Draw(t, label)
}

func matchWords() []string { return []string{"банк", "банки", "нефть", "or", "is:read"} }

// stories are some hundred that differ in everything filters ask for.
func stories() []story {
	random := rand.New(rand.NewPCG(1, 2))
	one := func(from ...string) string { return from[random.IntN(len(from))] }
	each := func(from ...string) (list []string) {
		for _, v := range from {
			if random.IntN(2) == 0 {
				list = append(list, v)
			}
		}
		return list
	}
	var all []story
	for range 400 {
		s := story{
			section: one("", "Финансы", "Мир (кратко)"), source: one("12", "report"), lang: one("ru", "az"),
			tags: each("ОТГ", `а "б"`), topics: each("x", "or"), authors: each("Мамедова", "A. (B)"),
			state: State(random.IntN(16)), badges: Badge(random.IntN(4)),
			at:    matchNow.Add(-time.Duration(random.IntN(120)) * time.Hour),
			title: each(matchWords()...), body: each(matchWords()...),
		}
		for _, r := range each("economy", "world", "sport") {
			s.rubrics = append(s.rubrics, Rubric(r))
		}
		all = append(all, s)
	}
	return all
}

// drawFilter draws a filter as a program may build one: with values that are
// not clean, and groups that need not be. It has only a few of the fields.
func drawFilter(t *rapid.T, fields []int, depth int) Filter {
	var f Filter
	for range rapid.IntRange(0, 3).Draw(t, "fields") {
		in, out := &f.Tags, &f.NotTags
		var v string
		switch rapid.SampledFrom(fields).Draw(t, "field") {
		case 0:
			f.Rubrics = some(t, "rubric", 2, Economy, World, Sport)
		case 1:
			f.Not = some(t, "not rubric", 1, Economy, World, Sport)
		case 2:
			in, out, v = &f.Sections, &f.NotSections, rapid.SampledFrom([]string{" Финансы\n", "Мир  (кратко)"}).Draw(t, "section")
		case 3:
			in, out, v = &f.Sources, &f.NotSources, rapid.SampledFrom([]string{"12", "report"}).Draw(t, "source")
		case 4:
			in, out, v = &f.Langs, &f.NotLangs, rapid.SampledFrom([]string{"RU", "ru", "az"}).Draw(t, "lang")
		case 5:
			v = rapid.SampledFrom([]string{"#", "#ОТГ", `а "б"`}).Draw(t, "tag")
		case 6:
			in, out, v = &f.Topics, &f.NotTopics, rapid.SampledFrom([]string{"x", "# or"}).Draw(t, "topic")
		case 7:
			in, out, v = &f.Authors, &f.NotAuthors, rapid.SampledFrom([]string{"Мамедова", " A. (B)", ""}).Draw(t, "author")
		case 8:
			f.Is, f.IsNot = State(rapid.IntRange(0, 15).Draw(t, "is")), State(rapid.IntRange(0, 1).Draw(t, "is not"))
		case 9:
			f.Has, f.HasNot = Badge(rapid.IntRange(0, 3).Draw(t, "has")), Badge(rapid.IntRange(0, 1).Draw(t, "has not"))
		case 10:
			f.Since, f.Until = drawWhen(t), drawWhen(t)
		case 11:
			f.Text = drawText(t)
		}
		if v != "" {
			pick(rapid.IntRange(0, 3).Draw(t, "excluded") == 0, in, out, v)
		}
	}
	for i := 0; depth > 0 && i < rapid.IntRange(0, 2).Draw(t, "groups"); i++ {
		g := Group{Not: rapid.IntRange(0, 2).Draw(t, "not") == 0}
		for range rapid.IntRange(0, 3).Draw(t, "alternatives") {
			g.Any = append(g.Any, drawFilter(t, fields, depth-1))
		}
		f.Groups = append(f.Groups, g)
	}
	return f
}

// drawFields draws the fields that the filters of one case have: few, so that
// they meet.
func drawFields(t *rapid.T) []int {
	return rapid.SliceOfN(rapid.IntRange(0, 11), 1, 3).Draw(t, "fields")
}

func drawWhen(t *rapid.T) When {
	return rapid.SampledFrom([]When{{}, {}, ago(24), ago(72), day(2025, 11, 24), day(2025, 11, 27)}).Draw(t, "when")
}

func drawText(t *rapid.T) string {
	var pieces []string
	for range rapid.IntRange(0, 3).Draw(t, "terms") {
		term := Term{
			Text:   strings.Join(some(t, "words", 2, append(matchWords(), "бан*", "(!)", "f(x)")...), " "),
			Phrase: rapid.Bool().Draw(t, "phrase"), Not: rapid.IntRange(0, 3).Draw(t, "not") == 0, Title: rapid.Bool().Draw(t, "title"),
		}
		pieces = append(pieces, term.String())
	}
	return strings.Join(pieces, " ")
}

// What String prints is read as the same filter, and selects what the filter
// selects that was printed.
func TestPrintedSelectsTheSame(t *testing.T) {
	all := stories()
	rapid.Check(t, func(t *rapid.T) {
		f := drawFilter(t, drawFields(t), 3)
		before := fmt.Sprintf("%#v", f)
		again, err := ParseFilter(f.String())
		if err != nil {
			t.Fatalf("%s\nprints %q: %v", before, f, err)
		}
		if !reflect.DeepEqual(again, f.normal()) || again.String() != f.String() {
			t.Fatalf("%s\nprints %q\nreads  %#v\nand is %#v", before, f, again, f.normal())
		}
		if fmt.Sprintf("%#v", f) != before {
			t.Fatalf("printing changed %s", before)
		}
		was, is := selects(all, f), selects(all, again)
		for i, s := range all {
			if was[i] != is[i] {
				t.Fatalf("%s\nselects %+v: %v, %q: %v", before, s, was[i], again, is[i])
			}
		}
	})
}

func TestAndSelectsWhatBothDo(t *testing.T) {
	all := stories()
	rapid.Check(t, func(t *rapid.T) {
		fields := drawFields(t)
		f, g := drawFilter(t, fields, 2), drawFilter(t, fields, 2)
		f.Sort, f.Limit, f.Upto, g.Sort, g.Before = Oldest, 5, 7, Arrival, Position{ID: 9}
		before := fmt.Sprintf("%#v %#v", f, g)
		both := f.And(g)
		if fmt.Sprintf("%#v %#v", f, g) != before {
			t.Fatalf("And changed %s", before)
		}
		if both.Sort != Oldest || both.Limit != 5 || both.Upto != 7 || both.Before != (Position{}) {
			t.Fatalf("And lost how f is sorted and paged: %+v", both)
		}
		one, two, is := selects(all, f), selects(all, g), selects(all, both)
		for i, s := range all {
			if is[i] != (one[i] && two[i]) {
				t.Fatalf("%q and %q is %q\nand selects %+v: %v", f, g, both, s, is[i])
			}
		}
		again, err := ParseFilter(both.String())
		if both.Sort, both.Limit, both.Upto = 0, 0, 0; err != nil || !reflect.DeepEqual(again, both) {
			t.Fatalf("%q and %q is %#v\n%q reads %#v, %v", f, g, both, both, again, err)
		}
		if s := both.And(g).String(); s != both.String() {
			t.Fatalf("%q and %q once more is %q", both, g, s)
		}
	})
}

func TestLoosenNeverSelectsLess(t *testing.T) {
	all := stories()
	rapid.Check(t, func(t *rapid.T) {
		f := drawFilter(t, drawFields(t), 2)
		for range 12 {
			looser, ok := f.Loosen()
			if !ok {
				if !f.IsZero() {
					t.Fatalf("%q is as loose as can be", f)
				}
				return
			}
			was, is := selects(all, f), selects(all, looser)
			for i, s := range all {
				if was[i] && !is[i] {
					t.Fatalf("%q selects %+v, loosened to %q it does not", f, s, looser)
				}
			}
			if !reflect.DeepEqual(looser, looser.normal()) {
				t.Fatalf("%q loosened is %#v", f, looser)
			}
			f = looser
		}
		if !f.IsZero() {
			t.Fatalf("%q is left", f)
		}
	})
}

func TestToggleSelects(t *testing.T) {
	all := stories()
	rapid.Check(t, func(t *rapid.T) {
		f := drawFilter(t, append(drawFields(t), 0), 2).normal()
		r := rapid.SampledFrom([]Rubric{Economy, World, Sport}).Draw(t, "key")
		toggled, rest := f.Toggle(r), f
		rest.Rubrics, rest.Sections = nil, nil
		on := !slices.Equal(f.Rubrics, []Rubric{r}) || len(f.Sections) > 0
		if on {
			rest.Not = slices.DeleteFunc(slices.Clone(f.Not), func(n Rubric) bool { return n == r })
		}
		without, is := selects(all, rest), selects(all, toggled)
		for i, s := range all {
			if want := without[i] && (!on || slices.Contains(s.rubrics, r)); is[i] != want {
				t.Fatalf("%q toggled %s is %q\nand selects %+v: %v", f, r, toggled, s, !want)
			}
		}
	})
}

// expression is what a filter is to say, as a tree; parts are together, or
// alternatives, or with one of them the contrary.
type expression struct {
	leaf  string
	op    string // "" for a leaf, " " for together, " or ", "-"
	parts []expression
}

func drawExpression(t *rapid.T, depth int) expression {
	op := rapid.SampledFrom([]string{"", " ", " or ", "-"}).Draw(t, "op")
	if depth == 0 || op == "" {
		return expression{leaf: rapid.SampledFrom([]string{
			"rubric:economy", "rubric:sport", "-rubric:world", "section:Финансы", `section:"Мир (кратко)"`, "source:12", "lang:ru", "tag:ОТГ",
			"author:Мамедова", "is:unread", "-is:starred", "has:video", "since:2d", "since:2025-11-27", "until:36h", "банк", "-банк", "бан*",
			`"банк банки"`, "title:нефть", "-title:or",
		}).Draw(t, "leaf")}
	}
	e := expression{op: op, parts: []expression{drawExpression(t, depth-1)}}
	for i := 0; op != "-" && i < rapid.IntRange(1, 2).Draw(t, "more"); i++ {
		e.parts = append(e.parts, drawExpression(t, depth-1))
	}
	return e
}

// String writes e with every parenthesis it may have, but for the leaves that
// «or» joins.
func (e expression) String() string {
	if e.op == "" {
		return e.leaf
	}
	var all []string
	for _, part := range e.parts {
		s := "(" + part.String() + ")"
		if e.op == " or " && part.op == "" {
			s = part.leaf
		}
		all = append(all, s)
	}
	if e.op == "-" {
		return "-" + all[0]
	}
	return strings.Join(all, e.op)
}

func (e expression) selects(all []story) []bool {
	if e.op == "" {
		f, err := ParseFilter(e.leaf)
		if err != nil {
			panic(err)
		}
		return selects(all, f)
	}
	out := slices.Clone(e.parts[0].selects(all))
	for _, part := range e.parts[1:] {
		for i, is := range part.selects(all) {
			out[i] = e.op == " " && out[i] && is || e.op == " or " && (out[i] || is)
		}
	}
	for i := range out {
		out[i] = out[i] != (e.op == "-")
	}
	return out
}

// Whatever is put together of «and», «or» and «not» selects what it says.
func TestExpressions(t *testing.T) {
	all := stories()
	rapid.Check(t, func(t *rapid.T) {
		e := drawExpression(t, 4)
		f, err := ParseFilter(e.String())
		if err != nil {
			t.Fatalf("%s: %v", e, err)
		}
		want, got := e.selects(all), selects(all, f)
		for i, s := range all {
			if got[i] != want[i] {
				t.Fatalf("%s\nis %q\nand selects %+v: %v", e, f, s, got[i])
			}
		}
		if again, err := ParseFilter(f.String()); err != nil || !reflect.DeepEqual(again, f) {
			t.Fatalf("%s\nis %#v\n%q reads %#v, %v", e, f, f, again, err)
		}
	})
}
