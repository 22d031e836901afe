package ui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/catalogue"
)

// TestSweep draws every screen in 15 widths and 8 heights: no line is wider
// than the window, no page higher, and nothing panics.
func TestSweep(t *testing.T) {
	t.Parallel()
	widths := []int{1, 12, 39, 40, 46, 53, 60, 72, 80, 99, 100, 120, 140, 180, 220}
	heights := []int{1, 6, 10, 14, 18, 24, 36, 60}
	screens := []struct {
		name string
		keys []string
	}{
		{"headlines", nil},
		{"rubric", []string{"3"}},
		{"last rubric", []string{"shift+tab"}},
		{"nothing", []string{"u", "u"}},
		{"filter", []string{"c"}},
		{"filter, narrowed", []string{"c", "a"}},
		{"filter, tags", []string{"c", "tab", "down"}},
		{"article", []string{"3", "enter"}},
		{"article, link", []string{"3", "enter", "tab", "G"}},
		{"help", []string{"?"}},
		{"help of article", []string{"enter", "?"}},
		{"no sources", []string{"F"}},
		{"sources", []string{"F", "@", "j", "j"}},
		{"sources of accounts", []string{"F", "&", "G"}},
		{"add to an account", []string{"F", "&", "G", "a", "x", "down"}},
		{"sources, narrowed", []string{"F", "@", "/", "е"}},
		{"add", []string{"F", "@", "a", "x"}},
		{"edit", []string{"F", "@", "e", "down", "down"}},
		{"choice", []string{"F", "@", "a", "+"}},
		{"catalogue", []string{"F", "@", "c", "tab", "right"}},
		{"catalogue, narrowed", []string{"F", "@", "c", "z", "z"}},
		{"help of sources", []string{"F", "?"}},
		{"search, nothing typed", []string{"/"}},
		{"search", []string{"/", "m", "o", "down"}},
		{"search, values", []string{"3", "/", "r", "u", "b", "r", "i", "c", ":"}},
		{"search, wrong", []string{"/", "(", "a", "b", "space", "o", "r", "space"}},
		{"search, nothing found", []string{"3", "/", "ъ", "ъ", "ъ"}},
		{"search, kept", []string{"/", "r", "s", "s", "enter", "n"}},
		{"search, page", []string{"/", "r", "s", "s", "enter", "enter", "n"}},
		{"help of search", []string{"/", "f1"}},
		{"no views", []string{"V", "G"}},
		{"views", []string{"V", "$", "j"}},
		{"view in the row", []string{"$", "shift+tab"}},
		{"views to pick", []string{"$", "c", "shift+tab", "space"}},
		{"form of a view", []string{"V", "a", "tab", "x", " ", "o", "r"}},
		{"mute", []string{"M", "j"}},
		{"watch", []string{"3", "enter", "M", "tab"}},
		{"help of views", []string{"V", "?"}},
	}
	for i, s := range screens {
		code := []string{"ru", "az", "en"}[i%3]
		t.Run(s.name+" "+code, func(t *testing.T) {
			t.Parallel()
			r := sit(t, setup{lang: code, w: 80, h: 24, light: i%2 == 1})
			r.show(s.keys...)
			for _, w := range widths {
				for _, h := range heights {
					r.send(tea.WindowSizeMsg{Width: w, Height: h})
					fits(t, fmt.Sprintf("%d×%d", w, h), r.m.View().Content, w, h)
				}
			}
		})
	}
}

func fits(t *testing.T, size, content string, w, h int) {
	t.Helper()
	lines := strings.Split(content, "\n")
	if len(lines) > h {
		t.Errorf("%s: %d lines", size, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			t.Errorf("%s: line %d is %d cells wide: %q", size, i, n, ansi.Strip(l))
		}
	}
	if w >= minWidth && h >= minHeight && len(lines) != h {
		t.Errorf("%s: only %d lines", size, len(lines))
	}
}

// TestGoldenScreens keeps whole screens as they were looked at and approved.
func TestGoldenScreens(t *testing.T) {
	t.Parallel()
	screens := []struct {
		name string
		s    setup
		keys []string
	}{
		{"headlines-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, nil},
		{"headlines-en-80x24-light", setup{lang: "en", w: 80, h: 24, light: true}, nil},
		{"headlines-az-200x50-dark", setup{lang: "az", w: 200, h: 50}, nil},
		{"headlines-ru-40x10-dark", setup{lang: "ru", w: 40, h: 10}, nil},
		{"economy-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, []string{"3"}},
		{"filter-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, []string{"c", "э", "к", "space"}},
		{"article-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, []string{"3", "enter"}},
		{"article-end-en-80x24-dark", setup{lang: "en", w: 80, h: 24}, []string{"3", "enter", "G"}},
		{"help-en-80x24-dark", setup{lang: "en", w: 80, h: 24}, []string{"?"}},
		{"sources-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, []string{"F", "@", "j"}},
		{"sources-en-80x24-light", setup{lang: "en", w: 80, h: 24, light: true}, []string{"F", "@"}},
		{"sources-az-200x50-dark", setup{lang: "az", w: 200, h: 50}, []string{"F", "@", "j", "j"}},
		{"sources-help-en-120x36-dark", setup{lang: "en", w: 120, h: 36}, []string{"F", "?"}},
		{"add-az-80x24-dark", setup{lang: "az", w: 80, h: 24}, []string{"F", "@", "a", "r", "u", "b"}},
		{"edit-en-120x36-dark", setup{lang: "en", w: 120, h: 36}, []string{"F", "@", "e", "down", "right"}},
		{"choice-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, []string{"F", "@", "a", "+", "space"}},
		{"catalogue-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, []string{"F", "@", "c", "%"}},
		{"catalogue-en-120x36-light", setup{lang: "en", w: 120, h: 36, light: true}, []string{"F", "@", "c", "%", "tab", "right"}},
	}
	for _, s := range screens {
		t.Run(s.name, func(t *testing.T) {
			r := sit(t, s.s)
			r.show(s.keys...)
			r.golden(s.name)
		})
	}
}

// show presses keys. Of what varies or takes a network it puts the same on the
// screen each time: «@» some subscriptions, «+» feeds to choose from, «%» a
// catalogue, «&» some subscriptions on servers that marks could not be sent to,
// «$» some saved views and rules.
func (r *reader) show(keys ...string) {
	r.t.Helper()
	for _, k := range keys {
		switch k {
		case "@":
			r.send(sourcesMsg{job: r.m.tables.n, all: shelf()})
		case "&":
			r.m.post.failed = true
			r.send(sourcesMsg{job: r.m.tables.n, all: append(shelf()[:2], lent()...), accounts: accounts()})
			r.m.notice = ""
		case "+":
			r.send(followedMsg{job: r.m.desk.job.n, followed: library.Followed{Choices: []feed.Found{
				{URL: "https://quay.example/all.xml", Title: "The Quay"},
				{URL: "https://quay.example/comments.xml", Title: "The Quay: comments"},
				{URL: "https://quay.example/news-sitemap.xml", Kind: "sitemap"},
			}}})
		case "$":
			r.send(viewsMsg{job: r.m.rules.loads.n, all: savedShelf(r.t)})
			r.send(viewCountsMsg{job: r.m.rules.tallies.n, counts: []feed.Tally{{Name: "1", Total: 128, Unread: 24}, {Name: "2", Total: 3}, {Name: "3", Total: 1240, Unread: 7}}})
		case "%":
			r.m.catalogue.Open([]feed.Listing{
				{URL: "https://novosti.example/rss", Title: "Новости залива", Lang: "ru", Country: "AZ"},
				{URL: "https://quay.example/all.xml", Title: "The Quay", Lang: "en", Country: "GB", Rubric: feed.Economy},
				{URL: "https://xezer.example/feed", Title: "Xəzər xəbərləri", Lang: "az", Country: "AZ"},
				{URL: "https://lighthouse.example/science.atom", Title: "Lighthouse Science Review", Lang: "en", Country: "US", Rubric: feed.ScienceTech},
			})
			r.m.markListings()
			r.m.catalogue.SetState("https://lighthouse.example/science.atom", catalogue.Failed)
		default:
			r.press(k)
		}
	}
}

// shelf are subscriptions in every state there is.
func shelf() []feed.Subscription {
	ago := func(d time.Duration) time.Time { return noon().Add(-d) }
	return []feed.Subscription{
		{
			ID: 1, Kind: "feed", URL: "https://quay.example/all.xml", Title: "The Quay", Site: "https://quay.example/", Lang: "en", Rubric: feed.Economy,
			Added: ago(60 * 24 * time.Hour), LastTry: ago(12 * time.Minute), LastGood: ago(12 * time.Minute), NextTry: noon().Add(18 * time.Minute),
			Items: 412, Unread: 37, PerDay: 14.3, Asked: 1420, Unchanged: 1103, Saved: 48_300_000, Tags: []string{"work"}, Every: time.Hour,
		},
		{
			ID: 2, Kind: "feed", URL: "https://novosti.example/rss", Title: "Новости залива", Lang: "ru", Zone: "Asia/Baku", Added: ago(9 * 24 * time.Hour),
			LastTry: ago(2 * time.Hour), LastGood: ago(30 * time.Hour), NextTry: noon().Add(3 * time.Hour), Failures: 4, Trouble: feed.KindNotFound,
			Items: 1240, Unread: 1240, PerDay: 128, Asked: 90, Unchanged: 2, Saved: 91_000,
		},
		{
			ID: 3, Kind: "feed", URL: "https://xezer.example/feed", Title: "Xəzər xəbərləri", Lang: "az", Added: ago(90 * 24 * time.Hour), Muted: true,
			LastTry: ago(70 * 24 * time.Hour), LastGood: ago(70 * 24 * time.Hour), Items: 3, Asked: 12, Cursor: feed.Cursor{Agent: "browser"},
		},
		{ID: 4, Kind: "feed", URL: "https://lighthouse.example/a/very/long/address/of/a/feed/that/does/not/fit/anywhere.atom?format=full", Title: "A lighthouse keeper's diary, notes and weather, kept since the winter of 1911 — 灯台守の日記", Added: noon()},
		{
			ID: 5, Kind: "feed", URL: "https://gone.example/rss", Title: "Gone", Added: ago(300 * 24 * time.Hour), LastTry: ago(24 * time.Hour),
			LastGood: ago(48 * time.Hour), Failures: 1, Trouble: feed.KindGone, Items: 12, PerDay: 0.04, Asked: 300,
		},
	}
}

// accounts are one that is well, one that is not, and one without a feed.
func accounts() []feed.Account {
	return []feed.Account{
		{
			ID: 1, Kind: "miniflux", URL: "https://reader.example/miniflux/", User: "leyla", Title: "Дом", Feeds: 3, Waiting: 14, Refused: 2,
			LastTry: noon().Add(-9 * time.Minute), LastGood: noon().Add(-9 * time.Minute), NextTry: noon().Add(11 * time.Minute),
		},
		{
			ID: 2, Kind: "greader", URL: "https://rss.example/api/greader.php", User: "leyla", Title: "Redaksiya", Feeds: 2, Failures: 2,
			LastTry: noon().Add(-time.Hour), LastGood: noon().Add(-26 * time.Hour), NextTry: noon().Add(23 * time.Hour), Trouble: feed.KindPassword,
		},
		{ID: 3, Kind: "greader", URL: "https://new.example/api/greader.php", User: "leyla", Title: "Tablet", Trouble: feed.KindTimeout},
	}
}

// lent are subscriptions on the servers of accounts.
func lent() []feed.Subscription {
	var out []feed.Subscription
	add := func(a feed.Account, title, folder, lang string, r feed.Rubric, unread int, perDay float64, tags ...string) {
		out = append(out, feed.Subscription{
			ID: feed.SourceID(11 + len(out)), Kind: a.Kind, Account: a.ID, AccountTitle: a.Title, Remote: strconv.Itoa(len(out)),
			URL: "https://" + strconv.Itoa(len(out)) + ".example/rss", Title: title, Folder: folder, Lang: lang, Rubric: r, Tags: tags,
			Added: noon().Add(-40 * 24 * time.Hour), LastTry: a.LastTry, LastGood: a.LastGood, NextTry: a.NextTry,
			Failures: a.Failures, Trouble: a.Trouble, Items: 3 * unread, Unread: unread, PerDay: perDay,
		})
	}
	all := accounts()
	add(all[0], "Каспийский вестник", "Экономика", "ru", feed.Economy, 31, 41)
	add(all[0], "Lighthouse Science Review", "", "en", feed.ScienceTech, 0, 0.4)
	add(all[0], "Xəzər", "Səhər", "az", "", 7, 12, "Səhər", "iş")
	add(all[1], "Bakı və region", "Region", "az", "", 112, 64, "Region")
	add(all[1], "The Quay: comments", "", "en", "", 3, 2)
	return out
}
