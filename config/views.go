package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

// document is the settings as the file writes them: what is a language of its
// own, or may be written in several ways, as it stands there.
type document struct {
	Config
	Start   string         `toml:"start"`
	Quiet   string         `toml:"quiet"`
	Browser any            `toml:"browser"`
	Player  any            `toml:"player"`
	Pipe    any            `toml:"pipe"`
	OnNew   any            `toml:"on_new"`
	Views   map[string]any `toml:"views"`
	Mute    map[string]any `toml:"mute"`
	Watch   map[string]any `toml:"watch"`
	Keys    map[string]any `toml:"keys"`
}

// take reads what the document has as text, and notes what does not do.
func (d *document) take(f *findings) {
	var ok bool
	if d.Config.Quiet, ok = parseQuiet(d.Quiet); !ok {
		f.note("quiet", nearQuiet(d.Quiet), ProblemChoice, d.Quiet, "quiet: wants %s, not %q", wants([]string{"quiet"}), d.Quiet)
	}
	var err error
	if d.Config.Start, err = feed.ParseFilter(d.Start); err != nil {
		f.faulty("start", d.Start, f.places["start"], err)
	}
	for _, c := range d.commands() {
		c.take(f)
	}
	for _, e := range d.entries(f.places) {
		if e.named(f, d.Config.Views) {
			if v, ok := e.view(f); ok {
				d.Config.Views = append(d.Config.Views, v)
			}
		}
	}
	d.takeKeys(f)
}

// entry is one line of [views], [mute] or [watch].
type entry struct {
	kind  feed.ViewKind
	table string
	name  string
	value any
	at    place
}

// entries are the lines of the three tables in the order of the file.
func (d *document) entries(at map[string]place) []entry {
	var out []entry
	for _, t := range []struct {
		kind  feed.ViewKind
		name  string
		lines map[string]any
	}{{feed.ViewList, "views", d.Views}, {feed.ViewMute, "mute", d.Mute}, {feed.ViewWatch, "watch", d.Watch}} {
		for name, value := range t.lines {
			out = append(out, entry{t.kind, t.name, name, value, at[t.name+"."+name]})
		}
	}
	slices.SortFunc(out, func(a, b entry) int { return a.at.compare(b.at) })
	return out
}

// key is how errors and places name the entry, or a part of it.
func (e entry) key(part ...string) string {
	return strings.Join(append([]string{e.table, e.name}, part...), ".")
}

// named reports whether the name does beside the views before it, and notes why
// it does not.
func (e entry) named(f *findings, before []feed.View) bool {
	switch name := tidy(e.name); {
	case name == "":
		f.noteAt(e.at, "", ProblemEmpty, e.table, "%s: a name is empty", e.table)
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		f.noteAt(e.at, "", ProblemSign, e.table, "%s: the name %q has a sign that cannot be shown", e.table, name)
	case slices.Contains(names(), e.name):
		f.noteAt(e.at, "", ProblemPlace, e.name, "%w", misplaced(e.table, e.name))
	case slices.ContainsFunc(before, func(v feed.View) bool { return v.Kind == e.kind && strings.EqualFold(v.Name, name) }):
		f.noteAt(e.at, "", ProblemTwice, name, "%s: the name %q is there twice", e.table, name)
	default:
		return true
	}
	return false
}

// tidy is a name with single blanks.
func tidy(name string) string { return strings.Join(strings.Fields(name), " ") }

// view reads the entry: a filter, or a table of a filter and a place for it.
func (e entry) view(f *findings) (feed.View, bool) {
	v := feed.View{Kind: e.kind, Name: tidy(e.name), Bar: e.kind == feed.ViewList, Declared: true}
	key, spot, value := e.key(), e.at, e.value
	if parts, ok := value.(map[string]any); ok && e.kind == feed.ViewList {
		if !e.parts(f, parts) {
			return v, false
		}
		key = e.key("filter")
		spot, value = f.places[key], parts["filter"]
		if bar, ok := parts["bar"].(bool); ok {
			v.Bar = bar
		}
	}
	text, ok := value.(string)
	if !ok {
		f.noteAt(spot, "", ProblemType, key, "%s: wants %s", key, wants([]string{e.table, e.name}))
		return v, false
	}
	filter, err := feed.ParseFilter(text)
	if err == nil && e.kind.Rule() {
		err = filter.Rule()
	}
	if err != nil {
		f.faulty(key, text, spot, err)
		return v, false
	}
	v.Filter = filter
	return v, true
}

// parts looks at a view that is written as a table.
func (e entry) parts(f *findings, parts map[string]any) bool {
	before := len(f.wrong)
	for _, part := range sorted(parts) {
		key := e.key(part)
		switch part {
		case "filter":
		case "bar":
			if _, ok := parts[part].(bool); !ok {
				text, _ := parts[part].(string)
				f.note(key, truth(text), ProblemType, key, "%s: wants true or false", key)
			}
		default:
			f.note(key, feed.Nearest(part, []string{"filter", "bar"}), ProblemUnknown, part, "no setting %q", key)
		}
	}
	if _, ok := parts["filter"]; !ok && len(f.wrong) == before {
		f.noteAt(e.at, "", ProblemType, e.key(), "%s: wants %s", e.key(), wants([]string{e.table, e.name}))
	}
	return len(f.wrong) == before
}

// faulty notes a filter that is not right, with the place in it. That of what a
// rule cannot have is not told: it is looked for.
func (f *findings) faulty(key, text string, at place, err error) {
	var e *feed.Error
	if !errors.As(err, &e) {
		f.wrong = append(f.wrong, wrong{at: at, err: fmt.Errorf("%s: %w", key, err)})
		return
	}
	column := e.Column
	var fault *feed.FilterFault
	if errors.As(err, &fault) && column == 0 && fault.Word != "" {
		if before, _, ok := strings.Cut(text, fault.Word); ok {
			column = utf8.RuneCountInString(before) + 1
		}
	}
	f.wrong = append(f.wrong, wrong{at: at.within(text, column), near: e.Near, err: fmt.Errorf("%s: %w", key, e.Err)})
}
