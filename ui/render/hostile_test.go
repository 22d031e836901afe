//go:build unix

package render

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostile are texts made to stall or flood a renderer.
func hostile() map[string]string {
	table := func(n int) string {
		row := strings.Repeat("| x ", n) + "|\n"
		return row + strings.Repeat("|---", n) + "|\n" + strings.Repeat(row, n)
	}
	var lists strings.Builder
	for i := range 200 {
		lists.WriteString(strings.Repeat("  ", i) + "- item\n")
	}
	return map[string]string{
		"word of 1 MB":       strings.Repeat("x", 1<<20-1),
		"line of 1 MB":       strings.Repeat("слово ", 1<<20/11),
		"text of 2 MB":       strings.Repeat("слово и дело\n", 2<<20/22),
		"code, 100000 lines": "```go\n" + strings.Repeat("x = 1\n", 100000) + "```\n",
		"code of one line":   "```js\n" + strings.Repeat("/*a", 20000) + "\n```\n",
		"table 300 by 300":   table(300),
		"table 12 by 12":     table(12),
		"table of one row":   "|a|\n|-|\n" + strings.Repeat("|b|\n", 20000),
		"80 quotations":      strings.Repeat("> ", 80) + "deep\n",
		"30 quotations":      strings.Repeat(strings.Repeat("> ", 30)+"deep\n\n", 500),
		"200 lists":          lists.String(),
		"200 lists in line":  strings.Repeat("- ", 200) + "deep\n",
		"open brackets":      strings.Repeat("[", 60000),
		"pairs of brackets":  strings.Repeat("[a](", 15000),
		"link marks":         strings.Repeat("a[1] ", 100000),
		"stars":              strings.Repeat("*a **b ", 60000),
		"stars in one block": strings.Repeat("*a **b_ ", 8000),
		"stars in blocks":    strings.Repeat(strings.Repeat("*a **b_ ", 330)+"\n\n", 390),
		"backticks":          strings.Repeat("`a ``b ", 60000),
		"small paragraphs":   strings.Repeat("a\n\n", 100000),
		"empty items":        strings.Repeat("-\n", 50000),
		"footnotes":          strings.Repeat("[^1] ", 30000) + "\n\n[^1]: note\n",
		"many footnotes":     manyNotes(5000),
		"notes in notes":     notesInNotes(1500),
		"notes of all names": namedNotes(20000),
		"one note, one line": strings.Repeat("[^1][^2]", 4000) + "\n\n[^1]: [^2]\n\n[^2]: [^1]\n",
		"a note of 1 MB":     "[^1]\n\n[^1]: " + strings.Repeat("note ", 1<<20/6) + "\n",
		"fake pictures":      strings.Repeat("\\[image 1: x\\]\n\n", 10000),
		"pictures in a line": strings.Repeat("[image 9: [x] ", 40000) + strings.Repeat("[image 7]", 40000),
		"picture of 1 MB":    "[image 1: " + strings.Repeat("x [y] ", 1<<20/7) + "]",
		"table 5000 cells":   "|" + strings.Repeat("wide ", 500) + "|" + strings.Repeat("x", 2500) + "|\n|-|-|\n" + strings.Repeat("|"+strings.Repeat("y", 50)+"|b|\n", 300),
		"RTL of 1 MB":        strings.Repeat("שלום 12 ", 1<<20/13),
		"RTL in one block":   strings.Repeat("של a 1, ", 32<<10/11),
		"RTL of 2 MB":        strings.Repeat("שלום a 12\n", 2<<20/15),
		"RTL brackets":       strings.Repeat("א", 100) + strings.Repeat("(", 10000) + strings.Repeat("]", 10000),
		"RTL pairs":          strings.Repeat("א(a)", 6000),
		"RTL deep pairs":     strings.Repeat("א"+strings.Repeat("(", 60)+"1"+strings.Repeat(")", 60), 200),
		"RTL controls":       strings.Repeat("\u202eא\u2067b\u2069\u200f\x1b[2J", 20000),
		"RTL paragraphs":     strings.Repeat("> א[^1]\n\n", 10000) + "[^1]: ב\n",
		"references":         strings.Repeat("[a]: http://a.b\n", 30000) + strings.Repeat("[a] ", 30000),
		"combining marks":    "e" + strings.Repeat("\u0301", 200000),
		"emoji chain":        strings.Repeat("👩\u200d", 50000),
		"entities":           strings.Repeat("&amp;", 200000),
		"backslashes":        strings.Repeat(`\\`, 100000),
		"angle brackets":     strings.Repeat("<a", 100000),
		"headings":           strings.Repeat("# a\n", 50000),
		"breaks":             strings.Repeat("a\\\n", 100000),
	}
}

func manyNotes(n int) string {
	var b strings.Builder
	for i := range n {
		id := "[^n" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + "]"
		b.WriteString(id + " text\n\n" + id + ": note\n\n")
	}
	return b.String()
}

func notesInNotes(n int) string {
	var b strings.Builder
	b.WriteString("[^0]\n\n")
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: > - note [^%d] [^%d]\n\n", i, i+1, i/2)
	}
	return b.String()
}

func namedNotes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[^%d] ", i)
	}
	for i := range n {
		fmt.Fprintf(&b, "\n\n[^%d]: n", i)
	}
	return b.String()
}

// cpu is the processor time the test has taken so far: the machine may be
// busy with other things, and the clock on the wall counts those too.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// TestHostile holds promise P6: any article opens within a second.
func TestHostile(t *testing.T) {
	if raced {
		t.Skip("times mean nothing under the race detector")
	}
	r := New(dark(t))
	r.Reorder = true
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
			defer cancel()
			start := cpu(t)
			lines := r.Body(ctx, text, 76, 5)
			if took := cpu(t) - start; took > time.Second {
				t.Errorf("took %v", took)
			}
			if len(lines) == 0 {
				t.Error("no lines")
			}
			checkLines(t, lines[:min(len(lines), 2000)], 76)
		})
	}
}
