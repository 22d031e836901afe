package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
)

func TestWhatIsWrongIsSaidWhileTyping(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, place string }{
		{"rubrik:sport ", "rubrik:sport"},
		{"маяк rubric:sort ", "sort"},
		{"or маяк ", "or"},
		{"маяк)", ")"},
	} {
		r, _ := searcher(t, setup{lang: "ru", w: 120, h: 24})
		r.press("/")
		r.letters("порт ")
		r.press("ctrl+u")
		r.letters(c.typed)
		if r.m.seek.fault == nil {
			t.Fatalf("%q is nothing wrong", c.typed)
		}
		in := []rune(r.m.seek.field.Value())
		if w := r.m.seek.field.Wrong; string(in[w[0]:w[1]]) != c.place {
			t.Errorf("%q: the place is %q, want %q", c.typed, string(in[w[0]:w[1]]), c.place)
		}
		if !strings.Contains(r.m.words.Error(r.m.seek.fault), strings.TrimSpace(strings.TrimSuffix(r.line(-1), "…"))[:20]) {
			t.Errorf("%q: the bottom line says %q", c.typed, r.line(-1))
		}
		r.exact() // the answer before stays
		r.press("enter")
		if r.m.scope() != keys.Searching || r.m.notice == "" {
			t.Errorf("%q: Enter keeps it", c.typed)
		}
	}
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 24})
	r.press("/")
	r.letters("rub")
	if r.m.seek.field.Ghost != "ric:  рубрика" {
		t.Errorf("the ghost is %q", r.m.seek.field.Ghost)
	}
	r.press("right")
	r.letters("эко")
	r.sees("economy", "Экономика")
	r.press("right")
	if got := r.m.seek.field.Value(); got != "rubric:economy" || r.m.filter.String() != got {
		t.Errorf("taken is %q, asked %q", got, r.m.filter)
	}
	r.exact()
	r.letters(" lang:")
	r.press("down", "down", "enter")
	if got := r.m.seek.field.Value(); !strings.HasPrefix(got, "rubric:economy lang:") || len(r.m.filter.Langs) != 1 || r.m.scope() != keys.Searching {
		t.Errorf("chosen is %q, asked %q", got, r.m.filter)
	}
	r.press("home", "right") // in the midst of the text the key moves
	if at := r.m.seek.field.Position(); at != 1 {
		t.Errorf("→ leads to letter %d", at)
	}
}

func TestFormerSearches(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "en", w: 100, h: 30})
	for _, text := range []string{"lighthouse", "insurance"} {
		r.press("/", "ctrl+u")
		r.letters(text)
		r.press("enter", "C")
	}
	r.press("/")
	r.sees(r.m.words.Seek.Past, "lighthouse", "insurance", r.m.words.Seek.Ways)
	r.letters("por")
	for _, c := range []struct{ key, want string }{
		{"ctrl+r", "insurance"}, {"ctrl+r", "lighthouse"}, {"ctrl+r", "lighthouse"}, {"ctrl+f", "insurance"}, {"ctrl+f", "por"}, {"ctrl+f", "por"},
	} {
		if r.press(c.key); r.m.seek.field.Value() != c.want {
			t.Errorf("%s puts %q into the field, want %q", c.key, r.m.seek.field.Value(), c.want)
		}
		r.exact()
	}
	r.press("ctrl+u", "down", "down", "up", "down", "enter")
	if r.m.filter.Text != "lighthouse" || r.m.scope() != keys.Headlines {
		t.Errorf("chosen is %q in %s", r.m.filter, r.m.scope())
	}
}

func TestAnEmptyAnswerSaysHowToWiden(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 24})
	r.press("7", "/")
	r.letters("маяк")
	r.sees("Ничего не нашлось: маяк", "Tab — искать везде")
	r.press("tab")
	if len(r.answer()) == 0 || !strings.Contains(r.line(2), "везде") {
		t.Errorf("everywhere finds %v", r.answer())
	}
	r.press("tab", "enter")
	r.sees("0 — во всех рубриках", "/ — изменить слова")
	r.press("0")
	r.exact()
	if len(r.answer()) == 0 {
		t.Error("in all rubrics nothing is found")
	}
	r.press("/", "ctrl+u")
	r.letters(`"страхование лодки"`)
	r.sees("без кавычек")
	r.press("ctrl+u")
	r.letters("ыыы")
	r.sees(r.m.words.Seek.Shorter)
}

func TestMatchesOnThePage(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 14})
	r.press("/")
	r.letters("страхование")
	r.press("enter", "enter")
	_, n := r.m.article.Words()
	if n < 4 {
		t.Fatalf("%d are marked", n)
	}
	r.sees(r.m.words.Matches(n))
	for i := 1; i <= n; i++ {
		r.press("n")
		if at, _ := r.m.article.Words(); at != i || !strings.Contains(r.line(-1), r.m.words.Match(i, n)) {
			t.Errorf("n leads to %d, want %d: %q", at, i, r.line(-1))
		}
	}
	r.press("n")
	if at, _ := r.m.article.Words(); at != n || r.m.notice != r.m.words.Seek.LastMatch {
		t.Errorf("past the last one: %d, %q", at, r.m.notice)
	}
	r.press("/")
	r.letters("порт")
	r.press("enter", "n")
	if r.m.article.FindText() != "порт" {
		t.Error("words of the page are not found")
	}
	r.press("/", "esc", "J")
	if _, n := r.m.article.Words(); n == 0 {
		t.Error("on the next page nothing is marked")
	}
	r.press("q", "C", "enter")
	if _, n := r.m.article.Words(); n != 0 {
		t.Error("without a search something is marked")
	}
	r.press("n")
	if r.m.notice != r.m.words.Desk.Why.NotFinding {
		t.Errorf("n says %q", r.m.notice)
	}
}

// Marks, orders and rubrics work on the answer as on any list.
func TestTheAnswerIsAList(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 120, h: 40})
	r.press("/")
	r.letters("страхование")
	r.press("enter", "f", "u")
	r.exact()
	r.press("m", "z", "z")
	r.exact()
	for range 4 {
		r.press("s")
		r.exact()
	}
	if r.m.filter.Sort != feed.Relevance {
		t.Errorf("four orders lead to %v", r.m.filter.Sort)
	}
	r.press("u", "u", "3")
	r.exact()
	if n := total(r, feed.Economy); n != len(r.answer()) {
		t.Errorf("the row says %d, the list has %d", n, len(r.answer()))
	}
	r.press("c", "down", "space", "esc", "G", "g", "w")
	if r.m.scope() != keys.Wiring || strings.Contains(r.screen(), "поиск: ") && r.m.filter.Text == "" {
		t.Errorf("the wire shows %q", r.m.filter)
	}
	r.press("w")
	r.exact()
}

// The pieces under the headlines hold while letters are typed.
func TestPiecesDoNotFlicker(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 30})
	r.press("/")
	r.letters("стра")
	piece := func() string {
		if y := rowOf(r, notes()[1].title); y >= 0 {
			return r.line(y + 1)
		}
		return ""
	}
	was := piece()
	if !strings.Contains(was, "без страхования груза") {
		t.Fatalf("the piece is %q", was)
	}
	_, cmd := r.m.Update(key("х"))
	f := r.m.seek.doubt.other // the beginning
	items, err := r.lib.List(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	r.m.Update(itemsMsg{job: r.m.lists.n, how: follows, apart: true, filter: f, items: items}) // and no piece yet
	if got := piece(); got != was {
		t.Errorf("%q became %q", was, got)
	}
	r.run(cmd)
	if got := piece(); got != was {
		t.Errorf("at last %q became %q", was, got)
	}
}

// Pasted text is searched; letters are never lost, however late the answers.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "az", w: 80, h: 24})
	var late []tea.Cmd
	for _, k := range append([]string{"/"}, strings.Split("sığorta", "")...) {
		_, cmd := r.m.Update(key(k))
		late = append(late, cmd)
	}
	_, cmd := r.m.Update(key("space"))
	late = append(late, cmd)
	r.send(tea.PasteMsg{Content: "lang:az\n"})
	for _, cmd := range slices.Backward(late) {
		r.run(cmd)
	}
	if got := r.m.seek.field.Value(); got != "sığorta lang:az" {
		t.Errorf("the field has %q", got)
	}
	r.exact()
	if len(r.answer()) != 1 {
		t.Errorf("found is %v", r.answer())
	}
}

// TestSearchScreens keeps the screens of the search as they were looked at and
// approved, in every size and language.
func TestSearchScreens(t *testing.T) {
	t.Parallel()
	for _, s := range []struct {
		name string
		s    setup
		keys string // «…» in between are typed
	}{
		{"search-typing-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, "/ «стра»"},
		{"search-typing-az-120x36-dark", setup{lang: "az", w: 120, h: 36}, "5 / «maya» down"},
		{"search-kept-ru-120x36-light", setup{lang: "ru", w: 120, h: 36, light: true}, "/ «страхование» enter m j"},
		{"search-kept-en-200x50-dark", setup{lang: "en", w: 200, h: 50}, "/ «insurance» enter j"},
		{"search-kept-az-40x10-dark", setup{lang: "az", w: 40, h: 10}, "/ «sığorta» enter"},
		{"search-everywhere-en-80x24-light", setup{lang: "en", w: 80, h: 24, light: true}, "7 / «lighthouse» tab"},
		{"search-nothing-az-80x24-dark", setup{lang: "az", w: 80, h: 24}, "7 / «mayak»"},
		{"search-nothing-ru-40x10-dark", setup{lang: "ru", w: 40, h: 10}, "/ «ъъъ» enter"},
		{"search-wrong-en-80x24-dark", setup{lang: "en", w: 80, h: 24}, "/ «lighthouse rubrik:sport »"},
		{"search-values-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, "/ «маяк rubric:о» down"},
		{"search-past-en-120x36-dark", setup{lang: "en", w: 120, h: 36}, "/ «ferry» enter C / «lighthouse» enter C / down"},
		{"search-page-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, "/ «страхование» enter j enter n n"},
	} {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, _ := searcher(t, s.s)
			for i, part := range strings.FieldsFunc(s.keys, func(c rune) bool { return c == '«' || c == '»' }) {
				if i%2 == 1 {
					r.letters(part)
				} else {
					r.press(strings.Fields(part)...)
				}
			}
			r.golden(s.name)
		})
	}
}
