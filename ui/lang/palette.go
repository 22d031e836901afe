package lang

// Palette are the words of the palette, the search in the help, and the topics of the category filter.
type Palette struct {
	Title   string // of the palette
	Recent  string // heading of the actions that were used last
	None    string // what was typed names no action
	Run     string // hint: what Enter does
	Actions Forms  // how many actions what was typed leaves
	Find    string // hint of the help
	NoKey   string // what was typed in the help is neither a key nor what one does
	Hits    Forms  // how many lines of the help what was typed leaves
	Rising  string // explains the sign of a topic that is met more often than usual
}

// Actions is «12 действий».
func (w Words) Actions(n int) string { return w.count(n, w.Palette.Actions) }

// HelpHits is «12 совпадений»: lines of the help that hold what was typed.
func (w Words) HelpHits(n int) string { return w.count(n, w.Palette.Hits) }

func russianPalette() Palette {
	return Palette{
		Title:   "Действия",
		Recent:  "Недавние",
		None:    "Такого действия нет.",
		Run:     "выполнить",
		Actions: Forms{"%s действие", "%s действия", "%s действий", "%s действий"},
		Find:    "найти",
		NoKey:   "Ни клавиши, ни действия с таким названием нет.",
		Hits:    Forms{"%s совпадение", "%s совпадения", "%s совпадений", "%s совпадений"},
		Rising:  "тема, о которой пишут чаще обычного",
	}
}

func azerbaijaniPalette() Palette {
	return Palette{
		Title:   "Əməliyyatlar",
		Recent:  "Son işlədilənlər",
		None:    "Belə əməliyyat yoxdur.",
		Run:     "icra et",
		Actions: Forms{Other: "%s əməliyyat"},
		Find:    "tap",
		NoKey:   "Belə düymə də, əməliyyat da yoxdur.",
		Hits:    Forms{Other: "%s uyğunluq"},
		Rising:  "həmişəkindən çox yazılan mövzu",
	}
}

func englishPalette() Palette {
	return Palette{
		Title:   "Actions",
		Recent:  "Recent",
		None:    "No action has that name.",
		Run:     "run",
		Actions: Forms{One: "%s action", Other: "%s actions"},
		Find:    "find",
		NoKey:   "No key and no action has that name.",
		Hits:    Forms{One: "%s match", Other: "%s matches"},
		Rising:  "a topic in the news more than usual",
	}
}
