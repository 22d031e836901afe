package feedtest

import (
	"context"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// Flavour is whose Google Reader API a Fake speaks; they differ in most of
// what their users have met as faults.
type Flavour string

// The flavours, with the versions they imitate.
const (
	FlavourMiniflux Flavour = "miniflux" // 2.3.3
	FlavourFreshRSS Flavour = "freshrss" // 1.25
)

// What else a Fake may be: Miniflux by its own REST API, or a web site that
// knows nothing of all this.
const (
	flavourV1   Flavour = "miniflux v1"
	flavourSite Flavour = "web site"
)

// FakeOptions chooses among the servers of a kind.
type FakeOptions struct {
	// Old is a server of some years ago: Miniflux before 2.3.2 (no lists of ids
	// and no setting of stars in its REST API, no limit of a page in the other).
	// FreshRSS is the same, old or not.
	Old bool
	// New is what was not yet released when the others were measured: Miniflux
	// with pages of 10,000, FreshRSS 1.29, which understands more streams.
	New bool
	// Key makes the password an API key, and User empty; Miniflux's REST API
	// only, and there instead of a user's password.
	Key bool
	// Path is where the server lies on its host: "/reader".
	Path string
	// TLS serves https with a certificate of its own; see Fake.CA.
	TLS bool
	// Now is the server's clock; nil is time.Now.
	Now func() time.Time
}

// FakeFeed is a subscription on a Fake. ID is as its clients see it. A feed
// without Folder lies in the server's folder for those.
type FakeFeed struct{ ID, Title, Folder, URL, Site string }

// FakeItem is an item as it comes to a Fake.
type FakeItem struct {
	// ID is the server's number for it; 0 is the next one.
	ID                       int64
	Title, URL, Author, HTML string
	// Page is the text of the item's page, for Miniflux's fetch-content; without
	// one that fails.
	Page       string
	Categories []string
	Enclosures []feed.Enclosure
	// Published may be zero, long ago or to come.
	Published time.Time
	State     feed.State
}

// FakeWrite is a mark that a client set, or cleared, on an item that is there.
// Changed is false when it was so already.
type FakeWrite struct {
	ID          string
	Mark        feed.State
	On, Changed bool
}

// Fake is a server of feeds with one account, on a loopback address, as
// faithful to its limits and oddities as is known of the real one. Its methods
// are what happens there without the client under test: the server's own
// refresh, other devices, faults. All are safe for concurrent use. What was
// measured and is imitated is told where it is done; M, F are Miniflux and
// FreshRSS there.
type Fake struct {
	// User and Password are what a client should sign in with; the fake itself
	// never changes them.
	User, Password string

	t       testing.TB
	flavour Flavour
	o       FakeOptions
	http    *httptest.Server
	typed   string // what URL says instead of the truth
	ca      string
	done    chan struct{}

	mu       sync.Mutex
	password string // the true one
	salt     int    // in the tokens; another one kills them
	saltT    int    // in the token of writes
	feeds    []*heldFeed
	folders  []heldFolder
	labels   map[string][]int64 // F's labels of items
	items    map[int64]*heldItem
	order    []*heldItem // newest first as the flavour counts; nil when it must be made anew
	offers   map[string]offer
	refused  map[int64]bool
	last     struct{ feed, folder, item int64 } // the ids given last
	faults   []fault
	requests []FakeRequest
	asked    chan struct{} // closed, and made anew, at every request
	writes   []FakeWrite
}

type heldFolder struct {
	id   int64
	name string
}

type heldFeed struct {
	id         int64
	title, url string
	site       string
	folder     int64
}

type heldItem struct {
	FakeItem
	feed                        *heldFeed
	published, crawled, changed time.Time
}

// offer is a feed on the web, to subscribe to.
type offer struct {
	title string
	items []FakeItem
}

// NewMiniflux is Miniflux with its REST API of version 1 (2.3.3, as measured
// in 2026), until the test ends.
func NewMiniflux(t testing.TB, o FakeOptions) *Fake {
	t.Helper()
	return newFake(t, flavourV1, o)
}

// NewGReader is a server that speaks the Google Reader API, until the test
// ends.
func NewGReader(t testing.TB, flavour Flavour, o FakeOptions) *Fake {
	t.Helper()
	return newFake(t, flavour, o)
}

// newFake starts a server.
func newFake(t testing.TB, flavour Flavour, o FakeOptions) *Fake {
	t.Helper()
	f := &Fake{
		User: "reader", t: t, flavour: flavour, o: o, done: make(chan struct{}),
		items: map[int64]*heldItem{}, offers: map[string]offer{}, refused: map[int64]bool{},
		labels: map[string][]int64{}, asked: make(chan struct{}),
	}
	if o.Key && flavour == flavourV1 {
		f.User = ""
	}
	if f.o.Now == nil {
		f.o.Now = time.Now
	}
	f.Password = "Пароль-7/=&+" // what must be escaped is in it
	f.password = f.Password
	f.folder(f.defaultFolder())
	f.http = httptest.NewUnstartedServer(http.HandlerFunc(f.serve))
	f.http.Config.ErrorLog = log.New(io.Discard, "", 0) // failed handshakes, cut connections: all meant
	t.Cleanup(func() {
		close(f.done) // lets those that hang go
		f.http.Close()
	})
	if !o.TLS {
		f.http.Start()
		return f
	}
	f.http.StartTLS()
	f.ca = filepath.Join(t.TempDir(), "ca.pem")
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: f.http.Certificate().Raw})
	if err := os.WriteFile(f.ca, cert, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// URL is the address of the API; FreshRSS has it in a file of its own.
func (f *Fake) URL() string {
	if f.typed != "" {
		return f.typed
	}
	return f.http.URL + f.base()
}

// Site is the address of the server's pages for people, without a slash at the
// end.
func (f *Fake) Site() string { return f.http.URL + f.o.Path }

// CA is the file with the certificate of a server with TLS, else empty.
func (f *Fake) CA() string { return f.ca }

// base is the path of the API.
func (f *Fake) base() string {
	if f.flavour == FlavourFreshRSS {
		return f.o.Path + "/api/greader.php"
	}
	return f.o.Path
}

// SetPassword changes the password on the server, which ends all sign-ins, also
// when it is the same one: both M and F salt it anew.
func (f *Fake) SetPassword(password string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.password = password
	f.salt++
}

// ExpireTokens ends all sign-ins, as BazQux does after 14 days.
func (f *Fake) ExpireTokens() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.salt++
}

// ExpireWriteToken ends the token of writes alone, as the first Google Reader
// did after 30 minutes.
func (f *Fake) ExpireWriteToken() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.saltT++
}

// AddFeed subscribes on another device, in a folder that is made when there is
// none of that name, and returns the feed's id. It may be a feed that was left
// before: it gets another id.
func (f *Fake) AddFeed(title, folder, url string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.feedID(f.subscribe(title, folder, url).id)
}

// EditFeed gives a feed a title and a folder on another device.
func (f *Fake) EditFeed(id, title, folder string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if held := f.mustFeed(id); held != nil {
		held.title = f.asTitle(title)
		held.folder = f.folder(folder)
	}
}

// Unsubscribe leaves a feed on another device; its items go with it.
func (f *Fake) Unsubscribe(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if held := f.mustFeed(id); held != nil {
		f.leave(held)
	}
}

// Offer puts a feed on the web: those at other addresses cannot be subscribed
// to by clients. Its items come with the subscription.
func (f *Fake) Offer(url, title string, items ...FakeItem) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.offers[url] = offer{title: title, items: items}
}

// AddItems is the server's own refresh: items arrive now in a feed, whatever
// their dates, oldest first. It returns their ids as decimals.
func (f *Fake) AddItems(feedID string, items ...FakeItem) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	held := f.mustFeed(feedID)
	if held == nil {
		return nil
	}
	return f.arrive(held, items)
}

// AddMany adds n unread items with different titles, a minute apart, the last
// one published now.
func (f *Fake) AddMany(feedID string, n int) []string {
	items := make([]FakeItem, n)
	now := f.o.Now()
	for i := range items {
		name := strconv.Itoa(i + 1)
		items[i] = FakeItem{
			Title: "Новость " + name, URL: "https://news.example/" + strings.Trim(feedID, "/") + "/" + name,
			HTML: "<p>Текст новости " + name + ".</p>", Published: now.Add(-time.Duration(n-1-i) * time.Minute),
		}
	}
	return f.AddItems(feedID, items...)
}

// Set gives an item its marks on another device.
func (f *Fake) Set(id string, read, starred bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if it := f.mustItem(id); it != nil {
		f.mark(it, feed.Read, read)
		f.mark(it, feed.Starred, starred)
	}
}

// Rewrite changes an item's text, as its publisher does: no id and no time of
// change tells.
func (f *Fake) Rewrite(id, title, html string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if it := f.mustItem(id); it != nil {
		it.Title, it.HTML = title, html
	}
}

// Purge is the server's own clean-up: it forgets items.
func (f *Fake) Purge(ids ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range ids {
		if it := f.mustItem(id); it != nil {
			f.forget(it)
		}
	}
}

// Refuse makes the server refuse, with a reason, every change of marks that
// names one of these items.
func (f *Fake) Refuse(ids ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range ids {
		if it := f.mustItem(id); it != nil {
			f.refused[it.ID] = true
		}
	}
}

// State is what the server holds of an item.
func (f *Fake) State(id string) feed.State {
	f.mu.Lock()
	defer f.mu.Unlock()
	if it := f.mustItem(id); it != nil {
		return it.State
	}
	return 0
}

// Feeds are the subscriptions, in the order they were made.
func (f *Fake) Feeds() []FakeFeed {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]FakeFeed, 0, len(f.feeds))
	for _, held := range f.feeds {
		folder := f.folderName(held.folder)
		if folder == f.defaultFolder() {
			folder = ""
		}
		out = append(out, FakeFeed{ID: f.feedID(held.id), Title: held.title, Folder: folder, URL: held.url, Site: held.site})
	}
	return out
}

// IDs are the items that have all these marks, or any with 0, newest first.
func (f *Fake) IDs(marks feed.State) []string {
	return f.ids(func(s feed.State) bool { return s.Has(marks) })
}

// UnreadIDs are the unread items, newest first.
func (f *Fake) UnreadIDs() []string {
	return f.ids(func(s feed.State) bool { return !s.Has(feed.Read) })
}

// ids are those of the items of a state, newest first.
func (f *Fake) ids(want func(feed.State) bool) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, it := range f.stream() {
		if want(it.State) {
			out = append(out, decimal(it.ID))
		}
	}
	return out
}

// Requests are those made since the beginning, or since Forget.
func (f *Fake) Requests() []FakeRequest {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.requests)
}

// Writes are the marks that clients set since the beginning or Forget, in
// their order.
func (f *Fake) Writes() []FakeWrite {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.writes)
}

// whenAsked waits until a request was made, or ctx ended.
func (f *Fake) whenAsked(ctx context.Context) {
	for {
		f.mu.Lock()
		n, asked := len(f.requests), f.asked
		f.mu.Unlock()
		if n > 0 {
			return
		}
		select {
		case <-asked:
		case <-ctx.Done():
			return
		}
	}
}

// Forget begins anew with Requests and Writes, and ends all faults.
func (f *Fake) Forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests, f.writes, f.faults = nil, nil, nil
}
