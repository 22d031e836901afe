package store

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"rubrika/feed/words"
)

// host is the host of an address in lower case, without «www.».
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// title is the name of a source as the reader sees it.
func title(own, theirs, address string) string {
	switch {
	case own != "":
		return own
	case theirs != "":
		return theirs
	case host(address) != "":
		return host(address)
	}
	return address
}

// brief is the name of a source for the rows of a list: of what a feed calls
// itself, only the part that is a name. Feeds like to say what they are about
// too: «World news | The Guardian», «Lenta.ru : Новости». The part that is
// also the host's name is taken, else the first. A reader's own title stays.
func brief(own, theirs, address string) string {
	full := title(own, theirs, address)
	if own != "" || theirs == "" {
		return full
	}
	parts := split(full)
	for _, p := range parts {
		if named(p, host(address)) {
			return p
		}
	}
	if len(parts) == 0 || utf8.RuneCountInString(parts[0]) < 3 {
		return full
	}
	return parts[0]
}

// split cuts a title at the signs that part its name from the rest. A hyphen
// within a word parts nothing.
func split(title string) []string {
	for _, sign := range []string{" | ", " – ", " — ", " - ", "- ", " :: ", " : ", " » "} {
		title = strings.ReplaceAll(title, sign, "\x00")
	}
	parts := strings.Split(title, "\x00")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// named reports whether a part of a title is the name of the host, with its
// ending («Modern.az») or without («The Guardian» of theguardian.com).
func named(part, host string) bool {
	joined := strings.Join(words.Tokens(part), "")
	labels := strings.Split(host, ".")
	if joined == "" || len(labels) < 2 {
		return false
	}
	return joined == strings.Join(labels, "") || slices.Contains(labels[:len(labels)-1], joined)
}
