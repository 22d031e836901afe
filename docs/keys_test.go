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
	fresh(t, "config.md", strings.NewReplacer("§", "`", "EXAMPLE", config.Example()).Replace(configPage))
}

// configPage is docs/config.md around the example.
const configPage = `# Settings

Made from the settings by §go test ./docs -run TestConfigPage -update§.

Nothing has to be set. What there is to set stands in one file, which §rubrika config init§ writes for you, all of it behind a §#§. A mistake in it is refused with its line and column, what is wrong and what was probably meant; §rubrika config check§ tells all of them.

## Where everything is

§rubrika config§ prints it for your machine.

| | Linux, BSD | macOS | Windows |
|---|---|---|---|
| settings | §~/.config/rubrika/config.toml§ | §~/Library/Application Support/rubrika/config.toml§ | §%LOCALAPPDATA%\rubrika\config.toml§ |
| themes of your own | §themes§ beside it | §themes§ beside it | §themes§ beside it |
| store | §~/.local/share/rubrika/rubrika.db§ | §~/Library/Application Support/rubrika/rubrika.db§ | §%LOCALAPPDATA%\rubrika\rubrika.db§ |
| pictures | §~/.cache/rubrika/pictures§ | §~/Library/Caches/rubrika/pictures§ | §%LOCALAPPDATA%\cache\rubrika\pictures§ |
| saved stories | §~/Documents/rubrika§ | §~/Documents/rubrika§ | §rubrika§ in Documents |

§XDG_CONFIG_HOME§, §XDG_DATA_HOME§ and §XDG_CACHE_HOME§ name other folders, on each system; on Linux and the BSDs the folder for documents is the one of §user-dirs.dirs§. §--config FILE§ and §--db FILE§ name other files.

## Profiles

§rubrika --profile work§, or §RUBRIKA_PROFILE=work§, has settings and a store of its own: §profiles/work.toml§ beside the settings and §profiles/work.db§ beside the store. A profile begins when it is used for the first time; its name is letters, digits, §-§ and §_§. Themes and pictures are shared.

## While rubrika is open

It watches the file, and takes a change over as soon as it is saved: colours, language, keys, views, rules, commands and all else, without moving the list under the cursor. Only §store§ and §start§ count from the next start. What you have set by a key in this session stays, unless the file changes that very setting. A file with a mistake changes nothing; the bottom line says where it is. Themes of your own are watched as well.

## Commands

| | |
|---|---|
| §rubrika config§, §config path§ | where everything is |
| §rubrika config show§ | what is in force, and the line each setting comes from; §config show width views§ only those |
| §rubrika config check§ | all mistakes with their places |
| §rubrika config init§ | writes the file below; one that is there stays |
| §rubrika config edit§ | opens it in §$VISUAL§ or §$EDITOR§: a copy, which takes the place of the file when it has no mistake |

## All settings

§§§toml
EXAMPLE§§§

A theme of your own is best begun with a copy of [one of ours](../ui/theme/themes). What a hook gets is in [hooks.md](hooks.md), the filters in [filter.md](filter.md), the keys in [keys.md](keys.md).
`

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
