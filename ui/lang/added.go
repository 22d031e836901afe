package lang

import (
	"context"
	"errors"

	"rubrika/feed"
)

// NotAdded is Failed for an address that was to become a source: nothing is
// kept of it here, nobody will ask it again, and there is no source to remove.
func (w Words) NotAdded(title string, err error) string {
	e := *particulars(err)
	words, ok := notAdded(w.Code)[e.Kind]
	if _, known := caused(&e, w.Code); !ok || known || errors.Is(err, context.Canceled) {
		return w.Failed(title, err)
	}
	e.Source, e.Line = title, 0
	return w.sentence(&e, words)
}

// notAdded are the words of the kinds whose usual ones are about a source that
// is there.
func notAdded(code string) map[feed.Kind]fault {
	switch code {
	case "ru":
		return map[feed.Kind]fault{
			feed.KindRefused:  {What: "сайт не отдаёт ленту программам из этой сети, это бывает", Do: "поищите другую ленту этого издания"},
			feed.KindSignIn:   {What: "сайт отдаёт это только по имени и паролю", Do: "поставьте их в адрес: https://имя:пароль@сайт"},
			feed.KindNotFound: {What: "по этому адресу ничего нет", Do: "проверьте его или дайте адрес самого сайта"},
			feed.KindGone:     {What: "издание закрыло этот адрес навсегда", Do: "дайте адрес самого сайта"},
			feed.KindTooMany:  {What: "сервер просит зайти позже", Do: "добавьте его тогда"},
			feed.KindNotFeed:  {What: "ленты здесь не нашлось", Do: "дайте адрес самой ленты или выберите издание в каталоге"},
			feed.KindPortal:   {What: "вместо ленты пришла чужая страница: вероятно, сеть просит войти", Do: "откройте браузер, войдите в сеть и повторите"},
			feed.KindDamaged:  {What: "документ обрезан или повреждён", Do: "попробуйте позже"},
		}
	case "az":
		return map[feed.Kind]fault{
			feed.KindRefused:  {What: "sayt bu şəbəkədən proqramlara lent vermir, bu, adi haldır", Do: "bu nəşrin başqa lentini axtarın"},
			feed.KindSignIn:   {What: "sayt bunu yalnız ad və parolla verir", Do: "hər ikisini ünvana yazın: https://ad:parol@sayt"}, //nolint:gosec // no password
			feed.KindNotFound: {What: "bu ünvanda heç nə yoxdur", Do: "onu yoxlayın və ya saytın öz ünvanını verin"},
			feed.KindGone:     {What: "nəşr bu ünvanı həmişəlik bağlayıb", Do: "saytın öz ünvanını verin"},
			feed.KindTooMany:  {What: "server sonra gəlməyi xahiş edir", Do: "onda əlavə edin"},
			feed.KindNotFeed:  {What: "burada lent tapılmadı", Do: "lentin öz ünvanını verin və ya kataloqdan nəşr seçin"},
			feed.KindPortal:   {What: "lentin əvəzinə yad səhifə gəldi: yəqin, şəbəkə giriş istəyir", Do: "brauzeri açıb şəbəkəyə daxil olun və təkrarlayın"},
			feed.KindDamaged:  {What: "sənəd kəsilib və ya zədələnib", Do: "sonra yenidən cəhd edin"},
		}
	}
	return map[feed.Kind]fault{
		feed.KindRefused:  {What: "the site does not serve its feed to programs from this network, which is nothing unusual", Do: "look for another feed of this publisher"},
		feed.KindSignIn:   {What: "the site gives this only to a name and a password", Do: "put both into the address: https://name:password@site"}, //nolint:gosec // no password
		feed.KindNotFound: {What: "there is nothing at this address", Do: "check it or give the address of the site"},
		feed.KindGone:     {What: "the publisher has closed this address for good", Do: "give the address of the site"},
		feed.KindTooMany:  {What: "the server asks to come later", Do: "add it then"},
		feed.KindNotFeed:  {What: "no feed was found here", Do: "give the address of the feed itself, or choose a publisher from the catalogue"},
		feed.KindPortal:   {What: "a strange page came in place of the feed: the network probably wants a sign-in", Do: "sign in with a browser and try again"},
		feed.KindDamaged:  {What: "the document is cut or damaged", Do: "try again later"},
	}
}
