package rss

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// named is what may name an entry: its normalised link, empty for one that
// leads to the front page, its guid, which is firm or weak, and the hash of
// its title.
type named struct {
	link, guid, title string
	firm              bool
}

// identify gives every entry its Keys and makes one of those that are listed
// twice; see the package documentation for the rules.
func identify(entries []feed.Entry, drafts []draft, site string) []feed.Entry {
	names := make([]named, len(entries))
	for i := range entries {
		n := named{link: NormalLink(entries[i].URL), guid: normalGUID(drafts[i].guid), title: titleKey(&entries[i], false)}
		n.firm = n.guid != "" && !weak(n.guid, n.link, site)
		if frontPage(n.link, site) {
			n.link = ""
		}
		names[i] = n
	}
	entries, names = unite(entries, names)
	c := census{links: map[string]int{}, guids: map[string]int{}, titles: map[string]int{}, twins: map[string]int{}}
	for i, n := range names {
		c.links[n.link]++
		c.guids[n.guid]++
		c.titles[n.title]++
		c.titles[titleKey(&entries[i], true)]++
	}
	for i, n := range names {
		e := &entries[i]
		if n.link != "" && c.links[n.link] == 1 {
			e.Keys = append(e.Keys, "link:"+n.link)
		}
		if n.firm && c.guids[n.guid] == 1 {
			e.Keys = append(e.Keys, "guid:"+n.guid)
		}
		e.Keys = append(e.Keys, c.titleKeys(e, n.title)...)
	}
	return entries
}

// unite makes one entry of a story that a document lists more than once: the
// first, with the categories of all. Entries are the same story when a link or
// firm guid says so that stands over no other title and joins no two that are
// apart, or, having neither, when title, time and body are the same.
func unite(entries []feed.Entry, names []named) ([]feed.Entry, []named) {
	seen, bad := map[string]int{}, map[string]bool{}
	labels := make([][]string, len(entries))
	for i, n := range names {
		labels[i] = n.labels(&entries[i])
		for _, l := range labels[i] {
			before, ok := seen[l]
			if ok && (names[before].title != n.title || apart(entries, names, before, i)) {
				bad[l] = true
			}
			seen[l] = i
		}
	}
	place := map[string]int{}
	kept := 0
	for i := range entries {
		at, again := kept, false
		for _, l := range labels[i] {
			if p, ok := place[l]; ok && !bad[l] {
				at, again = p, true
				break
			}
		}
		for _, l := range labels[i] {
			place[l] = at
		}
		if again {
			addCategories(&entries[at], entries[i].Categories)
			continue
		}
		entries[kept], names[kept] = entries[i], names[i]
		kept++
	}
	return entries[:kept], names[:kept]
}

// rerun is how far apart the dates are of two stories that have the address and
// the title in common.
const rerun = time.Hour

// apart reports two entries of one address and title that are two stories all
// the same, as the messages of a service are: another guid, date and text.
func apart(entries []feed.Entry, names []named, i, j int) bool {
	a, b := &entries[i], &entries[j]
	if !names[i].firm || !names[j].firm || names[i].guid == names[j].guid || a.Published.IsZero() || b.Published.IsZero() {
		return false
	}
	return a.Published.Sub(b.Published).Abs() >= rerun && a.HTML != b.HTML
}

// labels are what the entry shares with its repetitions.
func (n named) labels(e *feed.Entry) []string {
	var out []string
	if n.link != "" {
		out = append(out, "link:"+n.link)
	}
	if n.firm {
		out = append(out, "guid:"+n.guid)
	}
	if e.URL == "" && n.guid == "" && e.Title != "" && !e.Published.IsZero() {
		out = append(out, titleKey(e, true)+string(e.HTML))
	}
	return out
}

// addCategories adds those an entry does not have yet.
func addCategories(e *feed.Entry, more []string) {
	for _, c := range more {
		if !slices.Contains(e.Categories, c) {
			e.Categories = append(e.Categories, c)
		}
	}
}

// census counts what could name an entry in a document.
type census struct {
	links, guids map[string]int
	titles       map[string]int // with and without time
	twins        map[string]int // given so far
}

// titleKeys are the keys an entry has from its title, after those it has
// already.
func (c *census) titleKeys(e *feed.Entry, title string) []string {
	withTime := titleKey(e, true)
	dated := !e.Published.IsZero() && e.Title != ""
	switch {
	case len(e.Keys) > 0 && dated && c.titles[withTime] == 1:
		return []string{withTime}
	case len(e.Keys) > 0:
		return nil
	case c.titles[title] > 1:
		c.twins[withTime]++
		if n := c.twins[withTime]; n > 1 {
			withTime += "#" + strconv.Itoa(n)
		}
		return []string{withTime}
	case dated:
		return []string{title, withTime}
	}
	return []string{title}
}

// normalGUID trims a guid; one that is an address is compared as a link.
func normalGUID(guid string) string { return NormalLink(uncdata(guid)) }

// weak reports a guid that may well be another story's tomorrow.
func weak(guid, link, site string) bool {
	digits := strings.Trim(guid, "0123456789") == ""
	return digits && len(guid) <= 4 ||
		guid == NormalLink(site) ||
		guid != link && strings.HasPrefix(link, guid+"/")
}

// titleKey hashes the title, folded so that case and blanks do not count; an
// entry without one is hashed by its body.
func titleKey(e *feed.Entry, withTime bool) string {
	text := strings.ToLower(e.Title)
	if text == "" {
		text = "\x00" + string(e.HTML)
	}
	if withTime {
		text += "\x00" + strconv.FormatInt(e.Published.Unix(), 10)
	}
	sum := sha256.Sum256([]byte(text))
	return "title:" + hex.EncodeToString(sum[:12])
}
