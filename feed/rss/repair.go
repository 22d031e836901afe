package rss

import (
	"bytes"
	"strings"
)

// Limits of what repair passes on: no real feed comes near them.
const (
	// maxDepth keeps gofeed's recursion from exhausting the stack.
	maxDepth = 200
	// maxTag is the length of one tag with its attributes.
	maxTag = 64 << 10
	// maxPreamble is how far from the start the root element may be.
	maxPreamble = 256 << 10
)

// repaired is well-formed XML made from anything.
type repaired struct {
	out []byte
	// root is "rss", "rdf" or "feed"; empty when no element begins a feed.
	root string
	// cut: the document ended before its root element did. The entry that was
	// open then is left out.
	cut bool
	// lang is xml:lang of the root, langs that of each item or entry, in order.
	lang  string
	langs []string
}

// repairer goes once through a document and writes it again so that
// encoding/xml reads it: the XML declaration, DTD, comments and all that
// surrounds the root are left out, stray < and ]]> escaped, tags that do not
// match closed or dropped. Text is not changed otherwise.
type repairer struct {
	in      []byte
	at      int
	lastEnd int // the place of the last > in the document
	out     []byte
	open    []string
	repaired
	// item is the depth and start the open entry has in out; depth 0: none.
	itemDepth, itemStart int
}

// repair makes well-formed XML. Its time is linear in the document.
func repair(doc []byte) repaired {
	r := &repairer{in: doc, lastEnd: bytes.LastIndexByte(doc, '>'), out: make([]byte, 0, len(doc)+len(doc)/16+64)}
	for r.step() {
	}
	if r.root != "" && len(r.open) > 0 {
		r.cut = true
		if r.itemDepth > 0 {
			r.out = r.out[:r.itemStart]
			r.open = r.open[:r.itemDepth-1]
		}
		r.closeDown(0)
	}
	r.repaired.out = r.out
	return r.repaired
}

// step handles the text up to the next markup and the markup; false at the
// end of all that matters.
func (r *repairer) step() bool {
	rest := r.in[r.at:]
	i := bytes.IndexByte(rest, '<')
	if i < 0 {
		if r.root != "" {
			r.text(rest)
		}
		return false
	}
	if r.root != "" {
		r.text(rest[:i])
	} else if r.at+i > maxPreamble {
		return false
	}
	r.at += i
	rest = rest[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return r.skip("-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return r.cdata(rest)
	case bytes.HasPrefix(rest, []byte("<!")):
		return r.directive(rest)
	case bytes.HasPrefix(rest, []byte("<?")):
		return r.skip(">")
	case bytes.HasPrefix(rest, []byte("</")):
		return r.endTag(rest)
	}
	return r.startTag(rest)
}

// skip goes past end; without one the document is over.
func (r *repairer) skip(end string) bool {
	n := bytes.Index(r.in[r.at:], []byte(end))
	if n < 0 {
		return false
	}
	r.at += n + len(end)
	return true
}

// cdata copies a CDATA section.
func (r *repairer) cdata(rest []byte) bool {
	n := bytes.Index(rest, []byte("]]>"))
	if n < 0 {
		return false
	}
	if r.root != "" {
		r.out = append(r.out, rest[:n+3]...)
	}
	r.at += n + 3
	return true
}

// directive drops a DOCTYPE with its internal subset; one for HTML ends the
// search for a feed.
func (r *repairer) directive(rest []byte) bool {
	if r.root == "" && len(rest) > 14 && strings.EqualFold(string(rest[2:14]), "doctype html") {
		return false
	}
	if end := bytes.IndexByte(rest, '>'); end >= 0 && bytes.IndexByte(rest[:end], '[') >= 0 {
		return r.skip("]") && r.skip(">")
	}
	return r.skip(">")
}

// text writes character data; ]]> and references to characters that XML
// forbids would make the parser give up.
func (r *repairer) text(s []byte) {
	if bytes.Contains(s, []byte("]]>")) {
		s = bytes.ReplaceAll(s, []byte("]]>"), []byte("]]&gt;"))
	}
	r.out = appendLegal(r.out, s)
}

// appendLegal appends s without the numeric references to characters that
// are illegal in XML.
func appendLegal(out, s []byte) []byte {
	for {
		i := bytes.Index(s, []byte("&#"))
		if i < 0 {
			return append(out, s...)
		}
		out = append(out, s[:i]...)
		n, legal := reference(s[i:])
		if legal {
			out = append(out, s[i:i+n]...)
		}
		s = s[i+n:]
	}
}

// reference measures a numeric character reference and tells whether XML
// allows the character. What is no reference counts as two legal characters.
func reference(s []byte) (n int, legal bool) {
	base, at := 10, 2
	if at < len(s) && (s[at] == 'x' || s[at] == 'X') {
		base, at = 16, 3
	}
	value, digits := 0, at
	for ; at < len(s); at++ {
		d := digit(s[at])
		if d >= base {
			break
		}
		if value <= 0x10FFFF {
			value = value*base + d
		}
	}
	if at == digits || at >= len(s) || s[at] != ';' {
		return 2, true
	}
	return at + 1, value <= 0x10FFFF && legalRune(rune(value))
}

// digit is the value of a hexadecimal digit, 99 for anything else.
func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return 99
}

// legalRune reports the characters of XML 1.0, section 2.2.
func legalRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// endTag closes what it names, and what was left open inside; an end without
// a beginning is dropped. False after the end of the root.
func (r *repairer) endTag(rest []byte) bool {
	n := bytes.IndexByte(rest, '>')
	if n < 0 {
		return false
	}
	r.at += n + 1
	name := string(bytes.TrimSpace(rest[2:n]))
	if void(name) {
		return true
	}
	for depth := len(r.open) - 1; depth >= 0; depth-- {
		if strings.EqualFold(r.open[depth], name) {
			r.closeDown(depth)
			return depth > 0
		}
	}
	return true
}

// closeDown closes all elements from the innermost to the one at depth.
func (r *repairer) closeDown(depth int) {
	for i := len(r.open) - 1; i >= depth; i-- {
		r.out = append(append(append(r.out, "</"...), r.open[i]...), '>')
	}
	r.open = r.open[:depth]
	if depth < r.itemDepth {
		r.itemDepth = 0
	}
}

// startTag reads a tag; what only looks like one is text.
func (r *repairer) startTag(rest []byte) bool {
	t, ok := parseTag(rest)
	if !ok {
		return r.noTag()
	}
	r.at += t.size
	local := strings.ToLower(t.name[strings.LastIndexByte(t.name, ':')+1:])
	if r.root == "" {
		switch local {
		case "rss", "rdf", "feed":
			r.root, r.lang = local, t.lang()
		default: // junk before the root, or a page
			return local != "html" && local != "head" && local != "body" && local != "script"
		}
	}
	return r.element(t, local)
}

// element writes the start of an element inside the root, or the root's. A
// second entry within an entry means that the first was never closed.
func (r *repairer) element(t tag, local string) bool {
	entry := local == "item" || local == "entry"
	if entry && r.itemDepth > 0 && r.open[r.itemDepth-1] == t.name {
		r.closeDown(r.itemDepth - 1)
	}
	if len(r.open) >= maxDepth {
		return true
	}
	closed := t.closed || void(t.name)
	if entry && r.itemDepth == 0 {
		r.langs = append(r.langs, t.lang())
		if !closed {
			r.itemStart, r.itemDepth = len(r.out), len(r.open)+1
		}
	}
	r.out = t.write(r.out, closed)
	if !closed {
		r.open = append(r.open, t.name)
	}
	return len(r.open) > 0
}

// noTag writes a < that begins no tag; at the end of the document it is
// rather a tag that was cut.
func (r *repairer) noTag() bool {
	if r.at > r.lastEnd {
		return false
	}
	r.at++
	if r.root != "" {
		r.out = append(r.out, "&lt;"...)
	}
	return true
}

// void reports the HTML elements that have no end, for bodies whose markup
// was not escaped.
func void(name string) bool {
	switch strings.ToLower(name) {
	case "br", "hr", "img", "wbr":
		return true
	}
	return false
}
