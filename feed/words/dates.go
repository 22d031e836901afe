package words

import (
	"strings"
	"time"
	// The zones must be known on machines without a zone database too.
	_ "time/tzdata"
	"unicode"
	"unicode/utf8"
)

// maxDate is the longest text, in bytes, that is still looked at as a date.
const maxDate = 160

// ParseDate reads a date as feeds and news pages write it: RFC 822, 1123,
// 3339 and W3C-DTF with all their misspellings, numeric dates (28.11.2025,
// 11/28/2025, 2020/1/10), dates in words («28 ноября, 2025, 12:00») with the
// month and weekday names of ru az tr uk kk uz en de fr es it pt in any case
// and form, 12-hour clocks, two-digit years and epoch seconds or
// milliseconds. A day without a time is its midnight; a day without a year is
// the last such day before now and a day.
//
// The zone is the offset or the known zone name of the text, and the result's
// Location is then a fixed zone named like "+04:00" (or UTC); otherwise it is
// zone itself, and nil means UTC. Names are read as the news of this region
// means them: AMT is Armenia, IST India, CST and EST North America.
//
// In 05/06/2025 the month comes first, unless zone is outside the Americas.
// ok is false when the text is no date, or no day that exists.
func ParseDate(s string, zone *time.Location, now time.Time) (t time.Time, ok bool) {
	if len(s) > maxDate {
		return time.Time{}, false
	}
	if t, ok := epoch(strings.TrimSpace(s)); ok {
		return t, true
	}
	r := dateReader{tokens: dateTokens(s)}
	r.read()
	if zone == nil {
		zone = time.UTC
	}
	year, month, day, ok := r.day(zone, now)
	if !ok {
		return time.Time{}, false
	}
	t = time.Date(year, month, day, r.hour, r.minute, r.second, r.nanos, r.zone(zone, year, month, day))
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}, false
	}
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return time.Time{}, false
	}
	return t, true
}

// dateToken is a piece of a date text.
type dateToken struct {
	kind  tokenKind
	text  string // digits, or a folded word
	value int    // of digits; -1 when there are more than nine
	glued bool   // no blank between the token and the one before it
}

type tokenKind uint8

const (
	number tokenKind = iota
	word
	sign // one character: + - / . , :
)

// dateTokens cuts a text into numbers, words and the signs that mean
// something in dates; all else only separates.
func dateTokens(s string) []dateToken {
	var out []dateToken
	glued := false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		n := size
		switch {
		case isDigit(r):
			for n < len(s) && isDigit(rune(s[n])) {
				n++
			}
			out = append(out, dateToken{kind: number, text: s[:n], value: atoi(s[:n]), glued: glued})
		case unicode.IsLetter(r):
			for n < len(s) {
				next, w := utf8.DecodeRuneInString(s[n:])
				if !unicode.IsLetter(next) && !unicode.IsMark(next) {
					break
				}
				n += w
			}
			out = append(out, dateToken{kind: word, text: Fold(s[:n]), glued: glued})
		case strings.ContainsRune("+-/.,:−", r):
			text := s[:n]
			if r == '−' {
				text = "-"
			}
			out = append(out, dateToken{kind: sign, text: text, glued: glued})
		default:
			glued = false
			s = s[n:]
			continue
		}
		glued = true
		s = s[n:]
	}
	return out
}

// isDigit reports an ASCII digit.
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// atoi reads up to nine digits.
func atoi(s string) int {
	if len(s) > 9 {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// epoch reads seconds (nine or ten digits) or milliseconds (twelve or
// thirteen) since 1970; fewer digits are other kinds of dates.
func epoch(s string) (time.Time, bool) {
	var n int64
	for i := range len(s) {
		if !isDigit(rune(s[i])) || i > 13 {
			return time.Time{}, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	switch len(s) {
	case 9, 10:
		return time.Unix(n, 0).UTC(), true
	case 12, 13:
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// fullYear picks the century of a two-digit year as POSIX strptime does.
func fullYear(y int) int {
	switch {
	case y >= 100:
		return y
	case y < 69:
		return 2000 + y
	default:
		return 1900 + y
	}
}

// daysIn is the number of days of a month.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// day puts the numbers of the date together.
func (r *dateReader) day(zone *time.Location, now time.Time) (int, time.Month, int, bool) {
	year, month, day, ok := r.numericDay(zone)
	if r.month != 0 && len(r.numbers) < 3 {
		year, month, day, ok = r.namedDay(now.In(zone))
	}
	if !ok || r.broken || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, 0, 0, false
	}
	return year, month, day, true
}

// namedDay is the day of a date with the month in letters: «28 Nov 2025»,
// «November 28, 2025», «2025 Nov 28», «28 ноября».
func (r *dateReader) namedDay(now time.Time) (int, time.Month, int, bool) {
	n := r.numbers
	switch {
	case len(n) == 1 && n[0].digits <= 2:
		year := now.Year()
		if time.Date(year, r.month, n[0].value, 0, 0, 0, 0, now.Location()).After(now.AddDate(0, 0, 1)) {
			year--
		}
		return year, r.month, n[0].value, true
	case len(n) == 1 && n[0].digits == 4:
		return n[0].value, r.month, 1, true
	case len(n) == 2 && n[0].digits == 4 && n[1].digits <= 2:
		return n[0].value, r.month, n[1].value, true
	case len(n) == 2 && n[0].digits <= 2 && (n[1].digits == 4 || n[1].digits == 2):
		return fullYear(n[1].value), r.month, n[0].value, true
	}
	return 0, 0, 0, false
}

// numericDay is the day of a date without letters.
func (r *dateReader) numericDay(zone *time.Location) (int, time.Month, int, bool) {
	n := r.numbers
	switch {
	case len(n) == 1 && n[0].digits == 8: // 20251128
		v := n[0].value
		return v / 10000, time.Month(v / 100 % 100), v % 100, true
	case len(n) == 1 && n[0].digits == 4 && !r.clock: // 2025, of W3C-DTF
		return n[0].value, time.January, 1, n[0].value >= 1900
	case len(n) == 2 && n[0].digits == 4 && n[1].joint == '-':
		return r.dayOfPair(n[0].value, n[1])
	case len(n) == 3 && n[1].joint != 0 && n[1].joint == n[2].joint && n[1].digits <= 2:
		return dayOfThree(n[0], n[1], n[2], zone)
	}
	return 0, 0, 0, false
}

// dayOfPair is the day of «2025-11» (W3C-DTF) and «2025-332» (ISO 8601).
func (r *dateReader) dayOfPair(year int, n dateNumber) (int, time.Month, int, bool) {
	switch n.digits {
	case 2:
		return year, time.Month(n.value), 1, !r.clock
	case 3:
		t := time.Date(year, time.January, n.value, 0, 0, 0, 0, time.UTC)
		return t.Year(), t.Month(), t.Day(), n.value >= 1 && t.Year() == year
	}
	return 0, 0, 0, false
}

// dayOfThree is the day of three numbers with the same sign between them.
func dayOfThree(a, b, c dateNumber, zone *time.Location) (int, time.Month, int, bool) {
	if a.digits == 4 && c.digits <= 2 {
		return a.value, time.Month(b.value), c.value, true
	}
	if a.digits > 2 || c.digits != 2 && c.digits != 4 {
		return 0, 0, 0, false
	}
	day, month := a.value, b.value
	if month > 12 || (b.joint == '/' && day <= 12 && american(zone)) {
		day, month = month, day
	}
	return fullYear(c.value), time.Month(month), day, true
}

// american reports whether a zone says nothing against month/day/year.
func american(zone *time.Location) bool {
	name := zone.String()
	return name == "UTC" || strings.HasPrefix(name, "America/") || strings.HasPrefix(name, "US/")
}
