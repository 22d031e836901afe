package lang

import (
	"context"
	"strings"
	"testing"

	"rubrika/feed"
)

// Of a page nothing is said that holds only for a source.
func TestPageErrors(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		advice := w.fault(feed.KindRefused).Do
		for _, kind := range []feed.Kind{feed.KindSignIn, feed.KindNotFound, feed.KindGone, feed.KindCircle, feed.KindTooBig} {
			if got := w.Error(&feed.Error{Op: "read page", Kind: kind}); !strings.Contains(got, advice) {
				t.Errorf("%s, %s: %s", code, kind, got)
			}
			if got := w.Error(&feed.Error{Op: "fetch", Kind: kind}); strings.Contains(got, advice) {
				t.Errorf("%s, %s of a source: %s", code, kind, got)
			}
		}
	}
}

// Of an address that was to become a source nothing is said that holds only for
// one that is there.
func TestNotAdded(t *testing.T) {
	of := map[string][]string{
		"ru": {"удалите", "подождёт", "остаётся", "обновите позже", "заново"},
		"az": {"silin", "gözləyəcək", "qalır", "sonra yeniləyin", "yenidən abunə"},
		"en": {"remove", "waits", "stays", "refresh later", "again with"},
	}
	for _, code := range Codes() {
		w := For(code)
		for _, kind := range []feed.Kind{
			feed.KindOffline, feed.KindDNS, feed.KindTimeout, feed.KindTLS, feed.KindRefused, feed.KindSignIn, feed.KindNotFound,
			feed.KindGone, feed.KindTooMany, feed.KindCircle, feed.KindServer, feed.KindNotFeed, feed.KindPortal, feed.KindEmpty, feed.KindDamaged,
		} {
			got := w.NotAdded("", &feed.Error{Op: "fetch", Source: "https://x.example/", Kind: kind})
			for _, word := range of[code] {
				if strings.Contains(got, word) {
					t.Errorf("%s, %s: %s", code, kind, got)
				}
			}
			if strings.Contains(got, "x.example") || !strings.HasSuffix(got, ".") || !strings.Contains(got, "; ") {
				t.Errorf("%s, %s: %s", code, kind, got)
			}
		}
		if got, want := w.NotAdded("x", context.Canceled), w.Failed("x", context.Canceled); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		offline := &feed.Error{Kind: feed.KindOffline, Err: feed.ErrOffline}
		if got := w.NotAdded("x", offline); got != w.Failed("x", offline) || !strings.Contains(got, "--offline") {
			t.Errorf("%s: %q", code, got)
		}
	}
	for want, err := range map[string]error{
		"port.example: there is nothing at this address (HTTP 404); check it or give the address of the site.": &feed.Error{Kind: feed.KindNotFound, Status: 404},
		"port.example: no feed was found here; give the address":                                               &feed.Error{Kind: feed.KindNotFeed},
		"port.example: this source is there already; nothing":                                                  &feed.Error{Kind: feed.KindExists},
	} {
		if got := english().NotAdded("port.example", err); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
