package clip

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rubrika/feed"
	"rubrika/feed/page"
)

// labels are words that are easy to find.
type labels struct{}

func (labels) Rubric(r feed.Rubric) string { return "R-" + string(r) }
func (labels) FullZone(t time.Time) string {
	return t.Format("2 Jan 2006, 15:04 ") + t.Location().String()
}
func (labels) ClipLabel(name string) string { return "L-" + name }

func baku(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// story is an article as the library gives it.
func story(t *testing.T) feed.Article {
	t.Helper()
	return feed.Article{
		Item: feed.Item{
			ID: 7, SourceTitle: "Портовый листок", URL: "https://port.example/economy/one?a=1&b=2", Title: `Порт: "первое" судно | сезона`,
			Rubrics: []feed.Rubric{feed.Economy}, Section: "Финансы", Tags: []string{"ОТГ", "Bakı"}, Lang: "ru",
			Published: time.Date(2025, 11, 28, 12, 36, 0, 0, baku(t)),
		},
		Author: "Редакция",
		Markdown: "Погрузка заняла **девять** часов, журнал\\[1\\] ведётся с осени, почта\\[2\\].\n\n" +
			"\\[image 1: Вид \\[на\\] порт\\]\n\n> Мы ждали *всю* зиму.  \n> И весну.\n\n- зерно\n- насосы\n  - малые\n\n" +
			"```go\nif a[1] {\n    b()\n}\n```\n\n| a | b |\n|---|--:|\n| 1\\[1\\] | 2 |\n\nКод `x[1]`, чужое \\[9\\] и &lt;b&gt; &amp;amp; ~~нет~~\n\n* * *\n\n3. три\n4. четыре",
		Links:      []feed.Link{{URL: "https://port.example/log?a=1&b=2", Text: "журнал"}, {URL: "javascript:alert(1)", Text: "почта"}},
		Images:     []feed.Image{{URL: "https://port.example/a.jpg", Alt: "Вид [на] порт"}, {URL: "https://port.example/b.jpg"}},
		Enclosures: []feed.Enclosure{{URL: "https://port.example/one.mp3"}, {URL: "file:///etc/passwd"}},
		Full:       true,
	}
}

func TestMarkdown(t *testing.T) {
	want := `---
title: "Порт: \"первое\" судно | сезона"
source: "Портовый листок"
date: 2025-11-28T12:36:00+04:00
author: "Редакция"
rubric: ["R-economy", "Финансы"]
tags: ["ОТГ", "Bakı"]
url: "https://port.example/economy/one?a=1&b=2"
lang: "ru"
---

# Порт: "первое" судно \| сезона

Погрузка заняла **девять** часов, журнал[\[1\]][1] ведётся с осени, почта\[2\].

[\[image 1: Вид \[на\] порт\]](<https://port.example/a.jpg>)

> Мы ждали *всю* зиму.  
> И весну.

- зерно
- насосы
  - малые

` + "```go\nif a[1] {\n    b()\n}\n```" + `

| a | b |
|---|--:|
| 1[\[1\]][1] | 2 |

Код ` + "`x[1]`" + `, чужое \[9\] и &lt;b&gt; &amp;amp; ~~нет~~

* * *

3. три
4. четыре

## L-pictures

- <https://port.example/b.jpg>

## L-files

- <https://port.example/one.mp3>

[1]: <https://port.example/log?a=1&b=2>
`
	if got := string(Document(story(t), Markdown, labels{})); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestText(t *testing.T) {
	a := story(t)
	a.Title = strings.Repeat("Очень длинный заголовок ", 5)
	a.Full = false
	want := `Очень длинный заголовок Очень длинный заголовок Очень длинный заголовок
Очень длинный заголовок Очень длинный заголовок

L-source: Портовый листок
L-date: 28 Nov 2025, 12:36 Asia/Baku
L-author: Редакция
L-rubric: R-economy, Финансы
L-topics: ОТГ, Bakı
L-address: https://port.example/economy/one?a=1&b=2

Погрузка заняла девять часов, журнал[1] ведётся с осени, почта[2].

[image 1: Вид [на] порт]

> Мы ждали всю зиму.
> И весну.

- зерно
- насосы
  - малые

    if a[1] {
        b()
    }

a | b
1[1] | 2

Код x[1], чужое [9] и <b> &amp; нет

* * *

3. три
4. четыре

L-teaser

L-links:
[1] https://port.example/log?a=1&b=2

L-pictures:
[1] https://port.example/a.jpg
[2] https://port.example/b.jpg

L-files:
https://port.example/one.mp3
`
	if got := string(Document(a, Text, labels{})); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestHTML(t *testing.T) {
	got := string(Document(story(t), HTML, labels{}))
	for _, want := range []string{
		"<!DOCTYPE html>\n<html lang=\"ru\" dir=\"ltr\">", `<meta charset="utf-8">`, "default-src 'none'",
		"<title>Порт: &#34;первое&#34; судно | сезона</title>", "<h1>Порт: &#34;первое&#34; судно | сезона</h1>",
		"<dt>L-date</dt><dd>28 Nov 2025, 12:36 Asia/Baku</dd>", "<dd>R-economy, Финансы</dd>",
		`<a href="https://port.example/economy/one?a=1&amp;b=2">https://port.example/economy/one?a=1&amp;b=2</a>`,
		`журнал<a href="https://port.example/log?a=1&amp;b=2">[1]</a> ведётся`, "почта[2].", "<strong>девять</strong>",
		`<a href="https://port.example/a.jpg">[image 1: Вид [на] порт]</a>`, "<code>x[1]</code>", "чужое [9] и &lt;b&gt; &amp;amp;",
		`<li><a href="https://port.example/b.jpg">`, `<li><a href="https://port.example/one.mp3">`, "<del>нет</del>",
		"<blockquote>", `<td style="text-align:right">2</td>`, `<ol start="3">`, "language-go",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "L-teaser") {
		t.Error("a whole text is called a beginning")
	}
	for lang, want := range map[string]string{
		"ar": `<html lang="ar" dir="rtl">`, "FA-ir": `<html lang="FA-ir" dir="rtl">`, "": `<html dir="auto">`, `"><script>`: `<html dir="auto">`,
	} {
		if doc := Document(feed.Article{Item: feed.Item{Lang: lang}}, HTML, labels{}); !bytes.Contains(doc, []byte(want)) {
			t.Errorf("%q: no %s in\n%s", lang, want, doc)
		}
	}
}

// inert fails when a page would load, run or send anything.
func inert(t *testing.T, doc []byte) {
	t.Helper()
	tree, err := html.Parse(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "img", "iframe", "object", "embed", "form", "input", "link", "video", "audio", "source", "svg", "base":
			t.Errorf("<%s> in\n%s", n.Data, doc)
		}
		for _, a := range n.Attr {
			address := a.Key == "href" && page.Link(a.Val, "") == "" && !strings.HasPrefix(a.Val, "#s")
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || address {
				t.Errorf("%s=%q in\n%s", a.Key, a.Val, doc)
			}
		}
	}
}

// Whatever a Markdown text holds, no format of it does anything.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		"[x](javascript:alert(1))", "![x](https://evil.example/a.png)", "<script>alert(1)</script>", "<img src=x onerror=y>",
		"a\\[1\\]", "\\[image 1: x\\]", "\\[image 1: [x](y)\\]", "[1]: javascript:x", "\x1b]0;x\a\u202e", "|a|\n|-|\n|\\[1\\]|", "```\n\x1b[2J\n```",
		"<https://a.example>", "https://a.example", strings.Repeat("> ", 60) + "x", strings.Repeat("*a", 1200), "&#27;[31m", "- - - - \\[1\\]",
		"\\[image 1\\]\\[1\\]", "---\ntitle: x\n---",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, markdown, title string) {
		a := feed.Article{
			Item: feed.Item{Title: title, URL: title, SourceTitle: title, Tags: []string{title}, Lang: title}, Author: title,
			Markdown: markdown, Links: []feed.Link{{URL: "https://a.example/1"}, {URL: title}},
			Images: []feed.Image{{URL: "https://a.example/2.png", Alt: title}},
		}
		inert(t, Document(a, HTML, labels{}))
		for line := range strings.SplitSeq(string(Document(a, Text, labels{})), "\n") {
			if !page.Safe(line) || strings.HasSuffix(line, " ") {
				t.Errorf("text %q of %q", line, markdown)
			}
		}
		head, _, _ := strings.Cut(string(Document(a, Markdown, labels{})), "\n---\n")
		if !page.Safe(head) || strings.Count(head, "\n") > 7 {
			t.Errorf("a head of %q", head)
		}
	})
}

func TestLinesAreWrapped(t *testing.T) {
	md := "> - " + strings.Repeat("слово ", 40) + "\n\n" + strings.Repeat("м", 200) + "\n\nx"
	for _, width := range []int{20, 40, 76} {
		for _, line := range Lines(md, width) {
			if n := len([]rune(line)); n > width {
				t.Errorf("%d: %d cells: %q", width, n, line)
			}
		}
	}
	if got := Lines(md, 0); len(got) != 5 {
		t.Errorf("%d lines without a width: %q", len(got), got)
	}
	deep := strings.Repeat("> ", 30) + "слово слово слово"
	for _, line := range Lines(deep, 40) {
		if len([]rune(line)) > 40 {
			t.Errorf("deep: %q", line)
		}
	}
}

// A page of nothing but marks must not stop the program.
// TestFootnotes: marks and notes find each other in each format.
func TestFootnotes(t *testing.T) {
	const body = "A claim[^1] and another[^2].\n\n[^1]: The first source.\n[^2]: The second, *in italics*.\n"
	lines := strings.Join(Lines(body, 60), "\n")
	for _, want := range []string{"claim[^1] and another[^2].", "[^1] The first source.", "[^2] The second, in italics."} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q is not in\n%s", want, lines)
		}
	}
	page := string(Document(feed.Article{Item: feed.Item{Title: "Notes"}, Markdown: body, Full: true}, HTML, labels{}))
	for _, want := range []string{`href="#fn:1"`, `id="fn:1"`, "The first source."} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in\n%s", want, page)
		}
	}
	if md := string(Document(feed.Article{Item: feed.Item{Title: "Notes"}, Markdown: body, Full: true}, Markdown, labels{})); !strings.Contains(md, "[^2]: The second, *in italics*.") {
		t.Errorf("the notes are lost:\n%s", md)
	}
	if bomb := strings.Repeat("x[^1]", 5000) + "\n\n[^1]: y"; len(Lines(bomb, 60)) == 0 {
		t.Error("nothing is left of many marks")
	}
}

func TestCostlyTexts(t *testing.T) {
	for _, md := range []string{
		strings.Repeat("**a** ", 20_000), strings.Repeat("*a_", 40_000), strings.Repeat("`", 60_000), strings.Repeat("> ", 20_000) + "x",
		strings.Repeat("- ", 20_000) + "x", strings.Repeat("\\[1\\]", 20_000), strings.Repeat("a\n", 40_000),
		strings.Repeat("~", 20_000), strings.Repeat(" ", 400) + "- x",
	} {
		begun := time.Now()
		for _, f := range Formats() {
			doc := Document(feed.Article{Markdown: md, Links: []feed.Link{{URL: "https://a.example/"}}}, f, labels{})
			if len(doc) < len(md)/8 {
				t.Errorf("%d: %d bytes of %d in %.20q", f, len(doc), len(md), md)
			}
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%.20q took %s", md, took)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "clips")
	a := story(t)
	for _, f := range Formats() {
		for _, end := range []string{"", "-2", "-3"} {
			got, err := Write(dir, a, f, labels{})
			want := filepath.Join(dir, "2025-11-28 Порт - первое судно - сезона"+end+f.Extension())
			if err != nil || got != want {
				t.Fatalf("%q, %v; want %q", got, err, want)
			}
			if doc, err := os.ReadFile(got); err != nil || !bytes.Equal(doc, Document(a, f, labels{})) {
				t.Errorf("%s: %d bytes, %v", got, len(doc), err)
			}
		}
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v %v", info.Mode(), err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 9 {
		t.Errorf("%d files, %v", len(all), err)
	}
}

// A name that is taken is left alone, also where it is a link to elsewhere.
func TestNothingIsOverwritten(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	a := feed.Article{Item: feed.Item{Title: "x"}}
	victim := filepath.Join(other, "victim.txt")
	for _, name := range []string{"x.txt", "x-2.txt"} {
		if err := os.Symlink(victim, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "x-3.txt"), 0o700); err != nil {
		t.Fatal(err)
	}
	got, err := Write(dir, a, Text, labels{})
	if err != nil || got != filepath.Join(dir, "x-4.txt") {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := os.Stat(victim); err == nil {
		t.Error("a link was followed")
	}
	if all, _ := os.ReadDir(dir); len(all) != 4 {
		t.Errorf("left behind: %v", all)
	}
}

func TestWriteFails(t *testing.T) {
	a := feed.Article{Item: feed.Item{Title: "x"}}
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(dir, "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{"": "", file: file, filepath.Join(file, "below"): filepath.Join(file, "below")}
	if os.Getuid() != 0 && runtime.GOOS != "windows" { // root may write anywhere
		cases[closed] = closed
	}
	for where, source := range cases {
		path, err := Write(where, a, Text, labels{})
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != feed.KindFile || e.Source != source || path != "" {
			t.Errorf("%q: %q, %v", where, path, err)
		}
	}
	for n := range mostCopies {
		name := "x.txt"
		if n > 0 {
			name = "x-" + itoa(n+1) + ".txt"
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := os.ReadDir(dir)
	if _, err := Write(dir, a, Text, labels{}); feed.KindOf(err) != feed.KindFile {
		t.Errorf("a full row of names: %v", err)
	}
	if after, _ := os.ReadDir(dir); len(after) != len(before) {
		t.Error("a draft was left behind")
	}
}
