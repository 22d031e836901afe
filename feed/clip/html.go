package clip

import (
	"bytes"
	"html"
	"strings"
)

// style is all the look of a saved page; it takes the colours of the browser.
const style = `:root{color-scheme:light dark}
body{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}
h1{line-height:1.25}
dl{display:grid;grid-template-columns:auto 1fr;gap:0 1rem;font-size:.85em}
dt{opacity:.7}
dd{margin:0}
blockquote{border-inline-start:3px solid;margin-inline:0;padding-inline-start:1rem}
pre{overflow:auto}
table{border-collapse:collapse;display:block;overflow:auto}
td,th{border:1px solid;padding:.2rem .5rem}
`

// html writes the story as one web page.
func (c content) html() []byte {
	var b bytes.Buffer
	openPage(&b, c.title, c.lang, style)
	b.WriteString("<article>\n<h1>" + html.EscapeString(c.title) + "</h1>\n")
	c.head(&b)
	doc := parse(c.body)
	c.linkUp(doc)
	// A buffer takes everything, and the renderer knows all that the parser makes.
	_ = newGoldmark().Renderer().Render(&b, c.body, doc)
	if !c.full {
		b.WriteString("<p><em>" + html.EscapeString(c.words.ClipLabel("teaser")) + "</em></p>\n")
	}
	c.list(&b, "pictures", c.unshown())
	c.list(&b, "files", c.files)
	b.WriteString("</article>\n</body>\n</html>\n")
	return b.Bytes()
}

// openPage writes a page up to the beginning of its body. Its policy keeps a
// browser from loading or running anything, should something ever slip into the
// text.
func openPage(b *bytes.Buffer, title, lang, style string) {
	attributes := ` dir="` + direction(lang) + `"`
	if lang != "" {
		attributes = ` lang="` + lang + `"` + attributes
	}
	b.WriteString("<!DOCTYPE html>\n<html" + attributes + ">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + htmlText(title) + "</title>\n<style>\n" + style +
		"</style>\n</head>\n<body>\n")
}

// head writes what is known of the story.
func (c content) head(b *bytes.Buffer) {
	if len(c.facts) == 0 {
		return
	}
	b.WriteString("<dl>\n")
	for _, f := range c.facts {
		value := html.EscapeString(strings.Join(f.values, ", "))
		if f.key == "url" {
			value = anchor(f.values[0])
		}
		b.WriteString("<dt>" + html.EscapeString(c.words.ClipLabel(f.label)) + "</dt><dd>" + value + "</dd>\n")
	}
	b.WriteString("</dl>\n")
}

// list writes a heading and links, or nothing without any.
func (c content) list(b *bytes.Buffer, label string, addresses []string) {
	if len(addresses) == 0 {
		return
	}
	b.WriteString("<h2>" + html.EscapeString(c.words.ClipLabel(label)) + "</h2>\n<ul>\n")
	for _, address := range addresses {
		b.WriteString("<li>" + anchor(address) + "</li>\n")
	}
	b.WriteString("</ul>\n")
}

// anchor is a link to an address that passed the door.
func anchor(address string) string {
	address = html.EscapeString(address)
	return `<a href="` + address + `">` + address + "</a>"
}

// direction is the way a language is written; that of an unknown one is left
// to the browser.
func direction(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch base {
	case "":
		return "auto"
	case "ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi":
		return "rtl"
	}
	return "ltr"
}
