package words

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem/russian"
)

// stemRussian is Snowball with repairs for what it leaves apart though it is
// one word (рынок and рынка, Иран and Иране), or makes one though it is two
// (цена and ценный). They work on the stem, so that all forms of a word meet
// where one of them was moved.
func stemRussian(w string) string {
	if root := irregularRussian[w]; root != "" {
		return root
	}
	if base := noun(w); base != "" {
		return base
	}
	s := snowball(russian.Stem, w)
	if strings.HasSuffix(w, "иев") && utf8.RuneCountInString(s) < 4 {
		return w // Алиев, Гулиев: no plural of «али»
	}
	if strings.HasSuffix(s, "н") && strings.HasPrefix(w, s+"н") {
		return s + "н" // странный is not of страна, and the two н of тонна are its own
	}
	if base, ok := strings.CutSuffix(s, "нин"); ok && endsIn(base, "ая") {
		s = base + "н" // гражданин, граждане
	}
	return fleeting(verbless(s))
}

// noun returns the base of one of mistakenNouns of which w is a form, or "".
func noun(w string) string {
	base := w
	for range 4 {
		if mistakenNouns[base] {
			if end := w[len(base):]; end == "" || is(nounEndings, end) {
				return base
			}
		}
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
	}
	return ""
}

// verbless takes в, л and н off what looks like the past of a verb: Snowball has
// done it in канал, канала, состав and Иран, and not in каналом, состава and
// Иране. The vowel before goes too, as in случаю but not случая.
func verbless(s string) string {
	base := s
	if b, last := s[:max(0, len(s)-2)], s[max(0, len(s)-2):]; (last == "в" || last == "л" || last == "н") && endsIn(b, "ая") &&
		strings.ContainsAny(b[:len(b)-2], vowelsRussian) {
		base = b
	}
	if endsIn(base, "аео") && len(base) > 2*shortestStem {
		return base[:len(base)-2]
	}
	return base
}

// fleeting takes the vowel out of the last syllable of a stem where other forms
// of the word have none: рынок, ставок, отец, боец, палец, ветер, день.
func fleeting(s string) string {
	r := []rune(s)
	n := len(r)
	if n < 4 {
		return s
	}
	before, vowel, last := r[n-3], r[n-2], r[n-1]
	switch {
	case (last == 'к' || last == 'ц') && vowel == 'ь' && before == 'л':
		return string(r[:n-2]) + string(last) // пальца
	case vowel != 'е' && (vowel != 'о' || last != 'к'), !strings.ContainsRune("кцнлр", last):
		return s
	case strings.ContainsRune(vowelsRussian, before) && (last == 'к' || last == 'ц'):
		return string(r[:n-2]) + "й" + string(last) // бойца, копейка
	case strings.ContainsRune(vowelsRussian+"ьъй", before):
		return s
	}
	return string(r[:n-2]) + string(last)
}

func endsIn(s, letters string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	return size > 0 && strings.ContainsRune(letters, r)
}

const vowelsRussian = "аеиоуыэюя"

// shortestStem is how many letters stay when a vowel leaves a Russian stem.
const shortestStem = 3

// surname returns the other stem of a Russian surname: Snowball takes the -ов of
// Петров for the ending of a plural, and leaves it in Петрова and Петровым.
func surname(w, stem string) string {
	for _, ending := range []string{"ов", "ев"} {
		if strings.HasSuffix(w, ending) && !strings.HasSuffix(stem, ending) {
			return w
		}
		base, ok := strings.CutSuffix(stem, ending)
		if !ok || utf8.RuneCountInString(base) < 3 {
			continue
		}
		switch strings.TrimPrefix(w, stem) {
		case "а", "у", "е", "ы", "ым", "ой", "ых", "ыми":
			return stemRussian(stem)
		}
	}
	return ""
}

// irregularRussian are words of the news whose forms no rule unites, a line
// each: the stem, and the folded forms that come to it.
var irregularRussian = irregular(`
человек человек человека человеку человеком человеке человеки люди людей людям людьми людях
ребенк дети детей детям детьми детях
баку баку
шуша шуша шуши шуше шушу шушей
лед лед льда льду льдом льде льды льдов льдам льдами льдах
ден день дня дню днем дне дни дней дням днями днях
огн огонь
окн окон
врем время времени временем времена времен временам временами временах
имя имя имени именем имена имен именам именами именах
мать мать матери матерью матерей матерям матерями матерях
дочь дочь дочери дочерью дочерей дочерям дочерями дочерьми дочерях
друг друг друга другу другом друге друзья друзей друзьям друзьями друзьях
сын сын сына сыну сыном сыне сыновья сыновей сыновьям сыновьями сыновьях
лев лев льва льву львом льве львы львов львам львами львах
посол посол посла послу послом послы послов послам послами послах
после после
угл угол углом
церкв церковь церковью
любв любовь любовью
памят память памятью
печат печать печатью
письм писем
тюрьм тюрем
судьб судеб
свадьб свадеб
деньг денег
судья судья судьи судье судью судьей судей судьям судьями судьях
грузия грузия грузии грузию грузией
подпис подпишет подпишут
сказ скажет скажут
показ покажет покажут
отказ откажет откажут откажется откажутся
избр изберет изберут
взял возьмет возьмут взять
нач начнет начнут начнется начнутся
погиб погибла погибло погибли погибнуть погибнет погибнут погибший погибшие погибшего погибшей погибших погибшим погибшими
учение учение учения учений учению учением учении учениям учениями учениях
`)

// nounEndings are those of the cases of most nouns.
const nounEndings = " а у ом е ы ов ам ами ах ой ою ь я ю ем и ей ью ям ями ях й ев "

// mistakenNouns are bases of nouns some of whose forms Snowball takes for verbs
// or for other cases: кредит for «he kreds», Вьетнам for «to the vietns».
var mistakenNouns = set("кредит визит лимит дефицит профицит бандит аудит транзит гранит магнит депозит паразит монолит элит" +
	" режим максим иерусалим ибрагим обмен экзамен спортсмен бизнесмен конгрессмен рекордсмен джентльмен феномен домен байден бремен йемен арен елен" +
	" замен измен перемен перелом диплом симптом альбом атом синдром аэродром газпром ислам вьетнам аллах проблем систем прием объем подъем заем" +
	" остров харьков ростов тамбов женев автомобил израил михаил гавриил могил прибыл кита коре")
