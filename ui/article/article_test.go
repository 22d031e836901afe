package article

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// has fails unless all texts are on the screen.
func has(t *testing.T, p *page, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(p.text(), want) {
			t.Errorf("%q is not in\n%s", want, p.text())
		}
	}
}

// lacks fails if one of the texts is on the screen.
func lacks(t *testing.T, p *page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(p.text(), text) {
			t.Errorf("%q is in\n%s", text, p.text())
		}
	}
}

func TestHeadTellsRubricTimeSourceAndMinutes(t *testing.T) {
	p := show(t, dark(t), long(), 120, 30)
	has(t, p, "КУЛЬТУРА", "28 ноября 2025, 12:00 Баку", "Вестник", "7 мин", "Как печатают первую полосу", "────",
		"L ru · az Birinci səhifə necə çap olunur")
	lacks(t, p, "★", "!")
	p.SetState(feed.Starred)
	p.story.Badges = feed.Urgent
	p.lay(t)
	has(t, p, "! КУЛЬТУРА ★")
}

// TestNothingKnown shows an item of which there is only an address.
func TestNothingKnown(t *testing.T) {
	p := show(t, dark(t), feed.Article{Item: feed.Item{ID: 1, SourceTitle: "Вестник", Lang: "ru"}}, 80, 24)
	has(t, p, "Вестник", "(без заголовка)")
	lacks(t, p, "мин", "L ru", "#")
}

func TestFootHasTagsVersionsAndTheNewest(t *testing.T) {
	p := show(t, dark(t), long(), 100, 40)
	p.SetNote("Почему не весь текст")
	p.Do(keys.Bottom)
	has(t, p, "А. Наборщик", "Почему не весь текст", "# печать", "# газеты", "L az  Birinci", "Последние новости",
		"12:00  Свежая новость 1", "Report")
	if strings.Count(p.text(), "первую полосу") > 0 {
		t.Error("the open story stands among the newest")
	}
	if got := strings.Count(p.text(), "Свежая новость"); got != Latest {
		t.Errorf("%d of the newest headlines", got)
	}
	if !p.AtEnd() || p.Percent() != 100 {
		t.Errorf("at the end: %v, %d %%", p.AtEnd(), p.Percent())
	}
}

// TestLanguagesTakeTheRoomThereIs: titles where they fit, else the codes alone.
func TestLanguagesTakeTheRoomThereIs(t *testing.T) {
	p := show(t, dark(t), rich("ru"), 120, 30)
	has(t, p, "L ru · az Şəhərin ilk xəritəsi kitabx", " · en The first map of the city")
	p.Resize(40, 30)
	has(t, p, "L ru · az · en")
	p.VersionKey = "" // no key is bound
	p.Resize(41, 30)
	has(t, p, "ru · az · en")
	lacks(t, p, "L ru")
}

func TestScrolling(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	if p.AtEnd() || p.Percent() != 0 {
		t.Fatal("a long page begins at its end")
	}
	second := ansi.Strip(p.View()[1])
	p.Do(keys.Down)
	if p.top() != second {
		t.Errorf("one line on, the page begins with %q", p.top())
	}
	steps := []struct{ there, back keys.Action }{
		{keys.Down, keys.Up}, {keys.HalfDown, keys.HalfUp}, {keys.PageDown, keys.PageUp}, {keys.Bottom, keys.Top},
	}
	p.Do(keys.Top)
	first := p.text()
	for _, c := range steps {
		if p.Do(c.there); p.text() == first {
			t.Errorf("%s does nothing", c.there)
		}
		if p.Do(c.back); p.text() != first {
			t.Errorf("%s does not undo %s", c.back, c.there)
		}
	}
	p.Do(keys.Bottom)
	if p.Do(keys.PageDown) {
		t.Error("at the end a page down is still its own")
	}
	for _, a := range []keys.Action{keys.Browser, keys.Open, keys.NextMatch, keys.Back} {
		if p.Do(a) {
			t.Errorf("%s is its own", a)
		}
	}
}

func TestZenShowsNothingButHeadlineAndText(t *testing.T) {
	p := show(t, dark(t), rich("en"), 100, 60)
	p.SetZen(true)
	has(t, p, "The first map of the city was found in a library", "The map lay between the pages", "¹ The sheet has faded")
	lacks(t, p, "CULTURE", "2025", "L en", "────────────", "# map", "Fresh news", "example.org")
	p.SetZen(false)
	has(t, p, "CULTURE", "# map", "Fresh news")

	p.SetBody(p.story, nil)
	p.SetNote("The page gave no text.")
	p.SetZen(true)
	has(t, p, "The page gave no text.")
	if !p.Zen() {
		t.Error("zen is not on")
	}
}

func TestCompactIsAPreview(t *testing.T) {
	p := show(t, dark(t), rich("en"), 60, 50)
	p.Compact(true)
	if !strings.Contains(p.top(), "CULTURE") {
		t.Errorf("a preview begins with %q", p.top())
	}
	has(t, p, "The first map", "L en", "The map lay between", "# map", "L az  Şəhərin")
	lacks(t, p, "Fresh news", "[2] example.org")
	p.Resize(60, 12)
	p.Seek(feed.Place{Block: 4})
	p.lay(t)
	if !strings.Contains(p.top(), "CULTURE") {
		t.Error("a preview moved by itself")
	}
	p.Do(keys.PageDown)
	lacks(t, p, "CULTURE")
}

// TestHeadlinesFromRightToLeft: what the terminal does not reorder, the page
// does.
func TestHeadlinesFromRightToLeft(t *testing.T) {
	a := long()
	a.Title = "עיר ישנה"
	p := show(t, dark(t), a, 80, 20)
	has(t, p, "עיר ישנה")
	p.Reorder = true
	p.lay(t)
	has(t, p, "הנשי ריע")
}

func TestWideBlocksAreShifted(t *testing.T) {
	p := show(t, dark(t), rich("en"), 60, 40)
	has(t, p, "⇄ ( )", "Streets", "…")
	lacks(t, p, "Bridges")
	if x, y := p.where(t, "⇄"); x < 40 || strings.TrimSpace(strings.Split(p.text(), "\n")[y+1])[:4] != "Year" {
		t.Errorf("the hint is at %d, %d", x, y)
	}
	before := p.text()
	for range 10 {
		p.Do(keys.ScrollRight)
	}
	has(t, p, "Bridges", "…", "The map lay between") // the text stays
	lacks(t, p, "Year")
	_, y := p.where(t, "Bridges")
	if l := strings.TrimSpace(strings.Split(p.text(), "\n")[y]); !strings.HasPrefix(l, "…") || strings.HasSuffix(l, "…") {
		t.Errorf("at its end, the line is %q", l)
	}
	p.Do(keys.ScrollLeft)
	has(t, p, "…")
	for range 10 {
		p.Do(keys.ScrollLeft)
	}
	if p.text() != before {
		t.Errorf("not where it was:\n%s", p.text())
	}
	p.Resize(200, 40)
	p.lay(t)
	lacks(t, p, "⇄")
}

// TestEveryLineFits walks through pages with everything on them, also before
// the text was laid out for a new width.
func TestEveryLineFits(t *testing.T) {
	fits := func(p *page, w, h int) {
		t.Helper()
		p.Do(keys.Top)
		for range 500 {
			lines := p.View()
			if len(lines) != h {
				t.Fatalf("%d×%d: %d lines", w, h, len(lines))
			}
			for i, l := range lines {
				if n := ansi.StringWidth(l); n != w {
					t.Fatalf("width %d: line %d has %d cells: %q", w, i, n, ansi.Strip(l))
				}
			}
			if !p.Do(keys.PageDown) {
				return
			}
		}
		t.Fatal("the page has no end")
	}
	for _, a := range []feed.Article{long(), rich("ru"), rich("az"), rich("en")} {
		for _, w := range []int{40, 41, 60, 80, 133, 200} {
			p := show(t, dark(t), a, w, 24)
			p.SetPicture(1, drawing(p.Measure(), 9))
			p.Find("e")
			fits(p, w, 24)
			p.Do(keys.ScrollRight)
			p.SetZen(true)
			fits(p, w, 24)
			p.SetZen(false)
			p.Compact(true)
			p.Resize(43, 11)
			fits(p, 43, 11)
		}
	}
}

// TestWideSignsAtTheEdge: where half a sign would be cut off, it is not shown.
func TestWideSignsAtTheEdge(t *testing.T) {
	p := show(t, dark(t), long(), 60, 20)
	for _, lead := range []string{"", "a"} {
		text := lead + strings.Repeat("漢", 60)
		p.SetBody(p.story, []render.Line{{Text: text}, {Text: text, Wide: true, Block: 1}})
		for range 3 {
			for _, l := range p.View() {
				if n := ansi.StringWidth(l); n != 60 {
					t.Errorf("%d cells: %q", n, ansi.Strip(l))
				}
			}
			p.shift++
		}
	}
}

// TestScreens holds what the page looks like.
func TestScreens(t *testing.T) {
	plain := look(t, theme.Dark, colorprofile.ASCII)
	light := look(t, theme.Light, colorprofile.TrueColor)
	for _, c := range []struct {
		name string
		draw func() *page
	}{
		{"ru-80x24", func() *page {
			p := show(t, dark(t), rich("ru"), 80, 24)
			p.Find("улиц")
			return p
		}},
		{"az-120x36-light", func() *page {
			p := show(t, light, rich("az"), 120, 36)
			p.SetPicture(1, drawing(40, 8))
			p.Do(keys.NextLink)
			return p
		}},
		{"en-200x50", func() *page { return show(t, dark(t), rich("en"), 200, 50) }},
		{"ru-60x36-preview-without-colour", func() *page {
			p := show(t, plain, rich("ru"), 60, 36)
			p.Compact(true)
			p.Do(keys.NextLink)
			return p
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			golden.RequireEqual(t, strings.Join(c.draw().View(), "\n")+"\n")
		})
	}
}

// bulk is a screen with a body of so many lines, each with a link.
func bulk(t testing.TB, n int) *page {
	a := long()
	p := show(t, dark(t), a, 120, 36)
	body := make([]render.Line, n)
	for i := range body {
		k := i%len(a.Links) + 1
		body[i] = render.Line{Text: fmt.Sprintf("Строка %d, как она набрана, со ссылкой [%d]", i, k), Block: i / 5, Links: []int{k}}
	}
	p.SetBody(a, body)
	return p
}

// TestScrollingCostsNoMoreOnALongPage, and to compose a page twice as long
// twice as much.
func TestScrollingCostsNoMoreOnALongPage(t *testing.T) {
	scroll := func(n int) float64 {
		p := bulk(t, n)
		p.Do(keys.HalfDown)
		return testing.AllocsPerRun(20, func() {
			p.Do(keys.Down)
			p.View()
		})
	}
	if short, far := scroll(500), scroll(5000); far > 1.2*short {
		t.Errorf("a step takes %v allocations on 500 lines, %v on 5,000", short, far)
	}
	compose := func(n int) float64 {
		p := bulk(t, n)
		return testing.AllocsPerRun(2, func() { p.SetNote("") })
	}
	if half, all := compose(4000), compose(8000); all > 2.5*half {
		t.Errorf("composing takes %v allocations for 4,000 lines, %v for 8,000", half, all)
	}
}

// One key and one frame on 5,000 lines: at most a millisecond.
func BenchmarkScroll(b *testing.B) {
	p := bulk(b, 5000)
	p.Find("набрана")
	for b.Loop() {
		if p.AtEnd() {
			p.Do(keys.Top)
		}
		p.Do(keys.Down)
		p.View()
	}
}

func BenchmarkCompose(b *testing.B) {
	p := bulk(b, 5000)
	now := time.Now()
	for b.Loop() {
		p.Tick(now)
		p.SetNote("")
	}
}

func BenchmarkFind(b *testing.B) {
	p := bulk(b, 5000)
	for b.Loop() {
		p.Find("набран")
	}
}
