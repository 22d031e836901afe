package lang

import "fmt"

// Reading are the words of the page of an article besides its text.
type Reading struct {
	Find    string // before the field for words to find on the page
	Nothing string // they do not stand on the page
	Match   string // which match of how many the reader is at
}

func russianReading() Reading {
	return Reading{
		Find:    "найти",
		Nothing: "на странице такого нет",
		Match:   "%s из %s",
	}
}

func azerbaijaniReading() Reading {
	return Reading{
		Find:    "tap",
		Nothing: "səhifədə belə söz yoxdur",
		Match:   "%s / %s",
	}
}

func englishReading() Reading {
	return Reading{
		Find:    "find",
		Nothing: "not on this page",
		Match:   "%s of %s",
	}
}

// Match words which match of a search in an article the reader is at, from 1,
// and of how many; where there is none, that.
func (w Words) Match(i, n int) string {
	if n == 0 {
		return w.Reading.Nothing
	}
	return fmt.Sprintf(w.Reading.Match, w.Number(i), w.Number(n))
}
