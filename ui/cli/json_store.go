package cli

import (
	"rubrika/feed"
	"rubrika/feed/page"
)

// viewJSON is a line of `view --json`, `view list --json`, `view save --json`,
// `view watch --json`, `view mute --json` and `view remove --json`: a saved view
// or a rule; one that was removed as it was before.
type viewJSON struct {
	// version of the shape
	V int `json:"v"`
	// number of the view, by which commands know it
	ID int64 `json:"id"`
	// view, or of a rule watch or mute
	Kind string `json:"kind"`
	// name
	Name string `json:"name"`
	// the question it asks, in the filter language
	Filter string `json:"filter"`
	// it stands in the row of rubrics
	Bar bool `json:"bar"`
	// it stands in the settings file and is changed there
	Declared bool `json:"declared"`
	// the rule is still being applied to what is stored
	Pending bool `json:"pending"`
	// how many stories the list has that it opens; of a rule that mutes, what it hides
	Total int `json:"total"`
	// how many of them are unread
	Unread int `json:"unread"`
}

// doctorJSON is the object of `doctor --json`: what the check found.
type doctorJSON struct {
	// version of the shape
	V int `json:"v"`
	// version of rubrika
	Version string `json:"version"`
	// the file of the store
	Store doctorStoreJSON `json:"store"`
	// the settings file
	Settings doctorSettingsJSON `json:"settings"`
	// how the sources are doing; each counts once, those of an account as that is doing
	States statesJSON `json:"states"`
	// all accounts, as in `account --json`
	Accounts []accountJSON `json:"accounts"`
	// all sources, as in `feeds --json`
	Sources []sourceJSON `json:"sources"`
}

// doctorStoreJSON is what is known of the file of the store.
type doctorStoreJSON struct {
	// file, "" when there is none yet
	Path string `json:"path"`
	// size
	Bytes int64 `json:"bytes"`
	// version of its schema
	Schema int `json:"schema"`
	// how many stories it has
	Items int `json:"items"`
	// nothing is damaged
	Sound bool `json:"sound"`
	// what is damaged, in technical words
	Faults []string `json:"faults"`
	// kind of what keeps it from being read or written, "" when nothing does
	Trouble string `json:"trouble"`
}

// doctorSettingsJSON is what is known of the settings file.
type doctorSettingsJSON struct {
	// file, "" when there is none
	Path string `json:"path"`
	// kind of what is wrong with it, "" when nothing is
	Trouble string `json:"trouble"`
	// that in technical words, with the place
	Error string `json:"error"`
}

// statesJSON counts sources by how they are doing.
type statesJSON struct {
	// they answer
	Well int `json:"well"`
	// the last try failed
	Trouble int `json:"trouble"`
	// they are neither listed nor asked
	Muted int `json:"muted"`
	// they were never asked
	New int `json:"new"`
}

// newView makes the JSON of a view.
func newView(v feed.View, n feed.Tally) viewJSON {
	return viewJSON{
		V: shape, ID: int64(v.ID), Kind: string(v.Kind), Name: page.Line(v.Name), Filter: page.Line(v.Filter.String()),
		Bar: v.Bar, Declared: v.Declared, Pending: v.Pending, Total: n.Total, Unread: n.Unread,
	}
}

// newDoctor makes the JSON of a check.
func (a *app) newDoctor(c checkup) doctorJSON {
	out := doctorJSON{V: shape, Version: a.env.Version, States: c.states, Accounts: []accountJSON{}, Sources: []sourceJSON{}}
	out.Store.Path, out.Store.Bytes, out.Store.Schema = page.Line(c.Store.Path), c.Store.Bytes, c.Store.Schema
	out.Store.Items, out.Store.Sound, out.Store.Faults = c.Store.Items, c.Store.Sound, cleaned(c.Store.Faults)
	out.Store.Trouble = string(feed.KindOf(c.store))
	out.Settings.Path, out.Settings.Error = page.Line(a.settingsFile()), page.Error(c.settings)
	out.Settings.Trouble = string(feed.KindOf(c.settings))
	for _, acc := range c.accounts {
		out.Accounts = append(out.Accounts, newAccount(acc))
	}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, newSource(s))
	}
	return out
}
