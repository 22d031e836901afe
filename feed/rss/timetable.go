package rss

import (
	"strconv"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// maxAsked is the longest rest that a document or its cache rules may ask for:
// some declare a month and print news every minute.
const maxAsked = 24 * time.Hour

// timetable reads what a document says of its own rhythm: <ttl> in minutes,
// <skipHours> and <skipDays> (RSS 2.0, GMT), and sy:updatePeriod with
// sy:updateFrequency (the syndication module of RSS 1.0).
func timetable(ttl string, hours, days []string, e ext.Extensions) feed.Timetable {
	var t feed.Timetable
	if minutes := number(ttl); minutes > 0 {
		t.Every = time.Duration(min(minutes, int(maxAsked/time.Minute))) * time.Minute
	}
	t.Every = max(t.Every, period(value(e, "updatePeriod", "sy"), value(e, "updateFrequency", "sy")))
	for _, s := range hours {
		if h := number(s); h >= 0 && h <= 24 { // 24 is midnight in RSS 0.91
			t.Hours |= 1 << (h % 24)
		}
	}
	for _, s := range days {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(s), day.String()) {
				t.Days |= 1 << day
			}
		}
	}
	return t
}

// period is a unit divided by how often in it.
func period(unit, often string) time.Duration {
	const day = 24 * time.Hour
	length := map[string]time.Duration{
		"hourly": time.Hour, "daily": day, "weekly": 7 * day, "monthly": 30 * day, "yearly": 365 * day,
	}[strings.ToLower(strings.TrimSpace(unit))]
	return min(length/time.Duration(max(1, number(often))), maxAsked)
}

// number reads a whole number; -1 when it is none.
func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// notBefore is until when a source asked to be left alone: the latest of what
// its answer and its document say, at most a day ahead; zero when neither says
// anything.
func notBefore(res fetch.Response, t feed.Timetable, now time.Time) time.Time {
	at := now
	for _, asked := range []time.Time{res.Retry, res.Fresh, now.Add(t.Every)} {
		if asked.After(at) {
			at = asked
		}
	}
	at = t.Open(at)
	switch limit := now.Add(maxAsked); {
	case !at.After(now):
		return time.Time{}
	case at.After(limit):
		return limit
	}
	return at
}
