package tour

import (
	"encoding/json"
	"time"
)

type jsonDoc struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url"`
	URL         string     `json:"feed_url"`
	Description string     `json:"description"`
	Language    string     `json:"language"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url"`
	Title       string           `json:"title"`
	Summary     string           `json:"summary"`
	HTML        string           `json:"content_html,omitempty"`
	Text        string           `json:"content_text,omitempty"` // one of the two is demanded
	Published   string           `json:"date_published"`
	Authors     []jsonAuthor     `json:"authors"`
	Tags        []string         `json:"tags"`
	Language    string           `json:"language"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
	Rubrika     *jsonVersions    `json:"_rubrika,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonAttachment struct {
	URL  string `json:"url"`
	Type string `json:"mime_type"`
	Size int64  `json:"size_in_bytes"`
}

// jsonVersions is our extension of JSON Feed, which has no way of its own to
// name a story in another language.
type jsonVersions struct {
	Versions []jsonVersion `json:"versions"`
}

type jsonVersion struct {
	Language string `json:"language"`
	URL      string `json:"url"`
	Title    string `json:"title"`
}

// json prints JSON Feed 1.1: jsonfeed.org/version/1.1. Nil stands for a
// failure, which plain structs of strings cannot cause.
func (e edition) json() []byte {
	doc := jsonDoc{
		Version: "https://jsonfeed.org/version/1.1", Title: e.Title, Description: e.Description,
		Home: e.base + "/" + e.Lang + "/", URL: e.base + Path(e.Lang, JSON), Language: e.Lang,
	}
	for _, s := range e.stories {
		item := jsonItem{
			ID: e.link(s), URL: e.link(s), Title: s.Headline(), Summary: s.Summary,
			HTML: e.content(s), Published: e.published(s).Format(time.RFC3339),
			Authors: []jsonAuthor{{s.Author}}, Tags: s.Categories(), Language: e.Lang,
		}
		if item.HTML == "" {
			item.Text = s.Summary
		}
		if url, kind, size, ok := e.film(s); ok {
			item.Attachments = []jsonAttachment{{URL: url, Type: kind, Size: size}}
		}
		for _, v := range e.others[s.ID] {
			if item.Rubrika == nil {
				item.Rubrika = &jsonVersions{}
			}
			item.Rubrika.Versions = append(item.Rubrika.Versions, jsonVersion{Language: v.Lang, URL: v.URL, Title: v.Title})
		}
		doc.Items = append(doc.Items, item)
	}
	b, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		return nil
	}
	return append(b, '\n')
}
