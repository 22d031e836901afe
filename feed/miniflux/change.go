package miniflux

import (
	"context"
	"errors"
	"strings"

	"rubrika/feed"
)

// Mark implements feed.Server. Nothing to mark is no request: an empty list is
// refused (400).
func (s *Server) Mark(ctx context.Context, mark feed.State, on bool, ids []string) error {
	body := map[string]any{}
	switch mark {
	case feed.Read:
		body["status"] = "unread"
		if on {
			body["status"] = "read"
		}
	case feed.Starred:
		body["starred"] = on
	default:
		return &feed.Error{Op: "mark items", Kind: feed.KindInternal, Err: errors.New("not one mark")}
	}
	list := make([]int64, 0, len(ids))
	for _, id := range ids {
		n, ok := number(id)
		if !ok {
			return &feed.Error{Op: "mark items", Kind: feed.KindRejected, Err: errors.New("not an id of a Miniflux: " + id)}
		}
		list = append(list, n)
	}
	if len(list) == 0 {
		return nil
	}
	if mark == feed.Starred && s.is(ageOld) {
		return s.toggle(ctx, on, list)
	}
	body["entry_ids"] = list
	err := s.call(ctx, request{op: "mark items", method: methodPut, path: "/v1/entries", body: body})
	if mark == feed.Starred && feed.KindOf(err) == feed.KindRejected && s.proveOld(ctx) {
		return s.toggle(ctx, on, list)
	}
	return err
}

// proveOld finds out whether a server that does not take stars in bulk is one
// from before 2.3.2, which do not list ids either.
func (s *Server) proveOld(ctx context.Context) bool {
	if s.is(ageCurrent) {
		return false
	}
	if _, err := s.ids(ctx, "find the version", nil, 1, 0); !s.lacksIDs(err) {
		return false
	}
	s.seen(ageOld)
	return true
}

// toggle sets stars where there is only a call that turns them over: the item
// is read first, so that it may be repeated.
func (s *Server) toggle(ctx context.Context, on bool, ids []int64) error {
	for _, id := range ids {
		e, err := s.entry(ctx, id)
		if isGone(err) || err == nil && e.Starred == on {
			continue
		}
		if err != nil {
			return err
		}
		err = s.call(ctx, request{op: "star item", method: methodPut, path: "/v1/entries/" + decimal(id) + "/bookmark"})
		if err != nil && !isGone(err) {
			return err
		}
	}
	return nil
}

// Subscribe implements feed.Server. The address is tried as a feed; where it
// is none, the server looks for feeds on that page, and the first is taken.
func (s *Server) Subscribe(ctx context.Context, address, title, folder string) (feed.RemoteFeed, error) {
	in, err := s.folder(ctx, folder)
	if err != nil {
		return feed.RemoteFeed{}, err
	}
	id, err := s.create(ctx, address, in)
	if feed.KindOf(err) == feed.KindServer && hasReason(err) {
		if found := s.discover(ctx, address); found != "" && found != address {
			id, err = s.create(ctx, found, in)
		}
	}
	if err != nil {
		return feed.RemoteFeed{}, err
	}
	var f remoteFeed
	r := request{op: "subscribe", path: "/v1/feeds/" + decimal(id), into: &f}
	if title != "" {
		r.method, r.body = methodPut, map[string]any{"title": title}
	}
	if err := s.call(ctx, r); err != nil {
		return feed.RemoteFeed{}, err
	}
	if f.ID != id {
		return feed.RemoteFeed{}, s.fail(r, feed.KindNotServer, "not the feed that was asked for")
	}
	return f.remote(), nil
}

// create follows a feed. That it is followed already is said in words only,
// before the feed is fetched (400) or, when it had moved, after (500).
func (s *Server) create(ctx context.Context, address string, folder int64) (int64, error) {
	var made struct {
		ID int64 `json:"feed_id"`
	}
	r := request{
		op: "subscribe", method: methodPost, path: "/v1/feeds", into: &made,
		body: map[string]any{"feed_url": address, "category_id": folder},
	}
	err := s.call(ctx, r)
	var e *feed.Error
	switch {
	case errors.As(err, &e) && e.Err != nil && isDuplicate(e.Err.Error()):
		e.Kind = feed.KindExists
		return 0, e
	case err != nil:
		return 0, err
	case made.ID <= 0:
		return 0, s.fail(r, feed.KindNotServer, "no id for the new feed")
	}
	return made.ID, nil
}

// isDuplicate knows the server's words for a feed that is there already.
func isDuplicate(reason string) bool {
	reason = strings.ToLower(reason)
	return strings.Contains(reason, "already exists") || strings.Contains(reason, "duplicated feed")
}

// discover has the server look for feeds on a page. It found none, or could
// not look: then the reason for which the page is no feed is the better one.
func (s *Server) discover(ctx context.Context, address string) string {
	var found []struct {
		URL string `json:"url"`
	}
	r := request{
		op: "find feeds", method: methodPost, path: "/v1/discover", into: &found, body: map[string]any{"url": address},
	}
	if err := s.call(ctx, r); err != nil || len(found) == 0 {
		return ""
	}
	return found[0].URL
}

// folder finds the category of a name, or makes it. Names differ in more than
// case.
func (s *Server) folder(ctx context.Context, name string) (int64, error) {
	if name == "" {
		name = defaultFolder
	}
	var list []category
	if err := s.call(ctx, request{op: "list folders", path: "/v1/categories", into: &list}); err != nil {
		return 0, err
	}
	for _, c := range list {
		if strings.EqualFold(c.Title, name) && c.ID > 0 {
			return c.ID, nil
		}
	}
	var made category
	r := request{
		op: "make folder", method: methodPost, path: "/v1/categories", into: &made, body: map[string]any{"title": name},
	}
	if err := s.call(ctx, r); err != nil {
		return 0, err
	}
	if made.ID <= 0 {
		return 0, s.fail(r, feed.KindNotServer, "no id for the new folder")
	}
	return made.ID, nil
}

// Unsubscribe implements feed.Server.
func (s *Server) Unsubscribe(ctx context.Context, id string) error {
	n, ok := number(id)
	if !ok {
		return nil // no Miniflux has such a feed
	}
	err := s.call(ctx, request{op: "unsubscribe", method: methodDelete, path: "/v1/feeds/" + decimal(n)})
	if isGone(err) {
		return nil
	}
	return err
}

// Edit implements feed.Server. Without a title the feed keeps the one it has.
func (s *Server) Edit(ctx context.Context, id, title, folder string) error {
	n, ok := number(id)
	if !ok {
		return &feed.Error{Op: "edit feed", Kind: feed.KindRejected, Err: errors.New("not an id of a Miniflux: " + id)}
	}
	in, err := s.folder(ctx, folder)
	if err != nil {
		return err
	}
	body := map[string]any{"category_id": in}
	if title != "" {
		body["title"] = title
	}
	var f remoteFeed
	return s.call(ctx, request{
		op: "edit feed", method: methodPut, path: "/v1/feeds/" + decimal(n), into: &f, body: body,
	})
}

// FullText implements feed.FullTexter: the server fetches the page of an item
// and reads it by its own rules.
func (s *Server) FullText(ctx context.Context, id string) (feed.Markup, error) {
	var text struct {
		Content string `json:"content"`
	}
	n, ok := number(id)
	if !ok {
		return "", &feed.Error{Op: "fetch full text", Kind: feed.KindNoText, Err: errors.New("not an id of a Miniflux: " + id)}
	}
	r := request{op: "fetch full text", path: "/v1/entries/" + decimal(n) + "/fetch-content", into: &text}
	err := s.call(ctx, r)
	var e *feed.Error
	switch {
	case errors.As(err, &e) && e.Err != nil && (e.Kind == feed.KindServer || e.Kind == feed.KindRejected):
		e.Kind = feed.KindNoText // the page, or the item, is not to be had
		return "", e
	case err != nil:
		return "", err
	case strings.TrimSpace(text.Content) == "":
		return "", s.fail(r, feed.KindNoText, "nothing on the page")
	}
	return feed.Markup(text.Content), nil
}

// A Server is both.
var (
	_ feed.Server     = (*Server)(nil)
	_ feed.FullTexter = (*Server)(nil)
)
