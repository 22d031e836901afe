package plain_test

import (
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/library"
)

// withAccount gives a reader an account with a feed of five stories, synced.
func withAccount(t *testing.T, code string) (*desk, *feedtest.Fake) {
	t.Helper()
	d := newDesk(t, code)
	if _, err := d.lib.Import(t.Context(), []byte("https://gone.example/rss\n")); err != nil { // no first start
		t.Fatal(err)
	}
	if _, err := d.lib.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	f := feedtest.NewGReader(t, feedtest.FlavourFreshRSS, feedtest.FakeOptions{Now: d.now})
	f.AddMany(f.AddFeed("Harbour News", "Sea", "https://harbour.example/rss"), 5)
	_, err := d.lib.AddAccount(t.Context(), library.NewAccount{
		Kind: "greader", URL: f.URL(), User: f.User, Title: "Home", Password: f.Password, Secret: feed.Secret{Kind: feed.SecretPlain},
	})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.lib.Refresh(t.Context(), library.RefreshOptions{Force: true}); err != nil || r.Failed > 0 {
		t.Fatalf("%+v %v", r, err)
	}
	f.Forget()
	return d, f
}

// TestMarksGoOutAtTheEnd of a session, without a word when that is quick.
func TestMarksGoOutAtTheEnd(t *testing.T) {
	d, f := withAccount(t, "en")
	d.real = true
	out := d.runs("/ source:Harbour", "m 1-2", "f 3", "q")
	if n, m := len(f.IDs(feed.Read)), len(f.IDs(feed.Starred)); n != 2 || m != 1 {
		t.Errorf("%d read and %d starred on the server", n, m)
	}
	if strings.Contains(out, "Sending") || strings.Contains(out, "waiting") {
		t.Errorf("%s", out)
	}
	f.Forget()
	d.runs("q")
	if n := len(f.Requests()); n != 0 {
		t.Errorf("%d requests where nothing waits", n)
	}
}

// TestMarksThatWaitAreTold: in the heading, with the account, and at the end.
func TestMarksThatWaitAreTold(t *testing.T) {
	d, f := withAccount(t, "ru")
	d.real = true
	f.SetPassword("another")
	out := d.runs("/ source:Harbour", "m 1-2", "R", "g", "F", "R", "q")
	if n := strings.Count(out, "сервер не принимает имя и пароль"); n != 2 { // as often as was asked
		t.Errorf("it is said %d times:\n%s", n, out)
	}
	d.says(out, "2 отметки ждут.", "3 непрочитанных, 2 отметки ждут", "Учётная запись Home: 1 лента, 2 отметки ждут, пароль не подошёл", "непрочитанных из 5, Home")
	if !strings.HasSuffix(out, "2 отметки ждут.\n") {
		t.Errorf("the end:\n%s", out)
	}
	f.SetPassword(f.Password)
	d.later.Add(int64(48 * time.Hour / time.Second))
	if out := d.runs("q"); strings.Contains(out, "ждут") || len(f.IDs(feed.Read)) != 2 {
		t.Errorf("%v are read on the server:\n%s", f.IDs(feed.Read), out)
	}
}

// TestASlowEndIsTold: a server that hangs keeps nobody for long.
func TestASlowEndIsTold(t *testing.T) {
	d, f := withAccount(t, "az")
	d.real = true
	f.Fail(-1, feedtest.FaultHang)
	start := time.Now()
	out := d.runs("/ source:Harbour", "m 1", "q")
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("the end took %s", took)
	}
	d.says(out, "Qeydlər göndərilir…\n1 qeyd gözləyir.\n")
}
