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

// places returns the numbers of the bits set in m.
func places(m int64) []int {
	var out []int
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
