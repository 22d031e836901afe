package library

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/secret"
	"rubrika/feed/words"
)

// NewAccount is what a reader says of an account.
type NewAccount struct {
	// Kind names the driver: "miniflux" or "greader".
	Kind string
	// URL is the address of the API or of its site; without a scheme it is
	// https.
	URL, User string
	// Title is the reader's name for it; empty: the server's host.
	Title string
	// CA is as in feed.Account; it may be relative to the working directory.
	CA string
	// Password is what was typed, for the keyring and the store itself. Where
	// it is empty the password is read from where Secret says.
	Password string
	Secret   feed.Secret
}

// AddAccount signs in, and keeps the account when that went well: with an error
// nothing stays, in the keyring neither. KindExists when there is one of that
// title, or of that kind, address and user.
func (l *Library) AddAccount(ctx context.Context, n NewAccount) (a feed.Account, err error) {
	defer survive("add account", n.Title, &err)
	if l.ReadOnly() {
		return a, &feed.Error{Op: "add account", Kind: feed.KindReadOnly}
	}
	if a, err = l.drafted(n); err != nil {
		return feed.Account{}, err
	}
	if err := l.online("add account", a.URL); err != nil {
		return feed.Account{}, err
	}
	password := n.Password
	if password == "" {
		if password, err = secret.Read(ctx, a); err != nil {
			return feed.Account{}, err
		}
	}
	server, err := l.drive(a, password)
	if err != nil {
		return feed.Account{}, err
	}
	if a.URL, err = server.SignIn(ctx); err != nil {
		return feed.Account{}, err
	}
	if a.Title, err = l.titled(ctx, a); err != nil {
		return feed.Account{}, err
	}
	if a.Secret.Kind == feed.SecretKeyring && n.Password != "" {
		if err := secret.Keep(a, password); err != nil { //nolint:contextcheck // a keyring is left whole
			return feed.Account{}, err
		}
		defer func() { //nolint:contextcheck // as above
			if err != nil && feed.KindOf(err) != feed.KindExists { // then it is another process's account
				err = errors.Join(err, secret.Drop(a))
			}
		}()
	}
	return l.store.AddAccount(ctx, a)
}

// drafted makes an account of what a reader says, which is not yet known to be
// right.
func (l *Library) drafted(n NewAccount) (feed.Account, error) {
	fail := func(source string, why error) (feed.Account, error) {
		return feed.Account{}, &feed.Error{Op: "add account", Source: page.Line(source), Kind: feed.KindUsage, Err: why}
	}
	if _, ok := l.drivers[n.Kind]; !ok {
		return fail(n.Kind, errors.New("no such kind of server"))
	}
	address, err := normal(n.URL)
	if u, broken := url.Parse(address); err != nil || broken != nil || u.User != nil { // it may hold a password: it is not repeated
		return feed.Account{}, &feed.Error{
			Op: "add account", Kind: feed.KindAddress, Err: errors.New("an http address without user and password is needed"),
		}
	}
	a := feed.Account{Kind: n.Kind, URL: address, User: strings.TrimSpace(n.User), Title: page.Line(n.Title), Secret: n.Secret}
	if a.CA, err = authority(n.CA); err != nil {
		return feed.Account{}, err
	}
	if a.Secret.Kind == feed.SecretPlain && a.Secret.Text == "" {
		a.Secret.Text = n.Password
	}
	return a, nil
}

// authority is the path of the file of an authority for good, wherever the
// program is started.
func authority(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return "", &feed.Error{Op: "look for certificates", Source: page.Line(file), Kind: feed.KindFile, Err: err}
	}
	return path, nil
}

// titled returns the title of a new or changed account, by its host when the
// reader gave none, or an error of KindExists.
func (l *Library) titled(ctx context.Context, a feed.Account) (string, error) {
	all, err := l.store.Accounts(ctx)
	if err != nil {
		return "", err
	}
	all = slices.DeleteFunc(all, func(b feed.Account) bool { return b.ID == a.ID })
	taken := func(title string) bool {
		return slices.ContainsFunc(all, func(b feed.Account) bool { return words.Fold(b.Title) == words.Fold(title) })
	}
	title := a.Title
	if u, err := url.Parse(a.URL); err == nil && title == "" {
		title = u.Host
		if taken(title) && a.User != "" {
			title = page.Line(a.User + "@" + u.Host)
		}
	}
	if taken(title) || slices.ContainsFunc(all, func(b feed.Account) bool { return b.Kind == a.Kind && b.URL == a.URL && b.User == a.User }) {
		return "", &feed.Error{Op: "keep account", Source: title, Kind: feed.KindExists}
	}
	return title, nil
}

// Accounts returns all accounts; see feed.Store.
func (l *Library) Accounts(ctx context.Context) ([]feed.Account, error) { return l.store.Accounts(ctx) }

// Waiting is how many marks servers do not have yet, of all accounts.
func (l *Library) Waiting(ctx context.Context) (int, error) {
	all, err := l.store.Accounts(ctx)
	n := 0
	for _, a := range all {
		n += a.Waiting
	}
	return n, err
}

// FindAccount returns the account that word names, by its id or its title. The
// error is of KindNoAccount with the nearest title.
func (l *Library) FindAccount(ctx context.Context, word string) (feed.Account, error) {
	all, err := l.store.Accounts(ctx)
	if err != nil {
		return feed.Account{}, err
	}
	folded := words.Fold(strings.TrimSpace(word))
	var titles []string
	for _, is := range []func(feed.Account) bool{
		func(a feed.Account) bool { return strconv.FormatInt(int64(a.ID), 10) == folded },
		func(a feed.Account) bool { return words.Fold(a.Title) == folded },
	} {
		if i := slices.IndexFunc(all, is); i >= 0 {
			return all[i], nil
		}
	}
	for _, a := range all {
		titles = append(titles, a.Title)
	}
	return feed.Account{}, &feed.Error{
		Op: "find account", Source: page.Line(word), Kind: feed.KindNoAccount, Near: feed.Nearest(word, titles),
	}
}

// account returns an account by its id.
func (l *Library) account(ctx context.Context, id feed.AccountID) (feed.Account, error) {
	return l.FindAccount(ctx, strconv.FormatInt(int64(id), 10))
}

// CheckAccount signs in anew, with the password as it is now, and lists the
// feeds. An account that waited for another password waits no longer when that
// went well.
func (l *Library) CheckAccount(ctx context.Context, id feed.AccountID) (err error) {
	defer survive("check account", "", &err)
	a, err := l.account(ctx, id)
	if err != nil {
		return err
	}
	l.link(id).forget()
	server, err := l.server(ctx, a)
	if err != nil {
		return err
	}
	if _, err := server.SignIn(ctx); err != nil {
		return l.lapse(a, err)
	}
	if _, err := server.Feeds(ctx); err != nil {
		return l.lapse(a, err)
	}
	if locked(a.Trouble) && !l.ReadOnly() {
		return l.store.AccountTried(ctx, id, l.now(), nil)
	}
	return nil
}

// RemoveAccount forgets an account with its sources and the marks that wait,
// and takes its password out of the keyring. That error, of KindNoSecret, is
// of a password that stays there; the account is gone all the same.
func (l *Library) RemoveAccount(ctx context.Context, id feed.AccountID) (err error) {
	defer survive("remove account", "", &err)
	a, err := l.account(ctx, id)
	if err != nil {
		return err
	}
	k := l.link(id)
	if err := k.take(ctx); err != nil {
		return err
	}
	defer k.leave()
	if err := l.store.RemoveAccount(ctx, id); err != nil {
		return err
	}
	k.forget()
	return errors.Join(secret.Drop(a), l.lookForTour(ctx)) //nolint:contextcheck // the account is gone whoever waits
}

// editFeed changes title and folder of an account's source on its server, and
// returns it with what the new folder stands for, unless the reader chose that
// too.
func (l *Library) editFeed(ctx context.Context, sub feed.Subscription) (feed.Subscription, error) {
	sub.Folder = page.Line(sub.Folder)
	was, err := l.byID(ctx, sub.ID)
	if err != nil || sub.Title == was.Title && sub.Folder == was.Folder {
		return sub, err
	}
	if sub.Folder != was.Folder && sub.Rubric == was.Rubric && slices.Equal(sub.Tags, was.Tags) {
		for _, r := range remoteSources([]feed.RemoteFeed{{ID: was.Remote, URL: was.URL, Folder: sub.Folder}}) {
			sub.Rubric, sub.Tags = r.Rubric, r.Tags
		}
	}
	return sub, l.onServer(ctx, was.Account, func(_ feed.Account, server feed.Server) error {
		return server.Edit(ctx, was.Remote, sub.Title, sub.Folder)
	})
}

// leaveFeed unsubscribes from an account's source, first on its server. There
// is nothing to undo: the server has forgotten the feed's items.
func (l *Library) leaveFeed(ctx context.Context, sub feed.Subscription) (feed.Deed, error) {
	err := l.onServer(ctx, sub.Account, func(a feed.Account, server feed.Server) error {
		if err := server.Unsubscribe(ctx, sub.Remote); err != nil {
			return err
		}
		_, err := l.changeFeeds(context.WithoutCancel(ctx), a.ID, func(list []feed.RemoteFeed) []feed.RemoteFeed {
			return slices.DeleteFunc(list, func(f feed.RemoteFeed) bool { return f.ID == sub.Remote })
		})
		return err
	})
	if err != nil {
		return feed.Deed{}, err
	}
	return feed.Deed{At: l.now(), Kind: "unsubscribe", Source: sub.Title, Sources: 1}, nil
}

// followOn subscribes to a feed on an account's server and brings what it has
// there.
func (l *Library) followOn(ctx context.Context, n NewSource) (sub feed.Subscription, got feed.Received, err error) {
	defer survive("subscribe", n.URL, &err)
	address, err := normal(n.URL)
	if err != nil {
		return sub, got, err
	}
	err = l.onServer(ctx, n.Account, func(a feed.Account, server feed.Server) error {
		made, err := server.Subscribe(ctx, address, page.Line(n.Title), page.Line(n.Folder))
		if err != nil {
			return err
		}
		by, err := l.changeFeeds(context.WithoutCancel(ctx), a.ID, func(list []feed.RemoteFeed) []feed.RemoteFeed {
			list = slices.DeleteFunc(list, func(f feed.RemoteFeed) bool { return f.ID == made.ID })
			return append(list, made)
		})
		if err != nil {
			return err
		}
		if got, err = l.catchUp(ctx, a, server); err != nil {
			return err
		}
		sub, err = l.byID(ctx, by[made.ID])
		return err
	})
	if err != nil {
		return sub, got, err
	}
	return sub, got, l.ownDefaults(ctx, &sub, n)
}

// ownDefaults gives a new source of an account what the reader says of it and
// no server keeps.
func (l *Library) ownDefaults(ctx context.Context, sub *feed.Subscription, n NewSource) error {
	was := *sub
	sub.Lang, sub.Zone, sub.Rubric = cmp.Or(n.Lang, sub.Lang), cmp.Or(n.Zone, sub.Zone), cmp.Or(n.Rubric, sub.Rubric)
	for _, tag := range n.Tags {
		if !slices.Contains(sub.Tags, tag) {
			sub.Tags = append(slices.Clip(sub.Tags), tag)
		}
	}
	if sub.Lang == was.Lang && sub.Zone == was.Zone && sub.Rubric == was.Rubric && len(sub.Tags) == len(was.Tags) {
		return nil
	}
	_, err := l.store.Edit(ctx, page.Subscription(*sub))
	return err
}

// onServer does something with the server of an account while nothing else of
// this process changes it.
func (l *Library) onServer(ctx context.Context, id feed.AccountID, do func(feed.Account, feed.Server) error) error {
	if l.ReadOnly() {
		return &feed.Error{Op: "ask account", Kind: feed.KindReadOnly}
	}
	a, err := l.account(ctx, id)
	if err != nil {
		return err
	}
	k := l.link(id)
	if err := k.take(ctx); err != nil {
		return err
	}
	defer k.leave()
	server, err := l.server(ctx, a)
	if err != nil {
		return err
	}
	return l.lapse(a, do(a, server))
}

// changeFeeds sets the feeds of an account to a change of what they are here.
func (l *Library) changeFeeds(
	ctx context.Context, id feed.AccountID, change func([]feed.RemoteFeed) []feed.RemoteFeed,
) (map[string]feed.SourceID, error) {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	var list []feed.RemoteFeed
	for _, s := range subs {
		if s.Account == id {
			list = append(list, feed.RemoteFeed{ID: s.Remote, URL: s.URL, Site: s.Site, Title: s.Title, Folder: s.Folder})
		}
	}
	return l.store.SetFeeds(ctx, id, remoteSources(change(list)))
}
