// Package render turns the Markdown of an article into styled lines for a
// terminal.
//
// Blocks are laid out by a walker of our own over goldmark's tree: quotations
// with a bar on every line, lists with hanging indents, hard breaks, code that
// is never re-wrapped. Paragraphs, headings and tables, the leaves, are
// rendered by glamour with a style of our own and no width, the plain ones in
// the styles it has shown once; the styled text that comes back is filtered
// (only SGR sequences survive), wrapped here by grapheme clusters, and put
// into the order in which it is seen where it runs from right to left. Glamour alone loses quotation bars, hanging indents and
// hard breaks, and passes escape sequences through.
//
// Nothing in an article can stop or stall the program: sizes are bounded
// before goldmark and glamour see them, a deadline turns the rest of a text
// plain, and a panic turns all of it plain.
package render

import (
	"context"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rubrika/ui/theme"
)

// Limits before the libraries see a text. Within them the worst cases of a
// hostile page take well under a second.
const (
	maxBody  = 1 << 20  // bytes of a whole text; more is shown plain
	maxLeaf  = 32 << 10 // bytes of one paragraph, table or piece of code
	maxCells = 1500     // cells of one table
	maxDepth = 40       // nested quotations and lists goldmark may meet
	maxMarks = 1000     // marks of emphasis and code in one paragraph
	maxNotes = 10 << 20 // marks of footnotes, times footnotes
	maxTable = 400      // cells of the widest line of a wide table
	maxCode  = 200      // and of code; longer ones are minified, or no code
)

// Line is one line of an article on the screen.
type Line struct {
	// Text is styled: nothing but text and SGR sequences, no newline, no
	// trailing blanks, every style ended.
	Text string
	// Wide says that Text may be wider than the page: a table or code, whose
	// lines are all wide when one of them is, so that they can be shifted
	// together. The screen shows a part of it: see Window.
	Wide bool
	// Links are the numbers of the links whose marks are on the line, from 1.
	Links []int
	// Notes are the numbers of the footnotes whose marks are on the line.
	Notes []int
	// Note is the number of the footnote that begins on the line, or 0.
	Note int
	// Image is the number of the picture whose mark, with the link it leads to
	// if there is one, is all that the line shows, or 0. A mark with a long
	// text takes several lines, one after the other, that all have the number.
	// Text from outside can look like a mark: the number may be that of no
	// picture, and one may come twice.
	Image int
	// Block counts the blocks of the article (paragraphs, headings, list
	// items, tables, pieces of code) from 0; the same at every width, so that
	// a reading position can be found again after a resize.
	Block int
}

// Renderer renders articles in one theme. It is safe for concurrent use: the
// glamour renderers, which are not, are made anew for each article.
type Renderer struct {
	// Reorder puts text that is written from right to left into the order in
	// which it is seen, and to the right edge: for terminals that show
	// characters in the order they get them. It is to be set before use.
	Reorder bool
	// Narrow keeps every line within the width: tables are squeezed, and long
	// lines of code go on behind a mark. It is for output that nothing can
	// shift, and to be set before use.
	Narrow bool

	look look
}

// New returns a renderer for a theme.
func New(t theme.Theme) *Renderer { return &Renderer{look: newLook(t)} }

// Body renders Markdown at width cells; only a Wide line is wider. Every [n]
// outside code with 1 ≤ n ≤ links is a link mark, every [image n: text] that
// of picture n, and shows without n. Once ctx is done the rest comes
// unstyled; a text over 1 MB, nested too deep, or one that makes a library
// panic comes as Plain.
func (r *Renderer) Body(ctx context.Context, markdown string, width, links int) (lines []Line) {
	width = max(2, width)
	defer func() {
		if recover() != nil {
			lines = plainLines(ctx, markdown, width, false)
		}
	}()
	if len(markdown) > maxBody || tooCostly(markdown) {
		return plainLines(ctx, markdown, width, r.Reorder && len(markdown) <= maxBody)
	}
	source := []byte(clean(markdown))
	doc := newParser().Parse(text.NewReader(source))
	w := &walker{
		ctx: ctx, look: r.look, source: source, links: links, width: width, block: -1,
		reorder: r.Reorder, narrow: r.Narrow,
	}
	w.blocks(doc, indent{}, false)
	return w.lines
}

// plainLines is Plain as lines, each its own block where a line of the text
// began.
func plainLines(ctx context.Context, markdown string, width int, reorder bool) []Line {
	w := &walker{ctx: ctx, width: width, block: -1, reorder: reorder}
	for line := range strings.SplitSeq(clean(markdown), "\n") {
		w.put(glyphs(unescape(line)), indent{})
	}
	return w.lines
}

// newParser reads CommonMark with tables, strikethrough and footnotes, but no
// raw HTML and no links: package page has numbered them, so that what looks
// like a tag or a link is text. (Goldmark's time for links in links grows with
// the square of their number.)
func newParser() parser.Parser {
	md := goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blockParsers()...),
			parser.WithInlineParsers(
				util.Prioritized(parser.NewCodeSpanParser(), 100),
				util.Prioritized(parser.NewEmphasisParser(), 500),
			),
		)),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote),
	)
	return md.Parser()
}

// blockParsers are goldmark's own without the one for HTML.
func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}

// tooCostly reports whether some line opens more than maxDepth quotations, or
// is indented so far that it could lie in as many lists, or some paragraph has
// more than maxMarks marks, or there are too many footnotes: goldmark's time
// grows with the square of each.
func tooCostly(markdown string) bool {
	if strings.Count(markdown, "[^")*strings.Count(markdown, "]:") > maxNotes {
		return true
	}
	marks, fenced := 0, false
	for line := range strings.SplitSeq(markdown, "\n") {
		rest := strings.TrimLeft(line, " \t>")
		if strings.HasPrefix(rest, "```") {
			fenced = !fenced
		}
		if rest == "" || fenced {
			marks = 0
		} else {
			marks += emphasis(rest)
		}
		if marks > maxMarks {
			return true
		}
		lead := line[:len(line)-len(rest)]
		if strings.Count(lead, ">") > maxDepth {
			return true
		}
		if markers(rest) > maxDepth || len(lead) > 4*maxDepth && markers(rest) > 0 {
			return true
		}
	}
	return false
}

// emphasis counts the marks of emphasis and code on a line that are not
// escaped.
func emphasis(line string) int {
	n := 0
	for _, mark := range []string{"*", "_", "~", "`"} {
		n += strings.Count(line, mark) - strings.Count(line, `\`+mark)
	}
	return n
}

// markers counts the list markers and quotation signs that open a line.
func markers(line string) int {
	n := 0
	for {
		line = strings.TrimLeft(line, " \t")
		rest := strings.TrimLeft(line, "0123456789")
		if rest == "" || !strings.ContainsRune("-*+>.)", rune(rest[0])) {
			return n
		}
		if rest[0] != '>' && len(rest) > 1 && rest[1] != ' ' && rest[1] != '\t' {
			return n
		}
		n++
		line = rest[1:]
	}
}
