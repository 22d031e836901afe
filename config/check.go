package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"rubrika/feed"
)

// parse reads a settings file called name.
func parse(name, profile string, doc []byte) (Config, error) {
	doc = bytes.TrimPrefix(doc, []byte("\uFEFF"))
	d := document{Config: defaults(profile)}
	d.Rubrics = nil
	d.Themes = absolute("themes", name)
	err := toml.NewDecoder(bytes.NewReader(doc)).DisallowUnknownFields().Decode(&d)
	if err != nil {
		return defaults(profile), mistake(name, doc, err)
	}
	at := places(doc)
	w, ok := d.check(at)
	if ok {
		w, ok = d.take(at)
	}
	if !ok {
		return defaults(profile), &feed.Error{
			Op: "read settings", Source: name, Kind: feed.KindConfig,
			Line: w.at.line, Column: w.at.column, Near: w.near, Err: w.err,
		}
	}
	d.complete(name)
	return d.Config, nil
}

// mistake words an error of the TOML package: the first unknown key, a value
// of the wrong type, or a fault in the syntax.
func mistake(name string, doc []byte, err error) error {
	e := &feed.Error{Op: "read settings", Source: name, Kind: feed.KindConfig, Err: err}
	var strict *toml.StrictMissingError
	var at *toml.DecodeError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		at = &strict.Errors[0]
		key := at.Key()
		e.Err = fmt.Errorf("no setting %q", strings.Join(key, "."))
		e.Near = feed.Nearest(key[0], names())
		if e.Near == "" || len(key) > 1 { // of an inline table only the last part is told
			e.Near = feed.Nearest(key[len(key)-1], []string{"days", "items", "starred", "unread"})
		}
	case errors.As(err, &at):
		e.Err = syntaxError(doc, at)
	default:
		return e
	}
	e.Line, e.Column = at.Position()
	e.Column = runeColumn(doc, e.Line, e.Column)
	return e
}

// syntaxError words what is often wrong with the quotes of a document, where
// the TOML package tells of bytes; the rest is typeError.
func syntaxError(doc []byte, e *toml.DecodeError) error {
	line, column := e.Position()
	text := e.Error()
	switch says := func(words string) bool { return strings.Contains(text, words) }; {
	case says("at start of key") && foreign(doc, line, column):
		return errors.New(`names with other letters than a to z stand in straight quotes: "Баку" = …`)
	case says("at start of value"), says("expected keyword"):
		return errors.New(`wants a text in straight quotes, "…", a number, or true or false`)
	case says("strings cannot have new lines"):
		return errors.New("a quote that begins on this line does not end on it")
	}
	return typeError(e)
}

// typeError words a value of the wrong type. What is wrong with the document
// itself is left in the words of the TOML package.
func typeError(e *toml.DecodeError) error {
	key := e.Key()
	text := strings.TrimPrefix(e.Error(), "toml: ")
	want := wants(key)
	switch {
	case want == "" || strings.Contains(text, "already"):
		return errors.New(text)
	case len(key) == 2 && strings.EqualFold(key[0], "file") && slices.Contains(names(), key[1]):
		return misplaced("file", key[1])
	}
	return fmt.Errorf("%s: wants %s", strings.Join(key, "."), want)
}

func misplaced(table, key string) error {
	return fmt.Errorf("%s: %q is a setting and belongs above the line [%s]", table, key, table)
}

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
		return "{ days = 90, items = 0, starred = true, unread = false }"
	case "browser", "player", "pipe", "on_new":
		return `a command as a list: ["firefox", "--new-tab"]`
	case "start":
		return `a filter in quotes such as "is:unread"`
	case "quiet":
		return `hours in quotes such as "22:00-08:00", or ""`
	case "file", "views", "mute", "watch":
		return wantsIn(name, len(key) > 1)
	}
	return ""
}

// wantsIn says what the lines of a table have to be, or the table itself.
func wantsIn(table string, line bool) string {
	switch {
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

// wrong is a value that does not do.
type wrong struct {
	at   place
	near string
	err  error
}

// check returns the first wrong value, or true.
func (c *Config) check(at map[string]place) (wrong, bool) {
	for _, part := range []func(map[string]place) (wrong, bool){
		c.checkChoices, c.checkNumbers, c.checkPaths, c.checkTopics, c.checkRubrics, c.checkFile,
	} {
		if w, ok := part(at); !ok {
			return w, false
		}
	}
	return wrong{}, true
}

func (c *Config) checkChoices(at map[string]place) (wrong, bool) {
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
			return wrong{
				at: at[v.key], near: feed.Nearest(v.value, v.list),
				err: fmt.Errorf("%s: wants one of %s, not %q", v.key, quoted(v.list), v.value),
			}, false
		}
	}
	return wrong{}, true
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

func (c *Config) checkNumbers(at map[string]place) (wrong, bool) {
	if c.Width < 40 || c.Width > 120 {
		return wrong{at: at["width"], err: fmt.Errorf("width: wants %s, not %d", wants([]string{"width"}), c.Width)}, false
	}
	if c.Refresh != 0 && c.Refresh < Duration(5*time.Minute) {
		return wrong{at: at["refresh"], near: "5m", err: errors.New("refresh: wants at least \"5m\", or \"0\" for never")}, false
	}
	for _, v := range []struct {
		key   string
		value int
	}{{"days", c.Keep.Days}, {"items", c.Keep.Items}} {
		if v.value < 0 {
			return wrong{at: at["keep."+v.key], err: fmt.Errorf("keep.%s: wants a number from 0 on, not %d", v.key, v.value)}, false
		}
	}
	return wrong{}, true
}

func (c *Config) checkPaths(at map[string]place) (wrong, bool) {
	for _, v := range []struct{ key, value string }{{"store", c.Store}, {"clippings", c.Clippings}} {
		if _, given := at[v.key]; given && strings.TrimSpace(v.value) == "" {
			return wrong{at: at[v.key], err: fmt.Errorf("%s: wants a path, not an empty one", v.key)}, false
		}
	}
	for _, v := range []struct {
		key     string
		command Command
	}{{"browser", c.Browser}, {"player", c.Player}, {"pipe", c.Pipe}, {"on_new", c.OnNew}} {
		if len(v.command) > 0 && strings.TrimSpace(v.command[0]) == "" {
			return wrong{at: at[v.key+"[0]"], err: fmt.Errorf("%s: its first word is empty, and should be a command", v.key)}, false
		}
	}
	return wrong{}, true
}

// maxTopics is how many topics the strip holds.
const maxTopics = 12

func (c *Config) checkTopics(at map[string]place) (wrong, bool) {
	for i, topic := range c.Topics {
		topic = strings.TrimSpace(topic)
		c.Topics[i] = topic
		w := wrong{at: at[fmt.Sprintf("topics[%d]", i)]}
		switch {
		case topic == "":
			w.err = errors.New("topics: a topic is empty")
		case strings.ContainsFunc(topic, func(r rune) bool { return !unicode.IsPrint(r) }):
			w.err = fmt.Errorf("topics: %q has a sign that cannot be shown", topic)
		case slices.ContainsFunc(c.Topics[:i], func(other string) bool { return strings.EqualFold(topic, other) }):
			w.err = fmt.Errorf("topics: %q is there twice", topic)
		case i >= maxTopics:
			w.err = fmt.Errorf("topics: wants at most %d", maxTopics)
		default:
			continue
		}
		return w, false
	}
	return wrong{}, true
}

func (c *Config) checkRubrics(at map[string]place) (wrong, bool) {
	for i, r := range c.Rubrics {
		spot := at[fmt.Sprintf("rubrics[%d]", i)]
		if !r.Valid() {
			return wrong{at: spot, near: nearRubric(r), err: fmt.Errorf("rubrics: no rubric %q", r)}, false
		}
		if slices.Index(c.Rubrics, r) < i {
			return wrong{at: spot, err: fmt.Errorf("rubrics: %q is there twice", r)}, false
		}
	}
	return wrong{}, true
}

func (c *Config) checkFile(at map[string]place) (wrong, bool) {
	var first wrong
	for s, r := range c.File {
		w := wrong{at: at["file."+s]}
		switch {
		case slices.Contains(names(), s) && !r.Valid():
			w.err = misplaced("file", s)
		case !r.Valid():
			w.near, w.err = nearRubric(r), fmt.Errorf("file: no rubric %q for %q", r, s)
		case strings.TrimSpace(s) == "":
			w.err = errors.New("file: an empty string cannot be filed")
		default:
			continue
		}
		if first.err == nil || w.at.before(first.at) {
			first = w
		}
	}
	return first, first.err == nil
}

func nearRubric(r feed.Rubric) string {
	var list []string
	for _, k := range feed.Rubrics() {
		list = append(list, string(k))
	}
	return feed.Nearest(string(r), list)
}

// foreign reports whether a sign stands at a place, in bytes, that TOML takes in
// quotes only.
func foreign(doc []byte, line, column int) bool {
	for ; line > 1; line-- {
		_, doc, _ = bytes.Cut(doc, []byte("\n"))
	}
	r, _ := utf8.DecodeRune(doc[min(max(column-1, 0), len(doc)):])
	return r > unicode.MaxASCII
}

// runeColumn turns a column in bytes into one in runes.
func runeColumn(doc []byte, line, column int) int {
	for ; line > 1; line-- {
		i := bytes.IndexByte(doc, '\n')
		if i < 0 {
			return column
		}
		doc = doc[i+1:]
	}
	if column < 1 || column-1 > len(doc) {
		return column
	}
	return utf8.RuneCount(doc[:column-1]) + 1
}
