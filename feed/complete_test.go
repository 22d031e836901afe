package feed

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func completeNames() Names {
	return Names{
		"rubric":  {{"politics", "Политика"}, {"economy", "Экономика"}, {"world", "В мире"}, {"environment", "Экология"}},
		"section": {{"Финансы", ""}, {"Социальная защита", ""}, {"Другие страны", ""}, {`ОАО "Рога"`, ""}, {"Мир (кратко)", ""}},
		"source":  {{"12", "Report"}, {"report.example", ""}, {"7", "Şərq"}},
		"tag":     {{"#ОТГ", ""}, {"о", ""}, {"Ёлка", ""}},
		"author":  {{"Aysel Məmmədova", ""}, {"Мамедова", ""}},
		"lang":    {{"ru", "русский"}, {"az", "азербайджанский"}, {"", "неизвестен"}},
	}
}

// In a case «|» is the cursor.
func TestComplete(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"r|", []string{"rubric:|"}},
		{"ru|", []string{"rubric:|"}},
		{"RU|", []string{"rubric:|"}},
		{"rubric|", []string{"rubric:|"}},
		{"s|", []string{"section:|", "source:|", "since:|"}},
		{"банк t|", []string{"банк tag:|", "банк topic:|", "банк title:|"}},
		{"-au|", []string{"-author:|"}},
		{"a or h|", []string{"a or has:|"}},
		{"(l|", []string{"(lang:|"}},
		{"x -(u|) y", []string{"x -(until:|) y"}},
		{"ti| банк", []string{"title:| банк"}},
		{"ru|bric", []string{"rubric:|"}},
		{"ru|bric:economy", nil},
		{"so|rc:12", []string{"source:|12"}},
		{"", nil},
		{"|", nil},
		{"|r", nil},
		{"r |", nil},
		{"банк|", nil},
		{"ti|банк", nil},
		{`"r|`, nil},
		{"rubric:|", []string{"rubric:politics|", "rubric:economy|", "rubric:world|", "rubric:environment|"}},
		{"rubric:эко|", []string{"rubric:economy|", "rubric:environment|"}},
		{"rubric:ec|", []string{"rubric:economy|"}},
		{"rubric:мир|", []string{"rubric:world|"}},
		{"rubric:zzz|", nil},
		{"rubric:economy|", nil},
		{"rubric:e|wor is:read", []string{"rubric:economy| is:read", "rubric:environment| is:read"}},
		{"rubrik:ec|", nil},
		{"section:ф|", []string{"section:Финансы|"}},
		{"section:соц|", []string{`section:"Социальная защита"|`}},
		{"section:защ|", []string{`section:"Социальная защита"|`}},
		{`section:"Соц|`, []string{`section:"Социальная защита"|`}},
		{`section:"Социальная з|`, []string{`section:"Социальная защита"|`}},
		{`section:"Соц| is:unread`, []string{`section:"Социальная защита"| is:unread`}},
		{`section:"Соц|иаль" is:unread`, []string{`section:"Социальная защита"| is:unread`}},
		{`section:"Соц"|`, nil},
		{"section:оао|", []string{`section:"ОАО ""Рога"""|`}},
		{`section:"оао ""р|`, []string{`section:"ОАО ""Рога"""|`}},
		{"section:мир|", []string{`section:"Мир (кратко)"|`}},
		{"(a or -section:мир|)", []string{`(a or -section:"Мир (кратко)"|)`}},
		{"source:rep|", []string{"source:report.example|", "source:12|"}},
		{"source:serq|", []string{"source:7|"}},
		{"tag:#о|", []string{"tag:ОТГ|", "tag:о|"}},
		{"tag:елк|", []string{"tag:Ёлка|"}},
		{"author:mem|", []string{`author:"Aysel Məmmədova"|`}},
		{"lang:|", []string{"lang:ru|", "lang:az|"}},
		{"is:|", []string{"is:unread|", "is:read|", "is:unstarred|", "is:starred|", "is:unmuted|", "is:muted|", "is:unwatched|", "is:watched|"}},
		{"-is:w|", []string{"-is:watched|"}},
		{"has:|", []string{"has:video|", "has:photo|", "has:audio|", "has:urgent|", "has:updated|"}},
		{"since:|", []string{"since:1d|", "since:2d|", "since:7d|", "since:30d|"}},
		{"until:12|", []string{"until:12d|", "until:12h|", "until:12w|"}},
		{"topic:о|", nil},
		{"title:r|", nil},
	}
	for _, tt := range tests {
		before, after, _ := strings.Cut(tt.in, "|")
		var got []string
		for _, c := range Complete(before+after, utf8.RuneCountInString(before), completeNames()) {
			in := []rune(c.Text)
			got = append(got, string(in[:c.At])+"|"+string(in[c.At:]))
			if c.Shown == "" {
				t.Errorf("%q: %+v shows nothing", tt.in, c)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}

// What is shown of a proposal: the value bare, and what the reader calls it.
func TestCompletionShown(t *testing.T) {
	got := Complete("section:соц", 11, completeNames())
	if len(got) != 1 || got[0].Shown != "Социальная защита" || got[0].Title != "" {
		t.Errorf("%+v", got)
	}
	got = Complete("rubric:эк", 9, completeNames())
	if len(got) != 2 || got[0].Shown != "economy" || got[0].Title != "Экономика" {
		t.Errorf("%+v", got)
	}
	if got := Complete("rubric:ec", 100, nil); len(got) != 1 || got[0].Shown != "economy" || got[0].Title != "" {
		t.Errorf("rubrics are known without names: %+v", got)
	}
	if got := Complete("rub", -1, nil); got != nil {
		t.Errorf("a cursor before the text: %+v", got)
	}
	many := Names{"tag": slices.Repeat([]NamedValue{{"a b", ""}}, 20)}
	if got := Complete("tag:", 4, many); len(got) != 1 {
		t.Errorf("%d proposals of one", len(got))
	}
	for i := range 500 {
		many["tag"] = append(many["tag"], NamedValue{fmt.Sprint("a", i), "Title"})
	}
	if got := Complete("tag:", 4, many); len(got) != 8 {
		t.Errorf("%d proposals of 500", len(got))
	}
}

// A proposal that is taken is a value of the filter.
func FuzzComplete(f *testing.F) {
	f.Add(`x -section:"a" (so`, `a "b" (c)`, 12)
	f.Add("tag:#о or ти", "#", 5)
	f.Fuzz(func(t *testing.T, typed, name string, at int) {
		for _, c := range Complete(typed, at, Names{"tag": {{name, typed}}, "section": {{name, ""}}}) {
			if c.At < 0 || c.At > utf8.RuneCountInString(c.Text) {
				t.Fatalf("the cursor is at %d in %q", c.At, c.Text)
			}
			before := string([]rune(c.Text)[:c.At])
			if strings.HasSuffix(before, ":") && c.Shown != name {
				continue
			}
			tokens := scan(before)
			if last := tokens[len(tokens)-1]; last.kind != pair || clean(last.field, last.value) != c.Shown {
				t.Fatalf("%q taken for %q leaves %q", c.Shown, typed, c.Text)
			}
		}
	})
}

func TestCompletions(t *testing.T) {
	all := Completions("", nil)
	if len(all) != len(fields()) || all[0].Text != "rubric:" {
		t.Errorf("nothing was typed: %v", all)
	}
	if got := Completions("банк -rubric:", nil); len(got) != len(Rubrics()) || got[0].Text != "банк -rubric:politics" {
		t.Errorf("the rubrics: %v", got)
	}
	if got := Completions("банк ", nil); len(got) != 0 {
		t.Errorf("after a word: %v", got)
	}
}
