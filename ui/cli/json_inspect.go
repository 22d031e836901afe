package cli

import (
	"rubrika/feed"
	"rubrika/feed/page"
)

// feedJSON is the object of `inspect feed`: a feed as rubrika understands it. It
// is always JSON, and its shape has no version.
type feedJSON struct {
	// why nothing could be read, in technical words, else ""
	Error string `json:"error"`
	// the feed as a whole
	Feed headJSON `json:"feed"`
	// its entries, in the order of the document
	Entries []entryJSON `json:"entries"`
}

// headJSON is what a feed says of itself.
type headJSON struct {
	// name
	Title string `json:"title"`
	// address of the site
	Link string `json:"link"`
	// what it is about
	Description string `json:"description"`
	// language
	Language string `json:"language"`
}

// entryJSON is an entry of a feed.
type entryJSON struct {
	// the source's own when unique, else the address
	ID string `json:"id"`
	// headline
	Title string `json:"title"`
	// address
	Link string `json:"link"`
	// who wrote it
	Author string `json:"author"`
	// when it appeared
	Published instant `json:"published"`
	// when it changed last
	Updated instant `json:"updated"`
	// teaser, one line of plain text
	Summary string `json:"summary"`
	// the HTML of the body as the source sent it, but for control characters
	Content string `json:"content"`
	// the categories of the source
	Categories []string `json:"categories"`
	// canonical rubrics, at least one
	Rubrics []feed.Rubric `json:"rubrics"`
	// the publisher's own rubric
	Section string `json:"section"`
	// files that come with it
	Enclosures []enclosureJSON `json:"enclosures"`
}

// newEntry makes the JSON of an entry that has passed the door. unique says
// that no other entry of the feed has its id; else the address stands for it.
func newEntry(e feed.Entry, unique bool) entryJSON {
	id := e.URL
	if unique && e.GUID != "" {
		id = e.GUID
	}
	return entryJSON{
		ID: page.Line(id), Title: page.Line(e.Title), Link: page.Line(e.URL), Author: page.Line(e.Author),
		Published: stamp(e.Published), Updated: stamp(e.Updated), Summary: page.Line(e.Summary),
		Content: page.Text(string(e.HTML)), Categories: cleaned(e.Categories),
		Rubrics: append([]feed.Rubric{}, e.Rubrics...), Section: page.Line(e.Section), Enclosures: enclosures(e.Enclosures),
	}
}
