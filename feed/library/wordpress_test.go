package library

import (
	"net/http"
	"strings"
	"testing"
)

// posts is what a site of WordPress answers for its newest posts.
const posts = `[{"id":7,"date_gmt":"2025-11-28T08:00:00","modified_gmt":"2025-11-28T08:00:00","link":"{host}/2025/11/port/",
"guid":{"rendered":"{host}/?p=7"},"title":{"rendered":"Порт открыт &#8212; снова"},"excerpt":{"rendered":"<p>Коротко.</p>"},
"content":{"rendered":"<p>Порт открылся утром.</p>"},
"_embedded":{"author":[{"id":1,"name":"Редакция"}],"wp:term":[[{"id":3,"name":"Экономика","slug":"e","taxonomy":"category"}]]}}]`

func TestWordPress(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/wp-json/wp/v2/posts": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		_, _ = w.Write([]byte(strings.ReplaceAll(posts, "{host}", "http://"+r.Host)))
	}})
	l, _ := openNew(t)
	sub, got, err := l.Subscribe(t.Context(), NewSource{URL: p.URL + "/wp-json/wp/v2/posts", Kind: kindWordPress})
	if err != nil || got.New != 1 || sub.Kind != kindWordPress {
		t.Fatalf("%+v %+v %v", sub, got, err)
	}
	it := list(t, l, "rubric:economy")
	if len(it) != 1 || it[0].Title != "Порт открыт — снова" || it[0].Section != "Экономика" {
		t.Errorf("%+v", it)
	}
}
