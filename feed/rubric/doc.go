// Package rubric files items under canonical rubrics.
//
// Publishers name their sections in their own words: «Финансы», "Hadisə",
// "World news", /foreign-politics/. The tables rubrics.toml and labels.toml
// hold those words in Russian, Azerbaijani, English, Turkish and some thirty
// other languages, and where each belongs; the package compares what an item
// carries with them and keeps what decided.
//
// Evidence in order: the item's categories, a segment of its address, the
// page's own section once the page was read, the rubric of the whole feed,
// and for want of all of them feed.Other. Among categories, names of sections
// decide before subjects («Hurricanes»), and those before countries.
package rubric
