package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/ui/lang"
)

// uncell is what docs say about having a text back from its cell.
func uncell(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != s && rest != "" && strings.ContainsAny(string([]rune(rest)[:1]), formulaSigns) {
		return s[1:]
	}
	return s
}

func TestCells(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "x": "x", "1": "1", "'": "'", "'Tis": "'Tis", "a=b": "a=b",
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\n=1": "'\n=1", " =1": "' =1",
		"＝1": "'＝1", "'=1": "''=1", "''-": "'''-", "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
	} {
		got := cell(s)
		if got != want || uncell(got) != s {
			t.Errorf("%q: %q, want %q; back: %q", s, got, want, uncell(got))
		}
	}
}

func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "=", "'", "''=1", "＋1", "\r\n=1", "a,b\n\"c\"", "\xff=1", " '=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := cell(s)
		if uncell(got) != s || got != "" && strings.ContainsAny(string([]rune(got)[:1]), formulaSigns) {
			t.Errorf("%q: %q", s, got)
		}
	})
}

// TestTable writes stories as CSV and reads them back as any program would.
func TestTable(t *testing.T) {
	at := time.Date(2025, 11, 28, 12, 36, 0, 0, time.FixedZone("", 4*60*60))
	story := feed.Article{
		Item: feed.Item{
			ID: 7, Source: 2, SourceTitle: "Лист, \"ок\"", URL: "http://p.example/1", Title: "=1+1", Summary: "a\x1b[2Jb",
			Rubrics: []feed.Rubric{feed.Economy, feed.World}, Section: "-Финансы", Tags: []string{"порт", "a; b"}, Lang: "ru",
			Badges: feed.Video, Published: at, Seen: at, State: feed.Read | feed.Watched, Story: 2,
		},
		Author: "Р", Markdown: "Раз *два*.\n\n- три\n- \"четыре\", пять", Full: true,
	}
	a := &app{words: lang.For("en")}
	var b bytes.Buffer
	put, err := a.itemWriter(&b, formatCSV, feed.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, article := range []feed.Article{story, {}} {
		if err := put(article); err != nil {
			t.Fatal(err)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\n") {
		if !strings.HasSuffix(line+"\n", "\r\n") && line != `- ""четыре"", пять"` && !strings.Contains(line, ",") {
			t.Errorf("a line that ends otherwise: %q", line)
		}
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || len(rows[0]) != len(rows[1]) || len(rows[1]) != len(rows[2]) {
		t.Fatalf("%d rows: %q", len(rows), rows)
	}
	want := map[string]string{
		"id": "7", "source": "Лист, \"ок\"", "source_id": "2", "url": "http://p.example/1", "title": "'=1+1", "summary": "ab",
		"rubrics": "economy; world", "section": "'-Финансы", "tags": "порт; a; b", "lang": "ru", "badges": "video", "author": "Р",
		"published": "2025-11-28T08:36:00Z", "seen": "2025-11-28T08:36:00Z", "updated": "", "read": "true", "starred": "false",
		"watched": "true", "story": "2", "full": "true", "text": "Раз два.\n\n- три\n- \"четыре\", пять",
	}
	for i, name := range rows[0] {
		if got, ok := want[name]; !ok || rows[1][i] != got {
			t.Errorf("%s: %q, want %q", name, rows[1][i], got)
		}
	}
	if len(want) != len(rows[0]) {
		t.Errorf("%d columns, want %d", len(rows[0]), len(want))
	}
}

// A file that cannot be written to its end leaves the old one, and nothing else.
func TestReplaceByHalf(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "all.json")
	if err := replace(name, []byte("old")); err != nil {
		t.Fatal(err)
	}
	half := errors.New("no more")
	for _, file := range []string{name, filepath.Join(dir, "new.json")} {
		err := replaceBy(file, func(w io.Writer) error {
			_, err := w.Write([]byte("new"))
			return errors.Join(err, half)
		})
		if !errors.Is(err, half) {
			t.Errorf("%s: %v", file, err)
		}
	}
	content, err := os.ReadFile(name)
	left, _ := os.ReadDir(dir)
	if err != nil || string(content) != "old" || len(left) != 1 {
		t.Errorf("%q, %v, %v", content, left, err)
	}
}

// A link stays one, wherever it leads and whatever is there.
func TestReplaceBehindLinks(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"a", "far", "far/b"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "far/there"), []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	// c is the folder far/b, so that c/.. is far.
	for link, target := range map[string]string{
		"c": filepath.Join("far", "b"), "a/old": "../far/there", "a/new": "../far/missing", "a/twice": "new", "far/b/up": "../up",
		"round": "round", "nowhere": "no/folder",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err) // Windows asks for a privilege
		}
	}
	for name, file := range map[string]string{"a/old": "far/there", "a/new": "far/missing", "a/twice": "far/missing", "c/up": "far/up"} {
		if err := replace(filepath.Join(dir, name), []byte(name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		info, err := os.Lstat(filepath.Join(dir, name))
		content, unread := os.ReadFile(filepath.Join(dir, file))
		if err != nil || info.Mode().Type() != os.ModeSymlink || unread != nil || string(content) != name {
			t.Errorf("%s: %v, %v; %q, %v", name, info, err, content, unread)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "far/there")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info, err)
	}
	for _, name := range []string{"round", "nowhere"} {
		if err := replace(filepath.Join(dir, name), nil); err == nil {
			t.Errorf("%s was written", name)
		}
		if info, err := os.Lstat(filepath.Join(dir, name)); err != nil || info.Mode().Type() != os.ModeSymlink {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "x": "", "a.opml": "", "a.json": formatJSON, "a.jsonl": formatJSON, "a.CSV": formatCSV, "a.md": formatMarkdown, "b.csv/x": "",
		"a.markdown": formatMarkdown,
	} {
		if got := formatOf(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}
