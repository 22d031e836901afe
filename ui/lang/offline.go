package lang

// offline is what the reader says at its start where nothing is to be asked of
// the network.
func offline(code string) string {
	switch code {
	case "ru":
		return "Без сети (--offline): читать можно всё сохранённое."
	case "az":
		return "Şəbəkəsiz (--offline): saxlanılanların hamısını oxumaq olar."
	}
	return "Without the network (--offline): what is stored can be read."
}

// leftAlone takes the place of KindOffline where it was the reader's wish.
func leftAlone(code string) fault {
	switch code {
	case "ru":
		return fault{"без сети", "сеть отключена ключом --offline", "запустите без него"}
	case "az":
		return fault{"şəbəkəsiz", "şəbəkə --offline açarı ilə bağlanıb", "açarsız başladın"}
	}
	return fault{"without the network", "the network is left alone because of --offline", "start without it"}
}
