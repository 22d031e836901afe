package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/article"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// Everything that takes time or touches the world is a command made here, and
// every message it answers with is declared here. A command reads what it was
// given and changes no state.

// pageSize is how many headlines one reload or one page below brings.
const pageSize = 500

// renderBudget is the time a body gets to be laid out before it is shown as
// plain text.
const renderBudget = 700 * time.Millisecond

// job numbers the commands of one kind, so that a late answer is dropped and
// a newer command cancels its predecessor.
type job struct {
	n      int
	cancel context.CancelFunc
}

// stop cancels the running command and drops its answer.
func (j *job) stop() {
	if j.cancel != nil {
		j.cancel()
	}
	j.n++
}

// next cancels the running command of this kind and numbers the new one.
func (j *job) next(parent context.Context) (context.Context, int) {
	if j.cancel != nil {
		j.cancel()
	}
	ctx, cancel := context.WithCancel(parent)
	j.cancel = cancel
	j.n++
	return ctx, j.n
}

type (
	// itemsMsg brings headlines: all of a filter, or the page below.
	itemsMsg struct {
		job    int
		how    arrival
		upto   feed.ID     // the newest story it may hold; 0 is no bound
		filter feed.Filter // what was answered
		items  []feed.Item
		counts feed.Counts
		apart  bool // the counts are to be asked for
		below  bool
		err    error
	}
	countsMsg struct {
		job    int
		counts feed.Counts
		err    error
	}
	// articleMsg brings the body of an item, laid out for a width.
	articleMsg struct {
		job     int
		article feed.Article
		lines   []render.Line
		err     error
	}
	// textMsg brings the whole text of the open article; keptMsg says that one
	// was fetched for later.
	textMsg struct {
		job     int
		article feed.Article
		err     error
	}
	keptMsg struct {
		err error
	}
	// aheadMsg says that the pages of new stories were fetched ahead.
	aheadMsg struct {
		err error
	}
	latestMsg struct {
		id    feed.ID
		items []feed.Item
	}
	versionMsg struct {
		item feed.Item
		err  error
	}
	// progressMsg tells how far a refresh is: done are the sources since the
	// last one, news says that one of them had something new.
	progressMsg struct {
		step
		from <-chan step
	}
	refreshedMsg struct {
		report library.Report
		asked  bool
		err    error
	}
	quietMsg  struct{ n int }
	minuteMsg struct{}

	// topicsMsg brings the strip of topics, leftMsg the newest story of the
	// reader's last visit.
	topicsMsg struct {
		topics []feed.Tally
		err    error
	}
	leftMsg struct{ id feed.ID }
	// foundMsg brings a story that was asked for by its id.
	foundMsg struct {
		item feed.Item
		err  error
	}
)

// ask lists what the filter selects and counts it, for the picker too when it
// is open.
func (m *Model) ask(limit int, how arrival) tea.Cmd {
	ctx, n := m.lists.next(m.ctx)
	m.tallies.stop() // they may be of another question
	m.listing, m.comes, m.below, m.recount = true, how, false, false
	m.marks.asked()
	f := m.bound(m.filter, how)
	f.Limit = max(limit, pageSize)
	facets := m.picking
	first, starter, apart, doubt, code := !m.welcomed, !m.demo, costly(f), m.seek.doubt, m.langCode
	m.listed, m.fresh = m.now(), false
	return func() tea.Msg {
		if first {
			if err := m.library.Welcome(ctx, code, starter); err != nil {
				return itemsMsg{job: n, err: err}
			}
		}
		upto, err := m.newest(ctx, f)
		if err != nil {
			return itemsMsg{job: n, err: err}
		}
		if f.Sort != feed.Oldest { // there news comes at the end, and nothing waits
			f.Upto = upto
		}
		f, items, err := doubt.answered(ctx, m.library, f)
		if err != nil || apart {
			return itemsMsg{job: n, how: how, upto: upto, filter: f, items: items, apart: true, err: err}
		}
		counts, err := m.library.Counts(ctx, f, facets)
		return itemsMsg{job: n, how: how, upto: upto, filter: f, items: items, counts: counts, err: err}
	}
}

// loadBelow lists the next page under the last item, unless another list is on
// its way.
func (m *Model) loadBelow(limit int) tea.Cmd {
	items := m.headlines.Items()
	if len(items) == 0 || m.allListed() || m.below || m.listing {
		return nil
	}
	m.below = true
	ctx, n := m.lists.next(m.ctx)
	f := m.filter
	f.Upto, f.Before, f.Limit = m.stream.horizon, items[len(items)-1].Position(), max(limit, pageSize)
	return func() tea.Msg {
		items, err := m.library.List(ctx, f)
		return itemsMsg{job: n, items: items, below: true, err: err}
	}
}

// count counts anew, after marks. A list that is on its way is waited for, as
// its counts may be older.
func (m *Model) count() tea.Cmd {
	if m.listing {
		m.recount = true
		return nil
	}
	ctx, n := m.tallies.next(m.ctx)
	f, facets := m.bound(m.filter, renews), m.picking
	return func() tea.Msg {
		counts, err := m.library.Counts(ctx, f, facets)
		return countsMsg{job: n, counts: counts, err: err}
	}
}

// read brings the body of an item and lays it out.
func (m *Model) read(id feed.ID) tea.Cmd {
	ctx, n := m.articles.next(m.ctx)
	width, lay := m.article.Measure(), m.layer()
	return func() tea.Msg {
		a, err := m.library.Article(ctx, id)
		if err != nil {
			return articleMsg{job: n, err: err}
		}
		return articleMsg{job: n, article: a, lines: lay.out(ctx, a, width)}
	}
}

// layOutAgain lays the open article out for a new width or new colours.
func (m *Model) layOutAgain() tea.Cmd { return m.layOutNow(m.article.Article()) }

func (m *Model) layOutNow(a feed.Article) tea.Cmd {
	ctx, n := m.articles.next(m.ctx)
	width, lay := m.article.Measure(), m.layer()
	return func() tea.Msg {
		return articleMsg{job: n, article: a, lines: lay.out(ctx, a, width)}
	}
}

// fullText fetches the page of the open article.
func (m *Model) fullText(id feed.ID, again bool) tea.Cmd {
	ctx, n := m.texts.next(m.ctx)
	m.text = pageFetch{id: id, busy: true}
	return func() tea.Msg {
		a, err := m.library.FullText(ctx, id, again)
		return textMsg{job: n, article: a, err: err}
	}
}

// keepText fetches the page of a story to be read later.
func (m *Model) keepText(id feed.ID) tea.Cmd {
	return tea.Batch(m.say(m.words.Notices.Fetching), func() tea.Msg {
		a, err := m.library.Article(m.ctx, id)
		if err == nil && !a.Full { // a key press asks again what gave nothing before
			_, err = m.library.FullText(m.ctx, id, true)
		}
		return keptMsg{err: err}
	})
}

// fetchAhead fetches the pages of stories that came without their text, when
// the settings say so and that is not going on already.
func (m *Model) fetchAhead() tea.Cmd {
	if !m.config.Prefetch || m.alone() || m.ahead {
		return nil
	}
	m.ahead = true
	return func() tea.Msg {
		_, err := m.library.Prefetch(m.ctx, 0, 0, nil)
		return aheadMsg{err: err}
	}
}

// latest brings the newest headlines for the foot of an article.
func (m *Model) latest(id feed.ID) tea.Cmd {
	return func() tea.Msg {
		items, err := m.library.List(m.ctx, feed.Filter{Limit: article.Latest + 1})
		if err != nil {
			return nil
		}
		return latestMsg{id: id, items: items}
	}
}

// version finds the next language version of a story that is stored.
func (m *Model) version(id feed.ID) tea.Cmd {
	return func() tea.Msg {
		a, err := m.library.Article(m.ctx, id)
		if err != nil {
			return versionMsg{err: err}
		}
		v, ok := nextVersion(a.Lang, a.Versions)
		if !ok {
			return versionMsg{}
		}
		b, err := m.library.Article(m.ctx, v.ID)
		return versionMsg{item: b.Item, err: err}
	}
}

// nextVersion chooses the stored version whose language follows lang in the
// alphabet, round and round, so that one key walks through all of them.
func nextVersion(lang string, versions []feed.Version) (feed.Version, bool) {
	stored := slices.DeleteFunc(slices.Clone(versions), func(v feed.Version) bool { return v.ID == 0 })
	if len(stored) == 0 {
		return feed.Version{}, false
	}
	slices.SortFunc(stored, func(a, b feed.Version) int { return strings.Compare(a.Lang, b.Lang) })
	for _, v := range stored {
		if v.Lang > lang {
			return v, true
		}
	}
	return stored[0], true
}

// layer lays bodies out as the reader wants them.
type layer struct {
	look     theme.Theme
	reorder  bool
	pictures bool
}

func (m *Model) layer() layer {
	return layer{look: m.theme, reorder: m.reorder, pictures: m.showing()}
}

// out renders a body within its time and space limits; teasers are shown as
// they are. A picture that stands outside the text comes before it.
func (l layer) out(ctx context.Context, a feed.Article, width int) []render.Line {
	ctx, cancel := context.WithTimeout(ctx, renderBudget)
	defer cancel()
	text := a.Markdown
	if text == "" {
		text = a.Summary
	}
	if l.pictures && len(a.Images) > 0 && !strings.Contains(text, "[image 1") {
		text = "[image 1]\n\n" + text
	}
	r := render.New(l.look)
	r.Reorder = l.reorder
	return r.Body(ctx, text, width, len(a.Links))
}

// lasting is the context of what must be kept: leaving the program does not
// cut it short.
func (m *Model) lasting() context.Context { return context.WithoutCancel(m.ctx) }

// refresh asks sources for news; asks means by a key and not by the clock.
// Progress comes over a channel of its own, at most ten times a second.
func (m *Model) refresh(asks bool, sources ...feed.SourceID) tea.Cmd {
	if m.refreshing {
		return m.say(m.words.Notices.Refreshing)
	}
	m.refreshing, m.refreshed, m.progress = true, m.now(), library.Progress{}
	m.asked = asked{sources: sources, force: asks, done: map[feed.SourceID]bool{}, synced: map[string]bool{}}
	m.showAsking()
	m.headlines.Empty = m.empty()
	steps := make(chan step, 1)
	run := func() tea.Msg {
		defer close(steps)
		last, next := time.Time{}, step{}
		report, err := m.library.Refresh(m.ctx, library.RefreshOptions{
			Sources: sources,
			Force:   asks,
			Progress: func(p library.Progress) {
				now := time.Now()
				next.progress, next.news = p, next.news || p.New > 0
				if p.ID == 0 {
					next.synced = append(next.synced, p.Source)
				} else {
					next.done = append(next.done, p.ID)
				}
				if now.Sub(last) < 100*time.Millisecond && p.Done < p.Total {
					return
				}
				select {
				case steps <- next:
					last, next = now, step{}
				default: // the last one was not taken yet: this goes with the next
				}
			},
		})
		return refreshedMsg{report: report, asked: asks, err: err}
	}
	return tea.Batch(run, waitProgress(steps))
}

// step is how far a refresh is.
type step struct {
	progress library.Progress
	done     []feed.SourceID
	synced   []string // accounts, by their titles
	news     bool
}

func waitProgress(from <-chan step) tea.Cmd {
	return func() tea.Msg {
		s, ok := <-from
		if !ok {
			return nil
		}
		return progressMsg{step: s, from: from}
	}
}

// quiet takes a notice away after a while.
func (m *Model) quiet(n int) tea.Cmd {
	return m.after(6*time.Second, func(time.Time) tea.Msg { return quietMsg{n: n} })
}

// minute ticks when the clock on the wall does.
func (m *Model) minute() tea.Cmd {
	now := m.now()
	next := now.Truncate(time.Minute).Add(time.Minute)
	return m.after(next.Sub(now), func(time.Time) tea.Msg { return minuteMsg{} })
}
