package feed

import (
	"context"
	"net/url"
	"time"
)

// Subscription is a source the reader follows, and how it has been doing.
type Subscription struct {
	ID SourceID
	// Kind names the driver in the library's table: "feed", "sitemap" (a list
	// of news for search engines) or "tour".
	Kind string
	// URL is what the reader typed, or where the feed moved for good. It is
	// unique among the sources of a store that are asked by ourselves; of an
	// account's source it is what the server says, and may be empty.
	URL string
	// Title is the reader's own name for it, else the feed's.
	Title string
	// Site is the address of the site's front page, or empty.
	Site string
	// Lang and Rubric are defaults for items that say nothing themselves.
	Lang   string
	Rubric Rubric
	// Zone is the IANA zone for dates without one; empty: guessed from Lang
	// and host, else UTC.
	Zone string
	// Every is the time the reader wants between automatic requests; 0 leaves
	// it to the source's own rhythm.
	Every time.Duration
	// Agent is the User-Agent header the reader wants for this source; empty
	// is the program's own.
	Agent string
	// Tags are the reader's groups of sources (the folders of a list); source:
	// in a filter takes their names too.
	Tags []string
	// Account is the account this source is a feed of, and Kind then that of
	// the account; zero when it is asked by ourselves. Remote is the server's
	// id of the feed, Folder where it lies there, AccountTitle the account's
	// name. When it was tried and how that went is then the account's.
	Account                      AccountID
	AccountTitle, Remote, Folder string
	// Muted sources are neither listed nor refreshed; nothing is deleted.
	Muted bool
	Added time.Time
	// LastTry and LastGood are zero before the first; NextTry is the earliest
	// polite time for the next automatic request.
	LastTry, LastGood, NextTry time.Time
	// Held: NextTry is what its server told another source when it was asked too
	// much. Only lists of the library say so.
	Held bool
	// Failures counts tries since LastGood.
	Failures int
	// Trouble is what kept the last try from success: KindNone after one.
	Trouble Kind
	// TroubleText is the cause in technical words, for `doctor` and JSON.
	TroubleText string
	Cursor      Cursor
	// Items and Unread are counts of what is stored and no rule hides.
	Items, Unread int
	// PerDay is how many items a day came in over the last two weeks, or since
	// Added when that is less (but at least a day).
	PerDay float64
	// Asked counts answers since Added, Unchanged those among them that said
	// there is nothing new, Saved the bytes these spared.
	Asked, Unchanged int
	Saved            int64
}

// Shown is the address as a screen shows it: whoever looks over a shoulder
// reads no password.
func (s Subscription) Shown() string {
	if u, err := url.Parse(s.URL); err == nil && u.User != nil {
		return u.Redacted()
	}
	return s.URL
}

// Cursor is what a source wants to be told at the next fetch so that it need
// not repeat itself. The store keeps it and never looks inside.
type Cursor struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// At is the address that the validators are of, where redirects led
	// elsewhere than to the address of the source.
	At     string `json:"at,omitempty"`
	Digest string `json:"digest,omitempty"` // of the last body, for servers without validators
	// NotBefore is how long the source asked to be left alone: Retry-After,
	// what its cache rules and its own timetable say.
	NotBefore time.Time `json:"not_before,omitzero"`
	// Public: the address of the source was named by the public net, by a page
	// or a redirect, and not by the reader, so that only public addresses are
	// asked for it.
	Public bool `json:"public,omitempty"`
	// Agent is "browser" for a source that answers the program's own name
	// badly and a browser's well; empty for all others.
	Agent string `json:"agent,omitempty"`
	// Size is the length of the last whole document as it came over the wire,
	// in bytes: what «not modified» saves.
	Size int64 `json:"size,omitempty"`
	// Former is the address that the source had before it moved for good, which
	// is believed when it differs from the source's own.
	Former string `json:"former,omitempty"`
	// Timetable is that of the last whole document.
	Timetable Timetable `json:"timetable,omitzero"`
	// Zone is the reader's zone of the source by which the last whole document
	// was read. Under another one the source is asked for all of it again.
	Zone string `json:"zone,omitempty"`
	// Rubric is what the last whole document says it is about as a whole; empty
	// for no rubric.
	Rubric Rubric `json:"rubric,omitempty"`
}

// Timetable is when a document says that it may be asked for. The zero value
// says nothing.
type Timetable struct {
	// Every is the least time between two requests.
	Every time.Duration `json:"every,omitempty"`
	// Hours and Days are sets of the hours and weekdays, in GMT, in which it
	// does not want to be asked: bit 0 is the hour after midnight, and Sunday.
	Hours uint32 `json:"hours,omitempty"`
	Days  uint8  `json:"days,omitempty"`
}

// Open returns at, or the beginning of the next hour that is left open when at
// lies in one that is not. A timetable that closes everything closes nothing.
func (t Timetable) Open(at time.Time) time.Time {
	if t.Hours == 0 && t.Days == 0 {
		return at
	}
	next := at
	for range 8 * 24 {
		gmt := next.UTC()
		if t.Hours&(1<<gmt.Hour()) == 0 && t.Days&(1<<gmt.Weekday()) == 0 {
			return next
		}
		next = next.Truncate(time.Hour).Add(time.Hour)
	}
	return at
}

// Batch is what one fetch brought.
type Batch struct {
	// Unchanged: the source had nothing new; every other field may be empty,
	// Next is still to be kept.
	Unchanged bool
	// Entries in the order of the document, newest or most important first.
	Entries []Entry
	Next    Cursor
	// NextTry is when the next automatic request may be made; a source leaves
	// it to the library.
	NextTry time.Time
	// URL is the address to use from now on when the source moved for good.
	URL string
	// Title, Site, Description and Lang as the source states them.
	Title, Site, Description, Lang string
	// Categories are those of the whole source: the weakest evidence for the
	// rubric of an entry that has none of its own.
	Categories []string
	// Bytes is what came over the wire, Saved what «not modified» spared.
	Bytes, Saved int64
}

// Found is a feed that discovery found, not yet subscribed to.
type Found struct {
	// URL is its address, Kind its driver as in Subscription.
	URL, Kind string
	// Title is what the page or the feed calls it, raw; possibly empty.
	Title string
	// Public: a page of the public net named it; see Cursor.
	Public bool
}

// Listing is a feed of the built-in catalogue. Only URL, Title, Lang and
// Country are always there.
type Listing struct {
	URL, Title string
	// Lang is an ISO 639-1 code, Country an ISO 3166 one in capitals ("AZ";
	// "UN" for the United Nations).
	Lang, Country string
	// Rubric is what the whole feed is about, empty for a general one.
	Rubric Rubric
	// Zone is the IANA zone for dates without one.
	Zone string
	// Agent is "browser" when the site answers browsers only, "reader" when it
	// answers browsers with a page.
	Agent string
}

// Keep says what clean-up leaves in the store.
type Keep struct {
	// Days is how long an item stays after it was first seen; 0 is for good.
	Days int
	// Items is how many items of one source stay at most; 0 is any number.
	Items int
	// Starred and Unread exempt such items.
	Starred, Unread bool
}

// Source yields entries. It is safe for concurrent use, stores nothing, and
// returns what it has together with the error when half a fetch fails (a
// truncated document keeps its complete items).
type Source interface {
	Fetch(ctx context.Context, from Cursor) (Batch, error)
}

// Opener reads the page of an item better than a page of any site is read. The
// entry has passed the door.
type Opener interface {
	Open(ctx context.Context, it Item) (Entry, error)
}

// Marker is a Source that keeps marks on a server.
type Marker interface {
	Mark(ctx context.Context, set, clear State, ids ...ID) error
}
