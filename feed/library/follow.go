package library

import (
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
	out.Source, out.Received, err = l.Subscribe(ctx, n)
	plain := !strings.Contains(word, "://") && fetch.NoTLS(err) // a name alone whose site knows no https
	if !plain && !wantsSearch(err) {
		return out, err
	}
	address, invalid := normal(word)
	if invalid != nil {
		return out, invalid
	}
	search := address
	if plain {
		search = strings.TrimPrefix(address, "https://")
	}
	found, searchErr := discover.Find(ctx, l.client, search, wordPress())
	switch {
	case ctx.Err() != nil:
		return Followed{}, ctx.Err()
	case searchErr == nil && len(found) > 0:
		return l.choose(ctx, n, found)
	}
	if doc, err := l.Download(ctx, address); err == nil {
		if list, err := l.followList(ctx, doc); err == nil {
			return list, nil
		}
	}
	return Followed{}, err
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

// choose subscribes to the only feed found, or leaves several to the reader.
func (l *Library) choose(ctx context.Context, n NewSource, found []feed.Found) (out Followed, err error) {
	if len(found) > 1 {
		for i := range found {
			found[i].Title = page.Line(found[i].Title)
		}
		return Followed{Choices: found}, nil
	}
	n.URL, n.Kind = found[0].URL, found[0].Kind
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
	case info == nil || info.IsDir():
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
