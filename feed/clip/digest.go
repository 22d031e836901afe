package clip

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"time"

	"rubrika/feed/page"
)

// Digest is a document of many headlines in sections, all in words already.
// Its strings pass the door once more where it is written.
type Digest struct {
	Title string
	// Lang is the language of the words round the headlines.
	Lang string
	// Notes stand under the title, one line each.
	Notes    []string
	Sections []Section
}

// Section is the headlines under one heading.
type Section struct {
	Title   string
	Entries []Entry
	// Rest says how many more there are; empty when there are none.
	Rest string
}

// Entry is a headline of a digest.
type Entry struct {
	Title string
	// URL is where the title leads; of others than http and https nothing is
	// written.
	URL string
	// Lang is the language of the headline, or empty.
	Lang string
	// Signs stand before the title: «★».
	Signs string
	// About is what stands under the title: the source, how many others tell
	// the same.
	About []string
	// When is the time in words, At the same for machines; a zero At has none.
	When string
	At   time.Time
	// Lead is the beginning of the story.
	Lead string
}

// Markdown writes the digest as CommonMark. No string in it changes the form of
// the document.
func (d Digest) Markdown() []byte {
	var b bytes.Buffer
	b.WriteString("# " + inlineText(d.Title) + "\n")
	for _, note := range clean(d.Notes...) {
		b.WriteString("\n" + startOfLine(inlineText(note)) + "\n")
	}
	for _, s := range d.Sections {
		b.WriteString("\n## " + inlineText(s.Title) + "\n\n")
		for _, e := range s.Entries {
			e.markdown(&b)
		}
		if s.Rest != "" {
			b.WriteString("\n" + startOfLine(inlineText(s.Rest)) + "\n")
		}
	}
	return b.Bytes()
}

// markdown writes the headline as an item of a list: its lines are parted by
// hard breaks.
func (e Entry) markdown(b *bytes.Buffer) {
	title := inlineText(e.Title)
	if address := webAddress(e.URL); address != "" {
		title = "[" + title + "](" + destination(address) + ")"
	}
	title = "**" + title + "**"
	if signs := inlineText(e.Signs); signs != "" {
		title = signs + " " + title
	}
	lines := []string{title}
	if about := strings.Join(e.about(), ", "); about != "" {
		lines = append(lines, startOfLine(inlineText(about)))
	}
	if lead := page.Line(e.Lead); lead != "" {
		lines = append(lines, startOfLine(inlineText(lead)))
	}
	// Goldmark for one takes no hard break behind an escaped backslash.
	lines = each(lines, func(line string) string {
		if before, ends := strings.CutSuffix(line, `\\`); ends {
			return before + "&#92;"
		}
		return line
	})
	b.WriteString("- " + strings.Join(lines, "\\\n  ") + "\n")
}

// about are source, time and the rest, in their order.
func (e Entry) about() []string {
	if len(e.About) == 0 {
		return clean(e.When)
	}
	return clean(append([]string{e.About[0], e.When}, e.About[1:]...)...)
}

// digestStyle is what a digest adds to style: the colours are the browser's, by
// day and by night, and paper gets no links in blue.
const digestStyle = `nav{font-size:.9em}
nav a{margin-inline-end:1em;white-space:nowrap}
h2{margin-top:2rem;border-bottom:1px solid;break-after:avoid}
ul{list-style:none;padding:0}
li{margin:0 0 1rem;break-inside:avoid}
li p{margin:0}
p.about{font-size:.85em;opacity:.7}
@media print{body{font-size:10pt;max-width:none;margin:0}nav{display:none}a{color:inherit;text-decoration:none}}
`

// HTML writes the digest as one web page that needs nothing from outside: no
// script, no picture, no font.
func (d Digest) HTML() []byte {
	var b bytes.Buffer
	openPage(&b, d.Title, languageTag(d.Lang), style+digestStyle)
	b.WriteString("<h1>" + htmlText(d.Title) + "</h1>\n")
	for _, note := range clean(d.Notes...) {
		b.WriteString("<p>" + html.EscapeString(note) + "</p>\n")
	}
	if len(d.Sections) > 1 {
		b.WriteString("<nav>\n")
		for i, s := range d.Sections {
			b.WriteString(`<a href="#s` + strconv.Itoa(i+1) + `">` + htmlText(s.Title) + "</a>\n")
		}
		b.WriteString("</nav>\n")
	}
	for i, s := range d.Sections {
		b.WriteString(`<section id="s` + strconv.Itoa(i+1) + "\">\n<h2>" + htmlText(s.Title) + "</h2>\n<ul>\n")
		for _, e := range s.Entries {
			e.html(&b, d.Lang)
		}
		b.WriteString("</ul>\n")
		if s.Rest != "" {
			b.WriteString("<p>" + htmlText(s.Rest) + "</p>\n")
		}
		b.WriteString("</section>\n")
	}
	b.WriteString("</body>\n</html>\n")
	return b.Bytes()
}

// html writes the headline as an item of a list in a page of another language,
// or of the same.
func (e Entry) html(b *bytes.Buffer, around string) {
	attributes := ""
	if tag := languageTag(e.Lang); tag != "" && e.Lang != around {
		attributes = ` lang="` + tag + `" dir="` + direction(tag) + `"`
	}
	title := "<strong" + attributes + ">" + htmlText(e.Title) + "</strong>"
	if address := webAddress(e.URL); address != "" {
		title = `<a href="` + html.EscapeString(address) + `" rel="noopener noreferrer">` + title + "</a>"
	}
	if signs := htmlText(e.Signs); signs != "" {
		title = signs + " " + title
	}
	b.WriteString("<li>\n<p>" + title + "</p>\n")
	if about := e.about(); len(about) > 0 {
		when := page.Line(e.When)
		about = each(about, func(s string) string {
			if s == when && !e.At.IsZero() {
				return `<time datetime="` + e.At.Format(time.RFC3339) + `">` + html.EscapeString(s) + "</time>"
			}
			return html.EscapeString(s)
		})
		b.WriteString(`<p class="about">` + strings.Join(about, ", ") + "</p>\n")
	}
	if lead := htmlText(e.Lead); lead != "" {
		b.WriteString("<p" + attributes + ">" + lead + "</p>\n")
	}
	b.WriteString("</li>\n")
}

// htmlText is one line behind the door as HTML.
func htmlText(s string) string { return html.EscapeString(page.Line(s)) }

// inlineText is one line behind the door as Markdown within a line.
func inlineText(s string) string { return escaped(page.Line(s)) }

// webAddress is an address of the web, or empty.
func webAddress(s string) string {
	if s = page.Link(s, ""); strings.HasPrefix(s, "mailto:") {
		return ""
	}
	return s
}
