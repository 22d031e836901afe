package lang

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rubrika/feed"
)

func TestCountsOfViews(t *testing.T) {
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct{ got, want string }{
		{ru.SourcesCount(1, 0), "1 источник"},
		{ru.SourcesCount(12, 2), "12 источников · 2 с ошибкой"},
		{az.SourcesCount(3, 1), "3 mənbə · 1 xətalı"},
		{en.SourcesCount(1, 1), "1 source · 1 in trouble"},
		{ru.CatalogueCount(110, 7), "110 лент · 7 подписок"},
		{en.CatalogueCount(1, 0), "1 feed · 0 subscribed"},
		{ru.Answers(40, 31), "40, без нового 31"},
		{en.Answers(1200, 0), "1,200"},
		{az.Answers(40, 31), "40, 31 yeniliksiz"},
		{ru.Failures(3), "3 неудачи подряд"},
		{en.Failures(1), "1 failure in a row"},
		{ru.About(ru.Sources.Muted, "Заря\x1b[2J %s"), "Отключён: Заря[2J %s"},
		{ru.Trouble(feed.KindEmpty), "Сервер прислал пустой ответ; попробуйте позже."},
		{ru.Country("AZ"), "Азербайджан"},
		{az.Country("UN"), "BMT"},
		{en.Country("XX"), "XX"},
		{ru.SourceKind("feed"), "лента"},
		{az.SourceKind("sitemap"), "xəbər xəritəsi"},
		{en.SourceKind("tour"), "built-in edition"},
		{en.SourceKind("else"), "else"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if got := ru.NoSources("a", "c"); got[0] == "" || got[1] != "a добавит источник, c откроет каталог" {
		t.Errorf("%q", got)
	}
}

// TestWhatAListLacked counts only what there is to count.
func TestWhatAListLacked(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{For("en").Listed(0, 0), ""},
		{For("en").Listed(1200, 0), "there already: 1,200"},
		{For("ru").Listed(2, 1), "уже были: 2 · не взято: 1"},
		{For("az").Listed(0, 3), "götürülmədi: 3"},
		{For("ru").FirstSource("F")[1], "F откроет источники: там добавляют первый"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestAmounts(t *testing.T) {
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct{ got, want string }{
		{ru.PerDay(0), "0"},
		{ru.PerDay(-1), "0"},
		{ru.PerDay(0.01), "<0,1"},
		{ru.PerDay(0.3), "0,3"},
		{en.PerDay(9.94), "9.9"},
		{en.PerDay(9.96), "10"},
		{ru.PerDay(12_345), "12\u00a0345"},
		{ru.Bytes(0), "0\u00a0Б"},
		{en.Bytes(999), "999\u00a0B"},
		{en.Bytes(1000), "1.0\u00a0kB"},
		{ru.Bytes(48_300_000), "48\u00a0МБ"},
		{ru.Bytes(1_240_000), "1,2\u00a0МБ"},
		{az.Bytes(999_600), "1,0\u00a0MB"},
		{az.Bytes(5_000_000_000), "5,0\u00a0QB"},
		{az.Bytes(7_000_000_000_000), "7000\u00a0QB"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestTimesOfSources(t *testing.T) {
	now := time.Date(2025, 11, 28, 12, 36, 0, 0, zone(t, "Asia/Baku"))
	ru, az, en := For("ru"), For("az"), For("en")
	before := func(d time.Duration) time.Time { return now.Add(-d) }
	for _, c := range []struct{ got, want string }{
		{ru.Since(now, now), "сейчас"},
		{ru.Since(before(5*time.Minute), now), "5 мин назад"},
		{az.Since(before(5*time.Hour), now), "5 saat əvvəl"},
		{en.Since(before(26*time.Hour), now), "1 day ago"},
		{ru.Since(before(8*24*time.Hour), now), "20 ноя"},
		{ru.Until(before(time.Hour), now), "сейчас"},
		{ru.Until(now.Add(3*time.Hour), now), "3 ч"},
		{en.Until(now.Add(50*time.Hour), now), "2 days"},
		{ru.In(before(time.Hour), now), "сейчас"},
		{ru.In(now.Add(25*time.Minute), now), "через 25 мин"},
		{az.In(now.Add(3*time.Hour), now), "3 saat sonra"},
		{en.In(now.Add(24*time.Hour), now), "in 1 day"},
		{ru.Moment(before(5*time.Minute).UTC(), now), "12:31"},
		{ru.Moment(before(13*time.Hour), now), "вчера 23:36"},
		{ru.Moment(before(50*time.Hour), now), "26 ноя 10:36"},
		{en.Moment(now.Add(20*time.Hour), now), "29 Nov 08:36"},
		{ru.Moment(before(365*24*time.Hour), now), "28 ноября 2024, 12:36"},
		{ru.Date(now), "28 ноября 2025"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestParseInterval(t *testing.T) {
	w := For("ru")
	for text, want := range map[string]time.Duration{
		"": 0, "  ": 0, "0": 0, "30": 30 * time.Minute, "30m": 30 * time.Minute, " 2H ": 2 * time.Hour, "1h30m": 90 * time.Minute,
		"1 h 30 min": 90 * time.Minute, "2 ч 30 мин.": 150 * time.Minute, "1 день": 24 * time.Hour, "30d": 30 * 24 * time.Hour,
		"1 gün 6 saat": 30 * time.Hour, "45 dəq": 45 * time.Minute, "5м": 5 * time.Minute, "1h30": 90 * time.Minute, "43200": 30 * 24 * time.Hour,
	} {
		if got, err := w.ParseInterval(text); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"4m", "1", "31d", "43201", "30d1m", "-5", "h", "1.5h", "2 недели", "часто", "5m x", "213504d", "99999999999999999999", "5 m m", "5 30", ".", "5.",
		strings.Repeat("30d", 9000),
	} {
		if got, err := w.ParseInterval(text); err == nil {
			t.Errorf("%.40q is read as %s", text, got)
		}
	}
}

// TestIntervalsAreReadAsTheyAreWritten in every language.
func TestIntervalsAreReadAsTheyAreWritten(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		for _, d := range []time.Duration{0, LeastInterval, 90 * time.Minute, 2 * time.Hour, 26*time.Hour + 10*time.Minute, GreatestInterval} {
			if got, err := w.ParseInterval(w.Interval(d)); err != nil || got != d {
				t.Errorf("%s: %s is written %q and read as %s, %v", code, d, w.Interval(d), got, err)
			}
		}
	}
}

// FuzzParseInterval: whatever is typed, what is taken is nothing or in range.
func FuzzParseInterval(f *testing.F) {
	for _, s := range []string{"", "1h30m", "2 ч", "99999999d", "1 gün 6 saat", "\u00a05m"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := For("az").ParseInterval(s); err == nil && d != 0 && (d < LeastInterval || d > GreatestInterval) {
			t.Errorf("%q: %s", s, d)
		}
	})
}

// TestViewWords: plural forms hold their number, and what stands in columns
// fits them.
func TestViewWords(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		forms := reflect.ValueOf(w.figures.plurals)
		for i := range forms.NumField() {
			for j := range forms.Field(i).NumField() {
				if form := forms.Field(i).Field(j).String(); form != "" && strings.Count(form, "%s") != 1 {
					t.Errorf("%s: %s is %q", code, forms.Type().Field(i).Name, form)
				}
			}
		}
		for code2, name := range w.figures.countries {
			if len(code2) != 2 || code2 != strings.ToUpper(code2) || utf8.RuneCountInString(name) > 20 {
				t.Errorf("%s: country %s is %q", code, code2, name)
			}
		}
		c := w.Sources.Columns
		for _, head := range []struct {
			text  string
			cells int
		}{{c.Lang, 4}, {c.PerDay, 7}, {c.Unread, 7}, {c.Rubric, 9}, {c.Good, 9}, {c.Next, 9}} {
			if n := utf8.RuneCountInString(head.text); n > head.cells {
				t.Errorf("%s: %q has %d cells, room for %d", code, head.text, n, head.cells)
			}
		}
		for unit := range units() {
			if unit != strings.ToLower(unit) {
				t.Errorf("%q is never found", unit)
			}
		}
	}
}
