package lang

import (
	"fmt"
	"strings"
	"time"
)

// Seek are the words of the search: its field, its list, and what it says where
// it finds nothing.
type Seek struct {
	Label      string // before the field
	Within     string // what is searched: the filter in words
	Here       string // the same where there is no room for the filter
	Everywhere string // all that is stored is searched
	NoFilter   string // why there is nothing to widen

	Found Forms  // how many stories there are
	Past  string // heading of what was searched for before
	Ways  string // heading of examples
	// Examples are things to type, and what they find.
	Examples [6][2]string

	Unindexed string // how many stories no search finds yet: number

	Newest string // the answer begins with the newest, and not with the weightiest

	Nothing   string // what was searched for
	Widen     string // key that searches everywhere
	Rubrics   string // key that takes the rubric off
	Unread    string // key that shows more than the unread ones
	Perhaps   string // a word that is known
	Unquote   string // words in quotes stand as they are
	Otherwise string // key that changes the words
	Shorter   string // where nothing else helps

	Matches               Forms  // how many there are on a page
	FirstMatch, LastMatch string // no match further on
	NotSearching          string // why there are no matches
	NoPast                string // nothing was searched for before
	NoProposal            string // nothing to complete

	Hints SeekHints
	// Fields are the fields of a filter by their names, Marks the values of is:.
	Fields map[string]string
	Marks  map[string]string
}

// SeekHints are the words beside the keys of the field.
type SeekHints struct{ Search, Keep, Cancel, Past, Take, Everywhere, Here string }

// Found counts what a search has found: «Нашлось 12 новостей».
func (w Words) Found(n int) string { return w.count(n, w.Seek.Found) }

// Matches counts what was searched for on a page: «12 совпадений».
func (w Words) Matches(n int) string { return w.count(n, w.Seek.Matches) }

// Searched says that a search found nothing, and what to do about it.
func (w Words) Searched(text string, ways ...string) [2]string {
	return [2]string{fmt.Sprintf(w.Seek.Nothing, plain(text)), strings.Join(ways, " · ")}
}

// Stamp is a time in at most seven cells: «12:36» today, else the date, or the
// month of another year.
func (w Words) Stamp(t, now time.Time) string {
	switch {
	case days(t, now) == 0:
		return w.Clock(t)
	case t.Year() == now.Year():
		return w.Short(t)
	}
	return t.Format("01.2006")
}

func russianSeek() Seek {
	return Seek{
		Label: "поиск", Within: "в отборе: %s", Here: "в отборе", Everywhere: "везде",
		NoFilter: "Отбора нет: поиск и так идёт везде",
		Found:    Forms{"Нашлась %s новость", "Нашлось %s новости", "Нашлось %s новостей", "Нашлось %s новостей"},
		Past:     "Недавно искали", Ways: "Как искать",
		Examples: [6][2]string{
			{"страхование", "слово в любой форме, имя — и в другом алфавите"},
			{"\"точные слова\"", "именно так и рядом"},
			{"страхов*", "всё, что так начинается"},
			{"title:бюджет -спорт", "бюджет в заголовке, спорта нет нигде"},
			{"rubric:economy since:2d", "рубрика, последние два дня"},
			{"(нефть or газ) lang:az", "одно из слов, только на одном языке"},
		},
		Newest: "сначала новые", Unindexed: "ещё не в указателе: %s",
		Nothing: "Ничего не нашлось: %s",
		Widen:   "%s — искать везде", Rubrics: "%s — во всех рубриках", Unread: "%s — и среди прочитанного",
		Perhaps: "может быть, «%s»?", Unquote: "без кавычек слова найдутся в любой форме", Otherwise: "%s — изменить слова", Shorter: "попробуйте другое слово или только его начало",
		Matches:    Forms{"%s совпадение", "%s совпадения", "%s совпадений", "%s совпадений"},
		FirstMatch: "Это первое совпадение", LastMatch: "Это последнее совпадение",
		NotSearching: "сначала найдите что-нибудь", NoPast: "Прежних поисков нет", NoProposal: "Подсказать нечего",
		Hints: SeekHints{Search: "поиск", Keep: "показать", Cancel: "отменить", Past: "прежние", Take: "взять", Everywhere: "везде", Here: "в отборе"},
		Fields: map[string]string{
			"rubric": "рубрика", "section": "рубрика издания", "source": "источник", "lang": "язык", "tag": "тег", "topic": "тема",
			"author": "автор", "is": "отметка", "has": "с чем", "since": "не раньше", "until": "до", "title": "в заголовке",
		},
		Marks: map[string]string{
			"read": "прочитанные", "unread": "непрочитанные", "starred": "избранное", "unstarred": "без звезды",
			"muted": "скрытые правилами", "unmuted": "не скрытые", "watched": "на примете", "unwatched": "не на примете",
		},
	}
}

func azerbaijaniSeek() Seek {
	return Seek{
		Label: "axtarış", Within: "süzgəcdə: %s", Here: "süzgəcdə", Everywhere: "hər yerdə",
		NoFilter: "Süzgəc yoxdur, onsuz da hər yerdə axtarılır",
		Found:    Forms{Other: "%s xəbər tapıldı"},
		Past:     "Son axtarışlar", Ways: "Necə axtarmalı",
		Examples: [6][2]string{
			{"sığorta", "söz istənilən formada, ad başqa əlifbada da"},
			{"\"dəqiq sözlər\"", "məhz belə və yanaşı"},
			{"sığort*", "belə başlayan hər şey"},
			{"title:büdcə -idman", "büdcə başlıqda, idman heç yerdə"},
			{"rubric:economy since:2d", "rubrika, son iki gün"},
			{"(neft or qaz) lang:ru", "sözlərdən biri, yalnız bir dildə"},
		},
		Newest: "əvvəl yenilər", Unindexed: "hələ indekslənməyib: %s",
		Nothing: "Heç nə tapılmadı: %s",
		Widen:   "%s — hər yerdə axtar", Rubrics: "%s — bütün rubrikalarda", Unread: "%s — oxunmuşlarda da",
		Perhaps: "bəlkə «%s»?", Unquote: "dırnaqsız sözlər istənilən formada tapılar", Otherwise: "%s — sözləri dəyiş", Shorter: "başqa söz və ya yalnız sözün əvvəlini yazın",
		Matches:    Forms{Other: "%s uyğunluq"},
		FirstMatch: "Bu, ilk uyğunluqdur", LastMatch: "Bu, son uyğunluqdur",
		NotSearching: "əvvəlcə nəsə axtarın", NoPast: "Əvvəlki axtarış yoxdur", NoProposal: "Təklif yoxdur",
		Hints: SeekHints{Search: "axtarış", Keep: "göstər", Cancel: "imtina", Past: "əvvəlkilər", Take: "götür", Everywhere: "hər yerdə", Here: "süzgəcdə"},
		Fields: map[string]string{
			"rubric": "rubrika", "section": "nəşrin rubrikası", "source": "mənbə", "lang": "dil", "tag": "etiket", "topic": "mövzu",
			"author": "müəllif", "is": "qeyd", "has": "nə ilə", "since": "bu vaxtdan", "until": "bu vaxtadək", "title": "başlıqda",
		},
		Marks: map[string]string{
			"read": "oxunmuşlar", "unread": "oxunmamışlar", "starred": "seçilmişlər", "unstarred": "ulduzsuzlar",
			"muted": "qayda ilə gizlədilənlər", "unmuted": "gizlədilməyənlər", "watched": "izlənənlər", "unwatched": "izlənməyənlər",
		},
	}
}

func englishSeek() Seek {
	return Seek{
		Label: "search", Within: "within: %s", Here: "within", Everywhere: "everywhere",
		NoFilter: "There is no filter: everything is searched already",
		Found:    Forms{One: "%s story found", Other: "%s stories found"},
		Past:     "Searched lately", Ways: "How to search",
		Examples: [6][2]string{
			{"insurance", "a word in all its forms, a name in other alphabets too"},
			{"\"exact words\"", "as they stand, side by side"},
			{"insur*", "whatever begins so"},
			{"title:budget -sport", "budget in the headline, sport nowhere"},
			{"rubric:economy since:2d", "a rubric, the last two days"},
			{"(oil or gas) lang:az", "one of the words, in one language"},
		},
		Newest: "newest first", Unindexed: "not indexed yet: %s",
		Nothing: "Nothing found: %s",
		Widen:   "%s searches everywhere", Rubrics: "%s takes in all rubrics", Unread: "%s takes in what you have read",
		Perhaps: "perhaps “%s”?", Unquote: "without quotes, words are found in all their forms", Otherwise: "%s changes the words", Shorter: "try another word, or only how it begins",
		Matches:    Forms{One: "%s match", Other: "%s matches"},
		FirstMatch: "This is the first match", LastMatch: "This is the last match",
		NotSearching: "search for something first", NoPast: "Nothing was searched for before", NoProposal: "Nothing to propose",
		Hints: SeekHints{Search: "search", Keep: "show", Cancel: "cancel", Past: "earlier", Take: "take", Everywhere: "everywhere", Here: "within"},
		Fields: map[string]string{
			"rubric": "rubric", "section": "the paper's own rubric", "source": "source", "lang": "language", "tag": "tag", "topic": "topic",
			"author": "author", "is": "mark", "has": "with", "since": "not before", "until": "before", "title": "in the headline",
		},
		Marks: map[string]string{
			"read": "read", "unread": "unread", "starred": "starred", "unstarred": "without a star",
			"muted": "hidden by rules", "unmuted": "not hidden", "watched": "watched", "unwatched": "not watched",
		},
	}
}
