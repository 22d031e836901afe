package store

import (
	"fmt"
	"testing"

	"rubrika/feed"
)

// member is a store with an account of 300 feeds and n items, one in ten unread
// and one in 50 starred on its server, and the lists that say so.
func member(t testing.TB, n int) (*Store, feed.Settlement) {
	t.Helper()
	s := openNew(t)
	joined(t, s, 300)
	for _, query := range []string{
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %[1]d)
		INSERT INTO item(id, source, order_ms, state, base, rubrics, badges, lang, story, section_fold, link, zone, zone_s, seen_ms,
			updated_ms, title, summary, url, section, filed, why_kind, why_text, tags, digest)
		SELECT i, 1 + i * 7919 %% 300, %[2]d - (%[1]d - i) * 60000, (i %% 10 <> 0) + 2 * (i %% 50 = 7), (i %% 10 <> 0) + 2 * (i %% 50 = 7),
			1 << (i * 31 %% 15), 0, 'en', i, '', '', '', 0, %[2]d, 0, 'A headline of some fifty letters, as they mostly are ' || i,
			'A teaser of two lines that says what the headline leaves open. It is rarely longer than this, but it may be, and then it is cut.',
			'https://x.example/' || i, '', '', '', '', '[]', x'' FROM n`,
		`INSERT INTO remote SELECT 1, 1795394931000000 + id, id FROM item WHERE %[1]d > 0 AND %[2]d > 0`,
	} {
		if _, err := s.write.Exec(fmt.Sprintf(query, n, millis(noon()))); err != nil {
			t.Fatal(err)
		}
	}
	var with feed.Settlement
	for i := 1; i <= n; i++ {
		id := fmt.Sprint(1795394931000000 + i)
		if i%10 == 0 {
			with.Unread = append(with.Unread, id)
		}
		if i%50 == 7 {
			with.Starred = append(with.Starred, id)
		}
	}
	return s, with
}

// BenchmarkSync measures the steps of a sync with 100,000 items of 300 feeds, of
// which 10,000 are unread; the bar is 200 ms each.
func BenchmarkSync(b *testing.B) {
	s, with := member(b, 100_000)
	ctx := b.Context()
	b.Run("settle nothing", func(b *testing.B) {
		for b.Loop() {
			if n := must[int](b)(s.Settle(ctx, 1, with)); n != 0 {
				b.Fatalf("%d changed", n)
			}
		}
	})
	b.Run("settle 1000", func(b *testing.B) {
		for i := range b.N {
			some := with
			if i%2 == 0 {
				some.Unread = with.Unread[1000:]
			}
			if n := must[int](b)(s.Settle(ctx, 1, some)); n != 1000 {
				b.Fatalf("%d changed", n)
			}
		}
		must[int](b)(s.Settle(ctx, 1, with))
	})
	b.Run("settle 10000", func(b *testing.B) {
		for i := range b.N {
			some := with
			if i%2 == 0 {
				some.Unread = nil
			}
			if n := must[int](b)(s.Settle(ctx, 1, some)); n != 10_000 {
				b.Fatalf("%d changed", n)
			}
		}
		must[int](b)(s.Settle(ctx, 1, with))
	})
	b.Run("foresee", func(b *testing.B) {
		for b.Loop() {
			if _, _, _, err := s.Foresee(ctx, 1, feed.Settlement{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("missing", func(b *testing.B) {
		for b.Loop() {
			if list := must[[]string](b)(s.Missing(ctx, 1, with.Unread)); list != nil {
				b.Fatalf("%d missing", len(list))
			}
		}
	})
	b.Run("mark all, send", func(b *testing.B) {
		for b.Loop() {
			if d := must[feed.Deed](b)(s.MarkAll(ctx, feed.Filter{}, feed.Read, 0)); d.Items != 10_000 {
				b.Fatalf("%d marked", d.Items)
			}
			if list := must[[]feed.PendingMark](b)(s.Pending(ctx, 1)); len(list) != 10_000 {
				b.Fatalf("%d pending", len(list))
			}
			must[feed.Deed](b)(s.Undo(ctx))
		}
	})
	b.Run("deliver 250", func(b *testing.B) {
		for i := range b.N {
			var list []feed.Delivery
			for n := range 250 {
				list = append(list, from(fmt.Sprintf("f%d", 1+n%300), fmt.Sprintf("new-%d-%d-%d", b.N, i, n), 0))
			}
			if got := deliver(b, s, 1, list...); got.New != 250 {
				b.Fatalf("%+v", got)
			}
		}
	})
	b.Run("accounts", func(b *testing.B) {
		for b.Loop() {
			must[[]feed.Account](b)(s.Accounts(ctx))
		}
	})
}
