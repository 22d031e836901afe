package store

import (
	"math/bits"
	"slices"
	"strings"

	"rubrika/feed"
)

// rubricBits gives every rubric its bit in the column item.rubrics. Files hold
// these bits: append only, and add an index item_rubric_N in a migration.
func rubricBits() []feed.Rubric {
	return []feed.Rubric{
		feed.Politics, feed.World, feed.Economy, feed.Incidents, feed.Society,
		feed.ScienceTech, feed.Sport, feed.Culture, feed.Education, feed.Health,
		feed.Environment, feed.Conflict, feed.Lifestyle, feed.Opinion, feed.Other,
	}
}

// The bits of item.rubrics that are no rubric, but what the reader's rules say
// of the item; they are in that column because every index and the tallies have
// it. See judge.go.
const (
	mutedBit   int64 = 1 << 20
	watchedBit int64 = 1 << 21
	ruleBits         = mutedBit | watchedBit
	rubricMask int64 = mutedBit - 1
)

// The same bits in SQL: that no rule hides an item, and what rules say of it.
const (
	unmuted = "rubrics & 1048576 = 0"
	ruled   = "rubrics & 3145728"
)

// muted selects the items that a rule hides.
const muted = "SELECT id FROM item INDEXED BY item_muted WHERE rubrics & 1048576 <> 0"

// rulings are the bits of the rules in item.rubrics as marks.
func rulings(rubrics int64) (marks feed.State) {
	if rubrics&mutedBit != 0 {
		marks |= feed.Muted
	}
	if rubrics&watchedBit != 0 {
		marks |= feed.Watched
	}
	return marks
}

// mask returns the set of rubrics as bits; unknown ones are left out.
func mask(rubrics ...feed.Rubric) int64 {
	var m int64
	known := rubricBits()
	for _, r := range rubrics {
		if i := slices.Index(known, r); i >= 0 {
			m |= 1 << i
		}
	}
	return m
}

// places returns the numbers of the bits set in m, those of rules left out.
func places(m int64) []int {
	var out []int
	m &= rubricMask
	for ; m != 0; m &= m - 1 {
		out = append(out, bits.TrailingZeros64(uint64(m)))
	}
	return out
}

// filed returns the known rubrics of an item once each, in its order; an item
// without any is under Other.
func filed(rubrics []feed.Rubric) []feed.Rubric {
	var out []feed.Rubric
	for _, r := range rubrics {
		if r.Valid() && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return []feed.Rubric{feed.Other}
	}
	return out
}

// joinRubrics is how rubrics are stored in order; splitRubrics reads it.
func joinRubrics(rubrics []feed.Rubric) string {
	names := make([]string, len(rubrics))
	for i, r := range rubrics {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}

func splitRubrics(s string) []feed.Rubric {
	var out []feed.Rubric
	for name := range strings.FieldsSeq(s) {
		out = append(out, feed.Rubric(name))
	}
	return out
}
