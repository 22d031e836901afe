package feed

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func day(y int, m time.Month, d int) When {
	return When{Day: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

func ago(hours int) When { return When{Ago: time.Duration(hours) * time.Hour} }

func TestParseFilter(t *testing.T) {
	tests := []struct {
		in    string
		want  Filter
		print string // empty: the same as in
	}{
		{"", Filter{}, ""},
		{"   \t\n ", Filter{}, " "},
		{"rubric:economy", Filter{Rubrics: []Rubric{Economy}}, ""},
		{"RUBRIC:Science-Tech", Filter{Rubrics: []Rubric{ScienceTech}}, "rubric:science-tech"},
		{"rubric:economy rubric:world rubric:economy", Filter{Rubrics: []Rubric{Economy, World}}, "rubric:economy rubric:world"},
		{"-rubric:sport", Filter{Not: []Rubric{Sport}}, ""},
		{"--rubric:sport", Filter{Not: []Rubric{Sport}}, "-rubric:sport"},
		{`section:"Социальная защита"`, Filter{Sections: []string{"Социальная защита"}}, ""},
		{`section:"  Наука   и образование "`, Filter{Sections: []string{"Наука и образование"}}, `section:"Наука и образование"`},
		{`-section:Финансы`, Filter{NotSections: []string{"Финансы"}}, ""},
		{`section:"ОАО ""Рога"""`, Filter{Sections: []string{`ОАО "Рога"`}}, ""},
		{`section:"""Рога"""`, Filter{Sections: []string{`"Рога"`}}, ""},
		{`section:""""`, Filter{Sections: []string{`"`}}, ""},
		{`section:"не закрыто`, Filter{Sections: []string{"не закрыто"}}, `section:"не закрыто"`},
		{"source:12 -source:report.example", Filter{Sources: []string{"12"}, NotSources: []string{"report.example"}}, ""},
		{"lang:RU -lang:en", Filter{Langs: []string{"ru"}, NotLangs: []string{"en"}}, "lang:ru -lang:en"},
		{"tag:ОТГ", Filter{Tags: []string{"ОТГ"}}, ""},
		{"tag:#ОТГ", Filter{Tags: []string{"ОТГ"}}, "tag:ОТГ"},
		{`tag:"## Лига чемпионов"`, Filter{Tags: []string{"Лига чемпионов"}}, `tag:"Лига чемпионов"`},
		{"tag::x", Filter{Tags: []string{":x"}}, ""},
		{"tag:-x", Filter{Tags: []string{"-x"}}, ""},
		{"-tag:x", Filter{NotTags: []string{"x"}}, ""},
		{"topic:Таиланд TOPIC:ОТГ", Filter{Topics: []string{"Таиланд", "ОТГ"}}, "topic:Таиланд topic:ОТГ"},
		{`topic:"# Ильхам  Алиев" -topic:Спорт`, Filter{Topics: []string{"Ильхам Алиев"}, NotTopics: []string{"Спорт"}}, `topic:"Ильхам Алиев" -topic:Спорт`},
		{"topic:b tag:a is:unread", Filter{Tags: []string{"a"}, Topics: []string{"b"}, IsNot: Read}, "tag:a topic:b is:unread"},
		{"is:read", Filter{Is: Read}, ""},
		{"is:unread is:starred", Filter{Is: Starred, IsNot: Read}, ""},
		{"-is:unread -is:Starred", Filter{Is: Read, IsNot: Starred}, "is:read is:unstarred"},
		{"has:video -has:PHOTO", Filter{Has: Video, HasNot: Photo}, "has:video -has:photo"},
		{"has:audio has:urgent has:updated", Filter{Has: Audio | Urgent | Updated}, ""},
		{"since:36h", Filter{Since: ago(36)}, ""},
		{"since:48H", Filter{Since: ago(48)}, "since:2d"},
		{"since:2w until:1d", Filter{Since: ago(14 * 24), Until: ago(24)}, "since:14d until:1d"},
		{"since:2025-11-01 until:2025-11-28", Filter{Since: day(2025, 11, 1), Until: day(2025, 11, 28)}, ""},
		{"since:1d since:2d", Filter{Since: ago(48)}, "since:2d"},
		{"страхование", Filter{Text: "страхование"}, ""},
		{`-word "exact phrase" страхование`, Filter{Text: `-word "exact phrase" страхование`}, ""},
		{`-"точная  фраза`, Filter{Text: `-"точная фраза"`}, `-"точная фраза"`},
		{`a""b" c"d`, Filter{Text: `a b "c" d`}, `a b "c" d`},
		{"Алиев: встреча", Filter{Text: "Алиев: встреча"}, ""},
		{"Баку-Сумгайыт 12:05 c++ http://a.example/?q=1", Filter{Text: "Баку-Сумгайыт 12:05 c++ http://a.example/?q=1"}, ""},
		{`"rubric:economy"`, Filter{Text: `"rubric:economy"`}, ""},
		{"as:economy it: x", Filter{Text: "as:economy it: x"}, ""},
		{"- -- \" ! «»", Filter{}, ""},
		{"страна - 🙂 мир", Filter{Text: "страна мир"}, "страна мир"},
		{"a\x00b\u0085c\xffd\u00a0e", Filter{Text: "a b c d e"}, "a b c d e"},
		{"мир rubric:world война", Filter{Rubrics: []Rubric{World}, Text: "мир война"}, "rubric:world мир война"},
		{
			`rubric:economy source:report lang:ru tag:ОТГ is:unread has:video since:2d -word "exact phrase" страхование`,
			Filter{
				Rubrics: []Rubric{Economy},
				Sources: []string{"report"},
				Langs:   []string{"ru"},
				Tags:    []string{"ОТГ"},
				IsNot:   Read,
				Has:     Video,
				Since:   ago(48),
				Text:    `-word "exact phrase" страхование`,
			},
			"",
		},
	}
	for _, tt := range tests {
		got, err := ParseFilter(tt.in)
		if err != nil {
			t.Errorf("ParseFilter(%q): %v", tt.in, err)
			continue
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("ParseFilter(%q)\n got %+v\nwant %+v", tt.in, got, tt.want)
		}
		text := tt.print
		if text == "" && !tt.want.IsZero() {
			text = tt.in
		}
		if s := got.String(); s != strings.TrimSpace(text) {
			t.Errorf("ParseFilter(%q).String() = %q, want %q", tt.in, s, text)
		}
		if got.IsZero() != reflect.DeepEqual(got, Filter{}) {
			t.Errorf("ParseFilter(%q).IsZero() = %v", tt.in, got.IsZero())
		}
	}
}

func TestWrongFilters(t *testing.T) {
	tests := []struct {
		in     string
		column int
		near   string
		text   string // what the cause says
	}{
		{"rubrik:economy", 1, "rubric:", `no field "rubrik"`},
		{"rubrics:economy", 1, "rubric:", `no field "rubrics"`},
		{"-rubrik:economy", 2, "rubric:", `no field "rubrik"`},
		{"банк Tga:ОТГ", 6, "tag:", `no field "tga"`},
		{"tags:x", 1, "tag:", `no field "tags"`},
		{"sorce:report", 1, "source:", `no field "sorce"`},
		{"sec:x", 1, "section:", `no field "sec"`},
		{"untill:2d", 1, "until:", `no field "untill"`},
		{"sinse:2d", 1, "since:", `no field "sinse"`},
		{"lnag:ru", 1, "lang:", `no field "lnag"`},
		{"rubric:ekonomy", 8, "economy", `no rubric "ekonomy"`},
		{"rubric:econ", 8, "economy", `no rubric "econ"`},
		{"rubric:sprot", 8, "sport", `no rubric "sprot"`},
		{"rubric:Экономика", 8, "", `no rubric "экономика"`},
		{"страна -rubric:polotics", 16, "politics", `no rubric "polotics"`},
		{`rubric:"science tech"`, 8, "science-tech", `no rubric "science tech"`},
		{"rubric:", 8, "", "rubric: needs a value"},
		{"rubric: economy", 8, "", "rubric: needs a value"},
		{`tag:""`, 5, "", "tag: needs a value"},
		{"tag:#", 5, "", "tag: needs a value"},
		{"topic:#", 7, "", "topic: needs a value"},
		{"topics:x", 1, "topic:", `no field "topics"`},
		{`section:"   "`, 9, "", "section: needs a value"},
		{"is:unred", 4, "unread", `no mark "unred"`},
		{"is:star", 4, "starred", `no mark "star"`},
		{"is:zzzzzz", 4, "", `no mark "zzzzzz"`},
		{"has:vidoe", 5, "video", `no badge "vidoe"`},
		{"has:foto", 5, "", `no badge "foto"`},
		{"has:phoot", 5, "photo", `no badge "phoot"`},
		{"since:yesterday", 7, "2d", `"yesterday" is no time`},
		{"since:0d", 7, "2d", `"0d" is no time`},
		{"since:+2d", 7, "2d", `"+2d" is no time`},
		{"since:d", 7, "2d", `"d" is no time`},
		{"since:11y", 7, "2d", `"11y" is no time`},
		{"since:9999d", 7, "2d", `"9999d" is no time`},
		{"since:99999999999h", 7, "2d", `"99999999999h" is no time`},
		{"until:2025-11-31", 7, "2d", `"2025-11-31" is no time`},
		{"until:28.11.2025", 7, "2d", `"28.11.2025" is no time`},
		{"until:0000-01-01", 7, "2d", `"0000-01-01" is no time`},
		{"-since:2d", 8, "until:2d", "a time cannot be excluded"},
		{"-until:36h", 8, "since:36h", "a time cannot be excluded"},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("ParseFilter(%q) = %+v, %v, want an *Error", tt.in, f, err)
			continue
		}
		if e.Kind != KindUsage || e.Line != 1 || e.Column != tt.column || e.Near != tt.near || e.Err.Error() != tt.text {
			t.Errorf("ParseFilter(%q): column %d near %q: %v\nwant column %d near %q: %s",
				tt.in, e.Column, e.Near, e.Err, tt.column, tt.near, tt.text)
		}
		if !reflect.DeepEqual(f, Filter{}) {
			t.Errorf("ParseFilter(%q) returns %+v beside its error", tt.in, f)
		}
	}
}

// Values come from lists a reader picks from; String must say them so that
// ParseFilter finds the same ones.
func TestFilterOfPickedValues(t *testing.T) {
	tests := []struct {
		in   Filter
		want string
	}{
		{Filter{Tags: []string{"", " ", "#"}}, ""},
		{Filter{Tags: []string{"#ОТГ", "ОТГ", "Лига чемпионов"}}, `tag:ОТГ tag:"Лига чемпионов"`},
		{Filter{Sections: []string{"a\nb", "a\u00a0b"}}, `section:"a b"`},
		{Filter{NotSections: []string{`ОАО "Рога"`}}, `-section:"ОАО ""Рога"""`},
		{Filter{Langs: []string{"AZ", "az"}}, "lang:az"},
		{Filter{Since: When{Ago: time.Minute}}, "since:1h"},
		{Filter{Since: When{Ago: -time.Hour}}, ""},
		{Filter{Is: Read | Starred, IsNot: Read}, "is:read is:unread is:starred"},
		{Filter{Before: Position{ID: 7}, Limit: 20, Sort: Arrival, Upto: 9}, ""},
		{Filter{Topics: []string{"#", "a\tb", "a b"}, NotTopics: []string{" "}}, `topic:"a b"`},
	}
	for _, tt := range tests {
		got := tt.in.String()
		if got != tt.want {
			t.Errorf("%+v prints %q, want %q", tt.in, got, tt.want)
		}
		if tt.in.IsZero() != (tt.want == "") {
			t.Errorf("IsZero of %q is %v", tt.want, tt.in.IsZero())
		}
		again, err := ParseFilter(got)
		if err != nil || again.String() != got {
			t.Errorf("ParseFilter(%q) = %q, %v", got, again, err)
		}
	}
}

func TestTerms(t *testing.T) {
	f, err := ParseFilter(`rubric:world -война "мирный  план" -"third  round" 12:05`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Term{
		{Text: "война", Not: true},
		{Text: "мирный план", Phrase: true},
		{Text: "third round", Phrase: true, Not: true},
		{Text: "12:05"},
	}
	if got := f.Terms(); !slices.Equal(got, want) {
		t.Errorf("Terms() = %+v, want %+v", got, want)
	}
	if got := (Filter{}).Terms(); got != nil {
		t.Errorf("terms of no text: %+v", got)
	}
}

func TestToggle(t *testing.T) {
	tests := []struct {
		in   string
		key  Rubric
		want string
	}{
		{"", Economy, "rubric:economy"},
		{"rubric:economy", Economy, ""},
		{"rubric:world", Economy, "rubric:economy"},
		{"rubric:economy rubric:world", Economy, "rubric:economy"},
		{"-rubric:economy", Economy, "rubric:economy"},
		{"-rubric:economy -rubric:sport", Economy, "rubric:economy -rubric:sport"},
		{"rubric:economy section:Финансы", Economy, "rubric:economy"},
		{"section:Финансы -section:x", Economy, "rubric:economy -section:x"},
		{"rubric:economy -rubric:sport tag:x банк", Economy, "-rubric:sport tag:x банк"},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		got := f.Toggle(tt.key)
		if got.String() != tt.want {
			t.Errorf("%q toggled %s is %q, want %q", tt.in, tt.key, got, tt.want)
		}
		sameAgain(t, got)
		if s := f.String(); s != tt.in {
			t.Errorf("Toggle changed the filter it was called on: %q is now %q", tt.in, s)
		}
	}
}

func TestLoosen(t *testing.T) {
	f, err := ParseFilter("rubric:world section:Финансы source:x lang:ru tag:a -topic:c topic:b is:unread has:video since:2d storm")
	if err != nil {
		t.Fatal(err)
	}
	f.Sort, f.Upto = Oldest, 5
	for _, want := range []string{
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c is:unread has:video since:2d",
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c is:unread has:video",
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c is:unread",
		"rubric:world section:Финансы source:x lang:ru tag:a is:unread",
		"rubric:world section:Финансы source:x lang:ru is:unread",
		"rubric:world section:Финансы source:x is:unread",
		"rubric:world section:Финансы is:unread",
		"rubric:world is:unread",
		"is:unread",
		"",
	} {
		looser, ok := f.Loosen()
		if !ok || looser.String() != want || looser.Sort != Oldest || looser.Upto != 5 {
			t.Fatalf("%q loosened is %q (%v), want %q", f, looser, ok, want)
		}
		f = looser
	}
	if looser, ok := f.Loosen(); ok {
		t.Errorf("nothing loosened is %q", looser)
	}
}

func TestWhen(t *testing.T) {
	baku := time.FixedZone("Asia/Baku", 4*3600)
	now := time.Date(2025, 11, 28, 1, 30, 0, 0, baku)
	tests := []struct {
		in   string
		want time.Time
	}{
		{"36h", now.Add(-36 * time.Hour)},
		{"2d", now.Add(-48 * time.Hour)},
		{"2025-11-28", time.Date(2025, 11, 28, 0, 0, 0, 0, baku)},
		{"2024-02-29", time.Date(2024, 2, 29, 0, 0, 0, 0, baku)},
	}
	for _, tt := range tests {
		w, ok := parseWhen(tt.in)
		if !ok || w.IsZero() || w.String() != tt.in {
			t.Errorf("parseWhen(%q) = %q, %v", tt.in, w, ok)
		}
		if got := w.Time(now); !got.Equal(tt.want) || got.Location() != baku {
			t.Errorf("%q at %v is %v, want %v", tt.in, now, got, tt.want)
		}
	}
	if w := (When{}); !w.IsZero() || w.String() != "" {
		t.Errorf("the zero When prints %q", w)
	}
}

// FuzzFilter holds what the whole program relies on: ParseFilter and String
// are each other's inverse, for filters that were typed and for filters made
// of picked values.
func FuzzFilter(f *testing.F) {
	f.Add(`rubric:economy -rubric:sport tag:"Лига чемпионов" is:unread since:2d -word "exact phrase"`, "Финансы", "#ОТГ", byte(3), uint16(36))
	f.Add(`a"b"c:"d" -- "" tag:"x""y`, `ОАО "Рога"`, "a\u2028b", byte(200), uint16(0))
	f.Add("rubrik:x", "-", "İ", byte(17), uint16(65535))
	f.Add(`topic:Таиланд -topic:"a ""b"""`, `#"`, "топик:", byte(129), uint16(24))
	f.Add("since:2025-11-28 until:1w", ":", "\xff\x00", byte(90), uint16(480))
	f.Fuzz(func(t *testing.T, typed, one, two string, bits byte, hours uint16) {
		parsed, err := ParseFilter(typed)
		if err != nil {
			if KindOf(err) != KindUsage {
				t.Fatalf("ParseFilter(%q): %v is of kind %q", typed, err, KindOf(err))
			}
			parsed = Filter{}
		}
		sameAgain(t, parsed)
		picked := pickedFilter(one, two, bits, hours)
		picked.Text = parsed.Text
		canonical, err := ParseFilter(picked.String())
		if err != nil {
			t.Fatalf("%+v prints %q: %v", picked, picked.String(), err)
		}
		if canonical.String() != picked.String() {
			t.Fatalf("%+v prints %q, read and printed %q", picked, picked.String(), canonical.String())
		}
		sameAgain(t, canonical)
		for _, r := range Rubrics() {
			sameAgain(t, canonical.Toggle(r))
		}
		if a, b := canonical.Sections, clean("section", one); b != "" && (len(a) == 0 || a[0] != b) {
			t.Fatalf("section %q was lost in %q", one, picked)
		}
	})
}

func sameAgain(t *testing.T, f Filter) {
	t.Helper()
	again, err := ParseFilter(f.String())
	if err != nil {
		t.Fatalf("%+v prints %q: %v", f, f.String(), err)
	}
	if !reflect.DeepEqual(again, f) {
		t.Fatalf("%q\n   is %#v\nreads %#v", f.String(), f, again)
	}
}

// pickedFilter is a filter as the screens build one from what lies in a store.
func pickedFilter(one, two string, bits byte, hours uint16) Filter {
	all := Rubrics()
	f := Filter{
		Rubrics:     []Rubric{all[int(bits)%len(all)], all[int(hours)%len(all)]},
		Sections:    []string{one, two},
		NotSections: []string{two},
		Sources:     []string{two, one},
		NotSources:  []string{one, one},
		Langs:       []string{one},
		NotLangs:    []string{two},
		Tags:        []string{one, two, two},
		NotTags:     []string{one},
		Topics:      []string{two, one},
		NotTopics:   []string{one, two},
		Is:          State(bits & 3),
		IsNot:       State(bits >> 2 & 3),
		Has:         Badge(bits & 31),
		HasNot:      Badge(bits >> 3 & 31),
		Since:       ago(int(hours)),
	}
	if bits > 128 {
		f.Not = all[bits%15:]
		f.Until = day(2000+int(bits), time.Month(bits%12+1), int(bits%28)+1)
	}
	return f
}
