package page

import (
	_ "embed" // the lists
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/net/html"

	"rubrika/feed"
	"rubrika/feed/words"
)

//go:embed chaff.toml
var chaffTOML string

// chaff is what chaff.toml lists, folded.
type chaff struct {
	names, walls, quotes, leads, labels, networks  map[string]bool
	ends                                           map[string]bool
	shares, openers, calls, places, notices, stubs []string
	titles                                         []string
	doors                                          []door
}

// door is what stands in the place of a page: words of its title, and what a
// reader is told of it.
type door struct {
	titles []string
	kind   feed.Kind
}

// chaffLists are read when the first page is, and never written again.
var chaffLists = sync.OnceValue(func() *chaff {
	c, err := loadChaff(chaffTOML)
	if err != nil {
		panic(err) // the file is compiled in and tested
	}
	return c
})

func loadChaff(doc string) (*chaff, error) {
	var f struct {
		Names    []string `toml:"names"`
		Walls    []string `toml:"walls"`
		Quotes   []string `toml:"quotes"`
		Leads    []string `toml:"leads"`
		Shares   []string `toml:"shares"`
		Labels   []string `toml:"labels"`
		Ends     []string `toml:"ends"`
		Titles   []string `toml:"titles"`
		Networks []string `toml:"networks"`
		Openers  []string `toml:"openers"`
		Calls    []string `toml:"calls"`
		Places   []string `toml:"places"`
		Notices  []string `toml:"notices"`
		Stubs    []string `toml:"stubs"`
		Robots   []string `toml:"robots"`
		Missing  []string `toml:"missing"`
		Failing  []string `toml:"failing"`
		Logins   []string `toml:"logins"`
		Doors    []string `toml:"doors"`
	}
	if err := toml.NewDecoder(strings.NewReader(doc)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, fmt.Errorf("chaff.toml: %w", err)
	}
	return &chaff{
		names: foldedSet(f.Names), walls: foldedSet(f.Walls), quotes: foldedSet(f.Quotes), leads: foldedSet(f.Leads), labels: foldedSet(f.Labels),
		ends: foldedSet(f.Ends), titles: folded(f.Titles), networks: foldedSet(f.Networks), shares: f.Shares, openers: folded(f.Openers), calls: folded(f.Calls), places: folded(f.Places),
		notices: folded(f.Notices), stubs: folded(f.Stubs),
		doors: []door{
			{folded(f.Robots), feed.KindRefused},
			{folded(f.Missing), feed.KindNotFound},
			{folded(f.Failing), feed.KindServer},
			{folded(f.Logins), feed.KindSignIn},
			{folded(f.Doors), feed.KindNoText},
		},
	}, nil
}

func folded(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = words.Fold(s)
	}
	return out
}

func foldedSet(in []string) map[string]bool {
	set := make(map[string]bool, len(in))
	for _, s := range in {
		set[words.Fold(s)] = true
	}
	return set
}

// named reports whether a class or the id of n has a word of the set.
func named(n *html.Node, set map[string]bool) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || a.Namespace != "" {
			continue
		}
		for token := range strings.FieldsSeq(clip(a.Val, 1000)) {
			if tokenNamed(token, set) {
				return true
			}
		}
	}
	return false
}

// tokenNamed looks at one class. Of «block__element--state» the element counts,
// of «Block_part__x7Q» what stands before the hash; classes that say what a
// page has or has not name no part of it.
func tokenNamed(token string, set map[string]bool) bool {
	if i := strings.Index(token, "--"); i > 0 {
		token = token[:i]
	}
	if i := strings.LastIndex(token, "__"); i > 0 {
		block, part := token[:i], token[i+2:]
		if token = part; strings.ContainsAny(part, digits+upper) {
			token = block
		}
	}
	last := ""
	for i, word := range nameWords(token) {
		if i == 0 {
			switch word {
			case "has", "with", "no", "without", "is", "js", "hide", "show":
				return false
			}
		}
		if set[word] || last != "" && set[last+word] {
			return true
		}
		last = word
	}
	return false
}

// nameWords are the words of a class: «shareButtons_top» has three.
func nameWords(token string) []string {
	var out []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	small := false
	for _, r := range token {
		switch {
		case !unicode.IsLetter(r):
			flush()
		case unicode.IsUpper(r) && small:
			flush()
			fallthrough
		default:
			word.WriteRune(unicode.ToLower(r))
		}
		small = unicode.IsLower(r)
	}
	flush()
	return out
}

// verdict is what the words of a block say about it.
type verdict int

const (
	isText    verdict = iota
	isLabel           // it goes, unless it stands in a list or a table
	isNotice          // it goes, unless the text goes on below it
	isChaff           // it goes
	isPointer         // it goes, and the links below it too
	isStub            // it goes, and the rest of the text is not here
	isEnd             // it goes, and what readers wrote below it too
)

// judge reads a short block: its words, how many there are, and how many of
// them are links.
func (c *chaff) judge(text string, count, linked int) verdict {
	text = strings.Join(strings.Fields(words.Fold(text)), " ")
	bare := strings.Trim(text, " .,:;!?…»«>→←|#*+-–—•·0123456789()[]/\\")
	switch {
	case bare == "":
		return isText // years, results, a rule of signs
	case c.isEnd(text, bare), count <= 2*prose && hasPrefix(bare, c.titles):
		return isEnd
	case c.labels[bare] && (linked > 0 || !isSpoken(text)):
		return isLabel
	case linked == count && c.networks[bare], linked*2 > count && c.allLabels(bare):
		return isChaff
	}
	if v := c.asks(text, count, linked); v != isText {
		return v
	}
	return c.points(text, bare, count, linked)
}

// asks judges a block that may speak to the reader: for money, about the site.
func (c *chaff) asks(text string, count, linked int) verdict {
	switch {
	case containsAny(text, c.stubs):
		return isStub
	case containsAny(text, c.notices), strings.HasPrefix(text, "©"):
		return isNotice
	case count <= 45 && linked > 0 && !isQuoted(text) && saysAny(text, c.calls) && saysAny(text, c.places):
		return isChaff
	}
	return isText
}

// chapter is the number of a part of a text, which is no number of comments.
var chapter = regexp.MustCompile(`^\d+(\.\d+)*[.)]`)

// isEnd reports the heading of what readers wrote.
func (c *chaff) isEnd(text, bare string) bool {
	return c.ends[bare] && !chapter.MatchString(text) && (c.labels[bare] || strings.ContainsAny(text, digits))
}

// isSpoken reports a line that ends as a sentence does, or is a part of a text:
// «Forward!» is of a song, «3. Comments» of a paper, and neither is a button.
func isSpoken(text string) bool {
	return chapter.MatchString(text) || strings.HasSuffix(text, "!") || strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..")
}

// isQuoted reports a quotation with more than that: who said it.
func isQuoted(text string) bool {
	begin, _ := utf8.DecodeRuneInString(text)
	end := strings.LastIndexAny(text, "»”“\"")
	return strings.ContainsRune("«“„\"", begin) && end > 0 && strings.IndexFunc(text[end:], unicode.IsLetter) >= 0
}

// points judges a block that may point to other stories.
func (c *chaff) points(text, bare string, count, linked int) verdict {
	for _, o := range c.openers {
		rest, found := strings.CutPrefix(bare, o)
		if next, _ := utf8.DecodeRuneInString(rest); !found || unicode.IsLetter(next) || next == ',' { // «as we wrote, …» is a sentence
			continue
		}
		left := count - len(strings.Fields(o))
		switch {
		case rest == "", left <= 3 && linked == 0 && strings.HasSuffix(text, ":"):
			return isPointer
		case linked > 0 && linked*2 >= left:
			return isChaff
		}
	}
	return isText
}

// allLabels reports a row of links each of which says nothing but a label.
func (c *chaff) allLabels(row string) bool {
	parts := strings.FieldsFunc(row, func(r rune) bool { return strings.ContainsRune("|·•", r) })
	for _, part := range parts {
		if !c.labels[strings.TrimSpace(part)] {
			return false
		}
	}
	return len(parts) > 1
}

func hasPrefix(s string, list []string) bool {
	for _, part := range list {
		if strings.HasPrefix(s, part) {
			return true
		}
	}
	return false
}

// saysAny reports whether a text has one of the phrases as words; one with a star
// at its end is the beginning of a word.
func saysAny(text string, list []string) bool {
	for _, phrase := range list {
		stem := strings.TrimSuffix(phrase, "*")
		for from := 0; ; {
			i := strings.Index(text[from:], stem)
			if i < 0 {
				break
			}
			from += i + len(stem)
			before, _ := utf8.DecodeLastRuneInString(text[:from-len(stem)])
			after, _ := utf8.DecodeRuneInString(text[from:])
			if !unicode.IsLetter(before) && (stem != phrase || !unicode.IsLetter(after)) {
				return true
			}
		}
	}
	return false
}

func containsAny(s string, list []string) bool {
	for _, part := range list {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}
