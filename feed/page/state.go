package page

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"rubrika/feed"
)

// Bounds of what is looked at in the data of a page: how deep, how many
// values, and how deep the text of a story lies below its headline.
const (
	maxData   = 40
	maxValues = 100_000
	maxBelow  = 6
)

// textKeys are the names that programs give to the text of a block, in the
// order in which its parts are read.
var textKeys = [...]string{
	"headline", "heading", "text", "html", "content", "value", "paragraph", "body", "data", "attrs",
	"children", "blocks", "items", "nodes", "caption",
}

// stored finds the text of a story in the data that a page keeps for its
// script, where the page itself shows none: the longest text below an object
// that has the page's headline among its fields. Objects around it, of other
// stories, of menus and authors, do not count, nor do fields below it that are
// called after such. It is empty where there is no such object.
func stored(scripts []string, title string) feed.Markup {
	s := store{title: normal(title)}
	if s.title == "" {
		return ""
	}
	for _, script := range scripts {
		var v any
		if json.Unmarshal([]byte(script), &v) == nil {
			s.walk(v, maxData)
		}
	}
	return s.best
}

// store looks for the story of a headline.
type store struct {
	title  string
	values int
	words  int
	best   feed.Markup
}

func (s *store) walk(v any, depth int) {
	if s.values++; depth == 0 || s.values > maxValues {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			s.walk(item, depth-1)
		}
	case map[string]any:
		if s.isStory(v) {
			s.texts(v, maxBelow)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			s.walk(v[key], depth-1)
		}
	}
}

// isStory reports whether a field of an object is the headline.
func (s *store) isStory(object map[string]any) bool {
	for _, v := range object {
		if text, ok := v.(string); ok && len(text) < maxText && normal(text) == s.title {
			return true
		}
	}
	return false
}

// texts keeps the longest text among the fields of a story.
func (s *store) texts(object map[string]any, depth int) {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if isForeign(key) {
			continue
		}
		switch v := object[key].(type) {
		case string:
			if len(v) >= maxText || normal(v) != s.title {
				s.take(paragraphOf(v))
			}
		case []any:
			var b strings.Builder
			for _, block := range v {
				if s.isOther(block) {
					continue
				}
				text := paragraphOf(joined(block, maxBelow))
				if isHeadingBlock(block) {
					text = "<h3>" + text + "</h3>\n"
				}
				b.WriteString(text)
			}
			s.take(b.String())
		case map[string]any:
			if depth > 0 {
				s.texts(v, depth-1)
			}
		}
	}
}

// isForeign reports a field that is not of the text, by its name: what pages
// have beside a text, and what programs have of their own.
func isForeign(key string) bool {
	if tokenNamed(key, chaffLists().names) {
		return true
	}
	for _, word := range nameWords(key) {
		switch word {
		case "author", "authors", "bio", "css", "style", "styles", "script", "scripts", "schema", "seo", "license", "licence", "terms", "legal":
			return true
		}
	}
	return false
}

// isOther reports another story in a list: it has a headline and an address of
// its own.
func (s *store) isOther(v any) bool {
	block, _ := v.(map[string]any)
	has := func(keys ...string) string {
		for _, key := range keys {
			if text, _ := block[key].(string); text != "" {
				return text
			}
		}
		return ""
	}
	title := has("title", "headline")
	return title != "" && has("url", "slug", "href", "link", "permalink", "path") != "" && normal(clip(title, maxText)) != s.title
}

func (s *store) take(markup string) {
	if n := wordCount(feed.Markup(markup)); n > s.words {
		s.words, s.best = n, feed.Markup(markup)
	}
}

// isHeadingBlock reports whether a block names itself a heading.
func isHeadingBlock(v any) bool {
	block, _ := v.(map[string]any)
	for _, key := range [...]string{"type", "_type", "style", "kind", "name"} {
		switch kind, _ := block[key].(string); strings.ToLower(kind) {
		case "heading", "header", "subheading", "subtitle", "h2", "h3", "h4":
			return true
		}
	}
	return false
}

// paragraphOf makes a paragraph of text that is no HTML of its own.
func paragraphOf(text string) string {
	if text = strings.TrimSpace(text); text == "" || isHTML(text) {
		return text
	}
	return string(ldBody(text))
}

// joined is the text of a block: its own, and that of the pieces it is cut
// into for emphasis and links.
func joined(v any, depth int) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var b strings.Builder
		for _, item := range v {
			if depth > 0 {
				b.WriteString(joined(item, depth-1))
			}
		}
		return b.String()
	case map[string]any:
		var parts []string
		for _, key := range textKeys {
			if depth == 0 {
				break
			}
			if text := joined(v[key], depth-1); text != "" && !slices.Contains(parts, text) {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, " ")
	}
	return ""
}
