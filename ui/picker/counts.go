package picker

import (
	"cmp"
	"slices"

	"rubrika/feed"
)

// SetCounts fills the lines, or renews their numbers. Lines that are there
// keep their places, so that nothing jumps under the cursor.
func (s *Screen) SetCounts(c feed.Counts) {
	s.setRubrics(c)
	s.entries[Topics] = s.merge(s.entries[Topics], s.topics(c.Topics))
	s.entries[Sources] = s.merge(s.entries[Sources], tallied(bySource, c.Sources))
	langs := tallied(byLang, c.Langs)
	for i := range langs {
		langs[i].title = s.words.Language(langs[i].name)
	}
	s.entries[Langs] = s.merge(s.entries[Langs], langs)
	s.narrow()
}

// tallied are the lines of an axis.
func tallied(a axis, all []feed.Tally) []entry {
	lines := make([]entry, 0, len(all))
	for _, t := range all {
		lines = append(lines, entry{
			place: place{a, t.Name}, title: cmp.Or(t.Title, t.Name), rising: t.Rising, total: t.Total,
		})
	}
	return lines
}

// topics are the pinned topics, those that rise, and the others; before them
// those the filter has and the counts do not, so that they can be taken away.
func (s *Screen) topics(all []feed.Tally) []entry {
	rank := func(t feed.Tally) int {
		switch {
		case t.Pinned:
			return 0
		case t.Rising:
			return 1
		}
		return 2
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b feed.Tally) int { return cmp.Compare(rank(a), rank(b)) })
	var absent []feed.Tally
	for name, c := range s.chosen[byTopic] {
		if c != no && !slices.ContainsFunc(all, func(t feed.Tally) bool { return t.Name == name }) {
			absent = append(absent, feed.Tally{Name: name})
		}
	}
	slices.SortFunc(absent, func(a, b feed.Tally) int { return cmp.Compare(a.Name, b.Name) })
	return tallied(byTopic, append(absent, all...))
}

func (s *Screen) setRubrics(c feed.Counts) {
	var fresh []entry
	for i, r := range s.order {
		e := entry{place: place{byRubric, string(r)}, title: s.words.Rubric(r)}
		if i < 9 {
			e.digit = string(rune('1' + i))
		}
		for _, t := range c.Rubrics {
			if t.Name == string(r) {
				e.total = t.Total
			}
		}
		fresh = append(fresh, e)
		for _, t := range c.Sections {
			if t.Under == r {
				fresh = append(fresh, entry{place: place{bySection, t.Name}, title: t.Name, parent: string(r), total: t.Total})
			}
		}
	}
	old := s.entries[Rubrics]
	if len(fresh) > len(old) {
		old = nil // a new line belongs under its rubric
	}
	s.entries[Rubrics] = s.merge(old, fresh)
}

// merge renews the numbers of old lines and adds new ones at the end; a line
// that is no more counted has none.
func (s *Screen) merge(old, fresh []entry) []entry {
	at := map[place]int{}
	lines := slices.Clone(old)
	for i := range lines {
		lines[i].total = 0
		at[lines[i].place] = i
	}
	for _, e := range fresh {
		if i, ok := at[e.place]; ok {
			lines[i].total, lines[i].rising = e.total, e.rising
			continue
		}
		e.folded = s.fold(e.title)
		lines = append(lines, e)
	}
	return lines
}
