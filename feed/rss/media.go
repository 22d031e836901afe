package rss

import (
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"rubrika/feed"
)

// media takes pictures, films and texts from Media RSS
// (rssboard.org/media-rss) and iTunes elements, and any mark of urgency.
func (d *draft) media(e ext.Extensions) {
	for prefix, elements := range e {
		for _, name := range []string{"priority", "urgency", "urgent", "breaking"} {
			for _, x := range elements[name] {
				d.priority = append(d.priority, x.Value)
			}
		}
		if prefix == "media" {
			d.mediaGroup(elements, 0)
		}
	}
	for _, x := range e["itunes"]["image"] {
		d.images = append(d.images, first(x.Attrs["href"], x.Value))
	}
}

// maxGroups is how deep media:group and media:content are looked into.
const maxGroups = 3

// mediaGroup takes the media elements of one level.
func (d *draft) mediaGroup(elements map[string][]ext.Extension, level int) {
	if level > maxGroups {
		return
	}
	for _, x := range elements["thumbnail"] {
		d.images = append(d.images, x.Attrs["url"])
	}
	for _, x := range elements["content"] {
		d.mediaFile(x.Attrs)
		d.mediaGroup(x.Children, level+1)
	}
	for _, x := range elements["group"] {
		d.mediaGroup(x.Children, level+1)
	}
	for _, x := range elements["description"] {
		if x.Attrs["type"] == "html" {
			d.bodies = append(d.bodies, x.Value)
		} else {
			d.bodies = append(d.bodies, fromPlain(x.Value))
		}
	}
	for _, x := range elements["title"] {
		d.title = first(d.title, x.Value)
	}
}

// mediaFile takes the picture or film of a media:content.
func (d *draft) mediaFile(attrs map[string]string) {
	kind, medium := strings.ToLower(attrs["type"]), attrs["medium"]
	switch u := attrs["url"]; {
	case u == "":
	case medium == "image" || strings.HasPrefix(kind, "image/") || kind == "" && medium == "" && picture(u):
		d.images = append(d.images, u)
	default:
		if kind == "" && medium != "" {
			kind = medium + "/*"
		}
		d.enclosures = append(d.enclosures, feed.Enclosure{URL: u, Type: kind, Length: length(attrs["fileSize"])})
	}
}

// picture reports an address that ends like a picture's.
func picture(address string) bool {
	address, _, _ = strings.Cut(strings.ToLower(address), "?")
	for _, end := range []string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"} {
		if strings.HasSuffix(address, end) {
			return true
		}
	}
	return false
}

// length reads a size in bytes; what is none is 0.
func length(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// badges are the signs that enclosures and the source's own words give.
func (d *draft) badges(title string) feed.Badge {
	var b feed.Badge
	for _, e := range d.enclosures {
		switch kind, _, _ := strings.Cut(strings.ToLower(e.Type), "/"); kind {
		case "video":
			b |= feed.Video
		case "audio":
			b |= feed.Audio
		}
	}
	for _, c := range d.categories {
		if urgentWord(strings.ToLower(strings.Trim(c, " !.:\n\t"))) {
			b |= feed.Urgent
		}
	}
	for _, p := range d.priority {
		switch p = strings.ToLower(strings.TrimSpace(p)); p {
		case "1", "true", "yes", "high", "highest":
			b |= feed.Urgent
		default:
			if urgentWord(p) {
				b |= feed.Urgent
			}
		}
	}
	if urgentTitle(title) {
		b |= feed.Urgent
	}
	return b
}

// urgentWord reports the words by which newsrooms mark urgent news, in lower
// case; İ and I both come as i with or without its dot.
func urgentWord(s string) bool {
	switch strings.ReplaceAll(s, "i̇", "i") {
	case "срочно", "молния", "экстренно", "терміново", "шұғыл", "təcili", "tecili", "son dəqiqə", "acil", "son dakika",
		"shoshilinch", "breaking", "breaking news", "urgent", "flash", "newsflash", "alert", "alerte", "eilmeldung",
		"eil", "última hora", "ultim'ora", "urgente":
		return true
	}
	return false
}

// urgentTitle reports a title that opens with such a word and a sign after it:
// «Срочно: …», «[BREAKING] …». A word in running text is none.
func urgentTitle(title string) bool {
	title = strings.TrimLeft(title, "[(«\"!⚡️ ")
	end := strings.IndexAny(title, ":!|])»—–.")
	if end < 0 || end > 40 {
		return false
	}
	return urgentWord(strings.ToLower(strings.TrimSpace(title[:end])))
}
