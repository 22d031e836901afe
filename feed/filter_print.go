package feed

import "strings"

// String prints f in the filter language, fields in a fixed order, then text,
// then groups. What it prints is canonical: each value once, with single
// blanks and no control characters, and nothing for an empty value; so it may
// be given values as a reader picked them from a list.
func (f Filter) String() string { return f.normal().print() }

// print prints a normal filter.
func (f Filter) print() string {
	flat := f.printFlat()
	if flat == "" && len(f.Groups) == 1 && !f.Groups[0].Not {
		return f.Groups[0].print()
	}
	pieces := make([]string, 0, 1+len(f.Groups))
	if flat != "" {
		pieces = append(pieces, flat)
	}
	for _, g := range f.Groups {
		if g.Not {
			pieces = append(pieces, "-("+g.print()+")")
		} else {
			pieces = append(pieces, "("+g.print()+")")
		}
	}
	return strings.Join(pieces, " ")
}

// print prints a normal group without its parentheses.
func (g Group) print() string {
	var all []string
	for _, f := range g.Any {
		all = append(all, f.print())
	}
	return strings.Join(all, " or ")
}

// printFlat prints all of f but its groups.
func (f Filter) printFlat() string {
	var p printer
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
		p.words = append(p.words, f.Text)
	}
	return strings.Join(p.words, " ")
}

// printer collects the words of a filter.
type printer struct{ words []string }

// add prints one field:value pair, unless it has no value; sign is "" or "-".
func (p *printer) add(sign, field, value string) {
	if value != "" {
		p.words = append(p.words, sign+quotedValue(field, value))
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
