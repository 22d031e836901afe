package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"rubrika/ui/render"
)

const (
	// helpWidth is the width help is wrapped at.
	helpWidth = 80
	// leftMost is how wide the left column of a list in it may be; what is wider
	// has a line to itself.
	leftMost = 28
)

// help is the help command.
func (a *app) help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND…]",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return a.unknownCommand(cmd, args[len(args)-max(1, len(rest))])
			}
			a.printHelp(cmd)
			return nil
		},
	}
}

// printHelp prints the help of a command.
func (a *app) printHelp(cmd *cobra.Command) {
	w := a.words.CLI
	if cmd.HasParent() {
		a.wrapped("", sentence(cmd.Short, a.words.Code))
	} else {
		a.wrapped("", cmd.Short)
	}
	if cmd.Long != "" {
		a.print("")
		a.wrapped("", cmd.Long)
	}
	a.print("")
	a.print(w.Usage + ":")
	a.raw("  " + cmd.UseLine())
	if list := a.examples(pathOf(cmd)); len(list) > 0 {
		a.print("")
		a.print(w.Papers.Examples + ":")
		for _, line := range list {
			a.raw("  " + line)
		}
	}
	a.printCommands(cmd)
	a.listing(w.Flags, a.flagLines(cmd.LocalNonPersistentFlags()))
	global := cmd.InheritedFlags()
	if !cmd.HasParent() {
		global = cmd.PersistentFlags()
	}
	a.listing(w.GlobalFlags, a.flagLines(global))
	if !cmd.HasParent() {
		a.print("")
		a.print(w.More)
	}
}

// printCommands lists what stands below a command, and all commands by what
// they are about, in columns of one width.
func (a *app) printCommands(cmd *cobra.Command) {
	if !cmd.HasParent() {
		var all [][2]string
		for _, g := range groups() {
			all = append(all, commandLines(cmd, g.commands)...)
		}
		for _, g := range groups() {
			a.columns(a.words.CLI.Papers.Groups[g.name], commandLines(cmd, g.commands), widest(all))
		}
		return
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	a.listing(a.words.CLI.Commands, commandLines(cmd, names))
}

// commandLines are commands below one, with what they do.
func commandLines(parent *cobra.Command, names []string) [][2]string {
	var list [][2]string
	for _, name := range names {
		if c, _, err := parent.Find([]string{name}); err == nil {
			list = append(list, [2]string{c.Use, c.Short})
		}
	}
	return list
}

// listing prints pairs in two columns under a heading.
func (a *app) listing(heading string, pairs [][2]string) { a.columns(heading, pairs, widest(pairs)) }

// widest is the width of the left column of pairs.
func widest(pairs [][2]string) int {
	left := 0
	for _, p := range pairs {
		if n := render.Width(p[0]); n <= leftMost {
			left = max(left, n)
		}
	}
	return left
}

// columns is listing for a left column of a width.
func (a *app) columns(heading string, pairs [][2]string, left int) {
	if len(pairs) == 0 {
		return
	}
	a.print("")
	a.print(heading + ":")
	for _, p := range pairs {
		lead := "  " + render.Pad(p[0], left+2)
		if render.Width(p[0]) > left {
			a.raw("  " + p[0])
			lead = strings.Repeat(" ", left+4)
		}
		a.wrapped(lead, p[1])
	}
}

// wrapped prints a text at helpWidth behind a lead, its other lines below its
// first.
func (a *app) wrapped(lead, text string) {
	for _, line := range render.Plain(text, helpWidth-render.Width(lead)) {
		a.raw(lead + line)
		lead = strings.Repeat(" ", render.Width(lead))
	}
}
