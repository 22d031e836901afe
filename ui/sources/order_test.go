package sources

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

func ids(s *Screen) []feed.SourceID {
	var out []feed.SourceID
	for _, sub := range s.shown {
		out = append(out, sub.ID)
	}
	return out
}

func TestSort(t *testing.T) {
	s := open(t, "ru", 120, 30, followed())
	o := lang.For("ru").Sources.Orders
	for _, c := range []struct {
		name string
		want []feed.SourceID
		head string // of the column that stands out
	}{
		{o.Trouble, []feed.SourceID{7, 8, 9, 1, 2, 3, 4, 6, 10, 5}, s.words.Sources.Columns.Good},
		{o.Title, []feed.SourceID{6, 3, 2, 4, 1, 5, 9, 10, 8, 7}, s.words.Sources.Columns.Source},
		{o.Unread, []feed.SourceID{10, 4, 1, 2, 6, 7, 3, 5, 8, 9}, s.words.Sources.Columns.Unread},
		{o.PerDay, []feed.SourceID{1, 2, 4, 3, 7, 5, 6, 10, 8, 9}, s.words.Sources.Columns.PerDay},
		{o.Added, []feed.SourceID{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, ""},
	} {
		if name := s.Sort(); name != c.name || !slices.Equal(ids(s), c.want) {
			t.Errorf("%s, %v, want %s, %v", name, ids(s), c.name, c.want)
		}
		accent := s.theme.Line(theme.None, render.Width(s.words.Sources.Columns.Good), []theme.Span{{Fg: theme.Accent, Text: c.head}}, nil)
		if accent = strings.TrimRight(accent, " "); c.head != "" && !strings.Contains(s.View()[1], strings.TrimSuffix(accent, ansi.ResetStyle)) {
			t.Errorf("%s does not stand out: %q", c.head, s.View()[1])
		}
		if sub, _ := s.Selected(); sub.ID != c.want[0] { // it was the first before
			t.Errorf("%s: %d is selected", c.name, sub.ID)
		}
		if all := s.All(); all[0].ID != 1 || all[9].ID != 10 {
			t.Errorf("%s: the list itself was sorted", c.name)
		}
	}
	s.Select(4)
	s.Sort()
	if sub, _ := s.Selected(); sub.ID != 4 {
		t.Errorf("%d is selected", sub.ID)
	}
	typed(s, "вест") // what is narrowed is sorted too
	if left, hides := s.Narrowed(); left != 1 || !hides || ids(s)[0] != 1 {
		t.Errorf("%d, %v, %v", left, hides, ids(s))
	}
}

// The sources of an account stand together in every order.
func TestSortLeavesAccountsTogether(t *testing.T) {
	all := followed()
	for i := range all {
		all[i].Account, all[i].AccountTitle = feed.AccountID(i%3), strconv.Itoa(i%3)
	}
	s := open(t, "en", 120, 30, all)
	for range orders {
		name := s.Sort()
		if !slices.IsSortedFunc(s.shown, func(a, b feed.Subscription) int { return int(a.Account - b.Account) }) {
			t.Errorf("%s: %v", name, ids(s))
		}
	}
}

// A key answers within a frame with a thousand sources in any order.
func TestSortingAThousandIsFast(t *testing.T) {
	var all []feed.Subscription
	for i := range 1000 {
		all = append(all, feed.Subscription{ID: feed.SourceID(i + 1), Title: strconv.Itoa(i*7919%1000) + " Вестник", LastGood: ago(time.Hour), PerDay: float64(i % 17)})
	}
	s := open(t, "ru", 120, 40, all)
	begun := time.Now()
	for range orders {
		s.Sort()
		s.View()
	}
	if took := time.Since(begun) / time.Duration(orders); took > 50*time.Millisecond { // some 2 ms on two cores
		t.Errorf("%v", took)
	}
}

// What is the matter with a source can be read whole in the smallest window
// too: the list gives way.
func TestTroubleIsWholeInASmallWindow(t *testing.T) {
	for _, code := range lang.Codes() {
		w := lang.For(code)
		for _, why := range []feed.Kind{feed.KindTimeout, feed.KindRefused, feed.KindTLS, feed.KindSignIn, feed.KindPortal, feed.KindGone} {
			all := followed()
			all[0].Trouble = why
			s := open(t, code, 40, 9, all) // one line is that of the keys
			text := strings.Join(strings.Fields(strings.ReplaceAll(shown(s), " ! ", " ")), " ")
			if want := strings.Join(strings.Fields(w.Trouble(why)), " "); !strings.Contains(text, want) {
				t.Errorf("%s, %s: %q is not in\n%s", code, why, want, shown(s))
			}
			fits(t, s.View(), 40, 9)
			if sub, ok := s.Selected(); !ok || !strings.Contains(shown(s), "▌") {
				t.Errorf("%s: %d, no row is seen:\n%s", code, sub.ID, shown(s))
			}
		}
	}
}

// A source that moved for good says where it was, without the password; one of
// which that is not believed says nothing.
func TestFormerAddress(t *testing.T) {
	sub := feed.Subscription{ID: 1, Title: "x", URL: "https://new.example/rss", Cursor: feed.Cursor{Former: "http://me:hidden@old.example/rss"}}
	label := lang.For("en").Sources.Labels.Former
	for _, width := range []int{60, 80, 200} {
		s := open(t, "en", width, 35, []feed.Subscription{sub})
		sees(t, s, label)
		sees(t, s, "old.example/rss")
		if strings.Contains(strings.Join(s.View(), ""), "hidden") {
			t.Error("the password is shown")
		}
		still := sub
		still.Cursor.Former = sub.URL
		if strings.Contains(strings.Join(open(t, "en", width, 35, []feed.Subscription{still}).View(), ""), label) {
			t.Error("a move that was not believed is shown")
		}
	}
}
