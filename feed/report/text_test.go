package report

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/page"
)

func TestReadTextRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":        "",
		"blanks":         " \n\n\t\n",
		"a note":         "Купить хлеба\n\nПозвонить домой",
		"a letter":       "Дорогой друг!\n28 ноября, 2025\n12:00\nПишу тебе из Баку. Здесь тепло.\n",
		"a diary":        "Понедельник\nДела\n• 28 ноября, 2025\n• 12:00\nБыл дождь.\nСпал.\n",
		"a timetable":    "Последние новости\n12:00\nПоезд\n12:30\nАвтобус\n",
		"only headlines": "Последние новости\n12:00\nПервая новость\nФинансы\nЛента новостей",
		"no paragraph":   "Тема\nТема\nЗаголовок\nРубрика\n• 28 ноября, 2025\n• 12:00\nЗаголовок\nПоследние новости\n12:00\nЗаголовок\nРубрика",
		"bytes":          "\x00\xff\xfe\x01\n\x7fELF",
		"too large":      strings.Repeat("x", maxCopy+1),
	} {
		p, err := ReadText([]byte(text), now())
		if feed.KindOf(err) != feed.KindNoText || p.Entry.Title != "" {
			t.Errorf("%s: %v, %q", name, err, p.Entry.Title)
		}
	}
}

// variant is a copy whose parts can be left out.
func variant(drop ...string) string {
	parts := [][2]string{
		{"strip", "Оперный сезон WUF13\nОперный сезон WUF13\n"},
		{"title", "Опера откроет сезон на площади\n"},
		{"rubric", "Культура\n"},
		{"date", "28 ноября, 2025\n"},
		{"time", "12:00\n"},
		{"again", "Опера откроет сезон на площади\n"},
		{"body", "Первый вечер сезона опера проведет под открытым небом.\nБилеты не нужны, сказали Report в дирекции театра.\n"},
		{"tags", "опера Баку сезон\n"},
		{"version", "Opera mövsümü meydanda açacaq\n"},
		{"latest", "Последние новости\n12:36\nДругая новость дня\nФинансы\n12:00\nОпера откроет сезон на площади\nКультура\nЛента новостей\n"},
	}
	var b strings.Builder
	for _, p := range parts {
		if !slices.Contains(drop, p[0]) {
			b.WriteString(p[1])
		}
	}
	return b.String()
}

// Whatever single part is missing, and some pairs, the rest is read.
func TestReadTextWithoutParts(t *testing.T) {
	for _, drop := range [][]string{
		nil,
		{"strip"},
		{"rubric"},
		{"time"},
		{"date", "time"},
		{"again"},
		{"tags"},
		{"version"},
		{"latest"},
		{"tags", "version"},
		{"strip", "rubric"},
		{"strip", "again"},
		{"strip", "latest", "title"},
	} {
		p, err := ReadText([]byte(variant(drop...)), now())
		if slices.Contains(drop, "title") {
			if err == nil {
				t.Errorf("without %v: read as %q", drop, p.Entry.Title)
			}
			continue
		}
		if err != nil {
			t.Errorf("without %v: %v", drop, err)
			continue
		}
		has := func(part string) bool { return !slices.Contains(drop, part) }
		want := map[bool]string{true: "2025-11-28T08:00:00Z", false: "2025-11-27T20:00:00Z"}[has("time")]
		if !has("date") {
			want = ""
		}
		s := shapePage(p)
		if s.Title != "Опера откроет сезон на площади" || s.Published != want || len(s.Paragraphs) != 2 || s.Lang != "ru" {
			t.Errorf("without %v: %q, %s, %q", drop, s.Title, s.Published, s.Paragraphs)
		}
		if (s.Section == "Культура") != has("rubric") || (len(s.Topics) == 2) != has("strip") ||
			(len(s.Tags) == 3) != has("tags") || (len(s.Versions) == 1) != has("version") || (len(s.Latest) == 2) != has("latest") {
			t.Errorf("without %v: %+v", drop, s)
		}
	}
}

// A timetable in a story is of the story.
func TestReadTextWithATimetable(t *testing.T) {
	const table = "Расписание паромов\n08:00\nБаку и Ленкорань\n09:30\nБаку и Сумгаит\nПо субботам все паромы ходят на час позже обычного.\n"
	for _, latest := range []string{"Последние новости", "Just in"} {
		copied := strings.Replace(variant(), "Билеты не нужны", table+"Билеты не нужны", 1)
		p, err := ReadText([]byte(strings.Replace(copied, "Последние новости", latest, 1)), now())
		if s := shapePage(p); err != nil || len(s.Latest) != 2 || len(s.Paragraphs) != 8 || len(s.Tags) != 3 {
			t.Errorf("%s: %v, %+v", latest, err, s)
		}
	}
}

// Whatever words stand over the list of headlines, it is known by its times;
// the story's own time is none of it.
func TestReadTextUnderOtherWords(t *testing.T) {
	for _, heading := range []string{"Ən son xəbərlər", "Günün xəbərləri", "Just in", "Новости часа"} {
		p, err := ReadText([]byte(strings.Replace(variant(), "Последние новости", heading, 1)), now())
		if s := shapePage(p); err != nil || len(s.Latest) != 2 || len(s.Paragraphs) != 2 || len(s.Tags) != 3 || len(s.Versions) != 1 {
			t.Errorf("%s: %v, %+v", heading, err, s)
		}
	}
}

// What follows the site's own link is not read, whether a list stands before
// it or not, and lines that only name a day change nothing.
func TestReadTextEnds(t *testing.T) {
	for _, drop := range [][]string{nil, {"latest"}} {
		text := strings.Replace(variant(drop...), "Лента новостей\n", "", 1) + "Лента новостей\n© Агентство\n12:00\nЧужое\n"
		p, err := ReadText([]byte("31 февраля, 2025\n1 марта, 2025\n"+text), now())
		s := shapePage(p)
		if err != nil || len(s.Paragraphs) != 2 || len(s.Tags) != 3 || len(s.Latest) == 2 == (drop != nil) || s.Published != "2025-11-28T08:00:00Z" {
			t.Errorf("without %v: %+v, %v", drop, s, err)
		}
	}
}

// The times of the list are of the day on which the page's own story stands in
// it, over midnight too; else of today, and of no day when nothing tells.
func TestLatestTimes(t *testing.T) {
	day := func(d, h, m int) time.Time { return time.Date(2025, time.November, d, h, m, 0, 0, baku()) }
	clocks := func(list ...string) (out []headline) {
		for _, c := range list {
			out = append(out, headline{title: "t " + c, clock: c})
		}
		return out
	}
	for name, c := range map[string]struct {
		list       []headline
		self       int
		story, now time.Time
		want       []time.Time
	}{
		"one day":      {clocks("12:36", "12:05", "12:00"), 2, day(28, 12, 0), now(), []time.Time{day(28, 12, 36), day(28, 12, 5), day(28, 12, 0)}},
		"midnight":     {clocks("00:10", "23:50", "23:40"), 1, day(28, 23, 50), now(), []time.Time{day(29, 0, 10), day(28, 23, 50), day(28, 23, 40)}},
		"before it":    {clocks("00:10", "23:50"), 0, day(28, 0, 10), now(), []time.Time{day(28, 0, 10), day(27, 23, 50)}},
		"today":        {clocks("09:10", "08:00"), -1, day(28, 7, 0), day(28, 9, 15), []time.Time{day(28, 9, 10), day(28, 8, 0)}},
		"not yet":      {clocks("23:10", "22:00"), -1, day(28, 7, 0), day(28, 9, 15), []time.Time{day(27, 23, 10), day(27, 22, 0)}},
		"old story":    {clocks("09:10"), -1, day(20, 7, 0), day(28, 9, 15), []time.Time{{}}},
		"no story":     {clocks("09:10"), -1, time.Time{}, day(28, 9, 15), []time.Time{{}}},
		"days printed": {[]headline{{clock: "09:10", day: day(3, 0, 0)}, {at: day(2, 1, 1)}, {clock: "00:30"}}, -1, time.Time{}, now(), []time.Time{day(3, 9, 10), day(2, 1, 1), day(2, 0, 30)}},
		"no clock":     {clocks("12:36", ""), 0, day(28, 12, 36), now(), []time.Time{day(28, 12, 36), {}}},
		"nothing":      {nil, -1, day(28, 1, 1), now(), nil},
	} {
		got := settle(c.list, c.self, c.story, c.now)
		if !slices.EqualFunc(got, c.want, time.Time.Equal) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Strips whose topics nothing parts are cut as their words tell.
func TestSplitTopics(t *testing.T) {
	for _, c := range []struct{ lang, line, text, want string }{
		{"ru", "Ильгар Мамедов WUF13 Дорога к дому Зимний сезон Лига чемпионов УЕФА ОТГ", "", "Ильгар Мамедов|WUF13|Дорога к дому|Зимний сезон|Лига чемпионов УЕФА|ОТГ"},
		{"ru", "Южный Кавказ Транспорт", "", "Южный Кавказ|Транспорт"},
		{"ru", "Рынок нефти ОПЕК", "Как решил ОПЕК", "Рынок нефти|ОПЕК"},
		{"ru", "Баку Форум Газ", "В столице открылся Баку Форум. Газ дорожает.", "Баку Форум|Газ"},
		{"ru", "Нефть · Газ и вода · ОТГ", "", "Нефть|Газ и вода|ОТГ"},
		{"ru", "Нефть  Газ и вода  Нефть", "", "Нефть|Газ и вода"},
		{"az", "Çempionlar Liqası Orta dəhliz TDT", "", "Çempionlar Liqası|Orta dəhliz|TDT"},
		{"en", "Middle corridor WUF13 Road to the sea", "", "Middle corridor|WUF13|Road to the sea"},
		{"ru", "", "", ""},
	} {
		got := splitTopics(c.line, newLexicon(c.lang, c.text))
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestSplitTags(t *testing.T) {
	for _, c := range []struct{ lang, line, text, want string }{
		{"ru", "Казань опера Большой театр сезон", "Гости Большого театра", "Казань|опера|Большой театр|сезон"},
		{"ru", "цены в Баку хлеб", "", "цены в Баку|хлеб"},
		{"ru", "Баку, хлеб,цены на муку", "", "Баку|хлеб|цены на муку"},
		{"ru", "#Баку #хлеб", "", "Баку|хлеб"},
		{"ru", "Теги:", "", ""},
		{"ru", "Ново Огарево дом", "Огарево. Ново, Огарево", "Ново|Огарево|дом"},
		{"az", "Nərgiz Əsədli çay", "Nərgiz Əsədlinin sözləri", "Nərgiz Əsədli|çay"},
		{"az", "Masallı çay", "Masallıda çay bayramı", "Masallı|çay"},
		{"ru", "Тема дня погода", "", "Тема дня|погода"},
		{"ru", "", "", ""},
	} {
		got := splitTags(c.line, []string{"Тема дня"}, newLexicon(c.lang, c.text))
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestTextLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Третий причал откроют весной": "ru", "Üçüncü körpü yazda açılacaq": "az", "Ələt": "az",
		"Third berth will open in spring": "en", "12:00 — 13:30": "", "": "",
	} {
		if got := textLanguage(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestReadTextIsADoor(t *testing.T) {
	raw := strings.NewReplacer("&#27;", "\x1b", "&#7;", "\a").Replace(hostile)
	text := strings.NewReplacer("Опера", raw+" Опера", "Культура", raw, "сезон", "сезон\u202e\x1b[31m").Replace(variant())
	p, err := ReadText([]byte(text), now())
	if err != nil || len(p.Latest) != 2 {
		t.Fatalf("%v, %+v", err, p)
	}
	for _, s := range wrong(p) {
		t.Errorf("gets through: %q", s)
	}
	if b := page.Read(p.Entry.HTML, ""); !page.Safe(b.Markdown) || strings.Contains(b.Markdown, "\x1b") {
		t.Errorf("body %q", b.Markdown)
	}
}

// HTML in a copy is text.
func TestReadTextKeepsMarkup(t *testing.T) {
	p, err := ReadText([]byte(strings.Replace(variant(), "Билеты", "<b>Билеты</b> &amp;", 1)), now())
	if err != nil || !strings.Contains(string(p.Entry.HTML), "<p>&lt;b&gt;Билеты&lt;/b&gt; &amp;amp; не нужны") {
		t.Errorf("%q, %v", p.Entry.HTML, err)
	}
}

func TestReadTextIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"dates":  "Последние новости\n12:00\nЗаголовок\nx\n" + strings.Repeat("Заголовок\n28 ноября, 2025\n", 30_000),
		"titles": strings.Repeat("Заголовок\n", 40_000) + "Последние новости\n12:00\nЗаголовок\n",
		"words":  strings.Replace(variant(), "опера Баку сезон", strings.Repeat("Большая ", 50_000), 1),
		"strip":  strings.ReplaceAll(variant(), "Оперный сезон WUF13", strings.Repeat("Большая ", 40_000)),
		"list":   variant() + "Последние новости\n" + strings.Repeat("12:00\nНовость\nФинансы\n", 20_000),
	} {
		begin := time.Now()
		p, _ := ReadText([]byte(text), now())
		if took := time.Since(begin); took > slowest || len(p.Latest) > maxLatest || len(p.Topics) > maxNames || len(p.Entry.Tags) > maxNames {
			t.Errorf("%s: %v, %d, %d, %d", name, took, len(p.Latest), len(p.Topics), len(p.Entry.Tags))
		}
	}
}

func FuzzReadText(f *testing.F) {
	for _, name := range []string{"copy-ru.txt", "copy-az.txt", "copy-en.txt"} {
		f.Add(document(f, name))
	}
	f.Add([]byte(variant("date", "time")))
	f.Add([]byte("a\n1 января, 2025 25:61\na\n\xff.\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ReadText(text, now())
		if (err == nil) == (p.Entry.Title == "" && p.Entry.Text == "") || err != nil && feed.KindOf(err) != feed.KindNoText {
			t.Errorf("%v, %+v", err, p)
		}
		if list := wrong(p); len(list) > 0 || !utf8.ValidString(p.Entry.Text) {
			t.Errorf("gets through: %q", list)
		}
	})
}

// A real copy, which RUBRIKA_SEED names, is read whole and shown.
func TestSeed(t *testing.T) {
	name := os.Getenv("RUBRIKA_SEED")
	if name == "" {
		t.Skip("RUBRIKA_SEED names no file")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadText(text, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	e := p.Entry
	t.Logf("title %q\nsection %q\npublished %v\nlanguage %s\ntags %q\nversions %+v\ntopics %q", e.Title, e.Section, e.Published, e.Lang,
		e.Tags, e.Versions, p.Topics)
	for i, s := range shapeOf(e).Paragraphs {
		t.Logf("paragraph %d: %s", i+1, s)
		if !strings.Contains(string(text), s) {
			t.Errorf("paragraph %d is not in the copy", i+1)
		}
	}
	for i, it := range p.Latest {
		t.Logf("latest %d: %v %q, %q, video %v", i+1, it.Published, it.Title, it.Section, it.Badges.Has(feed.Video))
		if it.Published.IsZero() || !strings.Contains(string(text), it.Title) || !strings.Contains(string(text), it.Section) {
			t.Errorf("headline %d is not that of the copy: %+v", i+1, it)
		}
	}
	if e.Title == "" || e.Section == "" || e.Published.IsZero() || e.Lang == "" || len(e.Tags) == 0 || len(e.Versions) == 0 ||
		len(p.Topics) == 0 || len(p.Latest) == 0 || !slices.ContainsFunc(p.Latest, func(it feed.Item) bool { return it.Title == e.Title }) {
		t.Error("a part is missing")
	}
}
