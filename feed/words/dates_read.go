package words

import (
	"fmt"
	"time"
)

// dateReader goes once through the tokens of a date and sorts them into
// clock, zone, month name and the numbers of the day.
type dateReader struct {
	tokens []dateToken
	at     int

	numbers []dateNumber
	month   time.Month
	early   bool // the month name came before any number and may be a weekday

	clock                       bool
	hour, minute, second, nanos int

	offset    int // seconds east of UTC, when hasOffset
	hasOffset bool
	zoneName  string
	afterTime bool // the last token was part of the clock or named a zone

	broken bool // a number out of its range
}

// dateNumber is a number of the day. joint is the sign between it and the
// number before: '.', '/', '-', or 0.
type dateNumber struct {
	value, digits int
	joint         byte
}

// maxNumbers is more than any date has; the rest is not looked at.
const maxNumbers = 4

// read consumes all tokens.
func (r *dateReader) read() {
	for r.at < len(r.tokens) {
		t := r.tokens[r.at]
		switch {
		case t.kind == number && r.readClock():
			r.afterTime = true
		case t.kind == number:
			r.readNumber(t)
		case t.kind == sign && r.readOffset(t):
			r.afterTime = false
		case t.kind == word:
			r.at++
			r.readWord(t)
		default:
			r.at++
		}
	}
}

// peek is the token i places on, or an empty sign.
func (r *dateReader) peek(i int) dateToken {
	if r.at+i < len(r.tokens) {
		return r.tokens[r.at+i]
	}
	return dateToken{kind: sign}
}

// is reports whether the next token is the glued sign s.
func (r *dateReader) is(s string) bool {
	t := r.peek(0)
	return t.kind == sign && t.text == s && t.glued
}

// readClock reads a time of day; half days follow as words.
func (r *dateReader) readClock() bool {
	if r.clock || !r.compactClock() && !r.partedClock() {
		return false
	}
	r.readFraction()
	r.broken = r.broken || r.hour > 24 || r.minute > 59 || r.second > 60 ||
		(r.hour == 24 && r.minute+r.second > 0)
	return true
}

// compactClock reads T120000 and T1200 after a compact day, 1200 after a day
// with its month in letters, and the whole of 20251128120000.
func (r *dateReader) compactClock() bool {
	digits := r.peek(0).text
	switch {
	case len(digits) == 14 && len(r.numbers) == 0:
		r.numbers = append(r.numbers, dateNumber{value: atoi(digits[:8]), digits: 8})
		digits = digits[8:]
	case !r.dated() || r.month == 0 && (r.at == 0 || r.tokens[r.at-1].text != "t"):
		return false
	case len(digits) == 4:
		digits += "00"
	case len(digits) != 6:
		return false
	}
	r.setClock(atoi(digits[:2]), atoi(digits[2:4]), atoi(digits[4:]))
	r.at++
	return true
}

// partedClock reads 12:00, 12:00:07 and 12h30.
func (r *dateReader) partedClock() bool {
	h, by, m := r.peek(0), r.peek(1), r.peek(2)
	if !by.glued || by.text != ":" && by.text != "h" || !m.glued || !h.short() || !m.short() {
		return false
	}
	r.setClock(h.value, m.value, 0)
	r.at += 3
	if s := r.peek(1); r.is(":") && s.short() {
		r.second = s.value
		r.at += 2
	}
	return true
}

// short reports a number of one or two digits.
func (t dateToken) short() bool { return t.kind == number && len(t.text) <= 2 }

func (r *dateReader) setClock(h, m, s int) {
	r.clock, r.hour, r.minute, r.second = true, h, m, s
}

// readFraction reads the decimals of a second.
func (r *dateReader) readFraction() {
	f := r.peek(1)
	if (!r.is(".") && !r.is(",")) || f.kind != number || !f.glued {
		return
	}
	digits := (f.text + "000000000")[:9]
	r.nanos = atoi(digits)
	r.at += 2
}

// readNumber keeps a number of the day with the sign that joins it to the
// one before.
func (r *dateReader) readNumber(t dateToken) {
	joint := byte(0)
	if r.at > 0 && t.glued && r.tokens[r.at-1].kind == sign && len(r.numbers) > 0 {
		joint = r.tokens[r.at-1].text[0]
	}
	if len(r.numbers) < maxNumbers {
		r.numbers = append(r.numbers, dateNumber{value: t.value, digits: len(t.text), joint: joint})
	}
	r.afterTime = false
	r.at++
}

// dated reports whether the day is complete.
func (r *dateReader) dated() bool {
	return len(r.numbers) == 3 || (r.month != 0 && len(r.numbers) == 2) ||
		(len(r.numbers) == 1 && r.numbers[0].digits == 8)
}

// readOffset reads +4, +04, +0400, +04:00 and the broken +00:0, after the
// clock or a zone name; a plus may also follow the bare day.
func (r *dateReader) readOffset(t dateToken) bool {
	n := r.peek(1)
	plus := t.text == "+"
	if (!plus && t.text != "-") || n.kind != number || !n.glued || len(n.text) > 4 {
		return false
	}
	if !r.afterTime && (!plus || (!r.dated() && !r.clock)) {
		return false
	}
	r.at += 2
	hours, minutes := n.value, 0
	if len(n.text) > 2 {
		hours, minutes = n.value/100, n.value%100
	} else if m := r.peek(1); r.is(":") && m.short() {
		minutes = m.value
		r.at += 2
	}
	r.setOffset(hours*60+minutes, plus)
	return true
}

// setOffset keeps the first offset, unless it is nonsense: then the zone is as
// if not given.
func (r *dateReader) setOffset(minutes int, plus bool) {
	const most = 14 * 60 // Kiribati
	if minutes > most || r.hasOffset {
		return
	}
	r.offset, r.hasOffset = minutes*60, true
	if !plus {
		r.offset = -r.offset
	}
}

// readWord sorts a word: half of the day, weekday, month or zone. What it
// does not know it passes over.
func (r *dateReader) readWord(t dateToken) {
	afterTime := r.afterTime
	r.afterTime = false
	if half, ok := r.half(t); ok && r.clock {
		r.setHalf(half)
		r.afterTime = true
		return
	}
	if zoneKnown(t.text) && (r.clock || r.dated()) {
		if r.zoneName == "" {
			r.zoneName = t.text
		}
		r.afterTime = true
		return
	}
	if m := monthNamed(t.text); m != 0 {
		// «mar, 28 nov 2025» is a Tuesday in November.
		if r.month == 0 || (r.early && len(r.numbers) > 0) {
			r.month, r.early = m, len(r.numbers) == 0
		}
		return
	}
	r.afterTime = afterTime && t.text == "t"
}

// half recognises am and pm, also in the spelling «p. m.».
func (r *dateReader) half(t dateToken) (string, bool) {
	switch t.text {
	case "am", "pm":
		return t.text[:1], true
	case "a", "p":
		if r.peek(0).text == "." && r.peek(1).text == "m" {
			r.at += 2
			return t.text, true
		}
	}
	return "", false
}

// setHalf turns a 12-hour clock into a 24-hour one.
func (r *dateReader) setHalf(half string) {
	switch {
	case half == "p" && r.hour < 12:
		r.hour += 12
	case half == "a" && r.hour == 12:
		r.hour = 0
	}
}

// zone is the location of the result; the wall clock decides where a zone
// name changed its offset.
func (r *dateReader) zone(given *time.Location, year int, month time.Month, day int) *time.Location {
	offset := r.offset
	if !r.hasOffset {
		if r.zoneName == "" {
			return given
		}
		offset = zoneOffset(r.zoneName, time.Date(year, month, day, r.hour, r.minute, 0, 0, time.UTC))
	}
	return fixed(offset)
}

// fixed is the zone of an offset in seconds, named "+04:00"; zero is UTC.
func fixed(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	mark, size := "+", offset
	if offset < 0 {
		mark, size = "-", -offset
	}
	return time.FixedZone(fmt.Sprintf("%s%02d:%02d", mark, size/3600, size/60%60), offset)
}
