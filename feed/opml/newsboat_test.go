package opml_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestNewsboat(t *testing.T) {
	l := read(t, "\xEF\xBB\xBF# my feeds\r\n"+
		`http://bay.example/rss news "big fish" "~Bay \"Daily\""`+"\r\n"+
		"\n   \t\n"+
		`https://hill.example/a.xml # not a tag`+"\n"+
		`"http://quoted.example/?a=1&b=2" "tag#1" news news "" ~Plain`+"\n"+
		`http://secret.example/ "!" quiet`+"\n"+
		`"query:Unread:unread = \"yes\"" news`+"\n"+
		`exec:~/bin/feed.sh news`+"\n"+
		`filter:~/bin/clean.pl:https://dirty.example/rss`+"\n"+
		`file:///home/me/feed.xml`+"\n"+
		`hill.example/other`+"\n"+
		`http://BAY.example/rss/ port !x`+"\n"+
		`http://umlaut.example/ö "~Grüße, Мир" 'single`+"\n"+
		`http://open.example/ "never closed`)
	want := []string{
		`http://bay.example/rss title="Bay \"Daily\"" tags="news|big fish|port"`,
		`https://hill.example/a.xml`,
		`http://quoted.example/?a=1&b=2 title="Plain" tags="tag#1|news"`,
		`http://secret.example/ tags="quiet"`,
		`http://umlaut.example/ö title="Grüße, Мир" tags="'single"`,
		`http://open.example/ tags="never closed"`,
	}
	if got := shows(l.Feeds); !slices.Equal(got, want) {
		t.Errorf("feeds\n got %q\nwant %q", got, want)
	}
	wantSkips := []string{
		`7 hidden http://secret.example/ "!" quiet`,
		`8 query "query:Unread:unread = \"yes\"" news`,
		`9 exec exec:~/bin/feed.sh news`,
		`10 filter filter:~/bin/clean.pl:https://dirty.example/rss`,
		`11 file file:///home/me/feed.xml`,
		`12 bad-address hill.example/other`,
		`13 twice http://BAY.example/rss/ port !x`,
	}
	if got := skips(l.Skipped); !slices.Equal(got, wantSkips) {
		t.Errorf("skipped\n got %q\nwant %q", got, wantSkips)
	}
	if l := read(t, "# nothing but a comment\n"); len(l.Feeds)+len(l.Skipped) > 0 {
		t.Errorf("%+v", l)
	}
	if l := read(t, "query:All:age < 3\n"); len(l.Feeds) != 0 || len(l.Skipped) != 1 {
		t.Errorf("a list of queries only: %+v", l)
	}
}

// Words of a line, as newsboat parts them.
func TestNewsboatWords(t *testing.T) {
	for line, want := range map[string]string{
		"http://a.example/\tone\t \"two three\"\t": `http://a.example/ tags="one|two three"`,
		`http://a.example/ "a\"b" "c\\d" e"f g"h`:  `http://a.example/ tags="a\"b|c\\d|e\"f|g\"h"`,
		`http://a.example/ "a""b"c "d\te\x" "f`:    `http://a.example/ tags="a|b|c|d\tex|f"`,
		`http://a.example/ "~One" "~Two"`:          `http://a.example/ title="Two"`,
		`http://a.example/ ~ " " ""`:               `http://a.example/`,
		`http://a.example/ "~#1 & «two»" x#y #z`:   `http://a.example/ title="#1 & «two»" tags="x#y"`,
		`http://a.example/?q="x" y`:                `http://a.example/?q="x" tags="y"`,
		`http://a.example/#part ü/ö`:               `http://a.example/#part tags="ü/ö"`,
		` feed://a.example/rss`:                    `https://a.example/rss`,
		"http://u:p@a.example/\r":                  `http://u:p@a.example/`,
	} {
		if l := read(t, line); len(l.Feeds) != 1 || show(l.Feeds[0]) != want || len(l.Skipped) > 0 {
			t.Errorf("%q: %q, %+v; want %q", line, shows(l.Feeds), l.Skipped, want)
		}
	}
	var lines strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&lines, "https://host%d.example/%d \"Größe %d\" \"~№ \\\"%d\\\"\"\r\n", i%50, i, i%9, i)
	}
	l := read(t, lines.String())
	if len(l.Feeds) != 2000 || show(l.Feeds[1999]) != `https://host49.example/1999 title="№ \"1999\"" tags="Größe 1"` {
		t.Errorf("%d feeds, the last %s", len(l.Feeds), show(l.Feeds[len(l.Feeds)-1]))
	}
}
