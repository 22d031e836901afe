package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/config"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// attacks are what a feed may try on a terminal. Each carries the word OWNED,
// so that a test can see that the text came through while the sequence did
// not.
func attacks() []string {
	return []string{
		"\x1b]52;c;T1dORUQ=\x07OWNED",      // clipboard
		"\x1b]0;OWNED\x07",                 // window title
		"\x1b]8;;file:///OWNED\x1b\\x",     // link
		"\x1bP+q4f574e4544\x1b\\OWNED",     // DCS
		"\x1b_Gf=100;OWNED\x1b\\",          // APC
		"\x1b^OWNED\x1b\\",                 // PM
		"\x1bXOWNED\x1b\\",                 // SOS
		"\x1b[2J\x1b[HOWNED",               // CSI
		"\x1b[201~OWNED",                   // end of paste
		"\u009b2JOWNED\u009d52;c;eA\u009c", // C1 as UTF-8
		"\x9b2JOWNED",                      // C1 as a raw byte
		"&#27;]52;c;T1dORUQ=&#7;OWNED",     // a reference
		"&amp;#27;[2JOWNED",                // a reference to a reference
		"&#x9b;2JOWNED",                    //
		"a\u202eOWNED\u2066b\u2069",        // bidi overrides and isolates
		"OWNED\r\n\x08\x08\x7f\x00",        // overwriting
		"OWNED\U000e0041\u200b\ufeff",      // tags, blanks without width
	}
}

// hostile serves the attacks in every field of an RSS and a JSON feed.
func hostile(t *testing.T) *httptest.Server {
	t.Helper()
	var rss strings.Builder
	rss.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>T " + html.EscapeString(attacks()[1]) + "</title>")
	type item map[string]any
	var items []item
	for i, a := range attacks() {
		once := html.EscapeString(a)
		fmt.Fprintf(&rss, "<item><title><![CDATA[%s]]> t%d</title><link>https://example.org/%d?%s</link><dc:creator>%s</dc:creator><category>%s</category>"+
			"<pubDate>Fri, 28 Nov 2025 0%d:10:00 GMT</pubDate><description><![CDATA[<p title='%s'>%s <a href=\"javascript:alert('%d')\">%s</a> <a href='https://example.org/%s'>%s</a><img src='%s' alt='%s'></p><pre>%s</pre><h2>%s</h2><table><tr><th>%s</th></tr><tr><td>%s</td></tr></table><blockquote>%s</blockquote>]]></description></item>",
			a, i, i, once, once, once, i%10, a, a, i, a, a, a, a, a, a, a, a, a, a)
		items = append(items, item{
			"id": fmt.Sprint(i), "url": "https://example.net/" + fmt.Sprint(i), "title": a + " j", "content_html": "<p>" + a + "</p><code>" + a + "</code>",
			"tags": []string{a}, "authors": []item{{"name": a}}, "date_published": "2025-11-28T05:00:00Z",
		})
	}
	rss.WriteString("</channel></rss>")
	body, err := json.Marshal(item{"version": "https://jsonfeed.org/version/1.1", "title": attacks()[2], "items": items})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rss":
			w.Header().Set("Content-Type", "application/rss+xml")
			io.WriteString(w, rss.String())
		case "/json":
			w.Header().Set("Content-Type", "application/feed+json")
			w.Write(body)
		}
	}))
	t.Cleanup(srv.Close)
	return srv
}

// terminal collects what is written to it.
type terminal struct {
	mu    sync.Mutex
	all   bytes.Buffer
	wrote chan struct{}
}

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	select {
	case t.wrote <- struct{}{}:
	default:
	}
	return t.all.Write(p)
}

func (t *terminal) bytes() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Clone(t.all.Bytes())
}

// settle waits until the program has written something and then nothing more
// for a moment.
func (t *terminal) settle() {
	patience := 3 * time.Second
	for {
		select {
		case <-t.wrote:
			patience = 60 * time.Millisecond
		case <-time.After(patience):
			return
		}
	}
}

// TestFeedTextNeverDrivesTheTerminal runs the whole program on a terminal and
// reads every byte that it writes: list, category filter, articles, window
// title.
func TestFeedTextNeverDrivesTheTerminal(t *testing.T) {
	srv := hostile(t)
	lib, err := library.Open(t.Context(), library.Options{Path: t.TempDir() + "/r.db", Client: fetch.New(fetch.Options{}), Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	for _, path := range []string{"/rss", "/json"} {
		if _, _, err := lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL + path}); err != nil {
			t.Fatal(err)
		}
	}
	cfg := config.Default()
	cfg.Refresh = 0
	in, keyboard := io.Pipe()
	out := &terminal{wrote: make(chan struct{}, 1)}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{Library: lib, Config: cfg, Lang: "en", Now: noon},
			tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(100, 40), tea.WithColorProfile(colorprofile.TrueColor),
			tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}), tea.WithoutSignalHandler())
	}()
	out.settle()
	press := func(keys string) {
		io.WriteString(keyboard, keys)
		out.settle()
	}
	press("c")
	press("\t")
	press("\x1b")
	press("e")
	for range len(attacks()) {
		press("\r")
		press("G")
		press("qj")
	}
	press("G\r")
	press("q?")
	press("qq")
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-ctx.Done():
		t.Fatal("the program does not end")
	}
	if n := bytes.Count(out.bytes(), []byte("OWNED")); n < len(attacks()) {
		t.Errorf("the text itself came through only %d times", n)
	}
	foreign(t, out.bytes())
}

// foreign fails for every sequence that the program has no business with, and
// for every control or bidi character in text.
func foreign(t *testing.T, raw []byte) {
	t.Helper()
	state, p := byte(0), ansi.NewParser()
	for len(raw) > 0 {
		seq, width, n, next := ansi.DecodeSequence(raw, state, p)
		cmd := ansi.Cmd(p.Command())
		switch s := string(seq); {
		case width > 0:
			for _, r := range s {
				if unicode.Is(unicode.Bidi_Control, r) && r != '\u200e' && r != '\u200f' || unicode.IsControl(r) {
					t.Errorf("text with %U: %q", r, s)
				}
			}
		case ansi.HasOscPrefix(seq):
			// 0, 2: title; 9;4: progress; 10, 11: asking for colours; 22: pointer.
			switch p.Command() {
			case 0, 2:
				if strings.ContainsFunc(strings.TrimRight(s[2:], "\x07\x1b\\"), unicode.IsControl) {
					t.Errorf("a title with controls: %q", s)
				}
			case 9, 10, 11, 12, 22, 110, 111, 112:
			default:
				t.Errorf("a foreign OSC: %q", s)
			}
		case ansi.HasDcsPrefix(seq), ansi.HasApcPrefix(seq), ansi.HasPmPrefix(seq), ansi.HasSosPrefix(seq):
			// Bubble Tea asks for capabilities by XTGETTCAP (DCS + q) itself.
			if !strings.HasPrefix(s, "\x1bP+q") || strings.Contains(s, "4f574e4544") {
				t.Errorf("a foreign string sequence: %q", s)
			}
		case ansi.HasCsiPrefix(seq):
			if strings.IndexByte("mHABCDEFGJKXLMPSTbdefhlnprcqtu@~st`aZIg", cmd.Final()) < 0 {
				t.Errorf("a foreign CSI: %q", s)
			}
			if s == "\x1b[201~" {
				t.Errorf("an end of paste: %q", s)
			}
		default:
			if len(seq) == 1 && seq[0] >= 0x80 {
				t.Errorf("a raw byte %#x", seq[0])
			}
		}
		state, raw = next, raw[n:]
	}
}
