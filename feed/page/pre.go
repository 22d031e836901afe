package page

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tabStop is the width of a tab in code.
const tabStop = 4

// pre copies a block of code with its indentation and the name of its
// language.
func (r *reader) pre(dst, n *html.Node) {
	var b strings.Builder
	rawText(&b, n)
	text := r.spend(codeLines(b.String()))
	if text == "" {
		return
	}
	code := element("code")
	code.AppendChild(textNode(text))
	if name := codeLanguage(n); name != "" {
		code.Attr = []html.Attribute{{Key: "class", Val: "language-" + name}}
	}
	box := element("pre")
	box.AppendChild(code)
	dst.AppendChild(box)
}

// rawText writes the text of code; breaks and blocks begin lines.
func rawText(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type != html.ElementNode || dropped(c):
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		default:
			if isBlock(c) && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
				b.WriteByte('\n')
			}
			rawText(b, c)
		}
	}
}

// codeLines cleans code: tabs become blanks, endless lines are broken, too
// many are cut off.
func codeLines(s string) string {
	s = strings.TrimLeft(strings.TrimRight(scrub(s), " \t\n"), "\n")
	lines := strings.SplitN(s, "\n", maxCode+1)
	if len(lines) > maxCode {
		lines[maxCode] = "…"
	}
	var out []string
	for _, line := range lines {
		line = strings.TrimRight(expandTabs(line), " ")
		for utf8.RuneCountInString(line) > maxCodeLine {
			end := 0
			for i := range line {
				if end++; end > maxCodeLine {
					end = i
					break
				}
			}
			out = append(out, line[:end])
			line = line[end:]
		}
		out = append(out, line)
	}
	if len(out) > maxCode {
		out = append(out[:maxCode], "…")
	}
	return strings.Join(out, "\n")
}

// expandTabs writes blanks up to the next tab stop for each tab.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	column := 0
	for _, r := range s {
		if r != '\t' {
			b.WriteRune(r)
			column++
			continue
		}
		n := tabStop - column%tabStop
		b.WriteString("    "[:n])
		column += n
	}
	return b.String()
}

var languageClass = regexp.MustCompile(`(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([A-Za-z0-9+#-]{1,20})(?:$|[\s;])`)

// codeLanguage reads the language of code from the classes that highlighters
// use: of the pre, the code in it, or the box round it.
func codeLanguage(pre *html.Node) string {
	nodes := []*html.Node{pre, pre.FirstChild, pre.Parent}
	for _, n := range nodes {
		if n == nil {
			continue
		}
		if m := languageClass.FindStringSubmatch(clip(value(n, "class"), 1000)); m != nil {
			return strings.ToLower(m[1])
		}
	}
	return ""
}
