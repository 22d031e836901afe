package lang

import (
	"strings"
	"testing"

	"rubrika/feed"
)

func TestNoPicture(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		for kind, want := range map[feed.Kind]string{
			feed.KindTooBig: w.Pictures.TooLarge, feed.KindDamaged: w.Pictures.Broken, feed.KindEmpty: w.Pictures.Broken,
			feed.KindNotFound: w.Kind(feed.KindNotFound), feed.KindOffline: w.Kind(feed.KindOffline),
		} {
			got := w.NoPicture(&feed.Error{Op: "decode picture", Source: "https://news.example/a.png", Kind: kind})
			if want == "" || !strings.HasSuffix(got, want) || strings.Contains(got, "%") {
				t.Errorf("%s, %s: %q, want %q", code, kind, got, want)
			}
		}
	}
	if got := For("ru").NoPicture(&feed.Error{Kind: feed.KindNotFound}); got != "Картинка не загрузилась: адрес не найден (404)" {
		t.Error(got)
	}
}
