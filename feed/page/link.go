package page

import (
	"html"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
)

// maxAddress is the longest address in bytes that passes: what browsers and
// servers agree on.
const maxAddress = 2000

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits = "0123456789"
)

// maxReferences is how often an address may have been encoded as HTML.
const maxReferences = 4

var reference = regexp.MustCompile(`&(?:amp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)

// Link makes raw an absolute http, https or mailto address, resolved against
// base, or returns "" when that is not what it is. The answer is ASCII of at
// most 2,000 bytes without controls, blanks, quotes and backslashes; names
// and passwords before a host are dropped, hosts are lower case and in their
// punycode form, and of a mailto only the address of the receiver stays. What
// is no longer changed by Link is always a single harmless argument.
func Link(raw, base string) string {
	if isAddress(raw) {
		return raw
	}
	s := tidy(raw)
	if s == "" {
		return ""
	}
	scheme, rest, found := cutScheme(s)
	switch {
	case !found:
		return relative(s, base)
	case scheme == "http" || scheme == "https":
		return absolute(scheme, rest)
	case scheme == "mailto":
		return mailbox(rest)
	}
	return ""
}

// isAddress reports whether s is an address that Link would not change; it
// knows only the plain ones and is there for speed.
func isAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	slash := strings.IndexByte(rest, '/')
	if !ok || slash < 1 || len(s) > maxAddress {
		return false
	}
	host, path := rest[:slash], rest[slash:]
	return strings.TrimLeft(host, lower+digits+"-.") == "" && strings.TrimLeft(path, lower+upper+digits+"-._/~?=+,;:@!*&") == "" &&
		host[0] != '-' && host[0] != '.' && !strings.Contains(host, "--") && strings.Contains(host, ".") &&
		!strings.Contains(path, "&amp;")
}

// tidy resolves what character references are left of an address, and drops
// controls and the blanks around it. It is empty when the address is too long
// or was encoded too often to be honest.
func tidy(s string) string {
	if len(s) > 4*maxAddress {
		return ""
	}
	s = visible(s) // first, or dropping a control would join a reference
	for range maxReferences {
		if !strings.Contains(s, "&") || !reference.MatchString(s) {
			break
		}
		s = visible(reference.ReplaceAllStringFunc(s, html.UnescapeString))
	}
	if strings.Contains(s, "&") && reference.MatchString(s) {
		return ""
	}
	return strings.TrimSpace(s)
}

// visible drops what may not pass the door, and breaks within the address.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != ' ' && !keep(r) || r == '\t' || r == '\n' {
			return -1
		}
		return r
	}, s)
}

// cutScheme splits "scheme:rest"; the scheme comes in lower case. What has no
// scheme is a relative address.
func cutScheme(s string) (scheme, rest string, found bool) {
	i := strings.IndexAny(s, ":/?#\\")
	if i < 1 || s[i] != ':' {
		return "", s, false
	}
	if strings.IndexByte(lower+upper, s[0]) < 0 || strings.TrimLeft(s[:i], lower+upper+digits+"+-.") != "" {
		return "", s, false
	}
	return strings.ToLower(s[:i]), s[i+1:], true
}

// relative resolves s against base.
func relative(s, base string) string {
	b := ""
	if base != "" {
		b = Link(base, "")
	}
	root, err := url.Parse(b)
	if err != nil || !strings.HasPrefix(b, "http") {
		return ""
	}
	if slashes := strings.TrimLeft(s, `/\`); len(s)-len(slashes) >= 2 {
		return absolute(root.Scheme, slashes)
	}
	ref, err := url.Parse(escape(s))
	if err != nil || ref.IsAbs() {
		return ""
	}
	to := root.ResolveReference(ref)
	return absolute(to.Scheme, strings.TrimPrefix(to.String(), to.Scheme+":"))
}

// absolute builds the address from what stands after "http:" or "https:".
func absolute(scheme, rest string) string {
	rest = strings.TrimLeft(rest, `/\`)
	end := strings.IndexAny(rest, `/\?#`)
	if end < 0 {
		end = len(rest)
	}
	host := authority(rest[:end])
	if host == "" {
		return ""
	}
	s := scheme + "://" + host + escape(rest[end:])
	if _, err := url.Parse(s); err != nil || len(s) > maxAddress {
		return ""
	}
	return s
}

// authority cleans "user:password@host:port" to "host:port"; it is empty when
// that names no host.
func authority(s string) string {
	s = s[strings.LastIndexByte(s, '@')+1:]
	host, port := s, ""
	if i := strings.LastIndexByte(s, ':'); i >= 0 && !strings.HasSuffix(s, "]") {
		host, port = s[:i], s[i+1:]
	}
	if strings.Trim(port, "0123456789") != "" || len(port) > 5 {
		return ""
	}
	if port != "" {
		port = ":" + port
	}
	if six, ok := strings.CutPrefix(host, "["); ok {
		addr, err := netip.ParseAddr(strings.TrimSuffix(six, "]"))
		if err != nil || !addr.Is6() || addr.Zone() != "" {
			return ""
		}
		return "[" + addr.String() + "]" + port
	}
	host = hostname(host)
	if host == "" {
		return ""
	}
	return host + port
}

// hostname returns a host in lower-case ASCII, or "" when it is none.
func hostname(s string) string {
	host, err := idna.New(idna.MapForLookup(), idna.Transitional(false),
		idna.StrictDomainName(false)).ToASCII(s)
	if err != nil || host == "" || len(host) > 253 || host[0] == '-' || host[0] == '.' ||
		strings.TrimLeft(host, lower+digits+"-._") != "" {
		return ""
	}
	return host
}

// mailbox keeps the receiver of a mailto address. Subjects, copies, bodies
// and attachments are not for a publisher to fill in.
func mailbox(s string) string {
	s, _, _ = strings.Cut(s, "?")
	name, host, found := strings.Cut(s, "@")
	name, host = escape(name), hostname(host)
	if !found || name == "" || host == "" || strings.ContainsAny(name, "/#:,;") {
		return ""
	}
	s = "mailto:" + name + "@" + host
	if len(s) > maxAddress {
		return ""
	}
	return s
}

// escape percent-encodes what may not stand in an address. Backslashes of a
// path are slashes, as browsers read them; a second «#» is part of the first.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	path, fragment := true, false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '\\' && path:
			b.WriteByte('/')
			continue
		case c == '?':
			path = false
		case c == '#' && !fragment:
			path, fragment = false, true
			b.WriteByte(c)
			continue
		}
		if strings.IndexByte(lower+upper+digits+"-._~!$&()*+,;=:@/?", c) >= 0 || c == '%' && isHex(s, i+1) && isHex(s, i+2) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// isHex reports whether s has a hexadecimal digit at i.
func isHex(s string, i int) bool {
	return i < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[i]) >= 0
}
