package fetch

import (
	"net/http"
	"testing"
	"time"

	"rubrika/feed/feedtest"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Time{
		"": {}, "120": now.Add(2 * time.Minute), " 5 ": now.Add(5 * time.Second), "0": {}, "-7": {}, "soon": {},
		"Fri, 28 Nov 2025 09:00:00 GMT": now.Add(time.Hour), "Fri, 28 Nov 2025 07:00:00 GMT": {},
		"99999999999999": now.Add(maxRetry), "Fri, 28 Nov 2055 07:00:00 GMT": now.Add(maxRetry),
		"99999999999999999999": now.Add(maxRetry), "-99999999999999999999": {}, "-99999999999999": {},
	} {
		if got := retryAfter(http.Header{"Retry-After": {in}}, now); !got.Equal(want) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
	// A server whose clock is a year ahead means the same hour.
	skewed := http.Header{"Retry-After": {"Sat, 28 Nov 2026 10:00:00 GMT"}, "Date": {"Sat, 28 Nov 2026 09:00:00 GMT"}}
	if got := retryAfter(skewed, now); !got.Equal(now.Add(time.Hour)) {
		t.Errorf("their clock: %v", got)
	}
}

func TestFresh(t *testing.T) {
	now := time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC)
	const (
		atNine = "Fri, 28 Nov 2025 09:00:00 GMT"
		atTen  = "Fri, 28 Nov 2025 10:00:00 GMT"
	)
	type h = http.Header
	for name, c := range map[string]struct {
		header h
		want   time.Duration // 0: not said
	}{
		"nothing":         {h{}, 0},
		"max-age":         {h{"Cache-Control": {"max-age=600"}}, 10 * time.Minute},
		"others beside":   {h{"Cache-Control": {"public, Max-Age = 9, max-age=600 , s-maxage=9"}}, 10 * time.Minute},
		"quoted":          {h{"Cache-Control": {`max-age="600"`}}, 10 * time.Minute},
		"two lines":       {h{"Cache-Control": {"private", "max-age=600"}}, 10 * time.Minute},
		"twice":           {h{"Cache-Control": {"max-age=600, max-age=5"}}, 10 * time.Minute},
		"older already":   {h{"Cache-Control": {"max-age=600"}, "Age": {"500"}}, 100 * time.Second},
		"too old":         {h{"Cache-Control": {"max-age=600"}, "Age": {"600"}}, 0},
		"age of the past": {h{"Cache-Control": {"max-age=600"}, "Age": {"-50"}}, 10 * time.Minute},
		"a year":          {h{"Cache-Control": {"max-age=31536000"}}, 24 * time.Hour},
		"an aeon":         {h{"Cache-Control": {"max-age=9223372036854775807"}}, 24 * time.Hour},
		"zero":            {h{"Cache-Control": {"max-age=0"}, "Expires": {atNine}}, 0},
		"not a number":    {h{"Cache-Control": {"max-age=soon"}, "Expires": {atNine}}, 0},
		"no-cache":        {h{"Cache-Control": {"max-age=600", "No-Cache"}}, 0},
		"no-cache fields": {h{"Cache-Control": {`no-cache="set-cookie", max-age=600`}}, 0},
		"no-store":        {h{"Cache-Control": {"no-store"}, "Expires": {atNine}}, 0},
		"expires":         {h{"Expires": {atNine}}, time.Hour},
		"their clock":     {h{"Expires": {atTen}, "Date": {atNine}}, time.Hour},
		"expires, aged":   {h{"Expires": {atTen}, "Date": {atNine}, "Age": {"600"}}, 50 * time.Minute},
		"max-age first":   {h{"Cache-Control": {"max-age=60"}, "Expires": {atNine}}, time.Minute},
		"expired":         {h{"Expires": {atNine}, "Date": {atTen}}, 0},
		"expires zero":    {h{"Expires": {"0"}}, 0},
		"in the year 1":   {h{"Expires": {"Mon, 01 Jan 0001 00:00:00 GMT"}, "Date": {atNine}, "Age": {"7"}}, 0},
	} {
		got := fresh(c.header, now)
		if got.IsZero() != (c.want == 0) || c.want != 0 && got.Sub(now) != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A 304 tells it too.
func TestFreshUnmodified(t *testing.T) {
	srv := feedtest.NewServer(t, doc, "text/xml")
	now := time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC)
	o := Options{Now: func() time.Time { return now }}
	first, err := get(t, o, Request{URL: srv.At(feedtest.Cached)})
	if err != nil {
		t.Fatal(err)
	}
	again, err := get(t, o, Request{URL: srv.At(feedtest.Cached), ETag: first.ETag, LastModified: first.LastModified})
	want := now.Add(feedtest.CachedFor * time.Second)
	if err != nil || !again.NotModified || !first.Fresh.Equal(want) || !again.Fresh.Equal(want) {
		t.Errorf("fresh till %v, then %v (not modified %v): %v", first.Fresh, again.Fresh, again.NotModified, err)
	}
	plain, err := get(t, o, Request{URL: srv.At(feedtest.OK)})
	if err != nil || !plain.Fresh.IsZero() {
		t.Errorf("without a rule: %v, %v", plain.Fresh, err)
	}
}
