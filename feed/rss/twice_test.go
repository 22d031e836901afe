package rss

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rubrika/feed"
)

// A story that one document lists twice is one entry; stories that only share
// a name with another are not.
func TestListedTwice(t *testing.T) {
	const (
		d1 = "2025-11-28T10:00:00Z"
		d2 = "2025-11-28T11:00:00Z"
	)
	for name, c := range map[string]struct {
		lines []string // title|link|guid|date
		want  int
	}{
		"word for word":              {[]string{"А|https://gazet.example/a|ga-10001|" + d1, "А|https://gazet.example/a|ga-10001|" + d1}, 1},
		"another guid":               {[]string{"А|https://gazet.example/a|ga-10001|" + d1, "А|https://gazet.example/a|ga-10002|" + d2}, 1},
		"http and https":             {[]string{"А|http://gazet.example/a||", "А|https://gazet.example/a||"}, 1},
		"slash":                      {[]string{"А|https://gazet.example/a||", "А|https://gazet.example/a/||"}, 1},
		"www and utm":                {[]string{"А|https://gazet.example/a||", "а|https://www.gazet.example/a?utm_source=x||"}, 1},
		"all spellings":              {[]string{"А|http://gazet.example/a||", "А|https://gazet.example/a/||", "А|https://www.gazet.example/a|ga-10001|", "А|https://gazet.example/a#x||"}, 1},
		"in two sections":            {[]string{"А|https://gazet.example/x/a|ga-10001|", "А|https://gazet.example/y/a|ga-10001|"}, 1},
		"by link, then by guid":      {[]string{"А|https://gazet.example/a|ga-10001|", "А|https://gazet.example/a||", "А|https://gazet.example/y/a|ga-10001|"}, 1},
		"neither link nor guid":      {[]string{"А|||" + d1, "А|||" + d1}, 1},
		"… at another time":          {[]string{"А|||" + d1, "А|||" + d2}, 2},
		"… and undated":              {[]string{"А|||", "А|||"}, 2},
		"one link, two titles":       {[]string{"А|https://gazet.example/n||", "Б|https://gazet.example/n||"}, 2},
		"one link for all":           {[]string{"А|https://gazet.example/n||" + d1, "Б|https://gazet.example/n||", "А|https://gazet.example/n||" + d2}, 3},
		"one guid for all":           {[]string{"А|https://gazet.example/a|all-12345|", "Б|https://gazet.example/b|all-12345|", "А|https://gazet.example/c|all-12345|"}, 3},
		"one link and guid for all":  {[]string{"А|https://gazet.example/n|all-12345|" + d1, "Б|https://gazet.example/n|all-12345|", "А|https://gazet.example/n|all-12345|" + d2}, 3},
		"the front page":             {[]string{"А|https://gazet.example/||" + d1, "А|https://gazet.example||" + d2}, 2},
		"numbers":                    {[]string{"А|https://gazet.example/a|1|", "А|https://gazet.example/b|1|"}, 2},
		"the same title, two links":  {[]string{"Погода|https://gazet.example/a||", "Погода|https://gazet.example/b||"}, 2},
		"repeated among others":      {[]string{"А|https://gazet.example/a||", "Б|https://gazet.example/b||", "А|https://gazet.example/a||", "В|https://gazet.example/c||"}, 3},
		"no title, but one link":     {[]string{"|https://gazet.example/a||", "|https://gazet.example/a||"}, 1},
		"nothing at all, two times":  {[]string{"|||", "|||"}, 2},
		"query that tells the story": {[]string{"А|https://gazet.example/?p=1||", "А|https://gazet.example/?p=2||"}, 2},
	} {
		doc := rows(c.lines...)
		b := parse(t, doc, Meta{})
		if len(b.Entries) != c.want {
			t.Errorf("%s: %d entries, want %d: %+v", name, len(b.Entries), c.want, b.Entries)
		}
		soundBatch(t, name, b)
		// The next document lists each once, as the first of the repetitions was.
		if c.want == 1 {
			again := parse(t, rows(c.lines[0]), Meta{})
			if !meet(b.Entries[0].Keys, again.Entries[0].Keys) {
				t.Errorf("%s: %v is not known again as %v", name, again.Entries[0].Keys, b.Entries[0].Keys)
			}
		}
	}
}

// TestOneAddressAndTitle: comments and messages that have both in common are not
// one, and a story that is only listed again is.
func TestOneAddressAndTitle(t *testing.T) {
	const item = `<item><title>%s</title><link>https://gazet.example/%s</link><guid>%s</guid><pubDate>2025-11-2%dT10:00:00Z</pubDate><description>%s</description></item>`
	for name, c := range map[string]struct {
		items [2]string
		want  int
	}{
		"comments of one author": {[2]string{
			fmt.Sprintf(item, "Anna", "p#comment-2", "https://gazet.example/p#comment-2", 8, "yes"),
			fmt.Sprintf(item, "Anna", "p#comment-1", "https://gazet.example/p#comment-1", 7, "no"),
		}, 2},
		"messages of a service": {[2]string{fmt.Sprintf(item, "Down", "state", "m-10002", 8, "at ten"), fmt.Sprintf(item, "Down", "state", "m-10001", 7, "at nine")}, 2},
		"the same text":         {[2]string{fmt.Sprintf(item, "Down", "state", "m-10002", 8, "at ten"), fmt.Sprintf(item, "Down", "state", "m-10001", 7, "at ten")}, 1},
		"the same guid":         {[2]string{fmt.Sprintf(item, "Down", "state", "m-10001", 8, "at ten"), fmt.Sprintf(item, "Down", "state", "m-10001", 7, "at nine")}, 1},
		"the same day":          {[2]string{fmt.Sprintf(item, "Down", "state", "m-10002", 8, "at ten"), fmt.Sprintf(item, "Down", "state", "m-10001", 8, "at nine")}, 1},
	} {
		b := parse(t, channel(c.items[0]+c.items[1]), Meta{})
		if len(b.Entries) != c.want {
			t.Errorf("%s: %d entries, want %d", name, len(b.Entries), c.want)
		}
		soundBatch(t, name, b)
	}
}

// TestTheAddressBehindAService: what a service that counts clicks says of where a
// story is comes before its own address.
func TestTheAddressBehindAService(t *testing.T) {
	b := parse(t, `<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>G</title><item><title>A</title>
		<link>https://count.example/~r/g/~3/x1y2/</link><feedburner:origLink>https://gazet.example/a</feedburner:origLink></item></channel></rss>`, Meta{})
	want(t, "address", b.Entries[0].URL, "https://gazet.example/a")
	want(t, "key", b.Entries[0].Keys[0], "link:gazet.example/a")
}

// What is listed under two categories is filed under both, and stands where it
// stood first.
func TestCategoriesOfTheRepeated(t *testing.T) {
	b := parse(t, channel(`<item><title>А</title><link>https://gazet.example/a</link><category>Финансы</category><description>первый</description></item>
		<item><title>Б</title><link>https://gazet.example/b</link></item>
		<item><title>А</title><link>https://gazet.example/a/</link><category>Финансы</category><category>Спорт</category><description>второй</description></item>`), Meta{})
	if len(b.Entries) != 2 {
		t.Fatalf("%d entries", len(b.Entries))
	}
	want(t, "title", b.Entries[0].Title, "А")
	want(t, "categories", b.Entries[0].Categories, []string{"Финансы", "Спорт"})
	want(t, "text", b.Entries[0].Summary, "первый")
}

// Validators that two feeds of a server share, or that never move, hide nothing
// where the server sends the document all the same.
func TestWorthlessValidators(t *testing.T) {
	doc := map[string][]byte{"/a": edition("rss", stories[:3], ""), "/b": edition("rss", stories[3:], "")}
	a := answer(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"same"`)
		w.Header().Set("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT")
		whole(doc[r.URL.Path])(w, r)
	})
	b := &reader{t: t, client: a.client, url: strings.Replace(a.url, "/rss", "/b", 1)}
	a.url = strings.Replace(a.url, "/rss", "/a", 1)
	for _, r := range []*reader{a, b} {
		if got, err := r.fetch(); err != nil || len(got.Entries) != 3 {
			t.Fatalf("%d entries, %v", len(got.Entries), err)
		}
		if got, err := r.fetch(); err != nil || !got.Unchanged {
			t.Errorf("the same again: %v, %v", got.Unchanged, err)
		}
	}
	doc["/a"] = edition("rss", stories[:4], "")
	if got, err := a.fetch(); err != nil || got.Unchanged || len(got.Entries) != 4 {
		t.Errorf("changed: %+v, %v", got, err)
	}
	if got, err := b.fetch(); err != nil || !got.Unchanged || got.Next.Digest == a.cursor.Digest {
		t.Errorf("the other one: %v, %v", got.Unchanged, err)
	}
}

// A history of one story: whatever is changed, twins in one document included,
// each step is known by the step before.
func TestOneStoryThroughManySteps(t *testing.T) {
	steps := [][]string{
		{"Мост|http://gazet.example/a|ga-10001|2025-11-28T10:00:00Z"},
		{"Мост|https://gazet.example/a/|ga-10001|2025-11-28T10:00:00Z"},
		{"Мост открыт|https://www.gazet.example/a|x-77777|2025-11-28T10:00:00Z", "Мост открыт|https://gazet.example/a|x-88888|2025-11-28T10:05:00Z"},
		{"Мост открыт|https://gazet.example/a?utm_medium=rss||2025-11-28T10:00:00Z", "Другая|https://gazet.example/b||"},
		{"Другая|https://gazet.example/b||", "Мост|https://gazet.example/a|1|"},
	}
	var known []string
	for i, lines := range steps {
		var met []feed.Entry
		for _, e := range parse(t, rows(lines...), Meta{}).Entries {
			if strings.HasPrefix(e.Title, "Мост") {
				met = append(met, e)
			}
		}
		if len(met) != 1 || i > 0 && !meet(known, met[0].Keys) {
			t.Fatalf("step %d: %d entries, keys %v after %v", i, len(met), met[0].Keys, known)
		}
		known = met[0].Keys
	}
}
