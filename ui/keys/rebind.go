package keys

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"rubrika/config"
	"rubrika/feed"
)

// Rebind returns bindings with keys of the reader's own. What is said of one
// view wins over what is said of all. Where letters are text, those given to all
// views do nothing: an action without another key has the usual ones there. The
// error is the first of Mistakes.
func Rebind(bindings []Binding, own []config.Rebinding) ([]Binding, error) {
	r := rebind(bindings, own)
	if len(r.faults) > 0 {
		return nil, r.faults[0]
	}
	return r.bindings, nil
}

// Mistakes returns what is wrong with keys of the reader's own, in the order of
// the file: unknown views, actions and keys, keys with two actions, views that
// could not be left any more. All are of KindConfig, with line, column and,
// where there is one, the nearest name; their Source is for the caller to add.
func Mistakes(bindings []Binding, own []config.Rebinding) []error {
	var out []error
	for _, e := range rebind(bindings, own).faults {
		out = append(out, e)
	}
	return out
}

// rebinder is the work of Rebind.
type rebinder struct {
	bindings []Binding
	from     map[int]config.Rebinding // by the number of a binding, what gave it its keys
	faults   []*feed.Error
}

func rebind(bindings []Binding, own []config.Rebinding) *rebinder {
	r := &rebinder{bindings: slices.Clone(bindings), from: map[int]config.Rebinding{}}
	for _, general := range []bool{true, false} {
		for _, o := range own {
			if (o.View == "") == general {
				r.take(o)
			}
		}
	}
	if len(r.faults) == 0 { // a name that is wrong would have others follow from it
		r.findClashes()
		r.findTraps()
	}
	slices.SortStableFunc(r.faults, func(a, b *feed.Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r
}

// fault takes note of a mistake.
func (r *rebinder) fault(at config.Spot, near string, p config.Problem, word, format string, args ...any) {
	r.faults = append(r.faults, &feed.Error{
		Op: "read settings", Kind: feed.KindConfig, Line: at.Line, Column: at.Column, Near: near,
		Err: &config.Fault{Problem: p, Word: word, Err: fmt.Errorf("keys: "+format, args...)},
	})
}

// action is where the name of the action of o stands, key where one of its keys
// does.
func action(o config.Rebinding) config.Spot { return config.Spot{Line: o.Line, Column: o.Column} }

func key(o config.Rebinding, name string) config.Spot {
	for i, k := range o.Keys {
		if known, _ := keyName(k); known == name && i < len(o.KeysAt) {
			return o.KeysAt[i]
		}
	}
	return action(o)
}

// take gives the actions that o means its keys.
func (r *rebinder) take(o config.Rebinding) {
	scope := Scope(o.View)
	if o.View != "" && !slices.Contains(Scopes(), scope) {
		r.fault(o.ViewAt, feed.Nearest(o.View, texts(Scopes())), config.ProblemUnknown, o.View, "no view %q", o.View)
		return
	}
	keys, ok := r.names(o)
	if !ok {
		return
	}
	found := false
	for i, b := range r.bindings {
		if string(b.Action) == o.Action && (o.View == "" || b.Scope == scope) {
			found = true
			r.offer(i, keys, o)
		}
	}
	switch typed := slices.ContainsFunc(keys, typesText); {
	case !found:
		r.unknown(o)
	case typed && field(scope):
		r.fault(action(o), "", config.ProblemPlace, o.Action, "%s: letters and the space bar are text there, and no command", o.View)
	}
}

// offer gives a binding the keys that can be commands in its view.
func (r *rebinder) offer(i int, keys []string, o config.Rebinding) {
	s := r.bindings[i].Scope
	if !field(s) && (o.View != "" || !narrows(s)) {
		r.give(i, keys, o)
		return
	}
	rest := slices.DeleteFunc(slices.Clone(keys), typesText)
	if len(rest) > 0 || len(keys) == 0 {
		r.give(i, rest, o)
	}
}

// give gives a binding keys of the reader's own.
func (r *rebinder) give(i int, keys []string, o config.Rebinding) {
	r.bindings[i].Keys, r.bindings[i].Own = keys, true
	r.from[i] = o
}

// names are the keys of o as Names gives them.
func (r *rebinder) names(o config.Rebinding) ([]string, bool) {
	var out []string
	for i, text := range o.Keys {
		at := action(o)
		if i < len(o.KeysAt) {
			at = o.KeysAt[i]
		}
		name, near := keyName(text)
		switch {
		case name == "":
			r.fault(at, near, config.ProblemChoice, text, "%s: no key %q", o.Action, text)
			return nil, false
		case slices.Contains(out, name):
			r.fault(at, "", config.ProblemTwice, text, "%s: %q is there twice", o.Action, text)
			return nil, false
		}
		out = append(out, name)
	}
	return out, true
}

// unknown words an action that is not there.
func (r *rebinder) unknown(o config.Rebinding) {
	var here, all, views []string
	for _, b := range r.bindings {
		all = append(all, string(b.Action))
		if string(b.Scope) == o.View {
			here = append(here, string(b.Action))
		}
		if string(b.Action) == o.Action {
			views = append(views, string(b.Scope))
		}
	}
	switch {
	case len(views) > 0:
		r.fault(action(o), feed.Nearest(o.Action, here), config.ProblemPlace, o.Action, "no action %q in the view %q, only in: %s", o.Action, o.View, strings.Join(views, ", "))
	case o.View == "":
		r.fault(action(o), feed.Nearest(o.Action, all), config.ProblemUnknown, o.Action, "no action %q", o.Action)
	default:
		r.fault(action(o), cmp.Or(feed.Nearest(o.Action, here), feed.Nearest(o.Action, all)), config.ProblemUnknown, o.Action, "no action %q", o.Action)
	}
}

// findClashes finds keys with two actions in one view.
func (r *rebinder) findClashes() {
	type spot struct {
		scope Scope
		key   string
	}
	taken := map[spot]int{}
	for i, b := range r.bindings {
		for _, name := range b.Keys {
			at := spot{b.Scope, name}
			first, clash := taken[at]
			if !clash {
				taken[at] = i
				continue
			}
			mine, other := i, first
			if m, o := r.from[i], r.from[first]; cmp.Or(cmp.Compare(m.Line, o.Line), cmp.Compare(m.Column, o.Column)) < 0 {
				mine, other = first, i
			}
			r.fault(key(r.from[mine], name), "", config.ProblemTaken, name+" = "+string(r.bindings[other].Action), "%q is %s in the view %q already, and cannot be %s too: give one of them another key",
				name, r.bindings[other].Action, b.Scope, r.bindings[mine].Action)
		}
	}
}

// findTraps finds views that no key would lead out of.
func (r *rebinder) findTraps() {
	out := map[Scope]bool{}
	last := map[Scope]config.Rebinding{}
	for i, b := range r.bindings {
		if !slices.Contains([]Action{Back, Cancel, Quit, Palette, Wire}, b.Action) {
			continue
		}
		if len(b.Keys) > 0 && (b.Action != Wire || b.Scope == Wiring) {
			out[b.Scope] = true
		}
		if o, ok := r.from[i]; ok && (o.Line > last[b.Scope].Line || o.Line == last[b.Scope].Line && o.Column > last[b.Scope].Column) {
			last[b.Scope] = o
		}
	}
	for _, s := range Scopes() {
		if o, changed := last[s]; changed && !out[s] {
			r.fault(action(o), "", config.ProblemTrap, string(s), "no key would lead out of the view %q: leave one to back, cancel, quit or palette", s)
			return // the same line mostly does so to several
		}
	}
}

// field reports views in which whatever types a character is text.
func field(s Scope) bool {
	return slices.Contains([]Scope{Narrowing, Form, Command, Finding, Searching}, s)
}

// narrows reports views in which letters are text once one has been typed.
func narrows(s Scope) bool { return s == Picker || s == Catalogue }

// typesText reports a key that types a character.
func typesText(name string) bool {
	_, one := single(name)
	return one || name == "space"
}

// keyName is a key of the settings as Names gives it; for one that is not there
// it is empty, with the nearest that is. Words are taken in any case, and the
// modifiers in any order.
func keyName(text string) (name, near string) {
	if text == " " {
		return "space", ""
	}
	if r, one := single(text); one {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			return text, ""
		}
		return "", ""
	}
	mods, rest := modifiers(text)
	r, one := single(rest)
	if !one {
		rest = strings.ToLower(rest)
	}
	switch {
	case one && mods != "" && unicode.IsGraphic(r) && !unicode.IsSpace(r):
		return chord(mods, unicode.ToLower(r))
	case !one && faces()[rest] != "":
		return mods + rest, ""
	}
	if other := respelt(text); other != text {
		name, near = keyName(other)
		return "", cmp.Or(name, near)
	}
	if near = nearKey(rest); near != "" {
		near = mods + near
	}
	return "", near
}

// chord is keyName for modifiers with a letter or sign.
func chord(mods string, r rune) (name, near string) {
	if mods == "shift+" { // it types another character, and goes by that
		return "", string(shifted(r))
	}
	if near = sentAs(mods, r); near != "" {
		return "", near
	}
	return mods + string(r), ""
}

// sentAs is what terminals send for a chord with Ctrl where that is another
// key: ASCII has one number for Ctrl-I and Tab (ECMA-48, 5.2), and none for a
// letter that is not Latin; what goes by that is the key it stands on.
func sentAs(mods string, r rune) string {
	rest, ctrl := strings.CutPrefix(mods, "ctrl+")
	if !ctrl {
		return ""
	}
	if key := map[rune]string{'i': "tab", 'm': "enter", '[': "esc"}[r]; key != "" {
		return rest + key
	}
	for _, l := range Layouts() {
		if latin := l.latin(r); r > unicode.MaxASCII && latin != 0 {
			return mods + string(unicode.ToLower(latin))
		}
	}
	return ""
}

// respelt is a key in the words of the settings that was written as the help
// prints it, or as other programs have it: C-x, ctrl-x, ^x, <C-x>, M-x.
func respelt(text string) string {
	if len(text) > 2 && text[0] == '<' && text[len(text)-1] == '>' {
		text = text[1 : len(text)-1]
	}
	if rest, ok := strings.CutPrefix(text, "^"); ok && rest != "" {
		return "ctrl+" + rest
	}
	for _, s := range [][2]string{
		{"C-", "ctrl+"},
		{"c-", "ctrl+"},
		{"ctrl-", "ctrl+"},
		{"Ctrl-", "ctrl+"},
		{"M-", "alt+"},
		{"A-", "alt+"},
		{"alt-", "alt+"},
		{"Alt-", "alt+"},
		{"S-", "shift+"},
		{"shift-", "shift+"},
		{"Shift-", "shift+"},
	} {
		if rest, ok := strings.CutPrefix(text, s[0]); ok && rest != "" {
			return s[1] + respelt(rest)
		}
	}
	return text
}

// modifiers parts a key from its modifiers, in the order in which Names has
// them.
func modifiers(text string) (mods, rest string) {
	found := map[string]bool{}
	for again := true; again; {
		again = false
		for _, mod := range []string{"ctrl+", "alt+", "shift+"} {
			if len(text) > len(mod) && strings.EqualFold(text[:len(mod)], mod) {
				found[mod], text, again = true, text[len(mod):], true
			}
		}
	}
	for _, mod := range []string{"ctrl+", "alt+", "shift+"} {
		if found[mod] {
			mods += mod
		}
	}
	return mods, text
}

// nearKey is the key that a word mostly means.
func nearKey(word string) string {
	word = strings.TrimLeft(word, "-")
	also := map[string]string{
		"escape": "esc", "return": "enter", "cr": "enter", "del": "delete", "ins": "insert", "bs": "backspace",
		"pageup": "pgup", "page-up": "pgup", "pagedown": "pgdown", "page-down": "pgdown", "spacebar": "space",
	}
	if key := also[word]; key != "" {
		return key
	}
	names := slices.Concat(slices.Sorted(maps.Keys(faces())), slices.Sorted(maps.Keys(also)))
	near := feed.Nearest(word, names)
	return cmp.Or(also[near], near)
}

// Types reports whether the keyboard of a layout can type a key by one press:
// one that types a character goes by that, and not every sign is on every
// keyboard.
func (l Layout) Types(key string) bool {
	r, one := single(key)
	from, to := l.table().from, l.table().to
	if slices.Contains([]Layout{RU, UK, BE, KK}, l) {
		from, to = from+russian().from, to+russian().to
	}
	switch {
	case !one, strings.ContainsRune(from, r), strings.ContainsRune(to, r):
		return true
	case r > unicode.MaxASCII:
		return false
	case l == US, unicode.IsLetter(r):
		return true
	}
	// The signs that all of these keyboards have, and those of one.
	return strings.ContainsRune(`!"%()*+,-./:;=?\_0123456789`, r) || l == AZ && strings.ContainsRune("`~", r)
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = string(t)
	}
	return out
}
