package rubric

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rubrika/feed"
)

func TestTitle(t *testing.T) {
	const both = feed.Video | feed.Photo
	for _, c := range []struct {
		title, want string
		badges      feed.Badge
	}{
		// Labels at the end.
		{"Bakıda yanğın olub - FOTO", "Bakıda yanğın olub", feed.Photo},
		{"Bakıda yanğın olub - VİDEO", "Bakıda yanğın olub", feed.Video},
		{"Bakıda yanğın olub – FOTOLAR", "Bakıda yanğın olub", feed.Photo},
		{"Bakıda yanğın olub -FOTO", "Bakıda yanğın olub", feed.Photo},
		{"Bakıda yanğın olub- FOTO", "Bakıda yanğın olub", feed.Photo},
		{"Bakıda yanğın olub-VİDEO", "Bakıda yanğın olub", feed.Video},
		{"Bakıda yanğın olub VİDEO", "Bakıda yanğın olub", feed.Video},
		{"Bakıda yanğın olub YENİLƏNİB", "Bakıda yanğın olub", feed.Updated},
		{"Bakıda yanğın olub - YENİLƏNİB-2", "Bakıda yanğın olub", feed.Updated},
		{"Bakıda yanğın olub - FOTO - VİDEO", "Bakıda yanğın olub", both},
		{"Bakıda yanğın olub - FOTO/VİDEO", "Bakıda yanğın olub", both},
		{"Bakıda yanğın olub - FOTO+VİDEO", "Bakıda yanğın olub", both},
		{"Bakıda yanğın olub - FOTO VƏ VİDEO", "Bakıda yanğın olub", both},
		{"Bakıda yanğın olub - VİDEO - YENİLƏNİB", "Bakıda yanğın olub", feed.Video | feed.Updated},
		{"Bakıda yanğın olub - FOTOSESSİYA", "Bakıda yanğın olub", feed.Photo},
		{"Qatar necə qalib gəldi? - VİDEO", "Qatar necə qalib gəldi?", feed.Video},
		{"“Neftçi” - “Zirə” 2:1 - VİDEO", "“Neftçi” - “Zirə” 2:1", feed.Video},
		{"На трассе столкнулись машины - ВИДЕО", "На трассе столкнулись машины", feed.Video},
		{"На трассе столкнулись машины — ФОТО", "На трассе столкнулись машины", feed.Photo},
		{"На трассе столкнулись машины (видео)", "На трассе столкнулись машины", feed.Video},
		{"На трассе столкнулись машины (ФОТО, ВИДЕО)", "На трассе столкнулись машины", both},
		{"На трассе столкнулись машины (+ВИДЕО)", "На трассе столкнулись машины", feed.Video},
		{"На трассе столкнулись машины (18 фото)", "На трассе столкнулись машины", feed.Photo},
		{"На трассе столкнулись машины - ОБНОВЛЕНО", "На трассе столкнулись машины", feed.Updated},
		{"На трассе столкнулись машины. ОБНОВЛЕНО", "На трассе столкнулись машины.", feed.Updated},
		{"На трассе столкнулись машины ФОТО И ВИДЕО", "На трассе столкнулись машины", both},
		{"На трассе столкнулись машины | Видео", "На трассе столкнулись машины", feed.Video},
		{"На трассе столкнулись машины - фоторепортаж", "На трассе столкнулись машины", feed.Photo},
		{"На трассе столкнулись машины: ВИДЕО", "На трассе столкнулись машины", feed.Video},
		{"Two cars collide on the motorway [Video]", "Two cars collide on the motorway", feed.Video},
		{"Two cars collide on the motorway - video", "Two cars collide on the motorway", feed.Video},
		{"Two cars collide on the motorway (UPDATED)", "Two cars collide on the motorway", feed.Updated},
		{"Two cars collide on the motorway (Update)", "Two cars collide on the motorway", feed.Updated},
		{"Two cars collide on the motorway – photos and video", "Two cars collide on the motorway", both},
		{"Two cars collide | Podcast", "Two cars collide", feed.Audio},
		{"Okul bahçesinde sergi açıldı - GÜNCELLENDİ", "Okul bahçesinde sergi açıldı", feed.Updated},
		{"YANĞIN - FOTO", "YANĞIN", feed.Photo},
		// Labels at the beginning.
		{"Видео: как строят мост", "Как строят мост", feed.Video},
		{"Breaking: eBay buys a bridge", "eBay buys a bridge", feed.Urgent},
		{"Video: inşaat başladı", "inşaat başladı", feed.Video},
		{"ВИДЕО | Как строят мост", "Как строят мост", feed.Video},
		{"ФОТО: Новый мост", "Новый мост", feed.Photo},
		{"[Video] New bridge opened", "New bridge opened", feed.Video},
		{"(ФОТО) Новый мост", "Новый мост", feed.Photo},
		{"СРОЧНО: Мост закрыт", "Мост закрыт", feed.Urgent},
		{"Срочно! Мост закрыт", "Мост закрыт", feed.Urgent},
		{"МОЛНИЯ: Мост закрыт", "Мост закрыт", feed.Urgent},
		{"TƏCİLİ: Körpü bağlandı", "Körpü bağlandı", feed.Urgent},
		{"TƏCİLİ - Körpü bağlandı - VİDEO", "Körpü bağlandı", feed.Urgent | feed.Video},
		{"SON DAKİKA: Köprü kapatıldı", "Köprü kapatıldı", feed.Urgent},
		{"BREAKING: Bridge closed", "Bridge closed", feed.Urgent},
		{"Breaking News: Bridge closed", "Bridge closed", feed.Urgent},
		{"BREAKING NEWS — Bridge closed", "Bridge closed", feed.Urgent},
		{"URGENT: Bridge closed", "Bridge closed", feed.Urgent},
		{"UPDATE 2-Bridge closed after storm", "Bridge closed after storm", feed.Updated},
		{"VİDEO:Körpü açıldı", "Körpü açıldı", feed.Video},
		{"FOTO-VİDEO: Körpü açıldı", "Körpü açıldı", both},
		// What is no label stays.
		{"Новое видео НАСА", "Новое видео НАСА", 0},
		{"Новое ВИДЕО", "Новое ВИДЕО", 0},
		{"Видео дня", "Видео дня", 0},
		{"Видео", "Видео", 0},
		{"ВИДЕО", "ВИДЕО", 0},
		{"- ФОТО", "- ФОТО", 0},
		{"(видео)", "(видео)", 0},
		{"ФОТО - ВИДЕО", "ФОТО", feed.Video},
		{"Sony - video", "Sony - video", 0},
		{"Онлайн-видео", "Онлайн-видео", 0},
		{"Лучшее за неделю фото-видео", "Лучшее за неделю фото-видео", 0},
		{"Молния: как уберечься от удара", "Молния: как уберечься от удара", 0},
		{"Молния ударила в дом", "Молния ударила в дом", 0},
		{"Flash: the end of a format", "Flash: the end of a format", 0},
		{"Video killed the radio star", "Video killed the radio star", 0},
		{"Video games - the new opera", "Video games - the new opera", 0},
		{"Breaking the ice - how it is done", "Breaking the ice - how it is done", 0},
		{"Windows gets its yearly update", "Windows gets its yearly update", 0},
		{"Windows 12 - update", "Windows 12 - update", 0},
		{"Urgent care: who pays", "Urgent care: who pays", 0},
		{"ALL CAPITALS AND A VIDEO", "ALL CAPITALS AND A VIDEO", 0},
		{"Best of 2024 VIDEO", "Best of 2024", feed.Video},
		{"Скандал из-за видео (видео с камер)", "Скандал из-за видео (видео с камер)", 0},
		{"Konsertdən FOTO sızdı", "Konsertdən FOTO sızdı", 0},
		{"Təcili yardım gecikdi", "Təcili yardım gecikdi", 0},
		{"Срочно нужна кровь", "Срочно нужна кровь", 0},
		{"Срочно нужны: кровь и плазма", "Срочно нужны: кровь и плазма", 0},
		{"", "", 0},
		{"—", "—", 0},
		{strings.Repeat("Foto - ", 400) + "FOTO", strings.Repeat("Foto - ", 400) + "FOTO", 0},
	} {
		got, badges := Title(c.title)
		if got != c.want || badges != c.badges {
			t.Errorf("Title(%q) = %q, %05b; want %q, %05b", c.title, got, badges, c.want, c.badges)
		}
	}
}

func FuzzTitle(f *testing.F) {
	for _, s := range []string{
		"Yanğın - FOTO", "(видео)", "ВИДЕО: ВИДЕО", "FOTO FOTO FOTO x", "[Video] [Video]", "a - b - VIDEO", "UPDATE 1-x",
		"()", "((фото)", ":", "-", "\xffVIDEO", "ФОТО И", "x (1 ФОТО И 2 ВИДЕО)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, badges := Title(s)
		if again, b := Title(got); again != got || b != 0 {
			t.Fatalf("Title(%q) = %q, and that gives %q, %b", s, got, again, b)
		}
		if badges == 0 && got != s {
			t.Fatalf("Title(%q) = %q without a badge", s, got)
		}
		if strings.ContainsFunc(s, wordRune) && !strings.ContainsFunc(got, wordRune) {
			t.Fatalf("Title(%q) = %q has lost all words", s, got)
		}
		_, first := utf8.DecodeRuneInString(got) // may be a capital now
		if !strings.Contains(s, got) && !strings.Contains(s, got[first:]) {
			t.Fatalf("Title(%q) = %q is no part of it", s, got)
		}
	})
}
