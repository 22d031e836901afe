package page

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// filler is text enough that what stands beside it is not most of the page.
func filler(paragraphs int) string {
	return strings.Repeat("<p>Строители укрепили берег реки камнем, привезенным из старого карьера, и посадили на склоне молодые ивы.</p>", paragraphs)
}

// cleaned returns what is left of a body, as words without the filler.
func cleaned(t *testing.T, body string, end time.Time) (left string, wall bool) {
	t.Helper()
	root := fragment(t, body)
	wall = clean(root, "port.example", end)
	var b bytes.Buffer
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	s := strings.ReplaceAll(b.String(), filler(1), "")
	return Line(innerText(fragment(t, s))), wall
}

func soon() time.Time { return time.Now().Add(time.Minute) }

func TestCleanParts(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"navigation", `<nav>Новости Спорт</nav>`, ""},
		{"a dialog", `<dialog open>Примите условия</dialog>`, ""},
		{"the foot of the page", `<footer>О нас, контакты</footer>`, ""},
		{"the foot of a quotation", `<blockquote>Пароход пришел <footer>Смотритель пристани</footer></blockquote>`, "Пароход пришел Смотритель пристани"},
		{"an aside of links", `<aside><a href=/1>Другая новость</a></aside>`, ""},
		{"an aside of words", `<aside>Пристань построена в 1911 году</aside>`, "Пристань построена в 1911 году"},
		{"a role", `<div role="navigation">Новости Спорт</div>`, ""},
		{"a role in capitals", `<div role="COMPLEMENTARY">Погода</div>`, ""},
		{"another role", `<div role="figure">Схема причала</div>`, "Схема причала"},
		{"a name", `<div class="share-bar">Отправить другу</div>`, ""},
		{"a name in a paragraph stays", `<p class="share">Доля рынка выросла</p>`, "Доля рынка выросла"},
		{"a name of a table stays", `<table class="rating"><tr><td>Первое место</table>`, "Первое место"},
		{"a link that passes the story on", `<a href="https://t.me/share/url?url=x">Отправить</a>`, ""},
		{"a link to the same site stays", `<p><a href="https://t.me/port">Канал порта</a></p>`, "Канал порта"},
		{"a heading in a named box", `<div class="header-menu"><h1>Берег укрепили</h1></div>`, "Берег укрепили"},
		{"what claims to be the article", `<div class="sidebar"><div itemprop="articleBody">Короткая заметка</div></div>`, "Короткая заметка"},
		{"AMP's advertisement", `<amp-ad>Реклама грузится тут</amp-ad>`, ""},
		{"AMP's box", `<amp-accordion>Вопросы и ответы</amp-accordion>`, "Вопросы и ответы"},
		{"AMP's sharing", `<amp-social-share>Отправить</amp-social-share>`, ""},
	} {
		if got, _ := cleaned(t, filler(8)+c.in, soon()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCleanSpares(t *testing.T) {
	long := strings.Repeat("Очевидец рассказал, как вода подошла к самым воротам и отступила. ", 9)
	for _, c := range []struct {
		name, in string
		kept     bool
	}{
		{"most of the page, whatever its name", `<div class="promo">` + long + `</div>`, true},
		{"a small part of it", filler(30) + `<div class="promo">` + long + `</div>`, false},
		{"more links than words", filler(1) + `<div class="promo"><a href=/x>` + long + `</a></div>`, false},
		{"more comments than text", filler(4) + `<div class="comments">` + strings.Repeat(long, 3) + `</div>`, false},
		{"a page of nothing but comments", `<div class="comments">` + long + `</div>`, true},
	} {
		got, _ := cleaned(t, c.in, soon())
		if kept := strings.Contains(got, "Очевидец"); kept != c.kept {
			t.Errorf("%s: kept %v", c.name, kept)
		}
	}
}

func TestCleanBlocks(t *testing.T) {
	list := func(n int) string {
		return "<ul>" + strings.Repeat(`<li><a href="/n">На складе закончился ремонт крыши</a></li>`, n) + "</ul>"
	}
	for _, c := range []struct{ name, in, want string }{
		{"a label", `<div>Распечатать</div>`, ""},
		{"a label in a sentence", `<p>Он попросил <b>распечатать</b> отчет</p>`, "Он попросил распечатать отчет"},
		{"a label in a cell", `<div><span>Реклама</span></div>`, ""},
		{"a pointer", `<p><b>Читайте также:</b> <a href=/1>Станцию закроют на ремонт</a></p>`, ""},
		{"a pointer among lines", `<div>Пароход ушел<br>в море</div><div>По теме: <a href=/1>Порт закрыли</a></div>`, "Пароход ушел в море"},
		{"a heading with a list", `<h3>Лента новостей</h3>` + list(20), ""},
		{"a heading in a box of its own", `<div><h3>Лента новостей</h3></div>` + list(20), ""},
		{"a heading of something else", `<h3>Что взять с собой</h3><ul><li>Воду и хлеб</li></ul>`, "Что взять с собой Воду и хлеб"},
		{"a pointer ends where text begins", `<h3>По теме</h3>` + list(20) + `<p>Пароход пришел вовремя</p>`, "Пароход пришел вовремя"},
		{"no further than the headline", `<h3>По теме</h3><a href=/1><h1>Берег укрепили</h1></a>`, "Берег укрепили"},
		{"a call", `<p>Подписывайтесь на наш <a href="https://t.me/x">канал</a></p>`, ""},
		{"rights", `<p>Все права защищены. Перепечатка запрещена.</p>`, ""},
		{"words round it stay parted", `<div>Пароход<div>Реклама</div>ушел</div>`, "Пароход ушел"},
		{"a form", `<form>Оставить комментарий <input></form>`, ""},
	} {
		if got, wall := cleaned(t, filler(8)+c.in, soon()); got != c.want || wall {
			t.Errorf("%s: %q, wall %v, want %q", c.name, got, wall, c.want)
		}
	}
}

func TestCleanFindsTheWall(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		wall           bool
	}{
		{"a class", `<div class="paywall-box">Всего рубль в неделю</div>`, "", true},
		{"an id", `<section id="regwall">Назовитесь</section>`, "", true},
		{"its words", `<div>Оформите подписку, чтобы читать</div>`, "", true},
		{"its words in English", `<div><h2>Subscribe to continue reading</h2></div>`, "", true},
		{"its words in Azerbaijani", `<div>Məqalənin davamını oxumaq üçün daxil olun</div>`, "", true},
		{"a subscription in the text", `<p>Подписка на газету подорожала</p>`, "Подписка на газету подорожала", false},
		{"a class that says there is none", `<div class="no-paywall">Бесплатно</div>`, "Бесплатно", false},
	} {
		if got, wall := cleaned(t, filler(8)+c.in, soon()); got != c.want || wall != c.wall {
			t.Errorf("%s: %q, wall %v", c.name, got, wall)
		}
	}
}

func TestCleanTakesOutWhatIsPrintedTwice(t *testing.T) {
	const said = "Мост обещали еще моему отцу"
	for _, c := range []struct {
		name, in string
		times    int
	}{
		{"an aside", `<p>«` + said + `», — смеется он.</p><aside><p>«` + said + `»</p></aside>`, 1},
		{"a quotation before the passage", `<blockquote>` + said + `</blockquote><p>«` + said + `», — смеется он.</p>`, 1},
		{"a class", `<p>` + said + `, и он ждал.</p><div class="pull-quote">“` + said + `”</div>`, 1},
		{"a quotation that is nowhere else", `<p>Он помолчал.</p><blockquote>` + said + `</blockquote>`, 1},
		{"two captions", strings.Repeat(`<figure><img src=/a.jpg><figcaption>`+said+`</figcaption></figure>`, 2), 1},
		{"two quotations alike", strings.Repeat(`<blockquote>`+said+`</blockquote>`, 2), 2},
		{"two paragraphs alike", strings.Repeat(`<p>`+said+`</p>`, 2), 2}, // for trim
	} {
		got, _ := cleaned(t, filler(8)+c.in, soon())
		if n := strings.Count(got, said); n != c.times {
			t.Errorf("%s: %d times in %q", c.name, n, got)
		}
	}
}

// Pictures with captions go into the text beside them, in their order.
func TestCleanJoinsGalleries(t *testing.T) {
	figure := func(s string) string {
		return "<figure><img src=/a.jpg><figcaption>" + s + "</figcaption></figure>"
	}
	three := figure("Раз на рынке") + figure("Два на мосту") + figure("Три в порту")
	for _, c := range []struct{ name, in, parent string }{
		{"after the text", `<div id=text>` + filler(2) + `</div><div id=box>` + three + `</div>`, "text"},
		{"before the text", `<div id=box>` + three + `</div><div id=text>` + filler(2) + `</div>`, "text"},
		{"beside the longer text", `<div id=short><p>Несколько слов о том, что видно на этих снимках</p></div><div id=box>` + three + `</div><div id=text>` + filler(2) + `</div>`, "text"},
		{"nothing beside it", `<div id=none><div id=box>` + three + `</div></div>`, "none"},
		{"two are no gallery", `<div id=text>` + filler(2) + `</div><div id=none><div id=box>` + figure("Раз на рынке") + figure("Два на мосту") + `</div></div>`, "none"},
		{"cards with links", `<div id=none><div id=text>` + filler(2) + `</div><div id=box>` + strings.Repeat(figure(`<a href=/1>Другая новость</a>`), 3) + `</div></div>`, "none"},
	} {
		root := fragment(t, c.in)
		clean(root, "", soon())
		for n := range root.Descendants() {
			if value(n, "id") == "box" && value(n.Parent, "id") != c.parent {
				t.Errorf("%s: the pictures are in %q", c.name, value(n.Parent, "id"))
			}
		}
		if got := Line(innerText(root)); c.parent == "text" && (strings.Index(got, "Раз") < strings.Index(got, "Строители")) != (c.name == "before the text" || c.name == "beside the longer text") {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// Sizes stay true while elements go, or short blocks would be misjudged.
func TestMeasure(t *testing.T) {
	root := fragment(t, `<div id=a>one two <a href=/x>three</a> <script>no no</script><p id=b>four <i>five</i></p></div>`)
	c := cleaner{lists: chaffLists(), size: map[*html.Node]extent{}, end: soon()}
	all := c.measure(root, false)
	if all.words != 5 || all.linked != 1 || all.story {
		t.Errorf("%+v", all)
	}
	for n := range root.Descendants() {
		if value(n, "id") == "b" {
			c.remove(n)
			break
		}
	}
	for n := range root.Descendants() {
		if s := c.size[n]; value(n, "id") == "a" && (s.words != 3 || s.linked != 1) {
			t.Errorf("after the removal: %+v", s)
		}
	}
}

func TestAmp(t *testing.T) {
	for in, want := range map[string]string{
		`<amp-img src=/a.jpg>`:                 `<img src="/a.jpg"/>`,
		`<amp-anim src=/a.gif>`:                `<img src="/a.gif"/>`,
		`<amp-video src=/a.mp4></amp-video>`:   `<video src="/a.mp4"></video>`,
		`<amp-audio src=/a.mp3></amp-audio>`:   `<audio src="/a.mp3"></audio>`,
		`<amp-iframe src=/f></amp-iframe>`:     `<iframe src="/f"></iframe>`,
		`<amp-youtube data-videoid=x1>`:        `<iframe data-videoid="x1" src="https://www.youtube.com/embed/x1"></iframe>`,
		`<amp-carousel>x</amp-carousel>`:       `<amp-carousel>x</amp-carousel>`,
		`<my-amp-img src=/a.jpg></my-amp-img>`: `<my-amp-img src="/a.jpg"></my-amp-img>`,
	} {
		n := fragment(t, in).FirstChild.LastChild.FirstChild
		amp(n)
		var b bytes.Buffer
		if err := html.Render(&b, n); err != nil || b.String() != want {
			t.Errorf("%s: %s, %v, want %s", in, b.String(), err, want)
		}
	}
}

func TestCleanStopsInTime(t *testing.T) {
	got, _ := cleaned(t, filler(2)+`<nav>Новости</nav><div>Реклама</div>`, time.Now().Add(-time.Second))
	if got != "Новости Реклама" {
		t.Errorf("work goes on when the time is over: %q", got)
	}
}

func TestTakeOut(t *testing.T) {
	for in, want := range map[string]string{
		"<div>раз<p id=x>два</p>три</div>": "раз три",
		"<div>раз<b id=x>два</b>три</div>": "разтри",
		"<div><p id=x>раз</p></div>":       "",
	} {
		root := fragment(t, in)
		for n := range root.Descendants() {
			if value(n, "id") == "x" {
				takeOut(n)
				break
			}
		}
		if got := Line(innerText(root)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
