package rubric

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/words"
)

// Limits of what an item keeps of its categories.
const (
	maxCategories = 64 // looked at
	maxTags       = 12
	maxTag        = 50 // runes; a longer «tag» is a sentence
	maxSection    = 80 // runes
)

// File fills in the Rubrics, Section, Why, Tags and Badges of an entry, and
// takes the labels that become badges off its title. It reads Title, URL,
// Categories, and what Section, Tags and Badges hold already; the strings
// should have passed the door.
//
// fallback is the rubric of the whole feed, or empty. user maps publishers'
// strings to rubrics by the reader's own decision and wins over the tables;
// its strings are compared like theirs. Filing an entry twice changes nothing.
func File(e feed.Entry, fallback feed.Rubric, user map[string]feed.Rubric) feed.Entry {
	own := ownKeys(user)
	title, badges := Title(e.Title)
	e.Title, e.Badges = title, e.Badges|badges

	printed := e.Categories[:min(len(e.Categories), maxCategories)]
	if e.Section != "" {
		printed = append([]string{e.Section}, printed...)
	}
	read := readCategories(printed, own)
	e.Badges |= read.badges
	e.Section = read.section
	e.Tags = mergeTags(e.Section, read.named, e.Tags, read.tags)

	address := fromURL(e.URL, own)
	// A category that only names a country says less than /sport/.
	weak := read.found.hit.rank == byPlace && address.hit.rank < byPlace
	if read.found.hit.rank != unknown && !weak {
		return decided(e, feed.ByCategory, read.found)
	}
	if address.hit.rank != unknown {
		return decided(e, feed.ByURL, address)
	}
	if fallback.Valid() && fallback != feed.Other {
		return decided(e, feed.ByFeed, finding{text: string(fallback), hit: hit{rubrics: []feed.Rubric{fallback}}})
	}
	e.Rubrics, e.Why = []feed.Rubric{feed.Other}, feed.Evidence{Kind: feed.ByNothing}
	return e
}

// WithPage files an entry again once its page was read: sections are the
// page's article:section or breadcrumb, outermost first. What the item's own
// categories or address decided stays. The second result reports a change.
func WithPage(e feed.Entry, sections []string, user map[string]feed.Rubric) (feed.Entry, bool) {
	if e.Why.Kind == feed.ByCategory || e.Why.Kind == feed.ByURL {
		return e, false
	}
	f := fromPage(sections, ownKeys(user))
	if f.hit.rank == unknown {
		return e, false
	}
	e.Section = f.text
	return decided(e, feed.ByPage, f), true
}

func decided(e feed.Entry, kind feed.EvidenceKind, f finding) feed.Entry {
	e.Rubrics = slices.Clone(f.hit.rubrics)
	if len(e.Rubrics) > 1 {
		e.Rubrics = slices.DeleteFunc(e.Rubrics, func(r feed.Rubric) bool { return r == feed.Other })
	}
	e.Why = feed.Evidence{Kind: kind, Text: f.text}
	return e
}

// ownKeys indexes the reader's strings. Of two that are compared alike the
// one first in the alphabet counts.
func ownKeys(user map[string]feed.Rubric) filed {
	if len(user) == 0 {
		return nil
	}
	first := make(map[string]string, len(user))
	own := make(filed, len(user))
	for s, r := range user {
		k := key(s)
		if old, ok := first[k]; r.Valid() && k != "" && (!ok || s < old) {
			first[k], own[k] = s, r
		}
	}
	return own
}

// reading is what the categories of an item say.
type reading struct {
	found   finding // unknown when no category is a rubric
	section string
	named   []string // all names of rubrics among the categories: no tags
	tags    []string
	badges  feed.Badge
}

func readCategories(categories []string, own filed) reading {
	out := reading{found: nothing()}
	var known []finding
	t := tables()
	for _, c := range expand(categories, own) {
		b, silent := t.silent(c, own)
		out.badges |= b
		if silent {
			continue
		}
		f := find(c, own)
		if f.hit.rank == unknown {
			f.text = c
		}
		if f.hit.rank < out.found.hit.rank {
			out.found.text = f.text
		}
		out.found.hit = join(out.found.hit, f.hit)
		known = append(known, f)
	}
	for _, f := range known {
		switch {
		case out.section == "" && f.hit.rank == out.found.hit.rank && utf8.RuneCountInString(f.text) <= maxSection:
			out.section = f.text
			out.named = append(out.named, f.text)
		case f.hit.rank == byName:
			out.named = append(out.named, f.text)
		default:
			out.tags = append(out.tags, f.text)
		}
	}
	return out
}

// silent reports whether a category is neither a rubric nor a tag: «Новости»,
// "News / Video", or a label, whose badges it returns. The reader's own
// strings never are.
func (t *table) silent(c string, own filed) (feed.Badge, bool) {
	k := key(c)
	if _, mine := own[k]; mine {
		return 0, false
	}
	if k == "" || t.ignore[k] {
		return 0, true
	}
	if b, ok := t.badges(c, shape(c)); ok {
		return b, true
	}
	pieces := parts(c)
	for _, p := range pieces {
		k := key(p)
		_, label := t.labels[k]
		if _, mine := own[k]; mine || k != "" && !label && !t.ignore[k] {
			return 0, false
		}
	}
	return 0, len(pieces) > 1
}

// expand trims the categories and cuts keyword lists: a string with commas
// that is not itself a name («Crime, law and justice»).
func expand(categories []string, own filed) []string {
	var out []string
	t := tables()
	for _, c := range categories {
		c = strings.Join(strings.Fields(c), " ")
		if strings.Contains(c, ",") {
			k := key(c)
			_, mine := own[k]
			if _, name := t.words[k]; !mine && !name {
				for p := range strings.SplitSeq(c, ",") {
					out = append(out, strings.TrimSpace(p))
				}
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// mergeTags joins two lists of tags, leaving out the section, the names of
// rubrics, repetitions and what is no tag.
func mergeTags(section string, named, had, more []string) []string {
	seen := map[string]bool{words.Fold(bareTag(section)): true}
	for _, n := range named {
		seen[words.Fold(bareTag(n))] = true
	}
	var out []string
	for _, tag := range slices.Concat(had, more) {
		tag = bareTag(tag)
		folded := words.Fold(tag)
		if seen[folded] || key(tag) == "" || utf8.RuneCountInString(tag) > maxTag {
			continue
		}
		seen[folded] = true
		if out = append(out, tag); len(out) == maxTags {
			break
		}
	}
	return out
}

func bareTag(s string) string { return strings.TrimSpace(strings.TrimLeft(s, "# ")) }
