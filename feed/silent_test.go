package feed

import (
	"testing"
	"time"
)

func TestSilentAndLost(t *testing.T) {
	now := time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	well := Subscription{Added: ago(40), LastGood: ago(0)}
	for name, c := range map[string]struct {
		change func(*Subscription)
		silent bool
		lost   time.Time
	}{
		"answers with nothing":    {func(*Subscription) {}, true, time.Time{}},
		"has stories":             {func(s *Subscription) { s.Items = 1 }, false, time.Time{}},
		"is new":                  {func(s *Subscription) { s.Added = ago(29) }, false, time.Time{}},
		"is muted":                {func(s *Subscription) { s.Muted = true }, false, time.Time{}},
		"of an account":           {func(s *Subscription) { s.Account = 1 }, false, time.Time{}},
		"never asked":             {func(s *Subscription) { s.LastGood = time.Time{} }, false, time.Time{}},
		"failing a while":         {func(s *Subscription) { s.Trouble, s.LastGood = KindDNS, ago(29) }, false, time.Time{}},
		"failing long":            {func(s *Subscription) { s.Trouble, s.LastGood = KindDNS, ago(31) }, false, ago(31)},
		"failing always":          {func(s *Subscription) { s.Trouble, s.LastGood = KindDNS, time.Time{} }, false, ago(40)},
		"failing long, but muted": {func(s *Subscription) { s.Trouble, s.LastGood, s.Muted = KindDNS, ago(31), true }, false, time.Time{}},
	} {
		s := well
		c.change(&s)
		if got, since := s.Silent(now), s.Lost(now); got != c.silent || !since.Equal(c.lost) {
			t.Errorf("%s: silent %v, lost %v", name, got, since)
		}
	}
}
