package feed

import "strings"

// String prints f in the filter language, fields in a fixed order, then text,
// then groups. What it prints is canonical: each value once, with single
// blanks and no control characters, and nothing for an empty value; so it may
// be given values as a reader picked them from a list.
func (f Filter) String() string { return f.normal().print() }

// print prints a normal filter.
func (f Filter) print() string {
	var p printer
	p.filter(f)
	return string(p.out)
}

// print prints a normal group.
func (g Group) print() string {
	var p printer
	p.group(g)
	return string(p.out)
}

// printer writes normal filters.
type printer struct{ out []byte }

func (p *printer) filter(f Filter) {
	p.fields(f)
	if f.onlyGroup() && !f.Groups[0].Not {
		p.alternatives(f.Groups[0])
		return
	}
	for _, g := range f.Groups {
		p.group(g)
	}
}

// word writes a word with a blank before it, where one is needed.
func (p *printer) word(s ...string) {
	if n := len(p.out); n > 0 && p.out[n-1] != ' ' && p.out[n-1] != '(' {
		p.out = append(p.out, ' ')
	}
	for _, s := range s {
		p.out = append(p.out, s...)
	}
}

func (p *printer) group(g Group) {
	if g.Not {
		p.word("-(")
	} else {
		p.word("(")
	}
	p.alternatives(g)
	p.out = append(p.out, ')')
}

func (p *printer) alternatives(g Group) {
	for i, f := range g.Any {
		if i > 0 {
			p.word("or ")
		}
		p.filter(f)
	}
}

// fields prints all of f but its groups.
func (p *printer) fields(f Filter) {
	for _, r := range f.Rubrics {
		p.add("", "rubric", string(r))
	}
	for _, r := range f.Not {
		p.add("-", "rubric", string(r))
	}
	p.lists("section", f.Sections, f.NotSections)
	p.lists("source", f.Sources, f.NotSources)
	p.lists("lang", f.Langs, f.NotLangs)
	p.lists("tag", f.Tags, f.NotTags)
	p.lists("topic", f.Topics, f.NotTopics)
	p.lists("author", f.Authors, f.NotAuthors)
	p.marks(f.Is, f.IsNot)
	p.badges(f.Has, f.HasNot)
	p.add("", "since", f.Since.String())
	p.add("", "until", f.Until.String())
	if f.Text != "" {
		p.word(f.Text)
	}
}

// add prints one field:value pair, unless it has no value; sign is "" or "-".
func (p *printer) add(sign, field, value string) {
	if value != "" {
		p.word(sign, quotedValue(field, value))
	}
}

// quotedValue prints a field:value pair, in quotes where it needs them.
func quotedValue(field, value string) string {
	if strings.ContainsAny(value, ` "()`) {
		value = `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
	}
	return field + ":" + value
}

func (p *printer) lists(field string, in, ex []string) {
	for _, v := range in {
		p.add("", field, v)
	}
	for _, v := range ex {
		p.add("-", field, v)
	}
}

func (p *printer) marks(is, isNot State) {
	for _, s := range states() {
		if is.Has(s.state) {
			p.add("", "is", s.is)
		}
		if isNot.Has(s.state) {
			p.add("", "is", s.isNot)
		}
	}
}

func (p *printer) badges(has, hasNot Badge) {
	for _, b := range badges() {
		if has.Has(b.badge) {
			p.add("", "has", b.name)
		}
		if hasNot.Has(b.badge) {
			p.add("-", "has", b.name)
		}
	}
}
