package library

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// listener is somebody who is told of new stories.
type listener struct {
	mu    sync.Mutex
	calls []string // titles, and how many more there are
	err   error
}

func (h *listener) onNew(_ context.Context, items []feed.Item, more int) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	call := strings.Join(titles(items), ", ")
	if more > 0 {
		call += fmt.Sprintf(" and %d", more)
	}
	h.calls = append(h.calls, call)
	return h.err
}

// heard fails unless there were these calls since it was asked last.
func (h *listener) heard(t *testing.T, l *Library, want ...string) {
	t.Helper()
	if err := l.Told(t.Context()); !errors.Is(err, h.err) {
		t.Errorf("told: %v, want %v", err, h.err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !slices.Equal(h.calls, want) {
		t.Errorf("told of %q, want %q", h.calls, want)
	}
	h.calls = nil
}

// hooked is a library that tells h.
func hooked(t *testing.T, path string, c *clock, h *listener) *Library {
	t.Helper()
	client := fetch.New(fetch.Options{Now: c.now, Timeout: 5 * time.Second})
	return openWith(t, Options{Path: path, Now: c.now, Client: client, OnNew: h.onNew})
}

func TestNewStoriesAreToldOnce(t *testing.T) {
	t.Parallel()
	quiet, port, late := news{link: "/a", title: "Quiet"}, news{link: "/b", title: "Port"}, news{link: "/c", title: "Late"}
	p := publish(t, map[string]answer{"/1": says(document(quiet)), "/2": says(document(news{link: "/z", title: "Second"}))})
	h, c := &listener{}, &clock{at: noon()}
	path := filepath.Join(t.TempDir(), "edition.db")
	l := hooked(t, path, c, h)
	follow(t, l, p.URL+"/1")
	refresh(t, l)
	h.heard(t, l) // what was there before the first refresh is not new

	p.set("/1", says(document(port, quiet)))
	refresh(t, l)
	h.heard(t, l, "Port")
	refresh(t, l)
	h.heard(t, l)

	// What came beside a refresh comes with the next one; what is edited or
	// muted is not new.
	follow(t, l, p.URL+"/2")
	h.heard(t, l)
	save(t, l, feed.ViewMute, "Storms", "storm")
	port.title = "Port, edited"
	p.set("/1", says(document(late, news{link: "/s", title: "Storm"}, port, quiet)))
	refresh(t, l)
	h.heard(t, l, "Second, Late")
	p.set("/1", says(document(news{link: "/s2", title: "A storm again"}, late)))
	refresh(t, l)
	h.heard(t, l)

	// Another process is told of nothing twice.
	other := &listener{}
	b := hooked(t, path, c, other)
	p.set("/1", says(document(news{link: "/d", title: "Dawn"}, late)))
	refresh(t, b)
	other.heard(t, b, "Dawn")
	refresh(t, l)
	h.heard(t, l)

	// Nobody is told for a while, and later not of what came then.
	l.set(Settings{})
	p.set("/1", says(document(news{link: "/e", title: "Evening"}, late)))
	refresh(t, l)
	l.set(Settings{OnNew: h.onNew})
	refresh(t, l)
	h.heard(t, l)
	p.set("/1", says(document(news{link: "/n", title: "Night"}, late)))
	refresh(t, l)
	h.heard(t, l, "Night")
}

func TestMostAreToldOf(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/": says(document(news{link: "/old", title: "Old"}))})
	h, c := &listener{}, &clock{at: noon()}
	l := hooked(t, filepath.Join(t.TempDir(), "edition.db"), c, h)
	follow(t, l, p.URL+"/")
	refresh(t, l)
	var items []news
	var want []string
	for i := range 2*OnNewMost + 7 {
		items = append(items, news{link: fmt.Sprintf("/%d", i), title: fmt.Sprint(i), age: time.Duration(i) * time.Minute})
	}
	p.set("/", says(document(items...)))
	refresh(t, l)
	newest, err := l.List(t.Context(), feed.Filter{Sort: feed.Arrival, Limit: OnNewMost})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range newest {
		want = append([]string{it.Title}, want...)
	}
	h.heard(t, l, strings.Join(want, ", ")+fmt.Sprintf(" and %d", OnNewMost+7))
}

// A new edition whose first stories fill pages to the last line is told of, too:
// nothing stands before the first story.
func TestAFullPageIsToldOf(t *testing.T) {
	t.Parallel()
	for _, pages := range []int{1, 2} {
		var items []news
		for i := range pages * OnNewMost {
			items = append(items, news{link: fmt.Sprintf("/%d", i), title: fmt.Sprint(i), age: time.Duration(i) * time.Minute})
		}
		p := publish(t, map[string]answer{"/": says(document())})
		got := make(chan [2]int, 1)
		l, _ := openNew(t)
		l.set(Settings{OnNew: func(_ context.Context, items []feed.Item, more int) error {
			got <- [2]int{len(items), more}
			return nil
		}})
		follow(t, l, p.URL+"/")
		p.set("/", says(document(items...)))
		refresh(t, l)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if err := l.Told(ctx); err != nil {
			t.Fatalf("%d pages: %v", pages, err)
		}
		if told := <-got; told != [2]int{OnNewMost, (pages - 1) * OnNewMost} {
			t.Errorf("%d pages: %v", pages, told)
		}
	}
}

// Of two that tell at the same time each story is told by one, and by then.
func TestTwoTell(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{})
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	var heard sync.Map // calls by title
	onNew := func(_ context.Context, items []feed.Item, _ int) error {
		for _, it := range items {
			n, _ := heard.LoadOrStore(it.Title, new(atomic.Int32))
			n.(*atomic.Int32).Add(1)
		}
		return nil
	}
	var both []*Library
	for range 2 {
		l, err := Open(t.Context(), Options{Path: path, Now: c.now, Client: fetch.New(fetch.Options{Now: c.now, Timeout: 5 * time.Second}), OnNew: onNew})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		both = append(both, l)
	}
	p.set("/", says(document()))
	follow(t, both[0], p.URL+"/")
	refresh(t, both[0])
	var served atomic.Int32
	p.set("/", func(w http.ResponseWriter, r *http.Request) {
		n := served.Add(1)
		says(document(news{link: fmt.Sprintf("/%d", n), title: fmt.Sprint(n)}))(w, r)
	})
	var wait sync.WaitGroup
	for _, l := range both {
		wait.Go(func() {
			for range 20 {
				if _, err := l.Refresh(t.Context(), RefreshOptions{Force: true}); err != nil && feed.KindOf(err) != feed.KindElsewhere {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for _, l := range both {
		if err := l.Told(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for n := range served.Load() {
		title := fmt.Sprint(n + 1)
		if calls, ok := heard.Load(title); !ok || calls.(*atomic.Int32).Load() != 1 {
			t.Errorf("%s of %d stories: told %v", title, served.Load(), calls)
		}
	}
}

// Whoever is told may fail, or break: no story is lost by it, and none is told
// again.
func TestAFailingListener(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/": says(document(news{link: "/old", title: "Old"}))})
	h, c := &listener{err: errors.New("not at home")}, &clock{at: noon()}
	l := hooked(t, filepath.Join(t.TempDir(), "edition.db"), c, h)
	follow(t, l, p.URL+"/")
	refresh(t, l)
	p.set("/", says(document(three()...)))
	if r := refresh(t, l); r.New != 3 || r.Failed != 0 {
		t.Errorf("%+v", r)
	}
	h.heard(t, l, "Storm warning, Ferry sails, Harbour opens")
	if n := len(list(t, l, "")); n != 4 {
		t.Errorf("%d stories", n)
	}
	h.err = nil
	refresh(t, l)
	h.heard(t, l)

	l.set(Settings{OnNew: func(context.Context, []feed.Item, int) error { panic("broken\x1b[31m") }})
	p.set("/", says(document(news{link: "/new", title: "New"})))
	refresh(t, l)
	if err := l.Told(t.Context()); feed.KindOf(err) != feed.KindInternal {
		t.Errorf("a panic: %v", err)
	}
	l.set(Settings{OnNew: h.onNew})
	refresh(t, l)
	h.heard(t, l)
}

// The refresh does not wait for whoever is told, who is told of what came
// meanwhile after that, and never twice at once. Leaving waits; the end of the
// program does not.
func TestTellingIsBesideEverything(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/": says(document(news{link: "/old", title: "Old"}))})
	c := &clock{at: noon()}
	begun, goOn := make(chan string, 9), make(chan struct{})
	var at atomic.Int32
	onNew := func(ctx context.Context, items []feed.Item, _ int) error {
		if at.Add(1) != 1 {
			t.Error("two calls at once")
		}
		defer at.Add(-1)
		begun <- strings.Join(titles(items), ", ")
		select {
		case <-goOn:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	ctx, end := context.WithCancel(t.Context())
	defer end()
	client := fetch.New(fetch.Options{Now: c.now, Timeout: 5 * time.Second})
	l, err := Open(ctx, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Client: client, OnNew: onNew})
	if err != nil {
		t.Fatal(err)
	}
	follow(t, l, p.URL+"/")
	refresh(t, l)
	for _, title := range []string{"One", "Two", "Three"} {
		p.set("/", says(document(news{link: "/" + title, title: title})))
		refresh(t, l)
		if title != "One" {
			continue
		}
		if got := <-begun; got != title {
			t.Errorf("first %q", got)
		}
	}
	soon, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if err := l.Told(soon); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it is done: %v", err)
	}
	goOn <- struct{}{}
	if got := <-begun; got != "Two, Three" {
		t.Errorf("then %q", got)
	}
	end()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if at.Load() != 0 {
		t.Error("it was closed under somebody")
	}
}

// A refresh that is broken off tells nobody: the next one does.
func TestABrokenRefreshIsToldLater(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	p := publish(t, map[string]answer{"/": says(document(news{link: "/old", title: "Old"})), "/slow": says(document())})
	h, c := &listener{}, &clock{at: noon()}
	l := hooked(t, filepath.Join(t.TempDir(), "edition.db"), c, h)
	follow(t, l, p.URL+"/")
	follow(t, l, p.URL+"/slow")
	refresh(t, l)
	p.set("/", says(document(news{link: "/new", title: "New"})))
	p.set("/slow", func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := l.Refresh(ctx, RefreshOptions{Force: true, Progress: func(Progress) {}})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	h.heard(t, l)
	p.set("/slow", says(document()))
	refresh(t, l)
	h.heard(t, l, "New")
}
