package library

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"rubrika/feed"
	"rubrika/feed/catalogue"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/feed/words"
)

// NewSource is what a reader says of a source to follow; only URL is needed.
// A feed of the catalogue takes from there what the reader left open.
type NewSource struct {
	// URL is the address of the feed; without a scheme it is https.
	URL string
	// Kind is the driver as in feed.Subscription; empty is "feed".
	Kind string
	// Title is the reader's own name for it; empty: the feed's.
	Title string
	// Lang, Zone and Rubric are defaults for items that say nothing
	// themselves; see feed.Subscription, also for Tags, Agent and Every.
	Lang, Zone string
	Rubric     feed.Rubric
	Tags       []string
	Agent      string
	Every      time.Duration
	// Public: a page of the public net named URL, and not the reader; see
	// feed.Found.
	Public bool
	// Account is the account on whose server it is followed, in Folder, or in
	// none; zero: it is asked by ourselves. URL may then be what that server
	// understands, and Kind, Agent and Every are its own affair.
	Account feed.AccountID
	Folder  string
	// Later subscribes without a request: the next refresh asks it. Of a site
	// that has one feed that refresh finds it.
	Later bool
}

// Subscriptions returns all subscriptions; see feed.Store. NextTry is as the
// settings of this moment have it, and what their servers told other sources.
func (l *Library) Subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	subs, err := l.subscriptions(ctx)
	hold(subs, l.now())
	return subs, err
}

// Edit replaces the reader's own fields of a subscription; see feed.Store. An
// unknown zone is an error of KindUsage. A new title or folder of an account's
// source is first its server's, whose error is the answer; such an edit cannot
// be undone.
func (l *Library) Edit(ctx context.Context, sub feed.Subscription) (feed.Deed, error) {
	sub = page.Subscription(sub)
	if !feed.IsZone(sub.Zone) {
		return feed.Deed{}, &feed.Error{Op: "edit subscription", Source: sub.Zone, Kind: feed.KindUsage, Err: errors.New("unknown zone")}
	}
	if sub.Account != 0 {
		var err error
		if sub, err = l.editFeed(ctx, sub); err != nil {
			return feed.Deed{}, err
		}
	}
	d, err := l.store.Edit(ctx, sub)
	if err != nil {
		return d, err
	}
	l.chores.wake() // a rule may name the source
	return d, l.lookForTour(ctx)
}

// Unsubscribe hides a source and its items; see feed.Store. One of an account is
// first left on its server, whose error is the answer; that cannot be undone,
// and the deed's ID is 0.
func (l *Library) Unsubscribe(ctx context.Context, id feed.SourceID) (feed.Deed, error) {
	if sub, err := l.byID(ctx, id); err == nil && sub.Account != 0 {
		d, err := l.leaveFeed(ctx, sub)
		return d, errors.Join(err, l.lookForTour(ctx))
	}
	d, err := l.store.Unsubscribe(ctx, id)
	if err != nil {
		return d, err
	}
	return d, l.lookForTour(ctx)
}

// Catalogue is the built-in list of feeds.
func (l *Library) Catalogue() []feed.Listing { return catalogue.All() }

// Subscribe follows a new feed. It is fetched at once, and one that cannot be
// read is not subscribed to: the error says why. A damaged feed with complete
// items is; its Trouble says so. So is a feed of the catalogue that cannot be
// reached, for it is known to be one, and with n.Later any address; the next
// refresh asks it. KindExists when it is there already, be it with http for
// https or a slash more; but with another user in the address it becomes the
// address of that source. With n.Account it is followed on that server, whose
// error is the answer.
func (l *Library) Subscribe(ctx context.Context, n NewSource) (feed.Subscription, feed.Received, error) {
	fail := func(err error) (feed.Subscription, feed.Received, error) {
		return feed.Subscription{}, feed.Received{}, err
	}
	if n.Account != 0 {
		return l.followOn(ctx, n)
	}
	sub, listed, err := meant(n)
	if err != nil {
		return fail(err)
	}
	if err := l.unknown(ctx, sub.URL); err != nil {
		return l.signUp(ctx, sub, err)
	}
	if n.Later || listed && l.offline {
		sub, err = l.store.Subscribe(ctx, sub)
		return sub, feed.Received{}, err
	}
	f, err := l.askNew(ctx, sub)
	if err != nil && (!listed || !unreached(feed.KindOf(err))) {
		return fail(err)
	}
	if f.batch.URL != "" {
		sub.URL = f.batch.URL
		if err := l.unknown(ctx, sub.URL); err != nil {
			return fail(err)
		}
	}
	if sub, err = l.store.Subscribe(ctx, sub); err != nil {
		return fail(err)
	}
	got, err := l.keep(ctx, sub, f)
	if err != nil && !errors.Is(err, f.err) {
		return sub, got, err
	}
	sub, err = l.byID(ctx, sub.ID)
	return sub, got, err
}

// meant is the subscription that a reader asks for; listed: the catalogue knows
// it.
func meant(n NewSource) (sub feed.Subscription, listed bool, err error) {
	address, err := normal(n.URL)
	if err != nil {
		return feed.Subscription{}, false, err
	}
	sub = page.Subscription(feed.Subscription{
		Kind: cmp.Or(n.Kind, kindFeed), URL: address, Title: n.Title, Lang: n.Lang, Zone: n.Zone, Rubric: n.Rubric,
		Tags: n.Tags, Agent: n.Agent, Every: n.Every,
	})
	sub.Cursor.Public = n.Public
	all := catalogued()
	_, listed = all[rss.NormalLink(sub.URL)]
	return completed(sub, all), listed, nil
}

// askNew asks a source that is not subscribed to yet. The error is why that
// brought nothing.
func (l *Library) askNew(ctx context.Context, sub feed.Subscription) (fetched, error) {
	if err := l.online("subscribe", sub.URL); err != nil {
		return fetched{}, err
	}
	f := l.fetchSource(ctx, sub)
	if err := ctx.Err(); err != nil {
		return fetched{}, err
	}
	if len(f.batch.Entries) > 0 {
		return f, nil
	}
	return f, f.err
}

// catalogued is the catalogue by normalised address.
func catalogued() map[string]feed.Listing {
	by := map[string]feed.Listing{}
	for _, c := range catalogue.All() {
		by[rss.NormalLink(c.URL)] = c
	}
	return by
}

// completed fills in what the catalogue knows of a subscription and the reader
// left open.
func completed(sub feed.Subscription, known map[string]feed.Listing) feed.Subscription {
	c, ok := known[rss.NormalLink(sub.URL)]
	if !ok {
		return sub
	}
	sub.Title, sub.Lang, sub.Zone = cmp.Or(sub.Title, c.Title), cmp.Or(sub.Lang, c.Lang), cmp.Or(sub.Zone, c.Zone)
	sub.Rubric = cmp.Or(sub.Rubric, c.Rubric)
	if c.Agent == "browser" {
		sub.Cursor.Agent = c.Agent
	}
	return sub
}

// unknown is an error of KindExists when the address is subscribed to; what an
// account has is its own.
func (l *Library) unknown(ctx context.Context, address string) error {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(subs, func(s feed.Subscription) bool {
		return s.Account == 0 && rss.NormalLink(s.URL) == rss.NormalLink(address)
	}) {
		return &feed.Error{Op: "subscribe", Source: feed.Subscription{URL: address}.Shown(), Kind: feed.KindExists}
	}
	return nil
}

func (l *Library) byID(ctx context.Context, id feed.SourceID) (feed.Subscription, error) {
	return l.Find(ctx, strconv.FormatInt(int64(id), 10))
}

// normal makes an address of what a reader typed: «feed:» and blanks around
// go, a bare host gets https, and one in other letters is written as the network
// knows it («пример.рф»: xn--e1afmkfd.xn--p1ai), so that both are one.
func normal(s string) (string, error) {
	s = strings.TrimSpace(s)
	if len(s) >= len(feedScheme) && strings.EqualFold(s[:len(feedScheme)], feedScheme) {
		s = strings.TrimPrefix(s[len(feedScheme):], "//")
	}
	if scheme, _, ok := strings.Cut(s, "://"); !ok || strings.ContainsAny(scheme, "/?#.:") { // one of a parameter is none
		s = "https://" + s
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
	case u.Scheme != "http" && u.Scheme != "https":
		err = errors.New("not an http address")
	case u.Hostname() == "":
		err = errors.New("no host")
	default:
		if u.Path == "" {
			u.Path = "/"
		}
		u.Host = inASCII(u.Host)
		u.Fragment = ""
		return u.String(), nil
	}
	if broken, ok := errors.AsType[*url.Error](err); ok {
		err = broken.Err // it names the address, with a password in it
	}
	return "", &feed.Error{Op: "subscribe", Source: page.Line(fetch.WithoutUser(s)), Kind: feed.KindAddress, Err: err}
}

// feedScheme is what some sites write before the address of a feed.
const feedScheme = "feed:"

// inASCII is a host in small letters, with those beyond ASCII as the network
// writes them; one that cannot be written so stays as it is.
func inASCII(host string) string {
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		name, port = host[:i], host[i:]
	}
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = ascii
	}
	return strings.ToLower(name + port)
}

// Find returns the subscription that word names: by its id, its address, its
// title, or else the only one whose title or address contains it. The error is
// of KindNoSource with the nearest title; its cause is a SeveralError where more
// than one contains it.
func (l *Library) Find(ctx context.Context, word string) (feed.Subscription, error) {
	subs, err := l.subscriptions(ctx)
	if err != nil {
		return feed.Subscription{}, err
	}
	folded := words.Fold(strings.TrimSpace(word))
	address, _ := normal(word) // what is no address matches none
	for _, is := range []func(feed.Subscription) bool{
		func(s feed.Subscription) bool { return strconv.FormatInt(int64(s.ID), 10) == folded },
		func(s feed.Subscription) bool { return s.URL == word || address != "" && s.URL == address },
		func(s feed.Subscription) bool {
			return address != "" && rss.NormalLink(s.URL) == rss.NormalLink(address)
		},
		func(s feed.Subscription) bool { return words.Fold(s.Title) == folded },
	} {
		if i := slices.IndexFunc(subs, is); i >= 0 {
			return subs[i], nil
		}
	}
	var found []feed.Subscription
	var titles []string
	for _, s := range subs {
		titles = append(titles, s.Title)
		if len(folded) >= leastPiece && (strings.Contains(words.Fold(s.Title), folded) || strings.Contains(words.Fold(s.URL), folded)) {
			found = append(found, s)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	fault := &feed.Error{Op: "find source", Source: word, Kind: feed.KindNoSource, Near: feed.Nearest(word, titles)}
	if len(found) > 1 {
		fault.Err = SeveralError(found)
	}
	return feed.Subscription{}, fault
}

// leastPiece is how many bytes of a title or an address name a source: one or
// two Latin letters are in nearly all of them, by chance.
const leastPiece = 3

// SeveralError is why Find finds no source: these have the word in their title
// or address.
type SeveralError []feed.Subscription

// Error implements the error interface.
func (s SeveralError) Error() string {
	return strconv.Itoa(len(s)) + " sources have it in title or address"
}
