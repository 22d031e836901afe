package feed

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func text(s string) Filter { return Filter{Text: s} }

func any2(all ...Filter) Group { return Group{Any: all} }

// How words and fields are put together, and the one way they are printed.
func TestParseGroups(t *testing.T) {
	economy, world := Filter{Rubrics: []Rubric{Economy}}, Filter{Rubrics: []Rubric{World}}
	tests := []struct {
		in    string
		want  Filter
		print string // empty: the same as in
	}{
		{"a b or c d", Filter{Groups: []Group{any2(text("a b"), text("c d"))}}, ""},
		{"a OR b oR c", Filter{Groups: []Group{any2(text("a"), text("b"), text("c"))}}, "a or b or c"},
		{"a (b or c)", Filter{Text: "a", Groups: []Group{any2(text("b"), text("c"))}}, ""},
		{"(b or c) a", Filter{Text: "a", Groups: []Group{any2(text("b"), text("c"))}}, "a (b or c)"},
		{"(a or b)", Filter{Groups: []Group{any2(text("a"), text("b"))}}, "a or b"},
		{"((a)) or ((b or c) or d)", Filter{Groups: []Group{any2(text("a"), text("b"), text("c"), text("d"))}}, "a or b or c or d"},
		{"(a or b) (c or d)", Filter{Groups: []Group{any2(text("a"), text("b")), any2(text("c"), text("d"))}}, ""},
		{"(a or b) (a or b)", Filter{Groups: []Group{any2(text("a"), text("b"))}}, "a or b"},
		{"a or a", text("a"), "a"},
		{"(rubric:economy)", economy, "rubric:economy"},
		{"((a b) (tag:x))", Filter{Text: "a b", Tags: []string{"x"}}, "tag:x a b"},
		{"rubric:economy (rubric:world)", Filter{Rubrics: []Rubric{Economy}, Groups: []Group{any2(world)}}, ""},
		{"(rubric:world) rubric:economy", Filter{Rubrics: []Rubric{Economy}, Groups: []Group{any2(world)}}, "rubric:economy (rubric:world)"},
		{"rubric:economy (rubric:economy)", economy, "rubric:economy"},
		{"rubric:economy or section:x банк", Filter{Groups: []Group{any2(economy, Filter{Sections: []string{"x"}, Text: "банк"})}}, ""},
		{"-(a)", Filter{Groups: []Group{{Not: true, Any: []Filter{text("a")}}}}, ""},
		{"--(a b or is:read)", Filter{Groups: []Group{{Not: true, Any: []Filter{text("a b"), {Is: Read}}}}}, "-(a b or is:read)"},
		{"-(-(a or b))", Filter{Groups: []Group{any2(text("a"), text("b"))}}, "a or b"},
		{"-(-(a b)) c", text("a b c"), "a b c"},
		{"- (a or b)", Filter{Groups: []Group{any2(text("a"), text("b"))}}, "a or b"},
		{"-((a or b) or c)", Filter{Groups: []Group{{Not: true, Any: []Filter{text("a"), text("b"), text("c")}}}}, "-(a or b or c)"},
		{"-(!) a -(«»)", text("a"), "a"},
		{"a or (b (c or d))", Filter{Groups: []Group{any2(text("a"), Filter{Text: "b", Groups: []Group{any2(text("c"), text("d"))}})}}, "a or b (c or d)"},
		{`a or"b c"or(d)`, Filter{Groups: []Group{any2(text("a"), text(`"b c"`), text("d"))}}, `a or "b c" or d`},
		{"since:2d (since:2025-11-01)", Filter{Since: ago(48), Groups: []Group{any2(Filter{Since: day(2025, 11, 1)})}}, ""},
		{"tag:a (tag:b (tag:a tag:b)) (tag:b)", Filter{Tags: []string{"a"}, Groups: []Group{any2(Filter{Tags: []string{"b"}}), any2(Filter{Tags: []string{"a", "b"}})}}, "tag:a (tag:b) (tag:a tag:b)"},
	}
	for _, tt := range tests {
		got, err := ParseFilter(tt.in)
		if err != nil {
			t.Errorf("ParseFilter(%q): %v", tt.in, err)
			continue
		}
		sameAgain(t, got)
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("ParseFilter(%q)\n got %+v\nwant %+v", tt.in, got, tt.want)
		}
		want := tt.print
		if want == "" {
			want = tt.in
		}
		if s := got.String(); s != want {
			t.Errorf("ParseFilter(%q).String() = %q, want %q", tt.in, s, want)
		}
	}
}

func TestAnd(t *testing.T) {
	tests := []struct{ f, g, want string }{
		{"", "", ""},
		{"", "банк or нефть", "банк or нефть"},
		{"rubric:economy", "банк", "rubric:economy банк"},
		{"rubric:economy банк", "банк нефть", "rubric:economy банк нефть"},
		{"rubric:economy", "rubric:world tag:x", "rubric:economy tag:x (rubric:world)"},
		{"rubric:economy rubric:world", "rubric:world rubric:economy", "rubric:economy rubric:world"},
		{"rubric:economy", "section:Финансы", "rubric:economy (section:Финансы)"},
		{"section:a rubric:economy", "section:b rubric:economy", "rubric:economy section:a (rubric:economy section:b)"},
		{"-rubric:sport", "-rubric:world -tag:y", "-rubric:sport -rubric:world -tag:y"},
		{"source:a lang:ru", "source:b lang:az author:c", "source:a lang:ru author:c (source:b lang:az)"},
		{"is:unread has:video", "is:starred -has:photo", "is:unread is:starred has:video -has:photo"},
		{"is:read", "is:unread", "is:read is:unread"},
		{"since:2d until:5h", "since:36h until:2h", "since:36h until:5h"},
		{"since:36h until:2h", "since:2d until:5h", "since:36h until:5h"},
		{"since:2025-11-01 until:2025-11-20", "since:2025-11-05 until:2025-11-10", "since:2025-11-05 until:2025-11-10"},
		{"since:2025-11-05 until:2025-11-10", "since:2025-11-01 until:2025-11-20", "since:2025-11-05 until:2025-11-10"},
		{"since:2d", "since:2025-11-05", "since:2d (since:2025-11-05)"},
		{"a or b", "c or d", "(a or b) (c or d)"},
		{"a or b", "c", "c (a or b)"},
		{"x (a or b)", "b -(c) (a or b)", "x b (a or b) -(c)"},
		{"rubric:economy (rubric:world)", "rubric:world tag:y", "rubric:economy tag:y (rubric:world)"},
	}
	for _, tt := range tests {
		f, errF := ParseFilter(tt.f)
		g, errG := ParseFilter(tt.g)
		if errF != nil || errG != nil {
			t.Fatal(errF, errG)
		}
		got := f.And(g)
		if got.String() != tt.want {
			t.Errorf("%q and %q is %q, want %q", tt.f, tt.g, got, tt.want)
		}
		sameAgain(t, got)
	}
}

func TestWords(t *testing.T) {
	f, err := ParseFilter(`банк -война title:"курс валют" (нефть or банк газ* or tag:x -вода) -(спорт or -мир)`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Term{{Text: "банк"}, {Text: "курс валют", Phrase: true, Title: true}, {Text: "нефть"}, {Text: "газ*"}}
	if got := f.Words(); !slices.Equal(got, want) {
		t.Errorf("Words() = %+v, want %+v", got, want)
	}
	if got := f.Terms(); len(got) != 3 {
		t.Errorf("Terms() = %+v: those of groups are not the filter's own", got)
	}
}

func TestTermString(t *testing.T) {
	tests := []struct {
		in   Term
		want string
	}{
		{Term{Text: "банк"}, "банк"},
		{Term{Text: "бан*", Not: true, Title: true}, "-title:бан*"},
		{Term{Text: "Банк", Phrase: true}, `"Банк"`},
		{Term{Text: "курс \n валют"}, `"курс валют"`},
		{Term{Text: `ОАО "Рога"`, Title: true}, `title:"ОАО Рога"`},
		{Term{Text: "or"}, `"or"`},
		{Term{Text: "or", Not: true}, "-or"},
		{Term{Text: "or", Title: true}, "title:or"},
		{Term{Text: "is:read"}, `"is:read"`},
		{Term{Text: "rubrik:x"}, `"rubrik:x"`},
		{Term{Text: "title:x"}, `"title:x"`},
		{Term{Text: "-x"}, `"-x"`},
		{Term{Text: "f(x)"}, `"f(x)"`},
		{Term{Text: "12:05"}, "12:05"},
		{Term{Text: "«»"}, ""},
		{Term{}, ""},
	}
	for _, tt := range tests {
		got := tt.in.String()
		if got != tt.want {
			t.Errorf("%+v prints %s, want %s", tt.in, got, tt.want)
		}
		again := text(got).Terms()
		if got != "" && (len(again) != 1 || again[0].String() != got || again[0].Not != tt.in.Not || again[0].Title != tt.in.Title) {
			t.Errorf("%s is read as %+v", got, again)
		}
	}
}

func TestUses(t *testing.T) {
	for in, want := range map[string]State{
		"":                               0,
		"is:muted":                       Muted,
		"is:unmuted банк":                Muted,
		"tag:x or is:unread":             Read,
		"a -(b (is:watched or is:read))": Watched | Read,
	} {
		f, err := ParseFilter(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []State{Read, Starred, Muted, Watched} {
			if f.Uses(s) != want.Has(s) {
				t.Errorf("%q uses mark %d: %v", in, s, f.Uses(s))
			}
		}
	}
	if f, _ := ParseFilter("is:read"); !f.Uses(Read | Muted) {
		t.Error("one mark of a set is enough")
	}
}

func TestRule(t *testing.T) {
	tests := []struct {
		in      string
		problem FilterProblem
		word    string
	}{
		{"title:гороскоп", "", ""},
		{"-lang:ru (tag:a or -source:b) has:video", "", ""},
		{"", FaultRuleAll, ""},
		{"! ?", FaultRuleAll, ""},
		{"спорт is:unread is:muted", FaultRuleMark, "is:unread"},
		{"a -(b is:watched)", FaultRuleMark, "is:watched"},
		{"спорт until:2025-11-28", FaultRuleTime, "until:2025-11-28"},
		{"спорт or since:2d банк", FaultRuleTime, "since:2d"},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		err = f.Rule()
		var fault *FilterFault
		switch {
		case tt.problem == "" && err != nil:
			t.Errorf("%q can be a rule: %v", tt.in, err)
		case tt.problem == "":
		case KindOf(err) != KindUsage || !errors.As(err, &fault) || fault.Problem != tt.problem || fault.Word != tt.word:
			t.Errorf("%q as a rule: %v", tt.in, err)
		}
	}
}

// Filters as large as they may be are read, printed and joined in a moment,
// whatever they are made of: what is not linear takes many seconds here.
func TestLargeFilters(t *testing.T) {
	t.Parallel()
	fill := func(s string) string {
		var b strings.Builder
		for i := 0; b.Len() < maxFilter-100; i++ {
			b.WriteString(strings.ReplaceAll(s, "#", strconv.Itoa(i)))
		}
		return b.String()
	}
	for _, piece := range []string{
		"(", "(a)", "-(", `"`, ":", "title:w#a ", "tag:# ", "(tag:#) ", "(q or (q -(q or (q -(q or (q -(q #))))))) ",
		"((((((((a or #)))))))) ", "e\u0301", "👩\u200d", "（ａ：ｂ） ", "\xff",
	} {
		start := time.Now()
		f, err := ParseFilter(fill(piece))
		if err == nil {
			backwards := f
			backwards.Tags = slices.Clone(f.Tags)
			slices.Reverse(backwards.Tags)
			f.And(backwards).Loosen()
			sameAgain(t, f)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s…: %v", piece, took)
		}
	}
}
