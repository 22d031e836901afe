package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"rubrika/feed"
)

// filterOf reads a filter of the filter language.
func filterOf(t testing.TB, text string) feed.Filter {
	t.Helper()
	return must[feed.Filter](t)(feed.ParseFilter(text))
}

// save saves a view of a filter.
func save(t testing.TB, s *Store, kind feed.ViewKind, name, filter string) feed.View {
	t.Helper()
	v, d, err := s.SaveView(t.Context(), feed.View{Kind: kind, Name: name, Filter: filterOf(t, filter)})
	if err != nil || d.Kind != "save-view" || d.View != v.Name || d.Rule != kind {
		t.Fatalf("save %s %q: %+v %v", kind, name, d, err)
	}
	return v
}

// mute hides what a filter selects, and watch points it out, at once.
func mute(t testing.TB, s *Store, filter string) feed.View {
	t.Helper()
	v := save(t, s, feed.ViewMute, filter, filter)
	judgeAll(t, s)
	return v
}

func watch(t testing.TB, s *Store, filter string) feed.View {
	t.Helper()
	v := save(t, s, feed.ViewWatch, filter, filter)
	judgeAll(t, s)
	return v
}

// judgeAll applies the rules to all that is stored and returns how many items
// that changed.
func judgeAll(t testing.TB, s *Store) int {
	t.Helper()
	n, more, err := s.Judge(t.Context(), 1<<30)
	if err != nil || more {
		t.Fatalf("judged %d, more %v: %v", n, more, err)
	}
	return n
}

// shownViews are the views as text, a line each.
func shownViews(t testing.TB, s *Store) string {
	t.Helper()
	var out []string
	for _, v := range must[[]feed.View](t)(s.Views(t.Context())) {
		line := fmt.Sprintf("%d %s %s: %s", v.ID, v.Kind, v.Name, v.Filter)
		if v.Bar {
			line += " bar"
		}
		if v.Declared {
			line += " declared"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestViews(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	save(t, s, feed.ViewWatch, "Cup", "title:кубок or rubric:sport")
	bar, _, err := s.SaveView(ctx, feed.View{Kind: feed.ViewList, Name: " Today\t\n in \x1bBaku ", Filter: filterOf(t, "баку since:1d"), Bar: true})
	if err != nil || bar.Name != "Today in Baku" || !bar.Bar {
		t.Errorf("%+v %v", bar, err)
	}
	rule, _, err := s.SaveView(ctx, feed.View{Kind: feed.ViewMute, Name: "Cup", Filter: filterOf(t, "horoscope"), Bar: true})
	if err != nil || rule.Bar || rule.Pending {
		t.Errorf("%+v %v", rule, err)
	}
	all := "2 view Today in Baku: since:1d баку bar\n3 mute Cup: horoscope\n1 watch Cup: rubric:sport or title:кубок"
	if got := shownViews(t, s); got != strings.Replace(all, "rubric:sport or title:кубок", filterOf(t, "title:кубок or rubric:sport").String(), 1) {
		t.Errorf("views are\n%s", got)
	}
	bar.Filter, bar.Bar, bar.Name = filterOf(t, "баку is:unread"), false, "баку"
	bar, d, err := s.SaveView(ctx, bar)
	if err != nil || bar.ID != 2 || bar.Bar || bar.Filter.String() != "is:unread баку" || d.View != "баку" || d.Rule != feed.ViewList || d.ID == 0 {
		t.Errorf("edited: %+v %+v %v", bar, d, err)
	}
	if _, d, err := s.SaveView(ctx, bar); err != nil || d != (feed.Deed{}) {
		t.Errorf("saved as it is: %+v %v", d, err)
	}
	bar.Name = "Баку"
	if _, d, err := s.SaveView(ctx, bar); err != nil || d.ID == 0 {
		t.Errorf("its own name, spelled otherwise: %+v %v", d, err)
	}
}

func TestViewsThatCannotBe(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	save(t, s, feed.ViewList, "Баку", "баку")
	mine := save(t, s, feed.ViewMute, "x", "rubric:sport")
	if err := s.DeclareViews(t.Context(), []feed.View{{Kind: feed.ViewList, Name: "Ours", Filter: filterOf(t, "ours")}}); err != nil {
		t.Fatal(err)
	}
	before := shownViews(t, s)
	for name, tt := range map[string]struct {
		id     feed.ViewID
		kind   feed.ViewKind
		name   string
		filter string
		want   feed.Kind
	}{
		"no name":               {0, feed.ViewList, " \n", "x", feed.KindUsage},
		"no kind":               {0, "list", "A", "x", feed.KindUsage},
		"a name that is there":  {0, feed.ViewList, "БАКУ", "x", feed.KindExists},
		"… in the settings":     {0, feed.ViewList, "ours", "x", feed.KindExists},
		"a name of another":     {mine.ID, feed.ViewList, "Баку", "x", feed.KindExists},
		"no such view":          {99, feed.ViewList, "A", "x", feed.KindNoView},
		"one of the settings":   {3, feed.ViewList, "A", "x", feed.KindUsage},
		"a rule with a mark":    {0, feed.ViewMute, "A", "x is:unread", feed.KindUsage},
		"a rule with a time":    {0, feed.ViewWatch, "A", "x (y or since:2d)", feed.KindUsage},
		"a rule for everything": {0, feed.ViewMute, "A", "", feed.KindUsage},
	} {
		_, _, err := s.SaveView(t.Context(), feed.View{ID: tt.id, Kind: tt.kind, Name: tt.name, Filter: filterOf(t, tt.filter)})
		if feed.KindOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	for id, want := range map[feed.ViewID]feed.Kind{99: feed.KindNoView, 3: feed.KindUsage} {
		if _, err := s.RemoveView(t.Context(), id); feed.KindOf(err) != want {
			t.Errorf("remove %d: %v, want %s", id, err, want)
		}
	}
	if got := shownViews(t, s); got != before {
		t.Errorf("views are\n%s\nwere\n%s", got, before)
	}
}

// A view that was saved, edited, given another kind and removed goes all the way
// back and forth; its number is its own all the time.
func TestUndoOfViews(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	put(t, s, follow(t, s, "https://a.example/", "A"), story("a/1", "Совет решил"), story("a/2", "Market"))
	type state struct{ views, hidden, watched string }
	look := func() state {
		judgeAll(t, s)
		return state{shownViews(t, s), fmt.Sprint(titles(list(t, s, "is:muted"))), fmt.Sprint(titles(list(t, s, "is:watched")))}
	}
	states := []state{look()}
	v := save(t, s, feed.ViewMute, "x", "совет")
	states = append(states, look())
	for _, edit := range []func(){
		func() { v.Filter = filterOf(t, "market") },
		func() { v.Name = "y" },
		func() { v.Kind = feed.ViewWatch },
		func() { v.Kind, v.Bar = feed.ViewList, true },
	} {
		edit()
		v, _, _ = s.SaveView(ctx, v)
		states = append(states, look())
	}
	if d := must[feed.Deed](t)(s.RemoveView(ctx, v.ID)); d.Kind != "remove-view" || d.View != "y" || d.Rule != feed.ViewList {
		t.Errorf("removed: %+v", d)
	}
	states = append(states, look())
	if save(t, s, feed.ViewList, "new", "z").ID == v.ID {
		t.Error("a new view has the number of a removed one")
	}
	must[feed.Deed](t)(s.Undo(ctx))
	if fmt.Sprint(states[1:4]) != "[{1 mute x: совет [Совет решил] []} {1 mute x: market [Market] []} {1 mute y: market [Market] []}]" ||
		states[4] != (state{"1 watch y: market", "[]", "[Market]"}) || states[5] != (state{"1 view y: market bar", "[]", "[]"}) {
		t.Fatalf("%+v", states)
	}
	for i := len(states) - 2; i >= 0; i-- {
		d := must[feed.Deed](t)(s.Undo(ctx))
		if got := look(); got != states[i] || d.View == "" || d.Rule == "" {
			t.Errorf("undone %+v: %+v, want %+v", d, got, states[i])
		}
	}
	for i := range len(states) - 1 {
		d := must[feed.Deed](t)(s.Redo(ctx))
		if got := look(); got != states[i+1] {
			t.Errorf("redone %+v: %+v, want %+v", d, got, states[i+1])
		}
	}
	intact(t, s)
}

func TestDeclaredViews(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	ctx := t.Context()
	put(t, s, follow(t, s, "https://a.example/", "A"), story("a/1", "Совет решил"), story("a/2", "Market"))
	own := save(t, s, feed.ViewMute, "Talk", "болтовня")
	declare := func(list ...feed.View) {
		t.Helper()
		if err := s.DeclareViews(ctx, list); err != nil {
			t.Fatal(err)
		}
	}
	b := feed.View{Kind: feed.ViewMute, Name: "B", Filter: filterOf(t, "market")}
	talk := feed.View{Kind: feed.ViewMute, Name: "Talk", Filter: filterOf(t, "совет")}
	third := feed.View{Kind: feed.ViewList, Name: "L", Filter: filterOf(t, "since:1d"), Bar: true}
	declare(b, talk, third)
	want := "4 view L: since:1d bar declared\n2 mute B: market declared\n3 mute Talk: совет declared\n1 mute Talk: болтовня"
	if got := shownViews(t, s); got != want {
		t.Errorf("views are\n%s\nwant\n%s", got, want)
	}
	if judgeAll(t, s); len(list(t, s, "")) != 0 {
		t.Errorf("%v are shown", titles(list(t, s, "")))
	}
	declare(b, talk, third)
	declare(talk, b, third)
	b.Filter.Sort = feed.Oldest // is no part of a view
	declare(talk, b, third)
	if _, more, err := s.Judge(ctx, 0); more || err != nil {
		t.Errorf("the same again is judged anew: %v", err)
	}
	if got := shownViews(t, s); !strings.Contains(got, "3 mute Talk: совет declared\n2 mute B") {
		t.Errorf("in another order they are\n%s", got)
	}
	b.Filter = filterOf(t, "rubric:sport")
	declare(b)
	if v := must[[]feed.View](t)(s.Views(ctx))[0]; v.Name != "B" || !v.Pending {
		t.Errorf("changed: %+v", v)
	}
	if judgeAll(t, s); len(list(t, s, "")) != 2 || shownViews(t, s) != "2 mute B: rubric:sport declared\n1 mute Talk: болтовня" {
		t.Errorf("%v are shown of\n%s", titles(list(t, s, "")), shownViews(t, s))
	}
	if d := must[feed.Deed](t)(s.Undo(ctx)); d.View != own.Name || shownViews(t, s) != "2 mute B: rubric:sport declared" {
		t.Errorf("undone %+v, views are\n%s", d, shownViews(t, s))
	}
	bad := feed.View{Kind: feed.ViewMute, Name: "bad", Filter: filterOf(t, "is:read")}
	if err := s.DeclareViews(ctx, []feed.View{bad}); feed.KindOf(err) != feed.KindUsage || shownViews(t, s) != "2 mute B: rubric:sport declared" {
		t.Errorf("%v, views are\n%s", err, shownViews(t, s))
	}
	intact(t, s)
}

// What stands in the settings must not keep a store from being opened.
func TestViewsOfAStoreThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "edition.db")
	s := must[*Store](t)(Open(t.Context(), path, Options{Now: noon}))
	save(t, s, feed.ViewWatch, "x", "совет")
	put(t, s, follow(t, s, "https://a.example/", ""), story("a/1", "Совет"))
	judgeAll(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{})
	if err := s.write.Close(); err != nil {
		t.Fatal(err)
	}
	s.write = nil
	if err := s.DeclareViews(t.Context(), []feed.View{{Kind: feed.ViewList, Name: "y", Filter: filterOf(t, "y")}}); err != nil {
		t.Error(err)
	}
	if shownViews(t, s) != "1 watch x: совет" || len(list(t, s, "is:watched")) != 1 {
		t.Errorf("views are\n%s", shownViews(t, s))
	}
	if _, _, err := s.Judge(t.Context(), 100); err != nil {
		t.Errorf("with nothing to judge: %v", err)
	}
	_, _, err := s.SaveView(t.Context(), feed.View{Kind: feed.ViewList, Name: "y", Filter: filterOf(t, "y")})
	kind(t, err, feed.KindReadOnly)
	kind(t, s.KeepSearch(t.Context(), "x"), feed.KindReadOnly)
}
