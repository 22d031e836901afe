package rubric

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/words"
)

func entry(url string, categories ...string) feed.Entry {
	return feed.Entry{Item: feed.Item{Title: "A title", URL: url}, Categories: categories}
}

func TestFile(t *testing.T) {
	user := map[string]feed.Rubric{
		"Регион": feed.Society, "Реклама": feed.Other, "foreign-politics": feed.World, "Новости": feed.Economy,
		"Видео": feed.Culture, "Bad": "nonsense", "": feed.Sport,
	}
	for _, c := range []struct {
		name     string
		in       feed.Entry
		fallback feed.Rubric
		rubrics  string
		section  string
		why      feed.Evidence
		tags     string
		badges   feed.Badge
	}{
		{
			name: "one category", in: entry("", "Социальная защита"),
			rubrics: "society", section: "Социальная защита", why: feed.Evidence{Kind: feed.ByCategory, Text: "Социальная защита"},
		},
		{
			name: "two ids", in: entry("", "Наука и образование"),
			rubrics: "education+science-tech", section: "Наука и образование", why: feed.Evidence{Kind: feed.ByCategory, Text: "Наука и образование"},
		},
		{
			name: "section before subjects", in: entry("", "Чемпионат страны по фигурному катанию", "Лига чемпионов", "Спорт"),
			rubrics: "sport", section: "Спорт", why: feed.Evidence{Kind: feed.ByCategory, Text: "Спорт"},
			tags: "Чемпионат страны по фигурному катанию|Лига чемпионов",
		},
		{
			name: "several sections, places are tags", in: entry("", "Canada", "World news", "Hurricanes", "Environment", "canada"),
			rubrics: "world+environment", section: "World news", why: feed.Evidence{Kind: feed.ByCategory, Text: "World news"},
			tags: "Canada|Hurricanes",
		},
		{
			name: "a subject decides for want of a section", in: entry("", "Rust belt", "Hurricanes", "Canada"),
			rubrics: "incidents", section: "Hurricanes", why: feed.Evidence{Kind: feed.ByCategory, Text: "Hurricanes"},
			tags: "Rust belt|Canada",
		},
		{
			name: "a place yields to the address", in: entry("https://a.example/sport/x", "Canada"),
			rubrics: "sport", section: "Canada", why: feed.Evidence{Kind: feed.ByURL, Text: "sport"},
		},
		{
			name: "a place is better than nothing", in: entry("https://a.example/x/y", "Canada"), fallback: feed.Economy,
			rubrics: "world", section: "Canada", why: feed.Evidence{Kind: feed.ByCategory, Text: "Canada"},
		},
		{
			name: "address", in: entry("https://a.example/az/xarici-siyaset/baslıq"),
			rubrics: "politics", why: feed.Evidence{Kind: feed.ByURL, Text: "xarici-siyaset"},
		},
		{
			name: "address, unknown categories", in: entry("https://a.example/economy/x", "News", "Kür çayı", "Gəncə", "Xəbərlər"),
			rubrics: "economy", section: "Kür çayı", why: feed.Evidence{Kind: feed.ByURL, Text: "economy"}, tags: "Gəncə",
		},
		{
			name: "the feed", in: entry("https://a.example/x/y", "News"), fallback: feed.ScienceTech,
			rubrics: "science-tech", why: feed.Evidence{Kind: feed.ByFeed, Text: "science-tech"},
		},
		{
			name: "the feed's other is nothing", in: entry("https://a.example/x/y"), fallback: feed.Other,
			rubrics: "other", why: feed.Evidence{Kind: feed.ByNothing},
		},
		{name: "nothing", in: entry(""), fallback: "nonsense", rubrics: "other", why: feed.Evidence{Kind: feed.ByNothing}},
		{
			name: "other beside a rubric", in: entry("", "Разное", "Спорт"),
			rubrics: "sport", section: "Спорт", why: feed.Evidence{Kind: feed.ByCategory, Text: "Спорт"}, tags: "Разное",
		},
		{
			name: "own string", in: entry("", "РЕГИОН"),
			rubrics: "society", section: "РЕГИОН", why: feed.Evidence{Kind: feed.ByCategory, Text: "РЕГИОН"},
		},
		{
			name: "own string for other", in: entry("https://a.example/sport/x", "Реклама"), fallback: feed.Sport,
			rubrics: "other", section: "Реклама", why: feed.Evidence{Kind: feed.ByCategory, Text: "Реклама"},
		},
		{
			name: "own segment", in: entry("https://a.example/foreign-politics/x"),
			rubrics: "world", why: feed.Evidence{Kind: feed.ByURL, Text: "foreign-politics"},
		},
		{
			name: "own ignored string and own label", in: entry("", "Новости", "Видео"),
			rubrics: "economy+culture", section: "Новости", why: feed.Evidence{Kind: feed.ByCategory, Text: "Новости"},
		},
		{
			name: "labels among the categories", in: entry("", "Фото", "Срочно", "News / Video", "Politics"),
			rubrics: "politics", section: "Politics", why: feed.Evidence{Kind: feed.ByCategory, Text: "Politics"},
			badges: feed.Photo | feed.Urgent,
		},
		{
			name: "«latest news» is neither a section nor urgent", in: entry("https://a.example/spor/x", "SON DAKİKA", "Spor"),
			rubrics: "sport", section: "Spor", why: feed.Evidence{Kind: feed.ByCategory, Text: "Spor"},
		},
		{
			name: "keyword list", in: entry("", "tram, Ağdam , спорт, tram"),
			rubrics: "sport", section: "спорт", why: feed.Evidence{Kind: feed.ByCategory, Text: "спорт"}, tags: "tram|Ağdam",
		},
		{
			name: "name with a comma", in: entry("", "Crime, law and justice"),
			rubrics: "incidents", section: "Crime, law and justice", why: feed.Evidence{Kind: feed.ByCategory, Text: "Crime, law and justice"},
		},
		{
			name: "name with the publisher's own", in: entry("", "Финансы | Report"),
			rubrics: "economy", section: "Финансы", why: feed.Evidence{Kind: feed.ByCategory, Text: "Финансы"},
		},
		{
			name: "hashtags and repetitions", in: entry("", "Politics", "#Şuşa", "şuşa", "ŞUŞA", " ", "…", "#"),
			rubrics: "politics", section: "Politics", why: feed.Evidence{Kind: feed.ByCategory, Text: "Politics"}, tags: "Şuşa",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := File(c.in, c.fallback, user)
			if names(got.Rubrics) != c.rubrics || got.Section != c.section || got.Why != c.why ||
				strings.Join(got.Tags, "|") != c.tags || got.Badges != c.badges {
				t.Errorf("rubrics %s, section %q, why %v, tags %q, badges %b", names(got.Rubrics), got.Section, got.Why, got.Tags, got.Badges)
			}
		})
	}
}

func TestFileTitle(t *testing.T) {
	in := entry("")
	in.Title, in.Badges = "Yanğın söndürülüb - FOTO", feed.Audio
	got := File(in, "", nil)
	if got.Title != "Yanğın söndürülüb" || got.Badges != feed.Photo|feed.Audio {
		t.Errorf("title %q, badges %b", got.Title, got.Badges)
	}
}

func TestFileKeepsWhatTheSourceSaid(t *testing.T) {
	in := entry("", "Спорт", "Kür")
	in.Section, in.Tags = "Энергетика", []string{"SOCAR"}
	got := File(in, "", nil)
	if names(got.Rubrics) != "economy+sport" || got.Section != "Энергетика" || !slices.Equal(got.Tags, []string{"SOCAR", "Kür"}) {
		t.Errorf("rubrics %v, section %q, tags %q", got.Rubrics, got.Section, got.Tags)
	}
}

func TestFileLimits(t *testing.T) {
	in := entry("", strings.Repeat("x", 60), strings.Repeat("ы", 5000))
	for i := range 500 {
		in.Categories = append(in.Categories, fmt.Sprintf("subject %c%c", 'a'+i/26, 'a'+i%26))
	}
	got := File(in, "", nil)
	if len(got.Tags) != 12 {
		t.Errorf("%d tags", len(got.Tags))
	}
	if utf8.RuneCountInString(got.Section) > 80 {
		t.Errorf("section %q", got.Section)
	}
	for _, tag := range got.Tags {
		if utf8.RuneCountInString(tag) > 50 {
			t.Errorf("tag %q", tag)
		}
	}
}

// Of two own strings that are compared alike, the answer must not depend on
// the order of a map.
func TestFileOwnStringsAlike(t *testing.T) {
	user := map[string]feed.Rubric{"Фокус": feed.Sport, "фокус": feed.Culture, "ФОКУС": feed.World}
	for range 50 {
		if got := File(entry("", "фокус"), "", user); names(got.Rubrics) != "world" {
			t.Fatalf("rubrics %v", got.Rubrics)
		}
	}
}

func TestFileLeavesItsInputAlone(t *testing.T) {
	in := entry("", "Спорт", "Kür")
	before := slices.Clone(in.Categories)
	in.Section = "Разное"
	File(in, "", nil)
	if !slices.Equal(in.Categories, before) {
		t.Errorf("categories are now %q", in.Categories)
	}
	Match("Спорт")
	got := File(entry("", "Спорт"), "", nil)
	got.Rubrics[0] = feed.World
	if names(Match("Спорт")) != "sport" {
		t.Error("a caller can write into the table")
	}
	m := Match("Спорт")
	m[0] = feed.World
	if names(Match("Спорт")) != "sport" {
		t.Error("a caller of Match can write into the table")
	}
}

func TestWithPage(t *testing.T) {
	feedOnly := File(entry("https://a.example/x/y"), feed.Economy, nil)
	got, changed := WithPage(feedOnly, []string{"Главная", "Социальная защита | Report"}, nil)
	if want := (feed.Evidence{Kind: feed.ByPage, Text: "Социальная защита"}); !changed || names(got.Rubrics) != "society" ||
		got.Section != "Социальная защита" || got.Why != want {
		t.Errorf("%v %v %q %v", changed, got.Rubrics, got.Section, got.Why)
	}
	if again, changed := WithPage(got, []string{"Социальная защита | Report"}, nil); !changed || !reflect.DeepEqual(again, got) {
		t.Errorf("the same page again gives %v", again)
	}
	if _, changed := WithPage(feedOnly, []string{"Главная", "Kür"}, nil); changed {
		t.Error("an unknown section changed the item")
	}
	if got, changed := WithPage(feedOnly, []string{"Kür"}, map[string]feed.Rubric{"KÜR": feed.Environment}); !changed || names(got.Rubrics) != "environment" {
		t.Errorf("own string: %v", got.Rubrics)
	}
	for _, decided := range []feed.Entry{entry("", "Спорт"), entry("https://a.example/sport/x")} {
		if got, changed := WithPage(File(decided, "", nil), []string{"Финансы"}, nil); changed || names(got.Rubrics) != "sport" {
			t.Errorf("the page overrides %v", got.Why)
		}
	}
}

// holds checks what must be true of every filed entry.
func holds(t *testing.T, e feed.Entry, user map[string]feed.Rubric) {
	t.Helper()
	got := File(e, feed.Society, user)
	if len(got.Rubrics) == 0 {
		t.Fatal("no rubric")
	}
	for i, r := range got.Rubrics {
		if !r.Valid() || slices.Index(got.Rubrics, r) != i || r == feed.Other && len(got.Rubrics) > 1 {
			t.Fatalf("rubrics %v", got.Rubrics)
		}
	}
	if (got.Why.Text == "") != (got.Why.Kind == feed.ByNothing) {
		t.Fatalf("why %v", got.Why)
	}
	if len(got.Tags) > 12 {
		t.Fatalf("tags %q", got.Tags)
	}
	seen := map[string]bool{words.Fold(strings.TrimLeft(got.Section, "# ")): true}
	for _, tag := range got.Tags {
		if seen[words.Fold(tag)] {
			t.Fatalf("tag %q twice, or the section, in %q", tag, got.Tags)
		}
		seen[words.Fold(tag)] = true
	}
	if e.Title != "" && got.Title == "" {
		t.Fatalf("title %q is gone", e.Title)
	}
	if again := File(got, feed.Society, user); !reflect.DeepEqual(again, got) {
		t.Fatalf("filed twice:\n%+v\n%+v", got, again)
	}
}

func FuzzFile(f *testing.F) {
	f.Add("Yanğın - FOTO", "https://a.example/sport/x", "Спорт\nCanada\nFoo, bar", "Регион")
	f.Add("", "", "", "")
	f.Add("x", "http://[", "#\n##a\n a \n|\n/ / /\n,,", ",")
	f.Add("VIDEO: x", "https://sport.example.org/other/1", "Прочее\nДругое", "Прочее")
	f.Add("x", "https://a.example/a", "Финансы | Report\nReport, Финансы\n\xff", "\xff")
	f.Add("x", "https://a.example/a", "Foo / Bar\nfoo\nFoo, News\nNews, Video", "foo")
	f.Fuzz(func(t *testing.T, title, url, categories, own string) {
		e := feed.Entry{Item: feed.Item{Title: title, URL: url}, Categories: strings.Split(categories, "\n")}
		holds(t, e, map[string]feed.Rubric{own: feed.Health})
	})
}

// TestFileAnyThree files every combination of some telling categories.
func TestFileAnyThree(t *testing.T) {
	some := []string{
		"Спорт", "Canada", "Hurricanes", "Прочее", "Новости", "Kür", "#kür", "Финансы | Report", "a, b", "Video", "World > Asia",
		"Наука и образование", "Регион", strings.Repeat("long ", 30),
	}
	user := map[string]feed.Rubric{"Регион": feed.Society}
	for _, a := range some {
		for _, b := range some {
			for _, c := range some {
				holds(t, entry("https://a.example/economy/x", a, b, c), user)
			}
		}
	}
}

func TestTables(t *testing.T) {
	tb, err := load(rubricsTOML, labelsTOML)
	if err != nil {
		t.Fatal(err)
	}
	for k := range tb.ignore {
		if h, ok := tb.words[k]; ok {
			t.Errorf("%q is ignored and %v", k, h.rubrics)
		}
	}
	for k := range tb.labels {
		if h, ok := tb.words[k]; ok {
			t.Errorf("%q is a label and %v", k, h.rubrics)
		}
	}
	if len(tb.words) < 2500 {
		t.Errorf("only %d strings", len(tb.words))
	}
}

// A string under two rubrics is a decision; this is the list of them.
func TestTablesTwoRubrics(t *testing.T) {
	want := map[string]string{
		"наука & образование": "education+science-tech", "образование & наука": "education+science-tech",
		"elm & tehsil": "education+science-tech", "tehsil & elm": "education+science-tech",
		"science & education": "education+science-tech", "education & science": "education+science-tech",
		"egitim bilim": "education+science-tech", "talim & fan": "education+science-tech",
		"білім & ғылым": "education+science-tech", "освіта & наука": "education+science-tech",
		"science & environment": "science-tech+environment", "science environment": "science-tech+environment",
		"туризм": "economy+lifestyle", "turizm": "economy+lifestyle", "tourism": "economy+lifestyle",
		"labour": "economy+society", "labor": "economy+society", "medtop 09000000": "economy+society",
		"human interest": "society+lifestyle", "medtop 08000000": "society+lifestyle", "yasam": "society+lifestyle",
		"magazin": "culture+lifestyle", "maqazin": "culture+lifestyle", "спорт & здоровье": "sport+health",
	}
	for k, h := range tables().words {
		if strings.Contains(k, "&") || want[k] != "" {
			continue
		}
		if len(h.rubrics) > 1 && !slices.ContainsFunc(mapKeys(want), func(w string) bool { return dropAnd(w) == k }) {
			t.Errorf("%q is under %v", k, h.rubrics)
		}
	}
	for k, ids := range want {
		if got := names(tables().words[k].rubrics); got != ids {
			t.Errorf("%q is under %s, want %s", k, got, ids)
		}
	}
}

func mapKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

func TestLoadRefusesMistakes(t *testing.T) {
	for name, c := range map[string][2]string{
		"syntax":         {"[[rubric]", ""},
		"unknown rubric": {"[[rubric]]\nid = \"wether\"", ""},
		"unknown key":    {"[[rubric]]\nid = \"world\"\nde = []", ""},
		"unknown badge":  {"", "[badge.gif]\nplain = [\"gif\"]"},
		"labels syntax":  {"", "ignore = 1"},
	} {
		if _, err := load(c[0], c[1]); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func BenchmarkFile(b *testing.B) {
	e := entry("https://a.example/world/2022/sep/23/a-title-of-a-story", "Saudi Arabia", "Ukraine", "World news", "Jamal Khan", "Europe", "Migration", "Asia Pacific")
	e.Title = "Saudi foreign minister speaks of a new beginning in the region"
	File(e, "", nil)
	b.ReportAllocs()
	for b.Loop() {
		File(e, "", nil)
	}
}

func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		if _, err := load(rubricsTOML, labelsTOML); err != nil {
			b.Fatal(err)
		}
	}
}
