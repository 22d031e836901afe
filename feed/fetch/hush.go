package fetch

import (
	"net/url"
	"regexp"
	"strings"
)

// Hush makes a line to show of what a server says of an error: cut to 300
// runes, and without the secrets, plain or as a form encodes them, and without
// user and password of any address. A server may well repeat what it was sent.
func Hush(text string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
			text = strings.ReplaceAll(text, url.QueryEscape(secret), "…")
		}
	}
	text = userInfo().ReplaceAllString(strings.Join(strings.Fields(text), " "), "//")
	if r := []rune(text); len(r) > maxText {
		text = string(r[:maxText]) + "…"
	}
	return text
}

// userInfo matches the user and the password of an address in a text.
func userInfo() *regexp.Regexp { return regexp.MustCompile(`//[^/@\s]*@`) }
