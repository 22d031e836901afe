package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/page"
)

// flushAt is how much output is gathered before it is written.
const flushAt = 32 << 10

// output gathers standard output. After the first error it takes nothing more
// and ends the work by closed.
type output struct {
	to     io.Writer
	buf    bytes.Buffer
	err    error
	closed func()
	before func() // is called before something is written
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	o.buf.Write(p)
	if o.buf.Len() >= flushAt {
		o.flush()
	}
	return len(p), o.err
}

// flush writes what was gathered.
func (o *output) flush() {
	if o.err == nil && o.buf.Len() > 0 {
		o.before()
		_, o.err = o.to.Write(o.buf.Bytes())
		if o.err != nil {
			o.closed()
		}
	}
	o.buf.Reset()
}

// gone reports whether nobody reads the output any more, as with «| head»:
// that is no failure.
func (o *output) gone() bool {
	return errors.Is(o.err, syscall.EPIPE) || errors.Is(o.err, io.ErrClosedPipe) || errors.Is(o.err, os.ErrClosed) || pipeClosed(o.err)
}

// left is gone for an output to which nothing was written lately: the system is
// asked whether its reader is still there. Where it cannot tell, it is.
func (o *output) left() bool {
	to, ok := o.to.(syscall.Conn)
	if o.err != nil || !ok {
		return o.gone()
	}
	if raw, err := to.SyscallConn(); err == nil && deserted(raw) {
		o.err = io.ErrClosedPipe
		o.closed()
	}
	return o.gone()
}

// print writes one line of plain text through the door.
func (a *app) print(s string) { a.raw(page.Line(s)) }

// printf is print with a format.
func (a *app) printf(format string, args ...any) { a.print(fmt.Sprintf(format, args...)) }

// raw writes one line that has passed the door and may be styled.
func (a *app) raw(s string) { fmt.Fprintln(a.out, s) }

// json writes one object on one line. All strings in it must have passed the
// door; JSON escapes what is left of controls.
func (a *app) json(v any) error {
	var b bytes.Buffer
	if err := writeJSON(&b, v); err != nil {
		return &feed.Error{Op: "print", Kind: feed.KindInternal, Err: err}
	}
	_, err := a.out.Write(b.Bytes())
	return err
}

// writeJSON writes one object on one line, as all shapes are written.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// say writes one line to standard error through the door, sayRaw one that has
// passed it.
func (a *app) say(s string) { a.sayRaw(page.Line(s)) }

func (a *app) sayRaw(s string) {
	a.clear()
	fmt.Fprintln(a.env.Stderr, s)
}

// note is say for what is good to know and no error; --quiet leaves it out.
func (a *app) note(s string) {
	if !a.quiet {
		a.say(s)
	}
}

// spoken is an error in words ready to be printed, with its exit code.
type spoken struct {
	text string
	code int
}

// Error implements the error interface.
func (e spoken) Error() string { return e.text }

// usage is wrong use, failed a failure, in one of the sentences of lang.CLI.
func usage(format string, args ...any) error {
	return spoken{fmt.Sprintf(format, args...), exitUsage}
}

func failed(format string, args ...any) error {
	return spoken{fmt.Sprintf(format, args...), exitFailed}
}

// cause is what the system says, without the name of a file that it repeats.
func cause(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return page.Error(err)
}

// fail prints an error in the reader's words and returns its exit code.
func (a *app) fail(err error) int {
	var told spoken
	if errors.As(err, &told) {
		a.say(told.text)
		return told.code
	}
	if errors.Is(err, config.ErrNoHome) {
		a.say(a.words.CLI.NoHome)
		return exitFailed
	}
	a.say(a.words.Error(err))
	switch feed.KindOf(err) {
	case feed.KindUsage:
		var filter misread
		if errors.As(err, &filter) {
			a.pointAt(filter)
		}
		return exitUsage
	case feed.KindConfig: // the place alone does not tell what is wanted there
		a.sayRaw(faultIndent + page.Error(err))
	}
	return exitFailed
}
