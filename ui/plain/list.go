package plain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/words"
	"rubrika/ui/lang"
)

// choose asks another question, from its beginning.
func (s *session) choose(f feed.Filter) {
	s.filter, s.searched = f, false
	s.fromTop()
}

// change asks the question in another way; a search stays one.
func (s *session) change(how func(*feed.Filter)) {
	how(&s.filter)
	how(&s.within)
	s.fromTop()
}

// fromTop numbers the headlines anew, with those that came since; later ones
// wait until the next time.
func (s *session) fromTop() {
	newest, err := s.library.Newest(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	s.listed, s.last, s.shown, s.all = nil, feed.Position{}, 0, false
	s.number, s.rest = 0, nil
	s.filter.Upto = newest
	s.list(0)
}

// further shows the next page of the list.
func (s *session) further() {
	s.rest = nil
	s.list(s.shown + listPage)
}

// before shows the page of the list before the last one shown.
func (s *session) before() {
	s.rest = nil
	if s.shown == 0 {
		s.say(s.words.Notices.First)
		return
	}
	s.list(max(0, s.shown-listPage))
}

// list prints the page of headlines that begins at an index, with a line
// above it.
func (s *session) list(from int) {
	to := from + listPage
	counts, err := s.library.Counts(s.ctx, s.filter, false)
	if err == nil {
		err = s.load(to)
	}
	if err != nil {
		s.fail(err)
		return
	}
	to = min(to, len(s.listed))
	switch {
	case to == 0:
		s.nothing()
		return
	case from >= to:
		s.say(s.words.Plain.Nothing)
		return
	}
	s.shown = from
	// What came since the list was made is not in it, and hardly read.
	total, unread := max(counts.Total-counts.New, to), max(counts.Unread-counts.New, 0)
	heading := s.words.Heading(from+1, to, total, unread, s.question())
	if n := s.post.unsent; n > 0 {
		heading += ", " + s.words.Unsent(n)
	}
	s.say(heading)
	found := s.snippets(s.listed[from:to])
	for n := from; n < to; n++ {
		it, err := s.library.Item(s.ctx, s.listed[n])
		if err != nil {
			s.fail(err)
			return
		}
		s.say(strconv.Itoa(n+1) + ". " + s.headline(it))
		if piece, ok := found[it.ID]; ok {
			s.say(piece.Text)
		}
	}
	if to < len(s.listed) || !s.all {
		s.say(s.words.Plain.MoreNews)
	}
}

// load sees to it that so many headlines have numbers, where there are so
// many. One more is asked for, to know whether that is all.
func (s *session) load(upto int) error {
	if s.all || len(s.listed) >= upto {
		return nil
	}
	f := s.filter
	f.Before, f.Limit = s.last, max(chunk, upto-len(s.listed))+1
	items, err := s.library.List(s.ctx, f)
	if err != nil {
		return err
	}
	if s.all = len(items) < f.Limit; !s.all {
		items = items[:len(items)-1]
	}
	for _, it := range items {
		s.listed, s.last = append(s.listed, it.ID), it.Position()
	}
	return nil
}

// question is what the list answers, in words.
func (s *session) question() string {
	f := s.filter
	// On the screen the strip shows which topics are chosen; here they are tags.
	f.Tags, f.NotTags = slices.Concat(f.Tags, f.Topics), slices.Concat(f.NotTags, f.NotTopics)
	f.Topics, f.NotTopics = nil, nil
	parts := []string{cmp.Or(s.words.Filter(f), s.words.Plain.Everything)}
	switch s.filter.Sort {
	case feed.Oldest:
		parts = append(parts, s.words.Front.Oldest)
	case feed.Arrival:
		parts = append(parts, s.words.Front.Arrival)
	case feed.Relevance:
		parts = append(parts, s.words.Plain.BestFirst)
	case feed.Newest:
	}
	if s.library.Tour() {
		parts = append(parts, s.words.Tour)
	}
	return strings.Join(parts, ", ")
}

// headline is one line of the list: «12:36, unread, Finance, Report: title».
// Signs are words, the most important first.
func (s *session) headline(it feed.Item) string {
	now := s.now()
	parts := []string{s.words.Moment(it.Order, now)}
	if it.Badges.Has(feed.Urgent) {
		parts = append(parts, s.words.Badge(feed.Urgent))
	}
	if !it.State.Has(feed.Read) {
		parts = append(parts, s.words.Signs.Unread)
	}
	if it.State.Has(feed.Starred) {
		parts = append(parts, s.words.Signs.Starred)
	}
	if it.State.Has(feed.Watched) {
		parts = append(parts, s.words.Plain.Watched)
	}
	for _, b := range []feed.Badge{feed.Video, feed.Photo, feed.Audio, feed.Updated} {
		if it.Badges.Has(b) {
			parts = append(parts, s.words.Badge(b))
		}
	}
	for _, name := range []string{s.rubricOf(it), it.SourceTitle} {
		if name != "" {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, ", ") + ": " + s.title(it)
}

func (s *session) title(it feed.Item) string {
	if it.Title == "" {
		return s.words.Untitled
	}
	return it.Title
}

// rubricOf is the rubric of a story as its publisher prints it, else the
// canonical one.
func (s *session) rubricOf(it feed.Item) string {
	switch {
	case it.Section != "":
		return it.Section
	case len(it.Rubrics) > 0:
		return s.words.Rubric(it.Rubrics[0])
	}
	return ""
}

// nothing says why the list is empty, and what to do.
func (s *session) nothing() {
	subs, err := s.library.Subscriptions(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	var why [2]string
	switch {
	case len(subs) == 0:
		s.say(s.words.CLI.NoSources)
		return
	case s.filter.IsZero() && s.busy != nil:
		why = s.words.Waiting()
	case s.filter.IsZero():
		why = s.words.Empty("R")
	case s.marksHide(feed.Read):
		why = s.words.NoneUnread("C")
	case s.marksHide(feed.Starred):
		why = s.words.NoneStarred("u")
	default:
		why = s.words.NoMatch("C")
		if s.searched && !s.within.IsZero() {
			why[1] = strings.TrimSuffix(why[1], ".") + ". " + s.words.Plain.Wider
		}
	}
	s.say(why[0] + " " + strings.TrimSuffix(why[1], ".") + ".")
}

// marksHide reports that the list is empty only because of a mark.
func (s *session) marksHide(mark feed.State) bool {
	f := s.filter
	f.Is, f.IsNot = f.Is&^mark, f.IsNot&^mark
	if f.Is == s.filter.Is && f.IsNot == s.filter.IsNot {
		return false
	}
	counts, err := s.library.Counts(s.ctx, f, false)
	return err == nil && counts.Total > 0
}

// rubric lists the rubrics, or shows one, leaves one out («-sport»), or shows
// all of them («0»).
func (s *session) rubric(args string) {
	name, not := strings.CutPrefix(args, "-")
	switch name {
	case "":
		s.rubrics()
		return
	case "0":
		s.change(func(f *feed.Filter) { f.Rubrics, f.Not, f.Sections = nil, nil, nil })
		return
	}
	r, ok := s.named(name)
	switch {
	case !ok:
		s.sayf(s.words.Plain.NoRubric, name)
	case not:
		s.change(func(f *feed.Filter) { f.Rubrics, f.Not = nil, with(f.Not, r) })
	default:
		s.change(func(f *feed.Filter) { f.Rubrics, f.Not, f.Sections = []feed.Rubric{r}, nil, nil })
	}
}

// rubrics lists all rubrics by their numbers.
func (s *session) rubrics() {
	counts, err := s.library.Counts(s.ctx, s.filter, false)
	if err != nil {
		s.fail(err)
		return
	}
	for n, r := range s.config.Rubrics {
		for _, t := range counts.Rubrics {
			if t.Name == string(r) {
				s.say(s.words.Tallied(n+1, s.words.Rubric(r), t.Unread, t.Total, false))
			}
		}
	}
	s.say(s.words.Plain.ChooseRubric)
}

// with is a list with one more in it, unless it is there.
func with[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(slices.Clone(list), one)
}

// named finds a rubric by its number, by its id, or by its name in any language
// there is; the beginning of one is enough.
func (s *session) named(name string) (feed.Rubric, bool) {
	if n, err := strconv.Atoi(name); err == nil {
		if n < 1 || n > len(s.config.Rubrics) {
			return "", false
		}
		return s.config.Rubrics[n-1], true
	}
	for _, code := range append([]string{s.words.Code}, lang.Codes()...) {
		w := lang.For(code)
		for _, r := range s.config.Rubrics {
			if begins(name, w.Rubric(r), string(r)) {
				return r, true
			}
		}
	}
	return "", false
}

// begins reports that one of some names begins like what was typed.
func begins(typed string, names ...string) bool {
	typed = words.Fold(typed)
	for _, name := range names {
		if strings.HasPrefix(words.Fold(name), typed) {
			return true
		}
	}
	return false
}

// topic lists the topics that are pinned or rise now, or shows one, leaves one
// out («-ОТГ» and its like), or shows all («0»).
func (s *session) topic(args string) {
	name, not := strings.CutPrefix(args, "-")
	if name == "" {
		s.listTopics()
		return
	}
	if name == "0" {
		s.change(func(f *feed.Filter) { f.Topics, f.NotTopics = nil, nil })
		return
	}
	if n, err := strconv.Atoi(name); err == nil && isNumber(name) {
		if n < 1 || n > len(s.topics) {
			s.sayf(s.words.Plain.NoTopic, name)
			return
		}
		name = s.topics[n-1].Name
	}
	s.change(func(f *feed.Filter) {
		if not {
			f.Topics, f.NotTopics = nil, with(f.NotTopics, name)
		} else {
			f.Topics, f.NotTopics = []string{name}, nil
		}
	})
}

func (s *session) listTopics() {
	topics, err := s.library.Topics(s.ctx, s.config.Topics)
	if err != nil {
		s.fail(err)
		return
	}
	s.topics = topics
	for n, t := range topics {
		s.say(s.words.Tallied(n+1, t.Name, t.Unread, t.Total, t.Rising))
	}
	if len(topics) == 0 {
		s.say(s.words.Plain.NoTopics)
		return
	}
	s.say(s.words.Plain.ChooseTopic)
}

// source lists the sources and how they do, or shows the news of one.
func (s *session) source(args string) {
	subs, err := s.library.Subscriptions(s.ctx)
	if err != nil {
		s.fail(err)
		return
	}
	if args == "" {
		s.sources(subs)
		return
	}
	if args == "0" {
		s.change(func(f *feed.Filter) { f.Sources, f.NotSources = nil, nil })
		return
	}
	n, _ := strconv.Atoi(args) // 0 is no number of a source
	for i, sub := range subs {
		if i+1 == n || n == 0 && begins(args, sub.Title) {
			s.change(func(f *feed.Filter) { f.Sources, f.NotSources = []string{sourceName(sub)}, nil })
			return
		}
	}
	s.sayf(s.words.Plain.NoSource, args)
}

func (s *session) sources(subs []feed.Subscription) {
	if len(subs) == 0 {
		s.say(s.words.CLI.NoSources)
		return
	}
	for i, sub := range subs {
		parts := []string{s.words.Tallied(i+1, sourceName(sub), sub.Unread, sub.Items, false)}
		switch {
		case sub.Muted:
			parts = append(parts, s.words.Sources.Off)
		case sub.Account != 0:
			parts = append(parts, sub.AccountTitle)
		case sub.Trouble != feed.KindNone:
			parts = append(parts, s.words.Kind(sub.Trouble))
		case sub.LastTry.IsZero():
			parts = append(parts, s.words.Sources.Never)
		}
		s.say(strings.Join(parts, ", "))
	}
	s.accounts()
	s.say(s.words.Plain.ChooseSource)
}

// sourceName is how a source is called and filtered by.
func sourceName(sub feed.Subscription) string {
	if title := page.Line(sub.Title); title != "" {
		return title
	}
	return sub.Shown()
}

// unread goes from all to unread to starred to all.
func (s *session) unread() {
	is, isNot := s.filter.Is&^feed.Starred, s.filter.IsNot&^feed.Read
	switch {
	case s.filter.Is.Has(feed.Starred):
	case s.filter.IsNot.Has(feed.Read):
		is |= feed.Starred
	default:
		isNot |= feed.Read
	}
	s.change(func(f *feed.Filter) { f.Is, f.IsNot = is, isNot })
}

// sort goes from the newest first to the oldest first to the order in which
// stories came, and where words are looked for, to the best first.
func (s *session) sort() {
	orders := feed.Arrival + 1
	if seeks(s.filter) {
		orders = feed.Relevance + 1
	}
	s.filter.Sort = (s.filter.Sort + 1) % orders
	s.fromTop()
}
