package config

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Bounds of the search for more than one mistake: how many are told, and how
// many lines one line of settings may be spread over.
const (
	maxMistakes = 50
	maxLines    = 60
)

// decode reads a document called name. The TOML package stops at the first value
// that it cannot take, so what is wrong is noted, blanked out, and the rest read
// again.
func decode(name, profile string, doc []byte) (*document, *findings) {
	doc = bytes.TrimPrefix(bytes.Clone(doc), []byte("\uFEFF"))
	f := &findings{}
	for range maxMistakes {
		d := fresh(name, profile)
		err := toml.NewDecoder(bytes.NewReader(doc)).DisallowUnknownFields().Decode(d)
		var strict *toml.StrictMissingError
		var at *toml.DecodeError
		switch {
		case errors.As(err, &strict):
			f.unknown(doc, strict.Errors)
		case errors.As(err, &at):
			f.misread(doc, at)
			line, _ := at.Position()
			blank(doc, line)
			continue
		case err != nil:
			f.noteAt(place{line: 1, column: 1}, "", ProblemSyntax, "", "%w", err)
			return fresh(name, profile), f
		}
		f.places = places(doc)
		return d, f
	}
	f.places = map[string]place{}
	return fresh(name, profile), f
}

// fresh is a document in which nothing is set.
func fresh(name, profile string) *document {
	d := &document{Config: defaults(profile)}
	d.Rubrics = nil
	d.Themes = themes(name, profile)
	return d
}

// unknown notes keys that mean nothing.
func (f *findings) unknown(doc []byte, missing []toml.DecodeError) {
	for i := range missing {
		e := &missing[i]
		key := e.Key()
		last := key[len(key)-1]
		if len(key) > 1 && slices.Contains(names(), last) {
			f.noteAt(spotOf(doc, e), "", ProblemPlace, last, "%w", misplaced(key[0], last))
			continue
		}
		near := ""
		if len(key) == 1 {
			near = nearSetting(key[0])
		}
		if near == "" { // of an inline table only the last part is told
			near = nearest(last, "keep", []string{"days", "items", "starred", "unread"})
		}
		f.noteAt(spotOf(doc, e), near, ProblemUnknown, last, "no setting %q", strings.Join(key, "."))
	}
}

// misread notes a fault in the syntax or a value of the wrong type.
func (f *findings) misread(doc []byte, e *toml.DecodeError) {
	at := spotOf(doc, e)
	text := e.Error()
	switch says := func(words string) bool { return strings.Contains(text, words) }; {
	case says("at start of key") && foreign(doc, e):
		f.noteAt(at, "", ProblemSyntax, word(doc, at), `names with other letters than a to z stand in straight quotes: "Баку" = …`)
	case says("at start of value"), says("expected keyword"), says("expected true or false"):
		bare := word(doc, at)
		f.noteAt(at, nearBare(bare), ProblemSyntax, bare, `wants a text in straight quotes, "…", a number, or true or false`)
	case says("strings cannot have new lines"):
		f.noteAt(at, "", ProblemSyntax, word(doc, at), "a quote that begins on this line does not end on it")
	default:
		f.mistyped(doc, at, e)
	}
}

// mistyped notes a value of the wrong type. What is wrong with the document
// itself is left in the words of the TOML package.
func (f *findings) mistyped(doc []byte, at place, e *toml.DecodeError) {
	key := e.Key()
	text := strings.TrimPrefix(e.Error(), "toml: ")
	want := wants(key)
	switch {
	case strings.Contains(text, "already"):
		f.noteAt(at, "", ProblemTwice, strings.Join(key, "."), "%s", text)
	case want == "":
		f.noteAt(at, "", ProblemSyntax, word(doc, at), "%s", text)
	case len(key) == 2 && strings.EqualFold(key[0], "file") && slices.Contains(names(), key[1]):
		f.noteAt(at, "", ProblemPlace, key[1], "%w", misplaced("file", key[1]))
	default:
		f.noteAt(at, nearValue(key, word(doc, at), whole(doc, at)), ProblemType, strings.Join(key, "."), "%s: wants %s", strings.Join(key, "."), want)
	}
}

func misplaced(table, key string) error {
	return fmt.Errorf("%s: %q is a setting and belongs above the line [%s]", table, key, table)
}

// spotOf is where an error of the TOML package is, its column in runes.
func spotOf(doc []byte, e *toml.DecodeError) place {
	line, column := e.Position()
	text := lineOf(doc, line)
	if column-1 <= len(text) {
		column = utf8.RuneCount(text[:max(column-1, 0)]) + 1
	}
	return place{line: line, column: column}
}

// lineOf is a line of a document and all after it.
func lineOf(doc []byte, line int) []byte {
	for ; line > 1; line-- {
		_, doc, _ = bytes.Cut(doc, []byte("\n"))
	}
	return doc
}

// word is what stands at a place, up to the end of the value or line.
func word(doc []byte, at place) string {
	line, _, _ := strings.Cut(string(lineOf(doc, at.line)), "\n")
	runes := []rune(line)
	rest := string(runes[min(max(at.column-1, 0), len(runes)):])
	if rest != "" && strings.ContainsAny(rest[:1], `"'`) {
		if end := strings.IndexByte(rest[1:], rest[0]); end >= 0 {
			return rest[:end+2]
		}
	}
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimSpace(rest)
}

// whole reports that what stands at a place is all the value of a key.
func whole(doc []byte, at place) bool {
	line := []rune(string(lineOf(doc, at.line)))
	return strings.HasSuffix(strings.TrimSpace(string(line[:min(max(at.column-1, 0), len(line))])), "=")
}

// foreign reports whether a sign stands at the place of an error that TOML takes
// in quotes only.
func foreign(doc []byte, e *toml.DecodeError) bool {
	line, column := e.Position()
	text := lineOf(doc, line)
	r, _ := utf8.DecodeRune(text[min(max(column-1, 0), len(text)):])
	return r > unicode.MaxASCII
}

// Lines that begin something: a table, or anything at all.
var (
	header = regexp.MustCompile(`^\s*\[`)
	begins = regexp.MustCompile(`^\s*(\[|#|$|[\w"'.-][^=]*=)`)
)

// blank takes out of a document what stands on a line: a setting with all its
// lines, or a table with all its settings, but for the ends of the lines.
func blank(doc []byte, line int) {
	lines := bytes.SplitAfter(doc, []byte("\n"))
	first := min(max(line-1, 0), len(lines)-1)
	for s := first; s >= max(0, first-maxLines); s-- {
		if parses(doc[:len(doc)-len(lineOf(doc, s+1))]) {
			first = s
			break
		}
	}
	next := end(lines, first, max(line, first+1))
	for _, l := range lines[first:next] {
		for i, b := range l {
			if b != '\n' {
				l[i] = ' '
			}
		}
	}
}

// end is the line after what begins on the first one and is wrong on the one
// before next.
func end(lines [][]byte, first, next int) int {
	if header.Match(lines[first]) {
		for ; next < len(lines) && !header.Match(lines[next]); next++ {
		}
		return next
	}
	for n := next; n <= min(len(lines), next+maxLines); n++ {
		if parses(bytes.Join(lines[first:n], nil)) {
			return n
		}
	}
	for ; next < len(lines) && !begins.Match(lines[next]); next++ {
	}
	return next
}

// parses reports whether a text is TOML, whatever it means.
func parses(doc []byte) bool {
	var p unstable.Parser
	p.Reset(doc)
	for p.NextExpression() {
		_ = p.Expression()
	}
	return p.Error() == nil
}
