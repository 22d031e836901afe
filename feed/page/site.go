package page

import (
	_ "embed" // the rules
	"fmt"
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

//go:embed sites.toml
var sitesTOML string

// selector is CSS as a rule of sites.toml has it; the zero selector finds
// nothing.
type selector struct{ group cascadia.SelectorGroup }

// UnmarshalText reads CSS.
func (s *selector) UnmarshalText(css []byte) error {
	group, err := cascadia.ParseGroup(string(css))
	s.group = group
	return err
}

// all returns what is found below n in the order of the document, without
// what lies in something found.
func (s selector) all(n *html.Node) []*html.Node {
	if len(s.group) == 0 {
		return nil
	}
	var out []*html.Node
	for _, m := range cascadia.QueryAll(n, s.group) {
		if len(out) == 0 || !within(m, out[len(out)-1]) {
			out = append(out, m)
		}
	}
	return out
}

// text joins the words of what is found, at most so many pieces.
func (s selector) text(n *html.Node, pieces int) string {
	var out []string
	for _, m := range s.all(n) {
		if t := Line(innerText(m)); t != "" && len(out) < pieces {
			out = append(out, t)
		}
	}
	return strings.Join(out, " ")
}

// within reports whether n lies below outer.
func within(n, outer *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// site is what sites.toml knows of a host; the zero site knows nothing.
type site struct {
	Host   string     `toml:"host"`
	In     []selector `toml:"in"`
	Out    selector   `toml:"out"`
	Title  selector   `toml:"title"`
	Rubric selector   `toml:"rubric"`
	Date   selector   `toml:"date"`
	Tags   selector   `toml:"tags"`
	Photo  selector   `toml:"photo"`
	Video  selector   `toml:"video"`
	Home   string     `toml:"home"`
	Paired bool       `toml:"paired"`
}

// sites are the rules by host, read when the first page is. The map is never
// written again.
var sites = sync.OnceValue(func() map[string]site {
	m, err := loadSites(sitesTOML)
	if err != nil {
		panic(err) // the file is compiled in and tested
	}
	return m
})

func loadSites(doc string) (map[string]site, error) {
	var file struct {
		Site []site `toml:"site"`
	}
	if err := toml.NewDecoder(strings.NewReader(doc)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, fmt.Errorf("sites.toml: %w", err)
	}
	m := make(map[string]site, len(file.Site))
	for _, s := range file.Site {
		if _, twice := m[s.Host]; twice || s.Host == "" {
			return nil, fmt.Errorf("sites.toml: host %q is empty or there twice", s.Host)
		}
		m[s.Host] = s
	}
	return m, nil
}

// siteOf returns the rules for a host, or for the domain it belongs to.
func siteOf(host string) site {
	host, _, _ = strings.Cut(host, ":")
	for host != "" {
		if s, ok := sites()[host]; ok {
			return s
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return site{}
}

// text takes the elements that hold the text out of the page into one, without
// what the rule says is none of it. It is nil when nothing is found; then the
// page is as it was.
func (s site) text(root *html.Node) *html.Node {
	for _, in := range s.In {
		found := in.all(root)
		words := 0
		for _, n := range found {
			words += len(strings.Fields(innerText(n)))
		}
		if words == 0 {
			continue
		}
		box := element("div")
		for _, n := range found {
			move(box, n.Parent, n)
		}
		for _, n := range s.Out.all(box) {
			takeOut(n)
		}
		return box
	}
	return nil
}

// topics are the tags that the rule finds: the links in each element, or its
// words parted by commas.
func (s site) topics(root *html.Node) []string {
	var out []string
	for _, n := range s.Tags.all(root) {
		links := 0
		for d := range n.Descendants() {
			if d.DataAtom == atom.A {
				out = append(out, strings.TrimLeft(Line(innerText(d)), "# "))
				links++
			}
		}
		if links == 0 {
			out = append(out, strings.TrimLeft(Line(innerText(n)), "# "))
		}
	}
	return out
}

// photos are the addresses of the main pictures that the rule finds.
func (s site) photos(root *html.Node, base string) []string {
	var out []string
	for _, n := range s.Photo.all(root) {
		if src := imageSource(n, base); src != "" {
			out = append(out, src)
		}
	}
	return out
}
