package lang

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"rubrika/feed"
)

func TestHeadings(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{For("ru").Heading(1, 12, 63, 5, "Экономика"), "12 из 63, Экономика, 5 непрочитанных"},
		{For("ru").Heading(13, 24, 12345, 1, ""), "с 13 по 24 из 12\u00a0345, все новости, 1 непрочитанная"},
		{For("az").Heading(13, 24, 63, 0, "İdman"), "13–24, cəmi 63, İdman"},
		{For("en").Heading(1, 1, 1, 1, ""), "1 of 1, all news, 1 unread"},
		{For("en").Tallied(3, "Economy\x1b[2J", 2, 5, false), "3. Economy[2J, 2 unread of 5"},
		{For("az").Tallied(3, "İqtisadiyyat", 2, 5, false), "3. İqtisadiyyat, 2 oxunmamış, cəmi 5"},
		{For("ru").Tallied(1, "ОТГ", 2, 5, true), "1. ОТГ, 2 непрочитанных из 5, набирает силу"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// The help of every language says how to type the same things: but for words,
// which are the language's own.
func TestHelpLinesAgree(t *testing.T) {
	english := For("en").HelpLines()
	for _, code := range Codes() {
		for i, line := range For(code).HelpLines() {
			if line[1] == "" || strings.Fields(line[0])[0] != strings.Fields(english[i][0])[0] {
				t.Errorf("%s: %q, English %q", code, line, english[i])
			}
		}
	}
}

func TestCommand(t *testing.T) {
	ru := For("ru")
	for word, want := range map[string]string{"Помощь": "help", "HELP": "help", "рубрика": "filter", "ещё": "page-down"} {
		if got, _ := ru.Command(word, strings.ToLower); got != want {
			t.Errorf("%s: %q", word, got)
		}
	}
	if id, all := ru.Command("помощ", strings.ToLower); id != "" || feed.Nearest("помощ", all) != "помощь" {
		t.Errorf("%q, %q", id, all)
	}
	for _, code := range Codes() {
		w := For(code)
		for id := range w.Plain.Names {
			if w.Action(id) == "" {
				t.Errorf("%s: %s is no action", code, id)
			}
		}
	}
}

func TestSavedWords(t *testing.T) {
	en := For("en")
	for _, c := range []struct{ got, want string }{
		{en.Saved("/home/a/%s.md"), "Saved: /home/a/%s.md"},
		{en.NotSaved(&feed.Error{Op: "save", Kind: feed.KindFile, Source: "/a", Err: fs.ErrPermission}), "/a: the file cannot be written; check the rights, or name another folder with clippings in the settings."},
		{en.NotSaved(&feed.Error{Op: "save", Kind: feed.KindFile}), "There is no folder to save in; name one with clippings in the settings."},
		{en.NotSaved(&feed.Error{Op: "save", Kind: feed.KindDiskFull, Source: "/a"}), "/a: the disk is full; what was there is kept; make room and repeat."},
		{en.NotSaved(errors.New("x")), en.Error(errors.New("x"))},
		{en.ClipLabel("author"), "Author"},
		{en.ClipLabel("nothing"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
