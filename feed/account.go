package feed

import (
	"context"
	"log/slog"
	"time"
)

// AccountID names an account in the store. Zero is none: a source of that
// account is asked by the program itself.
type AccountID int64

// Account is a reader's account on a server that follows feeds for them and
// keeps what they read and starred.
type Account struct {
	ID AccountID
	// Kind names the driver in the library's table: "miniflux" or "greader".
	Kind string
	// URL is the address of the API, without user and password.
	URL string
	// User is the name to sign in with; empty where the password is a key that
	// needs none.
	User string
	// Title is the reader's name for it, unique in a store.
	Title string
	// Secret tells where the password is.
	Secret Secret
	// CA is the path of a file with the certificates (PEM) of the authority
	// that signed the server's own; empty: those the system trusts.
	CA    string
	Added time.Time
	// LastTry, LastGood, NextTry, Failures, Trouble and TroubleText are as in
	// Subscription.
	LastTry, LastGood, NextTry time.Time
	Failures                   int
	Trouble                    Kind
	TroubleText                string
	// Feeds is the number of subscriptions, Waiting that of marks the server
	// does not have yet, Refused that of marks it does not take.
	Feeds, Waiting, Refused int
}

// SecretKind names a place of passwords.
type SecretKind string

// The places of passwords.
const (
	SecretKeyring SecretKind = "keyring" // the system's keyring
	SecretCommand SecretKind = "command" // what a command prints, to its first line end
	SecretEnv     SecretKind = "env"     // a variable of the environment
	SecretPlain   SecretKind = "plain"   // the store itself, readable for all who can read the file
)

// Secret tells where a password is: in a command or a variable that Text
// names, in Text itself for SecretPlain. Printed in any way it shows no
// password.
type Secret struct {
	Kind SecretKind
	Text string
}

// String implements fmt.Stringer.
func (s Secret) String() string {
	if s.Kind == SecretPlain || s.Text == "" {
		return string(s.Kind)
	}
	return string(s.Kind) + " " + s.Text
}

// GoString implements fmt.GoStringer.
func (s Secret) GoString() string { return s.String() }

// MarshalText implements encoding.TextMarshaler, for JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// RemoteFeed is a subscription on a server.
type RemoteFeed struct {
	// ID is the server's own for it, opaque.
	ID string
	// URL is the address of the feed, Site that of its site's front page;
	// either may be empty.
	URL, Site string
	// Title is raw text, as is Folder, the name of the folder it lies in. With
	// none, or in the server's folder for those without, Folder is empty.
	Title, Folder string
}

// RemoteSource is a RemoteFeed on its way into the store, past the door.
type RemoteSource struct {
	RemoteFeed
	// Rubric and Tags are what its folder stands for here.
	Rubric Rubric
	Tags   []string
}

// PendingMark is a mark of an item that its server does not have yet: to be
// set, or to be cleared.
type PendingMark struct {
	Item ID
	// Remote is the server's id of the item.
	Remote string
	// Mark is one mark.
	Mark State
	On   bool
}

// Settlement is what a sync learned of the marks of a whole account.
type Settlement struct {
	// Unread and Starred are the complete lists of the server's ids: what is
	// in neither is read and has no star.
	Unread, Starred []string
	// Ours are the marks that the server took in this very sync. Where the
	// lists show the contrary, they are not taken for another's deed, but wait
	// to be sent again.
	Ours []PendingMark
	// KeepStars are ids that the server no longer has: their stars here stay.
	KeepStars []string
}

// RemoteItem names an item by the server's own id, which is opaque (decimal
// where it is a number), with the marks the server shows for it.
type RemoteItem struct {
	ID    string
	State State
}

// Delivery is an item as a server hands it on. Its Entry is raw; Entry.State
// is what the server shows, Entry.Keys is empty.
type Delivery struct {
	Entry
	// Remote is the server's id of the item, Feed that of its feed.
	Remote, Feed string
}

// MaxItems is how many items one call of a Server is about at most: few enough
// for every server known, see docs/decisions, Accounts.
const MaxItems = 250

// Server is an account as its server shows it. It is safe for concurrent use
// and stores nothing but how it is signed in. Errors are of the kinds of the
// network, KindPassword, KindNotServer, KindServer with the server's own
// reason, or KindRejected when it refuses this very change for good.
type Server interface {
	// SignIn signs in, whether or not that was done, and returns the address
	// of the API: what the reader typed may be that of the site. All other
	// methods sign in by themselves.
	SignIn(ctx context.Context) (address string, err error)
	// Feeds lists the subscriptions.
	Feeds(ctx context.Context) ([]RemoteFeed, error)
	// Unread, Starred and Recent list ids of items: all that are unread, all
	// that are starred, and the newest 1,000 at most of any mark. With an
	// error there is no list: a part of one is worse than none.
	Unread(ctx context.Context) ([]string, error)
	Starred(ctx context.Context) ([]string, error)
	Recent(ctx context.Context) ([]string, error)
	// Items fetches at most MaxItems items, in any order. Those that the
	// server does not have any more are left out. The marks of want tell the
	// driver how they are listed.
	Items(ctx context.Context, want []RemoteItem) ([]Delivery, error)
	// Mark sets one mark of at most MaxItems items, or clears it. It may be
	// repeated.
	Mark(ctx context.Context, mark State, on bool, ids []string) error
	// Subscribe follows the feed at an address, under the server's own title
	// when title is empty, in a folder that is made when there is none of that
	// name, or in none. KindExists when it is followed already.
	Subscribe(ctx context.Context, address, title, folder string) (RemoteFeed, error)
	// Unsubscribe leaves a feed; one that is not there is left already.
	Unsubscribe(ctx context.Context, id string) error
	// Edit gives a feed a title and a folder, as Subscribe does.
	Edit(ctx context.Context, id, title, folder string) error
}

// FullTexter is a Server that reads the page of an item itself. The error is
// of KindNoText when it found no article there.
type FullTexter interface {
	FullText(ctx context.Context, id string) (Markup, error)
}
