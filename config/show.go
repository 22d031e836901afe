package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

// Setting is one setting as it is in force.
type Setting struct {
	// Table is the name of the table it stands in, "" above them all. Name is
	// its own: "width", "Баку", of a key "zen" or "article.zen".
	Table, Name string
	// Value is a string, bool, int or []string, or a map[string]any of those.
	Value any
	// Line is where it stands in the file, from 1; 0 is for a default.
	Line int
}

// Key is how commands name the setting: "width", "views.Баку".
func (s Setting) Key() string {
	if s.Table == "" {
		return s.Name
	}
	return s.Table + "." + s.Name
}

// Show reads the settings as Load does, for those who want to look at them: all
// that are in force, in the order of Config, tables line by line. What is empty
// because there is no home folder is left out.
func Show(path, profile string, checks ...func(Config) []error) ([]Setting, error) {
	c, mistakes := read(path, profile, checks)
	if len(mistakes) > 0 {
		return nil, mistakes[0]
	}
	at := map[string]place{}
	if path == "" {
		path = Path(profile)
	}
	if doc, err := slurp(path); err == nil {
		at = places(bytes.TrimPrefix(doc, []byte("\uFEFF")))
	}
	out := c.settings()
	for i, s := range out {
		key := s.Key()
		if s.Table == "views" || s.Table == "mute" || s.Table == "watch" {
			key = s.Table + "." + untidy(at, s)
		}
		out[i].Line = at[key].name.Line
	}
	return out, nil
}

// untidy is the name of a view with the blanks that it has in the file.
func untidy(at map[string]place, s Setting) string {
	for key := range at {
		if name, ok := strings.CutPrefix(key, s.Table+"."); ok && tidy(name) == s.Name {
			return name
		}
	}
	return s.Name
}

// settings are those of c, without their lines.
func (c Config) settings() []Setting {
	all := []Setting{
		{Name: "lang", Value: c.Lang},
		{Name: "theme", Value: c.Theme},
		{Name: "store", Value: c.Store},
		{Name: "rubrics", Value: texts(c.Rubrics)},
		{Name: "layout", Value: c.Layout},
		{Name: "width", Value: c.Width},
		{Name: "topics", Value: texts(c.Topics)},
		{Name: "preview", Value: c.Preview},
		{Name: "pictures", Value: c.Pictures},
		{Name: "mouse", Value: c.Mouse},
		{Name: "clippings", Value: c.Clippings},
		{Name: "times", Value: c.Times},
		{Name: "refresh", Value: c.Refresh.String()},
		{Name: "prefetch", Value: c.Prefetch},
		{Name: "inside", Value: c.networks()},
		{Name: "keep", Value: map[string]any{
			"days": c.Keep.Days, "items": c.Keep.Items, "starred": c.Keep.Starred, "unread": c.Keep.Unread,
		}},
		{Name: "start", Value: c.Start.String()},
		{Name: "notify", Value: c.Notify},
		{Name: "quiet", Value: c.Quiet.String()},
		{Name: "browser", Value: texts(c.Browser)},
		{Name: "player", Value: texts(c.Player)},
		{Name: "pipe", Value: texts(c.Pipe)},
		{Name: "on_new", Value: texts(c.OnNew)},
	}
	all = slices.DeleteFunc(all, func(s Setting) bool { return s.Value == "" && (s.Name == "store" || s.Name == "clippings") })
	for _, name := range sorted(c.File) {
		all = append(all, Setting{Table: "file", Name: name, Value: string(c.File[name])})
	}
	for _, table := range []struct {
		name string
		kind feed.ViewKind
	}{{"views", feed.ViewList}, {"mute", feed.ViewMute}, {"watch", feed.ViewWatch}} {
		for _, v := range c.Views {
			if v.Kind == table.kind {
				all = append(all, Setting{Table: table.name, Name: v.Name, Value: viewValue(v)})
			}
		}
	}
	for _, r := range c.Keys {
		all = append(all, Setting{Table: "keys", Name: r.keyName(), Value: texts(r.Keys)})
	}
	return all
}

func viewValue(v feed.View) any {
	if v.Kind == feed.ViewList && !v.Bar {
		return map[string]any{"filter": v.Filter.String(), "bar": false}
	}
	return v.Filter.String()
}

// texts is a list as Setting has it, never nil.
func texts[S ~string](list []S) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

func (c Config) networks() []string {
	out := []string{}
	for _, p := range c.Inside {
		out = append(out, p.String())
	}
	return out
}

// String is the duration as a file has it: "1h30m", "0" for none.
func (d Duration) String() string {
	if d == 0 {
		return "0"
	}
	text := time.Duration(d).String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// TOML is a settings file with these settings, which Load reads back. What says
// of each is put behind it as a comment; nothing where that is empty.
func TOML(all []Setting, says func(Setting) string) string {
	var b strings.Builder
	table := ""
	for _, s := range all {
		if s.Table != table {
			table = s.Table
			fmt.Fprintf(&b, "\n[%s]\n", table)
		}
		b.WriteString(s.TOML())
		if words := says(s); words != "" {
			b.WriteString("  # " + words)
		}
		b.WriteString("\n")
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// lineWidth is the number of columns that lists are wrapped at.
const lineWidth = 78

// TOML is the setting as it stands in a file, without its table: "width = 76".
func (s Setting) TOML() string {
	name := key(s.Name)
	if view, action, ok := strings.Cut(s.Name, "."); ok && s.Table == "keys" {
		name = key(view) + "." + key(action)
	}
	text := name + " = " + written(s.Value)
	list, ok := s.Value.([]string)
	if !ok || utf8.RuneCountInString(text) <= lineWidth {
		return text
	}
	text, line := name+" = [\n", " "
	for _, v := range list {
		if word := " " + quote(v) + ","; utf8.RuneCountInString(line+word) > lineWidth && line != " " {
			text, line = text+line+"\n", " "+word
		} else {
			line += word
		}
	}
	return text + line + "\n]"
}

// key is a name as the file writes it.
func key(name string) string {
	bare := func(r rune) bool {
		return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-' || r == '_'
	}
	if name != "" && !strings.ContainsFunc(name, func(r rune) bool { return !bare(r) }) {
		return name
	}
	return quote(name)
}

// written is a value as the file writes it.
func written(value any) string {
	switch v := value.(type) {
	case string:
		return quote(v)
	case []string:
		return array(v)
	case map[string]any:
		var parts []string
		for _, name := range sorted(v) {
			parts = append(parts, name+" = "+written(v[name]))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return fmt.Sprint(value)
}

// array is a list of texts as the file writes it.
func array(list []string) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, quote(s))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// quote is a text as the file writes it: a path of Windows as it is, all else
// with the escapes of JSON, which TOML knows too; but for U+007F, which only TOML
// wants to be written so.
func quote(s string) string {
	if strings.Contains(s, `\`) && !strings.ContainsFunc(s, func(r rune) bool { return r == '\'' || !unicode.IsPrint(r) }) {
		return "'" + s + "'"
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	var out strings.Builder
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		switch {
		case unicode.IsPrint(r):
			out.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&out, `\U%08x`, r)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}

// tilde is a path with "~/" for the home folder.
func tilde(path string) string {
	home := userHome()
	if home == "" {
		return path
	}
	if rest, err := filepath.Rel(home, path); err == nil && filepath.IsLocal(rest) {
		return "~/" + filepath.ToSlash(rest)
	}
	return path
}
