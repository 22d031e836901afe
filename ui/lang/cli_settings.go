package lang

import "fmt"

// Settings is what the commands about the settings say.
type Settings struct {
	// Headings of the paths.
	File, Store, Themes, Pictures, Clippings string
	BadProfile                               string // for a name that no profile may have: the flag
	NotYet, Nowhere                          string // beside a path: nothing is there; in its place: there is no home folder

	FromLine, Usual string // behind a setting: the line it stands in; it is a default
	// Problem says what is wrong with a word, by config.Problem; Near proposes
	// another one.
	Problem map[string]string
	Near    string
	Right   Forms  // behind the file: settings that are right
	NoFile  string // there is none, which is right too

	Made, There string // a file was written; it was there already
	NoHome      string // there is nowhere to write it
	Edited      string // the file
	Unchanged   string
	Again, Yes  string // asks whether to edit once more; the answers that mean it
	Meanwhile   string // the file was changed by somebody else; where what was edited is kept
	Draft       string // what was edited is kept: where; the file that stayed as it was
}

// SettingsRight says that a settings file is right, and how many settings are
// in it.
func (w Words) SettingsRight(file string, n int) string {
	return fmt.Sprintf("%s: %s", plain(file), w.count(n, w.CLI.Settings.Right))
}

func settingsWords(code string) Settings {
	switch code {
	case "ru":
		return russianSettings()
	case "az":
		return azerbaijaniSettings()
	}
	return englishSettings()
}

func englishSettings() Settings {
	return Settings{
		File: "Settings", Store: "Store", Themes: "Themes", Pictures: "Pictures", Clippings: "Saved stories",
		BadProfile: "%s: a name of letters, digits, - and _ is wanted.",
		NotYet:     "not there yet", Nowhere: "nowhere: there is no home folder",
		FromLine: "line %s", Usual: "default",
		Problem: map[string]string{
			"unknown": "there is no setting “%s”", "place": "“%s” stands in the wrong place", "syntax": "“%s” cannot be read",
			"twice": "“%s” is there twice", "type": "“%s”: a value of another kind belongs here", "choice": "“%s” is none of the values there are",
			"range": "“%s” is too much or too little", "empty": "“%s” is empty", "sign": "there is a sign in “%s” that does not belong there",
			"command": "“%s” is several words: a program with its arguments is a list",
			"taken":   "that key has another action already: “%s”", "trap": "no key would lead out of “%s”",
		},
		Near:   "did you mean “%s”?",
		Right:  Forms{One: "%s setting, all right", Other: "%s settings, all right"},
		NoFile: "There is no settings file; all is by default. rubrika config init makes one.",
		Made:   "Written: %s", There: "%s: it is there already and stays as it is; rubrika config edit changes it.",
		NoHome: "There is no home folder for the settings; name a file with --config.",
		Edited: "Taken over: %s", Unchanged: "Nothing was changed.",
		Again: "Edit again? y is yes:", Yes: "y yes",
		Meanwhile: "%s was changed meanwhile and stays as it is; what you wrote is kept in %s.",
		Draft:     "What you wrote is kept in %s; %s is as it was.",
	}
}

func russianSettings() Settings {
	return Settings{
		File: "Настройки", Store: "Хранилище", Themes: "Оформления", Pictures: "Картинки", Clippings: "Сохранённые новости",
		BadProfile: "%s: нужно имя из букв, цифр, - и _.",
		NotYet:     "пока нет", Nowhere: "нигде: нет домашней папки",
		FromLine: "строка %s", Usual: "по умолчанию",
		Problem: map[string]string{
			"unknown": "нет настройки «%s»", "place": "«%s» стоит не на своём месте", "syntax": "«%s» не читается",
			"twice": "«%s» указано дважды", "type": "«%s»: здесь нужно значение другого вида", "choice": "значения «%s» нет среди возможных",
			"range": "«%s» — слишком много или слишком мало", "empty": "«%s»: здесь пусто", "sign": "в «%s» есть знак, которому там не место",
			"command": "«%s» — несколько слов: программа с аргументами пишется списком",
			"taken":   "эта клавиша уже занята: «%s»", "trap": "из «%s» не останется выхода",
		},
		Near:   "возможно, «%s»?",
		Right:  Forms{One: "%s настройка, ошибок нет", Few: "%s настройки, ошибок нет", Many: "%s настроек, ошибок нет", Other: "%s настройки, ошибок нет"},
		NoFile: "Файла настроек нет, всё по умолчанию. Его создаст команда rubrika config init.",
		Made:   "Записано: %s", There: "%s: файл уже есть и останется как был; меняет его команда rubrika config edit.",
		NoHome: "Нет домашней папки для настроек; укажите файл ключом --config.",
		Edited: "Принято: %s", Unchanged: "Ничего не изменилось.",
		Again: "Исправить ещё раз? д — да:", Yes: "д да y yes",
		Meanwhile: "Файл %s тем временем изменился и остаётся как есть; написанное сохранено в %s.",
		Draft:     "Написанное сохранено в %s; файл %s остался прежним.",
	}
}

func azerbaijaniSettings() Settings {
	return Settings{
		File: "Ayarlar", Store: "Anbar", Themes: "Tərtibatlar", Pictures: "Şəkillər", Clippings: "Saxlanmış xəbərlər",
		BadProfile: "%s: hərf, rəqəm, - və _ işarələrindən ibarət ad lazımdır.",
		NotYet:     "hələ yoxdur", Nowhere: "heç yerdə: ev qovluğu yoxdur",
		FromLine: "sətir %s", Usual: "ilkin qiymət",
		Problem: map[string]string{
			"unknown": "«%s» adlı ayar yoxdur", "place": "«%s» öz yerində deyil", "syntax": "«%s» oxunmur",
			"twice": "«%s» iki dəfə yazılıb", "type": "«%s»: burada başqa növ qiymət olmalıdır", "choice": "«%s» mümkün qiymətlərdən deyil",
			"range": "«%s» həddən çox və ya azdır", "empty": "«%s» boşdur", "sign": "«%s» içində yersiz işarə var",
			"command": "«%s» bir neçə sözdür: proqram və arqumentləri siyahı kimi yazılır",
			"taken":   "bu düymə artıq tutulub: «%s»", "trap": "«%s» görünüşündən çıxış qalmır",
		},
		Near:   "bəlkə «%s»?",
		Right:  Forms{One: "%s ayar, hamısı düzgündür", Other: "%s ayar, hamısı düzgündür"},
		NoFile: "Ayarlar faylı yoxdur, hər şey ilkin qiymətdədir. Faylı rubrika config init yaradır.",
		Made:   "Yazıldı: %s", There: "%s: fayl artıq var və olduğu kimi qalır; onu rubrika config edit dəyişir.",
		NoHome: "Ayarlar üçün ev qovluğu yoxdur; faylı --config ilə göstərin.",
		Edited: "Qəbul edildi: %s", Unchanged: "Heç nə dəyişmədi.",
		Again: "Yenidən düzəldək? b — bəli:", Yes: "b bəli y yes",
		Meanwhile: "%s bu arada dəyişib və olduğu kimi qalır; yazdıqlarınız %s faylındadır.",
		Draft:     "Yazdıqlarınız %s faylındadır; %s əvvəlki kimi qaldı.",
	}
}

func settingsPart(code string) part {
	switch code {
	case "ru":
		return part{
			short: map[string]string{
				"config": "настройки: где что лежит", "config path": "где что лежит", "config show": "какие настройки действуют",
				"config check": "проверить файл настроек", "config init": "создать файл настроек с пояснениями", "config edit": "открыть настройки в редакторе",
			},
			long: map[string]string{
				"config":       "Файл настроек, хранилище, папки оформлений, картинок и сохранённых новостей; у профиля из --profile они свои, кроме оформлений и картинок.",
				"config show":  "Печатает файл настроек, который можно сохранить как есть; за каждой настройкой сказано, из какой она строки. Имя настройки или таблицы (keep, views) показывает только её.",
				"config check": "Все ошибки разом, каждая со своим местом и ближайшим верным словом. Код выхода при ошибках — 1.",
				"config init":  "Каждая настройка с пояснением и значением по умолчанию, за знаком #. Готовый файл не меняется.",
				"config edit":  "В редакторе из переменной VISUAL или EDITOR. Правится копия; место файла она занимает, только если в ней нет ошибок.",
			},
			flag: map[string]string{"profile": "настройки и хранилище с этим именем", "config path.json": "один объект JSON", "config.json": "один объект JSON"},
		}
	case "az":
		return part{
			short: map[string]string{
				"config": "ayarlar: nə haradadır", "config path": "nə haradadır", "config show": "hansı ayarlar qüvvədədir",
				"config check": "ayarlar faylını yoxlamaq", "config init": "izahlı ayarlar faylı yaratmaq", "config edit": "ayarları redaktorda açmaq",
			},
			long: map[string]string{
				"config":       "Ayarlar faylı, anbar, tərtibatların, şəkillərin və saxlanmış xəbərlərin qovluqları; --profile ilə adlandırılan profilin, tərtibatlar və şəkillərdən başqa, özününküdür.",
				"config show":  "Olduğu kimi saxlamaq mümkün olan ayarlar faylını çap edir; hər ayardan sonra hansı sətirdən olduğu yazılır. Ayarın və ya cədvəlin adı (keep, views) yalnız onu göstərir.",
				"config check": "Bütün səhvlər bir yerdə, hər biri yeri və ən yaxın düzgün sözlə. Səhv olanda çıxış kodu 1-dir.",
				"config init":  "Hər ayar izahı və ilkin qiyməti ilə, # işarəsindən sonra. Olan fayl dəyişmir.",
				"config edit":  "VISUAL və ya EDITOR dəyişənindəki redaktorda. Nüsxə düzəldilir; o, yalnız səhvsiz olanda faylın yerini tutur.",
			},
			flag: map[string]string{"profile": "bu adlı ayarlar və anbar", "config path.json": "bir JSON obyekti", "config.json": "bir JSON obyekti"},
		}
	}
	return part{
		short: map[string]string{
			"config": "the settings: where everything is", "config path": "where everything is", "config show": "which settings are in force",
			"config check": "check the settings file", "config init": "write a settings file with explanations", "config edit": "open the settings in the editor",
		},
		long: map[string]string{
			"config":       "The settings file, the store, the folders for themes, pictures and saved stories; the profile that --profile names has its own, but for themes and pictures.",
			"config show":  "It prints a settings file that can be kept as it is; behind each setting stands the line it comes from. The name of a setting or a table (keep, views) shows that one only.",
			"config check": "All mistakes at once, each with its place and the nearest right word. With mistakes the exit code is 1.",
			"config init":  "Every setting with its explanation and its usual value, behind a #. A file that is there stays as it is.",
			"config edit":  "In the editor of the variable VISUAL or EDITOR. A copy is edited, and takes the place of the file only when there is no mistake in it.",
		},
		flag: map[string]string{"profile": "settings and store of that name", "config path.json": "one JSON object", "config.json": "one JSON object"},
	}
}
