package cli

import (
	"errors"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/page"
)

// pathsJSON is the object of `config --json` and `config path --json`: where
// everything of a profile is, be it there or not.
type pathsJSON struct {
	// version of the shape
	V int `json:"v"`
	// name of the profile, "" for the usual one
	Profile string `json:"profile"`
	// the settings file; like all of these "" where there is no home folder
	Settings string `json:"settings"`
	// file of the store
	Store string `json:"store"`
	// folder for themes of the reader's own
	Themes string `json:"themes"`
	// folder for pictures that were fetched
	Pictures string `json:"pictures"`
	// folder that stories are saved in
	Clippings string `json:"clippings"`
}

// settingJSON is a line of `config show --json`: a setting that is in force.
type settingJSON struct {
	// version of the shape
	V int `json:"v"`
	// name: width, keep, views.Баку
	Key string `json:"key"`
	// value: text, number, true or false, a list of texts, or an object of those
	Value any `json:"value"`
	// line of the settings file it stands in, 0 for a default
	Line int `json:"line"`
}

// mistakeJSON is a line of `config check --json`: a mistake in the settings.
type mistakeJSON struct {
	// version of the shape
	V int `json:"v"`
	// file the mistake is in
	File string `json:"file"`
	// line, from 1; 0 where it has no place
	Line int `json:"line"`
	// column in letters, from 1
	Column int `json:"column"`
	// what is wrong with it: unknown, place, syntax, twice, type, choice, range, empty, sign, command, or "" for anything else, such as keys and filters
	Problem string `json:"problem"`
	// the word that is wrong, or the setting that is, else ""
	Word string `json:"word"`
	// the nearest right word, else ""
	Near string `json:"near"`
	// the mistake in one sentence, in the language of the interface
	Says string `json:"says"`
	// what is wrong and what is wanted, in technical words
	Error string `json:"error"`
}

func newSetting(s config.Setting) settingJSON {
	return settingJSON{V: shape, Key: page.Line(s.Key()), Value: s.Value, Line: s.Line}
}

func (a *app) newMistake(err error) mistakeJSON {
	m := mistakeJSON{V: shape, Says: page.Line(a.mistake(err)), Error: page.Error(err)}
	var e *feed.Error
	if errors.As(err, &e) {
		m.File, m.Line, m.Column, m.Near = page.Line(e.Source), e.Line, e.Column, page.Line(e.Near)
	}
	var fault *config.Fault
	if errors.As(err, &fault) {
		m.Problem, m.Word, m.Error = string(fault.Problem), page.Line(fault.Word), page.Error(fault)
	}
	return m
}
