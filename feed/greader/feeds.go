package greader

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"rubrika/feed"
)

// subscription is a feed with all its folders.
type subscription struct {
	feed.RemoteFeed
	folders []string
}

// noFolders are the folders of feeds that are in none: Miniflux's, and
// FreshRSS's in the languages of this program's readers.
func noFolders() []string { return []string{"All", "Uncategorized", "Без категории"} }

// Feeds implements feed.Server.
func (s *Server) Feeds(ctx context.Context) ([]feed.RemoteFeed, error) {
	subs, err := s.subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]feed.RemoteFeed, len(subs))
	for i, sub := range subs {
		list[i] = sub.RemoteFeed
	}
	return list, nil
}

// subscriptions lists the feeds with their folders.
func (s *Server) subscriptions(ctx context.Context) ([]subscription, error) {
	const op = "list feeds"
	query := form{}
	query.add("output", "json")
	now, object, err := s.read(ctx, request{op: op, path: "/reader/api/0/subscription/list", query: &query}, "subscriptions", false)
	if err != nil {
		return nil, err
	}
	type label struct {
		ID    scalar `json:"id"`
		Label scalar `json:"label"`
	}
	raw, err := field([]struct {
		ID         scalar  `json:"id"`
		Title      scalar  `json:"title"`
		URL        scalar  `json:"url"`
		HTMLURL    scalar  `json:"htmlUrl"`
		Categories []label `json:"categories"`
	}{}, object["subscriptions"])
	if err != nil || raw == nil { // null would drop every feed
		return nil, s.fail(op, feed.KindNotServer, errors.New("the feeds are of another shape"))
	}
	list := make([]subscription, 0, len(raw))
	seen := map[scalar]bool{}
	for _, r := range raw {
		if r.ID == "" {
			return nil, s.fail(op, feed.KindNotServer, errors.New("an id is missing"))
		}
		if seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		sub := subscription{RemoteFeed: feed.RemoteFeed{
			ID: string(r.ID), URL: string(r.URL), Site: string(r.HTMLURL), Title: now.title(string(r.Title)),
		}}
		if address, ok := strings.CutPrefix(sub.ID, "feed/http"); ok && sub.URL == "" {
			sub.URL = "http" + address
		}
		for _, c := range r.Categories {
			name, ok := strings.CutPrefix(afterUser(string(c.ID)), "label/")
			if !ok {
				name = string(c.Label)
			}
			if name != "" && !slices.Contains(noFolders(), name) {
				sub.folders = append(sub.folders, name)
			}
		}
		if len(sub.folders) > 0 {
			sub.Folder = sub.folders[0]
		}
		list = append(list, sub)
	}
	return list, nil
}

// find is the feed with an id.
func find(list []subscription, id string) (subscription, bool) {
	i := slices.IndexFunc(list, func(sub subscription) bool { return sub.ID == id })
	if i < 0 {
		return subscription{}, false
	}
	return list[i], true
}

// Subscribe implements feed.Server. When the server follows the feed but does
// not take the title or the folder, the error is of that step, and the feed
// stays.
func (s *Server) Subscribe(ctx context.Context, address, title, folder string) (feed.RemoteFeed, error) {
	before, err := s.subscriptions(ctx)
	if err != nil {
		return feed.RemoteFeed{}, err
	}
	exists := s.fail("subscribe", feed.KindExists, errors.New("followed already"))
	if slices.ContainsFunc(before, func(sub subscription) bool { return sub.URL == address }) {
		return feed.RemoteFeed{}, exists
	}
	id, err := s.quickAdd(ctx, address)
	if err != nil {
		return feed.RemoteFeed{}, err
	}
	if _, ok := find(before, id); ok {
		return feed.RemoteFeed{}, exists
	}
	if title != "" || folder != "" {
		if err := s.change(ctx, id, title, folder, nil); err != nil {
			return feed.RemoteFeed{}, err
		}
	}
	after, err := s.subscriptions(ctx)
	if err != nil {
		return feed.RemoteFeed{}, err
	}
	sub, ok := find(after, id)
	if !ok {
		return feed.RemoteFeed{}, s.fail("subscribe", feed.KindRejected, errors.New("the server does not list the new feed"))
	}
	return sub.RemoteFeed, nil
}

// quickAdd has the server find and follow the feed at an address, and gives
// the feed's id.
func (s *Server) quickAdd(ctx context.Context, address string) (string, error) {
	const op = "subscribe"
	body := form{}
	body.add("quickadd", address)
	now, object, err := s.read(ctx, request{
		op: op, path: "/reader/api/0/subscription/quickadd", body: &body, change: true,
	}, "numResults", false)
	if err != nil {
		return "", known(err)
	}
	var got struct {
		number, id, why scalar
	}
	for f, name := range map[*scalar]string{&got.number: "numResults", &got.id: "streamId", &got.why: "error"} {
		if raw := object[name]; raw != nil {
			if err := json.Unmarshal(raw, f); err != nil {
				return "", s.fail(op, feed.KindNotServer, errors.New("the answer is of another shape"))
			}
		}
	}
	if got.number != "0" && got.id != "" {
		return string(got.id), nil
	}
	why := s.discreet(now, string(got.why))
	if why == "" {
		why = "the server finds no feed there"
	}
	return "", known(s.fail(op, feed.KindRejected, errors.New(why)))
}

// known gives a refusal its kind when the feed is followed already, which
// servers say in words only: «This feed already exists», «Already subscribed!».
func known(err error) error {
	var e *feed.Error
	if errors.As(err, &e) && e.Kind == feed.KindRejected && e.Err != nil &&
		strings.Contains(strings.ToLower(e.Err.Error()), "already") {
		e.Kind = feed.KindExists
	}
	return err
}

// Unsubscribe implements feed.Server. A refusal is believed when the feed is
// still there: FreshRSS refuses to leave what it does not follow.
func (s *Server) Unsubscribe(ctx context.Context, id string) error {
	body := form{}
	body.add("ac", "unsubscribe")
	body.add("s", id)
	err := s.write(ctx, request{op: "unsubscribe", path: editPath, body: &body, change: true})
	if feed.KindOf(err) != feed.KindRejected {
		return err
	}
	list, failed := s.subscriptions(ctx)
	if failed != nil {
		return err
	}
	if _, ok := find(list, id); ok {
		return err
	}
	return nil
}

const editPath = "/reader/api/0/subscription/edit"

// Edit implements feed.Server; an empty title leaves the feed its own. It asks
// what is there first: FreshRSS says OK to an id that it does not know, and
// servers want to be told which folder is left.
func (s *Server) Edit(ctx context.Context, id, title, folder string) error {
	sub, err := s.one(ctx, id)
	if err != nil {
		return err
	}
	if title == sub.Title {
		title = ""
	}
	left := slices.DeleteFunc(slices.Clone(sub.folders), func(f string) bool { return f == folder })
	into := folder
	if slices.Contains(sub.folders, folder) {
		into = ""
	}
	if title == "" && into == "" && len(left) == 0 {
		return nil
	}
	if err := s.change(ctx, id, title, into, left); err != nil || folder != "" || len(left) == 0 {
		return err
	}
	// Miniflux says OK and leaves the feed in its folder: it has a folder for
	// feeds without one.
	if sub, err = s.one(ctx, id); err != nil || sub.Folder == "" {
		return err
	}
	return s.change(ctx, id, "", noFolders()[0], left)
}

// one is a feed that must be there.
func (s *Server) one(ctx context.Context, id string) (subscription, error) {
	list, err := s.subscriptions(ctx)
	if err != nil {
		return subscription{}, err
	}
	sub, ok := find(list, id)
	if !ok {
		return sub, s.fail("edit feed", feed.KindNoSource, errors.New("the server does not follow it"))
	}
	return sub, nil
}

// change gives a feed a title, puts it into a folder and takes it out of
// others, each unless it is empty.
func (s *Server) change(ctx context.Context, id, title, into string, left []string) error {
	body := form{}
	body.add("ac", "edit")
	body.add("s", id)
	if title != "" {
		body.add("t", title)
	}
	if into != "" {
		body.add("a", labelPrefix+into)
	}
	for _, f := range left {
		body.add("r", labelPrefix+f)
	}
	return s.write(ctx, request{op: "edit feed", path: editPath, body: &body, change: true})
}
