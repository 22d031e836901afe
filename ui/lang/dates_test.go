package lang

import (
	"testing"
	"time"
	"unicode/utf8"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	l, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestDates(t *testing.T) {
	baku := zone(t, "Asia/Baku")
	noon := time.Date(2025, 11, 28, 12, 5, 0, 0, baku)
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct{ got, want string }{
		{ru.Clock(noon), "12:05"},
		{ru.Weekday(noon), "пятница 28 ноября"},
		{az.Weekday(noon), "28 noyabr, cümə"},
		{en.Weekday(noon), "Friday 28 November"},
		{ru.Full(noon), "28 ноября 2025, 12:05"},
		{az.Full(noon), "28 noyabr 2025, 12:05"},
		{en.Full(noon), "28 November 2025, 12:05"},
		{ru.FullZone(noon), "28 ноября 2025, 12:05 Баку"},
		{az.FullZone(noon), "28 noyabr 2025, 12:05 Bakı"},
		{ru.Short(noon), "28 ноя"},
		{az.Short(noon.AddDate(0, -5, 0)), "28 iyn"},
		{en.Short(noon.AddDate(0, 0, 4)), "2 Dec"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestDay(t *testing.T) {
	baku := zone(t, "Asia/Baku")
	now := time.Date(2025, 11, 28, 0, 30, 0, 0, baku)
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct {
		at         time.Time
		ru, az, en string
	}{
		{now, "сегодня, пятница 28 ноября", "bu gün, 28 noyabr, cümə", "today, Friday 28 November"},
		{now.Add(23 * time.Hour), "сегодня, пятница 28 ноября", "bu gün, 28 noyabr, cümə", "today, Friday 28 November"},
		{now.Add(-time.Hour), "вчера, четверг 27 ноября", "dünən, 27 noyabr, cümə axşamı", "yesterday, Thursday 27 November"},
		{now.AddDate(0, 0, -2), "среда 26 ноября", "26 noyabr, çərşənbə", "Wednesday 26 November"},
		{now.AddDate(0, 0, 1), "суббота 29 ноября", "29 noyabr, şənbə", "Saturday 29 November"},
		{now.AddDate(-1, 1, 0), "суббота 28 декабря 2024", "28 dekabr 2024, şənbə", "Saturday 28 December 2024"},
	} {
		for w, want := range map[string]string{ru.Day(c.at, now): c.ru, az.Day(c.at, now): c.az, en.Day(c.at, now): c.en} {
			if w != want {
				t.Errorf("%s: %q, want %q", c.at, w, want)
			}
		}
	}
}

// A day is between midnights, also where the clock is put forward.
func TestDayAcrossSummerTime(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2025, 3, 31, 0, 10, 0, 0, berlin)
	if got := For("en").Day(time.Date(2025, 3, 30, 0, 5, 0, 0, berlin), now); got != "yesterday, Sunday 30 March" {
		t.Error(got)
	}
}

func TestZone(t *testing.T) {
	ru := For("ru")
	at := time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		zone *time.Location
		want string
	}{
		{zone(t, "Europe/Istanbul"), "Стамбул"},
		{zone(t, "America/Argentina/Buenos_Aires"), "Buenos Aires"},
		{zone(t, "Etc/GMT-4"), "UTC+4"},
		{time.UTC, "UTC"},
		{time.FixedZone("+04:00", 4*3600), "UTC+4"},
		{time.FixedZone("", 5*3600+1800), "UTC+5:30"},
		{time.FixedZone("", -(3*3600 + 1800)), "UTC−3:30"},
		{time.FixedZone("a/\x1b[31mB", 3600), "[31mB"},
	} {
		if got := ru.Zone(at.In(c.zone)); got != c.want {
			t.Errorf("%s: %q, want %q", c.zone, got, c.want)
		}
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC)
	ru := For("ru")
	for age, want := range map[time.Duration]string{
		-time.Hour: "сейчас", 59 * time.Second: "сейчас", time.Minute: "1 мин", 59 * time.Minute: "59 мин",
		time.Hour: "1 ч", 23 * time.Hour: "23 ч", 24 * time.Hour: "1 дн", 6*24*time.Hour + 23*time.Hour: "6 дн",
		7 * 24 * time.Hour: "21 ноя", 400 * 24 * time.Hour: "10.2024",
	} {
		if got := ru.Ago(now.Add(-age), now); got != want {
			t.Errorf("%s: %q, want %q", age, got, want)
		}
	}
	for _, code := range Codes() {
		w := For(code)
		for age := time.Duration(0); age < 500*24*time.Hour; age = age*5/4 + time.Minute {
			if got := w.Ago(now.Add(-age), now); utf8.RuneCountInString(got) > 9 {
				t.Errorf("%s: %q is over nine cells", code, got)
			}
		}
	}
}
