package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// rewrites has the settings file say something else.
func (r *reader) rewrites(edit func(*config.Config)) {
	r.t.Helper()
	c := r.m.settings.file
	c.Rubrics = slices.Clone(c.Rubrics)
	edit(&c)
	r.send(settingsMsg{config: c})
}

func TestSettingsWhileOpen(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 160, h: 40})
	r.press("j", "j")
	at, before := r.m.headlines.Index(), r.m.headlines.Items()
	selected, _ := r.m.headlines.Selected()
	r.rewrites(func(c *config.Config) {
		c.Lang, c.Theme, c.Layout, c.Width, c.Times, c.Preview, c.Mouse = "ru", "newsprint", "ru", 50, "ago", false, false
		c.Rubrics = []feed.Rubric{feed.Sport, feed.World, feed.Politics}
		c.Topics = []string{"Formula 1"}
		c.Keys = []config.Rebinding{{Action: "star", Keys: []string{"*"}}, {View: "picker", Action: "exclude", Keys: []string{"ctrl+e"}}}
		c.Browser, c.Refresh = config.Command{"true"}, config.Default().Refresh
	})
	if it, _ := r.m.headlines.Selected(); r.m.headlines.Index() != at || it.ID != selected.ID || len(r.m.headlines.Items()) != len(before) {
		t.Error("the list has moved")
	}
	page := r.screen()
	if !strings.Contains(page, "1 Спорт") || !strings.Contains(page, "Настройки изменены и уже действуют.") {
		t.Errorf("the page is\n%s", page)
	}
	if r.m.theme.Name() != "newsprint" || r.m.layout.preview.w != 0 || r.m.article.Measure() != 50 || r.m.View().MouseMode != 0 {
		t.Errorf("theme %s, preview %d, measure %d", r.m.theme.Name(), r.m.layout.preview.w, r.m.article.Measure())
	}
	if r.m.sources.ByHand {
		t.Error("the sources say that they are asked by hand")
	}
	r.press("*")
	if it, _ := r.m.headlines.Selected(); !it.State.Has(feed.Starred) {
		t.Error("the key of the settings sets no star")
	}
	r.press("f")
	if it, _ := r.m.headlines.Selected(); !it.State.Has(feed.Starred) {
		t.Error("the usual key still works")
	}
	r.press("c")
	if page := r.screen(); !strings.Contains(page, "C-e ") || strings.Contains(page, "x исключить") {
		t.Errorf("the category filter names other keys:\n%s", page)
	}
	r.press("esc", "?")
	if page := r.screen(); !strings.Contains(page, "* ") {
		t.Errorf("the help does not know the key:\n%s", page)
	}
}

// What the reader changed by a key stays until the file says something else of
// that very thing.
func TestSettingsLeaveWhatIsSetByHand(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 160, h: 40})
	r.press("v")
	r.m.config.Theme = "caspian"
	r.m.showPictures(false)
	r.rewrites(func(c *config.Config) { c.Times = "ago" })
	if r.m.config.Preview || r.m.config.Theme != "caspian" || r.m.theme.Name() != "caspian" || r.m.album.on || r.m.config.Times != "ago" {
		t.Errorf("preview %v, theme %s, pictures %v", r.m.config.Preview, r.m.theme.Name(), r.m.album.on)
	}
	r.rewrites(func(c *config.Config) { c.Theme, c.Pictures, c.Preview = "light", false, false })
	r.rewrites(func(c *config.Config) { c.Pictures, c.Preview = true, true })
	if !r.m.config.Preview || r.m.theme.Name() != "light" || !r.m.album.on {
		t.Errorf("preview %v, theme %s, pictures %v", r.m.config.Preview, r.m.theme.Name(), r.m.album.on)
	}
}

// An open article is laid out anew, and says its notes in the new language.
func TestSettingsOverAnArticle(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 40})
	r.press("enter")
	title := r.m.article.Article().Title
	long := func() int {
		n := 0
		for line := range strings.SplitSeq(r.screen(), "\n") {
			if len([]rune(strings.TrimSpace(line))) > 50 {
				n++
			}
		}
		return n
	}
	wide := long()
	r.rewrites(func(c *config.Config) { c.Width, c.Lang = 40, "az" })
	if r.m.view != viewArticle || r.m.article.Article().Title != title || r.m.article.Measure() != 40 {
		t.Errorf("the article is %q, %d cells", r.m.article.Article().Title, r.m.article.Measure())
	}
	if now := long(); now >= wide {
		t.Errorf("%d long lines, before %d", now, wide)
	}
}

func TestSettingsWithMistakes(t *testing.T) {
	r := sit(t, setup{lang: "ru", w: 120, h: 30})
	r.send(settingsMsg{err: &feed.Error{
		Op: "read settings", Source: "config.toml", Kind: feed.KindConfig, Line: 7, Column: 3, Near: "width", Err: errors.New("no setting"),
	}})
	if page := r.screen(); !strings.Contains(page, "config.toml:7:3: ") || !strings.Contains(page, "width") {
		t.Errorf("the mistake is not told:\n%s", page)
	}
	r.rewrites(func(c *config.Config) {
		c.Keys = []config.Rebinding{{Action: "star", Keys: []string{"m"}, Line: 3, Column: 1}}
	})
	r.press("m")
	if it, _ := r.m.headlines.Selected(); !it.State.Has(feed.Read) {
		t.Error("the usual keys do not work any more")
	}
	r.rewrites(func(c *config.Config) { c.Store, c.Start = "/elsewhere.db", feed.Filter{Is: feed.Starred} })
	if page := r.screen(); !strings.Contains(page, "со следующего запуска подействует: store, start.") || !r.m.filter.IsZero() {
		t.Errorf("what counts from the next start:\n%s", page)
	}
}

// A mistake is told until it is corrected, also where that leads back to what
// holds; one in the theme that was chosen is a mistake too.
func TestSettingsCorrected(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.toml")
	r := sit(t, setup{lang: "en", w: 100, h: 30, edit: func(c *config.Config) { c.Themes = dir }})
	r.send(settingsMsg{err: &feed.Error{Op: "read settings", Source: "config.toml", Kind: feed.KindConfig, Line: 7, Column: 3}})
	r.sees("config.toml:7:3: ")
	r.send(settingsMsg{err: &feed.Error{
		Op: "read settings", Source: "config.toml", Kind: feed.KindConfig, Line: 4, Column: 1, Near: "width",
		Err: &config.Fault{Problem: config.ProblemUnknown, Word: "widht", Err: errors.New("no setting")},
	}})
	r.sees("config.toml:4:1: there is no setting “widht”; did you mean “width”? Until it is corrected")
	r.rewrites(func(*config.Config) {})
	r.sees("The settings have changed, and hold from now on.")

	if err := os.WriteFile(mine, []byte("background = \"blue\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := r.m.theme
	r.rewrites(func(c *config.Config) { c.Theme, c.Times = "mine", "ago" })
	r.sees("mine.toml:1:14: ", "until then the former ones hold")
	if r.m.theme != before || r.m.config.Times == "ago" {
		t.Error("half of the settings were taken over")
	}
	copyTheme(t, "newsprint", mine, "#", "#")
	r.rewrites(func(c *config.Config) { c.Theme, c.Times = "mine", "ago" })
	r.sees("The settings have changed, and hold from now on.")
	if r.m.theme == before || r.m.config.Times != "ago" {
		t.Error("the corrected settings were not taken over")
	}
	if err := os.WriteFile(mine, []byte("[colors"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.rewrites(func(*config.Config) {})
	r.sees("mine.toml:1:", "until then the former ones hold")
}

// A theme that was rewritten is put on, and nothing is said of settings.
func TestThemeWhileOpen(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.toml")
	copyTheme(t, "newsprint", mine, "#", "#")
	r := sit(t, setup{lang: "en", w: 100, h: 30, edit: func(c *config.Config) { c.Themes, c.Theme = dir, "mine" }})
	before := r.m.theme
	copyTheme(t, "newsprint", mine, before.Hex(1), "#123456")
	r.rewrites(func(*config.Config) {})
	if r.m.theme == before || r.m.theme.Hex(1) != "#123456" || r.m.notice != "" {
		t.Errorf("the theme has %s, and says %q", r.m.theme.Hex(1), r.m.notice)
	}
}

// The model waits again after each change, until there is nothing to wait for.
func TestSettingsAreAwaited(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 100, h: 30})
	calls, later := 0, r.m.settings.file
	later.Times = "ago"
	r.m.settings.changed = func(context.Context) (config.Config, error) {
		calls++
		switch calls {
		case 1:
			return config.Config{}, &feed.Error{Op: "read settings", Source: "x", Kind: feed.KindConfig, Err: errors.New("wrong")}
		case 2:
			return later, nil
		}
		return config.Config{}, errors.Join(fs.ErrClosed, errors.New("no watches left"))
	}
	r.run(r.m.awaitSettings())
	if calls != 3 || r.m.config.Times != "ago" {
		t.Errorf("%d calls, times %q", calls, r.m.config.Times)
	}
}

// Views of the settings come into the row of rubrics without a new start.
func TestViewsOfTheSettingsWhileOpen(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 160, h: 40})
	f, err := feed.ParseFilter("title:the")
	if err != nil {
		t.Fatal(err)
	}
	list := []feed.View{{Kind: feed.ViewList, Name: "Articles", Filter: f, Bar: true, Declared: true}}
	if err := r.lib.Configure(t.Context(), library.Settings{Views: list}); err != nil {
		t.Fatal(err)
	}
	r.rewrites(func(c *config.Config) { c.Views = list })
	if !slices.ContainsFunc(r.m.rules.all, func(v feed.View) bool { return v.Name == "Articles" && v.Declared }) {
		t.Errorf("the views are %v", r.m.rules.all)
	}
	if page := r.screen(); !strings.Contains(page, "Articles") {
		t.Errorf("no view in the row:\n%s", page)
	}
}

// Rules of the settings hide and mark what is on the screen, without a new
// start and with the cursor where it is.
func TestRulesOfTheSettingsWhileOpen(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 40})
	r.press("j", "j")
	selected, _ := r.m.headlines.Selected()
	r.sees("Why a barrel is 159 litres")
	rule := func(kind feed.ViewKind, name, filter string) feed.View {
		f, err := feed.ParseFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		return feed.View{Kind: kind, Name: name, Filter: f, Declared: true}
	}
	for _, list := range [][]feed.View{{rule(feed.ViewMute, "Barrels", "title:barrel"), rule(feed.ViewWatch, "Tea", "title:armudu")}, {}} {
		if err := r.lib.Configure(t.Context(), library.Settings{Views: list}); err != nil {
			t.Fatal(err)
		}
		r.rewrites(func(c *config.Config) { c.Views = list })
		ruled := len(list) > 0
		page := r.screen()
		if strings.Contains(page, "Why a barrel is 159 litres") == ruled || strings.Contains(page, "◆") != ruled {
			t.Errorf("with %d rules the page is\n%s", len(list), page)
		}
		if it, _ := r.m.headlines.Selected(); it.ID != selected.ID {
			t.Errorf("with %d rules another story is selected", len(list))
		}
	}
}

// With keys of the settings the reader opens with them.
func TestOwnKeysFromTheStart(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 120, h: 30, edit: func(c *config.Config) {
		c.Keys = []config.Rebinding{{Action: "next-unread", Keys: []string{"ctrl+n"}}, {View: "headlines", Action: "rubric-1", Keys: []string{"!"}}}
	}})
	r.press("ctrl+n")
	if r.m.headlines.Index() == 0 {
		t.Error("ctrl+n goes to no unread story")
	}
	r.press("!")
	if len(r.m.filter.Rubrics) != 1 {
		t.Error("! shows no rubric")
	}
	r.press(":")
	r.types("next unread")
	if page := r.screen(); !strings.Contains(page, "C-n") {
		t.Errorf("the palette names other keys:\n%s", page)
	}
	if got := r.m.rubricEntries(keys.Headlines)[0].Keys; got != "!" {
		t.Errorf("the palette has the rubric on %q", got)
	}
}

// copyTheme writes a built-in theme to a file, with one colour in the place of
// another.
func copyTheme(t *testing.T, name, to, color, other string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("theme", "themes", name+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte(strings.ReplaceAll(string(data), color, other)), 0o600); err != nil {
		t.Fatal(err)
	}
}
