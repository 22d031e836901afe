package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
)

// plan returns what SQLite means to do, a line a step.
func plan(t *testing.T, s *Store, query string, args ...any) string {
	t.Helper()
	steps, err := rows(t.Context(), s.read, func(scan scanner) (string, error) {
		var a, b, c int
		var detail string
		err := scan(&a, &b, &c, &detail)
		return detail, err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return strings.Join(steps, "\n")
}

func TestListsWalkAlongAnIndex(t *testing.T) {
	t.Parallel()
	s := edition(t)
	for filter, want := range map[string]string{
		"":                               "SEARCH item USING COVERING INDEX item_stream (order_ms<?)",
		"is:unread":                      "SEARCH item USING COVERING INDEX item_unread (order_ms<?)",
		"is:starred":                     "SEARCH item USING COVERING INDEX item_starred",
		"is:muted":                       "SEARCH item USING COVERING INDEX item_muted (order_ms<?)",
		"is:watched rubric:economy":      "SEARCH item USING COVERING INDEX item_watched (order_ms<?)",
		"rubric:economy":                 "SEARCH item USING COVERING INDEX item_rubric_2 (order_ms<?)",
		"rubric:economy is:unread":       "SEARCH item USING COVERING INDEX item_rubric_2",
		"rubric:economy -rubric:world":   "SEARCH item USING COVERING INDEX item_rubric_2",
		"rubric:economy rubric:politics": "SEARCH item USING COVERING INDEX item_rubric_0",
		"rubric:economy since:1d":        "SEARCH item USING COVERING INDEX item_rubric_2 (order_ms>? AND order_ms<?)",
		"source:1":                       "SEARCH item USING COVERING INDEX item_source (source=? AND order_ms<?)",
		"source:1 source:2":              "SEARCH item USING COVERING INDEX item_source (source=? AND order_ms<?)",
		"section:финансы":                "SEARCH item USING COVERING INDEX item_section (section_fold=? AND order_ms<?)",
		"lang:ru has:video":              "SEARCH item USING COVERING INDEX item_stream",
		"tag:отг":                        "SEARCH item USING INTEGER PRIMARY KEY",
	} {
		f := must[feed.Filter](t)(feed.ParseFilter(filter))
		q := must[*selection](t)(s.selection(t.Context(), f))
		query, args := q.page(feed.Position{}, 50)
		got := plan(t, s, query, args...)
		if !strings.Contains(got, want) || strings.Contains(got, "SCAN item") {
			t.Errorf("%q:\n%s\nwant %s", filter, got, want)
		}
		if strings.HasPrefix(want, "SEARCH item USING COVERING") && !strings.Contains(got, "UNION") && strings.Contains(got, "USE TEMP B-TREE") {
			t.Errorf("%q is sorted:\n%s", filter, got)
		}
	}
}

func TestCountsOfMarksAndRubricsReadNoItem(t *testing.T) {
	t.Parallel()
	s := edition(t)
	ctx := t.Context()
	// With the table of items out of reach, only tallies can answer.
	path := s.path
	want := map[string]feed.Counts{}
	filters := []string{"", "rubric:economy", "is:unread", "is:unread rubric:world -rubric:sport", "source:1 is:starred", "lang:ru section:финансы"}
	for _, filter := range filters {
		want[filter] = must[feed.Counts](t)(s.Counts(ctx, must[feed.Filter](t)(feed.ParseFilter(filter)), false))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bare(t, path, "ALTER TABLE item RENAME TO elsewhere")
	s.read = must[*sql.DB](t)(sql.Open("sqlite", "file:"+path))
	s.write = nil
	for _, filter := range filters {
		got, err := s.Counts(ctx, must[feed.Filter](t)(feed.ParseFilter(filter)), false)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want[filter]) {
			t.Errorf("%q: %v, %v; want %v", filter, got, err, want[filter])
		}
	}
}

// Every order walks an index from its own end.
func TestOrdersWalkAlongAnIndex(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	put(t, s, follow(t, s, "https://x.example/", ""), random(1, rare+1, "x")...)
	for _, tt := range []struct {
		filter string
		sort   feed.Sort
		want   string
	}{
		{"", feed.Oldest, "SEARCH item USING COVERING INDEX item_stream (order_ms>?)"},
		{"is:unread", feed.Oldest, "SEARCH item USING COVERING INDEX item_unread (order_ms>?)"},
		{"rubric:economy", feed.Oldest, "SEARCH item USING COVERING INDEX item_rubric_2 (order_ms>?)"},
		{"", feed.Arrival, "SEARCH item USING COVERING INDEX item_arrival (id<?)"},
		{"is:unread", feed.Arrival, "SEARCH item USING COVERING INDEX item_arrival (id<?)"},
		{"lang:ru has:video since:1d", feed.Arrival, "SEARCH item USING COVERING INDEX item_arrival (id<?)"},
		{"rubric:economy", feed.Arrival, "SCAN item USING COVERING INDEX item_rubric_2"}, // few
		{"is:starred", feed.Arrival, "SCAN item USING COVERING INDEX item_starred"},
		{"topic:su", feed.Newest, "SEARCH item USING INTEGER PRIMARY KEY"},
	} {
		f := must[feed.Filter](t)(feed.ParseFilter(tt.filter))
		f.Sort = tt.sort
		q := must[*selection](t)(s.selection(t.Context(), f))
		if err := s.sizeWalks(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		query, args := q.page(feed.Position{}, 50)
		got := plan(t, s, query, args...)
		sorts := strings.Contains(got, "USE TEMP B-TREE")
		if !strings.Contains(got, tt.want) || sorts && !q.few && !q.small {
			t.Errorf("%q by %d:\n%s\nwant %s", tt.filter, tt.sort, got, tt.want)
		}
	}
}

// large is a store with n items of 20 sources.
func large(b *testing.B, n int) *Store {
	b.Helper()
	s := openNew(b)
	for i := range 20 {
		src := follow(b, s, fmt.Sprintf("https://%d.example/", i), fmt.Sprintf("Source %d", i))
		put(b, s, src, random(uint64(i), n/20, fmt.Sprintf("%d.example", i))...)
	}
	if _, err := s.MarkAll(context.Background(), feed.Filter{Sources: []string{"1", "2", "3"}}, feed.Read, 0); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkList measures one page of 50 out of 20,000 items; the bar is 5 ms.
func BenchmarkList(b *testing.B) {
	s := large(b, 20000)
	middle := must[[]feed.Item](b)(s.List(b.Context(), feed.Filter{Limit: 10000}))[9999].Position()
	for _, filter := range []string{"", "rubric:economy", "is:unread", "rubric:economy rubric:world", "source:1", "tag:отг", "вода", "article", "lang:az -tag:su"} {
		b.Run(filter, func(b *testing.B) {
			f := must[feed.Filter](b)(feed.ParseFilter(filter))
			f.Limit = 50
			for i := range b.N {
				f.Before = feed.Position{}
				if i%2 == 1 {
					f.Before = middle
				}
				if _, err := s.List(b.Context(), f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCounts measures the counts of 20,000 items.
func BenchmarkCounts(b *testing.B) {
	s := large(b, 20000)
	for _, filter := range []string{"", "rubric:economy", "is:unread", "since:1d", "tag:отг", "вода"} {
		for _, facets := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/facets=%v", filter, facets), func(b *testing.B) {
				f := must[feed.Filter](b)(feed.ParseFilter(filter))
				for b.Loop() {
					if _, err := s.Counts(b.Context(), f, facets); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkPut measures filing 50 items, new and known.
func BenchmarkPut(b *testing.B) {
	s := openNew(b)
	src := follow(b, s, "https://x.example/", "")
	b.Run("new", func(b *testing.B) {
		for i := range b.N {
			put(b, s, src, random(uint64(i), 50, fmt.Sprintf("%d-%d", b.N, i))...)
		}
	})
	b.Run("known", func(b *testing.B) {
		entries := random(1, 50, "known")
		for b.Loop() {
			put(b, s, src, entries...)
		}
	})
}

// BenchmarkMarkAll measures marking 20,000 items and taking it back.
func BenchmarkMarkAll(b *testing.B) {
	s := large(b, 20000)
	for b.Loop() {
		must[feed.Deed](b)(s.MarkAll(b.Context(), feed.Filter{}, feed.Starred, 0))
		must[feed.Deed](b)(s.Undo(b.Context()))
	}
}
