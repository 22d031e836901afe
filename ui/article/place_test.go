package article

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/render"
)

// goTo scrolls until a text is on the first line of the window.
func goTo(t *testing.T, p *page, text string) {
	t.Helper()
	p.Do(keys.Top)
	for !strings.Contains(p.top(), text) {
		if p.AtEnd() {
			t.Fatalf("%q never came", text)
		}
		p.Do(keys.Down)
	}
}

// TestTheLineBeingReadStays changes width and body under the reader.
func TestTheLineBeingReadStays(t *testing.T) {
	p := show(t, dark(t), long(), 120, 20)
	goTo(t, p, "Абзац 17.")
	p.Resize(50, 20)
	p.lay(t)
	if !strings.Contains(p.top(), "Абзац 17.") {
		t.Errorf("narrower, the page begins with %q", p.top())
	}
	p.Resize(140, 20)
	p.lay(t)
	p.SetNote("замечание")
	p.SetState(feed.Starred)
	if !strings.Contains(p.top(), "Абзац 17.") {
		t.Errorf("wider, the page begins with %q", p.top())
	}
}

// TestTeaserGivesWayToTheText without moving the page.
func TestTeaserGivesWayToTheText(t *testing.T) {
	p := show(t, dark(t), long(), 80, 24)
	p.Open(p.story.Item)
	top := p.top()
	has(t, p, "Коротко о том")
	p.lay(t)
	has(t, p, "Абзац 0.")
	if p.top() != top {
		t.Errorf("the page begins with %q", p.top())
	}
}

// TestAPlaceIsFoundAgain another time, at another width too.
func TestAPlaceIsFoundAgain(t *testing.T) {
	p := show(t, dark(t), long(), 100, 20)
	if p.Place() != (feed.Place{}) {
		t.Errorf("at the top: %v", p.Place())
	}
	goTo(t, p, "Абзац 12.")
	p.Do(keys.Down)
	place, top := p.Place(), p.top()
	if place != (feed.Place{Block: 12, Line: 1}) {
		t.Errorf("in the 13th paragraph: %v", place)
	}
	p.Open(p.story.Item)
	p.Seek(place)
	if p.Place() != place || strings.Contains(p.top(), "Слова") {
		t.Errorf("while it waits: %v, %q", p.Place(), p.top())
	}
	teaser := p.story
	teaser.Full = false
	p.SetBody(teaser, p.body[:1])
	if p.Place() != place {
		t.Errorf("with the teaser: %v", p.Place())
	}
	p.lay(t)
	if p.top() != top || p.Place() != place {
		t.Errorf("%q at %v, want %q", p.top(), p.Place(), top)
	}
	p.Resize(50, 20)
	p.Open(p.story.Item)
	p.lay(t)
	if p.Seek(place); p.Place().Block != 12 {
		t.Errorf("narrower: %v", p.Place())
	}
	p.Do(keys.Bottom)
	if p.Place().Block < 38 {
		t.Errorf("at the end: %v", p.Place())
	}
	p.Seek(feed.Place{})
	has(t, p, "КУЛЬТУРА")
}

// TestScrollingEndsTheWaiting: who has gone on in the teaser is not thrown
// about when the text comes; and a place that is no more gives the end.
func TestScrollingEndsTheWaiting(t *testing.T) {
	p := show(t, dark(t), long(), 80, 20)
	p.Open(p.story.Item)
	p.Seek(feed.Place{Block: 20})
	p.Do(keys.Down)
	p.lay(t)
	if p.Place().Block != 0 {
		t.Errorf("thrown to %v", p.Place())
	}
	p.Open(p.story.Item)
	p.Seek(feed.Place{Block: 900, Line: -3})
	p.lay(t)
	if p.Place().Block != 39 {
		t.Errorf("a place beyond the text gives %v", p.Place())
	}
}

// marked is an article in which every word stands once, in paragraphs,
// quotations, lists and code, with pictures between.
func marked() feed.Article {
	a := long()
	var b strings.Builder
	for i := range 30 {
		words := make([]string, 40)
		for j := range words {
			words[j] = fmt.Sprintf("слово%02dx%02d", i, j)
		}
		text := strings.Join(words, " ")
		switch i % 5 {
		case 1:
			text = "> " + text
		case 2:
			text = "- " + text
		case 3:
			text = "```\n" + strings.Join(words[:5], "\n\n") + "\n```"
		case 4:
			a.Images = append(a.Images, feed.Image{Alt: "снимок"})
			text = fmt.Sprintf("[image %d: снимок%02d]", len(a.Images), i)
		}
		b.WriteString(text + "\n\n")
	}
	a.Markdown, a.Links = b.String(), nil
	return a
}

// TestWhateverHappensTheReaderStays: of the changes that are not the reader's,
// none moves the line at the top, however many come.
func TestWhateverHappensTheReaderStays(t *testing.T) {
	story, th, laid := marked(), dark(t), map[int][]render.Line{}
	rapid.Check(t, func(rt *rapid.T) {
		p := &page{Screen: New(lang.For("ru"), th, 76), story: story, render: render.New(th), laid: laid}
		p.Resize(100, 20)
		p.Open(story.Item)
		p.lay(t)
		p.SetLatest(newest(story))
		for range rapid.IntRange(0, 60).Draw(rt, "lines") {
			p.Do(keys.HalfDown)
		}
		p.Do(keys.Up)
		first, _, _ := strings.Cut(strings.TrimLeft(p.top(), " │•"), " ")
		top := p.text()
		zen, stale := false, false
		for range rapid.IntRange(1, 12).Draw(rt, "changes") {
			switch what := rapid.IntRange(0, 6).Draw(rt, "change"); what {
			case 0, 1:
				p.Resize(rapid.IntRange(40, 200).Draw(rt, "width"), rapid.IntRange(10, 60).Draw(rt, "height"))
				if stale = what == 0; !stale {
					p.lay(t)
				}
			case 2:
				p.lay(t)
				stale = false
			case 3:
				n := rapid.IntRange(1, len(story.Images)).Draw(rt, "picture")
				p.SetPicture(n, drawing(20, rapid.IntRange(0, 12).Draw(rt, "rows")))
			case 4:
				zen = !zen
				p.SetZen(zen)
			case 5:
				p.SetNote(rapid.SampledFrom([]string{"", "замечание", strings.Repeat("долгое замечание ", 20)}).Draw(rt, "note"))
			case 6:
				p.SetLatest(newest(story)[:rapid.IntRange(0, 8).Draw(rt, "latest")])
				p.SetState(feed.State(rapid.IntRange(0, 3).Draw(rt, "state")))
			}
			if stale || !strings.HasPrefix(first, "слово") {
				continue // the end of a line may be cut until it is laid out again
			}
			if !strings.Contains(p.top(), first) && (!p.AtEnd() || !strings.Contains(p.text(), first)) {
				rt.Fatalf("%s was at the top; now it is\n%s", first, p.text())
			}
		}
		p.Resize(100, 20)
		p.SetZen(false)
		p.SetNote("")
		p.SetState(0)
		p.SetLatest(newest(story))
		for n := range story.Images {
			p.SetPicture(n+1, nil)
		}
		p.lay(t)
		if p.text() != top {
			rt.Fatalf("not as it was:\n%s\nwant\n%s", p.text(), top)
		}
	})
}
