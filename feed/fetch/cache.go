package fetch

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetry bounds what a server may ask for: a longer wait is a mistake of
// its, and would silence a source that no key press can ask before. maxFresh
// does the same for caches.
const (
	maxRetry = 24 * time.Hour
	maxFresh = 24 * time.Hour
)

// retryAfter reads a Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP
// date by the server's own clock. Zero when there is none or it lies in the
// past.
func retryAfter(h http.Header, now time.Time) time.Time {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if s == "" {
		return time.Time{}
	}
	if wait, ok := seconds(s); ok {
		return ahead(now, wait, maxRetry)
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return time.Time{}
	}
	return ahead(now, at.Sub(theirClock(h, now)), maxRetry)
}

// theirClock is what time it is for the server, ours when it does not say.
func theirClock(h http.Header, now time.Time) time.Time {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		return date
	}
	return now
}

// fresh reads until when a private cache may keep an answer without asking
// again (RFC 9111, 4.2 and 5.2.2): max-age, else Expires after Date, both less
// the Age it already has. Zero when the server does not say, or forbids it.
func fresh(h http.Header, now time.Time) time.Time {
	age, _ := seconds(h.Get("Age"))
	life, said := time.Duration(0), false
	for directive := range strings.SplitSeq(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return time.Time{}
		case "max-age":
			if !said { // the first one counts
				life, _ = seconds(strings.Trim(value, `"`))
				said = true
			}
		}
	}
	if expires, err := http.ParseTime(h.Get("Expires")); err == nil && !said {
		life = expires.Sub(theirClock(h, now))
	}
	return ahead(now, max(life, 0)-age, maxFresh) // the year 1 less an age would come out after the year 2200
}

// seconds reads a number of seconds: below zero is none, and what is too large
// for a duration is a hundred years.
func seconds(s string) (time.Duration, bool) {
	const longest = 100 * 365 * 24 * time.Hour
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	n = min(max(n, 0), int64(longest/time.Second))
	return time.Duration(n) * time.Second, true
}

// ahead is now and a wait, which is held to a limit; zero when there is
// nothing to wait for.
func ahead(now time.Time, wait, limit time.Duration) time.Time {
	if wait <= 0 {
		return time.Time{}
	}
	return now.Add(min(wait, limit))
}
