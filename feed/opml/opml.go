// Package opml reads and writes lists of subscriptions: OPML 1.0, 1.1 and 2.0
// (opml.org), and the urls file of newsboat, which is only read. What a list
// holds but rubrika has no place for is named with its line and reason.
//
// All strings are as they stood in the list: they have not passed the door.
package opml

import (
	"bytes"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"rubrika/feed"
)

const (
	// maxDocument is the longest list that is read, in bytes.
	maxDocument = 32 << 20
	// maxDepth is how deep elements may stand in each other.
	maxDepth = 64
	// maxTitle is how much of a list's title is kept, in bytes, maxTags how
	// many tags of a feed.
	maxTitle = 1 << 10
	maxTags  = 100
)

// List is a list of subscriptions.
type List struct {
	// Title is what the list calls itself, possibly empty.
	Title string
	// Own says that rubrika wrote the list: all its folders are tags, and
	// rubrics are named as such.
	Own bool
	// Feeds are in the order of the list. URL and Kind are set; Title, Site,
	// Lang, Rubric, Zone, Every, Agent, Tags, Muted and Cursor.Public where the
	// list names them. A folder is a tag, and one within others the tag «A/B».
	Feeds []feed.Subscription
	// Skipped is what was not taken over, in the order of the list.
	Skipped []Skip
}

// Skip is something in a list that was not taken over.
type Skip struct {
	// Line is where it stands, from 1.
	Line int
	// Text is what stood there: an address, a name, a line.
	Text string
	Why  Why
}

// Why is the reason why something was not taken over.
type Why string

// The reasons.
const (
	Query      Why = "query"       // newsboat's search over all feeds
	Exec       Why = "exec"        // a program whose output is a feed
	Filter     Why = "filter"      // a program that changes a feed
	File       Why = "file"        // a feed in a local file
	NoAddress  Why = "no-address"  // a name without an address or anything below it
	BadAddress Why = "bad-address" // not an address of the web
	Twice      Why = "twice"       // it stood above already; its folders were added there
	NotAFeed   Why = "not-a-feed"  // a link, or another list
	Hidden     Why = "hidden"      // newsboat hides this feed from its list; it was taken, the hiding was not
)

// Whys returns all reasons; tests use it to see that each has its words.
func Whys() []Why {
	return []Why{Query, Exec, Filter, File, NoAddress, BadAddress, Twice, NotAFeed, Hidden}
}

// Wrong reports whether w is a fault of the list, and not merely something
// that rubrika does not take over.
func (w Why) Wrong() bool { return w == NoAddress || w == BadAddress }

// Read reads a list, and tells by its beginning what it is. The error is a
// *feed.Error: KindList, with line and column (from 1, in characters), for
// broken XML or a document that is no list, KindEmpty, KindTooBig. With an
// error the list is empty.
func Read(doc []byte) (List, error) {
	if len(doc) > maxDocument {
		return List{}, &feed.Error{Op: "read list", Kind: feed.KindTooBig}
	}
	doc = decode(doc)
	head := bytes.TrimSpace(doc)
	var (
		l   List
		err error
	)
	switch {
	case len(head) == 0:
		err = &feed.Error{Op: "read list", Kind: feed.KindEmpty}
	case head[0] == '<':
		l, err = readXML(doc)
	default:
		l, err = readLines(doc)
	}
	if err != nil {
		return List{}, err
	}
	return l, nil
}

// broken is an error at a place of a document.
func broken(doc []byte, offset int, cause error) error {
	before := doc[:min(max(offset, 0), len(doc))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return &feed.Error{
		Op: "read list", Kind: feed.KindList, Err: cause,
		Line: bytes.Count(before, []byte("\n")) + 1, Column: utf8.RuneCount(line) + 1,
	}
}

// decode makes UTF-8 of a document: by its byte order mark, else by what its
// XML declaration says, unless it is UTF-8 all the same, else by a guess.
func decode(doc []byte) []byte {
	var enc encoding.Encoding
	switch {
	case bytes.HasPrefix(doc, []byte("\xEF\xBB\xBF")):
		return doc[3:]
	case bytes.HasPrefix(doc, []byte("\xFF\xFE")), bytes.HasPrefix(doc, []byte("<\x00")):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(doc, []byte("\xFE\xFF")), bytes.HasPrefix(doc, []byte("\x00<")):
		enc = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case !utf8.Valid(doc):
		var name string
		if enc, name = charset.Lookup(declared(doc)); enc == nil || name == "utf-8" {
			enc = guess(doc)
		}
	}
	if enc == nil {
		return doc
	}
	out, err := enc.NewDecoder().Bytes(doc)
	if err != nil {
		return doc // no decoder of x/text fails on bytes; the parser takes any
	}
	return out
}

// declared is the encoding that an XML declaration names, or "".
func declared(doc []byte) string {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(doc[:min(len(doc), 1024)]), []byte("<?xml"))
	if !ok {
		return ""
	}
	rest, _, _ = bytes.Cut(rest, []byte("?>"))
	_, value, _ := bytes.Cut(rest, []byte("encoding"))
	value = bytes.TrimLeft(value, " \t\r\n=")
	if len(value) < 2 {
		return ""
	}
	name, _, _ := bytes.Cut(value[1:], value[:1])
	return string(name)
}

// guess names the encoding of a list that names none, or the wrong one. Letters
// beyond ASCII that stand together are Cyrillic, single ones Latin; KOI8-R has
// its small letters where windows-1251 has the capitals. It is nil for UTF-8
// with a few bad bytes.
func guess(doc []byte) encoding.Encoding {
	good, bad, together, low := 0, 0, 0, 0
	last := -2
	for i := 0; i < len(doc); {
		r, n := utf8.DecodeRune(doc[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
			if last == i-1 {
				together++
			}
			if doc[i] >= 0xC0 && doc[i] < 0xE0 {
				low++
			}
			last = i
		case r >= utf8.RuneSelf:
			good++
		}
		i += n
	}
	switch {
	case good > bad:
		return nil
	case together*2 < bad:
		return charmap.Windows1254 // where it differs from 1252, our readers need it
	case low*2 > bad:
		return charmap.KOI8R
	}
	return charmap.Windows1251
}

// gatherer builds a list entry by entry.
type gatherer struct {
	list List
	// at is the place of each feed in the list, by the sense of its address.
	at map[string]int
}

func newGatherer() *gatherer { return &gatherer{at: map[string]int{}} }

func (g *gatherer) skip(line int, text string, why Why) {
	g.list.Skipped = append(g.list.Skipped, Skip{Line: line, Text: text, Why: why})
}

// add takes a feed, or says why not. text is what stood in the list.
func (g *gatherer) add(line int, text string, sub feed.Subscription) {
	address, why := judge(sub.URL)
	if why != "" {
		g.skip(line, text, why)
		return
	}
	sub.URL = address
	if sub.Kind == "" {
		sub.Kind = "feed"
	}
	sense := sense(address)
	i, there := g.at[sense]
	if !there {
		g.at[sense] = len(g.list.Feeds)
		g.list.Feeds = append(g.list.Feeds, sub)
		return
	}
	first := &g.list.Feeds[i]
	for _, tag := range sub.Tags {
		first.Tags = with(first.Tags, tag)
	}
	g.skip(line, text, Twice)
}

// with adds a tag that is not there yet.
func with(tags []string, tag string) []string {
	if len(tags) == maxTags || slices.Contains(tags, tag) {
		return tags
	}
	return append(tags, tag)
}

// judge returns the address that can be subscribed to, or why there is none.
func judge(address string) (string, Why) {
	address = strings.TrimSpace(address)
	for prefix, why := range map[string]Why{"query:": Query, "exec:": Exec, "filter:": Filter, "file:": File} {
		if strings.HasPrefix(address, prefix) {
			return "", why
		}
	}
	if rest, ok := strings.CutPrefix(address, "feed:"); ok {
		if address = rest; strings.HasPrefix(rest, "//") {
			address = "https:" + rest
		}
	}
	if _, err := webAddress(address); err != nil {
		return "", BadAddress
	}
	return address, ""
}

func webAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "") {
		err = errors.New("not an address of the web")
	}
	return u, err
}

// sense is the same for addresses that differ in scheme, case of the host or
// a last slash only.
func sense(address string) string {
	u, err := webAddress(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host) + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + u.RawQuery
}

// interval reads the time between requests, 0 where there is none.
func interval(s string) time.Duration {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0
	}
	return d
}
