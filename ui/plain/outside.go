package plain

import (
	"bytes"
	"path/filepath"
	"time"

	"rubrika/feed/clip"
	"rubrika/feed/page"
	"rubrika/ui/launch"
)

// Programs of the reader's own, as on the screen: see ui/outside.go.

// moment is how long a browser or player has to fail before it is taken to be
// open; one that goes on is not waited for.
const moment = time.Second

// visit is how a browser or a player ended.
type visit struct {
	n       int
	address string
	err     error
}

// visit has an address opened beside what is being read, and says that it is,
// or why it is not.
func (s *session) visit(opened, address string, open func() error) {
	s.visited++
	v := visit{n: s.visited, address: address}
	beside("open", open, func(err error) {
		v.err = err
		select {
		case s.visits <- v:
		case <-s.ctx.Done():
		}
	})
	late := time.After(moment)
	for waiting := true; waiting; {
		select {
		case ended := <-s.visits:
			s.ended(ended)
			if ended.n == s.visited {
				if ended.err != nil {
					return
				}
				waiting = false
			}
		case <-late:
			waiting = false
		case <-s.ctx.Done():
			return
		}
	}
	s.say(opened)
}

// ended says why a browser or player could not do its work; the address is
// printed instead.
func (s *session) ended(v visit) {
	if v.err != nil {
		s.fail(v.err)
		s.sayf(s.words.Plain.NoBrowser, page.Link(v.address, ""))
	}
}

// play hands what comes with a story to the player.
func (s *session) play(args string) {
	a, ok := s.article("p", args)
	if !ok {
		return
	}
	e, ok := launch.Playable(a.Enclosures)
	if !ok {
		s.say(s.words.Outside.NothingToPlay)
		return
	}
	command := s.config.Player // which may change meanwhile
	s.visit(s.words.Outside.Playing, e.URL, func() error {
		if err := s.library.Outside(s.ctx, e.URL); err != nil {
			return err
		}
		return launch.Play(s.ctx, command, e.URL)
	})
	s.markRead(a.Item)
}

// pipe gives a story, as it would be saved as Markdown, to the command of the
// settings.
func (s *session) pipe(args string) {
	command := s.config.Pipe
	if len(command) == 0 {
		s.say(s.words.Outside.NoPipe)
		return
	}
	a, ok := s.article("P", args)
	if !ok {
		return
	}
	said, err := launch.Pipe(s.ctx, command, bytes.NewReader(clip.Document(a, clip.Markdown, s.words)), a.URL)
	if err != nil {
		s.fail(err)
		return
	}
	s.say(s.words.Piped(filepath.Base(command[0]), said))
}

// tell waits, beside what is being read, until the program that is told of new
// stories is.
func (s *session) tell() {
	if len(s.config.OnNew) == 0 || s.hooked != nil {
		return
	}
	done := make(chan error, 1)
	s.hooked = done
	beside("tell of new stories", func() error { return s.library.Told(s.ctx) }, func(err error) { done <- err })
}

// wereTold says what went wrong, the same once.
func (s *session) wereTold(err error) {
	s.hooked = nil
	if err == nil || s.ctx.Err() != nil {
		return
	}
	if text := s.words.Error(err); text != s.untold {
		s.untold = text
		s.say(text)
	}
}
