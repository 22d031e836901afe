package clip

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"rubrika/feed/page"
)

// edition is a digest as the command makes one.
func edition(t *testing.T) Digest {
	t.Helper()
	return Digest{
		Title: "Новости: пятница 28 ноября 2025", Lang: "ru", Notes: []string{"3 новости", "- без спорта"},
		Sections: []Section{
			{Title: "Экономика (12)", Rest: "и ещё 10", Entries: []Entry{
				{
					Title: "Порт [принял] *первое* судно", URL: "https://port.example/economy/one?a=1&copy;=2", Lang: "ru", Signs: "★ ◆",
					About: []string{"Портовый листок", "и ещё 3"}, When: "12:36", At: time.Date(2025, 11, 28, 12, 36, 0, 0, baku(t)),
					Lead: "1. Погрузка заняла девять часов.",
				},
				{Title: "1987. A year", Lang: "en", About: []string{"Листок"}, When: "12:00"},
			}},
			{Title: "Спорт (1)", Entries: []Entry{{Title: "Каток", URL: "javascript:alert(1)"}}},
		},
	}
}

func TestDigestMarkdown(t *testing.T) {
	want := `# Новости: пятница 28 ноября 2025

3 новости

\- без спорта

## Экономика (12)

- ★ ◆ **[Порт \[принял\] \*первое\* судно](<https://port.example/economy/one?a=1&amp;copy;=2>)**\
  Портовый листок, 12:36, и ещё 3\
  1\. Погрузка заняла девять часов.
- **1987. A year**\
  Листок, 12:00

и ещё 10

## Спорт (1)

- **Каток**
`
	if got := string(edition(t).Markdown()); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestDigestHTML(t *testing.T) {
	doc := edition(t).HTML()
	inert(t, doc)
	for _, want := range []string{
		`<html lang="ru" dir="ltr">`, "default-src 'none'", "color-scheme:light dark", "@media print", "<title>Новости: пятница 28 ноября 2025</title>",
		"<h1>Новости: пятница 28 ноября 2025</h1>\n<p>3 новости</p>", `<a href="#s2">Спорт (1)</a>`, "<section id=\"s2\">\n<h2>Спорт (1)</h2>",
		`★ ◆ <a href="https://port.example/economy/one?a=1&amp;copy;=2" rel="noopener noreferrer"><strong>Порт [принял] *первое* судно</strong></a>`,
		`<p class="about">Портовый листок, <time datetime="2025-11-28T12:36:00+04:00">12:36</time>, и ещё 3</p>`,
		`<p><strong lang="en" dir="ltr">1987. A year</strong></p>`, "<p>и ещё 10</p>", "<p><strong>Каток</strong></p>",
	} {
		if !strings.Contains(string(doc), want) {
			t.Errorf("no %s in\n%s", want, doc)
		}
	}
	if alone := (Digest{Sections: []Section{{Title: "x"}}}).HTML(); bytes.Contains(alone, []byte("<nav>")) {
		t.Errorf("one section has a table of contents:\n%s", alone)
	}
}

// rendered is Markdown as a reader with all extensions shows it.
func rendered(t *testing.T, markdown []byte) *html.Node {
	t.Helper()
	var page bytes.Buffer
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	if err := gfm.Convert(markdown, &page); err != nil {
		t.Fatal(err)
	}
	tree, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// shape is the names of the elements of a page in their order, and its text.
func shape(tree *html.Node) (elements []string, text string) {
	for n := range tree.Descendants() {
		switch n.Type {
		case html.ElementNode:
			elements = append(elements, n.Data)
		case html.TextNode:
			text += n.Data
		}
	}
	return elements, text
}

// hostile are lines that mean something in Markdown or HTML.
func hostile() []string {
	return []string{
		"# x", "#", "- x", "-", "* x", "+ x", "+", "1. x", "1) x", "123456789. x", "===", "---", "***", "> x", ">", "```", "~~~", "|a|b|", "|-|",
		":-- | --:", ": x", "[x](y)", "![x](y)", "[x]", "[^1]", "[x]: y", "]", "](", "<b>x</b>", "<!-- x", "<https://a.example>", "&lt;", "&amp;amp;",
		"&#35;", "`x", "``", "*x*", "**", "_x_", "__", "~~x~~", "a\\", "\\", "\\#", "x  ", "    x", "\tx", "[ ] x", "[x] y", "https://a.example/x", "www.a.example",
		"HTTP://A.example", "$x$", "{#id}", "x^2^", "x\ny", "$(touch x)", "`touch x`", "</strong>", "\"'", "x #", "x #####", "<script>alert(1)</script>", "![",
		"\x1b[31mx", "a\u202eb", "ftp://a.example/x", "=", "a*b_c", "(x)", "!", "x!", "<", "1.", "a|b", "\u00a0x",
		"me@a.example", "x <me@a.example> y", "by me@a.example, Baku", "@x", "mailto:me@a.example",
	}
}

// No title, note, source or lead changes the form of a digest: rendered, it says
// what it was given, and has the elements that one with plain words has.
func TestNoTitleChangesTheForm(t *testing.T) {
	of := func(s string) Digest {
		return Digest{Title: s, Notes: []string{s}, Sections: []Section{{Title: s, Rest: s, Entries: []Entry{
			{Title: s, URL: "https://a.example/", About: []string{s}, When: s, Lead: s}, {Title: s}, {Title: s, Lead: s},
		}}}}
	}
	plain, _ := shape(rendered(t, of("word").Markdown()))
	for _, s := range hostile() {
		d := of(s)
		elements, text := shape(rendered(t, d.Markdown()))
		if strings.Join(elements, " ") != strings.Join(plain, " ") {
			t.Errorf("%q:\n%s\nis %v, not %v", s, d.Markdown(), elements, plain)
		}
		if want := page.Line(s); strings.Count(squeezed(text), squeezed(want)) < 10 {
			t.Errorf("%q: only %q of\n%s", s, text, d.Markdown())
		}
		inert(t, d.HTML())
	}
}

// squeezed is a text without its blanks, which HTML does not keep.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func FuzzDigest(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if page.Line(s) == "" || len(s) > 300 {
			return
		}
		d := Digest{Title: s, Lang: s, Sections: []Section{{Title: s, Entries: []Entry{{Title: s, URL: s, Lang: s, About: []string{s}, Lead: s}}}}}
		inert(t, d.HTML())
		elements, text := shape(rendered(t, d.Markdown()))
		form := strings.Join(strings.Fields(strings.ReplaceAll(" "+strings.Join(elements, " ")+" ", " a ", " ")), " ")
		if form != "html head body h1 h2 ul li strong br br" {
			t.Errorf("%q: %v\n%s", s, elements, d.Markdown())
		}
		if !strings.Contains(squeezed(text), squeezed(page.Line(s))) {
			t.Errorf("%q: %q", s, text)
		}
	})
}

func TestLead(t *testing.T) {
	long := strings.Repeat("слово ", 80)
	for text, want := range map[string]string{
		"":           "",
		"Одно слово": "Одно слово",
		"Погрузка заняла девять часов. Ночью был шторм. Утром стихло.": "Погрузка заняла девять часов. Ночью был шторм.",
		"В 9 ч. 30 мин. судно г. Баку вошло в порт. Второе. Третье.":   "В 9 ч. 30 мин. судно г. Баку вошло в порт. Второе.",
		"А. С. Петров уехал. Вернулся.  Уехал снова.":                  "А. С. Петров уехал. Вернулся.",
		"The U.S. Navy came. It left. Nobody saw.":                     "The U.S. Navy came. It left.",
		"Курс 3.14 за день! «Кто знал?» Никто.":                        "Курс 3.14 за день! «Кто знал?»",
		"«Мы ждали.» Потом пошли. И всё.":                              "«Мы ждали.» Потом пошли.",
		"Что?.. Да… Нет.":                      "Что?.. Да…",
		strings.Repeat("а", 130) + ". Второе.": strings.Repeat("а", 130) + ".",
		long:            strings.TrimSpace(strings.Repeat("слово ", 49)) + "…",
		"a\x1b[31mb\nc": "ab c",
	} {
		if got := Lead(text); got != want {
			t.Errorf("%q:\n %q, want\n %q", text, got, want)
		}
	}
}

func FuzzLead(f *testing.F) {
	for _, s := range append(hostile(), "А. Б. В.", "...", "?!", strings.Repeat("x", 400), strings.Repeat("Я. ", 300), "a. »") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Lead(s)
		whole := page.Line(s)
		if !strings.HasPrefix(whole, strings.TrimSuffix(got, "…")) || len([]rune(got)) > mostLead || !page.Safe(got) || whole != "" && got == "" {
			t.Errorf("%q of %q", got, s)
		}
	})
}
