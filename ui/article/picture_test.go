package article

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
)

// album is an article of 12 pictures, each between long paragraphs.
func album(t *testing.T, h int) *page {
	a := long()
	a.Links = a.Links[:1]
	var b strings.Builder
	for i := range 12 {
		a.Images = append(a.Images, feed.Image{URL: fmt.Sprintf("https://example.org/%d.jpg", i+1), Alt: fmt.Sprintf("Снимок %d", i+1)})
		fmt.Fprintf(&b, "Абзац %d. %s\n\n[image %d: Снимок %d]\n\n", i, strings.Repeat("Слова о наборе. ", 12), i+1, i+1)
	}
	a.Markdown = b.String()
	return show(t, dark(t), a, 80, h)
}

func TestAPictureTakesThePlaceOfItsMark(t *testing.T) {
	p := album(t, 40)
	has(t, p, "[image: Снимок 1]")
	p.SetPicture(1, drawing(30, 6))
	lacks(t, p, "[image: Снимок 1]")
	x, y := p.where(t, "▀")
	if x != 2 || p.text() == "" {
		t.Errorf("the picture is at %d", x)
	}
	if _, under := p.where(t, "Снимок 1"); under != y+6 {
		t.Errorf("the caption is on line %d, the picture on %d", under, y)
	}
	want := Target{Kind: ImageTarget, N: 1, Text: "Снимок 1", URL: "https://example.org/1.jpg"}
	if got, ok := p.Click(x+29, y+5); !ok || got != want {
		t.Errorf("a click on the picture: %+v", got)
	}
	if _, ok := p.Click(x+30, y+5); ok {
		t.Error("a click beside the picture is one on it")
	}
	if view := p.View(); !strings.Contains(view[y+2], drawing(30, 1)[0]) {
		t.Errorf("the chosen picture is drawn as %q", view[y+2])
	}
	p.SetPicture(1, nil)
	has(t, p, "[image: Снимок 1]")
	p.SetPicture(99, drawing(5, 5))
	if strings.Contains(p.text(), "▀") {
		t.Error("a picture the article does not have is shown")
	}
}

// TestPicturesWanted: those in the window first, then those below and above,
// and none that is far or there already.
func TestPicturesWanted(t *testing.T) {
	p := album(t, 14)
	goTo(t, p, "Абзац 5.")
	if got := p.Wants(); !slices.Equal(got, []int{6, 7, 8, 9, 3, 4, 5}) {
		t.Errorf("wanted: %v", got)
	}
	p.SetPicture(6, drawing(10, 3))
	if slices.Contains(p.Wants(), 6) {
		t.Errorf("still wanted: %v", p.Wants())
	}
	if cols, rows := p.Room(); cols != 76 || rows != 9 {
		t.Errorf("room for %d×%d", cols, rows)
	}
}

// TestPicturesPlaced follows a picture through the window.
func TestPicturesPlaced(t *testing.T) {
	p := album(t, 12)
	p.SetPicture(1, drawing(20, 8))
	p.SetPicture(2, drawing(20, 3))
	goTo(t, p, "▀")
	var seen []Placed
	for range 8 {
		seen = append(seen, p.Placed()[0])
		p.Do(keys.Down)
	}
	for i, got := range seen {
		if want := (Placed{N: 1, X: 2, Y: 0, From: i, To: 8, Cols: 20, Rows: 8}); got != want {
			t.Errorf("after %d lines: %+v, want %+v", i, got, want)
		}
	}
	_, y := p.where(t, "▀")
	if got := p.Placed(); len(got) != 1 || got[0] != (Placed{N: 2, X: 2, Y: y, To: 3, Cols: 20, Rows: 3}) {
		t.Errorf("%+v, want picture 2 at %d", got, y)
	}
	p.Resize(80, y+2)
	if got := p.Placed(); got[0].To != 2 {
		t.Errorf("cut by the lower edge: %+v", got)
	}
}

// TestPicturesOfAnotherSize are dropped where the page is too narrow for them
// or has others, and kept else.
func TestPicturesOfAnotherSize(t *testing.T) {
	p := album(t, 30)
	p.SetPicture(1, drawing(70, 4))
	p.SetPicture(2, drawing(20, 4))
	p.Resize(60, 30)
	p.lay(t)
	if len(p.pictures) != 1 || !slices.Contains(p.Wants(), 1) {
		t.Errorf("%d pictures; wanted: %v", len(p.pictures), p.Wants())
	}
	p.story.Images = p.story.Images[1:]
	p.lay(t)
	if len(p.pictures) != 0 {
		t.Error("pictures of another text stay")
	}
}

// TestMarksThatAreNone: a number of no picture is text; the second mark of a
// picture stays a mark; one on several lines gives way as a whole; the link
// beside a mark stays.
func TestMarksThatAreNone(t *testing.T) {
	p := album(t, 40)
	p.SetBody(p.story, []render.Line{
		{Text: "[image: долгое", Image: 1, Block: 0},
		{Text: "описание] [1]", Image: 1, Links: []int{1}, Block: 0},
		{Block: 0},
		{Text: "[image: чужое]", Image: 77, Block: 1},
		{Text: "[image: опять]", Image: 1, Block: 2},
	})
	if got := p.Wants(); !slices.Equal(got, []int{1}) {
		t.Errorf("wanted: %v", got)
	}
	p.SetPicture(1, drawing(10, 3))
	p.SetPicture(77, drawing(10, 3))
	lacks(t, p, "долгое", "описание")
	has(t, p, "Снимок 1 [1]", "[image: чужое]", "[image: опять]")
	if got := strings.Count(p.text(), "▀"); got != 30 {
		t.Errorf("%d cells of pictures", got)
	}
	p.Do(keys.NextLink)
	if p.Chosen().Kind != LinkTarget {
		t.Errorf("Tab: %+v", p.Chosen())
	}
	x, y := p.where(t, "[1]")
	if c, _ := p.Click(x, y); c.Kind != LinkTarget {
		t.Errorf("the link under the picture: %+v", c)
	}
}
