package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// numbers are the ids of the stories in lines of JSON.
func numbers(t *testing.T, lines string) (ids []int64) {
	t.Helper()
	for line := range strings.Lines(lines) {
		var it struct {
			ID int64 `json:"id"`
		}
		if err := json.Unmarshal([]byte(line), &it); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, it.ID)
	}
	return ids
}

// fullDisk is an output that takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestManyStories exports and digests more than the store gives at once.
func TestManyStories(t *testing.T) {
	const most = 600
	var doc strings.Builder
	doc.WriteString(`<rss version="2.0"><channel><title>Много</title><language>ru</language>`)
	for i := range most {
		fmt.Fprintf(&doc, `<item><title>Новость %d</title><link>https://p.example/%d</link><category>Спорт</category>`+
			`<pubDate>Fri, 28 Nov 2025 %02d:%02d:00 +0000</pubDate><description>Текст %d.</description></item>`, i, i, i/60%18, i%60, i)
	}
	doc.WriteString(`</channel></rss>`)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(doc.String())) }))
	defer site.Close()
	p := newPerson(t)
	p.must("add", site.URL)

	want := numbers(t, p.must("news", "--json", "--limit", "0"))
	if got := numbers(t, p.must("export", "--items")); len(got) != most || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%d stories, want %d in the order of news", len(got), len(want))
	}
	if got := numbers(t, p.must("export", "--items", "--limit", "550")); len(got) != 550 || fmt.Sprint(got) != fmt.Sprint(want[:550]) {
		t.Errorf("%d stories with a limit", len(got))
	}
	file := filepath.Join(t.TempDir(), "x.md")
	if got := p.must("export", "--items", file); got != "Stories written: 600, to "+file+"\n" {
		t.Errorf("%q", got)
	}
	digest := p.must("digest", "--limit", "3")
	if !strings.Contains(digest, "## Sport (600)\n") || !strings.Contains(digest, "\nand 597 more\n") || strings.Count(digest, "\n- ") != 3 {
		t.Errorf("%s", digest)
	}
	if all := p.must("digest", "--limit", "0", "--html"); len(regexp.MustCompile("<li>").FindAllString(all, -1)) != most {
		t.Errorf("%d bytes of HTML", len(all))
	}
	// A disk that fills up in the middle is told as such.
	for _, args := range [][]string{{"export", "--items"}, {"digest", "--limit", "0"}, {"news", "--limit", "0"}} {
		full := *p
		full.env.Stdout = fullDisk{}
		if code, _, stderr := full.run(args...); code != 1 || !strings.HasPrefix(stderr, "The output cannot be written (no space left on device)") {
			t.Errorf("%v: code %d, %q", args, code, stderr)
		}
	}
	// Neither is a list whose lines are names of stories.
	p.must("news", "--limit", "2")
	p.must("digest")
	p.must("export", "--items", "--limit", "5")
	if code, _, stderr := p.run("read", "--offline", "+3"); code == 0 || !strings.HasPrefix(stderr, "+3: ") {
		t.Errorf("code %d, %q", code, stderr)
	}
}
