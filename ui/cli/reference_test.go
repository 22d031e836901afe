package cli

import (
	"bytes"
	"os/exec"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/yuin/goldmark"

	"rubrika/ui/lang"
)

// telling is an app that can be asked about its commands.
func telling(code string) (*app, *bytes.Buffer) {
	var out bytes.Buffer
	a := &app{
		words: lang.For(code), env: Env{Getenv: func(string) string { return "" }, Version: "1.2.3"},
		out: &output{to: &out, closed: func() {}, before: func() {}},
	}
	return a, &out
}

// every calls do for a command and all below it.
func every(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, c := range cmd.Commands() {
		every(c, do)
	}
}

// Help lists each command once.
func TestGroups(t *testing.T) {
	a, _ := telling("en")
	var listed, there []string
	for _, g := range groups() {
		listed = append(listed, g.commands...)
		if a.words.CLI.Papers.Groups[g.name] == "" {
			t.Errorf("the group %s has no heading", g.name)
		}
	}
	for _, c := range a.root().Commands() {
		there = append(there, c.Name())
	}
	slices.Sort(listed)
	slices.Sort(there)
	if !slices.Equal(listed, there) {
		t.Errorf("help lists %v\nof %v: mend groups in reference.go", listed, there)
	}
}

// What examples type can be typed: commands, flags and the number of words are
// right.
func TestExamplesCanBeTyped(t *testing.T) {
	for _, code := range lang.Codes() {
		a, _ := telling(code)
		root := a.root()
		told := 0
		every(root, func(cmd *cobra.Command) {
			path := pathOf(cmd)
			lines := exampleLines()[path]
			if n := len(a.words.CLI.Papers.Example[path]); n != len(lines) {
				t.Fatalf("%s: %q has %d examples and words for %d", code, path, len(lines), n)
			}
			told += len(lines)
			for _, line := range lines {
				example(t, a.root(), line)
			}
			for _, line := range a.examples(path) {
				if n := len([]rune(line)); n > exampleWidth {
					t.Errorf("%s: %q has %d letters", code, line, n)
				}
			}
		})
		all := 0
		for _, list := range exampleLines() {
			all += len(list)
		}
		if told != all {
			t.Errorf("%d of %d examples are about commands that are not there", all-told, all)
		}
	}
}

// example parses what stands before a pipe or an arrow as cobra does.
func example(t *testing.T, root *cobra.Command, line string) {
	t.Helper()
	line = strings.TrimPrefix(line, "source <(")
	line, _, _ = strings.Cut(line, " | ")
	line, _, _ = strings.Cut(strings.TrimSuffix(line, ")"), " > ")
	var words []string
	for _, m := range regexp.MustCompile(`'([^']*)'|(\S+)`).FindAllStringSubmatch(line, -1) {
		words = append(words, m[1]+m[2])
	}
	if words[0] != "rubrika" {
		t.Fatalf("%q does not call rubrika", line)
	}
	args := exclusions(root, words[1:])
	cmd, rest, err := root.Find(args)
	if err == nil {
		err = cmd.ParseFlags(rest)
	}
	if err == nil && cmd.Args != nil {
		err = cmd.Args(cmd, cmd.Flags().Args())
	}
	if err != nil || cmd == root && len(rest) > 0 {
		t.Errorf("%q: %v", line, err)
	}
}

// Each word and flag of each command has proposals, or is known to have none.
func TestEveryWordHasProposals(t *testing.T) {
	a, _ := telling("en")
	freeWords := []string{"ADDRESS"}
	freeFlags := []string{
		"title", "agent", "folder", "user", "password-command", "password-env", "serve", "limit", "width", "last",
	}
	every(a.root(), func(cmd *cobra.Command) {
		list, _ := places(cmd.Use)
		for _, word := range list {
			if cmd.HasParent() && word != strings.ToLower(word) && a.placeholders(cmd, nil)[word] == nil && !slices.Contains(freeWords, word) {
				t.Errorf("%s: nothing is proposed for %s: give it a line in placeholders", cmd.CommandPath(), word)
			}
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			propose, known := cmd.GetFlagCompletionFunc(f.Name)
			if f.NoOptDefVal != "" {
				return
			}
			if !known || propose == nil {
				t.Errorf("%s: --%s has no proposals", cmd.CommandPath(), f.Name)
			}
			if _, there := a.valueTable()[f.Name]; !there && !slices.Contains(freeFlags, f.Name) {
				t.Errorf("%s: nothing is proposed for --%s: give it a line in values", cmd.CommandPath(), f.Name)
			}
		})
	})
}

// Settings are proposed by their names.
func TestSettingNames(t *testing.T) {
	names := settingNames()
	for _, want := range []string{"lang", "theme", "on_new", "keep", "views", "mute"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}

// The paper about the commands names each of them and each of their flags, in
// Markdown that shows every sign.
func TestReference(t *testing.T) {
	for _, code := range lang.Codes() {
		text := Reference(code)
		var html bytes.Buffer
		if err := goldmark.Convert([]byte(text), &html); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(html.String(), "<em>") || strings.Contains(html.String(), "<!-- raw") {
			t.Errorf("%s: a sign was taken for Markdown", code)
		}
		a, _ := telling(code)
		every(a.root(), func(cmd *cobra.Command) {
			if cmd.HasParent() && !strings.Contains(text, "### `"+cmd.UseLine()+"`\n") {
				t.Errorf("%s: the paper does not tell of %s", code, cmd.CommandPath())
			}
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if f.Name != "help" && !strings.Contains(text, "--"+f.Name) {
					t.Errorf("%s: the paper does not tell of --%s", code, f.Name)
				}
			})
		})
	}
}

func TestRoffSigns(t *testing.T) {
	for text, want := range map[string]string{
		".so /etc/passwd":  `\&.so /etc/passwd`,
		"'br":              `\(aqbr`,
		`a\fBb`:            `a\efBb`,
		"-x --y":           `\-x \-\-y`,
		"~/.config ^ `a'":  `\(ti/.config \(ha \(gaa\(aq`,
		"two\nlines":       "two lines",
		"ordinary. Text":   "ordinary. Text",
		"Новости «слово»…": "Новости «слово»…",
	} {
		if got := lineOfRoff(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := quotedRoff(`a "b" -c`); got != `a \(dqb\(dq \-c` {
		t.Errorf("%q", got)
	}
}

// manual is the page for man in a language.
func manual(t *testing.T, code string) string {
	t.Helper()
	a, out := telling(code)
	cmd, _, err := a.root().Find([]string{"man"})
	if err == nil {
		err = cmd.RunE(cmd, nil)
	}
	a.out.flush()
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every request of the page is one of man(7) that it means, and nothing of the
// day or the machine is in it.
func TestManualPage(t *testing.T) {
	request := regexp.MustCompile(`^\.(\\" -\*-|TH RUBRIKA 1 ""|SH "[^"]+"|SS "[^"]+"|nh|ad l|PP|TP|RS 4|RE|nf|fi)`)
	escape := regexp.MustCompile(`\\(e|-|&|f[BR]|\((aq|ga|ha|ti|dq))`)
	for _, code := range lang.Codes() {
		page := manual(t, code)
		if page != manual(t, code) {
			t.Errorf("%s: two pages differ", code)
		}
		for i, line := range strings.Split(page, "\n") {
			if strings.HasPrefix(line, ".") && !request.MatchString(line) || strings.HasPrefix(line, "'") {
				t.Errorf("%s:%d: %q is no request of ours", code, i+1, line)
			}
			if !strings.HasPrefix(line, `.\"`) && strings.Contains(escape.ReplaceAllString(line, ""), `\`) {
				t.Errorf("%s:%d: %q has an escape that is none of ours", code, i+1, line)
			}
			if strings.TrimSpace(line) == "" && i < strings.Count(page, "\n") {
				t.Errorf("%s:%d: an empty line", code, i+1)
			}
		}
	}
}

// groff finds nothing to warn of, and prints what was meant.
func TestManualPageThroughGroff(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff here")
	}
	for _, code := range lang.Codes() {
		cmd := exec.Command(groff, "-ww", "-man", "-Kutf8", "-Tutf8", "-P-c", "-rLL=100n")
		cmd.Stdin = strings.NewReader(manual(t, code))
		var out, warnings bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &warnings
		if err := cmd.Run(); err != nil || warnings.Len() > 0 {
			t.Fatalf("%s: %v\n%s", code, err, warnings.String())
		}
		text := regexp.MustCompile(`.\x08`).ReplaceAllString(out.String(), "")
		text = strings.Join(strings.Fields(text), " ")
		m := lang.For(code).CLI.Papers.Manual
		for _, want := range []string{
			"rubrika - " + m.About, "rubrika news [FILTER…]", "--password-command COMMAND", "-q, --quiet",
			`rubrika search '"exact phrase"'`, "~/.config/rubrika/config.toml", lang.Upper(m.Exit, code), "--view VIEW",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the page does not show %q", code, want)
			}
		}
	}
}

// Help has no line that is wider than a terminal.
func TestHelpFits(t *testing.T) {
	for _, code := range lang.Codes() {
		a, out := telling(code)
		every(a.root(), func(cmd *cobra.Command) { a.printHelp(cmd) })
		a.out.flush()
		for line := range strings.Lines(out.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > helpWidth {
				t.Errorf("%s: %d letters: %s", code, n, line)
			}
		}
	}
}

func TestBuilt(t *testing.T) {
	info := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: settings}
	}
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123"}
	for _, c := range []struct {
		told         string
		info         *debug.BuildInfo
		number, tail string
	}{
		{"1.2.3", info("v9.9.9", revision), "1.2.3", " 0123456789ab"},
		{unset, info("v9.9.9"), "9.9.9", ""},
		{unset, info("(devel)", revision, debug.BuildSetting{Key: "vcs.modified", Value: "true"}), unset, " 0123456789ab+"},
		{unset, info("(devel)", revision, debug.BuildSetting{Key: "vcs.modified", Value: "false"}), unset, " 0123456789ab"},
		{unset, nil, unset, ""},
	} {
		number, line := built(c.told, c.info)
		if number != c.number || !regexp.MustCompile(`^go\S+ [a-z0-9]+/[a-z0-9]+`+regexp.QuoteMeta(c.tail)+`$`).MatchString(line) {
			t.Errorf("%+v: %q, %q", c, number, line)
		}
	}
}
