package feed

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// And returns a filter that selects what both f and g select. Sort, paging, Upto
// and After are those of f. It has few groups: a field that only one of the two has
// is simply taken, and what would become an «or» goes into a group.
func (f Filter) And(g Filter) Filter {
	j := joint{f: f.normal()}
	j.add(g.normal())
	return j.done()
}

// normal returns f as ParseFilter would read what is printed of it: values
// clean and each once, and no group that could do without parentheses.
func (f Filter) normal() Filter {
	j := joint{f: f}
	j.f.Groups = nil
	j.f.Rubrics, j.f.Sections = tidy("rubric", f.Rubrics), tidy("section", f.Sections)
	j.f.Sources = tidy("source", f.Sources)
	j.f.Langs = tidy("lang", f.Langs)
	j.f.Tags, j.f.Topics = tidy("tag", f.Tags), tidy("topic", f.Topics)
	j.f.Authors = tidy("author", f.Authors)
	j.f.Since, j.f.Until = f.Since.normal(), f.Until.normal()
	j.f.Is, j.f.IsNot = f.Is&allStates, f.IsNot&allStates
	j.f.Has, j.f.HasNot = f.Has&allBadges, f.HasNot&allBadges
	for _, g := range f.Groups {
		j.addGroup(g.normal())
	}
	return j.done()
}

// tidy cleans the values of a field; each stands once, empty ones not at all.
func tidy[T ~string](field string, values []T) []T {
	if len(values) == 0 {
		return nil
	}
	var out []T
	seen := make(map[T]bool, len(values))
	for _, v := range values {
		if v = T(clean(field, string(v))); v != "" && !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// joinText puts full-text parts together, each term once.
func joinText(parts ...string) string {
	if strings.Join(parts, "") == "" {
		return ""
	}
	var pieces []string
	seen := map[string]bool{}
	for _, part := range parts {
		for _, t := range terms(part) {
			if s := t.String(); !seen[s] {
				seen[s] = true
				pieces = append(pieces, s)
			}
		}
	}
	return strings.Join(pieces, " ")
}

// normal returns a bound as parseWhen reads it.
func (w When) normal() When {
	switch {
	case !w.Day.IsZero():
		y, m, d := w.Day.Date()
		return When{Day: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
	case w.Ago <= 0:
		return When{}
	}
	return When{Ago: min((w.Ago + time.Hour - 1).Truncate(time.Hour), maxAge)}
}

// normal returns a group of normal filters, each once, with an «or» inside an
// «or» resolved. One that says nothing becomes empty.
func (g Group) normal() Group {
	out := Group{Not: g.Not, Any: make([]Filter, 0, len(g.Any))}
	for _, f := range g.Any {
		f.Sort, f.Before, f.Limit, f.Upto, f.After = 0, Position{}, 0, 0, 0
		f = f.normal()
		switch {
		case len(f.Groups) == 0 && f.onlyGroups():
			return Group{}
		case f.onlyGroup() && !f.Groups[0].Not:
			out.Any = append(out.Any, f.Groups[0].Any...)
		default:
			out.Any = append(out.Any, f)
		}
	}
	out.Any = once(out.Any, Filter.print)
	if out.Not && len(out.Any) == 1 && out.Any[0].onlyGroup() { // -(-(a or b))
		return Group{Any: out.Any[0].Groups[0].Any}
	}
	return out
}

// once leaves of things that print alike only the first.
func once[T any](all []T, key func(T) string) []T {
	if len(all) < 2 {
		return all
	}
	var out []T
	seen := make(map[string]bool, len(all))
	for _, one := range all {
		if text := key(one); !seen[text] {
			seen[text] = true
			out = append(out, one)
		}
	}
	return out
}

// onlyGroup reports whether a normal filter is one group and nothing else.
func (f Filter) onlyGroup() bool { return len(f.Groups) == 1 && f.onlyGroups() }

// onlyGroups reports whether a normal filter has neither fields nor text.
func (f Filter) onlyGroups() bool {
	values := len(f.Rubrics) + len(f.Not) + len(f.Sections) + len(f.NotSections) + len(f.Sources) + len(f.NotSources) +
		len(f.Langs) + len(f.NotLangs) + len(f.Tags) + len(f.NotTags) + len(f.Topics) + len(f.NotTopics) +
		len(f.Authors) + len(f.NotAuthors)
	return values == 0 && f.Is|f.IsNot == 0 && f.Has|f.HasNot == 0 && f.Since.IsZero() && f.Until.IsZero() && f.Text == ""
}

// onlyText reports whether a group that was read does nothing but hold words
// together.
func (g Group) onlyText() bool {
	if g.Not || len(g.Any) != 1 || len(g.Any[0].Groups) > 0 {
		return false
	}
	f := g.Any[0]
	f.Text = ""
	return f.onlyGroups()
}

// joint is a normal filter to which others are joined by «and». Its text, its
// exclusions and its groups are only put in order when all are there.
type joint struct {
	f    Filter
	text []string
}

// done returns the whole.
func (j joint) done() Filter {
	f := j.f
	f.Text = joinText(append([]string{f.Text}, j.text...)...)
	f.Not, f.NotSections = tidy("rubric", f.Not), tidy("section", f.NotSections)
	f.NotSources = tidy("source", f.NotSources)
	f.NotLangs = tidy("lang", f.NotLangs)
	f.NotTags, f.NotTopics = tidy("tag", f.NotTags), tidy("topic", f.NotTopics)
	f.NotAuthors = tidy("author", f.NotAuthors)
	f.Groups = once(f.Groups, Group.print)
	return f
}

// addGroup joins a normal group.
func (j *joint) addGroup(g Group) {
	switch {
	case len(g.Any) == 0:
	case len(g.Any) == 1 && !g.Not:
		j.add(g.Any[0])
	default:
		j.f.Groups = append(j.f.Groups, g)
	}
}

// add joins a normal filter: field by field, and in a group what cannot stand
// beside the same field of the other.
func (j *joint) add(g Filter) {
	f := &j.f
	f.Not, f.NotSections = slices.Concat(f.Not, g.Not), slices.Concat(f.NotSections, g.NotSections)
	f.NotSources = slices.Concat(f.NotSources, g.NotSources)
	f.NotLangs = slices.Concat(f.NotLangs, g.NotLangs)
	f.NotTags, f.NotTopics = slices.Concat(f.NotTags, g.NotTags), slices.Concat(f.NotTopics, g.NotTopics)
	f.NotAuthors = slices.Concat(f.NotAuthors, g.NotAuthors)
	f.Is, f.IsNot = f.Is|g.Is, f.IsNot|g.IsNot
	f.Has, f.HasNot = f.Has|g.Has, f.HasNot|g.HasNot
	j.text = append(j.text, g.Text)

	var rest Filter
	switch { // rubrics and publishers' rubrics are one field
	case len(f.Rubrics)+len(f.Sections) == 0:
		f.Rubrics, f.Sections = g.Rubrics, g.Sections
	case len(g.Rubrics)+len(g.Sections) > 0 && !(same(f.Rubrics, g.Rubrics) && same(f.Sections, g.Sections)):
		rest.Rubrics, rest.Sections = g.Rubrics, g.Sections
	}
	rest.Sources = take(&f.Sources, g.Sources)
	rest.Langs = take(&f.Langs, g.Langs)
	rest.Tags = take(&f.Tags, g.Tags)
	rest.Topics = take(&f.Topics, g.Topics)
	rest.Authors = take(&f.Authors, g.Authors)
	rest.Since = takeBound(&f.Since, g.Since, 1)
	rest.Until = takeBound(&f.Until, g.Until, -1)
	if !rest.onlyGroups() {
		f.Groups = append(f.Groups, Group{Any: []Filter{rest}})
	}
	for _, group := range g.Groups {
		j.addGroup(group)
	}
}

// take joins the values of a field, and returns those that need a group of
// their own.
func take(have *[]string, more []string) []string {
	switch {
	case len(*have) == 0:
		*have = more
	case !same(*have, more):
		return more
	}
	return nil
}

// same reports whether two lists hold the same, each once.
func same[T comparable](a, b []T) bool {
	if len(a) != len(b) || slices.Equal(a, b) {
		return len(a) == len(b)
	}
	have := make(map[T]bool, len(b))
	for _, v := range b {
		have[v] = true
	}
	return !slices.ContainsFunc(a, func(v T) bool { return !have[v] })
}

// takeBound joins a bound in time, and returns it when which of two is narrower
// depends on the clock. The narrower of two is the later one for later 1, the
// earlier one for -1.
func takeBound(have *When, more When, later int) When {
	switch {
	case more.IsZero():
	case have.IsZero():
		*have = more
	case have.Day.IsZero() != more.Day.IsZero():
		return more
	case more.Day.Compare(have.Day)*later > 0, cmp.Compare(have.Ago, more.Ago)*later > 0:
		*have = more
	}
	return When{}
}

// depth is how many groups of a normal filter lie in one another.
func (f Filter) depth() int {
	deepest := 0
	for _, g := range f.Groups {
		for _, alternative := range g.Any {
			deepest = max(deepest, 1+alternative.depth())
		}
	}
	return deepest
}

// widest is how many filters the widest group of a normal filter joins.
func (f Filter) widest() int {
	widest := 0
	for _, g := range f.Groups {
		widest = max(widest, len(g.Any))
		for _, alternative := range g.Any {
			widest = max(widest, alternative.widest())
		}
	}
	return widest
}
