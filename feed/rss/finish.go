package rss

import (
	"net/url"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/words"
)

// maxAhead is how far an entry may be dated after the feed that carries it.
const maxAhead = 24 * time.Hour

// finish makes a batch of a document: the post-pass that all formats share.
func finish(d document, m Meta) feed.Batch {
	base := resolve(baseOf(d.base, m.URL), m.URL)
	b := feed.Batch{
		Title:       oneLine(d.title),
		Description: oneLine(d.description),
		Site:        resolve(d.site, base),
		Next:        feed.Cursor{Timetable: d.timetable},
	}
	for _, c := range d.categories {
		if c = oneLine(c); c != "" {
			b.Categories = append(b.Categories, c)
		}
	}
	titles := make([]string, len(d.drafts))
	for i, x := range d.drafts {
		titles[i] = oneLine(x.title)
	}
	b.Lang = language(d.lang, m.Lang, titles)
	f := finisher{base: base, lang: b.Lang, now: m.Now}
	f.setZone(m, b.Site, d.dates)
	b.Entries = make([]feed.Entry, len(d.drafts))
	for i := range d.drafts {
		b.Entries[i] = f.entry(&d.drafts[i], titles[i])
	}
	f.clamp(b.Entries, d.dates)
	b.Entries = identify(b.Entries, d.drafts, b.Site)
	return b
}

// finisher holds what the entries of a document share.
type finisher struct {
	base, lang string
	zone       *time.Location
	now        time.Time
}

// setZone chooses the zone for dates without one: as set, else by the site's
// country or language (the site's rather than the feed's, for feeds live at
// services too), else as the feed's own date has it.
func (f *finisher) setZone(m Meta, site string, dates []string) {
	if zone, err := time.LoadLocation(m.Zone); err == nil && m.Zone != "" {
		f.zone = zone
		return
	}
	f.zone = words.ZoneOf(f.lang, first(hostOf(site), hostOf(m.URL)))
	if f.zone == nil {
		f.zone = f.date(dates).Location()
	}
}

// home gives a time the name of the feed's zone («Asia/Baku») where it only
// had the offset of its clock («+04:00»).
func (f *finisher) home(t time.Time) time.Time {
	if t.IsZero() || f.zone == nil {
		return t
	}
	_, own := t.Zone()
	if _, at := t.In(f.zone).Zone(); at != own {
		return t
	}
	return t.In(f.zone)
}

// entry makes an entry of a draft.
func (f *finisher) entry(d *draft, title string) feed.Entry {
	var e feed.Entry
	e.Title = title
	if d.link == "" && d.guidIsLink && strings.Contains(d.guid, "://") {
		d.link = d.guid
	}
	e.URL = resolve(d.link, f.base)
	e.Lang = first(shortLang(d.lang), f.lang)
	e.Author = author(d.author)
	e.GUID = oneLine(d.guid)
	e.Published = f.home(f.date(d.published))
	changed := f.home(f.date(d.updated))
	if e.Published.IsZero() {
		e.Published = changed
	} else if changed.After(e.Published) {
		e.Updated = changed
	}
	f.bodies(&e, d)
	for _, c := range d.categories {
		if c = oneLine(c); c != "" {
			e.Categories = append(e.Categories, c)
		}
	}
	f.files(&e, d)
	f.versions(&e, d.versions)
	e.Badges = d.badges(title)
	return e
}

// date is the first of the candidates that is one.
func (f *finisher) date(candidates []string) time.Time {
	for _, c := range candidates {
		if c == "" {
			continue
		}
		if t, ok := words.ParseDate(unescape(uncdata(c)), f.zone, f.now); ok {
			return t
		}
	}
	return time.Time{}
}

// Bounds on the length of a body, in characters, that make it a whole article.
const (
	fullBody   = 600  // from an element for full texts
	fullTeaser = 2500 // from one for teasers
)

// bodies chooses the longest text as the body, keeps the teaser, and judges
// whether the body is the whole article: it came where full texts come, or is
// long, is clearly longer than a teaser beside it, and does not end by saying
// that there is more.
func (f *finisher) bodies(e *feed.Entry, d *draft) {
	teaser := body(d.teaser)
	longest := ""
	for _, b := range d.bodies {
		if b = body(b); len(b) > len(longest) {
			longest = b
		}
	}
	e.Summary = teaser
	own := len(longest) >= len(teaser)
	if !own {
		longest = teaser
	}
	e.HTML = feed.Markup(longest)
	n, least := textLength(longest), fullTeaser
	if own {
		least = fullBody
		if t := textLength(teaser); t > 0 && n >= 300 && 2*n >= 3*t {
			least = 0
		}
	}
	e.Full = n > 0 && n >= least && !cutShort(longest)
}

// files resolves enclosures and pictures and leaves out what is said twice.
func (f *finisher) files(e *feed.Entry, d *draft) {
	seen := map[string]bool{}
	for _, c := range d.enclosures {
		c.URL = resolve(c.URL, f.base)
		if c.URL == "" || seen[c.URL] {
			continue
		}
		seen[c.URL] = true
		c.Type = strings.ToLower(strings.TrimSpace(c.Type))
		e.Enclosures = append(e.Enclosures, c)
		if strings.HasPrefix(c.Type, "image/") || c.Type == "" && picture(c.URL) {
			d.images = append(d.images, c.URL)
		}
	}
	pictures := map[string]bool{}
	for _, u := range d.images {
		if u = resolve(u, f.base); u != "" && !pictures[u] {
			pictures[u] = true
			e.Images = append(e.Images, u)
		}
	}
}

// versions keeps the story's addresses in other languages. A version with the
// story's own address tells its language instead.
func (f *finisher) versions(e *feed.Entry, versions []feed.Version) {
	for _, v := range versions {
		v.URL, v.Lang, v.Title = resolve(v.URL, f.base), shortLang(v.Lang), oneLine(v.Title)
		switch {
		case v.URL == "" || v.Lang == "":
		case e.URL == "" && v.Lang == f.lang:
			e.URL = v.URL
		case NormalLink(v.URL) == NormalLink(e.URL):
			e.Lang = v.Lang
		default:
			e.Versions = append(e.Versions, v)
		}
	}
}

// clamp holds every date at most a day after the feed's own. That date is
// believed unless it lies in the future or most entries are younger than it
// (a constant of the site's software); then now stands for it.
func (f *finisher) clamp(entries []feed.Entry, dates []string) {
	limit := f.now.Add(maxAhead)
	if own := f.date(dates); own.Year() > 1990 && own.Before(limit) {
		younger, dated := 0, 0
		for i := range entries {
			if p := entries[i].Published; !p.IsZero() {
				dated++
				if p.After(own.Add(maxAhead)) {
					younger++
				}
			}
		}
		if 2*younger <= dated {
			limit = own.Add(maxAhead)
		}
	}
	for i := range entries {
		for _, t := range []*time.Time{&entries[i].Published, &entries[i].Updated} {
			if t.After(limit) {
				*t = limit.In(t.Location())
			}
		}
	}
}

// author is the name out of «mail@host (Name)», «Name <mail@host>» and such.
func author(s string) string {
	s = oneLine(s)
	if mail, rest, ok := strings.Cut(s, " ("); ok && strings.Contains(mail, "@") {
		return strings.TrimSuffix(rest, ")")
	}
	if name, rest, ok := strings.Cut(s, " <"); ok && strings.Contains(rest, "@") {
		return name
	}
	return strings.TrimSpace(strings.TrimSuffix(s, "()"))
}

// hostOf is the host of an address, with its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
