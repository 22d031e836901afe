package library

import (
	"context"
	"errors"
	"strings"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/secret"
)

// AccountChange is what is to be different about an account; what is nil stays.
type AccountChange struct {
	// User, Title and CA are as in NewAccount.
	User, Title, CA *string
	// Secret is where the password is from now on.
	Secret *feed.Secret
	// Password is as in NewAccount.
	Password string
}

// SignsIn reports a change of more than the title.
func (c AccountChange) SignsIn() bool { return c.Title == nil || c != AccountChange{Title: c.Title} }

// EditAccount changes an account and returns it. It signs in the new way first,
// and with an error nothing is changed; but when the account comes with the
// error, it is changed all the same: of KindNoSecret, its old password stays in
// the keyring. What kept the account from being synced is over, and the next
// refresh asks at once. KindExists as for AddAccount.
func (l *Library) EditAccount(ctx context.Context, id feed.AccountID, c AccountChange) (a feed.Account, err error) {
	defer survive("edit account", "", &err)
	if l.ReadOnly() {
		return a, &feed.Error{Op: "edit account", Kind: feed.KindReadOnly}
	}
	k := l.link(id)
	if err := k.take(ctx); err != nil {
		return a, err
	}
	defer k.leave()
	was, err := l.account(ctx, id)
	if err != nil {
		return a, err
	}
	next, err := changed(was, c)
	if err != nil {
		return a, err
	}
	if !c.SignsIn() {
		if next.Title, err = l.titled(ctx, next); err != nil {
			return a, err
		}
		return next, l.store.EditAccount(ctx, next)
	}
	if err := l.online("edit account", was.Title); err != nil {
		return a, err
	}
	password := c.Password
	if password == "" {
		from := next
		if c.Secret == nil {
			from = was // the keyring has it under the old name
		}
		if password, err = secret.Read(ctx, from); err != nil {
			return a, err
		}
	}
	server, err := l.drive(next, password)
	if err != nil {
		return a, err
	}
	if next.URL, err = server.SignIn(ctx); err != nil {
		return a, err
	}
	if next.Title, err = l.titled(ctx, next); err != nil {
		return a, err
	}
	return l.keepEdited(context.WithoutCancel(ctx), was, next, password)
}

// changed is an account with a change, which is not yet known to be right.
func changed(a feed.Account, c AccountChange) (_ feed.Account, err error) {
	if c.User != nil {
		a.User = strings.TrimSpace(*c.User)
	}
	if c.Title != nil {
		a.Title = page.Line(*c.Title)
	}
	if c.CA != nil {
		if a.CA, err = authority(*c.CA); err != nil {
			return a, err
		}
	}
	if c.Secret != nil {
		a.Secret = *c.Secret
	}
	if a.Secret.Kind == feed.SecretPlain && c.Password != "" {
		a.Secret.Text = c.Password
	}
	return a, nil
}

// keepEdited keeps a changed account with its password, and forgets the old one.
func (l *Library) keepEdited(ctx context.Context, was, next feed.Account, password string) (feed.Account, error) {
	keyring := next.Secret.Kind == feed.SecretKeyring
	before := ""
	if keyring {
		before, _ = secret.Read(ctx, next)                  // what cannot be read cannot be put back
		if err := secret.Keep(next, password); err != nil { //nolint:contextcheck // a keyring is left whole
			return feed.Account{}, err
		}
	}
	if err := l.store.EditAccount(ctx, next); err != nil {
		switch {
		case keyring && before != "":
			err = errors.Join(err, secret.Keep(next, before)) //nolint:contextcheck // as above
		case keyring:
			err = errors.Join(err, secret.Drop(next)) //nolint:contextcheck // as above
		}
		return feed.Account{}, err
	}
	l.link(next.ID).forget()
	err := l.store.AccountTried(ctx, next.ID, l.now(), nil)
	if !keyring || was.User != next.User || was.URL != next.URL {
		err = errors.Join(err, secret.Drop(was)) //nolint:contextcheck // as above
	}
	return next, err
}
