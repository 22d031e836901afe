package library

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/words"
)

const (
	// snippetRunes is the length of a snippet: two lines of a terminal.
	snippetRunes = 160
	// gapRunes is how far the first and the last match of a snippet may be
	// apart, so that something stands before and after them.
	gapRunes = 120
	// soughtIn is how much of a body is looked at, in bytes of its text and of
	// its HTML: what is found later stands in the article.
	soughtIn     = 64 << 10
	soughtInHTML = 512 << 10
)

// Snippets returns for each of the items a piece of its text with what f looks
// for; items of which the text has none of it are left out. The piece is of
// the teaser, or of the body where more of the words stand together there;
// what is looked for in titles does not count.
func (l *Library) Snippets(ctx context.Context, f feed.Filter, ids []feed.ID) (map[feed.ID]feed.Snippet, error) {
	terms := slices.DeleteFunc(f.Words(), func(t feed.Term) bool { return t.Not || t.Title })
	out := make(map[feed.ID]feed.Snippet, len(ids))
	if len(terms) == 0 {
		return out, nil
	}
	markers := map[string]*words.Marker{}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e, err := l.store.Entry(ctx, id)
		if feed.KindOf(err) == feed.KindNoItem { // cleaned up a moment ago
			continue
		}
		if err != nil {
			return nil, err
		}
		m := markers[e.Lang]
		if m == nil {
			m = words.NewMarker(terms, []string{e.Lang})
			markers[e.Lang] = m
		}
		if s, ok := snippet(e, m, len(terms)); ok {
			out[id] = s
		}
	}
	return out, nil
}

// snippet is the best piece of an entry, if there is one.
func snippet(e feed.Entry, m *words.Marker, terms int) (feed.Snippet, bool) {
	best := bestPassage(e.Summary, e.Lang, m)
	if best.kinds < terms && e.HTML != "" {
		text := bodyText(e.HTML[:cutAt(string(e.HTML), soughtInHTML)], e.URL)
		text = strings.Join(strings.Fields(text[:cutAt(text, soughtIn)]), " ")
		if p := bestPassage(text, e.Lang, m); p.better(best) {
			best = p
		}
	}
	if len(best.marks) == 0 {
		return feed.Snippet{}, false
	}
	return best.cut(), true
}

// cutAt is where s ends when it may have n bytes.
func cutAt(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// passage is a piece of a text in which matches stand close together.
type passage struct {
	text  string
	all   [][2]int // matches of the whole text
	marks [][2]int // those that decided
	// kinds is how many different words they are, phrases how many of them are
	// several words.
	kinds, phrases int
}

// better compares passages: different words first, then phrases, then how many
// matches there are.
func (p passage) better(q passage) bool {
	switch {
	case p.kinds != q.kinds:
		return p.kinds > q.kinds
	case p.phrases != q.phrases:
		return p.phrases > q.phrases
	}
	return len(p.marks) > len(q.marks)
}

// bestPassage is the first of the best passages of a text in lang.
func bestPassage(text, lang string, m *words.Marker) passage {
	all := m.Find(text, lang)
	best := passage{text: text, all: all}
	had := map[string]int{}
	names := make([]string, len(all)) // what a match is, whatever its form
	ends := make([]int, len(all))     // where it ends, in runes
	runes, at := 0, 0
	first := 0
	now := passage{text: text, all: all}
	for i, mark := range all {
		word := text[mark[0]:mark[1]]
		runes += utf8.RuneCountInString(text[at:mark[1]])
		at, ends[i] = mark[1], runes
		names[i] = words.Form(lang, words.Fold(word))
		if had[names[i]]++; had[names[i]] == 1 {
			now.kinds += len(strings.Fields(word))
		}
		if strings.Contains(word, " ") {
			now.phrases++
		}
		for ; first < i && ends[i]-ends[first] > gapRunes; first++ {
			gone := text[all[first][0]:all[first][1]]
			if had[names[first]]--; had[names[first]] == 0 {
				now.kinds -= len(strings.Fields(gone))
			}
			if strings.Contains(gone, " ") {
				now.phrases--
			}
		}
		now.marks = all[first : i+1]
		if now.better(best) {
			best = now
		}
	}
	return best
}

// cut cuts the passage out of its text, with as much around it as there is room
// for: a third of it before the matches, or from the beginning of a sentence.
func (p passage) cut() feed.Snippet {
	from, to := p.marks[0][0], p.marks[len(p.marks)-1][1]
	room := snippetRunes - 2 - utf8.RuneCountInString(p.text[from:to])
	if room < 0 { // a word that is none
		to = forward(p.text, from, snippetRunes-2)
		room = 0
	}
	after := room - runesWithin(p.text[to:], room)
	start := p.begin(from, max(room/3, after))
	end := p.end(to, room-utf8.RuneCountInString(p.text[start:from]))
	s := feed.Snippet{Text: p.text[start:end]}
	shift := -start
	if start > 0 {
		s.Text = "…" + s.Text
		shift += len("…")
	}
	if end < len(p.text) {
		s.Text += "…"
	}
	for _, mark := range p.all {
		if a, b := max(mark[0], start), min(mark[1], end); a < b {
			s.Marks = append(s.Marks, [2]int{a + shift, b + shift})
		}
	}
	return s
}

// unbroken is how long a piece without a blank must be to be of a script that
// has none, and may be cut anywhere.
const unbroken = 30

// begin is where a snippet begins whose first match is at from: at most so many
// runes before it, at the beginning of a sentence or at least of a word.
func (p passage) begin(from, room int) int {
	start := back(p.text, from, room)
	if start == 0 {
		return 0
	}
	piece := p.text[start:from]
	for _, end := range []string{". ", "! ", "? ", "… "} {
		if i := strings.Index(piece, end); i >= 0 {
			return start + i + len(end)
		}
	}
	if i := strings.IndexByte(piece, ' '); i >= 0 {
		return start + i + 1
	}
	if utf8.RuneCountInString(piece) < unbroken {
		return from
	}
	return start
}

// end is where a snippet ends whose last match ends at to: at most so many
// runes behind it, after a word.
func (p passage) end(to, room int) int {
	end := forward(p.text, to, room)
	if end == len(p.text) {
		return end
	}
	piece := p.text[to:end]
	if p.text[end] != ' ' {
		i := strings.LastIndexByte(piece, ' ')
		switch {
		case i >= 0:
			piece = piece[:i]
		case utf8.RuneCountInString(piece) < unbroken:
			piece = ""
		}
	}
	return to + len(strings.TrimRight(piece, " ,;:–—-("))
}

// runesWithin is how many runes s has, or n where they are more.
func runesWithin(s string, n int) int { return utf8.RuneCountInString(s[:forward(s, 0, n)]) }

// forward is the place n runes behind at, or the end of s; never before a mark
// that belongs to the letter before it.
func forward(s string, at, n int) int {
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		at += size
	}
	return at
}

// back is the place n runes before at, or the beginning of s.
func back(s string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return at
}
