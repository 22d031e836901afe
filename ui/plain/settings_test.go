package plain_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/ui/lang"
)

// Other settings hold from the next line on, and are told of in one line; a
// mistake changes nothing.
func TestSettingsWhileOpen(t *testing.T) {
	d := newDesk(t, "en")
	type change struct {
		config config.Config
		err    error
	}
	changes := make(chan change)
	d.changed = func(ctx context.Context) (config.Config, error) {
		select {
		case c := <-changes:
			return c.config, c.err
		case <-ctx.Done():
			return config.Config{}, ctx.Err()
		}
	}
	c := d.types(t.Context())
	c.waits("Command: ")
	changes <- change{err: &feed.Error{
		Op: "read settings", Source: "config.toml", Kind: feed.KindConfig, Line: 2, Column: 1, Near: "width", Err: errors.New("no setting"),
	}}
	c.waits("config.toml:2:1: there is a mistake in the settings (did you mean “width”?); correct it: until then the former ones hold.\nCommand: ")
	changes <- change{config: d.config} // the mistake is undone
	c.waits(lang.For("en").SettingsTaken() + "\nCommand: ")
	other := d.config
	other.Lang, other.Store = "ru", "/elsewhere.db"
	other.Rubrics = append([]feed.Rubric{feed.Sport}, other.Rubrics...)
	other.Keys = []config.Rebinding{{Action: "star", Keys: []string{"*"}}}
	changes <- change{config: other}
	c.waits("Настройки изменены; со следующего запуска подействует: store.\nКоманда: ")
	c.types("c")
	c.waits("1. Спорт")
	c.types("* 1")
	c.waits("В избранном")
	wrong := other
	wrong.Keys = []config.Rebinding{{Action: "star", Keys: []string{"m"}, Line: 1, Column: 1}}
	changes <- change{config: wrong}
	c.waits("В настройках ошибка")
	c.types("q")
	c.ends()
}

// Nothing more comes where the settings cannot be watched.
func TestSettingsUnwatched(t *testing.T) {
	d := newDesk(t, "en")
	calls := make(chan struct{}, 2)
	d.changed = func(context.Context) (config.Config, error) {
		calls <- struct{}{}
		return config.Config{}, fs.ErrClosed
	}
	c := d.types(t.Context())
	c.waits("Command: ")
	<-calls
	c.types("q")
	c.ends()
	if len(calls) != 0 {
		t.Error("it is asked for again")
	}
}

// Keys of the reader's own are commands too, and stand in the help; the usual
// letters go on working where they mean nothing else.
func TestOwnLetters(t *testing.T) {
	d := newDesk(t, "en")
	d.config.Keys = []config.Rebinding{
		{View: "headlines", Action: "star", Keys: []string{"*", "ctrl+b"}},
		{View: "headlines", Action: "toggle-read", Keys: []string{"f"}},
		{View: "headlines", Action: "next-match", Keys: nil},
		{View: "headlines", Action: "sort", Keys: []string{"n"}},
	}
	d.says(d.runs("* 1"), "Starred")
	d.says(d.runs("f 2"), "Marked as read")
	d.says(d.runs("m 3"), "Marked as read")
	d.says(d.runs("n"), "oldest first")
	out := d.runs("?")
	d.says(out, "* C-b: star", "f: read or unread", "n: newest first")
	if strings.Contains(out, "next match") {
		t.Errorf("the help names what does not work in lines:\n%s", out)
	}
}
