//go:build linux

package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed/library"
)

// frame is how long an answer to a key may take: one picture at 60 a second.
const frame = 16 * time.Millisecond

// program runs commands side by side, as Bubble Tea does, and hands their
// messages over one after the other.
type program struct {
	m    *Model
	msgs chan tea.Msg
	work []time.Duration // the processor time of each Update with its View
}

func (p *program) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				p.start(c)
			}
		default:
			p.msgs <- msg
		}
	}()
}

// give gives the model a message, draws what it shows then, and tells how long
// that took.
func (p *program) give(msg tea.Msg) time.Duration {
	worked, begin := threadTime(), time.Now()
	_, cmd := p.m.Update(msg)
	_ = p.m.View()
	took := time.Since(begin)
	p.work = append(p.work, threadTime()-worked)
	p.start(cmd)
	return took
}

// threadTime is the processor time that this thread has had.
func threadTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// slowWires are hosts that answer after 20 ms with three stories each.
func slowWires(t *testing.T, hosts, feeds int) string {
	t.Helper()
	var list strings.Builder
	for range hosts {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(20 * time.Millisecond)
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Wire %[1]s</title>`, r.URL.Path)
			for i := range 3 {
				fmt.Fprintf(w, `<item><title>Story %d of %s</title><link>http://%s%s/%d</link><pubDate>%s</pubDate></item>`,
					i, r.URL.Path, r.Host, r.URL.Path, i, noon().Add(-time.Duration(i)*time.Hour).Format(time.RFC1123Z))
			}
			fmt.Fprint(w, `</channel></rss>`)
		}))
		t.Cleanup(srv.Close)
		for i := range feeds {
			fmt.Fprintf(&list, "%s/%d\n", srv.URL, i)
		}
	}
	return list.String()
}

// TestKeysStayLive presses keys all the time while 1,000 sources on 50 hosts
// are refreshed: a key is answered within a frame, whatever the model has to
// take in meanwhile. What answers take of the processor is what is
// held: on a machine that is busy with something else some wait longer.
func TestKeysStayLive(t *testing.T) {
	hosts, feeds := 50, 20
	if testing.Short() || race > 1 {
		hosts, feeds = 10, 10
	}
	r := sit(t, setup{lang: "en", w: 120, h: 36, store: filepath.Join(t.TempDir(), "r.db")})
	if _, err := r.lib.Import(t.Context(), []byte(slowWires(t, hosts, feeds))); err != nil {
		t.Fatal(err)
	}
	r.run(r.m.reload())
	r.run(r.m.loadSources())
	r.m.now = time.Now // so that the list is loaded anew now and then
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	p := &program{m: r.m, msgs: make(chan tea.Msg, 100)}
	var answers []time.Duration
	press := func(k string) { answers = append(answers, p.give(key(k))) }
	press("R")
	script := strings.Fields("j j k G g F j j G g / w i r esc m m j c down tab right esc esc a x esc e esc ? esc esc u u u 3 3 tab c e c esc j enter esc")
	report, steps := library.Report{}, 0
	beat := time.NewTicker(12 * time.Millisecond)
	defer beat.Stop()
	deadline := time.After(2 * time.Minute)
	for n := 0; r.m.refreshing; {
		select {
		case msg := <-p.msgs:
			switch msg := msg.(type) {
			case progressMsg:
				steps++
			case refreshedMsg:
				report = msg.report
				if msg.err != nil {
					t.Error(msg.err)
				}
			}
			p.give(msg)
		case <-beat.C:
			press(script[n%len(script)])
			n++
		case <-deadline:
			t.Fatal("the refresh does not end")
		}
	}
	if want := hosts * feeds; report.Sources < want-1 || report.Failed > 0 || steps < 2 || len(answers) < 20 {
		t.Errorf("%d of %d sources, %d failed; %d steps, %d keys", report.Sources, want, report.Failed, steps, len(answers))
	}
	median, most, longest := figures(answers)
	t.Logf("%d keys during %d sources: median %v, 99 in 100 up to %v, longest %v", len(answers), report.Sources, median, most, longest)
	_, dear, dearest := figures(p.work)
	t.Logf("%d messages, keys among them: processor time of 99 in 100 up to %v, of the dearest %v", len(p.work), dear, dearest)
	if median > frame*race/2 || dear > frame*race {
		t.Errorf("a key takes %v, 99 of 100 messages up to %v", median, dear)
	}
}

func figures(all []time.Duration) (median, most, longest time.Duration) {
	slices.Sort(all)
	return all[len(all)/2], all[len(all)*99/100], all[len(all)-1]
}
