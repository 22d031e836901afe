package rss

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

// Limits of an index of sitemaps: newestSitemaps of those it lists are worth a
// request, so that a day that has just begun does not hide the one before;
// mostSitemaps, which is what sitemaps.org allows, are looked at.
const (
	newestSitemaps = 2
	mostSitemaps   = 50_000
)

// Sitemaps returns the addresses of the newest sitemaps that an index of
// sitemaps lists, newest first and at most two: of those named after news, else
// of all. It is nil for any other document. An index lists what is on its own
// host only (sitemaps.org), so that others are left out; base is where it came
// from.
func Sitemaps(doc []byte, base string) []string {
	head := doc[:min(len(doc), 4<<10)]
	if !bytes.Contains(head, []byte("<sitemapindex")) {
		return nil
	}
	listed := listedSitemaps(doc, base)
	if slices.ContainsFunc(listed, sitemap.ofNews) {
		listed = slices.DeleteFunc(listed, func(s sitemap) bool { return !s.ofNews() })
	}
	slices.SortStableFunc(listed, func(a, b sitemap) int { return b.changed.Compare(a.changed) })
	var out []string
	for _, s := range listed[:min(len(listed), newestSitemaps)] {
		out = append(out, s.at.String())
	}
	return out
}

// sitemap is one of an index.
type sitemap struct {
	at      *url.URL
	changed time.Time // zero: not told
}

// ofNews reports a sitemap that is named after news.
func (s sitemap) ofNews() bool { return strings.Contains(strings.ToLower(s.at.RequestURI()), "news") }

// listedSitemaps reads an index as far as it is whole.
func listedSitemaps(doc []byte, base string) []sitemap {
	from, err := url.Parse(base)
	if err != nil {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	var out []sitemap
	for len(out) < mostSitemaps {
		token, err := d.Token()
		if err != nil {
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "sitemap" {
			continue
		}
		var one struct {
			Loc     string `xml:"loc"`
			Changed string `xml:"lastmod"`
		}
		if d.DecodeElement(&one, &start) != nil {
			break
		}
		at, err := from.Parse(strings.TrimSpace(one.Loc))
		if err == nil && strings.EqualFold(at.Host, from.Host) && (at.Scheme == "http" || at.Scheme == "https") {
			out = append(out, sitemap{at, changedAt(one.Changed)})
		}
	}
	return out
}

// changedAt reads a date of the W3C's kind, with or without a time.
func changedAt(text string) time.Time {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at
	}
	at, err := time.Parse(time.DateOnly, text[:min(len(text), len(time.DateOnly))])
	if err != nil {
		return time.Time{}
	}
	return at
}
