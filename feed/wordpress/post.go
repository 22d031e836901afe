package wordpress

import (
	"encoding/json"
	"errors"
	"html"
	"regexp"
	"strings"
	"time"

	"rubrika/feed"
)

// post is a post as WordPress sends it with what is embedded.
type post struct {
	ID           int64
	Date         text
	DateGMT      text `json:"date_gmt"`
	Modified     text
	ModifiedGMT  text `json:"modified_gmt"`
	GUID         text
	Link         text
	Lang         text // by plugins for several languages
	Title        text
	Content      text
	Excerpt      text
	JetpackImage text `json:"jetpack_featured_media_url"`
	Embedded     struct {
		Author []struct{ Name string }
		Terms  [][]term  `json:"wp:term"`
		Media  []picture `json:"wp:featuredmedia"`
	} `json:"_embedded"`
}

// term is a rubric, a tag or a word of another order, by its taxonomy.
type term struct{ Name, Taxonomy string }

// picture is what stands at the head of a post, in several sizes.
type picture struct {
	MediaType string `json:"media_type"`
	SourceURL string `json:"source_url"`
	Details   struct {
		Sizes map[string]struct {
			SourceURL string `json:"source_url"`
		}
	} `json:"media_details"`
}

// text is a string, or an object with one that is ready to be shown. Anything
// else is none.
type text struct {
	string
	protected bool // by a password
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(raw []byte) error {
	var shown struct {
		Rendered  string
		Protected bool
	}
	if json.Unmarshal(raw, &t.string) != nil && json.Unmarshal(raw, &shown) == nil {
		t.string, t.protected = shown.Rendered, shown.Protected
	}
	return nil
}

// readPost reads one value of a list. What has another type than it should is
// left out: PHP writes an empty object as an empty list.
func readPost(raw []byte) (post, bool) {
	var p post
	var mistyped *json.UnmarshalTypeError
	if err := json.Unmarshal(raw, &p); err != nil && !errors.As(err, &mistyped) {
		return post{}, false
	}
	// What an editor with WPBakery or Divi made has its marks in it here.
	p.Content.string = shortcode.ReplaceAllString(p.Content.string, "")
	p.GUID.string, p.Link.string = html.UnescapeString(p.GUID.string), html.UnescapeString(p.Link.string)
	named := p.GUID.string != "" || p.Link.string != ""
	return p, p.ID != 0 && named && (p.Title.string != "" || p.Content.string != "" || p.Excerpt.string != "")
}

var shortcode = regexp.MustCompile(`\[/?(?:vc|et_pb|fusion)_\w+[^\[\]]*\]`)

// document and item are a JSON Feed 1.1 (jsonfeed.org/version/1.1), as far as
// posts fill one.
type document struct {
	Version string `json:"version"`
	Home    string `json:"home_page_url"`
	Items   []item `json:"items"`
}

type item struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Content   string   `json:"content_html"`
	Summary   string   `json:"summary"`
	Image     string   `json:"image"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Language  string   `json:"language"`
	Authors   []author `json:"authors"`
	Tags      []string `json:"tags"`
}

type author struct {
	Name string `json:"name"`
}

// asFeed makes a JSON Feed of posts, each once.
func asFeed(list []post, home string) document {
	d := document{Version: "https://jsonfeed.org/version/1.1", Home: home, Items: []item{}}
	seen := map[int64]bool{}
	for i := range list {
		p := &list[i]
		if seen[p.ID] {
			continue
		}
		seen[p.ID] = true
		it := item{
			ID: p.guid(), URL: p.Link.string, Title: p.Title.string, Content: p.Content.string,
			Summary: plain(p.Excerpt.string), Image: p.image(), Language: p.Lang.string,
			Published: moment(p.Date.string, p.DateGMT.string), Modified: moment(p.Modified.string, p.ModifiedGMT.string),
		}
		for _, a := range p.Embedded.Author {
			if name := oneLine(a.Name); name != "" {
				it.Authors = append(it.Authors, author{name})
			}
		}
		it.Tags, _ = p.terms()
		d.Items = append(d.Items, it)
	}
	return d
}

// guid is what names the post, as a feed would have it.
func (p *post) guid() string { return first(p.GUID.string, p.Link.string) }

// terms are the rubrics and the tags of a post in the publisher's words. Where
// nobody chose a rubric the tags stand for it, as they do in feeds.
func (p *post) terms() (rubrics, tags []string) {
	for _, order := range p.Embedded.Terms {
		for _, t := range order {
			switch name := oneLine(t.Name); {
			case name == "":
			case t.Taxonomy == "category" && !unfiled(name):
				rubrics = append(rubrics, name)
			case t.Taxonomy == "post_tag":
				tags = append(tags, name)
			}
		}
	}
	if len(rubrics) == 0 {
		return tags, nil
	}
	return rubrics, tags
}

// unfiled reports the rubric of what nobody put into one, as WordPress names it
// in its languages (translate.wordpress.org, «Uncategorized»).
func unfiled(name string) bool {
	switch strings.ToLower(name) {
	case "uncategorized", "uncategorised", "без рубрики", "без категории", "kateqoriyasız", "kateqoriyasiz", "rubrikasız",
		"без категорії", "без рубрыкі", "айдарсыз", "kategorisiz", "kategorilenmemiş", "unkategorisiert",
		"nicht kategorisiert", "non classé", "non catégorisé", "sin categoría", "sin categorizar", "senza categoria",
		"sem categoria", "bez kategorii", "geen categorie", "niet gecategoriseerd":
		return true
	}
	return false
}

// image is the address of the picture at the head of a post: the size for
// reading, at most 1024 pixels wide, rather than the one of the camera.
func (p *post) image() string {
	for _, m := range p.Embedded.Media {
		if m.MediaType == "image" {
			return first(m.Details.Sizes["large"].SourceURL, m.SourceURL, p.JetpackImage.string)
		}
	}
	return p.JetpackImage.string
}

// clock is how WordPress writes a time: without a zone.
const clock = "2006-01-02T15:04:05"

// moment is a time of WordPress with its zone. It gives two, by the clock of
// the site and by that of Greenwich, and what lies between them is the zone.
// Where only the first is there the site's zone is left to be guessed.
func moment(local, gmt string) string {
	utc, err := time.Parse(clock, gmt)
	if err != nil || utc.Year() < 1 { // drafts have 0000-00-00
		return local
	}
	here, err := time.Parse(clock, local)
	east := here.Sub(utc)
	if err != nil || east.Abs() > 14*time.Hour || east%(15*time.Minute) != 0 {
		return utc.Format(time.RFC3339)
	}
	return utc.In(time.FixedZone("", int(east/time.Second))).Format(time.RFC3339)
}

// deepen gives entries what a feed has no place for: tags apart from rubrics,
// and that the text is the whole one. Entries are known by their guid, unless
// two posts have the same.
func deepen(entries []feed.Entry, list []post) {
	by := map[string]*post{}
	for i := range list {
		id := oneLine(list[i].guid())
		other, twice := by[id]
		switch {
		case !twice:
			by[id] = &list[i]
		case other != nil && other.ID != list[i].ID:
			by[id] = nil
		}
	}
	for i := range entries {
		e := &entries[i]
		p := by[e.GUID]
		if p == nil {
			continue
		}
		_, e.Tags = p.terms()
		if body := plain(p.Content.string); body != "" && !p.Content.protected {
			e.HTML, e.Full = feed.Markup(strings.TrimSpace(p.Content.string)), !cutShort(body)
		} else {
			e.Full = false
		}
	}
}

// cutShort reports a text that some sites shorten here too.
func cutShort(body string) bool {
	body = strings.TrimRight(body, " ]")
	return strings.HasSuffix(body, "…") || strings.HasSuffix(body, "...")
}
