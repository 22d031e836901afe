package feed

import "time"

// ID names a stored item. It is given by the store, never reused, and stays
// with the item whatever the publisher changes. Zero is no item.
type ID int64

// SourceID names a subscription in the store. Zero is none.
type SourceID int64

// State is the set of marks a reader put on an item.
type State uint8

// The marks, and what the reader's rules say of an item. One without Read is
// unread.
const (
	Read State = 1 << iota
	Starred
	Muted   // a rule hides it: it is in no list that does not ask for it
	Watched // a rule points it out

	// Marks are those that the reader sets; the others only a rule does.
	Marks = Read | Starred
)

// Has reports whether all marks of m are set in s.
func (s State) Has(m State) bool { return s&m == m }

// Badge is the set of signs a headline carries besides its rubric. They come
// from suffixes of the title (ВИДЕО, FOTO, YENİLƏNİB), which leave the title,
// from enclosures, and from what a source itself calls urgent.
type Badge uint8

// The badges.
const (
	Video Badge = 1 << iota
	Photo
	Audio
	Urgent
	Updated
)

// Has reports whether all badges of m are set in b.
func (b Badge) Has(m Badge) bool { return b&m == m }

// Item is a headline: all the list shows, and nothing of the body.
type Item struct {
	ID     ID
	Source SourceID
	// SourceTitle is the name of the source as the reader sees it.
	SourceTitle string
	// URL is the absolute http(s) address of the story, or empty.
	URL string
	// Title is one line; empty when the publisher gave none.
	Title string
	// Summary is the teaser as plain text of one line, at most 600 runes.
	Summary string
	// Rubrics holds at least one canonical rubric once the item is filed.
	Rubrics []Rubric
	// Section is the publisher's own rubric as printed («Социальная защита»).
	Section string
	// Why says what decided the rubrics.
	Why Evidence
	// Tags are topics running across rubrics, as printed.
	Tags []string
	// Lang is a lower-case ISO 639-1 code ("ru"), or empty when unknown.
	Lang   string
	Badges Badge
	// Published is the publisher's time in the source's own zone (its
	// Location names it: "Asia/Baku" or "+04:00"); zero when unknown. It is
	// never more than a day after the feed that carried it.
	Published time.Time
	// Seen is when the store first met the item, Updated when its title or
	// body last changed; Updated is zero when they never did.
	Seen, Updated time.Time
	// Order places the item in the stream: Published held at or before Seen,
	// and for undated items Seen, kept in the order of the document.
	Order time.Time
	State State
	// Story is the number of stored items that tell the same story (the same
	// address under several sources, or the versions in other languages), this
	// one included; at least 1.
	Story int
}

// Position is the item's place for paging: see Filter.Before.
func (it Item) Position() Position { return Position{At: it.Order, ID: it.ID} }

// Markup is HTML as a publisher sent it. It may hold anything; only package
// feed/page reads it.
type Markup string

// Enclosure is a file that comes with an item. Length is in bytes, 0 when
// unknown; Type is a media type, possibly empty.
type Enclosure struct {
	URL    string
	Type   string
	Length int64
}

// Version is the same story in another language. ID is zero when that version
// is not stored.
type Version struct {
	Lang  string
	URL   string
	Title string
	ID    ID
}

// Entry is an item as a source delivered it, with its body. Before the door
// its strings are raw; after it only HTML is.
type Entry struct {
	Item
	// Keys are the entry's identities within its source, strongest first:
	// "link:" + normalised address, "guid:" + id, "title:" + hash. The store
	// knows an item again by any of them; see docs/architecture.md, Identity.
	Keys []string
	// GUID is the source's own id as sent, which may repeat or be empty; it
	// decides nothing.
	GUID string
	// HTML is the longest body the source gave, possibly empty.
	HTML Markup
	// Text is the body as plain text for the search index. Set by the door.
	Text       string
	Author     string
	Categories []string
	Enclosures []Enclosure
	// Images are the addresses of pictures named outside the body.
	Images   []string
	Versions []Version
	// Full says that HTML is the whole article and not a teaser.
	Full bool
	// PageRead is when HTML was taken from the item's page; zero when the
	// source sent it. Before Updated, the page is older than the item's last
	// change and may be read anew.
	PageRead time.Time
}

// Link is a numbered link of an article: [1] in the text is Links[0].
type Link struct {
	URL  string
	Text string
}

// Place is how far an article was read: the block of its text at the top of
// the window, and the line within the block; blocks count from 0. The zero
// Place is the beginning.
type Place struct{ Block, Line int }

// Image is a picture of an article.
type Image struct {
	URL string
	Alt string
}

// Article is an item with its readable body, ready for the renderer.
type Article struct {
	Item
	Author string
	// Markdown is CommonMark with tables and footnotes. Links are written as
	// text[n]; no raw HTML and no control character but newline is in it.
	Markdown   string
	Links      []Link
	Images     []Image
	Enclosures []Enclosure
	Versions   []Version
	// Full is false when Markdown is only the teaser.
	Full bool
	// Place is where the reader left it.
	Place Place
}

// Page is a web page, or a copy of one, read as an article, with what stands
// round it.
type Page struct {
	Article
	// Topics are the page's strip of hot topics.
	Topics []string
	// Latest are the newest headlines that the page lists. They are not
	// stored: of their fields URL, Title, Section, Published, Lang and Badges
	// may be set.
	Latest []Item
}
