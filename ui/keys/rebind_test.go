package keys

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"rubrika/config"
	"rubrika/feed"
)

// own is what stands in the n-th line of a file: «article.zen» or «save».
func own(line int, name string, keys ...string) config.Rebinding {
	r := config.Rebinding{Action: name, Keys: keys, Line: line, Column: 1, ViewAt: config.Spot{Line: line, Column: 1}}
	if view, action, ok := strings.Cut(name, "."); ok {
		r.View, r.Action, r.Column = view, action, len(view)+2
	}
	for i := range keys {
		r.KeysAt = append(r.KeysAt, config.Spot{Line: line, Column: 20 + 10*i})
	}
	return r
}

func rebound(t *testing.T, l Layout, list ...config.Rebinding) *Map {
	t.Helper()
	bindings, err := Rebind(Default(), list)
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(bindings, l)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRebind(t *testing.T) {
	m := rebound(t, RU,
		own(1, "star", "ctrl+s", "*"), own(2, "save-view", "ctrl+w"), own(3, "article.zen", "F5"), own(4, "save"),
		own(5, "article.star", "!"), own(6, "down", "j", "ctrl+j"), own(7, "headlines.page-down", " ", "Ctrl+V"),
	)
	press := func(s Scope, text string) Action { return m.Find(s, tea.Key{Text: text, Code: []rune(text)[0]}) }
	for _, c := range []struct {
		scope Scope
		text  string
		want  Action
	}{
		{Headlines, "*", Star},
		{Headlines, "f", ""},
		{Article, "!", Star},
		{Article, "*", ""},
		{Article, "v", ""},
		{Headlines, "S", ""},
		{Article, "S", ""},
		{Headlines, "о", Down},
		{Headlines, " ", PageDown},
		{Headlines, "b", PageUp},
	} {
		if got := press(c.scope, c.text); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.scope, c.text, got, c.want)
		}
	}
	for _, c := range []struct {
		scope  Scope
		action Action
		want   string
	}{
		{Headlines, Star, "ctrl+s *"},
		{Article, Zen, "f5"},
		{Article, Save, ""},
		{Searching, SaveView, "ctrl+w"},
		{Picker, Down, "ctrl+j"},
		{Command, Down, "ctrl+j"},
		{Article, Down, "j ctrl+j"},
		{Headlines, PageDown, "space ctrl+v"},
		{Searching, PageDown, "pgdown"},
		{Form, NextField, "tab down"},
	} {
		if got := strings.Join(m.Keys(c.scope, c.action), " "); got != c.want {
			t.Errorf("%s in %s is on %q, want %q", c.action, c.scope, got, c.want)
		}
	}
	if m.Or(Article, Zen, "v") != "F5" || m.Or(Article, Why, "e") != "e" || m.Or(Article, Save, "S") != "" || (*Map)(nil).Or(Article, Zen, "v") != "v" {
		t.Error("a panel would name other keys")
	}
}

// Digits that are the reader's own stand in the help by themselves.
func TestOwnDigits(t *testing.T) {
	m := rebound(t, US, own(1, "headlines.rubric-2", "ctrl+t"))
	var rows []string
	for _, b := range m.Help(Headlines) {
		if n, ok := b.Action.Number(); ok && n > 0 {
			rows = append(rows, string(b.Action)+" "+m.Labels(b, false))
		}
	}
	want := []string{"rubric-1 1", "rubric-2 C-t", "rubric-3 3…9"}
	if !slices.Equal(rows, want) {
		t.Errorf("the help has %q", rows)
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		own          []config.Rebinding
		line, column int
		near         string
		words        []string
	}{
		{[]config.Rebinding{own(3, "nxt-unread", "ctrl+n")}, 3, 1, "next-unread", []string{`no action "nxt-unread"`}},
		{[]config.Rebinding{own(3, "articl.zen", "ctrl+n")}, 3, 1, "article", []string{`no view "articl"`}},
		{[]config.Rebinding{own(3, "article.zne", "ctrl+n")}, 3, 9, "zen", []string{`no action "zne"`}},
		{[]config.Rebinding{own(3, "headlines.zen", "ctrl+n")}, 3, 11, "", []string{`"zen"`, `"headlines"`, "only in: article"}},
		{[]config.Rebinding{own(3, "star", "ctrl+e", "entr")}, 3, 30, "enter", []string{`star: no key "entr"`}},
		{[]config.Rebinding{own(3, "star", "Escape")}, 3, 20, "esc", []string{`"Escape"`}},
		{[]config.Rebinding{own(3, "star", "ctrl+page-up")}, 3, 20, "ctrl+pgup", nil},
		{[]config.Rebinding{own(3, "star", "shift+a")}, 3, 20, "A", nil},
		{[]config.Rebinding{own(3, "star", "ctrl+")}, 3, 20, "", []string{`"ctrl+"`}},
		{[]config.Rebinding{own(3, "star", "C-x")}, 3, 20, "ctrl+x", []string{`no key "C-x"`}},
		{[]config.Rebinding{own(3, "star", "ctrl-PgUp")}, 3, 20, "ctrl+pgup", nil},
		{[]config.Rebinding{own(3, "star", "<M-S-F5>")}, 3, 20, "alt+shift+f5", nil},
		{[]config.Rebinding{own(3, "star", "^e")}, 3, 20, "ctrl+e", nil},
		{[]config.Rebinding{own(3, "star", "C-i")}, 3, 20, "tab", nil},
		{[]config.Rebinding{own(3, "star", "ctrl+M")}, 3, 20, "enter", nil},
		{[]config.Rebinding{own(3, "star", "ctrl+alt+[")}, 3, 20, "alt+esc", nil},
		{[]config.Rebinding{own(3, "star", "ctrl+ж")}, 3, 20, "ctrl+;", nil},
		{[]config.Rebinding{own(3, "star", "ctrl+Ə")}, 3, 20, "ctrl+'", nil},
		{[]config.Rebinding{own(3, "star", "\u200b")}, 3, 20, "", nil},
		{[]config.Rebinding{own(3, "star", "f5", "F5")}, 3, 30, "", []string{"twice"}},
		{[]config.Rebinding{own(3, "star", "m")}, 3, 20, "", []string{`"m" is toggle-read`, `"headlines"`, "cannot be star"}},
		{[]config.Rebinding{own(3, "toggle-read", "f5"), own(7, "article.star", "ctrl+x", "f5")}, 7, 30, "", []string{"toggle-read", `"article"`, "star"}},
		{[]config.Rebinding{own(7, "toggle-read", "f5"), own(3, "article.star", "f5")}, 7, 20, "", []string{"star", "toggle-read"}},
		{[]config.Rebinding{own(3, "searching.older", "r")}, 3, 11, "", []string{"searching", "text"}},
		{[]config.Rebinding{own(3, "form.apply", "space")}, 3, 6, "", []string{"form"}},
		{[]config.Rebinding{own(3, "quit"), own(4, "back"), own(5, "palette")}, 5, 1, "", []string{"no key would lead out", `"headlines"`}},
		{[]config.Rebinding{own(3, "cancel"), own(4, "form.quit")}, 4, 6, "", []string{`"form"`}},
	} {
		found := Mistakes(Default(), c.own)
		if len(found) == 0 {
			t.Errorf("%v is taken", c.own)
			continue
		}
		_, err := Rebind(Default(), c.own)
		if err == nil || err.Error() != found[0].Error() {
			t.Errorf("Rebind says %v, Mistakes %v", err, found)
		}
		var e *feed.Error
		if !errors.As(found[0], &e) || e.Kind != feed.KindConfig || e.Line != c.line || e.Column != c.column || e.Near != c.near {
			t.Errorf("%v: %+v, want %d:%d %q", c.own, e, c.line, c.column, c.near)
		}
		for _, w := range c.words {
			if !strings.Contains(found[0].Error(), w) {
				t.Errorf("%q does not say %s", found[0], w)
			}
		}
	}
}

// All that is wrong is told, in the order of the file.
func TestMistakesInOrder(t *testing.T) {
	found := Mistakes(Default(), []config.Rebinding{own(9, "article.zne", "x"), own(2, "sta", "x"), own(5, "star", "entr")})
	if len(found) != 3 || !strings.Contains(found[0].Error(), "sta") || !strings.Contains(found[2].Error(), "zne") {
		t.Errorf("found %v", found)
	}
	if found := Mistakes(Default(), nil); found != nil {
		t.Errorf("nothing is wrong: %v", found)
	}
}

// Whatever is bound, the result can be used, every view has a way out, and what
// was not named has its usual keys.
func TestRebindAnything(t *testing.T) {
	var names []string
	usual := Default()
	for _, b := range usual {
		names = append(names, string(b.Action), string(b.Scope)+"."+string(b.Action))
	}
	pool := []string{"j", "ж", "space", "f5", "ctrl+b", "alt+x", "esc", "A", "!", "enter", "ctrl+c"}
	rapid.Check(t, func(t *rapid.T) {
		var list []config.Rebinding
		named := map[string]bool{}
		for i := range rapid.IntRange(1, 4).Draw(t, "lines") {
			o := own(i+1, rapid.SampledFrom(names).Draw(t, "name"), rapid.SliceOfNDistinct(rapid.SampledFrom(pool), 0, 3, rapid.ID).Draw(t, "keys")...)
			named[o.Action] = true
			list = append(list, o)
		}
		bindings, err := Rebind(usual, list)
		if err != nil {
			return
		}
		if _, err := New(bindings, US); err != nil {
			t.Fatalf("%v: %v", list, err)
		}
		out := map[Scope]bool{}
		for i, b := range bindings {
			if slices.Contains([]Action{Back, Cancel, Quit, Palette}, b.Action) && len(b.Keys) > 0 || b.Scope == Wiring && b.Action == Wire && len(b.Keys) > 0 {
				out[b.Scope] = true
			}
			if !named[string(b.Action)] && (b.Own || !slices.Equal(b.Keys, usual[i].Keys)) {
				t.Fatalf("%v changed %v", list, b)
			}
			if field(b.Scope) && slices.ContainsFunc(b.Keys, typesText) {
				t.Fatalf("%v: %v cannot be typed any more", list, b)
			}
		}
		for _, s := range Scopes() {
			if !out[s] {
				t.Fatalf("%v: nothing leads out of %s", list, s)
			}
		}
	})
}

// What a layout is said to type is what its tables and the keyboard do.
func TestTypes(t *testing.T) {
	for _, l := range []Layout{US, RU, AZ} {
		can := typable(l)
		for r := range typable(US) {
			if r == ' ' {
				continue
			}
			reached := can[r]
			for typed := range can {
				reached = reached || slices.Contains(Names(tea.Key{Text: string(typed), Code: typed}, l), string(r))
			}
			if got := l.Types(string(r)); got != reached {
				t.Errorf("%s types %q: %v, the keyboard: %v", l, r, got, reached)
			}
		}
	}
	for _, c := range []struct {
		l    Layout
		key  string
		want bool
	}{
		{RU, "ж", true},
		{US, "ж", false},
		{AZ, "ə", true},
		{RU, "ə", false},
		{UK, "ї", true},
		{TR, "ж", false},
		{US, "ctrl+x", true},
		{RU, "&", false},
		{KK, "1", true},
	} {
		if got := c.l.Types(c.key); got != c.want {
			t.Errorf("%s types %q: %v", c.l, c.key, got)
		}
	}
}
