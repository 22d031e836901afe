package ui

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
	saved "rubrika/ui/views"
)

// onTheList are the headlines that are listed.
func (r *reader) onTheList() []string {
	var out []string
	for _, it := range r.m.headlines.Items() {
		out = append(out, it.Title)
	}
	return out
}

// column is a reader of a newspaper with a column nobody wants.
func column(t *testing.T, code string) *reader {
	t.Helper()
	p := newPress(t, "Нефть дорожает", "Гороскоп на 27 ноября: Тельцам везёт", "Курс валют", "Гороскоп на 28 ноября: Овнам стоит отдохнуть")
	r := subscribed(t, p, setup{lang: code, w: 100, h: 30})
	r.press("C")
	for !strings.HasPrefix(r.selected(), "Гороскоп на 28") {
		before := r.selected()
		if r.press("j"); r.selected() == before {
			t.Fatalf("no column in %q", r.onTheList())
		}
	}
	return r
}

func (r *reader) selected() string {
	it, _ := r.m.headlines.Selected()
	return it.Title
}

// TestMuteAColumn is the way of a reader from a story nobody wants to a list
// without its like, and back.
func TestMuteAColumn(t *testing.T) {
	t.Parallel()
	r := column(t, "ru")
	all := len(r.onTheList())
	r.press("M")
	r.sees("Скрывать похожее", "▌слово «гороскоп» в заголовке", "title:гороскоп", "рубрика издания «Разное»", "источник «Вестник»")
	if c := r.m.rules.panel.Choices(); c[0].Count != 2 || slices.ContainsFunc(c, func(c saved.Choice) bool { return c.Count < 0 }) {
		t.Errorf("counts: %+v", c)
	}
	r.press("enter")
	r.sees("Скрыто: 2 · z отменить")
	if got := r.onTheList(); len(got) != all-2 || slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "Гороскоп") }) {
		t.Errorf("still listed: %q", got)
	}
	r.press("V")
	r.sees("Подборки и правила", "Скрытое", "– гороскоп", "title:гороскоп", "скрывать")
	r.press("enter")
	if got := r.onTheList(); len(got) != 2 || r.m.filter.String() != "is:muted title:гороскоп" {
		t.Errorf("%q shows %q", r.m.filter, got)
	}
	r.press("u", "esc") // what narrows it further goes first
	if got := r.m.filter.String(); got != "is:muted title:гороскоп" {
		t.Errorf("Esc leads to %q", got)
	}
	r.press("esc")
	if r.m.view != viewViews || !r.m.filter.IsZero() {
		t.Errorf("Esc leads to %d with %q", r.m.view, r.m.filter)
	}
	r.press("d")
	r.sees("Больше не скрывается: гороскоп", "z отменить", "пока ничего")
	r.press("q")
	if got := r.onTheList(); len(got) != all {
		t.Errorf("%d of %d are back", len(got), all)
	}
	r.press("z")
	r.sees("Возвращено: гороскоп")
	if got := r.onTheList(); len(got) != all-2 {
		t.Errorf("%d of %d after the rule was brought back", len(got), all)
	}
	r.press("z") // … and made
	if got := r.onTheList(); len(got) != all {
		t.Errorf("%d of %d after the rule was taken back", len(got), all)
	}
	r.press("Z")
	r.sees("Снова сохранено: гороскоп")
	if got := r.onTheList(); len(got) != all-2 {
		t.Errorf("%d of %d after it was made again", len(got), all)
	}
}

// TestTheSameRuleTwice makes one rule of the same choice.
func TestTheSameRuleTwice(t *testing.T) {
	t.Parallel()
	r := column(t, "en")
	for range 2 {
		r.press("M", "tab", "enter")
	}
	r.sees("Rule saved: гороскоп")
	if n := len(r.m.rules.all); n != 1 {
		t.Errorf("%d rules: %+v", n, r.m.rules.all)
	}
}

// TestWatch: a watched story carries its sign in the list and on its page.
func TestWatch(t *testing.T) {
	t.Parallel()
	r := column(t, "en")
	r.press("enter", "M")
	r.sees("Hide what is like this")
	r.press("tab")
	r.sees("Watch what is like this", "Enter watch")
	r.press("enter")
	r.sees("Watched: 2")
	if r.m.view != viewArticle {
		t.Error("the page was left")
	}
	r.press("q")
	n := strings.Count(r.screen(), "◆")
	r.press("enter")
	if n != 2 || !strings.Contains(r.screen(), "◆") {
		t.Errorf("%d signs in the list; the page:\n%s", n, r.screen())
	}
	r.press("q", "V")
	r.sees("Watched ─", "◆ гороскоп")
}

// TestMutingIsCalledOff closes the panel, by every key and by a click beside it,
// and edits a choice before it is taken.
func TestMutingIsCalledOff(t *testing.T) {
	t.Parallel()
	r := column(t, "ru")
	all := len(r.onTheList())
	for _, k := range []string{"esc", "q", "M", "h"} {
		r.press("M", k)
		if r.m.scope() != keys.Headlines {
			t.Fatalf("%s leads to %s", k, r.m.scope())
		}
	}
	r.press("M")
	r.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: 0, Y: 0})
	if r.m.scope() != keys.Headlines {
		t.Fatalf("a click beside the panel leads to %s", r.m.scope())
	}
	r.press("M", "e")
	r.sees("Новая подборка или правило", "title:гороскоп", "скрывать", "скроет 2 новости: «гороскоп» в заголовке")
	r.press("esc")
	r.sees("Скрывать похожее")
	r.press("e", "tab")
	r.types(" -27")
	r.sees("скроет 1 новость")
	r.press("enter")
	if got := r.onTheList(); len(got) != all-1 {
		t.Errorf("%d of %d", len(got), all)
	}
}

// TestSaveWhatIsShown keeps a filter under a name; it stands in the row, with
// the number of stories it opens, and Tab and a click lead there.
func TestSaveWhatIsShown(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 220, h: 40})
	r.press("ctrl+s")
	r.sees("отбор не задан")
	r.press("3", "u", "ctrl+s")
	r.sees("Экономика, непрочитанные", "rubric:economy is:unread", "в ряду рубрик")
	total := r.m.counts.Total
	r.press("enter")
	r.sees("Подборка сохранена: Экономика, непрочитанные")
	r.press("ctrl+s") // it is one already
	r.sees("Подборка или правило")
	r.press("esc", "C")
	chip := "Экономика, непрочитанн"
	r.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	r.press("shift+tab")
	r.sees(chip)
	if got := r.m.filter.String(); got != "rubric:economy is:unread" || r.m.counts.Total != total {
		t.Fatalf("S-Tab leads to %q with %d stories, want %d", got, r.m.counts.Total, total)
	}
	r.press("tab")
	if !r.m.filter.IsZero() {
		t.Errorf("Tab leads from the last view to %q", r.m.filter)
	}
	r.press("shift+tab", "shift+tab")
	if got := r.m.filter.String(); got == "rubric:economy is:unread" || !strings.HasPrefix(got, "rubric:") || r.m.filter.IsNot != 0 {
		t.Errorf("before the first view stands %q", got)
	}
	r.press("C")
	r.send(tea.WindowSizeMsg{Width: 220, Height: 40})
	for y := range 40 {
		if strings.Contains(r.line(y), "Экономика, неп") {
			r.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: 5, Y: y})
			break
		}
	}
	if got := r.m.filter.String(); got != "rubric:economy is:unread" {
		t.Errorf("a click leads to %q", got)
	}
}

// TestAViewThatIsARubric is walked to and past like any other.
func TestAViewThatIsARubric(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "en", w: 120, h: 40})
	r.keep(feed.ViewList, "Money", "rubric:economy")
	r.keep(feed.ViewList, "Ball", "rubric:sport")
	var walk []string
	for range 40 {
		if r.press("tab"); r.m.filter.IsZero() {
			break
		}
		walk = append(walk, r.m.filter.String())
	}
	n := len(walk)
	if n < 4 || walk[n-2] != "rubric:economy" || walk[n-1] != "rubric:sport" || !slices.Contains(walk[:n-2], "rubric:sport") {
		t.Errorf("Tab walks through %q", walk)
	}
}

// TestViewCountsAreLengths: the number of every view is the length of the list
// that it opens, after marks and rules too.
func TestViewCountsAreLengths(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 120, h: 40})
	r.keep(feed.ViewList, "Новое", "is:unread")
	r.keep(feed.ViewList, "Деньги", "rubric:economy or rubric:society")
	r.keep(feed.ViewList, "Связь", "title:rss or телетайп")
	r.keep(feed.ViewWatch, "Спорт", "rubric:sport")
	r.keep(feed.ViewMute, "Погода", "rubric:environment")
	check := func(when string) {
		t.Helper()
		for _, v := range r.m.rules.all {
			want := r.m.rules.counts[v.ID]
			list, err := r.lib.List(t.Context(), library.Opened(v))
			if err != nil {
				t.Fatal(err)
			}
			unread := 0
			for _, it := range list {
				if !it.State.Has(feed.Read) {
					unread++
				}
			}
			if want.Total != len(list) || want.Unread != unread {
				t.Errorf("%s: %s says %d, %d unread, and opens %d, %d unread", when, v.Name, want.Total, want.Unread, len(list), unread)
			}
		}
	}
	check("at first")
	r.press("m", "j", "m", "j", "m")
	check("after marks")
	r.press("A")
	check("after all was read")
	r.press("z")
	check("after that was taken back")
	r.press("V", "G", "d")
	check("after a rule was removed")
	r.press("q", "3", "M", "enter")
	check("after a rule was made")
	for _, v := range r.m.rules.all {
		r.run(r.m.showView(v))
		if want := r.m.rules.counts[v.ID]; r.m.counts.Total != want.Total {
			t.Errorf("%s says %d and opens %d", v.Name, want.Total, r.m.counts.Total)
		}
	}
}

// TestViewForm holds what the form says while one types, and what it does not
// take.
func TestViewForm(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 100, h: 30})
	r.press("V", "a", "enter")
	r.sees("Нужен отбор")
	r.types("rss or")
	r.sees("После «or» ничего нет", "знак")
	r.press("enter")
	if !r.m.rules.naming {
		t.Fatal("a filter that is wrong was taken")
	}
	r.types(" телетайп")
	r.sees("«rss» или «телетайп»")
	if strings.Contains(r.screen(), "После «or»") {
		t.Error("it still says what was wrong")
	}
	r.press("enter")
	r.sees("Нужно название")
	r.types("Связь")
	r.press("enter")
	r.sees("Подборка сохранена: Связь", "▌   Связь")
	r.press("a")
	r.types("связь")
	r.press("tab")
	r.types("нефть")
	r.press("enter")
	r.sees("Такое название уже есть")
	r.press("tab", "tab", "right") // a rule may have it
	r.press("enter")
	r.sees("На примете: 2", "◆ связь")
	r.press("e", "tab")
	r.types(" is:unread")
	r.press("enter")
	if !r.m.rules.naming || strings.Contains(r.screen(), "сохранено") {
		t.Errorf("a rule with marks was taken:\n%s", r.screen())
	}
	r.send(tea.PasteMsg{Content: "\x1b]52;c;T\a or\nx"})
	if strings.ContainsAny(r.screen(), "\x1b\a") {
		t.Error("what was pasted is on the screen as it was")
	}
	r.press("esc")
	if r.m.rules.naming || r.m.scope() != keys.Views {
		t.Errorf("Esc leads to %s", r.m.scope())
	}
}

// TestSaveASearch keeps what was searched for under a name, from the field.
func TestSaveASearch(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 100, h: 30})
	r.press("/")
	r.types("телетайп")
	r.press("ctrl+s")
	r.sees("Новая подборка", "телетайп")
	r.press("enter")
	r.sees("Подборка сохранена: телетайп")
	if r.m.scope() != keys.Headlines || r.m.filter.String() != "телетайп" {
		t.Errorf("in %s with %q", r.m.scope(), r.m.filter)
	}
}

// TestPickAView applies a saved view from the category filter.
func TestPickAView(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 100, h: 30})
	r.keep(feed.ViewList, "Связь", "title:rss or телетайп")
	r.press("3", "c", "shift+tab")
	r.sees("Подборки  ›", "Связь")
	r.press("space")
	if got := r.m.filter.String(); got != "title:rss or телетайп" {
		t.Errorf("the list behind shows %q", got)
	}
	r.press("esc")
	if got := r.m.filter.String(); got != "rubric:economy" {
		t.Errorf("Esc leads to %q", got)
	}
	r.press("c", "shift+tab", "enter")
	if got := r.m.filter.String(); got != "title:rss or телетайп" || r.m.picking {
		t.Errorf("Enter shows %q", got)
	}
}

// TestDeclaredViews are shown, and neither changed nor taken away here.
func TestDeclaredViews(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "en", w: 100, h: 30})
	f, err := feed.ParseFilter("rubric:economy")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.lib.DeclareViews(t.Context(), []feed.View{{Kind: feed.ViewList, Name: "Money", Filter: f, Bar: true}}); err != nil {
		t.Fatal(err)
	}
	r.press("V")
	r.sees("Money", "from the settings file")
	for _, k := range []string{"e", "d"} {
		r.press(k)
		r.sees("“Money” stands in the settings file")
		if r.m.rules.naming {
			t.Error("the form is open")
		}
	}
	r.press("enter")
	if got := r.m.filter.String(); got != "rubric:economy" {
		t.Errorf("%q", got)
	}
}

// TestRulesAreAppliedToTheEnd goes on piece by piece, with what changed
// meanwhile, and the list follows at the end.
func TestRulesAreAppliedToTheEnd(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 100, h: 30})
	m := r.m
	m.rules.applying = true
	if cmd := m.applyRules(); cmd != nil || !m.rules.again {
		t.Error("two begin at a time")
	}
	list := m.lists.n
	_, cmd := m.Update(appliedMsg{changed: 3, more: true})
	if cmd == nil || !m.rules.applying {
		t.Fatal("it stops in the middle")
	}
	r.run(cmd)
	if m.rules.applying || m.rules.again || m.rules.dirty || m.lists.n == list {
		t.Errorf("%+v; list %d, was %d", m.rules.applying, m.lists.n, list)
	}
	m.rules.applying = true
	r.send(appliedMsg{err: &feed.Error{Op: "judge", Kind: feed.KindDiskFull}})
	r.sees("диск")
	if m.rules.applying {
		t.Error("it goes on after a failure")
	}
}

// TestHostileViews draws views whose names and filters would leave their line.
func TestHostileViews(t *testing.T) {
	t.Parallel()
	r := sit(t, setup{lang: "ru", w: 80, h: 24})
	var all []feed.View
	for i, a := range attacks() {
		for j, k := range []feed.ViewKind{feed.ViewList, feed.ViewWatch, feed.ViewMute} {
			all = append(all, feed.View{ID: feed.ViewID(3*i + j + 1), Kind: k, Name: a, Bar: true, Filter: feed.Filter{Topics: []string{a}}})
		}
	}
	for _, at := range [][]string{{"V"}, {"V", "G"}, {"V", "j", "e"}, {"shift+tab"}, {"c", "shift+tab"}} {
		r.send(viewsMsg{job: r.m.rules.loads.n, all: slices.Clone(all)})
		for _, k := range at {
			r.press(k)
			r.send(viewsMsg{job: r.m.rules.loads.n, all: slices.Clone(all)})
			for n, l := range strings.Split(r.screen(), "\n") {
				if strings.ContainsFunc(l, func(c rune) bool { return c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u202e' || c == '\u2066' }) {
					t.Errorf("%v: line %d: %q", at, n, l)
				}
			}
		}
		r.press("esc", "esc", "C")
	}
}

// TestRulesLook keeps the screens as they were looked at and approved.
func TestRulesLook(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		s    setup
		keys []string
	}{
		{"views-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, []string{"V", "$", "j"}},
		{"views-az-120x36-light", setup{lang: "az", w: 120, h: 36, light: true}, []string{"V", "$", "G"}},
		{"views-en-40x10-dark", setup{lang: "en", w: 40, h: 10}, []string{"V", "$"}},
		{"view-form-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, []string{"V", "a", "tab", "%fault"}},
		{"view-form-az-40x10-dark", setup{lang: "az", w: 40, h: 10}, []string{"V", "a", "tab", "%fault"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := sit(t, c.s)
			for _, k := range c.keys {
				if k == "%fault" {
					r.types("(нефть or газ is:starred")
				} else {
					r.show(k)
				}
			}
			compare(t, filepath.Join("testdata", c.name+".golden"), r.m.View().Content+"\n")
		})
	}
}

// savedShelf are views of every kind.
func savedShelf(t *testing.T) []feed.View {
	t.Helper()
	out := []feed.View{
		{ID: 1, Kind: feed.ViewList, Name: "Каспий", Bar: true, Declared: true},
		{ID: 2, Kind: feed.ViewWatch, Name: "Xankəndi"},
		{ID: 3, Kind: feed.ViewMute, Name: "horoscope", Pending: true},
	}
	for i, text := range []string{"каспий or xəzər", "xankəndi -rubric:sport", "title:horoscope"} {
		f, err := feed.ParseFilter(text)
		if err != nil {
			t.Fatal(err)
		}
		out[i].Filter = f
	}
	return out
}
