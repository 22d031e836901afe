package clip

import (
	"html"
	"regexp"
	"strings"
)

// escaped is one line of text as Markdown within a line: behind the sign of a
// heading, within emphasis, as the text of a link. What many readers of
// Markdown take for more than CommonMark does is escaped too: formulas,
// attributes, addresses that become links by themselves.
func escaped(s string) string {
	s = reference.ReplaceAllString(s, "&amp;$1")
	s = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "|", `\|`, "~", `\~`,
		"$", `\$`, "{", `\{`, "^", `\^`, "<", "&lt;",
	).Replace(s)
	s = mailSign.ReplaceAllString(s, "$1&#64;")
	return bareAddress.ReplaceAllStringFunc(s, func(m string) string {
		last := len(m) - 1
		return m[:last] + `\` + m[last:]
	})
}

// reference is what looks like a character reference of HTML.
var reference = regexp.MustCompile(`&(#?[0-9a-zA-Z]+;)`)

// mailSign is the sign of a mail address, which becomes a link by itself too.
var mailSign = regexp.MustCompile(`([^\s@])@`)

// bareAddress is the beginning of what becomes a link without any signs of one,
// up to the sign that makes it so.
var bareAddress = regexp.MustCompile(`(?i)(?:https?|ftp|mailto|xmpp):|www\.`)

// block is what begins something else than a paragraph where it stands at the
// beginning of a line, up to the sign that does: a list, a rule, a
// quotation, a line under a heading, a definition.
var block = regexp.MustCompile(`^(?:[0-9]{1,9}[.)]|[-+=:>])`)

// startOfLine is escaped text as Markdown where it may begin a line.
func startOfLine(s string) string {
	at := block.FindStringIndex(s)
	if at == nil {
		return s
	}
	return s[:at[1]-1] + `\` + s[at[1]-1:]
}

// destination is an address that passed the door as where a link of Markdown
// leads. An address that holds what looks like a character reference keeps it.
func destination(address string) string {
	if html.UnescapeString(address) != address {
		address = strings.ReplaceAll(address, "&", "&amp;")
	}
	return "<" + address + ">"
}
