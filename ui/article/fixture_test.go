package article

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/feed/words"
	"rubrika/ui/lang"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

var baku = time.FixedZone("Asia/Baku", 4*3600)

func look(t testing.TB, name string, p colorprofile.Profile) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, name == theme.Dark, p)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func dark(t testing.TB) theme.Theme { return look(t, theme.Dark, colorprofile.TrueColor) }

// page is a screen with all it needs to lay out its article again.
type page struct {
	Screen
	story  feed.Article
	render *render.Renderer
	laid   map[int][]render.Line // by width; nil where the story changes
}

// show opens an article of any language on a screen of that size.
func show(t testing.TB, th theme.Theme, a feed.Article, w, h int) *page {
	t.Helper()
	p := &page{Screen: New(lang.For(a.Lang), th, 76), story: a, render: render.New(th)}
	p.Fold = words.Fold
	p.Resize(w, h)
	p.Tick(time.Date(2025, 11, 28, 12, 36, 0, 0, baku))
	p.Open(a.Item)
	p.SetLatest(newest(a))
	p.lay(t)
	return p
}

// lay gives the page its text at its width.
func (p *page) lay(t testing.TB) {
	body, ok := p.laid[p.Measure()]
	if !ok {
		body = p.render.Body(t.Context(), p.story.Markdown, p.Measure(), len(p.story.Links))
		if p.laid != nil {
			p.laid[p.Measure()] = body
		}
	}
	p.SetBody(p.story, body)
}

// text is what is on the screen without colours.
func (p *page) text() string { return ansi.Strip(strings.Join(p.View(), "\n")) }

// top is the first line on the screen.
func (p *page) top() string { return ansi.Strip(p.View()[0]) }

// where finds the cell at which some text stands on the screen.
func (p *page) where(t testing.TB, text string) (x, y int) {
	t.Helper()
	for y, l := range p.View() {
		if before, _, ok := strings.Cut(ansi.Strip(l), text); ok {
			return render.Width(before), y
		}
	}
	t.Fatalf("%q is not in\n%s", text, p.text())
	return 0, 0
}

// newest are headlines for the foot, the open one among them.
func newest(a feed.Article) []feed.Item {
	title := map[string]string{"ru": "Свежая новость", "az": "Təzə xəbər", "en": "Fresh news"}[a.Lang]
	items := []feed.Item{a.Item}
	for i := range 7 {
		items = append(items, feed.Item{
			ID: feed.ID(100 + i), Title: fmt.Sprintf("%s %d", title, i+1), Section: "Report",
			Order: a.Published.Add(-time.Duration(i) * time.Minute),
		})
	}
	return items
}

// long is an article of numbered paragraphs with a link in every third, and a
// word in each that stands nowhere else.
func long() feed.Article {
	a := feed.Article{Full: true, Item: feed.Item{
		ID: 7, Title: "Как печатают первую полосу", Section: "Культура", SourceTitle: "Вестник", Lang: "ru",
		Published: time.Date(2025, 11, 28, 12, 0, 0, 0, baku), Tags: []string{"печать", "газеты"},
		Summary: "Коротко о том, как верстают полосу.",
	}, Author: "А. Наборщик"}
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "Абзац %d. %s", i, strings.Repeat("Слова о наборе и вёрстке полосы. ", 6))
		if i%3 == 0 {
			a.Links = append(a.Links, feed.Link{URL: fmt.Sprintf("https://example.org/%d", i), Text: "источник"})
			fmt.Fprintf(&b, `источник\[%d\]`, len(a.Links))
		}
		b.WriteString("\n\n")
	}
	a.Markdown = b.String()
	a.Versions = []feed.Version{{Lang: "az", Title: "Birinci səhifə necə çap olunur", ID: 8}}
	return a
}

// rich is an article that has everything a page can have.
func rich(code string) feed.Article {
	a := feed.Article{Full: true, Item: feed.Item{
		ID: 7, Lang: code, SourceTitle: "Rubrika", Rubrics: []feed.Rubric{feed.Culture}, State: feed.Starred,
		Published: time.Date(2025, 11, 28, 12, 0, 0, 0, baku),
	}}
	told := []feed.Version{
		{Lang: "az", Title: "Şəhərin ilk xəritəsi kitabxanada tapıldı", ID: 8},
		{Lang: "ru", Title: "В библиотеке нашли первую карту города", ID: 9},
		{Lang: "en", Title: "The first map of the city was found in a library", URL: "https://example.org/en"},
	}
	for _, v := range told {
		if v.Lang == code {
			a.Title = v.Title
		} else {
			a.Versions = append(a.Versions, v)
		}
	}
	s := map[string][]string{
		"ru": {
			"Карту нашли между страниц старого атласа", "об этом рассказали в библиотеке",
			"На ней видны улицы, которых больше нет, и сад у моря.", "Её покажут весной.",
			"Лист выцвел, но читается.", "Карта города", "карта", "библиотека", "город", "Год|Улиц|Домов|Садов|Колодцев|Пристаней|Мостов",
		},
		"az": {
			"Xəritə köhnə atlasın səhifələri arasından çıxıb", "kitabxanada danışıblar",
			"Orada indi olmayan küçələr və dəniz kənarındakı bağ görünür.", "O, yazda göstəriləcək.",
			"Vərəq solub, amma oxunur.", "Şəhərin xəritəsi", "xəritə", "kitabxana", "şəhər", "İl|Küçələr|Evlər|Bağlar|Quyular|Körpülər|Limanlar",
		},
		"en": {
			"The map lay between the pages of an old atlas", "the library said",
			"It shows streets that are gone and a garden by the sea.", "It will be on show in spring.",
			"The sheet has faded, but it can be read.", "Map of the city", "map", "library", "city", "Year|Streets|Houses|Gardens|Wells|Landings|Bridges",
		},
	}[code]
	a.Summary = s[0] + "."
	a.Tags = s[6:9]
	a.Links = []feed.Link{{URL: "https://example.org/library", Text: s[1]}, {URL: "https://example.org/atlas/17", Text: s[0]}}
	a.Images = []feed.Image{{URL: "https://example.org/map.jpg", Alt: s[5]}}
	head := "| " + strings.ReplaceAll(s[9], "|", " | ") + " |\n|" + strings.Repeat("---|", 7) + "\n"
	cell := "| " + strings.Repeat("1 234 567 890 | ", 7) + "\n"
	a.Markdown = s[0] + `[^1], ` + s[1] + `\[1\].` + "\n\n[image 1: " + s[5] + "]\n\n> " + s[2] + "\n\n" + s[3] + `[^2]` + "\n\n" +
		head + strings.Repeat(cell, 3) + "\n" + strings.Repeat(s[2]+" ", 5) + `\[2\]` + "\n\n[^1]: " + s[4] + "\n\n[^2]: " + s[3] + "\n"
	return a
}

// drawing is a picture of so many cells.
func drawing(cols, rows int) []string {
	out := make([]string, rows)
	for i := range out {
		out[i] = "\x1b[38;2;90;110;140;48;2;40;60;90m" + strings.Repeat("▀", cols) + "\x1b[m"
	}
	return out
}
