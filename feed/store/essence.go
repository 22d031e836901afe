package store

import (
	"slices"
	"strings"
	"unicode"

	"rubrika/feed/words"
)

// What makes another text an edit is what somebody wrote. Feeds put more into
// their texts, and that changes by itself.

// Of a document that is reframed, at least so many items, and so many of a
// hundred, have another text under the title they had.
const (
	leastFramed = 5
	mostFramed  = 80
)

// reframed reports a document nearly all of whose items have another text, and
// the same titles: what changed is what the publisher puts around its texts, an
// advertisement or a list of other stories, and no item was edited.
func reframed(arrivals []*arrival) bool {
	known, other := 0, 0
	for _, a := range arrivals {
		if a.item == 0 || a.twin || a.swept {
			continue
		}
		known++
		if a.digest.title == a.old.title && a.digest.edits(a.old) {
			other++
		}
	}
	return known >= leastFramed && other*100 >= known*mostFramed
}

// rewritten reports whether somebody wrote an arrival anew that is stored.
func (f *filing) rewritten(a *arrival) (bool, error) {
	switch {
	case a.digest.title != a.old.title:
		return true, nil
	case !a.digest.edits(a.old), f.reframed:
		return false, nil
	}
	var html []byte
	if err := f.get("SELECT html FROM body WHERE item = ?", []any{a.item}, &html); err != nil {
		return false, err
	}
	was, err := f.s.plain(html, a.URL)
	return was == "" || !slices.Equal(essence(was), essence(a.Text)), err
}

// essence is the words of a text, without addresses, how long ago something was,
// and how often it was read, liked or answered.
func essence(text string) []string {
	var list []string
	for field := range strings.FieldsSeq(words.Fold(text)) {
		if !strings.Contains(field, "://") && !strings.HasPrefix(field, "www.") {
			list = append(list, strings.FieldsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })...)
		}
	}
	out := list[:0:0]
	for i := 0; i < len(list); i++ {
		switch n := ago(list[i:]); {
		case n > 0:
			i += n - 1
		case isNumber(list[i]) && (i > 0 && (counted(list[i-1]) || scored(list[i-1])) || i+1 < len(list) && counted(list[i+1])):
		default:
			out = append(out, list[i])
		}
	}
	return out
}

// ago is how many words at the beginning of a list say how long ago something
// was: «5 minutes ago», «час назад».
func ago(list []string) int {
	for i, w := range list[:min(len(list), 3)] {
		switch {
		case w == "ago" || w == "назад" || w == "evvel" || w == "once":
			if i > 0 {
				return i + 1
			}
			return 0
		case i == 0 && (isNumber(w) || w == "an" || w == "a" || w == "bir"):
		case !span(w):
			return 0
		}
	}
	return 0
}

// span reports a folded word for a span of time.
func span(w string) bool {
	w = strings.TrimRight(w, "s")
	switch w {
	case "second", "sec", "minute", "min", "hour", "hr", "day", "week", "saniye", "deqiqe", "saat", "gun", "hefte", "dakika", "hafta":
		return true
	}
	for _, stem := range []string{"секунд", "минут", "час", "дн", "ден", "недел"} {
		if strings.HasPrefix(w, stem) && len(w) <= len(stem)+4 {
			return true
		}
	}
	return w == "мин" || w == "сек"
}

// counted reports a folded word beside which stands how often a story was read,
// liked or answered.
func counted(w string) bool {
	switch strings.TrimRight(w, "s") {
	case "comment", "view", "like", "replie", "baxi", "baxis", "serh", "serhler", "beyenme", "rey":
		return true
	}
	for _, stem := range []string{"коммент", "просмотр", "лайк"} {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	return false
}

// scored reports a folded word after which stands how a story was judged: «Points:
// 5». Before it, a number is news: «won by 5 points», «за 312 голосов».
func scored(w string) bool {
	return w == "points" || w == "votes" || w == "голосов" || w == "баллов"
}

func isNumber(w string) bool { return strings.Trim(w, "0123456789") == "" }
