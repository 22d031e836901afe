package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxHead is how much of a page is searched for where it leads, in bytes: the
// head of a page that holds no text is small.
const maxHead = 256 << 10

// leadsSoon is how many seconds a page may wait before it leads elsewhere; those
// that wait longer are read and then renewed.
const leadsSoon = 10

// Elsewhere is the address to which a page without an article leads by itself,
// or where it says that its text is: the target of a refresh, else its AMP
// page. It is empty when there is none but the page itself; contentType and
// address are those of Extract. The answer has passed the door.
func Elsewhere(doc []byte, contentType, address string) string {
	own := sameStory(Link(address, ""))
	amp := ""
	root, err := html.ParseWithOptions(strings.NewReader(decode(doc[:min(len(doc), maxHead)], contentType)), html.ParseOptionEnableScripting(false))
	if err != nil {
		return ""
	}
	base := baseOf(root, address)
	for n := range root.Descendants() {
		to := ""
		switch {
		case n.DataAtom == atom.Meta:
			to, _ = refresh(n)
		case n.DataAtom == atom.Link && hasToken(strings.ToLower(value(n, "rel")), "amphtml"):
			to = value(n, "href")
		}
		if to = webAddress(to, base); to == "" || sameStory(to) == own {
			continue
		}
		if n.DataAtom == atom.Meta {
			return to
		}
		amp = first(amp, to)
	}
	return amp
}

// baseOf is the address from which a page counts its relative ones: that of its
// base element, else its own.
func baseOf(root *html.Node, address string) string {
	if n := find(root, atom.Base); n != nil {
		return first(webAddress(value(n, "href"), address), address)
	}
	return address
}

// rebase makes the addresses of a page absolute where it counts them from
// elsewhere; links within the page stay.
func rebase(root *html.Node, address string) {
	base := baseOf(root, address)
	if base == address {
		return
	}
	for n := range root.Descendants() {
		for i, a := range n.Attr {
			switch a.Key {
			case "href", "src", "data-src", "data-original", "data-lazy-src":
				if to := webAddress(a.Val, base); to != "" && !strings.HasPrefix(a.Val, "#") {
					n.Attr[i].Val = to
				}
			}
		}
	}
}

// refresh reads a meta element that leads to another page: «5; url=/story».
func refresh(n *html.Node) (to string, leads bool) {
	if !strings.EqualFold(value(n, "http-equiv"), "refresh") {
		return "", false
	}
	wait, rest, _ := strings.Cut(strings.ReplaceAll(value(n, "content"), ",", ";"), ";")
	seconds, err := strconv.ParseFloat(strings.TrimSpace(wait), 64)
	rest = strings.TrimSpace(rest)
	if err != nil || seconds > leadsSoon || len(rest) < len("url=") || !strings.EqualFold(rest[:3], "url") {
		return "", false
	}
	_, to, leads = strings.Cut(rest, "=")
	return strings.Trim(strings.TrimSpace(to), `"'`), leads
}
