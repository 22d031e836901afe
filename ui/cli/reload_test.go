package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/lang"
)

// session is a reader's session on settings of their own.
type session struct {
	t    *testing.T
	path string
	lib  *library.Library
	next func(context.Context) (config.Config, error)
}

func openSession(t *testing.T, settings string, args ...string) *session {
	t.Helper()
	dir := t.TempDir()
	s := &session{t: t, path: filepath.Join(dir, "config.toml")}
	s.write(settings)
	a := &app{configPath: s.path, words: lang.For("en"), env: Env{Args: args, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"LANG": "az_AZ.UTF-8"}[name]
	}}}
	var err error
	if a.config, err = a.loadSettings(); err != nil {
		t.Fatal(err)
	}
	if s.lib, err = library.Open(t.Context(), a.options(filepath.Join(dir, "edition.db"))); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.lib.Close() })
	s.next = a.session(s.lib, false).Changed
	return s
}

func (s *session) write(text string) {
	s.t.Helper()
	if err := os.WriteFile(s.path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// sees waits until the settings are as ready says.
func (s *session) sees(ready func(config.Config, error) bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	for {
		c, err := s.next(ctx)
		if ctx.Err() != nil || errors.Is(err, fs.ErrClosed) {
			s.t.Fatalf("the change was not told: %v", err)
		}
		if ready(c, err) {
			return
		}
	}
}

func TestChanged(t *testing.T) {
	t.Parallel()
	s := openSession(t, "width = 50")
	s.write("width = 51") // before anybody waits
	s.sees(func(c config.Config, err error) bool { return err == nil && c.Width == 51 && c.Lang == "az" })
	s.write("lang = \"ru\"\n[views]\n\"Baku\" = \"topic:Baku\"\n")
	s.sees(func(c config.Config, err error) bool { return err == nil && c.Lang == "ru" && c.Width == 76 })
	views, err := s.lib.Views(t.Context())
	if err != nil || len(views) != 1 || views[0].Name != "Baku" {
		t.Errorf("the library has the views %v: %v", views, err)
	}
	s.write("widht = 51")
	s.sees(func(_ config.Config, err error) bool {
		return feed.KindOf(err) == feed.KindConfig && strings.Contains(err.Error(), "config.toml:1:1: ")
	})
	s.write("[keys]\nstar = \"m\"")
	s.sees(func(_ config.Config, err error) bool {
		return err != nil && strings.Contains(err.Error(), "config.toml:2:8: ")
	})
	if views, err = s.lib.Views(t.Context()); err != nil || len(views) != 1 {
		t.Errorf("a mistake has taken views away: %v %v", views, err)
	}
	s.write("")
	s.sees(func(c config.Config, err error) bool { return err == nil && c.Lang == "az" })
	if views, err = s.lib.Views(t.Context()); err != nil || len(views) != 0 {
		t.Errorf("views that are in no file any more: %v %v", views, err)
	}
}

// Lists that the settings do not name any more hold no longer: nil would leave
// what there is.
func TestNothingIsASetting(t *testing.T) {
	t.Parallel()
	if s := settings(config.Default()); s.Inside == nil || s.Views == nil || s.OnNew != nil {
		t.Errorf("networks %v, views %v, a hook: %v", s.Inside, s.Views, s.OnNew != nil)
	}
}

// What the command line says wins over what the file says later.
func TestChangedUnderFlags(t *testing.T) {
	t.Parallel()
	s := openSession(t, "", "--lang", "ru")
	s.write("lang = \"az\"\nwidth = 60")
	s.sees(func(c config.Config, err error) bool { return err == nil && c.Width == 60 && c.Lang == "ru" })
}

func TestChangedEnds(t *testing.T) {
	t.Parallel()
	s := openSession(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
	if _, err := s.next(t.Context()); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("afterwards: %v", err)
	}
	s = openSession(t, "")
	if err := errors.Join(os.Remove(s.path), os.Mkdir(s.path, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.next(t.Context()); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("what cannot be watched: %v", err)
	}
}
