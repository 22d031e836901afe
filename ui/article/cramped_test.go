package article

import (
	"testing"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
)

// TestAWindowTooSmallForAPage: what happens while nothing is shown does not
// mix the lines of one story with the text of another.
func TestAWindowTooSmallForAPage(t *testing.T) {
	other := feed.Item{ID: 9, Title: "Another", Summary: "Short."}
	deeds := map[string]func(p *page){
		"another story": func(p *page) { p.Open(other) },
		"a shorter text": func(p *page) {
			p.SetBody(feed.Article{Item: p.story.Item, Markdown: "Short."}, []render.Line{{Text: "Short."}})
		},
		"no text": func(p *page) { p.SetBody(feed.Article{Item: p.story.Item}, nil) },
	}
	for name, deed := range deeds {
		t.Run(name, func(t *testing.T) {
			p := show(t, dark(t), long(), 100, 20)
			p.Find("абзац")
			p.Do(keys.Bottom)
			p.Resize(0, 0)
			deed(p)
			for _, a := range []keys.Action{keys.Bottom, keys.Up, keys.NextMatch, keys.NextLink, keys.PrevLink, keys.ScrollRight} {
				p.Do(a)
				p.Place()
				p.SetPicture(1, []string{"x"})
				p.View()
			}
			p.Resize(100, 20)
			if p.Do(keys.Top); p.text() == "" {
				t.Error("nothing is shown again")
			}
		})
	}
}

// TestThePlaceOutlivesATooSmallWindow: the line being read is there again.
func TestThePlaceOutlivesATooSmallWindow(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	goTo(t, p, "Абзац 9.")
	top := p.top()
	p.Resize(0, 0)
	p.lay(t) // at its least width
	p.Do(keys.Down)
	p.Resize(100, 20)
	p.lay(t)
	if p.top() != top {
		t.Errorf("at the top is %q, was %q", p.top(), top)
	}
}

// TestFindFromRightToLeft finds words as they are typed, though the page has
// them in the order in which they are seen.
func TestFindFromRightToLeft(t *testing.T) {
	p := show(t, dark(t), long(), 60, 20)
	p.Reorder, p.render.Reorder = true, true
	p.story = feed.Article{Item: feed.Item{ID: 3, Title: "שלום עולם"}, Full: true, Markdown: "ראש הממשלה אמר היום כי 12 אנשים הגיעו\n\nabc שלום def"}
	p.Open(p.story.Item)
	p.lay(t)
	for text, n := range map[string]int{"שלום": 2, "הממשלה": 1, "ראש הממשלה": 1, "def": 1, "םולש": 0} {
		if got := p.Find(text); got != n {
			t.Errorf("%q is found %d times, want %d", text, got, n)
		}
	}
}
