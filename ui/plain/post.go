package plain

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/library"
)

// How marks get to the servers of accounts, as on the screen: see ui/post.go.

const (
	// postAfter is how long after the last mark marks are sent.
	postAfter = 30 * time.Second
	// lastPost is how long the end waits for marks to be sent, slowPost how long
	// it does so without a word.
	lastPost = 2 * time.Second
	slowPost = 300 * time.Millisecond
)

// post is what the reader's servers are to be sent.
type post struct {
	has     bool             // there are accounts, and their marks can be sent
	unsent  int              // marks that were tried and wait
	due     <-chan time.Time // when marks are to be sent; nil: none were made
	sending chan sent        // marks are being sent; nil: none are
	said    map[string]feed.Kind
}

// sent is what came of sending marks.
type sent struct {
	sent, waiting int
	err           error
}

// readyToPost finds out whether there are accounts.
func (s *session) readyToPost(demo bool) error {
	s.post.said = map[string]feed.Kind{}
	if demo || s.library.ReadOnly() {
		return nil
	}
	all, err := s.library.Accounts(s.ctx)
	s.post.has = len(all) > 0
	return err
}

// marked says that marks were changed.
func (s *session) marked() {
	if s.post.has {
		s.post.due = time.After(postAfter)
	}
}

// send sends marks beside what is being read; a refresh does so itself.
func (s *session) send() {
	s.post.due = nil
	if s.busy != nil || s.post.sending != nil {
		s.marked()
		return
	}
	s.post.sending = s.sendWithin(s.ctx)
}

// sendWithin sends marks until ctx ends, and answers once.
func (s *session) sendWithin(ctx context.Context) chan sent {
	done := make(chan sent, 1)
	go func() {
		var o sent
		defer func() {
			if p := recover(); p != nil {
				o.err = &feed.Error{Op: "send marks", Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)}
			}
			done <- o
		}()
		o.sent, o.waiting, o.err = s.library.Send(ctx)
	}()
	return done
}

// wereSent is silent: what waits stands in the heading of the list.
func (s *session) wereSent(o sent) {
	s.post.sending = nil
	switch {
	case feed.KindOf(o.err) == feed.KindElsewhere:
		s.marked()
	case o.waiting == 0 || o.err == nil && o.sent > 0:
		s.post.unsent = 0
	default:
		s.post.unsent = o.waiting
	}
}

// posted follows a refresh: what keeps an account from being synced is said
// once.
func (s *session) posted(r library.Report) {
	troubled := map[string]feed.Kind{}
	for _, e := range r.Errors {
		if e.ID == 0 {
			troubled[e.Title] = feed.KindOf(e.Err)
		}
	}
	for _, e := range r.Errors {
		if e.ID == 0 && s.post.said[e.Title] != troubled[e.Title] && !r.Offline() {
			s.say(s.words.Failed(e.Title, e.Err))
		}
	}
	s.remember(troubled)
	was := s.post.unsent
	switch {
	case r.Unsent == 0, len(troubled) == 0 && r.Sent > 0:
		s.post.unsent = 0
	case len(troubled) > 0 || was > 0:
		s.post.unsent = r.Unsent
	}
	if s.post.unsent > 0 && was == 0 {
		s.say(s.words.Unsent(s.post.unsent) + ".")
	}
}

// remember takes note of what was said, until the account is well again.
func (s *session) remember(troubled map[string]feed.Kind) {
	if len(s.post.said) > 0 {
		all, err := s.library.Accounts(s.ctx)
		for _, a := range all {
			if err == nil && a.Trouble == feed.KindNone {
				delete(s.post.said, a.Title)
			}
		}
	}
	maps.Copy(s.post.said, troubled)
}

// localFailures is how many sources failed, accounts left out.
func localFailures(r library.Report) int {
	n := r.Failed
	for _, e := range r.Errors {
		if e.ID == 0 {
			n--
		}
	}
	return n
}

// lastly sends marks that wait before the program ends.
func (s *session) lastly() {
	if s.post.sending != nil {
		<-s.post.sending
	}
	if !s.post.has {
		return
	}
	ctx, cancel := context.WithTimeout(s.lasting(), lastPost)
	defer cancel()
	if n, err := s.library.Waiting(ctx); err != nil || n == 0 {
		return
	}
	done := s.sendWithin(ctx)
	var o sent
	select {
	case o = <-done:
	case <-time.After(slowPost):
		s.say(s.words.Remote.Sending)
		_ = s.out.Flush() // the next one tells too
		o = <-done
	}
	if o.waiting > 0 {
		s.say(s.words.Unsent(o.waiting) + ".")
	}
	_ = s.out.Flush() // there is nobody left to tell
}

// accounts lists the accounts: marks that wait or are refused, and trouble.
func (s *session) accounts() {
	all, err := s.library.Accounts(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	for _, a := range all {
		parts := []string{s.words.Feeds(a.Feeds)}
		if a.Waiting > 0 {
			parts = append(parts, s.words.Unsent(a.Waiting))
		}
		if a.Refused > 0 {
			parts = append(parts, s.words.MarksRefused(a.Refused))
		}
		if a.Trouble != feed.KindNone {
			parts = append(parts, s.words.Kind(a.Trouble))
		}
		s.say(s.words.Remote.Account + " " + a.Title + ": " + strings.Join(parts, ", "))
	}
}
