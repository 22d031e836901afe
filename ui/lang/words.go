// Package lang holds every word the reader sees, in Russian, Azerbaijani and
// English: sentences, plurals, dates, numbers, and what each kind of error
// means. No other package holds a string for readers.
//
// A language is two files: its words (ru.go), and its words for the command
// line (cli_ru.go); what differs by grammar is a table in the first. A test
// sees to it that no language lacks a word and that placeholders agree.
package lang

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"rubrika/feed"
)

// Words is the interface in one language. Get one from For; it never changes.
type Words struct {
	// Code is the ISO 639-1 code: "ru", "az" or "en".
	Code string

	All          string // the chip of all rubrics
	Untitled     string // a headline that the publisher left empty
	Space        string // the space key in hints
	Tour         string // the mark of the built-in edition
	Latest       string // heading of the newest headlines under an article
	Loading      string // the text of an article is on its way
	NothingNamed string // what was typed in the picker names no line
	Groups       [5]string
	Signs        Signs
	Hints        Hints
	Notices      Notices
	Sources      Sources
	Form         Form
	Catalogue    Catalogue
	CLI          CLI
	Front        Front
	Reading      Reading
	Palette      Palette
	Pictures     Pictures
	Plain        Plain
	Clip         Clip
	Desk         Desk
	Remote       Remote
	Seek         Seek
	Views        Views
	Filters      Filters
	Outside      Outside
	Offline      string // the reader was started with --offline

	tag      language.Tag
	formats  formats
	plurals  plurals
	figures  figures
	dates    dates
	rubrics  map[feed.Rubric]rubric
	badges   map[feed.Badge]string
	actions  map[string]string // by action id
	sections map[string]string // groups of a help screen, by id
	views    map[string]string // titles of a help screen, by scope
	langs    map[string]string // names of languages by code
	cities   map[string]string // by the last part of an IANA zone
	faults   map[feed.Kind]fault
}

// Signs explain the signs of the list; badges have names of their own.
type Signs struct {
	Title                  string
	Unread, Starred, Story string
	Watched                string // a rule points it out
	Ctrl, Shift, Space     string // what C-, S- and the sign of the space bar mean in the names of keys
}

// Hints are the words beside keys on the bottom line: one or two words in
// lower case.
type Hints struct {
	Rubrics, Read, Help, Back, Language, Browser, NextPrev string
	Include, Exclude, Apply, Cancel                        string
	Undo, Quit, Unread                                     string
	Add, Edit, Catalogue, Site                             string
}

// Notices are what the bottom line says after a deed, where it is the same
// every time. Those that count are methods of Words.
type Notices struct {
	NothingToUndo, NothingToRedo     string
	Copied                           string // the address, or headline and address
	Starred, Unstarred, Read, Unread string // Unread: marked as unread
	NoVersions, NoAddress, NoLink    string
	NoUnread, First, Last            string // no story to go to
	InBrowser                        string
	Fetching                         string // the page of a story is being fetched
	Kept                             string // … and is there to be read without a network
	Offline                          string // no source could be asked for want of a network
	Refreshing                       string // a refresh is wanted while one is going on
	Saving                           string // a change is being written
	ShowUnread, ShowRead, ShowStars  string // what the list shows now
}

// formats are sentences with places for values.
type formats struct {
	Percent     string
	TooSmall    [2]string // width, height; the least width, the least height
	TeaserOnly  string    // key of the browser
	NoText      string    // key of the browser
	NoFullText  string    // why the page gave none; key of the browser
	NoMatch     [2]string // key that clears the filter
	NoneUnread  [2]string // key that shows all
	NoneStarred [2]string // key that shows all
	Empty       [2]string // key that refreshes
	Waiting     [2]string
	Deeds       map[string]deed // by feed.Deed.Kind; "several" for more than one subscription
	Why         string          // rubric, evidence
	Evidence    map[feed.EvidenceKind]string
	Except      string // a filter's exclusion
	Since       string
	Until       string
	Quoted      string
	Canceled    string
	Near        string
	Retry       string // date
	Place       string // line, column
	UnknownLang string
	HelpTitle   string // view
}

// deed words what was taken back or done again.
type deed struct{ Undone, Redone string }

// plurals are sentences that count.
type plurals struct {
	Unread     Forms // unread; followed by Total
	Total      string
	MarkedRead Forms
	Items      Forms // «12 новостей»
	Refreshed  Forms // new items
	Silent     Forms // sources that could not be read; follows Refreshed
	NothingNew string
	Minutes    Forms // of reading
	MinutesAgo Forms
	HoursAgo   Forms
	DaysAgo    Forms
	Marks      Forms // what was done or undone
}

// Forms are the forms of a sentence by the plural category of its number,
// which stands at %s. Other is used where a category has none.
type Forms struct{ One, Few, Many, Other string }

// rubric is a canonical rubric in words; Short is at most 9 cells.
type rubric struct{ Name, Short string }

// fault words a kind of error: Short for lists; What happened; what to Do.
type fault struct{ Short, What, Do string }

// Codes returns the codes of the languages there are.
func Codes() []string { return []string{"ru", "az", "en"} }

// For returns the words of a language, English for an unknown code.
func For(code string) Words {
	switch code {
	case "ru":
		return russian()
	case "az":
		return azerbaijani()
	}
	return english()
}

// Detect decides the language of the interface: the first of flag, environment
// and config that names a language there is; else the first locale that is
// set at all (give LC_ALL, LC_MESSAGES, LANG in this order); else English.
func Detect(flag, env, config string, locale ...string) string {
	for _, name := range []string{flag, env, config} {
		if code, ok := known(name); ok {
			return code
		}
	}
	for _, name := range locale {
		if name == "" {
			continue
		}
		if code, ok := known(name); ok {
			return code
		}
		break
	}
	return "en"
}

// Locale is the code of the language that the first locale named is of: "tr" of
// "tr_TR.UTF-8"; empty where none is named or none of a language ("C").
func Locale(locale ...string) string {
	for _, name := range locale {
		if code := codeOf(name); name != "" {
			if len(code) != 2 {
				return ""
			}
			return code
		}
	}
	return ""
}

// codeOf is the first part of a locale: "ru" of "ru-RU".
func codeOf(name string) string {
	if end := strings.IndexAny(name, "_-.@"); end >= 0 {
		name = name[:end]
	}
	return strings.ToLower(name)
}

// known reads the language out of "ru", "ru-RU" or "ru_RU.UTF-8".
func known(name string) (string, bool) {
	name = codeOf(name)
	for _, code := range Codes() {
		if code == name {
			return code, true
		}
	}
	return "", false
}

// count words a number of things.
func (w Words) count(n int, f Forms) string {
	form := f.Other
	switch plural.Cardinal.MatchPlural(w.tag, max(n, -n), 0, 0, 0, 0) {
	case plural.One:
		form = f.One
	case plural.Few:
		form = f.Few
	case plural.Many:
		form = f.Many
	}
	if form == "" {
		form = f.Other
	}
	return strings.Replace(form, "%s", w.Number(n), 1)
}

// Number groups digits as the language does: «12 345», "12.345", "12,345".
func (w Words) Number(n int) string {
	digits := []byte{}
	rest := uint64(n)
	if n < 0 {
		rest = -rest
	}
	for i := 0; rest > 0 || i == 0; i++ {
		if i > 0 && i%3 == 0 {
			digits = append([]byte(w.dates.Group), digits...)
		}
		digits = append([]byte{byte('0' + rest%10)}, digits...)
		rest /= 10
	}
	if n < 0 {
		return "−" + string(digits)
	}
	return string(digits)
}
