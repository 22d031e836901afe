package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/report"
	"rubrika/feed/rubric"
)

// FullText is Article with the whole text: of an item that has only its
// teaser, or again, the page is fetched, read and kept, so that it is there
// without a network from then on. A page never takes the place of a longer
// text. Full stays false when the page gives only the beginning to those who do
// not pay. With an error the article is what is stored;
// it is of the kinds of package fetch, also where the page says with status 200
// what a server should have said, KindInside when the feed names an address
// inside the reader's network, KindSignIn when only a wall is there, KindNoText
// when there is no page or no article on it. A page without an article that
// leads to another one by itself is followed, one step. A page that gave
// nothing is not asked again in this run unless again is set.
func (l *Library) FullText(ctx context.Context, id feed.ID, again bool) (feed.Article, error) {
	end, err := l.alone(ctx, id)
	if err != nil {
		return feed.Article{}, err
	}
	defer end()
	e, err := l.store.Entry(ctx, id)
	if err != nil {
		return feed.Article{}, err
	}
	a, err := l.open(ctx, e)
	if err != nil {
		return a, err
	}
	if (a.Full || isRead(e)) && !again {
		return a, nil
	}
	if why := l.gaveNothing(id); why != nil && !again {
		return a, why
	}
	if err := l.online(opPage, e.URL); err != nil {
		return a, err
	}
	e, err = l.fetchText(ctx, e, 0)
	if err != nil {
		return a, err
	}
	return l.open(ctx, e)
}

// isRead reports an entry whose page was read since its last change.
func isRead(e feed.Entry) bool { return !e.PageRead.IsZero() && !e.PageRead.Before(e.Updated) }

// alone waits until nobody else in this process fetches the page of an item;
// end lets the next one. The error is that of ctx.
func (l *Library) alone(ctx context.Context, id feed.ID) (end func(), err error) {
	for {
		l.mu.Lock()
		other, busy := l.reading[id]
		if !busy {
			mine := make(chan struct{})
			l.reading[id] = mine
			l.mu.Unlock()
			return func() {
				l.mu.Lock()
				defer l.mu.Unlock()
				delete(l.reading, id)
				close(mine)
			}, nil
		}
		l.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// fetchText fetches the page of an entry and keeps what it gave; the answer is
// the entry as it is from then on. pace is the least time between two pages of
// one host.
func (l *Library) fetchText(ctx context.Context, e feed.Entry, pace time.Duration) (feed.Entry, error) {
	p, ok, err := l.textOnServer(ctx, e)
	if !ok && err == nil {
		if p, err = l.openPage(ctx, e.Item, pace); err == nil {
			p, err = longer(e, p)
		}
	}
	if err != nil {
		return e, l.noPage(ctx, e.ID, err)
	}
	e = l.withPage(e, p)
	if l.ReadOnly() {
		return e, nil
	}
	kept := e
	kept.HTML, kept.Text = p.HTML, p.Text
	if err := l.store.KeepPage(ctx, e.ID, kept); err != nil {
		return e, err
	}
	l.remember(e.ID, nil)
	return l.store.Entry(ctx, e.ID)
}

// textOnServer is what the server of the item's account reads on its page: it
// may have been told how, and what to sign in with. Only more than is there
// counts; in all other cases the page itself is asked. The error is that of
// ctx or of the store.
func (l *Library) textOnServer(ctx context.Context, e feed.Entry) (p feed.Entry, ok bool, err error) {
	defer survive(opPage, e.URL, &err)
	id, remote, err := l.store.RemoteOf(ctx, e.ID)
	if err != nil || id == 0 || l.link(id).isAway() {
		return p, false, err
	}
	a, err := l.account(ctx, id)
	if err != nil {
		return p, false, err
	}
	server, err := l.server(ctx, a)
	reader, able := server.(feed.FullTexter)
	if err != nil || !able {
		return p, false, ctx.Err()
	}
	text, err := reader.FullText(ctx, remote)
	if ctx.Err() != nil {
		return p, false, ctx.Err()
	}
	l.link(id).setAway(hostless(feed.KindOf(err)))
	if l.lapse(a, err) != nil || letters(page.Read(text, e.URL).Markdown) <= letters(readable(e).Markdown) {
		return p, false, nil
	}
	p = page.Entry(feed.Entry{Item: feed.Item{URL: e.URL}, HTML: text}, e.URL)
	p.Full = true
	return p, true, nil
}

// openPage fetches and reads the page of an item. The address is a
// publisher's, so only public ones are asked.
func (l *Library) openPage(ctx context.Context, it feed.Item, pace time.Duration) (e feed.Entry, err error) {
	defer survive(opPage, it.URL, &err)
	defer func() { err = ofPage(err) }()
	if it.URL == "" || namesFile(it.URL) {
		return e, &feed.Error{Op: opPage, Source: it.URL, Kind: feed.KindNoText, Err: errors.New("not a page")}
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
			Op: opPage, Source: it.URL, Kind: feed.KindNoText, Err: errors.New("not a page: " + page.Line(res.ContentType)),
		}
	}
	e, err = page.Extract(res.Body, res.ContentType, res.URL)
	if next, ok := l.elsewhere(ctx, res, err, fetch.Request{Public: true, Pace: pace}); ok {
		if other, err := page.Extract(next.Body, next.ContentType, next.URL); err == nil {
			return other, nil
		}
	}
	return e, err
}

// opPage is the operation of all errors about a page.
const opPage = "read page"

// ofPage names the operation of an error that a page was fetched with, so that
// a reader is not told to remove the source for a story that is gone.
func ofPage(err error) error {
	var e *feed.Error
	if !errors.As(err, &e) {
		return err
	}
	own := *e
	own.Op = opPage
	return &own
}

// elsewhere is the page to which one without an article leads by itself. Only
// one such step is gone, as r asks.
func (l *Library) elsewhere(ctx context.Context, res fetch.Response, why error, r fetch.Request) (next fetch.Response, ok bool) {
	if feed.KindOf(why) != feed.KindNoText {
		return next, false
	}
	if r.URL = page.Elsewhere(res.Body, res.ContentType, res.URL); r.URL == "" || namesFile(r.URL) {
		return next, false
	}
	next, err := l.getPage(ctx, r)
	return next, err == nil && isPage(next.ContentType)
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

// namesFile reports an address that names a file which is no page, so that
// megabytes of it are not fetched for nothing.
func namesFile(address string) bool {
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

// longer is what a page gave, without its body where the body of the feed is
// longer and yet the same story; that is the whole one then. A page with much
// less than is there is an error of KindNoText, or of KindSignIn where the rest
// stands behind a wall. A page that was read before may have been cut by its
// publisher, to a half.
func longer(e, p feed.Entry) (feed.Entry, error) {
	had, got := letters(readable(e).Markdown), letters(page.Read(p.HTML, e.URL).Markdown)
	again := !e.PageRead.IsZero()
	switch {
	case got == 0: // what else it says may be of use
		p.HTML, p.Text, p.Full = "", "", false
		return p, nil
	case got >= had || again && p.Full && 2*got >= had:
		return p, nil
	case !again && p.Full && 4*got >= 3*had:
		p.HTML, p.Text = "", ""
		return p, nil
	}
	kind := feed.KindNoText
	if !p.Full {
		kind = feed.KindSignIn // the page itself says who may read the rest
	}
	return p, &feed.Error{
		Op: opPage, Source: e.URL, Kind: kind, Err: fmt.Errorf("%d letters on the page, %d before", got, had),
	}
}

// letters counts the letters and digits of a text.
func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// withPage puts what a page gave into an entry: its body if it has one, else
// what the page knows better, and its rubrics where the feed gave no reason for
// others.
func (l *Library) withPage(e, p feed.Entry) feed.Entry {
	if p.HTML != "" {
		e.HTML, e.Text = p.HTML, p.Text
	}
	e.Full = p.Full
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
	e, _ = rubric.WithPage(e, sections(p), l.file())
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
// not get better; that the reader went on is not the page's fault. The error
// is err, or one of the store.
func (l *Library) noPage(ctx context.Context, id feed.ID, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch feed.KindOf(err) {
	case feed.KindRefused, feed.KindSignIn, feed.KindNotFound, feed.KindGone, feed.KindNoText, feed.KindInside, feed.KindTooBig,
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
