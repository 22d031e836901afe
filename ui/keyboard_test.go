package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// TestEveryActionIsHandledAndDescribed sees to it that a key in the table does
// something and that the help can say what, in three languages.
func TestEveryActionIsHandledAndDescribed(t *testing.T) {
	for _, code := range lang.Codes() {
		w := lang.For(code)
		for _, b := range keys.Default() {
			if w.Action(string(b.Action)) == "" {
				t.Errorf("%s: %s has no description", code, b.Action)
			}
			if w.Group(b.Group) == "" {
				t.Errorf("%s: group %s has no name", code, b.Group)
			}
		}
		for _, s := range keys.Scopes() {
			if strings.HasSuffix(w.HelpTitle(string(s)), " ") || w.HelpTitle(string(s)) == w.HelpTitle("") {
				t.Errorf("%s: view %s has no name", code, s)
			}
		}
	}
}

func TestDigitsCutTheStreamByRubric(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 120, h: 36})
	all := r.m.counts.All
	r.press("3")
	if got := r.m.filter.Rubrics; len(got) != 1 || got[0] != feed.Economy {
		t.Fatalf("3 shows %v", got)
	}
	items := r.m.headlines.Items()
	if len(items) == 0 || len(items) == all {
		t.Fatalf("3 left %d of %d", len(items), all)
	}
	for _, it := range items {
		if !strings.Contains(joined(it.Rubrics), "economy") {
			t.Errorf("%q is filed under %v", it.Title, it.Rubrics)
		}
	}
	if len(items) != total(r, feed.Economy) {
		t.Errorf("the chip says %d, the list has %d", total(r, feed.Economy), len(items))
	}
	r.press("3")
	if !r.m.filter.IsZero() {
		t.Errorf("3 again keeps %v", r.m.filter)
	}
	r.press("5", "0")
	if !r.m.filter.IsZero() || len(r.m.headlines.Items()) != all {
		t.Errorf("0 shows %d of %d", len(r.m.headlines.Items()), all)
	}
}

func joined(rs []feed.Rubric) string {
	var b strings.Builder
	for _, r := range rs {
		b.WriteString(string(r) + " ")
	}
	return b.String()
}

func total(r *reader, rubric feed.Rubric) int {
	for _, c := range r.m.counts.Rubrics {
		if c.Name == string(rubric) {
			return c.Total
		}
	}
	return -1
}

// TestRussianLayout presses the same physical keys without switching.
func TestRussianLayout(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 120, h: 36})
	r.press("о", "о", "л") // j j k
	if got := r.m.headlines.Index(); got != 1 {
		t.Fatalf("о о л leads to row %d", got)
	}
	r.press("с") // c
	if r.m.scope() != keys.Picker {
		t.Fatal("с does not open the category filter")
	}
	r.press("esc", ",")
	if r.m.scope() != keys.HelpAll {
		t.Fatal("the key under ? does not open the help")
	}
	r.sees("j (о)")
	r.press("й")
	if r.m.scope() != keys.Headlines {
		t.Error("й does not leave the help")
	}
	r.press("Ф") // A
	if r.m.counts.Unread != 0 {
		t.Errorf("Ф leaves %d unread", r.m.counts.Unread)
	}
}

func TestTabWalksThroughRubricsThatHaveStories(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 36})
	seen := []string{}
	for range 16 {
		r.press("tab")
		if len(r.m.filter.Rubrics) == 0 {
			break
		}
		seen = append(seen, string(r.m.filter.Rubrics[0]))
	}
	if len(seen) != 15 {
		t.Errorf("Tab walked through %v", seen)
	}
	r.press("shift+tab")
	if got := joined(r.m.filter.Rubrics); got != "other " {
		t.Errorf("S-Tab from all leads to %q", got)
	}
}

func TestPickerIncludesExcludesAndIsLive(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 36})
	all := r.m.counts.Total
	r.press("c", "e", "c", "o", "n")
	r.sees("Economy")
	r.press("space")
	if got := joined(r.m.filter.Rubrics); got != "economy " {
		t.Fatalf("space includes %q", got)
	}
	if len(r.m.headlines.Items()) >= all {
		t.Error("the list behind does not follow")
	}
	r.press("esc")
	if !r.m.filter.IsZero() || len(r.m.headlines.Items()) != all {
		t.Errorf("Esc does not restore: %v", r.m.filter)
	}
	r.press("c", "x", "enter")
	if len(r.m.filter.Not) != 1 || len(r.m.headlines.Items()) >= all {
		t.Errorf("x excludes %v, %d of %d left", r.m.filter.Not, len(r.m.headlines.Items()), all)
	}
	r.press("esc")
	if !r.m.filter.IsZero() {
		t.Errorf("Back does not loosen: %v", r.m.filter)
	}
	r.press("c", "tab", "space", "enter")
	if len(r.m.filter.Topics) != 1 {
		t.Errorf("the tags group chose %v", r.m.filter)
	}
}

func TestReadAndComeBackToTheSameRow(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 120, h: 36})
	r.press("j", "j", "j", "j")
	it, _ := r.m.headlines.Selected()
	r.press("enter")
	if r.m.scope() != keys.Article || r.m.article.Article().ID != it.ID {
		t.Fatal("Enter opens another story")
	}
	r.sees(string([]rune(it.Title)[:20]))
	r.press("G")
	r.sees("Последние новости")
	r.press("J")
	if r.m.article.Article().ID == it.ID {
		t.Error("J stays")
	}
	r.press("K", "q")
	back, _ := r.m.headlines.Selected()
	if back.ID != it.ID || r.m.scope() != keys.Headlines {
		t.Errorf("q returns to %q", back.Title)
	}
	if !back.State.Has(feed.Read) {
		t.Error("the story is still unread")
	}
}

func TestMarksAreUndone(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 36})
	unread := r.m.counts.Unread
	r.press("f", "m")
	it, _ := r.m.headlines.Selected()
	if it.State != feed.Read|feed.Starred || r.m.counts.Unread != unread-1 {
		t.Fatalf("state %v, %d unread of %d", it.State, r.m.counts.Unread, unread)
	}
	r.press("z", "z")
	it, _ = r.m.headlines.Selected()
	if it.State != 0 || r.m.counts.Unread != unread {
		t.Errorf("after z z: state %v, %d unread of %d", it.State, r.m.counts.Unread, unread)
	}
	r.press("A")
	if r.m.counts.Unread != 0 {
		t.Errorf("A leaves %d unread", r.m.counts.Unread)
	}
	r.press("z")
	if r.m.counts.Unread != unread {
		t.Errorf("undoing A leaves %d unread of %d", r.m.counts.Unread, unread)
	}
	r.press("Z")
	if r.m.counts.Unread != 0 {
		t.Errorf("Z leaves %d unread", r.m.counts.Unread)
	}
}

func TestUnreadStarredAll(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 30})
	r.press("f", "j", "m", "u")
	if len(r.m.headlines.Items()) != r.m.counts.All || r.m.filter.IsNot != feed.Read {
		t.Errorf("u shows %d of %d", len(r.m.headlines.Items()), r.m.counts.All)
	}
	r.press("u")
	if n := len(r.m.headlines.Items()); n != 1 {
		t.Errorf("u u shows %d starred", n)
	}
	r.press("u")
	if !r.m.filter.IsZero() {
		t.Errorf("u u u is %v", r.m.filter)
	}
}

func TestVersionsOnOneKey(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 120, h: 40})
	r.press("3", "enter")
	seen := map[string]bool{}
	for range 3 {
		seen[r.m.article.Article().Lang] = true
		r.press("L")
	}
	if len(seen) != 3 {
		t.Errorf("L walks through %v", seen)
	}
}

func TestCopyAndQuit(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 80, h: 24})
	r.press("y", "q")
	var quit bool
	for _, msg := range r.told {
		if _, ok := msg.(tea.QuitMsg); ok {
			quit = true
		}
	}
	if !quit {
		t.Error("q does not quit")
	}
}

func TestWhyIsItHere(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 30})
	r.press("3", "e")
	it, _ := r.m.headlines.Selected()
	if !strings.Contains(r.line(-1), it.Why.Text) || it.Why.Text == "" {
		t.Errorf("the evidence %+v is not in %q", it.Why, r.line(-1))
	}
}
