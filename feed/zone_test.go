package feed

import (
	"testing"
	"time"
)

func TestNearestZone(t *testing.T) {
	for typed, want := range map[string]string{
		"Asia/Bakuu": "Asia/Baku", "europe/moscow": "Europe/Moscow", "ASIA/BAKU": "Asia/Baku", "baku": "Asia/Baku",
		"moskow": "Europe/Moscow", "New York": "America/New_York", "america/argentina/ushuaia": "America/Argentina/Ushuaia",
		"Europe/Istambul": "Europe/Istanbul", "utc": "UTC", "Нигде": "Asia/Baku", "": "Asia/Baku", "+4": "Asia/Baku",
	} {
		if got := NearestZone(typed); got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	for name, want := range map[string]bool{"": true, "UTC": true, "Asia/Baku": true, "Local": false, "Asia/Bakuu": false, "../x": false} {
		if got := IsZone(name); got != want {
			t.Errorf("%q is one: %v", name, got)
		}
	}
	for _, zone := range zones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
}

func TestIsAgent(t *testing.T) {
	for name, want := range map[string]bool{"": true, "Mozilla/5.0 (X11; Linux)": true, "Имя": false, "a\tb": false, "a\r\nX: y": false, "é": false, "a\x7f": false} {
		if got := IsAgent(name); got != want {
			t.Errorf("%q can be sent: %v", name, got)
		}
	}
}
