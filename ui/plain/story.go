package plain

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/clip"
	"rubrika/feed/page"
	"rubrika/ui/keys"
	"rubrika/ui/launch"
)

// more goes on with what was shown last: the article, or the list.
func (s *session) more() {
	if len(s.rest) > 0 {
		s.showPage()
		return
	}
	s.further()
}

// open opens the headline with a number, without one the last story again.
func (s *session) open(args string) {
	numbers, ok := s.numbers(args)
	switch {
	case !ok:
	case len(numbers) > 0:
		s.openAt(numbers[0])
	case s.story.ID == 0:
		s.say(s.words.Plain.NoStory)
	default:
		s.openItem(s.story.ID)
	}
}

// step opens the next story in the list, or the one before; only an unread one
// where that is asked for.
func (s *session) step(by int, unread bool) {
	for at := s.number + by; at >= 1; at += by {
		if err := s.load(at); err != nil {
			s.fail(err)
			return
		}
		if at > len(s.listed) {
			break
		}
		it, err := s.library.Item(s.ctx, s.listed[at-1])
		if err != nil {
			s.fail(err)
			return
		}
		if !unread || !it.State.Has(feed.Read) {
			s.openAt(at)
			return
		}
	}
	s.say(s.edge(by, unread))
}

// edge says that there is no story further on.
func (s *session) edge(by int, unread bool) string {
	switch {
	case unread:
		return s.words.Notices.NoUnread
	case by < 0:
		return s.words.Notices.First
	}
	return s.words.Notices.Last
}

// openAt opens the headline with that number, which is in the list.
func (s *session) openAt(n int) {
	if s.openItem(s.listed[n-1]) {
		s.number = n
	}
}

// openItem prints the first page of a story and marks it as read. Where only
// the beginning is there, its page is fetched first.
func (s *session) openItem(id feed.ID) bool {
	a, err := s.library.Article(s.ctx, id)
	if err != nil {
		s.fail(err)
		return false
	}
	s.markRead(a.Item)
	var why error
	if !a.Full && a.URL != "" && !s.library.Tour() {
		a, why = s.whole(a, false)
	}
	s.show(a, why)
	return true
}

// markRead marks a story as read that was not.
func (s *session) markRead(it feed.Item) {
	if it.State.Has(feed.Read) {
		return
	}
	if _, err := s.library.Mark(s.lasting(), feed.Read, 0, it.ID); err != nil {
		s.fail(err)
	}
	s.marked()
}

// whole is a story with the text of its page, which is said to be on its way;
// what was there and why nothing came where it fails.
func (s *session) whole(a feed.Article, again bool) (feed.Article, error) {
	s.say(s.words.Notices.Fetching)
	if s.err = s.out.Flush(); s.err != nil {
		return a, s.err
	}
	full, err := s.library.FullText(s.ctx, a.ID, again)
	if full.ID == 0 {
		return a, err
	}
	return full, err
}

// show prints an article from its beginning.
func (s *session) show(a feed.Article, why error) {
	s.story = a
	s.say(s.title(a.Item))
	s.say(s.about(a))
	lines := clip.Lines(a.Markdown, s.width)
	if a.Markdown == "" {
		lines = clip.Lines(a.Summary, s.width)
	}
	lines = append(lines, "")
	foot := func(text string) { lines = append(lines, s.wrap(text)...) }
	switch {
	case why != nil:
		foot(s.words.NoFullText(why, "o"))
	case a.Markdown == "" && a.Summary == "":
		foot(s.words.NoText("o"))
	case !a.Full:
		foot(s.words.TeaserOnly("o"))
	}
	if len(a.Links) > 0 {
		foot(s.words.ClipLabel("links") + ":")
	}
	for i, l := range a.Links {
		foot(strconv.Itoa(i+1) + ". " + l.Text + ": " + l.URL)
	}
	for _, e := range a.Enclosures {
		foot(s.words.ClipLabel("files") + ": " + e.URL)
	}
	if len(a.Tags) > 0 {
		foot(s.words.ClipLabel("topics") + ": " + strings.Join(a.Tags, ", "))
	}
	for _, v := range a.Versions {
		if v.ID != 0 {
			foot(s.words.Language(v.Lang) + ": " + v.Title)
		}
	}
	s.rest, s.page, s.pages = lines, 0, (len(lines)+textPage-1)/textPage
	s.showPage()
}

// about is where a story comes from, and when by the clock of its source.
func (s *session) about(a feed.Article) string {
	var parts []string
	add := func(text string) {
		if text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	for _, r := range a.Rubrics {
		add(s.words.Rubric(r))
	}
	add(a.Section)
	if !a.Published.IsZero() {
		add(s.words.FullZone(a.Published))
	}
	add(a.SourceTitle)
	add(a.Author)
	return strings.Join(parts, ", ")
}

// showPage prints the next page of the open article.
func (s *session) showPage() {
	n := min(textPage, len(s.rest))
	for i, line := range s.rest[:n] {
		if edge := i == 0 || i == n-1; line != "" || !edge {
			s.line(line)
		}
	}
	s.rest = s.rest[n:]
	s.page++
	if len(s.rest) > 0 {
		s.sayf(s.words.Plain.More, s.words.Number(s.page), s.words.Number(s.pages))
		return
	}
	s.say(s.words.Plain.End)
}

// toggle turns a mark of some stories over: it is taken away where all have
// it.
func (s *session) toggle(mark feed.State, letter, args string) {
	items, ok := s.items(letter, args)
	if !ok {
		return
	}
	var ids []feed.ID
	taking := true
	for _, it := range items {
		ids = append(ids, it.ID)
		taking = taking && it.State.Has(mark)
	}
	set, clearing := mark, feed.State(0)
	if taking {
		set, clearing = 0, mark
	}
	d, err := s.library.Mark(s.lasting(), set, clearing, ids...)
	if err != nil {
		s.fail(err)
		return
	}
	s.marked()
	if len(ids) > 1 {
		s.say(s.words.Marked(d.Items))
		return
	}
	notices := map[feed.State][2]string{
		feed.Read:    {s.words.Notices.Read, s.words.Notices.Unread},
		feed.Starred: {s.words.Notices.Starred, s.words.Notices.Unstarred},
	}[mark]
	if taking {
		s.say(notices[1])
	} else {
		s.say(notices[0])
	}
}

// readAll marks everything the list selects as read, but nothing that came
// after it was made.
func (s *session) readAll() {
	d, err := s.library.MarkAll(s.lasting(), s.filter, feed.Read, 0)
	switch {
	case err != nil:
		s.fail(err)
	case d.Items == 0:
		s.say(s.words.Notices.NoUnread)
	default:
		s.marked()
		s.say(s.words.MarkedRead(d.Items))
	}
}

// undo takes the newest deed back, or does it again.
func (s *session) undo(redo bool) {
	do, say, none := s.library.Undo, s.words.Undone, s.words.Notices.NothingToUndo
	if redo {
		do, say, none = s.library.Redo, s.words.Redone, s.words.Notices.NothingToRedo
	}
	d, err := do(s.lasting())
	switch {
	case err != nil:
		s.fail(err)
	case d.ID == 0:
		s.say(none)
	default:
		s.marked()
		s.say(say(d))
	}
}

// lasting is the context of what must be kept: the end of the program does not
// cut it short.
func (s *session) lasting() context.Context { return context.WithoutCancel(s.ctx) }

// browse opens the address of a story in the browser.
func (s *session) browse(args string) {
	if it, ok := s.item("o", args); ok {
		s.follow(it.URL)
	}
}

// link opens a link of the open article in the browser.
func (s *session) link(args string) {
	n, _ := strconv.Atoi(args) // 0 is no link
	switch {
	case s.story.ID == 0:
		s.say(s.words.Plain.NoStory)
	case args == "":
		s.sayf(s.words.Plain.Which, "l")
	case n < 1 || n > len(s.story.Links):
		s.sayf(s.words.Plain.NoSuchLink, args)
	default:
		s.follow(s.story.Links[n-1].URL)
	}
}

// follow hands an address to the browser; where there is none, it is at least
// printed.
func (s *session) follow(address string) {
	if address == "" {
		s.say(s.words.Notices.NoAddress)
		return
	}
	command := s.config.Browser // which may change meanwhile
	s.visit(s.words.Notices.InBrowser, address, func() error { return launch.Open(s.ctx, command, address) })
}

// address prints the address of a story.
func (s *session) address(args string) {
	it, ok := s.item("y", args)
	switch {
	case !ok:
	case it.URL == "":
		s.say(s.words.Notices.NoAddress)
	default:
		s.line(page.Link(it.URL, "")) // whole, so that it can be taken over
	}
}

// why says what decided the rubric of a story.
func (s *session) why(args string) {
	if it, ok := s.item("e", args); ok {
		s.say(s.words.Why(it))
	}
}

// version opens a story in the next language it is stored in.
func (s *session) version(args string) {
	a, ok := s.article("L", args)
	if !ok {
		return
	}
	stored := slices.DeleteFunc(slices.Clone(a.Versions), func(v feed.Version) bool { return v.ID == 0 })
	if len(stored) == 0 {
		s.say(s.words.Notices.NoVersions)
		return
	}
	// The first language behind this one in the alphabet, round and round.
	slices.SortFunc(stored, func(a, b feed.Version) int { return strings.Compare(a.Lang, b.Lang) })
	next := slices.IndexFunc(stored, func(v feed.Version) bool { return v.Lang > a.Lang })
	s.openItem(stored[max(0, next)].ID)
}

// fullText fetches the page of a story, also once more, and prints what came.
func (s *session) fullText(args string) {
	a, ok := s.article("x", args)
	switch {
	case !ok:
	case a.URL == "":
		s.say(s.words.Notices.NoAddress)
	default:
		a, err := s.whole(a, true)
		s.show(a, err)
	}
}

// save keeps a story as a file: «S», «S 3», «S 3 h».
func (s *session) save(args string) {
	format := clip.Markdown
	fields := strings.Fields(args)
	if n := len(fields); n > 0 && !isNumber(fields[n-1]) {
		var ok bool
		if format, ok = s.format(fields[n-1]); !ok {
			s.sayf(s.words.Plain.Formats, fields[n-1])
			return
		}
		args = strings.Join(fields[:n-1], " ")
	}
	a, ok := s.article("S", args)
	if !ok {
		return
	}
	path, err := clip.Write(s.config.Clippings, a, format, s.words)
	if err != nil {
		s.say(s.words.NotSaved(err))
		return
	}
	s.say(s.words.Saved(path))
}

// format is the format that a letter, as the screen has it, or the end of a
// file's name stands for.
func (s *session) format(name string) (clip.Format, bool) {
	for _, f := range clip.Formats() {
		if "."+strings.TrimPrefix(name, ".") == f.Extension() {
			return f, true
		}
	}
	r, _ := utf8.DecodeRuneInString(name)
	switch s.keys.Find(keys.Saving, tea.Key{Text: name, Code: r}) {
	case keys.AsMarkdown:
		return clip.Markdown, true
	case keys.AsHTML:
		return clip.HTML, true
	case keys.AsText:
		return clip.Text, true
	}
	return 0, false
}
