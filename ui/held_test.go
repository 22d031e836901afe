//go:build linux

package ui

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rubrika/config"
	"rubrika/feed/fetch"
	"rubrika/feed/library"
)

// press are headlines as agencies of three languages print them; what stands
// at %s is a name.
func presses() [3][]string {
	return [3][]string{
		{
			"Порт %s принял первый контейнерный поезд", "В %s готовят механизм страхования урожая от заморозков и засухи",
			"Минэкономики: экспорт %s за десять месяцев вырос на четверть", "Сборная %s вышла в плей-офф",
			"Синоптики обещают для %s сухую неделю и первый иней в предгорьях", "%s: что изменится с января",
		},
		{
			"%s limanı ilk konteyner qatarını qəbul etdi", "%s üçün yeni bərə xəttində sınaq reysi keçirildi",
			"Şəki ipəyi %s sərgisində coğrafi göstərici kimi təqdim olundu", "%s: gecə müşahidəsi pulsuzdur", "%s metrosunda hərəkət bərpa olundu",
		},
		{
			"Night train returns to %s after eleven years", "Ministers agree on a single ticket for %s and two more railways",
			"Glacier survey near %s finds two lakes nobody had mapped", "%s insurance: what small growers will pay", "Harbour of %s reopens",
		},
	}
}

// agencies are feeds on the loopback with n stories each, in three languages
// in turn, one story a minute all in all.
func agencies(tb testing.TB, feeds, n int) string {
	tb.Helper()
	names := []string{"Алят", "Gəncə", "Lankaran", "Самур", "Xudat", "Whitby"}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var k int
		fmt.Sscanf(r.URL.Path, "/%d", &k)
		titles := presses()[k%3]
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>%s</title><language>%s</language>`, []string{"Каспийский вестник", "Xəzər xəbərləri", "Harbour Post"}[k%3], []string{"ru", "az", "en"}[k%3])
		for i := range n {
			title := fmt.Sprintf(titles[i%len(titles)], names[(i+k)%len(names)]) + fmt.Sprintf(" (%d)", i)
			at := noon().Add(-time.Duration(i*feeds+k) * time.Minute)
			fmt.Fprintf(w, `<item><title>%s</title><link>http://%s/%d/%d</link><category>%s</category><pubDate>%s</pubDate><description>%s</description></item>`,
				html.EscapeString(title), r.Host, k, i, []string{"Экономика", "İdman", "World"}[k%3], at.Format(time.RFC1123Z),
				strings.Repeat("What is known so far, in a few words. ", 12))
		}
		io.WriteString(w, `</channel></rss>`)
	}))
	tb.Cleanup(srv.Close)
	var list strings.Builder
	for k := range feeds {
		fmt.Fprintf(&list, "%s/%d\n", srv.URL, k)
	}
	return list.String()
}

// onTerminal runs the whole program on 180 stories and a terminal of 120×36; q
// ends it, and done tells how.
func onTerminal(t *testing.T) (lib *library.Library, out *terminal, keyboard io.Writer, done <-chan error) {
	t.Helper()
	lib, err := library.Open(t.Context(), library.Options{Path: filepath.Join(t.TempDir(), "r.db"), Client: fetch.New(fetch.Options{}), Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	if _, err := lib.Import(t.Context(), []byte(agencies(t, 3, 60))); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Refresh(t.Context(), library.RefreshOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default()
	cfg.Refresh = 0
	in, keys := io.Pipe()
	out = &terminal{wrote: make(chan struct{}, 1)}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	t.Cleanup(cancel)
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Options{Library: lib, Config: cfg, Lang: "ru", Now: noon},
			tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(120, 36), tea.WithColorProfile(colorprofile.TrueColor),
			tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}), tea.WithoutSignalHandler())
	}()
	out.settle()
	return lib, out, keys, ended
}

// TestBytesOfAStep runs the whole program on a terminal of 120×36 and counts
// what one step of the cursor costs on the wire, in the window and scrolling.
func TestBytesOfAStep(t *testing.T) {
	t.Parallel()
	if race > 1 {
		t.Skip("nothing runs side by side here")
	}
	_, out, keyboard, done := onTerminal(t)
	var within, scrolling []int
	for i := range 70 {
		before := len(out.bytes())
		io.WriteString(keyboard, "j")
		out.settle()
		if n := len(out.bytes()) - before; i < 25 {
			within = append(within, n)
		} else if i >= 35 {
			scrolling = append(scrolling, n)
		}
	}
	io.WriteString(keyboard, "q")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for name, all := range map[string][]int{"within the window": within, "scrolling": scrolling} {
		slices.Sort(all)
		t.Logf("%s: median %d bytes a step, 90 in 100 up to %d", name, all[len(all)/2], all[len(all)*9/10])
		if all[len(all)/2] > 400 {
			t.Errorf("%s: a step costs %d bytes in the median", name, all[len(all)/2])
		}
	}
}

// TestBytesOfNews runs the whole program and has 1,000 stories come in above
// the window: the terminal is sent what changes in the head and on the bottom
// line, and nothing of the list.
func TestBytesOfNews(t *testing.T) {
	t.Parallel()
	if race > 1 {
		t.Skip("nothing runs side by side here")
	}
	lib, out, keyboard, done := onTerminal(t)
	for range 20 {
		io.WriteString(keyboard, "j")
		out.settle()
	}
	if _, err := lib.Import(t.Context(), []byte(agencies(t, 1, 1000))); err != nil {
		t.Fatal(err)
	}
	before := len(out.bytes())
	io.WriteString(keyboard, "R")
	for range 60 {
		if out.settle(); bytes.Contains(out.bytes()[before:], []byte("↑")) {
			break
		}
	}
	out.settle()
	sent := out.bytes()[before:]
	io.WriteString(keyboard, "q")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", len(sent))
	if !bytes.Contains(sent, []byte("↑")) || len(sent) > 1500 || bytes.ContainsAny(sent, "\n\v") {
		t.Errorf("%d bytes: %q", len(sent), sent)
	}
	// Rubrics, the line under them where waiting news is told of, bottom line.
	for _, at := range regexp.MustCompile(`\x1b\[(\d+)(;\d+)?[HdABEF]`).FindAllSubmatch(sent, -1) {
		if row := string(at[1]); row != "2" && row != "3" && row != "36" {
			t.Errorf("row %s was written to: %q", row, sent)
		}
	}
}

// BenchmarkHeldKey holds j down in 100,000 stories with the preview on: each
// turn is one key, answered and drawn, at 30 a second. What is told is the
// processor time of keys and of whatever the model takes in between.
//
//	go test ./ui -run '^$' -bench HeldKey -benchtime 1000x
func BenchmarkHeldKey(b *testing.B) {
	lib, err := library.Open(b.Context(), library.Options{Path: filepath.Join(b.TempDir(), "r.db"), Client: fetch.New(fetch.Options{}), Now: noon})
	if err != nil {
		b.Fatal(err)
	}
	defer lib.Close()
	if _, err := lib.Import(b.Context(), []byte(agencies(b, 20, 5000))); err != nil {
		b.Fatal(err)
	}
	if _, err := lib.Refresh(b.Context(), library.RefreshOptions{Force: true}); err != nil {
		b.Fatal(err)
	}
	cfg := config.Default()
	cfg.Refresh = 0
	m, err := New(b.Context(), Options{Library: lib, Config: cfg, Lang: "ru", Now: noon})
	if err != nil {
		b.Fatal(err)
	}
	p := &program{m: m, msgs: make(chan tea.Msg, 100)}
	p.give(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	p.give(tea.WindowSizeMsg{Width: 200, Height: 50})
	p.start(m.load())
	for len(m.headlines.Items()) == 0 {
		p.give(<-p.msgs)
	}
	if n := m.counts.Total; n < 100_000 {
		b.Fatalf("%d stories", n)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	p.work = nil
	var answers []time.Duration
	beat := time.NewTicker(time.Second / 30)
	defer beat.Stop()
	b.ResetTimer()
	for range b.N {
		for waiting := true; waiting; {
			select {
			case msg := <-p.msgs:
				p.give(msg)
			case <-beat.C:
				waiting = false
			}
		}
		answers = append(answers, p.give(key("j")))
	}
	b.StopTimer()
	median, most, longest := figures(answers)
	_, _, dearest := figures(p.work)
	b.ReportMetric(float64(median.Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(most.Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(longest.Microseconds())/1000, "max-ms")
	b.ReportMetric(float64(dearest.Microseconds())/1000, "dearest-cpu-ms")
}
