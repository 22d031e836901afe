package config

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
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

// String is q as a file has it: "22:00-08:00", or "" for never.
func (q Quiet) String() string {
	if q == (Quiet{}) {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", q.from/60, q.from%60, q.to/60, q.to%60)
}

// hours are one of the two ends, however it may be written: 22, 22.30, 10 pm.
var hours = regexp.MustCompile(`(?i)(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?`)

// nearQuiet is what hours that cannot be read were meant to be, or "".
func nearQuiet(text string) string {
	var ends []string
	for _, m := range hours.FindAllStringSubmatch(text, -1) {
		hour, _ := strconv.Atoi(m[1])
		if m[3] != "" { // 12 am is midnight, 12 pm noon
			hour %= 12
			if strings.EqualFold(m[3], "pm") {
				hour += 12
			}
		}
		if hour == 24 {
			hour = 0
		}
		ends = append(ends, fmt.Sprintf("%02d:%s", hour, cmp.Or(m[2], "00")))
	}
	near := strings.Join(ends, "-")
	if _, ok := parseQuiet(near); !ok {
		return ""
	}
	return near
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
