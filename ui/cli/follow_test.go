package cli_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/feed/feedtest"
	"rubrika/feed/store"
	"rubrika/ui/cli"
)

// typing is a reader at the keyboard who answers one line after the other.
func (p *person) typing(lines ...string) {
	p.env.InTTY, p.env.ErrTTY = true, true
	p.env.Stdin = strings.NewReader(strings.Join(lines, "\n"))
}

func TestAddAsksWhich(t *testing.T) {
	s := newSite()
	t.Cleanup(s.Close)
	for name, c := range map[string]struct {
		typed []string
		added []string
		code  int
		asked int
	}{
		"one":            {[]string{"2", ""}, []string{"/hill.json"}, 0, 1},
		"both":           {[]string{" 2, 1 ", ""}, []string{"/hill.json", "/port.xml"}, 0, 1},
		"all":            {[]string{"a", ""}, []string{"/port.xml", "/hill.json"}, 0, 1},
		"none":           {[]string{"", ""}, nil, 0, 1},
		"end of input":   {nil, nil, 0, 1},
		"after mistakes": {[]string{"3", "two", "1"}, []string{"/port.xml"}, 0, 3},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			p.typing(c.typed...)
			code, stdout, stderr := p.run("add", s.URL+"/two.html")
			if code != c.code || strings.Count(stdout, "Added: ") != len(c.added) {
				t.Errorf("code %d, %q, %q", code, stdout, stderr)
			}
			for i, want := range c.added {
				if lines := strings.Split(stdout, "\n"); !strings.HasSuffix(lines[i], s.URL+want) {
					t.Errorf("%q is not %s", lines[i], want)
				}
			}
			if !strings.Contains(stderr, "1 "+s.URL+"/port.xml Quay News\n2 "+s.URL+"/hill.json Hill Gazette\n") {
				t.Errorf("the feeds are not listed: %q", stderr)
			}
			if n := strings.Count(stderr, "Which of them?"); n != c.asked {
				t.Errorf("asked %d times, want %d", n, c.asked)
			}
			if len(c.added) == 0 && !strings.Contains(stderr, "Nothing was added.") {
				t.Errorf("%q", stderr)
			}
		})
	}
}

// TestAddIsNotHeldUpByAQuestion ends the waiting for an answer.
func TestAddIsNotHeldUpByAQuestion(t *testing.T) {
	s := newSite()
	t.Cleanup(s.Close)
	p := newPerson(t)
	p.env.InTTY, p.env.ErrTTY = true, true
	keyboard, typed := io.Pipe()
	p.env.Stdin = keyboard
	ctx, stop := context.WithCancel(t.Context())
	p.ctx = ctx
	p.stderr = func(text string) {
		if strings.Contains(text, "Which") {
			stop()
			_ = typed.Close()
		}
	}
	if code, stdout, stderr := p.run("add", s.URL+"/two.html"); code != 1 || stdout != "" || strings.Count(stderr, "Stopped") != 1 {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
}

// TestTheQuestionIsAskedInWords asks in each language.
func TestTheQuestionIsAskedInWords(t *testing.T) {
	s := newSite()
	t.Cleanup(s.Close)
	for code, want := range map[string]string{"ru": "Какие из них?", "az": "Hansılar?", "en": "Which of them?"} {
		p := newPerson(t)
		p.typing("")
		if _, _, stderr := p.run("--lang", code, "add", s.URL+"/two.html"); !strings.Contains(stderr, want) {
			t.Errorf("%s: %q", code, stderr)
		}
	}
}

func TestAddOfSeveralWords(t *testing.T) {
	s := newSite()
	t.Cleanup(s.Close)
	p := newPerson(t)
	code, stdout, stderr := p.run("add", "--tag", "Sea", s.URL+"/port.xml", s.URL+"/two.html", "ftp://x/y")
	if code != 3 || strings.Count(stdout, "Added: ") != 1 || !strings.Contains(stderr, "several feeds") || !strings.Contains(stderr, "ftp://x/y: ") {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
	code, stdout, stderr = p.run("add", "--all", s.URL+"/two.html") // one of the two is there
	if code != 3 || !strings.Contains(stdout, "hill.json") || !strings.Contains(stderr, "port.xml: this source is there already") {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
}

// TestAddOfWhatFails says of each fault of a server what the reader can make of
// it, and adds nothing.
func TestAddOfWhatFails(t *testing.T) {
	doc, err := os.ReadFile("testdata/www/port.xml")
	if err != nil {
		t.Fatal(err)
	}
	s := feedtest.NewServer(t, doc, "application/rss+xml")
	p := newPerson(t)
	for mode, want := range map[feedtest.Mode]string{
		feedtest.Forbidden: "(HTTP 403)", feedtest.NotFound: "(HTTP 404)", feedtest.Gone: "(HTTP 410)",
		feedtest.TooMany: "(HTTP 429, ",
		feedtest.Empty:   "empty", feedtest.Loop: "from address to address",
	} {
		code, stdout, stderr := p.run("add", s.At(mode))
		if code != 1 || stdout != "" || !strings.HasPrefix(stderr, s.At(mode)+": ") || !strings.Contains(stderr, want) ||
			strings.Contains(stderr, "remove") || strings.Contains(stderr, "waits") { // there is nothing to remove, and nobody who waits
			t.Errorf("%s: code %d, %q, %q", mode, code, stdout, stderr)
		}
	}
	if out := p.must("feeds"); out != "" {
		t.Errorf("added all the same: %q", out)
	}
	// What answers browsers only, and what is cut in the middle, are there.
	for _, mode := range []feedtest.Mode{feedtest.Browser, feedtest.Short} {
		if out := p.must("add", s.At(mode)); !strings.HasPrefix(out, "Added: ") {
			t.Errorf("%s: %q", mode, out)
		}
	}
}

// TestRefreshElsewhere leaves the work to the process that is at it.
func TestRefreshElsewhere(t *testing.T) {
	var asked int
	doc, err := os.ReadFile("testdata/www/port.xml")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_, _ = w.Write(doc)
	}))
	t.Cleanup(s.Close)
	p := newPerson(t)
	p.must("add", s.URL)
	other, err := store.Open(t.Context(), p.vars["store"], store.Options{Now: p.env.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	if ok, err := other.Lease(t.Context(), "refresh", "somebody", time.Minute); !ok || err != nil {
		t.Fatal(ok, err)
	}
	for code, want := range map[string]string{
		"en": "Another rubrika is refreshing the sources; wait a moment; the news will be here too.\n",
		"ru": "Источники сейчас обновляет другая rubrika; подождите, новости появятся и здесь.\n",
		"az": "Mənbələri hazırda başqa rubrika yeniləyir; bir az gözləyin, xəbərlər burada da görünəcək.\n",
	} {
		if got, stdout, stderr := p.run("--lang", code, "refresh", "1"); got != 1 || stdout != "" || stderr != want || asked != 1 {
			t.Errorf("code %d, %q, %q, asked %d times", got, stdout, stderr, asked)
		}
	}
	if err := other.Release(t.Context(), "refresh", "somebody"); err != nil {
		t.Fatal(err)
	}
	if p.must("refresh", "1"); asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

// TestRefreshSaysWhoWantsToBeLeftAlone counts sources that asked for a pause.
func TestRefreshSaysWhoWantsToBeLeftAlone(t *testing.T) {
	doc, err := os.ReadFile("testdata/www/port.xml")
	if err != nil {
		t.Fatal(err)
	}
	busy := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if busy {
			w.Header().Set("Retry-After", "600")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = w.Write(doc)
	}))
	t.Cleanup(s.Close)
	p := newPerson(t)
	p.must("add", s.URL)
	busy = true
	if code, _, stderr := p.run("refresh", "1"); code != 1 || !strings.Contains(stderr, "HTTP 429") {
		t.Errorf("code %d, %q", code, stderr)
	}
	if code, _, stderr := p.run("refresh", "1"); code != 0 || stderr != "1 source wants to be left alone for now\n" {
		t.Errorf("code %d, %q", code, stderr)
	}
}

// ferry is a person with settings who follows a feed of one teaser.
func ferry(t *testing.T, settings string) *person {
	t.Helper()
	s := newSite()
	t.Cleanup(s.Close)
	p := newPerson(t)
	p.vars["config"] = filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(p.vars["config"], []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	p.must("add", s.URL+"/ferry.xml")
	return p
}

// TestSettingsReachTheLibrary runs with each setting that is the library's.
func TestSettingsReachTheLibrary(t *testing.T) {
	offline := []string{"read", "--offline", "--keep", "1"}
	const whole = "before the ice is gone"
	p := ferry(t, `inside = ["127.0.0.0/8"]`+"\nprefetch = true\n")
	code, _, stderr := p.run("refresh", "1")
	if code != 0 || !strings.Contains(stderr, "1 page fetched ahead") {
		t.Errorf("prefetch: code %d, %q", code, stderr)
	}
	if out := p.must(offline...); !strings.Contains(out, whole) {
		t.Errorf("prefetch: %q", out)
	}

	p = ferry(t, `inside = ["127.0.0.0/8"]`)
	if code, stdout, stderr := p.run("refresh", "1", "--prefetch"); code != 0 || !strings.Contains(stderr, "1 page fetched ahead") {
		t.Errorf("--prefetch: code %d, %q, %q", code, stdout, stderr)
	}
	if out := p.must(offline...); !strings.Contains(out, whole) {
		t.Errorf("--prefetch: %q", out)
	}

	p = ferry(t, "")
	if out := p.must("refresh", "1", "--prefetch"); !strings.Contains(out, "Nothing new") {
		t.Errorf("%q", out)
	}
	if out := p.must(offline...); strings.Contains(out, whole) || !strings.Contains(out, "forty people") {
		t.Errorf("no inside: %q", out)
	}

	for settings, want := range map[string]int{"keep = { days = 10, starred = false }": 0, "keep = { days = 60 }": 1} {
		p = ferry(t, settings)
		for day := range 2 { // after a month away nothing is deleted on the first
			p.env.Now = func() time.Time { return time.Date(2025, 12, 28+day, 18+day, 0, 0, 0, time.UTC) }
			p.must("refresh")
		}
		if n := strings.Count(p.must("news"), "\n"); n != want {
			t.Errorf("%s: %d stories, want %d", settings, n, want)
		}
	}

	for settings, want := range map[string]bool{`refresh = "5m"`: true, `refresh = "20h"`: false} {
		p = ferry(t, settings)
		p.must("edit", "1", "--every", "5m")
		p.must("edit", "1", "--every", "0")
		p.env.Now = func() time.Time { return time.Date(2025, 11, 29, 7, 0, 0, 0, time.UTC) }
		if asked := p.must("refresh", "--json") != ""; asked != want {
			t.Errorf("%s: asked %v after 13 hours", settings, asked)
		}
	}
}

// TestReadOnATerminal renders pages, a list of headlines among them, within
// the width.
func TestReadOnATerminal(t *testing.T) {
	p := newPerson(t)
	plain := p.must("read", "testdata/www/copy.txt")
	if strings.Contains(plain, "\x1b") {
		t.Errorf("styled in a pipe: %q", plain)
	}
	p.env.OutTTY = true
	for _, width := range []int{40, 60, 100} {
		p.env.Width = width
		out := p.must("read", "testdata/www/copy.txt")
		if !sgr.MatchString(out) {
			t.Errorf("not styled: %q", out)
		}
		for line := range strings.Lines(out) {
			if n := len([]rune(sgr.ReplaceAllString(strings.TrimRight(line, "\n"), ""))); n > width {
				t.Errorf("%d cells of %d: %q", n, width, line)
			}
		}
		for _, want := range []string{"15:52", "Буксир вывел", "Liman körpünü"} {
			if !strings.Contains(out, want) {
				t.Errorf("%d: no %q in %q", width, want, out)
			}
		}
	}
}

// TestReadAnAddressWithoutScheme takes it for one where no file is called so,
// by http when its site knows nothing else.
func TestReadAnAddressWithoutScheme(t *testing.T) {
	p := newPerson(t)
	s := newSite()
	t.Cleanup(s.Close)
	host := strings.TrimPrefix(s.URL, "http://")
	if out := p.must("read", host+"/page.html"); out != p.must("read", s.URL+"/page.html") {
		t.Errorf("%q", out)
	}
	if code, _, stderr := p.run("read", "./"+host+"/page.html"); code != 1 || strings.Contains(stderr, "http") {
		t.Errorf("a path: code %d, %q", code, stderr)
	}
}

// TestDoctorPassesOverTheTour has nobody asked for it.
func TestDoctorPassesOverTheTour(t *testing.T) {
	p := newPerson(t)
	p.env.InTTY, p.env.OutTTY = true, true
	p.env.Reader = func(ctx context.Context, s cli.Session) error { return s.Library.Welcome(ctx, "en", false) }
	p.must()
	out := p.must("doctor")
	if !strings.Contains(out, "well 0, in trouble 0, muted 0, never asked 0") || strings.Contains(out, "last success") || strings.Contains(out, "no success") {
		t.Errorf("%q", out)
	}
	if out := p.must("doctor", "--json"); !strings.Contains(out, `"kind":"tour"`) {
		t.Errorf("%q", out)
	}
}

// TestDoctorOfAStoreItMayNotWrite says so, and looks all the same.
func TestDoctorOfAStoreItMayNotWrite(t *testing.T) {
	p := newPerson(t)
	s := newSite()
	t.Cleanup(s.Close)
	p.must("add", s.URL+"/port.xml")
	if err := os.Chmod(p.vars["store"], 0o400); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(p.vars["store"], os.O_RDWR, 0); err == nil {
		_ = f.Close()
		t.Skip("this user may write everything")
	}
	code, stdout, stderr := p.run("doctor")
	if code != 0 || stderr != "" || !strings.Contains(stdout, "sound") || !strings.Contains(stdout, "cannot be written") {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
}

// TestDoctorOfADamagedStore takes a store whose pages are overwritten.
func TestDoctorOfADamagedStore(t *testing.T) {
	p := newPerson(t)
	s := newSite()
	t.Cleanup(s.Close)
	p.must("add", s.URL+"/port.xml")
	doc, err := os.ReadFile(p.vars["store"])
	if err != nil {
		t.Fatal(err)
	}
	const pageSize = 4096
	for from := 1; from < len(doc)/pageSize; from += 7 {
		t.Run(fmt.Sprint("from page ", from), func(t *testing.T) {
			hurt := append([]byte{}, doc...)
			for i := from * pageSize; i < len(hurt); i++ {
				hurt[i] = 'Z'
			}
			name := filepath.Join(t.TempDir(), "hurt.db")
			if err := os.WriteFile(name, hurt, 0o600); err != nil {
				t.Fatal(err)
			}
			p := newPerson(t)
			p.vars["store"] = name
			code, stdout, stderr := p.run("doctor")
			if code != 1 || stderr != "" || !strings.Contains(stdout, "the store is damaged; put it aside") {
				t.Errorf("code %d, %q, %q", code, stdout, stderr)
			}
			code, stdout, _ = p.run("doctor", "--json")
			if code != 1 || !strings.Contains(stdout, `"sound":false`) || !strings.Contains(stdout, `"trouble":"corrupt"`) || strings.Contains(stdout, `"faults":[]`) {
				t.Errorf("code %d, %q", code, stdout)
			}
		})
	}
	if out := p.must("doctor"); !strings.Contains(out, "sound") {
		t.Errorf("the sound one: %q", out)
	}
}

// The API of a WordPress stands beside a feed with the same stories: it is
// taken when it is named, and not as one of all.
func TestWordPressIsTakenWhenNamed(t *testing.T) {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	serve := func(path, kind, text string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, text)
		})
	}
	post := `{"id":7,"link":"` + s.URL + `/7","date_gmt":"2025-11-28T08:00:00","title":{"rendered":"Mast"},"content":{"rendered":"<p>Mast up.</p>"}}`
	api := s.URL + "/wp-json/wp/v2/posts"
	serve("/{$}", "text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/feed">`+
		`<link rel="https://api.w.org/" href="/wp-json/"></head></html>`)
	serve("/feed", "application/rss+xml", `<rss version="2.0"><channel><title>Pier</title><item><title>Mast</title><link>`+s.URL+`/7</link></item></channel></rss>`)
	serve("/wp-json/wp/v2/posts", "application/json", "["+post+"]")
	for name, c := range map[string]struct {
		typed []string
		args  []string
		feed  bool
		api   bool
	}{
		"all":            {nil, []string{"--all"}, true, false},
		"nobody to ask":  {nil, nil, true, false},
		"answer all":     {[]string{"a"}, nil, true, false},
		"by its number":  {[]string{"2"}, nil, false, true},
		"by both":        {[]string{"1 2"}, nil, true, true},
		"by its address": {nil, []string{api}, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			if c.typed != nil {
				p.typing(c.typed...)
			}
			_, stdout, stderr := p.run(append([]string{"add", s.URL + "/"}, c.args...)...)
			if strings.Contains(stdout, s.URL+"/feed\n") != c.feed || strings.Contains(stdout, api) != c.api {
				t.Errorf("%q, %q", stdout, stderr)
			}
			if !c.api && !strings.Contains(stderr, api) {
				t.Errorf("the choice is not told: %q", stderr)
			}
		})
	}
}
