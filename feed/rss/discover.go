package rss

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Discover finds the feeds an HTML page points to by <link rel="alternate">,
// in their order, as absolute addresses; base is where the page came from.
func Discover(page []byte, base string) []string {
	var found []string
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxTag)
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
			case t.Data == "base" && attrs["href"] != "":
				base = first(resolve(attrs["href"], base), base)
			case t.Data == "link" && hasWord(attrs["rel"], "alternate") && feedType(attrs["type"]):
				if u := resolve(attrs["href"], base); u != "" {
					found = append(found, u)
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

// feedType reports the media types of the formats we read.
func feedType(s string) bool {
	s, _, _ = strings.Cut(strings.ToLower(s), ";")
	switch strings.TrimSpace(s) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
		return true
	}
	return false
}
