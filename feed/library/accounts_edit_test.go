package library

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/secret"
)

// edited has an account changed, and wants an error of a kind.
func (r *rig) edited(want feed.Kind, c AccountChange) feed.Account {
	r.t.Helper()
	a, err := r.EditAccount(r.t.Context(), r.a.ID, c)
	if feed.KindOf(err) != want || (err == nil) != (want == feed.KindNone) || (a.ID != 0) != (err == nil) {
		r.t.Fatalf("%+v %v, want %q", a, err, want)
	}
	return a
}

// mine is the account as it is stored.
func (r *rig) mine() feed.Account {
	r.t.Helper()
	a, err := r.account(r.t.Context(), r.a.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return a
}

// TestPasswordChangedOnTheServer: the new one costs one question, and what
// waits is sent by the next refresh.
func TestPasswordChangedOnTheServer(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, r *rig) {
		ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 3)
		r.sync()
		r.f.SetPassword("другой")
		r.mark(feed.Read, 0, ids...)
		r.fails(feed.KindPassword)
		was := r.mine()

		r.edited(feed.KindPassword, AccountChange{Password: "третий"})
		if got := r.mine(); got != was {
			t.Errorf("%#v, was %#v", got, was)
		}
		r.f.Forget()
		if a := r.edited(feed.KindNone, AccountChange{Password: "другой"}); a.Secret.Text != "другой" || len(r.f.Requests()) != 1 {
			t.Errorf("%#v after %d requests", a, len(r.f.Requests()))
		}
		if a := r.mine(); a.Trouble != feed.KindNone || a.Failures != 0 || a.Secret.Text != "другой" || a.Title != "Mine" {
			t.Errorf("%#v", a)
		}
		r.waits(3)
		if out, err := r.Refresh(t.Context(), RefreshOptions{}); err != nil || out.Sent != 3 || out.Failed != 0 {
			t.Errorf("%+v %v", out, err)
		}
		r.agree()
	})
}

// TestEditAccount changes all that can be changed, rightly and wrongly.
func TestEditAccount(t *testing.T) {
	r := newRig(t, serverKinds()[1])
	t.Setenv("RUBRIKA_TEST_PASSWORD", r.f.Password)
	ctx := t.Context()
	ptr := func(s string) *string { return &s }
	_, err := r.AddAccount(ctx, NewAccount{
		Kind: "miniflux", URL: feedtest.NewMiniflux(t, feedtest.FakeOptions{Key: true}).URL(), Title: "Other", Password: "x",
	})
	kind(t, err, feed.KindPassword)
	other := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
	if _, err := r.AddAccount(ctx, NewAccount{
		Kind: "miniflux", URL: other.URL(), User: other.User, Title: "Other", Password: other.Password, Secret: feed.Secret{Kind: feed.SecretPlain},
	}); err != nil {
		t.Fatal(err)
	}
	was := r.mine()
	for name, c := range map[string]struct {
		AccountChange
		want feed.Kind
	}{
		"title":           {AccountChange{Title: ptr("OTHER")}, feed.KindExists},
		"title, password": {AccountChange{Title: ptr("other"), Password: r.f.Password}, feed.KindExists},
		"user":            {AccountChange{User: ptr("nobody")}, feed.KindPassword},
		"authority":       {AccountChange{CA: ptr("nowhere.pem")}, feed.KindFile},
		"variable":        {AccountChange{Secret: &feed.Secret{Kind: feed.SecretEnv, Text: "RUBRIKA_NO_SUCH"}}, feed.KindNoSecret},
		"nothing typed":   {AccountChange{Secret: &feed.Secret{Kind: feed.SecretPlain}}, feed.KindNoSecret},
	} {
		if r.edited(c.want, c.AccountChange); r.mine() != was {
			t.Errorf("%s: %#v, was %#v", name, r.mine(), was)
		}
	}
	r.f.Forget()
	if a := r.edited(feed.KindNone, AccountChange{Title: ptr(" Home\x1b ")}); a.Title != "Home" || r.mine().Title != "Home" || len(r.f.Requests()) != 0 {
		t.Errorf("%#v after %d requests", a, len(r.f.Requests()))
	}
	r.edited(feed.KindNone, AccountChange{Title: ptr(""), Secret: &feed.Secret{Kind: feed.SecretEnv, Text: "RUBRIKA_TEST_PASSWORD"}})
	if a := r.mine(); !strings.HasPrefix(a.Title, "127.0.0.1:") || a.Secret.String() != "env RUBRIKA_TEST_PASSWORD" || a.URL != was.URL || a.User != was.User {
		t.Errorf("%#v", a)
	}
	r.sync()
	_, err = r.EditAccount(ctx, 99, AccountChange{})
	kind(t, err, feed.KindNoAccount)
}

// entry is what a keyring has for the account under a name.
func (r *rig) entry(user string) string {
	r.t.Helper()
	password, err := keyring.Get("rubrika", r.kind+" "+user+" "+r.f.URL())
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		r.t.Fatal(err)
	}
	return password
}

// TestEditedPasswordInAKeyring is in one place after each change, and in the
// old one when that fails.
func TestEditedPasswordInAKeyring(t *testing.T) {
	t.Parallel()
	keyring.MockInit()
	r := newRig(t, serverKinds()[0])
	password := r.f.Password
	ring := &feed.Secret{Kind: feed.SecretKeyring}
	r.edited(feed.KindNone, AccountChange{Secret: ring, Password: password})
	if a := r.mine(); a.Secret != *ring || r.entry(r.f.User) != password {
		t.Errorf("%#v %q", a, r.entry(r.f.User))
	}
	r.edited(feed.KindPassword, AccountChange{Password: "wrong"})
	if got := r.entry(r.f.User); got != password {
		t.Errorf("%q after a wrong one", got)
	}
	r.f.SetPassword("another")
	r.edited(feed.KindNone, AccountChange{Password: "another"})
	if got := r.entry(r.f.User); got != "another" {
		t.Errorf("%q", got)
	}
	r.sync()

	// Another process was faster with the title: what the keyring had is there
	// again.
	if _, err := r.store.AddAccount(t.Context(), feed.Account{Kind: r.kind, URL: "https://news.example", Title: "Taken"}); err != nil {
		t.Fatal(err)
	}
	before := r.mine()
	for user, had := range map[string]string{r.f.User: "another", "renamed": ""} {
		next := before
		next.User, next.Title = user, "Taken"
		if a, err := r.keepEdited(t.Context(), before, next, "third"); feed.KindOf(err) != feed.KindExists || a.ID != 0 || r.entry(user) != had || r.mine() != before {
			t.Errorf("%s: %v, the keyring has %q, want %q", user, err, r.entry(user), had)
		}
	}

	// Elsewhere, it is not in the keyring any more; under another name it is.
	next := before
	next.User = "renamed"
	if _, err := r.keepEdited(t.Context(), before, next, "another"); err != nil || r.entry("renamed") != "another" || r.entry(r.f.User) != "" {
		t.Errorf("%v: %q, %q", err, r.entry("renamed"), r.entry(r.f.User))
	}
	r.edited(feed.KindNone, AccountChange{User: &r.f.User}) // the password is that under the old name
	if r.entry("renamed") != "" || r.entry(r.f.User) != "another" {
		t.Errorf("%q, %q", r.entry("renamed"), r.entry(r.f.User))
	}
	r.edited(feed.KindNone, AccountChange{Secret: &feed.Secret{Kind: feed.SecretPlain}, Password: "another"})
	if got := r.entry(r.f.User); got != "" {
		t.Errorf("%q is still there", got)
	}

	// No keyring: nothing changes, or the old password stays in it.
	before = r.mine()
	keyring.MockInitWithError(errors.New("locked"))
	t.Cleanup(keyring.MockInit)
	r.edited(feed.KindNoSecret, AccountChange{Secret: ring, Password: "another"})
	if r.mine() != before {
		t.Errorf("%#v", r.mine())
	}
	old := before
	old.Secret = *ring
	a, err := r.keepEdited(t.Context(), old, before, "another")
	kind(t, err, feed.KindNoSecret)
	if a.ID != r.a.ID {
		t.Errorf("%#v", a)
	}
	if password, err := secret.Read(t.Context(), r.mine()); err != nil || password != "another" {
		t.Error(password, err)
	}
}

// TestAMarkThatIsRefusedOnce is sent all the same.
func TestAMarkThatIsRefusedOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	ids := r.f.AddMany(r.f.AddFeed("Порт", "", "https://port.example/rss"), 1)
	r.sync()
	r.mark(feed.Starred, 0, ids...)
	server, err := r.server(t.Context(), r.a)
	if err != nil {
		t.Fatal(err)
	}
	r.link(r.a.ID).server = &moody{Server: server}
	r.sync()
	r.agree()
	if a := r.mine(); a.Refused != 0 || a.Waiting != 0 {
		t.Errorf("%+v", a)
	}
}

// moody is a server that refuses its first change.
type moody struct {
	feed.Server
	asked bool
}

func (m *moody) Mark(ctx context.Context, mark feed.State, on bool, ids []string) error {
	if !m.asked {
		m.asked = true
		return &feed.Error{Op: "mark", Kind: feed.KindRejected}
	}
	return m.Server.Mark(ctx, mark, on, ids)
}

// TestAddressWithoutAScheme is one of https.
func TestAddressWithoutAScheme(t *testing.T) {
	t.Parallel()
	r := newRig(t, serverKinds()[0])
	for _, k := range serverKinds() {
		f := k.start(t, feedtest.FakeOptions{TLS: true, Now: r.c.now})
		address := f.URL()
		a, err := r.AddAccount(t.Context(), NewAccount{
			Kind: k.kind, URL: " " + strings.TrimPrefix(address, "https://"), User: f.User, Password: f.Password, CA: f.CA(),
			Title: k.name, Secret: feed.Secret{Kind: feed.SecretPlain},
		})
		if err != nil || a.URL != address || !filepath.IsAbs(a.CA) {
			t.Errorf("%s: %+v %v", k.name, a, err)
		}
	}
}
