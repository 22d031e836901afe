package docs

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// edges says who may import whom; docs/architecture.md tells why. A folder
// stands for its package, "feed/*" for every package directly below feed. A
// package without a line here is a failure, so that the table stays whole.
func edges() map[string][]string {
	screen := []string{"feed", "ui/keys", "ui/lang", "ui/render", "ui/rows", "ui/theme"}
	narrowed := append([]string{"ui/narrow"}, screen...)
	driver := []string{"feed", "feed/fetch", "feed/words"}
	return map[string][]string{
		".":    {"ui", "ui/cli", "ui/plain"},
		"docs": {},

		"config": {"feed"},

		"feed":          {},
		"feed/fetch":    {"feed"},
		"feed/words":    {"feed"},
		"feed/feedtest": driver,
		// What a page, a feed or a catalogue is made of is known in one place
		// each; these three build on it.
		"feed/catalogue": {"feed"},
		"feed/discover":  append([]string{"feed/rss"}, driver...),
		"feed/wordpress": append([]string{"feed/rss"}, driver...),
		"feed/report":    append([]string{"feed/page", "feed/rss"}, driver...),
		"feed/opml":      {"feed"},
		"feed/clip":      {"feed", "feed/page"},
		"feed/page":      driver,
		"feed/rss":       driver,
		"feed/rubric":    driver,
		"feed/store":     driver,
		"feed/tour":      driver,
		"feed/secret":    {"feed"},
		"feed/miniflux":  driver,
		"feed/greader":   driver,
		"feed/library":   {"feed", "feed/*"},

		"ui":           append([]string{"config", "feed/library", "feed/page", "feed/words", "ui/article", "ui/catalogue", "ui/form", "ui/headlines", "ui/help", "ui/launch", "ui/palette", "ui/picker", "ui/picture", "ui/prompt", "ui/sources", "ui/views", "feed/clip"}, screen...),
		"ui/article":   screen,
		"ui/headlines": screen,
		"ui/help":      narrowed,
		"ui/picker":    narrowed,
		"ui/catalogue": narrowed,
		"ui/palette":   narrowed,
		"ui/sources":   narrowed,
		"ui/views":     narrowed,
		"ui/form":      screen,
		"ui/narrow":    {"ui/keys", "ui/render", "ui/theme"},
		"ui/prompt":    {"ui/render", "ui/theme"},
		"ui/picture":   {"feed", "ui/theme"},
		"ui/launch":    {"feed", "feed/page"},
		"ui/plain": {
			"config", "feed", "feed/clip", "feed/library", "feed/page", "feed/words", "ui/keys", "ui/lang", "ui/launch",
		},
		"ui/keys":   {"config", "feed"},
		"ui/lang":   {"feed"},
		"ui/rows":   {"feed"},
		"ui/theme":  {"feed"},
		"ui/render": {"feed", "ui/theme"},
		"ui/cli": {
			"config", "feed", "feed/catalogue", "feed/clip", "feed/fetch", "feed/library", "feed/opml", "feed/page", "feed/rss", "feed/rubric", "feed/tour",
			"ui/keys", "ui/lang", "ui/launch", "ui/render", "ui/theme",
		},
	}
}

// owners are the packages outside that only some of ours may speak to: one
// place for requests, one for SQL, one for terminal messages.
func owners() map[string][]string {
	return map[string][]string{
		"database/sql":                  {"feed/store"},
		"modernc.org/sqlite":            {"feed/store"},
		"net/http":                      {"feed/fetch", "feed/tour", "feed/feedtest", "ui/cli", "feed/greader", "feed/wordpress"}, // three serve, two read statuses
		"github.com/mmcdole/gofeed":     {"feed/rss"},
		"charm.land/bubbletea/v2":       {"ui", "ui/catalogue", "ui/form", "ui/help", "ui/keys", "ui/narrow", "ui/palette", "ui/picker", "ui/picture", "ui/plain", "ui/prompt", "ui/sources", "ui/views"}, // keys as they come, and the text field
		"charm.land/glamour/v2":         {"ui/render"},
		"github.com/spf13/cobra":        {"ui/cli"},
		"github.com/pelletier/go-toml":  {"config", "feed/catalogue", "feed/page", "feed/rubric", "ui/theme"},
		"code.dny.dev/ssrf":             {"feed/fetch"},
		"github.com/zalando/go-keyring": {"feed/secret"},
		"github.com/fsnotify/fsnotify":  {"config"},
		"os/exec":                       {"feed/secret", "ui/launch"},
	}
}

// imports returns what the files of a package import, each with a place.
func (h *tree) imports(files []*file) map[string]string {
	out := map[string]string{}
	for _, f := range files {
		for _, spec := range f.ast.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err == nil {
				out[p] = h.at(spec.Pos())
			}
		}
	}
	return out
}

// ours cuts the module from an import path: "." is main.
func ours(p string) (string, bool) {
	if p == module {
		return ".", true
	}
	return strings.CutPrefix(p, module+"/")
}

func within(list []string, dir string) bool {
	return slices.ContainsFunc(list, func(pattern string) bool {
		ok, err := path.Match(pattern, dir)
		return err == nil && ok
	})
}

func TestImportEdges(t *testing.T) {
	h := load(t)
	table := edges()
	for dir, files := range h.packages() {
		allowed, known := table[dir]
		if !known {
			t.Errorf("package %s has no line in edges(): add one in docs/imports_test.go and a place in docs/architecture.md", dir)
			continue
		}
		for p, at := range h.imports(files) {
			if to, ok := ours(p); ok && !within(allowed, to) {
				t.Errorf("%s: %s must not import %s; it may import %q. Move the code to where both may reach it, or change edges() and docs/architecture.md with a reason",
					at, dir, to, allowed)
			}
		}
	}
	for dir := range table {
		if len(h.packages()[dir]) == 0 {
			t.Errorf("edges() has a line for %s, which does not exist: take it out", dir)
		}
	}
}

// Tests may reach further than code, but never from feed or config to the
// screen, and nothing may import main.
func TestImportsOfTests(t *testing.T) {
	h := load(t)
	for _, f := range h.files {
		if !f.test {
			continue
		}
		low := f.dir == "config" || f.dir == "feed" || strings.HasPrefix(f.dir, "feed/")
		for p, at := range h.imports([]*file{f}) {
			to, ok := ours(p)
			if ok && (to == "." || low && (to == "ui" || strings.HasPrefix(to, "ui/"))) {
				t.Errorf("%s: a test in %s must not import %s: test it from the package above", at, f.dir, to)
			}
		}
	}
}

func TestImportsOfOthers(t *testing.T) {
	h := load(t)
	for dir, files := range h.packages() {
		for p, at := range h.imports(files) {
			first, _, _ := strings.Cut(p, "/")
			_, own := ours(p)
			if dir == "feed" && !own && strings.Contains(first, ".") {
				t.Errorf("%s: feed imports the standard library only, not %s: wrap it in a package below feed", at, p)
			}
			for what, who := range owners() {
				if (p == what || strings.HasPrefix(p, what+"/")) && !slices.Contains(who, dir) {
					t.Errorf("%s: only %q may import %s: ask there for what you need", at, who, what)
				}
			}
		}
	}
}

// The way from main down to feed has at most seven packages.
func TestImportDepth(t *testing.T) {
	h := load(t)
	below := map[string][]string{}
	for dir, files := range h.packages() {
		for _, p := range slices.Sorted(maps.Keys(h.imports(files))) {
			if to, ok := ours(p); ok {
				below[dir] = append(below[dir], to)
			}
		}
	}
	if way := longest(below, "."); len(way) > 7 {
		t.Errorf("%d packages lie in one line, at most 7: %s. Let the upper one import the lower one directly", len(way), strings.Join(way, " → "))
	}
}

// longest is the longest chain of imports from dir; Go has seen to it that
// there is no circle.
func longest(below map[string][]string, dir string) []string {
	var best []string
	for _, to := range below[dir] {
		if way := longest(below, to); len(way) > len(best) {
			best = way
		}
	}
	return append([]string{dir}, best...)
}
