package cli

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

const (
	// wireLast is how many stories the wire begins with.
	wireLast = 10
	// wireLook is the pause between two looks at whether something came and
	// whether anybody is still there to read it: far below the second in which
	// one must see that nobody is. Neither look reads more than a few bytes.
	wireLook = 200 * time.Millisecond
	// wirePage is how many ids are looked at for stories at once.
	wirePage = 500
	// wireTail is the share of a terminal that rubric and source may take.
	wireTail = 3
	// wireNarrow is from how many cells on there is room for the day.
	wireNarrow = 70
)

// wire is the command that prints stories as they arrive.
func (a *app) wire() *cobra.Command {
	var asJSON bool
	var last int
	cmd := &cobra.Command{Use: "wire [FILTER…]"}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.Flags().IntVar(&last, "last", wireLast, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		filter, err := readFilter(typed(args))
		if err != nil {
			return err
		}
		if last < 0 {
			return usage(a.words.CLI.BadValue, "--last "+strconv.Itoa(last))
		}
		look, err := a.look()
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		w := &wire{app: a, look: look, filter: filter, json: asJSON, troubles: map[string]feed.Kind{}}
		if err = w.open(ctx); err == nil {
			err = w.run(ctx, last)
		}
		if ctx.Err() != nil {
			return nil //nolint:nilerr // whoever ends it got what they wanted
		}
		return err
	}
	return cmd
}

// wire follows the stories of a filter.
type wire struct {
	*app
	look   theme.Theme
	filter feed.Filter
	json   bool
	// seen is the newest story that was looked at; digits is how wide numbers
	// of stories are.
	seen   feed.ID
	digits int
	// troubles are what was said last: of a source or an account by its name, and
	// of what concerns all by one that no source has.
	troubles map[string]feed.Kind
}

// Names of troubles that concern all.
const (
	ofReading = "reading"
	ofRefresh = "refresh"
	ofNetwork = "network"
	ofHook    = "hook"
)

// ofSource is the name of the troubles of a source; those of an account have the
// id 0.
func ofSource(id feed.SourceID, title string) string {
	return strconv.FormatInt(int64(id), 10) + " " + title
}

// open opens the store as soon as it is not busy any more.
func (w *wire) open(ctx context.Context) error {
	for {
		err := w.app.open(ctx)
		if feed.KindOf(err) != feed.KindBusy || ctx.Err() != nil || w.out.left() {
			return err
		}
		w.tell(ofReading, err)
	}
}

// run prints the newest stories, the oldest of them first, and then each one
// that comes, whoever brought it, until ctx ends or nobody reads any more.
func (w *wire) run(ctx context.Context, last int) error {
	if err := w.begin(ctx, last); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var rounds <-chan library.Round
	if w.config.Refresh > 0 { // else sources are asked by a command only
		patrol := w.library.Patrol(ctx)
		rounds = patrol
		defer func() {
			for range patrol { // the store must not be closed under it
			}
		}()
	}
	defer stop()
	tick := time.NewTicker(wireLook)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case r, going := <-rounds:
			if !going {
				rounds = nil
				continue
			}
			if err := w.round(ctx, r); err != nil {
				return err
			}
		case <-tick.C:
		}
		if w.out.left() {
			return nil
		}
		if err := w.more(ctx); err != nil {
			return err
		}
	}
}

// begin prints the last stories there are.
func (w *wire) begin(ctx context.Context, last int) error {
	subs, err := w.library.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if len(subs) == 0 {
		w.note(w.words.CLI.NoSources)
	}
	if w.seen, err = w.library.Newest(ctx); err != nil || last == 0 || w.seen == 0 {
		return err
	}
	w.digits = len(strconv.FormatInt(int64(w.seen), 10))
	f := w.filter
	f.Upto, f.Limit = w.seen, last
	items, err := w.library.List(ctx, f)
	if err != nil {
		return err
	}
	slices.Reverse(items)
	return w.print(items)
}

// more prints what came since. Ids are walked, not times: a story that is dated
// back is new all the same, and one that is filed anew later is not. A store
// that is busy is asked again.
func (w *wire) more(ctx context.Context) error {
	newest, err := w.library.Newest(ctx)
	for err == nil && w.seen < newest {
		f := w.filter
		f.Sort, f.After, f.Upto, f.Limit = feed.Arrival, w.seen, min(newest, w.seen+wirePage), wirePage
		var items []feed.Item
		if items, err = w.library.List(ctx, f); err != nil {
			break
		}
		slices.Reverse(items)
		if err = w.print(items); err == nil {
			w.seen = f.Upto
		}
	}
	if err != nil && feed.KindOf(err) != feed.KindBusy {
		return err
	}
	w.tell(ofReading, err)
	return nil
}

// round says what went wrong in a round of questions, unless that was said
// before.
func (w *wire) round(ctx context.Context, r library.Round) error {
	w.tell(ofHook, r.Told)
	w.tell(ofRefresh, r.Err)
	if asked := r.Err == nil && r.Report.Sources > 0; !asked {
		return nil
	}
	if r.Report.Offline() {
		if w.changed(ofNetwork, feed.KindOffline) {
			w.say(w.words.Notices.Offline)
		}
		return nil
	}
	w.changed(ofNetwork, feed.KindNone)
	return w.faults(ctx, r.Report.Errors)
}

// faults says which sources and accounts failed that did not fail so before. One
// that was not asked is as it was; what is forgotten is the trouble of those that
// answered since.
func (w *wire) faults(ctx context.Context, list []library.SourceError) error {
	subs, err := w.library.Subscriptions(ctx)
	if err != nil {
		return err
	}
	accounts, err := w.library.Accounts(ctx)
	if err != nil {
		return err
	}
	well := map[string]bool{}
	for _, s := range subs {
		well[ofSource(s.ID, s.Title)] = s.Trouble == feed.KindNone
	}
	for _, a := range accounts {
		well[ofSource(0, a.Title)] = a.Trouble == feed.KindNone
	}
	var fresh []library.SourceError
	for _, e := range list {
		well[ofSource(e.ID, e.Title)] = false
		if w.changed(ofSource(e.ID, e.Title), feed.KindOf(e.Err)) {
			fresh = append(fresh, e)
		}
	}
	maps.DeleteFunc(w.troubles, func(of string, _ feed.Kind) bool { return well[of] })
	return w.failures(ctx, fresh)
}

// tell says an error once; nil ends it.
func (w *wire) tell(of string, err error) {
	if w.changed(of, feed.KindOf(err)) && err != nil {
		w.fail(err)
	}
}

// changed notes a trouble and reports whether it is another one than before.
func (w *wire) changed(of string, kind feed.Kind) bool {
	if w.troubles[of] == kind {
		return false
	}
	w.troubles[of] = kind
	return true
}

// print prints stories at once.
func (w *wire) print(items []feed.Item) error {
	for _, it := range items {
		if w.json {
			if err := w.app.json(newItem(it)); err != nil {
				return err
			}
			continue
		}
		w.raw(w.line(it))
	}
	w.out.flush()
	if w.out.gone() {
		return nil
	}
	return w.out.err
}

// line is a story in one line: number, time, mark, title, rubric, source. Lines
// come one by one, and so their ends are in no columns.
func (w *wire) line(it feed.Item) string {
	id := strconv.FormatInt(int64(it.ID), 10)
	w.digits = max(w.digits, len(id))
	format := timeFormat
	if w.env.OutTTY && w.env.Width > 0 && w.env.Width < wireNarrow {
		format = "15:04"
	}
	head := strings.Repeat(" ", w.digits-len(id)) + id + "  " + it.Order.In(w.env.Now().Location()).Format(format) + "  "
	title := page.Line(it.Title)
	if title == "" {
		title = w.words.Untitled
	}
	mark, token := " ", theme.Muted
	if !it.State.Has(feed.Read) {
		mark, token = "●", theme.Strong
	}
	if it.State.Has(feed.Starred) {
		mark = "★"
	}
	rubric := feed.Other
	if len(it.Rubrics) > 0 {
		rubric = it.Rubrics[0]
	}
	tail := "  " + w.words.Rubric(rubric) + "  " + page.Line(it.SourceTitle)
	if w.env.OutTTY && w.env.Width > 0 {
		room := w.env.Width - render.Width(head+mark+" ")
		title = render.Cut(title, room-min(render.Width(tail), w.env.Width/wireTail))
		tail = render.Cut(tail, room-render.Width(title))
	}
	if !w.styled() {
		return head + mark + " " + title + tail
	}
	faint := w.look.Style(theme.Faint)
	return faint.Render(head) + w.look.Style(theme.Accent).Render(mark) + " " + w.look.Style(token).Render(title) + faint.Render(tail)
}
