package feed

// ViewID names a view in the store. Zero is none.
type ViewID int64

// ViewKind says what is done with the items a view selects.
type ViewKind string

// The kinds of view.
const (
	ViewList  ViewKind = "view"  // they are shown when the view is opened
	ViewMute  ViewKind = "mute"  // they are hidden: Muted
	ViewWatch ViewKind = "watch" // they are pointed out: Watched
)

// Rule reports a kind that is applied to every item that comes.
func (k ViewKind) Rule() bool { return k == ViewMute || k == ViewWatch }

// View is a filter with a name: a list the reader opens, or a rule.
type View struct {
	ID   ViewID
	Kind ViewKind
	// Name is unique among the views of its kind, compared folded; one line.
	Name string
	// Filter is what it selects. That of a rule has no marks, and no times: it
	// is asked once, when an item comes or changes.
	Filter Filter
	// Bar puts a view of the kind ViewList into the row of rubrics.
	Bar bool
	// Declared says that it stands in the settings file and is changed there.
	Declared bool
	// Pending says that a rule is still being applied to what is stored.
	Pending bool
}

// Snippet is a piece of an item's text with what a filter looked for.
type Snippet struct {
	// Text is one line, with «…» where it was cut.
	Text string
	// Marks are the matches: pairs of byte offsets into Text, in order, without
	// overlaps.
	Marks [][2]int
}

// Names are words that exist, by the field of the filter language they are
// values of («section», «source», «tag», «topic», «lang» …), the most frequent
// first; what they mean to the reader stands beside them in Title where it
// differs.
type Names map[string][]NamedValue

// NamedValue is a value of a field, and what the reader calls it.
type NamedValue struct{ Value, Title string }
