package cli

import (
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/ui/lang"
)

func TestForemost(t *testing.T) {
	at := time.Date(2025, 11, 28, 12, 0, 0, 0, time.UTC)
	first := gathered{id: 2, rubric: feed.World, state: feed.Read, order: at}
	for name, c := range map[string]struct {
		kept, other gathered
		id          feed.ID
		state       feed.State
	}{
		"the newest":               {first, gathered{id: 1}, 2, feed.Read},
		"the reader's language":    {first, gathered{id: 1, own: true}, 1, feed.Read},
		"both are":                 {gathered{id: 2, own: true}, gathered{id: 1, own: true}, 2, 0},
		"a star of the other":      {first, gathered{id: 1, state: feed.Starred}, 2, feed.Read | feed.Starred},
		"a star of the one hidden": {gathered{id: 2, state: feed.Watched}, gathered{id: 1, own: true}, 1, feed.Watched},
	} {
		if got := foremost(c.kept, c.other); got.id != c.id || got.state != c.state {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestFiledUnder(t *testing.T) {
	both := feed.Item{Rubrics: []feed.Rubric{feed.Politics, feed.Economy}}
	for name, c := range map[string]struct {
		it   feed.Item
		f    feed.Filter
		want feed.Rubric
	}{
		"its first":        {both, feed.Filter{}, feed.Politics},
		"what was asked":   {both, feed.Filter{Rubrics: []feed.Rubric{feed.Economy}}, feed.Economy},
		"neither":          {both, feed.Filter{Rubrics: []feed.Rubric{feed.Sport}}, feed.Politics},
		"none at all":      {feed.Item{}, feed.Filter{}, feed.Other},
		"both were wanted": {both, feed.Filter{Rubrics: []feed.Rubric{feed.Economy, feed.Politics}}, feed.Politics},
	} {
		if got := filedUnder(c.it, c.f); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestDigestDay(t *testing.T) {
	baku := time.FixedZone("Asia/Baku", 4*60*60)
	now := time.Date(2025, 11, 28, 0, 30, 0, 0, baku)
	a := &app{words: lang.For("ru"), env: Env{Now: func() time.Time { return now }}}
	filter := func(text string) feed.Filter {
		f, err := feed.ParseFilter(text)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for text, want := range map[string][2]string{
		"since:1d": {"Новости: пятница 28 ноября 2025", "3 новости: 27 ноября 2025, 00:30 – 28 ноября 2025, 00:30 Баку"},
		"since:2025-11-26 until:2025-11-27 lang:az": {
			"Новости: среда 26 ноября 2025", "3 новости: 26 ноября 2025, 00:00 – 27 ноября 2025, 00:00 Баку",
		},
	} {
		f := filter(text)
		notes := a.digestNotes(3, f)
		if got := a.words.DigestTitle(a.digestDay(f)); got != want[0] || notes[0] != want[1] {
			t.Errorf("%s: %q, %q", text, got, notes)
		}
		if said := len(notes) == 2; said != (len(f.Langs) > 0) {
			t.Errorf("%s: %q", text, notes)
		}
	}
}

func TestLeadThatRepeatsTheTitle(t *testing.T) {
	for summary, want := range map[string]string{
		"":             "",
		"Порт открыт.": "",
		"порт ОТКРЫТ…": "",
		"Порт открыт с утра. Да.": "Порт открыт с утра. Да.",
	} {
		if got := leadOf(feed.Item{Title: "Порт открыт", Summary: summary}); got != want {
			t.Errorf("%q: %q, want %q", summary, got, want)
		}
	}
}
