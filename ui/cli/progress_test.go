package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The status line is drawn on a terminal only, not more often than ten times a
// second but at the end, fits into the line, and is gone before anything else
// is printed.
func TestStatusLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tty, quiet bool
		term       string
		width      int
		shown      bool
	}{
		"terminal":      {tty: true, width: 40, shown: true},
		"narrow":        {tty: true, width: 8, shown: true},
		"unknown width": {tty: true, shown: true},
		"pipe":          {width: 40},
		"quiet":         {tty: true, quiet: true, width: 40},
		"dumb":          {tty: true, term: "dumb", width: 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			a := &app{quiet: c.quiet, env: Env{
				Stderr: &errs, ErrTTY: c.tty, Width: c.width, Getenv: func(string) string { return c.term },
			}}
			a.out = &output{to: &out, before: a.clear}
			began := time.Now()
			for i := range 1000 {
				a.status(i+1, 1000, strings.Repeat("длинное\x1b[2J имя ", 20))
			}
			most := 2 + int(time.Since(began)/stepEvery)
			if drawn := strings.Count(errs.String(), clearLine); c.shown != (drawn > 0) || drawn > most {
				t.Errorf("drawn %d times, at most %d: %q", drawn, most, errs.String())
			}
			lines := strings.Split(errs.String(), clearLine)
			last := lines[len(lines)-1]
			wide := c.width
			if wide == 0 {
				wide = unknownWidth
			}
			if utf8.RuneCountInString(last) >= wide || c.shown && !strings.HasPrefix(last, "1000/10"[:min(7, wide-2)]) || strings.Contains(last, "\x1b") {
				t.Errorf("%q at %d", last, wide)
			}
			errs.Reset()
			a.print("answer")
			a.out.flush()
			a.say("note")
			want := "note\n"
			if c.shown {
				want = clearLine + want
			}
			if errs.String() != want || out.String() != "answer\n" {
				t.Errorf("%q, %q", errs.String(), out.String())
			}
		})
	}
}
