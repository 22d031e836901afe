package page

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
)

// wantedWidth is the width in pixels of the picture that is chosen where a
// page offers several.
const wantedWidth = 1200

// image copies a picture as a line of its own, [image 1: alt]. Small signs stand
// as their alternative text; pictures that count readers, and those that were
// there already, are left out.
func (r *reader) image(dst, n *html.Node, at place) {
	if n.DataAtom == atom.Picture {
		if n = pictureImage(n); n == nil {
			return
		}
	}
	alt := name(value(n, "alt"))
	if alt == "" {
		alt = name(value(n, "title"))
	}
	if isSign(n, alt) {
		r.text(dst, alt, at)
		return
	}
	src := imageSource(n, r.base)
	if src == "" || isPixel(n) || r.seen[src] || len(r.images) >= 10*maxList {
		return
	}
	r.seen[src] = true
	r.images = append(r.images, feed.Image{URL: src, Alt: alt})
	mark := pictureMark(len(r.images), alt)
	if at.sep != "" {
		r.put(dst, " "+mark+" ")
		return
	}
	line := element("div")
	r.put(line, mark)
	dst.AppendChild(line)
}

// pictureMark is how the picture of a number, from 1 up, stands in the text.
func pictureMark(n int, alt string) string {
	mark := "[image " + strconv.Itoa(n)
	if alt != "" {
		mark += ": " + alt
	}
	return mark + "]"
}

// isSign reports whether an img is an emoji or a bullet drawn as a picture.
func isSign(n *html.Node, alt string) bool {
	if alt == "" || utf8.RuneCountInString(alt) > 8 {
		return false
	}
	class := value(n, "class")
	return strings.Contains(class, "emoji") || strings.Contains(class, "smiley") ||
		strings.IndexFunc(alt, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// pictureImage returns the img of a picture element, with the choice of its
// sources as its own where it has no address.
func pictureImage(n *html.Node) *html.Node {
	img := find(n, atom.Img)
	if img == nil {
		return nil
	}
	own := *img
	own.Attr = append([]html.Attribute(nil), img.Attr...)
	for d := range n.Descendants() {
		if d.DataAtom != atom.Source {
			continue
		}
		for _, key := range []string{"srcset", "data-srcset"} {
			if set := value(d, key); set != "" {
				own.Attr = append(own.Attr, html.Attribute{Key: "data-rest", Val: set})
			}
		}
	}
	return &own
}

// imageSource returns the address of a picture. Scripts that load pictures
// late keep it in attributes of their own and a stub in src.
func imageSource(n *html.Node, base string) string {
	for _, key := range []string{"data-src", "data-original", "data-lazy-src", "data-orig-file", "src"} {
		if src := webAddress(value(n, key), base); src != "" {
			return src
		}
	}
	for _, key := range []string{"data-srcset", "data-lazy-srcset", "srcset", "data-rest"} {
		if src := webAddress(bestSource(value(n, key)), base); src != "" {
			return src
		}
	}
	return ""
}

// webAddress is Link for what is shown and not written to.
func webAddress(raw, base string) string {
	s := ""
	if raw != "" {
		s = Link(raw, base)
	}
	if strings.HasPrefix(s, "mailto:") {
		return ""
	}
	return s
}

// bestSource picks from a srcset the smallest picture that is wide enough,
// else the widest.
func bestSource(set string) string {
	best, bestWidth := "", 0.0
	for part := range strings.SplitSeq(clip(set, 4*maxAddress), ", ") {
		fields := strings.Fields(strings.Trim(part, ", "))
		if len(fields) == 0 {
			continue
		}
		width := 1.0
		if len(fields) > 1 {
			size := fields[1]
			width, _ = strconv.ParseFloat(size[:len(size)-1], 64)
			if strings.HasSuffix(size, "x") {
				width *= wantedWidth / 2
			}
		}
		better := width > bestWidth
		if bestWidth >= wantedWidth {
			better = width >= wantedWidth && width < bestWidth
		}
		if best == "" || better {
			best, bestWidth = fields[0], width
		}
	}
	return best
}

// isPixel reports whether an element is too small to be seen: a counter.
func isPixel(n *html.Node) bool {
	small := func(key string) bool {
		v, err := strconv.Atoi(strings.TrimSuffix(value(n, key), "px"))
		return err == nil && v <= 2
	}
	if small("width") && (small("height") || value(n, "height") == "") || small("height") && value(n, "width") == "" {
		return true
	}
	style := strings.ReplaceAll(clip(value(n, "style"), 1000), " ", "")
	return strings.HasPrefix(style, "width:1px") || strings.Contains(style, ";width:1px")
}

// embed copies a player or a frame as a link to what it would show: ▶ and the
// host, ♪ for sound. Marks need no translation.
func (r *reader) embed(dst, n *html.Node, at place) {
	to := ""
	for _, key := range []string{"data-src", "src", "data"} {
		if to = webAddress(value(n, key), r.base); to != "" {
			break
		}
	}
	if source := find(n, atom.Source); to == "" && source != nil {
		to = webAddress(value(source, "src"), r.base)
	}
	if inner := find(n, atom.Embed); to == "" && inner != nil {
		to = webAddress(value(inner, "src"), r.base)
	}
	u, err := url.Parse(to)
	if to == "" || err != nil || isPixel(n) {
		return
	}
	sign := "▶ "
	if n.DataAtom == atom.Audio {
		sign = "♪ "
	}
	label := sign + strings.TrimPrefix(u.Hostname(), "www.")
	if title := name(value(n, "title")); title != "" {
		label = sign + title + " · " + strings.TrimPrefix(u.Hostname(), "www.")
	}
	label += r.number(to, label)
	if at.sep != "" {
		r.put(dst, " "+label+" ")
		return
	}
	line := element("p")
	r.put(line, label)
	dst.AppendChild(line)
}
