package feed

import "strings"

// What ParseFilter takes at most: bytes, parentheses in one another, and
// filters joined by «or».
const (
	maxFilter       = 64 << 10
	maxDepth        = 8
	maxAlternatives = 64
)

// ParseFilter reads the filter language:
//
//	rubric:economy source:report lang:ru tag:ОТГ topic:Таиланд author:Мамедова
//	is:unread has:video since:2d until:2025-11-28 title:банк
//	-word "exact phrase" страх* (rubric:world or section:"Другие страны")
//
// Words side by side must all hold; «or» between them is weaker. A «-» before
// a field, a word or a parenthesis excludes. Values with blanks or parentheses
// stand in double quotes, and a quote inside them is doubled. A colon after a
// word that is no field («Алиев: встреча») belongs to the text. The error is
// an *Error of KindUsage with the column of the wrong word, the nearest right
// one and a *FilterFault.
func ParseFilter(s string) (Filter, error) {
	if len(s) > maxFilter {
		return Filter{}, wrong(0, "", FaultLength, "")
	}
	p := parser{in: scanner{in: []rune(s)}}
	p.step()
	p.step()
	all, err := p.alternatives()
	if err != nil {
		return Filter{}, err
	}
	if t := p.this; t.kind == closing {
		return Filter{}, wrong(t.at, "(", FaultNotOpened, ")")
	}
	f := Filter{Groups: []Group{{Any: all}}}.normal()
	switch {
	case f.depth() > maxDepth:
		return Filter{}, wrong(p.deepest.at, "", FaultDepth, "(")
	case f.widest() > maxAlternatives:
		return Filter{}, wrong(p.or.at, "", FaultAlternatives, "or")
	case len(s) > maxFilter/2 && len(f.print()) > maxFilter: // quotes may have to be added
		return Filter{}, wrong(0, "", FaultLength, "")
	}
	return f, nil
}

// parser reads tokens one by one.
type parser struct {
	in      scanner
	this    token // the one that is read next
	after   token // the one after it
	depth   int
	deepest token // the last parenthesis as deep as they may be
	or      token // the last «or»
}

// step goes on to the next token.
func (p *parser) step() { p.this, p.after = p.after, p.in.next() }

// alternatives reads what «or» joins, up to a closing parenthesis or the end:
// none when there is nothing but signs.
func (p *parser) alternatives() ([]Filter, error) {
	var all []Filter
	var or token
	for {
		f, some, err := p.together()
		if err != nil {
			return nil, err
		}
		next := p.this
		switch {
		case some:
			all = append(all, f)
		case next.kind == either:
			return nil, wrong(next.at, `"or"`, FaultBeforeOr, "or")
		case or.kind == either:
			return nil, wrong(or.at, `"or"`, FaultAfterOr, "or")
		}
		if next.kind != either {
			return all, nil
		}
		if len(all) == maxAlternatives {
			return nil, wrong(next.at, "", FaultAlternatives, "or")
		}
		or, p.or = next, next
		p.step()
	}
}

// together reads what stands side by side, and reports whether it says
// anything.
func (p *parser) together() (f Filter, some bool, err error) {
	var text []string
	for ; ; p.step() {
		t := p.this
		switch t.kind {
		case either, closing, ending:
			f.Text = strings.Join(text, " ")
			return f, some || f.Text != "", nil
		case opening:
			g, err := p.group()
			switch {
			case err != nil:
				return Filter{}, false, err
			case g.onlyText():
				text = append(text, g.Any[0].Text)
			case len(g.Any) > 0:
				f.Groups, some = append(f.Groups, g), true
			}
		case pair:
			if t.near != "" {
				return Filter{}, false, wrong(t.at, t.near+":", FaultField, t.field)
			}
			if term, ok := t.term(); ok && term.Title {
				text = append(text, term.String())
			} else if err := f.set(t, p.after); err != nil {
				return Filter{}, false, err
			}
			some = true
		case word:
			if term, ok := t.term(); ok {
				text = append(text, term.String())
			}
		}
	}
}

// group reads what stands in parentheses, and stops at the closing one.
func (p *parser) group() (Group, error) {
	open := p.this
	if p.depth++; p.depth > maxDepth {
		return Group{}, wrong(open.at, "", FaultDepth, "(")
	}
	if p.depth == maxDepth {
		p.deepest = open
	}
	p.step()
	if p.this.kind == closing {
		return Group{}, wrong(open.at, "", FaultEmpty, "()")
	}
	all, err := p.alternatives()
	if err != nil {
		return Group{}, err
	}
	if p.this.kind == ending {
		return Group{}, wrong(open.at, ")", FaultNotClosed, "(")
	}
	p.depth--
	g := Group{Not: open.not, Any: all}
	if len(all) == 1 && all[0].onlyGroup() { // parentheses in parentheses
		inner := all[0].Groups[0]
		g = Group{Not: g.Not != inner.Not, Any: inner.Any}
	}
	return g, nil
}
