package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// ran is a call of the program in a test script.
type ran struct {
	script  string // without its ending
	command string // the path of the command
	args    []string
	// fails says that it is expected to fail, wrong that it is expected to be
	// wrong use.
	fails, wrong bool
}

// TestEveryCommandHasAScript: each command that can be run is run by a script,
// with --json where it takes that, in a way that is wrong use, with a name of
// something that is not there where it takes names, and on an empty store where
// it looks into one. Closed pipes and the wish to stay offline are tried for
// all commands in tests of their own.
func TestEveryCommandHasAScript(t *testing.T) {
	t.Parallel()
	// storeless are commands that look into no store; wire waits for news, which
	// its own script does.
	storeless := regexp.MustCompile(`^(inspect|config|keys|themes|demo|completion|man|help|wire)\b`)
	runs := scripted(t)
	everyCommand(t, func(path string, cmd *cobra.Command) {
		some := func(what string, is func(ran) bool) {
			if !slices.ContainsFunc(runs, func(r ran) bool { return r.command == path && is(r) }) {
				t.Errorf("no script runs rubrika %s %s", path, what)
			}
		}
		some("in the usual way", func(r ran) bool { return !r.fails || path == "inspect" })
		some("in a wrong way", func(r ran) bool { return r.wrong })
		if cmd.LocalFlags().Lookup("json") != nil {
			some("with --json", func(r ran) bool { return slices.Contains(r.args, "--json") && !r.wrong })
		}
		if regexp.MustCompile(`\b(ID|NAME|ACCOUNT|FILE|URL)\b`).MatchString(cmd.Use) && !strings.HasSuffix(cmd.Use, "FILTER…") {
			some("with a name of nothing", func(r ran) bool { return r.fails && !r.wrong })
		}
		if !storeless.MatchString(path) {
			some("on an empty store", func(r ran) bool { return r.script == "empty" })
		}
	})
}

// scripted reads what all scripts run.
func scripted(t *testing.T) []ran {
	t.Helper()
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	everyCommand(t, func(path string, _ *cobra.Command) { paths = append(paths, path) })
	starts := regexp.MustCompile(`^(\[[^]]+\] )?(! )?(run|exec)( |$)`)
	var out []ran
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		body, _, _ := strings.Cut(string(doc), "\n-- ")
		last := 0 // the first call of the line that ran last
		for line := range strings.SplitSeq(body, "\n") {
			switch {
			case starts.MatchString(line):
				last = len(out)
				out = append(out, calls(line, strings.TrimSuffix(filepath.Base(file), ".txtar"), paths)...)
			case strings.HasPrefix(line, "stdout ") || strings.HasPrefix(line, "stderr ") || strings.HasPrefix(line, "code "):
				for i := range out[last:] {
					r := &out[last+i]
					r.wrong = r.wrong || strings.Contains(line, "code 2")
					r.fails = r.fails || r.wrong || strings.Contains(line, "code 1") || strings.Contains(line, "code 3")
				}
			}
		}
	}
	return out
}

// calls are the calls of the program in a line of a script.
func calls(line, script string, paths []string) []ran {
	failing := strings.HasPrefix(line, "! ") || strings.Contains(line, "] ! ")
	line = regexp.MustCompile(`^(\[[^]]+\] )?(! )?run\b`).ReplaceAllString(line, "rubrika")
	line = strings.NewReplacer("'", " ", `"`, " ", "{", " ", "}", " ", ";", " ; ", "|", " ; ", "&", " ; ").Replace(line)
	var out []ran
	for call := range strings.SplitSeq(line, ";") {
		words := strings.Fields(call)
		at := slices.Index(words, "rubrika")
		if at < 0 {
			continue
		}
		args := words[at+1:]
		for len(args) > 0 && strings.HasPrefix(args[0], "-") { // global flags
			args = args[min(len(args), 1+valueWords(args[0])):]
		}
		r := ran{script: script, args: args, fails: failing}
		for n := range args {
			if path := strings.Join(args[:n+1], " "); slices.Contains(paths, path) {
				r.command = path
			}
		}
		out = append(out, r)
	}
	return out
}

// valueWords is how many words follow a global flag as its value.
func valueWords(flag string) int {
	if takesValue(flag) {
		return 1
	}
	return 0
}
