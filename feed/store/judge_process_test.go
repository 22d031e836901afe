//go:build unix

package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rubrika/feed"
)

// judgeForEver files, changes rules and applies them, in any order and in small
// pieces, until it is killed. Every line it prints is a rule that was
// acknowledged: its number, and what it selects.
func judgeForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	texts := []string{"совет", "market or su", "rubric:economy", "-rubric:world lang:ru", "source:b", "has:video"}
	for round := 0; ; round++ {
		switch rand.IntN(4) {
		case 0:
			_, err = s.Put(ctx, feed.SourceID(1+rand.IntN(2)), feed.Batch{Entries: random(rand.Uint64N(99), 8, fmt.Sprint(rand.IntN(9)))})
		case 1:
			v := feed.View{ID: feed.ViewID(1 + rand.IntN(3)), Kind: feed.ViewMute, Name: fmt.Sprint(rand.IntN(999_999_999))}
			if v.Filter, err = feed.ParseFilter(texts[rand.IntN(len(texts))]); err != nil {
				return err
			}
			if v, _, err = s.SaveView(ctx, v); err == nil {
				fmt.Printf("%d %s\n", v.ID, v.Filter)
			}
		default:
			_, _, err = s.Judge(ctx, 5)
		}
		if err != nil {
			return err
		}
	}
}

// ruledStore is the path of a closed store with 40 items of two sources and
// three rules.
func ruledStore(t *testing.T) string {
	t.Helper()
	s := must[*Store](t)(Open(t.Context(), filepath.Join(t.TempDir(), "edition.db"), Options{}))
	for i, title := range []string{"A", "B"} {
		put(t, s, follow(t, s, fmt.Sprintf("https://%d.example/", i), title), random(uint64(i), 20, fmt.Sprint("old", i))...)
	}
	for i := range 3 {
		save(t, s, feed.ViewMute, fmt.Sprint("rule ", i), "rises")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.path
}

// TestKilledWhileJudging: whenever it is killed, the rules are those that were
// acknowledged, and what is left to judge is judged.
func TestKilledWhileJudging(t *testing.T) {
	t.Parallel()
	path := ruledStore(t)
	rules := map[int]string{}
	for round := range 10 {
		cmd := self(t.Context(), judger, path)
		lines := bufio.NewScanner(must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd)))
		for n := 0; lines.Scan(); n++ {
			if n == 2+3*round%7 {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			number, text, cut := strings.Cut(lines.Text(), " ")
			id, err := strconv.Atoi(number)
			if err != nil || !cut {
				break // an error
			}
			rules[id] = text
		}
		if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("round %d ended by itself: %v %s", round, err, lines.Text())
		}
		s := must[*Store](t)(Open(t.Context(), path, Options{}))
		different := 0
		for _, v := range must[[]feed.View](t)(s.Views(t.Context())) {
			if want, ok := rules[int(v.ID)]; ok && v.Filter.String() != want {
				different++ // one more may have been made than was heard of
			}
			rules[int(v.ID)] = v.Filter.String()
		}
		if different > 1 {
			t.Errorf("round %d: %d rules are others", round, different)
		}
		if round%3 == 2 {
			judgeAll(t, s)
			justRules(t, s)
		}
		intact(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTwoJudge has two processes change rules, file and judge at once.
func TestTwoJudge(t *testing.T) {
	t.Parallel()
	path := ruledStore(t)
	s := openAt(t, path, Options{})
	cmd := self(t.Context(), judger, path)
	lines := bufio.NewScanner(must[interface{ Read([]byte) (int, error) }](t)(pipe(cmd)))
	for n := 0; n < 40 && lines.Scan(); n++ {
		if _, _, err := s.Judge(t.Context(), 7); err != nil {
			t.Fatal(err)
		}
		v := feed.View{ID: feed.ViewID(1 + n%3), Kind: feed.ViewMute, Name: fmt.Sprint("ours ", n), Filter: filterOf(t, fmt.Sprint("решил ", n))}
		if _, _, err := s.SaveView(t.Context(), v); err != nil {
			t.Fatal(err)
		}
		put(t, s, 1, random(uint64(n), 3, fmt.Sprint("ours", n))...)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("the other process ended by itself: %v %s", err, lines.Text())
	}
	judgeAll(t, s)
	justRules(t, s)
	intact(t, s)
}
