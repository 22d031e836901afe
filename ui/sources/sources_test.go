package sources

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

var now = time.Date(2025, 11, 28, 12, 36, 0, 0, time.FixedZone("Asia/Baku", 4*3600))

func ago(d time.Duration) time.Time { return now.Add(-d) }

// followed are sources in every state there is.
func followed() []feed.Subscription {
	good := func(id feed.SourceID, title, host string, perDay float64, unread int) feed.Subscription {
		return feed.Subscription{
			ID: id, Kind: "feed", Title: title, URL: "https://" + host + "/rss", Site: "https://" + host + "/", Lang: "ru",
			Added: ago(47 * 24 * time.Hour), LastTry: ago(5 * time.Minute), LastGood: ago(5 * time.Minute), NextTry: now.Add(25 * time.Minute),
			Items: 40 * (unread + 1), Unread: unread, PerDay: perDay, Asked: 412, Unchanged: 371, Saved: 48_300_000,
		}
	}
	all := []feed.Subscription{
		good(1, "Вестник Каспия", "vestnik.example", 143, 24),
		good(2, "Xəzər xəbərləri", "xezer.example", 88.4, 7),
		good(3, "The Harbour Gazette", "harbour.example", 12.3, 0),
		good(4, "Биржевой листок", "birja.example", 31, 112),
		good(5, "Заря", "zarya.example", 2.4, 0),
		good(6, "Tech Notes", "notes.example", 0.3, 3),
		good(7, "Футбольное обозрение", "futbol.example", 9, 1),
		good(8, "Старая газета", "old.example", 0, 0),
		good(9, "Новое имя", "new.example", 0, 0),
		good(10, "Портал и всё о жизни у моря, погоде и рыбной ловле", "portal.example", 0.02, 1284),
	}
	all[1].Lang, all[1].Tags = "az", []string{"утро"}
	all[2].Lang, all[2].Rubric, all[2].Every = "en", feed.World, 2*time.Hour
	all[3].Rubric, all[3].Tags = feed.Economy, []string{"деньги", "утро"}
	all[4].Muted = true
	all[5].Lang, all[5].Rubric, all[5].Agent, all[5].Zone = "en", feed.ScienceTech, "Mozilla/5.0 (X11; Linux x86_64)", "Europe/London"
	all[6].Rubric, all[6].Trouble, all[6].Failures = feed.Sport, feed.KindTimeout, 3
	all[6].LastGood, all[6].NextTry = ago(9*time.Hour), now.Add(4*time.Hour)
	all[7].Trouble, all[7].Failures, all[7].LastGood = feed.KindGone, 12, ago(21*24*time.Hour)
	all[8] = feed.Subscription{ID: 9, Kind: "sitemap", Title: "Новое имя", URL: "https://new.example/sitemap-news.xml"}
	all[9].URL = "https://portal.example/ru/novosti/vse-o-zhizni-u-morya-pogode-i-rybnoy-lovle/feed/?format=rss&lang=ru&items=100"
	all[9].Kind, all[9].LastGood = "tour", ago(26*time.Hour)
	all[9].Cursor.Agent = "browser"
	return all
}

func look(t testing.TB, name string, p colorprofile.Profile) theme.Theme {
	t.Helper()
	th, err := theme.Load(name, name == theme.Dark, p)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// open shows sources in a language at a size.
func open(t testing.TB, code string, w, h int, all []feed.Subscription) *Screen {
	t.Helper()
	words := lang.For(code)
	s := New(words, look(t, theme.Dark, colorprofile.TrueColor), strings.ToLower)
	s.Empty = words.NoSources("a", "c")
	s.Resize(w, h)
	s.Tick(now)
	s.Set(all)
	return &s
}

func typed(s *Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func shown(s *Screen) string { return ansi.Strip(strings.Join(s.View(), "\n")) }

// sees fails where something is not on the page.
func sees(t *testing.T, s *Screen, want ...string) {
	t.Helper()
	text := shown(s)
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in\n%s", w, text)
		}
	}
}

// fits fails where the page is not exactly as large as its place.
func fits(t testing.TB, lines []string, w, h int) {
	t.Helper()
	if len(lines) != h {
		t.Fatalf("%d×%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", w, h, i, n, ansi.Strip(l))
		}
	}
}

// TestGoldenScreens keeps whole pages as they were looked at and approved.
func TestGoldenScreens(t *testing.T) {
	for _, c := range []struct {
		name, code string
		w, h       int
		to         feed.SourceID // selected
		set        func(*testing.T, *Screen)
	}{
		{name: "ru-80x23", code: "ru", w: 80, h: 23, to: 4},
		{name: "az-80x23", code: "az", w: 80, h: 23, to: 7},
		{name: "en-80x23-light", code: "en", w: 80, h: 23, to: 5, set: func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Light, colorprofile.TrueColor))
		}},
		{name: "ru-120x35", code: "ru", w: 120, h: 35, to: 7, set: func(_ *testing.T, s *Screen) {
			s.Asking(map[feed.SourceID]bool{2: true, 9: true}, nil)
		}},
		{name: "en-120x35-16-colours", code: "en", w: 120, h: 35, to: 8, set: func(t *testing.T, s *Screen) {
			s.Restyle(look(t, theme.Dark, colorprofile.ANSI))
		}},
		{name: "ru-200x49", code: "ru", w: 200, h: 49, to: 10},
		{name: "az-60x15", code: "az", w: 60, h: 15, to: 6},
		{name: "ru-40x9", code: "ru", w: 40, h: 9, to: 7},
		{name: "en-80x23-narrowing", code: "en", w: 80, h: 23, to: 1, set: func(_ *testing.T, s *Screen) {
			s.Narrow()
			typed(s, "утро")
		}},
		{name: "ru-80x23-empty", code: "ru", w: 80, h: 23, set: func(_ *testing.T, s *Screen) { s.Set(nil) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.code, c.w, c.h, followed())
			s.Select(c.to)
			if c.set != nil {
				c.set(t, s)
			}
			fits(t, s.View(), c.w, c.h)
			golden.RequireEqual(t, strings.Join(s.View(), "\n")+"\n")
		})
	}
}

func TestColumnsLeaveRoomForTheTitle(t *testing.T) {
	for w := 40; w <= 260; w++ {
		c := fit(w)
		if c.title < w/4 {
			t.Errorf("width %d: the title has %d", w, c.title)
		}
		if c.rubric > 0 && c.next == 0 || c.next > 0 && c.perDay == 0 || c.perDay > 0 && c.lang == 0 {
			t.Errorf("width %d: columns leave in another order: %+v", w, c)
		}
		if c.unread == 0 || c.good == 0 {
			t.Errorf("width %d: %+v", w, c)
		}
	}
}

// TestTroubleIsNamedWhole in every language as soon as there is room for more
// than titles; only the longest words, those for 404 and 410, need 76 columns.
func TestTroubleIsNamedWhole(t *testing.T) {
	for _, code := range lang.Codes() {
		w := lang.For(code)
		for width := 52; width <= 120; width++ {
			for _, k := range []feed.Kind{feed.KindDNS, feed.KindOffline, feed.KindRefused, feed.KindTimeout} {
				if n := ansi.StringWidth(w.Kind(k)); n > fit(width).tail() {
					t.Errorf("%s at %d: %q has %d cells of %d", code, width, w.Kind(k), n, fit(width).tail())
				}
			}
		}
	}
}

// TestColumnsHoldTheirWords in every language: no head and no time is cut.
func TestColumnsHoldTheirWords(t *testing.T) {
	for _, code := range lang.Codes() {
		w := lang.For(code)
		heads := w.Sources.Columns
		for _, at := range []int{80, 100, 120} {
			c := fit(at)
			for _, x := range []struct {
				text  string
				width int
			}{
				{heads.Lang, c.lang},
				{heads.Rubric, c.rubric},
				{heads.Unread, c.unread},
				{heads.PerDay, c.perDay},
				{heads.Good, c.good},
				{heads.Next, c.next},
			} {
				if n := ansi.StringWidth(x.text); x.width > 0 && n > x.width {
					t.Errorf("%s at %d: %q has %d cells of %d", code, at, x.text, n, x.width)
				}
			}
			for _, d := range []time.Duration{0, 59 * time.Minute, 23 * time.Hour, 6 * 24 * time.Hour, 8 * 24 * time.Hour, 400 * 24 * time.Hour} {
				sub := feed.Subscription{LastGood: ago(d), NextTry: now.Add(min(d, 300*24*time.Hour))}
				s := open(t, code, at, 20, nil)
				good, next := s.times(sub, c.long)
				if ansi.StringWidth(good) > c.good || c.next > 0 && ansi.StringWidth(next) > c.next {
					t.Errorf("%s at %d: %q, %q in %d and %d", code, at, good, next, c.good, c.next)
				}
			}
		}
	}
}

func TestSelectionStays(t *testing.T) {
	s := open(t, "ru", 80, 23, followed())
	s.Select(7)
	all := followed()[3:]
	all[0].Title = "Переименован"
	s.Set(all)
	if got, ok := s.Selected(); !ok || got.ID != 7 {
		t.Errorf("selected %d, was 7", got.ID)
	}
	s.Set(slices.DeleteFunc(all, func(sub feed.Subscription) bool { return sub.ID == 7 }))
	if got, _ := s.Selected(); got.ID != 8 {
		t.Errorf("the selected one is gone, and the cursor is on %d", got.ID)
	}
	if len(s.All()) != 6 {
		t.Errorf("%d sources", len(s.All()))
	}
}

func TestMoving(t *testing.T) {
	s := open(t, "ru", 80, 23, followed())
	for i, c := range []struct {
		do   keys.Action
		want feed.SourceID
	}{
		{keys.Up, 1},
		{keys.Down, 2},
		{keys.Bottom, 10},
		{keys.Down, 10},
		{keys.Top, 1},
		{keys.PageDown, 8},
		{keys.PageUp, 1},
		{keys.HalfDown, 5},
		{keys.HalfUp, 1},
	} {
		if !s.Do(c.do) {
			t.Errorf("%s is not its own", c.do)
		}
		if got, _ := s.Selected(); got.ID != c.want {
			t.Errorf("step %d, %s: on %d, want %d", i, c.do, got.ID, c.want)
		}
	}
	for _, a := range []keys.Action{keys.Mute, keys.AddSource, keys.Back, keys.Narrow} {
		if s.Do(a) {
			t.Errorf("%s reaches further than the screen", a)
		}
	}
}

func TestNarrowing(t *testing.T) {
	s := open(t, "ru", 80, 23, followed())
	s.Select(4)
	if s.Scope() != keys.Sources {
		t.Errorf("scope %s", s.Scope())
	}
	s.Narrow()
	if s.Scope() != keys.Narrowing {
		t.Errorf("scope %s", s.Scope())
	}
	typed(s, "УТРО") // a tag of two
	if got, _ := s.Selected(); len(s.shown) != 2 || got.ID != 4 {
		t.Errorf("%d shown, %d selected", len(s.shown), got.ID)
	}
	sees(t, s, "› УТРО", "Xəzər", "Биржевой", "#утро")
	s.Keep()
	if s.Scope() != keys.Sources || len(s.shown) != 2 {
		t.Error("Enter does not keep what was narrowed")
	}
	s.Select(5) // hidden
	if got, _ := s.Selected(); got.ID != 5 || len(s.shown) != 10 {
		t.Errorf("a hidden source was not found: %d of %d", got.ID, len(s.shown))
	}
	if s.Widen() {
		t.Error("there is nothing to widen")
	}
	s.Narrow()
	s.Type(tea.PasteMsg{Content: "harbour.example/\n"})
	if got, _ := s.Selected(); len(s.shown) != 1 || got.ID != 3 {
		t.Errorf("a pasted address leaves %d", len(s.shown))
	}
	typed(s, "ъъъ")
	sees(t, s, lang.For("ru").Sources.NoneNamed)
	if _, ok := s.Selected(); ok || s.Do(keys.Down) != true {
		t.Error("something is selected in an empty list")
	}
	if !s.Widen() || len(s.shown) != 10 || s.Scope() != keys.Sources {
		t.Error("Esc does not show all again")
	}
}

// TestTheFieldScrolls: what is typed last is seen, and the text cursor behind
// it, at any width.
func TestTheFieldScrolls(t *testing.T) {
	for _, w := range []int{20, 40, 60, 80, 120} {
		for _, text := range []string{"короткое", strings.Repeat("очень долгое слово ", 3) + "конец", strings.Repeat("報", 40) + "端"} {
			s := open(t, "ru", w, 23, followed())
			s.Narrow()
			typed(s, text)
			head := ansi.Strip(s.View()[0])
			in := []rune(s.field.Value())
			before := ansi.Truncate(head, s.Cursor().X, "")
			if last := string(in[len(in)-1]); !strings.HasSuffix(before, last) {
				t.Errorf("width %d: before the cursor stands %q, not %q: %q", w, before, last, head)
			}
			if s.Cursor().Y != 0 || s.Cursor().X >= w {
				t.Errorf("width %d: cursor %+v", w, s.Cursor())
			}
			s.Type(tea.KeyPressMsg{Code: tea.KeyHome})
			if x := s.Cursor().X; x > ansi.StringWidth(ansi.Strip(s.View()[0])[:strings.Index(head, "›")])+2 {
				t.Errorf("width %d: at its beginning the cursor is at %d in %q", w, x, head)
			}
		}
	}
}

// TestStates: how a source is doing is told in its row and in words below.
func TestStates(t *testing.T) {
	ru := lang.For("ru")
	for _, c := range []struct {
		id         feed.SourceID
		row, below []string
	}{
		{
			1,
			[]string{"✓ Вестник Каспия", "24", "143", "5 мин назад", "через 25 мин"},
			[]string{
				"https://vestnik.example/rss", "https://vestnik.example/", "12:31, 5 мин назад", "через 25 мин, по ритму",
				"24 непрочитанных из 1\u00a0000", "412, без нового 371", "48\u00a0МБ", "12 октября 2025", "лента", "обычный", "по ритму источника",
			},
		},
		{3, []string{"✓ The Harbour", "В мире", "12"}, []string{"через 25 мин, ваш интервал", "2 ч", "английский"}},
		{5, []string{"– Заря", ru.Sources.Off}, []string{ru.Sources.OffNote}},
		{6, []string{"✓ Tech Notes", "0,3"}, []string{"Mozilla/5.0 (X11; Linux x86_64)", "Europe/London", "Наука и техника"}},
		{
			7,
			[]string{"! Футбольное", "не ответил вовремя"},
			[]string{"! Сервер не ответил вовремя; попробуйте позже · 3 неудачи подряд", "03:36, 9 ч назад", "через 4 ч, после неудач"},
		},
		{8, []string{"! Старая газета", "закрыт навсегда (410)"}, []string{"удалите источник · 12 неудач подряд", "7 ноя 12:36", ru.Sources.Stopped}},
		{9, []string{"○ Новое имя", ru.Sources.Never}, []string{"карта новостей", "—"}},
		{10, []string{"✓ Портал", "<0,1", "1\u00a0284"}, []string{"как у браузера", "вчера 10:36", "встроенный выпуск"}},
	} {
		s := open(t, "ru", 120, 35, followed())
		s.Select(c.id)
		lines := strings.Split(shown(s), "\n")
		at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "▌") })
		for _, want := range c.row {
			if !strings.Contains(lines[at], want) {
				t.Errorf("source %d: %q is not in %q", c.id, want, lines[at])
			}
		}
		below := strings.Join(lines[at+1:], "\n")
		for _, want := range c.below {
			if !strings.Contains(below, want) {
				t.Errorf("source %d: %q is not in\n%s", c.id, want, below)
			}
		}
	}
}

// A source that answers but has had no news for long is told of quietly.
func TestSilence(t *testing.T) {
	for _, code := range lang.Codes() {
		all := followed()
		all[0].Items, all[0].Unread = 0, 0
		for _, width := range []int{40, 80, 160} {
			s := open(t, code, width, 30, all)
			want := lang.For(code).Sources.Silent
			words := strings.Fields(want)
			text := shown(s)
			if !strings.Contains(text, words[0]+" "+words[1]) || !strings.Contains(strings.Split(text, "\n")[3], "✓ Вестник") {
				t.Errorf("%s, %d: %q is not in\n%s", code, width, want, text)
			}
			s.Do(keys.Down)
			if strings.Contains(shown(s), words[0]+" "+words[1]+" "+words[2]) {
				t.Errorf("%s, %d: it stands at a source with news:\n%s", code, width, shown(s))
			}
		}
	}
}

// TestWhyThen: the reason beside the next try is the one that decided.
func TestWhyThen(t *testing.T) {
	why := lang.For("en").Sources.Why
	then, table := now.Add(50*time.Hour), feed.Timetable{Hours: 7}
	for _, c := range []struct {
		want string
		sub  feed.Subscription
	}{
		{why.Rhythm, feed.Subscription{}},
		{why.Rhythm, feed.Subscription{Cursor: feed.Cursor{Timetable: table, NotBefore: now}}},
		{why.Every, feed.Subscription{Every: time.Hour}},
		{why.Every, feed.Subscription{Every: time.Hour, Cursor: feed.Cursor{NotBefore: now}}},
		{why.Server, feed.Subscription{Every: time.Hour, Cursor: feed.Cursor{NotBefore: then}}},
		{why.Timetable, feed.Subscription{Every: time.Hour, Cursor: feed.Cursor{Timetable: table, NotBefore: then}}},
		{why.Failed, feed.Subscription{Every: time.Hour, Trouble: feed.KindDNS}},
		{why.Server, feed.Subscription{Trouble: feed.KindTooMany}},
		{why.Server, feed.Subscription{Every: time.Hour, Held: true}},
	} {
		want, sub := c.want, c.sub
		sub.Title, sub.LastTry, sub.NextTry = "x", ago(time.Hour), then
		s := open(t, "en", 120, 35, []feed.Subscription{sub})
		sees(t, s, "in 2 days, "+want)
		s.ByHand = true
		sees(t, s, lang.For("en").Sources.ByHand)
	}
	sub := feed.Subscription{ID: 1, Title: "new", NextTry: ago(time.Hour)}
	if got := open(t, "en", 120, 35, nil).nextTry(sub); got.text != "now" {
		t.Errorf("a source that was never asked is asked %q", got.text)
	}
}

// TestParticularsAreWhole on an ordinary screen, in every language: nothing is
// cut but long names.
func TestParticularsAreWhole(t *testing.T) {
	for _, code := range lang.Codes() {
		why := lang.For(code).Sources.Why
		for _, w := range []string{why.Every, why.Failed, why.Server, why.Timetable, why.Rhythm} {
			if n := ansi.StringWidth(w); n > 16 {
				t.Errorf("%s: %q has %d cells", code, w, n)
			}
		}
		for _, sub := range followed()[:9] {
			s := open(t, code, 80, 23, followed())
			s.Select(sub.ID)
			for _, l := range strings.Split(shown(s), "\n")[3+8:] {
				if strings.Contains(l, "…") && sub.Agent == "" {
					t.Errorf("%s: %q", code, l)
				}
			}
		}
	}
}

// TestASourceBeingAsked has its sign, muted or not.
func TestASourceBeingAsked(t *testing.T) {
	s := open(t, "ru", 80, 23, followed())
	s.Asking(map[feed.SourceID]bool{1: true, 5: true}, nil)
	sees(t, s, "↻ Вестник", "↻ Заря", "✓ Xəzər")
}

func TestBarsGrowWithTheItemsADay(t *testing.T) {
	s := open(t, "ru", 80, 23, []feed.Subscription{{PerDay: 400}})
	last := ""
	for _, c := range []struct {
		perDay float64
		want   string
	}{{0, ""}, {0.01, "╸"}, {10, "╸"}, {60, "━"}, {200, "━━"}, {300, "━━╸"}, {400, "━━━"}, {9000, "━━━"}} {
		got := s.bar(c.perDay, 3)
		if got != c.want || ansi.StringWidth(got) < ansi.StringWidth(last) {
			t.Errorf("%v a day: %q, want %q", c.perDay, got, c.want)
		}
		last = got
	}
	quiet := open(t, "ru", 80, 23, []feed.Subscription{{}})
	if got := quiet.bar(0, 3); got != "" {
		t.Errorf("where nothing comes in: %q", got)
	}
}

func TestNothingSaysWhatToDo(t *testing.T) {
	for _, code := range lang.Codes() {
		for _, size := range [][2]int{{40, 9}, {80, 23}, {200, 49}} {
			s := open(t, code, size[0], size[1], nil)
			words := lang.For(code).NoSources("a", "c")
			sees(t, s, words[0])
			if !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(shown(s), "│", "")), " "), words[1]) {
				t.Errorf("%s %v: %q is not in\n%s", code, size, words[1], shown(s))
			}
			fits(t, s.View(), size[0], size[1])
		}
	}
	fresh := New(lang.For("ru"), look(t, theme.Dark, colorprofile.TrueColor), strings.ToLower)
	fresh.Empty = lang.For("ru").NoSources("a", "c")
	fresh.Resize(80, 23)
	if strings.Contains(ansi.Strip(strings.Join(fresh.View(), "")), fresh.Empty[0]) {
		t.Error("before the sources are known it says that there are none")
	}
}

// TestMutedAndFailingDiffer with colours and without any.
func TestMutedAndFailingDiffer(t *testing.T) {
	for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI, colorprofile.ASCII, colorprofile.NoTTY} {
		s := open(t, "ru", 80, 23, followed())
		s.Restyle(look(t, theme.Dark, p))
		c := fit(80)
		sub := feed.Subscription{Title: "Газета", LastGood: now}
		rows := map[string]bool{s.row(sub, c, 80, false): true}
		sub.Muted = true
		rows[s.row(sub, c, 80, false)] = true
		sub.Muted, sub.Trouble = false, feed.KindServer
		rows[s.row(sub, c, 80, false)] = true
		rows[s.row(sub, c, 80, true)] = true
		if len(rows) != 4 {
			t.Errorf("profile %v: %d different rows", p, len(rows))
		}
	}
}

// FuzzView draws any texts at any size: every page is exactly as large as its
// place, and the text cursor within it.
func FuzzView(f *testing.F) {
	f.Add("Вестник", "https://a.example/", "утро", "во", 80, 23, uint8(0))
	f.Add("नमस्ते ÅÅÅ é", "http://[::1]/\\_a", "家族👨‍👩‍👧‍👦", "👍🏽", 40, 9, uint8(3))
	f.Add("שלום עולם خبر عاجل", "x", "", "ש", 141, 30, uint8(7))
	f.Add("1️⃣ 🇦🇿 とても長いので切られます", strings.Repeat("/a?b&", 90), "a\u0301\u0302\u0303", "報", 200, 50, uint8(255))
	f.Add("", "", "", "", 1, 1, uint8(1))
	f.Add("\u202eoverride", "\u200b", "\ufe0f", "\u0301", 59, 2, uint8(2))
	f.Fuzz(func(t *testing.T, title, address, tag, typing string, w, h int, state uint8) {
		w, h = max(1, min(w, 300)), max(1, min(h, 90))
		for _, text := range []string{title, address, tag} {
			if !clean(text) {
				t.Skip("would not pass the door")
			}
		}
		all := followed()
		sub := feed.Subscription{
			ID: 99, Title: title, URL: address, Site: address, Tags: []string{tag, title}, Muted: state&1 > 0, Lang: tag, Zone: tag, Agent: title,
			Rubric: feed.Rubric(tag), PerDay: float64(state), Unread: int(state) << state % 40, Saved: int64(state) << state % 50,
		}
		if state&2 > 0 {
			sub.Trouble, sub.Failures = feed.Kinds()[int(state)%len(feed.Kinds())], int(state)
		}
		s := open(t, lang.Codes()[int(state)%3], w, h, append(all, sub))
		s.Select(99)
		fits(t, s.View(), w, h)
		s.Resize(1, 1)
		fits(t, s.View(), 1, 1)
		s.Resize(w, h)
		s.Narrow()
		s.Type(tea.PasteMsg{Content: typing})
		for _, a := range []keys.Action{keys.PageDown, keys.Up, keys.Bottom, keys.HalfUp} {
			s.Do(a)
		}
		fits(t, s.View(), w, h)
		if c := s.Cursor(); c.X < 0 || c.X >= w {
			t.Errorf("width %d: cursor at %d", w, c.X)
		}
	})
}

// clean reports whether a text could have come through the door: package
// feed/page lets no control characters pass.
func clean(s string) bool {
	return strings.ToValidUTF8(s, "") == s && !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xad || r == 0x2028 || r == 0x2029
	})
}

// TestPlaceFillsThePage at every size: the list never vanishes for the
// particulars.
func TestPlaceFillsThePage(t *testing.T) {
	s := open(t, "en", 80, 23, []feed.Subscription{{ID: 1, Title: "x"}})
	for w := 1; w <= 240; w++ {
		for h := 1; h <= 80; h++ {
			s.Resize(w, h)
			p := s.place()
			switch {
			case p.aside > 0 && (p.list+1+p.aside != w || p.rows != p.detail || p.list < w/2):
				t.Fatalf("%d×%d: beside: %+v", w, h, p)
			case p.aside == 0 && (p.list != w || p.rows+p.detail != max(0, h-headHeight)):
				t.Fatalf("%d×%d: below: %+v", w, h, p)
			case h >= 9 && p.rows < 3, h >= 9 && p.detail < 3:
				t.Fatalf("%d×%d: too little of one: %+v", w, h, p)
			}
		}
	}
}

// TestBesideTheListNothingIsCut: title, trouble and addresses are there to the
// last letter, above what is less important.
func TestBesideTheListNothingIsCut(t *testing.T) {
	all := followed()
	all[9].Trouble, all[9].Failures = feed.KindRefused, 2
	for _, w := range []int{140, 200} {
		s := open(t, "ru", w, 49, all)
		s.Select(10)
		p := s.place()
		var text string
		for _, l := range s.detail(p.aside-2, p.detail, true) {
			text += strings.TrimLeft(strings.TrimRight(ansi.Strip(l), " "), " ") + "\n"
		}
		whole := strings.ReplaceAll(text, "\n", "")
		if !strings.Contains(whole, all[9].URL) || !strings.HasPrefix(text, all[9].Title[:40]) {
			t.Errorf("width %d: address or title is cut:\n%s", w, text)
		}
		last := -1
		for _, want := range []string{"2 неудачи подряд", "\nАдрес ", "\nСайт ", "\nПолучено ", "\nДобавлен ", "\nИнтервал ", "\nВид "} {
			at := strings.Index(text, want)
			if at <= last {
				t.Errorf("width %d: %q is not where it belongs in\n%s", w, want, text)
			}
			last = at
		}
	}
}

// TestTagsGiveWayToTheTitle and to each other, whole ones only.
func TestTagsGiveWayToTheTitle(t *testing.T) {
	sub := feed.Subscription{Title: "Биржа", Tags: []string{"деньги", "долгое слово о рынке", "утро", "👨‍👩‍👧‍👦"}}
	for width, want := range map[int]string{
		4: "Бир…", 5: "Биржа", 8: "Биржа", 14: "Биржа  #деньги", 21: "Биржа  #деньги  #утро", 30: "Биржа  #деньги  #утро  #👨",
		60: "Биржа  #деньги  #долгое слово о рынке  #утро  #👨",
	} {
		spans := named(sub, width, theme.Text)
		got := ""
		for _, span := range spans {
			got += span.Text
		}
		if strings.TrimRight(got, " ") != want || theme.Width(spans) != width {
			t.Errorf("in %d: %q of %d cells, want %q", width, got, theme.Width(spans), want)
		}
	}
}

// TestByHandNothingIsNext where sources are only asked by a key.
func TestByHandNothingIsNext(t *testing.T) {
	s := open(t, "ru", 120, 35, followed())
	s.ByHand = true
	for _, l := range strings.Split(shown(s), "\n")[headHeight : headHeight+4] {
		if !strings.HasSuffix(strings.TrimRight(l, " "), lang.For("ru").Sources.None) {
			t.Errorf("%q", l)
		}
	}
	sees(t, s, lang.For("ru").Sources.ByHand)
}

// TestTheClockGoesOn in the head and in the ages.
func TestTheClockGoesOn(t *testing.T) {
	s := open(t, "en", 120, 35, followed())
	sees(t, s, "Friday 28 November  12:36", "5 min ago", "in 25 min")
	s.Tick(now.Add(20 * time.Minute))
	sees(t, s, "12:56", "25 min ago", "in 5 min")
	s.Tick(now.Add(40 * time.Minute))
	sees(t, s, "13:16", "45 min ago", "now, its own rhythm")
}

// TestClick selects a source, then opens its news; a click beside the list or
// on its heads chooses nothing.
func TestClick(t *testing.T) {
	for _, size := range [][2]int{{80, 23}, {200, 49}, {40, 9}} {
		s := open(t, "ru", size[0], size[1], followed())
		s.Narrow()
		if a := s.Click(5, headHeight+2); a != "" || s.Scope() != keys.Sources {
			t.Errorf("%v: the first click: %q in %s", size, a, s.Scope())
		}
		if a := s.Click(5, headHeight+2); a != keys.SourceNews {
			t.Errorf("%v: the second click: %q", size, a)
		}
		p := s.place()
		for _, at := range [][2]int{{p.list, headHeight}, {5, headHeight + p.rows}, {5, 1}, {5, size[1]}} {
			if a := s.Click(at[0], at[1]); a != "" {
				t.Errorf("%v: at %v: %q", size, at, a)
			}
		}
		if sub, _ := s.Selected(); sub.ID != s.shown[2].ID {
			t.Errorf("%v: %q is selected", size, sub.Title)
		}
		if a := s.Click(20, 0); a != keys.Narrow {
			t.Errorf("%v: on the name: %q", size, a)
		}
	}
}
