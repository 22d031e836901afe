package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/config"
	"rubrika/feed"
)

// views are all views there are, by the keys that lead to them.
func views() []struct{ name, keys string } {
	return []struct{ name, keys string }{
		{"headlines", "j j"},
		{"rubric", "3"},
		{"filter", "c down space"},
		{"topics", "t down"},
		{"wire", "w j"},
		{"oldest-first", "s"},
		{"article", "3 enter"},
		{"article-end", "3 enter G tab"},
		{"zen", "3 enter v"},
		{"find", "3 enter / a"},
		{"save", "S"},
		{"sources", "F @ j"},
		{"sources-account", "F & G k k k"},
		{"add-account", "F & G a r down"},
		{"edit-account", "F & G k k k e down"},
		{"add", "F @ a r"},
		{"edit", "F @ e down"},
		{"choice", "F @ a +"},
		{"catalogue", "F @ c %"},
		{"views", "V $ j"},
		{"view-form", "V a tab ( x"},
		{"view-in-the-row", "$ shift+tab"},
		{"pick-a-view", "$ c shift+tab"},
		{"mute", "M j"},
		{"watch", "3 enter M tab"},
		{"palette", ":"},
		{"help", "?"},
		{"help-of-article", "enter ?"},
		{"no-match", "7 u u"},
		{"all-read", "A u"},
		{"nothing-stored", "!empty"},
		{"loading", "!loading"},
		{"offline", "!offline"},
		{"silent-wire", "w !empty"},
	}
}

// TestEveryView keeps the text of every view in three sizes and three
// languages; colours are held by TestGoldenScreens. Written anew by -update.
func TestEveryView(t *testing.T) {
	t.Parallel()
	for _, v := range views() {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			for _, code := range []string{"ru", "az", "en"} {
				r := sit(t, setup{lang: code, w: 80, h: 24, edit: func(c *config.Config) { c.Topics = []string{"RSS", "Bakı"} }})
				r.m.stream.counted = time.Time{}
				r.run(r.m.countTopics())
				r.see(strings.Fields(v.keys)...)
				for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 50}} {
					r.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					fits(t, fmt.Sprint(size), r.m.View().Content, size[0], size[1])
					fmt.Fprintf(&b, "══ %s %d×%d\n", code, size[0], size[1])
					for l := range strings.SplitSeq(ansi.Strip(r.m.View().Content), "\n") {
						b.WriteString(strings.TrimRight(l, " ") + "\n")
					}
				}
			}
			compare(t, filepath.Join("testdata", "views", v.name+".golden"), b.String())
		})
	}
}

// see is show with states of the edition that no key leads to.
func (r *reader) see(keys ...string) {
	r.t.Helper()
	for _, k := range keys {
		switch k {
		case "!empty", "!loading", "!offline":
			r.m.refreshing, r.m.offline = k == "!loading", k == "!offline"
			r.send(itemsMsg{job: r.m.lists.n, counts: feed.Counts{}})
			r.m.headlines.Mark = ""
			r.m.headlines.SetTopics(nil)
		default:
			r.show(k)
		}
	}
}

// compare compares a text with a file, or writes it.
func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			t.Errorf("%s differs from line %d on; look at it and run go test ./ui -update\n--- want\n%s\n--- got\n%s",
				path, i+1, strings.Join(w[min(i, len(w)):min(i+30, len(w))], "\n"), strings.Join(g[i:min(i+30, len(g))], "\n"))
			return
		}
	}
	t.Errorf("%s has lines more", path)
}
