package render

import (
	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// highlight styles a piece of code. Colours come from the theme by the class
// of a token; without colours, without a known language, and past the limit or
// the deadline the code has one style. Glamour is not asked: it keeps the
// colours of the first theme for the life of the program, guesses a language
// where none is named, and cannot be stopped half way.
func (w *walker) highlight(code, language string) row {
	base := w.look.code
	if language == "" || !w.look.highlighting || len(code) > maxLeaf || w.late() {
		return styled(code, base)
	}
	lexer := lexers.Get(language)
	if lexer == nil {
		return styled(code, base)
	}
	next, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return styled(code, base)
	}
	var out row
	read := 0
	for token := next(); token != chroma.EOF; token = next() {
		if w.late() {
			break
		}
		read += len(token.Value)
		out = append(out, styled(token.Value, w.look.token(token.Type))...)
	}
	if read < len(code) {
		out = append(out, styled(code[read:], base)...)
	}
	return trimEnd(out)
}

// token is the style of a class of tokens.
func (l look) token(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment):
		return l.faint
	case t.InCategory(chroma.Keyword):
		return l.keyword
	case t.InSubCategory(chroma.LiteralString):
		return l.code
	case t.InCategory(chroma.Literal):
		return l.value
	}
	return l.text
}

// styled is plain text as glyphs in one style.
func styled(s, sgr string) row {
	out := glyphs(clean(s))
	for i := range out {
		out[i].sgr = sgr
	}
	return out
}

// trimEnd takes newlines off the end: some lexers add one.
func trimEnd(text row) row {
	for len(text) > 0 && text[len(text)-1].text == "\n" {
		text = text[:len(text)-1]
	}
	return text
}
