package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// dates is the calendar of a language.
type dates struct {
	// Months stand after a day («28 ноября»), Short are at most four cells.
	Months, Short [12]string
	// Weekdays begin with Sunday.
	Weekdays         [7]string
	Today, Yesterday string
	Now              string // less than a minute ago
	// Group separates thousands.
	Group string
	// Day is a weekday and a date: weekday, date. Full is date, clock.
	Weekday, Full string
}

// Clock is the time of day: "12:36".
func (w Words) Clock(t time.Time) string { return t.Format("15:04") }

// date is «28 ноября», withYear «28 ноября 2025».
func (w Words) date(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + w.dates.Months[t.Month()-1]
}

func (w Words) withYear(t time.Time) string { return w.date(t) + " " + strconv.Itoa(t.Year()) }

// Weekday is «пятница 28 ноября».
func (w Words) Weekday(t time.Time) string {
	return fmt.Sprintf(w.dates.Weekday, w.dates.Weekdays[t.Weekday()], w.date(t))
}

// Day names the day of t as seen at now: «сегодня, пятница 28 ноября»,
// «вчера, …», «среда 26 ноября», with the year when it is another one. Both
// times are read in their own zones; give them the same.
func (w Words) Day(t, now time.Time) string {
	switch days(t, now) {
	case 0:
		return w.dates.Today + ", " + w.Weekday(t)
	case 1:
		return w.dates.Yesterday + ", " + w.Weekday(t)
	}
	if t.Year() == now.Year() {
		return w.Weekday(t)
	}
	return fmt.Sprintf(w.dates.Weekday, w.dates.Weekdays[t.Weekday()], w.withYear(t))
}

// days is how many midnights lie between t and now.
func days(t, now time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(now).Sub(midnight(t)) / (24 * time.Hour))
}

// Full is «28 ноября 2025, 12:00».
func (w Words) Full(t time.Time) string {
	return fmt.Sprintf(w.dates.Full, w.withYear(t), w.Clock(t))
}

// FullZone is Full with the place whose clock it is: «28 ноября 2025, 12:00
// Баку».
func (w Words) FullZone(t time.Time) string { return w.Full(t) + " " + w.Zone(t) }

// Zone names the zone of a time by its city, or as «UTC+4».
func (w Words) Zone(t time.Time) string {
	name := t.Location().String()
	if slash := strings.LastIndexByte(name, '/'); slash >= 0 && !strings.HasPrefix(name, "Etc/") {
		city := name[slash+1:]
		if word, ok := w.cities[city]; ok {
			return word
		}
		return strings.ReplaceAll(plain(city), "_", " ")
	}
	_, seconds := t.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	text := "UTC" + sign + strconv.Itoa(seconds/3600)
	if minutes := seconds / 60 % 60; minutes != 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

// Short is «28 ноя».
func (w Words) Short(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + w.dates.Short[t.Month()-1]
}

// Ago is the age of t in at most nine cells: «сейчас», «3 мин», «5 ч», «2 дн»
// up to a week, then the date, with the year when it is another one.
func (w Words) Ago(t, now time.Time) string {
	switch age := now.Sub(t); {
	case age < time.Minute:
		return w.dates.Now
	case age < time.Hour:
		return w.count(int(age/time.Minute), w.plurals.MinutesAgo)
	case age < 24*time.Hour:
		return w.count(int(age/time.Hour), w.plurals.HoursAgo)
	case age < 7*24*time.Hour:
		return w.count(int(age/(24*time.Hour)), w.plurals.DaysAgo)
	}
	if t = t.In(now.Location()); t.Year() == now.Year() {
		return w.Short(t)
	}
	return t.Format("01.2006")
}
