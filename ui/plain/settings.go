package plain

import (
	"context"
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// Settings that change while the reader is open, as on the screen: see
// ui/settings.go.

// settings is what the session needs to follow them.
type settings struct {
	locale  string // that of the environment
	changed func(context.Context) (config.Config, error)
	ticker  *time.Ticker // when sources are to be asked
	wrong   bool         // there was a mistake when they were read last
}

func newSettings(o Options) settings {
	s := settings{locale: locale(o.Getenv), ticker: time.NewTicker(time.Hour)}
	s.ticker.Stop()
	if !o.Script {
		s.changed = o.Changed
	}
	return s
}

// change is what the settings file says now, or what is wrong in it.
type change struct {
	config config.Config
	err    error
}

// resettle puts new settings into force; with a mistake in the file the old ones
// stay.
func (s *session) resettle(c change) {
	old, corrected := s.config, s.settings.wrong
	if c.err == nil {
		c.err = s.adopt(c.config)
	}
	s.settings.wrong = c.err != nil
	if c.err == nil && c.config.Lang != "" {
		s.words = lang.For(c.config.Lang)
	}
	switch {
	case c.err != nil:
		s.say(s.words.SettingsWrong(c.err))
	case corrected || !reflect.DeepEqual(old, c.config): // else a theme was changed
		s.say(s.words.SettingsTaken(lang.Later(old.Store != c.config.Store, old.Start.String() != c.config.Start.String())...))
	}
}

// adopt takes settings over.
func (s *session) adopt(c config.Config) error {
	layout := keys.Layout(c.Layout)
	if c.Layout == "auto" || c.Layout == "" {
		layout = keys.DetectLayout(s.settings.locale)
	}
	bindings, err := keys.Rebind(keys.Default(), c.Keys)
	if err != nil {
		return err
	}
	own, err := keys.New(bindings, layout)
	if err != nil {
		return err
	}
	usual, err := keys.New(keys.Default(), layout)
	if err != nil {
		return err
	}
	s.config, s.keys, s.usual, s.layout = c, own, usual, layout
	s.settings.ticker.Stop()
	if !s.script && c.Refresh > 0 {
		s.settings.ticker.Reset(time.Duration(c.Refresh))
	}
	return nil
}

// letter is the command of a letter: that of the settings, that of lines, that
// of the list of headlines, as the settings have it or as it usually is. So the
// letters of the help go on working where nothing else is on them.
func (s *session) letter(key tea.Key) keys.Action {
	for _, b := range s.keys.Actions(keys.Headlines) {
		if b.Own && s.keys.Find(keys.Headlines, key) == b.Action {
			return b.Action
		}
	}
	for _, name := range keys.Names(key, s.layout) {
		if own := ownLetter(name); own != "" {
			return own
		}
	}
	if a := s.keys.Find(keys.Headlines, key); a != "" {
		return a
	}
	return s.usual.Find(keys.Headlines, key)
}

// ownKeys lists the letters of the settings, as the help does the others.
func (s *session) ownKeys() [][2]string {
	var out [][2]string
	for _, b := range s.keys.Help(keys.Headlines) {
		if b.Own && s.commands[b.Action] != nil {
			out = append(out, [2]string{s.keys.Labels(b, false), s.words.Action(string(b.Action))})
		}
	}
	return out
}
