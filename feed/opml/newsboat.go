package opml

import (
	"errors"
	"strings"

	"rubrika/feed"
)

// readLines reads the urls file of newsboat, or any list of addresses one a
// line. After the address stand tags, in quotes where they hold blanks:
// «~Name» is the reader's own name, one that begins with «!» hides the feed.
// See https://newsboat.org/releases/2.40/docs/newsboat.html#_urls_file.
func readLines(doc []byte) (List, error) {
	g := newGatherer()
	known := false
	first := -1 // where the first line stands that is no address
	offset := 0
	line := 0
	for text := range strings.Lines(string(doc)) {
		line++
		if words := split(text); len(words) > 0 {
			if _, why := judge(words[0]); why != BadAddress {
				known = true
			} else if first < 0 {
				first = offset
			}
			g.line(line, strings.TrimSpace(text), words)
		}
		offset += len(text)
	}
	if !known && first >= 0 {
		return List{}, broken(doc, first, errors.New("neither OPML nor a list of addresses"))
	}
	return g.list, nil
}

// line takes one line of a urls file.
func (g *gatherer) line(line int, text string, words []string) {
	sub := feed.Subscription{URL: words[0]}
	hidden := false
	for _, word := range words[1:] {
		switch {
		case strings.HasPrefix(word, "~"):
			sub.Title = word[1:]
		case strings.HasPrefix(word, "!"):
			hidden = true
		case strings.TrimSpace(word) != "":
			sub.Tags = with(sub.Tags, word)
		}
	}
	before := len(g.list.Feeds)
	g.add(line, text, sub)
	if hidden && len(g.list.Feeds) > before {
		g.skip(line, text, Hidden)
	}
}

// blanks part the words of a line.
const blanks = " \t\r\n"

// split cuts a line into words as newsboat does: blanks part them, a word that
// begins with a double quote goes on to the next; from a «#» that begins a
// word on, the line is a comment.
func split(line string) []string {
	var words []string
	for {
		line = strings.TrimLeft(line, blanks)
		if line == "" || line[0] == '#' {
			return words
		}
		var word string
		if line[0] == '"' {
			word, line = quoted(line[1:])
		} else {
			end := strings.IndexAny(line, blanks)
			if end < 0 {
				end = len(line)
			}
			word, line = line[:end], line[end:]
		}
		words = append(words, word)
	}
}

// quoted cuts off what stands before the next double quote, and returns what
// follows that. A backslash takes the next character as it is, or as the blank
// that n, r or t stand for.
func quoted(line string) (word, rest string) {
	var b strings.Builder
	escaped := false
	for i, r := range line {
		switch {
		case escaped:
			if at := strings.IndexRune("nrt", r); at >= 0 {
				r = rune("\n\r\t"[at])
			}
			b.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '"':
			return b.String(), line[i+1:]
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), ""
}
