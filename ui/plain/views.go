package plain

import (
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/words"
)

// view lists the saved views and rules, or shows what one selects, keeps what
// is listed under a name («+Баку»), or takes one away («-2»).
func (s *session) view(args string) {
	views, err := s.library.Views(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	views = inOrder(views)
	if name, ok := strings.CutPrefix(args, "+"); ok {
		s.keepView(strings.TrimSpace(name))
		return
	}
	name, away := strings.CutPrefix(args, "-")
	if name = strings.TrimSpace(name); name == "" {
		s.views(views)
		return
	}
	at := placeOf(views, name)
	switch {
	case at < 0:
		s.sayf(s.words.Plain.NoView, name)
	case away:
		s.dropView(views[at])
	default:
		s.choose(library.Opened(views[at]))
	}
}

// placeOf is the place of the view with that number or name; the beginning of
// a name is enough where no other one is called so. -1 is none.
func placeOf(views []feed.View, name string) int {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(views) {
		return n - 1
	}
	folded := words.Fold(name)
	if at := slices.IndexFunc(views, func(v feed.View) bool { return words.Fold(v.Name) == folded }); at >= 0 {
		return at
	}
	return slices.IndexFunc(views, func(v feed.View) bool { return begins(name, v.Name) })
}

// inOrder puts views before watching and muting rules.
func inOrder(views []feed.View) []feed.View {
	views = slices.Clone(views)
	order := []feed.ViewKind{feed.ViewList, feed.ViewWatch, feed.ViewMute}
	slices.SortStableFunc(views, func(a, b feed.View) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	return views
}

func (s *session) views(views []feed.View) {
	counts, err := s.library.ViewCounts(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	var kind feed.ViewKind
	for i, v := range views {
		if v.Kind != kind {
			kind = v.Kind
			s.say(s.words.ViewGroup(kind) + ":")
		}
		var t feed.Tally
		if at := slices.IndexFunc(counts, func(t feed.Tally) bool { return t.Name == strconv.FormatInt(int64(v.ID), 10) }); at >= 0 {
			t = counts[at]
		}
		parts := []string{s.words.Tallied(i+1, v.Name, t.Unread, t.Total, false)}
		if what := s.words.Selection(v.Filter); what != "" && what != v.Name {
			parts = append(parts, what)
		}
		if v.Pending {
			parts = append(parts, s.words.Views.Pending)
		}
		if v.Declared {
			parts = append(parts, s.words.Views.Declared)
		}
		s.say(strings.Join(parts, ", "))
	}
	if len(views) == 0 {
		s.say(s.words.Plain.NoViews)
		return
	}
	s.say(s.words.Plain.ChooseView)
}

// keepView saves what is listed under a name.
func (s *session) keepView(name string) {
	f := s.filter
	f.Sort, f.Upto = feed.Newest, 0
	switch {
	case name == "":
		s.say(s.words.Views.Form.NoName)
	case f.IsZero():
		s.say(s.words.Views.Form.NoFilter)
	default:
		s.saveView(feed.View{Kind: feed.ViewList, Name: name, Filter: f, Bar: true}, -1)
	}
}

// saveView adds a view, or a rule for n stories, and says so.
func (s *session) saveView(v feed.View, n int) {
	v, _, err := s.library.SaveView(s.lasting(), v)
	switch {
	case feed.KindOf(err) == feed.KindExists:
		s.say(s.words.Views.Form.Taken)
	case err != nil:
		s.fail(err)
	default:
		s.say(s.words.ViewSaved(v, n))
	}
}

// dropView takes a view away.
func (s *session) dropView(v feed.View) {
	if v.Declared {
		s.say(s.words.About(s.words.Views.Notices.Declared, v.Name))
		return
	}
	if _, err := s.library.RemoveView(s.lasting(), v.ID); err != nil {
		s.fail(err)
		return
	}
	s.say(s.words.ViewRemoved(v))
}
