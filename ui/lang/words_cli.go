package lang

import (
	"fmt"
	"unicode/utf8"

	"rubrika/feed"
)

// CLI is what the commands print: help, answers, and what was wrong with the
// way a command was called.
type CLI struct {
	// Headings and hints of the help.
	Usage, Commands, Flags, GlobalFlags, More string
	// About says what the program is; Run what it does without a command.
	About, Run string
	// Short says what a command does, by its path: "add", "inspect feed".
	// Long says the rest, for those that need it.
	Short, Long map[string]string
	// Flag says what a flag does, by its name, or by "command.flag" where a
	// command means something of its own.
	Flag map[string]string

	// TooFew and TooMany are for arguments; the place is the command.
	TooFew, TooMany string
	// BadValue is for a flag with a wrong value, NoValue for one without: the
	// place is the flag.
	BadValue, NoValue string
	// BadLang, BadZone, BadEvery and BadAgent say what the flags of that name take; the
	// place is the flag, and in BadZone a zone that would do.
	BadLang, BadZone, BadEvery, BadAgent string
	// WrongLang is for a language that rubrika does not speak, BadRubric for a
	// word that is no rubric: the places are the flag, and all rubrics.
	WrongLang, BadRubric string
	// Either is for a command that needs ids or a filter; the place is the
	// command.
	Either string
	// NoChange is for a command that changes what flags name, where none does;
	// the places are the command and its help.
	NoChange string

	// Clash is for flags of which one may be there, NeedsCatalogue for a flag
	// that goes with --catalogue: the place is the flags.
	Clash, NeedsCatalogue string

	Added, Removed string // title
	Which          string // asks which of several feeds are meant; "a" is all of them
	All            string // answers to Which that mean all: "a", its twins, and its key under this layout
	Later          string // of a source that was not asked yet, in the place of the number of its stories
	AddLater       string // how to subscribe to what cannot be asked; what was typed
	OneOrAll       string // how to take one of several feeds, or all; what was typed
	NoneChosen     string
	Edited, Same   string // title
	Imported       string // how many were added, were there already, were not taken over
	Exported       string // how many sources; file
	// Skip says why something of a list was not taken over, by opml.Why.
	Skip                          map[string]string
	NoListing                     string // no feed of the catalogue matches; its languages, its countries
	Marked                        Forms  // items whose marks changed
	NoSources                     string // how to add one
	NoNews                        string // nothing matches
	Unread                        string // beside a number: «12 непрочитанных»
	Muted                         string
	By                            string // before an author
	Links, Tags, Versions, Topics string // headings under an article
	Serving                       string // address
	NotServed                     string // the tour cannot be served; address, why
	ClosedOutput                  string // the output cannot be written; why
	NotWritten                    string // a file cannot be written; file, why
	BigFile                       string // a file is too big; file, size
	NoHome                        string // there is no place for the store
	Waiting                       Forms  // sources that want to be left alone for now
	Pages                         Forms  // pages that were fetched ahead
	Doctor                        Doctor
	Accounts                      Accounts
	Search                        Search
	Views                         SavedViews
	Digest                        Digest
	Settings                      Settings
	Names                         Names
	Papers                        Papers
	Live                          Live
}

// Search is what the search says when it finds nothing, or not all.
type Search struct {
	NotFound   string // the filter, and how to widen it
	Wider      string // the filter, how many stories another one finds, the command for that
	NotIndexed Forms  // stories that the search does not know yet
}

// SavedViews is what the commands about views and rules say.
type SavedViews struct {
	None                   string            // how to add one
	Saved, Watching, Muted string            // name, and how many stories it is about
	Declared               string            // one that the settings file says
	Several                string            // name, and the numbers of those that have it
	Kinds                  map[string]string // by feed.ViewKind
}

// Doctor is what the check of the edition says.
type Doctor struct {
	Store, Settings, Sources string // headings
	Accounts                 string // a heading too
	Schema                   string // number
	Sound                    string // of the store
	Index                    string // beside figures: stories are indexed
	Indexed                  Forms  // stories that were indexed
	IndexedElsewhere         string // another process indexes
	NoSettings               string // there is no settings file
	NoStore                  string // there is no store yet
	// States are how many sources answered, are in trouble, are muted and were
	// never asked.
	States string
	// LastGood and NextTry are followed by a time; Never is in place of the
	// first, Due and NoMore of the second.
	LastGood, Never      string
	NextTry, Due, NoMore string
	PerDay               string // number
	Saved                string // size
	// Lost is for a source that has not answered for long: since when, and what
	// it is called.
	Lost string
}

// Accounts is what the commands about accounts on servers say. Sentences of the
// last two groups begin in lower case and end without a stop: what they are
// about stands before them.
type Accounts struct {
	// Password, APIPassword and Key ask for a password, one that is for
	// programs only, and a key: the places are user and server, but for Key the
	// server alone. Missing is for one that was not given.
	Password, APIPassword, Key, Missing string
	None                                string // how to add one
	Added                               string // title, and what comes next
	Well                                string // a check went well: title, Feeds
	Removed                             string // title
	Edited                              string // title
	Remove, Yes, Kept                   string // asks whether to give up what waits, title; what means yes; the answer to no
	NeedsYes                            string // title, Waiting
	Left, Changed                       string // a feed was left or changed on a server too: feed, account
	In                                  string // of a feed: account

	Feeds                           Forms // subscriptions of an account
	Sent, Waiting, Refused, GivenUp Forms // marks that a server got, has yet to get, does not take, will never get

	// Kinds names the kinds there are, NeedsUser is for one that wants a user:
	// the place is the kind. InAddress is for a password in an address.
	Kinds, NeedsUser, InAddress string
	// NeedsAccount is for a flag that goes with --account, NoFolder for one that
	// goes with feeds of accounts only, ServersOwn for one that does not: the
	// place is the flag.
	NeedsAccount, NoFolder, ServersOwn string

	// Secret says where a password is kept, by feed.SecretKind.
	Secret map[string]string

	// WrongPassword, WrongAPIPassword and WrongKey are for what the server does
	// not take, NotServer and WebPage for what is no server of the kind in the
	// place, Closed for one that lets no programs in, NoTLS
	// for one that speaks plain HTTP where https was asked for, UnknownCA for a
	// certificate that nobody vouches for, BadCA for a file without one. Renew
	// stands behind the first three for an account that is there, and says how
	// to give it another password: the place is the account.
	WrongPassword, WrongAPIPassword, WrongKey string
	NotServer, WebPage, Closed                string
	NoTLS, UnknownCA, BadCA, Renew            string
	Exists                                    string // an account like the one to be added

	// NoKeyring is for a password that cannot be kept, Locked for one the
	// keyring does not give (the account), NoCommand and NoVariable for one that the command
	// or variable in the place does not give. Stays is for one that could not
	// be taken out of the keyring.
	NoKeyring, Locked, NoCommand, NoVariable, Stays string
}

// Speaks reports whether name is a language of the interface: "ru", or with a
// country "ru-RU", "ru_RU.UTF-8".
func Speaks(name string) bool {
	_, ok := known(name)
	return ok
}

// WaitingSources says how many sources want to be left alone for now.
func (w Words) WaitingSources(n int) string { return w.count(n, w.CLI.Waiting) }

// Imported says what came of a list of subscriptions: how many were added, were
// there already, and were not taken over.
func (w Words) Imported(added, there, skipped int) string {
	return fmt.Sprintf(w.CLI.Imported, w.Number(added), w.Number(there), w.Number(skipped))
}

// Pages says how many pages were fetched ahead.
func (w Words) Pages(n int) string { return w.count(n, w.CLI.Pages) }

// Indexed says how many stories were indexed, NotIndexed how many wait for it.
func (w Words) Indexed(n int) string { return w.count(n, w.CLI.Doctor.Indexed) }

// NotIndexed is described with Indexed.
func (w Words) NotIndexed(n int) string { return w.count(n, w.CLI.Search.NotIndexed) }

// Wider says that a filter selects nothing, and which command finds so many
// stories.
func (w Words) Wider(filter string, n int, command string) string {
	return fmt.Sprintf(w.CLI.Search.Wider, filter, w.Items(n), command)
}

// SavedView says that a view or rule was saved which is about so many stories.
func (w Words) SavedView(v feed.View, n int) string {
	format := w.CLI.Views.Saved
	switch v.Kind {
	case feed.ViewWatch:
		format = w.CLI.Views.Watching
	case feed.ViewMute:
		format = w.CLI.Views.Muted
	}
	return fmt.Sprintf(format, plain(v.Name), w.Items(n))
}

// Marked says how many items got another mark.
func (w Words) Marked(n int) string { return w.count(n, w.CLI.Marked) }

// Feeds says how many subscriptions an account has.
func (w Words) Feeds(n int) string { return w.count(n, w.CLI.Accounts.Feeds) }

// MarksSent says how many marks servers got, MarksWaiting how many they have yet
// to get, MarksRefused how many one does not take, and MarksGivenUp how many
// went with their account.
func (w Words) MarksSent(n int) string { return w.count(n, w.CLI.Accounts.Sent) }

// MarksWaiting is described with MarksSent.
func (w Words) MarksWaiting(n int) string { return w.count(n, w.CLI.Accounts.Waiting) }

// MarksRefused is described with MarksSent.
func (w Words) MarksRefused(n int) string { return w.count(n, w.CLI.Accounts.Refused) }

// MarksGivenUp is described with MarksSent.
func (w Words) MarksGivenUp(n int) string { return w.count(n, w.CLI.Accounts.GivenUp) }

// Told puts a sentence of Accounts behind what it is about, or makes it one by
// itself where that is empty.
func (w Words) Told(about, sentence string) string {
	if about = plain(about); about != "" {
		return about + ": " + sentence + "."
	}
	first, size := utf8.DecodeRuneInString(sentence)
	return Upper(string(first), w.Code) + sentence[size:] + "."
}
