package headlines

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// told are items with titles that tell them apart on the screen: n of the 90
// there are, the newest first.
func told(t *rapid.T) []feed.Item {
	some := rapid.SliceOfNDistinct(rapid.IntRange(1, 90), 0, 60, rapid.ID).Draw(t, "ids")
	slices.Sort(some)
	slices.Reverse(some)
	out := make([]feed.Item, len(some))
	for i, id := range some {
		out[i] = feed.Item{ID: feed.ID(id), Title: fmt.Sprintf("<%d>", id), Order: now.Add(time.Duration(id-90) * time.Hour), Story: 1}
		out[i].Seen = out[i].Order.Add(3 * time.Hour)
	}
	return out
}

// seen is the line of the screen on which an item stands, -1 when on none.
func seen(s *Screen, id feed.ID) int {
	return slices.IndexFunc(s.View(), func(l string) bool { return strings.Contains(ansi.Strip(l), fmt.Sprintf("<%d>", id)) })
}

// TestTheSameItemStaysOnTheSameRow does to a list whatever can happen to it
// while a reader looks at it.
func TestTheSameItemStaysOnTheSameRow(t *testing.T) {
	th := look(t)
	rapid.Check(t, func(t *rapid.T) {
		s := New(lang.For("az"), th, feed.Rubrics(), false)
		s.Resize(80, 20)
		s.Tick(now)
		// stays does something and looks where the selected item went.
		stays := func(do func()) {
			was, ok := s.Selected()
			line := seen(&s, was.ID)
			do()
			got, _ := s.Selected()
			if !ok || !slices.ContainsFunc(s.items, func(it feed.Item) bool { return it.ID == was.ID }) {
				return
			}
			view, at := s.View(), seen(&s, was.ID)
			first, last := strings.TrimSpace(ansi.Strip(view[0])), strings.TrimSpace(ansi.Strip(view[len(view)-1]))
			atTop := strings.Contains(first, "─") && seen(&s, s.items[0].ID) == 1 || s.weighed() && seen(&s, s.items[0].ID) == 0
			slack := s.lines() - 1 // so that no row is cut at the top
			atEnd := last == "" || seen(&s, s.items[len(s.items)-1].ID) >= 0
			if got.ID != was.ID || at < line-slack && !atTop && line < s.height-slack || at > line+slack && !atEnd {
				t.Fatalf("%d went from line %d to %d, selected is %d\n%s", was.ID, line, at, got.ID, ansi.Strip(strings.Join(view, "\n")))
			}
		}
		n := func(most int) int { return rapid.IntRange(0, most).Draw(t, "n") }
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) { items := told(t); stays(func() { s.SetItems(items) }) },
			"replace": func(t *rapid.T) {
				if items := told(t); s.Index() > 0 {
					stays(func() { s.Replace(items) })
				}
			},
			"enter": func(t *rapid.T) {
				was, _ := s.Selected()
				before := strings.Join(s.View(), "\n")
				if s.Enter(told(t)) {
					if got, ok := s.Selected(); was.ID != 0 && got.ID != was.ID || ok && (seen(&s, got.ID) < 0 || seen(&s, s.items[0].ID) > 1) {
						t.Fatalf("%d entered as %d, on line %d", was.ID, got.ID, seen(&s, got.ID))
					}
				} else if before != strings.Join(s.View(), "\n") {
					t.Fatal("nothing entered, and the page is another")
				}
			},
			"resize": func(*rapid.T) { w, h := 40+n(200), 2+n(40); stays(func() { s.Resize(w, h) }) },
			"day":    func(*rapid.T) { at := now.Add(time.Duration(n(50)) * time.Hour); stays(func() { s.Tick(at) }) },
			"sort":   func(*rapid.T) { by := feed.Sort(n(3)); stays(func() { s.SetSort(by) }) },
			"wire":   func(*rapid.T) { on, left := n(1) > 0, feed.ID(n(90)); stays(func() { s.SetWire(on, false, left) }) },
			"mark":   func(*rapid.T) { id := feed.ID(n(90)); stays(func() { s.SetState(id, feed.Read) }) },
			"move":   func(*rapid.T) { s.list.Move(n(40) - 20) },
			"page":   func(*rapid.T) { s.Do(keys.PageDown) },
			"click": func(*rapid.T) {
				y := n(40)
				was, _ := s.Selected()
				line := ""
				if y < s.height {
					line = ansi.Strip(s.View()[y])
				}
				does := s.Click(9, y)
				got, _ := s.Selected()
				switch named := strings.Contains(line, fmt.Sprintf("<%d>", got.ID)); {
				case named != strings.Contains(line, "<"), does == keys.Open && got.ID != was.ID, named && does != keys.Open && got.ID == was.ID:
					t.Fatalf("a click on %q selects %d and does %q", line, got.ID, does)
				}
			},
			"": func(t *rapid.T) {
				if v := s.View(); len(v) != s.height || slices.ContainsFunc(v, func(l string) bool { return ansi.StringWidth(l) != s.width }) {
					t.Fatalf("not %d×%d:\n%s", s.width, s.height, strings.Join(v, "\n"))
				}
				if it, ok := s.Selected(); ok && seen(&s, it.ID) < 0 {
					t.Fatalf("%d is not on the page", it.ID)
				}
			},
		})
	})
}

// TestNothingElseIsPrintedAnew: what comes in above the window, or is marked,
// leaves the bytes of all other rows as they were.
func TestNothingElseIsPrintedAnew(t *testing.T) {
	s := screen(t, 120, 30, 0)
	s.SetItems(edition(300))
	for range 100 {
		s.Do(keys.Down)
	}
	before := s.View()
	all := append(edition(5300)[:5000:5000], s.Items()...)
	for i := range 5000 {
		all[i].ID += 1000
	}
	s.SetItems(all)
	if after := s.View(); !slices.Equal(before, after) {
		t.Error("5,000 items above the window change what is in it")
	}
	i := s.Index() - 3
	s.SetState(s.Items()[i].ID, feed.Read|feed.Starred)
	after := s.View()
	for y := range after {
		at, ok := s.list.At(y)
		if same := before[y] == after[y]; same == (ok && at == i) {
			t.Errorf("line %d, the same %v:\n%q", y, same, after[y])
		}
	}
}

// A held key on a long list: one step and one page.
func BenchmarkStep(b *testing.B) {
	s := screen(b, 120, 34, 0)
	s.SetItems(edition(100_000))
	for b.Loop() {
		s.Do(keys.Down)
		if len(s.View()) != 34 {
			b.Fatal("short")
		}
	}
}

// A page of what is costly to measure: clusters, wide letters, emoji.
func BenchmarkClusters(b *testing.B) {
	s := screen(b, 120, 34, 1000)
	for b.Loop() {
		s.Do(keys.Down)
		if len(s.View()) != 34 {
			b.Fatal("short")
		}
	}
}

func BenchmarkSetItems(b *testing.B) {
	s := screen(b, 120, 34, 0)
	all := edition(100_000)
	s.SetItems(all)
	s.Last()
	for b.Loop() {
		s.SetItems(all)
	}
}
