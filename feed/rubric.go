package feed

import "slices"

// Rubric is the id of a canonical rubric: the section a story is filed under,
// the same for all publishers and languages. The publisher's own word for it
// is Item.Section.
type Rubric string

// The canonical rubrics. The ids are stored, typed in filters and printed in
// JSON; they never change.
const (
	Politics    Rubric = "politics"
	World       Rubric = "world"
	Economy     Rubric = "economy"
	Incidents   Rubric = "incidents"
	Society     Rubric = "society"
	ScienceTech Rubric = "science-tech"
	Sport       Rubric = "sport"
	Culture     Rubric = "culture"
	Education   Rubric = "education"
	Health      Rubric = "health"
	Environment Rubric = "environment"
	Conflict    Rubric = "conflict"
	Lifestyle   Rubric = "lifestyle"
	Opinion     Rubric = "opinion"
	Other       Rubric = "other"
)

// Rubrics returns all canonical rubrics in their default order: the first
// nine are on the keys 1–9, the rest are reached by Tab and the picker.
func Rubrics() []Rubric {
	return []Rubric{
		Politics, World, Economy, Incidents, Society, ScienceTech, Sport, Culture,
		Education, Health, Environment, Conflict, Lifestyle, Opinion, Other,
	}
}

// Valid reports whether r is one of the canonical rubrics.
func (r Rubric) Valid() bool { return slices.Contains(Rubrics(), r) }

// EvidenceKind names what decided under which rubrics an item is filed.
type EvidenceKind string

// The kinds of evidence, strongest first: the first that yields a rubric
// decides.
const (
	ByCategory EvidenceKind = "category" // a category, subject or tag of the item
	ByURL      EvidenceKind = "url"      // a segment of the item's address
	ByPage     EvidenceKind = "page"     // article:section or breadcrumb of the page that was read
	ByFeed     EvidenceKind = "feed"     // the rubric of the whole source, from catalogue or config
	ByNothing  EvidenceKind = "none"     // nothing was found: the item is under Other
)

// Evidence says why an item stands under its rubrics: the kind and the very
// string that decided («Финансы», "foreign-politics"). Text is empty for
// ByNothing.
type Evidence struct {
	Kind EvidenceKind
	Text string
}
