package lang

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// Sources are the words of the view of sources.
type Sources struct {
	Title   string
	Columns Columns
	Labels  Labels
	// Off and Never name the state of a source.
	Off, Never       string
	None             string // a field that is not set
	ByHand           string // no next try: sources are only asked by a key
	OffNote          string // the state of a muted source, as a sentence
	Silent           string // that of a source that answers without news
	Kinds            Kinds
	Orders           Orders
	Why              Why
	Stopped          string    // no next try: the source is gone for good
	Rhythm           string    // the interval is the source's own
	OwnName, Browser string    // the User-Agent: the program's, a browser's
	NoneNamed        string    // what was typed names no source
	Empty            [2]string // keys of adding and of the catalogue
	Begin            string    // where there is none: key of this view
	// What was done; the place is the title.
	Muted, Unmuted, Removed, Saved string
	IsMuted                        string // key that brings it back
	Unchanged                      string // saving changed nothing
}

// Kinds name the kinds of sources.
type Kinds struct{ Feed, Sitemap, Tour string }

// Orders say what the sources are sorted by.
type Orders struct{ Added, Trouble, Title, Unread, PerDay string }

// Why says in at most 16 cells what decided when a source is asked next: the
// interval that the reader set, failures before, the server, the timetable of
// the feed, how often there is news.
type Why struct{ Every, Failed, Server, Timetable, Rhythm string }

// Columns head the list of sources: Source has any width, Lang 4 cells, PerDay
// 6, Unread 7, the others 9.
type Columns struct{ Source, Lang, Rubric, Unread, PerDay, Good, Next string }

// Labels stand before the particulars of a source.
type Labels struct {
	Address, Former, Site, Kind, Title, Added, Lang, Rubric, Zone, Tags, Every, Agent string
	Good, Try, Next, Asked, Saved, Items, PerDay                                      string
}

// Form are the words of the forms.
type Form struct {
	Add, Edit string // titles
	Address   string // the field of Add
	// AddHint says what may be typed, Looking that an answer is on its way.
	AddHint, Looking string
	// There and Skipped count the sources of a list that were followed already
	// and those that were not taken over.
	There, Skipped string
	// Several heads the choice among the feeds of one site, Subscribing stands
	// there while they are fetched.
	Several, Subscribing string
	// Hints say what may stand in a field, or what an empty one means.
	TitleHint, ZoneHint, EveryHint, AgentHint, TagsHint, LangHint, RubricHint string
	// What is wrong with a field; the place in BadZone is a zone that would do.
	BadZone, BadEvery, BadAgent, NoAddress string
	// Later offers to subscribe to what cannot be asked for now; a key.
	Later string
	// Hints beside keys: as Hints.
	Save, Follow, Pick, Fields, Values string
}

// Catalogue are the words of the catalogue.
type Catalogue struct {
	Title string
	// Axes are what the list is cut by: language, country, rubric.
	Axes    [3]string
	Any     string // all values of an axis
	General string // a feed about everything
	Failed  string // the state of a feed that could not be read
	Pending string // the state of one that is being asked
	Follows string // the state of one that is followed
	// Hints beside keys: as Hints.
	Subscribe, Axis string
}

// viewPlurals are the sentences of these views that count.
type viewPlurals struct {
	Sources  Forms // «12 источников»
	Troubled Forms // «2 с ошибкой»
	Feeds    Forms // of the catalogue
	Followed Forms // of them subscribed to
	More     Forms // follows the first of several titles
	Failures Forms // tries in a row
	Asked    Forms // times
	Same     Forms // of them without anything new
	Minutes  Forms // an interval
	Hours    Forms
	Days     Forms
}

// SourcesCount is «12 источников · 2 с ошибкой».
func (w Words) SourcesCount(n, troubled int) string {
	text := w.count(n, w.figures.plurals.Sources)
	if troubled > 0 {
		text += " · " + w.count(troubled, w.figures.plurals.Troubled)
	}
	return text
}

// CatalogueCount is «110 лент · 7 подписок».
func (w Words) CatalogueCount(n, followed int) string {
	return w.count(n, w.figures.plurals.Feeds) + " · " + w.count(followed, w.figures.plurals.Followed)
}

// Answers is how often a source answered: «40 раз, из них 31 без нового».
func (w Words) Answers(asked, unchanged int) string {
	text := w.count(asked, w.figures.plurals.Asked)
	if unchanged > 0 {
		text += ", " + w.count(unchanged, w.figures.plurals.Same)
	}
	return text
}

// Failures counts tries without success: «3 неудачи подряд».
func (w Words) Failures(n int) string { return w.count(n, w.figures.plurals.Failures) }

// Trouble is what keeps a source from being read, as a whole sentence.
func (w Words) Trouble(k feed.Kind) string { return w.Error(&feed.Error{Kind: k}) }

// Troubled is Trouble with how often in a row it happened.
func (w Words) Troubled(k feed.Kind, times int) string {
	text := w.Trouble(k)
	if times > 1 {
		text = strings.TrimSuffix(text, ".") + " · " + w.Failures(times)
	}
	return text
}

// About fills the place of a notice with a title.
func (w Words) About(notice, title string) string {
	return strings.Replace(notice, "%s", plain(title), 1)
}

// NoSources says that there is none, and the keys that add one.
func (w Words) NoSources(add, catalogue string) [2]string {
	return [2]string{w.Sources.Empty[0], fmt.Sprintf(w.Sources.Empty[1], add, catalogue)}
}

// FirstSource says among the headlines that there is no source, and the key
// that leads to where one is added.
func (w Words) FirstSource(sources string) [2]string {
	return [2]string{w.Sources.Empty[0], fmt.Sprintf(w.Sources.Begin, sources)}
}

// Listed says what of a list of subscriptions was not added: how many were
// there already, how many were not taken over; "" when all were added.
func (w Words) Listed(there, skipped int) string {
	var parts []string
	for _, p := range []struct {
		n    int
		text string
	}{{there, w.Form.There}, {skipped, w.Form.Skipped}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.text, w.Number(p.n)))
		}
	}
	return strings.Join(parts, " · ")
}

// Country names a country by its ISO 3166 code; the code itself when there is
// no word for it.
func (w Words) Country(code string) string {
	if name, ok := w.figures.countries[code]; ok {
		return name
	}
	return code
}

// PerDay is a number of items a day: «0,3», «12».
func (w Words) PerDay(n float64) string {
	switch {
	case n <= 0:
		return "0"
	case n < 0.05:
		return "<0" + w.figures.Decimal + "1"
	case n < 9.95:
		return strings.Replace(strconv.FormatFloat(n, 'f', 1, 64), ".", w.figures.Decimal, 1)
	}
	return w.Number(int(n + 0.5))
}

// Bytes is an amount of data with one decimal: «1,2 МБ»; thousands count 1,000.
func (w Words) Bytes(n int64) string {
	unit, v := 0, float64(n)
	for v >= 999.5 && unit < len(w.figures.Bytes)-1 {
		v /= 1000
		unit++
	}
	number := strconv.FormatFloat(v, 'f', 0, 64)
	if unit > 0 && v < 9.95 {
		number = strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", w.figures.Decimal, 1)
	}
	return number + "\u00a0" + w.figures.Bytes[unit]
}

// Until is how long it is to t in at most nine cells: «сейчас», «3 мин»,
// «5 ч», «2 дн».
func (w Words) Until(t, now time.Time) string {
	switch left := t.Sub(now); {
	case left < time.Minute:
		return w.dates.Now
	case left < time.Hour:
		return w.count(int(left/time.Minute), w.plurals.MinutesAgo)
	case left < 24*time.Hour:
		return w.count(int(left/time.Hour), w.plurals.HoursAgo)
	default:
		return w.count(int(left/(24*time.Hour)), w.plurals.DaysAgo)
	}
}

// Since is Ago as it stands alone, in at most twelve cells: «сейчас», «5 мин
// назад», «20 ноя».
func (w Words) Since(t, now time.Time) string {
	age := now.Sub(t)
	if age < time.Minute || age >= 7*24*time.Hour {
		return w.Ago(t, now)
	}
	return strings.Replace(w.figures.Since, "%s", w.Ago(t, now), 1)
}

// In is Until as it stands alone, in at most twelve cells: «сейчас», «через
// 5 мин».
func (w Words) In(t, now time.Time) string {
	if t.Sub(now) < time.Minute {
		return w.dates.Now
	}
	return strings.Replace(w.figures.In, "%s", w.Until(t, now), 1)
}

// SourceKind names a kind of source (feed.Subscription.Kind); the kind itself
// when there is no word for it.
func (w Words) SourceKind(kind string) string {
	switch kind {
	case "feed":
		return w.Sources.Kinds.Feed
	case "sitemap":
		return w.Sources.Kinds.Sitemap
	case "tour":
		return w.Sources.Kinds.Tour
	case "miniflux":
		return "Miniflux"
	case "greader":
		return "Google Reader API"
	}
	return kind
}

// Moment is a time as seen at now: «12:24», «вчера 23:10», «26 ноя 09:00», with
// the year when it is another one.
func (w Words) Moment(t, now time.Time) string {
	t = t.In(now.Location())
	switch days(t, now) {
	case 0:
		return w.Clock(t)
	case 1:
		return w.dates.Yesterday + " " + w.Clock(t)
	}
	if t.Year() == now.Year() {
		return w.Short(t) + " " + w.Clock(t)
	}
	return w.Full(t)
}

// Date is «28 ноября 2025».
func (w Words) Date(t time.Time) string { return w.withYear(t) }

// Interval is a time between two requests as ParseInterval reads it: «1 ч
// 30 мин»; "" for none.
func (w Words) Interval(d time.Duration) string {
	var parts []string
	add := func(n time.Duration, f Forms) {
		if n > 0 {
			parts = append(parts, w.count(int(n), f))
		}
	}
	const day = 24 * time.Hour
	add(d/day, w.figures.plurals.Days)
	add(d%day/time.Hour, w.figures.plurals.Hours)
	add(d%time.Hour/time.Minute, w.figures.plurals.Minutes)
	return strings.Join(parts, " ")
}

// The least and the greatest time between two automatic requests that a reader
// may ask for.
const (
	LeastInterval    = 5 * time.Minute
	GreatestInterval = 30 * 24 * time.Hour
)

// ParseInterval reads «30m», «2h», «1h30m», «1 д», «2 ч 30 мин», a bare number
// as minutes, and nothing as 0. Units may be in any language there is. The
// error has no words: Form.BadEvery has.
func (w Words) ParseInterval(s string) (time.Duration, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	var total time.Duration
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		n, err := strconv.Atoi(s[:digits])
		if err != nil || n > int(GreatestInterval/time.Minute) {
			return 0, errors.New("no number, or too great a one")
		}
		s = strings.TrimLeft(s[digits:], " \u00a0")
		word := s
		if end := strings.IndexAny(s, "0123456789 \u00a0"); end >= 0 {
			word = s[:end]
		}
		unit, ok := units()[strings.TrimSuffix(word, ".")]
		if !ok || word == "." || word == "" && s != "" { // «5 30»
			return 0, errors.New("no unit of time")
		}
		if total += time.Duration(n) * unit; total > GreatestInterval {
			return 0, errors.New("out of range")
		}
		s = strings.TrimLeft(s[len(word):], " \u00a0")
	}
	if total != 0 && total < LeastInterval {
		return 0, errors.New("out of range")
	}
	return total, nil
}

// units are the words for units of time that a reader may type.
func units() map[string]time.Duration {
	const day = 24 * time.Hour
	return map[string]time.Duration{
		"": time.Minute, "m": time.Minute, "min": time.Minute, "мин": time.Minute, "м": time.Minute, "dəq": time.Minute,
		"minute": time.Minute, "minutes": time.Minute, "минута": time.Minute, "минуты": time.Minute, "минут": time.Minute, "dəqiqə": time.Minute,
		"hour": time.Hour, "hours": time.Hour,
		"h": time.Hour, "ч": time.Hour, "час": time.Hour, "часа": time.Hour, "часов": time.Hour, "saat": time.Hour,
		"d": day, "day": day, "days": day, "д": day, "дн": day, "день": day, "дня": day, "дней": day, "gün": day,
	}
}

// figures are numbers, amounts and names that methods use.
type figures struct {
	Decimal   string    // the decimal sign
	Bytes     [4]string // bytes, thousands, millions, thousands of millions
	Since, In string    // an age, a time to come: as Ago and Until word them
	plurals   viewPlurals
	countries map[string]string // by ISO 3166 code
}
