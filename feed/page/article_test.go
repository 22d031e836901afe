package page

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// numbered are paragraphs of twenty words, none like the other.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p>Абзац номер %d говорит, как строители укрепили берег реки камнем из старого карьера и посадили на склоне молодые ивы.</p>\n", i+1)
	}
	return b.String()
}

// Whether there is an article on a page, and whose words it has.
func TestExtractKnowsLists(t *testing.T) {
	card := `<div class="cell"><a href="/n/1"><h3>Мост через ущелье открыли раньше срока</h3></a><p>Подробности выясняются, движение пустят по одной полосе.</p></div>`
	list := `<ul>` + strings.Repeat(`<li><a href="/n/2">В районной больнице заработал новый томограф</a></li>`, 20) + `</ul>`
	short := `<h1>Порт открыт</h1><p>Порт снова принимает суда после шторма, сообщил капитан.</p>`
	const said = `<meta property="og:type" content="article">`
	for _, c := range []struct {
		name, head, body, address string
		article                   bool
	}{
		{"links alone", "", list, storyURL, false},
		{"cards", "", "<main>" + strings.Repeat(card, 8) + "</main>", storyURL, false},
		{"a word before cards", "", "<h1>Новости</h1><p>Все за неделю.</p>" + strings.Repeat(card, 8), storyURL, false},
		{"short news", "", short, storyURL, true},
		{"short news among cards that say so", said, short + strings.Repeat(card, 8), storyURL, true},
		{"a story with cards below", "", "<article>" + numbered(8) + "</article>" + strings.Repeat(card, 6), storyURL, true},
		{"a story at the front address", "", "<article>" + numbered(8) + "</article>", "https://agency.example/", true},
		{"a front page with a long greeting", "", "<article>" + numbered(8) + "</article>" + strings.Repeat(card, 6), "https://agency.example/", false},
		{"a list that says it is an article", said, "<article>" + numbered(3) + "</article>" + list, storyURL, true},
		{"headings that lead down the page", "", strings.Repeat(`<h2><a href="#x">Глава</a></h2>`+numbered(1), 4), storyURL, true},
		{"nothing but pictures", "", strings.Repeat("<img src=/a.jpg>", 9), storyURL, false},
	} {
		doc := "<html><head><title>x</title>" + c.head + "</head><body>" + c.body + "</body></html>"
		e, err := Extract([]byte(doc), "", c.address)
		switch {
		case c.article && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case !c.article && feed.KindOf(err) != feed.KindNoText:
			t.Errorf("%s: %v, %.200q", c.name, err, e.Text)
		}
	}
}

func TestIsTeaser(t *testing.T) {
	for in, want := range map[string]bool{
		`<h2><a href=/x>Мост открыли</a></h2>`:                 true,
		`<a href=/x><h3>Мост открыли</h3></a>`:                 true,
		`<a href=/x><div><h4>Мост</h4></div></a>`:              true,
		`<h2><span><a href=/x>Мост открыли</a></span></h2>`:    true,
		`<h2>О том, как <a href=/x>мост</a> открыли</h2>`:      false,
		`<h2><a href="#x">Глава</a></h2>`:                      false,
		`<p><a href=/x>Мост открыли</a></p>`:                   false,
		`<h2>x</h2><div><a href=/x>Мост открыли</a></div>`:     false,
		`<h5><a href=/x>Мост открыли</a></h5>`:                 false,
		`<li><a href=/x>Мост открыли</a> <b>Общество</b></li>`: false,
	} {
		if got := isTeaser(find(fragment(t, in), atom.A)); got != want {
			t.Errorf("isTeaser(%s) = %v", in, got)
		}
	}
}

func TestIsList(t *testing.T) {
	link := `<a href=/x>раз два три четыре</a> `
	for _, c := range []struct {
		name, in string
		want     bool
	}{
		{"nothing", "", false},
		{"words", "<p>раз два три</p>", false},
		{"mostly links", "<p>раз два " + link + "</p>", true},
		{"half of it links", "<p>раз два три четыре " + link + "</p>", false},
		{"anchors without an address", "<p><a name=x>раз два три</a></p>", false},
		{"three teasers and little else", strings.Repeat("<h2><a href=/x>раз</a></h2><p>два три</p>", 3), true},
		{"two teasers", strings.Repeat("<h2><a href=/x>раз</a></h2><p>два три</p>", 2), false},
		{"three teasers in a long text", strings.Repeat("<h2><a href=/x>раз</a></h2>", 3) + "<p>" + strings.Repeat("слово ", 200), false},
	} {
		m := feed.Markup(c.in)
		if got := isList(m, wordCount(m)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestIsFront(t *testing.T) {
	for _, c := range []struct {
		address        string
		teasers, count int
		want           bool
	}{
		{"https://a.example/", 5, 500, true},
		{"https://a.example", 5, 500, true},
		{"https://a.example/", 4, 500, false},
		{"https://a.example/x", 5, 500, false},
		{"https://a.example/x", 5, 20, true},
		{"https://a.example/x", 4, 20, false},
		{"https://a.example/?id=7", 5, 500, false},
	} {
		if got := isFront(c.address, c.teasers, c.count); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Full is false where the rest of the text is not for everybody.
func TestExtractFull(t *testing.T) {
	const free = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":`
	gate := `<div class="gate"><p>Оформите подписку, чтобы дочитать статью.</p></div>`
	for _, c := range []struct {
		name, head, body string
		full             bool
	}{
		{"free", "", numbered(6), true},
		{"free by its data", free + `true}</script>`, numbered(6), true},
		{"free by its data in words", free + `"True"}</script>`, numbered(6), true},
		{"not free", free + `false}</script>`, numbered(6), false},
		{"not free in words", free + `"False"}</script>`, numbered(6), false},
		{"not free by an address", free + `"https://schema.org/False"}</script>`, numbered(40), false},
		{"a gate below some text", "", numbered(6) + gate, false},
		{"a gate below a long text", "", numbered(40) + gate, true},
		{"a box for money", "", numbered(6) + `<div class="paywall">Рубль в неделю</div>`, false},
	} {
		e, err := Extract([]byte(story(c.head, c.body)), "", storyURL)
		if err != nil || e.Full != c.full {
			t.Errorf("%s: %v, Full %v", c.name, err, e.Full)
		}
		if strings.Contains(e.Text, "подписку") || strings.Contains(e.Text, "Рубль") {
			t.Errorf("%s: %q", c.name, e.Text)
		}
	}
}

func TestLongerTextOfTheData(t *testing.T) {
	words := func(n int) string { return strings.Repeat("слово ", n) }
	for _, c := range []struct {
		name      string
		have      int
		body      string
		wantWords int
	}{
		{"none", 10, "", 10},
		{"shorter", 100, words(50), 100},
		{"about as long", 100, words(119), 100},
		{"clearly longer", 100, words(130), 130},
		{"all there is", 0, words(5), 5},
		{"as HTML", 0, "&lt;p&gt;раз два&lt;/p&gt;&lt;p&gt;три&lt;/p&gt;", 3},
	} {
		a := article{html: feed.Markup("<p>" + words(c.have) + "</p>"), words: c.have}
		a.longer(ldBody(c.body))
		if a.words != c.wantWords || wordCount(a.html) != c.wantWords {
			t.Errorf("%s: %d words, %d in the text", c.name, a.words, wordCount(a.html))
		}
	}
}

func TestLDBody(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"раз\nдва":                      "<p>раз</p>\n<p>два</p>\n",
		"<p>раз</p><p>a &amp; b</p>":    "<p>раз</p>\n<p>a &amp; b</p>\n",
		"1 < 2\n\n\n<script>x</script>": "<p>1 &lt; 2</p>\n",
	} {
		if got := string(ldBody(in)); got != want {
			t.Errorf("ldBody(%q) = %q, want %q", in, got, want)
		}
	}
}

// The paragraph under the headline is part of the text, once.
func TestLead(t *testing.T) {
	const lead = "Последний паромщик на реке работает без выходных"
	for _, c := range []struct {
		name, in, want string
	}{
		{"after the headline", `<h1>x</h1><p class="deck">` + lead + `</p>`, lead},
		{"in a box", `<h1>x</h1><div class="zt-standfirst"><span>` + lead + `</span></div>`, lead},
		{"before the headline", `<p class="deck">` + lead + `</p><h1>x</h1>`, ""},
		{"no headline", `<p class="deck">` + lead + `</p>`, ""},
		{"another name", `<h1>x</h1><p class="notes">` + lead + `</p>`, ""},
		{"too short", `<h1>x</h1><p class="lead">Текст и фото</p>`, ""},
		{"a link", `<h1>x</h1><p class="lead"><a href=/x>` + lead + `</a></p>`, ""},
		{"not a single block", `<h1>x</h1><div class="lead"><p>` + lead + `</p><p>x</p></div>`, ""},
	} {
		if got := leadOf(fragment(t, c.in)); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	for _, c := range []struct {
		name, html, title string
		words             int
		want              feed.Markup
	}{
		{"put before", "<p>Паром ходит.</p>", "", 2, "<p>" + lead + "</p>\n<p>Паром ходит.</p>"},
		{"there already", "<p>" + lead + ".</p>", "", 7, "<p>" + lead + ".</p>"},
		{"the headline", "<p>Паром ходит.</p>", lead, 2, "<p>Паром ходит.</p>"},
		{"no text", "", "", 0, ""},
	} {
		a := article{html: feed.Markup(c.html), words: c.words}
		a.prepend(lead, c.title)
		if a.html != c.want || a.words != wordCount(a.html) {
			t.Errorf("%s: %d words, %q", c.name, a.words, a.html)
		}
	}
}

func TestCaptions(t *testing.T) {
	root := fragment(t, `<figure><img src=/a.jpg><figcaption>Порт <i>ночью</i></figcaption></figure><figure><figcaption><p>Мост</p></figcaption></figure>`)
	captions(root)
	n := 0
	for d := range root.Descendants() {
		if d.DataAtom == atom.P && d.Parent.DataAtom == atom.Figcaption {
			n++
		}
	}
	if got := Line(innerText(root)); n != 2 || got != "Порт ночью Мост" {
		t.Errorf("%d paragraphs, %q", n, got)
	}
}

func TestClaimedArticle(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"marked", `<main>x<div itemprop="articleBody" id=want>y</div></main><article>z</article>`, "want"},
		{"an article", `<main>x<article id=want>y</article></main>`, "want"},
		{"a main part", `<main id=want>x</main>`, "want"},
		{"none", `<div>x</div>`, ""},
	} {
		got := ""
		if n := claimedArticle(fragment(t, c.in)); n != nil {
			got = value(n, "id")
		}
		if got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestPlayers(t *testing.T) {
	for address, want := range map[string]bool{
		"https://www.youtube.com/embed/x":        true,
		"https://www.youtube-nocookie.com/embed": true,
		"//player.vimeo.com/video/1":             true,
		"https://vk.com/video_ext.php?oid=1":     true,
		"https://rutube.ru/play/embed/1":         true,
		"https://video.report.az/1":              true,
		"https://ads.example/frame":              false,
		"https://notyoutube.example/":            false,
		"https://evil.example/youtube.com/":      false,
	} {
		if got := players.MatchString(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// A page of too many elements for readability still gives its text.
func TestExtractHugePages(t *testing.T) {
	doc := "<html><body><div>" + strings.Repeat("<p>Раз</p>", maxElements+1) + "</div></body></html>"
	e, err := Extract([]byte(doc), "", storyURL)
	if err != nil || !strings.HasPrefix(e.Text, "Раз") {
		t.Errorf("%v, %.40q", err, e.Text)
	}
}
