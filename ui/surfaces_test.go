package ui

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// TestHostileTextOnEverySurface: what stands round the list and the text shows
// feed text as text: topics, wire, preview, palette, pictures and why there are
// none, versions, what was found, what was saved.
func TestHostileTextOnEverySurface(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.Header().Set("Content-Type", "text/\x1b]52;c;T1dORUQ=\x07OWNED")
			http.Error(w, attacks()[0], http.StatusTeapot)
			return
		}
		var items strings.Builder
		for i, a := range attacks() {
			a = html.EscapeString(strings.ToValidUTF8(strings.Map(func(r rune) rune {
				if r == 0x1b || r == 7 || r == 8 || r == 0 { // XML has none of them
					return '\u009b'
				}
				return r
			}, a), "\u009d"))
			fmt.Fprintf(&items, `<item><title>%[1]s %[2]d</title><link>http://%[3]s/s%[2]d</link><author>%[1]s</author><category>%[1]s</category><category>%[1]s twice</category>`+
				`<description>%[1]s</description><content:encoded>&lt;p&gt;%[1]s&lt;/p&gt;&lt;p&gt;&lt;img src="http://%[3]s/%[2]d.png" alt="%[1]s"&gt;&lt;a href="http://%[3]s/%[1]s"&gt;%[1]s&lt;/a&gt;&lt;/p&gt;&lt;pre&gt;%[1]s&lt;/pre&gt;%[4]s</content:encoded></item>`,
				a, i, r.Host, strings.Repeat("Words and words. ", 40))
		}
		fmt.Fprintf(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hostile %s</title>%s</channel></rss>`, "\u009b2J", items.String())
	}))
	t.Cleanup(srv.Close)
	for _, width := range []int{40, 200} {
		client := fetch.New(fetch.Options{Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
		r := sit(t, setup{lang: "en", w: width, h: 36, client: client})
		r.m.config.Clippings = t.TempDir()
		for _, a := range likeKitty() {
			r.send(a)
		}
		if _, _, err := r.lib.Subscribe(t.Context(), library.NewSource{URL: srv.URL}); err != nil {
			t.Fatal(err)
		}
		r.run(r.m.reload())
		look := func(keys ...string) {
			t.Helper()
			r.press(keys...)
			v := r.m.View()
			for _, complaint := range foreign([]byte(v.Content + v.WindowTitle)) {
				t.Errorf("%d: %q: %s", width, keys, complaint)
			}
			fits(t, fmt.Sprint(width, keys), v.Content, width, 36)
		}
		for _, keys := range [][]string{{"t"}, {"esc"}, {"w"}, {"w"}, {":"}, {"esc"}, {"S"}, {"m"}, {"g"}, {"enter"}} {
			look(keys...)
		}
		for range attacks() {
			look("tab")
			look("L")
			look("S", "h")
			look("/", "O", "W", "N", "enter")
			look("ctrl+d")
			look("J")
		}
		look("i")
		look("q")
		for _, msg := range r.told {
			if _, ok := msg.(tea.RawMsg); ok && strings.Contains(fmt.Sprint(msg), "OWNED") {
				t.Errorf("%.80q", msg)
			}
		}
		if !strings.Contains(r.screen(), "OWNED") {
			t.Errorf("%d: the text itself did not come through:\n%s", width, r.screen())
		}
	}
}
