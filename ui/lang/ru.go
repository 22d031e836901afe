package lang

import (
	"golang.org/x/text/language"

	"rubrika/feed"
)

func russian() Words {
	return Words{
		Code: "ru",
		tag:  language.Russian,

		All:          "Все",
		Untitled:     "(без заголовка)",
		Space:        "␣",
		Tour:         "ознакомительный выпуск",
		Latest:       "Последние новости",
		Loading:      "Загружаю текст…",
		NothingNamed: "Ничего с таким названием нет.",
		Groups:       [5]string{"Рубрики", "Темы", "Источники", "Языки", "Подборки"},
		Signs:        Signs{Title: "Знаки", Unread: "непрочитанное", Starred: "избранное", Watched: "на примете по вашему правилу", Story: "сколько новостей рассказывают об одном", Ctrl: "вместе с Ctrl", Shift: "вместе с Shift", Space: "пробел"},
		Hints: Hints{
			Rubrics: "рубрики", Read: "читать", Help: "помощь", Back: "назад",
			Language: "язык", Browser: "браузер", NextPrev: "след./пред.",
			Include: "включить", Exclude: "исключить", Apply: "применить", Cancel: "отмена",
			Undo: "отменить", Quit: "выход", Unread: "непрочитанные",
			Add: "добавить", Edit: "изменить", Catalogue: "каталог", Site: "сайт",
		},
		Notices:   russianNotices(),
		Sources:   russianSources(),
		Form:      russianForm(),
		Catalogue: russianCatalogue(),
		CLI:       russianCLI(),
		Front:     russianFront(),
		Reading:   russianReading(),
		Palette:   russianPalette(),
		Pictures:  russianPictures(),
		Plain:     russianPlain(),
		Clip:      russianClip(),
		Desk:      russianDesk(),
		Remote:    russianRemote(),
		Seek:      russianSeek(),
		Views:     russianViews(),
		Filters:   russianFilters(),
		formats:   russianFormats(),
		plurals:   russianPlurals(),
		figures:   russianFigures(),
		dates:     russianDates(),
		rubrics:   russianRubrics(),
		actions:   russianActions(),
		langs:     russianLanguages(),
		cities:    russianCities(),
		faults:    russianFaults(),
		sections:  map[string]string{"move": "Движение", "rubric": "Что показывать", "story": "Новость", "marks": "Отметки", "source": "Источник", "views": "Подборка или правило", "program": "Программа"},
		views:     map[string]string{"headlines": "заголовки", "picker": "выбор рубрик", "article": "статья", "help": "помощь", "sources": "источники", "narrowing": "поиск источника", "form": "форма", "found": "выбор лент", "catalogue": "каталог", "wire": "лента", "palette": "действия", "finding": "поиск слов", "saving": "сохранение", "searching": "поиск", "views": "подборки и правила", "muting": "скрыть или следить"},
		badges: map[feed.Badge]string{
			feed.Video: "видео", feed.Photo: "фото", feed.Audio: "звук", feed.Urgent: "срочно", feed.Updated: "обновлено",
		},
	}
}

func russianNotices() Notices {
	return Notices{
		NothingToUndo: "Отменять нечего",
		NothingToRedo: "Повторять нечего",
		Copied:        "Скопировано",
		Starred:       "В избранном",
		Unstarred:     "Убрано из избранного",
		Read:          "Отмечено прочитанным",
		Unread:        "Отмечено непрочитанным",
		NoVersions:    "На других языках этой новости здесь нет",
		NoAddress:     "У этой новости нет адреса",
		NoLink:        "Ссылки с таким номером нет",
		NoUnread:      "Непрочитанных больше нет",
		First:         "Это первая новость",
		Last:          "Это последняя новость",
		InBrowser:     "Открыто в браузере",
		Fetching:      "Загружаю полный текст…",
		Kept:          "Полный текст сохранён",
		Offline:       "Сети нет; всё сохранённое можно читать, новости придут, когда сеть появится.",
		Refreshing:    "Обновление уже идёт",
		Saving:        "Сохраняю…",
		ShowUnread:    "непрочитанные",
		ShowRead:      "прочитанные",
		ShowStars:     "избранное",
	}
}

func russianFormats() formats {
	return formats{
		Percent:     "%d\u00a0%%",
		TooSmall:    [2]string{"%d×%d — мало", "нужно %d×%d"},
		TeaserOnly:  "Здесь только начало. Текст целиком — в браузере: %s",
		NoFullText:  "Полного текста здесь нет: %s. В браузере: %s",
		NoText:      "Издание не прислало текста. В браузере: %s",
		NoMatch:     [2]string{"Под этот отбор ничего не подходит.", "%s снова покажет всё"},
		NoneUnread:  [2]string{"Всё прочитано.", "%s покажет и прочитанное"},
		NoneStarred: [2]string{"В избранном пока пусто.", "%s снова покажет всё"},
		Empty:       [2]string{"Новостей здесь пока нет.", "%s спросит источники"},
		Waiting:     [2]string{"Загружаю новости…", "Первые заголовки появятся сами."},
		Deeds: map[string]deed{
			"mark":        {"Отменено: %s", "Повторено: %s"},
			"subscribe":   {"Источник убран: %s", "Источник добавлен: %s"},
			"unsubscribe": {"Источник возвращён: %s", "Источник убран: %s"},
			"several":     {"Источники убраны: %s", "Источники добавлены: %s"},
			"edit":        {"Правка отменена: %s", "Правка повторена: %s"},
			"save-view":   {"Отменено: %s", "Снова сохранено: %s"},
			"remove-view": {"Возвращено: %s", "Снова убрано: %s"},
		},
		Why: "%s: %s",
		Evidence: map[feed.EvidenceKind]string{
			feed.ByCategory: "рубрика издания «%s»",
			feed.ByURL:      "по адресу: «%s»",
			feed.ByPage:     "на странице новости: «%s»",
			feed.ByFeed:     "рубрика источника: %s",
			feed.ByNothing:  "рубрика не найдена",
		},
		Except:      "кроме: %s",
		Since:       "не раньше: %s",
		Until:       "до: %s",
		Quoted:      "«%s»",
		Canceled:    "Прервано.",
		Near:        "может быть, «%s»?",
		Retry:       "следующая попытка %s",
		Place:       "знак %d",
		UnknownLang: "язык неизвестен",
		HelpTitle:   "Клавиши: %s",
	}
}

func russianPlurals() plurals {
	return plurals{
		Unread:     Forms{"%s непрочитанная", "%s непрочитанных", "%s непрочитанных", "%s непрочитанных"},
		Total:      " из %s",
		MarkedRead: Forms{Other: "Отмечено прочитанным: %s"},
		Items:      Forms{"%s новость", "%s новости", "%s новостей", "%s новостей"},
		Refreshed:  Forms{"Обновлено: %s новая", "Обновлено: %s новые", "Обновлено: %s новых", "Обновлено: %s новых"},
		Silent:     Forms{"%s источник не ответил", "%s источника не ответили", "%s источников не ответили", "%s источников не ответили"},
		NothingNew: "Нового нет",
		Minutes:    Forms{Other: "%s мин"},
		MinutesAgo: Forms{Other: "%s мин"},
		HoursAgo:   Forms{Other: "%s ч"},
		DaysAgo:    Forms{Other: "%s дн"},
		Marks:      Forms{"отметки %s новости", "отметки %s новостей", "отметки %s новостей", "отметки %s новостей"},
	}
}

func russianDates() dates {
	return dates{
		Months: [12]string{
			"января", "февраля", "марта", "апреля", "мая", "июня",
			"июля", "августа", "сентября", "октября", "ноября", "декабря",
		},
		Short:     [12]string{"янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
		Weekdays:  [7]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"},
		Today:     "сегодня",
		Yesterday: "вчера",
		Now:       "сейчас",
		Group:     "\u00a0",
		Weekday:   "%s %s",
		Full:      "%s, %s",
	}
}

func russianRubrics() map[feed.Rubric]rubric {
	return map[feed.Rubric]rubric{
		feed.Politics:    {"Политика", "Политика"},
		feed.World:       {"В мире", "Мир"},
		feed.Economy:     {"Экономика", "Экономика"},
		feed.Incidents:   {"Происшествия", "ЧП"},
		feed.Society:     {"Общество", "Общество"},
		feed.ScienceTech: {"Наука и техника", "Наука"},
		feed.Sport:       {"Спорт", "Спорт"},
		feed.Culture:     {"Культура", "Культура"},
		feed.Education:   {"Образование", "Учёба"},
		feed.Health:      {"Здоровье", "Здоровье"},
		feed.Environment: {"Экология и погода", "Экология"},
		feed.Conflict:    {"Армия и конфликты", "Армия"},
		feed.Lifestyle:   {"Образ жизни", "Жизнь"},
		feed.Opinion:     {"Мнения и интервью", "Мнения"},
		feed.Other:       {"Прочее", "Прочее"},
	}
}

func russianActions() map[string]string {
	return with(russianSourceActions(), russianViewActions(), russianDeskActions(), map[string]string{
		"down":         "вниз",
		"up":           "вверх",
		"half-down":    "на полстраницы вниз",
		"half-up":      "на полстраницы вверх",
		"page-down":    "страница вниз",
		"page-up":      "страница вверх",
		"top":          "в начало",
		"bottom":       "в конец",
		"open":         "открыть новость или ссылку",
		"back":         "назад; в списке — ослабить отбор",
		"next-unread":  "следующая непрочитанная",
		"prev-unread":  "предыдущая непрочитанная",
		"next-item":    "следующая новость",
		"prev-item":    "предыдущая новость",
		"rubric-next":  "следующая рубрика",
		"rubric-prev":  "предыдущая рубрика",
		"rubric-0":     "все рубрики",
		"filter":       "выбрать рубрики, темы, источники, языки",
		"clear-filter": "снять отбор",
		"unread":       "все → непрочитанные → избранное",
		"this-rubric":  "заголовки этой рубрики",
		"toggle-read":  "прочитано или нет",
		"read-all":     "отметить прочитанным всё показанное",
		"star":         "в избранное",
		"undo":         "отменить",
		"redo":         "повторить",
		"versions":     "новость на другом языке",
		"full-text":    "загрузить полный текст",
		"why":          "почему в этой рубрике",
		"browser":      "открыть в браузере",
		"browser-next": "открыть в браузере и дальше",
		"copy-url":     "скопировать адрес",
		"copy-title":   "скопировать заголовок и адрес",
		"reload":       "загрузить текст заново",
		"next-link":    "следующая ссылка",
		"prev-link":    "предыдущая ссылка",
		"toggle":       "включить",
		"exclude":      "исключить",
		"apply":        "применить",
		"cancel":       "отменить",
		"next-group":   "темы, источники, языки, подборки",
		"prev-group":   "к предыдущему списку",
		"refresh":      "обновить этот источник",
		"refresh-all":  "обновить все источники",
		"help":         "помощь",
		"quit":         "выйти",
		"redraw":       "перерисовать экран",
		"suspend":      "в оболочку; обратно — fg",
		"search":       "поиск",
		"search-scope": "везде или в отборе",
		"complete":     "взять подсказку",
		"older":        "прежний поиск",
		"newer":        "следующий поиск",
	}, "рубрика с этим номером", "открыть ссылку с этим номером")
}

// russianSourceActions are those about sources.
func russianSourceActions() map[string]string {
	return map[string]string{
		"sources":     "источники",
		"source-news": "заголовки этого источника",
		"add-source":  "добавить источник",
		"edit-source": "изменить: название, рубрику, интервал…",
		"mute":        "отключить или включить",
		"unsubscribe": "отписаться",
		"catalogue":   "каталог лент",
		"site":        "открыть сайт в браузере",
		"narrow":      "найти источник",
		"next-field":  "следующее поле",
		"prev-field":  "предыдущее поле",
		"next-value":  "следующее значение",
		"prev-value":  "предыдущее значение",
		"next-axis":   "страна, рубрика, язык",
		"prev-axis":   "к предыдущему признаку",
		"subscribe":   "подписаться или отписаться",
	}
}

func russianLanguages() map[string]string {
	return map[string]string{
		"ru": "русский", "az": "азербайджанский", "en": "английский", "tr": "турецкий", "uk": "украинский",
		"be": "белорусский", "kk": "казахский", "uz": "узбекский", "ky": "киргизский", "tk": "туркменский", "tg": "таджикский",
		"tt": "татарский", "ka": "грузинский", "hy": "армянский", "fa": "персидский", "ar": "арабский", "he": "иврит",
		"de": "немецкий", "fr": "французский", "es": "испанский", "it": "итальянский", "pt": "португальский", "nl": "нидерландский",
		"pl": "польский", "ro": "румынский", "zh": "китайский", "ja": "японский", "ko": "корейский", "hi": "хинди",
	}
}

func russianCities() map[string]string {
	return map[string]string{
		"Baku": "Баку", "Moscow": "Москва", "Istanbul": "Стамбул", "Kyiv": "Киев", "Kiev": "Киев",
		"Minsk": "Минск", "Tbilisi": "Тбилиси", "Yerevan": "Ереван", "Almaty": "Алматы", "Tashkent": "Ташкент",
		"Bishkek": "Бишкек", "Dushanbe": "Душанбе", "Ashgabat": "Ашхабад", "Tehran": "Тегеран",
		"London": "Лондон", "Berlin": "Берлин", "Paris": "Париж", "Madrid": "Мадрид", "Rome": "Рим",
		"Lisbon": "Лиссабон", "Warsaw": "Варшава", "Brussels": "Брюссель", "Vienna": "Вена", "Riga": "Рига",
		"New_York": "Нью-Йорк", "Los_Angeles": "Лос-Анджелес", "Chicago": "Чикаго", "Dubai": "Дубай",
		"Jerusalem": "Иерусалим", "Tokyo": "Токио", "Shanghai": "Шанхай", "Kolkata": "Дели",
	}
}

func russianFaults() map[feed.Kind]fault {
	return map[feed.Kind]fault{
		feed.KindOffline:   {"нет связи", "нет связи", "проверьте сеть и обновите"},
		feed.KindDNS:       {"узел неизвестен", "такого узла нет или не работает сеть", "проверьте адрес и сеть"},
		feed.KindTimeout:   {"не ответил вовремя", "сервер не ответил вовремя", "попробуйте позже"},
		feed.KindTLS:       {"плохой сертификат", "соединение небезопасно: сертификат не годится", "проверьте часы и адрес; по такому соединению rubrika ничего не читает"},
		feed.KindRefused:   {"закрыт для программ", "сайт не отдаёт страницы программам из этой сети, это бывает", "то, что здесь есть, остаётся, остальное смотрите в браузере"},
		feed.KindNotFound:  {"адрес не найден (404)", "по этому адресу ничего нет", "найдите новый адрес или удалите источник"},
		feed.KindGone:      {"закрыт навсегда (410)", "издание закрыло этот адрес навсегда", "удалите источник"},
		feed.KindTooMany:   {"слишком часто (429)", "сервер просит зайти позже", "rubrika подождёт сама"},
		feed.KindServer:    {"ошибка сервера", "сервер ответил ошибкой", "попробуйте позже"},
		feed.KindNotFeed:   {"не лента", "это страница, а не лента", "найдите на сайте адрес ленты"},
		feed.KindEmpty:     {"пустой ответ", "сервер прислал пустой ответ", "попробуйте позже"},
		feed.KindTooBig:    {"слишком велик", "документ больше, чем rubrika читает", "найдите у этого сайта ленту покороче"},
		feed.KindDamaged:   {"документ повреждён", "документ обрезан или повреждён; новости, дошедшие целиком, сохраняются", "обновите позже"},
		feed.KindAddress:   {"не адрес", "такой адрес прочитать нельзя", "нужен адрес, который начинается с http:// или https://"},
		feed.KindFile:      {"файл не читается", "файл не читается", "проверьте его имя и права"},
		feed.KindReadOnly:  {"хранилище только для чтения", "в хранилище нельзя писать, и перемены не сохраняются", "проверьте права на файл и его папку"},
		feed.KindDiskFull:  {"диск полон", "на диске нет места; всё, что было, цело", "освободите место и повторите"},
		feed.KindNewer:     {"хранилище новее программы", "хранилище создано более новой rubrika", "установите её или выберите другое хранилище"},
		feed.KindCorrupt:   {"хранилище повреждено", "хранилище повреждено", "уберите его и начните заново или верните копию"},
		feed.KindBusy:      {"хранилище занято", "хранилище занято другой rubrika", "закройте её или повторите чуть позже"},
		feed.KindConfig:    {"ошибка в настройках", "в настройках ошибка", "исправьте её и запустите снова"},
		feed.KindUsage:     {"непонятное слово", "одно из слов непонятно", "исправьте его и повторите"},
		feed.KindNoItem:    {"такой новости нет", "такой новости нет", "обновите список"},
		feed.KindNoSource:  {"такого источника нет", "такого источника нет", "посмотрите список источников"},
		feed.KindExists:    {"уже есть", "этот источник уже есть", "делать ничего не нужно"},
		feed.KindInside:    {"адрес внутри сети", "новость или страница ведёт на адрес внутри вашей сети, и rubrika туда не ходит", "если это ваш узел, разрешите его настройкой inside"},
		feed.KindElsewhere: {"обновляет другая rubrika", "источники сейчас обновляет другая rubrika", "подождите, новости появятся и здесь"},
		feed.KindNoText:    {"текста на странице нет", "статьи на этой странице не нашлось", "откройте её в браузере"},
		feed.KindSeveral:   {"лент несколько", "на сайте несколько лент", "выберите одну и укажите её адрес"},
		feed.KindList:      {"список повреждён", "список подписок повреждён, и из него ничего не взято", "исправьте его или выгрузите заново"},
		feed.KindOpener:    {"браузер не открылся", "команда, которая открывает адреса, не сработала", "скопируйте адрес или укажите в настройках другую команду"},
		feed.KindPassword:  {"пароль не подошёл", "сервер не принимает имя и пароль", "задайте верные: rubrika account edit; у доступа для программ бывает свой пароль"},
		feed.KindNoSecret:  {"пароля нет", "пароль учётной записи не получен оттуда, где он хранится", "отоприте хранилище паролей или укажите команду либо переменную: rubrika account edit --help"},
		feed.KindNotServer: {"не тот сервер", "по этому адресу нет сервера такого вида", "проверьте адрес, вид и включён ли на сервере доступ для программ"},
		feed.KindRejected:  {"сервер не принял", "сервер не принимает это изменение", "здесь всё остаётся как было; посмотрите его в самом сервере"},
		feed.KindDoubtful:  {"списки противоречивы", "списки сервера противоречат друг другу", "ничего не изменено; повторите позже и проверьте сервер"},
		feed.KindNoAccount: {"нет такой записи", "нет такой учётной записи", "посмотрите их: rubrika account"},
		feed.KindNoView:    {"нет такой подборки", "нет такой подборки или правила", "посмотрите их: rubrika view"},
		feed.KindInternal:  {"сбой rubrika", "rubrika ошиблась", "читайте дальше, а если повторится — сообщите"},
	}
}
