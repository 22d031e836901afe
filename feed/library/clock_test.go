package library

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"rubrika/feed"
)

// TestAClockThatIsWrongForOnce has the machine believe in 2040 for a day:
// nothing is deleted, and no source waits for 2040.
func TestAClockThatIsWrongForOnce(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	other := publish(t, map[string]answer{"/busy": says(document(three()...))}) // a busy host is left alone as a whole
	c := &clock{at: noon()}
	l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Keep: feed.Keep{Days: 90, Items: 1000}})
	follow(t, l, p.URL+"/rss")
	follow(t, l, other.URL+"/busy")
	for range 3 {
		c.pass(25 * time.Hour)
		if r := refresh(t, l); r.Swept != 0 {
			t.Fatalf("%+v", r)
		}
	}
	right := c.now()
	c.set(time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC))
	other.set("/busy", status(http.StatusTooManyRequests, "Retry-After", "3600"))
	if r := refresh(t, l); r.Swept != 0 || r.Sources != 2 {
		t.Errorf("in 2040: %+v", r)
	}
	if n := len(list(t, l, "")); n != 6 {
		t.Errorf("%d stories are left", n)
	}
	// The client keeps its own note of the busy host until the program ends.
	c.set(right.Add(time.Hour))
	l = openWith(t, Options{Path: l.storePath(t), Now: c.now, Keep: feed.Keep{Days: 90, Items: 1000}})
	other.set("/busy", says(document(three()...)))
	if r, err := l.Refresh(t.Context(), RefreshOptions{}); err != nil || r.Sources != 2 || r.Failed != 0 || r.Waiting != 0 || r.Swept != 0 {
		t.Errorf("back again: %+v %v", r, err)
	}
	for range 2 {
		c.pass(25 * time.Hour)
		if r := refresh(t, l); r.Swept != 0 {
			t.Errorf("on the days after: %+v", r)
		}
	}
	if n := len(list(t, l, "")); n != 6 {
		t.Errorf("%d stories are left", n)
	}
	// A clock that is a little off is no reason to ask before the time.
	c.pass(-time.Minute)
	if r, err := l.Refresh(t.Context(), RefreshOptions{}); err != nil || r.Sources != 0 {
		t.Errorf("a minute back: %+v %v", r, err)
	}
}

// storePath is where the edition is.
func (l *Library) storePath(t *testing.T) string {
	t.Helper()
	h, err := l.Health(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h.Store.Path
}

// TestNothingIsDeletedWithoutANetwork: what is there is all there is to read.
func TestNothingIsDeletedWithoutANetwork(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/rss": says(document(three()...))})
	c := &clock{at: noon()}
	l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Keep: feed.Keep{Days: 20}})
	follow(t, l, p.URL+"/rss")
	refresh(t, l)
	c.pass(25 * 24 * time.Hour)
	at := p.Listener.Addr().String()
	p.Close()
	if r := refresh(t, l); r.Failed != 1 || r.Swept != 0 || len(list(t, l, "")) != 3 {
		t.Errorf("offline: %+v", r)
	}
	publishAt(t, at, map[string]answer{"/rss": says(document(three()...))})
	if r := refresh(t, l); r.Failed != 0 || r.Swept != 3 {
		t.Errorf("back again: %+v", r)
	}
}

// TestARefreshUndoesNoEdit has the reader change sources while they are being
// asked.
func TestARefreshUndoesNoEdit(t *testing.T) {
	t.Parallel()
	paths := []string{"/edited", "/muted", "/left", "/undone"}
	p := publish(t, map[string]answer{})
	l, _ := openNew(t)
	var subs []feed.Subscription
	for _, path := range paths {
		p.set(path, says(document(three()...)))
		subs = append(subs, follow(t, l, p.URL+path))
	}
	asked, proceed := make(chan struct{}), make(chan struct{})
	fresh := document(append(three(), news{link: "/new", title: "New", age: time.Minute})...)
	for _, path := range paths {
		p.set(path, func(w http.ResponseWriter, r *http.Request) {
			asked <- struct{}{}
			<-proceed
			says(fresh)(w, r)
		})
	}
	ended := make(chan error)
	go func() {
		_, err := l.Refresh(t.Context(), RefreshOptions{Force: true})
		ended <- err
	}()
	<-asked // two to a host
	<-asked
	do := func(_ feed.Deed, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	edited, muted := subs[0], subs[1]
	edited.Title, edited.Rubric, edited.Every, edited.Tags = "Mine", feed.Sport, 3*time.Hour, []string{"sea"}
	muted.Muted = true
	do(l.Edit(t.Context(), edited))
	do(l.Edit(t.Context(), muted))
	do(l.Unsubscribe(t.Context(), subs[3].ID))
	do(l.Undo(t.Context()))
	do(l.Unsubscribe(t.Context(), subs[2].ID))
	close(proceed)
	<-asked
	<-asked
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	got, err := l.Subscriptions(t.Context())
	if err != nil || len(got) != 3 {
		t.Fatalf("%+v %v", got, err)
	}
	if s := got[0]; s.Title != "Mine" || s.Rubric != feed.Sport || s.Every != 3*time.Hour || len(s.Tags) != 1 || s.Items != 4 {
		t.Errorf("edited: %+v", s)
	}
	if s := got[1]; !s.Muted || s.Items != 4 {
		t.Errorf("muted: %+v", s)
	}
	if s := got[2]; s.ID != subs[3].ID || s.Items != 4 {
		t.Errorf("unsubscribed and back: %+v", s)
	}
	if n := len(list(t, l, "")); n != 8 {
		t.Errorf("%d stories are shown", n)
	}
	// What came for the one that was left is there when it comes back.
	do(l.Undo(t.Context()))
	if n := len(list(t, l, "")); n != 12 {
		t.Errorf("%d stories are shown with it", n)
	}
}
