package feed

import "strings"

// What readers call the fields, marks and badges in other programs and in their
// own languages, a line each after the name that is meant: it is proposed, never
// taken.
const (
	fieldsCalled = `
rubric рубрика rubrika kateqoriya kategori category
section раздел bölmə bolme bölüm
source источник сайт лента mənbə menbe kaynak site feed from publisher
lang язык dil language
tag тег тэг метка teq etiket label
topic тема mövzu movzu konu subject about
author автор müəllif muellif yazar by
title заголовок başlıq basliq başlık intitle headline
since после after newer
until до before older
`
	marksCalled = `
unread new unseen новые новое непрочитанное непрочитанные oxunmamış okunmamış
read old seen прочитанное прочитанные oxunmuş okunmuş
starred fav favorite favourite saved flagged избранное отмеченное seçilmiş yıldızlı
muted hidden скрытое скрытые gizli
watched важное follow followed
`
	badgesCalled = `
photo foto фото image images picture pictures şəkil resim
video видео film
audio аудио sound podcast подкаст
urgent срочно breaking təcili acil
updated обновлено yenilənib güncel
`
)

// called returns what is called word in one of these lists, or "".
func called(word, list string) string {
	for line := range strings.Lines(list) {
		names := strings.Fields(line)
		for i := 1; i < len(names); i++ {
			if names[i] == word {
				return names[0]
			}
		}
	}
	return ""
}

// nearestCalled is Nearest, or else what is called so.
func nearestCalled(word string, names []string, list string) string {
	if is := called(word, list); is != "" {
		return is
	}
	return Nearest(word, names)
}
