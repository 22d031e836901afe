package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed/page"
	"rubrika/feed/words"
)

// Bounds on lists of names: no page of the site comes near them, and the work
// on a line grows with them.
const (
	maxNames     = 40
	maxName      = 200 // bytes
	maxNameWords = 5
	maxLexicon   = 20_000
)

// separator is what may stand between the names of a line. Copies as text
// mostly have lost it and leave a blank.
var separator = regexp.MustCompile(`\s*[·•|;,#]\s*|\s*\t\s*|[ \x{a0}]{2,}`)

// lexicon is the text of a page as evidence for which words belong together.
type lexicon struct {
	lang  string
	words []lexeme
}

// lexeme is a word of a text.
type lexeme struct {
	stem  string
	upper bool // begins with a capital letter
	joint bool // only a blank stands between it and the word before
}

// newLexicon reads the texts of a page.
func newLexicon(lang string, texts ...string) lexicon {
	l := lexicon{lang: lang}
	for _, text := range texts {
		joint := false
		for w := range strings.FieldsSeq(text) {
			head := strings.TrimLeftFunc(w, notLetter)
			core := strings.TrimRightFunc(head, notLetter)
			if core == "" || len(l.words) == maxLexicon {
				joint = false
				continue
			}
			l.words = append(l.words, lexeme{l.stem(core), isUpper(core), joint && len(head) == len(w)})
			joint = len(core) == len(head)
		}
	}
	return l
}

// stem leaves Azerbaijani words whole: same knows where in a name one of their
// endings may be.
func (l lexicon) stem(w string) string {
	if l.lang == "az" {
		return words.Fold(w)
	}
	return words.Stem(l.lang, words.Fold(w))
}

// has reports whether the words stand next to each other in the text, in any
// of their forms, and the first with a capital letter.
func (l lexicon) has(list ...string) bool {
	stems := make([]string, len(list))
	for i, w := range list {
		stems[i] = l.stem(w)
	}
	for i := range l.words {
		if l.words[i].upper && l.at(i, stems) {
			return true
		}
	}
	return false
}

func (l lexicon) at(i int, stems []string) bool {
	for n, stem := range stems {
		if i+n >= len(l.words) || n > 0 && !l.words[i+n].joint || !l.same(l.words[i+n].stem, stem, n == len(stems)-1) {
			return false
		}
	}
	return true
}

// same compares stems. Endings of Azerbaijani only follow the word, and in a
// name the last one.
func (l lexicon) same(text, word string, last bool) bool {
	if text == word {
		return true
	}
	rest, ok := strings.CutPrefix(text, word)
	return ok && last && l.lang == "az" && len(word) >= 4 && utf8.RuneCountInString(rest) <= 5
}

// splitTags cuts a line of tags. Where only blanks part them, words are one tag
// that are a topic of the page or stand together in its text as a name;
// «пенсии в Азербайджане» is one for its preposition.
func splitTags(line string, topics []string, l lexicon) []string {
	if separator.MatchString(strings.Trim(line, " #,;")) {
		return names(separator.Split(line, maxNames))
	}
	list := strings.Fields(line)
	list = list[:min(len(list), maxNames)]
	var out []string
	for len(list) > 0 {
		n := min(maxNameWords, len(list))
		for n > 1 && !isTag(list[:n], topics, l) {
			n--
		}
		for n+1 < len(list) && isJoint(list[n]) {
			n += 2
		}
		out = append(out, strings.Join(list[:n], " "))
		list = list[n:]
	}
	return names(out)
}

func isTag(list, topics []string, l lexicon) bool {
	whole := words.Fold(strings.Join(list, " "))
	return slices.ContainsFunc(topics, func(t string) bool { return words.Fold(t) == whole }) ||
		isUpper(list[0]) && l.has(list...)
}

// splitTopics cuts a strip of topics. Where only blanks part them, a capital
// letter begins a topic, with the exceptions of goesOn.
func splitTopics(line string, l lexicon) []string {
	line = strings.TrimSpace(line)
	if separator.MatchString(line) {
		return names(separator.Split(line, maxNames))
	}
	var out []string
	var topic []string
	list := strings.Fields(line)
	for _, w := range list[:min(len(list), maxNames*maxNameWords)] {
		if len(topic) > 0 && !goesOn(topic, w, l) {
			out = append(out, strings.Join(topic, " "))
			topic = nil
		}
		topic = append(topic, w)
	}
	return names(append(out, strings.Join(topic, " ")))
}

// goesOn guesses whether a topic goes on with the next word: with a small
// letter; after a preposition; where the page's text has both together; with a
// name after a name or an adjective; in Russian with an abbreviation after a
// common noun («Лига чемпионов УЕФА»), unless the page uses it alone or its
// number makes it an event («WUF13»).
func goesOn(topic []string, w string, l lexicon) bool {
	last := topic[len(topic)-1]
	switch {
	case !isUpper(w) || isJoint(last):
		return true
	case isAbbreviation(w):
		return l.lang == "ru" && !isUpper(last) && !strings.ContainsAny(w, "0123456789") && !l.has(w)
	case isAbbreviation(last) || !isUpper(last):
		return false
	}
	return l.has(append(slices.Clone(topic), w)...) || isSurname(w) || l.attribute(last, w)
}

// attribute reports that two words with capital letters make one name by
// their form: an adjective before its noun in Russian («Южный Кавказ»), a noun
// with the ending of belonging after another in Azerbaijani («Çempionlar
// Liqası»), and any two in English, where each word of a name has one.
func (l lexicon) attribute(word, next string) bool {
	ends := func(s string, endings ...string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(strings.ToLower(s), e) })
	}
	switch l.lang {
	case "ru":
		return ends(word, "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
	case "az":
		return ends(next, "ı", "i", "u", "ü")
	}
	return l.lang == "en" && !isSurname(word)
}

// isSurname knows the endings of most surnames of the region.
func isSurname(w string) bool {
	w = words.Fold(w)
	return utf8.RuneCountInString(w) > 4 && slices.ContainsFunc([]string{
		"ов", "ев", "ин", "ова", "ева", "ина", "ский", "ская", "заде", "оглу", "швили", "дзе", "янц", "ян",
		"ov", "ev", "ova", "eva", "zade", "oglu", "lı", "li", "yan",
	}, func(e string) bool { return strings.HasSuffix(w, words.Fold(e)) })
}

// isAbbreviation reports «ОТГ», «WUF13», «СМИ».
func isAbbreviation(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

func isUpper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// names lets names through the door, each once; labels («Теги:») are none.
func names(list []string) []string {
	var out []string
	for _, s := range list {
		s = page.Line(strings.Trim(page.Line(s), "#,; "))
		if s != "" && len(s) <= maxName && !strings.HasSuffix(s, ":") && len(out) < maxNames && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
