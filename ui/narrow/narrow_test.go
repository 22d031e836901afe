package narrow

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed/words"
	"rubrika/ui/keys"
	"rubrika/ui/theme"
)

// bracketed prints a label with what is marked in brackets.
func bracketed(l Label, m Marks) string {
	var b strings.Builder
	for _, s := range l.Spans(m, theme.Text) {
		if s.Fg == theme.Accent {
			b.WriteString("[" + s.Text + "]")
			continue
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

func TestWholeMarksWhereItIsPrinted(t *testing.T) {
	for _, c := range []struct{ text, typed, want string }{
		{"в избранное", "избр", "в [избр]анное"},
		{"Ёлка и ёж", "еж", "Ёлка и [ёж]"},
		{"ISTANBUL, İstanbul", "istan", "[ISTAN]BUL, [İstan]bul"},
		{"Straße", "ss", "Stra[ß]e"},
		{"папа", "па", "[папа]"},
		{"вниз вверх", "вер вни", "[вни]з в[вер]х"},
		{"cafe\u0301", "cafe", "[cafe\u0301]"},
		{"🇦🇿🇦🇿 2", "2", "🇦🇿🇦🇿 [2]"},
		{"вниз", "вверх", "вниз"},
		{"вниз", "", "вниз"},
		{"", "а", ""},
	} {
		l := NewLabel(c.text, words.Fold)
		if got := bracketed(l, l.Whole(Words(c.typed, words.Fold))); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.typed, c.text, got, c.want)
		}
	}
}

func TestFuzzy(t *testing.T) {
	for _, c := range []struct{ text, typed, want string }{
		{"refresh-all", "rall", "[r]efresh-[all]"},
		{"обновить все источники", "овс", "[о]бновить [вс]е источники"},
		{"обновить все источники", "ист об", "[об]новить все [ист]очники"},
		{"скопировать заголовок", "скпр", "[ск]о[п]и[р]овать заголовок"},
		{"отметить прочитанным", "отметить", "[отметить] прочитанным"},
		// Letters strewn over the text are nothing that anybody meant.
		{"сохранить в файл", "охин", ""},
		{"star", "rats", ""},
		{"star", "start", ""},
	} {
		l := NewLabel(c.text, words.Fold)
		m, _, ok := l.Fuzzy(Words(c.typed, words.Fold))
		if got := bracketed(l, m); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q in %q: %q, %v", c.typed, c.text, got, ok)
		}
	}
}

// TestTheBetterMatchScoresMore: each label is a better answer than the next.
func TestTheBetterMatchScoresMore(t *testing.T) {
	for typed, labels := range map[string][]string{
		"star":  {"star", "star it", "all starred", "restart"},
		"отмен": {"отменить", "ничего не отменять", "неотменимо"},
		"rd":    {"redraw", "toggle-read"},
	} {
		last := 0
		for i, text := range labels {
			_, score, ok := NewLabel(text, words.Fold).Fuzzy([]string{typed})
			if !ok || i > 0 && score >= last {
				t.Errorf("%q: %q has %d, the one before %d", typed, text, score, last)
			}
			last = score
		}
	}
}

func TestFieldShowsItsEnd(t *testing.T) {
	f := NewField()
	if !f.Blank() || f.Type(tea.KeyPressMsg{Code: tea.KeyLeft}) {
		t.Error("a new field is not blank, or the cursor changed its text")
	}
	if !f.Type(tea.PasteMsg{Content: "заголовок"}) || f.Value() != "заголовок" {
		t.Errorf("%q was typed", f.Value())
	}
	if text, x := f.Window(20); text != "заголовок" || x != 9 {
		t.Errorf("%q, cursor at %d", text, x)
	}
	if text, x := f.Window(5); text != "…овок" || x != 5 {
		t.Errorf("%q, cursor at %d", text, x)
	}
	f.Type(tea.KeyPressMsg{Code: tea.KeyHome})
	if _, x := f.Window(20); x != 0 {
		t.Errorf("cursor at %d", x)
	}
	f.Clear()
	if !f.Blank() {
		t.Errorf("%q is left", f.Value())
	}
	f.Type(tea.PasteMsg{Content: strings.Repeat("а", 500)})
	if n := len([]rune(f.Value())); n != limit {
		t.Errorf("%d letters", n)
	}
}

func TestHints(t *testing.T) {
	all := Hints{{"␣", "включить", keys.Toggle}, {"Enter", "применить", keys.Apply}, {"Esc", "отмена", keys.Cancel}}
	for width, want := range map[int]int{80: 3, 44: 3, 40: 2, 31: 2, 30: 1, 1: 1} {
		if got := all.Fit(width); len(got) != want || got[len(got)-1].Action != keys.Cancel {
			t.Errorf("width %d: %v", width, got)
		}
	}
	var text strings.Builder
	for _, s := range all.Spans() {
		text.WriteString(s.Text)
	}
	for _, h := range all {
		x := ansi.StringWidth(text.String()[:strings.Index(text.String(), h.Text)])
		if got := all.At(x); got != h.Action {
			t.Errorf("under %q: %q", h.Text, got)
		}
	}
	if got := all.At(ansi.StringWidth(text.String())); got != "" || all.At(-1) != "" {
		t.Errorf("beside the hints: %q", got)
	}
}

// FuzzLabel: marks part nothing and lose nothing.
func FuzzLabel(f *testing.F) {
	f.Add("в избранное", "избр")
	f.Add("İstanbul ISTANBUL ılık", "ist il")
	f.Add("家族👨‍👩‍👧‍👦 🇦🇿🇦🇿 नमस्ते", "स 🇿")
	f.Add("a\u0301\u0302 ß ﬁ\u00ad", "a ss fi")
	f.Fuzz(func(t *testing.T, text, typed string) {
		text = strings.ToValidUTF8(text, "")
		if strings.ContainsFunc(text, unicode.IsControl) {
			t.Skip("would not pass the door")
		}
		l := NewLabel(text, words.Fold)
		plain := strings.Join(l.letters, "")
		found := Words(typed, words.Fold)
		m, _, ok := l.Fuzzy(found)
		for _, marks := range []Marks{nil, l.Whole(found), m} {
			spans := l.Spans(marks, theme.Text)
			got := ""
			for i, s := range spans {
				got += s.Text
				if i > 0 && s.Fg == spans[i-1].Fg {
					t.Errorf("%q: two spans alike", text)
				}
			}
			if got != plain {
				t.Errorf("%q became %q", plain, got)
			}
			if n := theme.Width(spans); n != ansi.StringWidth(plain) {
				t.Errorf("%q: %d cells, not %d", plain, n, ansi.StringWidth(plain))
			}
		}
		if ok && len(found) > 0 && !slices.Contains(m, true) {
			t.Errorf("%q is found in %q, and nothing marked", typed, text)
		}
	})
}
