package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/ui/cli"
	"rubrika/ui/keys"
)

// TestCLIPage holds docs/cli.md to the commands. It is written anew by
//
//	go test ./docs -run TestCLIPage -update
func TestCLIPage(t *testing.T) {
	fresh(t, "cli.md", "# Command line\n\nMade from the commands by `go test ./docs -run TestCLIPage -update`; "+
		"`rubrika man` prints the same as a manual page. More: the [filter language](filter.md), the [shapes of --json](json.md), "+
		"the [settings](config.md).\n\n"+strings.TrimRight(cli.Reference("en"), "\n")+"\n")
}

// section is what stands under a heading of a paper.
func section(t *testing.T, paper, heading string) string {
	t.Helper()
	_, after, found := strings.Cut(paper, "\n## "+heading+"\n")
	if !found {
		t.Fatalf("there is no heading %q", heading)
	}
	text, _, _ := strings.Cut(after, "\n## ")
	return text
}

// What the page for newsboat's readers claims holds: keys have actions, settings
// can be read, filters and rules mean something.
func TestNewsboatPage(t *testing.T) {
	doc, err := os.ReadFile("newsboat.md")
	if err != nil {
		t.Fatal(err)
	}
	paper := string(doc)
	settings := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(paper, -1)
	if len(settings) != 2 {
		t.Fatalf("%d examples of settings", len(settings))
	}
	for _, m := range settings {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte(m[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(path, "")
		if err != nil {
			t.Errorf("%v in\n%s", err, m[1])
		}
		if _, err := keys.Rebind(keys.Default(), c.Keys); err != nil {
			t.Errorf("%v in\n%s", err, m[1])
		}
	}
	rows := regexp.MustCompile("(?m)^\\| `.*` \\| `([^`]*)` \\|$").FindAllStringSubmatch(section(t, paper, "Filters"), -1)
	if len(rows) < 10 {
		t.Errorf("%d filters", len(rows))
	}
	for _, m := range rows {
		if f, err := feed.ParseFilter(m[1]); err != nil || f.IsZero() {
			t.Errorf("%s: %v", m[1], err)
		}
	}
	newsboatKeys(t, section(t, paper, "Keys"))
}

// newsboatKeys holds the keys in the right column to the bindings.
func newsboatKeys(t *testing.T, text string) {
	t.Helper()
	var all []string
	m, err := keys.New(keys.Default(), keys.US)
	if err != nil {
		t.Fatal(err)
	}
	for _, scope := range keys.Scopes() {
		for _, b := range m.Help(scope) {
			all = append(all, strings.Fields(m.Labels(b, false))...)
		}
	}
	seen := 0
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		if len(cells) < 2 || !strings.HasPrefix(line, "| ") {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[len(cells)-1], -1) {
			seen++
			if key := m[1]; !slices.Contains(all, key) && !strings.Contains("0123456789", key) {
				t.Errorf("%s: no action has the key %s", strings.TrimSpace(line), key)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d keys were looked at", seen)
	}
}
