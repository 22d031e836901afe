// Package secret has the passwords of accounts from where the reader keeps
// them: the system's keyring, a command, a variable of the environment, or the
// store. No error of it holds a password.
package secret

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"
)

// patience is how long a keyring or a command may take: both may ask the
// reader to unlock something first.
const patience = time.Minute

// Read returns the password of an account. It may wait for the reader to
// unlock a keyring, at most a minute. The error is of KindNoSecret with the
// reason, or of KindNone and wraps ctx.Err() when ctx ends.
func Read(ctx context.Context, a feed.Account) (string, error) { return read(ctx, a, patience) }

func read(ctx context.Context, a feed.Account, wait time.Duration) (string, error) {
	timed, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	password, err := have(timed, a)
	if err == nil && password == "" {
		err = errors.New("it is empty")
	}
	if err != nil {
		return "", fail(ctx, "read password", a, late(timed, err, wait), "")
	}
	return password, nil
}

// have asks the place of a password.
func have(ctx context.Context, a feed.Account) (string, error) {
	s := a.Secret
	switch s.Kind {
	case feed.SecretKeyring:
		return fromKeyring(ctx, a)
	case feed.SecretCommand:
		return fromCommand(ctx, s.Text)
	case feed.SecretEnv:
		password, ok := os.LookupEnv(s.Text)
		if !ok {
			return "", fmt.Errorf("the variable %s is not set", s.Text)
		}
		return password, nil
	case feed.SecretPlain:
		return s.Text, nil
	}
	return "", fmt.Errorf("nothing is known of a place %q", s.Kind)
}

// Keep puts the password of an account into the system's keyring, in place of
// the one that was there. The error is of KindNoSecret when there is no
// keyring or it stays locked, and for accounts with another place.
func Keep(a feed.Account, password string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := keep(ctx, a, password); err != nil {
		return fail(context.Background(), "keep password", a, late(ctx, err, patience), password)
	}
	return nil
}

func keep(ctx context.Context, a feed.Account, password string) error {
	switch {
	case a.Secret.Kind != feed.SecretKeyring:
		return errors.New("only a keyring takes passwords")
	case password == "":
		return errors.New("it is empty")
	}
	return intoKeyring(ctx, a, password)
}

// Drop takes the password of an account out of the system's keyring. Where
// nothing was kept there is nothing to do. The error is of KindNoSecret: what
// the keyring has, if there is one, stays there.
func Drop(a feed.Account) error {
	if a.Secret.Kind != feed.SecretKeyring {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := outOfKeyring(ctx, a); err != nil {
		return fail(context.Background(), "drop password", a, late(ctx, err, patience), "")
	}
	return nil
}

// late puts the end of the time in place of what it looked like: a command
// that was killed.
func late(timed context.Context, err error, wait time.Duration) error {
	if timed.Err() != nil {
		return fmt.Errorf("no answer within %s", wait)
	}
	return err
}

// fail makes the error about an account, without the password.
func fail(ctx context.Context, op string, a feed.Account, err error, password string) error {
	source := clean(cmp.Or(a.Title, a.URL), "")
	if ctx.Err() != nil {
		return &feed.Error{Op: op, Source: source, Err: ctx.Err()}
	}
	return &feed.Error{Op: op, Source: source, Kind: feed.KindNoSecret, Err: errors.New(clean(err.Error(), password))}
}

// maxText bounds an error text in bytes, about two lines of a terminal.
const maxText = 200

// clean makes a text of others one line that is safe to print and holds no
// password.
func clean(s, password string) string {
	if password != "" {
		s = strings.ReplaceAll(s, password, "…")
	}
	s = strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return s
}
