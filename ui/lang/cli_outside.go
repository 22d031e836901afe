package lang

// Outside is what is said of the programs of the reader's own: player, pipe and hook.
type Outside struct{}

func outsideWords(code string) Outside {
	switch code {
	case "ru":
		return Outside{}
	case "az":
		return Outside{}
	}
	return Outside{}
}

func outsidePart(code string) part {
	switch code {
	case "ru":
		return part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
	case "az":
		return part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
	}
	return part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
}
