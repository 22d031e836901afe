package store

import (
	"fmt"
	"testing"

	"rubrika/feed"
)

// stocked is a store with n headlines of 50 sources over 90 days, an item in
// eleven unread, with four topics each: a quarter of all mentions is of 50
// topics, a quarter of 500, the rest of n/4. Bodies and words are left out; nothing here reads
// them.
func stocked(b testing.TB, n int) *Store {
	b.Helper()
	s := openNew(b)
	for i := range 50 {
		follow(b, s, fmt.Sprintf("https://%d.example/", i), fmt.Sprintf("Source %d", i))
	}
	for _, query := range []string{
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %[1]d)
		INSERT INTO item(id, source, order_ms, state, rubrics, badges, lang, story, section_fold, link, zone, zone_s, seen_ms,
			updated_ms, title, summary, url, section, filed, why_kind, why_text, tags, digest)
		SELECT i, 1 + i * 7919 %% 50, %[2]d - (%[1]d - i) * (90 * 86400000 / %[1]d) - i * 31 %% 1000, i %% 11 <> 0, 1 << (i * 31 %% 15), 0,
			substr('ruazen', 1 + 2 * (i %% 3), 2), i, '', '', '', 0, %[2]d - (%[1]d - i) * (90 * 86400000 / %[1]d),
			0, 'A headline of some fifty letters, as they mostly are ' || i, 'A teaser of two lines that says what the headline leaves open. '
			|| 'It is rarely longer than this.', '', '', '', '', '', '[]', x'' FROM n`,
		`INSERT INTO about SELECT CASE k WHEN 0 THEN id * 7919 %% 50 WHEN 1 THEN 100 + id * 7919 %% 500 ELSE 1000 + (id * 4 + k) * 104729 %% (%[1]d / 4) END AS t,
			order_ms, id, source, 1, 'Topic' FROM item, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)
			WHERE true ON CONFLICT DO NOTHING`,
		`INSERT INTO about SELECT 5000000 + id %% 20, order_ms, id, source, 1, 'Risen ' || (id %% 20)
			FROM item WHERE order_ms > %[2]d - 86400000 AND id %% 3 = 0 AND %[1]d > 0`,
	} {
		if _, err := s.write.Exec(fmt.Sprintf(query, n, millis(noon()))); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkTopics measures the strip of 100,000 items; the bar is 5 ms.
func BenchmarkTopics(b *testing.B) {
	s := stocked(b, 100_000)
	for _, pinned := range [][]string{nil, {"Баку", "Таиланд"}} {
		b.Run(fmt.Sprint(len(pinned)), func(b *testing.B) {
			for b.Loop() {
				if list := must[[]feed.Tally](b)(s.Topics(b.Context(), pinned)); len(list) != maxStrip {
					b.Fatalf("%d topics", len(list))
				}
			}
		})
	}
}

// BenchmarkOrders measures a page of 50 of 100,000 items in each order, from
// the middle on, with 5,000 newer ones left out; the bar is 5 ms.
func BenchmarkOrders(b *testing.B) {
	s := stocked(b, 100_000)
	upto := must[feed.ID](b)(s.Newest(b.Context())) - 5000
	for _, filter := range []string{"", "is:unread", "rubric:economy", "source:7", "is:unread rubric:world", "lang:ru"} {
		for sort, name := range []string{"newest", "oldest", "arrival"} {
			b.Run(filter+"/"+name, func(b *testing.B) {
				f := must[feed.Filter](b)(feed.ParseFilter(filter))
				f.Limit, f.Sort, f.Upto = 50, feed.Sort(sort), upto
				for b.Loop() {
					if n := len(must[[]feed.Item](b)(s.List(b.Context(), f))); n != 50 {
						b.Fatalf("%d items", n)
					}
				}
			})
		}
	}
}

// BenchmarkNew measures counting what waits above the list, and the topics of
// 100,000 items.
func BenchmarkNew(b *testing.B) {
	s := stocked(b, 100_000)
	upto := must[feed.ID](b)(s.Newest(b.Context())) - 5000
	for _, filter := range []string{"", "rubric:economy", "is:unread", "lang:ru"} {
		for _, facets := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/facets=%v", filter, facets), func(b *testing.B) {
				f := must[feed.Filter](b)(feed.ParseFilter(filter))
				f.Upto = upto
				for b.Loop() {
					if c := must[feed.Counts](b)(s.Counts(b.Context(), f, facets)); c.New == 0 {
						b.Fatal("nothing is new")
					}
				}
			})
		}
	}
}
