package lang

// Papers is what the commands about the program itself say: keys, themes, completion, man.
type Papers struct{}

func papersWords(code string) Papers {
	switch code {
	case "ru":
		return Papers{}
	case "az":
		return Papers{}
	}
	return Papers{}
}

func papersPart(code string) part {
	switch code {
	case "ru":
		return part{short: map[string]string{"keys": "перечислить клавиши", "themes": "перечислить оформления", "completion": "напечатать дополнение для оболочки", "man": "напечатать страницу руководства"}, long: map[string]string{}, flag: map[string]string{}}
	case "az":
		return part{short: map[string]string{"keys": "düymələri sadalamaq", "themes": "tərtibatları sadalamaq", "completion": "qabıq üçün tamamlamanı çap etmək", "man": "təlimat səhifəsini çap etmək"}, long: map[string]string{}, flag: map[string]string{}}
	}
	return part{short: map[string]string{"keys": "list the keys", "themes": "list the themes", "completion": "print completion for a shell", "man": "print the manual page"}, long: map[string]string{}, flag: map[string]string{}}
}
