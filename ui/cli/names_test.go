package cli

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/ui/lang"
	"rubrika/ui/render"
)

// tableAt lays out headlines as on a terminal of a width, or for a pipe.
func tableAt(t *testing.T, terminal bool, width, before int, items ...feed.Item) []string {
	t.Helper()
	a := &app{words: lang.For("en"), noColor: true, env: Env{
		OutTTY: terminal, Width: width, Now: func() time.Time { return time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC) },
		Getenv: func(string) string { return "" },
	}}
	table, err := a.table(items, before)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range items {
		out = append(out, regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(table.line(i, nil), ""))
	}
	return out
}

// ten are headlines with numbers of two and three digits.
func ten() []feed.Item {
	var out []feed.Item
	for i := range 10 {
		out = append(out, feed.Item{
			ID: feed.ID(95 + i), Title: strings.Repeat("Порт принял судно ", i+1), Rubrics: []feed.Rubric{feed.Rubrics()[i]}, SourceTitle: "Портовый листок",
			Order: time.Date(2025, 11, 28, 8, i, 0, 0, time.UTC),
		})
	}
	return out
}

// TestNamesOfHeadlines: a pipe has the numbers of stories, a narrow terminal
// their lines, a wide one both.
func TestNamesOfHeadlines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		terminal             bool
		width, before        int
		first, fifth, latest string
	}{
		{false, 0, 0, " 95  2025-", " 99  2025-", "104  2025-"},
		{true, 80, 0, " +1  2025-", " +5  2025-", "+10  2025-"},
		{true, 80, 95, " +96  2025-", "+100  2025-", "+105  2025-"},
		{true, 100, 0, " +1   95  2025-", " +5   99  2025-", "+10  104  2025-"},
		{true, 0, 0, " +1   95  2025-", " +5   99  2025-", "+10  104  2025-"},
	} {
		lines := tableAt(t, c.terminal, c.width, c.before, ten()...)
		for at, want := range map[int]string{0: c.first, 4: c.fifth, 9: c.latest} {
			if !strings.HasPrefix(lines[at], want) {
				t.Errorf("terminal %v of %d cells, after %d: line %d is %q, want it to begin %q", c.terminal, c.width, c.before, at, lines[at], want)
			}
		}
	}
}

// TestColumnsOfHeadlines: no line is wider than the terminal, a title has at
// least half of it, the source leaves before the rubric, and neither is left as
// a crumb.
func TestColumnsOfHeadlines(t *testing.T) {
	t.Parallel()
	source, rubric := 0, 0 // the least width that shows them
	for width := 40; width <= 200; width++ {
		lines := tableAt(t, true, width, 0, ten()...)
		for i, line := range lines {
			if n := render.Width(line); n > width {
				t.Fatalf("%d cells of %d: %q", n, width, line)
			}
			_, shown, _ := strings.Cut(line, "● ")
			shown, _, _ = strings.Cut(shown+"  ", "  ")
			if least := min(render.Width(strings.TrimSpace(ten()[i].Title)), width/2, width-25); render.Width(shown) < least {
				t.Errorf("%d cells: the title has %d, want %d: %q", width, render.Width(shown), least, line)
			}
		}
		whole := strings.Join(lines, "\n")
		if source == 0 && strings.Contains(whole, "  Портовый листок") {
			source = width
		}
		if rubric == 0 && strings.Contains(whole, "  Econom") {
			rubric = width
		}
		if crumb := regexp.MustCompile(`(?m)  \S{0,5}…$`).FindString(whole); crumb != "" {
			t.Errorf("%d cells: a crumb is left: %q", width, crumb)
		}
	}
	if rubric == 0 || source <= rubric {
		t.Errorf("the rubric is there from %d cells on, the source from %d", rubric, source)
	}
}

// FuzzNames: a word is a name by number only as the number it is, and by line
// only with its sign.
func FuzzNames(f *testing.F) {
	for _, word := range []string{"42", "+3", "0", "-1", "+0", "+-3", "++3", " 4", "4 ", "٣", "0x10", "1e3", "99999999999999999999", "+9223372036854775808"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		n, counted, ok := numbered(word)
		if !ok {
			return
		}
		want := strconv.FormatInt(n, 10)
		if got := strings.TrimLeft(strings.TrimPrefix(word, "+"), "0"); got != want || n <= 0 || counted != strings.HasPrefix(word, "+") {
			t.Errorf("%q is %d, by its line: %v", word, n, counted)
		}
	})
}
