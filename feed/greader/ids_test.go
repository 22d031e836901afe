package greader

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

func answer(status int, location string) fetch.Answer {
	return fetch.Answer{Status: status, Location: location}
}

// TestIDs reads item ids in all their coats and sends the long one.
func TestIDs(t *testing.T) {
	for _, c := range []struct{ coat, plain, long string }{
		{"87", "87", "0000000000000057"},
		{longPrefix + "0000000000000057", "87", "0000000000000057"},
		{longPrefix + "57", "87", "0000000000000057"},
		{"1790000000123456", "1790000000123456", "00065bfeda27c240"}, // 16 digits, decimal all the same
		{longPrefix + "00065bfeda27c240", "1790000000123456", "00065bfeda27c240"},
		{longPrefix + "80484b00000e8003", "-9203023375158575101", "80484b00000e8003"}, // BazQux
		{"-9203023375158575101", "-9203023375158575101", "80484b00000e8003"},
		{"9243720698550976515", "-9203023375158575101", "80484b00000e8003"}, // the same without sign
		{longPrefix + "ffffffffffffffff", "-1", "ffffffffffffffff"},
		{"007", "7", "0000000000000007"},
		{"5f0c0ffee15bad5eed000001", "5f0c0ffee15bad5eed000001", "5f0c0ffee15bad5eed000001"}, // The Old Reader
		{longPrefix + "5f0c0ffee15bad5eed000001", "5f0c0ffee15bad5eed000001", "5f0c0ffee15bad5eed000001"},
		{"zzz", "zzz", "zzz"},
	} {
		if got := plainID(c.coat); got != c.plain {
			t.Errorf("%s is %s, want %s", c.coat, got, c.plain)
		}
		if got := longID(c.plain); got != longPrefix+c.long {
			t.Errorf("%s goes as %s", c.plain, got)
		}
	}
}

// FuzzIDs sees that a number comes back as it went, in either coat.
func FuzzIDs(f *testing.F) {
	f.Add("87")
	f.Add("-9203023375158575101")
	f.Add("80484b00000e8003")
	f.Add("a/b")
	f.Fuzz(func(t *testing.T, s string) {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			if got := plainID(longID(plainID(s))); got != strconv.FormatInt(n, 10) {
				t.Errorf("%q came back as %q", s, got)
			}
		}
		if n, err := strconv.ParseUint(s, 16, 64); err == nil {
			if got := longID(plainID(longPrefix + s)); got != fmt.Sprintf("%s%016x", longPrefix, n) {
				t.Errorf("%q came back as %q", s, got)
			}
		}
	})
}

// TestStreams asks the three streams that all servers know, by the name that
// all know, and never the one of read items.
func TestStreams(t *testing.T) {
	x := newSite(t, "")
	x.answers(idsPath, ok(`{"itemRefs":[{"id":"3"},{"id":"3"},{"id":1}]}`))
	s := x.open(t)
	for i, c := range []struct {
		list func(context.Context) ([]string, error)
		want map[string]string
	}{
		{s.Unread, map[string]string{"output": "json", "s": readingList, "n": "10000", "xt": tagRead}},
		{s.Starred, map[string]string{"output": "json", "s": tagStarred, "n": "10000"}},
		{s.Recent, map[string]string{"output": "json", "s": readingList, "n": "1000"}},
	} {
		ids, err := c.list(t.Context())
		if err != nil || !slices.Equal(ids, []string{"3", "1"}) {
			t.Errorf("%v %v", ids, err)
		}
		q := x.asked(idsPath)[i]
		if q.method != http.MethodGet || len(q.keys) != len(c.want) {
			t.Errorf("%s %v", q.method, q.fields)
		}
		for key, want := range c.want {
			if got := q.fields[key]; len(got) != 1 || got[0] != want {
				t.Errorf("%s is %v, want %s", key, got, want)
			}
		}
	}
}

// numbered is a page of the ids from first to last, counting down.
func numbered(first, last int, next string) reply {
	var b strings.Builder
	b.WriteString(`{"itemRefs":[`)
	for id := first; id >= last; id-- {
		fmt.Fprintf(&b, `{"id":"%d"},`, id)
	}
	list := strings.TrimSuffix(b.String(), ",") + "]"
	if next != "" {
		list += `,"continuation":"` + next + `"`
	}
	return ok(list + "}\n")
}

// TestContinuation follows a list to where no continuation is, whatever the
// size of its pages: a server that gives 1,000 for 10,000 (Miniflux 2.3.3), one
// whose last page is empty (FreshRSS), pages that overlap.
func TestContinuation(t *testing.T) {
	for name, c := range map[string]struct {
		pages []reply
		sent  []string // continuations, in order
		want  int
	}{
		"one page":        {[]reply{numbered(5, 1, "")}, []string{""}, 5},
		"none":            {[]reply{ok(`{"itemRefs":[]}`)}, []string{""}, 0},
		"absent":          {[]reply{ok(`{}`)}, []string{""}, 0},
		"null":            {[]reply{ok(`{"itemRefs":null,"continuation":null}`)}, []string{""}, 0},
		"1000 for 10000":  {[]reply{numbered(1500, 501, "1000"), numbered(500, 1, "")}, []string{"", "1000"}, 1500},
		"empty last page": {[]reply{numbered(1500, 1, "1"), ok(`{"itemRefs":[]}`)}, []string{"", "1"}, 1500},
		"overlap":         {[]reply{numbered(9, 5, "5"), numbered(6, 2, "10"), numbered(3, 1, "")}, []string{"", "5", "10"}, 9},
		"number":          {[]reply{ok(`{"itemRefs":[{"id":"1"}],"continuation":7}`), numbered(2, 2, "")}, []string{"", "7"}, 2},
		"nothing new":     {[]reply{numbered(3, 1, "a"), numbered(3, 1, "b"), numbered(5, 1, "")}, []string{"", "a", "b"}, 5},
	} {
		t.Run(name, func(t *testing.T) {
			x := newSite(t, "")
			x.answers(idsPath, c.pages...)
			ids, err := x.open(t).Unread(t.Context())
			if err != nil || len(ids) != c.want {
				t.Fatalf("%d ids, %v", len(ids), err)
			}
			var sent []string
			for _, q := range x.asked(idsPath) {
				sent = append(sent, q.fields.Get("c"))
				if q.fields.Has("c") != (q.fields.Get("c") != "") || q.fields.Get("xt") != tagRead || q.fields.Get("n") != "10000" {
					t.Errorf("asked with %v", q.fields)
				}
			}
			if !slices.Equal(sent, c.sent) {
				t.Errorf("continuations %q", sent)
			}
		})
	}
	x := newSite(t, "")
	x.answers(idsPath, numbered(1000, 1, "more"))
	if ids, err := x.open(t).Recent(t.Context()); err != nil || len(ids) != 1000 || x.count(idsPath) != 1 {
		t.Errorf("recent: %d ids in %d pages, %v", len(ids), x.count(idsPath), err)
	}
}

// TestEndless gives up on a list without end, and takes nothing of it.
func TestEndless(t *testing.T) {
	for name, page := range map[string]func(n int) reply{
		"same page":       func(int) reply { return numbered(5, 1, "5") },
		"circle":          func(n int) reply { return numbered(n*5+5, n*5+1, strconv.Itoa(n%2)) },
		"nothing new":     func(n int) reply { return numbered(5, 1, strconv.Itoa(n)) },
		"empty for ever":  func(n int) reply { return ok(fmt.Sprintf(`{"continuation":"%d"}`, n)) },
		"growing forever": func(n int) reply { return numbered(n, n, strconv.Itoa(n)) },
	} {
		x := newSite(t, "")
		n := 0
		x.on[idsPath] = func(question) reply { n++; return page(n) }
		ids, err := x.open(t).Unread(t.Context())
		if isKind(t, err, feed.KindServer); ids != nil || n > maxPages {
			t.Errorf("%s: %d ids after %d pages", name, len(ids), n)
		}
	}
}

// badAnswers are what may come in place of a list, with the kind of the error.
func badAnswers() map[string]struct {
	reply
	kind feed.Kind
} {
	type bad = struct {
		reply
		kind feed.Kind
	}
	return map[string]bad{
		"page":             {ok("<!doctype html><p>Sign in</p>"), feed.KindNotServer},
		"unknown endpoint": {ok("[]"), feed.KindNotServer},
		"null":             {ok("null"), feed.KindNotServer},
		"OK":               {ok("OK"), feed.KindNotServer},
		"empty":            {ok(" \n"), feed.KindEmpty},
		"cut JSON":         {ok(`{"itemRefs":[{"id":"1"},{"id`), feed.KindDamaged},
		"cut connection":   {reply{status: -1, body: `{"itemRefs":[]}`}, feed.KindDamaged},
		"two objects":      {ok(`{"itemRefs":[]}{"itemRefs":[]}`), feed.KindDamaged},
		"nulls":            {ok(`{"itemRefs":"5","items":"5","subscriptions":null}`), feed.KindNotServer},
		"other shape":      {ok(`{"itemRefs":"5","items":"5","subscriptions":{"a":1}}`), feed.KindNotServer},
		"error with 200":   {ok(`{"error_message":"database is down, reader/a=1"}`), feed.KindServer},
		"redirect":         {reply{status: 302, location: "/login"}, feed.KindNotServer},
		"not found":        {reply{status: 404, body: "<p>nothing"}, feed.KindNotServer},
		"reason in a 500":  {reply{status: 500, body: `{"error_message":"strconv: reader/a=1"}`}, feed.KindServer},
		"page in a 500":    {reply{status: 500, body: "<p>oops"}, feed.KindServer},
		"gateway":          {reply{status: 502}, feed.KindServer},
		"wait":             {reply{status: 429}, feed.KindTooMany},
	}
}

// TestNoListIsNoEmptyList gives an error and no list for everything that is
// not one, after one request: what fails is not tried for ever.
func TestNoListIsNoEmptyList(t *testing.T) {
	ctx := t.Context()
	for name, c := range badAnswers() {
		x := newSite(t, "")
		for _, path := range []string{idsPath, listPath, contentsPath} {
			x.answers(path, c.reply)
		}
		for method, list := range map[string]func(*Server) (int, error){
			"unread":  func(s *Server) (int, error) { l, err := s.Unread(ctx); return len(l), err },
			"starred": func(s *Server) (int, error) { l, err := s.Starred(ctx); return len(l), err },
			"recent":  func(s *Server) (int, error) { l, err := s.Recent(ctx); return len(l), err },
			"feeds":   func(s *Server) (int, error) { l, err := s.Feeds(ctx); return len(l), err },
			"items": func(s *Server) (int, error) {
				l, err := s.Items(ctx, []feed.RemoteItem{{ID: "1"}})
				return len(l), err
			},
		} {
			before := x.count("")
			n, err := list(x.open(t))
			if isKind(t, err, c.kind); n != 0 || t.Failed() {
				t.Fatalf("%s, %s: %d entries, %v", name, method, n, err)
			}
			if x.count("")-before > 3 { // login, token, question
				t.Errorf("%s, %s: %d requests", name, method, x.count("")-before)
			}
		}
	}
	x := newSite(t, "")
	x.answers(idsPath, numbered(9, 1, "x"), reply{status: -1, body: "{"})
	ids, err := x.open(t).Unread(ctx)
	if isKind(t, err, feed.KindDamaged); ids != nil {
		t.Error("half a list")
	}
	x.answers(idsPath, ok(`{"itemRefs":[{"id":"1"},{}]}`))
	_, err = x.open(t).Unread(ctx)
	isKind(t, err, feed.KindNotServer)
}

// TestCancel ends with the context's own error, whoever was asked.
func TestCancel(t *testing.T) {
	x := newSite(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.open(t).Unread(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if x.count("") != 0 {
		t.Error("asked all the same")
	}
}
