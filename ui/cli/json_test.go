package cli

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/opml"
	"rubrika/feed/store"
	"rubrika/ui/lang"
)

var update = flag.Bool("update", false, "write the examples of the shapes anew")

// TestJSONExamples holds an example of each shape that is printed, which docs/json.md
// shows. They are written anew by
//
//	go test ./ui/cli -run TestJSONExamples -update
func TestJSONExamples(t *testing.T) {
	t.Parallel()
	examples := examples(t)
	for name, value := range examples {
		var b bytes.Buffer
		if err := writeJSON(&b, value); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "json", name+".json")
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || !bytes.Equal(want, b.Bytes()) {
			t.Errorf("%s is %s, want %s (%v)", name, b.Bytes(), want, err)
		}
	}
	files, err := filepath.Glob("testdata/json/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".json"); examples[name] == nil {
			t.Errorf("%s is an example of no shape", file)
		}
	}
}

// examples are a value of each shape that is printed, by the names of the
// shapes: every list in them shows something.
func examples(t *testing.T) map[string]any {
	t.Helper()
	at := time.Date(2025, 11, 28, 12, 36, 0, 0, time.FixedZone("Asia/Baku", 4*60*60))
	it := feed.Item{
		ID: 42, Source: 2, SourceTitle: "Quay News", URL: "https://quay.example/economy/first-ship", Title: "Port takes in the first ship of the season",
		Summary: "Loading took nine hours.", Rubrics: []feed.Rubric{feed.Economy}, Section: "Trade", Why: feed.Evidence{Kind: feed.ByCategory, Text: "Trade"},
		Tags: []string{"port"}, Lang: "en", Badges: feed.Video, Published: at, Seen: at.Add(4 * time.Minute), State: feed.Starred, Story: 2,
	}
	article := feed.Article{
		Item: it, Author: "R. Harbour", Markdown: "Loading took nine hours; the log[1] goes back to autumn.", Full: true,
		Links:      []feed.Link{{URL: "https://quay.example/log", Text: "log"}},
		Images:     []feed.Image{{URL: "https://quay.example/ship.jpg", Alt: "The ship at the second pier"}},
		Enclosures: []feed.Enclosure{{URL: "https://quay.example/ship.mp4", Type: "video/mp4", Length: 5242880}},
		Versions:   []feed.Version{{Lang: "az", URL: "https://quay.example/az/first-ship", Title: "Liman mövsümün ilk gəmisini qəbul edib", ID: 43}},
	}
	foreign := article
	foreign.ID, foreign.Source, foreign.State, foreign.Story = 0, 0, 0, 0
	src := feed.Subscription{
		ID: 2, Kind: "feed", URL: "https://quay.example/feed.xml", Title: "Quay News", Site: "https://quay.example/", Lang: "en", Rubric: feed.Economy,
		Zone: "Asia/Baku", Every: 90 * time.Minute, Tags: []string{"sea"}, Items: 120, Unread: 17, PerDay: 8.5, Asked: 40, Unchanged: 31, Saved: 310000,
		Added: at.AddDate(0, -1, 0), LastTry: at, LastGood: at, NextTry: at.Add(90 * time.Minute),
	}
	acc := feed.Account{
		ID: 1, Kind: "miniflux", URL: "https://news.example", User: "reader", Title: "Home", Secret: feed.Secret{Kind: feed.SecretEnv, Text: "MINIFLUX_PASSWORD"},
		Feeds: 12, Waiting: 3, Added: at.AddDate(0, -1, 0), LastTry: at, LastGood: at, NextTry: at.Add(15 * time.Minute),
	}
	storms, err := feed.ParseFilter("storm -rubric:sport")
	if err != nil {
		t.Fatal(err)
	}
	view := newView(feed.View{ID: 3, Kind: feed.ViewMute, Name: "Weather", Filter: storms}, feed.Tally{Total: 14, Unread: 9})
	entry := feed.Entry{Item: it, GUID: "quay-1", Author: "R. Harbour", HTML: "<p>Loading took nine hours.</p>", Categories: []string{"Trade", "port"}, Enclosures: article.Enclosures}
	imported := library.Imported{Added: 1, There: 2, Titles: []string{"Quay News"}, Skipped: []opml.Skip{{Line: 4, Text: "file:///home/me/x.xml", Why: opml.File}}}
	check := checkup{states: statesJSON{Well: 1}, accounts: []feed.Account{acc}}
	check.Store = store.Condition{Path: "/home/me/.local/share/rubrika/rubrika.db", Bytes: 1703936, Schema: 7, Items: 120, Sound: true}
	check.Sources = []feed.Subscription{src}
	doctor := (&app{env: Env{Version: "1.2.3"}, configPath: "/home/me/.config/rubrika/config.toml"}).newDoctor(check)
	return map[string]any{
		"itemJSON":    newItem(it),
		"foundJSON":   newFound(found{it, [][2]int{{0, 4}}, feed.Snippet{Text: "…the port had waited all winter.", Marks: [][2]int{{7, 11}}}}),
		"articleJSON": newArticle(article),
		"pageJSON":    newPage(feed.Page{Article: foreign, Topics: []string{"Ice drift"}, Latest: []feed.Item{it}}),
		"markedJSON":  markedJSON{V: shape, Mark: "read", Items: 2},
		"sourceJSON":  newSource(src),
		"addedJSON":   addedJSON{sourceJSON: newSource(src), Asked: "quay.example", New: 12},
		"editedJSON":  editedJSON{sourceJSON: newSource(src), Changed: true},
		"listingJSON": newListing(feed.Listing{
			URL: "https://quay.example/feed.xml", Title: "Quay News", Lang: "en", Country: "AZ", Rubric: feed.Economy, Zone: "Asia/Baku",
		}, true),
		"refreshJSON": refreshJSON{V: shape, Source: "Quay News", SourceID: 2, New: 4},
		"accountJSON": newAccount(acc),
		"keyJSON":     keyJSON{V: shape, View: "article", Action: "zen", Keys: []string{"Z", "ctrl+f"}, Says: "text alone", Own: true},
		"themeJSON":   themeJSON{V: shape, Name: "harbour", Made: "dark", Own: true, Used: true},
		"pathsJSON": pathsJSON{
			V: shape, Profile: "harbour", Settings: "/home/reader/.config/rubrika/profiles/harbour.toml", Store: "/home/reader/.local/share/rubrika/profiles/harbour.db",
			Themes: "/home/reader/.config/rubrika/themes", Pictures: "/home/reader/.cache/rubrika/pictures", Clippings: "/home/reader/Documents/rubrika",
		},
		"settingJSON": newSetting(config.Setting{Name: "topics", Value: []string{"Bakı", "Formula 1"}, Line: 4}),
		"mistakeJSON": mistakeJSON{
			V: shape, File: "config.toml", Line: 2, Column: 1, Problem: "unknown", Word: "wdith", Near: "width",
			Says: "config.toml:2:1: there is no setting “wdith”; did you mean “width”?", Error: `no setting "wdith"`,
		},
		"viewJSON":   view,
		"doctorJSON": doctor,
		"feedJSON":   feedJSON{Feed: headJSON{Title: "Quay News", Link: "https://quay.example/", Description: "From the pier", Language: "en"}, Entries: []entryJSON{newEntry(entry, true)}},
		"importJSON": newImport("feeds.opml", imported),
		"digestJSON": digestJSON{V: shape, Rubric: feed.Economy, Name: "Economy", Total: 9, Stories: []digestStoryJSON{{newItem(it), "Loading took nine hours."}}},
	}
}

// TestEveryJSONIsExplained: each command that takes --json has a section in
// docs/json.md, or stands in that of another.
func TestEveryJSONIsExplained(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	everyCommand(t, func(path string, cmd *cobra.Command) {
		if cmd.LocalFlags().Lookup("json") == nil {
			return
		}
		found++
		if !bytes.Contains(page, []byte("`"+path+" --json`")) {
			t.Errorf("docs/json.md does not say what %s --json prints", path)
		}
	})
	if found < 15 {
		t.Errorf("only %d commands take --json", found)
	}
}

// everyCommand calls do for each command that can be run, with its path without
// the name of the program.
func everyCommand(t *testing.T, do func(path string, cmd *cobra.Command)) {
	t.Helper()
	a := &app{words: lang.For("en"), env: Env{Getenv: func(string) string { return "" }}, out: &output{}}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if path, below := strings.CutPrefix(cmd.CommandPath(), "rubrika "); below && cmd.Runnable() && !cmd.Hidden {
			do(path, cmd)
		}
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(a.root())
}
