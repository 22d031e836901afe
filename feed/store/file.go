package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/words"
)

// insert makes a new item of an arrival.
func (f *filing) insert(a *arrival) error {
	if err := f.ensurePacked(a); err != nil {
		return err
	}
	if a.former == 0 && isLink(a.keys[0]) {
		a.former = a.owners[0] // it is elsewhere in this document
	}
	if a.former != 0 {
		if err := f.succeed(a); err != nil {
			return err
		}
	}
	a.item = f.next
	f.next++
	seen := millis(f.now)
	order := seen - int64(a.place)
	var published any
	var zone string
	var east int
	if !a.Published.IsZero() {
		order = min(a.Published.UnixMilli(), seen)
		published = a.Published.UnixMilli()
		zone, east = zoneOf(a.Published)
	}
	story, err := f.story(a)
	if err != nil {
		return err
	}
	tags, err := tagList(a.Tags)
	if err != nil {
		return err
	}
	var state feed.State
	var base any
	if a.remote != "" {
		state = a.State & (feed.Read | feed.Starred)
		base = state
	}
	_, err = f.exec(`INSERT INTO item(id, source, order_ms, state, rubrics, badges, lang, story, section_fold, link,
		published_ms, zone, zone_s, seen_ms, updated_ms, title, summary, url, section, filed, why_kind, why_text, tags, digest, bare, base)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.item, f.source, order, state, mask(a.Rubrics...), a.Badges, a.Lang, story, words.Fold(a.Section), linkOf(a.Entry),
		published, zone, east, seen, a.Title, a.Summary, a.URL, a.Section, joinRubrics(a.Rubrics),
		string(a.Why.Kind), a.Why.Text, tags, a.digest.bytes(), a.bare(), base)
	if err != nil {
		return err
	}
	if err := f.attach(a); err != nil {
		return err
	}
	_, err = f.exec("INSERT INTO body(item, html, data) VALUES (?, ?, ?)", a.item, a.packed.html, a.packed.data)
	return err
}

// update rewrites an item whose publisher edited it. Its marks, its place in
// the stream and its first date stay, and so does what its page gave. A body
// that is now empty is kept, and is still whole if it was.
func (f *filing) update(a *arrival) error {
	if err := f.ensurePacked(a); err != nil {
		return err
	}
	d, old := a.digest, a.old
	edited, err := f.rewritten(a)
	if err == nil {
		err = f.withKept(a)
	}
	if err != nil {
		return err
	}
	headline := d.headline != old.headline
	badges, updated := a.Badges, int64(0)
	if edited {
		badges, updated = badges|feed.Updated, millis(f.now)
	}
	if edited || headline {
		f.got.Changed++
	} else {
		f.got.Same++
	}
	tags, err := tagList(a.Tags)
	if err != nil {
		return err
	}
	_, err = f.exec(`UPDATE item SET rubrics = (`+ruled+`) | ?1, badges = (badges & ?2) | ?3, lang = ?4, section_fold = ?5,
		updated_ms = max(updated_ms, ?6), title = ?7, summary = ?8, url = ?9, section = ?10, filed = ?11,
		why_kind = ?12, why_text = ?13, tags = ?14, digest = ?15, link = ?16,
		bare = CASE WHEN ?18 = 0 THEN 0 WHEN ?19 OR url = '' THEN 1 ELSE bare END WHERE id = ?17`,
		mask(a.Rubrics...), feed.Updated, badges, a.Lang, words.Fold(a.Section), updated, a.Title, a.Summary, a.URL,
		a.Section, joinRubrics(a.Rubrics), string(a.Why.Kind), a.Why.Text, tags, d.after(old).bytes(), linkOf(a.Entry), a.item,
		a.bare(), edited)
	if err != nil {
		return err
	}
	same := d.body == old.body
	if !same {
		err = f.updateBody(a)
	}
	if err == nil && headline {
		err = f.reattach(a)
	}
	if !edited && !headline && same {
		a.packed = nil // its words are the same
	}
	return err
}

// redate gives an item the date of an arrival where both show the same time on
// the clock, in different zones: the reader gave the source another one. Other
// dates that a publisher changes are not believed.
func (f *filing) redate(a *arrival) error {
	var published, seen int64
	var name string
	var east int
	err := f.get("SELECT coalesce(published_ms, 0), zone, zone_s, seen_ms FROM item WHERE id = ?", []any{a.item}, &published, &name, &east, &seen)
	if err != nil || published == 0 || a.Published.IsZero() {
		return err
	}
	const wall = "2006-01-02 15:04:05"
	at := a.Published.UnixMilli()
	if at == published || moment(published).In(f.s.zone(name, east)).Format(wall) != a.Published.Format(wall) {
		return nil
	}
	order := min(at, seen)
	name, east = zoneOf(a.Published)
	_, err = f.exec("UPDATE item SET published_ms = ?, zone = ?, zone_s = ?, order_ms = ? WHERE id = ?", at, name, east, order, a.item)
	if err == nil {
		_, err = f.exec("UPDATE about SET at_ms = ? WHERE item = ?", order, a.item)
	}
	if err == nil {
		_, err = f.exec("UPDATE span SET earliest_ms = min(earliest_ms, ?1), latest_ms = max(latest_ms, ?1) WHERE block = ?2 >> 10", order, a.item)
	}
	return err
}

// withKept lays over an arrival what stays of its item.
func (f *filing) withKept(a *arrival) error {
	if len(a.packed.html) == 0 {
		var html []byte
		err := f.get("SELECT html, length(html) > 0 AND coalesce(data ->> '$.full', 0) FROM body WHERE item = ?", []any{a.item}, &html, &a.Full)
		if err == nil && len(html) > 0 {
			a.Text, err = f.s.plain(html, a.URL)
			a.packed.indexed = index(a.Entry)
		}
		if err != nil {
			return err
		}
	}
	return f.withPage(a)
}

// updateBody rewrites the body of an item, or what stands beside it when there
// is none now.
func (f *filing) updateBody(a *arrival) error {
	_, err := f.exec(`UPDATE body SET html = CASE WHEN length(?1) = 0 THEN html ELSE ?1 END,
		data = CASE WHEN ?4 THEN json_set(?2, '$.full', json('true')) ELSE ?2 END WHERE item = ?3`,
		a.packed.html, a.packed.data, a.item, a.Full)
	return err
}

func (f *filing) ensurePacked(a *arrival) error {
	var err error
	if a.packed == nil {
		a.packed, err = f.s.pack(a.Entry)
	}
	return err
}

// attach writes the tags, topics and versions of an item.
func (f *filing) attach(a *arrival) error {
	for _, t := range a.Tags {
		if _, err := f.exec("INSERT OR IGNORE INTO tag(fold, item, name) VALUES (?, ?, ?)", words.Fold(t), a.item, t); err != nil {
			return err
		}
	}
	if err := f.note(a.Item, a.item); err != nil {
		return err
	}
	for i, v := range a.Versions {
		_, err := f.exec("INSERT INTO version(item, place, lang, url, link, title) VALUES (?, ?, ?, ?, ?, ?)",
			a.item, i, v.Lang, v.URL, f.s.link(v.URL), v.Title)
		if err != nil {
			return err
		}
	}
	return nil
}

// reattach replaces the tags, topics and versions of an item and looks anew for its
// story.
func (f *filing) reattach(a *arrival) error {
	for _, table := range []string{"tag", "about", "version"} {
		if _, err := f.exec("DELETE FROM "+table+" WHERE item = ?", a.item); err != nil {
			return err
		}
	}
	if err := f.attach(a); err != nil {
		return err
	}
	story, err := f.story(a)
	if err != nil {
		return err
	}
	_, err = f.exec("UPDATE item SET story = ? WHERE id = ? AND story <> ?", story, a.item, story)
	return err
}

// index writes the words of an item. FTS5 gathers them until the end of the
// transaction, but not beyond a savepoint, and INSERT … SELECT is one, as is all
// that may set off a trigger: each would leave a segment to be merged again.
func (f *filing) index(a *arrival) error {
	if err := f.unindex(a.item); err != nil {
		return err
	}
	var source int64
	var spoken bool
	err := f.get("SELECT source, EXISTS (SELECT 1 FROM tongue WHERE lang = ?) FROM item WHERE id = ?", []any{a.Lang, a.item}, &source, &spoken)
	if err != nil {
		return err
	}
	if !spoken {
		if _, err := f.exec("INSERT OR IGNORE INTO tongue(lang) VALUES (?)", a.Lang); err != nil {
			return err
		}
	}
	w := a.packed.indexed
	if _, err := f.exec("INSERT INTO phrases(rowid, body, title) VALUES (?, ?, ?)", a.item, w.body, w.title); err != nil {
		return err
	}
	_, err = f.exec("INSERT INTO forms(rowid, form) VALUES (?, ?)", a.item, w.forms+" "+strconv.FormatInt(source, 10)+ofSource)
	return err
}

// unindex forgets the words of an item.
func (f *filing) unindex(item int64) error {
	for _, table := range []fts{inForms, inPhrases} {
		if _, err := f.exec(fmt.Sprintf("DELETE FROM %s WHERE rowid = ?", table), item); err != nil {
			return err
		}
	}
	return nil
}

// maxStory is how many items one story takes: more is a page that everything
// links to, and no story.
const maxStory = 16

// story returns the number of the story of an arrival and teaches it the
// arrival's addresses. Stories that share an address become one, unless that
// would be too large.
func (f *filing) story(a *arrival) (int64, error) {
	links := f.addresses(a)
	groups, err := f.groups(links, a.item)
	if err != nil {
		return 0, err
	}
	story, size := a.item, 1
	if len(groups) > 0 {
		story = groups[0]
		if size, err = f.members(story, a.item); err != nil {
			return 0, err
		}
		if size++; size > maxStory {
			return a.item, nil
		}
	}
	for _, other := range groups[min(1, len(groups)):] {
		n, err := f.members(other, a.item)
		if err != nil {
			return 0, err
		}
		if size+n > maxStory {
			continue
		}
		size += n
		for _, table := range []string{"item", "address", "OR REPLACE reported"} {
			if _, err := f.exec("UPDATE "+table+" SET story = ? WHERE story = ?", story, other); err != nil {
				return 0, err
			}
		}
	}
	for _, link := range links {
		if _, err := f.exec("INSERT OR IGNORE INTO address(link, story) VALUES (?, ?)", link, story); err != nil {
			return 0, err
		}
	}
	return story, nil
}

// addresses are the normalised addresses of an entry and of its versions.
func (f *filing) addresses(a *arrival) []string {
	var links []string
	if link := linkOf(a.Entry); link != "" {
		links = append(links, link)
	}
	for _, v := range a.Versions {
		if link := f.s.link(v.URL); link != "" {
			links = append(links, link)
		}
	}
	slices.Sort(links)
	return slices.Compact(links)
}

// groups are the stories that know one of the links, and the one of the item
// itself when it is stored, oldest first.
func (f *filing) groups(links []string, item int64) ([]int64, error) {
	list, err := json.Marshal(links)
	if err != nil {
		return nil, err
	}
	return f.ids(`SELECT story FROM address WHERE link IN (SELECT value FROM json_each(?))
		UNION SELECT story FROM item WHERE id = ? ORDER BY 1`, string(list), item)
}

// members counts the items of a story besides one.
func (f *filing) members(story, but int64) (int, error) {
	var n int
	err := f.get("SELECT count(*) FROM item WHERE story = ? AND id <> ?", []any{story, but}, &n)
	return n, err
}

// linkOf is the normalised address of an entry, or empty.
func linkOf(e feed.Entry) string {
	for _, k := range e.Keys {
		if link, ok := strings.CutPrefix(k, "link:"); ok {
			return link
		}
	}
	return ""
}

// bare reports whether the entry leaves its page to be read.
func (a *arrival) bare() bool { return a.URL != "" && !a.Full }

// tagList is how tags are stored; readTags reads it.
func tagList(tags []string) (string, error) {
	if len(tags) == 0 {
		return "[]", nil
	}
	list, err := json.Marshal(tags)
	return string(list), err
}

func readTags(list string) (tags []string, err error) {
	if list != "[]" {
		err = json.Unmarshal([]byte(list), &tags)
	}
	return tags, err
}
