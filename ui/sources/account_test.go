package sources

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// onServers are sources here and on two servers, as the store gives them.
func onServers() ([]feed.Subscription, []feed.Account) {
	accounts := []feed.Account{
		{ID: 1, Kind: "miniflux", Title: "Home", URL: "https://reader.example/miniflux/", Feeds: 3, Waiting: 4, Refused: 1, LastTry: ago(time.Minute), LastGood: ago(time.Minute)},
		{ID: 2, Kind: "greader", Title: "Work", URL: "::no address", Feeds: 1, Trouble: feed.KindPassword, Failures: 3, LastTry: ago(time.Minute), LastGood: ago(time.Hour)},
	}
	on := func(id feed.SourceID, a feed.Account, title, folder string) feed.Subscription {
		return feed.Subscription{
			ID: id, Kind: a.Kind, Title: title, URL: "https://" + strings.ToLower(title) + ".example/rss", Account: a.ID, AccountTitle: a.Title, Folder: folder,
			LastTry: a.LastTry, LastGood: a.LastGood, NextTry: now.Add(time.Hour), Trouble: a.Trouble, Failures: a.Failures,
		}
	}
	return append([]feed.Subscription{
		on(21, accounts[1], "Ferry", ""), on(22, accounts[0], "Quay", "Sea"), on(23, accounts[0], "Bridge", "land"), on(24, accounts[0], "Tower", ""),
	}, followed()[:2]...), accounts
}

func openAccounts(t *testing.T, code string, w, h int) *Screen {
	t.Helper()
	subs, accounts := onServers()
	s := open(t, code, w, h, nil)
	s.SetAccounts(accounts)
	s.Set(subs)
	return s
}

// TestSourcesOfAnAccountStandTogether under its title, by their folders.
func TestSourcesOfAnAccountStandTogether(t *testing.T) {
	s := openAccounts(t, "en", 100, 30)
	lines := strings.Split(shown(s), "\n")[headHeight:]
	for i, want := range []string{"✓ Вестник", "✓ Xəzər", "   Home ───", "✓ Tower", "✓ Bridge  land", "✓ Quay  Sea", " ! Work ─ wrong password ───", "   Ferry"} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("line %d is %q, not %q", i, lines[i], want)
		}
	}
	if strings.Contains(lines[7], "wrong password") {
		t.Error("the trouble of an account is said of each source")
	}
	s.Asking(nil, map[string]bool{"Home": true})
	sees(t, s, " ↻ Home ───")
	var order []feed.SourceID
	for range 6 {
		sub, _ := s.Selected()
		order = append(order, sub.ID)
		s.Do(keys.Down)
	}
	if !slices.Equal(order, []feed.SourceID{1, 2, 24, 23, 22, 21}) {
		t.Errorf("the order is %v", order)
	}
	if a := s.Click(10, headHeight+2); a != "" {
		t.Errorf("a click on a title does %q", a)
	}
}

// TestAFolderIsCut where it does not fit: sources stand in the order of folders.
func TestAFolderIsCut(t *testing.T) {
	s := openAccounts(t, "en", 80, 30)
	subs, _ := onServers()
	subs[1].Folder, subs[2].Folder = "Overseas and far away", "land"
	subs[2].Title = "Bridges of the north"
	s.Set(subs)
	sees(t, s, "Quay  Overseas and far… ", "Bridges of the north  ")
	if strings.Contains(shown(s), "land") {
		t.Errorf("a folder without room is shown:\n%s", shown(s))
	}
}

func TestParticularsOfAnAccount(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {100, 30}, {60, 40}} {
		s := openAccounts(t, "ru", size[0], size[1])
		s.Select(22)
		text := strings.Join(strings.Fields(shown(s)), " ")
		for _, want := range []string{"Учётная запись Home", "Сервер reader.example", "Папка Sea", "Отметки ждут: 4, не приняты: 1", "Следующий через 1 ч"} {
			if size[0] >= 100 && !strings.Contains(text, want) {
				t.Errorf("%v: no %q in\n%s", size, want, shown(s))
			}
		}
		if strings.Contains(text, "User-Agent") || strings.Contains(text, "по ритму") {
			t.Errorf("%v: what the server decides is shown:\n%s", size, shown(s))
		}
		s.Select(21)
		sees(t, s, "! Сервер не принимает имя и пароль")
	}
	s := openAccounts(t, "en", 100, 30)
	subs, _ := onServers()
	subs[1].Muted = true
	s.Set(subs)
	s.Select(22)
	sees(t, s, lang.For("en").Remote.MutedNote)
}

// TestAnAccountWithoutSources is there all the same, also below a long list.
func TestAnAccountWithoutSources(t *testing.T) {
	s := openAccounts(t, "az", 80, 23)
	subs, accounts := onServers()
	accounts = append(accounts, feed.Account{ID: 3, Title: "Tablet", Trouble: feed.KindTimeout})
	for i := range 100 {
		subs = append(subs, feed.Subscription{ID: feed.SourceID(100 + i), Title: "Q"})
	}
	for _, all := range [][]feed.Subscription{nil, subs[:6], subs} {
		s.SetAccounts(accounts)
		s.Set(all)
		for _, a := range []keys.Action{keys.Top, keys.Bottom} {
			s.Do(a)
			fits(t, s.View(), 80, 23)
			sees(t, s, "! Tablet ─ "+lang.For("az").Kind(feed.KindTimeout))
		}
	}
	s.Narrow()
	typed(s, "home")
	if len(s.shown) != 3 || strings.Contains(shown(s), "Tablet") {
		t.Errorf("%d sources by the name of their account:\n%s", len(s.shown), shown(s))
	}
	typed(s, "x")
	s.Widen()
	for _, h := range []int{1, 2, 3, 4, 5, 8, 10} {
		for _, w := range []int{40, 60, 140, 200} {
			s.Resize(w, h)
			fits(t, s.View(), w, h)
		}
	}
}

// TestABareAccount stands apart from the words that there are none.
func TestABareAccount(t *testing.T) {
	s := open(t, "en", 80, 24, nil)
	s.SetAccounts([]feed.Account{{ID: 1, Title: "Home"}})
	s.Set(nil)
	lines := strings.Split(shown(s), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Home ───") })
	if at < 1 || strings.TrimSpace(lines[at-1]) != "" {
		t.Errorf("the head is line %d of\n%s", at, shown(s))
	}
}
