package keys

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Layout names the national keyboard layout in use besides Latin. It decides
// what letters mean that sit on different keys in different countries (і is s
// in Ukraine, b in Belarus, 3 in Kazakhstan).
type Layout string

// The layouts that have a table. US stands for every other one; the 33
// Russian letters are understood under all of them.
const (
	US Layout = "us"
	RU Layout = "ru"
	AZ Layout = "az"
	TR Layout = "tr"
	UK Layout = "uk"
	BE Layout = "be"
	KK Layout = "kk"
)

// Layouts returns all of them.
func Layouts() []Layout { return []Layout{US, RU, AZ, TR, UK, BE, KK} }

// DetectLayout guesses the layout from a POSIX locale ("uk_UA.UTF-8") or a
// language tag ("kk-KZ"): US when the language has no table.
func DetectLayout(locale string) Layout {
	lang := locale
	if end := strings.IndexAny(locale, "_-.@"); end >= 0 {
		lang = locale[:end]
	}
	switch l := Layout(strings.ToLower(lang)); l {
	case RU, AZ, TR, UK, BE, KK:
		return l
	}
	return US
}

// pairs is a layout table: from[i] is what the key types that types to[i] in
// the us layout. Lower and upper case are listed one by one, for Ж is «:».
type pairs struct{ from, to string }

// table returns what l adds to the Russian letters. The tables follow the xkb
// symbol files of xkeyboard-config (az, tr, ua "winkeys", by, kz "basic").
func (l Layout) table() pairs {
	switch l {
	case AZ:
		return pairs{"üÜİöÖğĞıəƏçÇşŞ", `wWI[{]};'",<.>`}
	case TR:
		return pairs{"ıİğĞüÜşŞöÖçÇé", `i"[{]};:,<.>~`}
	case UK:
		return pairs{"іІїЇєЄґҐ", `sS]}'"\|`}
	case BE:
		return pairs{"іІўЎ", "bBoO"}
	case KK:
		// The digit row types letters and signs: the signs that stand for 1, 6
		// and 7 are the only ASCII ones in any table.
		return pairs{`"әіңғ,.үұқөһӘІҢҒҮҰҚӨҺ№`, "1234567890-=@#$%*()_+/"}
	}
	return pairs{}
}

// russian is the table of the 33 letters, valid under every layout.
func russian() pairs {
	return pairs{
		"ёЁ№йЙцЦуУкКеЕнНгГшШщЩзЗхХъЪфФыЫвВаАпПрРоОлЛдДжЖэЭяЯчЧсСмМиИтТьЬбБюЮ",
		"`~#qQwWeErRtTyYuUiIoOpP[{]}aAsSdDfFgGhHjJkKlL;:'\"zZxXcCvVbBnNmM,<.>",
	}
}

// find returns what stands across from r, or 0.
func find(r rune, from, to string) rune {
	n := 0
	for _, f := range from {
		if f == r {
			return []rune(to)[n]
		}
		n++
	}
	return 0
}

// latin returns the us key that types r under l, or 0 when r is not on a
// table.
func (l Layout) latin(r rune) rune {
	t := l.table()
	if to := find(r, t.from, t.to); to != 0 {
		return to
	}
	t = russian()
	return find(r, t.from, t.to)
}

// Latin returns what the keys that typed s under l type in the us layout:
// «тема» is "ntvf" under ru. What is on no table stays.
func (m *Map) Latin(s string) string {
	return strings.Map(func(r rune) rune {
		if to := m.layout.latin(r); to != 0 {
			return to
		}
		return r
	}, s)
}

// national returns what the us key r types under l, or 0 when it is the same
// or unknown.
func (l Layout) national(r rune) rune {
	t := l.table()
	if from := find(r, t.to, t.from); from != 0 {
		return from
	}
	t = russian()
	return find(r, t.to, t.from)
}

// shifted returns what the us key r types with Shift.
func shifted(r rune) rune {
	if s := find(r, "`1234567890-=[]\\;',./", "~!@#$%^&*()_+{}|:\"<>?"); s != 0 {
		return s
	}
	return unicode.ToUpper(r)
}

// Names turns a key press into the names a binding may know it by, the best
// first:
//
//  1. the text it typed, and nothing else when that is ASCII: Dvorak and
//     AZERTY stay what their letters say;
//  2. the key of the us layout, where the terminal told it (Kitty protocol);
//  3. the key by the table of the layout, then by the Russian one.
//
// Keys that type nothing have the name of their keystroke ("ctrl+d", "enter",
// "shift+tab"); a chord with a national letter goes by 2 and 3 likewise.
func Names(k tea.Key, l Layout) []string {
	if k.Text == "" {
		return chordNames(k, l)
	}
	if latinised(k) {
		return []string{textName(string(shifted(k.BaseCode)))}
	}
	r, one := single(k.Text)
	if !one {
		return []string{k.Text}
	}
	if r <= unicode.MaxASCII {
		if digit := l.latin(r); digit != 0 { // kk only
			return []string{string(digit), k.Text}
		}
		return []string{textName(k.Text)}
	}
	names := []string{k.Text}
	if base := k.BaseCode; base != 0 {
		if k.Mod.Contains(tea.ModShift) {
			base = shifted(base)
		}
		names = append(names, textName(string(base)))
	}
	if to := l.latin(r); to != 0 {
		names = append(names, string(to))
	}
	return names
}

// latinised reports a decoder fault (ultraviolet issue 122): without
// associated text, Shift and a national letter come as the text of the bare
// us key.
func latinised(k tea.Key) bool {
	return k.BaseCode != 0 && k.Mod.Contains(tea.ModShift) && k.Code > unicode.MaxASCII &&
		unicode.IsLetter(k.Code) && k.Text == string(k.BaseCode)
}

// chordNames names a press that typed no text.
func chordNames(k tea.Key, l Layout) []string {
	national := k.Code > unicode.MaxASCII && unicode.IsLetter(k.Code)
	base := k.BaseCode
	// Keystroke would prefer BaseCode, which is wrong for Dvorak.
	k.BaseCode = 0
	names := []string{k.Keystroke()}
	if !national {
		return names
	}
	for _, r := range []rune{base, l.latin(k.Code)} {
		if r != 0 {
			k.Code = r
			names = append(names, k.Keystroke())
		}
	}
	return names
}

func textName(text string) string {
	if text == " " {
		return "space"
	}
	return text
}

// single returns the only rune of s.
func single(s string) (rune, bool) {
	var first rune
	for i, r := range s {
		if i > 0 {
			return 0, false
		}
		first = r
	}
	return first, first != 0
}

// NonLatin reports whether a press shows that a layout of another script is
// on: from then on hints and help name the keys as this keyboard types them.
func NonLatin(k tea.Key) bool {
	r, one := single(k.Text)
	if !one {
		r = k.Code
	}
	return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
}
