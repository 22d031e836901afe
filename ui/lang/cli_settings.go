package lang

// Settings is what the commands about the settings say.
type Settings struct{}

func settingsWords(code string) Settings {
	switch code {
	case "ru":
		return Settings{}
	case "az":
		return Settings{}
	}
	return Settings{}
}

func settingsPart(code string) part {
	switch code {
	case "ru":
		return part{short: map[string]string{"config": "настройки"}, long: map[string]string{}, flag: map[string]string{"profile": "настройки и хранилище с этим именем"}}
	case "az":
		return part{short: map[string]string{"config": "ayarlar"}, long: map[string]string{}, flag: map[string]string{"profile": "bu adlı ayarlar və anbar"}}
	}
	return part{short: map[string]string{"config": "the settings"}, long: map[string]string{}, flag: map[string]string{"profile": "settings and store of that name"}}
}
