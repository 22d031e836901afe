package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed/words"
)

// name is what a source is called by: a given title, which may be empty, its
// address and its tags.
type name struct {
	id         int64
	title, url string
	tags       []string
	// What is compared, folded once for all words: the title, its words with
	// blanks round them, the tags, the host.
	fold, phrase, host string
	folds              []string
}

// names returns the names of the sources under a condition.
func (s *Store) names(ctx context.Context, db querier, which string) ([]name, error) {
	return rows(ctx, db, func(scan scanner) (name, error) {
		var n name
		var own, theirs, tags string
		if err := scan(&n.id, &own, &theirs, &n.url, &tags); err != nil {
			return n, err
		}
		n.title = cmp.Or(own, theirs)
		var err error
		n.tags, err = readTags(tags)
		n.fold, n.phrase, n.host = words.Fold(n.title), phrase(n.title), host(n.url)
		for _, tag := range n.tags {
			n.folds = append(n.folds, words.Fold(tag))
		}
		return n, err
	}, "SELECT id, title, feed_title, address, tags FROM source WHERE "+which+" ORDER BY id")
}

// matching returns the ids of the sources that one of the words means.
func matching(known []name, wanted []string) []int64 {
	var ids []int64
	for _, w := range wanted {
		if id, err := strconv.ParseInt(w, 10, 64); err == nil && strconv.FormatInt(id, 10) == w {
			if slices.ContainsFunc(known, func(n name) bool { return n.id == id }) {
				ids = append(ids, id)
				continue
			}
		}
		word := spokenOf(w)
		for _, n := range known {
			if n.means(word) {
				ids = append(ids, n.id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// phrase is the folded words of a text with blanks round them, or empty.
func phrase(text string) string {
	tokens := words.Tokens(text)
	if len(tokens) == 0 {
		return ""
	}
	return " " + strings.Join(tokens, " ") + " "
}

// spoken is a word for sources as it is compared with their names.
type spoken struct{ fold, phrase, host string }

func spokenOf(word string) spoken {
	return spoken{words.Fold(word), phrase(word), strings.TrimPrefix(strings.ToLower(word), "www.")}
}

// means reports whether word is a name of the source: one of its tags, or the
// tag above one («News» of «News/Baku»), or what it is called.
func (n name) means(word spoken) bool {
	return slices.ContainsFunc(n.folds, func(tag string) bool {
		rest, ok := strings.CutPrefix(tag, word.fold)
		return ok && (rest == "" || rest[0] == '/')
	}) || n.called(word)
}

// called reports whether the source is called so, folded: by its title or whole
// words of it, the host of its address without «www.» or a domain that the host
// is under, or one label of the host before the last («report» is report.az).
func (n name) called(word spoken) bool {
	if word.phrase == "" {
		return n.fold == word.fold
	}
	if strings.Contains(n.phrase, word.phrase) || n.host == word.host {
		return true
	}
	at := strings.Index("."+n.host+".", "."+word.host+".")
	switch {
	case at < 0:
		return false
	case strings.Contains(word.host, "."):
		return strings.HasSuffix(n.host, "."+word.host)
	}
	return strings.Contains(n.host[at:], ".") // before the last label
}

// sourcesCalled returns the ids of the sources that are called so.
func sourcesCalled(known []name, word string) []int64 {
	var ids []int64
	spoken := spokenOf(word)
	for _, n := range known {
		if n.called(spoken) {
			ids = append(ids, n.id)
		}
	}
	return ids
}
