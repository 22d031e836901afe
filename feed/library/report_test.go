package library

import (
	"fmt"
	"syscall"
	"testing"

	"rubrika/feed"
)

func TestNoSourceReached(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		sources int
		kinds   []feed.Kind
		want    bool
	}{
		{"nothing asked", 0, nil, false},
		{"all well", 3, nil, false},
		{"no network", 2, []feed.Kind{feed.KindOffline, feed.KindOffline}, true},
		{"no names", 2, []feed.Kind{feed.KindDNS, feed.KindDNS}, true},
		{"one name", 1, []feed.Kind{feed.KindDNS}, false},
		{"one answered", 3, []feed.Kind{feed.KindOffline, feed.KindDNS}, false},
		{"one is at fault", 2, []feed.Kind{feed.KindOffline, feed.KindGone}, false},
	} {
		r := Report{Sources: c.sources, Failed: len(c.kinds)}
		for _, k := range c.kinds {
			r.Errors = append(r.Errors, SourceError{Err: &feed.Error{Kind: k}})
		}
		if r.Offline() != c.want {
			t.Errorf("%s: %v", c.name, !c.want)
		}
	}
	refused := SourceError{Err: &feed.Error{Kind: feed.KindOffline, Err: fmt.Errorf("dial: %w", syscall.ECONNREFUSED)}}
	if (Report{Sources: 1, Failed: 1, Errors: []SourceError{refused}}).Offline() {
		t.Error("one server that refuses is taken for no network")
	}
	if !(Report{Sources: 2, Failed: 2, Errors: []SourceError{refused, refused}}).Offline() {
		t.Error("a proxy that refuses all is taken for a network")
	}
}
