package feed

import (
	"errors"
	"fmt"
	"time"
)

// Kind classes what went wrong. It picks the sentence the reader sees (in
// ui/lang) and the exit code of a command.
type Kind string

// The kinds of error.
const (
	KindNone      Kind = ""           // no error
	KindOffline   Kind = "offline"    // no network, or the host refused the connection
	KindDNS       Kind = "dns"        // the host name is not known
	KindTimeout   Kind = "timeout"    // no answer in time
	KindTLS       Kind = "tls"        // the certificate or the handshake is bad
	KindRefused   Kind = "refused"    // 403, 451: the server does not want us
	KindSignIn    Kind = "sign-in"    // 401: the server asks for a name and a password
	KindNotFound  Kind = "not-found"  // 404
	KindGone      Kind = "gone"       // 410: stop asking
	KindTooMany   Kind = "too-many"   // 429, 503 with Retry-After: ask later
	KindCircle    Kind = "circle"     // the server sends from address to address without an end
	KindServer    Kind = "server"     // any other answer that is no success
	KindNotFeed   Kind = "not-feed"   // HTML or anything else where a feed should be
	KindPortal    Kind = "portal"     // where a feed was, a page of another server: mostly a network that wants a sign-in
	KindEmpty     Kind = "empty"      // an empty body
	KindTooBig    Kind = "too-big"    // over the size limit
	KindDamaged   Kind = "damaged"    // a cut or broken document; complete items are kept
	KindAddress   Kind = "address"    // not an address we can fetch
	KindFile      Kind = "file"       // a local file cannot be read
	KindReadOnly  Kind = "read-only"  // the store cannot be written
	KindDiskFull  Kind = "disk-full"  // no room for the store
	KindNewer     Kind = "newer"      // the store was made by a newer version
	KindCorrupt   Kind = "corrupt"    // the store is damaged
	KindBusy      Kind = "busy"       // another instance holds the store too long
	KindConfig    Kind = "config"     // the settings file has a mistake
	KindUsage     Kind = "usage"      // a word of a filter or command is wrong
	KindNoItem    Kind = "no-item"    // no such item
	KindNoSource  Kind = "no-source"  // no such source
	KindExists    Kind = "exists"     // the source is there already
	KindInside    Kind = "inside"     // a feed or page names an address inside the reader's own network
	KindElsewhere Kind = "elsewhere"  // another instance is refreshing this store
	KindNoText    Kind = "no-text"    // no article was found on a page
	KindSeveral   Kind = "several"    // a site has several feeds, one must be chosen
	KindList      Kind = "list"       // a list of subscriptions is broken; nothing of it was taken
	KindOpener    Kind = "opener"     // the command that opens addresses failed
	KindPlayer    Kind = "player"     // the command that plays what comes with a story failed
	KindPipe      Kind = "pipe"       // the command that takes a story failed
	KindEditor    Kind = "editor"     // the editor failed
	KindHook      Kind = "hook"       // the command that is told of new stories failed
	KindPassword  Kind = "password"   // an account's server does not take user and password
	KindNoSecret  Kind = "no-secret"  // the password of an account cannot be had from where it is kept
	KindNotServer Kind = "not-server" // no server of the account's kind is at that address
	KindRejected  Kind = "rejected"   // an account's server refuses a change for good, or takes it and does nothing
	KindDoubtful  Kind = "doubtful"   // the lists of an account's server contradict each other; nothing was taken over
	KindNoAccount Kind = "no-account" // no such account
	KindNoView    Kind = "no-view"    // no such view or rule
	KindInternal  Kind = "internal"   // a fault of ours, caught
)

// Kinds returns every kind but KindNone; tests use it to see that each has its
// words.
func Kinds() []Kind {
	return []Kind{
		KindOffline, KindDNS, KindTimeout, KindTLS, KindRefused, KindSignIn, KindNotFound, KindGone,
		KindTooMany, KindCircle, KindServer, KindNotFeed, KindPortal, KindEmpty, KindTooBig, KindDamaged, KindAddress,
		KindFile, KindReadOnly, KindDiskFull, KindNewer, KindCorrupt, KindBusy, KindConfig,
		KindUsage, KindNoItem, KindNoSource, KindExists, KindInside, KindElsewhere, KindNoText,
		KindSeveral, KindList, KindOpener, KindPlayer, KindPipe, KindEditor, KindHook, KindPassword, KindNoSecret, KindNotServer, KindRejected, KindDoubtful,
		KindNoAccount, KindNoView, KindInternal,
	}
}

// Causes that the reader is told of in words of their own, in place of those of
// the kind.
var (
	// ErrOffline is the cause of an error of KindOffline where nothing was tried:
	// the reader wants the network left alone.
	ErrOffline = errors.New("the reader wants the network left alone")
	// ErrFeedless and ErrConsent are those of KindNotFeed at a site that is known
	// to have no feeds, and at one that asks for consent in place of its page.
	ErrFeedless = errors.New("a site without feeds")
	ErrConsent  = errors.New("a page that asks for consent")
	// ErrAccount is that of KindNotFeed at a server on which people have accounts.
	ErrAccount = errors.New("a server of accounts")
	// ErrFeed is that of KindList where a feed stands in the place of a list.
	ErrFeed = errors.New("a feed and not a list")
)

// Error is an error with a kind. Its text is «op source: cause» in lower case,
// for logs and JSON; readers see the words of its Kind instead. The text may
// quote what a server sent: print it only through the door.
type Error struct {
	Op     string // what was being done: "fetch", "parse", "open store"
	Source string // an address, a file, a title; may be empty
	Kind   Kind
	// Status is the HTTP status, or 0. Retry is when the server allows the
	// next request, or zero.
	Status int
	Retry  time.Time
	// Near is the nearest right word for a wrong one, or empty.
	Near string
	// Line and Column are 1-based places in a file or a filter, or 0.
	Line, Column int
	Err          error
}

// Error implements the error interface.
func (e *Error) Error() string {
	s := e.Op
	if e.Source != "" {
		s += " " + e.Source
	}
	if e.Line > 0 {
		s += fmt.Sprintf(":%d:%d", e.Line, e.Column)
	}
	switch {
	case e.Err != nil:
		s += ": " + e.Err.Error()
	case e.Status != 0:
		s += fmt.Sprintf(": status %d", e.Status)
	default:
		s += ": " + string(e.Kind)
	}
	if e.Near != "" {
		s += fmt.Sprintf(" (did you mean %q?)", e.Near)
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first *Error in err's chain that names one:
// KindNone for nil, KindInternal when there is none.
func KindOf(err error) Kind {
	if err == nil {
		return KindNone
	}
	var e *Error
	for errors.As(err, &e) {
		if e.Kind != KindNone {
			return e.Kind
		}
		err = e.Err
	}
	return KindInternal
}
