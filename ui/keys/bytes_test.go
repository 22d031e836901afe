package keys_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"rubrika/ui/keys"
)

// press decodes the bytes of one key press as Bubble Tea does.
func press(t *testing.T, bytes string) tea.Key {
	t.Helper()
	var d uv.EventDecoder
	n, event := d.Decode([]byte(bytes))
	key, ok := event.(uv.KeyPressEvent)
	if !ok || n != len(bytes) {
		t.Fatalf("%q is %T of %d bytes, not one key press", bytes, event, n)
	}
	return tea.Key(key)
}

func defaults(t *testing.T, l keys.Layout) *keys.Map {
	t.Helper()
	m, err := keys.New(keys.Default(), l)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What terminals send, by layout. Kitty sequences are those of a terminal that
// was asked for alternate keys, all keys as escape codes and associated text,
// unless said otherwise.
func TestBytes(t *testing.T) {
	type row struct {
		bytes string
		want  keys.Action
		what  string
	}
	tables := map[keys.Layout][]row{
		keys.US: {
			{"j", keys.Down, "j"},
			{"J", keys.NextUnread, "shift j"},
			{"G", keys.Bottom, "shift g"},
			{" ", keys.PageDown, "space"},
			{"\r", keys.Open, "enter"},
			{"\t", keys.RubricNext, "tab"},
			{"\x1b[Z", keys.RubricPrev, "shift tab"},
			{"\x1b", keys.Back, "escape"},
			{"\x7f", keys.Back, "backspace"},
			{"\x04", keys.HalfDown, "ctrl d"},
			{"\x15", keys.HalfUp, "ctrl u"},
			{"\x0c", keys.Redraw, "ctrl l"},
			{"\x1a", keys.Suspend, "ctrl z"},
			{"\x03", keys.Quit, "ctrl c"},
			{"\x1b[A", keys.Up, "up"},
			{"\x1b[B", keys.Down, "down"},
			{"\x1bOB", keys.Down, "down, application mode"},
			{"\x1b[5~", keys.PageUp, "page up"},
			{"\x1b[6~", keys.PageDown, "page down"},
			{"\x1b[H", keys.Top, "home"},
			{"\x1b[F", keys.Bottom, "end"},
			{"\x1bOP", keys.Help, "F1"},
			{"?", keys.Help, "question mark"},
			{",", keys.Help, "comma, its alias"},
			{".", keys.Search, "full stop, the alias of /"},
			{"3", keys.Rubric3, "3"},
			{"0", keys.Rubric0, "0"},
			{"\x1bj", "", "alt j is not j"},
			{"\x1b[106u", keys.Down, "kitty j, no text asked for"},
			{"\x1b[106;;106u", keys.Down, "kitty j"},
			{"\x1b[106:74;2;74u", keys.NextUnread, "kitty J"},
			{"\x1b[106;65u", keys.NextUnread, "kitty j under caps lock"},
			{"\x1b[100;5u", keys.HalfDown, "kitty ctrl d"},
			{"\x1b[9;2u", keys.RubricPrev, "kitty shift tab"},
			{"\x1b[27u", keys.Back, "kitty escape"},
			{"\x1b[13u", keys.Open, "kitty enter"},
			{"\x1b[32;;32u", keys.PageDown, "kitty space"},
			{"\x1b[57403;;52u", keys.Rubric4, "kitty keypad 4"},
			{"\x1b[57441;2u", "", "kitty shift alone"},
			{"о", keys.Down, "Russian letters work anywhere"},
		},
		keys.RU: {
			{"о", keys.Down, "j"},
			{"л", keys.Up, "k"},
			{"О", keys.NextUnread, "shift j"},
			{"щ", keys.Browser, "o"},
			{"Щ", keys.BrowserNext, "shift o"},
			{"Ж", keys.Palette, "shift ; is a colon, not a semicolon"},
			{"П", keys.Bottom, "shift g"},
			{"й", keys.Quit, "q"},
			{"с", keys.Filter, "c"},
			{"С", keys.ClearFilter, "shift c"},
			{"г", keys.Unread, "u"},
			{"ь", keys.ToggleRead, "m"},
			{"Ф", keys.ReadAll, "shift a"},
			{"А", keys.ShowSources, "shift f"},
			{"а", keys.Star, "f"},
			{"ч", keys.FullText, "x"},
			{"\x1b[1072:1040:102;2;1040u", keys.ShowSources, "kitty А"},
			{"я", keys.Undo, "z"},
			{"Я", keys.Redo, "shift z"},
			{"Д", keys.Versions, "shift l"},
			{"у", keys.Why, "e"},
			{"н", keys.CopyURL, "y"},
			{"к", keys.Refresh, "r"},
			{"К", keys.RefreshAll, "shift r"},
			{"?", keys.Help, "shift 7"},
			{",", keys.Help, "shift and the ? key"},
			{".", keys.Search, "the / key"},
			{"\x1b[1086::106u", keys.Down, "kitty о, no text asked for"},
			{"\x1b[1086::106;;1086u", keys.Down, "kitty о"},
			{"\x1b[1086:1054:106;2;1054u", keys.NextUnread, "kitty О"},
			{"\x1b[1086:1054:106;2u", keys.NextUnread, "kitty О as a terminal without associated text has it"},
			{"\x1b[1078:1046:59;2;1046u", keys.Palette, "kitty Ж"},
			{"\x1b[1074::100;5u", keys.HalfDown, "kitty ctrl в"},
			{"\x1b[1074;5u", keys.HalfDown, "kitty ctrl в without alternates"},
			{"\x1b[1089::99;5u", keys.Quit, "kitty ctrl с"},
			{"\x1b[46::47;;46u", keys.Search, "kitty /"},
			{"\x1b[46:44:47;2;44u", keys.Help, "kitty shift /"},
		},
		keys.AZ: {
			{"j", keys.Down, "j"},
			{"ı", "", "the ; key"},
			{"I", "", "shift and the ; key is a Latin I"},
			{"İ", "", "shift i"},
			{"ç", keys.Help, "the comma key"},
			{"ş", keys.Search, "the full stop key"},
			{"ü", keys.Wire, "the w key"},
			{"о", keys.Down, "j of the Russian layout beside it"},
			{"\x1b[305::59;;305u", "", "kitty ı"},
			{"\x1b[231::44;;231u", keys.Help, "kitty ç"},
		},
		keys.TR: {
			{"j", keys.Down, "j"},
			{"ı", keys.Pictures, "the i key"},
			{"ö", keys.Help, "the comma key"},
			{"ç", keys.Search, "the full stop key"},
			{"ş", "", "the ; key"},
		},
		keys.UK: {
			{"о", keys.Down, "j"},
			{"і", keys.Sort, "the s key"},
			{"у", keys.Why, "e"},
		},
		keys.KK: {
			{"о", keys.Down, "j"},
			{`"`, keys.Rubric1, "1"},
			{"ә", keys.Rubric2, "2"},
			{"і", keys.Rubric3, "3"},
			{",", keys.Rubric6, "6"},
			{"қ", keys.Rubric0, "0"},
			{"?", keys.Help, "shift and the / key"},
			{"6", keys.Rubric6, "6 of the us layout beside it"},
		},
		"dvorak": {
			{"k", keys.Up, "k, on the v key"},
			{"j", keys.Down, "j, on the c key"},
			{"\x1b[107::118;;107u", keys.Up, "kitty k: its letter and not the v key"},
			{"\x1b[106::99;;106u", keys.Down, "kitty j: not the c key"},
			{"\x1b[100::104;5u", keys.HalfDown, "kitty ctrl d: not ctrl h"},
			{"\x1b[108:76:112;2;76u", keys.Versions, "kitty L"},
		},
	}
	for layout, rows := range tables {
		m := defaults(t, layout)
		for _, r := range rows {
			if got := m.Find(keys.Headlines, press(t, r.bytes)); got != r.want {
				t.Errorf("%s: %s (%q): %q, want %q", layout, r.what, r.bytes, got, r.want)
			}
		}
	}
}

func TestBytesOfOtherViews(t *testing.T) {
	m := defaults(t, keys.RU)
	for _, r := range []struct {
		scope keys.Scope
		bytes string
		want  keys.Action
	}{
		{keys.Article, "О", keys.NextItem},
		{keys.Article, "й", keys.Back},
		{keys.Article, "с", keys.ThisRubric},
		{keys.Article, "7", keys.Link7},
		{keys.Article, "\t", keys.NextLink},
		{keys.Article, "0", ""},
		{keys.Picker, "\x0e", keys.Down},
		{keys.Picker, "\x10", keys.Up},
		{keys.Picker, "ч", keys.Exclude},
		{keys.Picker, "\x18", keys.Exclude},
		{keys.Picker, "о", ""},
		{keys.Article, "ч", keys.FullText},
		{keys.Article, "к", keys.Reload},
		{keys.Sources, "\r", keys.SourceNews},
		{keys.Sources, "о", keys.Down},
		{keys.Sources, "ф", keys.AddSource},
		{keys.Sources, "у", keys.EditSource},
		{keys.Sources, "ь", keys.Mute},
		{keys.Sources, "в", keys.Unsubscribe},
		{keys.Sources, "\x1b[3~", keys.Unsubscribe},
		{keys.Sources, "я", keys.Undo},
		{keys.Sources, "Я", keys.Redo},
		{keys.Sources, "к", keys.Refresh},
		{keys.Sources, "К", keys.RefreshAll},
		{keys.Sources, "с", keys.ShowCatalogue},
		{keys.Sources, "щ", keys.Site},
		{keys.Sources, "н", keys.CopyURL},
		{keys.Sources, ".", keys.Narrow},
		{keys.Sources, "/", keys.Narrow},
		{keys.Sources, ",", keys.Help},
		{keys.Sources, "й", keys.Back},
		{keys.Sources, "\x1b[1092::97;;1092u", keys.AddSource},
		{keys.Narrowing, "о", ""},
		{keys.Narrowing, "\x1b", keys.Cancel},
		{keys.Form, "ф", ""},
		{keys.Form, " ", ""},
		{keys.Form, "\t", keys.NextField},
		{keys.Form, "\x1b[Z", keys.PrevField},
		{keys.Form, "\r", keys.Apply},
		{keys.Form, "\x1b[C", keys.NextValue},
		{keys.Found, "о", keys.Down},
		{keys.Found, " ", keys.Toggle},
		{keys.Found, "й", keys.Cancel},
		{keys.Catalogue, "о", ""},
		{keys.Catalogue, " ", keys.Subscribe},
		{keys.Catalogue, "\x1b[D", keys.PrevValue},
		{keys.Headlines, "n", keys.NextMatch},
		{keys.Headlines, "Т", keys.PrevMatch},
		{keys.Searching, "\t", keys.SearchScope},
		{keys.Searching, "\x12", keys.Older},
		{keys.Searching, "\x06", keys.Newer},
		{keys.Searching, "\x1b[C", keys.Complete},
		{keys.Searching, "о", ""},
		{keys.Searching, " ", ""},
		{keys.HelpAll, "?", keys.Back},
		{keys.HelpAll, "о", keys.Down},
		{"nowhere", "j", ""},
	} {
		if got := m.Find(r.scope, press(t, r.bytes)); got != r.want {
			t.Errorf("%s %q: %q, want %q", r.scope, r.bytes, got, r.want)
		}
	}
}

// The letters of az and tr that are no Latin ones type nothing by accident.
func TestTheSourcesUnderOtherLayouts(t *testing.T) {
	for _, l := range []keys.Layout{keys.AZ, keys.TR} {
		m := defaults(t, l)
		for bytes, want := range map[string]keys.Action{
			"F": "", "a": keys.AddSource, "m": keys.Mute, "d": keys.Unsubscribe, "/": keys.Narrow, ".": keys.Narrow, "?": keys.Help,
			"Z": keys.Redo, "c": keys.ShowCatalogue, "ğ": "", "İ": "",
		} {
			if got := m.Find(keys.Sources, press(t, bytes)); got != want {
				t.Errorf("%s %q: %q, want %q", l, bytes, got, want)
			}
		}
		if got := m.Find(keys.Headlines, press(t, "F")); got != keys.ShowSources {
			t.Errorf("%s: F is %q", l, got)
		}
	}
}

// In the picker letters narrow the list, and are commands only before the
// first.
func TestFindTyped(t *testing.T) {
	m := defaults(t, keys.RU)
	for _, r := range []struct {
		bytes string
		blank bool
		want  keys.Action
	}{
		{"x", true, keys.Exclude},
		{"x", false, ""},
		{"ч", false, ""},
		{"\x18", false, keys.Exclude},
		{"3", true, keys.Rubric3},
		{"3", false, ""},
		{" ", true, keys.Toggle},
		{" ", false, keys.Toggle},
		{"\r", false, keys.Apply},
		{"\x1b", false, keys.Cancel},
		{"\x1b[A", false, keys.Up},
		{"\t", false, keys.NextGroup},
		{"?", true, keys.Help},
		{"?", false, ""},
		{"э", true, ""},
	} {
		if got := m.FindTyped(keys.Picker, press(t, r.bytes), r.blank); got != r.want {
			t.Errorf("%q, blank %v: %q, want %q", r.bytes, r.blank, got, r.want)
		}
	}
}

func TestNonLatin(t *testing.T) {
	for bytes, want := range map[string]bool{
		"j": false, "ı": false, "3": false, "\r": false, "№": false, "о": true, "Ж": true, "λ": true,
		"\x1b[1086::106u": true, "\x1b[1074::100;5u": true, "\x1b[A": false,
	} {
		if got := keys.NonLatin(press(t, bytes)); got != want {
			t.Errorf("%q: %v", bytes, got)
		}
	}
}

func ExampleNames() {
	fmt.Println(keys.Names(tea.Key{Text: "о", Code: 'о'}, keys.RU))
	fmt.Println(keys.Names(tea.Key{Text: "k", Code: 'k', BaseCode: 'v'}, keys.US))
	// Output:
	// [о j]
	// [k]
}
