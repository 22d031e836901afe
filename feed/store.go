package feed

import (
	"context"
	"time"
)

// Tally counts the items one line of a picker or bar opens.
type Tally struct {
	// Name is a canonical rubric id, a publisher's rubric, a topic, a source id
	// in decimal, or a language code.
	Name string
	// Under is the canonical rubric a publisher's rubric mostly goes under;
	// empty for all others.
	Under Rubric
	// Title is the readable name where Name is not one (sources).
	Title         string
	Total, Unread int
	// Rising marks a topic that is met more often today than it usually is,
	// Pinned one that the reader keeps in the strip of topics.
	Rising, Pinned bool
}

// Counts says how many items a filter selects, whole and cut along each axis.
// The numbers of an axis are for the same filter without that axis, so that
// each is the length of the list that choosing it would open.
type Counts struct {
	// Total and Unread are for the filter itself, whatever its Upto.
	Total, Unread int
	// New is how many of Total came after the item of the filter's Upto; 0
	// without one.
	New int
	// All is Total of the filter without its rubrics.
	All, AllUnread int
	// Rubrics is in canonical order and always complete. The other axes are
	// sorted by Total, largest first, and filled only when Facets was asked.
	// Topics are those that are a tag or stand in two items at least, at most
	// 200 besides the filter's own.
	Rubrics, Sections, Topics, Sources, Langs []Tally
}

// Received tells what one Put did.
type Received struct {
	New, Changed, Same int
}

// Deed is a change that can be undone: a set of marks, or of subscriptions.
type Deed struct {
	ID int64
	At time.Time
	// Kind is "mark", "subscribe", "unsubscribe", "edit", "save-view" or
	// "remove-view".
	Kind string
	// Set and Clear are the marks of a "mark" deed, Items the number of items
	// it changed.
	Set, Clear State
	Items      int
	// Source is the title of the subscription concerned, the first of them
	// when Sources, their number, is more than one.
	Source  string
	Sources int
	// View is the name of the view concerned, Rule its kind.
	View string
	Rule ViewKind
}

// Store keeps an edition on disk. All methods are safe for concurrent use,
// from several processes too; each either does all of its work or none.
// Errors carry a Kind.
type Store interface {
	// List returns the items a filter selects in the order of f.Sort, at most
	// f.Limit (200 when 0), from f.Before on.
	List(ctx context.Context, f Filter) ([]Item, error)
	// Counts counts what f selects; facets asks for sections, topics, sources
	// and languages too, which costs a scan of the selected items.
	Counts(ctx context.Context, f Filter, facets bool) (Counts, error)
	// Item returns one item, or an error of KindNoItem.
	Item(ctx context.Context, id ID) (Item, error)
	// Entry returns an item with its stored body and versions.
	Entry(ctx context.Context, id ID) (Entry, error)

	// Topics returns at most 12 topics for the strip above the headlines: the
	// pinned ones first, in their order, then those that rise now. Total and
	// Unread are over everything shown.
	Topics(ctx context.Context, pinned []string) ([]Tally, error)
	// Newest returns the greatest id ever given to an item.
	Newest(ctx context.Context) (ID, error)
	// Leave remembers Newest as of now, Left returns what was remembered last;
	// 0 when nothing was.
	Leave(ctx context.Context) error
	Left(ctx context.Context) (ID, error)
	// KeepPlace remembers how far an item was read, until the item is deleted;
	// the zero Place forgets. Place returns it.
	KeepPlace(ctx context.Context, id ID, p Place) error
	Place(ctx context.Context, id ID) (Place, error)

	// Put files what a fetch of one source brought, with its cursor and health.
	// Marks of items that are there already are kept. A long document is filed
	// piece by piece, its end first, and the cursor with the last: what was filed
	// stays when it is cut short, and the rest is new the next time.
	Put(ctx context.Context, src SourceID, b Batch) (Received, error)
	// Failed records that a fetch brought nothing, until when the source wishes
	// to be left alone, if it said so, and when it is tried next. The rest of its
	// cursor stays.
	Failed(ctx context.Context, src SourceID, wish, next time.Time, why error) error

	// Mark sets and clears marks and returns the deed, which Undo takes back.
	// Items whose marks would not change are left out; with none left the
	// deed's ID is 0.
	Mark(ctx context.Context, set, clear State, ids ...ID) (Deed, error)
	// MarkAll marks everything a filter selects, from its Before and up to its
	// Upto, as one deed.
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
	// SubscribeAll adds those of a list that are not there yet, in its order,
	// as one deed, or as none when quiet; the deed's ID is 0 when all are
	// there.
	SubscribeAll(ctx context.Context, list []Subscription, quiet bool) (added []Subscription, d Deed, err error)
	// Edit replaces the reader's own fields of a subscription: Title, Lang,
	// Rubric, Zone, Every, Agent, Tags, Muted. The deed's ID is 0 when nothing
	// changed. With another rubric, items that have no other evidence are filed
	// anew at once, or with Judge where they are many. Title and Folder of an account's source are what its server has
	// by now: an edit that changes one of them leaves no deed.
	Edit(ctx context.Context, s Subscription) (Deed, error)
	// Untouched reports whether there is no account and no feed was ever
	// subscribed to; the built-in edition does not count.
	Untouched(ctx context.Context) (bool, error)

	// KeepPage keeps what the page of an item gave, beside what its source
	// sent: body, author, pictures, versions, and tags, rubrics and publisher's
	// rubric where they changed. Entry and search show the page's body from
	// then on; later documents of the source do not take it away. Rubrics give
	// way only to a document's own evidence. When the item changes after the
	// page was read (Entry.PageRead before Updated), the old body stays and
	// the page may be read anew.
	KeepPage(ctx context.Context, id ID, e Entry) error
	// Lookup finds the newest item with that normalised address; KindNoItem
	// when there is none.
	Lookup(ctx context.Context, link string) (ID, error)
	// NoPage records that the page of an item was asked for and gave nothing.
	NoPage(ctx context.Context, id ID) error
	// Bare returns the newest items of a source (0: of all shown ones) that
	// have an address and no whole text from their source, and whose page was
	// not asked for since they last changed.
	Bare(ctx context.Context, src SourceID, limit int) ([]Item, error)
	// Sweep deletes items that k does not keep, at most limit of them, and
	// reports how many: fewer than limit when none are left. What is deleted
	// does not come back while its source still lists it. The built-in edition
	// stays while it is shown, and so does what has a mark that is pending.
	Sweep(ctx context.Context, k Keep, limit int) (int, error)

	// Accounts returns all, in the order of adding. AddAccount adds one and
	// returns it with its ID; KindExists when one of that title is there, or
	// one of that kind, address and user. EditAccount replaces URL, User,
	// Title, Secret and CA. RemoveAccount hides its sources for good; marks
	// that wait are given up. KindNoAccount when there is none.
	Accounts(ctx context.Context) ([]Account, error)
	AddAccount(ctx context.Context, a Account) (Account, error)
	EditAccount(ctx context.Context, a Account) error
	RemoveAccount(ctx context.Context, id AccountID) error
	// AccountTried records how a sync ended, with why nil well, and when the
	// next may begin by itself.
	AccountTried(ctx context.Context, id AccountID, next time.Time, why error) error
	// SetFeeds makes list the subscriptions of an account, and returns which
	// source each of the server's ids is. One that left is hidden with its
	// items and shown again when it comes back. Rubric and Tags are set when
	// the feed is new or its folder changed; else the reader's own stay.
	SetFeeds(ctx context.Context, id AccountID, list []RemoteSource) (map[string]SourceID, error)
	// Missing returns those of a server's ids that are not known, each once
	// and in the given order. Items that were deleted are known, and stay so
	// as long as they are asked for here.
	Missing(ctx context.Context, id AccountID, ids []string) ([]string, error)
	// Deliver files items that have passed the door, each under the source of
	// its feed, in one transaction, the first as the newest. New ones have the
	// marks of Entry.State; of those that are there only the text changes.
	// Items of a feed that SetFeeds did not name are kept out of sight until
	// it does.
	Deliver(ctx context.Context, id AccountID, list []Delivery) (Received, error)
	// Pending returns the marks to be sent, by mark, value and item, and notes
	// that they are on their way: until Sent, Refuse or Settle says how that
	// ended, nobody knows what the server shows, and they stay pending with
	// whatever value the reader gives them. So it is called right before
	// sending; Account.Waiting counts without that.
	Pending(ctx context.Context, id AccountID) ([]PendingMark, error)
	// Sent records that the server has a mark of these items as on says. What
	// the reader changed meanwhile is pending.
	Sent(ctx context.Context, id AccountID, mark State, on bool, items []ID) error
	// Refuse sets aside a mark of these items that the server does not take:
	// it stays as the reader wants it, and is not pending until the reader
	// changes it again.
	Refuse(ctx context.Context, id AccountID, mark State, items []ID) error
	// Settle takes over the server's marks for all items of an account, in one
	// transaction. Marks that are pending or were refused stay as the reader
	// wants them. It returns how many items have other marks now.
	Settle(ctx context.Context, id AccountID, s Settlement) (changed int, err error)
	// Foresee tells what Settle would do: which ids would become read and
	// which lose their star, the newest first, and how many items of the
	// account are unread now.
	Foresee(ctx context.Context, id AccountID, s Settlement) (toRead []string, unread int, unstar []string, err error)
	// RemoteOf returns the account of an item and the server's id of it; zero
	// for an item of no account.
	RemoteOf(ctx context.Context, item ID) (AccountID, string, error)

	// Views returns the views by kind, those of the settings first, then in the
	// order of adding.
	Views(ctx context.Context) ([]View, error)
	// SaveView adds a view, or replaces the one with its ID; KindExists when
	// another of its kind has the name, KindUsage when its filter cannot be a
	// rule. RemoveView takes one away; KindNoView when there is none. Those of
	// the settings are KindUsage. Both can be undone.
	SaveView(ctx context.Context, v View) (View, Deed, error)
	RemoveView(ctx context.Context, id ViewID) (Deed, error)
	// DeclareViews makes list the views that stand in the settings.
	DeclareViews(ctx context.Context, list []View) error
	// Judge applies changed rules to at most n stored items more, the newest
	// first, and reports how many changed and whether some are left. New items
	// are judged as they come.
	Judge(ctx context.Context, n int) (changed int, more bool, err error)
	// Alerts returns the newest watched unread items, at most limit, that came
	// since it was asked last, one of each story, and remembers that; an item
	// whose story was reported already is none.
	Alerts(ctx context.Context, limit int) ([]Item, error)
	// Searches returns what was searched for, the latest first, at most 100;
	// KeepSearch remembers one.
	Searches(ctx context.Context) ([]string, error)
	KeepSearch(ctx context.Context, text string) error
	// Names returns the values that the fields of filters may have, at most
	// limit of each.
	Names(ctx context.Context, limit int) (Names, error)
	// Reindex makes the full-text index anew, the newest items first, and
	// reports how far it is; what was done stays when it is cut short.
	Reindex(ctx context.Context, progress func(done, total int)) error
	// Index is a piece of the same work: at most n items of those whose words
	// are not known yet, after a new version of the program or a Reindex that
	// was cut short. It reports how many are left.
	Index(ctx context.Context, n int) (left int, err error)

	// Lease makes holder the only one to do name until ttl has passed, or
	// renews that; false when another holder has it. Release ends it early.
	Lease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error)
	Release(ctx context.Context, name, holder string) error

	Close() error
}
