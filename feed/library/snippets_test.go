package library

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/words"
)

// excerpt is the best piece of a text for a filter, and the words marked in it;
// false when nothing is.
func excerpt(t testing.TB, filter, lang, text string) (feed.Snippet, []string, bool) {
	t.Helper()
	f, err := feed.ParseFilter(filter)
	if err != nil {
		t.Fatal(err)
	}
	p := bestPassage(text, lang, words.NewMarker(f.Words(), []string{lang}))
	if len(p.marks) == 0 {
		return feed.Snippet{}, nil, false
	}
	s := p.cut()
	sane(t, s)
	var marked []string
	for _, m := range s.Marks {
		marked = append(marked, s.Text[m[0]:m[1]])
	}
	return s, marked, true
}

// sane holds what is true of every snippet.
func sane(t testing.TB, s feed.Snippet) {
	t.Helper()
	if n := utf8.RuneCountInString(s.Text); n > snippetRunes+maxJoined || n == 0 {
		t.Errorf("%d runes: %q", n, s.Text)
	}
	if !page.Safe(s.Text) || page.Line(s.Text) != s.Text {
		t.Errorf("not clean: %q", s.Text)
	}
	at := 0
	for _, m := range s.Marks {
		if m[0] < at || m[1] <= m[0] || m[1] > len(s.Text) || !utf8.ValidString(s.Text[m[0]:m[1]]) {
			t.Fatalf("marks %v of %q", s.Marks, s.Text)
		}
		at = m[1]
	}
	if len(s.Marks) == 0 {
		t.Errorf("no mark in %q", s.Text)
	}
}

// maxJoined is how many marks may follow the last letter of a snippet.
const maxJoined = 8

// filler is a text without any of the words that are looked for.
func filler(words int) string {
	list := strings.Fields("вчера вечером тихий снег падал над старой набережной пока лодки стояли у причала")
	out := make([]string, words)
	for i := range out {
		out[i] = list[i%len(list)]
	}
	return strings.Join(out, " ")
}

func TestSnippets(t *testing.T) {
	t.Parallel()
	long := filler(60)
	for _, c := range []struct {
		name, filter, lang, text string
		want                     string // a part of the snippet
		marked                   string // joined with |
	}{
		{"a short text is whole", "порт", "ru", "В порту тихо.", "В порту тихо.", "порту"},
		{"forms", "министр", "ru", "Слово министров и министром сказано.", "", "министров|министром"},
		{"cut at both ends", "маяк", "ru", long + " зажёгся маяк на мысу " + long, "маяк на мысу", "маяк"},
		{"several words together", "маяк шторм", "ru", "Маяк молчит. " + long + " у маяка шторм. " + long + " шторм утих", "у маяка шторм", "маяка|шторм"},
		{"a phrase before single words", `"старый маяк"`, "ru", "старый дом и маяк; " + long + " старый маяк горит", "старый маяк горит", "старый маяк"},
		{"a beginning", "маяч*", "ru", long + " маячный смотритель " + long, "маячный смотритель", "маячный"},
		{"excluded words are no matches", "маяк -шторм", "ru", "шторм и маяк", "", "маяк"},
		{"either of two", "маяк or шторм", "ru", "сегодня шторм", "", "шторм"},
		{"at the very end", "маяк", "ru", long + " маяк", "… маяк", "маяк"},
		{"English", "harbour", "en", "Two harbours reopened.", "Two harbours reopened.", "harbours"},
	} {
		s, marked, ok := excerpt(t, c.filter, c.lang, c.text)
		if !ok {
			t.Errorf("%s: nothing", c.name)
			continue
		}
		if want := strings.TrimPrefix(c.want, "… "); !strings.Contains(s.Text, want) {
			t.Errorf("%s: %q", c.name, s.Text)
		}
		if got := strings.Join(marked, "|"); got != c.marked {
			t.Errorf("%s: marked %s, want %s in %q", c.name, got, c.marked, s.Text)
		}
		if cut := utf8.RuneCountInString(c.text) > snippetRunes; cut != strings.Contains(s.Text, "…") {
			t.Errorf("%s: %q", c.name, s.Text)
		}
	}
	if s, _, ok := excerpt(t, "каравелла", "ru", long); ok {
		t.Errorf("%q", s.Text)
	}
}

// A snippet uses its room and is cut between words.
func TestASnippetIsCutBetweenWords(t *testing.T) {
	t.Parallel()
	text := filler(40) + " маяк " + filler(40)
	s, _, _ := excerpt(t, "маяк", "ru", text)
	if n := utf8.RuneCountInString(s.Text); n < snippetRunes-25 {
		t.Errorf("only %d runes: %q", n, s.Text)
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(s.Text, "…"), "…")
	if !strings.Contains(" "+text+" ", " "+inner+" ") {
		t.Errorf("a word was cut: %q", s.Text)
	}
	sentence, _, _ := excerpt(t, "маяк", "ru", filler(30)+". Здесь стоит маяк "+filler(40))
	if !strings.HasPrefix(sentence.Text, "…Здесь стоит маяк") {
		t.Errorf("not from the sentence: %q", sentence.Text)
	}
}

// Texts that are none: words without an end, no blanks, marks without letters.
func TestSnippetsOfOddTexts(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a word without an end": strings.Repeat("маяк", 100_000) + " маяк",
		"no blanks":             "маяк" + strings.Repeat("港", 500) + "маяк",
		"marks on marks":        "маяк" + strings.Repeat("е\u0301\u0323", 300) + " маяк " + strings.Repeat("e\u0301", 400),
		"nothing else":          strings.TrimSpace(strings.Repeat("маяк ", 3000)),
		"dashes":                strings.TrimSpace(strings.Repeat("— ", 200)) + " маяк" + strings.Repeat(" —", 200),
	} {
		if _, _, ok := excerpt(t, "маяк*", "ru", page.Line(text)); !ok {
			t.Errorf("%s: nothing", name)
		}
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("маяк стоит на мысу. Маяк горит", "маяк")
	f.Add(strings.Repeat("a b ", 200), "a b")
	f.Add("港港港 маяк\u0301 x", `"港港"`)
	f.Fuzz(func(t *testing.T, text, filter string) {
		parsed, err := feed.ParseFilter(filter)
		if err != nil || len(text) > 10_000 {
			return
		}
		text = page.Line(text)
		p := bestPassage(text, "ru", words.NewMarker(parsed.Words(), []string{"ru"}))
		if len(p.marks) > 0 {
			sane(t, p.cut())
		}
	})
}

// TestSnippetsOfStories: the teaser where it will do, else the body; hostile
// HTML leaves nothing but text; titles alone give no snippet.
func TestSnippetsOfStories(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(
		news{link: "/1", title: "Lighthouse", body: "<p>The harbour is quiet.</p>", age: time.Hour},
		news{link: "/2", title: "Body", body: "<p>" + strings.Repeat("Calm water at the pier. ", 60) + "</p><p>A keeper\nlit the <b>harbour</b> lamp\u202e of the lighthouse.</p><script>harbour()</script>", age: 2 * time.Hour},
		news{link: "/3", title: "Harbour", age: 3 * time.Hour},
		news{link: "/4", title: "Elsewhere", body: "<p>Nothing at all.</p>", age: 4 * time.Hour},
	))})
	l, _ := openNew(t)
	follow(t, l, p.URL+"/rss")
	got := snippets(t, l, "harbours")
	if len(got) != 2 || got["Lighthouse"].Text != "The harbour is quiet." ||
		!strings.HasSuffix(got["Body"].Text, "A keeper lit the harbour lamp of the lighthouse.") {
		t.Errorf("%+v", got)
	}
	if got := snippets(t, l, "title:harbour"); len(got) != 0 {
		t.Errorf("a title: %+v", got)
	}
	if got := snippets(t, l, "is:unread"); len(got) != 0 {
		t.Errorf("no words: %+v", got)
	}
	if got, err := l.Snippets(t.Context(), feed.Filter{Text: "harbour"}, []feed.ID{999}); err != nil || len(got) != 0 {
		t.Errorf("no such story: %v %v", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Snippets(ctx, feed.Filter{Text: "harbour"}, []feed.ID{1}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// snippets are those of all stories by title.
func snippets(t *testing.T, l *Library, filter string) map[string]feed.Snippet {
	t.Helper()
	f, err := feed.ParseFilter(filter)
	if err != nil {
		t.Fatal(err)
	}
	var ids []feed.ID
	titles := map[feed.ID]string{}
	for _, it := range list(t, l, "") {
		ids, titles[it.ID] = append(ids, it.ID), it.Title
	}
	by, err := l.Snippets(t.Context(), f, ids)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]feed.Snippet{}
	for id, s := range by {
		sane(t, s)
		out[titles[id]] = s
	}
	return out
}

// BenchmarkSnippets: bodies of 5 KB take at most 2 ms each, one of 4 MB some
// 50 ms.
func BenchmarkSnippets(b *testing.B) {
	for name, size := range map[string]int{"5KB": 5 << 10, "4MB": 4 << 20} {
		body := "<p>" + strings.Repeat(filler(12)+"</p><p>", size/200) + "маяк и шторм</p>"
		p := publish(b, map[string]answer{"/rss": says(document(news{link: "/1", title: "x", body: body, age: time.Hour}))})
		l, _ := openNew(b)
		follow(b, l, p.URL+"/rss")
		b.Run(fmt.Sprintf("%s of %d", name, len(body)), func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Snippets(b.Context(), feed.Filter{Text: "маяк шторм"}, []feed.ID{1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
