package library

import (
	"cmp"
	"context"
	"errors"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/report"
	"rubrika/feed/rubric"
)

// FullText is Article with the whole text: of an item that has only its
// teaser, or again, the page is fetched, read and kept, so that it is there
// without a network from then on. With an error the article is what is stored;
// it is of the kinds of package fetch, KindInside when the feed names an
// address inside the reader's network, KindNoText when there is no page or no
// article on it. A page that gave nothing is not asked again in this run
// unless again is set.
func (l *Library) FullText(ctx context.Context, id feed.ID, again bool) (feed.Article, error) {
	e, err := l.store.Entry(ctx, id)
	if err != nil {
		return feed.Article{}, err
	}
	a := readable(e)
	if a.Full && !again {
		return a, nil
	}
	if why := l.gaveNothing(id); why != nil && !again {
		return a, why
	}
	e, err = l.fetchText(ctx, e, 0)
	if err != nil {
		return a, err
	}
	return readable(e), nil
}

// fetchText fetches the page of an entry and keeps what it gave; the answer is
// the entry as it is from then on. pace is the least time between two pages of
// one host.
func (l *Library) fetchText(ctx context.Context, e feed.Entry, pace time.Duration) (feed.Entry, error) {
	p, err := l.openPage(ctx, e.Item, pace)
	if err != nil {
		return e, l.noPage(ctx, e.ID, err)
	}
	e = l.withPage(e, p)
	if l.ReadOnly() {
		return e, nil
	}
	if err := l.store.KeepPage(ctx, e.ID, e); err != nil {
		return e, err
	}
	l.remember(e.ID, nil)
	return l.store.Entry(ctx, e.ID)
}

// openPage fetches and reads the page of an item. The address is a
// publisher's, so only public ones are asked.
func (l *Library) openPage(ctx context.Context, it feed.Item, pace time.Duration) (e feed.Entry, err error) {
	defer survive("read page", it.URL, &err)
	if it.URL == "" || noPage(it.URL) {
		return e, &feed.Error{Op: "read page", Source: it.URL, Kind: feed.KindNoText, Err: errors.New("not a page")}
	}
	if report.Is(it.URL) {
		return l.report.Open(ctx, it)
	}
	res, err := l.getPage(ctx, fetch.Request{URL: it.URL, Public: true, Pace: pace})
	if err != nil {
		return e, err
	}
	if !isPage(res.ContentType) {
		return e, &feed.Error{
			Op: "read page", Source: it.URL, Kind: feed.KindNoText, Err: errors.New("not a page: " + page.Line(res.ContentType)),
		}
	}
	return page.Extract(res.Body, res.ContentType, res.URL)
}

// getPage asks for a page under the program's own name, and where that is
// turned away once more under a browser's.
func (l *Library) getPage(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	r.Accept, r.MaxBytes = acceptPage, maxDocument
	host := hostOf(r.URL)
	l.mu.Lock()
	choosy := l.choosy[host]
	l.mu.Unlock()
	if !choosy {
		res, err := l.client.Get(ctx, r)
		if !fetch.TurnedAway(err) {
			return res, err
		}
	}
	r.Agent = fetch.BrowserAgent()
	res, err := l.client.Get(ctx, r)
	if err == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.choosy[host] = true
	}
	return res, err
}

// acceptPage is what browsers ask for.
const acceptPage = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// isPage reports a content type that package page reads; none at all may well
// be a page.
func isPage(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(contentType, ";")
	}
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "", "text/html", "application/xhtml+xml", "application/xml", "text/xml":
		return true
	}
	return false
}

// noPage reports an address that names a file which is no page, so that
// megabytes of it are not fetched for nothing.
func noPage(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return true
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".pdf", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac", ".mp4", ".m4v", ".webm", ".mov",
		".avi", ".mkv", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".zip", ".gz", ".tar", ".7z", ".rar",
		".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".epub", ".djvu", ".exe", ".apk", ".dmg", ".iso":
		return true
	}
	return false
}

// withPage puts what a page gave into an entry: the body always, else what the
// page knows better, and its rubrics where the feed gave no reason for others.
func (l *Library) withPage(e, p feed.Entry) feed.Entry {
	e.HTML, e.Text, e.Full = p.HTML, p.Text, true
	e.Author = cmp.Or(p.Author, e.Author)
	e.Lang = cmp.Or(e.Lang, p.Lang)
	if len(p.Versions) > 0 {
		e.Versions = p.Versions
	}
	for _, address := range p.Images {
		if !slices.Contains(e.Images, address) {
			e.Images = append(e.Images, address)
		}
	}
	for _, tag := range p.Tags {
		if !slices.ContainsFunc(e.Tags, func(t string) bool { return strings.EqualFold(t, tag) }) {
			e.Tags = append(e.Tags, tag)
		}
	}
	e.Badges |= p.Badges
	e, _ = rubric.WithPage(e, sections(p), l.file)
	return e
}

// sections are the rubrics a page names, outermost first.
func sections(p feed.Entry) []string {
	all := slices.Clone(p.Categories)
	if p.Section != "" && !slices.Contains(all, p.Section) {
		all = append([]string{p.Section}, all...)
	}
	return all
}

// noPage takes note of a page that gave nothing, in the store when it will
// not get better. The error is err, or one of the store.
func (l *Library) noPage(ctx context.Context, id feed.ID, err error) error {
	switch feed.KindOf(err) {
	case feed.KindRefused, feed.KindNotFound, feed.KindGone, feed.KindNoText, feed.KindInside, feed.KindTooBig,
		feed.KindAddress, feed.KindEmpty, feed.KindInternal:
	default:
		return err
	}
	l.remember(id, err)
	if l.ReadOnly() {
		return err
	}
	if broken := l.store.NoPage(ctx, id); broken != nil {
		return broken
	}
	return err
}

// gaveNothing is why the page of an item gave nothing in this run.
func (l *Library) gaveNothing(id feed.ID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fruitless[id]
}

// remember takes note of how a page was.
func (l *Library) remember(id feed.ID, why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if why == nil {
		delete(l.fruitless, id)
		return
	}
	l.fruitless[id] = why
}
