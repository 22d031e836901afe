package library

import (
	"context"
	"fmt"
	"sync"

	"rubrika/feed"
	"rubrika/feed/secret"
)

// link is an account as this process knows it.
type link struct {
	// turn holds a token while somebody syncs the account or changes its
	// feeds, opening while somebody reads its password.
	turn, opening chan struct{}

	// What a sync remembers, for who has the turn. synced: there was one.
	// doubted are the marks that the server took and did not show, once; another
	// process begins anew.
	synced  bool
	doubted map[doubt]bool

	mu sync.Mutex
	// asked counts how often an item was asked for that did not come.
	asked map[string]int
	// server is signed in as the account is in of; nil before.
	server feed.Server
	of     feed.Account
	// away: the server could not be reached when it was asked for a text last.
	away bool
}

// doubt is one mark of one item.
type doubt struct {
	item feed.ID
	mark feed.State
}

// again reports a mark that was doubted before, and is no more; one that was
// not is from now on.
func (k *link) again(d doubt) bool {
	if k.doubted[d] {
		delete(k.doubted, d)
		return true
	}
	k.doubted[d] = true
	return false
}

// link finds or makes the link of an account.
func (l *Library) link(id feed.AccountID) *link {
	l.mu.Lock()
	defer l.mu.Unlock()
	k, ok := l.links[id]
	if !ok {
		k = &link{
			turn: make(chan struct{}, 1), opening: make(chan struct{}, 1),
			asked: map[string]int{}, doubted: map[doubt]bool{},
		}
		l.links[id] = k
	}
	return k
}

// take waits for the turn; leave gives it back.
func (k *link) take(ctx context.Context) error { return enter(ctx, k.turn) }

func (k *link) leave() { <-k.turn }

func enter(ctx context.Context, room chan struct{}) error {
	select {
	case room <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// server is the server of an account, which has its password from then on: a
// keyring or a command is asked once, until a server says that the password is
// wrong.
func (l *Library) server(ctx context.Context, a feed.Account) (feed.Server, error) {
	if err := l.online("sign in", a.Title); err != nil {
		return nil, err
	}
	k := l.link(a.ID)
	if err := enter(ctx, k.opening); err != nil {
		return nil, err
	}
	defer func() { <-k.opening }()
	if s := k.open(a); s != nil {
		return s, nil
	}
	password, err := secret.Read(ctx, a)
	if err != nil {
		return nil, err
	}
	s, err := l.drive(a, password)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.server, k.of, k.away = s, a, false
	return s, nil
}

// drive makes the server of an account, without a request.
func (l *Library) drive(a feed.Account, password string) (feed.Server, error) {
	driver, ok := l.drivers[a.Kind]
	if !ok {
		return nil, &feed.Error{
			Op: "sign in", Source: a.Title, Kind: feed.KindInternal, Err: fmt.Errorf("no driver for accounts of kind %q", a.Kind),
		}
	}
	return driver(signIn{URL: a.URL, User: a.User, Password: password, CA: a.CA, Now: l.now}, l.client)
}

// open is the server when it is that of the account as it is now.
func (k *link) open(a feed.Account) feed.Server {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of.Kind != a.Kind || k.of.URL != a.URL || k.of.User != a.User || k.of.Secret != a.Secret || k.of.CA != a.CA {
		return nil
	}
	return k.server
}

// forget has the password read anew.
func (k *link) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.server = nil
}

// setAway takes note of whether the server could be reached; isAway tells.
func (k *link) setAway(away bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.away = away
}

func (k *link) isAway() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.away
}

// lapse has the password read anew after an error that may be its fault, and
// returns the error.
func (l *Library) lapse(a feed.Account, err error) error {
	if feed.KindOf(err) == feed.KindPassword {
		l.link(a.ID).forget()
	}
	return err
}

// locked reports the troubles that only the reader can end.
func locked(k feed.Kind) bool { return k == feed.KindPassword || k == feed.KindNoSecret }
