package library

import (
	"context"
	"slices"
	"strconv"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/words"
)

// Views returns the saved views and rules: see feed.Store.
func (l *Library) Views(ctx context.Context) ([]feed.View, error) { return l.store.Views(ctx) }

// FindViews returns what a reader means by a word: the view with that number,
// else those with that name, compared folded: one of each kind at most, lists
// first. The error is of KindNoView, with the nearest name.
func (l *Library) FindViews(ctx context.Context, word string) ([]feed.View, error) {
	all, err := l.store.Views(ctx)
	if err != nil {
		return nil, err
	}
	var found []feed.View
	var names []string
	name := words.Fold(page.Line(word))
	for _, kind := range []feed.ViewKind{feed.ViewList, feed.ViewWatch, feed.ViewMute} {
		for _, v := range all {
			if v.Kind != kind {
				continue
			}
			if strconv.FormatInt(int64(v.ID), 10) == name {
				return []feed.View{v}, nil
			}
			if words.Fold(v.Name) == name {
				found = append(found, v)
			}
			names = append(names, v.Name)
		}
	}
	if len(found) == 0 {
		return nil, &feed.Error{Op: "find view", Source: page.Line(word), Kind: feed.KindNoView, Near: feed.Nearest(word, names)}
	}
	return found, nil
}

// Opened is the filter of the list that a view opens: what it selects, and of
// a muting rule what it hides.
func Opened(v feed.View) feed.Filter {
	f := v.Filter
	if v.Kind == feed.ViewMute {
		f.Is |= feed.Muted
	}
	return f
}

// SaveView adds or changes a view or rule; a rule has been applied to the
// newest stories when it returns, the others follow by themselves.
func (l *Library) SaveView(ctx context.Context, v feed.View) (feed.View, feed.Deed, error) {
	v, d, err := l.store.SaveView(ctx, v)
	if err == nil {
		l.reapply(ctx)
	}
	return v, d, err
}

// RemoveView takes a view or rule away; its effect leaves as it came.
func (l *Library) RemoveView(ctx context.Context, id feed.ViewID) (feed.Deed, error) {
	d, err := l.store.RemoveView(ctx, id)
	if err == nil {
		l.reapply(ctx)
	}
	return d, err
}

// DeclareViews makes list the views and rules of the settings file. An edition
// that cannot be written keeps those it has.
func (l *Library) DeclareViews(ctx context.Context, list []feed.View) error {
	if l.ReadOnly() {
		return nil
	}
	there, err := l.store.Views(ctx)
	if err != nil {
		return err
	}
	there = slices.DeleteFunc(there, func(v feed.View) bool { return !v.Declared })
	if slices.EqualFunc(there, list, sameView) {
		return nil // and nobody has to wait for a write
	}
	if err := l.store.DeclareViews(ctx, list); err != nil {
		return err
	}
	l.reapply(ctx)
	return nil
}

// sameView reports views that say the same, whatever the store knows of them.
func sameView(a, b feed.View) bool {
	return a.Kind == b.Kind && a.Name == b.Name && a.Bar == b.Bar && a.Filter.String() == b.Filter.String()
}

// declare is DeclareViews at the opening, which must not fail for want of room
// or of a turn at writing: the views follow with the next opening.
func (l *Library) declare(ctx context.Context, list []feed.View) error {
	err := l.DeclareViews(ctx, list)
	switch feed.KindOf(err) {
	case feed.KindReadOnly, feed.KindDiskFull, feed.KindBusy:
		return nil
	}
	return err
}

// ViewCounts counts the list that each view opens: Name is the decimal ViewID,
// Title its name. A muting rule counts what it hides.
func (l *Library) ViewCounts(ctx context.Context) ([]feed.Tally, error) {
	all, err := l.store.Views(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]feed.Tally, len(all))
	for i, v := range all {
		n, err := l.store.Counts(ctx, Opened(v), false)
		if err != nil {
			return nil, err
		}
		out[i] = feed.Tally{Name: strconv.FormatInt(int64(v.ID), 10), Title: v.Name, Total: n.Total, Unread: n.Unread}
	}
	return out, nil
}

// judgedAtOnce is how many stories changed rules are applied to at once: some
// pages of a list, in a fraction of a second.
const judgedAtOnce = 1000

// ApplyRules applies changed rules to a piece of the stored stories, and
// reports how many changed and whether some are left. It is for those who want
// to wait; by itself it goes on in the background. Stories that are not indexed
// yet are judged again when they are.
func (l *Library) ApplyRules(ctx context.Context) (changed int, more bool, err error) {
	return l.store.Judge(ctx, judgedAtOnce)
}

// reapply applies changed rules to the newest stories at once and to the others
// in the background. The rules are saved by then; if they cannot be applied
// just now, they are pending, and the views say so.
func (l *Library) reapply(ctx context.Context) {
	_, _, _ = l.ApplyRules(ctx)
	l.chores.wake()
}

// Alerts returns the watched stories that came since it was asked last, one of
// each story.
func (l *Library) Alerts(ctx context.Context) ([]feed.Item, error) {
	return l.store.Alerts(ctx, alertsAtOnce)
}

// alertsAtOnce is how many stories are worth a bell at one time.
const alertsAtOnce = 20

// Searches returns what was searched for, the latest first.
func (l *Library) Searches(ctx context.Context) ([]string, error) { return l.store.Searches(ctx) }

// KeepSearch remembers what was searched for.
func (l *Library) KeepSearch(ctx context.Context, text string) error {
	return l.store.KeepSearch(ctx, text)
}

// namesOfEach is how many values of a field are proposed from.
const namesOfEach = 500

// Names returns what the fields of a filter may be, for completion.
func (l *Library) Names(ctx context.Context) (feed.Names, error) {
	return l.store.Names(ctx, namesOfEach)
}

// Marker finds what f looks for in texts of those languages, as titles and
// articles are marked.
func (l *Library) Marker(f feed.Filter, langs []string) *words.Marker {
	return words.NewMarker(f.Words(), langs)
}
