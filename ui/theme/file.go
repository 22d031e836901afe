package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"rubrika/feed"
)

// find returns the file of a theme and what it is called in errors: the
// reader's of that very name, the reader's for the background, ours.
func find(dir, name, resolved string) (source string, data []byte, err error) {
	for _, n := range []string{name, resolved} {
		if dir == "" || n == "" || filepath.Base(n) != n {
			continue
		}
		path := filepath.Join(dir, n+".toml")
		data, err := os.ReadFile(path) //nolint:gosec // the reader names the file
		if err == nil {
			return path, data, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			if repeats, ok := errors.AsType[*fs.PathError](err); ok {
				err = repeats.Err
			}
			return "", nil, &feed.Error{Op: "load theme", Source: path, Kind: feed.KindFile, Err: err}
		}
	}
	data, err = files.ReadFile("themes/" + resolved + ".toml")
	if err != nil {
		return "", nil, &feed.Error{
			Op: "load theme", Source: name, Kind: feed.KindConfig,
			Near: feed.Nearest(name, all()),
			Err:  fmt.Errorf("no theme %q", name),
		}
	}
	return resolved, data, nil
}

// Own returns the names of the reader's themes in the folder dir, sorted.
func Own(dir string) []string {
	var out []string
	if dir == "" {
		return nil
	}
	entries, _ := os.ReadDir(dir) // most readers have none
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".toml"); ok && name != "" {
			out = append(out, name)
		}
	}
	return out
}

// reader reads a theme file. It walks the document itself, since the TOML
// decoder does not say where a value is that it took.
type reader struct {
	source string
	doc    []byte
	theme  Theme
	colors place // of the table of colours
}

// place is a position in a file: both numbers from 1, the column in runes.
type place struct{ line, column int }

// parse reads a theme file; source is what errors call it.
func parse(source string, doc []byte) (Theme, error) {
	r := reader{source: source, doc: bytes.TrimPrefix(doc, []byte("\uFEFF")), colors: place{1, 1}}
	for t := range r.theme.ansi {
		r.theme.ansi[t] = -1
	}
	if err := r.syntax(); err != nil {
		return Theme{}, err
	}
	if err := r.document(); err != nil {
		return Theme{}, err
	}
	return r.theme, r.complete()
}

// bad is a mistake in the file.
func (r *reader) bad(at place, near, format string, args ...any) error {
	return &feed.Error{
		Op: "load theme", Source: r.source, Kind: feed.KindConfig,
		Line: at.line, Column: at.column, Near: near, Err: fmt.Errorf(format, args...),
	}
}

// syntax lets the TOML decoder find what is no TOML, and keys given twice.
func (r *reader) syntax() error {
	var tree map[string]any
	err := toml.Unmarshal(r.doc, &tree)
	var e *toml.DecodeError
	if !errors.As(err, &e) {
		return err
	}
	line, column := e.Position()
	at := place{line, column}
	if lines := bytes.SplitAfter(r.doc, []byte("\n")); line <= len(lines) && column <= len(lines[line-1]) {
		at.column = utf8.RuneCount(lines[line-1][:column-1]) + 1
	}
	return r.bad(at, "", "%s", strings.TrimPrefix(e.Error(), "toml: "))
}

// document reads every key.
func (r *reader) document() error {
	var p unstable.Parser
	p.Reset(r.doc)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		key, at := r.key(e)
		switch {
		case e.Kind == unstable.KeyValue:
			if err := r.pair(table, e); err != nil {
				return err
			}
		case key == "colors" || key == "ansi":
			table = key + "."
			if key == "colors" {
				r.colors = at
			}
		default:
			return r.bad(at, feed.Nearest(key, []string{"colors", "ansi"}), "no table %q", key)
		}
	}
	return nil
}

// pair reads one key of a table; "" is the head of the file.
func (r *reader) pair(table string, e *unstable.Node) error {
	key, at := r.key(e)
	key = table + key
	v := e.Value()
	if v.Kind == unstable.InlineTable && (key == "colors" || key == "ansi") {
		for it := v.Children(); it.Next(); {
			if err := r.pair(key+".", it.Node()); err != nil {
				return err
			}
		}
		return nil
	}
	value := at
	if v.Raw.Length > 0 {
		value = r.place(v.Raw.Offset)
	}
	if group, token, ok := strings.Cut(key, "."); ok && (group == "colors" || group == "ansi") {
		return r.token(group, token, v, at, value)
	}
	return r.setting(key, v, at, value)
}

// setting reads what is said of the theme as a whole.
func (r *reader) setting(key string, v *unstable.Node, at, value place) error {
	text := string(v.Data)
	switch key {
	case "background":
		if v.Kind != unstable.String || text != Dark && text != Light {
			return r.bad(value, feed.Nearest(text, []string{Dark, Light}), "background: %q is neither %q nor %q", text, Dark, Light)
		}
		r.theme.made = text
	case "paper":
		if v.Kind != unstable.String || !isHex(text) {
			return r.bad(value, "", "paper: %q is no colour #rrggbb", text)
		}
		r.theme.paper = text
	case "colors", "ansi":
		return r.bad(value, "", "%s: wants a table", key)
	default:
		return r.bad(at, feed.Nearest(key, []string{"background", "paper", "colors", "ansi"}), "no setting %q", key)
	}
	return nil
}

// token reads the colour or the number of one token.
func (r *reader) token(group, name string, v *unstable.Node, at, value place) error {
	t := None
	for _, known := range Tokens() {
		if known.String() == name {
			t = known
		}
	}
	text := string(v.Data)
	switch {
	case t == None:
		return r.bad(at, feed.Nearest(name, names[1:]), "no token %q", name)
	case group == "colors":
		if v.Kind != unstable.String || !isHex(text) {
			return r.bad(value, "", "%s: %q is no colour #rrggbb", name, text)
		}
		r.theme.hex[t] = text
	default:
		n, err := strconv.ParseInt(text, 0, 8)
		if v.Kind != unstable.Integer || err != nil || n < 0 || n > 15 {
			return r.bad(value, "", "%s: %q is no number 0–15", name, text)
		}
		r.theme.ansi[t] = int8(n)
	}
	return nil
}

// complete finds what is not there; Near names it.
func (r *reader) complete() error {
	if r.theme.made == "" {
		return r.bad(place{1, 1}, "background", "no background")
	}
	for _, t := range Tokens() {
		if r.theme.hex[t] == "" {
			return r.bad(r.colors, t.String(), "colors: no %s", t)
		}
	}
	return nil
}

// key is the key of an expression, its parts joined by dots, and its place.
func (r *reader) key(e *unstable.Node) (string, place) {
	var parts []string
	at := place{1, 1}
	for it := e.Key(); it.Next(); {
		if len(parts) == 0 {
			at = r.place(it.Node().Raw.Offset)
		}
		parts = append(parts, string(it.Node().Data))
	}
	return strings.Join(parts, "."), at
}

// place counts bytes as runes: all that a line may have before a key or value
// is ASCII, or was refused already.
func (r *reader) place(offset uint32) place {
	head := r.doc[:offset]
	return place{bytes.Count(head, []byte("\n")) + 1, len(head) - bytes.LastIndexByte(head, '\n')}
}

func isHex(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(s[1:], 16, 32)
	return err == nil
}
