package rss

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"rubrika/feed"
)

// identify gives every entry its Keys; see the package documentation for the
// rules.
func identify(entries []feed.Entry, drafts []draft, site string) {
	c := census{links: map[string]int{}, guids: map[string]int{}, titles: map[string]int{}, twins: map[string]int{}}
	for i := range entries {
		e := &entries[i]
		c.links[NormalLink(e.URL)]++
		c.guids[normalGUID(drafts[i].guid)]++
		c.titles[titleKey(e, false)]++
		c.titles[titleKey(e, true)]++
	}
	for i := range entries {
		e := &entries[i]
		link, guid := NormalLink(e.URL), normalGUID(drafts[i].guid)
		if link != "" && c.links[link] == 1 && !frontPage(link, site) {
			e.Keys = append(e.Keys, "link:"+link)
		}
		if guid != "" && c.guids[guid] == 1 && !weak(guid, link, site) {
			e.Keys = append(e.Keys, "guid:"+guid)
		}
		e.Keys = append(e.Keys, c.titleKeys(e)...)
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
func (c *census) titleKeys(e *feed.Entry) []string {
	title, withTime := titleKey(e, false), titleKey(e, true)
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
