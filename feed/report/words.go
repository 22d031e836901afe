package report

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"rubrika/feed/words"
)

// The words of the site's own furniture are compared folded.

// isLatestHeading reports the words over the newest headlines. Only the Russian
// ones were seen; where a page says something else, the list is known by its
// shape.
func isLatestHeading(s string) bool {
	switch words.Fold(s) {
	case words.Fold("Последние новости"), words.Fold("Son xəbərlər"), words.Fold("Ən son xəbərlər"), words.Fold("Latest news"), words.Fold("Latest"):
		return true
	}
	return false
}

// isFeedLink reports the words under them, which lead to all news. Only the
// Russian ones were seen.
func isFeedLink(s string) bool {
	switch words.Fold(s) {
	case words.Fold("Лента новостей"), words.Fold("Все новости"), words.Fold("Xəbər lenti"), words.Fold("Bütün xəbərlər"),
		words.Fold("News feed"), words.Fold("Newsfeed"), words.Fold("All news"):
		return true
	}
	return false
}

// isVideo reports the badge of a headline with a video.
func isVideo(s string) bool {
	switch words.Fold(s) {
	case words.Fold("Видео"), words.Fold("Video"):
		return true
	}
	return false
}

// isJoint reports words after which a name goes on: «Путь к Победе».
func isJoint(s string) bool {
	switch words.Fold(s) {
	case "в", "во", "к", "ко", "на", "с", "со", "о", "об", "от", "до", "из", "за", "по", "под", "при", "для", "и", "у",
		"над", "без", "через", words.Fold("və"), "of", "to", "in", "on", "for", "and", "the", "at", "with", "by", "from":
		return true
	}
	return false
}

// sign is what stands before a line of a list in a text copy.
const sign = `(?:[•·*▪●‣–-]\s*)?`

var (
	clockLine = regexp.MustCompile(`^` + sign + `(\d{1,2}:\d{2})$`)
	// dayLine is «28 ноября, 2025», «21 fevral 2026», «November 28, 2025» or
	// «28.11.2025», with or without the time behind it.
	dayLine = regexp.MustCompile(`^` + sign + `(\d{1,2} \p{L}{3,},? \d{4}|\p{L}{3,} \d{1,2},? \d{4}|\d{1,2}\.\d{1,2}\.\d{4})` +
		`(?:[ ,|•·–-]+(\d{1,2}:\d{2}))?$`)
)

// clock reads a line that is only a time of day.
func clock(s string) string {
	if m := clockLine.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// moment reads a line that is only a date; exact says that it names the time
// of the day too.
func moment(s string, now time.Time) (at time.Time, exact, ok bool) {
	m := dayLine.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false, false
	}
	at, ok = words.ParseDate(m[1]+" "+m[2], baku(), now)
	return at, m[2] != "", ok
}

// onDay is a time of day («12:36») on the day of another moment; false when it
// is none.
func onDay(day time.Time, clock string) (time.Time, bool) {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, false
	}
	y, m, d := day.In(baku()).Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, baku()), true
}

// textLanguage is the language of a text: as words.Guess has it, else by its
// letters. The site writes three.
func textLanguage(text string) string {
	switch l := words.Guess(text); l {
	case "az", "ru", "en":
		return l
	}
	cyrillic, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case cyrillic > latin:
		return "ru"
	case strings.ContainsAny(text, "əƏğĞışŞİçÇ"):
		return "az"
	case latin > 0:
		return "en"
	}
	return ""
}
