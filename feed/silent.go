package feed

import "time"

// longSilence is after how long a source without news is worth a word: longer
// than the holidays of a paper.
const longSilence = 30 * 24 * time.Hour

// Silent reports a source that answers, but of which nothing is stored, though
// it has been followed for a month: whatever it brought has left the store, and
// nothing new came. Mostly it has moved without telling.
func (s Subscription) Silent(now time.Time) bool {
	return s.Account == 0 && !s.Muted && s.Trouble == KindNone && s.Items == 0 && !s.LastGood.IsZero() &&
		!s.Added.IsZero() && now.Sub(s.Added) > longSilence
}

// Lost returns since when a source has not answered, where that is long enough
// to give it up; the zero time where it is not.
func (s Subscription) Lost(now time.Time) time.Time {
	since := s.LastGood
	if since.IsZero() {
		since = s.Added
	}
	if s.Account != 0 || s.Muted || s.Trouble == KindNone || since.IsZero() || now.Sub(since) <= longSilence {
		return time.Time{}
	}
	return since
}
