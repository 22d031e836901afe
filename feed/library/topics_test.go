package library

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"rubrika/feed"
)

// ports is a feed of three stories about Lisbon, one of them a day old.
func ports() string {
	return document(
		news{link: "/1", title: "Ships wait for a pilot off Lisbon", age: time.Hour},
		news{link: "/2", title: "What a night at the quays of Lisbon was like", age: 2 * time.Hour},
		news{link: "/3", title: "The cranes of Lisbon stand still", age: 3 * time.Hour},
		news{link: "/4", title: "Ferry sails late to Porto", age: 30 * time.Hour},
	)
}

func TestTopicsOfAnEdition(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/one": says(ports()), "/two": says(ports())})
	l, c := openNew(t)
	follow(t, l, p.URL+"/one")
	follow(t, l, p.URL+"/two")
	got, err := l.Topics(t.Context(), []string{"Porto"})
	want := []feed.Tally{
		{Name: "Porto", Total: 2, Unread: 2, Pinned: true},
		{Name: "Lisbon", Total: 6, Unread: 6, Rising: true},
	}
	if err != nil || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v %v, want %+v", got, err, want)
	}
	c.pass(48 * time.Hour)
	if got, err := l.Topics(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("two days later: %+v %v", got, err)
	}
}

// An edition that was filed before there were topics gets them with the next
// refresh, even without a network.
func TestTopicsComeWithARefresh(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(ports())})
	path, c := filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()}
	l := openAt(t, path, c)
	follow(t, l, p.URL+"/rss")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), "DELETE FROM about; INSERT INTO memo SELECT 'topics', max(id) FROM item")
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if n := len(list(t, l, "topic:lisbon")); n != 0 {
		t.Fatalf("%d items before", n)
	}
	p.Close()
	if _, err := l.Refresh(t.Context(), RefreshOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	if n := len(list(t, l, "topic:lisbon")); n != 3 {
		t.Errorf("%d items about Lisbon, want 3", n)
	}
}

func TestAPlaceIsKeptInAnArticle(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": teasers("/story"), "/story": paper(story("Harbour opens"))})
	l := openInside(t, filepath.Join(t.TempDir(), "edition.db"), &clock{at: noon()})
	follow(t, l, p.URL+"/rss")
	id, err := l.Newest(t.Context())
	if err != nil || id != 1 {
		t.Fatal(id, err)
	}
	here := feed.Place{Block: 4, Line: 1}
	if err := l.KeepPlace(t.Context(), id, here); err != nil {
		t.Fatal(err)
	}
	if a, err := l.Article(t.Context(), id); err != nil || a.Place != here {
		t.Errorf("teaser: %+v %v", a.Place, err)
	}
	for range 2 { // fetched, and from the store
		if a, err := l.FullText(t.Context(), id, false); err != nil || a.Place != here || !a.Full {
			t.Errorf("full text: %+v %v", a.Place, err)
		}
	}
	if left, err := l.Left(t.Context()); err != nil || left != 0 {
		t.Errorf("left %d %v", left, err)
	}
	if err := l.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := l.Left(t.Context()); err != nil || left != id {
		t.Errorf("left %d %v", left, err)
	}
}
