package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// twenty saves rules as readers make them.
func twenty(b testing.TB, s *Store) {
	b.Helper()
	for i, text := range []string{
		"rubric:sport", "source:7.example", "section:спорт rubric:other", "tag:цены -source:3", "topic:ОТГ lang:ru", "lang:en rubric:culture",
		"совет", `"решил 7"`, "title:market", "rises -lang:en", "(lang:az or lang:ru) has:video rubric:world", "horoscope*",
		"футбол or хоккей or теннис", "Трамп", "реклама", "Zelensky", "-rubric:other section:нет", "author:иванов", "лотере*", "has:video has:photo has:audio",
	} {
		kind := feed.ViewMute
		if i%4 == 3 {
			kind = feed.ViewWatch
		}
		save(b, s, kind, fmt.Sprint(i), text)
	}
}

// longText is an invented text of 200 words out of 20,000.
func longText(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	var out strings.Builder
	for range 200 {
		n := r.IntN(20_000)
		fmt.Fprintf(&out, " %c%c%c%c%c", 'а'+n%32, 'а'+n/32%32, 'а'+n/1024%32, 'а'+n*7%32, 'а'+n*3%32)
	}
	return out.String()
}

// BenchmarkPutWithRules measures filing 50 new items under a hundred sources,
// without rules and with twenty: these may cost 30 % more.
func BenchmarkPutWithRules(b *testing.B) {
	for _, with := range []bool{false, true} {
		b.Run(fmt.Sprint(with), func(b *testing.B) {
			s := openNew(b)
			var src feed.SourceID
			for i := range 100 {
				src = follow(b, s, fmt.Sprintf("https://%d.example/", i), fmt.Sprintf("Source %d of all news", i))
			}
			if with {
				twenty(b, s)
			}
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				entries := random(uint64(i), 50, fmt.Sprint("new-", i))
				for n := range entries {
					entries[n].Text += longText(uint64(50*i + n))
					entries[n].HTML = feed.Markup(entries[n].Text)
				}
				b.StartTimer()
				put(b, s, src, entries...)
			}
		})
	}
}

// BenchmarkJudge measures judging 10,000 stored items: by one new rule, and by
// twenty, anew.
func BenchmarkJudge(b *testing.B) {
	s := large(b, 10_000)
	judge := func(b *testing.B) {
		var slowest time.Duration
		for more := true; more; {
			begun := time.Now()
			var err error
			if _, more, err = s.Judge(b.Context(), 1000); err != nil {
				b.Fatal(err)
			}
			slowest = max(slowest, time.Since(begun))
		}
		b.ReportMetric(float64(slowest.Milliseconds()), "ms/slowest-of-1000")
	}
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			v := save(b, s, feed.ViewMute, "one", "section:maliyyə su")
			judge(b)
			b.StopTimer()
			must[feed.Deed](b)(s.RemoveView(b.Context(), v.ID))
			judgeAll(b, s)
			b.StartTimer()
		}
	})
	twenty(b, s)
	judgeAll(b, s)
	b.Run("twenty", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.write.Exec("INSERT INTO judging SELECT 0, max(id), 1 FROM item"); err != nil {
				b.Fatal(err)
			}
			judge(b)
		}
	})
}
