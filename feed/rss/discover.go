package rss

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"rubrika/feed"
)

// maxFound is how many feeds a page may point to.
const maxFound = 1000

// Discover finds the feeds an HTML page points to by <link rel="alternate">,
// in their order and each once, with the titles the page gives them; base is
// where the page came from.
func Discover(page []byte, base string) []feed.Found {
	var found []feed.Found
	seen, based := map[string]bool{}, false
	// Without a limit: pages have scripts of any length.
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			attrs := map[string]string{}
			for _, a := range t.Attr {
				attrs[a.Key] = a.Val
			}
			switch {
			case t.Data == "body":
				return found
			case t.Data == "base" && attrs["href"] != "" && !based:
				based = true // only the first counts
				base = first(resolve(attrs["href"], base), base)
			case t.Data == "link" && hasWord(attrs["rel"], "alternate") && feedType(attrs["type"]):
				if u := resolve(attrs["href"], base); u != "" && !seen[u] && len(found) < maxFound {
					seen[u] = true
					found = append(found, feed.Found{URL: u, Kind: "feed", Title: oneLine(attrs["title"])})
				}
			}
		}
	}
}

// hasWord reports a word of a list parted by blanks.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(list)) {
		if w == word {
			return true
		}
	}
	return false
}

// feedType reports the media types of the formats we read, and those by which
// some pages call any XML. A plain application/json is mostly a page's data.
func feedType(s string) bool {
	s, _, _ = strings.Cut(strings.ToLower(s), ";")
	switch strings.TrimSpace(s) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
		"application/xml", "text/xml":
		return true
	}
	return false
}
