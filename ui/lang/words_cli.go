package lang

// CLI is what the commands print: help, answers, and what was wrong with the
// way a command was called.
type CLI struct {
	// Headings and hints of the help.
	Usage, Commands, Flags, GlobalFlags, Examples, More string
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
	// Either is for a command that needs ids or a filter; the place is the
	// command.
	Either string

	Added, Found, Removed string // title; the address of the feed found; title
	Marked                Forms  // items whose marks changed
	NoSources             string // how to add one
	NoNews                string // nothing matches
	Unread                string // beside a number: «12 непрочитанных»
	Muted                 string
	By                    string // before an author
	Links, Tags, Versions string // headings under an article
	Serving               string // address
	ClosedOutput          string // the output cannot be written; why
	NoHome                string // there is no place for the store
}

// Marked says how many items got another mark.
func (w Words) Marked(n int) string { return w.count(n, w.CLI.Marked) }
