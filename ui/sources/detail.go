package sources

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// pair is one particular with its name.
type pair struct {
	label, text string
	fg          theme.Token
}

// detail prints the particulars of the selected source: exactly height lines
// of exactly width cells. Beside the list they begin with the title and stand
// in groups; below it they stand in two columns where there is room.
func (s *Screen) detail(width, height int, beside bool) []string {
	var out []string
	if sub, ok := s.Selected(); ok {
		addresses, health, settings := s.addresses(sub), s.health(sub), s.settings(sub)
		switch {
		case beside:
			title := []theme.Span{{Fg: theme.Strong, Text: " " + render.Cut(sub.Title, width-2)}}
			out = append(out, s.line(width, title), s.line(width, nil))
			if state := s.state(sub, width, height); len(state) > 0 {
				out = append(append(out, state...), s.line(width, nil))
			}
			labels := labelWidth(width, addresses, health, settings)
			out = append(append(out, s.column(addresses, labels, width, true)...), s.line(width, nil))
			out = append(append(out, s.column(health, labels, width, true)...), s.line(width, nil))
			out = append(out, s.column(settings, labels, width, true)...)
		case width >= 72:
			out = append(out, s.state(sub, width, height)...)
			left := width / 2
			labels := labelWidth(left, addresses, health)
			out = append(out, s.column(addresses, labels, width, false)...)
			out = append(out, s.sideBySide(
				s.column(health, labels, left, false), left,
				s.column(settings, labelWidth(width-left, settings), width-left, false), width-left,
			)...)
		default:
			out = append(out, s.state(sub, width, height)...)
			labels := labelWidth(width, addresses, health, settings)
			for _, group := range [][]pair{addresses, health, settings} {
				out = append(out, s.column(group, labels, width, false)...)
			}
		}
	}
	for len(out) < height {
		out = append(out, s.line(width, nil))
	}
	return out[:height]
}

// state says in a sentence what is out of the ordinary with a source: that it
// is muted, or what keeps it from being read, what to do about that, and how
// often in a row it has failed, or that it has no news; in at most height lines.
func (s *Screen) state(sub feed.Subscription, width, height int) []string {
	var text, sign string
	var signFg theme.Token
	switch {
	case sub.Muted && sub.Account != 0:
		sign, signFg, text = theme.SignMuted, theme.Faint, s.words.Remote.MutedNote
	case sub.Muted:
		sign, signFg, text = theme.SignMuted, theme.Faint, s.words.Sources.OffNote
	case sub.Trouble != feed.KindNone:
		sign, signFg = theme.SignTrouble, theme.Error
		text = s.words.Troubled(sub.Trouble, sub.Failures)
	case sub.Silent(s.now):
		sign, text = " ", s.words.Sources.Silent
	default:
		return nil
	}
	var out []string
	lines := render.Plain(text, max(1, width-4))
	if height > 0 && len(lines) > height {
		lines = append(lines[:height-1], render.Cut(strings.Join(lines[height-1:], " "), max(1, width-4)))
	}
	for _, l := range lines {
		out = append(out, s.line(width, []theme.Span{{Fg: signFg, Text: " " + sign + " "}, {Fg: theme.Text, Text: l}}))
		sign = " "
	}
	return out
}

// set is a particular, and or what stands for it where it is not set.
func (s *Screen) set(label, text, or string) pair {
	switch {
	case text != "":
		return pair{label, text, theme.Text}
	case or != "":
		return pair{label, or, theme.Muted}
	}
	return pair{label, s.words.Sources.None, theme.Faint}
}

func (s *Screen) addresses(sub feed.Subscription) []pair {
	l := s.words.Sources.Labels
	all := []pair{s.set(l.Address, sub.Shown(), ""), s.set(l.Site, sub.Site, "")}
	if former := sub.Cursor.Former; former != "" && former != sub.URL {
		all = slices.Insert(all, 1, s.set(l.Former, feed.Subscription{URL: former}.Shown(), ""))
	}
	for i := range all {
		if all[i].fg == theme.Text {
			all[i].fg = theme.Link
		}
	}
	return all
}

// health is how a source is doing.
func (s *Screen) health(sub feed.Subscription) []pair {
	w := s.words
	l := w.Sources.Labels
	moment := func(t time.Time) string {
		switch {
		case t.IsZero():
			return ""
		case s.now.Sub(t) < 24*time.Hour:
			return w.Moment(t, s.now) + ", " + w.Since(t, s.now)
		}
		return w.Moment(t, s.now)
	}
	saved, added := "", ""
	if sub.Saved > 0 {
		saved = w.Bytes(sub.Saved)
	}
	if !sub.Added.IsZero() {
		added = w.Date(sub.Added.In(s.now.Location()))
	}
	pairs := []pair{
		s.set(l.Good, moment(sub.LastGood), ""),
		s.set(l.Try, moment(sub.LastTry), ""),
		s.nextTry(sub),
		{l.Items, w.Unread(sub.Unread, sub.Items), theme.Text},
		{l.PerDay, w.PerDay(sub.PerDay), theme.Text},
	}
	if sub.Account != 0 { // what it is asked is the account's affair
		a := s.account(sub.Account)
		return append(pairs, pair{w.Remote.Marks, w.MarksAre(a.Waiting, a.Refused), theme.Text}, s.set(l.Added, added, ""))
	}
	return append(pairs,
		pair{l.Asked, w.Answers(sub.Asked, sub.Unchanged), theme.Text},
		s.set(l.Saved, saved, ""),
		s.set(l.Added, added, ""),
	)
}

// account is how an account is doing.
func (s *Screen) account(id feed.AccountID) feed.Account {
	i := slices.IndexFunc(s.accounts, func(a feed.Account) bool { return a.ID == id })
	if i < 0 {
		return feed.Account{}
	}
	return s.accounts[i]
}

// settings are what the reader can change, and the kind.
func (s *Screen) settings(sub feed.Subscription) []pair {
	w := s.words
	l := w.Sources.Labels
	agent, lang := w.Sources.OwnName, ""
	if sub.Cursor.Agent != "" {
		agent = w.Sources.Browser
	}
	if sub.Lang != "" {
		lang = w.Language(sub.Lang)
	}
	every := s.set(l.Every, w.Interval(sub.Every), w.Sources.Rhythm)
	ours := []pair{
		s.set(l.Lang, lang, ""),
		s.set(l.Rubric, s.rubric(sub.Rubric, true), ""),
		s.set(l.Tags, strings.Join(sub.Tags, ", "), ""),
		s.set(l.Zone, sub.Zone, ""),
	}
	kind := s.set(l.Kind, w.SourceKind(sub.Kind), "")
	if sub.Account != 0 {
		return append([]pair{
			s.set(w.Remote.Account, sub.AccountTitle, ""),
			s.set(w.Remote.Server, host(s.account(sub.Account).URL), ""),
			s.set(w.Remote.Folder, sub.Folder, ""),
		}, append(ours, kind)...)
	}
	return append(append([]pair{every}, ours...), s.set(l.Agent, sub.Agent, agent), kind)
}

// host is the part of an address that a reader knows a server by.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Host
}

// nextTry is when the source is asked again without a key, and why then.
func (s *Screen) nextTry(sub feed.Subscription) pair {
	w := s.words
	label := w.Sources.Labels.Next
	switch {
	case sub.Muted:
		return pair{label, w.Sources.Off, theme.Muted}
	case s.ByHand:
		return pair{label, w.Sources.ByHand, theme.Muted}
	case sub.Trouble == feed.KindGone:
		return pair{label, w.Sources.Stopped, theme.Muted}
	case sub.LastTry.IsZero():
		return pair{label, w.In(sub.NextTry, s.now), theme.Text}
	}
	in := w.In(sub.NextTry, s.now)
	if why := s.why(sub); why != "" {
		in += ", " + why
	}
	return pair{label, in, theme.Text}
}

// why says what decided the time of the next try; "" where that goes without
// saying.
func (s *Screen) why(sub feed.Subscription) string {
	why := s.words.Sources.Why
	switch {
	case sub.Trouble == feed.KindTooMany, sub.Held:
		return why.Server
	case sub.Trouble != feed.KindNone:
		return why.Failed
	case sub.Account != 0:
		return ""
	case !sub.Cursor.NotBefore.IsZero() && !sub.NextTry.After(sub.Cursor.NotBefore): // whatever the reader's interval is
		if sub.Cursor.Timetable == (feed.Timetable{}) {
			return why.Server
		}
		return why.Timetable
	case sub.Every > 0:
		return why.Every
	}
	return why.Rhythm
}

// labelWidth is the width of a column of labels that takes at most two fifths
// of a width.
func labelWidth(width int, groups ...[]pair) int {
	n := 0
	for _, group := range groups {
		for _, p := range group {
			n = max(n, render.Width(p.label))
		}
	}
	return min(n, width*2/5)
}

// column prints particulars one below the other; with wrap long ones take as
// many lines as they need.
func (s *Screen) column(all []pair, labels, width int, wrap bool) []string {
	var out []string
	room := width - labels - 4
	for _, p := range all {
		lines := []string{render.Cut(p.text, room)}
		if wrap && room > 0 {
			lines = strings.Split(ansi.Wrap(render.Steady(p.text), room, "/?&"), "\n")
		}
		for i, text := range lines {
			label := p.label
			if i > 0 {
				label = ""
			}
			out = append(out, s.line(width, []theme.Span{
				{Fg: theme.Faint, Text: " " + render.Fit(label, labels) + "  "},
				{Fg: p.fg, Text: text},
			}))
		}
	}
	return out
}

// sideBySide joins two columns of lines.
func (s *Screen) sideBySide(left []string, leftWidth int, right []string, rightWidth int) []string {
	out := make([]string, max(len(left), len(right)))
	for i := range out {
		l, r := s.line(leftWidth, nil), s.line(rightWidth, nil)
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out[i] = l + r
	}
	return out
}
