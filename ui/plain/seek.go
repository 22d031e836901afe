package plain

import (
	"strings"

	"rubrika/feed"
)

// A search narrows what the list showed before it; the next one takes its
// place.

// lastSearches is how many of the last searches are told.
const lastSearches = 5

// find shows what a filter selects of what was listed before: «/ words»; with
// a second «/» before it, of everything there is. Without a filter it tells how
// things stand.
func (s *session) find(text string) {
	text, everywhere := strings.CutPrefix(text, "/")
	if text = strings.TrimSpace(text); text == "" {
		s.tellFilter()
		return
	}
	f, err := feed.ParseFilter(text)
	if err != nil {
		s.fail(err)
		return
	}
	within := s.filter
	if s.searched {
		within = s.within
	}
	if everywhere {
		within = feed.Filter{Sort: within.Sort}
	}
	if err := s.library.KeepSearch(s.lasting(), text); err != nil {
		s.fail(err)
	}
	both := within.And(f)
	if seeks(both) {
		both.Sort = feed.Relevance
	}
	s.choose(both)
	s.searched, s.within = true, within
}

// seeks reports that a filter looks for words, so that one answer is better
// than another.
func seeks(f feed.Filter) bool { return len(f.Words()) > 0 }

// everything takes the filter off.
func (s *session) everything() {
	f := feed.Filter{Sort: s.filter.Sort}
	if f.Sort == feed.Relevance {
		f.Sort = s.within.Sort
	}
	s.choose(f)
}

// tellFilter says what the list answers, in words and as it is typed, and what
// was searched for last.
func (s *session) tellFilter() {
	s.sayf(s.words.Plain.Present, s.question())
	if typed := s.filter.String(); typed != "" {
		s.sayf(s.words.Plain.Typed, "/ "+typed)
	}
	last, err := s.library.Searches(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	if len(last) > 0 {
		s.say(s.words.Plain.Searched)
	}
	for _, text := range last[:min(len(last), lastSearches)] {
		s.say("/ " + text)
	}
}

// snippets are pieces of the texts of some stories with what the list looks
// for.
func (s *session) snippets(ids []feed.ID) map[feed.ID]feed.Snippet {
	if !seeks(s.filter) {
		return nil
	}
	found, err := s.library.Snippets(s.ctx, s.filter, ids)
	if err != nil {
		s.fail(err)
	}
	return found
}
