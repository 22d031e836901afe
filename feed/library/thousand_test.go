package library

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/feedtest"
	"rubrika/feed/fetch"
)

// crowd is a library with sources on many hosts that all answer after a while.
func crowd(t *testing.T, hosts, each int, latency time.Duration) (*Library, []*feedtest.Server) {
	t.Helper()
	l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Client: fetch.New(fetch.Options{})})
	doc := []byte(strings.ReplaceAll(document(three()...), "{host}", "https://sea.example"))
	var servers []*feedtest.Server
	var subs []feed.Subscription
	for range hosts {
		s := feedtest.NewServer(t, doc, "application/rss+xml")
		s.Delay(latency)
		servers = append(servers, s)
		for n := range each { // host by host, as lists of subscriptions are sorted
			subs = append(subs, feed.Subscription{Kind: kindFeed, URL: fmt.Sprintf("%s?n=%d", s.At(feedtest.OK), n)})
		}
	}
	if _, _, err := l.store.SubscribeAll(t.Context(), subs, true); err != nil {
		t.Fatal(err)
	}
	return l, servers
}

// peaks is the most connections that one of the servers saw at once, and how
// many requests all of them.
func peaks(servers []*feedtest.Server) (peak, requests int) {
	for _, s := range servers {
		peak = max(peak, s.Peak())
		requests += len(s.Requests())
	}
	return peak, requests
}

// TestThousandSources refreshes 1,000 sources on 50 hosts that answer after
// 50 ms each, hardly slower than sixteen at once can be.
func TestThousandSources(t *testing.T) {
	if testing.Short() {
		t.Skip("takes four seconds")
	}
	const hosts, latency = 50, 50 * time.Millisecond
	each := 20
	if raced {
		each = 2
	}
	floor := latency * time.Duration(hosts*each) / defaultWorkers
	took := thousand(t, hosts, each, latency, floor)
	bar := floor * 3 / 2
	if load := load(t); load > 1.5*float64(runtime.NumCPU()) {
		bar = 4 * floor
		t.Logf("the machine is busy (load %.1f): the bar is %s", load, bar)
	}
	if took > bar && !raced {
		t.Errorf("it took %s, more than %s", took, bar)
	}
}

// load is how much this machine had to do in the last minute, 0 where that is
// not known.
func load(t *testing.T) float64 {
	t.Helper()
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(b), " ")
	n, err := strconv.ParseFloat(first, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// thousand is one refresh of them and how long it took.
func thousand(t *testing.T, hosts, each int, latency, floor time.Duration) time.Duration {
	t.Helper()
	l, servers := crowd(t, hosts, each, latency)
	first := time.Duration(0)
	start := time.Now()
	r, err := l.Refresh(t.Context(), RefreshOptions{Progress: func(Progress) {
		if first == 0 {
			first = time.Since(start)
		}
	}})
	took := time.Since(start)
	if err != nil || r.Sources != hosts*each || r.New != 3*hosts*each || r.Failed != 0 || r.Waiting != 0 {
		t.Fatalf("%d sources, %d new, %d failed, %d waiting: %v %.3v", r.Sources, r.New, r.Failed, r.Waiting, err, r.Errors)
	}
	peak, requests := peaks(servers)
	if peak > fetch.DefaultPerHost || requests != hosts*each {
		t.Errorf("%d connections at once to a host, %d requests", peak, requests)
	}
	t.Logf("%d sources on %d hosts, %s of latency, %d at once: at most %d connections to a host; %s = %.2f × the floor of %s; the first source after %s",
		r.Sources, hosts, latency, defaultWorkers, peak, took.Round(time.Millisecond), float64(took)/float64(floor), floor, first.Round(time.Millisecond))
	return took
}

// TestFewHosts has many sources on few hosts, so that the limit of a host is
// what holds them.
func TestFewHosts(t *testing.T) {
	const hosts, each, latency = 3, 20, 10 * time.Millisecond
	l, servers := crowd(t, hosts, each, latency)
	for round := range 2 {
		start := time.Now()
		r := refresh(t, l)
		peak, requests := peaks(servers)
		if r.Sources != hosts*each || r.Failed != 0 || peak != fetch.DefaultPerHost || requests != (round+1)*hosts*each {
			t.Errorf("%+v, %d requests, %d connections at once to a host, want %d", r, requests, peak, fetch.DefaultPerHost)
		}
		const floor = latency * each / fetch.DefaultPerHost
		if took := time.Since(start); took < floor {
			t.Errorf("done in %s, before %d at once can be", took, fetch.DefaultPerHost)
		}
	}
}
