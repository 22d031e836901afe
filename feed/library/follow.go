package library

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"rubrika/feed"
	"rubrika/feed/discover"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
)

// Followed is what came of a typed word: a subscription, several feeds to
// choose from, or a list that was taken in.
type Followed struct {
	Source   feed.Subscription
	Received feed.Received
	// Choices are the feeds that were found when they are several, with clean
	// titles; nothing is subscribed to then.
	Choices []feed.Found
	// List is what came of a list of subscriptions; nil when it was none.
	List *Imported
}

// Follow subscribes to whatever n.URL stands for: a feed, a page or a site
// that has feeds, a channel, a repository or another name that package
// discover knows, or a list of subscriptions, as an address or a file. The
// error is that of the address as it was typed.
func (l *Library) Follow(ctx context.Context, n NewSource) (out Followed, err error) {
	defer survive("follow", n.URL, &err)
	word := strings.TrimSpace(n.URL)
	if found := discover.Guess(word); len(found) > 0 {
		return l.choose(ctx, n, found)
	}
	if doc, ok, err := readFile(word); err != nil {
		return out, err
	} else if ok {
		return l.followList(ctx, doc)
	}
	if discover.Feedless(word) {
		return out, &feed.Error{Op: "follow", Source: page.Line(fetch.WithoutUser(word)), Kind: feed.KindNotFeed, Err: feed.ErrFeedless}
	}
	out.Source, out.Received, err = l.Subscribe(ctx, n)
	plain := !strings.Contains(word, "://") && fetch.NoTLS(err) // a name alone whose site knows no https
	if !plain && !wantsSearch(err) {
		return out, l.nearHost(ctx, err)
	}
	return l.search(ctx, n, plain, err)
}

// search subscribes to what the site at an address has, or takes in the list of
// subscriptions that is there; plain: it speaks no https. Else the error is that
// of the address itself.
func (l *Library) search(ctx context.Context, n NewSource, plain bool, why error) (Followed, error) {
	address, err := normal(n.URL)
	if err != nil {
		return Followed{}, err
	}
	search := address
	if plain {
		search = strings.TrimPrefix(address, "https://")
		address = "http://" + search
	}
	found, searchErr := discover.Find(ctx, l.client, search, wordPress())
	switch {
	case ctx.Err() != nil:
		return Followed{}, ctx.Err()
	case searchErr == nil && len(found) > 0:
		return l.choose(ctx, n, found)
	case errors.Is(searchErr, feed.ErrConsent), errors.Is(searchErr, feed.ErrAccount):
		return Followed{}, searchErr
	case plain && searchErr != nil: // it is what http was answered
		why = searchErr
	}
	if doc, err := l.Download(ctx, address); err == nil {
		if list, err := l.followList(ctx, doc); err == nil {
			return list, nil
		}
	}
	return Followed{}, why
}

// nearHost adds to an error about a name that nobody knows the nearest one of
// the catalogue and of what is followed.
func (l *Library) nearHost(ctx context.Context, err error) error {
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != feed.KindDNS {
		return err
	}
	subs, fault := l.store.Subscriptions(ctx)
	if fault != nil {
		return err // the first trouble is the one to tell
	}
	bare := func(address string) string { return strings.TrimPrefix(strings.ToLower(hostOf(address)), "www.") }
	var hosts []string
	for _, s := range subs {
		hosts = append(hosts, bare(s.URL))
	}
	for _, c := range l.Catalogue() {
		hosts = append(hosts, bare(c.URL))
	}
	typed := bare(e.Source)
	near := *e
	near.Near = feed.Nearest(typed, hosts)
	if near.Near == typed || !feed.Slip(near.Near, typed) && !strings.HasPrefix(near.Near, typed) {
		return err // the name is right, and the network is down; or it is of another site
	}
	return &near
}

// wantsSearch reports failures that a feed elsewhere on the site may mend: the
// address is of a page, or of nothing for programs.
func wantsSearch(err error) bool {
	switch feed.KindOf(err) {
	case feed.KindNotFeed, feed.KindRefused, feed.KindNotFound, feed.KindEmpty:
		return true
	}
	return false
}

// askFirst asks a source for the first time. What was subscribed to unasked, by
// hand or from a list, may be a site and not a feed; where that has one feed, it
// is the source.
func (l *Library) askFirst(ctx context.Context, sub feed.Subscription) (out fetched) {
	defer survive("refresh", sub.URL, &out.err)
	f := l.fetchSource(ctx, sub)
	if sub.Kind != kindFeed || sub.Cursor.Public || feed.KindOf(f.err) != feed.KindNotFeed {
		return f
	}
	found, err := discover.Find(ctx, l.client, sub.URL, discover.API{})
	if err != nil || len(found) != 1 || found[0].Kind != kindFeed || l.unknown(ctx, found[0].URL) != nil {
		return f
	}
	sub.URL, sub.Cursor.Public = found[0].URL, found[0].Public
	again := l.fetchSource(ctx, sub)
	if again.err != nil {
		return f
	}
	again.batch.URL = cmp.Or(again.batch.URL, sub.URL)
	return again
}

// choose subscribes to the only feed found, or leaves several to the reader.
func (l *Library) choose(ctx context.Context, n NewSource, found []feed.Found) (out Followed, err error) {
	if len(found) > 1 {
		for i := range found {
			found[i].Title = page.Line(found[i].Title)
		}
		return Followed{Choices: found}, nil
	}
	n.URL, n.Kind, n.Public = found[0].URL, found[0].Kind, found[0].Public
	out.Source, out.Received, err = l.Subscribe(ctx, n)
	return out, err
}

func (l *Library) followList(ctx context.Context, doc []byte) (Followed, error) {
	list, err := l.Import(ctx, doc)
	if err != nil {
		return Followed{}, err
	}
	return Followed{List: &list}, nil
}

// maxDocument is the longest page or list that is read, in bytes.
const maxDocument = 8 << 20

// readFile reads what a word names when that is a file, at most maxDocument.
// The error is of KindFile, also for a word that can only be a path and names
// nothing, or KindTooBig.
func readFile(word string) (doc []byte, ok bool, err error) {
	fail := func(k feed.Kind, err error) ([]byte, bool, error) {
		return nil, false, &feed.Error{Op: "read", Source: page.Line(word), Kind: k, Err: err}
	}
	info, err := os.Stat(word)
	switch {
	case isPath(word) && err != nil:
		return fail(feed.KindFile, err)
	case info == nil, info.IsDir() && !isPath(word):
		return nil, false, nil // a folder may be called like a site
	case !info.Mode().IsRegular():
		return fail(feed.KindFile, errors.New("not a regular file"))
	case info.Size() > maxDocument:
		return fail(feed.KindTooBig, nil)
	}
	if doc, err = os.ReadFile(word); err != nil { //nolint:gosec // the reader's own choice of file
		return fail(feed.KindFile, err)
	}
	return doc, true, nil
}

// isPath reports a word that can be nothing but the path of a file.
func isPath(word string) bool {
	return filepath.IsAbs(word) || strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../")
}

// Download fetches a document that the reader typed the address of.
func (l *Library) Download(ctx context.Context, address string) ([]byte, error) {
	address, err := normal(address)
	if err != nil {
		return nil, err
	}
	res, err := l.client.Get(ctx, fetch.Request{URL: address, MaxBytes: maxDocument})
	return res.Body, err
}
