package rubric

import (
	_ "embed" // the tables
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"rubrika/feed"
	"rubrika/feed/words"
)

//go:embed rubrics.toml
var rubricsTOML string

//go:embed labels.toml
var labelsTOML string

// rank says how much a string knows about a rubric; less is stronger.
type rank int

const (
	byName  rank = iota // the name of a section, or a string the reader filed
	byTopic             // a subject that belongs under one rubric
	byPlace             // another country
	byRest              // «Прочее»: the publisher did not know either
	unknown
)

// hit is what a string stands for.
type hit struct {
	rubrics []feed.Rubric
	rank    rank
}

// label is a word that becomes a badge. A loud one counts in capitals or
// brackets only.
type label struct {
	badge feed.Badge
	loud  bool
}

// table is the two files, indexed by key.
type table struct {
	words  map[string]hit
	stems  map[string]hit  // by language, colon, stemmed key
	begins map[string]bool // the first letters of all that is in stems
	heads  map[string]hit
	ignore map[string]bool
	noise  map[string]bool
	labels map[string]label
}

// tables indexes the files at the first look-up: about two milliseconds that
// a start without a refresh need not pay. The result is never written again.
var tables = sync.OnceValue(func() *table {
	t, err := load(rubricsTOML, labelsTOML)
	if err != nil {
		panic(err) // the files are compiled in and tested
	}
	return t
})

// rubricsFile and labelsFile are the shapes of the two files.
type rubricsFile struct {
	Rubric []rubricWords `toml:"rubric"`
}

type rubricWords struct {
	ID    feed.Rubric `toml:"id"`
	RU    []string    `toml:"ru"`
	AZ    []string    `toml:"az"`
	EN    []string    `toml:"en"`
	TR    []string    `toml:"tr"`
	More  []string    `toml:"more"`
	Slug  []string    `toml:"slug"`
	Topic []string    `toml:"topic"`
	Head  []string    `toml:"head"`
}

type labelsFile struct {
	Ignore []string               `toml:"ignore"`
	Noise  []string               `toml:"noise"`
	Place  []string               `toml:"place"`
	Badge  map[string]badgeLabels `toml:"badge"`
}

type badgeLabels struct {
	Plain []string `toml:"plain"`
	Loud  []string `toml:"loud"`
}

func load(rubrics, labels string) (*table, error) {
	var rf rubricsFile
	var lf labelsFile
	if err := decode(rubrics, &rf); err != nil {
		return nil, fmt.Errorf("rubrics.toml: %w", err)
	}
	if err := decode(labels, &lf); err != nil {
		return nil, fmt.Errorf("labels.toml: %w", err)
	}
	t := &table{
		words: make(map[string]hit, 4096), stems: make(map[string]hit, 2048), begins: make(map[string]bool, 1024), heads: map[string]hit{},
		ignore: set(lf.Ignore), noise: set(lf.Noise), labels: map[string]label{},
	}
	for _, r := range rf.Rubric {
		if !r.ID.Valid() {
			return nil, fmt.Errorf("rubrics.toml: no rubric %q", r.ID)
		}
		t.addRubric(r)
	}
	for _, w := range lf.Place {
		add(t.words, key(w), feed.World, byPlace)
	}
	return t, t.addBadges(lf.Badge)
}

func decode(s string, into any) error {
	return toml.NewDecoder(strings.NewReader(s)).DisallowUnknownFields().Decode(into)
}

func (t *table) addRubric(r rubricWords) {
	rank := byName
	if r.ID == feed.Other {
		rank = byRest
	}
	for _, list := range [][]string{r.RU, r.AZ, r.EN, r.TR, r.More, r.Slug} {
		for _, w := range list {
			t.addWord(key(w), r.ID, rank)
		}
	}
	for _, w := range r.Topic {
		t.addWord(key(w), r.ID, byTopic)
	}
	for _, w := range r.Head {
		add(t.heads, key(w), r.ID, byTopic)
	}
	for lang, list := range map[string][]string{"ru": r.RU, "en": r.EN, "tr": r.TR} {
		for _, w := range list {
			k := key(w)
			add(t.stems, stemKey(lang, k), r.ID, rank)
			t.begins[lang+":"+begin(k)] = true
		}
	}
}

// addWord adds a key, and the key without its conjunctions: elm-tehsil is
// «Elm və təhsil».
func (t *table) addWord(k string, r feed.Rubric, rank rank) {
	add(t.words, k, r, rank)
	if bare := dropAnd(k); bare != k {
		add(t.words, bare, r, rank)
	}
}

// add notes that k stands for r. A stronger rank replaces a weaker one, equal
// ones add up.
func add(m map[string]hit, k string, r feed.Rubric, rank rank) {
	have, ok := m[k]
	switch {
	case !ok || rank < have.rank:
		m[k] = hit{rubrics: []feed.Rubric{r}, rank: rank}
	case rank == have.rank && !slices.Contains(have.rubrics, r):
		have.rubrics = append(have.rubrics, r)
		m[k] = have
	}
}

func (t *table) addBadges(lists map[string]badgeLabels) error {
	names := map[string]feed.Badge{
		"video": feed.Video, "photo": feed.Photo, "audio": feed.Audio,
		"urgent": feed.Urgent, "updated": feed.Updated,
	}
	for name, list := range lists {
		badge, ok := names[name]
		if !ok {
			return fmt.Errorf("labels.toml: no badge %q", name)
		}
		for _, w := range list.Loud {
			t.labels[key(w)] = label{badge: badge, loud: true}
		}
		for _, w := range list.Plain {
			t.labels[key(w)] = label{badge: badge}
		}
	}
	return nil
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[key(w)] = true
	}
	return m
}

// begin is the first three letters of a key, which no stemmer changes. It
// keeps the slow stemmers away from strings that cannot match.
func begin(k string) string {
	n := 0
	for i := range k {
		if n == 3 {
			return k[:i]
		}
		n++
	}
	return k
}

// stemKey is a key with the endings of its words cut. English loses its
// plural only: Porter's stems are one for universe and university.
func stemKey(lang, k string) string {
	out := make([]byte, 0, len(k)+3)
	out = append(out, lang...)
	sep := byte(':')
	for w := range strings.SplitSeq(k, " ") {
		out = append(out, sep)
		sep = ' '
		if lang == "en" {
			out = append(out, singular(w)...)
		} else {
			out = append(out, words.Stem(lang, w)...)
		}
	}
	return string(out)
}

func singular(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}
