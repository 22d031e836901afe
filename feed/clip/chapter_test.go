package clip

import (
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestChapter(t *testing.T) {
	a := story(t)
	a.Markdown = "## Начало\n\nЖурнал\\[1\\] и почта\\[2\\], см. сноску[^1].\n\n> ###### Глубоко\n\n\\[image 1: Вид\\]\n\n" +
		"Код `x[^1]` и \\[^1\\].\n\n```\n# [^1]\n```\n\n[^1]: Сноска\\[1\\]."
	want := `## Порт: "первое" судно \| сезона

- L-source: Портовый листок
- L-date: 28 Nov 2025, 12:36 Asia/Baku
- L-author: Редакция
- L-rubric: R-economy, Финансы
- L-topics: ОТГ, Bakı
- L-address: <https://port.example/economy/one?a=1&b=2>

### Начало

Журнал[\[1\]](<https://port.example/log?a=1&b=2>) и почта\[2\], см. сноску[^7-1].

> ###### Глубоко

[\[image 1: Вид\]](<https://port.example/a.jpg>)

Код ` + "`x[^1]`" + ` и \[^1\].

` + "```\n# [^1]\n```" + `

[^7-1]: Сноска[\[1\]](<https://port.example/log?a=1&b=2>).

### L-pictures

- <https://port.example/b.jpg>

### L-files

- <https://port.example/one.mp3>

`
	if got := string(Chapter(a, labels{})); got != want {
		t.Errorf("got\n%s", got)
	}
	if got, want := string(Chapter(feed.Article{Full: true}, labels{})), "## L-untitled\n\n"; got != want {
		t.Errorf("of nothing: %q", got)
	}
	if got, want := string(Heading("a *b*\nc")), "# a \\*b\\* c\n\n"; got != want {
		t.Errorf("a heading: %q", got)
	}
}

// Stories of one document leave each other alone: each has its own heading, and
// no footnote of another.
func TestChaptersStayApart(t *testing.T) {
	var doc []byte
	doc = append(doc, Heading("Новости")...)
	for i, text := range []string{
		"Текст[^1].\n\n[^1]: Первая.", "```\nкод\n```", "Текст[^1].\n\n[^1]: Третья.", "- список\n  - ещё", "    код", "| a |\n|---|\n| b |",
		strings.Repeat("> ", 60) + "глубоко", "", "## Внутри",
	} {
		doc = append(doc, Chapter(feed.Article{Item: feed.Item{ID: feed.ID(i + 1), Title: "T", URL: "https://a.example/"}, Markdown: text, Full: true}, labels{})...)
	}
	elements, text := shape(rendered(t, doc))
	count := func(name string) int {
		return len(slices.DeleteFunc(slices.Clone(elements), func(e string) bool { return e != name }))
	}
	if h1, h2, h3 := count("h1"), count("h2"), count("h3"); h1 != 1 || h2 != 9 || h3 != 1 {
		t.Errorf("%d, %d and %d headings in\n%s", h1, h2, h3, doc)
	}
	if !strings.Contains(text, "Первая.") || !strings.Contains(text, "Третья.") {
		t.Errorf("a footnote is lost: %q", text)
	}
}
