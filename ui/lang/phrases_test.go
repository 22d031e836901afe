package lang

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

func TestError(t *testing.T) {
	secret := errors.New("<h1>SERVER TEXT</h1>")
	at := time.Date(2025, 11, 28, 12, 40, 0, 0, time.Local)
	for _, c := range []struct {
		err      error
		code     string
		sentence string
	}{
		{
			&feed.Error{Op: "fetch", Source: "https://example.org/rss", Kind: feed.KindNotFound, Status: 404, Err: secret}, "ru",
			"https://example.org/rss: по этому адресу ничего нет (HTTP 404); найдите новый адрес или удалите источник.",
		},
		{
			&feed.Error{Op: "fetch", Source: "Заря", Kind: feed.KindTooMany, Status: 429, Retry: at}, "ru",
			"Заря: сервер просит зайти позже (HTTP 429, следующая попытка 28 ноя 12:40); rubrika подождёт сама.",
		},
		{
			fmt.Errorf("start: %w", &feed.Error{Op: "read", Source: "/home/a/config.toml", Kind: feed.KindConfig, Line: 3, Column: 7, Near: "theme"}), "en",
			"/home/a/config.toml:3:7: there is a mistake in the settings (did you mean “theme”?); correct it and start again.",
		},
		{
			&feed.Error{Op: "filter", Kind: feed.KindUsage, Line: 1, Column: 12, Near: "rubric:"}, "ru",
			"Одно из слов непонятно (знак 12, может быть, «rubric:»?); исправьте его и повторите.",
		},
		{
			&feed.Error{Op: "open store", Kind: feed.KindBusy}, "az",
			"Anbarı başqa rubrika tutub; onu bağlayın və ya bir azdan təkrarlayın.",
		},
		{
			&feed.Error{Op: "refresh", Err: &feed.Error{Op: "fetch", Source: "Заря", Kind: feed.KindEmpty}}, "ru",
			"Заря: сервер прислал пустой ответ; попробуйте позже.",
		},
		{&feed.Error{Op: "refresh", Err: secret}, "en", "Rubrika made a mistake; go on reading; if it happens again, report it."},
		{errors.New("unexpected"), "en", "Rubrika made a mistake; go on reading; if it happens again, report it."},
		{fmt.Errorf("fetch: %w", context.Canceled), "ru", "Прервано."},
		{nil, "ru", ""},
	} {
		if got := For(c.code).Error(c.err); got != c.sentence {
			t.Errorf("got  %s\nwant %s", got, c.sentence)
		}
	}
}

// Every kind is one printable sentence that says nothing of what a server
// sent, in every language.
// Failed names a source by its title, or not at all where it is in sight.
func TestFailed(t *testing.T) {
	gone := &feed.Error{Op: "fetch", Source: "https://example.org/rss", Kind: feed.KindNotFound, Status: 404}
	broken := &feed.Error{Op: "read", Source: "https://example.org/list", Kind: feed.KindList, Line: 3, Column: 9}
	for _, c := range []struct {
		title string
		err   error
		want  string
	}{
		{"Wire\x1b[2J", gone, "Wire[2J: there is nothing at this address (HTTP 404); find the new address or remove the source."},
		{"", gone, "There is nothing at this address (HTTP 404); find the new address or remove the source."},
		{"", broken, "The list of subscriptions is broken, and nothing of it was taken; correct it or export it anew."},
		{"Wire", fmt.Errorf("x: %w", context.Canceled), "Stopped."},
		{"Wire", errors.New("x"), "Wire: rubrika made a mistake; go on reading; if it happens again, report it."},
	} {
		if got := For("en").Failed(c.title, c.err); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	if gone.Source == "" {
		t.Error("the error itself was changed")
	}
}

// What a reader can meet while sources are read says what to do, each kind
// something of its own.
func TestKindsAreToldApart(t *testing.T) {
	for _, code := range Codes() {
		w, what := For(code), map[string]feed.Kind{}
		for _, k := range feed.Kinds() {
			sentence := w.Trouble(k)
			if other, ok := what[sentence]; ok {
				t.Errorf("%s: %s and %s are the same: %s", code, k, other, sentence)
			}
			what[sentence] = k
			if strings.Count(sentence, "; ") < 1 {
				t.Errorf("%s: %s does not say what to do: %s", code, k, sentence)
			}
		}
	}
}

func TestErrorIsClean(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		for _, k := range feed.Kinds() {
			got := w.Error(&feed.Error{
				Op: "fetch", Source: "a\x1b]52;c;eA==\a\u202eb" + strings.Repeat("x", 500), Kind: k, Status: 500,
				Near: "w\u009bord", Err: errors.New("SERVER \x1b[31m"),
			})
			if strings.Contains(got, "SERVER") || strings.Contains(got, "fetch") {
				t.Errorf("%s %s tells what it should not: %s", code, k, got)
			}
			if i := strings.IndexFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
				t.Errorf("%s %s: %q", code, k, got[i:])
			}
			if n := utf8.RuneCountInString(got); n > 450 || !strings.HasSuffix(got, ".") {
				t.Errorf("%s %s: %d letters: %s", code, k, n, got)
			}
		}
	}
}

func TestDeeds(t *testing.T) {
	ru, en := For("ru"), For("en")
	marks := feed.Deed{ID: 1, Kind: "mark", Set: feed.Read, Items: 12}
	away := feed.Deed{ID: 2, Kind: "unsubscribe", Source: "Заря\x1b[2J"}
	for _, c := range []struct{ got, want string }{
		{ru.Undone(marks), "Отменено: отметки 12 новостей"},
		{ru.Redone(marks), "Повторено: отметки 12 новостей"},
		{en.Undone(feed.Deed{Kind: "mark", Items: 1}), "Undone: marks of 1 story"},
		{ru.Undone(away), "Источник возвращён: Заря[2J"},
		{ru.Redone(away), "Источник убран: Заря[2J"},
		{en.Undone(feed.Deed{Kind: "subscribe", Source: "100 %s"}), "Source taken away: 100 %s"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestWhy(t *testing.T) {
	ru := For("ru")
	for _, c := range []struct {
		why  feed.Evidence
		want string
	}{
		{feed.Evidence{Kind: feed.ByCategory, Text: "Финансы"}, "Экономика, В мире: рубрика издания «Финансы»"},
		{feed.Evidence{Kind: feed.ByURL, Text: "finance%20x"}, "Экономика, В мире: по адресу: «finance%20x»"},
		{feed.Evidence{Kind: feed.ByFeed, Text: "sport"}, "Экономика, В мире: рубрика источника: Спорт"},
		{feed.Evidence{Kind: feed.ByNothing}, "Экономика, В мире: рубрика не найдена"},
		{feed.Evidence{}, "Экономика, В мире: рубрика не найдена"},
	} {
		it := feed.Item{Rubrics: []feed.Rubric{feed.Economy, feed.World}, Why: c.why}
		if got := ru.Why(it); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestFilter(t *testing.T) {
	ru, en := For("ru"), For("en")
	for filter, want := range map[string]string{
		"":                            "",
		"rubric:economy rubric:world": "Экономика, В мире",
		"-rubric:sport":               "кроме: Спорт",
		"section:Финансы tag:ОТГ -tag:СМИ": "Финансы, #ОТГ, кроме: #СМИ",
		"lang:ru -lang:xx":               "русский, кроме: xx",
		"is:unread has:video -has:photo": "непрочитанные, видео, кроме: фото",
		"is:starred":                     "избранное",
		"is:unread is:starred":           "непрочитанные, избранное",
		"is:read -is:starred":            "прочитанные, кроме: избранное",
		"topic:ОТГ -topic:RSS":           "кроме: RSS",
		"since:2d until:2025-11-28":      "не раньше: 2 дн, до: 28 ноября",
		"since:5h":                       "не раньше: 5 ч",
		"страхование -банк":              "«страхование», кроме: «банк»",
	} {
		f, err := feed.ParseFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		if got := ru.Filter(f); got != want {
			t.Errorf("%s: %q, want %q", filter, got, want)
		}
	}
	if got := en.Filter(feed.Filter{Sources: []string{"a\x1b[1mb"}}); got != "a[1mb" {
		t.Errorf("%q", got)
	}
}

func TestLanguageNames(t *testing.T) {
	ru := For("ru")
	for code, want := range map[string]string{"ru": "русский", "az": "азербайджанский", "xx": "xx", "": "язык неизвестен"} {
		if got := ru.Language(code); got != want {
			t.Errorf("%q: %q", code, got)
		}
	}
}

func TestUpper(t *testing.T) {
	for code, want := range map[string]string{"az": "XARİCİ SIYASƏT", "tr": "XARİCİ SIYASƏT", "en": "XARICI SIYASƏT"} {
		if got := Upper("Xarici sıyasət", code); got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
}

func TestSentencesForNothing(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		for _, pair := range [][2]string{w.NoMatch("C"), w.NoneUnread("u"), w.NoneStarred("u"), w.Empty("R")} {
			if pair[0] == "" || strings.Contains(pair[1], "%") || len(pair[1]) < 3 || pair[1][1] != ' ' {
				t.Errorf("%s: %q does not name the key", code, pair)
			}
		}
		if small := w.TooSmall(30, 8, 40, 10); !strings.Contains(small[0], "30×8") || !strings.Contains(small[1], "40×10") {
			t.Errorf("%s: %q", code, small)
		}
		for _, text := range []string{w.TeaserOnly("o"), w.NoText("o")} {
			if !strings.HasSuffix(text, ": o") {
				t.Errorf("%s: %q does not name the key", code, text)
			}
		}
		if w.Waiting()[0] == "" || !strings.HasSuffix(w.HelpTitle("article"), w.views["article"]) {
			t.Errorf("%s: nothing to wait for", code)
		}
		if w.Action("down") == "" || w.Action("link-9") == "" || w.Action("nothing") != "" || w.Group("move") == "" {
			t.Errorf("%s: actions", code)
		}
	}
}
