package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/muesli/cancelreader"

	"rubrika/feed"
	"rubrika/feed/library"
)

// What goes on beside the answers: lines being typed, sources being asked.

// maxLine is the longest line that is taken for a command, in bytes; a longer
// one ends the input.
const maxLine = 64 << 10

// refreshing is a refresh that is going on.
type refreshing struct {
	asked bool // by a command, and not by the clock
	done  chan outcome
}

// outcome is how a refresh ended.
type outcome struct {
	report library.Report
	err    error
}

// typed hands over the lines of the input, and closes at its end. The end of
// the session breaks off the waiting for a terminal or a pipe.
func (s *session) typed() <-chan string {
	in := s.in
	if r, err := cancelreader.NewReader(in); err == nil { // a plain file ends by itself
		in = r
		context.AfterFunc(s.ctx, func() { r.Cancel() })
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		defer func() { _ = recover() }() // of a reader that is not ours: as its end
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, maxLine)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-s.ctx.Done():
				return
			}
		}
	}()
	return lines
}

// changes hands over what becomes of the settings, until they cannot be watched
// any more.
func (s *session) changes() <-chan change {
	if s.settings.changed == nil {
		return nil
	}
	out := make(chan change)
	go func() {
		defer func() { _ = recover() }() // as if nothing changed any more
		for {
			c, err := s.settings.changed(s.ctx)
			if s.ctx.Err() != nil || errors.Is(err, fs.ErrClosed) {
				return
			}
			select {
			case out <- change{c, err}:
			case <-s.ctx.Done():
				return
			}
		}
	}()
	return out
}

// refresh asks the sources, or some of them, beside what is being read.
func (s *session) refresh(asked bool, sources ...feed.SourceID) {
	if s.busy != nil {
		if asked {
			s.say(s.words.Notices.Refreshing)
		}
		return
	}
	if s.library.Offline() { // that is known at once, and no news to who did not ask
		if _, err := s.library.Refresh(s.ctx, library.RefreshOptions{}); asked {
			s.say(s.words.Error(err))
		}
		return
	}
	if asked {
		s.say(s.words.Plain.Asking)
	}
	b := &refreshing{asked: asked, done: make(chan outcome, 1)}
	s.busy = b
	go func() {
		var o outcome
		defer func() {
			if p := recover(); p != nil {
				o.err = &feed.Error{Op: "refresh", Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)}
			}
			b.done <- o
		}()
		o.report, o.err = s.library.Refresh(s.ctx, library.RefreshOptions{Sources: sources, Force: asked})
	}()
}

// beside does something beside what is being read, and ends it by end; a panic
// is its error.
func beside(op string, do func() error, end func(error)) {
	go func() {
		var err error
		defer func() {
			if p := recover(); p != nil {
				err = &feed.Error{Op: op, Kind: feed.KindInternal, Err: fmt.Errorf("panic: %v", p)}
			}
			end(err)
		}()
		err = do()
	}()
}

// refreshSource asks the source of a story.
func (s *session) refreshSource(args string) {
	if it, ok := s.item("r", args); ok {
		s.refresh(true, it.Source)
	}
}

// refreshed tells in one line how a refresh ended.
func (s *session) refreshed(o outcome) {
	b := s.busy
	s.busy = nil
	if s.ctx.Err() != nil {
		return
	}
	if text := s.told(b, o); text != "" {
		s.say(text)
	}
	if o.err == nil {
		s.posted(o.report)
		s.tell()
	}
	if len(s.listed) == 0 && o.report.New > 0 { // nothing is there that could move
		s.fromTop()
	}
}

// told words how a refresh ended; "" when there is nothing to say. That there
// is no network is said once, unless somebody asks again.
func (s *session) told(b *refreshing, o outcome) string {
	none, said := o.report.Offline(), s.offline
	if o.report.Sources > 0 {
		s.offline = none
	}
	if gone := o.report.Gone(); o.err == nil && len(gone) > 0 && (!b.asked || o.report.Sources > 1) { // of one the answer tells
		s.say(s.words.Failed(strings.Join(gone, ", "), &feed.Error{Kind: feed.KindGone}))
	}
	switch {
	case o.err == nil && none && said && !b.asked:
		return ""
	case o.err == nil && none:
		return s.words.Notices.Offline
	case o.err == nil && o.report.New > 0:
		return fmt.Sprintf(s.words.Plain.Came, s.words.Refreshed(o.report.New, localFailures(o.report)))
	case b.asked:
		return s.answered(o)
	}
	return s.mentioned(o)
}

// answered words what came of a refresh that a command asked for and that
// brought nothing.
func (s *session) answered(o outcome) string {
	r := o.report
	switch {
	case o.err != nil:
		return s.words.Error(o.err)
	case r.Sources == 0 && r.Waiting > 0:
		return s.words.Trouble(feed.KindTooMany)
	case r.Failed == 1 && (r.Sources == 1 || r.Errors[0].ID == 0):
		if r.Errors[0].ID == 0 { // it is said here
			s.post.said[r.Errors[0].Title] = feed.KindOf(r.Errors[0].Err)
		}
		return s.words.Failed(r.Errors[0].Title, r.Errors[0].Err)
	}
	return s.words.Refreshed(0, localFailures(r))
}

// mentioned is what is said of a refresh that nobody asked for and that brought
// nothing: only that it failed, and not for the sake of another process.
func (s *session) mentioned(o outcome) string {
	switch {
	case o.err != nil && feed.KindOf(o.err) != feed.KindElsewhere:
		return s.words.Error(o.err)
	case o.err == nil && localFailures(o.report) > 0:
		return s.words.Refreshed(0, localFailures(o.report))
	}
	return ""
}
