package article

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"pgregory.net/rapid"

	"rubrika/feed/words"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

func TestFindGoesFromMatchToMatch(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	if p.Do(keys.NextMatch) {
		t.Error("there is a match before anything was searched")
	}
	if n := p.Find("абзац 1"); n != 11 || p.FindText() != "абзац 1" {
		t.Fatalf("%d matches of %q", n, p.FindText())
	}
	has(t, p, "Абзац 1.")
	for i := 2; i <= 11; i++ {
		if !p.Do(keys.NextMatch) {
			t.Fatal("not its own")
		}
		if at, n := p.Match(0); at != i || n != 11 {
			t.Errorf("at %d of %d, want %d", at, n, i)
		}
	}
	has(t, p, "Абзац 19.")
	p.Do(keys.NextMatch)
	has(t, p, "Абзац 1.")
	if i, _ := p.Match(-1); i != 11 {
		t.Errorf("before the first: %d", i)
	}
	p.Do(keys.Top)
	p.Do(keys.PrevMatch) // the last one in the window
	if i, _ := p.Match(0); i != 1 {
		t.Errorf("back from the top: %d", i)
	}
	goTo(t, p, "Абзац 14.")
	p.Do(keys.Down)
	if i, _ := p.Match(1); i != 7 { // scrolled away: from the window
		t.Errorf("on from paragraph 14: %d", i)
	}
	if p.Find("нет такого") != 0 || p.Find("") != 0 || p.FindText() != "" {
		t.Error("what is not there was found, or the search did not end")
	}
	if i, n := p.Match(1); i != 0 || n != 0 {
		t.Errorf("after the end: %d of %d", i, n)
	}
}

// TestFindWhileTyping searches each time from where it began, and a new search
// from where the reader has gone since.
func TestFindWhileTyping(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	goTo(t, p, "Абзац 3.")
	p.Find("Абзац 2")
	if i, _ := p.Match(0); i != 2 { // 20
		t.Errorf("down from paragraph 3: %d", i)
	}
	if p.Find("Абзац 2."); p.top() == "" || !strings.Contains(p.text(), "Абзац 2.") {
		t.Error("the one above is not found")
	}
	p.Find("Абзац")
	if i, _ := p.Match(0); i != 4 {
		t.Errorf("from paragraph 3 again: %d", i)
	}
	goTo(t, p, "Абзац 37.")
	p.Find("Абзац 39")
	p.Find("Абзац 3")
	if i, _ := p.Match(0); i != 9 {
		t.Errorf("from paragraph 37: %d", i)
	}
}

// TestFindMarks all matches in view, the reader's own otherwise; what is
// chosen later takes its colour.
func TestFindMarks(t *testing.T) {
	p := show(t, look(t, theme.Dark, colorprofile.ASCII), rich("ru"), 100, 40)
	if n := p.Find("КАРТ"); n != 4 {
		t.Errorf("%d matches", n)
	}
	page := strings.Join(p.View(), "\n")
	for _, want := range []string{"\x1b[1;7mкарт\x1b[m", "\x1b[1;4;4mКарт\x1b[m"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in\n%q", want, page)
		}
	}
	if strings.Count(page, "\x1b[1;7m") != 1 {
		t.Error("not one match is the reader's")
	}
	p.Do(keys.NextLink)
	if page = strings.Join(p.View(), "\n"); strings.Count(page, "\x1b[1;7m") != 1 || strings.Contains(page, "\x1b[1;7mкарт") {
		t.Error("match and target are marked alike")
	}
	if p.Match(1); p.Chosen() != (Target{}) {
		t.Error("the target is still chosen")
	}
	p.Find("")
	if strings.Contains(strings.Join(p.View(), "\n"), "\x1b[1;7m") {
		t.Error("marks stay after the search")
	}
}

// TestFindFolds: case, diacritics and kinds of blanks do not matter, and what
// is marked is whole signs.
func TestFindFolds(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	for _, c := range []struct {
		line, find string
		from, to   int
	}{
		{"Şəhərin İLK xəritəsi", "seherin ilk", 0, 11},
		{"на ёлке", "ЕЛК", 3, 6},
		{"5\u00a0млн манатов", "5 млн", 0, 5},
		{"漢字 и слово", "слово", 7, 12},
		{"e\u0301te\u0301", "ete", 0, 3},
		{"Straße", "ss", 4, 5},
		{"👩‍💻 код", "код", 3, 6},
		{"\x1b[1mсло\x1b[m\x1b[3mво\x1b[m", "лов", 1, 4},
	} {
		p.SetBody(p.story, []render.Line{{Text: c.line}})
		if n := p.Find(c.find); n != 1 {
			t.Errorf("%q in %q: %d matches", c.find, c.line, n)
			continue
		}
		if h := p.found.hits[0]; h.from != c.from || h.to != c.to {
			t.Errorf("%q in %q: cells %d–%d, want %d–%d", c.find, c.line, h.from, h.to, c.from, c.to)
		}
	}
	p.Fold = nil
	if p.Find("ЛОВ") != 0 || p.Find("лов") != 1 {
		t.Error("without a fold text is compared as it is")
	}
}

// TestFindInWideBlocks shifts them to the match.
func TestFindInWideBlocks(t *testing.T) {
	p := show(t, dark(t), long(), 60, 20)
	p.SetBody(p.story, []render.Line{{Text: strings.Repeat("клетка ", 20) + "находка", Wide: true}})
	lacks(t, p, "находка")
	p.Find("находка")
	has(t, p, "находка")
	p.Find("клетка")
	p.Match(-1)
	if p.shift == 0 {
		t.Error("the last match is out of sight")
	}
}

// TestFindAnything: whatever is searched in whatever lines, matches lie within
// their lines, one after another, and marking them changes no letter.
func TestFindAnything(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("aAsеЁßəİı 漢é\u0301\u200d👩💻")))
	th := dark(t)
	rapid.Check(t, func(rt *rapid.T) {
		p := &page{Screen: New(show(t, th, long(), 40, 10).words, th, 76), story: long()}
		p.Fold = words.Fold
		p.Resize(40, 10)
		p.Open(p.story.Item)
		var body []render.Line
		for _, l := range rapid.SliceOfN(text, 1, 5).Draw(rt, "lines") {
			body = append(body, render.Line{Text: render.Plain(l, 36)[0]})
		}
		p.SetBody(p.story, body)
		plain := p.text()
		n := p.Find(text.Draw(rt, "find"))
		last := hit{line: -1}
		for _, h := range p.found.hits {
			if h.line == last.line && h.from < last.to || h.from >= h.to || h.to > render.Width(p.lines[h.line].text) {
				rt.Fatalf("%d matches: %v after %v", n, h, last)
			}
			last = h
		}
		p.Do(keys.Top)
		if p.text() != plain {
			rt.Fatalf("%q became %q", plain, p.text())
		}
	})
}
