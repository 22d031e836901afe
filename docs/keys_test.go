package docs

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"rubrika/config"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

var update = flag.Bool("update", false, "write the generated papers anew")

// TestKeysPage holds docs/keys.md to the bindings. It is written anew by
//
//	go test ./docs -run TestKeysPage -update
func TestKeysPage(t *testing.T) {
	fresh(t, "keys.md", keysPage(t))
}

// TestConfigPage holds docs/config.md to the settings.
func TestConfigPage(t *testing.T) {
	fresh(t, "config.md", "# Settings\n\nMade from the settings by `go test ./docs -run TestConfigPage -update`.\n\n"+
		"Nothing has to be set. The file is `rubrika/config.toml` in the folder for your settings (`$XDG_CONFIG_HOME`, else `~/.config`), "+
		"or the one that `--config` names. A mistake in it is refused with its line and column and the nearest right word.\n\n"+
		"```toml\n"+config.Example()+"```\n\n"+
		"A theme of your own is best begun with a copy of [one of ours](../ui/theme/themes).\n")
}

// fresh compares a page with what it should be, or writes it anew.
func fresh(t *testing.T, page, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/%s is not what the code says: run go test ./docs -run %s -update", page, t.Name())
	}
}

// keysPage prints the default bindings as the help of each view lists them.
func keysPage(t *testing.T) string {
	t.Helper()
	m, err := keys.New(keys.Default(), keys.US)
	if err != nil {
		t.Fatal(err)
	}
	words := lang.For("en")
	var b strings.Builder
	b.WriteString("# Keys\n\nMade from the bindings by `go test ./docs -run TestKeysPage -update`. C- is Ctrl, S- is Shift.\n" +
		"Letters work on Russian, Ukrainian, Belarusian, Kazakh, Azerbaijani and Turkish keyboards without switching: the physical key counts.\n")
	for _, scope := range keys.Scopes() {
		fmt.Fprintf(&b, "\n## %s\n", words.HelpTitle(string(scope)))
		group := ""
		for _, binding := range m.Help(scope) {
			says := words.Action(string(binding.Action))
			if says == "" {
				t.Errorf("ui/lang has no English words for %s", binding.Action)
			}
			if binding.Group != group {
				group = binding.Group
				fmt.Fprintf(&b, "\n| %s | |\n|---|---|\n", words.Group(group))
			}
			fmt.Fprintf(&b, "| `%s` | %s |\n", m.Labels(binding, false), says)
		}
	}
	return b.String()
}
