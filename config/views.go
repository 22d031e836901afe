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
// own is text.
type document struct {
	Config
	Start string         `toml:"start"`
	Quiet string         `toml:"quiet"`
	Views map[string]any `toml:"views"`
	Mute  map[string]any `toml:"mute"`
	Watch map[string]any `toml:"watch"`
}

// take reads what the file has as text; it returns the first that does not do,
// or true.
func (d *document) take(at map[string]place) (wrong, bool) {
	var err error
	var ok bool
	if d.Config.Quiet, ok = parseQuiet(d.Quiet); !ok {
		return wrong{
			at: at["quiet"], near: nearQuiet(d.Quiet),
			err: fmt.Errorf("quiet: wants %s, not %q", wants([]string{"quiet"}), d.Quiet),
		}, false
	}
	if d.Config.Start, err = feed.ParseFilter(d.Start); err != nil {
		return faulty("start", d.Start, at["start"], err), false
	}
	for _, e := range d.entries(at) {
		if err := e.named(d.Config.Views); err != nil {
			return wrong{at: e.at, err: err}, false
		}
		v, w := e.view(at)
		if w.err != nil {
			return w, false
		}
		d.Config.Views = append(d.Config.Views, v)
	}
	return wrong{}, true
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

// named tells why the name does not do beside the views before it.
func (e entry) named(before []feed.View) error {
	switch name := tidy(e.name); {
	case name == "":
		return fmt.Errorf("%s: a name is empty", e.table)
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return fmt.Errorf("%s: the name %q has a sign that cannot be shown", e.table, name)
	case slices.Contains(names(), e.name):
		return misplaced(e.table, e.name)
	case slices.ContainsFunc(before, func(v feed.View) bool { return v.Kind == e.kind && strings.EqualFold(v.Name, name) }):
		return fmt.Errorf("%s: the name %q is there twice", e.table, name)
	}
	return nil
}

// tidy is a name with single blanks.
func tidy(name string) string { return strings.Join(strings.Fields(name), " ") }

// view reads the entry: a filter, or a table of a filter and a place for it.
func (e entry) view(at map[string]place) (feed.View, wrong) {
	v := feed.View{Kind: e.kind, Name: tidy(e.name), Bar: e.kind == feed.ViewList, Declared: true}
	key, spot, value := e.key(), e.at, e.value
	if parts, ok := value.(map[string]any); ok && e.kind == feed.ViewList {
		if w := e.parts(parts, at); w.err != nil {
			return v, w
		}
		key = e.key("filter")
		spot, value = at[key], parts["filter"]
		if bar, ok := parts["bar"].(bool); ok {
			v.Bar = bar
		}
	}
	text, ok := value.(string)
	if !ok {
		return v, wrong{at: spot, err: fmt.Errorf("%s: wants %s", key, wants([]string{e.table, e.name}))}
	}
	f, err := feed.ParseFilter(text)
	if err == nil && e.kind.Rule() {
		err = f.Rule()
	}
	if err != nil {
		return v, faulty(key, text, spot, err)
	}
	v.Filter = f
	return v, wrong{}
}

// parts looks at a view that is written as a table.
func (e entry) parts(parts map[string]any, at map[string]place) wrong {
	var first wrong
	note := func(part string, w wrong) {
		if w.at = at[e.key(part)]; first.err == nil || w.at.before(first.at) {
			first = w
		}
	}
	for part, value := range parts {
		switch part {
		case "filter":
		case "bar":
			if _, ok := value.(bool); !ok {
				note(part, wrong{err: fmt.Errorf("%s: wants true or false", e.key(part))})
			}
		default:
			near := feed.Nearest(part, []string{"filter", "bar"})
			note(part, wrong{near: near, err: fmt.Errorf("no setting %q", e.key(part))})
		}
	}
	if _, ok := parts["filter"]; !ok && first.err == nil {
		first = wrong{at: e.at, err: fmt.Errorf("%s: wants %s", e.key(), wants([]string{e.table, e.name}))}
	}
	return first
}

// faulty is a filter that is not right, with the place in it. That of what a
// rule cannot have is not told: it is looked for.
func faulty(key, text string, at place, err error) wrong {
	var e *feed.Error
	if !errors.As(err, &e) {
		return wrong{at: at, err: fmt.Errorf("%s: %w", key, err)}
	}
	column := e.Column
	var fault *feed.FilterFault
	if errors.As(err, &fault) && column == 0 && fault.Word != "" {
		if before, _, ok := strings.Cut(text, fault.Word); ok {
			column = utf8.RuneCountInString(before) + 1
		}
	}
	return wrong{at: at.within(text, column), near: e.Near, err: fmt.Errorf("%s: %w", key, e.Err)}
}
