package cli

import (
	"context"
	"errors"
	"io/fs"
	"net/netip"
	"reflect"
	"time"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// loadSettings reads the settings file, keys included.
func (a *app) loadSettings() (config.Config, error) {
	return config.Load(a.configPath, a.profileName, keyMistakes)
}

// keyMistakes is a check of the settings: what is wrong with keys of the
// reader's own.
func keyMistakes(c config.Config) []error { return keys.Mistakes(keys.Default(), c.Keys) }

// spokenLang decides the language of the interface, which the settings do not
// decide alone.
func (a *app) spokenLang(c config.Config) string {
	_, args := completing(a.env.Args)
	env := a.env.Getenv
	return lang.Detect(early(args, "lang"), env("RUBRIKA_LANG"), c.Lang, env("LC_ALL"), env("LC_MESSAGES"), env("LANG"))
}

// home is the language of the system where nothing else names one.
func (a *app) home() string {
	_, args := completing(a.env.Args)
	env := a.env.Getenv
	for _, named := range []string{early(args, "lang"), env("RUBRIKA_LANG"), a.config.Lang} {
		if named != "" {
			return ""
		}
	}
	return lang.Locale(env("LC_ALL"), env("LC_MESSAGES"), env("LANG"))
}

// changes is Session.Changed. Its first call begins to watch the settings file;
// where that cannot be watched, it answers with fs.ErrClosed, and the settings are
// those of the start.
func (a *app) changes(lib *library.Library, demo bool) func(context.Context) (config.Config, error) {
	var w *config.Watcher
	return func(ctx context.Context) (config.Config, error) {
		if w == nil {
			var err error
			if w, err = config.Watch(a.configPath, a.profileName); err != nil {
				return config.Config{}, errors.Join(fs.ErrClosed, err)
			}
			if c, err := a.loadSettings(); err == nil && !reflect.DeepEqual(c, a.config) { // it took long to get here
				return a.changed(ctx, lib, demo)
			}
		}
		if err := w.Next(ctx); err != nil {
			return config.Config{}, errors.Join(err, w.Close())
		}
		return a.changed(ctx, lib, demo)
	}
}

// changed reads the settings and puts into force what of them is the library's.
func (a *app) changed(ctx context.Context, lib *library.Library, demo bool) (config.Config, error) {
	c, err := a.loadSettings()
	if a.storePath != "" { // the command line has said which
		c.Store = a.config.Store
		if errors.Is(err, config.ErrNoHome) {
			err = nil
		}
	}
	if err == nil && !demo { // a demonstration has no settings of the library's
		err = lib.Configure(ctx, settings(c))
	}
	c.Lang = a.spokenLang(c)
	return c, err
}

// settings are those of the library.
func settings(c config.Config) library.Settings {
	return library.Settings{
		Every: time.Duration(c.Refresh), File: c.File, Keep: c.Keep, Views: append([]feed.View{}, c.Views...),
		OnNew: onNew(c.OnNew), Inside: append([]netip.Prefix{}, c.Inside...), // none are to hold too
	}
}
