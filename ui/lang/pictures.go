package lang

import (
	"fmt"

	"rubrika/feed"
)

// Pictures are the words of pictures that could not be shown.
type Pictures struct {
	TooLarge string // more pixels or bytes than are read
	Broken   string // damaged, or of a form that is not read
	Failed   string // not fetched: what happened, in short
}

func russianPictures() Pictures {
	return Pictures{
		TooLarge: "Картинка слишком велика",
		Broken:   "Картинка повреждена или в незнакомом формате",
		Failed:   "Картинка не загрузилась: %s",
	}
}

func azerbaijaniPictures() Pictures {
	return Pictures{
		TooLarge: "Şəkil həddindən artıq böyükdür",
		Broken:   "Şəkil zədələnib və ya formatı tanınmır",
		Failed:   "Şəkil yüklənmədi: %s",
	}
}

func englishPictures() Pictures {
	return Pictures{
		TooLarge: "The picture is too large",
		Broken:   "The picture is damaged or of an unknown form",
		Failed:   "The picture did not load: %s",
	}
}

// NoPicture says why a picture is not shown. The general words for an error
// speak of feeds and pages.
func (w Words) NoPicture(err error) string {
	switch kind := feed.KindOf(err); kind {
	case feed.KindTooBig:
		return w.Pictures.TooLarge
	case feed.KindDamaged, feed.KindEmpty:
		return w.Pictures.Broken
	default:
		return fmt.Sprintf(w.Pictures.Failed, w.Kind(kind))
	}
}
