package lang

import (
	"testing"
	"time"
)

func TestDigestWords(t *testing.T) {
	at := time.Date(2025, 11, 28, 12, 5, 0, 0, zone(t, "Asia/Baku"))
	for code, want := range map[string][4]string{
		"ru": {"Новости: пятница 28 ноября 2025", "2 новости: 27 ноября 2025, 12:05 – 28 ноября 2025, 12:05 Баку", "и ещё 3 об этом же", "и ещё 12"},
		"az": {"Xəbərlər: 28 noyabr 2025, cümə", "2 xəbər: 27 noyabr 2025, 12:05 – 28 noyabr 2025, 12:05 Bakı", "bu barədə daha 3", "və daha 12"},
		"en": {"News: Friday 28 November 2025", "2 stories: 27 November 2025, 12:05 – 28 November 2025, 12:05 Baku", "and 3 more on this", "and 12 more"},
	} {
		w := For(code)
		if got := [4]string{w.DigestTitle(at), w.Period(2, at.AddDate(0, 0, -1), at), w.Others(3), w.Rest(12)}; got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
}
