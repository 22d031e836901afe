package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// configCommand is the command about the settings: by itself it tells where
// everything is.
func (a *app) configCommand() *cobra.Command {
	cmd := a.pathCommand("config")
	cmd.Args = cobra.ArbitraryArgs
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(cmd, args[0])
		}
		return run(cmd, args)
	}
	cmd.AddCommand(a.pathCommand("path"), a.showSettings(), a.checkSettings(), a.initSettings(), a.editSettings())
	return cmd
}

// pathCommand tells where everything of this profile is.
func (a *app) pathCommand(name string) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: name, Args: a.args(0, 0)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(*cobra.Command, []string) error {
		p := a.paths()
		if asJSON {
			return a.json(p)
		}
		w := a.words.CLI.Settings
		rows := [][2]string{
			{w.File, p.Settings}, {w.Store, p.Store}, {w.Themes, p.Themes}, {w.Pictures, p.Pictures}, {w.Clippings, p.Clippings},
		}
		width := 0
		for _, r := range rows {
			width = max(width, render.Width(r[0]))
		}
		for _, r := range rows {
			path := cmp.Or(r[1], w.Nowhere)
			if _, err := os.Stat(r[1]); r[1] != "" && err != nil {
				path += " (" + w.NotYet + ")"
			}
			a.raw(render.Pad(r[0], width+2) + page.Line(path))
		}
		return nil
	}
	return cmd
}

// paths are the places of this profile. With a mistake in the settings they are
// those without any settings.
func (a *app) paths() pathsJSON {
	return pathsJSON{
		V: shape, Profile: a.profileName, Settings: page.Line(a.wantedSettings()), Store: page.Line(a.store()),
		Themes: page.Line(a.config.Themes), Pictures: page.Line(config.Cache()), Clippings: page.Line(a.config.Clippings),
	}
}

// wantedSettings is the settings file, be it there or not; "" without a home.
func (a *app) wantedSettings() string { return cmp.Or(a.configPath, config.Path(a.profileName)) }

// showSettings prints the settings that are in force, as a settings file.
func (a *app) showSettings() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "show [KEY…]", Args: a.args(0, -1)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		all, err := config.Show(a.configPath, a.profileName, keyMistakes)
		if err != nil {
			return err
		}
		if all, err = chosen(all, args); err != nil {
			return err
		}
		if asJSON {
			for _, s := range all {
				err = errors.Join(err, a.json(newSetting(s)))
			}
			return err
		}
		w := a.words.CLI.Settings
		text := config.TOML(all, func(s config.Setting) string {
			if s.Line == 0 {
				return w.Usual
			}
			return fmt.Sprintf(w.FromLine, strconv.Itoa(s.Line))
		})
		for line := range strings.Lines(text) {
			a.raw(strings.TrimRight(line, "\n")) // it escapes what cannot be shown
		}
		return nil
	}
	return cmd
}

// chosen are the settings of the names in args, or all: "width", "views" with
// all its lines, "views.Баку".
func chosen(all []config.Setting, args []string) ([]config.Setting, error) {
	if len(args) == 0 {
		return all, nil
	}
	names := settingNames()
	for _, arg := range args {
		known := slices.Contains(names, arg) ||
			slices.ContainsFunc(all, func(s config.Setting) bool { return s.Key() == arg })
		if !known {
			return nil, &feed.Error{Op: "show", Source: arg, Kind: feed.KindUsage, Near: feed.Nearest(arg, names)}
		}
	}
	return slices.DeleteFunc(all, func(s config.Setting) bool {
		return !slices.Contains(args, s.Key()) && !slices.Contains(args, s.Table)
	}), nil
}

// checkSettings tells all mistakes in the settings file.
func (a *app) checkSettings() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "check", Args: a.args(0, 0)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(*cobra.Command, []string) error {
		mistakes := config.Check(a.configPath, a.profileName, keyMistakes)
		if len(mistakes) == 0 {
			mistakes = a.themeMistakes()
		}
		if len(mistakes) > 0 {
			a.code = exitFailed
		}
		if asJSON {
			var err error
			for _, m := range mistakes {
				err = errors.Join(err, a.json(a.newMistake(m)))
			}
			return err
		}
		for _, m := range mistakes {
			a.printMistake(m)
		}
		if len(mistakes) == 0 {
			return a.praise()
		}
		return nil
	}
	return cmd
}

// themeMistakes are those in the file of the theme in use.
func (a *app) themeMistakes() []error {
	if err := cmp.Or(a.themeErr(true), a.themeErr(false)); err != nil {
		return []error{err}
	}
	return nil
}

// praise says that the settings are right, and how many the file has.
func (a *app) praise() error {
	w := a.words.CLI.Settings
	if a.settingsFile() == "" {
		a.print(w.NoFile)
		return nil
	}
	all, err := config.Show(a.configPath, a.profileName, keyMistakes)
	if err != nil {
		return err
	}
	set := slices.DeleteFunc(all, func(s config.Setting) bool { return s.Line == 0 })
	a.print(a.words.SettingsRight(a.settingsFile(), len(set)))
	return nil
}

// printMistake prints what is wrong, with its place, and below it in technical
// words what is wanted.
func (a *app) printMistake(err error) {
	a.print(a.mistake(err))
	var fault *config.Fault
	if errors.As(err, &fault) {
		err = fault
	}
	a.raw(faultIndent + page.Error(err))
}

// mistake is a mistake in one sentence, its place first.
func (a *app) mistake(err error) string {
	var e *feed.Error
	var fault *config.Fault
	if !errors.As(err, &e) || !errors.As(err, &fault) {
		return a.words.Error(err)
	}
	w := a.words.CLI.Settings
	text := fmt.Sprintf("%s:%d:%d: ", e.Source, e.Line, e.Column) + fmt.Sprintf(w.Problem[string(fault.Problem)], short(fault.Word))
	if e.Near != "" {
		text += "; " + fmt.Sprintf(w.Near, e.Near)
	}
	return text
}

// initSettings writes the commented example where no settings are.
func (a *app) initSettings() *cobra.Command {
	cmd := &cobra.Command{Use: "init", Args: a.args(0, 0)}
	cmd.RunE = func(*cobra.Command, []string) error {
		name := a.wantedSettings()
		switch made, err := a.makeSettings(name); {
		case err != nil:
			return err
		case !made:
			return failed(a.words.CLI.Settings.There, name)
		}
		a.printf(a.words.CLI.Settings.Made, name)
		return nil
	}
	return cmd
}

// makeSettings writes the commented example to a file, unless there is one.
func (a *app) makeSettings(name string) (made bool, err error) {
	if name == "" {
		return false, failed("%s", a.words.CLI.Settings.NoHome)
	}
	if err = os.MkdirAll(filepath.Dir(name), 0o700); err == nil {
		err = writeNew(name, config.ExampleFor(a.profileName))
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return false, nil
	case err != nil:
		return false, failed(a.words.CLI.NotWritten, name, cause(err))
	}
	return true, nil
}

// writeNew writes a file that must not be there.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the reader's own settings
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
