package plain

import (
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/words"
)

// likeness is something that a rule can be made of: what it is called, and
// the stories that have it.
type likeness struct {
	label  string
	filter feed.Filter
}

// rule lists what of a story can be muted or watched («M 3»; 0 is the open
// one), or makes a rule of one of these («M 3 2»).
func (s *session) rule(kind feed.ViewKind, letter, args string) {
	story, choice, chosen := strings.Cut(args, " ")
	which := story
	switch {
	case story == "0":
		which = ""
	case story == "" && s.number > 0 && s.listed[s.number-1] == s.story.ID:
		story = strconv.Itoa(s.number)
	case story == "": // a version of a story that was listed
		story = "0"
	}
	a, ok := s.article(letter, which)
	if !ok {
		return
	}
	all := s.likenesses(a)
	if len(all) == 0 {
		s.say(s.words.Views.Notices.Unruly)
		return
	}
	if !chosen {
		s.offer(kind, story, a.Item, all)
		return
	}
	n, _ := strconv.Atoi(strings.TrimSpace(choice)) // 0 is no number of a line
	if n < 1 || n > len(all) {
		s.sayf(s.words.Plain.NoChoice, choice)
		return
	}
	l := all[n-1]
	counts, err := s.library.Counts(s.ctx, l.filter, false)
	if err != nil {
		s.fail(err)
		return
	}
	s.saveView(feed.View{Kind: kind, Name: s.words.Selection(l.filter), Filter: l.filter}, counts.Total)
}

// offer lists what a rule can be made of, and how many stories each would
// concern.
func (s *session) offer(kind feed.ViewKind, story string, it feed.Item, all []likeness) {
	s.say(s.title(it))
	for i, l := range all {
		counts, err := s.library.Counts(s.ctx, l.filter, false)
		if err != nil {
			s.fail(err)
			return
		}
		s.say(strconv.Itoa(i+1) + ". " + l.label + ", " + s.words.Items(counts.Total))
	}
	if kind == feed.ViewWatch {
		s.sayf(s.words.Plain.ChooseWatch, story)
		return
	}
	s.sayf(s.words.Plain.ChooseMute, story)
}

// offeredWords and offeredTopics are how many words and topics of a story are
// offered at most.
const (
	offeredWords  = 5
	offeredTopics = 3
)

// likenesses are what a rule can be made of a story, as on the screen: see
// ui/rules_offers.go.
func (s *session) likenesses(a feed.Article) []likeness {
	var all []likeness
	w := s.words.Views.Rule
	add := func(label, value string, f feed.Filter) {
		if value != "" && f.Rule() == nil {
			all = append(all, likeness{s.words.About(label, value), f})
		}
	}
	keywords := words.Keywords(a.Lang, a.Title)
	for _, word := range keywords[:min(offeredWords, len(keywords))] {
		add(w.Word, word, feed.Filter{Text: feed.Term{Text: word, Title: true}.String()})
	}
	add(w.Section, a.Section, feed.Filter{Sections: []string{a.Section}})
	add(w.Source, a.SourceTitle, feed.Filter{Sources: []string{a.SourceTitle}})
	for _, topic := range a.Tags[:min(offeredTopics, len(a.Tags))] {
		add(w.Topic, topic, feed.Filter{Topics: []string{topic}})
	}
	for _, r := range a.Rubrics {
		add(w.Rubric, s.words.Rubric(r), feed.Filter{Rubrics: []feed.Rubric{r}})
	}
	add(w.Author, a.Author, feed.Filter{Authors: []string{a.Author}})
	return all
}
