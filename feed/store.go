package feed

import (
	"context"
	"time"
)

// Tally counts the items one line of a picker or bar opens.
type Tally struct {
	// Name is a canonical rubric id, a publisher's rubric, a tag, a source id
	// in decimal, or a language code.
	Name string
	// Under is the canonical rubric a publisher's rubric mostly goes under;
	// empty for all others.
	Under Rubric
	// Title is the readable name where Name is not one (sources).
	Title         string
	Total, Unread int
}

// Counts says how many items a filter selects, whole and cut along each axis.
// The numbers of an axis are for the same filter without that axis, so that
// each is the length of the list that choosing it would open.
type Counts struct {
	// Total and Unread are for the filter itself.
	Total, Unread int
	// All is Total of the filter without its rubrics.
	All, AllUnread int
	// Rubrics is in canonical order and always complete. The other axes are
	// sorted by Total, largest first, and filled only when Facets was asked.
	Rubrics, Sections, Tags, Sources, Langs []Tally
}

// Received tells what one Put did.
type Received struct {
	New, Changed, Same int
}

// Deed is a change that can be undone: a set of marks, or a subscription.
type Deed struct {
	ID int64
	At time.Time
	// Kind is "mark", "subscribe" or "unsubscribe".
	Kind string
	// Set and Clear are the marks of a "mark" deed, Items the number of items
	// it changed.
	Set, Clear State
	Items      int
	// Source is the title of the subscription concerned.
	Source string
}

// Store keeps an edition on disk. All methods are safe for concurrent use,
// from several processes too; each either does all of its work or none.
// Errors carry a Kind.
type Store interface {
	// List returns the items a filter selects in the order of the stream,
	// newest first, at most f.Limit (200 when 0), from f.Before on.
	List(ctx context.Context, f Filter) ([]Item, error)
	// Counts counts what f selects; facets asks for sections, tags, sources
	// and languages too, which costs a scan of the selected items.
	Counts(ctx context.Context, f Filter, facets bool) (Counts, error)
	// Item returns one item, or an error of KindNoItem.
	Item(ctx context.Context, id ID) (Item, error)
	// Entry returns an item with its stored body and versions.
	Entry(ctx context.Context, id ID) (Entry, error)

	// Put files what a fetch of one source brought, in one transaction with
	// its cursor and health. Marks of items that are there already are kept.
	Put(ctx context.Context, src SourceID, b Batch) (Received, error)
	// Failed records that a fetch brought nothing.
	Failed(ctx context.Context, src SourceID, next time.Time, why error) error

	// Mark sets and clears marks and returns the deed, which Undo takes back.
	// Items whose marks would not change are left out; with none left the
	// deed's ID is 0.
	Mark(ctx context.Context, set, clear State, ids ...ID) (Deed, error)
	// MarkAll marks everything a filter selects, as one deed.
	MarkAll(ctx context.Context, f Filter, set, clear State) (Deed, error)
	// Undo takes back the newest deed not yet undone, Redo does the newest
	// undone one again; the deed's ID is 0 when there is none.
	Undo(ctx context.Context) (Deed, error)
	Redo(ctx context.Context) (Deed, error)

	// Subscriptions returns all, muted ones included, in the order of adding.
	Subscriptions(ctx context.Context) ([]Subscription, error)
	// Subscribe adds s and returns it with its ID; KindExists when the
	// address is there. Unsubscribe hides the source and its items and can be
	// undone.
	Subscribe(ctx context.Context, s Subscription) (Subscription, error)
	Unsubscribe(ctx context.Context, id SourceID) (Deed, error)
	// Edit replaces the reader's own fields of a subscription: Title, Lang,
	// Rubric, Zone, Muted.
	Edit(ctx context.Context, s Subscription) error

	Close() error
}
