package rss

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine makes a title of what a feed gave as one: markup that was left in
// is taken out, entities are decoded once more (publishers put HTML into
// titles), and white space becomes single blanks.
func oneLine(s string) string {
	s = unescape(stripTags(uncdata(s)))
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}

// blank reports white space, no-break spaces among it.
func blank(r rune) bool { return unicode.IsSpace(r) }

// uncdata takes out the CDATA marks that publishers escape together with the
// text they enclose.
func uncdata(s string) string {
	if strings.Contains(s, "<![CDATA[") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "<![CDATA[", ""), "]]>", "")
	}
	if t := strings.TrimSpace(s); strings.HasPrefix(t, "&lt;![CDATA[") {
		s = strings.TrimSuffix(strings.TrimPrefix(t, "&lt;![CDATA["), "]]&gt;")
	}
	return s
}

// maxEntity is longer than any entity of HTML.
const maxEntity = 34

// unescape decodes entities once. Unlike html.UnescapeString it wants the
// semicolon: «?a=1&copy=2» has no entity.
func unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i:]
		n := strings.IndexByte(s[:min(len(s), maxEntity)], ';')
		if n < 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		decoded := html.UnescapeString(s[:n+1])
		if strings.HasSuffix(decoded, ";") { // not an entity as a whole
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		b.WriteString(decoded)
		s = s[n+1:]
	}
	b.WriteString(s)
	return b.String()
}

// maxTitleTags bounds the tags looked for in one title.
const maxTitleTags = 64

// stripTags takes inline markup out of a title: void elements, and elements
// that are closed again. «a < b» and «how to use <b>» stay as they are.
func stripTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	for range maxTitleTags {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		name, size, end := inlineTag(s[i:])
		if size == 0 || (!end && !void(name) && !strings.Contains(strings.ToLower(s[i+size:]), "</"+name)) {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		b.WriteString(s[:i])
		if void(name) || name == "p" || name == "div" {
			b.WriteByte(' ')
		}
		s = s[i+size:]
	}
	b.WriteString(s)
	return b.String()
}

// inlineTag reads the tag of an element of HTML that occurs in titles. size 0
// means there is none.
func inlineTag(s string) (name string, size int, end bool) {
	body, end := strings.CutPrefix(s, "</")
	if !end {
		body = s[1:]
	}
	n := strings.IndexAny(body, " \t\n/>")
	stop := strings.IndexByte(body, '>')
	if n < 0 || stop < 0 {
		return "", 0, false
	}
	name = strings.ToLower(body[:n])
	switch name {
	case "a", "abbr", "b", "big", "br", "center", "cite", "code", "del", "div", "em", "font", "h1", "h2", "h3", "h4",
		"hr", "i", "img", "ins", "mark", "nobr", "p", "q", "s", "small", "span", "strike", "strong", "sub", "sup",
		"title", "tt", "u", "wbr":
		return name, len(s) - len(body) + stop + 1, end
	}
	return "", 0, false
}

// fromPlain makes HTML of plain text: lines stay lines.
func fromPlain(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if s == "" {
		return ""
	}
	s = html.EscapeString(s)
	s = strings.ReplaceAll(s, "\n\n", "</p><p>")
	return "<p>" + strings.ReplaceAll(s, "\n", "<br>\n") + "</p>"
}

// body cleans an HTML text as far as a source must: no CDATA marks, no outer
// blanks. Paragraphs that are only parted by empty lines become such.
func body(s string) string {
	s = strings.TrimSpace(uncdata(s))
	if !strings.Contains(s, "<") && strings.Contains(s, "\n\n") {
		return "<p>" + strings.ReplaceAll(s, "\n\n", "</p>\n<p>") + "</p>"
	}
	return s
}

// textLength is the number of characters of an HTML text without its tags.
func textLength(s string) int {
	n := 0
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return n + utf8.RuneCountInString(s)
		}
		n += utf8.RuneCountInString(s[:i])
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			return n
		}
		s = s[i+end+1:]
	}
}

// endBytes is how much of a text tells how it ends: the longest words for that,
// and what may follow them.
const endBytes = 1 << 10

// cutShort reports a text whose end says that it goes on elsewhere.
func cutShort(s string) bool {
	s = stripEnd(s)
	s = s[max(0, len(s)-endBytes):]
	s = strings.TrimRight(unescape(s), " \t\r\n)]»>")
	if strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") {
		return true
	}
	s = strings.TrimRight(strings.ToLower(s), ".")
	for _, end := range []string{
		"read more", "continue reading", "read the full story", "читать далее", "подробнее",
		"davamı", "ətraflı", "devamını oku", "devamı",
	} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// stripEnd takes closing tags off the end of a text.
func stripEnd(s string) string {
	for range 8 {
		s = strings.TrimSpace(s)
		i := strings.LastIndexByte(s, '<')
		if i < 0 || !strings.HasSuffix(s, ">") {
			return s
		}
		s = s[:i]
	}
	return s
}
