// Package plain is the reader in lines, for screen readers and slow links: the
// same commands as on the screen, by the same letters or by words, and numbered
// lines for an answer. Nothing is painted twice: no escape sequence is written,
// no cursor moves, no blanks fill a line up; signs are words.
//
// A number opens the headline that has it. Letters with a number behind them
// concern that headline, without one the story that was opened last.
package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// Options are what the reader works on.
type Options struct {
	Library *library.Library
	Config  config.Config
	// Lang is the language of the interface: "ru", "az" or "en".
	Lang string
	// In is where commands come from, a line each, Out where answers go, one
	// write an answer.
	In  io.Reader
	Out io.Writer
	// Now is the clock, in the reader's zone.
	Now func() time.Time
	// Width is where lines are wrapped, in cells; 0 is 80, below 0 nothing is.
	Width int
	// Script says that In is no terminal: there is no prompt, sources are asked
	// by commands only, and the next command waits until they have answered and
	// whoever is told of new stories is.
	Script bool
	// Demo marks a throw-away store with the tour edition.
	Demo bool
	// Getenv reads the environment; nil is an empty one.
	Getenv func(string) string
	// Changed waits for a change of the settings, see cli.Session; nil is none. A
	// script is not told of any.
	Changed func(ctx context.Context) (config.Config, error)
}

const (
	defaultWidth = 80
	// listPage is how many headlines stand on a page, textPage how many lines
	// of an article: both are heard or scrolled past in one go.
	listPage = 12
	textPage = 20
	// chunk is how many headlines are asked of the store at once.
	chunk = 200
)

// Run answers commands until one of them ends it, the input ends, or ctx does.
// The error is of the store, or of an output that takes no more.
func Run(ctx context.Context, o Options) error {
	s, err := newSession(ctx, o)
	if err != nil {
		return err
	}
	defer s.close() //nolint:contextcheck // the session holds ctx
	if err := o.Library.Welcome(ctx, o.Lang, !o.Demo); err != nil {
		return err
	}
	if err := s.readyToPost(o.Demo); err != nil {
		return err
	}
	s.say(s.words.Plain.Greeting)
	if o.Library.Offline() {
		s.say(s.words.Offline)
	}
	s.fromTop()
	if !o.Script && o.Config.Refresh > 0 {
		s.refresh(false)
	}
	return s.loop() //nolint:contextcheck // the session holds ctx
}

// session is one run of the reader.
type session struct {
	ctx      context.Context
	stop     context.CancelFunc
	library  *library.Library
	config   config.Config
	words    lang.Words
	settings settings
	keys     *keys.Map
	usual    *keys.Map // the keys without those of the settings
	layout   keys.Layout
	commands map[keys.Action]func(args string)
	in       io.Reader
	now      func() time.Time
	width    int // 0: lines are not wrapped
	script   bool

	out      *bufio.Writer
	err      error // of the output
	prompted bool  // the prompt is the last that was written

	filter feed.Filter
	// searched says that the last question was a search within another one.
	searched bool
	within   feed.Filter
	// listed are the stories that have numbers, the first has 1; last is the
	// place of the last one, shown the index of the first one on the last page.
	listed []feed.ID
	last   feed.Position
	shown  int
	all    bool         // listed is everything the filter selects
	topics []feed.Tally // as they were listed last
	// story is the article that was opened last, at its number in listed, or 0;
	// rest is what Enter shows of it.
	story  feed.Article
	number int
	rest   []string
	page   int // of the article, the last one shown
	pages  int

	busy    *refreshing // the refresh that is going on, or nil
	visits  chan visit  // browsers and players that ended
	visited int         // how many were started
	hooked  chan error  // new stories are being told of; nil: none are
	untold  string      // what was said last of why they could not be
	post    post
	offline bool // that there is no network was said
	over    bool // a command ended the reader
}

func newSession(ctx context.Context, o Options) (*session, error) {
	s := &session{
		library: o.Library, words: lang.For(o.Lang), settings: newSettings(o),
		filter: o.Config.Start, in: o.In, now: o.Now, width: o.Width, script: o.Script, out: bufio.NewWriterSize(o.Out, 1<<16),
		visits: make(chan visit),
	}
	if err := s.adopt(o.Config); err != nil {
		return nil, err
	}
	switch {
	case s.width == 0:
		s.width = defaultWidth
	case s.width < 0:
		s.width = 0
	}
	s.ctx, s.stop = context.WithCancel(ctx)
	s.commands = s.table() //nolint:contextcheck // the session holds ctx
	return s, nil
}

// locale is the locale that messages are in.
func locale(getenv func(string) string) string {
	if getenv == nil {
		return ""
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// close ends what is going on.
func (s *session) close() {
	s.stop()
	if s.busy != nil {
		<-s.busy.done
	}
	s.lastly()
}

// loop takes commands and tells what happened beside them.
func (s *session) loop() error {
	lines, changes := s.typed(), s.changes()
	defer s.settings.ticker.Stop()
	for !s.over {
		if err := s.flush(); err != nil {
			return err
		}
		from, done := s.awaited(lines)
		select {
		case <-s.ctx.Done():
			s.over = true
		case <-s.settings.ticker.C:
			s.refresh(false)
		case c := <-changes:
			s.resettle(c)
		case <-s.post.due:
			s.send()
		case o := <-s.post.sending:
			s.wereSent(o)
		case v := <-s.visits:
			s.ended(v)
		case err := <-s.hooked:
			s.wereTold(err)
		case o := <-done:
			s.refreshed(o)
		case line, ok := <-from:
			s.over = !ok
			if ok {
				s.prompted = false // Enter ended its line
				s.answer(line)
			}
		}
	}
	return s.flush()
}

// awaited are where the next line comes from, nil where a script waits for what
// goes on beside it, and the end of the refresh that is going on.
func (s *session) awaited(lines <-chan string) (from <-chan string, done <-chan outcome) {
	if s.busy != nil {
		done = s.busy.done
	}
	if s.script && (s.busy != nil || s.hooked != nil) {
		lines = nil
	}
	return lines, done
}

// flush writes the answer, and the prompt behind it.
func (s *session) flush() error {
	switch {
	case s.over && s.prompted:
		s.write("\n")
	case !s.script && !s.over && !s.prompted:
		s.write(s.words.Plain.Prompt + " ")
		s.prompted = true
	}
	if s.err = errors.Join(s.err, s.out.Flush()); s.err != nil {
		return &feed.Error{Op: "print", Kind: feed.KindInternal, Err: s.err}
	}
	return nil
}

// say prints one line of text, wrapped.
func (s *session) say(text string) {
	for _, line := range s.wrap(text) {
		s.line(line)
	}
}

// sayf is say with a format.
func (s *session) sayf(format string, args ...any) { s.say(fmt.Sprintf(format, args...)) }

// wrap is a text through the door, in lines of the width there is.
func (s *session) wrap(text string) []string {
	text = page.Line(text)
	if s.width == 0 {
		return []string{text}
	}
	lines := strings.Split(ansi.Wrap(text, s.width, ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return lines
}

// line prints a line as it is, where it is safe.
func (s *session) line(text string) {
	if !page.Safe(text) || strings.Contains(text, "\n") {
		text = page.Line(text)
	}
	if s.prompted { // something happened while the reader was about to type
		s.prompted = false
		text = "\n" + text
	}
	s.write(text + "\n")
}

// write gathers output until the next flush; after an error it takes no more.
func (s *session) write(text string) {
	if s.err == nil {
		_, s.err = s.out.WriteString(text)
	}
}

// fail says what went wrong, in the reader's words; with a command that was
// broken off by the end of the program there is nobody left to tell.
func (s *session) fail(err error) {
	if s.ctx.Err() == nil {
		s.say(s.words.Error(err))
	}
}
