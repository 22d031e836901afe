package tour

import (
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// parse reads a file of the edition: lines «key: value», a blank line, and the
// body as HTML. Unknown keys are passed over; the tests see that there are
// none.
func parse(text string) Story {
	var s Story
	head, body, _ := strings.Cut(text, "\n\n")
	s.Body = strings.TrimSpace(body)
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(line, ":")
		s.set(key, strings.TrimSpace(value))
	}
	return s
}

// set files one line of the head.
func (s *Story) set(key, value string) {
	switch key {
	case "title":
		s.Title = value
	case "section":
		s.Section = value
	case "rubric":
		for _, r := range list(value) {
			s.Rubrics = append(s.Rubrics, feed.Rubric(r))
		}
	case "tags":
		s.Tags = list(value)
	case "age":
		if n, err := strconv.Atoi(value); err == nil {
			s.Age = time.Duration(n) * time.Minute
		}
	case "author":
		s.Author = value
	case "badges":
		for _, b := range list(value) {
			s.Badges |= badge(b)
		}
	case "teaser":
		s.Teaser = value == "yes"
	case "video":
		s.Video = value
	case "summary":
		s.Summary = value
	}
}

// list splits a value at its commas.
func list(value string) []string {
	parts := strings.Split(value, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// badge reads the name of a badge; 0 when there is none of that name.
func badge(name string) feed.Badge {
	switch name {
	case "video":
		return feed.Video
	case "photo":
		return feed.Photo
	case "urgent":
		return feed.Urgent
	case "updated":
		return feed.Updated
	}
	return 0
}

// words are what the edition prints round its stories in one language.
type words struct {
	Lang, Title, Description string
	Front, About             string // navigation of the site
	More, Versions, Foot     string
	photo, video             string // suffixes of headlines
	updated, urgent          string
}

// wordsOf returns the words of a language, English for one it does not know.
func wordsOf(lang string) words {
	switch lang {
	case "ru":
		return words{
			Lang: "ru", Title: "Знакомство",
			Description: "Встроенные статьи: каждая рассказывает о деле и показывает одну возможность программы.",
			Front:       "Первая полоса", About: "О выпуске",
			More: "Ещё в выпуске", Versions: "На других языках",
			Foot:  "Ознакомительный выпуск rubrika. Тексты написаны для программы и распространяются вместе с ней.",
			photo: "ФОТО", video: "ВИДЕО", updated: "ОБНОВЛЕНО", urgent: "Срочно",
		}
	case "az":
		return words{
			Lang: "az", Title: "rubrika turu",
			Description: "Proqramın içindəki məqalələr: hər biri bir mövzudan danışır və bir imkanı göstərir.",
			Front:       "Birinci səhifə", About: "Buraxılış haqqında",
			More: "Bu buraxılışda", Versions: "Başqa dillərdə",
			Foot:  "rubrika proqramının tanışlıq buraxılışı. Mətnlər proqram üçün yazılıb və onunla birlikdə yayılır.",
			photo: "FOTO", video: "VİDEO", updated: "YENİLƏNİB", urgent: "TƏCİLİ",
		}
	}
	return words{
		Lang: "en", Title: "rubrika tour",
		Description: "Built-in articles: each has a subject of its own and shows one thing the program can do.",
		Front:       "Front page", About: "About this edition",
		More: "Also in this edition", Versions: "In other languages",
		Foot:  "The tour edition of rubrika. The texts were written for the program and come with it.",
		photo: "PHOTO", video: "VIDEO", updated: "UPDATED", urgent: "Breaking",
	}
}
