package lang

import (
	"fmt"
	"maps"
	"strings"

	"rubrika/feed"
)

// Live is what is said of settings that change while the reader is open, and by
// the commands that list keys and themes.
type Live struct {
	Taken string // the settings file was changed, and holds now
	// Later is Taken for one with settings that count from the next start only:
	// the place is their names.
	Later string
	// Correct is what to do about a mistake in settings that have changed.
	Correct string
	// Former says the same in a sentence of its own.
	Former string
	// OwnKey marks a key of the settings file, NoKey stands in place of one.
	OwnKey, NoKey string
	// NoAction is for a choice of keys that is empty.
	NoAction string
	// Untyped is for a key that some keyboards lack: the key, their layouts.
	Untyped string
	// Dark, Light and Both say which background a theme is for.
	Dark, Light, Both string
	// BuiltIn and OwnTheme say where a theme comes from, InUse marks that of the
	// settings.
	BuiltIn, OwnTheme, InUse string
}

func liveWords(code string) Live {
	switch code {
	case "ru":
		return Live{
			Taken: "Настройки изменены и уже действуют.", Later: "Настройки изменены; со следующего запуска подействует: %s.",
			Correct: "исправьте её: до тех пор действуют прежние",
			Former:  "До исправления действуют прежние настройки.",
			OwnKey:  "своя", NoKey: "без клавиши",
			NoAction: "На этом экране такого действия нет; все перечисляет rubrika keys.",
			Untyped:  "Клавиша %s есть не на всякой клавиатуре: в раскладках %s её не набрать.",
			Dark:     "для тёмного фона", Light: "для светлого фона", Both: "по фону терминала",
			BuiltIn: "встроенное", OwnTheme: "своё", InUse: "выбрано",
		}
	case "az":
		return Live{
			Taken: "Ayarlar dəyişdi və artıq qüvvədədir.", Later: "Ayarlar dəyişdi; növbəti açılışda qüvvəyə minəcək: %s.",
			Correct: "düzəldin: o vaxta qədər əvvəlkilər qüvvədədir",
			Former:  "Düzəldilənə qədər əvvəlki ayarlar qüvvədədir.",
			OwnKey:  "sizin", NoKey: "düyməsiz",
			NoAction: "Bu ekranda belə əməl yoxdur; hamısını rubrika keys sadalayır.",
			Untyped:  "%s düyməsi hər klaviaturada yoxdur: %s düzümlərində onu yazmaq olmur.",
			Dark:     "tünd fon üçün", Light: "açıq fon üçün", Both: "terminalın fonuna görə",
			BuiltIn: "hazır", OwnTheme: "sizin", InUse: "seçilib",
		}
	}
	return Live{
		Taken: "The settings have changed, and hold from now on.", Later: "The settings have changed; from the next start: %s.",
		Correct: "correct it: until then the former ones hold",
		Former:  "Until it is corrected the former settings hold.",
		OwnKey:  "own", NoKey: "no key",
		NoAction: "That screen has no such action; rubrika keys lists all.",
		Untyped:  "Not every keyboard has the key %s: it cannot be typed with the layouts %s.",
		Dark:     "for dark backgrounds", Light: "for light backgrounds", Both: "as the terminal is",
		BuiltIn: "built in", OwnTheme: "own", InUse: "in use",
	}
}

// Later names the settings that count from the next start only, of those that
// changed.
func Later(store, start bool) []string {
	var out []string
	if store {
		out = append(out, "store")
	}
	if start {
		out = append(out, "start")
	}
	return out
}

// SettingsTaken says that changed settings hold; later are the names of those
// that do so from the next start.
func (w Words) SettingsTaken(later ...string) string {
	if len(later) == 0 {
		return w.CLI.Live.Taken
	}
	return fmt.Sprintf(w.CLI.Live.Later, strings.Join(later, ", "))
}

// SettingsMistake is SettingsWrong where it is known in what way which word is
// wrong; problem is one of those of config.
func (w Words) SettingsMistake(e *feed.Error, problem, word string) string {
	said := w.CLI.Settings.Problem[problem]
	if said == "" {
		return w.SettingsWrong(e)
	}
	if runes := []rune(plain(word)); len(runes) > mostWord {
		word = string(runes[:mostWord-1]) + "…"
	}
	text, end := w.where(e)+": "+fmt.Sprintf(said, plain(word)), "."
	if e.Near != "" {
		text, end = text+"; "+fmt.Sprintf(w.CLI.Settings.Near, plain(e.Near)), ""
	}
	return text + end + " " + w.CLI.Live.Former
}

// mostWord is how many letters of a wrong word are shown on the screen.
const mostWord = 40

// SettingsWrong is Error for settings that have changed while the reader is
// open, and that need no new start when they are corrected.
func (w Words) SettingsWrong(err error) string {
	w.faults = maps.Clone(w.faults)
	f := w.faults[feed.KindConfig]
	f.Do = w.CLI.Live.Correct
	w.faults[feed.KindConfig] = f
	return w.Error(err)
}

func livePart(code string) part {
	switch code {
	case "ru":
		return part{
			short: map[string]string{
				"keys":   "перечислить клавиши, обычные и свои",
				"themes": "перечислить оформления, встроенные и свои",
			},
			long: map[string]string{
				"keys": "Без слов перечисляет клавиши всех экранов. Слова выбирают экран (article) или действие (next-unread) " +
					"по названию, каким его называют и настройки. В скобках стоит буква вашей раскладки.\n\n" +
					"Свои клавиши записывают в настройках в таблице [keys]: next-unread = \"ctrl+n\" для всех экранов, article.zen = [\"f5\", \"!\"] " +
					"для одного; save = [] оставляет без клавиши. Свои заменяют обычные.",
				"themes": "Оформление выбирает настройка theme. Своё пишут в файле НАЗВАНИЕ.toml в папке themes рядом с настройками; " +
					"где она, говорит rubrika config path.",
			},
			flag: map[string]string{"keys.json": "JSON, одна клавиша в строке", "themes.json": "JSON, одно оформление в строке"},
		}
	case "az":
		return part{
			short: map[string]string{
				"keys":   "düymələri sadalamaq, həm adi, həm öz düymələriniz",
				"themes": "tərtibatları sadalamaq, həm hazır, həm öz tərtibatlarınız",
			},
			long: map[string]string{
				"keys": "Sözsüz bütün görünüşlərin düymələrini sadalayır. Sözlər görünüşü (article) və ya əməliyyatı (next-unread) " +
					"ayarlardakı adı ilə seçir. Mötərizədə sizin düzümün hərfi durur.\n\n" +
					"Öz düymələrinizi ayarlarda [keys] cədvəlinə yazın: next-unread = \"ctrl+n\" bütün görünüşlər üçün, article.zen = [\"f5\", \"!\"] " +
					"biri üçün; save = [] düyməni götürür. Onlar adi düymələri əvəz edir.",
				"themes": "Tərtibatı theme ayarı seçir. Özünüzünkünü ayarların yanındakı themes qovluğunda AD.toml faylında yazın; " +
					"onun yerini rubrika config path deyir.",
			},
			flag: map[string]string{"keys.json": "JSON, hər sətirdə bir düymə", "themes.json": "JSON, hər sətirdə bir tərtibat"},
		}
	}
	return part{
		short: map[string]string{
			"keys":   "list the keys, the usual ones and your own",
			"themes": "list the themes, those built in and your own",
		},
		long: map[string]string{
			"keys": "Without words it lists the keys of all views. Words choose a view (article) or an action (next-unread) " +
				"by the name that the settings have for it. In brackets stands the letter of your keyboard layout.\n\n" +
				"Keys of your own go into the table [keys] of the settings: next-unread = \"ctrl+n\" for all views, article.zen = [\"f5\", \"!\"] " +
				"for one; save = [] takes the key away. They take the place of the usual ones.",
			"themes": "The setting theme chooses one. A theme of your own is a file NAME.toml in the folder themes beside the settings; " +
				"rubrika config path says where that is.",
		},
		flag: map[string]string{"keys.json": "JSON, one key a line", "themes.json": "JSON, one theme a line"},
	}
}
