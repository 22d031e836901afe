package cli

import (
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

// shape is the version of all JSON shapes but that of `inspect`. It is raised
// when a field changes its meaning or goes; new fields do not raise it.
//
// The comments on the shapes are their documentation: docs/json.md is made of
// them. A shape that a command prints names it in its first sentence, between
// backquotes; the others are parts. Arrays are never null.
const shape = 1

// instant is a time in JSON: RFC 3339 in UTC to the second, or "" when unknown.
type instant = string

// itemJSON is a line of `news --json` and `wire --json`, and of what a hook gets:
// a headline.
type itemJSON struct {
	// version of the shape
	V int `json:"v"`
	// number of the story, by which commands know it
	ID int64 `json:"id"`
	// name of its source
	Source string `json:"source"`
	// number of its source
	SourceID int64 `json:"source_id"`
	// address, "" when it has none
	URL string `json:"url"`
	// headline, without the words that are badges
	Title string `json:"title"`
	// teaser, one line of plain text
	Summary string `json:"summary"`
	// rubrics, at least one, the foremost first
	Rubrics []feed.Rubric `json:"rubrics"`
	// the publisher's own rubric, as printed
	Section string `json:"section"`
	// what decided about the rubrics
	Why whyJSON `json:"why"`
	// topics
	Tags []string `json:"tags"`
	// language, ISO 639-1, "" when unknown
	Lang string `json:"lang"`
	// any of video, photo, audio, urgent, updated
	Badges []string `json:"badges"`
	// when its publisher says it appeared
	Published instant `json:"published"`
	// when it was first seen here
	Seen instant `json:"seen"`
	// when its text changed last
	Updated instant `json:"updated"`
	// it was read
	Read bool `json:"read"`
	// it has a star
	Starred bool `json:"starred"`
	// a rule hides it
	Muted bool `json:"muted"`
	// a rule points it out
	Watched bool `json:"watched"`
	// how many stored items tell the same story, itself among them
	Story int `json:"story"`
}

// whyJSON is the evidence for the rubrics of a story.
type whyJSON struct {
	// category of the feed, url, page, feed (the rubric of the whole source) or none
	Kind string `json:"kind"`
	// the words that decided
	Text string `json:"text"`
}

// foundJSON is a line of `search --json`: a headline, and where what was sought
// stands in it and in its text. Marks are pairs of places, from and up to, in
// characters (code points) from 0.
type foundJSON struct {
	itemJSON
	// what was sought in the title
	TitleMarks [][2]int `json:"title_marks"`
	// a piece of the text, "" where what was sought is elsewhere
	Snippet string `json:"snippet"`
	// what was sought in the snippet
	Marks [][2]int `json:"marks"`
}

// articleJSON is the object of `read --json`, and a line of
// `export --items --format json`: a headline with its text.
type articleJSON struct {
	itemJSON
	// who wrote it, "" when unknown
	Author string `json:"author"`
	// the text in CommonMark without HTML; [1] in it stands for the first of the links
	Markdown string `json:"markdown"`
	// the whole text is there; else only its beginning
	Full bool `json:"full"`
	// links of the text, in the order of their numbers
	Links []linkJSON `json:"links"`
	// pictures of the text
	Images []imageJSON `json:"images"`
	// files that come with it
	Enclosures []enclosureJSON `json:"enclosures"`
	// the story in other languages
	Versions []versionJSON `json:"versions"`
}

// pageJSON is the object of `read URL --json` for a page that is not stored. Its id
// and source_id are 0.
type pageJSON struct {
	articleJSON
	// the strip of hot topics on the page
	Topics []string `json:"topics"`
	// the newest headlines on the page
	Latest []latestJSON `json:"latest"`
}

// latestJSON is a headline that stands on a page.
type latestJSON struct {
	// address, "" when it has none
	URL string `json:"url"`
	// headline, without the words that are badges
	Title string `json:"title"`
	// the publisher's own rubric
	Section string `json:"section"`
	// language, "" when unknown
	Lang string `json:"lang"`
	// when it appeared
	Published instant `json:"published"`
	// as of a headline
	Badges []string `json:"badges"`
}

// linkJSON is a link of a text.
type linkJSON struct {
	// address
	URL string `json:"url"`
	// words that are the link
	Text string `json:"text"`
}

// imageJSON is a picture of a text.
type imageJSON struct {
	// address
	URL string `json:"url"`
	// what it shows, in words
	Alt string `json:"alt"`
}

// enclosureJSON is a file that comes with a story.
type enclosureJSON struct {
	// address
	URL string `json:"url"`
	// media type, such as audio/mpeg
	Type string `json:"type"`
	// bytes, 0 when unknown
	Length int64 `json:"length"`
}

// versionJSON is a story in another language.
type versionJSON struct {
	// language
	Lang string `json:"lang"`
	// address
	URL string `json:"url"`
	// headline
	Title string `json:"title"`
	// its number, 0 when that version is not stored
	ID int64 `json:"id"`
}

// markedJSON is the object of `mark --json`.
type markedJSON struct {
	// version of the shape
	V int `json:"v"`
	// the mark: read, unread, star or unstar
	Mark string `json:"mark"`
	// how many stories have another mark now; the others had it before
	Items int `json:"items"`
}

// newItem makes the JSON of a headline.
func newItem(it feed.Item) itemJSON {
	return itemJSON{
		V: shape, ID: int64(it.ID), Source: page.Line(it.SourceTitle), SourceID: int64(it.Source),
		URL: page.Line(it.URL), Title: page.Line(it.Title), Summary: page.Line(it.Summary),
		Rubrics: append([]feed.Rubric{}, it.Rubrics...), Section: page.Line(it.Section),
		Why:  whyJSON{Kind: string(it.Why.Kind), Text: page.Line(it.Why.Text)},
		Tags: cleaned(it.Tags), Lang: page.Line(it.Lang), Badges: badges(it.Badges),
		Published: stamp(it.Published), Seen: stamp(it.Seen), Updated: stamp(it.Updated),
		Read: it.State.Has(feed.Read), Starred: it.State.Has(feed.Starred),
		Muted: it.State.Has(feed.Muted), Watched: it.State.Has(feed.Watched), Story: it.Story,
	}
}

// newArticle makes the JSON of an article.
func newArticle(a feed.Article) articleJSON {
	out := articleJSON{
		itemJSON: newItem(a.Item), Author: page.Line(a.Author), Markdown: page.Text(a.Markdown), Full: a.Full,
		Links: []linkJSON{}, Images: []imageJSON{}, Enclosures: enclosures(a.Enclosures), Versions: []versionJSON{},
	}
	for _, l := range a.Links {
		out.Links = append(out.Links, linkJSON{page.Line(l.URL), page.Line(l.Text)})
	}
	for _, i := range a.Images {
		out.Images = append(out.Images, imageJSON{page.Line(i.URL), page.Line(i.Alt)})
	}
	for _, v := range a.Versions {
		out.Versions = append(out.Versions, versionJSON{page.Line(v.Lang), page.Line(v.URL), page.Line(v.Title), int64(v.ID)})
	}
	return out
}

// newPage makes the JSON of a page that is not stored.
func newPage(p feed.Page) pageJSON {
	out := pageJSON{articleJSON: newArticle(p.Article), Topics: cleaned(p.Topics), Latest: []latestJSON{}}
	for _, it := range p.Latest {
		out.Latest = append(out.Latest, latestJSON{
			URL: page.Line(it.URL), Title: page.Line(it.Title), Section: page.Line(it.Section), Lang: page.Line(it.Lang),
			Published: stamp(it.Published), Badges: badges(it.Badges),
		})
	}
	return out
}

func enclosures(list []feed.Enclosure) []enclosureJSON {
	out := []enclosureJSON{}
	for _, e := range list {
		out = append(out, enclosureJSON{page.Line(e.URL), page.Line(e.Type), e.Length})
	}
	return out
}

// badges are the names of badges.
func badges(b feed.Badge) []string {
	out := []string{}
	for _, n := range []struct {
		badge feed.Badge
		name  string
	}{{feed.Video, "video"}, {feed.Photo, "photo"}, {feed.Audio, "audio"}, {feed.Urgent, "urgent"}, {feed.Updated, "updated"}} {
		if b.Has(n.badge) {
			out = append(out, n.name)
		}
	}
	return out
}

// cleaned is a list that passed the door and is never nil.
func cleaned(list []string) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, page.Line(s))
	}
	return out
}

// stamp is a time in JSON.
func stamp(t time.Time) instant {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
