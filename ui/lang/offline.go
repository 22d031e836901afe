package lang

import (
	"errors"

	"rubrika/feed"
)

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

// caused are the words of an error whose cause is known better than its kind.
func caused(err error, code string) (fault, bool) {
	for cause, words := range map[error]func(string) fault{
		feed.ErrOffline: leftAlone, feed.ErrFeedless: feedless, feed.ErrConsent: consent, feed.ErrFeed: aFeed,
		feed.ErrAccount: accounts,
	} {
		if errors.Is(err, cause) {
			return words(code), true
		}
	}
	return fault{}, false
}

func feedless(code string) fault {
	switch code {
	case "ru":
		return fault{"лент нет", "у этого сайта лент нет", "найдите собственный сайт издания или службу, которая делает из таких страниц ленты"}
	case "az":
		return fault{"lent yoxdur", "bu saytın lenti yoxdur", "nəşrin öz saytını və ya belə səhifələrdən lent düzəldən xidmət tapın"}
	}
	return fault{"no feeds", "this site has no feeds", "look for the publisher's own site, or for a service that makes feeds of such pages"}
}

func consent(code string) fault {
	switch code {
	case "ru":
		return fault{"просит согласия", "вместо канала YouTube показывает просьбу о согласии", "добавьте ID канала (UC…): в браузере его копируют в окне «Поделиться каналом»"}
	case "az":
		return fault{"razılıq istəyir", "YouTube kanalın əvəzinə razılıq səhifəsini göstərir", "kanalın ID-sini (UC…) əlavə edin: brauzerdə onu «Kanalı paylaş» pəncərəsindən köçürmək olar"}
	}
	return fault{"asks for consent", "YouTube shows a request for consent in place of the channel", "add the channel's ID (UC…), which a browser copies under “Share channel”"}
}

func accounts(code string) fault {
	switch code {
	case "ru":
		return fault{"сервер учётных записей", "это не лента, а сервер, где у читателей учётные записи", "добавьте свою: rubrika account add --help"}
	case "az":
		return fault{"hesab serveri", "bu, lent deyil, oxucuların hesab saxladığı serverdir", "öz hesabınızı əlavə edin: rubrika account add --help"}
	}
	return fault{"account server", "this is not a feed but a server on which readers have accounts", "add yours: rubrika account add --help"}
}

func aFeed(code string) fault {
	switch code {
	case "ru":
		return fault{"лента", "это лента, а не список подписок", "подпишитесь по её адресу в сети: rubrika add АДРЕС"}
	case "az":
		return fault{"lent", "bu, abunə siyahısı deyil, lentdir", "onun şəbəkədəki ünvanına abunə olun: rubrika add ÜNVAN"}
	}
	return fault{"a feed", "this is a feed and not a list of subscriptions", "subscribe by its address on the web: rubrika add ADDRESS"}
}
