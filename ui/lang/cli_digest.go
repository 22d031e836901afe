package lang

import (
	"fmt"
	"time"
)

// Digest is what the documents of many stories say: the digest, and items as a file.
type Digest struct {
	Title  string // of a digest: a weekday with its date
	Period string // how many stories, from when, until when
	Others Forms  // items that tell the same story, beside one that does
	Rest   Forms  // stories of a rubric that are left out
	// Written is how many stories a digest in a file is about, Exported how many
	// were exported: number, file.
	Written, Exported string
	Stories           string // title of a document of exported stories, and beside how far an export is
	// BadSince and BadFormat say what the flags of that name take; the place is
	// the flag.
	BadSince, BadFormat string
}

// DigestTitle is the title of the digest of a day.
func (w Words) DigestTitle(day time.Time) string {
	return fmt.Sprintf(w.CLI.Digest.Title, fmt.Sprintf(w.dates.Weekday, w.dates.Weekdays[day.Weekday()], w.withYear(day)))
}

// Period says how many stories there are between two times in the same zone.
func (w Words) Period(stories int, from, to time.Time) string {
	return fmt.Sprintf(w.CLI.Digest.Period, w.Items(stories), w.Full(from), w.FullZone(to))
}

// Others says how many items more tell the same story, Rest how many stories
// of a rubric were left out.
func (w Words) Others(n int) string { return w.count(n, w.CLI.Digest.Others) }

// Rest is described with Others.
func (w Words) Rest(n int) string { return w.count(n, w.CLI.Digest.Rest) }

func digestWords(code string) Digest {
	switch code {
	case "ru":
		return Digest{
			Title:     "Новости: %s",
			Period:    "%s: %s – %s",
			Others:    Forms{Other: "и ещё %s об этом же"},
			Rest:      Forms{Other: "и ещё %s"},
			Written:   "Новостей в сводке: %s, файл %s",
			Exported:  "Записано новостей: %s, файл %s",
			Stories:   "Новости",
			BadSince:  "%s: нужен срок, например 12h, 1d или 2025-11-28.",
			BadFormat: "%s: нужно json, csv или markdown.",
		}
	case "az":
		return Digest{
			Title:     "Xəbərlər: %s",
			Period:    "%s: %s – %s",
			Others:    Forms{Other: "bu barədə daha %s"},
			Rest:      Forms{Other: "və daha %s"},
			Written:   "İcmaldakı xəbərlər: %s, fayl: %s",
			Exported:  "Yazılan xəbərlər: %s, fayl: %s",
			Stories:   "Xəbərlər",
			BadSince:  "%s: müddət lazımdır, məsələn 12h, 1d və ya 2025-11-28.",
			BadFormat: "%s: json, csv və ya markdown lazımdır.",
		}
	}
	return Digest{
		Title:     "News: %s",
		Period:    "%s: %s – %s",
		Others:    Forms{One: "and %s more on this", Other: "and %s more on this"},
		Rest:      Forms{One: "and %s more", Other: "and %s more"},
		Written:   "Stories in the digest: %s, to %s",
		Exported:  "Stories written: %s, to %s",
		Stories:   "Stories",
		BadSince:  "%s: a time is wanted, such as 12h, 1d or 2025-11-28.",
		BadFormat: "%s: json, csv or markdown is wanted.",
	}
}

func digestPart(code string) part {
	switch code {
	case "ru":
		return part{
			short: map[string]string{
				"digest": "последние сутки по рубрикам, одним документом",
				"export": "записать список подписок или новости",
			},
			long: map[string]string{
				"digest": "Markdown или страница HTML, которой ничего не нужно из сети. Рубрики идут в вашем порядке; впереди новости со звёздочкой и те, на которые указывает правило; одна новость из нескольких источников стоит один раз. Отбор пишется как в news. Файл с именем на .html — тоже страница. Когда новостей нет, не пишется ничего.",
				"export": "Без --items — подписки в OPML 2.0; записано и то, что знает об источнике только rubrika: import вернёт те же подписки. С --items — новости с текстами, сначала новые: json — строки, как у read --json; csv — таблица, в которой ячейка, похожая на формулу, начинается с апострофа; markdown — один документ. Формат, если не назван, берётся из имени файла; такое имя, как и любой другой ключ, уже означает новости. Без имени файла — на стандартный вывод; файл появляется только целиком.",
			},
			flag: map[string]string{
				"since": "с какого времени: 12h, 1d, 2w или день, например 2025-11-28", "html": "страница HTML вместо Markdown",
				"digest.json": "один объект JSON на рубрику", "digest.limit": "не больше стольких новостей в рубрике, 0 — все",
				"output": "записать в этот файл", "items": "новости вместо подписок", "format": "формат новостей: json, csv или markdown",
				"export.filter": "какие новости", "export.limit": "не больше стольких новостей, 0 — все",
				"import.json": "один объект JSON",
			},
		}
	case "az":
		return part{
			short: map[string]string{
				"digest": "son bir gün rubrikalar üzrə, bir sənəddə",
				"export": "abunəliklərin siyahısını və ya xəbərləri yazmaq",
			},
			long: map[string]string{
				"digest": "Markdown və ya şəbəkədən heç nə istəməyən HTML səhifəsi. Rubrikalar sizin sıranızla gəlir; əvvəl ulduzlu və qaydanın göstərdiyi xəbərlər; bir neçə mənbədəki eyni xəbər bir dəfə yazılır. Süzgəc news əmrindəki kimi yazılır. Adı .html ilə bitən fayl da səhifədir. Xəbər yoxdursa, heç nə yazılmır.",
				"export": "--items olmadan abunəliklər OPML 2.0 ilə; mənbə haqqında yalnız rubrikanın bildikləri də yazılır: import həmin abunəlikləri qaytarır. --items ilə xəbərlər mətnləri ilə, əvvəl yeniləri: json — read --json kimi sətirlər; csv — cədvəl, düstura oxşayan xana apostrofla başlayır; markdown — bir sənəd. Format deyilməyibsə, faylın adından götürülür; belə ad, hər hansı başqa açar kimi, özü xəbərləri bildirir. Fayl adı yoxdursa, standart çıxışa; fayl yalnız bütöv halda yaranır.",
			},
			flag: map[string]string{
				"since": "nə vaxtdan: 12h, 1d, 2w və ya gün, məsələn 2025-11-28", "html": "Markdown əvəzinə HTML səhifəsi",
				"digest.json": "hər rubrika üçün bir JSON obyekti", "digest.limit": "rubrikada ən çoxu bu qədər xəbər, 0 — hamısı",
				"output": "bu fayla yazmaq", "items": "abunəliklər əvəzinə xəbərlər", "format": "xəbərlərin formatı: json, csv və ya markdown",
				"export.filter": "hansı xəbərlər", "export.limit": "ən çoxu bu qədər xəbər, 0 — hamısı",
				"import.json": "bir JSON obyekti",
			},
		}
	}
	return part{
		short: map[string]string{
			"digest": "the last day by rubric, as one document",
			"export": "write the list of subscriptions, or stories",
		},
		long: map[string]string{
			"digest": "Markdown, or a page of HTML that needs nothing from the network. Rubrics stand in your order; stories with a star and those that a rule points out come first; a story of several sources stands there once. A filter is written as for news. A file whose name ends in .html is a page too. Without any stories nothing is written.",
			"export": "Without --items the subscriptions in OPML 2.0; what rubrika alone knows of a source is in it too: import gives the same subscriptions. With --items stories with their texts, the newest first: json is lines as of read --json; csv a table, in which a cell that looks like a formula begins with an apostrophe; markdown one document. A format that is not named is that of the file's name; such a name, as any other flag, asks for stories by itself. To standard output when no file is named; a file is there whole or not at all.",
		},
		flag: map[string]string{
			"since": "from when on: 12h, 1d, 2w, or a day such as 2025-11-28", "html": "a page of HTML in place of Markdown",
			"digest.json": "one JSON object a rubric", "digest.limit": "at most so many stories of a rubric, 0 for all",
			"output": "write to this file", "items": "stories in place of subscriptions", "format": "format of stories: json, csv or markdown",
			"export.filter": "which stories", "export.limit": "at most so many stories, 0 for all",
			"import.json": "one JSON object",
		},
	}
}
