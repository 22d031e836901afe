package plain

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/words"
	"rubrika/ui/keys"
)

// table says what does each command that works in lines.
func (s *session) table() map[keys.Action]func(args string) {
	return map[keys.Action]func(string){
		keys.Open:        s.open,
		keys.Link1:       s.link,
		keys.PageDown:    func(string) { s.further() },
		keys.PageUp:      func(string) { s.before() },
		keys.Top:         func(string) { s.fromTop() },
		keys.Down:        func(string) { s.step(1, false) },
		keys.Up:          func(string) { s.step(-1, false) },
		keys.NextItem:    func(string) { s.step(1, false) },
		keys.PrevItem:    func(string) { s.step(-1, false) },
		keys.NextUnread:  func(string) { s.step(1, true) },
		keys.PrevUnread:  func(string) { s.step(-1, true) },
		keys.Filter:      s.rubric,
		keys.Topics:      s.topic,
		keys.ShowSources: s.source,
		keys.Find:        s.find,
		keys.ShowViews:   s.view,
		keys.MuteThis:    func(args string) { s.rule(feed.ViewMute, "M", args) },
		keys.SwitchRule:  func(args string) { s.rule(feed.ViewWatch, "W", args) },
		keys.ClearFilter: func(string) { s.everything() },
		keys.Rubric0:     func(string) { s.rubric("0") },
		keys.Unread:      func(string) { s.unread() },
		keys.Sort:        func(string) { s.sort() },
		keys.ToggleRead:  func(args string) { s.toggle(feed.Read, "m", args) },
		keys.Star:        func(args string) { s.toggle(feed.Starred, "f", args) },
		keys.ReadAll:     func(string) { s.readAll() },
		keys.Undo:        func(string) { s.undo(false) },
		keys.Redo:        func(string) { s.undo(true) },
		keys.Browser:     s.browse,
		keys.CopyURL:     s.address,
		keys.Versions:    s.version,
		keys.Why:         s.why,
		keys.FullText:    s.fullText,
		keys.Save:        s.save,
		keys.Play:        s.play,
		keys.Pipe:        s.pipe,
		keys.Refresh:     s.refreshSource,
		keys.RefreshAll:  func(string) { s.refresh(true) },
		keys.Palette:     func(string) { s.help() },
		keys.Help:        func(string) { s.help() },
		keys.Quit:        func(string) { s.over = true },
	}
}

// answer does what a line says.
func (s *session) answer(line string) {
	line = page.Line(line)
	if line == "" {
		s.more()
		return
	}
	if isNumber(line) {
		if strings.Trim(line, "0") == "" {
			s.rubric("0")
			return
		}
		s.open(line)
		return
	}
	word, args := split(line)
	action, near := s.action(word)
	do := s.commands[action]
	switch {
	case do != nil:
		do(args)
	case action != "":
		s.sayf(s.words.Plain.NotInLines, s.words.Action(string(action)))
	case near != "":
		s.sayf(s.words.Plain.UnknownNear, word, near)
	default:
		s.sayf(s.words.Plain.Unknown, word)
	}
}

// split parts a command from what stands behind it. A letter or sign may stand
// right before a number («m3»), a sign before anything («/word»).
func split(line string) (command, args string) {
	first, size := utf8.DecodeRuneInString(line)
	rest := line[size:]
	if rest == "" || !unicode.IsLetter(first) || unicode.IsDigit(rune(rest[0])) || rest[0] == '-' {
		return line[:size], strings.TrimSpace(rest)
	}
	command, args, _ = strings.Cut(line, " ")
	return command, strings.TrimSpace(args)
}

// action is what a letter, as any keyboard layout types it, or a word means;
// else the nearest word there is.
func (s *session) action(word string) (a keys.Action, near string) {
	if utf8.RuneCountInString(word) == 1 {
		r, _ := utf8.DecodeRuneInString(word)
		return s.letter(tea.Key{Text: word, Code: r}), ""
	}
	id, all := s.words.Command(word, words.Fold)
	if id == "" {
		near = feed.Nearest(word, all)
	}
	return keys.Action(id), near
}

// ownLetter are the letters that mean something else in lines than in the list
// of headlines, where a row is selected.
func ownLetter(name string) keys.Action {
	switch name {
	case "n":
		return keys.PageDown
	case "l":
		return keys.Link1
	case "/", ".":
		return keys.Find
	case "W":
		return keys.SwitchRule // to watching
	}
	return ""
}

// isNumber reports that a text is digits.
func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// numbers reads «3», «3-7», «3 5, 8»: the numbers of headlines in the order in
// which they were typed, each once. It says what is wrong with one and returns
// false then.
func (s *session) numbers(args string) ([]int, bool) {
	var out []int
	seen := map[int]bool{}
	for _, part := range strings.FieldsFunc(args, func(r rune) bool { return r == ' ' || r == ',' }) {
		from, to, isRange := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
		if !isRange {
			to = from
		}
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if errA != nil || errB != nil || a < 1 || b < a || b > len(s.listed) {
			s.sayf(s.words.Plain.NoNumber, part)
			return nil, false
		}
		for n := a; n <= b; n++ {
			if !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	return out, true
}

// items are the headlines that numbers mean as they are now; without numbers
// the story that was opened last. letter is the command, for its words.
func (s *session) items(letter, args string) ([]feed.Item, bool) {
	numbers, ok := s.numbers(args)
	if !ok {
		return nil, false
	}
	var ids []feed.ID
	for _, n := range numbers {
		ids = append(ids, s.listed[n-1])
	}
	if len(ids) == 0 {
		if s.story.ID == 0 {
			s.sayf(s.words.Plain.Which, letter)
			return nil, false
		}
		ids = []feed.ID{s.story.ID}
	}
	var out []feed.Item
	for _, id := range ids {
		it, err := s.library.Item(s.ctx, id)
		if err != nil {
			s.fail(err)
			return nil, false
		}
		out = append(out, it)
	}
	return out, true
}

// item is items for one.
func (s *session) item(letter, args string) (feed.Item, bool) {
	all, ok := s.items(letter, args)
	if !ok {
		return feed.Item{}, false
	}
	return all[0], true
}

// article is item with its text.
func (s *session) article(letter, args string) (feed.Article, bool) {
	it, ok := s.item(letter, args)
	if !ok {
		return feed.Article{}, false
	}
	a, err := s.library.Article(s.ctx, it.ID)
	if err != nil {
		s.fail(err)
		return feed.Article{}, false
	}
	return a, true
}

// help lists what can be typed.
func (s *session) help() {
	for _, line := range append(s.words.HelpLines(), s.ownKeys()...) {
		s.say(line[0] + ": " + line[1])
	}
}
