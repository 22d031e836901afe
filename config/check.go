package config

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rubrika/feed"
)

// names returns the keys of a settings file.
func names() []string {
	var out []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[document]()) {
		if tag := f.Tag.Get("toml"); tag != "-" && !f.Anonymous {
			out = append(out, tag)
		}
	}
	return out
}

// wants says what a key's value has to be, or nothing for an unknown key.
func wants(key []string) string {
	if len(key) == 0 {
		return ""
	}
	switch name := strings.ToLower(key[0]); name {
	case "lang", "theme", "layout", "times", "notify":
		return "one of " + quoted(choices(name))
	case "store", "clippings":
		return "a path in quotes"
	case "topics":
		return "a list of topics: [\"Bakı\", \"Formula 1\"]"
	case "rubrics":
		return "a list of rubrics: [\"politics\", \"world\"]"
	case "width":
		return "a whole number from 40 to 120"
	case "refresh":
		return `a time in quotes such as "30m" or "1h30m", or "0"`
	case "prefetch", "preview", "pictures", "mouse":
		return "true or false"
	case "inside":
		return `a list of networks: ["192.168.1.0/24"]`
	case "keep":
		return wantsKeep(key[1:])
	case "browser", "player", "pipe", "on_new":
		return `a command as a list: ["firefox", "--new-tab"]`
	case "start":
		return `a filter in quotes such as "is:unread"`
	case "quiet":
		return `hours in quotes such as "22:00-08:00", or ""`
	case "file", "views", "mute", "watch", "keys":
		return wantsIn(name, len(key) > 1)
	}
	return ""
}

// wantsIn says what the lines of a table have to be, or the table itself.
func wantsIn(table string, line bool) string {
	switch {
	case !line && table == "keys":
		return `lines such as next-unread = ["J"] or article.zen = "f5" under [keys]`
	case table == "keys":
		return `a key in quotes, a list of keys, or [] for none`
	case !line && table == "file":
		return `lines such as "Финансы" = "economy" under [file]`
	case !line:
		return fmt.Sprintf(`lines such as "Баку" = "topic:Баку" under [%s]`, table)
	case table == "file":
		return "a rubric in quotes"
	case table == "views":
		return "a filter in quotes, or { filter = \"…\", bar = true }"
	}
	return "a filter in quotes"
}

// wantsKeep says what keep has to be, or a part of it.
func wantsKeep(part []string) string {
	switch strings.Join(part, ".") {
	case "days", "items":
		return "a whole number from 0 on"
	case "starred", "unread":
		return "true or false"
	}
	return "{ days = 90, items = 0, starred = true, unread = false }"
}

// choices returns the values a key may have. The themes are those that the
// screen has; its tests hold the list to them.
func choices(key string) []string {
	switch key {
	case "lang":
		return []string{"", "ru", "az", "en"}
	case "theme":
		return []string{
			"auto", "dark", "light", "contrast", "newsprint", "caspian", "teletype", "night-desk",
			"contrast-dark", "contrast-light",
		}
	case "layout":
		return []string{"auto", "ru", "az", "tr", "uk", "be", "kk"}
	case "times":
		return []string{"clock", "ago"}
	case "notify":
		return []string{"off", "bell", "terminal"}
	}
	return nil
}

func quoted(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, strconv.Quote(s))
	}
	return strings.Join(out, ", ")
}

// check notes the wrong values.
func (c *Config) check(f *findings) {
	c.checkChoices(f)
	c.checkNumbers(f)
	c.checkPaths(f)
	c.checkTopics(f)
	c.checkRubrics(f)
	c.checkFile(f)
}

func (c *Config) checkChoices(f *findings) {
	for _, v := range []struct {
		key, value string
		list       []string
	}{
		{"lang", c.Lang, choices("lang")},
		{"theme", c.Theme, append(choices("theme"), c.ownThemes()...)},
		{"layout", c.Layout, choices("layout")},
		{"times", c.Times, choices("times")},
		{"notify", c.Notify, choices("notify")},
	} {
		if !slices.Contains(v.list, v.value) {
			f.note(v.key, nearest(v.value, v.key, v.list), ProblemChoice, v.value, "%s: wants one of %s, not %q", v.key, quoted(v.list), v.value)
		}
	}
}

// ownThemes returns the names of the reader's themes.
func (c *Config) ownThemes() []string {
	var out []string
	entries, _ := os.ReadDir(c.Themes) // most readers have none
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".toml"); ok && name != "" {
			out = append(out, name)
		}
	}
	return out
}

func (c *Config) checkNumbers(f *findings) {
	if c.Width < minWidth || c.Width > maxWidth {
		near := strconv.Itoa(min(max(c.Width, minWidth), maxWidth))
		f.note("width", near, ProblemRange, strconv.Itoa(c.Width), "width: wants %s, not %d", wants([]string{"width"}), c.Width)
	}
	if c.Refresh != 0 && c.Refresh < Duration(5*time.Minute) {
		f.note("refresh", "5m", ProblemRange, time.Duration(c.Refresh).String(), "refresh: wants at least \"5m\", or \"0\" for never")
	}
	for _, v := range []struct {
		key   string
		value int
	}{{"days", c.Keep.Days}, {"items", c.Keep.Items}} {
		if v.value < 0 {
			f.note("keep."+v.key, "0", ProblemRange, strconv.Itoa(v.value), "keep.%s: wants a number from 0 on, not %d", v.key, v.value)
		}
	}
}

func (c *Config) checkPaths(f *findings) {
	for _, v := range []struct{ key, value string }{{"store", c.Store}, {"clippings", c.Clippings}} {
		_, given := f.places[v.key]
		switch {
		case !given:
		case strings.TrimSpace(v.value) == "":
			f.note(v.key, "", ProblemEmpty, v.key, "%s: wants a path, not an empty one", v.key)
		case strings.ContainsRune(v.value, 0):
			f.note(v.key, "", ProblemSign, v.key, "%s: %q has a sign that no path can have", v.key, v.value)
		}
	}
}

// Bounds of the settings: the width of an article in columns, and how many
// topics the strip holds.
const (
	minWidth  = 40
	maxWidth  = 120
	maxTopics = 12
)

func (c *Config) checkTopics(f *findings) {
	for i, topic := range c.Topics {
		topic = strings.TrimSpace(topic)
		c.Topics[i] = topic
		key := element("topics", i)
		switch {
		case topic == "":
			f.note(key, "", ProblemEmpty, "topics", "topics: a topic is empty")
		case strings.ContainsFunc(topic, func(r rune) bool { return !unicode.IsPrint(r) }):
			f.note(key, "", ProblemSign, "topics", "topics: %q has a sign that cannot be shown", topic)
		case slices.ContainsFunc(c.Topics[:i], func(other string) bool { return strings.EqualFold(topic, other) }):
			f.note(key, "", ProblemTwice, topic, "topics: %q is there twice", topic)
		case i == maxTopics:
			f.note(key, "", ProblemRange, topic, "topics: wants at most %d", maxTopics)
		}
	}
}

func (c *Config) checkRubrics(f *findings) {
	for i, r := range c.Rubrics {
		key := element("rubrics", i)
		if !r.Valid() {
			f.note(key, nearRubric(r), ProblemChoice, string(r), "rubrics: no rubric %q", r)
		} else if slices.Index(c.Rubrics, r) < i {
			f.note(key, "", ProblemTwice, string(r), "rubrics: %q is there twice", r)
		}
	}
}

func (c *Config) checkFile(f *findings) {
	for _, s := range sorted(c.File) {
		key, r := "file."+s, c.File[s]
		switch {
		case slices.Contains(names(), s) && !r.Valid():
			f.note(key, "", ProblemPlace, s, "%w", misplaced("file", s))
		case !r.Valid():
			f.note(key, nearRubric(r), ProblemChoice, string(r), "file: no rubric %q for %q", r, s)
		case strings.TrimSpace(s) == "":
			f.note(key, "", ProblemEmpty, "file", "file: an empty string cannot be filed")
		}
	}
}

// element is how places name the n-th value of a list.
func element(key string, n int) string { return fmt.Sprintf("%s[%d]", key, n) }

func nearRubric(r feed.Rubric) string {
	var list []string
	for _, k := range feed.Rubrics() {
		list = append(list, string(k))
	}
	return nearest(string(r), "rubrics", list)
}
