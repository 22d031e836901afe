package feed

import (
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
		{"author:Мамедова -author:\"Эль (младший)\"", Filter{Authors: []string{"Мамедова"}, NotAuthors: []string{"Эль (младший)"}}, ""},
		{"RUBRİC:POLİTİCS İS:UNREAD", Filter{Rubrics: []Rubric{Politics}, IsNot: Read}, "rubric:politics is:unread"},
		{"is:muted is:unwatched", Filter{Is: Muted, IsNot: Watched}, ""},
		{"-is:unmuted -is:watched", Filter{Is: Muted, IsNot: Watched}, "is:muted is:unwatched"},
		{"title:банк -title:\"курс  валют\" Title:бан*", Filter{Text: `title:банк -title:"курс валют" title:бан*`}, `title:банк -title:"курс валют" title:бан*`},
		{`title:"один" title:12:05 title:-x`, Filter{Text: `title:"один" title:12:05 title:-x`}, ""},
		{`title:"a ""b""" title:or`, Filter{Text: `title:"a b" title:or`}, `title:"a b" title:or`},
		{"банк is:read банк \"банк\" банк", Filter{Is: Read, Text: `банк "банк"`}, `is:read банк "банк"`},
		{`-or "or" more`, Filter{Text: `-or "or" more`}, ""},
		{"\u202erubric:\u200eworld so\u200bft or\ufeff", Filter{Rubrics: []Rubric{World}, Text: `soft "or"`}, `rubric:world soft "or"`},
		{"Тема: встреча, автор:", text("Тема: встреча, автор:"), ""},
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
		{`tag:"a(b)" "f(x)" -"(y) z"`, Filter{Tags: []string{"a(b)"}, Text: `"f(x)" -"(y) z"`}, ""},
		{"tag:a(b)", Filter{Tags: []string{"a"}, Text: "b"}, "tag:a b"},
		{"c++ (2025)", Filter{Text: "c++ 2025"}, "c++ 2025"},
		{"Ура (!) победа (ВИДЕО)", Filter{Text: "Ура победа ВИДЕО"}, "Ура победа ВИДЕО"},
		{"F(x)=(y)", Filter{Text: "F x y"}, "F x y"},
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
		{Filter{Before: Position{ID: 7}, Limit: 20, Sort: Arrival, Upto: 9, After: 3}, ""},
		{Filter{Sources: []string{"f(x)", ")"}}, `source:"f(x)" source:")"`},
		{Filter{Authors: []string{"", "A\x00B", `"Q" (R)`}}, `author:"A B" author:"""Q"" (R)"`},
		{Filter{Text: " or  is:read (x) rubrik:y "}, `"or" "is:read" x "rubrik:y"`},
		{Filter{Since: When{Ago: 200000 * time.Hour}}, "since:3660d"},
		{Filter{Since: When{Ago: time.Hour, Day: time.Date(2025, 11, 28, 23, 0, 0, 0, time.Local)}}, "since:2025-11-28"},
		{Filter{Groups: []Group{{}, {Not: true}, {Any: []Filter{{Tags: []string{"#"}}, {Text: "x"}}}}}, ""},
		{Filter{Groups: []Group{{Any: []Filter{{Tags: []string{"#a"}, Sort: Oldest, Limit: 3}, {Tags: []string{"a"}}}}}}, "tag:a"},
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
		{"rubric:world or tag:x", Economy, "rubric:economy (rubric:world or tag:x)"},
		{"rubric:world (rubric:economy)", World, "rubric:economy"},
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
	f, err := ParseFilter("rubric:world section:Финансы source:x lang:ru tag:a -topic:c topic:b author:y is:unread has:video since:2d storm (a or b) -(c d)")
	if err != nil {
		t.Fatal(err)
	}
	f.Sort, f.Upto, f.After = Oldest, 5, 2
	for _, want := range []string{
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c author:y is:unread has:video since:2d (a or b) -(c d)",
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c author:y is:unread has:video since:2d",
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c author:y is:unread has:video",
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c author:y is:unread",
		"rubric:world section:Финансы source:x lang:ru tag:a topic:b -topic:c is:unread",
		"rubric:world section:Финансы source:x lang:ru tag:a is:unread",
		"rubric:world section:Финансы source:x lang:ru is:unread",
		"rubric:world section:Финансы source:x is:unread",
		"rubric:world section:Финансы is:unread",
		"is:unread",
		"",
	} {
		looser, ok := f.Loosen()
		if !ok || looser.String() != want || looser.Sort != Oldest || looser.Upto != 5 || looser.After != 2 {
			t.Fatalf("%q loosened is %q (%v), want %q", f, looser, ok, want)
		}
		f = looser
	}
	if looser, ok := f.Loosen(); ok {
		t.Errorf("nothing loosened is %q", looser)
	}
	sections, _ := ParseFilter("section:Финансы -section:Мир -rubric:sport")
	for _, want := range []string{"-rubric:sport", ""} {
		if sections, _ = sections.Loosen(); sections.String() != want {
			t.Errorf("loosened to %q, want %q", sections, want)
		}
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
	f.Add("a b or (rubric:world (tag:x or -(y z))) -(q)", "(a)", "a or b", byte(201), uint16(7))
	f.Add("title:(x) -(-(is:muted or author:\"b (c)\")) or or", ")", "#(", byte(66), uint16(99))
	f.Add("(((((((((a)))))))))", "\"", " ( ", byte(12), uint16(1))
	f.Add("\u202erubric:world o\u200br a\u2028b автор:x Тема: y \u200e(a\ufeff)", "\u200e#\u2066a", "o\u200br", byte(5), uint16(3))
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
		picked.Groups = append(parsed.Groups, Group{Not: bits&1 != 0, Any: []Filter{{Topics: []string{one}}, {Authors: []string{two}, Is: Muted}}})
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
		sameAgain(t, parsed.And(canonical))
		if looser, ok := canonical.Loosen(); ok {
			sameAgain(t, looser)
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
		Authors:     []string{one},
		NotAuthors:  []string{two},
		Is:          State(bits & 15),
		IsNot:       State(bits >> 4),
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
