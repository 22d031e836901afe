package launch

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"rubrika/feed"
)

// Playable returns the first file that a player plays and that Play would hand
// over, or false when there is none. Its media type tells; where that says
// nothing, the end of its name.
func Playable(list []feed.Enclosure) (feed.Enclosure, bool) {
	i := slices.IndexFunc(list, func(e feed.Enclosure) bool {
		return plays(e) && checked(e.URL, []string{"http", "https"}) != ""
	})
	if i < 0 {
		return feed.Enclosure{}, false
	}
	return list[i], true
}

// plays reports sound, video, or a list of either.
func plays(e feed.Enclosure) bool {
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(e.Type)), ";")
	top, _, _ := strings.Cut(kind, "/")
	switch {
	case top == "audio" || top == "video":
		return true
	case slices.Contains([]string{"application/ogg", "application/vnd.apple.mpegurl", "application/x-mpegurl", "application/dash+xml"}, kind):
		return true
	case kind != "" && kind != "application/octet-stream" && kind != "binary/octet-stream":
		return false
	}
	u, err := url.Parse(e.URL)
	return err == nil && slices.Contains(playedEndings(), strings.ToLower(path.Ext(u.Path)))
}

// playedEndings are how names of files end that players play.
func playedEndings() []string {
	return []string{
		".mp3", ".m4a", ".m4b", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav",
		".mp4", ".m4v", ".mov", ".webm", ".mkv", ".ogv", ".avi", ".m3u8", ".mpd",
	}
}
