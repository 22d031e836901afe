package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"rubrika/feed"
	"rubrika/feed/page"
)

// maxPassword is how much of the input is read for a password, in bytes.
const maxPassword = 4 << 10

// password asks for the password of an account: on a terminal, which does not
// show it, or the first line of the input. The prompt goes to standard error.
func (a *app) password(ctx context.Context, acc feed.Account) (string, error) {
	var typed string
	var err error
	switch prompt := page.Line(a.passwordPrompt(acc)) + " "; {
	case !a.env.InTTY:
		typed, err = a.passwordLine(ctx)
	default:
		typed, err = a.hidden(ctx, prompt)
	}
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", err
	case typed == "":
		return "", failed("%s", a.words.CLI.Accounts.Missing)
	}
	return typed, nil
}

// passwordPrompt says which password is wanted.
func (a *app) passwordPrompt(acc feed.Account) string {
	w, server := a.words.CLI.Accounts, cmp.Or(acc.Title, acc.Kind)
	switch {
	case acc.User == "":
		return fmt.Sprintf(w.Key, server)
	case acc.Kind == kindGReader:
		return fmt.Sprintf(w.APIPassword, acc.User, server)
	}
	return fmt.Sprintf(w.Password, acc.User, server)
}

// passwordLine reads a password from the first line of the input. Blanks are
// part of it.
func (a *app) passwordLine(ctx context.Context) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(interruptible(ctx, a.env.Stdin), maxPassword)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", &feed.Error{Op: "read password", Kind: feed.KindInternal, Err: err}
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// hidden reads a password from a terminal that is told to show nothing. Raw,
// it also hands on Ctrl-C, which else would wait for the end of the line; and
// whatever happens it is set back.
func (a *app) hidden(ctx context.Context, prompt string) (string, error) {
	tty, ok := a.env.Stdin.(*os.File)
	if !ok {
		fmt.Fprint(a.env.Stderr, prompt)
		return a.passwordLine(ctx)
	}
	was, err := term.MakeRaw(int(tty.Fd()))
	if err != nil {
		return "", &feed.Error{Op: "read password", Kind: feed.KindInternal, Err: err}
	}
	defer func() { _ = term.Restore(int(tty.Fd()), was) }() // there is nothing else to try
	fmt.Fprint(a.env.Stderr, prompt)
	keyboard := struct {
		io.Reader
		io.Writer
	}{interruptible(ctx, tty), a.env.Stderr}
	typed, err := term.NewTerminal(keyboard, "").ReadPassword("")
	if err != nil {
		fmt.Fprint(a.env.Stderr, "\r\n")
	}
	switch {
	case errors.Is(err, io.EOF): // Ctrl-C, Ctrl-D
		return "", context.Canceled
	case err != nil:
		return "", &feed.Error{Op: "read password", Kind: feed.KindInternal, Err: err}
	}
	return typed, nil
}
