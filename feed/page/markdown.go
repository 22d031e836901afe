package page

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markdown writes a clean tree as Markdown. The converter's own escaping is
// off: it leaves what it believes harmless, and references always.
func markdown(tree *html.Node, end time.Time) (string, error) {
	c := converter.NewConverter(
		converter.WithEscapeMode(converter.EscapeModeDisabled),
		converter.WithPlugins(
			base.NewBasePlugin(),
			commonmark.NewCommonmarkPlugin(commonmark.WithListEndComment(false)),
			strikethrough.NewStrikethroughPlugin(),
			table.NewTablePlugin(
				// Aligned cells are as wide as the widest, which is square.
				table.WithCellPaddingBehavior(table.CellPaddingBehaviorMinimal),
			),
		),
	)
	c.Register.TextTransformer(func(_ converter.Context, s string) string {
		if time.Now().After(end) {
			panic(errLate)
		}
		return escapeText(s)
	}, converter.PriorityEarly)
	c.Register.Renderer(renderBlock, converter.PriorityEarly)
	for n := range tree.Descendants() {
		// The converter takes this private character for a line break.
		if n.Type == html.TextNode && strings.Contains(n.Data, "\uf002") {
			n.Data = strings.ReplaceAll(n.Data, "\uf002", "\ufffd")
		}
	}
	out, err := c.ConvertNode(tree)
	return string(out), err
}

// emptyLine stands for an empty line of code until filter drops it: the
// converter would make one of several.
const emptyLine = "\ufdd0"

// renderBlock writes lists, code and footnotes. The converter's own lists always have
// empty lines before those within them, which makes them loose, and its code
// loses the bar of a quotation round it.
func renderBlock(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	switch n.DataAtom {
	case atom.Pre:
		renderCode(w, n)
	case atom.Ul, atom.Ol:
		renderList(ctx, w, n)
	case atom.Sup:
		_, _ = w.WriteString("[^" + innerText(n) + "]")
	case atom.Aside:
		var b bytes.Buffer
		ctx.RenderChildNodes(ctx, &b, n)
		text := strings.ReplaceAll(strings.TrimSpace(b.String()), "\n", "\n    ")
		_, _ = w.WriteString("\n\n[^" + value(n, "id") + "]: " + text + "\n\n")
	default:
		return converter.RenderTryNext
	}
	return converter.RenderSuccess
}

func renderCode(w converter.Writer, n *html.Node) {
	code := n.FirstChild
	text := code.FirstChild.Data
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line == "" {
			lines[i] = emptyLine
		}
	}
	_, _ = w.WriteString("\n\n" + fence + strings.TrimPrefix(value(code, "class"), "language-") + "\n" +
		strings.Join(lines, "\n") + "\n" + fence + "\n\n")
}

func renderList(ctx converter.Context, w converter.Writer, n *html.Node) {
	number, _ := strconv.Atoi(value(n, "start"))
	number = max(number, 1)
	before := "\n\n"
	// A list may follow its item's text at once, unless it begins with
	// another number than 1.
	if n.Parent.DataAtom == atom.Li && n.PrevSibling != nil && !isBlock(n.PrevSibling) &&
		(n.DataAtom == atom.Ul || number == 1) {
		before = "\n"
	}
	_, _ = w.WriteString(before)
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		var b bytes.Buffer
		ctx.RenderChildNodes(ctx, &b, li)
		prefix := "- "
		if n.DataAtom == atom.Ol {
			prefix = strconv.Itoa(number) + ". "
		}
		number++
		indent := "\n" + strings.Repeat(" ", len(prefix))
		_, _ = w.WriteString(prefix + strings.ReplaceAll(strings.TrimSpace(b.String()), "\n", indent) + "\n")
	}
	_, _ = w.WriteString("\n")
}

// Signs that Markdown, tables and strikethrough read anywhere, and how they
// are written so that CommonMark and glamour both show them. glamour resolves
// references first and backslashes second, and knows fewer of the latter.
var signs = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "#", `\#`,
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "~", "&#126;",
	"://", "&#58;//", // or it would become a link without a number
)

// Names that a renderer would take for links.
var (
	wwwName  = regexp.MustCompile(`(?i)\b(www)\.`)
	mailName = regexp.MustCompile(`([\pL\pN._+-])@([\pL\pN])`)
)

// escapeText writes text so that it is read back as it was, wherever in a
// block it stands.
func escapeText(s string) string {
	if isWords(s) {
		return s
	}
	text := strings.TrimLeft(s, " ")
	if text == "" {
		return s
	}
	blanks := s[:len(s)-len(text)]
	// What means something at the beginning of a line: lists, underlined
	// headings, definitions.
	switch text[0] {
	case '-', '+':
		return blanks + `\` + text[:1] + escapeInside(text[1:])
	case '=':
		return blanks + "&#61;" + escapeInside(text[1:])
	case ':':
		return blanks + "&#58;" + escapeInside(text[1:])
	}
	if n := len(text) - len(strings.TrimLeft(text, "0123456789")); n > 0 && n < len(text) && (text[n] == '.' || text[n] == ')') {
		return blanks + text[:n] + `\` + text[n:n+1] + escapeInside(text[n+1:])
	}
	return escapeInside(s)
}

// escapeInside escapes what does not depend on the place in a line.
func escapeInside(s string) string {
	s = signs.Replace(s)
	if strings.Contains(s, "@") {
		s = mailName.ReplaceAllString(s, "$1&#64;$2")
	}
	if strings.Contains(s, "ww") || strings.Contains(s, "WW") {
		s = wwwName.ReplaceAllString(s, `$1\.`)
	}
	return s
}

// isWords reports whether s has nothing to escape: letters, blanks, the
// commonest punctuation.
func isWords(s string) bool {
	begun := false
	for _, r := range s {
		switch {
		case r == ' ', begun && (r == '.' || r == ',' || r >= '0' && r <= '9'):
		case r == 'w', r == 'W', !unicode.IsLetter(r):
			return false
		default:
			begun = true
		}
	}
	return true
}
