package rss

import (
	"net/url"
	"slices"
	"strings"
)

// baseOf is where relative links start: the document's own idea, when it is a
// whole address, else the address of the document.
func baseOf(own, address string) string {
	if own = strings.TrimSpace(own); web(own) {
		return own
	}
	return address
}

// web reports an absolute http(s) address.
func web(s string) bool {
	s = strings.ToLower(s[:min(len(s), 8)])
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// resolve makes an absolute http(s) address of what a feed gives as one, or
// returns "". «//host/path» without a base is https.
func resolve(ref, base string) string {
	ref = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return -1
		}
		return r
	}, strings.TrimSpace(unescapeLink(uncdata(ref))))
	if ref == "" {
		return ""
	}
	u, err := url.Parse(strings.ReplaceAll(ref, " ", "%20"))
	if err != nil {
		return ""
	}
	if !u.IsAbs() {
		from, err := url.Parse(base)
		if err != nil || !from.IsAbs() {
			from = &url.URL{Scheme: "https"}
		}
		u = from.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return ""
	}
	return u.String()
}

// unescapeLink decodes the &amp; that CDATA leaves in addresses.
func unescapeLink(s string) string { return strings.ReplaceAll(s, "&amp;", "&") }

// NormalLink is the form in which two addresses of one story are equal: no
// scheme (http and https are one), the host in lower case without its usual
// port and without «www.», the path without the slash at its end, the query
// sorted and without the parameters that only count clicks, a fragment only
// where it tells a comment or a story from others of its page. What is no
// http(s) address is only trimmed.
func NormalLink(link string) string {
	link = strings.TrimSpace(link)
	u, err := url.Parse(link)
	if err != nil || (!strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https")) || u.Host == "" {
		return link
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	host = strings.TrimPrefix(host, "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path := (&url.URL{Path: strings.TrimRight(u.Path, "/")}).EscapedPath()
	link = host + path
	if query := normalQuery(u.RawQuery); query != "" {
		link += "?" + query
	}
	if telling(u.Fragment) {
		link += "#" + u.EscapedFragment()
	}
	return link
}

// normalQuery sorts the parameters of a query, spells them in one way and leaves
// out those that only count clicks. What url.ParseQuery refuses (a semicolon, a
// bare percent sign) stays as it is: it may be all that tells two stories apart.
func normalQuery(raw string) string {
	spelled := func(s string) string {
		if plain, err := url.QueryUnescape(s); err == nil {
			s = plain
		}
		return s
	}
	type parameter struct{ name, value string }
	var list []parameter
	for part := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(part, "=")
		if name = spelled(name); part != "" && !tracking(name) {
			list = append(list, parameter{name, spelled(value)})
		}
	}
	slices.SortStableFunc(list, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = url.QueryEscape(p.name) + "=" + url.QueryEscape(p.value)
	}
	return strings.Join(parts, "&")
}

// telling reports a fragment that names one of several stories of a page:
// comment-123, p45, 2025-11-28, or the route of a page that is a program
// (/story/1, !story). What comes without a letter and shorter counts revisions,
// what has «=» clicks.
func telling(fragment string) bool {
	if strings.HasPrefix(fragment, "/") || strings.HasPrefix(fragment, "!") {
		return len(fragment) > 2
	}
	number := strings.TrimLeftFunc(fragment, func(r rune) bool { return r == '-' || r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z' })
	digits := strings.Trim(number, "0123456789.-") == "" && number != "" && number[0] != '.' && number[0] != '-'
	return digits && (len(number) < len(fragment) || len(number) > 3)
}

// tracking reports query parameters that say where a reader came from and
// nothing of the story: those of Google, Meta, Yandex, Mailchimp, Piwik and of
// feed services.
func tracking(name string) bool {
	name = strings.ToLower(name)
	if strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "mtm_") || strings.HasPrefix(name, "pk_") {
		return true
	}
	switch name {
	case "fbclid", "gclid", "dclid", "yclid", "ysclid", "msclkid", "igshid", "mc_cid", "mc_eid", "_openstat",
		"wt_mc", "wtmc", "xtor", "at_medium", "at_campaign", "ns_source", "ns_campaign", "ns_mchannel", "cmpid", "cmp",
		"ftag", "spm", "guccounter", "__twitter_impression":
		return true
	}
	return false
}

// frontPage reports a normalised link that leads to a site and not to a story.
func frontPage(normal, site string) bool {
	return !strings.ContainsAny(normal, "/?#") || normal == NormalLink(site)
}
