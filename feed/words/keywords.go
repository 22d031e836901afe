package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortKeyword is the least number of letters of a keyword that is no
// abbreviation: shorter words are mostly those that only link others.
const shortKeyword = 4

// Keywords returns the words of a headline that say what it is about, each once
// and as a reader would type it: without those that only link, without numbers,
// months and days, and in small letters but for names and abbreviations. Nouns
// and names come first, as far as their endings tell; within that they stand in
// the order of the headline.
func Keywords(lang, title string) []string {
	names := map[string]bool{}
	for _, n := range Names(lang, title) {
		for w := range strings.FieldsSeq(n.Text) {
			names[w] = names[w] || n.Sure
		}
	}
	var first, last []string
	seen := map[string]bool{}
	for _, p := range headline(title) {
		if seen[p.fold] || !keyword(p) {
			continue
		}
		seen[p.fold] = true
		text := p.text
		if !names[text] && !abbreviation(text) {
			text = small(lang, text)
		}
		if !names[p.text] && describes(p.fold) {
			last = append(last, text)
		} else {
			first = append(first, text)
		}
	}
	return slices.Concat(first, last)
}

// keyword reports whether a word may say what a headline is about.
func keyword(p piece) bool {
	if abbreviation(p.text) {
		return true
	}
	return utf8.RuneCountInString(p.text) >= shortKeyword && !strings.ContainsFunc(p.text, unicode.IsDigit) &&
		!is(smallWords, p.fold) && !is(noNames, p.fold) && !is(linkingWords, p.fold) && !is(smallInTitles, p.fold) &&
		smallWord(p.fold) == "" && len(sharedWord(p.fold)) == 0
}

// small writes a word in small letters, by the rules of its language.
func small(lang, w string) string {
	if lang == "az" || lang == "tr" {
		return strings.ToLowerSpecial(unicode.TurkishCase, w)
	}
	return strings.ToLower(w)
}

// describes guesses from the ending of a folded word that it is a verb or an
// adjective. It only decides an order.
func describes(w string) bool {
	for _, end := range strings.Fields(describing) {
		if len(w) >= 2*len(end) && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

const (
	// describing are endings of verbs and adjectives that nouns seldom have.
	describing = "ый ой ая ые ого его ому ему ую юю ых ных ими ными ет ют ут ят ется ются ится ятся лся лась лись ать ять ить еть нул нула" +
		" ил ила или ал ала али acaq ecek ib ub mis mus dir dur iyor ildi ildi irlar ing ed ly"
	// linkingWords are words of four letters and more that only link others, or
	// say no more than that something is said.
	linkingWords = " чего чему если чтобы когда после перед через между более менее также только очень этот этой этого этом этих тоже него" +
		" могут может можно нужно будет будут были было быть стал стала стали стало свои своих свой свою своего который которые которая" +
		" которых против около вместо среди почему какой какие какая сколько лишь даже всех весь всего теперь снова один одна одного" +
		" года году годы годов дней день часов часа мира стоит словам ждет ждут дома заявил заявила заявили сообщил сообщила сообщили рассказал рассказала" +
		" назвал назвала завтра сегодня вчера неделе недели первый новый новая новые новых" +
		" ucun haqqinda sonra evvel qeder olan olub oldu olacaq eden edir etdi edib gore ile yeni daha kimi hansi nece niye bugun dunen" +
		" sabah deyib bildirib aciqlayib icin sonra once gibi olarak oldu olan eden etti nasil neden bugun yarin aciklama" +
		" some many much have been will would could should their they them this that these those there here more most over says said when where which" +
		" while your just like what make makes first today tomorrow yesterday week year years "
)
