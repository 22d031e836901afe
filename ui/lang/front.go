package lang

// Front are the words of the list of headlines: the strip of topics, stories that wait, the wire.
type Front struct {
	New     Forms  // stories that wait above the list: their number
	Left    string // the line under what came while the reader was away
	Oldest  string // the list begins with the oldest
	Arrival string // the list is in the order in which stories came
	Wire    string // the live stream is on
	Held    string // … and is held
}

// NewStories counts the stories that wait above the list: «12 новых».
func (w Words) NewStories(n int) string { return w.count(n, w.Front.New) }

func russianFront() Front {
	return Front{
		New:     Forms{One: "%s новая", Few: "%s новые", Many: "%s новых", Other: "%s новых"},
		Left:    "пока вас не было",
		Oldest:  "сначала старые",
		Arrival: "по мере поступления",
		Wire:    "лента новостей",
		Held:    "лента на паузе",
	}
}

func azerbaijaniFront() Front {
	return Front{
		New:     Forms{Other: "%s yeni"},
		Left:    "siz olmayanda",
		Oldest:  "əvvəl köhnələr",
		Arrival: "gəldiyi kimi",
		Wire:    "xəbər lenti",
		Held:    "lent dayanıb",
	}
}

func englishFront() Front {
	return Front{
		New:     Forms{Other: "%s new"},
		Left:    "since you left",
		Oldest:  "oldest first",
		Arrival: "as they came",
		Wire:    "live wire",
		Held:    "wire held",
	}
}
