package tour

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"time"
)

//go:embed pages
var pages embed.FS

//go:embed images
var images embed.FS

//go:embed video
var films embed.FS

// Handler serves the edition as a small news site: /{lang}/ is a front page,
// /{lang}/{id} an article, Path names the feeds; pictures are under /images/
// and films under /video/. Links have the address of the host that was asked.
//
// The edition is printed when Handler is called and again every 24 hours by
// the clock now, so that between two editions conditional requests are
// answered with 304. It is safe for concurrent use.
func Handler(now func() time.Time) http.Handler {
	s := site{start: now(), now: now, page: template.Must(template.ParseFS(pages, "pages/*.html"))}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/en/", http.StatusFound)
	})
	mux.HandleFunc("GET /{lang}/{$}", s.front)
	mux.HandleFunc("GET /{lang}/{name}", s.named)
	mux.HandleFunc("GET /images/{name}", s.file(images, "images/", "image/png"))
	mux.HandleFunc("GET /video/{name}", s.file(films, "video/", "video/x-msvideo"))
	return mux
}

type site struct {
	start time.Time
	now   func() time.Time
	page  *template.Template
}

// printed is the time of the edition on sale.
func (s site) printed() time.Time {
	return s.start.Add(s.now().Sub(s.start).Truncate(24 * time.Hour))
}

// edition opens the edition a request asks for; nil when there is none.
func (s site) edition(r *http.Request) *edition {
	lang := r.PathValue("lang")
	if !slices.Contains(Languages(), lang) {
		return nil
	}
	base := "http://" + r.Host
	if r.TLS != nil {
		base = "https://" + r.Host
	}
	e := open(lang, base, s.printed())
	return &e
}

// named serves a feed or an article.
func (s site) named(w http.ResponseWriter, r *http.Request) {
	e, name := s.edition(r), r.PathValue("name")
	if e == nil {
		http.NotFound(w, r)
		return
	}
	for _, f := range Formats() {
		if name == f.file() {
			s.send(w, r, f.MediaType()+"; charset=utf-8", Document(e.Lang, f, e.base, s.printed()))
			return
		}
	}
	for _, story := range e.stories {
		if story.ID == name {
			s.render(w, r, "article.html", e.article(story))
			return
		}
	}
	http.NotFound(w, r)
}

// front serves the front page.
func (s site) front(w http.ResponseWriter, r *http.Request) {
	e := s.edition(r)
	if e == nil {
		http.NotFound(w, r)
		return
	}
	s.render(w, r, "front.html", e.frame())
}

// file serves what is embedded under dir.
func (s site) file(from embed.FS, dir, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b, err := from.ReadFile(dir + r.PathValue("name"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		s.send(w, r, kind, b)
	}
}

// render fills a page and sends it.
func (s site) render(w http.ResponseWriter, r *http.Request, name string, data any) {
	var b bytes.Buffer
	if err := s.page.ExecuteTemplate(&b, name, data); err != nil {
		http.Error(w, "render "+name+": "+err.Error(), http.StatusInternalServerError)
		return
	}
	s.send(w, r, "text/html; charset=utf-8", b.Bytes())
}

// send answers with b and its validators, or with 304.
func (s site) send(w http.ResponseWriter, r *http.Request, kind string, b []byte) {
	sum := sha256.Sum256(b)
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", s.printed(), bytes.NewReader(b))
}

// frame is what every page shows; its stories are lines of a list.
type frame struct {
	words
	Base  string
	Feeds []link
	Lines []line
	All   []string // the languages
}

type link struct{ URL, Type, Title string }

type line struct{ Time, URL, Title, Section string }

// frame gathers the parts that pages have in common.
func (e edition) frame() frame {
	f := frame{words: e.words, Base: e.base, All: Languages()}
	for _, format := range Formats() {
		f.Feeds = append(f.Feeds, link{e.base + Path(e.Lang, format), format.MediaType(), e.Title + " (" + string(format) + ")"})
	}
	for _, s := range e.stories {
		f.Lines = append(f.Lines, line{e.published(s).Format("15:04"), e.link(s), s.Headline(), s.Section})
	}
	return f
}

// article is the page of a story.
type article struct {
	Frame frame
	Story
	URL, Date, Clock string
	Text             template.HTML
	Others           []version
	Data             template.JS
}

// newsArticle is the story as schema.org describes it.
type newsArticle struct {
	Context   string   `json:"@context"`
	Type      string   `json:"@type"`
	Headline  string   `json:"headline"`
	Summary   string   `json:"description"`
	URL       string   `json:"url"`
	Published string   `json:"datePublished"`
	Language  string   `json:"inLanguage"`
	Section   string   `json:"articleSection"`
	Keywords  []string `json:"keywords"`
	Author    struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	} `json:"author"`
}

// article gathers the page of a story.
func (e edition) article(s Story) article {
	a := article{
		Frame: e.frame(), Story: s, URL: e.link(s), Others: e.others[s.ID],
		Date: e.published(s).Format(time.RFC3339), Clock: e.published(s).Format("02.01.2006 15:04"),
		// our own text, embedded: not from a reader or a network
		Text: template.HTML(e.body(s)), // #nosec G203
	}
	a.Frame.Lines = slices.DeleteFunc(a.Frame.Lines, func(l line) bool { return l.URL == a.URL })[:5]
	ld := newsArticle{
		Context: "https://schema.org", Type: "NewsArticle", Headline: s.Headline(), Summary: s.Summary,
		URL: a.URL, Published: a.Date, Language: s.Lang, Section: s.Section, Keywords: s.Tags,
	}
	ld.Author.Type, ld.Author.Name = "Organization", s.Author
	if b, err := json.Marshal(ld); err == nil {
		a.Data = template.JS(b) // #nosec G203 json.Marshal escapes <, > and &
	}
	return a
}
