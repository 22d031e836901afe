package cli

import (
	"bytes"
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/clip"
	"rubrika/feed/page"
	"rubrika/ui/theme"
)

const (
	// digestSince is how far back a digest goes when nothing else is said.
	digestSince = "1d"
	// digestLimit is how many stories of a rubric it has then.
	digestLimit = 10
)

// digestOptions are the flags of digest.
type digestOptions struct {
	filter     feed.Filter
	since      string
	html, json bool
	limit      int    // of each rubric; 0: all
	output     string // a file; "": standard output
}

// digest is the command that makes a document of the last day's news.
func (a *app) digest() *cobra.Command {
	var o digestOptions
	cmd := &cobra.Command{Use: "digest [FILTER…]"}
	cmd.Flags().StringVar(&o.since, "since", digestSince, "")
	cmd.Flags().BoolVar(&o.html, "html", false, "")
	cmd.Flags().BoolVar(&o.json, "json", false, "")
	cmd.Flags().IntVar(&o.limit, "limit", digestLimit, "")
	cmd.Flags().StringVar(&o.output, "output", "", "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		if o.filter, err = readFilter(typed(args)); err != nil {
			return err
		}
		if err := a.checkDigest(cmd, &o); err != nil {
			return err
		}
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		return a.writeDigest(cmd.Context(), o)
	}
	return cmd
}

// checkDigest finds wrong use, and where the digest begins.
func (a *app) checkDigest(cmd *cobra.Command, o *digestOptions) error {
	switch {
	case o.html && o.json:
		return usage(a.words.CLI.Clash, "--html, --json")
	case cmd.Flags().Changed("since") && !o.filter.Since.IsZero():
		return usage(a.words.CLI.Clash, "--since, since:")
	case o.limit < 0:
		return usage(a.words.CLI.BadValue, "--limit "+strconv.Itoa(o.limit))
	case cmd.Flags().Changed("output") && o.output == "":
		return usage(a.words.CLI.NoValue, "--output")
	}
	if o.filter.Since.IsZero() {
		since, err := feed.ParseFilter("since:" + o.since)
		if err != nil || since.Since.IsZero() || since.String() != (feed.Filter{Since: since.Since}).String() {
			return usage(a.words.CLI.Digest.BadSince, "--since "+o.since)
		}
		o.filter.Since = since.Since
	}
	if ext := strings.ToLower(filepath.Ext(o.output)); !o.json && (ext == ".html" || ext == ".htm") {
		o.html = true
	}
	return nil
}

// writeDigest writes the digest; without stories there is none.
func (a *app) writeDigest(ctx context.Context, o digestOptions) error {
	stories, err := a.gather(ctx, o.filter)
	switch {
	case err != nil:
		return err
	case len(stories) == 0 && o.json:
		return nil
	case len(stories) == 0:
		return a.sayNothing(ctx, a.library)
	}
	doc, err := a.digestDocument(ctx, stories, o)
	if err != nil {
		return err
	}
	if o.output == "" || o.output == "-" {
		_, err = a.out.Write(doc)
		return err
	}
	if err := replace(o.output, doc); err != nil {
		return failed(a.words.CLI.NotWritten, o.output, cause(err))
	}
	a.printf(a.words.CLI.Digest.Written, a.words.Number(len(stories)), o.output)
	return nil
}

// digestDocument is the digest as it is written.
func (a *app) digestDocument(ctx context.Context, stories []gathered, o digestOptions) ([]byte, error) {
	rubrics, err := a.byRubric(ctx, stories, o.limit)
	if err != nil {
		return nil, err
	}
	if o.json {
		var b bytes.Buffer
		for _, r := range rubrics {
			if err := writeJSON(&b, a.newDigest(r)); err != nil {
				return nil, err
			}
		}
		return b.Bytes(), nil
	}
	day := a.digestDay(o.filter)
	d := clip.Digest{Title: a.words.DigestTitle(day), Lang: a.words.Code, Notes: a.digestNotes(len(stories), o.filter)}
	for _, r := range rubrics {
		d.Sections = append(d.Sections, a.digestSection(r, day))
	}
	if o.html {
		return d.HTML(), nil
	}
	return d.Markdown(), nil
}

// gathered is what must be known of a story to give it its place.
type gathered struct {
	id     feed.ID
	rubric feed.Rubric
	state  feed.State // with the marks of all that tell it
	order  time.Time
	own    bool // it is in the reader's language
}

// gather lists all that a filter selects, a story that several tell once: what
// is in the reader's language stands for it, else what is newest.
func (a *app) gather(ctx context.Context, f feed.Filter) ([]gathered, error) {
	var list []gathered
	places := map[int64]int{} // of stories in the list
	err := a.walk(ctx, f, 0, func(items []feed.Item) error {
		ids := make([]feed.ID, len(items))
		for i, it := range items {
			ids[i] = it.ID
		}
		stories, err := a.library.Stories(ctx, ids)
		for _, it := range items {
			g := gathered{it.ID, filedUnder(it, f), it.State, it.Order, it.Lang == a.words.Code}
			story, known := stories[it.ID]
			if at, there := places[story]; known && there {
				list[at] = foremost(list[at], g)
				continue
			}
			if known {
				places[story] = len(list)
			}
			list = append(list, g)
		}
		return err
	})
	return list, err
}

// filedUnder is the rubric of a story in a digest: its foremost, of those that
// were asked for when some were.
func filedUnder(it feed.Item, f feed.Filter) feed.Rubric {
	for _, r := range it.Rubrics {
		if slices.Contains(f.Rubrics, r) {
			return r
		}
	}
	if len(it.Rubrics) > 0 {
		return it.Rubrics[0]
	}
	return feed.Other
}

// foremost is the one of two items that stands for their story, with the marks
// of both.
func foremost(kept, other gathered) gathered {
	state := kept.state | other.state
	if other.own && !kept.own {
		kept = other
	}
	kept.state = state
	return kept
}

// digestRubric is one rubric of a digest: how many stories it has, and those
// that are shown.
type digestRubric struct {
	rubric feed.Rubric
	total  int
	items  []feed.Item
}

// byRubric files stories: rubrics in the reader's order, starred and watched
// stories before the others, the newest first. At most limit of a rubric are
// shown; 0 is all.
func (a *app) byRubric(ctx context.Context, stories []gathered, limit int) ([]digestRubric, error) {
	filed := map[feed.Rubric][]gathered{}
	for _, g := range stories {
		filed[g.rubric] = append(filed[g.rubric], g)
	}
	var out []digestRubric
	for _, r := range a.config.Rubrics {
		list := filed[r]
		if len(list) == 0 {
			continue
		}
		slices.SortFunc(list, func(x, y gathered) int {
			return cmp.Or(cmp.Compare(pointed(y.state), pointed(x.state)), y.order.Compare(x.order), cmp.Compare(y.id, x.id))
		})
		d := digestRubric{rubric: r, total: len(list)}
		if limit > 0 {
			list = list[:min(limit, len(list))]
		}
		for _, g := range list {
			it, err := a.library.Item(ctx, g.id)
			if feed.KindOf(err) == feed.KindNoItem { // deleted a moment ago
				continue
			}
			if err != nil {
				return nil, err
			}
			it.State |= g.state & (feed.Starred | feed.Watched)
			d.items = append(d.items, it)
		}
		out = append(out, d)
	}
	return out, nil
}

// pointed says how much a reader wants to see a story: a star before a rule.
func pointed(state feed.State) int {
	n := 0
	if state.Has(feed.Starred) {
		n += 2
	}
	if state.Has(feed.Watched) {
		n++
	}
	return n
}

// digestEnd is when the time of a digest ends.
func (a *app) digestEnd(f feed.Filter) time.Time {
	if f.Until.IsZero() {
		return a.env.Now()
	}
	return f.Until.Time(a.env.Now())
}

// digestDay is the day of a digest: of one up to midnight it is the day before.
func (a *app) digestDay(f feed.Filter) time.Time { return a.digestEnd(f).Add(-1) }

// digestNotes say what a digest is about.
func (a *app) digestNotes(stories int, f feed.Filter) []string {
	notes := []string{a.words.Period(stories, f.Since.Time(a.env.Now()), a.digestEnd(f))}
	f.Since, f.Until = feed.When{}, feed.When{}
	if about := a.words.Selection(f); about != "" {
		notes = append(notes, about)
	}
	return notes
}

// digestSection is one rubric of the digest of a day in words.
func (a *app) digestSection(r digestRubric, day time.Time) clip.Section {
	s := clip.Section{Title: a.words.Rubric(r.rubric) + " (" + a.words.Number(r.total) + ")"}
	for _, it := range r.items {
		s.Entries = append(s.Entries, a.digestEntry(it, day))
	}
	if left := r.total - len(r.items); left > 0 {
		s.Rest = a.words.Rest(left)
	}
	return s
}

// digestEntry is a story of the digest of a day in words.
func (a *app) digestEntry(it feed.Item, day time.Time) clip.Entry {
	at := it.Order.In(day.Location())
	e := clip.Entry{
		Title: cmp.Or(page.Line(it.Title), a.words.Untitled), URL: it.URL, Lang: it.Lang, About: []string{it.SourceTitle},
		At: at, When: a.words.Moment(at, day), Lead: leadOf(it),
	}
	var signs []string
	if it.State.Has(feed.Starred) {
		signs = append(signs, theme.SignStarred)
	}
	if it.State.Has(feed.Watched) {
		signs = append(signs, theme.SignWatched)
	}
	e.Signs = strings.Join(signs, " ")
	if it.Story > 1 {
		e.About = append(e.About, a.words.Others(it.Story-1))
	}
	return e
}

// leadOf is how a story begins, and nothing where that only repeats its title.
func leadOf(it feed.Item) string {
	lead := clip.Lead(it.Summary)
	bare := func(s string) string { return strings.TrimRight(page.Line(s), ".…!? ") }
	if strings.EqualFold(bare(lead), bare(it.Title)) {
		return ""
	}
	return lead
}

// newDigest makes the JSON of a rubric of the digest.
func (a *app) newDigest(r digestRubric) digestJSON {
	out := digestJSON{V: shape, Rubric: r.rubric, Name: a.words.Rubric(r.rubric), Total: r.total, Stories: []digestStoryJSON{}}
	for _, it := range r.items {
		out.Stories = append(out.Stories, digestStoryJSON{newItem(it), leadOf(it)})
	}
	return out
}
