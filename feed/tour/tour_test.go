package tour

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

var noon = time.Date(2025, 11, 28, 8, 0, 42, 0, time.UTC)

func TestEditionIsComplete(t *testing.T) {
	total := 0
	versions := map[string]int{}
	for _, lang := range Languages() {
		all := Stories(lang)
		total += len(all)
		if len(all) < 17 {
			t.Errorf("%s: %d stories", lang, len(all))
		}
		seen := map[feed.Rubric]bool{}
		for i, s := range all {
			versions[s.ID]++
			for _, r := range s.Rubrics {
				seen[r] = true
			}
			if i > 0 && s.Age <= all[i-1].Age {
				t.Errorf("%s: %s and %s are of one age", lang, all[i-1].ID, s.ID)
			}
		}
		for _, r := range feed.Rubrics() {
			if !seen[r] {
				t.Errorf("%s: nothing under %s", lang, r)
			}
		}
		if first, last := all[0].Age, all[len(all)-1].Age; first > 10*time.Minute || last < 24*time.Hour || last > 27*time.Hour {
			t.Errorf("%s: the edition spans %v to %v", lang, first, last)
		}
	}
	if total < 51 {
		t.Errorf("%d stories", total)
	}
	shared := 0
	for _, n := range versions {
		if n > 1 {
			shared++
		}
	}
	if shared < 8 || shared == len(versions) {
		t.Errorf("%d of %d stories have versions", shared, len(versions))
	}
	if Stories("tr") != nil {
		t.Error("stories in a language there is none of")
	}
}

// key names a line of the head of a story file.
var key = regexp.MustCompile(`(?m)^([a-z]+): (.*)$`)

func TestHeadsAreRead(t *testing.T) {
	known := []string{"title", "section", "rubric", "tags", "age", "author", "badges", "teaser", "video", "summary"}
	values := map[string][]string{"badges": {"photo", "video", "urgent", "updated"}, "teaser": {"yes"}}
	for _, lang := range Languages() {
		for _, s := range Stories(lang) {
			text, err := files.ReadFile("stories/" + lang + "/" + s.ID + ".html")
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(string(text), "\n\n")
			lines := key.FindAllStringSubmatch(head, -1)
			if len(lines) != strings.Count(head, "\n")+1 {
				t.Errorf("%s/%s: a line of the head is no «key: value»", lang, s.ID)
			}
			for _, l := range lines {
				if !slices.Contains(known, l[1]) {
					t.Errorf("%s/%s: unknown key %q", lang, s.ID, l[1])
				}
				if v, ok := values[l[1]]; ok && !slices.Contains(v, l[2]) {
					t.Errorf("%s/%s: %s cannot be %q", lang, s.ID, l[1], l[2])
				}
			}
		}
	}
}

// sections are the rubrics that the edition prints, with the canonical ones
// they have to lead to.
var sections = map[string][]feed.Rubric{
	"Внутренняя политика": {feed.Politics}, "Daxili siyasət": {feed.Politics}, "Politics": {feed.Politics},
	"Другие страны": {feed.World}, "Digər ölkələr": {feed.World}, "Other countries": {feed.World},
	"Финансы": {feed.Economy}, "Maliyyə": {feed.Economy}, "Finance": {feed.Economy},
	"Энергетика": {feed.Economy}, "Energetika": {feed.Economy}, "Energy": {feed.Economy},
	"Происшествия": {feed.Incidents}, "Hadisə": {feed.Incidents}, "Incident": {feed.Incidents},
	"Общество": {feed.Society}, "Cəmiyyət": {feed.Society}, "Society": {feed.Society}, "Ölkə": {feed.Society},
	"Инфраструктура": {feed.Society}, "İnfrastruktur": {feed.Society}, "Infrastructure": {feed.Society},
	"ИКТ": {feed.ScienceTech}, "İKT": {feed.ScienceTech}, "ICT": {feed.ScienceTech},
	"Технологии": {feed.ScienceTech}, "Texnologiya": {feed.ScienceTech}, "Technology": {feed.ScienceTech},
	"Наука и техника": {feed.ScienceTech}, "Science": {feed.ScienceTech},
	"Футбол": {feed.Sport}, "Futbol": {feed.Sport}, "Football": {feed.Sport},
	"СМИ": {feed.Culture}, "Культура": {feed.Culture}, "Mədəniyyət": {feed.Culture}, "Media": {feed.Culture},
	"Образование": {feed.Education}, "Təhsil": {feed.Education}, "Education": {feed.Education},
	"Наука и образование": {feed.ScienceTech, feed.Education}, "Elm və təhsil": {feed.ScienceTech, feed.Education},
	"Здоровье": {feed.Health}, "Səhiyyə": {feed.Health}, "Health": {feed.Health},
	"Экология": {feed.Environment}, "Ekologiya": {feed.Environment}, "Environment": {feed.Environment}, "Weather": {feed.Environment},
	"Армия": {feed.Conflict}, "Hərbi": {feed.Conflict}, "Defence": {feed.Conflict},
	"Образ жизни": {feed.Lifestyle}, "Həyat tərzi": {feed.Lifestyle}, "Lifestyle": {feed.Lifestyle},
	"Колонки": {feed.Opinion}, "Köşə": {feed.Opinion}, "Comment": {feed.Opinion},
	"От редакции": {feed.Other}, "Redaksiyadan": {feed.Other}, "From the editors": {feed.Other},
}

func TestStoriesAreFiled(t *testing.T) {
	for _, lang := range Languages() {
		for _, s := range Stories(lang) {
			if want := sections[s.Section]; want == nil || !slices.Equal(s.Rubrics, want) {
				t.Errorf("%s/%s: %q is filed under %v, want %v", lang, s.ID, s.Section, s.Rubrics, want)
			}
			for _, tag := range s.Tags {
				if r := sections[tag]; r != nil && !slices.Equal(r, s.Rubrics) {
					t.Errorf("%s/%s: the tag %q would file it under %v", lang, s.ID, tag, r)
				}
			}
		}
	}
}

var (
	element = regexp.MustCompile(`<[^>]*>`)
	target  = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	anchor  = regexp.MustCompile(`href="#([^"]*)"`)
	control = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{ad}\x{feff}]`)
)

func TestTextsAreClean(t *testing.T) {
	for _, lang := range Languages() {
		for _, s := range Stories(lang) {
			name := lang + "/" + s.ID
			n := len(strings.Fields(element.ReplaceAllString(s.Body, " ")))
			if n < 90 || n > 350 {
				t.Errorf("%s: %d words", name, n)
			}
			for what, text := range map[string]string{"title": s.Title, "summary": s.Summary, "author": s.Author, "section": s.Section} {
				if text == "" || strings.ContainsAny(text, "<>\n\t") {
					t.Errorf("%s: %s %q", name, what, text)
				}
			}
			if len(s.Tags) < 2 || slices.Contains(s.Tags, "") {
				t.Errorf("%s: tags %q", name, s.Tags)
			}
			all := strings.Join(append(s.Tags, s.Title, s.Summary, s.Body), " ")
			if !utf8.ValidString(all) || control.MatchString(all) {
				t.Errorf("%s: control character %q", name, control.FindString(all))
			}
			if low := strings.ToLower(s.Body); strings.Contains(low, "<script") || strings.Contains(low, "<style") || strings.Contains(low, "onclick") {
				t.Errorf("%s: active content", name)
			}
			for _, m := range target.FindAllStringSubmatch(s.Body, -1) {
				if !strings.HasPrefix(m[1], "https://") && !strings.HasPrefix(m[1], "#") && !strings.HasPrefix(m[1], "/images/") {
					t.Errorf("%s: link %q", name, m[1])
				}
			}
			for _, m := range anchor.FindAllStringSubmatch(s.Body, -1) {
				if !strings.Contains(s.Body, `id="`+m[1]+`"`) {
					t.Errorf("%s: a note leads nowhere: %s", name, m[1])
				}
			}
		}
	}
}

// script counts the letters of a text by how they are written.
func script(s string, tables ...*unicode.RangeTable) int {
	n := 0
	for _, r := range s {
		if unicode.In(r, tables...) {
			n++
		}
	}
	return n
}

// features are what every language has to show, each by some story.
var features = map[string]func(Story) bool{
	"table":         func(s Story) bool { return strings.Contains(s.Body, "<table>") && strings.Contains(s.Body, "<th>") },
	"code":          func(s Story) bool { return strings.Contains(s.Body, "<pre><code") },
	"nested list":   func(s Story) bool { return nested.MatchString(s.Body) },
	"numbered list": func(s Story) bool { return strings.Contains(s.Body, "<ol>\n<li>") },
	"quotation":     func(s Story) bool { return strings.Contains(s.Body, "<blockquote>") },
	"quotation in a quotation": func(s Story) bool {
		_, rest, _ := strings.Cut(s.Body, "<blockquote>")
		inner, _, _ := strings.Cut(rest, "</blockquote>")
		return strings.Contains(inner, "<blockquote>")
	},
	"footnotes":     func(s Story) bool { return strings.Count(s.Body, `<sup><a href="#`) > 1 },
	"picture":       func(s Story) bool { return picture.MatchString(s.Body) && s.Badges.Has(feed.Photo) },
	"film":          func(s Story) bool { return s.Badges.Has(feed.Video) && s.Video != "" },
	"urgent mark":   func(s Story) bool { return s.Badges.Has(feed.Urgent) },
	"updated mark":  func(s Story) bool { return s.Badges.Has(feed.Updated) },
	"long title":    func(s Story) bool { return utf8.RuneCountInString(s.Title) >= 180 },
	"wide text":     func(s Story) bool { return script(s.Body, unicode.Han, unicode.Hangul) > 5 },
	"right to left": func(s Story) bool { return script(s.Body, unicode.Arabic) > 5 && script(s.Body, unicode.Hebrew) > 3 },
	"emoji":         func(s Story) bool { return strings.ContainsAny(s.Body, "🌍👩🍵") },
	"many links":    func(s Story) bool { return strings.Count(s.Body, `href="https://`) >= 4 },
	"teaser":        func(s Story) bool { return s.Teaser },
	"two rubrics": func(s Story) bool {
		return len(s.Rubrics) == 2 || s.Lang == "en" && s.ID == "calendar" // English has no such section
	},
}

var (
	nested  = regexp.MustCompile(`<li>[^<]*(?:<strong>[^<]*</strong>[^<]*)?<ul>\s*<li>`)
	picture = regexp.MustCompile(`<img src="/images/[a-z]+\.png" alt="[^"]{20,}">`)
)

func TestFeaturesAreShown(t *testing.T) {
	for _, lang := range Languages() {
		for name, shows := range features {
			if !slices.ContainsFunc(Stories(lang), shows) {
				t.Errorf("%s: no story shows: %s", lang, name)
			}
		}
	}
}

func TestKeysAndCommandsAreExplained(t *testing.T) {
	for _, lang := range Languages() {
		var b strings.Builder
		for _, s := range Stories(lang) {
			b.WriteString(s.Body)
		}
		for _, code := range []string{
			"j", "k", "Enter", "q", "1", "9", "0", "Tab", "Shift-Tab", "c", "x", "u", "m", "A", "f", "z", "Z",
			"r", "R", "o", "O", "y", "Y", "L", "J", "K", "?", "g", "G", "/", "n", "N", "V", "M", "C-s", "is:muted",
			"rubric:sport since:2d", "rubrika add", "rubrika inspect feed", "--json",
			"p", "P", "pipe", "on_new", "[keys]", "--profile work", "rubrika config init", "rubrika config edit", "rubrika config check",
			"rubrika keys", "rubrika themes", "rubrika completion",
		} {
			if !strings.Contains(b.String(), "<code>"+code+"</code>") {
				t.Errorf("%s: nobody explains %s", lang, code)
			}
		}
		for _, command := range []string{"rubrika feeds", "rubrika refresh", "rubrika remove", "rubrika news", "rubrika wire", "rubrika digest"} {
			if !strings.Contains(b.String(), command) {
				t.Errorf("%s: nobody explains %s", lang, command)
			}
		}
	}
}

// What «Done when» of the spine demands of the story a reader meets under key 3.
func TestShowcaseLeadsTheEconomy(t *testing.T) {
	for _, lang := range Languages() {
		all := Stories(lang)
		i := slices.IndexFunc(all, func(s Story) bool { return slices.Contains(s.Rubrics, feed.Economy) })
		s := all[i]
		for _, name := range []string{"table", "code", "nested list", "quotation"} {
			if !features[name](s) {
				t.Errorf("%s/%s has no %s", lang, s.ID, name)
			}
		}
		if strings.Count(s.Body, `href="https://`) < 2 || len(s.Tags) < 2 || s.Teaser {
			t.Errorf("%s/%s lacks links, tags or its body", lang, s.ID)
		}
		if others := open(lang, home, noon).others[s.ID]; len(others) != 2 {
			t.Errorf("%s/%s has versions %v", lang, s.ID, others)
		}
	}
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		lang   string
		badges feed.Badge
		want   string
	}{
		{"ru", feed.Video, "Т - ВИДЕО"},
		{"az", feed.Updated, "Т - YENİLƏNİB"},
		{"en", feed.Photo, "Т - PHOTO"},
		{"az", feed.Photo | feed.Video, "Т - FOTO - VİDEO"},
		{"ru", feed.Urgent, "Т"},
		{"en", 0, "Т"},
	} {
		if got := (Story{Lang: c.lang, Title: "Т", Badges: c.badges}).Headline(); got != c.want {
			t.Errorf("%s %b: %q, want %q", c.lang, c.badges, got, c.want)
		}
	}
	urgent := Story{Lang: "az", Section: "Hadisə", Badges: feed.Urgent, Tags: []string{"peşə"}}
	if got := urgent.Categories(); !slices.Equal(got, []string{"Hadisə", "TƏCİLİ", "peşə"}) {
		t.Errorf("categories %q", got)
	}
}

func TestParse(t *testing.T) {
	s := parse("title: A: b\nage: 7\nbadges: urgent, video, none\ntags: a, b\nrubric: sport\n\n<p>x</p>\n\n<p>y</p>\n")
	if s.Title != "A: b" || s.Age != 7*time.Minute || s.Badges != feed.Urgent|feed.Video ||
		!slices.Equal(s.Tags, []string{"a", "b"}) || !slices.Equal(s.Rubrics, []feed.Rubric{feed.Sport}) || s.Body != "<p>x</p>\n\n<p>y</p>" {
		t.Errorf("%+v", s)
	}
}
