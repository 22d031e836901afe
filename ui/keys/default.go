package keys

// Binding ties an action of one view to its keys.
type Binding struct {
	Action Action
	Scope  Scope
	// Keys are names as Names gives them: the text that the key types ("j",
	// "G", "?"), or a name ("space", "enter", "pgdown", "ctrl+d",
	// "shift+tab"). The first one is shown in hints.
	Keys []string
	// Group is one of the Group constants.
	Group string
	// Own says that the keys are those of the settings: see Rebind.
	Own bool
}

// Default returns the bindings of a fresh installation, in help order. It is
// the one table: lookup, hints, help and documentation come from it.
//
// Every action has a key that the us, ru and az layouts can all type. «,» is
// an alias of «?»: it is what Shift and the physical ? key type under ru and
// az. «.» is the same for «/».
func Default() []Binding {
	var all []Binding
	for _, s := range Scopes() {
		all = append(all, defaults(s)...)
	}
	return all
}

// row is a Binding without its scope.
type row struct {
	group  string
	action Action
	keys   []string
}

func k(names ...string) []string { return names }

// tables are the bindings of each scope.
func tables() map[Scope]func() []row {
	return map[Scope]func() []row{
		Headlines: headlines, Picker: picker, Article: article, Sources: sources, Narrowing: narrowing, Form: form,
		Found: found, Catalogue: catalogue, Wiring: wire, Command: command, Finding: finding, Saving: saving,
		Searching: searching, Views: views, Muting: muting, HelpAll: help,
	}
}

func defaults(s Scope) []Binding {
	rows := tables()[s]()
	bindings := make([]Binding, 0, len(rows))
	for _, r := range rows {
		bindings = append(bindings, Binding{Action: r.action, Scope: s, Keys: r.keys, Group: r.group})
	}
	return bindings
}

func moving() []row {
	return []row{
		{GroupMove, Down, k("j", "down")},
		{GroupMove, Up, k("k", "up")},
		{GroupMove, HalfDown, k("ctrl+d")},
		{GroupMove, HalfUp, k("ctrl+u")},
		{GroupMove, PageDown, k("space", "pgdown")},
		{GroupMove, PageUp, k("b", "pgup")},
		{GroupMove, Top, k("g", "home")},
		{GroupMove, Bottom, k("G", "end")},
	}
}

func program() []row {
	return []row{
		{GroupProgram, Redraw, k("ctrl+l")},
		{GroupProgram, Suspend, k("ctrl+z")},
	}
}

func headlines() []row {
	rows := append(moving(), []row{
		{GroupMove, Open, k("enter", "l", "right")},
		{GroupMove, Back, k("esc", "h", "left", "backspace")},
		{GroupMove, NextUnread, k("J")},
		{GroupMove, PrevUnread, k("K")},
		{GroupMove, NextMatch, k("n")},
		{GroupMove, PrevMatch, k("N")},
		{GroupRubric, Search, k("/", ".")},
		{GroupRubric, RubricNext, k("tab")},
		{GroupRubric, RubricPrev, k("shift+tab")},
	}...)
	rows = append(rows, numbered(GroupRubric, 0, Rubric0, Rubric1, Rubric2, Rubric3, Rubric4, Rubric5,
		Rubric6, Rubric7, Rubric8, Rubric9)...)
	rows = append(rows, []row{
		{GroupRubric, Filter, k("c")},
		{GroupRubric, ClearFilter, k("C")},
		{GroupRubric, Unread, k("u")},
		{GroupRubric, Topics, k("t")},
		{GroupRubric, ShowViews, k("V")},
		{GroupRubric, SaveView, k("ctrl+s")},
		{GroupRubric, Sort, k("s")},
		{GroupRubric, Wire, k("w")},
		{GroupRubric, Preview, k("v")},
		{GroupMarks, ToggleRead, k("m")},
		{GroupMarks, ReadAll, k("A")},
		{GroupMarks, Star, k("f")},
		{GroupMarks, Undo, k("z")},
		{GroupMarks, Redo, k("Z")},
		{GroupStory, Versions, k("L")},
		{GroupStory, Why, k("e")},
		{GroupStory, Browser, k("o")},
		{GroupStory, BrowserNext, k("O")},
		{GroupStory, CopyURL, k("y")},
		{GroupStory, CopyTitle, k("Y")},
		{GroupStory, FullText, k("x")},
		{GroupStory, Save, k("S")},
		{GroupStory, Play, k("p")},
		{GroupStory, Pipe, k("P")},
		{GroupStory, MuteThis, k("M")},
		{GroupProgram, ShowSources, k("F")},
		{GroupProgram, Refresh, k("r")},
		{GroupProgram, RefreshAll, k("R")},
		{GroupProgram, Pictures, k("i")},
		{GroupProgram, NextTheme, nil},
		{GroupProgram, Palette, k(":")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("q", "ctrl+c")},
	}...)
	return append(rows, program()...)
}

func picker() []row {
	rows := []row{
		{GroupMove, Down, k("down", "ctrl+n")},
		{GroupMove, Up, k("up", "ctrl+p")},
		{GroupMove, PageDown, k("pgdown")},
		{GroupMove, PageUp, k("pgup")},
		{GroupMove, NextGroup, k("tab")},
		{GroupMove, PrevGroup, k("shift+tab")},
		{GroupRubric, Toggle, k("space")},
		{GroupRubric, Exclude, k("x", "ctrl+x")},
	}
	rows = append(rows, numbered(GroupRubric, 0, Rubric0, Rubric1, Rubric2, Rubric3, Rubric4, Rubric5,
		Rubric6, Rubric7, Rubric8, Rubric9)...)
	rows = append(rows, []row{
		{GroupRubric, Apply, k("enter")},
		{GroupRubric, Cancel, k("esc")},
		{GroupProgram, Help, k("f1", "?")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func article() []row {
	rows := append(moving(), []row{
		{GroupMove, NextItem, k("J")},
		{GroupMove, PrevItem, k("K")},
		{GroupMove, Back, k("q", "esc", "h", "left", "backspace")},
		{GroupStory, NextLink, k("tab")},
		{GroupStory, PrevLink, k("shift+tab")},
		{GroupStory, Open, k("enter", "l", "right")},
	}...)
	rows = append(rows, numbered(GroupStory, 1, Link1, Link2, Link3, Link4, Link5, Link6, Link7, Link8, Link9)...)
	rows = append(rows, []row{
		{GroupStory, Versions, k("L")},
		{GroupStory, ThisRubric, k("c")},
		{GroupStory, Why, k("e")},
		{GroupStory, Browser, k("o")},
		{GroupStory, BrowserNext, k("O")},
		{GroupStory, CopyURL, k("y")},
		{GroupStory, CopyTitle, k("Y")},
		{GroupStory, FullText, k("x")},
		{GroupStory, Reload, k("r")},
		{GroupStory, Pictures, k("i")},
		{GroupStory, Zen, k("v")},
		{GroupStory, Save, k("S")},
		{GroupStory, Play, k("p")},
		{GroupStory, Pipe, k("P")},
		{GroupStory, Find, k("/", ".")},
		{GroupStory, NextMatch, k("n")},
		{GroupStory, PrevMatch, k("N")},
		{GroupStory, ScrollRight, k(")", "shift+right")},
		{GroupStory, ScrollLeft, k("(", "shift+left")},
		{GroupStory, MuteThis, k("M")},
		{GroupMarks, ToggleRead, k("m")},
		{GroupMarks, Star, k("f")},
		{GroupMarks, Undo, k("z")},
		{GroupMarks, Redo, k("Z")},
		{GroupProgram, Palette, k(":")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func sources() []row {
	rows := append(moving(), []row{
		{GroupMove, Back, k("q", "esc", "h", "left", "backspace")},
		{GroupMove, Narrow, k("/", ".")},
		{GroupMove, SortSources, k("s")},
		{GroupSource, SourceNews, k("enter", "l", "right")},
		{GroupSource, AddSource, k("a")},
		{GroupSource, ShowCatalogue, k("c")},
		{GroupSource, EditSource, k("e")},
		{GroupSource, Mute, k("m")},
		{GroupSource, Unsubscribe, k("d", "delete")},
		{GroupSource, Undo, k("z")},
		{GroupSource, Redo, k("Z")},
		{GroupSource, Refresh, k("r")},
		{GroupSource, RefreshAll, k("R")},
		{GroupSource, Site, k("o")},
		{GroupSource, CopyURL, k("y")},
		{GroupProgram, Palette, k(":")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

// walking moves through a list under a field: letters are text.
func walking() []row {
	return []row{
		{GroupMove, Down, k("down", "ctrl+n")},
		{GroupMove, Up, k("up", "ctrl+p")},
		{GroupMove, PageDown, k("pgdown")},
		{GroupMove, PageUp, k("pgup")},
	}
}

func narrowing() []row {
	rows := append(walking(), []row{
		{GroupSource, Apply, k("enter")},
		{GroupSource, Cancel, k("esc")},
		{GroupProgram, Help, k("f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func form() []row {
	rows := []row{
		{GroupMove, NextField, k("tab", "down")},
		{GroupMove, PrevField, k("shift+tab", "up")},
		{GroupMove, NextValue, k("right")},
		{GroupMove, PrevValue, k("left")},
		{GroupSource, Apply, k("enter")},
		{GroupSource, Cancel, k("esc")},
		{GroupProgram, Help, k("f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}
	return append(rows, program()...)
}

func found() []row {
	rows := []row{
		{GroupMove, Down, k("j", "down")},
		{GroupMove, Up, k("k", "up")},
		{GroupMove, PageDown, k("pgdown")},
		{GroupMove, PageUp, k("pgup")},
		{GroupSource, Toggle, k("space")},
		{GroupSource, Apply, k("enter")},
		{GroupSource, Cancel, k("esc", "q")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}
	return append(rows, program()...)
}

func catalogue() []row {
	rows := append(walking(), []row{
		{GroupMove, Top, k("home")},
		{GroupMove, Bottom, k("end")},
		{GroupMove, Back, k("esc")},
		{GroupRubric, NextAxis, k("tab")},
		{GroupRubric, PrevAxis, k("shift+tab")},
		{GroupRubric, NextValue, k("right")},
		{GroupRubric, PrevValue, k("left")},
		{GroupSource, Subscribe, k("space", "enter")},
		{GroupProgram, Help, k("f1", "?")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func help() []row {
	rows := append(moving(), row{GroupMove, Back, k("q", "esc", "?", ",", "f1", "h", "left", "backspace")},
		row{GroupMove, Find, k("/", ".")},
		row{GroupProgram, Quit, k("ctrl+c")})
	return append(rows, program()...)
}

// wire is what works in the live stream: space holds it, so pages turn with
// the other key.
func wire() []row {
	return append([]row{
		{GroupMove, Down, k("j", "down")},
		{GroupMove, Up, k("k", "up")},
		{GroupMove, HalfDown, k("ctrl+d")},
		{GroupMove, HalfUp, k("ctrl+u")},
		{GroupMove, PageDown, k("pgdown")},
		{GroupMove, PageUp, k("b", "pgup")},
		{GroupMove, Top, k("g", "home")},
		{GroupMove, Bottom, k("G", "end")},
		{GroupMove, Open, k("enter", "l", "right")},
		{GroupMove, Wire, k("w", "q", "esc", "h", "left", "backspace")},
		{GroupRubric, Hold, k("space")},
		{GroupMarks, ToggleRead, k("m")},
		{GroupMarks, Star, k("f")},
		{GroupMarks, Undo, k("z")},
		{GroupMarks, Redo, k("Z")},
		{GroupStory, Browser, k("o")},
		{GroupStory, CopyURL, k("y")},
		{GroupStory, CopyTitle, k("Y")},
		{GroupStory, Play, k("p")},
		{GroupStory, Pipe, k("P")},
		{GroupProgram, RefreshAll, k("R")},
		{GroupProgram, Palette, k(":")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}, program()...)
}

func command() []row {
	rows := append(walking(), []row{
		{GroupMove, Apply, k("enter")},
		{GroupMove, Cancel, k("esc")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func finding() []row {
	rows := append(walking(), []row{
		{GroupMove, Apply, k("enter")},
		{GroupMove, Cancel, k("esc")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func saving() []row {
	return append([]row{
		{GroupStory, AsMarkdown, k("m", "enter")},
		{GroupStory, AsHTML, k("h")},
		{GroupStory, AsText, k("t")},
		{GroupMove, Cancel, k("esc", "q")},
		{GroupProgram, Quit, k("ctrl+c")},
	}, program()...)
}

// searching is the field of the search: the list under it moves, letters are
// text.
func searching() []row {
	rows := append(walking(), []row{
		{GroupMove, Older, k("ctrl+r")},
		{GroupMove, Newer, k("ctrl+f")},
		{GroupRubric, SearchScope, k("tab")},
		{GroupRubric, Complete, k("right")},
		{GroupRubric, SaveView, k("ctrl+s")},
		{GroupRubric, Apply, k("enter")},
		{GroupRubric, Cancel, k("esc")},
		{GroupProgram, Help, k("f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

func views() []row {
	rows := append(moving(), []row{
		{GroupMove, Back, k("q", "esc", "h", "left", "backspace")},
		{GroupViews, ApplyView, k("enter", "l", "right")},
		{GroupViews, AddView, k("a")},
		{GroupViews, EditView, k("e")},
		{GroupViews, RemoveView, k("d", "delete")},
		{GroupViews, Undo, k("z")},
		{GroupViews, Redo, k("Z")},
		{GroupProgram, Palette, k(":")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}...)
	return append(rows, program()...)
}

// muting chooses what of a story a rule is made of.
func muting() []row {
	rows := []row{
		{GroupMove, Down, k("j", "down")},
		{GroupMove, Up, k("k", "up")},
		{GroupStory, SwitchRule, k("tab")},
		{GroupStory, EditView, k("e")},
		{GroupStory, Apply, k("enter", "l", "right")},
		{GroupStory, Cancel, k("esc", "q", "h", "left", "M")},
		{GroupProgram, Help, k("?", ",", "f1")},
		{GroupProgram, Quit, k("ctrl+c")},
	}
	return append(rows, program()...)
}

// numbered binds actions to the digits from first on.
func numbered(group string, first int, actions ...Action) []row {
	rows := make([]row, 0, len(actions))
	for i, a := range actions {
		rows = append(rows, row{group, a, k(string(rune('0' + first + i)))})
	}
	return rows
}
