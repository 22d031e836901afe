package rubric

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"rubrika/feed"
)

// maxString is the longest category, in bytes, that is looked up; longer ones
// are keyword lists and mistakes.
const maxString = 300

// maxWords is the longest string, in words, whose endings and ends are tried.
const maxWords = 6

// Match returns the rubrics a publisher's string stands for, in the order of
// the table, or nil. It takes a name («Внешняя политика»), a slug
// (xarici-siyaset), a subject ("Champions League") or a list of them
// («Новости | Спорт / Футбол»). feed.Other comes only from words that mean it.
func Match(s string) []feed.Rubric {
	return slices.Clone(find(s, nil).hit.rubrics)
}

// OfSource returns the rubric of a whole source by its own categories: the
// first that names one, or "".
func OfSource(categories []string) feed.Rubric {
	for _, c := range categories {
		if found := Match(c); len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

// finding is a hit and the string that decided.
type finding struct {
	text string
	hit  hit
}

func nothing() finding { return finding{hit: hit{rank: unknown}} }

// filed holds the strings the reader filed, by key.
type filed map[string]feed.Rubric

// find looks a category up: whole as it stands, then by its parts, then
// whole with some give.
func find(s string, own filed) finding {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxString {
		return nothing()
	}
	t := tables()
	k := key(s)
	if h := t.exact(k, own); h.rank != unknown {
		return finding{text: s, hit: h}
	}
	pieces := parts(s)
	if len(pieces) < 2 {
		return finding{text: s, hit: t.lookup(k, own)}
	}
	best := nothing()
	for _, p := range pieces {
		h := t.lookup(key(p), own)
		if h.rank < best.hit.rank {
			best.text = p
		}
		best.hit = join(best.hit, h)
	}
	if best.hit.rank != unknown && printable(s, pieces) {
		best.text = s
	}
	return best
}

// printable reports whether a list reads as one rubric («Family Medicine /
// Primary Care»), and is not a path or a rubric with the publisher's name.
func printable(s string, pieces []string) bool {
	return len(pieces) == 2 && utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, "|>»›")
}

// join adds b to a: the stronger rank stands, equal ones add up.
func join(a, b hit) hit {
	switch {
	case b.rank < a.rank:
		return hit{rubrics: slices.Clone(b.rubrics), rank: b.rank}
	case b.rank > a.rank || b.rank == unknown:
		return a
	}
	for _, r := range b.rubrics {
		if !slices.Contains(a.rubrics, r) {
			a.rubrics = append(a.rubrics, r)
		}
	}
	return a
}

// exact finds a key that the reader filed or a table lists.
func (t *table) exact(k string, own filed) hit {
	if r, ok := own[k]; ok {
		return hit{rubrics: []feed.Rubric{r}, rank: byName}
	}
	if h, ok := t.words[k]; ok {
		return h
	}
	return hit{rank: unknown}
}

// lookup tries a key as it is, then without noise, without endings, in the
// halves about its conjunction, and by its ends.
func (t *table) lookup(k string, own filed) hit {
	if h := t.exact(k, own); h.rank != unknown || k == "" || t.ignore[k] {
		return h
	}
	fields := strings.Fields(k)
	if len(fields) > maxWords {
		return t.phrase(fields)
	}
	for _, try := range []func([]string) hit{t.quiet, t.stemmed, t.halves, t.phrase, t.head} {
		if h := try(fields); h.rank != unknown {
			return h
		}
	}
	return hit{rank: unknown}
}

// quiet looks the words up without «новости», "news" and the like.
func (t *table) quiet(fields []string) hit {
	rest := t.withoutNoise(fields)
	if len(rest) == len(fields) || len(rest) == 0 {
		return hit{rank: unknown}
	}
	return t.word(strings.Join(rest, " "))
}

func (t *table) withoutNoise(fields []string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(w string) bool { return t.noise[w] })
}

func (t *table) word(k string) hit {
	if h, ok := t.words[k]; ok {
		return h
	}
	if h, ok := t.words[dropAnd(k)]; ok {
		return h
	}
	return hit{rank: unknown}
}

// stemmed compares without endings: «Новости экономики», "Sports".
func (t *table) stemmed(fields []string) hit {
	rest := t.withoutNoise(fields)
	if len(rest) == 0 {
		return hit{rank: unknown}
	}
	k := strings.Join(rest, " ")
	langs := []string{"en", "tr"}
	if k[0] >= utf8.RuneSelf {
		langs = []string{"ru"}
	}
	for _, lang := range langs {
		if !t.begins[lang+":"+begin(k)] {
			continue
		}
		if h, ok := t.stems[stemKey(lang, k)]; ok {
			return h
		}
	}
	return hit{rank: unknown}
}

// halves reads «Культура и спорт»: both sides must be known.
func (t *table) halves(fields []string) hit {
	i := slices.Index(fields, "&")
	if i <= 0 || i == len(fields)-1 {
		return hit{rank: unknown}
	}
	a, b := t.half(fields[:i]), t.half(fields[i+1:])
	if a.rank == unknown || b.rank == unknown {
		return hit{rank: unknown}
	}
	return join(join(hit{rank: unknown}, a), b)
}

func (t *table) half(fields []string) hit {
	if h := t.word(strings.Join(fields, " ")); h.rank != unknown {
		return h
	}
	return t.stemmed(fields)
}

// phrase takes the first two or three words for a known name that a string
// only details: «Лига чемпионов УЕФА 2026», jeux-olympiques-2018.
func (t *table) phrase(fields []string) hit {
	for n := min(3, len(fields)-1); n >= 2; n-- {
		if h, ok := t.words[strings.Join(fields[:n], " ")]; ok && h.rank <= byTopic {
			return hit{rubrics: h.rubrics, rank: byTopic}
		}
	}
	return hit{rank: unknown}
}

// head decides by the last word, in Cyrillic also by the first.
func (t *table) head(fields []string) hit {
	if len(fields) < 2 {
		return hit{rank: unknown}
	}
	if h, ok := t.heads[fields[len(fields)-1]]; ok {
		return h
	}
	if h, ok := t.heads[fields[0]]; ok && fields[0][0] >= utf8.RuneSelf {
		return h
	}
	return hit{rank: unknown}
}

// fromURL looks the sections of an address up.
func fromURL(u string, own filed) finding {
	best := nothing()
	t := tables()
	for _, s := range sections(u) {
		h := t.segment(key(s), own)
		if h.rank == byRest {
			continue // /other/ and /misc/ must not beat the feed's own rubric
		}
		if h.rank < best.hit.rank {
			best.text = s
		}
		best.hit = join(best.hit, h)
	}
	return best
}

// segment looks a segment up. Endings and ends are not tried: a segment may
// be the title of a story.
func (t *table) segment(k string, own filed) hit {
	if h := t.exact(k, own); h.rank != unknown {
		return h
	}
	fields := strings.Fields(k)
	if h := t.word(k); h.rank != unknown {
		return h
	}
	if h := t.quiet(fields); h.rank != unknown {
		return h
	}
	return t.phrase(fields)
}

// sections returns the parts of an address that may name a rubric, from the
// most general to the last but one segment of the path.
func sections(u string) []string {
	at, err := url.Parse(u)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" {
		return nil
	}
	var out []string
	if labels := strings.Split(at.Hostname(), "."); len(labels) > 2 {
		out = append(out, labels[:len(labels)-2]...)
	}
	segments := strings.FieldsFunc(at.Path, func(r rune) bool { return r == '/' })
	for i, s := range segments {
		if i == len(segments)-1 {
			// The last segment is the story, except where it is the section
			// and a number: bbc.com/news/world-42615276.
			name, number, _ := cutLast(s, "-")
			if len(number) < 6 || strings.Trim(number, "0123456789") != "" {
				break
			}
			s = name
		}
		out = append(out, s)
	}
	return slices.DeleteFunc(out, notSection)
}

// notSection reports whether a part of an address is no section though its
// word may be one: an edition, a technical host, a language of two letters.
func notSection(s string) bool {
	switch s {
	case "tv", "f1", "us":
		return false
	case "blog", "blogs", "global", "international", "media", "mobile", "app", "apps", "video", "data":
		return true
	}
	return len(s) <= 2 || len(s) > 40
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func fromPage(sections []string, own filed) finding {
	for _, s := range sections {
		if f := find(s, own); f.hit.rank != unknown {
			return f
		}
	}
	return nothing()
}
