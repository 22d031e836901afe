// Package launch starts programs of the reader's own: a browser and a player
// for an address, a program that takes a story on its standard input, and the
// hook that is told of new stories.
//
// No shell is ever involved: a program gets its arguments as they stand in the
// settings. Of what a publisher writes it gets an address as its last argument,
// http or https and without anything that an option, a shell or another program
// could take for its own, and the rest on its standard input. A program is
// looked for in PATH and never in the folder one happens to be in. What it
// prints never reaches the screen, and it has no terminal to ask on.
//
// Where there are sessions and process groups, so on everything but Windows, a
// program has its own: closing the terminal does not end a browser or player,
// and when the time of another one is over, what it has started ends with it.
package launch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

// Limit is the time that Pipe and Hook give a program.
const Limit = 30 * time.Second

// Open hands one http, https or mailto address to a command, or with no command
// to the system's browser, and waits for its end, which may be that of the
// browser; the end of ctx does not end it. The error is of KindAddress for an
// address that the door does not let through, else of KindOpener with a
// *feed.ProgramFault.
func Open(ctx context.Context, command []string, address string) error {
	return visit(ctx, feed.KindOpener, command, address, "http", "https", "mailto")
}

// Play is Open for a player, without mailto; its errors are of KindPlayer.
func Play(ctx context.Context, command []string, address string) error {
	return visit(ctx, feed.KindPlayer, command, address, "http", "https")
}

// visit hands an address with one of some schemes to a command.
func visit(ctx context.Context, kind feed.Kind, command []string, address string, schemes ...string) error {
	safe := checked(address, schemes)
	if safe == "" {
		return &feed.Error{Op: "open", Source: page.Line(address), Kind: feed.KindAddress, Err: errors.New("not a web address")}
	}
	if len(command) == 0 {
		name, err := bySystem(ctx, safe)
		return failed(kind, name, err)
	}
	args := append(append([]string{}, command[1:]...), safe)
	return failed(kind, command[0], program{name: command[0], args: args, lasts: true}.run(ctx))
}

// checked is an address as the door gives it, or "" where it is not fit to be
// an argument. The door leaves nothing unfit in one; a program is started here
// all the same, so it is looked at once more.
func checked(address string, schemes []string) string {
	safe := page.Link(address, "")
	for _, scheme := range schemes {
		if strings.HasPrefix(safe, scheme+":") && strings.IndexFunc(safe, unfit) < 0 {
			return safe
		}
	}
	return ""
}

// unfit is true for blanks, controls, quotes and everything beyond ASCII.
func unfit(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"'`<>\\^{|}", r) }

// Pipe gives a document to a command, with the address of its story, possibly
// empty, in RUBRIKA_URL, and returns the first line it prints as plain text. It
// has the time Limit. Errors are of KindPipe with a *feed.ProgramFault.
func Pipe(ctx context.Context, command []string, doc io.Reader, address string) (said string, err error) {
	var out firstLine
	p := program{name: command[0], args: command[1:], in: doc, out: &out, env: []string{"RUBRIKA_URL=" + checked(address, []string{"http", "https"})}}
	err = failed(feed.KindPipe, command[0], p.bounded(ctx))
	return out.text(), err
}

// Hook gives lines to a command; more is how many further ones there would have
// been, which it finds in RUBRIKA_MORE. It has the time Limit. Errors are of
// KindHook with a *feed.ProgramFault.
func Hook(ctx context.Context, command []string, lines []byte, more int) error {
	p := program{name: command[0], args: command[1:], in: bytes.NewReader(lines), env: []string{"RUBRIKA_MORE=" + strconv.Itoa(more)}}
	return failed(feed.KindHook, command[0], p.bounded(ctx))
}

// failed is an error of a program.
func failed(kind feed.Kind, name string, err error) error {
	if err == nil {
		return nil
	}
	return &feed.Error{Op: "run", Source: page.Line(name), Kind: kind, Err: err}
}

// bounded is run within Limit.
func (p program) bounded(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, Limit, fmt.Errorf("not done within %s", Limit))
	defer cancel()
	return p.run(ctx)
}
