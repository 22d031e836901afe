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
		"\x1b[3J\x1b[31;5mOWNED",           // CSI
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

// hostile serves the attacks in every field of an RSS and a JSON feed, and in
// the names that a page gives its feeds.
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
		case "/":
			for i, a := range attacks() {
				fmt.Fprintf(w, `<link rel="alternate" type="application/rss+xml" title="%s" href="/%d?%s">`, html.EscapeString(a), i, html.EscapeString(a))
			}
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
	patience := time.Second // for a key that changes nothing on the screen
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
// reads every byte that it writes: list, category filter, articles, sources with
// their forms, window title.
func TestFeedTextNeverDrivesTheTerminal(t *testing.T) {
	t.Parallel()
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
	press("/")
	press("owned")
	press(" source:")
	press("\x15owned\r")
	press("\r")
	press("qC")
	press("e")
	for range len(attacks()) {
		press("\r")
		press("qj")
	}
	press("\r")
	press("G")
	press("q")
	press("G\r")
	press("q?")
	press("q")
	press("F")
	press("e")
	press("\x1b")
	press("j")
	press("m")
	press("m")
	press("a")
	press("\x1b[200~" + srv.URL + "\x1b[201~")
	press("\r")
	if !bytes.Contains(out.bytes(), []byte("several feeds")) {
		t.Error("the feeds of the page were not shown")
	}
	press("\x1b")
	press("\x1b")
	press("q")
	press("q")
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
	for _, complaint := range foreign(out.bytes()) {
		t.Error(complaint)
	}
}

// TestForeignBites sees to it that the reading of the bytes is worth
// something: every attack, sent as it is, is noticed.
func TestForeignBites(t *testing.T) {
	for _, a := range attacks() {
		if strings.Contains(a, "&") {
			continue // a reference is text until somebody decodes it
		}
		if len(foreign([]byte("before "+a+" after"))) == 0 {
			t.Errorf("%q passes", a)
		}
	}
	if got := foreign([]byte("\x1b[1;38;2;1;2;3mplain\x1b[m \x1b]2;title\x07")); len(got) > 0 {
		t.Errorf("our own bytes are foreign: %q", got)
	}
}

// foreign names every sequence that the program has no business with, and
// every control or bidi character in text.
func foreign(raw []byte) []string {
	var out []string
	state, p := byte(0), ansi.NewParser()
	for len(raw) > 0 {
		seq, width, n, next := ansi.DecodeSequence(raw, state, p)
		if why := complaint(string(seq), width, p); why != "" {
			out = append(out, fmt.Sprintf("%s: %q", why, seq))
		}
		state, raw = next, raw[n:]
	}
	return out
}

// complaint says what is wrong with one piece of output; empty when nothing.
func complaint(s string, width int, p *ansi.Parser) string {
	switch {
	case s[0] >= 0x80 && s[0] < 0xa0:
		return "a C1 byte"
	case width > 0:
		if strings.ContainsFunc(s, func(r rune) bool {
			return unicode.Is(unicode.Bidi_Control, r) && r != '\u200e' && r != '\u200f' || unicode.IsControl(r)
		}) {
			return "a control or bidi character in text"
		}
	case ansi.HasOscPrefix(s):
		// 0, 2: title; 9: progress; 10–12: asking for colours; 110–112: resetting them.
		switch p.Command() {
		case 0, 2:
			if s != "\x1b]2;rubrika\x07" && !strings.HasSuffix(s, " — rubrika\x07") && s != "\x1b]2;\x07" && s != "\x1b]2;title\x07" {
				return "a title that is not ours"
			}
			if strings.ContainsFunc(strings.TrimSuffix(s[4:], "\x07"), unicode.IsControl) {
				return "a title with controls"
			}
		case 9, 10, 11, 12, 110, 111, 112:
		default:
			return "a foreign OSC"
		}
	case ansi.HasDcsPrefix(s), ansi.HasApcPrefix(s), ansi.HasPmPrefix(s), ansi.HasSosPrefix(s):
		return "a foreign string sequence"
	case ansi.HasCsiPrefix(s):
		return csi(s, ansi.Cmd(p.Command()))
	case s != "\n" && s != "\r" && s != "\t" && s != "\x1b7" && s != "\x1b8" && s != "\x1b=" && s != "\x1b>" && s != "\x1bM" && s != "\x08":
		if strings.ContainsFunc(s, func(r rune) bool {
			return unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Cf, r) && r != '\u200d'
		}) {
			return "a foreign control"
		}
	}
	return ""
}

// csi says what is wrong with a control sequence. Colours, cursor movement,
// erasing within a line, modes and the keyboard protocol are what the program
// itself sends; it erases the whole screen only when it begins.
func csi(s string, cmd ansi.Cmd) string {
	if s == "\x1b[16t" { // how large a cell is
		return ""
	}
	if strings.IndexByte("mHABCDGJKXLMPSTbdhlnpcu@qr`aIZ", cmd.Final()) < 0 {
		return "a foreign CSI"
	}
	if s == "\x1b[3J" || strings.HasSuffix(s, ";5m") {
		return "erasing what was, or blinking"
	}
	return ""
}
