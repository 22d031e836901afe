// Package cli is the face of the program in a pipe: one file a command. It
// prints plain lines, or with --json one object a line in the shapes of
// json.go, to standard output; progress, notes and errors go to standard
// error, errors as one sentence in the reader's language; below a mistake in the
// settings it says in technical words what is wanted.
//
// Exit codes: 0 done, 1 failed, 2 wrong use, 3 partly done. Whatever is
// printed passes package feed/page once more, also what comes from the store.
package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/lang"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitPartly = 3
)

// Env is all that Run knows of the world around it.
type Env struct {
	// Args are the words after the program's name.
	Args           []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// InTTY, OutTTY and ErrTTY say which of the three are terminals; Width is
	// the width of the terminal in cells, 0 when unknown.
	InTTY, OutTTY, ErrTTY bool
	Width                 int
	Getenv                func(string) string
	// Now is the clock, in the reader's zone; nil is time.Now.
	Now func() time.Time
	// Version is that of rubrika; Build names Go, the platform and the commit.
	Version, Build string
	// Reader opens the screen and returns when the reader leaves it; Lines
	// does so in lines.
	Reader func(ctx context.Context, s Session) error
	Lines  func(ctx context.Context, s Session, c Console) error
}

// Session is what the screen works on.
type Session struct {
	Library *library.Library
	Config  config.Config
	// Lang is the language of the interface: "ru", "az" or "en".
	Lang string
	// Demo marks a throw-away store with the tour edition.
	Demo bool
	// NoColor says that the reader wants no colours.
	NoColor bool
	// Changed waits until the settings file has changed and returns what it says
	// now, with the language of the interface in Lang, or what is wrong in it.
	// What the library holds of it is in force then. With fs.ErrClosed there is
	// nothing to wait for. It is for one caller at a time.
	Changed func(ctx context.Context) (config.Config, error)
}

// Console is what the reader in lines speaks through.
type Console struct {
	In  io.Reader
	Out io.Writer
	// Width is that of the terminal in cells, 0 when unknown, below 0 where the
	// output is no terminal.
	Width int
	// Script says that the input is no terminal.
	Script bool
	// Now is the clock, Getenv the environment.
	Now    func() time.Time
	Getenv func(string) string
}

// app is one run of the program.
type app struct {
	env   Env
	words lang.Words
	out   *output
	code  int // what the exit code is when nothing failed

	configPath, profileName, storePath, langFlag string
	noColor, offline, quiet                      bool

	config    config.Config
	configErr error
	library   *library.Library
	typed     *bufio.Reader // what the reader answers, once they were asked
	// stepping: the status line stands there, as it was drawn at step.
	stepping bool
	step     time.Time
}

// Run does what env.Args say and returns the exit code. It never panics.
func Run(ctx context.Context, env Env) (code int) {
	if env.Now == nil {
		env.Now = time.Now
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	a := &app{env: env, out: &output{to: env.Stdout, closed: stop}}
	a.out.before = a.clear
	defer func() {
		if p := recover(); p != nil {
			code = a.fail(&feed.Error{Op: "run", Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)})
		}
	}()
	a.settle()
	root := a.root() //nolint:contextcheck // cobra hands ctx to the commands
	root.SetArgs(a.arguments(root))
	err := root.ExecuteContext(ctx)
	if a.library != nil {
		a.lastly(ctx)
		err = errors.Join(err, a.library.Close())
	}
	a.out.flush()
	a.clear()
	switch {
	case a.out.gone():
		return exitDone
	case a.out.err != nil: // it ended the work, whatever that says of it
		a.say(fmt.Sprintf(a.words.CLI.ClosedOutput, page.Error(a.out.err)))
		return exitFailed
	case err != nil:
		return a.fail(err)
	}
	return a.code
}

// settle finds settings and language before the flags are read, since help
// and mistakes in flags are put in the reader's language too.
func (a *app) settle() {
	_, args := completing(a.env.Args)
	a.configPath = early(args, "config")
	a.profileName = cmp.Or(early(args, "profile"), a.env.Getenv("RUBRIKA_PROFILE"))
	if !slices.Equal(args, []string{"--version"}) { // which is told without a look at anything
		a.config, a.configErr = a.loadSettings()
	}
	a.words = lang.For(a.spokenLang(a.config))
}

// early finds the value of a global flag before flags are parsed. From
// langOfSource on, --lang is another flag.
func early(args []string, name string) string {
	if name == "lang" {
		args = args[:langOfSource(args)]
	}
	for i, arg := range args {
		if arg == "--" {
			return ""
		}
		if value, ok := strings.CutPrefix(arg, "--"+name+"="); ok {
			return value
		}
		if arg == "--"+name && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// langOfSource is the place of the command behind which --lang is the language
// of a source and not of the interface; without one, the length of args.
func langOfSource(args []string) int {
	at := command(args)
	if at < len(args) {
		switch args[at] {
		case "add", "edit":
			return at
		case "feeds":
			if slices.Contains(args, "--catalogue") {
				return at
			}
		}
	}
	return len(args)
}

// withoutLang takes the --lang of the interface from before a command with one
// of its own, which would get it otherwise. It has had its effect by then.
func withoutLang(args []string) []string {
	at := langOfSource(args)
	if at == len(args) {
		return args
	}
	var out []string
	for i := 0; i < at; i++ {
		switch {
		case args[i] == "--lang":
			i++
		case !strings.HasPrefix(args[i], "--lang="):
			out = append(out, args[i])
		}
	}
	return append(out, args[at:]...)
}

// arguments are the words of the command line as cobra is to read them.
func (a *app) arguments(root *cobra.Command) []string {
	asks, args := completing(a.env.Args)
	return append(asks, exclusions(root, withoutLang(args))...)
}

// open opens the library; Run closes it. A store named on the command line
// needs no home folder.
func (a *app) open(ctx context.Context) error {
	if a.configErr != nil && (a.storePath == "" || !errors.Is(a.configErr, config.ErrNoHome)) {
		return a.configErr
	}
	return a.openStore(ctx)
}

// session is what the reader works on, on the screen or in lines.
func (a *app) session(lib *library.Library, demo bool) Session {
	c := a.config
	c.Lang = a.words.Code // as Changed has it
	return Session{
		Library: lib, Config: c, Lang: a.words.Code, Demo: demo, NoColor: a.colourless(),
		Changed: a.changes(lib, demo),
	}
}

// dumb reports a terminal that cannot move its cursor: it gets lines.
func (a *app) dumb() bool { return a.env.InTTY && a.env.OutTTY && a.env.Getenv("TERM") == "dumb" }

// store is the file of the store, "" when there is no place for one.
func (a *app) store() string { return cmp.Or(a.storePath, a.config.Store) }

// openStore is open whatever the settings are like.
func (a *app) openStore(ctx context.Context) (err error) {
	a.library, err = library.Open(ctx, a.options(a.store()))
	return err
}

// options are those of a library in a store.
func (a *app) options(path string) library.Options {
	o := library.Options{
		Path: path, Client: a.client(a.config.Inside, ""), Now: a.env.Now, Every: time.Duration(a.config.Refresh),
		File: a.config.File, Keep: a.config.Keep, Cache: config.Cache(), Offline: a.offline, OnNew: onNew(a.config.OnNew), Home: a.home(),
	}
	if a.configErr == nil { // settings that cannot be read take no view away
		o.Views = append([]feed.View{}, a.config.Views...)
	}
	return o
}

// client makes requests; inside are the networks of the reader's own that
// feeds may name, own is the host:port of a server of ours, or empty.
func (a *app) client(inside []netip.Prefix, own string) *fetch.Client {
	return fetch.New(fetch.Options{
		UserAgent: fetch.UserAgent(a.env.Version), Now: a.env.Now, Inside: inside, Offline: a.offline, Own: own,
	})
}

// profile is what the output can show. On a terminal it is the terminal's own
// palette, which fits its background, whatever that is.
func (a *app) profile() colorprofile.Profile { return min(a.shades(), colorprofile.ANSI) }

// shades is profile with all that the terminal can.
func (a *app) shades() colorprofile.Profile {
	if !a.env.OutTTY {
		return colorprofile.NoTTY
	}
	if a.colourless() {
		return colorprofile.ASCII
	}
	var environ []string
	for _, name := range []string{"TERM", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE"} {
		if value := a.env.Getenv(name); value != "" {
			environ = append(environ, name+"="+value)
		}
	}
	return colorprofile.Env(environ)
}

// colourless reports that the reader wants no colours.
func (a *app) colourless() bool { return a.noColor || a.env.Getenv("NO_COLOR") != "" }

// styled reports whether the output may be styled at all.
func (a *app) styled() bool { return a.profile() > colorprofile.NoTTY }
