package config

import (
	"strings"
	"time"
)

// Quiet is a part of every day by the clock of the reader: from a minute to
// before another, over midnight where the second is the earlier one. The zero
// Quiet is no part of it.
type Quiet struct {
	from, to int // minutes since midnight; equal: never
}

// parseQuiet reads "22:00-08:00", or "" for never; false when text is neither.
func parseQuiet(text string) (Quiet, bool) {
	if text == "" {
		return Quiet{}, true
	}
	from, to, _ := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	a, errA := time.Parse("15:04", strings.TrimSpace(from))
	b, errB := time.Parse("15:04", strings.TrimSpace(to))
	if errA != nil || errB != nil || a.Equal(b) {
		return Quiet{}, false
	}
	return Quiet{minutes(a), minutes(b)}, true
}

// Contains reports whether t, read by its own clock, is in q.
func (q Quiet) Contains(t time.Time) bool {
	now := minutes(t)
	if q.from <= q.to {
		return q.from <= now && now < q.to
	}
	return q.from <= now || now < q.to
}

func minutes(t time.Time) int { return t.Hour()*60 + t.Minute() }
