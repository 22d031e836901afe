package plain_test

import (
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/ui/lang"
)

// total is how many stories a filter selects.
func (d *desk) total(text string) int {
	d.t.Helper()
	f, err := feed.ParseFilter(text)
	if err != nil {
		d.t.Fatal(err)
	}
	counts, err := d.lib.Counts(d.t.Context(), f, false)
	if err != nil {
		d.t.Fatal(err)
	}
	return counts.Total
}

// What is listed is kept under a name, shown by number or name, taken away, and
// undone.
func TestViews(t *testing.T) {
	d := newDesk(t, "en")
	d.says(d.runs("V", "V 1", "V -1", "V +", "V +Everything"), "There are no views or rules yet", "1: there is no such view",
		"It needs a name.", "It needs a filter")
	out := d.runs("c economy", "/ barrel", "V +Oil trade", "c sport", "V +Pitch", "V +pitch")
	d.says(out, "View saved: Oil trade", "View saved: Pitch", "There is one of that name.")
	oil, sport := d.total("rubric:economy barrel"), d.total("rubric:sport barrel")
	out = d.runs("V", "V 1", "V 2", "V pit", "V 3", "V oil", "u")
	d.says(out, fmt.Sprintf("Views:\n1. Oil trade, %d unread of %d, Economy, “barrel”\n2. Pitch, %d unread of %d, Sport, “barrel”\nType V and ", oil, oil, sport, sport),
		fmt.Sprintf("\n%d of %d, Economy, “barrel”, tour edition, ", oil, oil), "3: there is no such view; V lists them all.", "Economy, unread, “barrel”")
	d.says(d.runs("V -oil", "V", "z", "V -1", "Z"), "View removed: Oil trade", "Views:\n1. Pitch", "Oil trade", "View removed: Oil trade", "Nothing to redo")
}

// A view that is called so goes before one that only begins so.
func TestViewByItsWholeName(t *testing.T) {
	d := newDesk(t, "en")
	d.runs("c economy", "V +Sport and money", "c sport", "V +Sport", "c culture", "V +2")
	d.says(d.runs("V sport", "V spo", "V -SPORT", "V 2", "V"), "of 3, Sport", ", Economy, ", "View removed: Sport\n", ", Culture, ",
		"1. Sport and money, ", "\n2. 2, ")
}

// numberOf is the number of a line that ends so.
func numberOf(out, end string) string {
	before, _, _ := strings.Cut(out, end+"\n")
	line, _, _ := strings.Cut(before[strings.LastIndexByte(before, '\n')+1:], ".")
	return line
}

// A rule is made of what a story has; what it hides is counted, listed, and
// comes back.
func TestMute(t *testing.T) {
	d := newDesk(t, "en")
	d.runs()
	all := d.total("")
	out := d.runs("M", "M 4", "M 4 0", "M 4 x", "M 4 99", "M 400 1")
	d.says(out, "Which one? Type its number: M 3.", "1. the word “", " in the title, 1 story\n", "rubric “Sport”, 3 stories", "author: ",
		"Type M 4 and the number of a line, and such stories are muted.", "0: there is no such line", "x: there is no such line", "99: there is no such line",
		"The list has no number 400")
	line := numberOf(out, "rubric “Sport”, 3 stories")
	d.says(d.runs("M 4 "+line, "g", "V", "V 1", "M 1 "+line), "Hidden: 3\n", fmt.Sprintf("12 of %d, all news", all-3),
		"Muted:\n1. Sport, 3 unread of 3\nType V", "3 of 3, Sport, muted", "There is one of that name.")
	if got := d.total(""); got != all-3 || d.total("is:muted") != 3 {
		t.Errorf("%d stories are left of %d", got, all)
	}
	d.says(d.runs("z", "g", "Z", "g", "V -1", "g"), fmt.Sprintf("12 of %d, all news", all), fmt.Sprintf("12 of %d, all news", all-3), "No longer muted: Sport")
	if got := d.total(""); got != all {
		t.Errorf("%d stories are left of %d", got, all)
	}
}

// The open story is meant without a number, also where it has none.
func TestWatch(t *testing.T) {
	d := newDesk(t, "ru")
	d.says(d.runs("4", "W", "W 4 1", "V", "g"), "Наберите W 4 и номер строки", "На примете: 1\n", "На примете:\n1. ", "\n4. 12:05, на примете, видео, Футбол")
	if n := d.total("is:watched"); n != 1 {
		t.Errorf("%d watched stories", n)
	}
	out := d.runs("4", "L", "M")
	d.says(out, "Наберите M 0 и номер строки")
	d.says(d.runs("4", "L", "M 0 "+numberOf(out, "рубрика издания «Futbol», 1 новость")), "Скрыто: 1\n")
	if it := d.item(4); it.State.Has(feed.Muted) || !it.State.Has(feed.Watched) {
		t.Errorf("the listed story is %b, and not its version", it.State)
	}
}

// Rules of the settings are shown as they are, and not taken away here.
func TestDeclared(t *testing.T) {
	for _, code := range lang.Codes() {
		d, w := newDesk(t, code), lang.For(code)
		f, err := feed.ParseFilter("rubric:sport")
		if err != nil {
			t.Fatal(err)
		}
		err = d.lib.DeclareViews(t.Context(), []feed.View{{Kind: feed.ViewMute, Name: "Играют", Filter: f, Declared: true}, {Kind: feed.ViewList, Name: "Пресса", Declared: true}})
		if err != nil {
			t.Fatal(err)
		}
		d.says(d.runs("V", "V -2", "V игр"), w.ViewGroup(feed.ViewList)+":\n1. Пресса", "\n"+w.ViewGroup(feed.ViewMute)+":\n2. Играют", w.Views.Declared+"\n",
			w.About(w.Views.Notices.Declared, "Играют"))
		if n := d.total("rubric:sport"); n != 0 {
			t.Errorf("%s: %d stories are not hidden", code, n)
		}
	}
}
