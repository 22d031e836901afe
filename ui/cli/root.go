package cli

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/ui/lang"
)

// root is the tree of commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:               "rubrika [COMMAND]",
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	version := root.Flags().Bool("version", false, a.words.CLI.Flag["version"])
	plain := root.Flags().Bool("plain", false, a.words.CLI.Flag["plain"])
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *version:
			a.print("rubrika " + a.env.Version)
			a.print(a.env.Build)
			return nil
		case len(args) > 0:
			return a.unknownCommand(root, args[0])
		}
		return a.read(cmd.Context(), *plain)
	}
	root.PersistentPreRunE = a.checkGlobal
	flags := root.PersistentFlags()
	flags.StringVar(&a.configPath, "config", a.configPath, a.words.CLI.Flag["config"])
	flags.StringVar(&a.profileName, "profile", a.profileName, a.words.CLI.Flag["profile"])
	flags.StringVar(&a.storePath, "db", "", a.words.CLI.Flag["db"])
	flags.BoolVar(&a.offline, "offline", false, a.words.CLI.Flag["offline"])
	flags.BoolVarP(&a.quiet, "quiet", "q", false, a.words.CLI.Flag["quiet"])
	flags.StringVar(&a.langFlag, "lang", "", a.words.CLI.Flag["lang"])
	flags.BoolVar(&a.noColor, "no-color", false, a.words.CLI.Flag["no-color"])
	for _, name := range []string{"config", "profile"} { // what they are now is no default
		flags.Lookup(name).DefValue = ""
	}
	root.AddCommand(
		a.add(), a.feeds(), a.edit(), a.remove(), a.importCommand(), a.export(), a.refresh(),
		a.news(), a.search(), a.readCommand(), a.mark(), a.wire(), a.digest(), a.view(), a.account(), a.doctor(),
		a.configCommand(), a.keysCommand(), a.themes(), a.demo(), a.inspect(), a.completion(), a.man(),
	)
	help := a.help(root)
	root.AddCommand(help)
	root.SetHelpCommand(help)
	a.speak(root, "")
	a.complete(root)
	root.SetOut(a.out)
	root.SetErr(io.Discard) // what there is to say is said by rubrika
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.printHelp(cmd) })
	root.SetFlagErrorFunc(a.flagError)
	return root
}

// checkGlobal is wrong use when a global flag has a value that would be passed
// over. An empty file is mostly a variable that was not set, and then the
// store would be the reader's own.
func (a *app) checkGlobal(cmd *cobra.Command, _ []string) error {
	if cmd.Name() == cobra.ShellCompRequestCmd { // a command line that is not complete yet
		return nil
	}
	for _, name := range []string{"config", "db", "profile"} {
		if f := cmd.Flag(name); f.Changed && f.Value.String() == "" {
			return usage(a.words.CLI.NoValue, "--"+name)
		}
	}
	if !config.ValidProfile(a.profileName) {
		return usage(a.words.CLI.Settings.BadProfile, "--profile "+a.profileName)
	}
	if code := early(a.env.Args, "lang"); code != "" && !lang.Speaks(code) {
		return usage(a.words.CLI.WrongLang, "--lang "+code)
	}
	return nil
}

// read opens the reader, or prints headlines where there is no terminal; in
// lines it needs none.
func (a *app) read(ctx context.Context, plain bool) error {
	plain = plain || a.dumb()
	if !plain && (!a.env.InTTY || !a.env.OutTTY) {
		return a.printNews(ctx, newsOptions{limit: defaultLimit})
	}
	if err := a.open(ctx); err != nil {
		return err
	}
	if plain {
		return a.readPlain(ctx, a.library, false)
	}
	return a.env.Reader(ctx, a.session(a.library, false))
}

// speak puts words to a command and all below it, and gives each its help
// flag.
func (a *app) speak(cmd *cobra.Command, path string) {
	cmd.Short, cmd.Long = a.words.CLI.Short[path], a.words.CLI.Long[path]
	if path == "" {
		cmd.Short, cmd.Long = a.words.CLI.About, a.words.CLI.Run
	}
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().BoolP("help", "h", false, a.words.CLI.Flag["help"])
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		for _, name := range []string{path + "." + f.Name, f.Name} {
			if words := a.words.CLI.Flag[name]; words != "" {
				f.Usage = words
				return
			}
		}
	})
	for _, c := range cmd.Commands() {
		a.speak(c, strings.TrimSpace(path+" "+c.Name()))
	}
}

// args is the argument check of a command: from least to most, no limit for
// a negative most.
func (a *app) args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		path := strings.TrimPrefix(cmd.CommandPath(), "rubrika ")
		switch {
		case len(args) < least:
			return usage(a.words.CLI.TooFew, path, path)
		case most >= 0 && len(args) > most:
			return usage(a.words.CLI.TooMany, path, path)
		}
		return nil
	}
}

// group makes a command that only has others below it.
func (a *app) group(use string, below ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Args: cobra.ArbitraryArgs}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(cmd, args[0])
		}
		return usage(a.words.CLI.TooFew, use, use)
	}
	cmd.AddCommand(below...)
	return cmd
}

// unknownCommand names the nearest command.
func (a *app) unknownCommand(parent *cobra.Command, word string) error {
	var names []string
	for _, c := range parent.Commands() {
		names = append(names, c.Name())
	}
	return &feed.Error{Op: "run", Source: word, Kind: feed.KindUsage, Near: feed.Nearest(word, names)}
}

// flagError puts what pflag says into words.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		bad     *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := unknown.GetSpecifiedName()
		near := feed.Nearest(name, names)
		if near != "" {
			near = "--" + near
		}
		return &feed.Error{Op: "run", Source: dashes(name) + name, Kind: feed.KindUsage, Near: near}
	case errors.As(err, &bare):
		return usage(a.words.CLI.NoValue, dashes(bare.GetSpecifiedName())+bare.GetSpecifiedName())
	case errors.As(err, &bad):
		return usage(a.words.CLI.BadValue, "--"+bad.GetFlag().Name+" "+bad.GetValue())
	case errors.As(err, &syntax):
		return &feed.Error{Op: "run", Source: syntax.GetSpecifiedFlag(), Kind: feed.KindUsage}
	}
	return &feed.Error{Op: "run", Kind: feed.KindUsage, Err: err}
}

// dashes are what stands before a flag of that name.
func dashes(name string) string {
	if len(name) == 1 {
		return "-"
	}
	return "--"
}
