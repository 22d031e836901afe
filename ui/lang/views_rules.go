package lang

import (
	"fmt"
	"strings"

	"rubrika/feed"
)

// Views are the words of saved views and rules: the screen that lists them,
// the form they are changed in, and the choice of what of a story is muted.
type Views struct {
	Title                  string    // of the screen
	Saved, Watched, Hidden string    // the groups
	None                   [3]string // an empty group: keys that add one, here and in the list
	NoneSaved              string    // the same in the category filter: key that saves
	Unread                 string    // how many of them are unread: number
	Everything             string    // the filter that selects all
	Bar                    string    // a view that stands in the row of rubrics
	Declared               string    // a view of the settings file
	Pending                string    // a rule that is still being applied
	Form                   ViewForm
	Rule                   RuleWords
	Hints                  ViewHints
	Notices                ViewNotices
	Alert                  ViewAlert
	muted, watched         string // what a filter asks for: as Notices.ShowUnread
	inTitle, or            string // of a word in quotes; between alternatives
	counts                 viewCounts
}

// ViewForm are the words of the form of a view.
type ViewForm struct {
	Add, Edit                 string // titles
	Name, Kind, Filter, Place string // fields
	Kinds                     [3]string
	InRow, InList             string // values of Place
	NameHint, FilterHint      string
	Looking                   string // the stories are being counted
	NoName, NoFilter          string // faults
	Taken                     string // another one has the name
	Save                      string // a hint: as Hints
}

// RuleWords are the words of the choice of what of a story a rule is made of.
type RuleWords struct {
	Mute, Watch                                  string // titles
	Word, Section, Rubric, Source, Topic, Author string // what is offered: its name
	Stories                                      string // heads how many stored stories each selects
}

// ViewHints stand beside keys: as Hints.
type ViewHints struct{ Open, Add, Edit, Mute, Watch string }

// ViewNotices are what the bottom line says.
type ViewNotices struct {
	Saved    [3]string // by kind: name
	Removed  [3]string // by kind: name
	Declared string    // what the settings file says is changed there: name
	None     string    // nothing is selected
	Unruly   string    // nothing of this story a rule could be made of
}

// ViewAlert is what a notification of the terminal says.
type ViewAlert struct {
	Title string
	More  string // how many more there are: number
}

// viewCounts are sentences that count.
type viewCounts struct {
	Muted   Forms // after a rule was made: stories it hid
	Watched Forms // stories it points out
	Selects Forms // in the form: what the filter selects
	Would   Forms // in the form: what a rule will hide
}

// ViewGroup names a kind of view as the groups of the screen do; ViewKind as
// the form does.
func (w Words) ViewGroup(k feed.ViewKind) string {
	return [...]string{w.Views.Saved, w.Views.Watched, w.Views.Hidden}[kindAt(k)]
}

// ViewKind names a kind of view in the form.
func (w Words) ViewKind(k feed.ViewKind) string { return w.Views.Form.Kinds[kindAt(k)] }

// NoViews says that there is none of a kind, and the keys that add one: here,
// and in the list of headlines.
func (w Words) NoViews(k feed.ViewKind, here, list string) string {
	return fmt.Sprintf(w.Views.None[kindAt(k)], here, list)
}

// ViewUnread is «24 непроч.».
func (w Words) ViewUnread(n int) string {
	return strings.Replace(w.Views.Unread, "%s", w.Number(n), 1)
}

// kindAt is the place of a kind in tables: views, watched, muted.
func kindAt(k feed.ViewKind) int {
	switch k {
	case feed.ViewWatch:
		return 1
	case feed.ViewMute:
		return 2
	}
	return 0
}

// ViewSaved says that a view was saved; for a rule n is how many stories it
// applies to, and -1 where nobody counted them.
func (w Words) ViewSaved(v feed.View, n int) string {
	switch {
	case v.Kind == feed.ViewMute && n >= 0:
		return w.count(n, w.Views.counts.Muted)
	case v.Kind == feed.ViewWatch && n >= 0:
		return w.count(n, w.Views.counts.Watched)
	}
	return w.About(w.Views.Notices.Saved[kindAt(v.Kind)], v.Name)
}

// ViewRemoved says that a view was taken away.
func (w Words) ViewRemoved(v feed.View) string {
	return w.About(w.Views.Notices.Removed[kindAt(v.Kind)], v.Name)
}

// Selects says in a form what a filter selects: how many stories, which a rule
// that mutes would hide, and the filter in words.
func (w Words) Selects(k feed.ViewKind, n int, filter string) string {
	forms := w.Views.counts.Selects
	if k == feed.ViewMute {
		forms = w.Views.counts.Would
	}
	text := w.count(n, forms)
	if filter != "" {
		text += ": " + filter
	}
	return text
}

// Alert is the text of a notification: the headline, and how many stories more
// are meant.
func (w Words) Alert(title string, more int) string {
	if title = plain(title); title == "" {
		title = w.Untitled
	}
	if more > 0 {
		title += " " + strings.Replace(w.Views.Alert.More, "%s", w.Number(more), 1)
	}
	return title
}

func russianViews() Views {
	return Views{
		Title: "Подборки и правила", Saved: "Подборки", Watched: "На примете", Hidden: "Скрытое",
		None: [3]string{
			"пока нет; %s добавит, а %s в списке сохранит то, что показано",
			"пока ничего; %s добавит правило, а %s в списке — по выбранной новости",
			"пока ничего; %s добавит правило, а %s в списке скроет похожее на новость",
		},
		NoneSaved: "Подборок пока нет; %s в списке сохранит то, что он показывает.",
		Unread:    "%s непроч.", Everything: "все новости", Bar: "в ряду рубрик", Declared: "из файла настроек", Pending: "применяется…",
		Form: ViewForm{
			Add: "Новая подборка или правило", Edit: "Подборка или правило",
			Name: "Название", Kind: "Что делать", Filter: "Отбор", Place: "Место",
			Kinds: [3]string{"подборка: показывать по просьбе", "следить: отмечать знаком", "скрывать"},
			InRow: "в ряду рубрик", InList: "только в списке подборок",
			NameHint:   "Коротко: так она будет называться в ряду рубрик",
			FilterHint: "слово, \"точные слова\", начало*, rubric:economy, source:…, topic:…, -слово",
			Looking:    "считаю…",
			NoName:     "Нужно название.", NoFilter: "Нужен отбор: слово или поле, например topic:Каспий.",
			Taken: "Такое название уже есть.",
			Save:  "сохранить",
		},
		Rule: RuleWords{
			Mute: "Скрывать похожее", Watch: "Следить за похожим",
			Word: "слово «%s» в заголовке", Section: "рубрика издания «%s»", Rubric: "рубрика «%s»",
			Source: "источник «%s»", Topic: "тема «%s»", Author: "автор: %s", Stories: "новостей",
		},
		Hints: ViewHints{Open: "показать", Add: "добавить", Edit: "изменить", Mute: "скрыть", Watch: "следить"},
		Notices: ViewNotices{
			Saved:    [3]string{"Подборка сохранена: %s", "Правило сохранено: %s", "Правило сохранено: %s"},
			Removed:  [3]string{"Подборка убрана: %s", "Больше не на примете: %s", "Больше не скрывается: %s"},
			Declared: "«%s» записано в файле настроек и меняется там",
			None:     "подборка не выбрана", Unruly: "в этой новости не за что зацепиться",
		},
		Alert: ViewAlert{Title: "rubrika: на примете", More: "(и ещё %s)"},
		muted: "скрытые", watched: "на примете", inTitle: "%s в заголовке", or: "или",
		counts: viewCounts{
			Muted:   Forms{Other: "Скрыто: %s"},
			Watched: Forms{Other: "На примете: %s"},
			Selects: Forms{"%s новость", "%s новости", "%s новостей", "%s новостей"},
			Would:   Forms{"скроет %s новость", "скроет %s новости", "скроет %s новостей", "скроет %s новостей"},
		},
	}
}

func azerbaijaniViews() Views {
	return Views{
		Title: "Seçmələr və qaydalar", Saved: "Seçmələr", Watched: "İzlənənlər", Hidden: "Gizlədilənlər",
		None: [3]string{
			"hələ yoxdur; %s əlavə edər, siyahıda %s göstəriləni saxlayar",
			"hələ heç nə; %s qayda əlavə edər, siyahıda %s isə seçilmiş xəbərə görə",
			"hələ heç nə; %s qayda əlavə edər, siyahıda %s xəbərə bənzəyəni gizlədər",
		},
		NoneSaved: "Seçmə hələ yoxdur; siyahıda %s göstəriləni saxlayar.",
		Unread:    "%s oxunmamış", Everything: "bütün xəbərlər", Bar: "rubrikalar sırasında", Declared: "ayarlar faylından", Pending: "tətbiq olunur…",
		Form: ViewForm{
			Add: "Yeni seçmə və ya qayda", Edit: "Seçmə və ya qayda",
			Name: "Ad", Kind: "Nə etməli", Filter: "Süzgəc", Place: "Yeri",
			Kinds: [3]string{"seçmə: istəyəndə göstərmək", "izləmək: işarə qoymaq", "gizlətmək"},
			InRow: "rubrikalar sırasında", InList: "yalnız seçmələr siyahısında",
			NameHint:   "Qısa ad: rubrikalar sırasında belə görünəcək",
			FilterHint: "söz, \"dəqiq sözlər\", başlanğıc*, rubric:economy, source:…, topic:…, -söz",
			Looking:    "sayılır…",
			NoName:     "Ad lazımdır.", NoFilter: "Süzgəc lazımdır: söz və ya sahə, məsələn, topic:Xəzər.",
			Taken: "Belə ad artıq var.",
			Save:  "saxla",
		},
		Rule: RuleWords{
			Mute: "Bənzərlərini gizlət", Watch: "Bənzərlərini izlə",
			Word: "başlıqda «%s» sözü", Section: "nəşrin rubrikası: «%s»", Rubric: "rubrika: «%s»",
			Source: "mənbə: «%s»", Topic: "mövzu: «%s»", Author: "müəllif: %s", Stories: "xəbər",
		},
		Hints: ViewHints{Open: "göstər", Add: "əlavə et", Edit: "dəyiş", Mute: "gizlət", Watch: "izlə"},
		Notices: ViewNotices{
			Saved:    [3]string{"Seçmə saxlanıldı: %s", "Qayda saxlanıldı: %s", "Qayda saxlanıldı: %s"},
			Removed:  [3]string{"Seçmə götürüldü: %s", "Daha izlənmir: %s", "Daha gizlədilmir: %s"},
			Declared: "«%s» ayarlar faylında yazılıb və orada dəyişdirilir",
			None:     "seçmə seçilməyib", Unruly: "bu xəbərdən qayda çıxmır",
		},
		Alert: ViewAlert{Title: "rubrika: izlənən xəbər", More: "(və daha %s)"},
		muted: "gizlədilmişlər", watched: "izlənənlər", inTitle: "başlıqda %s", or: "və ya",
		counts: viewCounts{
			Muted:   Forms{Other: "Gizlədildi: %s"},
			Watched: Forms{Other: "İzlənilir: %s"},
			Selects: Forms{Other: "%s xəbər"},
			Would:   Forms{Other: "%s xəbəri gizlədəcək"},
		},
	}
}

func englishViews() Views {
	return Views{
		Title: "Views and rules", Saved: "Views", Watched: "Watched", Hidden: "Muted",
		None: [3]string{
			"none yet; %s adds one, and %s in the list saves what it shows",
			"nothing yet; %s adds a rule, and %s in the list makes one of a story",
			"nothing yet; %s adds a rule, and %s in the list hides what is like a story",
		},
		NoneSaved: "There are no views yet; %s in the list saves what it shows.",
		Unread:    "%s unread", Everything: "all stories", Bar: "in the row of rubrics", Declared: "from the settings file", Pending: "being applied…",
		Form: ViewForm{
			Add: "New view or rule", Edit: "View or rule",
			Name: "Name", Kind: "What it does", Filter: "Filter", Place: "Place",
			Kinds: [3]string{"a view: shown when asked for", "watch: point stories out", "mute: hide stories"},
			InRow: "in the row of rubrics", InList: "only in the list of views",
			NameHint:   "Short: it is called so in the row of rubrics",
			FilterHint: "word, \"exact words\", beginning*, rubric:economy, source:…, topic:…, -word",
			Looking:    "counting…",
			NoName:     "It needs a name.", NoFilter: "It needs a filter: a word or a field, such as topic:Caspian.",
			Taken: "There is one of that name.",
			Save:  "save",
		},
		Rule: RuleWords{
			Mute: "Hide what is like this", Watch: "Watch what is like this",
			Word: "the word “%s” in the title", Section: "publisher’s rubric “%s”", Rubric: "rubric “%s”",
			Source: "source “%s”", Topic: "topic “%s”", Author: "author: %s", Stories: "stories",
		},
		Hints: ViewHints{Open: "show", Add: "add", Edit: "edit", Mute: "mute", Watch: "watch"},
		Notices: ViewNotices{
			Saved:    [3]string{"View saved: %s", "Rule saved: %s", "Rule saved: %s"},
			Removed:  [3]string{"View removed: %s", "No longer watched: %s", "No longer muted: %s"},
			Declared: "“%s” stands in the settings file and is changed there",
			None:     "no view is selected", Unruly: "nothing of this story makes a rule",
		},
		Alert: ViewAlert{Title: "rubrika: watched", More: "(and %s more)"},
		muted: "muted", watched: "watched", inTitle: "%s in the title", or: "or",
		counts: viewCounts{
			Muted:   Forms{Other: "Hidden: %s"},
			Watched: Forms{Other: "Watched: %s"},
			Selects: Forms{One: "%s story", Other: "%s stories"},
			Would:   Forms{One: "will hide %s story", Other: "will hide %s stories"},
		},
	}
}

// russianViewActions are those of saved views and rules.
func russianViewActions() map[string]string {
	return map[string]string{
		"views":       "подборки и правила",
		"save-view":   "сохранить показанное как подборку",
		"apply-view":  "показать подборку",
		"add-view":    "добавить подборку или правило",
		"edit-view":   "изменить отбор и название",
		"remove-view": "убрать подборку или правило",
		"mute-this":   "скрыть похожее или следить за ним",
		"switch-rule": "скрыть или следить",
	}
}

// azerbaijaniViewActions are those of saved views and rules.
func azerbaijaniViewActions() map[string]string {
	return map[string]string{
		"views":       "seçmələr və qaydalar",
		"save-view":   "göstəriləni seçmə kimi saxlamaq",
		"apply-view":  "seçməni göstərmək",
		"add-view":    "seçmə və ya qayda əlavə etmək",
		"edit-view":   "süzgəci və adı dəyişmək",
		"remove-view": "seçməni və ya qaydanı götürmək",
		"mute-this":   "bənzərlərini gizlətmək və ya izləmək",
		"switch-rule": "gizlətmək və ya izləmək",
	}
}

// englishViewActions are those of saved views and rules.
func englishViewActions() map[string]string {
	return map[string]string{
		"views":       "views and rules",
		"save-view":   "save what is shown as a view",
		"apply-view":  "show the view",
		"add-view":    "add a view or rule",
		"edit-view":   "change the filter and the name",
		"remove-view": "remove the view or rule",
		"mute-this":   "mute or watch what is like this",
		"switch-rule": "mute or watch",
	}
}
