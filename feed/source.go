package feed

import (
	"context"
	"time"
)

// Subscription is a source the reader follows, and how it has been doing.
type Subscription struct {
	ID SourceID
	// Kind names the driver in the library's table: "feed" or "tour".
	Kind string
	// URL is what the reader typed, or where the feed moved for good. It is
	// unique in a store.
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
	// Muted sources are neither listed nor refreshed; nothing is deleted.
	Muted bool
	Added time.Time
	// LastTry and LastGood are zero before the first; NextTry is the earliest
	// polite time for the next automatic request.
	LastTry, LastGood, NextTry time.Time
	// Failures counts tries since LastGood.
	Failures int
	// Trouble is what kept the last try from success: KindNone after one.
	Trouble Kind
	// TroubleText is the cause in technical words, for `doctor` and JSON.
	TroubleText string
	Cursor      Cursor
	// Items and Unread are counts of what is stored.
	Items, Unread int
}

// Cursor is what a source wants to be told at the next fetch so that it need
// not repeat itself. The store keeps it and never looks inside.
type Cursor struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Digest       string    `json:"digest,omitempty"` // of the last body, for servers without validators
	NotBefore    time.Time `json:"not_before,omitzero"`
}

// Batch is what one fetch brought.
type Batch struct {
	// Unchanged: the source had nothing new; every other field may be empty,
	// Next is still to be kept.
	Unchanged bool
	// Entries in the order of the document, newest or most important first.
	Entries []Entry
	Next    Cursor
	// URL is the address to use from now on when the source moved for good.
	URL string
	// Title, Site, Description and Lang as the source states them.
	Title, Site, Description, Lang string
	// Categories are those of the whole source: the weakest evidence for the
	// rubric of an entry that has none of its own.
	Categories []string
	// Bytes is what came over the wire.
	Bytes int64
}

// Source yields entries. It is safe for concurrent use, stores nothing, and
// returns what it has together with the error when half a fetch fails (a
// truncated document keeps its complete items).
type Source interface {
	Fetch(ctx context.Context, from Cursor) (Batch, error)
}

// Opener is a Source that can fetch the body of one item better than from the
// address of the item alone.
type Opener interface {
	Open(ctx context.Context, it Item) (Entry, error)
}

// Marker is a Source that keeps marks on a server.
type Marker interface {
	Mark(ctx context.Context, set, clear State, ids ...ID) error
}
