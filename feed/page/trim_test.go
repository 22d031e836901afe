package page

import (
	"strings"
	"testing"

	"rubrika/feed"
)

func TestTrim(t *testing.T) {
	const first = "<p>Порт готовится к новому урожаю и принимает на работу двести грузчиков, сообщила вчера его дирекция.</p>"
	const text = "Порт готовится к новому урожаю и принимает на работу двести грузчиков, сообщила вчера его дирекция."
	e := feed.Entry{Author: "Лала Юсифова", Categories: []string{"Экономика"}, Item: feed.Item{Title: "Порт удвоит перевалку зерна"}}
	for _, c := range []struct{ name, in, want string }{
		{"the headline", "<h1>Порт удвоит перевалку зерна</h1>" + first, text},
		{"the headline as a paragraph", "<p>Порт удвоит перевалку зерна</p>" + first, text},
		{"the headline in other letters", "<h2>ПОРТ  удвоит перевалку зерна</h2>" + first, text},
		{"half the headline", "<h1>Порт удвоит перевалку</h1>" + first, text},
		{"the headline as a caption", first + "<figure><figcaption>Порт удвоит перевалку зерна</figcaption></figure>", text},
		{"the headline again as a heading", first + "<h3>Порт удвоит перевалку зерна</h3>", text},
		{"the headline again in a paragraph", first + "<p>Порт удвоит перевалку зерна</p>", text + " Порт удвоит перевалку зерна"},
		{"another heading", "<h2>Что изменится</h2>" + first, "Что изменится " + text},
		{"the author", "<div>Лала Юсифова</div>" + first, text},
		{"the section", "<span>Экономика</span>" + first, text},
		{"author and section in a line", "<div>Экономика | Лала Юсифова</div>" + first, text},
		{"the author in the text", first + "<p>Лала Юсифова</p>", text + " Лала Юсифова"},
		{"a date", "<div>28 ноября, 2025</div>" + first, text},
		{"a date and a time", "<div>28.11.2025 12:00</div>" + first, text},
		{"a date with the section", "<div>Экономика, 28 ноября 2025</div>" + first, text},
		{"a date in the text", first + "<p>28 ноября 2025</p>", text + " 28 ноября 2025"},
		{"a date with a number of readers", "<div>28 ноября 2025, 16:20 834</div>" + first, text},
		{"a date with the number of the issue", "<div>№ 31 от 28 ноября 2025 г.</div>" + first, text},
		{"a line of date, rubric and author", "<div>28.11.2025 14:48 | Наука | Автор: Кира Носова</div>" + first, text},
		{"a line without a date", "<div>Наука | Космос и мы</div>" + first, "Наука | Космос и мы " + text},
		{"lines before a break", "<div><b>Порт удвоит перевалку зерна</b><br>28 ноября 2025<br><br>Порт готовится к новому урожаю.<br>28 ноября 2025</div>", "Порт готовится к новому урожаю. 28 ноября 2025"},
		{"a sentence with a date", "<p>Это случилось утром 28 ноября 2025 года в порту</p>" + first, "Это случилось утром 28 ноября 2025 года в порту " + text},
		{"signs", "<div>• | •</div>" + first, text},
		{"a picture stays", "<div><img src=/a.jpg alt=Порт> |</div>" + first, "| " + text},
		{"a paragraph twice", first + "<p>Другое</p>" + first, text + " Другое"},
		{"short paragraphs twice", first + "<p>Да.</p><p>Да.</p>", text + " Да. Да."},
		{"a refrain", "<p>" + text + "<br>Да.</p><p>" + text + "<br>Да.</p>", text + " Да. " + text + " Да."},
		{"what is hidden is left alone", `<div hidden>Экономика</div>` + first, text},
		{"a date after too many lines", strings.Repeat("<div>Строка</div>", maxHeads) + "<div>28.11.2025</div>", strings.Repeat("Строка ", maxHeads) + "28.11.2025"},
		{"below boxes", "<section><div><h1>Порт удвоит перевалку зерна</h1></div><div>" + first + "</div></section>", text},
	} {
		root := fragment(t, c.in)
		trim(root, e)
		if got := Line(innerText(root)); got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestIsLeaf(t *testing.T) {
	for in, want := range map[string]bool{
		"<div>x</div>":                           true,
		"<div>x <b>y</b></div>":                  true,
		"<div></div>":                            true,
		"<div><p>x</p></div>":                    false,
		"<div><span><p>x</p></span></div>":       false,
		"<div>x<ul><li>y</ul></div>":             false,
		"<div><a href=/x><img src=/y></a></div>": true,
	} {
		for n := range fragment(t, in).Descendants() {
			if n.Data == "div" && isLeaf(n) != want {
				t.Errorf("isLeaf(%s) = %v", in, !want)
			}
		}
	}
}

func TestIsHeading(t *testing.T) {
	for tag, want := range map[string]bool{"h1": true, "h2": true, "h3": true, "h4": true, "h5": false, "p": false, "header": false} {
		if got := isHeading(element(tag)); got != want {
			t.Errorf("isHeading(%s) = %v", tag, got)
		}
	}
}
