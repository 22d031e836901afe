package docs

import (
	"bytes"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The owner's top level, and what Go, git and the reader of the tree need
// beside it.
func TestTopLevel(t *testing.T) {
	allowed := []string{
		"main.go", "main_test.go", "ui", "feed", "config", "go.mod", "README.md",
		"go.sum", "LICENSE", "docs",
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); !strings.HasPrefix(n, ".") && !slices.Contains(allowed, n) && !ignored(n) {
			t.Errorf("%s stands at the top of the tree, where only %q may: put it into one of them", n, allowed)
		}
	}
}

// The first and the second version of a Charm library draw on one screen
// without knowing of each other.
func TestModules(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	old := regexp.MustCompile(`github\.com/charmbracelet/(bubbletea|bubbles|lipgloss|glamour)[ /]`)
	for i, line := range bytes.Split(mod, []byte("\n")) {
		code, _, _ := bytes.Cut(line, []byte("//"))
		if old.Match(code) {
			t.Errorf("go.mod:%d: %s: version 2 is imported as charm.land/…/v2; find who needs version 1 with go mod why", i+1, code)
		}
		if bytes.HasPrefix(bytes.TrimSpace(code), []byte("replace ")) {
			t.Errorf("go.mod:%d: %s: with a replace nobody can go install rubrika", i+1, code)
		}
	}
}

func TestNoMachinePaths(t *testing.T) {
	// Written in pieces, so that this file does not find itself.
	places := []string{"/wo" + "rk/", "/ro" + "ot/"}
	if home, err := os.UserHomeDir(); err == nil && strings.Count(home, "/") > 1 {
		places = append(places, regexp.QuoteMeta(home)+"/")
	}
	path := regexp.MustCompile("(^|[\\s\"'`(=:])(" + strings.Join(places, "|") + ")")
	err := walk("..", func(name string, src []byte) error {
		if !utf8.Valid(src) || name == "go.sum" {
			return nil
		}
		for i, line := range strings.Split(string(src), "\n") {
			if m := path.FindString(line); m != "" {
				t.Errorf("%s:%d: %q is a path of somebody's machine: use t.TempDir, the user's folders or a relative path", name, i+1, strings.TrimSpace(m))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Links between the papers, and from them to the code, lead somewhere.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	seen := 0
	err := walk("..", func(name string, src []byte) error {
		paper := name == "README.md" || strings.HasPrefix(name, "docs/")
		if !paper || path.Ext(name) != ".md" {
			return nil
		}
		for _, m := range link.FindAllSubmatch(src, -1) {
			to, _, _ := strings.Cut(string(m[1]), "#")
			if to == "" || strings.Contains(to, "://") {
				continue
			}
			seen++
			if _, err := os.Stat(path.Join("..", path.Dir(name), to)); err != nil {
				t.Errorf("%s: the link to %s leads nowhere: mend the address or add the file", name, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Error("no link was found in README.md and docs: the test looks in the wrong place")
	}
}

// Each package has its line in the architecture, and the architecture names
// no package that is gone.
func TestArchitectureNamesPackages(t *testing.T) {
	paper, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	packages := load(t).packages()
	for dir := range packages {
		if dir != "." && !bytes.Contains(paper, []byte("`"+dir+"`")) {
			t.Errorf("docs/architecture.md does not name `%s`: give it a line in the table of packages", dir)
		}
	}
	for _, m := range regexp.MustCompile("`((?:feed|ui)/[a-z]+)`").FindAllSubmatch(paper, -1) {
		if len(packages[string(m[1])]) == 0 {
			t.Errorf("docs/architecture.md names `%s`, which does not exist", m[1])
		}
	}
}

// Each decision is reachable from the list.
func TestDecisionsAreListed(t *testing.T) {
	list, err := os.ReadFile("decisions/README.md")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("decisions")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "README.md" && !bytes.Contains(list, []byte("("+e.Name()+")")) {
			t.Errorf("docs/decisions/README.md does not list %s", e.Name())
		}
	}
}
