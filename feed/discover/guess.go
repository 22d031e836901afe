package discover

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"rubrika/feed"
)

// rule turns the addresses of one kind of page into those of its feeds.
type rule struct {
	// match is a regular expression over host, path and query, without
	// scheme, «www.» and the slash at the end: "github.com/golang/go".
	match string
	// except are words that are no name where the first group of match stands.
	except []string
	// feeds are templates of address and title; $1 is the first group (and no
	// letter stands after it). A rule without any says that only the page
	// itself knows.
	feeds [][2]string
}

// rules is what is known of sites, as their own pages and help state it. The
// first that matches decides.
func rules() []rule {
	gitHub := []string{
		"about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore", "features",
		"issues", "join", "login", "marketplace", "new", "notifications", "orgs", "pricing", "pulls", "readme",
		"search", "security", "settings", "signup", "site", "sponsors", "stars", "team", "topics", "trending", "users",
	}
	return []rule{
		{match: `^(?:m\.)?youtube\.com/channel/(UC[\w-]{22})(?:[/?].*)?$`, feeds: [][2]string{{"https://www.youtube.com/feeds/videos.xml?channel_id=$1", ""}}},
		{match: `^(?:m\.)?youtube\.com/user/([\w-]+)(?:[/?].*)?$`, feeds: [][2]string{{"https://www.youtube.com/feeds/videos.xml?user=$1", ""}}},
		{match: `^(?:m\.)?youtube\.com/(?:playlist|watch)\?(?:.*&)?list=((?:PL|UU)[\w-]+)(?:&.*)?$`, feeds: [][2]string{{"https://www.youtube.com/feeds/videos.xml?playlist_id=$1", ""}}},
		{match: `^(?:[\w-]+\.)*youtube\.com`}, // /@name and /c/name: only the page knows the channel

		{match: `^(?:old\.|new\.|m\.)?reddit\.com/r/([\w+]+(?:/(?:new|top|hot|rising))?)$`, feeds: [][2]string{{"https://www.reddit.com/r/$1/.rss", "r/$1"}}},
		{match: `^(?:old\.|new\.|m\.)?reddit\.com/u(?:ser)?/([\w-]+)$`, feeds: [][2]string{{"https://www.reddit.com/user/$1/.rss", "u/$1"}}},

		{match: `^github\.com/([\w-]+)/([\w.-]+)/releases(?:/.*)?$`, except: gitHub, feeds: [][2]string{{"https://github.com/$1/$2/releases.atom", "Release notes from $2"}}},
		{match: `^github\.com/([\w-]+)/([\w.-]+)/tags$`, except: gitHub, feeds: [][2]string{{"https://github.com/$1/$2/tags.atom", "Tags from $2"}}},
		{match: `^github\.com/([\w-]+)/([\w.-]+)/commits/([^?]+)$`, except: gitHub, feeds: [][2]string{{"https://github.com/$1/$2/commits/$3.atom", "Recent Commits to $2:$3"}}},
		{match: `^github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?(?:[/?].*)?$`, except: gitHub, feeds: [][2]string{
			{"https://github.com/$1/$2/releases.atom", "Release notes from $2"},
			{"https://github.com/$1/$2/commits.atom", "Recent Commits to $2"},
			{"https://github.com/$1/$2/tags.atom", "Tags from $2"},
		}},
		{match: `^github\.com/([\w-]+)(?:\?.*)?$`, except: gitHub, feeds: [][2]string{{"https://github.com/$1.atom", "$1"}}},

		{match: `^gitlab\.[\w.-]+/(?:-|admin|api|dashboard|explore|groups|help|search|users)(?:[/?].*)?$`}, // pages of the site itself
		{match: `^(gitlab\.[\w.-]+)/([\w.-]+(?:/[\w.-]+?)+?)(?:\.git)?(?:/-/.*)?$`, feeds: [][2]string{
			{"https://$1/$2/-/tags?format=atom", "$2 tags"},
			{"https://$1/$2.atom", "$2 activity"},
		}},
		{match: `^codeberg\.org/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/releases)?$`, except: []string{"admin", "explore", "org", "repo", "user"}, feeds: [][2]string{
			{"https://codeberg.org/$1/$2/releases.rss", "$1/$2: releases"},
			{"https://codeberg.org/$1/$2.rss", "$1/$2"},
		}},

		{match: `^medium\.com/(@[\w.-]+|tag/[\w-]+)$`, feeds: [][2]string{{"https://medium.com/feed/$1", ""}}},
		{match: `^medium\.com/([\w-]+)$`, except: []string{"about", "feed", "m", "me", "membership", "search", "tag", "topics"}, feeds: [][2]string{{"https://medium.com/feed/$1", ""}}},
		{match: `^([\w-]+)\.medium\.com$`, except: []string{"blog", "help", "policy"}, feeds: [][2]string{{"https://$1.medium.com/feed", ""}}},
		{match: `^([\w-]+)\.substack\.com(?:/(?:archive|about|p/[^?]+))?(?:\?.*)?$`, except: []string{"on", "open", "support"}, feeds: [][2]string{{"https://$1.substack.com/feed", ""}}},
		{match: `^([\w-]+)\.wordpress\.com$`, except: []string{"developer", "public-api", "widgets"}, feeds: [][2]string{{"https://$1.wordpress.com/feed/", ""}}},
		{match: `^([\w-]+\.blogspot\.(?:com|[a-z]{2}|com?\.[a-z]{2}))$`, feeds: [][2]string{{"https://$1/feeds/posts/default", ""}}},
		{match: `^([\w-]+)\.tumblr\.com$`, except: []string{"api", "assets", "help", "staff"}, feeds: [][2]string{{"https://$1.tumblr.com/rss", ""}}},
		{match: `^([\w-]+)\.livejournal\.com(?:/profile)?$`, except: []string{"api", "l-api", "stat"}, feeds: [][2]string{{"https://$1.livejournal.com/data/rss", ""}}},
		{match: `^bsky\.app/profile/([\w.:-]+)$`, feeds: [][2]string{{"https://bsky.app/profile/$1/rss", "@$1"}}},
		{match: `^((?:[\w-]+\.)*(?:stackoverflow\.com|stackexchange\.com|superuser\.com|serverfault\.com|askubuntu\.com|mathoverflow\.net))/questions/tagged/([^/?]+)(?:\?.*)?$`, feeds: [][2]string{{"https://$1/feeds/tag/$2", ""}}},

		// A profile of the Fediverse: Mastodon, Misskey and their kin on any
		// host. Others write /@name too.
		{match: `^([\w.-]+\.[a-z]+(?::\d+)?)/@(\w[\w.-]*)$`, except: []string{
			"dev.to", "dtf.ru", "flipboard.com", "instagram.com", "kick.com", "medium.com", "minds.com", "odysee.com",
			"rumble.com", "substack.com", "t.me", "threads.com", "threads.net", "tiktok.com", "vc.ru",
		}, feeds: [][2]string{{"https://$1/@$2.rss", "@$2@$1"}}},
	}
}

// Guess says what a typed word stands for without asking anybody: a channel
// or playlist of YouTube, a subreddit («r/golang») or its address, a repository
// of GitHub, a profile of the Fediverse («@name@host») and the like. It is nil
// for all other words, addresses of feeds among them. Titles are what the feed
// calls itself, where that is known.
func Guess(word string) []feed.Found {
	page := spell(word)
	if page == "" {
		return nil
	}
	for _, r := range rules() {
		re := regexp.MustCompile(r.match)
		at := re.FindStringSubmatchIndex(page)
		if at == nil {
			continue
		}
		if len(r.except) > 0 && slices.Contains(r.except, page[at[2]:at[3]]) {
			return nil
		}
		var found []feed.Found
		for _, f := range r.feeds {
			found = append(found, feed.Found{
				URL: string(re.ExpandString(nil, f[0], page, at)), Kind: kindFeed,
				Title: string(re.ExpandString(nil, f[1], page, at)),
			})
		}
		return found
	}
	return nil
}

// short are words that name a page without its address.
func short() [][2]string {
	return [][2]string{
		{`^/?r/([\w+]{2,})/?$`, "reddit.com/r/$1"},
		{`^/?u/([\w-]{3,20})/?$`, "reddit.com/user/$1"},
		{`^(UC[\w-]{22})$`, "youtube.com/channel/$1"},
		{`^@(\w[\w.-]*)@([\w.-]+\.[a-z]+)$`, "$2/@$1"},
	}
}

// spell writes a typed word as rule.match wants it; empty when it cannot be the
// address of a page, or is that of a feed.
func spell(word string) string {
	word = strings.TrimSpace(word)
	for _, s := range short() {
		if re := regexp.MustCompile(s[0]); re.MatchString(word) {
			return re.ReplaceAllString(word, s[1])
		}
	}
	if !strings.Contains(word, "://") {
		word = "https://" + word
	}
	u, err := url.Parse(word)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !strings.Contains(u.Host, ".") {
		return ""
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".atom", ".rss", ".xml", ".rdf", ".json":
		return ""
	}
	page := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		page += "?" + u.RawQuery
	}
	return page
}
