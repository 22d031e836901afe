package feed

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// What is wrong, where, which word it is, and what is the nearest right one.
func TestWrongFilters(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("(x or z ", n) + "y" + strings.Repeat(")", n) }
	tests := []struct {
		in      string
		column  int
		near    string
		problem FilterProblem
		word    string
	}{
		{"rubrik:economy", 1, "rubric:", FaultField, "rubrik"},
		{"rubrics:economy", 1, "rubric:", FaultField, "rubrics"},
		{"-rubrik:economy", 2, "rubric:", FaultField, "rubrik"},
		{"банк Tga:ОТГ", 6, "tag:", FaultField, "tga"},
		{"tags:x", 1, "tag:", FaultField, "tags"},
		{"sorce:report", 1, "source:", FaultField, "sorce"},
		{"sec:x", 1, "section:", FaultField, "sec"},
		{"untill:2d", 1, "until:", FaultField, "untill"},
		{"sinse:2d", 1, "since:", FaultField, "sinse"},
		{"lnag:ru", 1, "lang:", FaultField, "lnag"},
		{"topics:x", 1, "topic:", FaultField, "topics"},
		{"autor:Мамедова", 1, "author:", FaultField, "autor"},
		{"titel:банк", 1, "title:", FaultField, "titel"},
		{"кгикшс:economy", 1, "rubric:", FaultField, "кгикшс"},
		{"банк -(Ефп:ОТГ)", 8, "tag:", FaultField, "ефп"},
		{"шы:unread", 1, "is:", FaultField, "шы"},
		{"x (банк or titel:y)", 12, "title:", FaultField, "titel"},
		{"rubric:ekonomy", 8, "economy", FaultRubric, "ekonomy"},
		{"rubric:econ", 8, "economy", FaultRubric, "econ"},
		{"rubric:sprot", 8, "sport", FaultRubric, "sprot"},
		{"rubric:Экономика", 8, "", FaultRubric, "экономика"},
		{"страна -rubric:polotics", 16, "politics", FaultRubric, "polotics"},
		{`rubric:"science tech"`, 8, "science-tech", FaultRubric, "science tech"},
		{"tag:x or (a -rubric:wrold)", 21, "world", FaultRubric, "wrold"},
		{"is:unred", 4, "unread", FaultMark, "unred"},
		{"is:star", 4, "starred", FaultMark, "star"},
		{"is:mutde", 4, "muted", FaultMark, "mutde"},
		{"is:watch", 4, "watched", FaultMark, "watch"},
		{"is:zzzzzz", 4, "", FaultMark, "zzzzzz"},
		{"has:vidoe", 5, "video", FaultBadge, "vidoe"},
		{"has:foto", 5, "photo", FaultBadge, "foto"},
		{"has:zz", 5, "", FaultBadge, "zz"},
		{"is:new", 4, "unread", FaultMark, "new"},
		{"is:избранное", 4, "starred", FaultMark, "избранное"},
		{"банк Автор:Иванов", 6, "author:", FaultField, "автор"},
		{"mövzu:seçki", 1, "topic:", FaultField, "mövzu"},
		{"before:2025-01-01", 1, "until:", FaultField, "before"},
		{"\u202erubrik:x", 1, "rubric:", FaultField, "rubrik"},
		{"since:неделя", 7, "7d", FaultTime, "неделя"},
		{"since:2months", 7, "60d", FaultTime, "2months"},
		{"since:1год", 7, "365d", FaultTime, "1год"},
		{"since:2025-11", 7, "2025-11-01", FaultTime, "2025-11"},
		{"since:2025", 7, "2025-01-01", FaultTime, "2025"},
		{"until:-3d", 7, "3d", FaultTime, "-3d"},
		{"has:phoot", 5, "photo", FaultBadge, "phoot"},
		{"since:yesterday", 7, "2d", FaultTime, "yesterday"},
		{"since:0d", 7, "2d", FaultTime, "0d"},
		{"since:+2d", 7, "2d", FaultTime, "+2d"},
		{"since:d", 7, "2d", FaultTime, "d"},
		{"since:11y", 7, "2d", FaultTime, "11y"},
		{"since:9999d", 7, "2d", FaultTime, "9999d"},
		{"since:99999999999h", 7, "2d", FaultTime, "99999999999h"},
		{"since:131071d", 7, "2d", FaultTime, "131071d"},
		{"since:30501w", 7, "2d", FaultTime, "30501w"},
		{"since:99999y", 7, "2d", FaultTime, "99999y"},
		{"since:5", 7, "5d", FaultTime, "5"},
		{"since:12ч", 7, "12h", FaultTime, "12ч"},
		{"since:3дня", 7, "3d", FaultTime, "3дня"},
		{"since:2недели", 7, "14d", FaultTime, "2недели"},
		{"since:6saat", 7, "6h", FaultTime, "6saat"},
		{"until:2025-11-31", 7, "2d", FaultTime, "2025-11-31"},
		{"until:28.11.2025", 7, "2025-11-28", FaultTime, "28.11.2025"},
		{"until:2025/1/5", 7, "2025-01-05", FaultTime, "2025/1/5"},
		{"until:0000-01-01", 7, "2d", FaultTime, "0000-01-01"},
		{"-since:2d", 8, "until:2d", FaultExcludedTime, "since"},
		{"-until:36h", 8, "since:36h", FaultExcludedTime, "until"},
		{"rubric:", 8, "", FaultNoValue, "rubric"},
		{"rubric: economy", 8, "rubric:economy", FaultNoValue, "rubric"},
		{"rubric: экономика", 8, "", FaultNoValue, "rubric"},
		{"(tag: ОТГ) банк", 6, "tag:ОТГ", FaultNoValue, "tag"},
		{"title: банк", 7, "title:банк", FaultNoValue, "title"},
		{"since: -2d", 7, "", FaultNoValue, "since"},
		{"tag:(a or b)", 5, "", FaultNoValue, "tag"},
		{`tag:""`, 5, "", FaultNoValue, "tag"},
		{`tag:"" x`, 5, "", FaultNoValue, "tag"},
		{"tag:#", 5, "", FaultNoValue, "tag"},
		{"topic:#", 7, "", FaultNoValue, "topic"},
		{`section:"   "`, 9, "", FaultNoValue, "section"},
		{"title:", 7, "", FaultNoValue, "title"},
		{`-title:"!"`, 8, "", FaultNoValue, "title"},
		{"or банк", 1, `"or"`, FaultBeforeOr, "or"},
		{"банк or", 6, `"or"`, FaultAfterOr, "or"},
		{"банк OR ! ", 6, `"or"`, FaultAfterOr, "or"},
		{"or", 1, `"or"`, FaultBeforeOr, "or"},
		{"нефть or or газ", 10, `"or"`, FaultBeforeOr, "or"},
		{"x (or газ)", 4, `"or"`, FaultBeforeOr, "or"},
		{"x (газ or) y", 8, `"or"`, FaultAfterOr, "or"},
		{"нефть (газ", 7, ")", FaultNotClosed, "("},
		{"a -(b (c)", 4, ")", FaultNotClosed, "("},
		{"(", 1, ")", FaultNotClosed, "("},
		{"нефть) газ", 6, "(", FaultNotOpened, ")"},
		{"🙂 (a) b) (c)", 8, "(", FaultNotOpened, ")"},
		{"-) a", 2, "(", FaultNotOpened, ")"},
		{"нефть ()", 7, "", FaultEmpty, "()"},
		{"a -( )", 4, "", FaultEmpty, "()"},
		{deep(9), 65, "", FaultDepth, "("},
		{"z or x " + deep(8), 64, "", FaultDepth, "("},
		{strings.Repeat("a or ", 64) + "a", 318, "", FaultAlternatives, "or"},
		{strings.Repeat("x", 64<<10+1), 1, "", FaultLength, ""},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.in)
		var e *Error
		var fault *FilterFault
		if !errors.As(err, &e) || !errors.As(err, &fault) {
			t.Errorf("ParseFilter(%q) = %+v, %v, want an *Error", tt.in, f, err)
			continue
		}
		if e.Kind != KindUsage || e.Line != 1 || e.Column != tt.column || e.Near != tt.near || fault.Problem != tt.problem || fault.Word != tt.word {
			t.Errorf("ParseFilter(%q): column %d near %q: %s %q\nwant column %d near %q: %s %q",
				tt.in, e.Column, e.Near, fault.Problem, fault.Word, tt.column, tt.near, tt.problem, tt.word)
		}
		if !reflect.DeepEqual(f, Filter{}) {
			t.Errorf("ParseFilter(%q) returns %+v beside its error", tt.in, f)
		}
	}
}

// A filter that becomes too large only when it is printed, or when groups are
// put together, is refused as it is read.
func TestTooLargeWhenNormal(t *testing.T) {
	forty := func(from int) string { return "(" + strings.Join(manyWords()[from:from+40], " or ") + ")" }
	var touching strings.Builder
	for i, w := range manyWords()[:16<<10] {
		if i%2 == 1 {
			w = `"` + w + `"`
		}
		touching.WriteString(w)
	}
	for in, want := range map[string]FilterProblem{
		forty(0) + " " + forty(40):                                   "",
		forty(0) + " or " + forty(40):                                FaultAlternatives,
		forty(0) + " " + forty(40) + forty(1):                        "",
		touching.String()[:50_000]:                                   "",
		touching.String():                                            FaultLength,
		strings.Repeat("(x or z ", 8) + "y" + strings.Repeat(")", 8): "",
	} {
		f, err := ParseFilter(in)
		var fault *FilterFault
		switch {
		case err == nil && want == "":
			sameAgain(t, f)
		case !errors.As(err, &fault) || fault.Problem != want:
			t.Errorf("%.40s… (%d bytes): %v, want %q", in, len(in), err, want)
		}
	}
}

// manyWords are words of three letters, all different.
func manyWords() []string {
	var all []string
	for i := range 26 * 26 * 26 {
		all = append(all, string([]rune{rune('a' + i/676), rune('a' + i/26%26), rune('a' + i%26)}))
	}
	return all
}

func TestFaultsHaveTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range FilterProblems() {
		text := (&FilterFault{Problem: p, Word: "x"}).Error()
		if text == string(p) || seen[text] && p != FaultRuleTime {
			t.Errorf("%s says %q", p, text)
		}
		seen[text] = true
	}
	_, err := ParseFilter("банк rubric:ekonomy")
	if want := `filter:1:13: no rubric "ekonomy" (did you mean "economy"?)`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
