package feed

import "strings"

// IsAgent reports what can be sent as a User-Agent header, or nothing: other
// letters than those of ASCII are no part of one.
func IsAgent(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' })
}
