package article

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

func TestTabWalksThroughTheLinks(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	if p.Link(0) != "" || p.Chosen() != (Target{}) {
		t.Error("a link is chosen before Tab")
	}
	for i := range 14 {
		p.Do(keys.NextLink)
		if want := fmt.Sprintf("https://example.org/%d", 3*i); p.Link(0) != want || p.Chosen().URL != want || p.Chosen().Kind != LinkTarget {
			t.Fatalf("Tab %d: %q, want %q", i+1, p.Link(0), want)
		}
		has(t, p, fmt.Sprintf("[%d]", i+1))
	}
	if p.Link(2) != "https://example.org/3" || p.Link(99) != "" {
		t.Error("links by number")
	}
}

// TestTabGoesOnThroughThePage: links and notes as they come, tags, versions,
// the newest headlines, and round again; each is marked where it stands.
func TestTabGoesOnThroughThePage(t *testing.T) {
	p := show(t, dark(t), rich("en"), 100, 30)
	note := func(n int) Target { return Target{Kind: NoteTarget, N: n, Text: raised(n)} }
	v := p.story.Versions
	want := []Target{
		note(1),
		{Kind: LinkTarget, N: 1, Text: "the library said", URL: "https://example.org/library"},
		note(2),
		{Kind: LinkTarget, N: 2, Text: "The map lay between the pages of an old atlas", URL: "https://example.org/atlas/17"},
		note(1),
		note(2),
		{Kind: TagTarget, N: 1, Text: "map"},
		{Kind: TagTarget, N: 2, Text: "library"},
		{Kind: TagTarget, N: 3, Text: "city"},
		{Kind: VersionTarget, N: 1, Text: v[0].Title, ID: 8},
		{Kind: VersionTarget, N: 2, Text: v[1].Title, ID: 9},
	}
	for i := range Latest {
		want = append(want, Target{Kind: StoryTarget, N: i + 1, ID: feed.ID(100 + i), Text: fmt.Sprintf("Fresh news %d", i+1)})
	}
	for i, w := range want {
		before := p.View()
		p.Do(keys.NextLink)
		if got := p.Chosen(); got != w {
			t.Fatalf("Tab %d: %+v, want %+v", i+1, got, w)
		}
		if strings.Join(before, "") == strings.Join(p.View(), "") {
			t.Errorf("Tab %d: %+v is not marked", i+1, w)
		}
	}
	p.Do(keys.NextLink)
	if p.Chosen() != want[0] {
		t.Errorf("after the last: %+v", p.Chosen())
	}
	for i := range want {
		p.Do(keys.PrevLink)
		if w := want[len(want)-1-i]; p.Chosen() != w {
			t.Fatalf("back %d: %+v, want %+v", i+1, p.Chosen(), w)
		}
	}
	p.SetZen(true) // what is not on the page is not chosen
	for range 7 {
		p.Do(keys.NextLink)
	}
	if k := p.Chosen().Kind; k != NoteTarget && k != LinkTarget {
		t.Errorf("in zen: %+v", p.Chosen())
	}
}

// TestTabBeginsWhereTheReaderIs, in both directions.
func TestTabBeginsWhereTheReaderIs(t *testing.T) {
	p := show(t, dark(t), long(), 100, 10)
	goTo(t, p, "Абзац 13.")
	p.Do(keys.NextLink)
	if p.Chosen().N != 6 {
		t.Errorf("on: %+v", p.Chosen())
	}
	p.Open(p.story.Item)
	p.lay(t)
	goTo(t, p, "Абзац 13.")
	p.Do(keys.PrevLink)
	if p.Chosen().N != 5 && p.Chosen().N != 6 {
		t.Errorf("back: %+v", p.Chosen())
	}
	none := show(t, dark(t), feed.Article{Item: feed.Item{Lang: "ru"}}, 80, 10)
	none.SetLatest(nil)
	none.Do(keys.NextLink)
	if none.Do(keys.PrevLink); none.Chosen() != (Target{}) {
		t.Errorf("on an empty page: %+v", none.Chosen())
	}
}

// TestChosenWithoutColour: the mark is reverse video then.
func TestChosenWithoutColour(t *testing.T) {
	p := show(t, look(t, theme.Dark, colorprofile.ASCII), rich("ru"), 100, 30)
	p.Do(keys.NextLink)
	p.Do(keys.NextLink)
	_, y := p.where(t, "[1]")
	if l := p.View()[y]; !strings.Contains(l, "\x1b[1;7m[1]\x1b[m") {
		t.Errorf("the link is shown as %q", l)
	}
}

func TestANoteAndItsMarkLeadToEachOther(t *testing.T) {
	a := long()
	a.Markdown = "Первое[^n].\n\n" + strings.Repeat("Долгий рассказ.\n\n", 60) + "Опять[^n], второе[^m].\n\n[^n]: Сноска одна.\n\n[^m]: Другая.\n"
	a.Links = nil
	p := show(t, dark(t), a, 80, 20)
	p.Do(keys.NextLink)
	if !p.Do(keys.Open) {
		t.Fatal("the jump is not its own")
	}
	has(t, p, "Сноска одна.")
	lacks(t, p, "Первое")
	if c := p.Chosen(); c.Kind != NoteTarget || c.N != 1 {
		t.Errorf("at the note: %+v", c)
	}
	p.Do(keys.Open)
	has(t, p, "Первое¹")
	p.Do(keys.NextLink) // the second mark of the same note
	has(t, p, "Опять¹")
	p.Do(keys.Open)
	p.Do(keys.Open)
	p.Do(keys.NextLink)
	if c := p.Chosen(); c.N != 2 {
		t.Errorf("after the second mark comes %+v", c)
	}
	p.Do(keys.NextLink) // the first note, come upon by Tab: it leads to where the reader came from
	p.Do(keys.Bottom)
	p.Do(keys.Open)
	has(t, p, "Опять¹")
	p.Do(keys.Bottom)
	x, y := p.where(t, "² Другая")
	if c, ok := p.Click(x, y); !ok || c.N != 2 || c.Kind != NoteTarget {
		t.Errorf("a click on the note: %+v", c)
	}
	p.Do(keys.Open)
	has(t, p, "второе²")
}

func TestClick(t *testing.T) {
	p := show(t, dark(t), rich("en"), 100, 60)
	v := p.story.Versions
	for text, want := range map[string]Target{
		"[1].":           {Kind: LinkTarget, N: 1, Text: "the library said", URL: "https://example.org/library"},
		"atlas/17":       {Kind: LinkTarget, N: 2, Text: "The map lay between the pages of an old atlas", URL: "https://example.org/atlas/17"},
		"# library":      {Kind: TagTarget, N: 2, Text: "library"},
		"az Şəhərin":     {Kind: VersionTarget, N: 1, Text: v[0].Title, ID: 8},
		"ru  В":          {Kind: VersionTarget, N: 2, Text: v[1].Title, ID: 9},
		"news 3":         {Kind: StoryTarget, N: 3, ID: 102, Text: "Fresh news 3"},
		"[image: Map of": {Kind: ImageTarget, N: 1, Text: "Map of the city", URL: "https://example.org/map.jpg"},
		"¹, the":         {Kind: NoteTarget, N: 1, Text: "¹"},
	} {
		x, y := p.where(t, text)
		if got, ok := p.Click(x, y); !ok || got != want || p.Chosen() != want {
			t.Errorf("%s: %+v, %v, want %+v", text, got, ok, want)
		}
	}
	chosen := p.Chosen()
	x, y := p.where(t, "The map lay")
	for _, at := range [][2]int{{x, y}, {0, y}, {x, -1}, {x, 60}, {x, 59}, {99, y}} {
		if got, ok := p.Click(at[0], at[1]); ok || p.Chosen() != chosen {
			t.Errorf("a click on nothing at %v gives %+v", at, got)
		}
	}
}

// TestLinksInWideBlocks: Tab shifts a table to a link, and a click finds it
// where it is shown.
func TestLinksInWideBlocks(t *testing.T) {
	p := show(t, dark(t), long(), 60, 20)
	far := strings.Repeat("клетка ", 20)
	p.SetBody(p.story, []render.Line{
		{Text: far + "[1]", Wide: true, Links: []int{1}},
		{Text: "[2] " + far, Wide: true, Links: []int{2}},
	})
	p.Do(keys.NextLink)
	has(t, p, "[1]")
	x, y := p.where(t, "[1]")
	if c, _ := p.Click(x+1, y); c.N != 1 {
		t.Errorf("the click gives %+v", c)
	}
	p.Do(keys.NextLink)
	has(t, p, "[2]")
	lacks(t, p, "клетка [1]")
	for _, l := range p.View() {
		if ansi.StringWidth(l) != 60 {
			t.Errorf("%d cells: %q", ansi.StringWidth(l), l)
		}
	}
}

// TestALinkWithoutAMark is reached at the foot.
func TestALinkWithoutAMark(t *testing.T) {
	p := show(t, dark(t), long(), 80, 20)
	p.SetBody(p.story, []render.Line{{Text: "Ссылка [3]", Links: []int{3}}})
	p.Do(keys.NextLink)
	p.Do(keys.NextLink)
	if p.Chosen().N != 1 {
		t.Errorf("%+v", p.Chosen())
	}
	has(t, p, "[1] example.org/0")
}
