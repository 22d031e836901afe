package lang

// Names is what is said of words that name a story.
type Names struct{}

func namesWords(code string) Names {
	switch code {
	case "ru":
		return Names{}
	case "az":
		return Names{}
	}
	return Names{}
}

func namesPart(code string) part {
	switch code {
	case "ru":
		return part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
	case "az":
		return part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
	}
	return part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
}
