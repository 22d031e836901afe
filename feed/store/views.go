package store

import (
	"context"

	"rubrika/feed"
)

// Views implements feed.Store.
func (s *Store) Views(context.Context) ([]feed.View, error) { return nil, nil }

// SaveView implements feed.Store.
func (s *Store) SaveView(_ context.Context, v feed.View) (feed.View, feed.Deed, error) {
	return v, feed.Deed{}, nil
}

// RemoveView implements feed.Store.
func (s *Store) RemoveView(context.Context, feed.ViewID) (feed.Deed, error) { return feed.Deed{}, nil }

// DeclareViews implements feed.Store.
func (s *Store) DeclareViews(context.Context, []feed.View) error { return nil }

// Judge implements feed.Store.
func (s *Store) Judge(context.Context, int) (changed int, more bool, err error) { return 0, false, nil }

// Alerts implements feed.Store.
func (s *Store) Alerts(context.Context, int) ([]feed.Item, error) { return nil, nil }

// Searches implements feed.Store.
func (s *Store) Searches(context.Context) ([]string, error) { return nil, nil }

// KeepSearch implements feed.Store.
func (s *Store) KeepSearch(context.Context, string) error { return nil }

// Names implements feed.Store.
func (s *Store) Names(context.Context, int) (feed.Names, error) { return nil, nil }
