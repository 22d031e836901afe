package form

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"rubrika/ui/keys"
	"rubrika/ui/lang"
	"rubrika/ui/theme"
)

// TestNotes: what a value means stands under its field whichever is selected;
// what is wrong with it takes its place, and typing on takes that away.
func TestNotes(t *testing.T) {
	s := New(lang.For("en"), look(t, theme.Dark, colorprofile.TrueColor))
	s.Resize(60, 20)
	s.Open("Title", "", "save", Field{ID: "a", Label: "Name", Hint: "short"}, Field{ID: "b", Label: "Filter", Hint: "words"})
	shows := func(want ...string) {
		t.Helper()
		for _, text := range []string{"short", "words", "12 stories", "nothing after or"} {
			if got := strings.Contains(plain(s.View()), text); got != slices.Contains(want, text) {
				t.Errorf("%q is shown: %v\n%s", text, got, plain(s.View()))
			}
		}
	}
	s.Note("b", "12 stories", false)
	shows("short", "12 stories")
	s.Do(keys.NextField)
	shows("12 stories")
	s.Note("b", "nothing after or", true)
	shows("nothing after or")
	if s.fields[s.at].ID != "b" || s.Waiting() {
		t.Errorf("at %s", s.fields[s.at].ID)
	}
	s.Do(keys.PrevField)
	s.Note("b", "nothing after or", true)
	shows("short", "nothing after or")
	if s.fields[s.at].ID != "a" {
		t.Error("the note went to its field")
	}
	s.Note("b", "", false)
	s.Note("nothing", "12 stories", false)
	shows("short")
}

func TestAFieldOfOneValue(t *testing.T) {
	s := New(lang.For("en"), look(t, theme.Dark, colorprofile.TrueColor))
	s.Resize(60, 20)
	s.Open("Title", "", "save",
		Field{ID: "k", Label: "Kind", Options: []Option{{"view", "view"}, {"mute", "mute"}}},
		Field{ID: "p", Label: "Place", With: "k", WithValue: "view"},
	)
	for _, want := range []bool{true, false, true} {
		if got := strings.Contains(plain(s.View()), "Place"); got != want {
			t.Errorf("with %s: %v", s.Value("k"), got)
		}
		s.Do(keys.NextValue)
	}
}
