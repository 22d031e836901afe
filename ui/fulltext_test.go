package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// paper is a site whose feed carries only teasers.
type paper struct {
	*httptest.Server
	pages  atomic.Int32 // how many were asked for
	closed atomic.Bool  // pages are refused
}

func newPaper(t *testing.T) *paper {
	t.Helper()
	p := &paper{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/rss" {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay</title>`)
			for i, title := range []string{"Harbour gets a second crane", "Ferry leaves an hour early"} {
				fmt.Fprintf(w, `<item><title>%s</title><link>http://%s/story/%d</link><description>Teaser number %d ends here…</description><pubDate>%s</pubDate></item>`,
					title, r.Host, i+1, i+1, noon().Add(-time.Duration(i+1)*time.Hour).Format(time.RFC1123Z))
			}
			fmt.Fprint(w, `</channel></rss>`)
			return
		}
		p.pages.Add(1)
		if p.closed.Load() {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="en"><head><title>Harbour gets a second crane</title></head><body><nav>Home Sport</nav><article><h1>Harbour gets a second crane</h1>`)
		for i := range 6 {
			fmt.Fprintf(w, `<p>Paragraph %d of the story tells how the crane came over the sea on a barge, who paid for it, and what the dockers, the mayor and the gulls had to say about that.</p>`, i+1)
		}
		fmt.Fprint(w, `</article><footer>All rights reserved</footer></body></html>`)
	}))
	t.Cleanup(p.Close)
	return p
}

// readPaper opens the reader on a store that follows a paper.
func readPaper(t *testing.T, p *paper, o fetch.Options) *reader {
	t.Helper()
	r := sit(t, setup{lang: "en", w: 100, h: 40, client: fetch.New(o)})
	if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: p.URL + "/rss"}); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.load())
	r.sees("Harbour gets a second crane")
	return r
}

func TestATeaserBecomesTheWholeText(t *testing.T) {
	p := newPaper(t)
	r := readPaper(t, p, home())
	_, cmd := r.m.Update(key("enter"))
	r.sees("Teaser number 1") // before anything has run
	r.run(cmd)
	r.sees("Paragraph 1 of the story", "Paragraph 6 of the story")
	for _, gone := range []string{"Home Sport", "All rights reserved", r.m.words.Notices.Fetching, "This is only the beginning"} {
		if strings.Contains(r.screen(), gone) {
			t.Errorf("%q is on the page:\n%s", gone, r.screen())
		}
	}
	r.press("q", "enter")
	r.sees("Paragraph 6 of the story")
	if n := p.pages.Load(); n != 1 {
		t.Errorf("the page was asked for %d times", n)
	}
	p.Close()
	r.press("q", "enter")
	r.sees("Paragraph 6 of the story")
	r.press("r") // asks again, in vain
	r.sees("Paragraph 6 of the story", "There is no connection to the server; check the network")
	r.press("x") // there is nothing to fetch, but what failed is tried again
	r.sees("Paragraph 6 of the story", "There is no connection")
}

func TestAPageThatIsRefusedLeavesTheTeaser(t *testing.T) {
	p := newPaper(t)
	p.closed.Store(true)
	r := readPaper(t, p, home())
	r.press("enter")
	r.sees("Teaser number 1", "The whole text is not here: ", "In the browser: o")
	p.closed.Store(false)
	r.press("x")
	r.sees("Paragraph 6 of the story")
}

// TestAWholeStoryNeedsNoPage: of the tour edition, which has no pages, only the
// story that came as a teaser says that there is no more.
func TestAWholeStoryNeedsNoPage(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 40})
	teasers := 0
	for range r.m.headlines.Items() {
		r.press("enter", "x", "G")
		whole := r.m.article.Article().Full
		if !whole {
			teasers++
		}
		if says := strings.Contains(r.screen(), "The whole text is not here"); says == whole {
			t.Errorf("whole: %v, and the page says\n%s", whole, r.screen())
		}
		r.press("q", "j")
	}
	if teasers == 0 {
		t.Error("the tour has no teaser")
	}
}

// A feed that sends the reader into his own network gets nothing there.
func TestAFeedCannotReachInside(t *testing.T) {
	p := newPaper(t)
	r := readPaper(t, p, fetch.Options{})
	r.press("enter")
	r.sees("Teaser number 1", "The whole text is not here: ")
	if n := p.pages.Load(); n != 0 {
		t.Errorf("%d pages inside were asked for", n)
	}
}

// A story whose page gave nothing is asked for again by a key, and not by
// opening it.
func TestOnlyAKeyAsksAgain(t *testing.T) {
	p := newPaper(t)
	p.closed.Store(true)
	r := readPaper(t, p, home())
	r.press("x")
	if !strings.Contains(r.m.notice, "what is here stays") {
		t.Errorf("x says %q", r.m.notice)
	}
	asked := p.pages.Load()
	r.press("enter", "q", "enter", "q")
	if n := p.pages.Load(); asked == 0 || n != asked {
		t.Errorf("the page was asked for %d times, and then %d times more", asked, n-asked)
	}
	p.closed.Store(false)
	r.press("x")
	if n := p.pages.Load() - asked; n != 1 || r.m.notice != r.m.words.Notices.Kept {
		t.Errorf("x asks %d times and says %q", n, r.m.notice)
	}
}

func TestTextsAreFetchedAhead(t *testing.T) {
	p := newPaper(t)
	r := readPaper(t, p, home())
	r.press("x")
	r.sees(r.m.words.Notices.Kept)
	p.Close()
	r.press("enter")
	r.sees("Paragraph 6 of the story")
}

// What comes for a story that is no longer open changes nothing on screen.
func TestALateTextIsNotShown(t *testing.T) {
	p := newPaper(t)
	r := readPaper(t, p, home())
	var late []tea.Msg
	_, cmd := r.m.Update(key("enter"))
	for _, c := range cmd().(tea.BatchMsg) {
		msg := c()
		if a, ok := msg.(articleMsg); ok {
			_, fetch := r.m.Update(a)
			r.sees("Teaser number 1", r.m.words.Notices.Fetching)
			late = append(late, fetch())
			continue
		}
		r.send(msg)
	}
	r.press("q", "j", "enter")
	before := r.screen()
	for _, msg := range late {
		r.send(msg)
	}
	if len(late) == 0 || r.screen() != before {
		t.Errorf("%d late texts changed the page:\n%s", len(late), r.screen())
	}
}
