package tour

import (
	"html"
	"strings"
	"time"
)

// Format is the syntax of a feed.
type Format string

// The formats the edition is printed in.
const (
	RSS  Format = "rss"  // RSS 2.0 with content:encoded
	Atom Format = "atom" // RFC 4287
	RDF  Format = "rdf"  // RSS 1.0
	JSON Format = "json" // JSON Feed 1.1
)

// Formats returns all formats.
func Formats() []Format { return []Format{RSS, Atom, RDF, JSON} }

// Path is where Handler serves a feed: "/ru/rss.xml".
func Path(lang string, f Format) string { return "/" + lang + "/" + f.file() }

// file is the last part of the address of a feed.
func (f Format) file() string {
	if f == JSON {
		return "feed.json"
	}
	return string(f) + ".xml"
}

// MediaType is what a server calls the format.
func (f Format) MediaType() string {
	if f == JSON {
		return "application/feed+json"
	}
	return "application/" + string(f) + "+xml"
}

// Document prints the edition in one language as a feed. Base is the address
// of the site without a trailing slash; now is the time of the edition. The
// result is nil for a language or format there is none of.
func Document(lang string, f Format, base string, now time.Time) []byte {
	e := open(lang, base, now)
	if len(e.stories) == 0 {
		return nil
	}
	switch f {
	case RSS:
		return e.rss()
	case Atom:
		return e.atom()
	case RDF:
		return e.rdf()
	case JSON:
		return e.json()
	}
	return nil
}

// edition is the edition in one language at one time and address.
type edition struct {
	words
	base    string
	at      time.Time
	stories []Story
	others  map[string][]version // by the id of the story
}

// version is a story in another language.
type version struct {
	Lang, URL, Title string
}

// open gathers an edition. Times are those of Baku, which has been four hours
// ahead of UTC all the year since 2016.
func open(lang, base string, now time.Time) edition {
	e := edition{
		words: wordsOf(lang), base: base, stories: Stories(lang),
		at:     now.In(time.FixedZone(Zone, 4*60*60)).Truncate(time.Minute),
		others: map[string][]version{},
	}
	for _, l := range Languages() {
		if l == lang {
			continue
		}
		for _, s := range Stories(l) {
			e.others[s.ID] = append(e.others[s.ID], version{Lang: l, URL: e.link(s), Title: s.Title})
		}
	}
	return e
}

// link is the address of a story's page.
func (e edition) link(s Story) string { return e.base + "/" + s.Lang + "/" + s.ID }

// published is when a story came out.
func (e edition) published(s Story) time.Time { return e.at.Add(-s.Age) }

// body is the article with absolute addresses of pictures.
func (e edition) body(s Story) string {
	return strings.ReplaceAll(s.Body, `src="/`, `src="`+html.EscapeString(e.base)+"/")
}

// content is the body as feeds carry it: empty for a teaser.
func (e edition) content(s Story) string {
	if s.Teaser {
		return ""
	}
	return e.body(s)
}

// film describes the file that comes with a story; ok is false without one.
func (e edition) film(s Story) (url, kind string, size int64, ok bool) {
	if s.Video == "" {
		return "", "", 0, false
	}
	b, err := films.ReadFile("video/" + s.Video)
	if err != nil {
		return "", "", 0, false
	}
	return e.base + "/video/" + s.Video, "video/x-msvideo", int64(len(b)), true
}
