package lang

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"rubrika/feed"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wrongFilters are what readers mistype, with the place and the nearest right
// word, where there is one.
func wrongFilters() [][3]string {
	return [][3]string{
		{"rubrik:economy", "1", "rubric:"},
		{"банк Tga:ОТГ", "6", "tag:"},
		{"tags:x", "1", "tag:"},
		{"sorce:report", "1", "source:"},
		{"sec:x", "1", "section:"},
		{"untill:2d", "1", "until:"},
		{"sinse:2d", "1", "since:"},
		{"lnag:ru", "1", "lang:"},
		{"topics:x", "1", "topic:"},
		{"autor:Мамедова", "1", "author:"},
		{"x (банк or titel:y)", "12", "title:"},
		{"hsa:video", "1", "has:"},
		{"кгикшс:economy", "1", "rubric:"},
		{"шы:unread", "1", "is:"},
		{"-(ефп:ОТГ)", "3", "tag:"},
		{"rubric:ekonomy", "8", "economy"},
		{"rubric:sprot", "8", "sport"},
		{"страна -rubric:polotics", "16", "politics"},
		{`rubric:"science tech"`, "8", "science-tech"},
		{"tag:x or (a -rubric:wrold)", "21", "world"},
		{"rubric:helth", "8", "health"},
		{"is:unred", "4", "unread"},
		{"is:star", "4", "starred"},
		{"is:mutde", "4", "muted"},
		{"банк -is:watch", "10", "watched"},
		{"has:vidoe", "5", "video"},
		{"has:phoot", "5", "photo"},
		{"has:urgnet", "5", "urgent"},
		{"since:yesterday", "7", "2d"},
		{"since:5", "7", "5d"},
		{"since:12ч", "7", "12h"},
		{"until:28.11.2025", "7", "2025-11-28"},
		{"-since:2d", "8", "until:2d"},
		{"-until:36h", "8", "since:36h"},
		{"rubric: economy", "8", "rubric:economy"},
		{"(tag: ОТГ) банк", "6", "tag:ОТГ"},
		{"title: банк", "7", "title:банк"},
		{"or банк", "1", `"or"`},
		{"банк or", "6", `"or"`},
		{"нефть or or газ", "10", `"or"`},
		{"x (газ or) y", "8", `"or"`},
		{"нефть (газ", "7", ")"},
		{"нефть) газ", "6", "("},
		{"tag:", "5", ""},
		{"rubric:Экономика", "8", "economy"},
		{"rubric:İdman", "8", "sport"},
		{"has:foto", "5", "photo"},
		{"is:непрочитанное", "4", "unread"},
		{"-is:oxunmuş", "5", "read"},
		{"нефть ()", "7", ""},
		{strings.Repeat("(a or b ", 9) + "c" + strings.Repeat(")", 9), "65", ""},
		{strings.Repeat("a or ", 64) + "a", "318", ""},
	}
}

// Every wrong filter is answered with what is wrong, where, and the nearest
// right word, in three languages: the sentences are in testdata/filters.txt.
func TestWrongFiltersInWords(t *testing.T) {
	var b strings.Builder
	for _, c := range wrongFilters() {
		err := wrongly(t, c[0])
		fmt.Fprintf(&b, "%.40s\n", c[0])
		for _, code := range Codes() {
			w := For(code)
			sentence := w.Error(err)
			fmt.Fprintf(&b, "  %s\n", sentence)
			if !strings.Contains(sentence, fmt.Sprintf(w.formats.Place, atoi(t, c[1]))) {
				t.Errorf("%s: %s does not name the place %s", code, sentence, c[1])
			}
			if c[2] != "" && !strings.Contains(sentence, fmt.Sprintf(w.formats.Near, c[2])) {
				t.Errorf("%s: %s does not propose %s", code, sentence, c[2])
			}
		}
	}
	const golden = "testdata/filters.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the sentences changed; look at them, then run with -update:\n%s", b.String())
	}
}

func atoi(t *testing.T, s string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(s, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryProblemHasWords(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		for _, p := range feed.FilterProblems() {
			if w.Filters.Problems[p] == "" {
				t.Errorf("%s: %s has no words", code, p)
			}
		}
		if len(w.Filters.Problems) != len(feed.FilterProblems()) {
			t.Errorf("%s: words for problems there are not", code)
		}
	}
}

// A fault is worded where it lies: in a rule, in the settings, beside a field
// of the screen; and what was typed cannot do anything there.
func TestFilterFault(t *testing.T) {
	ru, az, en := For("ru"), For("az"), For("en")
	wrong := wrongly(t, "банк rubric:ekonomy")
	marked, err := feed.ParseFilter("банк is:unread")
	if err != nil {
		t.Fatal(err)
	}
	var fault *feed.FilterFault
	if !errors.As(wrong, &fault) {
		t.Fatal(wrong)
	}
	settings := &feed.Error{Op: "read", Source: "/a/config.toml", Kind: feed.KindConfig, Line: 3, Column: 30, Near: "economy", Err: fmt.Errorf("views.x: %w", fault)}
	escape := &feed.Error{Op: "filter", Kind: feed.KindUsage, Line: 1, Column: 1, Err: &feed.FilterFault{Problem: feed.FaultField, Word: "a\x1b[2Jb"}}
	for _, c := range []struct{ got, want string }{
		{ru.FilterFault(wrong), "рубрики «ekonomy» нет (знак 13, может быть, «economy»?)"},
		{az.FilterFault(fmt.Errorf("x: %w", wrong)), "«ekonomy» adlı rubrika yoxdur (işarə 13, bəlkə «economy»?)"},
		{en.FilterFault(marked.Rule()), "a rule cannot ask for the mark “is:unread”"},
		{ru.Error(marked.Rule()), "Правилу нельзя задать отметку «is:unread»; исправьте отбор."},
		{ru.Error((feed.Filter{}).Rule()), "Такое правило подошло бы ко всему; исправьте отбор."},
		{en.Error(settings), "/a/config.toml:3:30: there is a mistake in the settings (there is no rubric “ekonomy”, did you mean “economy”?); correct it and start again."},
		{en.Error(escape), "There is no field “a[2Jb” (character 1); correct the filter."},
		{en.FilterFault(&feed.Error{Op: "x", Kind: feed.KindUsage, Line: 1, Column: 4}), ""},
		{en.FilterFault(nil), ""},
		{ru.FilterFault(wrongly(t, "rubric:Экономка")), "рубрики «экономка» нет (знак 8, может быть, «economy»?)"},
		{az.FilterFault(wrongly(t, "rubric:idman")), "«idman» adlı rubrika yoxdur (işarə 8, bəlkə «sport»?)"},
		{ru.FilterFault(wrongly(t, "has:фото")), "значка «фото» нет (знак 5, может быть, «photo»?)"},
		{en.FilterFault(wrongly(t, "rubric:Экономика")), "there is no rubric “экономика” (character 8, did you mean “economy”?)"},
	} {
		if c.got != c.want {
			t.Errorf("got  %s\nwant %s", c.got, c.want)
		}
	}
}

func wrongly(t *testing.T, filter string) error {
	t.Helper()
	_, err := feed.ParseFilter(filter)
	if err == nil {
		t.Fatalf("%s is right", filter)
	}
	return err
}
