package page

import (
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
)

// box is a block of running text of its own, with a class.
func box(class string, number, sentences int) string {
	return fmt.Sprintf(`<div><div class="%s">%s</div></div>`, class, strings.Repeat(fmt.Sprintf("Часть %d рассказывает о том, как двор школы красили все лето. ", number), sentences))
}

// A text that stands in several boxes of one class is one, unless they are
// something else than the text that was found.
func TestBoxes(t *testing.T) {
	text := box("t-text", 1, 8)
	links := strings.Repeat(`<a href="/x">Совсем другая история о чем-то другом</a> `, 20)
	found := article{html: feed.Markup(text)}
	found.words = wordCount(found.html)
	for name, c := range map[string]struct {
		in   string
		want int // parts
	}{
		"boxes":             {text + `<img src="/a.jpg">` + box("t-text wide", 2, 5) + box("t-text", 3, 6), 3},
		"another class":     {text + box("msg", 2, 5), 0},
		"boxes among links": {text + "<div>" + links + "</div>" + box("t-text", 2, 5), 0},
		"little more":       {text + box("t-text", 2, 2), 0},
		"other boxes":       {text + box("msg", 2, 9) + box("msg", 3, 9), 0},
		"no boxes":          {"<p>Ничего</p>", 0},
	} {
		g, parts := boxesOf(fragment(t, "<div>"+c.in+"</div>")), 0
		for n := 1; n <= 3 && g.hold(found); n++ {
			if strings.Contains(g.markup, fmt.Sprintf("Часть %d ", n)) {
				parts++
			}
		}
		if parts != c.want {
			t.Errorf("%s: %d parts, want %d", name, parts, c.want)
		}
	}
}
