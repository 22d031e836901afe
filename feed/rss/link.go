package rss

import (
	"net/url"
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
// sorted and without the parameters that only count clicks, no fragment.
// What is no http(s) address is only trimmed.
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
	query := u.Query()
	for name := range query {
		if tracking(name) {
			query.Del(name)
		}
	}
	if len(query) == 0 {
		return host + path
	}
	return host + path + "?" + query.Encode()
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
	return !strings.ContainsAny(normal, "/?") || normal == NormalLink(site)
}
