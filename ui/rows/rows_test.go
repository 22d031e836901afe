package rows

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rubrika/feed"
)

func ids(from, to int) []feed.ID {
	var all []feed.ID
	for i := from; i < to; i++ {
		all = append(all, feed.ID(i))
	}
	return all
}

// drawn is what a screen prints: 0 for a separator, the key for a row, and
// below zero for the later lines of one.
func drawn(l *List) []feed.ID {
	var lines []feed.ID
	from, to := l.Window()
	for i := from; i < to; i++ {
		if l.Break(i) {
			lines = append(lines, 0)
		}
		lines = append(lines, l.keys[i])
		for range l.rowLines() - 1 {
			lines = append(lines, -l.keys[i])
		}
	}
	return lines[:min(len(lines), l.height)]
}

func made(height int, keys []feed.ID, breaks ...int) *List {
	var l List
	l.Resize(height)
	l.SetItems(keys, at(len(keys), breaks...))
	return &l
}

func at(n int, places ...int) []bool {
	b := make([]bool, n)
	for _, p := range places {
		b[p] = true
	}
	return b
}

// chosen is the key of the selected row, 0 in an empty list.
func chosen(l *List) feed.ID {
	if len(l.keys) == 0 {
		return 0
	}
	return l.keys[l.cursor]
}

func expect(t *testing.T, l *List, selected feed.ID, lines ...feed.ID) {
	t.Helper()
	if got := drawn(l); !slices.Equal(got, lines) {
		t.Errorf("drawn %v, want %v", got, lines)
	}
	if chosen(l) != selected {
		t.Errorf("selected %d, want %d", chosen(l), selected)
	}
}

func TestEmpty(t *testing.T) {
	var l List
	for range 2 {
		l.Move(1)
		l.Page(-1)
		l.Bottom()
		if chosen(&l) != 0 || l.Index() != 0 || l.Line() != 0 || len(drawn(&l)) != 0 || l.Select(3) {
			t.Fatalf("an empty list has %v", drawn(&l))
		}
		l.Resize(5)
		l.SetItems(nil, nil)
	}
}

func TestMoving(t *testing.T) {
	l := made(5, ids(1, 10), 0, 3) // lines: − 1 2 3 − 4 5 6 7 8 9
	expect(t, l, 1, 0, 1, 2, 3)
	l.Move(3)
	expect(t, l, 4, 1, 2, 3, 0, 4)
	if l.Line() != 4 {
		t.Errorf("on line %d", l.Line())
	}
	l.Bottom()
	expect(t, l, 9, 5, 6, 7, 8, 9)
	if l.Move(1) {
		t.Error("moved beyond the end")
	}
	l.Move(-5)
	expect(t, l, 4, 0, 4, 5, 6, 7) // with its separator
	l.Top()
	expect(t, l, 1, 0, 1, 2, 3)
	if !l.Select(6) || l.Select(77) {
		t.Error("Select finds what is not there, or not what is")
	}
	expect(t, l, 6, 3, 0, 4, 5, 6)
}

func TestPages(t *testing.T) {
	l := made(5, ids(1, 21))
	l.Page(1)
	expect(t, l, 5, 5, 6, 7, 8, 9)
	l.Move(1)
	l.Half(1)
	expect(t, l, 8, 7, 8, 9, 10, 11)
	l.Page(-1)
	expect(t, l, 4, 3, 4, 5, 6, 7)
	l.Page(-1)
	expect(t, l, 1, 1, 2, 3, 4, 5)
	l.Page(9)
	expect(t, l, 20, 16, 17, 18, 19, 20)
}

// What comes above does not move what is looked at.
func TestNewAbove(t *testing.T) {
	l := made(4, ids(10, 30), 0)
	l.Move(2)
	expect(t, l, 12, 0, 10, 11, 12)
	l.SetItems(ids(5, 30), at(25, 0)) // the day's separator moves up
	expect(t, l, 12, 9, 10, 11, 12)
	l.SetItems(ids(5, 30), at(25, 0, 5)) // midnight: it comes back
	expect(t, l, 12, 0, 10, 11, 12)
	l.SetItems(ids(8, 15), nil)
	expect(t, l, 12, 9, 10, 11, 12)
	l.SetItems(ids(8, 15), at(7, 2, 3))
	expect(t, l, 12, 10, 0, 11, 12) // the separator of 10 is one line above
	l.Move(-2)
	expect(t, l, 10, 0, 10, 0, 11) // and comes with it
}

func TestSelectedLeaves(t *testing.T) {
	l := made(4, ids(1, 10))
	l.Move(4)
	expect(t, l, 5, 2, 3, 4, 5)
	l.SetItems([]feed.ID{1, 2, 3, 4, 6, 7, 8, 9}, nil)
	expect(t, l, 6, 2, 3, 4, 6)
	l.SetItems([]feed.ID{1, 4, 9}, nil)
	expect(t, l, 4, 1, 4, 9)
	l.SetItems([]feed.ID{50, 51}, nil)
	expect(t, l, 50, 50, 51)
	l.SetItems(nil, nil)
	expect(t, l, 0)
	l.SetItems(ids(1, 3), nil)
	expect(t, l, 1, 1, 2)
}

func TestResize(t *testing.T) {
	l := made(6, ids(1, 30), 0, 12)
	l.Select(15)
	expect(t, l, 15, 11, 12, 0, 13, 14, 15)
	l.Resize(3)
	expect(t, l, 15, 13, 14, 15) // the separator of 13 is one line above
	l.Resize(6)
	expect(t, l, 15, 13, 14, 15, 16, 17, 18)
	l.Resize(3)
	l.Resize(3)
	expect(t, l, 15, 13, 14, 15)
	l.Resize(1)
	expect(t, l, 15, 15)
	l.Move(-2)
	expect(t, l, 13, 13) // one line has no room for the separator
	l.Resize(0)
	expect(t, l, 13)
	l.Resize(100)
	if from, to := l.Window(); from != 0 || to != 29 {
		t.Errorf("window %d–%d of 29 rows", from, to)
	}
}

// What enters is seen at once, as long as the selected row is.
func TestEnter(t *testing.T) {
	l := made(5, ids(10, 30), 0)
	l.Move(1)
	if !l.Enter(ids(8, 30), at(22, 0)) {
		t.Fatal("two rows did not enter")
	}
	expect(t, l, 11, 0, 8, 9, 10, 11)
	if l.Enter(ids(7, 30), at(23, 0)) {
		t.Error("the selected row was driven out")
	}
	expect(t, l, 11, 0, 8, 9, 10, 11)
	if l.Enter(ids(20, 30), nil) {
		t.Error("the selected row is gone")
	}
	expect(t, l, 11, 0, 8, 9, 10, 11)
	l.Move(7)
	l.Move(-7)
	expect(t, l, 11, 11, 12, 13, 14, 15)
	if !l.Enter(ids(8, 30), nil) {
		t.Error("from farther down nothing enters")
	}
	expect(t, l, 11, 8, 9, 10, 11, 12)
	var none List
	none.Resize(3)
	if !none.Enter(ids(1, 9), at(8, 0)) {
		t.Error("nothing enters an empty list")
	}
	expect(t, &none, 1, 0, 1, 2)
}

// A window of one line holds the first row, not the separator above it.
func TestEnterOneLine(t *testing.T) {
	var l List
	l.Resize(1)
	if !l.Enter(ids(1, 3), at(2, 0)) {
		t.Error("an empty list was not entered")
	}
	expect(t, &l, 1, 1)
}

func TestAppend(t *testing.T) {
	l := made(5, ids(1, 4), 0)
	l.Append(ids(4, 9), at(5, 1))
	l.Bottom()
	expect(t, l, 8, 0, 5, 6, 7, 8)
	whole := made(5, ids(1, 9), 0, 4)
	if !slices.Equal(whole.seps, l.seps) || !slices.Equal(whole.keys, l.keys) {
		t.Errorf("in two parts %v, at once %v", l.seps, whole.seps)
	}
	var none List
	none.Resize(2)
	none.Append(ids(1, 3), at(2, 0))
	expect(t, &none, 1, 0, 1)
}

// A window that gets low, whose rows take one line from then on: the selected
// row does not leave its line further than it must.
func TestFit(t *testing.T) {
	l := made(20, ids(1, 5))
	l.Shape(2, nil)
	l.Move(1) // on line 2
	l.Fit(3, 1, nil)
	expect(t, l, 2, 1, 2, 3)
	l = made(20, ids(1, 12))
	l.Move(3)
	l.Shape(2, nil)
	l.Page(1)
	was := l.Line()
	l.Fit(2, 1, nil)
	if l.Line() > was {
		t.Errorf("from line %d to %d", was, l.Line())
	}
}

// Rows of two lines: the selected one is seen whole, the window begins with a
// row, and the last row may be cut.
func TestTall(t *testing.T) {
	l := made(5, ids(1, 10))
	l.Shape(2, nil)
	expect(t, l, 1, 1, -1, 2, -2, 3)
	if i, ok := l.At(3); !ok || i != 1 {
		t.Errorf("the second line of the second row is that of row %d, %v", i, ok)
	}
	l.Move(2)
	expect(t, l, 3, 2, -2, 3, -3, 4)
	l.Page(1)
	expect(t, l, 4, 3, -3, 4, -4, 5)
	l.Bottom()
	expect(t, l, 9, 8, -8, 9, -9) // no half of a row at the top
	l.SetItems(ids(0, 10), nil)
	expect(t, l, 9, 8, -8, 9, -9)
	l.Shape(1, nil)
	expect(t, l, 9, 5, 6, 7, 8, 9)
	l.Move(-2)
	l.Shape(2, nil)
	expect(t, l, 7, 6, -6, 7, -7, 8)
	l.Resize(1)
	expect(t, l, 7, 7)
	l.Resize(6)
	l.SetItems(ids(5, 10), at(5, 2))
	expect(t, l, 7, 7, -7, 8, -8, 9, -9) // the separator is one line above
	if !l.Enter(ids(7, 10), nil) || l.Enter(ids(4, 10), nil) {
		t.Error("Enter does not see the lines of a row")
	}
}

func TestAt(t *testing.T) {
	l := made(4, ids(1, 3), 0, 1) // − 1 − 2
	for line, want := range map[int]int{-1: -1, 0: -1, 1: 0, 2: -1, 3: 1, 4: -1, 90: -1} {
		i, ok := l.At(line)
		if ok != (want >= 0) || ok && i != want {
			t.Errorf("line %d is row %d, %v", line, i, ok)
		}
	}
}

// check holds whatever was done before.
func check(t *rapid.T, l *List) {
	lines := drawn(l)
	switch {
	case len(lines) > l.height:
		t.Fatalf("%d lines in a window of %d", len(lines), l.height)
	case len(l.keys) == 0 || l.height == 0:
		if len(lines) > 0 {
			t.Fatalf("drawn %v", lines)
		}
		return
	case lines[len(lines)-1] == 0:
		t.Fatalf("a separator with nothing under it: %v", lines)
	}
	if line := l.Line(); line < 0 || line >= len(lines) || lines[line] != chosen(l) {
		t.Fatalf("%d is not on line %d of %v", chosen(l), line, lines)
	}
	if line := l.Line() + l.rowLines() - 1; l.height >= l.rowLines() && line >= len(lines) || lines[0] < 0 {
		t.Fatalf("the window cuts a row where it need not: %v", lines)
	}
	for line, key := range lines {
		if i, ok := l.At(line); ok != (key != 0) || ok && l.keys[i] != max(key, -key) {
			t.Fatalf("line %d of %v is row %d, %v", line, lines, i, ok)
		}
	}
	// A line may stay empty only where the next one is a separator.
	from, to := l.Window()
	empty := l.height - len(lines)
	if to < len(l.keys) && empty > 0 && (empty > 1 || !l.separated(to)) {
		t.Fatalf("%d lines empty above row %d", empty, to)
	}
	if to == len(l.keys) && empty >= l.rowLines() && (from > 0 || l.separated(0) && lines[0] != 0) {
		t.Fatalf("%d lines empty at the end, rows above: %d", empty, from)
	}
}

func (l *Of[K]) separated(i int) bool { return l.start(i) < l.line(i) }

// stays holds the rule of the page: an item that was selected and is still
// there is selected, on the line of the screen that it was on. It may go up
// only when the list has no more lines above it, down only when it has none to
// fill the window below. Among separators, rows of several lines may move by
// less than a row, so that none is cut at the top; mixed says that there were
// separators before.
func stays(t *rapid.T, l *List, was feed.ID, line int, mixed bool) {
	if chosen(l) != was {
		t.Fatalf("%d selected after %d", chosen(l), was)
	}
	from, to := l.Window()
	atTop := from == 0 && (!l.separated(0) || l.Break(0))
	slack := 0
	if mixed || l.mixed() {
		slack = l.rowLines() - 1
	}
	switch now := l.Line(); {
	case now < line-slack && !atTop, now > line+slack && to < len(l.keys):
		t.Fatalf("%d went from line %d to %d of %v", was, line, now, drawn(l))
	}
}

func (l *Of[K]) mixed() bool { return len(l.keys) > 0 && l.seps[len(l.keys)] > 0 }

func TestAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l List
		keys := func() ([]feed.ID, []bool) {
			some := rapid.SliceOfNDistinct(rapid.Int64Range(1, 60), 0, 40, rapid.ID).Draw(t, "keys")
			if rapid.Bool().Draw(t, "sorted") {
				slices.Sort(some)
			}
			out := make([]feed.ID, len(some))
			for i, k := range some {
				out[i] = feed.ID(k)
			}
			return out, rapid.SliceOfN(rapid.Bool(), 0, len(out)).Draw(t, "breaks")
		}
		n := func() int { return rapid.IntRange(-50, 50).Draw(t, "n") }
		t.Repeat(map[string]func(*rapid.T){
			"set": func(*rapid.T) {
				was, line, mixed := chosen(&l), l.Line(), l.mixed()
				had := len(l.keys) > 0
				some, breaks := keys()
				l.SetItems(some, breaks)
				if had && l.height > 0 && slices.Contains(some, was) {
					stays(t, &l, was, line, mixed)
				}
			},
			"enter": func(*rapid.T) {
				before, was := drawn(&l), chosen(&l)
				some, breaks := keys()
				if l.Enter(some, breaks) {
					if from, _ := l.Window(); from > 0 || was != 0 && chosen(&l) != was {
						t.Fatalf("%d selected after %d, from row %d", chosen(&l), was, from)
					}
				} else if !slices.Equal(before, drawn(&l)) || chosen(&l) != was {
					t.Fatalf("nothing entered, and %v became %v", before, drawn(&l))
				}
			},
			"append": func(*rapid.T) {
				was, line, mixed, last := chosen(&l), l.Line(), l.mixed(), feed.ID(100+len(l.keys))
				l.Append([]feed.ID{last, last + 1000}, []bool{rapid.Bool().Draw(t, "break")})
				if was != 0 && l.height > 0 {
					stays(t, &l, was, line, mixed)
				}
			},
			"move":   func(*rapid.T) { moves(t, &l, n(), l.Move) },
			"page":   func(*rapid.T) { moves(t, &l, n()%3, l.Page) },
			"half":   func(*rapid.T) { moves(t, &l, n()%3, l.Half) },
			"go":     func(*rapid.T) { l.Go(n()) },
			"top":    func(*rapid.T) { l.Top() },
			"bottom": func(*rapid.T) { l.Bottom() },
			"select": func(*rapid.T) {
				k := feed.ID(rapid.Int64Range(1, 60).Draw(t, "key"))
				if l.Select(k) != slices.Contains(l.keys, k) {
					t.Fatalf("Select(%d) is wrong", k)
				}
			},
			"resize": func(*rapid.T) {
				was, line, mixed := chosen(&l), l.Line(), l.mixed()
				l.Resize(rapid.IntRange(-1, 30).Draw(t, "height"))
				if was != 0 && l.height >= line+l.rowLines() {
					stays(t, &l, was, line, mixed)
				}
			},
			"shape": func(t *rapid.T) {
				was := chosen(&l)
				breaks := rapid.SliceOfN(rapid.Bool(), 0, len(l.keys)).Draw(t, "breaks")
				if l.Shape(rapid.IntRange(0, 3).Draw(t, "lines"), breaks); chosen(&l) != was {
					t.Fatalf("%d selected after %d", chosen(&l), was)
				}
			},
			"": func(t *rapid.T) { check(t, &l) },
		})
	})
}

// moves does one move and sees that it goes its way, unless at the end.
func moves(t *rapid.T, l *List, n int, do func(int) bool) {
	was := l.Index()
	changed := do(n)
	switch {
	case changed != (l.Index() != was):
		t.Fatalf("%d → %d is reported as %v", was, l.Index(), changed)
	case n > 0 && l.Index() <= was && was < len(l.keys)-1, n < 0 && l.Index() >= was && was > 0:
		t.Fatalf("by %d from %d to %d of %d", n, was, l.Index(), len(l.keys))
	}
}

func big() *List {
	keys := ids(1, 100_001)
	breaks := make([]bool, len(keys))
	for i := range breaks {
		breaks[i] = i%40 == 0
	}
	var l List
	l.Resize(50)
	l.SetItems(keys, breaks)
	return &l
}

// One frame is a move and a window; neither may depend on the number of rows.
func BenchmarkFrame(b *testing.B) {
	l := big()
	for i := 0; b.Loop(); i++ {
		if i%1000 < 500 {
			l.Page(1)
		} else {
			l.Move(-1)
		}
		if from, to := l.Window(); from >= to {
			b.Fatal("empty window")
		}
	}
}

func BenchmarkSetItems(b *testing.B) {
	l := big()
	l.Bottom()
	keys := slices.Clone(l.keys)
	for b.Loop() {
		l.SetItems(keys, nil)
	}
}
