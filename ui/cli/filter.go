package cli

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// command is the place of the command among the arguments: the first that is
// neither a global flag nor its value.
func command(args []string) int {
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case takesValue(arg):
			i++
		case !strings.HasPrefix(arg, "-"):
			return i
		}
	}
	return len(args)
}

// takesValue reports a global flag whose value is the next argument.
func takesValue(arg string) bool {
	return slices.Contains([]string{"--config", "--profile", "--db", "--lang"}, arg)
}

// exclusions keeps words of a filter that exclude («-война», «-rubric:sport»,
// «-(a or b)») from being read as flags: a blank before them, which a filter
// passes over, is enough. Flags of rubrika have two dashes, but for those of one
// letter; what has one dash and the name of a flag is left to the error about it.
func exclusions(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || !strings.Contains(cmd.Use, "FILTER") && !strings.Contains(cmd.Use, "WORDS") {
		return args
	}
	out := slices.Clone(args)
	for i := command(args) + 1; i < len(out) && out[i] != "--"; i++ {
		if excludes(cmd, out[i]) && !wantsValue(cmd, out[i-1]) {
			out[i] = " " + out[i]
		}
	}
	return out
}

// wantsValue reports a flag of cmd whose value is the next argument.
func wantsValue(cmd *cobra.Command, arg string) bool {
	name, dashed := strings.CutPrefix(arg, "--")
	flag := cmd.Flag(name)
	return dashed && flag != nil && flag.NoOptDefVal == ""
}

// excludes reports a word with one dash that is no flag of cmd.
func excludes(cmd *cobra.Command, arg string) bool {
	word, dashed := strings.CutPrefix(arg, "-")
	if !dashed || word == "" || strings.HasPrefix(word, "-") {
		return false
	}
	name, _, _ := strings.Cut(word, "=")
	short := len(name) == 1 && (cmd.Flags().ShorthandLookup(name) != nil || cmd.InheritedFlags().ShorthandLookup(name) != nil)
	return !short && cmd.Flag(name) == nil
}

// typed joins the words of a filter as they were typed.
func typed(args []string) string {
	words := make([]string, len(args))
	for i, arg := range args {
		words[i] = strings.TrimSpace(arg)
	}
	return strings.Join(words, " ")
}

// misread is what is wrong with a filter, and the filter.
type misread struct {
	text string
	err  error
}

// Error implements the error interface.
func (e misread) Error() string { return e.err.Error() }

// Unwrap gives what is wrong.
func (e misread) Unwrap() error { return e.err }

// readFilter reads a filter; its faults are told with their place.
func readFilter(text string) (feed.Filter, error) {
	f, err := feed.ParseFilter(text)
	if err != nil {
		return f, misread{text, err}
	}
	return f, nil
}

// readRule reads the filter of a rule, which cannot ask for everything. The
// place of what it asks for is looked up: a filter does not keep it.
func readRule(text string) (feed.Filter, error) {
	f, err := readFilter(text)
	if err != nil {
		return f, err
	}
	var e *feed.Error
	if err = f.Rule(); !errors.As(err, &e) {
		return f, err
	}
	var fault *feed.FilterFault
	if errors.As(err, &fault) && fault.Word != "" {
		if before, _, there := strings.Cut(text, fault.Word); there {
			placed := *e
			placed.Line, placed.Column = 1, utf8.RuneCountInString(before)+1
			err = &placed
		}
	}
	return f, misread{text, err}
}

const (
	// faultIndent stands before the lines that belong to the one above them.
	faultIndent = "   "
	// faultRoom is how wide a filter is shown where the terminal does not say
	// what there is room for.
	faultRoom = 76
)

// pointAt prints a filter to standard error and below it a caret at the place
// that is wrong, in two lines, and nothing where the place is not known.
func (a *app) pointAt(m misread) {
	var e *feed.Error
	runes := []rune(m.text)
	if !errors.As(m.err, &e) || e.Column < 1 || e.Column > len(runes)+1 {
		return
	}
	room := faultRoom
	if a.env.Width > leastWidth {
		room = a.env.Width - len(faultIndent) - 1
	}
	before, after := visible(runes[:e.Column-1]), visible(runes[e.Column-1:])
	if over := render.Width(before) - room*2/3; over > 0 {
		before = "…" + dropCells(before, over+1)
	}
	line := strings.TrimRight(before+after, " ")
	for _, s := range []string{render.Cut(line, room), strings.Repeat(" ", render.Width(before)) + "^"} {
		a.sayRaw(faultIndent + s)
	}
}

// visible shows runes one by one, so that none of them moves another: what
// cannot be shown is a blank.
func visible(runes []rune) string {
	var b strings.Builder
	for _, r := range runes {
		if !unicode.IsPrint(r) || !page.Safe(string(r)) {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// dropCells takes so many cells from the beginning of s, or a little more.
func dropCells(s string, cells int) string {
	whole := render.Width(s)
	for i := range s {
		if whole-render.Width(s[i:]) >= cells {
			return s[i:]
		}
	}
	return ""
}
