package lang

import (
	"fmt"

	"rubrika/feed"
)

// Desk are the words of what the views share: prompts and notices on the
// bottom line, hints, and why something cannot be done now.
type Desk struct {
	SaveAs     string // before the formats and their keys
	Markdown   string // the formats
	Page       string
	Text       string
	Sorts      [4]string // by feed.Sort
	On, Off    string    // pictures
	Preview    [2]string // shown, hidden
	Look       string    // the theme that is on
	Hints      DeskHints
	Why        DeskWhy
	Offline    [2]string // nothing is stored and no network: key that tries again
	NoneOn     [2]string // nothing on these topics: topics; key that clears
	Quiet      [2]string // the wire has brought nothing yet
	Everywhere string    // palette group of what works in another view: view
}

// DeskHints are hints of the new views: one or two words in lower case.
type DeskHints struct{ Actions, Hold, Flow, Leave, Find, Choose string }

// DeskWhy says why an action cannot be done now.
type DeskWhy struct {
	Elsewhere  string // view it works in
	NoStory    string
	NoNews     string // nothing is shown
	Narrow     string // least columns
	Terminal   string // the terminal shows no pictures
	NotFinding string // nothing was looked for
	NoLinks    string
	NoSource   string
	NoFilter   string
}

func russianDesk() Desk {
	return Desk{
		SaveAs: "Сохранить:", Markdown: "Markdown", Page: "веб-страница", Text: "текст",
		Sorts: [4]string{"Сначала новые", "Сначала старые", "По мере поступления", "Сначала самое подходящее"},
		On:    "Картинки показываются", Off: "Картинки не показываются",
		Preview: [2]string{"Статья рядом со списком", "Только список"},
		Look:    "Оформление: %s",
		Hints:   DeskHints{Actions: "действия", Hold: "придержать", Flow: "пустить", Leave: "к списку", Find: "найти", Choose: "выполнить"},
		Why: DeskWhy{
			Elsewhere: "в другом виде: %s", NoStory: "новость не выбрана", NoNews: "список пуст",
			Narrow: "нужно окно шириной не меньше %d колонок", Terminal: "этот терминал не показывает картинок",
			NotFinding: "сначала найдите слово", NoLinks: "на странице нет ссылок", NoSource: "источник не выбран", NoFilter: "отбор не задан",
		},
		Offline:    [2]string{"Нет ни сети, ни сохранённых новостей.", "%s попробует ещё раз"},
		NoneOn:     [2]string{"Сейчас нет новостей на тему: %s.", "%s снова покажет всё"},
		Quiet:      [2]string{"Лента пока молчит.", "Новые заголовки появятся здесь сами."},
		Everywhere: "Другие виды: %s",
	}
}

func azerbaijaniDesk() Desk {
	return Desk{
		SaveAs: "Saxla:", Markdown: "Markdown", Page: "veb-səhifə", Text: "mətn",
		Sorts: [4]string{"Əvvəl yenilər", "Əvvəl köhnələr", "Gəldiyi kimi", "Əvvəl ən uyğunlar"},
		On:    "Şəkillər göstərilir", Off: "Şəkillər göstərilmir",
		Preview: [2]string{"Məqalə siyahının yanındadır", "Yalnız siyahı"},
		Look:    "Tərtibat: %s",
		Hints:   DeskHints{Actions: "əməliyyatlar", Hold: "saxla", Flow: "burax", Leave: "siyahıya", Find: "axtar", Choose: "icra et"},
		Why: DeskWhy{
			Elsewhere: "başqa görünüşdə: %s", NoStory: "xəbər seçilməyib", NoNews: "siyahı boşdur",
			Narrow: "pəncərə ən azı %d sütun olmalıdır", Terminal: "bu terminal şəkil göstərmir",
			NotFinding: "əvvəlcə söz axtarın", NoLinks: "səhifədə keçid yoxdur", NoSource: "mənbə seçilməyib", NoFilter: "süzgəc yoxdur",
		},
		Offline:    [2]string{"Şəbəkə yoxdur, saxlanmış xəbər də hələ yoxdur.", "%s bir də yoxlayar"},
		NoneOn:     [2]string{"Bu mövzuda indi xəbər yoxdur: %s.", "%s yenidən hamısını göstərər"},
		Quiet:      [2]string{"Lent hələ susur.", "Yeni başlıqlar burada özləri görünəcək."},
		Everywhere: "Başqa görünüşlər: %s",
	}
}

func englishDesk() Desk {
	return Desk{
		SaveAs: "Save as:", Markdown: "Markdown", Page: "web page", Text: "text",
		Sorts: [4]string{"Newest first", "Oldest first", "As they came", "Best matches first"},
		On:    "Pictures are shown", Off: "Pictures are not shown",
		Preview: [2]string{"The story stands beside the list", "Only the list"},
		Look:    "Theme: %s",
		Hints:   DeskHints{Actions: "actions", Hold: "hold", Flow: "let flow", Leave: "to the list", Find: "find", Choose: "do it"},
		Why: DeskWhy{
			Elsewhere: "in another view: %s", NoStory: "no story is selected", NoNews: "the list is empty",
			Narrow: "the window must have at least %d columns", Terminal: "this terminal shows no pictures",
			NotFinding: "look for a word first", NoLinks: "the page has no links", NoSource: "no source is selected", NoFilter: "there is no filter",
		},
		Offline:    [2]string{"There is no network, and nothing is stored yet.", "%s tries again"},
		NoneOn:     [2]string{"There is no news now on: %s.", "%s shows everything again"},
		Quiet:      [2]string{"The wire is silent so far.", "New headlines will show up here by themselves."},
		Everywhere: "Other views: %s",
	}
}

// SortedBy names an order of the list.
func (w Words) SortedBy(s feed.Sort) string { return w.Desk.Sorts[s] }

// LookIs names the theme that is on.
func (w Words) LookIs(name string) string { return fmt.Sprintf(w.Desk.Look, name) }

// Elsewhere says that an action works in another view.
func (w Words) Elsewhere(view string) string { return fmt.Sprintf(w.Desk.Why.Elsewhere, w.views[view]) }

// TooNarrow says what width an action needs.
func (w Words) TooNarrow(columns int) string { return fmt.Sprintf(w.Desk.Why.Narrow, columns) }

// View names a view, by its scope of keys.
func (w Words) View(scope string) string { return w.views[scope] }

// NoNetwork is what an empty list says without a network; key tries again.
func (w Words) NoNetwork(key string) [2]string {
	return [2]string{w.Desk.Offline[0], fmt.Sprintf(w.Desk.Offline[1], key)}
}

// NoneOn is what a list says that has nothing on its topics; key clears the
// filter.
func (w Words) NoneOn(topics, key string) [2]string {
	return [2]string{fmt.Sprintf(w.Desk.NoneOn[0], topics), fmt.Sprintf(w.Desk.NoneOn[1], key)}
}

func englishDeskActions() map[string]string {
	return map[string]string{
		"topics":       "choose a topic",
		"sort":         "newest first → oldest first → as they came",
		"wire":         "the live wire, and back",
		"hold":         "hold the wire, or let it flow",
		"preview":      "the story beside the list",
		"zen":          "nothing but the text",
		"pictures":     "pictures on or off",
		"save":         "save as a file",
		"play":         "play what comes with it",
		"pipe":         "into a program of your own",
		"as-markdown":  "as Markdown",
		"as-html":      "as a web page",
		"as-text":      "as plain text",
		"find":         "find on this page",
		"next-match":   "next match",
		"prev-match":   "previous match",
		"scroll-left":  "a wide table to the left",
		"scroll-right": "a wide table to the right",
		"palette":      "all actions by name",
		"next-theme":   "the next theme",
	}
}

func russianDeskActions() map[string]string {
	return map[string]string{
		"topics":       "выбрать тему",
		"sort":         "новые → старые → по поступлению",
		"wire":         "лента в реальном времени и обратно",
		"hold":         "придержать ленту или пустить",
		"preview":      "статья рядом со списком",
		"zen":          "только текст",
		"pictures":     "показывать картинки или нет",
		"save":         "сохранить в файл",
		"play":         "проиграть приложенное",
		"pipe":         "передать своей программе",
		"as-markdown":  "как Markdown",
		"as-html":      "как веб-страницу",
		"as-text":      "как простой текст",
		"find":         "найти на странице",
		"next-match":   "следующее совпадение",
		"prev-match":   "предыдущее совпадение",
		"scroll-left":  "широкую таблицу влево",
		"scroll-right": "широкую таблицу вправо",
		"palette":      "все действия по названию",
		"next-theme":   "следующее оформление",
	}
}

func azerbaijaniDeskActions() map[string]string {
	return map[string]string{
		"topics":       "mövzu seçmək",
		"sort":         "əvvəl yenilər → köhnələr → gəldiyi kimi",
		"wire":         "canlı lent və geri",
		"hold":         "lenti saxlamaq və ya buraxmaq",
		"preview":      "siyahının yanında məqalə",
		"zen":          "yalnız mətn",
		"pictures":     "şəkillər görünsün və ya yox",
		"save":         "fayla saxlamaq",
		"play":         "əlavə edilmiş səsi və ya videonu oynatmaq",
		"pipe":         "öz proqramına ötürmək",
		"as-markdown":  "Markdown kimi",
		"as-html":      "veb-səhifə kimi",
		"as-text":      "sadə mətn kimi",
		"find":         "səhifədə axtarmaq",
		"next-match":   "növbəti uyğunluq",
		"prev-match":   "əvvəlki uyğunluq",
		"scroll-left":  "enli cədvəli sola",
		"scroll-right": "enli cədvəli sağa",
		"palette":      "bütün əməliyyatlar adı ilə",
		"next-theme":   "növbəti tərtibat",
	}
}
