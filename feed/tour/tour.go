// Package tour is the built-in edition: articles of our own in Russian,
// Azerbaijani and English, filed under every canonical rubric, each of which
// shows and explains one thing the reader can do.
//
// It is what a new reader sees before the first real news has arrived, and
// what `rubrika demo` sends through the whole pipeline. The texts are files
// under stories/{lang}; the same file name in two languages makes two versions
// of one story. Feed gives the edition as one RSS document, Document in any of
// four formats, Handler as a small web site.
package tour

import (
	"cmp"
	"embed"
	"path"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
)

//go:embed stories
var files embed.FS

// home is the site the built-in edition pretends to come from. The top level
// domain .invalid never resolves (RFC 2606), so nothing of it is ever fetched.
const home = "https://tour.rubrika.invalid"

// Zone is the IANA zone of the edition's dates; its clock has stood four hours
// before UTC, without summer time, since 2016.
const Zone = "Asia/Baku"

// Languages returns the languages of the edition as ISO 639-1 codes.
func Languages() []string { return []string{"ru", "az", "en"} }

// Story is one article of the edition in one language.
type Story struct {
	// ID is the last part of the address and the same in all languages.
	ID, Lang string
	// Title is the headline without the suffixes of its badges; see Headline.
	Title string
	// Section is the rubric as this publisher prints it, Rubrics the canonical
	// ones it has to be filed under.
	Section string
	Rubrics []feed.Rubric
	Tags    []string
	// Age is how long before the edition the story came out, whole minutes.
	Age    time.Duration
	Author string
	Badges feed.Badge
	// Teaser says that feeds carry only the summary and not the body.
	Teaser bool
	// Video is the name of the enclosed film under video/, or empty.
	Video string
	// Summary is one or two sentences of plain text, Body the article as HTML.
	// Pictures in it have addresses relative to the root of the site.
	Summary, Body string
}

// Stories returns the edition in one language, newest first; nil for a
// language it does not have.
func Stories(lang string) []Story {
	dir := path.Join("stories", lang)
	names, err := files.ReadDir(dir)
	if err != nil {
		return nil
	}
	var all []Story
	for _, n := range names {
		text, err := files.ReadFile(path.Join(dir, n.Name()))
		if err != nil {
			continue // embedded: cannot happen
		}
		s := parse(string(text))
		s.ID, s.Lang = strings.TrimSuffix(n.Name(), ".html"), lang
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Story) int { return cmp.Compare(a.Age, b.Age) })
	return all
}

// Headline is the title as agencies print it: with a suffix for each badge
// that has one («- ВИДЕО», "- YENİLƏNİB").
func (s Story) Headline() string {
	w := wordsOf(s.Lang)
	title := s.Title
	for _, b := range []struct {
		badge feed.Badge
		word  string
	}{{feed.Photo, w.photo}, {feed.Video, w.video}, {feed.Updated, w.updated}} {
		if s.Badges.Has(b.badge) {
			title += " - " + b.word
		}
	}
	return title
}

// Categories are the strings a feed carries for the story: the publisher's
// rubric first, the mark of urgency, then the tags.
func (s Story) Categories() []string {
	all := []string{s.Section}
	if s.Badges.Has(feed.Urgent) {
		all = append(all, wordsOf(s.Lang).urgent)
	}
	return append(all, s.Tags...)
}

// Address is the stable address of the built-in feed in one language. Nothing
// answers there: the library knows it and asks Feed.
func Address(lang string) string { return home + Path(lang, RSS) }

// Feed is the edition in one language as an RSS 2.0 document, dated so that
// its newest story came out a few minutes before now. The same now gives the
// same bytes.
func Feed(lang string, now time.Time) []byte { return Document(lang, RSS, home, now) }

// Picture is a picture of the edition by its address in Feed, as PNG; ok is
// false for every other address.
func Picture(address string) (png []byte, ok bool) {
	name, ok := strings.CutPrefix(address, home+"/images/")
	if !ok {
		return nil, false
	}
	png, err := images.ReadFile("images/" + name)
	return png, err == nil
}
