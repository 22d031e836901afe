package cli

import (
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
)

// digestJSON is a line of `digest --json`: a rubric with its foremost stories,
// in the reader's order.
type digestJSON struct {
	// version of the shape
	V int `json:"v"`
	// the rubric
	Rubric feed.Rubric `json:"rubric"`
	// its name in the language of the interface
	Name string `json:"name"`
	// how many stories it has in that time, those told by several sources counted once
	Total int `json:"total"`
	// the foremost of them, at most as many as --limit says
	Stories []digestStoryJSON `json:"stories"`
}

// digestStoryJSON is a story of a digest.
type digestStoryJSON struct {
	itemJSON
	// how it begins: one sentence of the teaser, or two
	Lead string `json:"lead"`
}

// importJSON is the object of `import --json`, and of `add --json` for a list:
// what came of a list of subscriptions.
type importJSON struct {
	// version of the shape
	V int `json:"v"`
	// the list: a file, an address, or - for standard input
	List string `json:"list"`
	// how many sources were added
	Added int `json:"added"`
	// how many were there already
	There int `json:"there"`
	// names of those that were added
	Titles []string `json:"titles"`
	// what was not taken over
	Skipped []skippedJSON `json:"skipped"`
}

// skippedJSON is something of a list that was not taken over.
type skippedJSON struct {
	// line of the list, from 1
	Line int `json:"line"`
	// what stands there
	Text string `json:"text"`
	// query, exec, filter, file, no-address, bad-address, twice, not-a-feed or hidden
	Why string `json:"why"`
	// it is a fault of the list, and not merely something that rubrika has not
	Wrong bool `json:"wrong"`
}

// newImport makes the JSON of what came of a list.
func newImport(name string, got library.Imported) importJSON {
	out := importJSON{
		V: shape, List: page.Line(name), Added: got.Added, There: got.There, Titles: cleaned(got.Titles), Skipped: []skippedJSON{},
	}
	for _, s := range got.Skipped {
		out.Skipped = append(out.Skipped, skippedJSON{s.Line, page.Line(s.Text), string(s.Why), s.Why.Wrong()})
	}
	return out
}
