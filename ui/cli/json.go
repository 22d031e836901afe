package cli

import (
	"math"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

// shape is the version of all JSON shapes but that of inspect. It is raised
// when a field changes its meaning or goes; new fields do not raise it.
const shape = 1

// itemJSON is a headline: a line of `news --json`. Times are RFC 3339 in UTC
// or "" when unknown; arrays are never null.
type itemJSON struct {
	V        int    `json:"v"`
	ID       int64  `json:"id"`
	Source   string `json:"source"`    // name of the source
	SourceID int64  `json:"source_id"` // its id, for `remove` and `refresh`
	URL      string `json:"url"`       // absolute, or ""
	Title    string `json:"title"`
	Summary  string `json:"summary"` // plain text of one line
	// Rubrics are ids of canonical rubrics, at least one; Section is the
	// publisher's own; Why says what decided.
	Rubrics []feed.Rubric `json:"rubrics"`
	Section string        `json:"section"`
	Why     whyJSON       `json:"why"`
	Tags    []string      `json:"tags"`
	Lang    string        `json:"lang"`   // ISO 639-1, or ""
	Badges  []string      `json:"badges"` // video, photo, audio, urgent, updated
	// Published is the publisher's time, Seen when the store met the item,
	// Updated when its text last changed.
	Published string `json:"published"`
	Seen      string `json:"seen"`
	Updated   string `json:"updated"`
	Read      bool   `json:"read"`
	Starred   bool   `json:"starred"`
	Muted     bool   `json:"muted"`   // a rule hides it
	Watched   bool   `json:"watched"` // a rule points it out
	Story     int    `json:"story"`   // how many stored items tell the same story
}

// whyJSON is the evidence for the rubrics: kind is category, url, page, feed
// or none; text the string that decided.
type whyJSON struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// articleJSON is what `read --json` prints: the headline with its text.
type articleJSON struct {
	itemJSON
	Author string `json:"author"`
	// Markdown is CommonMark in which [1] stands for Links[0].
	Markdown   string          `json:"markdown"`
	Full       bool            `json:"full"` // false: only the teaser is there
	Links      []linkJSON      `json:"links"`
	Images     []imageJSON     `json:"images"`
	Enclosures []enclosureJSON `json:"enclosures"`
	Versions   []versionJSON   `json:"versions"`
}

// pageJSON is what `read --json` prints of a page that is not stored: id and
// source_id are 0. Topics are the page's strip of hot topics, latest the newest
// headlines on it.
type pageJSON struct {
	articleJSON
	Topics []string     `json:"topics"`
	Latest []latestJSON `json:"latest"`
}

type latestJSON struct {
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Section   string   `json:"section"`
	Lang      string   `json:"lang"`
	Published string   `json:"published"`
	Badges    []string `json:"badges"`
}

// listingJSON is a line of `feeds --catalogue --json`. Agent is "browser" when
// the site answers browsers only, "reader" when it answers them with a page.
type listingJSON struct {
	V          int         `json:"v"`
	URL        string      `json:"url"`
	Title      string      `json:"title"`
	Lang       string      `json:"lang"`
	Country    string      `json:"country"`
	Rubric     feed.Rubric `json:"rubric"`
	Zone       string      `json:"zone"`
	Agent      string      `json:"agent"`
	Subscribed bool        `json:"subscribed"`
}

type linkJSON struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

type imageJSON struct {
	URL string `json:"url"`
	Alt string `json:"alt"`
}

// enclosureJSON is a file that comes with an item; length in bytes, 0 when
// unknown.
type enclosureJSON struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	Length int64  `json:"length"`
}

// versionJSON is the story in another language; id is 0 when that version is
// not stored.
type versionJSON struct {
	Lang  string `json:"lang"`
	URL   string `json:"url"`
	Title string `json:"title"`
	ID    int64  `json:"id"`
}

// sourceJSON is a line of `feeds --json`.
type sourceJSON struct {
	V      int         `json:"v"`
	ID     int64       `json:"id"`
	Kind   string      `json:"kind"` // feed, sitemap, wordpress, miniflux, greader, or tour for the built-in edition
	URL    string      `json:"url"`
	Title  string      `json:"title"`
	Site   string      `json:"site"`
	Lang   string      `json:"lang"`
	Rubric feed.Rubric `json:"rubric"`
	Zone   string      `json:"zone"`
	// Every is the interval the reader wants, as --every takes it, "" for the
	// source's own; Agent the User-Agent header, "" for the program's.
	Every string   `json:"every"`
	Agent string   `json:"agent"`
	Tags  []string `json:"tags"`
	Muted bool     `json:"muted"`
	// Account is the name of the account this is a feed of, AccountID its id,
	// Folder where it lies on that server; "" and 0 for a source that is asked
	// by rubrika itself. Of an account's source the times and the trouble are
	// the account's.
	Account   string `json:"account"`
	AccountID int64  `json:"account_id"`
	Folder    string `json:"folder"`
	Items     int    `json:"items"`
	Unread    int    `json:"unread"`
	// PerDay is how many items a day came in lately; Asked how often it
	// answered, Unchanged how often without anything new, SavedBytes what that
	// spared.
	PerDay     float64 `json:"per_day"`
	Asked      int     `json:"asked"`
	Unchanged  int     `json:"unchanged"`
	SavedBytes int64   `json:"saved_bytes"`
	// Added, LastTry, LastGood and NextTry are RFC 3339 in UTC, or "".
	Added    string `json:"added"`
	LastTry  string `json:"last_try"`
	LastGood string `json:"last_good"`
	NextTry  string `json:"next_try"`
	Failures int    `json:"failures"` // tries since the last good one
	// Trouble is the kind of the last failure, "" after a success; Error its
	// technical words.
	Trouble string `json:"trouble"`
	Error   string `json:"error"`
}

// refreshJSON is a line of `refresh --json`: one for each source that was
// asked, an account being one with the source_id 0, in the order in which they
// were done. Trouble and error are "" when all went well.
type refreshJSON struct {
	V        int    `json:"v"`
	Source   string `json:"source"`
	SourceID int64  `json:"source_id"`
	New      int    `json:"new"`
	Trouble  string `json:"trouble"`
	Error    string `json:"error"`
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

// newSource makes the JSON of a subscription.
func newSource(s feed.Subscription) sourceJSON {
	s = page.Subscription(s)
	return sourceJSON{
		V: shape, ID: int64(s.ID), Kind: s.Kind, URL: s.URL, Title: s.Title, Site: s.Site, Lang: s.Lang,
		Rubric: s.Rubric, Zone: s.Zone,
		Every: interval(s.Every), Agent: s.Agent, Tags: cleaned(s.Tags),
		Muted: s.Muted, Account: page.Line(s.AccountTitle), AccountID: int64(s.Account), Folder: page.Line(s.Folder), Items: s.Items, Unread: s.Unread,
		PerDay: math.Round(s.PerDay*100) / 100, Asked: s.Asked, Unchanged: s.Unchanged, SavedBytes: s.Saved,
		Added: stamp(s.Added), LastTry: stamp(s.LastTry), LastGood: stamp(s.LastGood), NextTry: stamp(s.NextTry),
		Failures: s.Failures, Trouble: string(s.Trouble), Error: s.TroubleText,
	}
}

// newListing makes the JSON of a feed of the catalogue.
func newListing(l feed.Listing, subscribed bool) listingJSON {
	return listingJSON{
		V: shape, URL: page.Line(l.URL), Title: page.Line(l.Title), Lang: page.Line(l.Lang), Country: page.Line(l.Country),
		Rubric: l.Rubric, Zone: page.Line(l.Zone), Agent: page.Line(l.Agent), Subscribed: subscribed,
	}
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

// interval is a time between requests in JSON: «1h30m».
func interval(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	s := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
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
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
