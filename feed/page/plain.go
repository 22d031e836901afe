package page

import (
	"bytes"
	"html"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// PlainText returns the words of a body without any markup: paragraphs are
// parted by empty lines, items, rows and hard breaks by line breaks. It reads
// at most 4 MB and never fails.
func PlainText(m feed.Markup) string { return plain(string(m), maxMarkdown) }

// plain is PlainText of at most limit bytes. It runs the tokenizer only, since
// it is called for every item of every feed.
func plain(s string, limit int) string {
	s = markup(clip(s, maxInput))
	if !isHTML(s) {
		return clip(Text(html.UnescapeString(clip(s, 16*limit))), limit)
	}
	w := wordWriter{limit: limit}
	w.b.Grow(min(len(s), limit))
	z := xhtml.NewTokenizer(strings.NewReader(s))
	for !w.full() {
		switch z.Next() {
		case xhtml.ErrorToken:
			return w.text()
		case xhtml.TextToken:
			w.add(z.Text())
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			tag, _ := z.TagName()
			w.open(atom.Lookup(tag))
		case xhtml.EndTagToken:
			tag, _ := z.TagName()
			w.close(atom.Lookup(tag))
		}
	}
	return w.text()
}

// wordWriter collects the text between tags.
type wordWriter struct {
	b      strings.Builder
	limit  int
	hidden atom.Atom // the element whose content is skipped
	depth  int       // how many of its kind are open
	pre    int
}

// full reports whether enough is there; blanks that will be collapsed count
// too, so there may be a little less than the limit.
func (w *wordWriter) full() bool { return w.b.Len() > w.limit }

func (w *wordWriter) text() string { return clip(Text(w.b.String()), w.limit) }

func (w *wordWriter) add(raw []byte) {
	if w.hidden != 0 {
		return
	}
	raw = raw[:min(len(raw), 8*w.limit)]
	if bytes.IndexByte(raw, '&') < 0 {
		w.write(string(raw))
		return
	}
	w.write(html.UnescapeString(string(raw)))
}

// sourceBreaks are line breaks of the source; a browser shows them as blanks.
var sourceBreaks = strings.NewReplacer("\n", " ", "\r", " ")

// write adds text as a browser flows it: line breaks of the source are blanks.
func (w *wordWriter) write(s string) {
	if w.pre == 0 {
		s = sourceBreaks.Replace(s)
	}
	w.b.WriteString(s)
}

func (w *wordWriter) open(tag atom.Atom) {
	switch {
	case w.hidden != 0:
		if tag == w.hidden {
			w.depth++
		}
	case unseen(tag):
		w.hidden, w.depth = tag, 1
	default:
		if tag == atom.Pre {
			w.pre++
		}
		w.b.WriteString(gap(tag))
	}
}

func (w *wordWriter) close(tag atom.Atom) {
	if w.hidden != 0 {
		if tag == w.hidden {
			if w.depth--; w.depth == 0 {
				w.hidden = 0
			}
		}
		return
	}
	if tag == atom.Pre && w.pre > 0 {
		w.pre--
	}
	if tag != atom.Br {
		w.b.WriteString(gap(tag))
	}
}

// unseen are elements whose content is no text for a reader.
func unseen(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe,
		atom.Object, atom.Video, atom.Audio, atom.Select, atom.Textarea, atom.Button,
		atom.Title, atom.Noembed, atom.Noframes, atom.Canvas:
		return true
	}
	return false
}

// gap is what stands in plain text where an element begins or ends.
func gap(tag atom.Atom) string {
	switch tag {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol,
		atom.Dl, atom.Blockquote, atom.Pre, atom.Table, atom.Figure, atom.Figcaption, atom.Hr,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Aside, atom.Main, atom.Details,
		atom.Summary, atom.Address, atom.Center, atom.Form, atom.Fieldset, atom.Nav:
		return "\n\n"
	case atom.Br, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Caption, atom.Option:
		return "\n"
	case atom.Td, atom.Th, atom.Img:
		return " "
	}
	return ""
}

// markup undoes two wrappings that sources leave round a body: CDATA marks,
// and HTML that was encoded once too often.
func markup(s string) string {
	if strings.Contains(s, "<![CDATA[") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "<![CDATA[", ""), "]]>", "")
	}
	if t := strings.TrimSpace(s); strings.HasPrefix(t, "&lt;") && !isHTML(t) {
		if t = html.UnescapeString(t); isHTML(t) {
			return t
		}
	}
	return s
}

// isHTML reports whether s has a tag that HTML knows, or a comment. «a < b»
// and «x <y» have none.
func isHTML(s string) bool {
	for {
		_, rest, found := strings.Cut(s, "<")
		if !found {
			return false
		}
		s = rest
		if strings.HasPrefix(rest, "!--") {
			return true
		}
		rest = strings.TrimPrefix(rest, "/")
		end := 0
		for end < len(rest) && end < 16 && (rest[end]|0x20 >= 'a' && rest[end]|0x20 <= 'z' || end > 0 && rest[end] >= '1' && rest[end] <= '6') {
			end++
		}
		if end == 0 || end == len(rest) || !strings.ContainsRune(" \t\r\n/>", rune(rest[end])) {
			continue
		}
		if atom.Lookup([]byte(strings.ToLower(rest[:end]))) != 0 {
			return strings.IndexByte(rest, '>') >= 0
		}
	}
}
