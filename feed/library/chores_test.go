package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"rubrika/feed"
)

// cutShort makes the index of a store anew but for some stories, as a program
// leaves it that was ended.
func cutShort(t *testing.T, path string) (left int) {
	t.Helper()
	l, err := Open(t.Context(), Options{Path: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := l.Reindex(ctx, func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Fatalf("cut short: %v", err)
	}
	l.halt() // which would go on with it
	if left, err = l.Unindexed(t.Context()); err != nil || left == 0 {
		t.Fatalf("%d are left: %v", left, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return left
}

// unindexed is how many stories of an open library are not indexed.
func unindexed(t *testing.T, l *Library) int {
	t.Helper()
	left, err := l.Unindexed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// TestIndexingGoesOnByItself: what was not indexed is found after a while,
// though nobody does anything, and a rule that was made meanwhile holds for it.
func TestIndexingGoesOnByItself(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 700)
	cutShort(t, path)
	synctest.Test(t, func(t *testing.T) {
		l, err := Open(t.Context(), Options{Path: path, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		if unindexed(t, l) == 0 {
			t.Error("the opening waited for the index")
		}
		save(t, l, feed.ViewMute, "Storms", "storm")
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := unindexed(t, l); n != 0 {
			t.Errorf("%d are left", n)
		}
		if n := len(list(t, l, "port")); n != 70 {
			t.Errorf("%d stories about ports", n)
		}
		if got := counted(t, l); got["mute Storms"] != 70 || len(list(t, l, "")) != 630 {
			t.Errorf("%v", got)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestOneProcessIndexes: while another one is at it nothing is done, and it is
// taken up when that one is gone.
func TestOneProcessIndexes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 300)
	left := cutShort(t, path)
	synctest.Test(t, func(t *testing.T) {
		c := &clock{at: noon()}
		l, err := Open(t.Context(), Options{Path: path, Now: c.now})
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := l.store.Lease(t.Context(), "index", "killed", leaseTime); err != nil || !ok {
			t.Fatal(ok, err)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := unindexed(t, l); n != left {
			t.Errorf("%d are left of %d", n, left)
		}
		if err := l.Reindex(t.Context(), nil); feed.KindOf(err) != feed.KindElsewhere {
			t.Errorf("%v", err)
		}
		c.pass(leaseTime)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := unindexed(t, l); n != 0 {
			t.Errorf("%d are left when it is gone", n)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestRulesAreAppliedByThemselves: at once to the newest stories, in the
// background to the others.
func TestRulesAreAppliedByThemselves(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 1300)
	synctest.Test(t, func(t *testing.T) {
		l, err := Open(t.Context(), Options{Path: path, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		save(t, l, feed.ViewMute, "Storms", "storm")
		at := len(list(t, l, "is:muted"))
		if at < judgedAtOnce/10 {
			t.Errorf("%d are hidden at once", at)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := len(list(t, l, "is:muted")); n != 130 {
			t.Errorf("%d are hidden, %d at once", n, at)
		}
		if views, err := l.Views(t.Context()); err != nil || views[0].Pending {
			t.Errorf("%+v %v", views, err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestReindex: it tells how far it is, and the same stories are found after it.
func TestReindex(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 200)
	l := openAt(t, path, &clock{at: noon()})
	before := titles(list(t, l, "port"))
	last, all := 0, 0
	for range 2 {
		last = 0
		err := l.Reindex(t.Context(), func(done, total int) {
			if done < last || total != 200 {
				t.Errorf("%d of %d after %d", done, total, last)
			}
			last, all = done, total
		})
		if err != nil || last != all || all != 200 {
			t.Fatalf("%d of %d: %v", last, all, err)
		}
	}
	if after := titles(list(t, l, "port")); len(after) != 20 || len(before) != 20 {
		t.Errorf("%d were found, %d are", len(before), len(after))
	}
	if l.chores.stop == nil {
		t.Error("nothing goes on in the background any more")
	}
}

// TestThePanicOfAFaceEndsNoReindex: what is told of progress may be wrong.
func TestThePanicOfAFaceEndsNoReindex(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 50)
	l := openAt(t, path, &clock{at: noon()})
	err := l.Reindex(t.Context(), func(int, int) { panic("progress") })
	kind(t, err, feed.KindInternal)
	if err := l.Reindex(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// TestAClosedEditionDoesNothing: what is cut short by the end of the program
// does not begin again on a closed file.
func TestAClosedEditionDoesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	seas(t, path, 10)
	l, err := Open(t.Context(), Options{Path: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	resume := l.halt() // as Reindex does
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	resume()
	if l.chores.stop != nil {
		t.Error("the work goes on in a closed edition")
	}
}

// TestTidyOfAnEditionThatKeepsAll puts its index in order, and deletes nothing.
func TestTidyOfAnEditionThatKeepsAll(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	l := openAt(t, path, &clock{at: noon()})
	sub, err := l.store.Subscribe(t.Context(), feed.Subscription{Kind: kindFeed, URL: "https://sea.example/"})
	if err != nil {
		t.Fatal(err)
	}
	const puts, each = 20, 40
	for n := range puts {
		var b feed.Batch
		for i := range each {
			e := feed.Entry{Item: feed.Item{Title: fmt.Sprint("Tide ", n, i)}, Keys: []string{fmt.Sprint("guid:", n, "/", i)}}
			for w := range 60 {
				e.Text += fmt.Sprintf("w%dx%dx%d ", n, i, w)
			}
			b.Entries = append(b.Entries, e)
		}
		if _, err := l.store.Put(t.Context(), sub.ID, b); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	pieces := func() (n int) {
		if err := db.QueryRowContext(t.Context(), "SELECT count(DISTINCT segid) FROM forms_idx").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := pieces()
	if n, err := l.Tidy(t.Context()); n != 0 || err != nil {
		t.Errorf("%d deleted: %v", n, err)
	}
	if after := pieces(); after != 1 || before < 2 || len(list(t, l, "")) != puts*each {
		t.Errorf("%d pieces after %d", after, before)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
