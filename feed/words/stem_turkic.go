package words

import (
	"strings"
	"unicode/utf8"
)

// turkic is how endings are cut off a folded word of Azerbaijani or Turkish.
// Both put ending after ending, and folding has made e of ə and i of ı, so that
// of the four vowels of an ending two are left. What makes another word stays
// on: -çı, -lı, -lıq, -sız.
//
// The Snowball algorithm of Turkish is of no use for this: it needs the vowels
// that folding takes, and öğretmen and öğretmenler come to different stems.
type turkic struct {
	endings map[byte][]ending // by their last letter, the longer before the shorter
	// whole are words from which nothing is cut: they end as if they had an
	// ending, or are so short that only here they are known for words.
	whole map[string]bool
}

// ending is one ending and what must stand before it.
type ending struct {
	text  string
	least int // letters that stay
	after side
}

// verbal are endings of verbs: what stands before one is the stem of the verb,
// and başla- loses no -la.
const verbal = " acaq ecek acak yib yub yir yur ib ub ir ur mis mus di du maq mek mak iyor uyor "

// never is more letters than a word has: an ending with it is only cut off whole
// words.
const never = 99

// side is what the last letter before an ending is.
type side int8

const (
	anything side = iota
	vowel
	consonant
	closed  // a vowel but o, after which -nu is seldom an ending: rayon-u
	narrow  // i or u, as of a possessive
	passive // l, n or s, as of the stem of a passive or reciprocal verb
	// open is a or e, or the end of a word for a person in -çı: after another i
	// or u, -si is more often the end of a word in -ış with a possessive.
	open
)

func (s side) fits(base string) bool {
	last := base[len(base)-1:]
	switch s {
	case vowel:
		return strings.Contains(vowels, last)
	case consonant:
		return !strings.Contains(vowels, last)
	case closed:
		return strings.Contains("aeiu", last)
	case narrow:
		return strings.Contains("iu", last)
	case passive:
		return strings.Contains("lns", last)
	case open:
		return strings.Contains("ae", last) || strings.HasSuffix(base, "ci") || strings.HasSuffix(base, "cu")
	}
	return true
}

// vowels are those of a folded Latin word.
const vowels = "aeiou"

// stem cuts ending after ending off w, the outermost first, until none is left:
// copula, cases, possessives, plural, or the commonest endings of verbs.
func (t turkic) stem(w string) string {
	for !t.whole[w] && !strings.HasSuffix(w, "stan") {
		end := t.last(w)
		w = w[:len(w)-len(end)]
		if end == "" || is(verbal, end) {
			break
		}
	}
	return softened(w)
}

// last returns the ending to be cut off w: one that leaves a whole word, else
// the longest, or "".
func (t turkic) last(w string) string {
	longest := ""
	for _, e := range t.endings[w[len(w)-1]] {
		base, ok := strings.CutSuffix(w, e.text)
		switch {
		case !ok || base == "":
		case t.whole[base]:
			return e.text
		case longest == "" && utf8.RuneCountInString(base) >= e.least && e.after.fits(base):
			longest = e.text
		}
	}
	return longest
}

// softened writes the last letter of a word as it is before a vowel: uşaq and
// uşağı, çörək and çörəyi, köpek and köpeği.
func softened(w string) string {
	base, last := w[:max(0, len(w)-1)], w[max(0, len(w)-1):]
	if len(w) < 4 || !vowel.fits(base) || !strings.ContainsAny(base[:len(base)-1], vowels) {
		return w
	}
	switch last {
	case "q", "k":
		return base + "g"
	case "y": // as Azerbaijani has it
		if strings.HasSuffix(base, "e") || strings.HasSuffix(base, "i") {
			return base + "g"
		}
	}
	return w
}

func stemAzerbaijani(w string) string { return turkic{azEndings, azWhole}.stem(w) }

// azEndings are the endings of Azerbaijani.
var azEndings = map[byte][]ending{
	'a': {{"nda", 3, narrow}, {"yla", 3, vowel}, {"da", 3, anything}, {"la", 3, consonant}, {"na", 3, narrow}, {"ya", 3, vowel}, {"a", 3, consonant}},
	'b': {{"yib", 3, vowel}, {"yub", 3, vowel}, {"ib", 3, consonant}, {"ub", 3, consonant}},
	'e': {{"nde", 3, narrow}, {"yle", 3, vowel}, {"de", 3, anything}, {"le", 3, consonant}, {"ne", 3, narrow}, {"ye", 3, vowel}, {"e", 3, consonant}},
	'i': {
		{"masi", 3, passive},
		{"mesi", 3, passive},
		{"daki", 3, anything},
		{"deki", 3, anything},
		{"ni", 3, vowel},
		{"si", 3, open},
		{"di", 3, passive},
		{"i", 3, consonant},
	},
	'k': {{"ecek", 3, anything}, {"mek", 3, passive}},
	'n': {
		{"ndan", 3, narrow},
		{"nden", 3, narrow},
		{"nin", 2, vowel},
		{"nun", 2, closed},
		{"dan", 3, anything},
		{"den", 3, anything},
		{"in", 3, consonant},
		{"un", 3, consonant},
		{"an", 3, consonant},
		{"en", 3, consonant},
		{"yun", never, vowel},
	},
	'q': {{"acaq", 3, anything}, {"maq", 3, passive}},
	'r': {
		{"lar", 2, anything},
		{"ler", 2, anything},
		{"dir", 4, anything},
		{"dur", 4, anything},
		{"yir", 3, vowel},
		{"yur", 3, vowel},
		{"ir", 4, passive},
		{"ur", 4, passive},
	},
	's': {{"mis", 3, passive}, {"mus", 3, passive}},
	'u': {{"nu", 3, closed}, {"su", 3, open}, {"du", 3, passive}, {"u", 3, consonant}, {"yu", never, vowel}},
	'z': {{"imiz", 3, consonant}, {"umuz", 3, consonant}, {"miz", 3, vowel}, {"muz", 3, vowel}},
}

// azWhole are whole words of Azerbaijani.
var azWhole = set("susa baku su ev maas il is ay ile ise baki qanun qadin sakin yaxin teyin derin zengin butun uzun oyun qoyun putin stalin" +
	" hemin yeqin gelin polis ofis servis meclis virus avtobus kampus status kurs dollar meydan vetendas mektub sahib katib qalib terkib" +
	" teleb nazir vezir kend kendir turkiye rusiya suriya almaniya fransa italiya ispaniya partiya dunya olke kuce hadise mesele mese gence xeste sobe" +
	" qala ordu hava dava ana ata ara sira yeni eski ali ucun kimi gore sonra indi iki yeddi zaman insan elan plan iran liman orman ferman roman vetan veten dusmen suni cenub musahibe musahide numayende sehid qonsu erazi ehali siyahi gemi qayda metro kino avto avro video foto radio" +
	" bolge idare vergi secki sergi xalca netice komissiya federasiya konstitusiya sanksiya delegasiya investisiya" +
	" avropa asiya amerika afrika gurcustan ermenistan azerbaycan qazaxistan ozbekistan ukrayna kanada")

// stemTurkish knows besides that kitap is kitab- before a vowel.
func stemTurkish(w string) string {
	w = turkic{trEndings, trWhole}.stem(w)
	if base, ok := strings.CutSuffix(w, "p"); ok && len(base) > 2 && vowel.fits(base) {
		return base + "b"
	}
	return w
}

// trEndings are the endings of Turkish.
var trEndings = map[byte][]ending{
	'a': {
		{"nda", 3, narrow},
		{"yla", 3, vowel},
		{"da", 3, anything},
		{"ta", 3, consonant},
		{"la", 3, consonant},
		{"na", 3, narrow},
		{"ya", 3, vowel},
		{"a", 3, consonant},
	},
	'e': {
		{"nde", 3, narrow},
		{"yle", 3, vowel},
		{"de", 3, anything},
		{"te", 3, consonant},
		{"le", 3, consonant},
		{"ne", 3, narrow},
		{"ye", 3, vowel},
		{"e", 3, consonant},
	},
	'i': {
		{"masi", 3, passive},
		{"mesi", 3, passive},
		{"ndaki", 3, narrow},
		{"ndeki", 3, narrow},
		{"daki", 3, anything},
		{"deki", 3, anything},
		{"taki", 3, consonant},
		{"teki", 3, consonant},
		{"ni", 3, narrow},
		{"yi", 3, vowel},
		{"si", 3, open},
		{"di", 3, passive},
		{"i", 3, consonant},
	},
	'k': {{"acak", 3, anything}, {"ecek", 3, anything}, {"mak", 3, passive}, {"mek", 3, passive}},
	'n': {
		{"ndan", 3, narrow},
		{"nden", 3, narrow},
		{"nin", 2, vowel},
		{"nun", 2, closed},
		{"dan", 3, anything},
		{"den", 3, anything},
		{"tan", 3, consonant},
		{"ten", 3, consonant},
		{"in", 3, consonant},
		{"un", 3, consonant},
		{"yun", never, vowel},
	},
	'r': {
		{"lar", 2, anything},
		{"ler", 2, anything},
		{"dir", 4, anything},
		{"dur", 4, anything},
		{"tir", 4, consonant},
		{"tur", 4, consonant},
		{"iyor", 3, consonant},
		{"uyor", 3, consonant},
		{"ir", 4, passive},
		{"ur", 4, passive},
	},
	's': {{"mis", 3, passive}, {"mus", 3, passive}},
	'u': {{"nu", 3, narrow}, {"yu", 3, vowel}, {"su", 3, open}, {"du", 3, passive}, {"u", 3, consonant}},
	'z': {{"imiz", 3, consonant}, {"umuz", 3, consonant}, {"miz", 3, vowel}, {"muz", 3, vowel}},
}

// trWhole are whole words of Turkish.
var trWhole = set("susa baki su ev is ay yil gun ile ise kadin oyun yangin yakin butun uzun derin zengin sakin gelin putin stalin" +
	" polis ofis servis meclis virus otobus kampus dolar meydan vatandas ulke turkiye rusya suriye almanya fransa italya ispanya dunya parti" +
	" ordu hava dava ana ata ara sira yeni eski ali icin gibi gore sonra simdi iki yedi zaman insan plan iran liman orman roman alman vatan kaza saldiri yalan ramazan sultan cati liste seviye hafta hasta usta posta pazartesi cumartesi metro sinema" +
	" baku secim seckin bakan baskan ogretmen secmen gocmen uzman savas maas ates gunes arkadas kardes yoldas bolge okul ekonomi belediye hastane vergi sergi irak asya avrupa amerika afrika kanada ukrayna gurcistan ermenistan azerbaycan")
