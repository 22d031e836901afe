package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
)

// TestWhatIsAnEdit has publishers change texts under a title that stays.
func TestWhatIsAnEdit(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "x.db"), Options{Now: noon, Text: func(body feed.Markup, _ string) string {
		return strings.TrimPrefix(string(body), "<p>")
	}})
	for n, tt := range []struct {
		was, is string
		edited  bool
	}{
		{"5 were hurt", "12 were hurt", true},
		{"They go", "They do not go", true},
		{"Harbour opens", "Harbour opens. Ferries sail", true},
		{"3 days of rain", "4 days of rain", true},
		{"They won by 3 points", "They won by 5 points", true},
		{"Выиграли 5 голов", "Выиграли 6 голов", true},
		{"Принято 312 голосами", "Принято 314 голосами", true},
		{"Final score 2:1", "Final score 3:1", true},
		{"He bought 500 shares", "He bought 700 shares", true},
		{"Rain. Votes: 3", "Rain. Votes: 4", false},
		{"Said “yes”", "Said \"yes\" …", false},
		{"See https://x.example/?utm_id=1 now", "See www.x.example/?utm_id=2 now", false},
		{"Posted 5 minutes ago. Rain", "Posted 2 hours ago. Rain", false},
		{"An hour ago: rain", "a day ago: rain", false},
		{"5 минут назад, дождь", "час назад, дождь", false},
		{"2 недели назад – дождь", "3 дня назад – дождь", false},
		{"5 dəqiqə əvvəl yağış", "2 saat əvvəl yağış", false},
		{"Rain. Points: 12 # Comments: 3", "Rain. Points: 15 # Comments: 40", false},
		{"Дождь. Просмотров: 12", "Дождь. Просмотров: 130", false},
		{"12 комментариев. Дождь", "13 комментариев. Дождь", false},
		{"Baxış: 12. Yağış", "Baxış: 90. Yağış", false},
		{"Long ago it rained", "Once it rained", true},
		{"Назад дороги нет", "Дороги нет", true},
	} {
		src, id := follow(t, s, fmt.Sprintf("https://x%d.example/", n), ""), feed.ID(n+1)
		e := story("x.example/1", "Title")
		for i, text := range []string{tt.was, tt.is, tt.is} {
			e.Text, e.HTML = text, feed.Markup("<p>"+text)
			put(t, s, src, e)
			if got := must[feed.Item](t)(s.Item(t.Context(), id)).Badges.Has(feed.Updated); got != (tt.edited && i > 0) {
				t.Errorf("%q → %q, step %d: updated %v", tt.was, tt.is, i, got)
			}
		}
		if got := must[feed.Entry](t)(s.Entry(t.Context(), id)); got.HTML != e.HTML {
			t.Errorf("%q is stored, not %q", got.HTML, e.HTML)
		}
	}
}

// TestAFrameIsNoEdit has a publisher put other advertisements under all texts,
// and edit one story the next time.
func TestAFrameIsNoEdit(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	document := func(n int, frame string, edits int) []feed.Entry {
		var out []feed.Entry
		for i := range n {
			e := story(fmt.Sprintf("x.example/%d", i), fmt.Sprintf("Title %d", i))
			e.Text = fmt.Sprintf("Story %d. %s", i, frame)
			if i < edits {
				e.Text += " More."
			}
			e.HTML = feed.Markup("<p>" + e.Text)
			out = append(out, e)
		}
		return out
	}
	updated := func() int { return len(list(t, s, "has:updated")) }
	put(t, s, src, document(8, "Buy this", 0)...)
	if got := put(t, s, src, document(8, "Buy that", 0)...); got.Same != 8 || updated() != 0 {
		t.Errorf("another frame: %+v, %d updated", got, updated())
	}
	if got := put(t, s, src, document(8, "Buy that", 2)...); got.Changed != 2 || updated() != 2 {
		t.Errorf("two edits: %+v, %d updated", got, updated())
	}
	// Of few stories all may be edited at once.
	few := follow(t, s, "https://few.example/", "")
	put(t, s, few, document(leastFramed-1, "One", 0)...)
	if got := put(t, s, few, document(leastFramed-1, "Two", 0)...); got.Changed != leastFramed-1 {
		t.Errorf("few: %+v", got)
	}
}
