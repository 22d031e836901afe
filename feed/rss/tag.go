package rss

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// tag is a start tag.
type tag struct {
	name   string
	attrs  []attr
	closed bool // <name/>
	size   int  // in bytes of the document
}

// attr is an attribute; its value is as in the document.
type attr struct{ name, value string }

// maxAttrs is how many attributes of a tag are kept.
const maxAttrs = 100

// lang is the xml:lang of a tag.
func (t tag) lang() string {
	for _, a := range t.attrs {
		if strings.EqualFold(a.name, "xml:lang") {
			return a.value
		}
	}
	return ""
}

// write appends the tag. A base is cut back to its directory: that is what
// RFC 3986 resolves against, and gofeed takes every base for a directory. The
// mode "escaped" of Atom 0.3 is what text in XML is anyway, but keeps gofeed
// from decoding it.
func (t tag) write(out []byte, closed bool) []byte {
	out = append(append(out, '<'), t.name...)
	for _, a := range t.attrs {
		switch {
		case a.name == "xml:base":
			a.value = directory(a.value)
		case a.name == "mode" && a.value == "escaped":
			continue
		}
		out = append(append(append(out, ' '), a.name...), `="`...)
		value := strings.ReplaceAll(strings.ReplaceAll(a.value, "<", "&lt;"), `"`, "&quot;")
		out = append(appendLegal(out, []byte(value)), '"')
	}
	if closed {
		out = append(out, '/')
	}
	return append(out, '>')
}

// directory cuts an address after its last slash, but not into the host.
func directory(address string) string {
	from := 0
	if i := strings.Index(address, "://"); i >= 0 {
		from = i + 3
	}
	if i := strings.LastIndexByte(address[from:], '/'); i >= 0 {
		return address[:from+i+1]
	}
	return address
}

// parseTag reads a start tag at the beginning of s as leniently as browsers
// do. ok is false when it is none: no name, no end, another < before it.
func parseTag(s []byte) (t tag, ok bool) {
	if len(s) > maxTag {
		s = s[:maxTag]
	}
	n := nameEnd(s[1:])
	t.name = string(s[1 : 1+n])
	if !validName(t.name) {
		return tag{}, false
	}
	at := 1 + n
	if at < len(s) && s[at] != '/' && s[at] != '>' && blanks(s[at:]) == 0 {
		return tag{}, false
	}
	for at < len(s) {
		switch c := s[at]; {
		case c == '>':
			t.size = at + 1
			t.closed = s[at-1] == '/'
			return t, true
		case c == '<':
			return tag{}, false
		case nameEnd(s[at:]) > 0:
			a, size, ok := parseAttr(s[at:])
			if !ok {
				return tag{}, false
			}
			if validName(a.name) && len(t.attrs) < maxAttrs {
				t.attrs = append(t.attrs, a)
			}
			at += size
		default:
			at++
		}
	}
	return tag{}, false
}

// parseAttr reads name, name=value, name="value". ok is false when a quoted
// value has no end.
func parseAttr(s []byte) (a attr, size int, ok bool) {
	n := nameEnd(s)
	a.name = string(s[:n])
	at := n + blanks(s[n:])
	if at >= len(s) || s[at] != '=' {
		return a, n, true
	}
	at++
	at += blanks(s[at:])
	if at >= len(s) {
		return a, at, false
	}
	if q := s[at]; q == '"' || q == '\'' {
		end := bytes.IndexByte(s[at+1:], q)
		if end < 0 {
			return a, len(s), false
		}
		a.value = string(s[at+1 : at+1+end])
		return a, at + end + 2, true
	}
	end := bytes.IndexAny(s[at:], " \t\r\n<>")
	if end < 0 {
		return a, len(s), false
	}
	if end > 0 && s[at+end] == '>' && s[at+end-1] == '/' {
		end--
	}
	a.value = string(s[at : at+end])
	return a, at + end, true
}

// blanks counts leading white space.
func blanks(s []byte) int { return len(s) - len(bytes.TrimLeft(s, " \t\r\n")) }

// nameEnd is the length of the name s begins with, in bytes.
func nameEnd(s []byte) int {
	for i, c := range s {
		if c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ||
			c >= '0' && c <= '9' || c == '_' || c == ':' || c == '-' || c == '.' {
			continue
		}
		return i
	}
	return len(s)
}

// validName holds names to ASCII, which is all that feeds use: «<привет>» is
// text, and encoding/xml knows only the letters of 1998.
func validName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':'
		if c >= utf8.RuneSelf || i == 0 && !letter {
			return false
		}
	}
	return s != "" && strings.Count(s, ":") <= 1
}
