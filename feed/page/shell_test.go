package page

import (
	"slices"
	"testing"
)

// Relative addresses count from where the page says.
func TestExtractBase(t *testing.T) {
	page := story(`<base href="https://cdn.example/x/">`, storyText()+`<p>Подробнее <a href="b">здесь</a> и <a href="/c">там</a>.</p><p><img src="p.jpg"></p>`)
	e, err := Extract([]byte(page), "", storyURL)
	if err != nil {
		t.Fatal(err)
	}
	b := Read(e.HTML, e.URL)
	var got []string
	for _, l := range b.Links {
		got = append(got, l.URL)
	}
	if want := []string{"https://cdn.example/x/b", "https://cdn.example/c"}; !slices.Equal(got, want) || len(b.Images) != 1 || b.Images[0].URL != "https://cdn.example/x/p.jpg" {
		t.Errorf("%q, %v", got, b.Images)
	}
}

func TestElsewhere(t *testing.T) {
	const at = "https://port.example/a/story"
	for _, c := range []struct{ name, in, want string }{
		{"a refresh", `<meta http-equiv="refresh" content="0; url=/b/story">`, "https://port.example/b/story"},
		{"a refresh in quotes", `<META HTTP-EQUIV=Refresh CONTENT="5;URL='https://other.example/b'">`, "https://other.example/b"},
		{"a comma", `<meta http-equiv="refresh" content="0, url=/b">`, "https://port.example/b"},
		{"for those without scripts", `<noscript><meta http-equiv="refresh" content="0; url=/b"></noscript>`, "https://port.example/b"},
		{"a base", `<base href="https://cdn.example/x/"><meta http-equiv="refresh" content="0; url=b">`, "https://cdn.example/x/b"},
		{"the page again", `<meta http-equiv="refresh" content="0; url=https://port.example/a/story#top">`, ""},
		{"a page that is renewed", `<meta http-equiv="refresh" content="300; url=/b">`, ""},
		{"no address", `<meta http-equiv="refresh" content="0">`, ""},
		{"no page", `<meta http-equiv="refresh" content="0; url=javascript:alert(1)">`, ""},
		{"a page for phones", `<link rel="amphtml" href="/amp/story">`, "https://port.example/amp/story"},
		{"both", `<link rel="amphtml" href="/amp/story"><meta http-equiv="refresh" content="0; url=/b">`, "https://port.example/b"},
		{"neither", `<link rel="canonical" href="/b"><a href="/c">c</a>`, ""},
	} {
		if got := Elsewhere([]byte(c.in), "text/html", at); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
