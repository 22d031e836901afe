package lang

// Papers is what the commands about the program itself say: help, completion
// and man.
type Papers struct {
	// NoShell is for a shell that no completion is made for, or for none; the
	// place is the shell, or the command.
	NoShell string
	// Default stands behind what a flag does: what it is without being given.
	Default string
	// Groups are the headings over the commands, by the groups of the help.
	Groups map[string]string
	// Examples is the heading over examples, Example what each does, by the path
	// of the command, in the order of the examples.
	Examples string
	Example  map[string][]string
	Manual   Manual
}

// Manual is what the manual page says beside the help of the commands.
type Manual struct {
	// Title stands at the top of the page; About says what rubrika does, in a
	// few words that go on from its name.
	Title, About string
	// Headings of the sections.
	Name, Synopsis, Description, Filter, Files, Environment, Exit string
	// Synopses stands behind «rubrika»: that a command with its words follows.
	Synopses string
	// Descriptions are paragraphs about all commands.
	Descriptions []string
	// FilterIs tells of the filter language, Fields begins the list of fields.
	FilterIs, Fields string
	// FilesAre says where files are on other systems; File says what is in one,
	// Variable what a variable of the environment does, Code what an exit code
	// means.
	FilesAre             string
	File, Variable, Code map[string]string
}

func papersWords(code string) Papers {
	switch code {
	case "ru":
		return russianPapers()
	case "az":
		return azerbaijaniPapers()
	}
	return englishPapers()
}

func papersPart(code string) part {
	switch code {
	case "ru":
		return part{
			short: map[string]string{"completion": "напечатать дополнение для оболочки", "man": "напечатать страницу руководства"},
			long: map[string]string{
				"completion": "Оболочка будет дополнять команды, ключи, слова отбора, источники, подборки, учётные записи и номера новостей. Хранилище для этого только читают, сеть не нужна. Для bash строка из примера пишется в ~/.bashrc, и нужен пакет bash-completion; для PowerShell — в файл, который назван в $PROFILE. Для zsh и fish скрипт кладут в файл; у zsh должен быть включён compinit.",
				"man":        "Страница для man(1) на языке rubrika: все команды с ключами, язык отбора, файлы, переменные и коды выхода.",
			},
			flag: map[string]string{},
		}
	case "az":
		return part{
			short: map[string]string{"completion": "qabıq üçün tamamlamanı çap etmək", "man": "təlimat səhifəsini çap etmək"},
			long: map[string]string{
				"completion": "Qabıq əmrləri, açarları, süzgəcin sözlərini, mənbələri, seçmələri, hesabları və xəbərlərin nömrələrini tamamlayacaq. Bunun üçün anbar yalnız oxunur, şəbəkə lazım deyil. bash üçün misaldakı sətir ~/.bashrc faylına yazılır və bash-completion paketi lazımdır; PowerShell üçün $PROFILE-də göstərilən fayla. zsh və fish üçün skript faylda saxlanır; zsh-də compinit işə salınmış olmalıdır.",
				"man":        "man(1) üçün rubrikanın dilində səhifə: bütün əmrlər və açarları, süzgəc dili, fayllar, dəyişənlər və çıxış kodları.",
			},
			flag: map[string]string{},
		}
	}
	return part{
		short: map[string]string{"completion": "print completion for a shell", "man": "print the manual page"},
		long: map[string]string{
			"completion": "The shell then completes commands, flags, words of filters, sources, views, accounts and the numbers of stories. The store is only read for it, and no network is needed. For bash, the line of the example goes into ~/.bashrc, and the package bash-completion is needed; for PowerShell, into the file that $PROFILE names. For zsh and fish the script is kept in a file; zsh needs compinit.",
			"man":        "A page for man(1) in the language of rubrika: all commands with their flags, the filter language, files, variables and exit codes.",
		},
		flag: map[string]string{},
	}
}

func englishPapers() Papers {
	return Papers{
		NoShell:  "%s: bash, zsh, fish or powershell is wanted.",
		Default:  " (%s by default)",
		Groups:   map[string]string{"read": "Reading", "sources": "Sources", "program": "The program"},
		Examples: "Examples",
		Example: map[string][]string{
			"":             {"open the reader", "subscribe to a site", "what is unread of the last day", "each title as it arrives"},
			"news":         {"what is new in a rubric", "in Russian but for sport, as JSON", "what a saved view shows"},
			"search":       {"a word without a rubric", "one of two words, in English", "exactly these words"},
			"read":         {"a story by its number", "the first of the last list", "any page of the web"},
			"wire":         {"until Ctrl-C", "into another program"},
			"digest":       {"the last day", "a week of one rubric", "as a page to open or send"},
			"mark":         {"by numbers", "the first of the last list", "all older than a week"},
			"view save":    {"it stands beside the rubrics"},
			"view watch":   {"point them out"},
			"view mute":    {"hide them"},
			"feeds":        {"what you follow", "what there is to follow"},
			"add":          {"its feed is found", "with a rubric and a tag", "on the server of an account"},
			"edit":         {"ask each hour, file under politics", "leave it alone for a while"},
			"remove":       {"a word of its title is enough"},
			"refresh":      {"all that may be asked now", "one of them", "for cron, with whole texts"},
			"import":       {"OPML", "from newsboat", "from the web"},
			"export":       {"OPML, for any other reader", "stories as a table"},
			"account add":  {"Miniflux", "FreshRSS and others"},
			"account edit": {"take the password from a command"},
			"config":       {"write a file with all settings", "change it in your editor", "look for mistakes"},
			"keys":         {"those of one view"},
			"doctor":       {"what is wrong, and what to do", "if the search finds too little"},
			"demo":         {"try everything, keep nothing", "the edition as a web site"},
			"inspect feed": {"what rubrika makes of a feed"},
			"inspect page": {"the text it finds in a page"},
			"completion":   {"bash", "zsh", "fish", "PowerShell"},
			"man":          {"read it now", "keep it for man"},
		},
		Manual: englishManual(),
	}
}

func englishManual() Manual {
	return Manual{
		Title: "News in a terminal", About: "read news in a terminal, by rubric",
		Name: "Name", Synopsis: "Synopsis", Description: "Description", Filter: "Filters", Files: "Files", Environment: "Environment", Exit: "Exit codes",
		Synopses: "COMMAND [FLAGS] [WORDS]",
		Descriptions: []string{
			"Answers go to standard output; notes, progress and errors to standard error. Colours and progress are for terminals only, and a closed pipe ends a command quietly. With --json an answer is one JSON object a line, in shapes that keep their meaning.",
			"Flags may stand anywhere among the words; after -- nothing is a flag.",
		},
		FilterIs: "One language serves news, search, wire, digest, views, rules and the settings. Words side by side must all be there, each in any of its forms; “or” stands between alternatives, parentheses group, and - in front excludes. In a shell a filter is best put in single quotes.",
		Fields:   "Fields stand before their value. Several values of one field are alternatives; marks, badges and words of titles must all hold.",
		FilesAre: "As they are on Linux and the BSDs unless variables say otherwise; macOS and Windows have folders of their own. rubrika config path prints them all.",
		File: map[string]string{
			"~/.config/rubrika/config.toml": "the settings; nothing has to be set", "~/.config/rubrika/profiles/NAME.toml": "the settings of a profile",
			"~/.config/rubrika/themes/NAME.toml": "themes of your own", "~/.local/share/rubrika/rubrika.db": "the store: stories, marks, subscriptions",
			"~/.local/share/rubrika/profiles/NAME.db": "the store of a profile", "~/.cache/rubrika/pictures": "pictures; may be deleted at any time",
			"~/Documents/rubrika": "saved stories",
		},
		Variable: map[string]string{
			"RUBRIKA_LANG": "the language, where --lang names none", "RUBRIKA_PROFILE": "the profile, where --profile names none",
			"LC_ALL, LC_MESSAGES, LANG": "the language, where nothing else names one", "NO_COLOR": "set to anything: no colours",
			"TERM": "with dumb the reader answers in numbered lines", "VISUAL, EDITOR": "the editor of config edit",
			"HTTPS_PROXY, HTTP_PROXY, NO_PROXY":              "the proxy for requests, and who is asked without it",
			"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME": "other folders than those named under Files", "TZ": "the time zone",
		},
		Code: map[string]string{
			"0": "done", "1": "failed", "2": "wrong use", "3": "partly done: some sources failed, a list had faults, only the beginning of a story could be had",
		},
	}
}

func russianPapers() Papers {
	return Papers{
		NoShell:  "%s: нужно bash, zsh, fish или powershell.",
		Default:  " (по умолчанию %s)",
		Groups:   map[string]string{"read": "Чтение", "sources": "Источники", "program": "Программа"},
		Examples: "Примеры",
		Example: map[string][]string{
			"":             {"открыть ленту", "подписаться на сайт", "непрочитанное за сутки", "заголовки по мере поступления"},
			"news":         {"новое в рубрике", "по-русски, без спорта, как JSON", "что показывает подборка"},
			"search":       {"слово, кроме одной рубрики", "одно из двух слов, по-английски", "именно эти слова"},
			"read":         {"новость по номеру", "первая из последнего списка", "любая страница из сети"},
			"wire":         {"до Ctrl-C", "в другую программу"},
			"digest":       {"за сутки", "одна рубрика за неделю", "страница: открыть или отправить"},
			"mark":         {"по номерам", "первую из последнего списка", "всё старше недели"},
			"view save":    {"встанет рядом с рубриками"},
			"view watch":   {"выделять"},
			"view mute":    {"скрывать"},
			"feeds":        {"на что вы подписаны", "на что можно подписаться"},
			"add":          {"лента найдётся сама", "с рубрикой и меткой", "на сервере учётной записи"},
			"edit":         {"спрашивать раз в час, рубрика — политика", "на время отключить"},
			"remove":       {"довольно слова из названия"},
			"refresh":      {"все, кого можно спросить сейчас", "один источник", "для cron, с полными текстами"},
			"import":       {"OPML", "из newsboat", "из сети"},
			"export":       {"OPML для любой другой программы", "новости таблицей"},
			"account add":  {"Miniflux", "FreshRSS и другие"},
			"account edit": {"пароль будет давать команда"},
			"config":       {"создать файл со всеми настройками", "изменить его в своём редакторе", "поискать ошибки"},
			"keys":         {"клавиши одного экрана"},
			"doctor":       {"что не так и что делать", "если поиск находит не всё"},
			"demo":         {"всё попробовать, ничего не оставить", "выпуск как сайт"},
			"inspect feed": {"как rubrika понимает ленту"},
			"inspect page": {"какой текст она находит на странице"},
			"completion":   {"bash", "zsh", "fish", "PowerShell"},
			"man":          {"прочесть сейчас", "сохранить для man"},
		},
		Manual: russianManual(),
	}
}

func russianManual() Manual {
	return Manual{
		Title: "Новости в терминале", About: "чтение новостей в терминале, по рубрикам",
		Name: "Имя", Synopsis: "Обзор", Description: "Описание", Filter: "Отбор", Files: "Файлы", Environment: "Окружение", Exit: "Коды выхода",
		Synopses: "КОМАНДА [КЛЮЧИ] [СЛОВА]",
		Descriptions: []string{
			"Ответ идёт в стандартный вывод, а замечания, ход работы и ошибки — в стандартный вывод ошибок. Цвета и ход работы видны только на терминале; закрытый канал команду тихо завершает. С ключом --json ответ — по одному объекту JSON в строке; смысл полей не меняется.",
			"Ключи могут стоять где угодно среди слов; после -- ключей нет.",
		},
		FilterIs: "Один язык понимают news, search, wire, digest, подборки, правила и настройки. Слова рядом должны быть все, каждое в любой форме; or ставят между вариантами, скобки объединяют, знак - перед словом исключает. В оболочке отбор лучше брать в одинарные кавычки.",
		Fields:   "Поле стоит перед своим значением. Несколько значений одного поля — это варианты, а отметки, значки и слова заголовка нужны все.",
		FilesAre: "Так в Linux и BSD, если переменные не говорят иного; у macOS и Windows папки свои. Все их печатает rubrika config path.",
		File: map[string]string{
			"~/.config/rubrika/config.toml": "настройки; задавать ничего не обязательно", "~/.config/rubrika/profiles/NAME.toml": "настройки профиля",
			"~/.config/rubrika/themes/NAME.toml": "свои оформления", "~/.local/share/rubrika/rubrika.db": "хранилище: новости, отметки, подписки",
			"~/.local/share/rubrika/profiles/NAME.db": "хранилище профиля", "~/.cache/rubrika/pictures": "картинки; можно удалить в любое время",
			"~/Documents/rubrika": "сохранённые новости",
		},
		Variable: map[string]string{
			"RUBRIKA_LANG": "язык, если его не называет --lang", "RUBRIKA_PROFILE": "профиль, если его не называет --profile",
			"LC_ALL, LC_MESSAGES, LANG": "язык, если его не называет ничто другое", "NO_COLOR": "если задана — без цветов",
			"TERM": "со значением dumb ответ идёт нумерованными строками", "VISUAL, EDITOR": "редактор для config edit",
			"HTTPS_PROXY, HTTP_PROXY, NO_PROXY":              "прокси для запросов и кого спрашивать без него",
			"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME": "другие папки вместо названных выше", "TZ": "часовой пояс",
		},
		Code: map[string]string{
			"0": "сделано", "1": "не вышло", "2": "неверный вызов", "3": "сделано отчасти: часть источников не ответила, в списке были ошибки, от новости нашлось только начало",
		},
	}
}

func azerbaijaniPapers() Papers {
	return Papers{
		NoShell:  "%s: bash, zsh, fish və ya powershell lazımdır.",
		Default:  " (ilkin qiymət %s)",
		Groups:   map[string]string{"read": "Oxumaq", "sources": "Mənbələr", "program": "Proqram"},
		Examples: "Misallar",
		Example: map[string][]string{
			"":             {"xəbərləri açmaq", "sayta abunə olmaq", "son bir günün oxunmamışları", "başlıqlar gəldikcə"},
			"news":         {"rubrikada yeni nə var", "rus dilində, idmansız, JSON kimi", "seçmənin göstərdiyi"},
			"search":       {"söz, bir rubrikadan başqa", "iki sözdən biri, ingiliscə", "məhz bu sözlər"},
			"read":         {"xəbər nömrəsinə görə", "son siyahının birincisi", "şəbəkədən istənilən səhifə"},
			"wire":         {"Ctrl-C basılana qədər", "başqa proqrama"},
			"digest":       {"son bir gün", "bir rubrikanın həftəsi", "açmaq və ya göndərmək üçün səhifə"},
			"mark":         {"nömrələrinə görə", "son siyahının birincisini", "bir həftədən köhnə nə varsa"},
			"view save":    {"rubrikaların yanında durur"},
			"view watch":   {"seçdirmək"},
			"view mute":    {"gizlətmək"},
			"feeds":        {"nəyə abunəsiniz", "nəyə abunə olmaq olar"},
			"add":          {"lenti özü tapır", "rubrika və etiketlə", "hesabın serverində"},
			"edit":         {"saatda bir soruşmaq, rubrika siyasət", "bir müddət söndürmək"},
			"remove":       {"adından bir söz bəs edir"},
			"refresh":      {"indi soruşmaq olanların hamısı", "biri", "cron üçün, bütöv mətnlərlə"},
			"import":       {"OPML", "newsboat-dan", "şəbəkədən"},
			"export":       {"istənilən başqa proqram üçün OPML", "xəbərlər cədvəl kimi"},
			"account add":  {"Miniflux", "FreshRSS və başqaları"},
			"account edit": {"parolu əmr verəcək"},
			"config":       {"bütün ayarlarla fayl yaratmaq", "onu öz redaktorunuzda dəyişmək", "səhv axtarmaq"},
			"keys":         {"bir görünüşün düymələri"},
			"doctor":       {"nə pozulub və nə etməli", "axtarış hər şeyi tapmırsa"},
			"demo":         {"hər şeyi sınamaq, heç nə saxlamamaq", "buraxılış sayt kimi"},
			"inspect feed": {"rubrika lenti necə başa düşür"},
			"inspect page": {"səhifədə hansı mətni tapır"},
			"completion":   {"bash", "zsh", "fish", "PowerShell"},
			"man":          {"indi oxumaq", "man üçün saxlamaq"},
		},
		Manual: azerbaijaniManual(),
	}
}

func azerbaijaniManual() Manual {
	return Manual{
		Title: "Terminalda xəbərlər", About: "terminalda xəbərləri rubrikalar üzrə oxumaq",
		Name: "Ad", Synopsis: "Qısaca", Description: "Təsvir", Filter: "Süzgəc", Files: "Fayllar", Environment: "Mühit", Exit: "Çıxış kodları",
		Synopses: "ƏMR [AÇARLAR] [SÖZLƏR]",
		Descriptions: []string{
			"Cavab standart çıxışa, qeydlər, işin gedişi və xətalar standart xəta çıxışına yazılır. Rənglər və işin gedişi yalnız terminalda görünür; bağlanan kanal əmri səssizcə bitirir. --json açarı ilə cavab hər sətirdə bir JSON obyektidir, sahələrin mənası dəyişmir.",
			"Açarlar sözlərin arasında istənilən yerdə dura bilər; -- işarəsindən sonra açar yoxdur.",
		},
		FilterIs: "news, search, wire, digest, seçmələr, qaydalar və ayarlar eyni dildədir. Yan-yana duran sözlərin hamısı olmalıdır, hər biri istənilən formada; or variantların arasında durur, mötərizə birləşdirir, öndəki - istisna edir. Qabıqda süzgəci tək dırnağa almaq yaxşıdır.",
		Fields:   "Sahə qiymətinin önündə durur. Bir sahənin bir neçə qiyməti variantlardır; qeydlər, nişanlar və başlığın sözləri isə hamısı olmalıdır.",
		FilesAre: "Dəyişənlər başqa cür demirsə, Linux və BSD-də belədir; macOS və Windows-un öz qovluqları var. Hamısını rubrika config path çap edir.",
		File: map[string]string{
			"~/.config/rubrika/config.toml": "ayarlar; heç nə qurmaq məcburi deyil", "~/.config/rubrika/profiles/NAME.toml": "profilin ayarları",
			"~/.config/rubrika/themes/NAME.toml": "öz tərtibatlarınız", "~/.local/share/rubrika/rubrika.db": "anbar: xəbərlər, qeydlər, abunəliklər",
			"~/.local/share/rubrika/profiles/NAME.db": "profilin anbarı", "~/.cache/rubrika/pictures": "şəkillər; istənilən vaxt silmək olar",
			"~/Documents/rubrika": "saxlanılmış xəbərlər",
		},
		Variable: map[string]string{
			"RUBRIKA_LANG": "dil, --lang onu göstərmirsə", "RUBRIKA_PROFILE": "profil, --profile onu göstərmirsə",
			"LC_ALL, LC_MESSAGES, LANG": "dil, başqa heç nə onu göstərmirsə", "NO_COLOR": "verilibsə, rənglər olmur",
			"TERM": "qiyməti dumb olanda cavab nömrəli sətirlərlə verilir", "VISUAL, EDITOR": "config edit üçün redaktor",
			"HTTPS_PROXY, HTTP_PROXY, NO_PROXY":              "sorğular üçün proksi və kimdən onsuz soruşmalı",
			"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME": "yuxarıda göstərilənlərin yerinə başqa qovluqlar", "TZ": "saat qurşağı",
		},
		Code: map[string]string{
			"0": "oldu", "1": "olmadı", "2": "səhv çağırış", "3": "qismən oldu: mənbələrin bir hissəsi cavab vermədi, siyahıda səhv vardı, xəbərin yalnız əvvəli tapıldı",
		},
	}
}
