package cli_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
)

// On a terminal no line is wider than it, the piece of the text is whole, and
// what was found is set off in title and text.
func TestSearchOnATerminal(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/strait.xml")
	p.env.OutTTY = true
	for _, width := range []int{0, 30, 60, 100, 300} {
		p.env.Width = width
		out := p.must("search", "министр")
		for line := range strings.Lines(out) {
			if n := render.Width(strings.TrimSuffix(line, "\n")); width > 0 && n > width {
				t.Errorf("%d cells of %d: %q", n, width, line)
			}
		}
		plain := strings.Join(strings.Fields(ansi.Strip(out)), " ")
		if !strings.Contains(plain, "К вечеру министров отвезли к маяку, где ждал капитан Алиев.") {
			t.Errorf("%d cells: %s", width, plain)
		}
		if !strings.Contains(out, "m"+"министров"+"\x1b[") || width >= 100 && !strings.Contains(out, "m"+"Министры"+"\x1b[") {
			t.Errorf("%d cells: nothing is set off: %q", width, out)
		}
	}
	p.vars["NO_COLOR"] = "1"
	if out := p.must("search", "министр"); colour.MatchString(out) {
		t.Errorf("coloured: %q", out)
	}
	p.env.OutTTY = false
	if out := p.must("search", "министр"); strings.Contains(out, "\x1b") {
		t.Errorf("in a pipe: %q", out)
	}
}

// The progress of an index is told on a terminal, and taken away again.
func TestReindexTellsHowFarItIs(t *testing.T) {
	p := newPerson(t)
	p.must("add", site(t).URL+"/strait.xml")
	p.env.ErrTTY = true
	code, out, status := p.run("doctor", "--reindex")
	if code != 0 || out != "The search index is built anew: 6 stories.\n" {
		t.Errorf("code %d, %q", code, out)
	}
	if !strings.Contains(status, "6/6  search index") || !strings.HasSuffix(status, "\r\x1b[K") {
		t.Errorf("%q", status)
	}
	p.vars["store"] += ".none"
	if code, out, _ := p.run("doctor", "--reindex"); code != 0 || out != "The search index is built anew: 0 stories.\n" {
		t.Errorf("an empty store: code %d, %q", code, out)
	}
}
