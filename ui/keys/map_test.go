package keys

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"rubrika/feed"
)

// typable returns the characters a layout can type, with and without Shift.
func typable(l Layout) map[rune]bool {
	const us = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" +
		"~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
	// Digit rows and the keys round Enter as xkb has them; letters follow from
	// the tables.
	own := map[Layout]string{
		RU: `1234567890-=!"№;%:?*()_+\/.,`,
		AZ: "`1234567890-=~!\"Ⅶ;%:?*()_+\\/.," + "qertyuopasdfghjklzxcvbnmQERTYUOPASDFGHJKLZXCVBNMiI",
	}
	can := map[rune]bool{' ': true}
	if own[l] == "" {
		for _, r := range us {
			can[r] = true
		}
		return can
	}
	for _, r := range own[l] {
		can[r] = true
	}
	from := l.table().from
	if l == RU {
		from = russian().from
	}
	for _, r := range from {
		can[r] = true
	}
	return can
}

// Every action has a key that can be typed on each of the three layouts.
func TestNoDefaultIsUntypable(t *testing.T) {
	for _, l := range []Layout{US, RU, AZ} {
		m, err := New(Default(), l)
		if err != nil {
			t.Fatal(err)
		}
		reached := map[Scope]map[Action]bool{}
		for _, s := range Scopes() {
			reached[s] = map[Action]bool{}
			for r := range typable(l) {
				reached[s][m.Find(s, tea.Key{Text: string(r), Code: r})] = true
			}
		}
		for _, b := range Default() {
			named := slices.ContainsFunc(b.Keys, func(k string) bool {
				rest := strings.TrimPrefix(k, "ctrl+")
				return utf8.RuneCountInString(rest) > 1 || rest != k
			})
			if !named && len(b.Keys) > 0 && !reached[b.Scope][b.Action] {
				t.Errorf("%s: no key types %s in %s", l, b.Action, b.Scope)
			}
			for _, k := range b.Keys {
				if r, one := single(k); one && !unicode.IsLetter(r) && !typable(l)[r] {
					t.Errorf("%s cannot type %q of %s", l, k, b.Action)
				}
			}
		}
	}
}

// The layouts next to one another never give a letter two meanings in one
// table, and each table pairs every character with one.
func TestTables(t *testing.T) {
	for _, l := range []Layout{RU, US, AZ, TR, UK, BE, KK} {
		for name, p := range map[string]pairs{"own": l.table(), "russian": russian()} {
			if from, to := utf8.RuneCountInString(p.from), utf8.RuneCountInString(p.to); from != to {
				t.Errorf("%s %s: %d characters to %d", l, name, from, to)
			}
			seen := map[rune]bool{}
			for _, r := range p.from {
				if seen[r] {
					t.Errorf("%s %s: %q twice", l, name, r)
				}
				seen[r] = true
				if r <= unicode.MaxASCII && l != KK {
					t.Errorf("%s %s: %q is ASCII and never looked up", l, name, r)
				}
			}
		}
	}
	letters := 0
	for _, r := range russian().from {
		if unicode.Is(unicode.Cyrillic, r) {
			letters++
		}
	}
	if letters != 66 {
		t.Errorf("%d Russian letters, want 33 in both cases", letters)
	}
}

// Shift on a national letter means Shift on its key, with and without Kitty.
func TestShiftFollowsTheKey(t *testing.T) {
	lower := []rune("ёйцукенгшщзхъфывапролджэячсмитьбю")
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.SampledFrom(lower).Draw(t, "letter")
		big := unicode.ToUpper(small)
		want := string(shifted(RU.latin(small)))
		plain := Names(tea.Key{Text: string(big), Code: small, Mod: tea.ModShift}, RU)
		kitty := Names(tea.Key{Text: string(big), Code: small, ShiftedCode: big, BaseCode: RU.latin(small), Mod: tea.ModShift}, RU)
		if !slices.Contains(plain, want) || !slices.Contains(kitty, want) || kitty[1] != want {
			t.Fatalf("%c: %v and %v, want %q", big, plain, kitty, want)
		}
	})
}

// No press makes Names fail, and ASCII text is always its first name but
// where the Kazakh digits are.
func TestNamesOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := tea.Key{
			Text:     rapid.StringN(0, 2, -1).Draw(t, "text"),
			Code:     rapid.Rune().Draw(t, "code"),
			BaseCode: rapid.SampledFrom([]rune{0, 'j', ';', '1'}).Draw(t, "base"),
			Mod:      tea.KeyMod(rapid.IntRange(0, 7).Draw(t, "mod")),
		}
		l := rapid.SampledFrom([]Layout{US, RU, AZ, TR, UK, BE, KK}).Draw(t, "layout")
		names := Names(k, l)
		if len(names) == 0 || len(names) > 3 {
			t.Fatalf("%d names", len(names))
		}
		if r, one := single(k.Text); one && r <= unicode.MaxASCII && r != ' ' && l != KK && !latinised(k) &&
			!slices.Equal(names, []string{k.Text}) {
			t.Fatalf("%q is %q", k.Text, names)
		}
	})
}

func TestNewFindsMistakes(t *testing.T) {
	for _, c := range []struct {
		bindings []Binding
		words    []string
	}{
		{[]Binding{
			{Action: Down, Scope: Headlines, Keys: []string{"j"}},
			{Action: Star, Scope: Headlines, Keys: []string{"f", "j"}},
		}, []string{`"j"`, "down", "star", "headlines"}},
		{[]Binding{{Action: Down, Scope: Article, Keys: []string{"pgdwn"}}}, []string{`"pgdwn"`, "down", "article"}},
		{[]Binding{{Action: Down, Scope: Article, Keys: []string{""}}}, []string{`""`, "down"}},
		{[]Binding{{Action: Down, Scope: Article, Keys: []string{"ctrl+"}}}, []string{`"ctrl+"`}},
	} {
		_, err := New(c.bindings, US)
		if feed.KindOf(err) != feed.KindConfig {
			t.Errorf("%v: error %v", c.bindings, err)
			continue
		}
		for _, w := range c.words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q does not name %s", err, w)
			}
		}
	}
	same := []Binding{
		{Action: Down, Scope: Headlines, Keys: []string{"j", "ctrl+shift+d", "shift+tab", "f12", "+", "ctrl++"}},
		{Action: Star, Scope: Article, Keys: []string{"j"}},
	}
	if _, err := New(same, US); err != nil {
		t.Errorf("one key in two views: %v", err)
	}
}

func TestLabels(t *testing.T) {
	ru, err := New(Default(), RU)
	if err != nil {
		t.Fatal(err)
	}
	kk, err := New(Default(), KK)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		m      *Map
		scope  Scope
		action Action
		seen   bool
		want   string
	}{
		{ru, Headlines, Down, false, "j"},
		{ru, Headlines, Down, true, "j (о)"},
		{ru, Headlines, ClearFilter, true, "C (С)"},
		{ru, Headlines, Open, true, "Enter"},
		{ru, Headlines, HalfDown, true, "C-d"},
		{ru, Headlines, PageDown, true, "␣"},
		{ru, Headlines, RubricPrev, true, "S-Tab"},
		{ru, Headlines, Help, true, "?"},
		{ru, Headlines, Rubric3, true, "3"},
		{ru, Picker, Down, true, "↓"},
		{ru, HelpAll, Star, true, ""},
		{kk, Headlines, Rubric3, true, "3 (і)"},
		{kk, Headlines, Rubric3, false, "3"},
	} {
		if got := c.m.Label(c.scope, c.action, c.seen); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.scope, c.action, got, c.want)
		}
	}
}

// Help shows every binding of its view once, and a run of digits as one row.
func TestHelp(t *testing.T) {
	m, err := New(Default(), US)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Scopes() {
		var shown, bound []string
		for _, b := range m.Help(s) {
			if b.Group == "" {
				t.Errorf("%s %s is in no group", s, b.Action)
			}
			shown = append(shown, b.Keys...)
		}
		for _, b := range Default() {
			if b.Scope == s {
				bound = append(bound, b.Keys...)
			}
		}
		if !slices.Equal(shown, bound) {
			t.Errorf("%s: help shows %v, bound are %v", s, shown, bound)
		}
	}
	labels, foreign := map[Action]string{}, map[Action]string{}
	for _, b := range m.Help(Article) {
		labels[b.Action], foreign[b.Action] = m.Labels(b, false), m.Labels(b, true)
	}
	if labels[Help] != "? F1" || labels[Find] != "/" {
		t.Errorf("signs that other layouts need are shown to all: %q, %q", labels[Help], labels[Find])
	}
	if foreign[Help] != "? , F1" || foreign[Find] != "/ ." {
		t.Errorf("signs that such layouts need: %q, %q", foreign[Help], foreign[Find])
	}
	if labels[Link1] != "1…9" || labels[Down] != "j ↓" || labels[Link2] != "" {
		t.Errorf("labels are %q", labels)
	}
	if !slices.Equal(m.Keys(Headlines, Rubric1), []string{"1"}) {
		t.Error("help has changed the map")
	}
}

func TestNumber(t *testing.T) {
	for a, want := range map[Action]int{Rubric0: 0, Rubric7: 7, Link9: 9} {
		if n, ok := a.Number(); !ok || n != want {
			t.Errorf("%s: %d %v", a, n, ok)
		}
	}
	for _, a := range []Action{Down, "", RubricNext, "link-x", "rubric-10"} {
		if _, ok := a.Number(); ok {
			t.Errorf("%q has a number", a)
		}
	}
}

func TestDetectLayout(t *testing.T) {
	for locale, want := range map[string]Layout{
		"ru_RU.UTF-8": RU, "az_AZ": AZ, "tr": TR, "uk-UA": UK, "be_BY@latin": BE, "KK": KK,
		"en_US.UTF-8": US, "": US, "C": US, "C.UTF-8": US, "POSIX": US, "_": US,
	} {
		if got := DetectLayout(locale); got != want {
			t.Errorf("%q: %s, want %s", locale, got, want)
		}
	}
}

// The keys of the default bindings that only one layout could type are what
// keys.md forbids.
func TestSafeCharacters(t *testing.T) {
	const safe = `!"%()*+,-./:;=?\_0123456789`
	for _, b := range Default() {
		for _, k := range b.Keys {
			if r, one := single(k); one && !unicode.IsLetter(r) && !strings.ContainsRune(safe, r) {
				t.Errorf("%s is on %q", b.Action, k)
			}
			if k == "." && b.Action != Narrow && b.Action != Find && b.Action != Search { // it stands for /
				t.Errorf("%s is on %q, which is not free", b.Action, k)
			}
		}
	}
}
