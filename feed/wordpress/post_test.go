package wordpress

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/rss"
)

func TestPost(t *testing.T) {
	e := one(t, story{
		id: 41, title: "Liman &#8211; &#171;Xəzər&#187; &amp; K&#186;", author: "Leyla &amp; Rauf", excerpt: "<p>Qısaca&nbsp;deyək [&hellip;]</p>\n",
		body: "\n<p>Gəmi gəldi.</p>\n<p>Yük boşaldıldı.</p>\n", rubrics: []string{"İqtisadiyyat", "Elm &amp; texnika"}, tags: []string{"Liman", "Xəzər &#8211; dəniz"},
		more: map[string]any{"modified": "2026-03-04T17:00:00", "modified_gmt": "2026-03-04T13:00:00", "lang": "az"},
	})
	if e.Title != "Liman – «Xəzər» & Kº" || e.Author != "Leyla & Rauf" || e.URL != "https://liman.example/2026/03/story-41/" || e.Lang != "az" {
		t.Errorf("%+v", e)
	}
	if e.HTML != "<p>Gəmi gəldi.</p>\n<p>Yük boşaldıldı.</p>" || !e.Full || !strings.Contains(e.Summary, "Qısaca deyək […]") {
		t.Errorf("text %q, full %v, summary %q", e.HTML, e.Full, e.Summary)
	}
	if !slices.Equal(e.Categories, []string{"İqtisadiyyat", "Elm & texnika"}) || !slices.Equal(e.Tags, []string{"Liman", "Xəzər – dəniz"}) {
		t.Errorf("rubrics %q, tags %q", e.Categories, e.Tags)
	}
	if !slices.Equal(e.Images, []string{"https://liman.example/up/large.jpg"}) {
		t.Errorf("pictures %q", e.Images)
	}
	if got := e.Published.Format(time.RFC3339); got != "2026-03-04T15:19:00+04:00" {
		t.Errorf("published %s", got)
	}
	if got := e.Updated.Format(time.RFC3339); got != "2026-03-04T17:00:00+04:00" {
		t.Errorf("updated %s", got)
	}
}

func TestRubrics(t *testing.T) {
	for _, c := range []struct{ rubrics, tags, want, wantTags []string }{
		{[]string{"Город"}, []string{"Порт"}, []string{"Город"}, []string{"Порт"}},
		{[]string{"Uncategorized", "Город"}, nil, []string{"Город"}, nil},
		{[]string{"Без рубрики"}, []string{"Спорт"}, []string{"Спорт"}, nil},
		{[]string{"Kateqoriyasız"}, nil, nil, nil},
		{[]string{"UNCATEGORISED", " "}, []string{""}, nil, nil},
		{[]string{"Общество", "Спорт"}, nil, []string{"Общество", "Спорт"}, nil},
	} {
		e := one(t, story{id: 41, title: "x", rubrics: c.rubrics, tags: c.tags})
		if !slices.Equal(e.Categories, c.want) || !slices.Equal(e.Tags, c.wantTags) {
			t.Errorf("%q %q: rubrics %q, tags %q", c.rubrics, c.tags, e.Categories, e.Tags)
		}
	}
}

// The whole text is one that is there, open, and not cut.
func TestFull(t *testing.T) {
	content := func(s string, protected bool) map[string]any {
		return map[string]any{"content": map[string]any{"rendered": s, "protected": protected}}
	}
	long := "<p>" + strings.Repeat("Слово за словом. ", 300) + "</p>"
	for _, c := range []struct {
		name string
		more map[string]any
		html string
		full bool
	}{
		{"a short text", content("<p>Да.</p>", false), "<p>Да.</p>", true},
		{"shorter than its excerpt", content("<p>Д</p>", false), "<p>Д</p>", true},
		{"behind a password", content("", true), "Кратко", false},
		{"a form for a password", content("<form>Пароль</form>"+long, true), "Слово", false},
		{"none", content("", false), "Кратко", false},
		{"a picture only", content(`<p><img src="x.jpg"></p>`, false), "", false},
		{"blanks", content("<p>&nbsp;</p>", false), "Кратко", false},
		{"cut", content("<p>Вчера в порту&hellip;</p>", false), "Вчера", false},
		{"cut in brackets", content(long+"<p>и далее [...]</p>", false), "и далее", false},
		{"marks of an editor", content("[vc_row][vc_column width=\"1/2\"]<p>Да [1].</p>[/vc_column][/vc_row]", false), "<p>Да [1].</p>", true},
		{"nothing but marks", content("[et_pb_section][/et_pb_section]", false), "Кратко", false},
		{"of another type", map[string]any{"content": []any{}}, "Кратко", false},
		{"a plain string", map[string]any{"content": "<p>Да.</p>"}, "<p>Да.</p>", true},
	} {
		e := one(t, story{id: 41, title: "x", excerpt: "<p>Кратко о том.</p>", more: c.more})
		if !strings.Contains(string(e.HTML), c.html) || e.Full != c.full {
			t.Errorf("%s: %.80q, full %v", c.name, e.HTML, e.Full)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ local, gmt, want string }{
		{"2026-03-04T12:00:00", "2026-03-04T08:00:00", "2026-03-04T12:00:00+04:00"},
		{"2026-03-04T12:00:00", "2026-03-04T17:30:00", "2026-03-04T12:00:00-05:30"},
		{"2026-03-04T12:00:00", "", "2026-03-04T12:00:00"},
		{"2026-03-04T12:00:00", "0000-00-00T00:00:00", "2026-03-04T12:00:00"},
		{"2026-03-04T12:00:00+03:00", "", "2026-03-04T12:00:00+03:00"},
		{"", "2026-03-04T08:00:00", "2026-03-04T08:00:00Z"},
		{"2026-03-01T12:00:00", "2026-03-04T08:00:00", "2026-03-04T08:00:00Z"}, // no zone is three days wide
		{"2026-03-04T12:07:00", "2026-03-04T08:00:00", "2026-03-04T08:00:00Z"},
		{"yesterday", "today", "yesterday"},
	} {
		if got := moment(c.local, c.gmt); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.local, c.gmt, got, c.want)
		}
	}
	// A clock without that of Greenwich is in the zone that is set for the site.
	doc := list(t, story{id: 41, title: "x", more: map[string]any{"date_gmt": nil}})
	b, err := parse(doc, rss.Meta{URL: "https://liman.example/wp-json/wp/v2/posts", Zone: "Asia/Baku", Now: now()})
	if err != nil || b.Entries[0].Published.Format(time.RFC3339)+b.Entries[0].Published.Location().String() != "2026-03-04T15:19:00+04:00Asia/Baku" {
		t.Errorf("%v, %v", b.Entries[0].Published, err)
	}
	late := one(t, story{id: 41, title: "x", more: map[string]any{"date": "2030-01-01T04:00:00", "date_gmt": "2030-01-01T00:00:00"}})
	if want := now().Add(24 * time.Hour); !late.Published.Equal(want) {
		t.Errorf("%v, want %v", late.Published, want)
	}
}

func TestPictures(t *testing.T) {
	media := func(v any) map[string]any {
		return map[string]any{"_embedded": map[string]any{"wp:featuredmedia": v}, "jetpack_featured_media_url": "https://liman.example/j.jpg"}
	}
	picture := map[string]any{"media_type": "image", "source_url": "/up/a.jpg", "media_details": map[string]any{"sizes": []any{}}}
	for name, c := range map[string]struct {
		more map[string]any
		want []string
	}{
		"without sizes":    {media([]any{picture}), []string{"https://liman.example/up/a.jpg"}},
		"a film":           {media([]any{map[string]any{"media_type": "file", "source_url": "/a.mp4"}}), []string{"https://liman.example/j.jpg"}},
		"an error":         {media([]any{map[string]any{"code": "rest_post_invalid_id"}}), []string{"https://liman.example/j.jpg"}},
		"nothing embedded": {map[string]any{"_embedded": []any{}}, nil},
		"a bad address":    {map[string]any{"_embedded": nil, "jetpack_featured_media_url": "data:image/png;base64,x"}, nil},
	} {
		if e := one(t, story{id: 41, title: "x", more: c.more}); !slices.Equal(e.Images, c.want) {
			t.Errorf("%s: %q", name, e.Images)
		}
	}
}

// The site's RSS names a story by the same keys, so that marks outlive a
// change from one to the other.
func TestSameKeysAsRSS(t *testing.T) {
	stories := []story{
		{id: 1041, title: "Порт &#8212; снова открыт"}, {id: 1042, title: "A &amp; B", more: map[string]any{
			"guid": map[string]any{"rendered": "https://liman.example/?post_type=post&#038;p=1042"}, "link": "https://liman.example/ru/порт/?a=1&#038;b=2",
		}}, {id: 1043, title: "Без ссылки", more: map[string]any{"link": ""}},
	}
	b, err := read(t, list(t, stories...))
	if err != nil || len(b.Entries) != len(stories) {
		t.Fatalf("%d entries, %v", len(b.Entries), err)
	}
	doc := `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Liman</title><link>https://liman.example</link>`
	for i, s := range stories {
		p := s.sent()
		guid, ok := p["guid"].(map[string]any)["rendered"].(string)
		if !ok {
			t.Fatal("no guid")
		}
		// WordPress writes these as they are in the API, and dates in GMT.
		doc += fmt.Sprintf(`<item><title>%s</title><link>%s</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate></item>`,
			s.title, p["link"], guid, b.Entries[i].Published.UTC().Format("Mon, 02 Jan 2006 15:04:05 +0000"))
	}
	other, err := rss.Parse([]byte(doc+"</channel></rss>"), rss.Meta{URL: "https://liman.example/feed/", Now: now()})
	if err != nil || len(other.Entries) != len(stories) {
		t.Fatalf("%d entries, %v", len(other.Entries), err)
	}
	for i, e := range other.Entries {
		mine := b.Entries[i].Keys
		if e.URL != "" && !slices.Equal(mine, e.Keys) || !slices.ContainsFunc(mine, func(k string) bool { return slices.Contains(e.Keys, k) }) {
			t.Errorf("%q here, %q in RSS", mine, e.Keys)
		}
	}
}

// A post that is there twice is one; two that share a guid keep their own texts.
func TestTwice(t *testing.T) {
	shared := map[string]any{"guid": map[string]any{"rendered": "https://liman.example/?p=1"}}
	a, b := story{id: 51, title: "Один", body: "<p>Первый текст.</p>", more: shared}, story{id: 52, title: "Два", body: "<p>Второй текст.</p>", more: shared}
	got, err := read(t, list(t, a, b, a))
	if err != nil || len(got.Entries) != 2 || !strings.Contains(string(got.Entries[0].HTML), "Первый") || !strings.Contains(string(got.Entries[1].HTML), "Второй") {
		t.Errorf("%+v, %v", got.Entries, err)
	}
}

func TestDocuments(t *testing.T) {
	whole := string(list(t, story{id: 61, title: "Первая", body: "<p>Один.</p>"}, story{id: 62, title: "Вторая"}, story{id: 63, title: "Третья"}))
	third := strings.Index(whole, `"Третья"`)
	end := strings.LastIndex(whole, "]")
	ascii := strings.NewReplacer("Первая", `\u041f\u0435\u0440\u0432\u0430\u044f`, "</p>", `<\/p>`).Replace(whole)
	values := strings.Replace(whole, "[{", `[null,7,"x",[],{},{"id":9},{"id":"x","title":"y"},{`, 1)
	all := []string{"Первая", "Вторая", "Третья"}
	for name, c := range map[string]struct {
		doc  string
		want []string
		kind feed.Kind
	}{
		"whole":                   {whole, all, ""},
		"as WordPress escapes":    {ascii, all, ""},
		"a mark, blanks":          {"\ufeff\n \n" + whole, all, ""},
		"line ends in texts":      {strings.Replace(whole, "Один.", "Один\n\x00.", 1), all, ""},
		"warnings before":         {"<br />\n<b>Warning</b>: Undefined array key [0] in <b>/www/x.php</b> on line 7<br />\n" + strings.Replace(whole, "{", `{"id":61,`, 1), all, ""},
		"warnings after":          {whole + "<br />\n<b>Notice</b>: x", all, ""},
		"values that are no post": {values, all, ""},
		"cut in the third":        {whole[:third], all[:2], feed.KindDamaged},
		"cut at the end":          {whole[:end], all, feed.KindDamaged},
		"broken in the third":     {strings.Replace(whole, `"Третья"`, `"Тре\ья"`, 1), all[:2], feed.KindDamaged},
		"cut in the first":        {whole[:20], nil, feed.KindDamaged},
		"none":                    {"[]", nil, ""},
		"nothing":                 {" \n", nil, feed.KindEmpty},
		"users":                   {`[{"id":1,"name":"admin","link":"https://liman.example/author/admin"}]`, nil, feed.KindNotFeed},
		"a text":                  {`"posts"`, nil, feed.KindNotFeed},
		"a page":                  {"<!DOCTYPE html><html><body>Войдите</body></html>", nil, feed.KindNotFeed},
		"a page with posts in it": {`<!doctype html><HTML><script>var posts=` + whole + `</script>`, nil, feed.KindNotFeed},
		"another object":          {`{"posts":[]}`, nil, feed.KindNotFeed},
		"a broken object":         {`{"code":"rest_`, nil, feed.KindNotFeed},
	} {
		b, err := read(t, []byte(c.doc))
		var titles []string
		for _, e := range b.Entries {
			titles = append(titles, e.Title)
		}
		if !slices.Equal(titles, c.want) || feed.KindOf(err) != c.kind {
			t.Errorf("%s: %q, %v", name, titles, err)
		}
	}
}

// A list longer than any honest one is read to a bound.
func TestEndless(t *testing.T) {
	var doc strings.Builder
	doc.WriteByte('[')
	for i := range 3 * maxPosts {
		fmt.Fprintf(&doc, `{"id":%d,"link":"https://liman.example/%d","title":"x %d"},`, i+1, i, i)
	}
	b, err := read(t, []byte(doc.String()))
	if err != nil || len(b.Entries) != maxPosts {
		t.Errorf("%d entries, %v", len(b.Entries), err)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		code   string
		status string
		want   feed.Kind
	}{
		{"rest_forbidden", `{"status":401}`, feed.KindRefused},
		{"x", `{"status":403}`, feed.KindRefused},
		{"x", `{"status":451}`, feed.KindRefused},
		{"rest_no_route", `{"status":404}`, feed.KindNotFound},
		{"rest_gone", `{"status":410}`, feed.KindGone},
		{"x", `{"status":429}`, feed.KindTooMany},
		{"rest_invalid_param", `{"status":400}`, feed.KindServer},
		{"internal_server_error", `{"status":500}`, feed.KindServer},
		{"rest_no_route", `null`, feed.KindNotFound},
		{"rest_login_required", `[]`, feed.KindRefused},
		{"rest_cannot_access", `""`, feed.KindRefused},
		{"rest_disabled", `{"status":"401"}`, feed.KindRefused},
		{"db_error", `null`, feed.KindServer},
	} {
		_, err := read(t, fmt.Appendf(nil, `{"code":%q,"message":"<strong>Закрыто</strong>\u001b[31m","data":%s}`, c.code, c.status))
		if feed.KindOf(err) != c.want || err == nil || !strings.Contains(err.Error(), "Закрыто") || strings.ContainsAny(err.Error(), "\x1b<") {
			t.Errorf("%s %s: %v", c.code, c.status, err)
		}
	}
}

// Whatever a document holds, its entries have keys of their own and lead to the
// web, and a text that is whole is there.
func FuzzParse(f *testing.F) {
	f.Add([]byte("[]"))
	f.Add([]byte(`[{"id":1,"title":{"rendered":"x"},"guid":"y","content":{"rendered":"[vc_row]<","protected":true},"_embedded":{"wp:term":[[{"name":"<"}]]}}]`))
	f.Add([]byte(`{"code":"rest_forbidden","message":"<b","data":{"status":1e400}}`))
	f.Add(list(f, story{id: 1, title: "a", body: "<p>b</p>", rubrics: []string{"c"}}, story{id: 2, title: "d", tags: []string{"e"}}))
	f.Fuzz(func(t *testing.T, doc []byte) {
		b, err := read(t, doc)
		if err != nil && feed.KindOf(err) == feed.KindInternal {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range b.Entries {
			if len(e.Keys) == 0 || e.URL != "" && !strings.HasPrefix(e.URL, "http") || e.Full && strings.TrimSpace(html.UnescapeString(string(e.HTML))) == "" {
				t.Errorf("%+v", e)
			}
			for _, k := range e.Keys {
				if seen[k] {
					t.Errorf("%q twice", k)
				}
				seen[k] = true
			}
		}
	})
}

// TestCrowded takes nothing of a list within the size limit that would fill
// the memory.
func TestCrowded(t *testing.T) {
	for _, inside := range []string{`"author":[`, `"wp:featuredmedia":[`, `"wp:term":[[],`} {
		doc := `[{"id":1,"link":"https://a.example/1","title":"x","_embedded":{` + inside + strings.Repeat("{},", 600_000) + "{}]}}]"
		b, err := parse([]byte(doc), rss.Meta{URL: "https://a.example/wp-json/wp/v2/posts"})
		if feed.KindOf(err) != feed.KindTooBig || len(b.Entries) != 0 {
			t.Errorf("%s: %d entries, %v", inside, len(b.Entries), err)
		}
		if _, ok := Judge([]byte(doc), "https://a.example/wp-json/wp/v2/posts"); ok {
			t.Errorf("%s: something to subscribe to", inside)
		}
	}
}
