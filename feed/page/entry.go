package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"rubrika/feed"
)

// Bounds of the fields of an entry, in runes, bytes or pieces. The summary is
// bounded by feed.Item, the rest by what no honest publisher needs.
const (
	maxTitle   = 1000
	maxName    = 200
	maxSummary = 600
	maxText    = 200 << 10 // bytes
	maxList    = 100       // tags, categories, enclosures, images, versions, keys
	maxError   = 500
)

// Entry lets an entry through the door: every string of the answer is safe,
// every address absolute (against base, the address of the feed or page it
// came from) and allowed, or gone. Summary becomes plain text of one line,
// taken from the body where the source gave none; Text becomes the body's
// words. Titles and names are taken as decoded and keep every «<» and «&» they
// have. HTML stays raw. An entry that cannot be read keeps its title, address
// and identity and loses the rest.
func Entry(e feed.Entry, base string) (out feed.Entry) {
	defer func() {
		if recover() != nil {
			out = feed.Entry{Keys: lines(e.Keys, maxTitle), Item: feed.Item{
				Source: e.Source, Title: short(e.Title, maxTitle), URL: Link(e.URL, base),
				Published: e.Published, Seen: e.Seen, Order: e.Order,
			}}
		}
	}()
	out = e
	out.URL = Link(e.URL, base)
	if out.URL != "" {
		base = out.URL
	}
	out.Title = short(e.Title, maxTitle)
	out.SourceTitle = name(e.SourceTitle)
	out.Section = name(e.Section)
	out.Author = name(e.Author)
	out.Why.Text = name(e.Why.Text)
	out.Lang = lang(e.Lang)
	out.Keys = lines(e.Keys, maxTitle)
	out.GUID = Line(e.GUID)
	out.Tags = lines(e.Tags, maxName)
	out.Categories = lines(e.Categories, maxName)
	out.Images = links(e.Images, base)
	out.Enclosures = enclosures(e.Enclosures, base)
	out.Versions = versions(e.Versions, base)
	out.Text = ""
	if e.HTML != "" {
		out.Text = plain(string(e.HTML), maxText)
	}
	out.Summary = summary(e.Summary)
	if out.Summary == "" {
		out.Summary = short(out.Text, maxSummary)
	}
	return out
}

// Subscription lets the strings of a subscription through the door. Its URL
// stays as the reader typed it but for controls; the cursor is for the server
// that sent it and is left alone.
func Subscription(s feed.Subscription) feed.Subscription {
	s.Kind = name(s.Kind)
	s.URL = Line(s.URL)
	s.Title = name(s.Title)
	s.Site = Link(s.Site, "")
	s.Lang = lang(s.Lang)
	s.Zone = name(s.Zone)
	s.Agent = Line(s.Agent)
	s.TroubleText = short(s.TroubleText, maxError)
	var tags []string
	for _, tag := range s.Tags {
		if tag = name(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	s.Tags = tags
	return s
}

// Error returns the text of err as one safe line of at most 500 runes, "" for
// nil. Errors quote what servers sent: status lines, certificate names, pieces
// of a feed.
func Error(err error) (s string) {
	defer func() {
		if recover() != nil {
			s = string(feed.KindInternal)
		}
	}()
	if err == nil {
		return ""
	}
	return short(err.Error(), maxError)
}

func name(s string) string { return short(s, maxName) }

// short is Line of at most so many runes, for strings of any size.
func short(s string, runes int) string {
	return cut(Line(clip(s, 64*runes)), runes)
}

// summary makes plain text of one line of a teaser, which may be HTML.
func summary(s string) string {
	// A rune has at most four bytes; the rest is for tags and blanks.
	return cut(Line(plain(s, 8*maxSummary)), maxSummary)
}

// lang returns the two-letter code of a language tag, or "" when it names no
// language that has one.
func lang(s string) string {
	s = strings.ToLower(Line(s))
	if i := strings.IndexAny(s, "-_"); i >= 0 {
		s = s[:i]
	}
	base, err := language.ParseBase(s)
	if err != nil || len(base.String()) != 2 {
		return ""
	}
	return base.String()
}

// lines cleans each string and drops those that are empty or there already.
func lines(in []string, runes int) []string {
	var out []string
	for _, s := range in {
		if s = short(s, runes); s != "" && len(out) < maxList && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// links cleans each address and drops those that are refused or there already.
func links(in []string, base string) []string {
	var out []string
	for _, s := range in {
		if s = Link(s, base); s != "" && len(out) < maxList && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func enclosures(in []feed.Enclosure, base string) []feed.Enclosure {
	var out []feed.Enclosure
	for _, e := range in {
		e.URL = Link(e.URL, base)
		if e.URL == "" || len(out) == maxList {
			continue
		}
		e.Type = strings.ToLower(name(e.Type))
		e.Length = max(0, e.Length)
		out = append(out, e)
	}
	return out
}

func versions(in []feed.Version, base string) []feed.Version {
	var out []feed.Version
	for _, v := range in {
		v.URL = Link(v.URL, base)
		if v.URL == "" || len(out) == maxList {
			continue
		}
		v.Lang = lang(v.Lang)
		v.Title = short(v.Title, maxTitle)
		out = append(out, v)
	}
	return out
}

// clip shortens s to at most n bytes without cutting a rune.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
