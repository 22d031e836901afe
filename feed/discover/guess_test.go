package discover

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestGuess(t *testing.T) {
	const channel, feeds = "UC_x5XG1OV2P6uZZ5FSM9Ttw", "https://www.youtube.com/feeds/videos.xml?"
	for want, words := range map[string][]string{
		feeds + "channel_id=" + channel: {
			channel, "https://www.youtube.com/channel/" + channel, "youtube.com/channel/" + channel + "/videos",
			"http://m.youtube.com/channel/" + channel + "?view=0", " https://YouTube.com/channel/" + channel + "/ ",
		},
		feeds + "user=gazet":            {"https://www.youtube.com/user/gazet", "youtube.com/user/gazet/featured"},
		feeds + "playlist_id=PLabc-1_2": {"https://www.youtube.com/playlist?list=PLabc-1_2", "https://www.youtube.com/watch?v=x&list=PLabc-1_2&index=2"},
		"https://www.reddit.com/r/golang/.rss": {
			"r/golang", "/r/golang", "r/golang/", "https://www.reddit.com/r/golang/", "reddit.com/r/golang", "https://old.reddit.com/r/golang",
		},
		"https://www.reddit.com/r/golang+azerbaijan/.rss": {"r/golang+azerbaijan"},
		"https://www.reddit.com/r/golang/new/.rss":        {"https://www.reddit.com/r/golang/new/"},
		"https://www.reddit.com/user/gopher-1/.rss":       {"u/gopher-1", "https://www.reddit.com/user/gopher-1/", "reddit.com/u/gopher-1"},
		"https://github.com/golang/go/releases.atom https://github.com/golang/go/commits.atom https://github.com/golang/go/tags.atom": {
			"https://github.com/golang/go", "github.com/golang/go.git", "http://www.github.com/golang/go/", "https://github.com/golang/go/issues/1",
			"https://github.com/golang/go?tab=readme", "https://github.com/golang/go#readme",
		},
		"https://github.com/gorilla/feeds/releases.atom https://github.com/gorilla/feeds/commits.atom https://github.com/gorilla/feeds/tags.atom": {"github.com/gorilla/feeds"},
		"https://github.com/golang/go/releases.atom":                                            {"https://github.com/golang/go/releases", "https://github.com/golang/go/releases/tag/go1.26"},
		"https://github.com/golang/go/tags.atom":                                                {"https://github.com/golang/go/tags"},
		"https://github.com/golang/go/commits/dev/x.atom":                                       {"https://github.com/golang/go/commits/dev/x"},
		"https://github.com/golang.atom":                                                        {"https://github.com/golang", "github.com/golang?tab=repositories"},
		"https://gitlab.com/a/b/-/tags?format=atom https://gitlab.com/a/b.atom":                 {"https://gitlab.com/a/b", "gitlab.com/a/b.git", "https://gitlab.com/a/b/-/issues"},
		"https://gitlab.gnome.org/a/b/c/-/tags?format=atom https://gitlab.gnome.org/a/b/c.atom": {"https://gitlab.gnome.org/a/b/c"},
		"https://codeberg.org/a/b/releases.rss https://codeberg.org/a/b.rss":                    {"https://codeberg.org/a/b", "https://codeberg.org/a/b/releases"},
		"https://mastodon.example/@gazet.rss":                                                   {"https://mastodon.example/@gazet", "mastodon.example/@gazet", "@gazet@mastodon.example"},
		"https://social.example:8443/@gazet.rss":                                                {"https://social.example:8443/@gazet/"},
		"https://medium.com/feed/@gazet":                                                        {"https://medium.com/@gazet"},
		"https://medium.com/feed/gazet-team":                                                    {"https://medium.com/gazet-team"},
		"https://medium.com/feed/tag/go":                                                        {"https://medium.com/tag/go"},
		"https://gazet.medium.com/feed":                                                         {"https://gazet.medium.com/"},
		"https://gazet.substack.com/feed":                                                       {"https://gazet.substack.com", "gazet.substack.com/archive?sort=new", "https://gazet.substack.com/p/most"},
		"https://gazet.wordpress.com/feed/":                                                     {"gazet.wordpress.com"},
		"https://gazet.blogspot.com/feeds/posts/default":                                        {"http://gazet.blogspot.com/"},
		"https://gazet.blogspot.co.uk/feeds/posts/default":                                      {"gazet.blogspot.co.uk"},
		"https://gazet.tumblr.com/rss":                                                          {"https://gazet.tumblr.com/"},
		"https://gazet.livejournal.com/data/rss":                                                {"https://gazet.livejournal.com/", "gazet.livejournal.com/profile"},
		"https://bsky.app/profile/gazet.example/rss":                                            {"https://bsky.app/profile/gazet.example"},
		"https://stackoverflow.com/feeds/tag/go":                                                {"https://stackoverflow.com/questions/tagged/go", "stackoverflow.com/questions/tagged/go?tab=Newest"},
		"https://ru.stackoverflow.com/feeds/tag/c%2B%2B":                                        {"https://ru.stackoverflow.com/questions/tagged/c%2B%2B"},
		"https://tex.stackexchange.com/feeds/tag/tables":                                        {"https://tex.stackexchange.com/questions/tagged/tables"},
	} {
		for _, word := range words {
			var urls []string
			for _, f := range Guess(word) {
				urls = append(urls, f.URL)
				if f.Kind != "feed" {
					t.Errorf("%s: kind %q", word, f.Kind)
				}
			}
			if got := strings.Join(urls, " "); got != want {
				t.Errorf("Guess(%q) = %s, want %s", word, got, want)
			}
		}
	}
}

// An ordinary address or word stands for itself, and so does the address of a
// feed; where only the page knows, nothing is guessed.
func TestGuessNothing(t *testing.T) {
	for _, word := range []string{
		"", " ", "gazet", "gazet.example", "https://gazet.example/", "https://gazet.example/rss", "Новости дня", "r/", "r/x y", "u/a", "@gazet", "a@b.example",
		"https://github.com/golang/go/releases.atom", "https://www.reddit.com/r/golang/.rss", "https://mastodon.example/@gazet.rss",
		"https://medium.com/feed/@gazet", "https://gazet.substack.com/feed", "https://gazet.wordpress.com/feed/", "https://gazet.blogspot.com/feeds/posts/default",
		"https://www.youtube.com/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw", "https://stackoverflow.com/feeds/tag/go",
		"https://www.youtube.com/@gazet", "https://www.youtube.com/c/gazet", "https://www.youtube.com/watch?v=x", "https://music.youtube.com/@gazet",
		"https://github.com/", "https://github.com/features", "https://github.com/topics/go", "https://github.com/settings/profile",
		"https://www.reddit.com/", "https://www.reddit.com/r/golang/comments/1/x/", "https://medium.com/", "https://medium.com/about", "https://substack.com/@gazet",
		"https://www.tiktok.com/@gazet", "https://t.me/gazet", "https://t.me/s/gazet", "https://vc.ru/@gazet", "https://www.threads.net/@gazet",
		"https://mastodon.example/@gazet/115", "https://mastodon.example/@gazet@other.example", "https://mastodon.example/@",
		"https://stackoverflow.com/questions/1", "https://gitlab.com/a", "https://gitlab.com/explore/projects", "https://gitlab.com/users/sign_in", "https://gitlab.com/groups/a/b", "https://codeberg.org/explore/repos", "https://www.substack.com/",
		"ftp://github.com/golang/go", "javascript:alert(1)", "mailto:u@github.com", "https://u:p@github.com/golang/go", "https://[::1", "file:///r/golang",
		"https://github.com.evil.example/golang/go", "https://evil.example/github.com/golang/go", "https://notreddit.com/r/golang",
		"https://gazet.example/r/golang", "r/golang\x1b[31m", "https://github.com/a b/c",
	} {
		if found := Guess(word); found != nil {
			t.Errorf("Guess(%q) = %v", word, found)
		}
	}
}

func TestGuessTitles(t *testing.T) {
	for word, want := range map[string]string{
		"github.com/golang/go": "Release notes from go|Recent Commits to go|Tags from go",
		"r/golang":             "r/golang", "@gazet@mastodon.example": "@gazet@mastodon.example",
		"gitlab.com/a/b": "a/b tags|a/b activity", "medium.com/@gazet": "",
	} {
		var titles []string
		for _, f := range Guess(word) {
			titles = append(titles, f.Title)
		}
		if got := strings.Join(titles, "|"); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// The table is sound: expressions compile and are bound to the beginning,
// templates name groups that are there, what is excepted could stand there.
func TestRules(t *testing.T) {
	all := regexp.MustCompile(`\$(\d)`)
	for _, r := range rules() {
		re, err := regexp.Compile(r.match)
		if err != nil || !strings.HasPrefix(r.match, "^") || len(r.feeds) > 0 && !strings.HasSuffix(r.match, "$") {
			t.Errorf("%s: %v", r.match, err)
			continue
		}
		for _, f := range r.feeds {
			for _, g := range all.FindAllStringSubmatch(f[0]+f[1], -1) {
				if n := int(g[1][0] - '0'); n < 1 || n > re.NumSubexp() {
					t.Errorf("%s: no group %s for %s", r.match, g[0], f)
				}
			}
			if !strings.HasPrefix(f[0], "https://") || regexp.MustCompile(`\$\d\w`).MatchString(f[0]+f[1]) {
				t.Errorf("%s: template %s", r.match, f)
			}
		}
		if !slices.IsSorted(r.except) || len(r.except) > 0 && re.NumSubexp() == 0 {
			t.Errorf("%s: except %v", r.match, r.except)
		}
	}
}

// Whatever is typed, a guess is a whole address of the web without anything
// that could not stand in one.
func FuzzGuess(f *testing.F) {
	for _, word := range []string{"r/golang", "https://github.com/golang/go?x#y", "@a@b.example", "gitlab.com/%2e%2e/b", "medium.com/@a\x00", "x.y/@\u202e", "//", "https://a.b:99999/@x"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, g := range Guess(word) {
			u, err := url.Parse(g.URL)
			if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || g.Kind != kindFeed {
				t.Errorf("Guess(%q) = %+v, %v", word, g, err)
			}
			// A title is made of words of ours and parts of the address.
			for _, s := range []string{g.URL, strings.ReplaceAll(g.Title, " ", "")} {
				if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
					t.Errorf("Guess(%q) = %q", word, fmt.Sprint(g))
				}
			}
		}
	})
}
