package lang

import (
	"fmt"
	"strings"
)

// Plain are the words of the reader that prints lines.
type Plain struct {
	Greeting string // the first line
	Prompt   string // before what is typed
	// First heads a list from its beginning: how many are shown, of how many; so
	// do the lines of a choice say how many are unread.
	// Further heads a page of it: from, to, of how many.
	First, Further string
	Everything     string // what is shown without a filter
	// More ends a page of an article: which page, of how many; MoreNews one of
	// a list. Nothing and End answer Enter where there is no more of either.
	More, MoreNews, Nothing, End string
	Asking                       string // a refresh begins that was asked for
	Came                         string // a refresh in the background brought something: what
	Rising                       string // a topic that rises, as it is listed
	// What is asked for where a letter stands alone.
	ChooseRubric, ChooseTopic, ChooseSource, NoTopics string
	Which                                             string // a letter that needs a number: the letter
	NoNumber                                          string // no headline has the number
	NoSuchLink                                        string // no link has the number
	NoStory                                           string // none is open yet
	NoRubric, NoTopic, NoSource                       string // a name that is none
	Unknown, UnknownNear                              string // what was typed; the nearest command
	NotInLines                                        string // an action that needs a screen: its description
	Formats                                           string // what may stand behind the letter that saves
	NoBrowser                                         string // before an address, where no browser opened
	// BestFirst is the order of the answer to a search, Wider what to do when it
	// is empty. Present tells what is listed, Typed how that is typed; Searched
	// stands above the last searches.
	BestFirst, Wider, Present, Typed, Searched string
	ChooseView, NoViews                        string // what is asked for below the views; there are none
	NoView                                     string // a number or name that is none
	ChooseMute, ChooseWatch                    string // below what a rule can be made of: the number of the story
	NoChoice                                   string // a number that is none of those
	Watched                                    string // a sign of a headline: a rule points it out
	// Help is what can be typed, and what it does, in order.
	Help [26][2]string
	// Names are words for commands, by the id of their action, several parted
	// by blanks.
	Names map[string]string
}

// HelpLines are the commands of the reader that prints lines: what is typed,
// and what it does.
func (w Words) HelpLines() [][2]string { return w.Plain.Help[:] }

// Heading heads a page of a list: «с 13 по 24 из 63, Экономика, 12
// непрочитанных».
func (w Words) Heading(from, to, total, unread int, what string) string {
	text := fmt.Sprintf(w.Plain.Further, w.Number(from), w.Number(to), w.Number(total))
	if from <= 1 {
		text = fmt.Sprintf(w.Plain.First, w.Number(to), w.Number(total))
	}
	if what == "" {
		what = w.Plain.Everything
	}
	text += ", " + what
	if unread > 0 {
		text += ", " + w.count(unread, w.plurals.Unread)
	}
	return text
}

// Tallied is one line of a choice: number, name, how many are unread of how
// many; rising marks a topic that rises.
func (w Words) Tallied(n int, name string, unread, total int, rising bool) string {
	text := fmt.Sprintf("%d. %s, "+w.Plain.First, n, plain(name), w.count(unread, w.plurals.Unread), w.Number(total))
	if rising {
		text = fmt.Sprintf(w.Plain.Rising, text)
	}
	return text
}

// Command finds the action that a word names, in this language or in English;
// it returns its id, or "" and the nearest word there is, if any.
func (w Words) Command(word string, fold func(string) string) (id string, words []string) {
	word = fold(word)
	for _, names := range []map[string]string{w.Plain.Names, englishNames()} {
		for id, list := range names {
			for name := range strings.FieldsSeq(list) {
				if fold(name) == word {
					return id, nil
				}
				words = append(words, name)
			}
		}
	}
	return "", words
}

func russianPlain() Plain {
	return Plain{
		Greeting:   "rubrika. Знак ? перечисляет команды.",
		Prompt:     "Команда:",
		First:      "%s из %s",
		Further:    "с %s по %s из %s",
		Everything: "все новости",
		More:       "Enter: дальше, страница %s из %s", MoreNews: "Enter: дальше",
		Nothing: "Больше заголовков нет; g начинает сначала.", End: "Конец статьи.",
		Asking:       "Источники запрошены, ответ придёт строкой.",
		Came:         "%s; g показывает список заново.",
		Rising:       "%s, набирает силу",
		ChooseRubric: "Наберите c и номер или название; c 0 показывает все рубрики.",
		ChooseTopic:  "Наберите t и номер или название темы.",
		ChooseSource: "Наберите F и номер или название источника; добавляет источник команда rubrika add АДРЕС.",
		NoTopics:     "Сейчас ни одна тема не выделяется; наберите t и название.",
		Which:        "Какую? Наберите номер: %s 3.",
		NoNumber:     "В списке нет номера %s; наберите один из тех, что в нём есть.",
		NoSuchLink:   "В статье нет ссылки %s; их номера стоят в конце текста.",
		NoStory:      "Статья ещё не открыта; наберите номер из списка.",
		NoRubric:     "%s: такой рубрики нет; c перечисляет все.",
		NoTopic:      "%s: такого номера нет; t перечисляет темы.",
		NoSource:     "%s: такого источника нет; F перечисляет все.",
		Unknown:      "%s: такой команды нет; ? перечисляет все.",
		UnknownNear:  "%s: такой команды нет. Может быть, «%s»? Знак ? перечисляет все.",
		NotInLines:   "Построчно этого сделать нельзя: %s. Знак ? перечисляет команды.",
		Formats:      "%s: такого вида нет; бывают m (Markdown), h (веб-страница) и t (текст).",
		NoBrowser:    "Адрес: %s",
		BestFirst:    "сначала самое подходящее", Wider: "Искать везде: // и слова.",
		Present: "Сейчас: %s.", Typed: "Набирается так: %s", Searched: "Искали раньше:",
		ChooseView: "Наберите V и номер или название; V + и название сохраняет показанное, V - и номер убирает.",
		NoViews:    "Подборок и правил пока нет; V + и название сохраняет показанное, M и номер новости скрывает похожее.",
		NoView:     "%s: такой подборки нет; V перечисляет все.",
		ChooseMute: "Наберите M %s и номер строки, и такие новости будут скрыты.", ChooseWatch: "Наберите W %s и номер строки, и такие новости будут на примете.",
		Watched:  "на примете",
		NoChoice: "%s: такой строки нет; наберите номер одной из этих.",
		Help:     russianHelp(),
		Names:    russianNames(),
	}
}

func russianHelp() [26][2]string {
	return [26][2]string{
		{"12", "открыть заголовок 12"},
		{"Enter, n", "дальше: страница статьи или списка"},
		{"b", "предыдущая страница списка"},
		{"g", "список заново, с новыми"},
		{"J, j", "следующая непрочитанная, просто следующая"},
		{"K, k", "предыдущая непрочитанная, просто предыдущая"},
		{"c, c экономика", "рубрики, одна рубрика; c -спорт исключает; 0: все рубрики"},
		{"t, t ОТГ", "темы, одна тема"},
		{"F, F 2", "источники, новости одного"},
		{"/ слова", "поиск в показанном: слова в любых формах, \"точные слова\", or, has:video since:2d, -слово"},
		{"// слова, /, C", "поиск везде; каков отбор и что искали раньше; снять отбор"},
		{"V, V 2, V +имя", "подборки и правила; показать одно; сохранить показанное; V -2 убирает"},
		{"M 3, W 3, M 3 2", "что в новости 3 можно скрыть, за чем следить; выбрать 2"},
		{"u", "все, непрочитанные, со звездой"},
		{"s", "порядок: новые, старые, по мере поступления"},
		{"m, m 3-7", "прочитано или нет: открытая, с 3 по 7"},
		{"f, f 3", "звезда поставлена или снята"},
		{"A", "всё показанное прочитано"},
		{"z, Z", "отменить, вернуть отменённое"},
		{"o, o 3", "открыть в браузере"},
		{"l 2", "открыть в браузере ссылку 2 статьи"},
		{"y, L, e, x", "адрес, другой язык, почему эта рубрика, полный текст"},
		{"S, S 3 h", "сохранить: m Markdown, h веб-страница, t текст"},
		{"p 3, P 3", "проиграть приложенное; передать своей программе"},
		{"r, R", "обновить источник, все источники"},
		{"q", "выйти"},
	}
}

func russianNames() map[string]string {
	return map[string]string{
		"open": "открыть читать", "page-down": "дальше ещё", "page-up": "назад", "top": "список новые заново",
		"next-item": "следующая", "prev-item": "предыдущая", "next-unread": "следующая-непрочитанная", "prev-unread": "предыдущая-непрочитанная",
		"filter": "рубрика рубрики категория", "topics": "тема темы", "sources": "источник источники", "find": "отбор поиск",
		"views": "подборки правила", "mute-this": "скрыть", "switch-rule": "следить",
		"clear-filter": "сброс", "unread": "непрочитанные", "sort": "порядок", "toggle-read": "прочитано отметить", "star": "звезда",
		"read-all": "всё-прочитано", "undo": "отменить", "redo": "вернуть", "browser": "браузер", "link-1": "ссылка",
		"copy-url": "адрес", "versions": "язык", "why": "почему", "full-text": "текст", "save": "сохранить", "play": "проиграть", "pipe": "передать", "refresh": "источник-обновить",
		"refresh-all": "обновить", "help": "помощь команды", "quit": "выход выйти",
	}
}

func azerbaijaniPlain() Plain {
	return Plain{
		Greeting:   "rubrika. ? işarəsi əmrləri sadalayır.",
		Prompt:     "Əmr:",
		First:      "%s, cəmi %s",
		Further:    "%s–%s, cəmi %s",
		Everything: "bütün xəbərlər",
		More:       "Enter: davamı, səhifə %s, cəmi %s", MoreNews: "Enter: davamı",
		Nothing: "Başqa başlıq yoxdur; g əvvəldən başlayır.", End: "Məqalənin sonu.",
		Asking:       "Mənbələrə sorğu göndərildi, cavab bir sətirlə gələcək.",
		Came:         "%s; g siyahını yenidən göstərir.",
		Rising:       "%s, gündəmə gəlir",
		ChooseRubric: "c və nömrə, yaxud ad yazın; c 0 bütün rubrikaları göstərir.",
		ChooseTopic:  "t və nömrə, yaxud mövzunun adını yazın.",
		ChooseSource: "F və nömrə, yaxud mənbənin adını yazın; yeni mənbə: rubrika add ÜNVAN.",
		NoTopics:     "İndi önə çıxan mövzu yoxdur; t və ad yazın.",
		Which:        "Hansını? Nömrəni yazın: %s 3.",
		NoNumber:     "Siyahıda %s nömrəsi yoxdur; siyahıdakı nömrələrdən birini yazın.",
		NoSuchLink:   "Məqalədə %s keçidi yoxdur; keçidlərin nömrələri mətnin sonundadır.",
		NoStory:      "Hələ məqalə açılmayıb; siyahıdan nömrə yazın.",
		NoRubric:     "%s: belə rubrika yoxdur; c hamısını sadalayır.",
		NoTopic:      "%s: belə nömrə yoxdur; t mövzuları sadalayır.",
		NoSource:     "%s: belə mənbə yoxdur; F hamısını sadalayır.",
		Unknown:      "%s: belə əmr yoxdur; ? hamısını sadalayır.",
		UnknownNear:  "%s: belə əmr yoxdur. Bəlkə «%s»? ? işarəsi hamısını sadalayır.",
		NotInLines:   "Sətirlərlə bu mümkün deyil: %s. ? işarəsi əmrləri sadalayır.",
		Formats:      "%s: belə növ yoxdur; m (Markdown), h (veb-səhifə) və t (mətn) var.",
		NoBrowser:    "Ünvan: %s",
		BestFirst:    "əvvəl ən uyğunlar", Wider: "Hər yerdə axtarmaq üçün: // və sözlər.",
		Present: "İndi: %s.", Typed: "Belə yazılır: %s", Searched: "Əvvəl axtarılanlar:",
		ChooseView: "V və nömrə, yaxud ad yazın; V + və ad göstəriləni saxlayır, V - və nömrə götürür.",
		NoViews:    "Seçmə və qayda hələ yoxdur; V + və ad göstəriləni saxlayır, M və xəbərin nömrəsi bənzərlərini gizlədir.",
		NoView:     "%s: belə seçmə yoxdur; V hamısını sadalayır.",
		ChooseMute: "M %s və sətrin nömrəsini yazın, belə xəbərlər gizlədiləcək.", ChooseWatch: "W %s və sətrin nömrəsini yazın, belə xəbərlər izləniləcək.",
		Watched:  "izlənir",
		NoChoice: "%s: belə sətir yoxdur; bunlardan birinin nömrəsini yazın.",
		Help:     azerbaijaniHelp(),
		Names:    azerbaijaniNames(),
	}
}

func azerbaijaniHelp() [26][2]string {
	return [26][2]string{
		{"12", "12-ci başlığı açmaq"},
		{"Enter, n", "davamı: məqalənin və ya siyahının səhifəsi"},
		{"b", "siyahının əvvəlki səhifəsi"},
		{"g", "siyahı yenidən, yenilərlə"},
		{"J, j", "növbəti oxunmamış, sadəcə növbəti"},
		{"K, k", "əvvəlki oxunmamış, sadəcə əvvəlki"},
		{"c, c iqtisadiyyat", "rubrikalar, bir rubrika; c -idman istisna edir; 0: bütün rubrikalar"},
		{"t, t TDT", "mövzular, bir mövzu"},
		{"F, F 2", "mənbələr, birinin xəbərləri"},
		{"/ sözlər", "göstəriləndə axtarış: sözlər istənilən formada, \"dəqiq sözlər\", or, has:video since:2d, -söz"},
		{"// sözlər, /, C", "hər yerdə axtarış; süzgəc necədir, əvvəl nə axtarılıb; süzgəci götürmək"},
		{"V, V 2, V +ad", "seçmələr və qaydalar; birini göstərmək; göstəriləni saxlamaq; V -2 götürür"},
		{"M 3, W 3, M 3 2", "3-cü xəbərdə nəyi gizlətmək, nəyi izləmək olar; 2-ni seçmək"},
		{"u", "hamısı, oxunmamış, ulduzlu"},
		{"s", "sıra: yenilər, köhnələr, gəldiyi kimi"},
		{"m, m 3-7", "oxunub və ya yox: açıq xəbər, 3-dən 7-yə"},
		{"f, f 3", "ulduz qoymaq və ya götürmək"},
		{"A", "göstərilənlərin hamısı oxundu"},
		{"z, Z", "geri almaq, yenidən etmək"},
		{"o, o 3", "brauzerdə açmaq"},
		{"l 2", "məqalənin 2-ci keçidini brauzerdə açmaq"},
		{"y, L, e, x", "ünvan, başqa dil, niyə bu rubrika, tam mətn"},
		{"S, S 3 h", "saxlamaq: m Markdown, h veb-səhifə, t mətn"},
		{"p 3, P 3", "əlavə edilmiş səsi və ya videonu oynatmaq; öz proqramına ötürmək"},
		{"r, R", "mənbəni, bütün mənbələri yeniləmək"},
		{"q", "çıxmaq"},
	}
}

func azerbaijaniNames() map[string]string {
	return map[string]string{
		"open": "aç oxu", "page-down": "davamı", "page-up": "geri", "top": "siyahı yenilər",
		"next-item": "növbəti", "prev-item": "əvvəlki", "next-unread": "növbəti-oxunmamış", "prev-unread": "əvvəlki-oxunmamış",
		"filter": "rubrika rubrikalar", "topics": "mövzu mövzular", "sources": "mənbə mənbələr", "find": "süzgəc seçim axtar",
		"views": "seçmələr qaydalar", "mute-this": "gizlət", "switch-rule": "izlə",
		"clear-filter": "sıfırla", "unread": "oxunmamış", "sort": "sıra", "toggle-read": "oxunub", "star": "ulduz",
		"read-all": "hamısı-oxundu", "undo": "geri-al", "redo": "yenidən", "browser": "brauzer", "link-1": "keçid",
		"copy-url": "ünvan", "versions": "dil", "why": "niyə", "full-text": "mətn", "save": "saxla", "play": "oynat", "pipe": "ötür", "refresh": "mənbəni-yenilə",
		"refresh-all": "yenilə", "help": "kömək əmrlər", "quit": "çıx çıxış",
	}
}

func englishPlain() Plain {
	return Plain{
		Greeting:   "rubrika. The sign ? lists the commands.",
		Prompt:     "Command:",
		First:      "%s of %s",
		Further:    "%s to %s of %s",
		Everything: "all news",
		More:       "Enter: more, page %s of %s", MoreNews: "Enter: more",
		Nothing: "There are no more headlines; g begins anew.", End: "End of the story.",
		Asking:       "The sources are being asked; a line will tell.",
		Came:         "%s; g shows the list anew.",
		Rising:       "%s, rising",
		ChooseRubric: "Type c and a number or a name; c 0 shows all rubrics.",
		ChooseTopic:  "Type t and a number or the name of a topic.",
		ChooseSource: "Type F and a number or the name of a source; rubrika add ADDRESS adds one.",
		NoTopics:     "No topic stands out now; type t and a name.",
		Which:        "Which one? Type its number: %s 3.",
		NoNumber:     "The list has no number %s; type one that is in it.",
		NoSuchLink:   "The story has no link %s; their numbers stand at the end of the text.",
		NoStory:      "No story is open yet; type a number from the list.",
		NoRubric:     "%s: there is no such rubric; c lists them all.",
		NoTopic:      "%s: there is no such number; t lists the topics.",
		NoSource:     "%s: there is no such source; F lists them all.",
		Unknown:      "%s: there is no such command; ? lists them all.",
		UnknownNear:  "%s: there is no such command. Did you mean “%s”? The sign ? lists them all.",
		NotInLines:   "This cannot be done in lines: %s. The sign ? lists the commands.",
		Formats:      "%s: there is no such format; there are m (Markdown), h (web page) and t (text).",
		NoBrowser:    "Address: %s",
		BestFirst:    "best first", Wider: "To search everywhere: // and words.",
		Present: "Now: %s.", Typed: "It is typed so: %s", Searched: "Searched for before:",
		ChooseView: "Type V and a number or a name; V + and a name keeps what is listed, V - and a number takes one away.",
		NoViews:    "There are no views or rules yet; V + and a name keeps what is listed, M and the number of a story hides what is like it.",
		NoView:     "%s: there is no such view; V lists them all.",
		ChooseMute: "Type M %s and the number of a line, and such stories are muted.", ChooseWatch: "Type W %s and the number of a line, and such stories are watched.",
		Watched:  "watched",
		NoChoice: "%s: there is no such line; type the number of one of these.",
		Help:     englishHelp(),
		Names:    englishNames(),
	}
}

// englishNames are understood in every language.
func englishHelp() [26][2]string {
	return [26][2]string{
		{"12", "open headline 12"},
		{"Enter, n", "more: the next page of the story or the list"},
		{"b", "the page of the list before"},
		{"g", "the list anew, with what came"},
		{"J, j", "the next unread story, just the next"},
		{"K, k", "the unread story before, just the one before"},
		{"c, c economy", "rubrics, one rubric; c -sport leaves it out; 0: all rubrics"},
		{"t, t OTS", "topics, one topic"},
		{"F, F 2", "sources, the news of one"},
		{"/ words", "search what is listed: words in all their forms, \"exact words\", or, has:video since:2d, -word"},
		{"// words, /, C", "search everywhere; what the filter is and what was searched for; take it off"},
		{"V, V 2, V +name", "views and rules; show one; keep what is listed; V -2 takes one away"},
		{"M 3, W 3, M 3 2", "what of story 3 can be muted, or watched; choose 2"},
		{"u", "all, unread, starred"},
		{"s", "order: newest, oldest, as they came"},
		{"m, m 3-7", "read or unread: the open story, 3 to 7"},
		{"f, f 3", "star, or take the star away"},
		{"A", "mark all shown as read"},
		{"z, Z", "undo, do again"},
		{"o, o 3", "open in the browser"},
		{"l 2", "open link 2 of the story in the browser"},
		{"y, L, e, x", "address, other language, why this rubric, whole text"},
		{"S, S 3 h", "save: m Markdown, h web page, t text"},
		{"p 3, P 3", "play what comes with the story; into a program of your own"},
		{"r, R", "refresh the source, all sources"},
		{"q", "quit"},
	}
}

func englishNames() map[string]string {
	return map[string]string{
		"open": "open read", "page-down": "next more", "page-up": "back", "top": "list new",
		"next-item": "following", "prev-item": "previous", "next-unread": "next-unread", "prev-unread": "previous-unread",
		"filter": "rubric rubrics category", "topics": "topic topics", "sources": "source sources", "find": "filter search",
		"views": "views rules", "mute-this": "mute", "switch-rule": "watch",
		"clear-filter": "clear", "unread": "unread", "sort": "sort order", "toggle-read": "mark", "star": "star",
		"read-all": "mark-all", "undo": "undo", "redo": "redo", "browser": "browser", "link-1": "link",
		"copy-url": "address", "versions": "language", "why": "why", "full-text": "text", "save": "save", "play": "play", "pipe": "pipe", "refresh": "refresh-source",
		"refresh-all": "refresh", "help": "help", "quit": "quit exit",
	}
}
