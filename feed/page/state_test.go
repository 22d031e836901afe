package page

import (
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestStored(t *testing.T) {
	const title = "Мост закрыт до весны"
	for _, c := range []struct{ name, script, want string }{
		{"HTML in a field", `{"p":{"title":"Мост закрыт до весны","html":"<p>Раз.</p><p>Два.</p>"}}`, "Раз. Два."},
		{"text in a field", `{"title":"мост  закрыт до весны","lead":"Раз.","text":"Раз.\nДва."}`, "Раз. Два."},
		{"blocks", `[{"headline":"Мост закрыт до весны","body":[{"type":"p","data":{"text":"Раз."}},{"type":"image","caption":"Вид"},{"text":"Два."}]}]`, "Раз. Вид Два."},
		{"a heading", `{"title":"Мост закрыт до весны","body":[{"type":"Heading","text":"Раз"},{"style":"h3","text":""},{"text":"Два."}]}`, "Раз Два."},
		{"pieces of a paragraph", `{"title":"Мост закрыт до весны","doc":{"content":[{"content":[{"text":"Раз"},{"text":" и"},{"text":" два."}]},{"children":["Три."]}]}}`, "Раз и два. Три."},
		{"other stories", `{"story":{"title":"Мост закрыт до весны","text":"Раз."},"more":[{"title":"Паром","text":"Раз два три четыре."}]}`, "Раз."},
		{"other stories below", `{"title":"Мост закрыт до весны","text":"Раз два.","items":[{"title":"Паром","slug":"parom","text":"Раз два три четыре."}]}`, "Раз два."},
		{"fields of other names", `{"title":"Мост закрыт до весны","text":"Раз два.","relatedPosts":["Раз два три"],"css":"a b c d","author":{"bio":"Раз два три"},"comments":[{"text":"Раз два три"}],"license":"Раз два три"}`, "Раз два."},
		{"no headline", `{"story":{"title":"Паром","text":"Раз два три."}}`, ""},
		{"no JSON", `{"title":"Мост закрыт до весны","text":"Раз."`, ""},
		{"too deep", strings.Repeat("[", maxData) + `{"title":"Мост закрыт до весны","text":"Раз."}` + strings.Repeat("]", maxData), ""},
	} {
		if got := Line(PlainText(stored([]string{c.script}, title))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	heading := `[{"title":"Мост закрыт до весны","body":[{"type":"Heading","text":"Раз"},{"text":"Два."}]}]`
	if got := Read(stored([]string{heading}, title), "").Markdown; got != "### Раз\n\nДва." {
		t.Errorf("a heading: %q", got)
	}
	if got := stored([]string{`{"title":"","text":"Раз."}`}, ""); got != "" {
		t.Errorf("without a headline: %q", got)
	}
}

// The data counts only where the page shows nothing.
func TestExtractStored(t *testing.T) {
	text := strings.Repeat("Паром ходит через реку каждые полчаса, пока мост чинят. ", 20)
	page := `<html><head><title>Мост закрыт до весны</title></head><body><div id="root">%s</div>
<script type="application/json; charset=utf-8">{"title":"Мост закрыт до весны","text":%q}</script></body></html>`
	for shown, want := range map[string]int{"Загрузка": 180, "<article>" + storyText() + "</article>": 0} {
		if want == 0 {
			want = wordCount(feed.Markup(storyText()))
		}
		e, err := Extract([]byte(fmt.Sprintf(page, shown, text)), "", "https://port.example/most")
		if n := len(strings.Fields(e.Text)); err != nil || n != want {
			t.Errorf("%.20q: %v, %d words, want %d", shown, err, n, want)
		}
	}
}
