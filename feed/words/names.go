package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name is a name that a headline mentions, as printed there.
type Name struct {
	Text string
	// Sure is false for what stands where every word is capitalised, at the
	// beginning of a sentence: it is a name only if it is met as one elsewhere.
	Sure bool
}

// longestName is how many words a name has: more is a list or a slogan.
const longestName = 4

// Names finds names in a headline: capitalised words, and runs of them, that
// are not capitalised for another reason. Headlines that are capitalised
// throughout tell nothing, and neither does a language that capitalises every
// noun (German) or a script without capitals. Months, days, rubrics, titles of
// office and single letters are no names.
func Names(lang, title string) []Name {
	if lang == "de" || lang == "lb" {
		return nil
	}
	list := headline(title)
	if shouted(lang, list) {
		return nil
	}
	var out []Name
	for i := 0; i < len(list); {
		n := run(list[i:])
		if n == 0 {
			i++
			continue
		}
		out = append(out, namesOf(list[i:i+n])...)
		i += n
	}
	return out
}

// piece is a word of a headline with what stands round it.
type piece struct {
	text string // without punctuation and parted endings
	fold string
	// starts: it begins a sentence; parted: no name runs on from the word
	// before it.
	starts, parted bool
}

// headline cuts a title into words.
func headline(title string) []piece {
	var out []piece
	starts, parted := true, true
	fields := strings.Fields(title)
	for i, field := range fields {
		core := strings.TrimFunc(field, notWord)
		if core == "" { // a dash, or a sign between sentences
			starts, parted = true, true
			continue
		}
		at := strings.Index(field, core)
		before, after := field[:at], field[at+len(core):]
		w := piece{text: uninflected(core), starts: starts, parted: parted || before != ""}
		w.fold = Fold(w.text)
		if strings.ContainsAny(before, "«“„\"‘'") && !namedInQuotes(fields[i:]) {
			w.starts = true
		}
		out = append(out, w)
		starts = strings.ContainsAny(after, ".!?…:;|")
		parted = after != "" || w.text != core
	}
	return out
}

// namedInQuotes reports whether what stands in the quotes that open the first
// field is a name and no sentence: each word is capitalised.
func namedInQuotes(fields []string) bool {
	for _, field := range fields[:min(len(fields), longestName)] {
		if !capital(strings.TrimLeftFunc(field, notWord)) {
			return false
		}
		if strings.ContainsAny(strings.TrimLeftFunc(field, notWord), "»”\"“") {
			return true
		}
	}
	return false
}

// capital reports whether a word begins with a capital.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// abbreviation reports a word of two to six capitals.
func abbreviation(w string) bool {
	n := 0
	for _, r := range w {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}

// shouted reports whether a headline is capitalised throughout. English and
// Turkish titles may be so but for their small words.
func shouted(lang string, list []piece) bool {
	for _, w := range list {
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsLower(r) {
			continue
		}
		if lang != "en" && lang != "tr" && lang != "" || utf8.RuneCountInString(w.text) > 2 && !is(smallInTitles, w.fold) {
			return false
		}
	}
	return true
}

// run is how many words from the first on are one run of capitalised words; a
// small word may link two of them («Bank of England»).
func run(list []piece) int {
	n := 0
	for i, w := range list {
		switch {
		case i > 0 && w.parted:
			return n
		case eligible(w):
			n = i + 1
		case n == 0 || n < i || !is(linking, w.fold):
			return n
		}
	}
	return n
}

// eligible reports whether a word may be part of a name.
func eligible(w piece) bool {
	return capital(w.text) && utf8.RuneCountInString(w.text) > 1 && !is(offices, w.fold) && !is(smallWords, w.fold) &&
		smallWord(w.fold) == "" && len(sharedWord(w.fold)) == 0
}

// namesOf are the names in a run. Where it begins a sentence its first word may
// be no part of it.
func namesOf(list []piece) []Name {
	var out []Name
	add := func(list []piece, sure bool) {
		if len(list) > longestName || len(list) == 1 && (is(noNames, list[0].fold) || utf8.RuneCountInString(list[0].text) < 3 && !abbreviation(list[0].text)) {
			return
		}
		parts := make([]string, len(list))
		for i, w := range list {
			parts[i] = w.text
		}
		out = append(out, Name{strings.Join(parts, " "), sure})
	}
	sure := !list[0].starts || abbreviation(list[0].text)
	add(list, sure)
	if rest := list[1:]; !sure && len(rest) > 0 && eligible(rest[0]) {
		add(rest, true)
	}
	return out
}

// is reports whether a folded word is in a list of words.
func is(list, w string) bool { return strings.Contains(list, " "+w+" ") }

const (
	// smallInTitles are words of three letters and more that titles in title
	// case do not capitalise.
	smallInTitles = " the and for but nor yet off via per out with from into over after amid about than that upon" +
		" ile icin gibi kadar veya ama daha "
	// smallWords are those that package words does not know otherwise: they
	// begin sentences and are part of no name.
	smallWords = " на из по за от до об для при без под над про что как кто где не но это все why how what when who bu ve yeni "
	// linking are words that stand inside of names.
	linking = " of de del della la van von der den bin ibn al el da di du "
	// offices are titles that stand before names.
	offices = " president minister secretary senator king queen pope judge mayor governor chancellor general premier pm mr mrs ms dr sir" +
		" prince princess prime foreign vice sen gov rep president-elect" +
		" cumhurbaskani basbakan bakan bakani baskan baskani vali valisi genel" +
		" prezident prezidenti nazir naziri bas sedri" +
		" президент премьер премьер-министр министр глава вице-премьер спикер госсекретарь "
	// noNames are words that languages capitalise though they name nothing of
	// the news: months and days, and what rubrics are called.
	noNames = " january february march april may june july august september october november december" +
		" monday tuesday wednesday thursday friday saturday sunday" +
		" ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik" +
		" pazartesi sali carsamba persembe cuma cumartesi pazar" +
		" yanvar fevral aprel iyun iyul avqust sentyabr oktyabr noyabr dekabr" +
		" bazar sebe senbe" +
		" январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь" +
		" января февраля марта апреля мая июня июля августа сентября октября ноября декабря" +
		" понедельник вторник среда четверг пятница суббота воскресенье" +
		" politics world economy business incidents society science technology tech sport sports culture education health" +
		" environment conflict lifestyle opinion news breaking live update exclusive video photo watch listen" +
		" политика мир экономика бизнес происшествия общество наука технологии спорт культура образование здоровье" +
		" экология конфликт стиль мнение мнения новости срочно видео фото молния эксклюзив" +
		" siyaset dunya iqtisadiyyat biznes hadise cemiyyet elm texnologiya idman medeniyyet tehsil saglamliq" +
		" ekologiya munaqise maqazin rey xeberler tecili foto video yenilenib" +
		" ekonomi gundem spor kultur egitim saglik teknoloji cevre gorus haber haberler sondakika "
)
