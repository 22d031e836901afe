package lang

// Stream is what wire says, and what is said of the network that is left alone.
type Stream struct{}

func streamWords(code string) Stream {
	switch code {
	case "ru":
		return Stream{}
	case "az":
		return Stream{}
	}
	return Stream{}
}

func streamPart(code string) part {
	switch code {
	case "ru":
		return part{short: map[string]string{"wire": "следить за новостями: строка о каждой, как только пришла"}, long: map[string]string{}, flag: map[string]string{"offline": "ничего не запрашивать из сети", "quiet": "без замечаний и хода работы, только ошибки"}}
	case "az":
		return part{short: map[string]string{"wire": "xəbərləri izləmək: hər xəbər gələndə bir sətir"}, long: map[string]string{}, flag: map[string]string{"offline": "şəbəkədən heç nə soruşmamaq", "quiet": "qeydsiz və gedişatsız, yalnız səhvlər"}}
	}
	return part{short: map[string]string{"wire": "follow the news: a line for each story as it arrives"}, long: map[string]string{}, flag: map[string]string{"offline": "ask nothing of the network", "quiet": "no notes and no progress, only errors"}}
}
