package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"rubrika/feed"
)

func TestNames(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	for i, sub := range []feed.Subscription{
		{URL: "https://report.example/ru", Title: "Report"},
		{URL: "https://report.example/az", Title: "Report"},
		{URL: "https://www.guardian.example/rss", Tags: []string{"World/UK", "Daily"}},
		{URL: "https://x.example/", Title: "Вести дня", Tags: []string{"daily"}},
		{URL: "https://silent.example/", Title: "Silent"},
		{URL: "https://quiet.example/", Title: "Quiet", Muted: true},
	} {
		sub.Kind = "feed"
		id := must[feed.Subscription](t)(s.Subscribe(t.Context(), sub)).ID
		var entries []feed.Entry
		for n := range 4 - i {
			e := story(fmt.Sprintf("x%d/%d", i, n), fmt.Sprintf("Zagatala %d", n))
			e.Lang, e.Section, e.Tags = []string{"ru", "az", "en", "tr"}[i], []string{"Финансы", "финансы", "Спорт", ""}[n], []string{"ОТГ", "Вода"}[:1+n%2]
			entries = append(entries, e)
		}
		put(t, s, id, entries...)
	}
	if _, err := s.Put(t.Context(), 3, feed.Batch{Title: "World news | The Guardian"}); err != nil {
		t.Fatal(err)
	}
	names := must[feed.Names](t)(s.Names(t.Context(), 10))
	for field, want := range map[string]string{
		"source":  "[{1 Report} {2 Report} {World news } {Вести дня } {Silent } {World/UK } {Daily }]",
		"section": "[{Финансы } {Спорт }]",
		"tag":     "[{ОТГ } {Вода }]",
		"lang":    "[{ru } {az } {en } {tr }]",
		"topic":   "[{ОТГ } {Вода }]",
	} {
		if got := fmt.Sprint(names[field]); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
	if len(names) != 5 {
		t.Errorf("%d fields", len(names))
	}
	// Each value selects what it names, and nothing else.
	for i, v := range names["source"][:5] {
		for _, it := range list(t, s, feed.Filter{Sources: []string{v.Value}}.String()) {
			if int(it.Source) != i+1 {
				t.Errorf("source:%s selects source %d", v.Value, it.Source)
			}
		}
	}
	mute(t, s, "lang:ru")
	few := must[feed.Names](t)(s.Names(t.Context(), 1))
	if fmt.Sprint(few) != "map[lang:[{az }] section:[{Финансы }] source:[{2 Report}] tag:[{ОТГ }] topic:[{ОТГ }]]" {
		t.Errorf("the first that are shown: %v", few)
	}
	if names := must[feed.Names](t)(openNew(t).Names(t.Context(), 10)); len(names) != 0 {
		t.Errorf("of nothing: %v", names)
	}
}

// TestNamesInTime: names are asked for while one types. The bar is 100 ms of
// 100,000 items; here it is many times that, for slow machines.
func TestNamesInTime(t *testing.T) {
	t.Parallel()
	s := manyNames(t, 8_000)
	var times []time.Duration
	for range 3 {
		begun := time.Now()
		if n := must[feed.Names](t)(s.Names(t.Context(), 500)); len(n["source"]) < 300 || len(n["tag"]) != 500 || len(n["topic"]) < 100 {
			t.Fatalf("%d sources, %d tags, %d topics", len(n["source"]), len(n["tag"]), len(n["topic"]))
		}
		times = append(times, time.Since(begun))
	}
	if least := slices.Min(times); least > 800*time.Millisecond {
		t.Errorf("names took %v", times)
	}
}

// BenchmarkNames measures the names of 100,000 items and 350 sources.
func BenchmarkNames(b *testing.B) {
	s := manyNames(b, 100_000)
	for b.Loop() {
		must[feed.Names](b)(s.Names(b.Context(), 500))
	}
}

// manyNames is a store with headlines that have topics, and tags, of 350 sources.
func manyNames(b testing.TB, n int) *Store {
	b.Helper()
	s := stocked(b, n)
	for i := range 300 {
		follow(b, s, fmt.Sprintf("https://more%d.example/", i), fmt.Sprintf("Daily news of town %d", i))
	}
	_, err := s.write.Exec(`INSERT INTO tag SELECT id, 'tag ' || (id * 7919 % (1 + id % 3000)), 'Tag' FROM item`)
	if err == nil {
		_, err = s.write.Exec(`UPDATE item SET section_fold = 's' || id % 300, section = 'S' || id % 300 WHERE id % 4 = 0`)
	}
	if err != nil {
		b.Fatal(err)
	}
	return s
}
