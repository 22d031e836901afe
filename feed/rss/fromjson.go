package rss

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/mmcdole/gofeed/json"

	"rubrika/feed"
)

// ownItem is an item with what gofeed has no field for: our extension that
// names a story's versions in other languages.
type ownItem struct {
	Rubrika struct {
		Versions []struct{ Language, URL, Title string } `json:"versions"`
	} `json:"_rubrika"`
}

// readJSON reads a JSON Feed item by item, so that one wrong item costs only
// itself and a cut document only its last: gofeed alone refuses both and
// panics on null. The error tells where the document stopped making sense.
func readJSON(doc []byte) (document, error) {
	// Line ends inside texts are an error in JSON, and elsewhere mere blanks.
	doc = bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, doc)
	head := map[string]any{}
	var d document
	err := eachField(doc, func(name string, dec *stdjson.Decoder) error {
		if name == "items" {
			return eachElement(dec, func(raw stdjson.RawMessage) {
				if x, ok := fromJSONItem(raw); ok {
					d.drafts = append(d.drafts, x)
				}
			})
		}
		var v any
		if err := dec.Decode(&v); err != nil {
			return err
		}
		head[name] = v
		return nil
	})
	version := str(head["version"])
	if !strings.Contains(version, "jsonfeed") && len(d.drafts) == 0 {
		return document{}, errNotFeed
	}
	d.title, d.site, d.base = str(head["title"]), str(head["home_page_url"]), str(head["feed_url"])
	d.description, d.lang = str(head["description"]), str(head["language"])
	author := jsonAuthors(head["authors"], head["author"])
	for i := range d.drafts {
		d.drafts[i].author = first(d.drafts[i].author, author)
	}
	return d, err
}

// eachField calls do for every field of the object doc begins with; do must
// read the value.
func eachField(doc []byte, do func(name string, dec *stdjson.Decoder) error) error {
	dec := stdjson.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		if err := do(fmt.Sprint(key), dec); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err == io.EOF {
		return errCut
	} else if err != nil {
		return err
	}
	return nil
}

// eachElement calls do for every element of the array that comes next;
// another value is passed over.
func eachElement(dec *stdjson.Decoder, do func(stdjson.RawMessage)) error {
	open, err := dec.Token()
	if err != nil || open == nil {
		return err
	}
	if d, ok := open.(stdjson.Delim); !ok || d != '[' {
		return fmt.Errorf("items is no array")
	}
	for dec.More() {
		var raw stdjson.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		do(raw)
	}
	_, err = dec.Token()
	return err
}

// fromJSONItem takes over one item. ok is false for null and all else that is
// no object.
func fromJSONItem(raw stdjson.RawMessage) (draft, bool) {
	if len(raw) == 0 || raw[0] != '{' {
		return draft{}, false
	}
	var item json.Item
	if err := stdjson.Unmarshal(raw, &item); err != nil {
		if item, err = tidyItem(raw); err != nil {
			return draft{}, false
		}
	}
	d := draft{
		title: item.Title, link: first(item.URL, item.ExternalURL), guid: item.ID, lang: item.Language,
		guidIsLink: true, published: []string{item.DatePublished}, updated: []string{item.DateModified},
		teaser: fromPlain(item.Summary), bodies: []string{item.ContentHTML, fromPlain(item.ContentText)},
		categories: item.Tags, images: []string{item.Image, item.BannerImage},
	}
	var names []string
	for _, a := range append(item.Authors, item.Author) {
		if a != nil && a.Name != "" {
			names = append(names, a.Name)
		}
	}
	d.author = strings.Join(names, ", ")
	if item.Attachments != nil {
		for _, a := range *item.Attachments {
			d.enclosures = append(d.enclosures, feed.Enclosure{URL: a.URL, Type: a.MimeType, Length: max(a.SizeInBytes, 0)})
		}
	}
	var own ownItem
	if bytes.Contains(raw, []byte(`"_rubrika"`)) && stdjson.Unmarshal(raw, &own) == nil {
		for _, v := range own.Rubrika.Versions {
			d.versions = append(d.versions, feed.Version{Lang: v.Language, URL: v.URL, Title: v.Title})
		}
	}
	return d, true
}

// tidyItem reads an item with fields of wrong types: numbers become text,
// whatever else does not fit is left out.
func tidyItem(raw stdjson.RawMessage) (json.Item, error) {
	var in map[string]any
	dec := stdjson.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&in); err != nil {
		return json.Item{}, err
	}
	item := json.Item{
		ID: str(in["id"]), URL: str(in["url"]), ExternalURL: str(in["external_url"]), Title: str(in["title"]),
		ContentHTML: str(in["content_html"]), ContentText: str(in["content_text"]), Summary: str(in["summary"]),
		Image: str(in["image"]), BannerImage: str(in["banner_image"]), Language: str(in["language"]),
		DatePublished: str(in["date_published"]), DateModified: str(in["date_modified"]),
		Author: &json.Author{Name: jsonAuthors(in["authors"], in["author"])},
	}
	for _, t := range list(in["tags"]) {
		item.Tags = append(item.Tags, str(t))
	}
	attachments := []json.Attachments{}
	for _, a := range list(in["attachments"]) {
		if m, ok := a.(map[string]any); ok {
			attachments = append(attachments, json.Attachments{
				URL: str(m["url"]), MimeType: str(m["mime_type"]), SizeInBytes: length(str(m["size_in_bytes"])),
			})
		}
	}
	item.Attachments = &attachments
	return item, nil
}

// str is a JSON value as text: strings and numbers.
func str(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case stdjson.Number:
		return v.String()
	}
	return ""
}

// list is a JSON value as a list; one that is none is a list of itself.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// jsonAuthors joins the names of authors, given as objects or as plain names.
func jsonAuthors(values ...any) string {
	var names []string
	for _, v := range values {
		for _, a := range list(v) {
			name := str(a)
			if m, ok := a.(map[string]any); ok {
				name = str(m["name"])
			}
			if name != "" {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, ", ")
}
