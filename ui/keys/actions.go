package keys

// Action is what a key does. Its value is a stable id in kebab case: ui/lang
// describes actions by it, and settings name them by it.
type Action string

// Moving, the same words in every view: rows in lists, lines in texts.
const (
	Down     Action = "down"
	Up       Action = "up"
	HalfDown Action = "half-down"
	HalfUp   Action = "half-up"
	PageDown Action = "page-down"
	PageUp   Action = "page-up"
	Top      Action = "top"
	Bottom   Action = "bottom"
	Open     Action = "open" // the selected headline, or the selected link
	Back     Action = "back" // leave the view; in headlines, loosen the filter a step
)

// Going from story to story.
const (
	NextUnread Action = "next-unread"
	PrevUnread Action = "prev-unread"
	NextItem   Action = "next-item" // from an article to the next one in the list
	PrevItem   Action = "prev-item"
)

// Choosing what the list shows.
const (
	RubricNext  Action = "rubric-next"
	RubricPrev  Action = "rubric-prev"
	Rubric0     Action = "rubric-0" // all rubrics
	Rubric1     Action = "rubric-1" // the rubric with that number; in the picker, its line
	Rubric2     Action = "rubric-2"
	Rubric3     Action = "rubric-3"
	Rubric4     Action = "rubric-4"
	Rubric5     Action = "rubric-5"
	Rubric6     Action = "rubric-6"
	Rubric7     Action = "rubric-7"
	Rubric8     Action = "rubric-8"
	Rubric9     Action = "rubric-9"
	Filter      Action = "filter"
	ClearFilter Action = "clear-filter"
	Unread      Action = "unread"      // all → unread → starred → all
	ThisRubric  Action = "this-rubric" // from an article to the list of its rubric
	Topics      Action = "topics"      // the category filter at its topics
	Sort        Action = "sort"        // newest → oldest → as they came → newest
	Wire        Action = "wire"        // the live stream; from it, back to the list
	Hold        Action = "hold"        // the stream, or let it flow
)

// Searching, and what is kept of it.
const (
	Search      Action = "search"       // the field over the list
	SearchScope Action = "search-scope" // within what the list shows, or everywhere
	Complete    Action = "complete"     // take over the proposed name
	Older       Action = "older"        // what was searched for before
	Newer       Action = "newer"
	ShowViews   Action = "views"     // saved views and rules
	SaveView    Action = "save-view" // what the list shows, under a name
	ApplyView   Action = "apply-view"
	AddView     Action = "add-view"
	EditView    Action = "edit-view"
	RemoveView  Action = "remove-view"
	MuteThis    Action = "mute-this"   // hide what is like this story
	SwitchRule  Action = "switch-rule" // to watch it instead, and back
)

// Marks and their undoing.
const (
	ToggleRead Action = "toggle-read"
	ReadAll    Action = "read-all"
	Star       Action = "star"
	Undo       Action = "undo"
	Redo       Action = "redo"
)

// What else can be done with a story.
const (
	Versions    Action = "versions"
	Why         Action = "why" // what decided the rubric
	Browser     Action = "browser"
	BrowserNext Action = "browser-next"
	CopyURL     Action = "copy-url"
	CopyTitle   Action = "copy-title" // headline and address
	FullText    Action = "full-text"  // fetch the page of a story that is only a teaser
	Reload      Action = "reload"     // fetch the page of the article again
	NextLink    Action = "next-link"
	PrevLink    Action = "prev-link"
	Link1       Action = "link-1"
	Link2       Action = "link-2"
	Link3       Action = "link-3"
	Link4       Action = "link-4"
	Link5       Action = "link-5"
	Link6       Action = "link-6"
	Link7       Action = "link-7"
	Link8       Action = "link-8"
	Link9       Action = "link-9"
	Preview     Action = "preview"  // the story beside the list
	Zen         Action = "zen"      // nothing but the text
	Pictures    Action = "pictures" // shown or named
	Save        Action = "save"     // as a file
	Play        Action = "play"     // what comes with it, in a player
	Pipe        Action = "pipe"     // into a program of the reader's own
	AsMarkdown  Action = "as-markdown"
	AsHTML      Action = "as-html"
	AsText      Action = "as-text"
	Find        Action = "find" // words on the page
	NextMatch   Action = "next-match"
	PrevMatch   Action = "prev-match"
	ScrollLeft  Action = "scroll-left" // what is wider than the page
	ScrollRight Action = "scroll-right"
)

// In the view of sources.
const (
	ShowSources   Action = "sources" // from the headlines
	SourceNews    Action = "source-news"
	AddSource     Action = "add-source"
	SortSources   Action = "sort-sources" // as added → trouble first → title → unread → items a day → as added
	EditSource    Action = "edit-source"
	Mute          Action = "mute" // or bring back
	Unsubscribe   Action = "unsubscribe"
	ShowCatalogue Action = "catalogue"
	Site          Action = "site" // in the browser
	Narrow        Action = "narrow"
)

// In a form and in the catalogue.
const (
	NextField Action = "next-field"
	PrevField Action = "prev-field"
	NextValue Action = "next-value" // of a field or an axis with a choice
	PrevValue Action = "prev-value"
	NextAxis  Action = "next-axis"
	PrevAxis  Action = "prev-axis"
	Subscribe Action = "subscribe" // or unsubscribe
)

// In the picker.
const (
	Toggle    Action = "toggle"
	Exclude   Action = "exclude"
	Apply     Action = "apply"
	Cancel    Action = "cancel"
	NextGroup Action = "next-group"
	PrevGroup Action = "prev-group"
)

// The program itself.
const (
	Refresh    Action = "refresh" // the source of the selected story
	RefreshAll Action = "refresh-all"
	Palette    Action = "palette" // every action by its name
	NextTheme  Action = "next-theme"
	Help       Action = "help"
	Quit       Action = "quit"
	Redraw     Action = "redraw"
	Suspend    Action = "suspend"
)

// Number returns the digit of a numbered action (Rubric0–9, Link1–9) and
// true, or false for any other.
func (a Action) Number() (int, bool) {
	for _, prefix := range []string{"rubric-", "link-"} {
		if len(a) == len(prefix)+1 && string(a[:len(prefix)]) == prefix {
			if d := a[len(prefix)]; d >= '0' && d <= '9' {
				return int(d - '0'), true
			}
		}
	}
	return 0, false
}

// Scope names the view a binding works in.
type Scope string

// The scopes.
const (
	Headlines Scope = "headlines"
	// Picker is the category filter. Typing narrows its list, so its letters
	// and digits are commands only while nothing has been typed: see
	// Map.FindTyped.
	Picker  Scope = "picker"
	Article Scope = "article"
	Sources Scope = "sources"
	// Narrowing is the field that narrows the list of sources, Form a form
	// with fields: all that types text is text there.
	Narrowing Scope = "narrowing"
	Form      Scope = "form"
	// Found is the choice among the feeds of one site.
	Found Scope = "found"
	// Catalogue is narrowed by typing, as Picker is.
	Catalogue Scope = "catalogue"
	HelpAll   Scope = "help"
	// Wire is the live stream of headlines.
	Wiring Scope = "wire"
	// Command is the palette, narrowed by typing.
	Command Scope = "palette"
	// Finding is the field for words to find on a page or in the help.
	Finding Scope = "finding"
	// Saving is the choice of a format.
	Saving Scope = "saving"
	// Searching is the field of the search, Views the list of saved views and
	// rules, Muting the choice of what is to be muted or watched.
	Searching Scope = "searching"
	Views     Scope = "views"
	Muting    Scope = "muting"
)

// Scopes returns all scopes.
func Scopes() []Scope {
	return []Scope{Headlines, Wiring, Picker, Article, Finding, Saving, Sources, Narrowing, Form, Found, Catalogue, Command, Searching, Views, Muting, HelpAll}
}

// The groups a help screen puts actions under.
const (
	GroupMove    = "move"
	GroupRubric  = "rubric"
	GroupStory   = "story"
	GroupMarks   = "marks"
	GroupSource  = "source"
	GroupViews   = "views"
	GroupProgram = "program"
)
