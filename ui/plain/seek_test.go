package plain_test

import (
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/ui/lang"
)

// A search answers with any form of a word, the best first, and with a piece of
// each text.
func TestSearch(t *testing.T) {
	d, s := newDesk(t, "en"), newSite(t)
	s.add("/a", "The ferry to the island")
	s.add("/b", "Nothing to do with boats")
	s.add("/c", "Ferries in a storm")
	s.items = strings.ReplaceAll(s.items, "A beginning.", "The master of the lighthouse sang all night.")
	d.follows(s)
	d.runs("R")
	out := d.runs("/ ferries")
	d.says(out, "2 of 2, “ferries”, best first, 2 unread\n1. ", "Ferries in a storm", "The ferry to the island")
	out = d.runs("/ lighthouses source:harbour")
	d.says(out, "3 of 3, harbour, “lighthouses”, best first", "\nThe master of the lighthouse sang all night.\n2. ")
	if out := d.runs("/ source:harbour"); strings.Contains(out, "lighthouse") || strings.Contains(out, "best first") {
		t.Errorf("without words there is nothing to be shown of a text:\n%s", out)
	}
}

// A search is within what was listed before it; the next one takes its place.
func TestSearchWithin(t *testing.T) {
	d := newDesk(t, "en")
	out := d.runs("c economy", "/ barrel", "/ basket", "c society", "// barrel", "C")
	d.says(out, "Economy, “barrel”, best first", "Economy, “basket”, best first",
		"Nothing matches the filter. C shows everything again. To search everywhere: // and words.\n", " of 75, all news, tour edition")
	if strings.Contains(out, "“basket barrel”") || strings.Contains(out, "“barrel basket”") || strings.Contains(out, "Society, “barrel”") {
		t.Errorf("searches were joined:\n%s", out)
	}
	out = d.runs("u", "/ barrel", "u", "u")
	n := d.total("barrel")
	d.says(out, "unread, “barrel”, best first", "Nothing has a star yet", fmt.Sprintf("\n%d of %d, “barrel”, best first", n, n))
	if got := d.runs("// barrel", "C"); !strings.Contains(got, "12 of 75, all news, tour edition, 75 unread\n1. 12:32") {
		t.Errorf("C does not show everything, newest first:\n%s", got)
	}
	d.says(d.runs("/ barrel", "s", "s", "s", "s"), "“barrel”, best first", "“barrel”, tour edition", "oldest first", "as they came")
}

// A sign alone tells how things stand.
func TestTellFilter(t *testing.T) {
	d := newDesk(t, "en")
	if out := d.runs("/"); !strings.Contains(out, "Now: all news, tour edition.\n") || strings.Contains(out, "typed so") || strings.Contains(out, "Searched") {
		t.Errorf("at first:\n%s", out)
	}
	for _, word := range []string{"one", "two", "three", "four", "five", "(six or seven) -eight"} {
		d.runs("/ " + word)
	}
	out := d.runs("c sport", "/ offside", "/")
	d.says(out, "Now: Sport, “offside”, best first, tour edition.\nIt is typed so: / rubric:sport offside\n"+
		"Searched for before:\n/ offside\n/ (six or seven) -eight\n/ five\n/ four\n/ three\n")
	if strings.Contains(out, "/ two") {
		t.Errorf("all searches are told:\n%s", out)
	}
}

// What is wrong with a filter is said in words and with its place, and what was
// listed stays.
func TestSearchFaults(t *testing.T) {
	for _, code := range lang.Codes() {
		d, w := newDesk(t, code), lang.For(code)
		stays := fmt.Sprintf(w.Plain.Present, w.Rubric(feed.Sport)+", "+w.Tour)
		for _, c := range []struct {
			text   string
			column int
			near   string
		}{
			{"rubrik:sport", 1, "rubric:"},
			{"offside rubric:sprot", 16, "sport"},
			{"(one or two", 1, ")"},
			{"one is:unraed", 8, "unread"},
		} {
			_, err := feed.ParseFilter(c.text)
			out := d.runs("c 7", "/ "+c.text, "/")
			d.says(out, w.Error(err)+"\n"+stays, c.near, fmt.Sprint(c.column))
		}
	}
}

// The filter of the settings is the first question.
func TestStart(t *testing.T) {
	d := newDesk(t, "en")
	start, err := feed.ParseFilter("rubric:economy barrel")
	if err != nil {
		t.Fatal(err)
	}
	d.config.Start = start
	d.says(d.runs("C"), "Economy, “barrel”, tour edition", "12 of 75, all news")
}
