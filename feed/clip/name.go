package clip

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/page"
)

// maxStem is how many bytes the name of a file has without its extension: file
// systems take 255, and some keep names of three bytes a letter in twice that.
const maxStem = 120

// stem is the name of a file without its extension: the day in the source's
// own zone and the headline. It is one name on Linux, macOS and Windows, holds
// only letters, digits, blanks and quiet signs, and neither begins like a flag
// or a hidden file nor names a device.
func stem(it feed.Item, untitled string) string {
	title := tame(it.Title)
	for _, other := range []string{it.Summary, untitled, "rubrika"} {
		if title == "" {
			title = tame(other)
		}
	}
	day := it.Published
	if day.IsZero() {
		day = it.Seen
	}
	if !day.IsZero() && day.Year() > 0 && day.Year() < 10000 {
		title = day.Format(time.DateOnly) + " " + title
	}
	title = shorten(title, maxStem)
	if isDevice(title) {
		title = "_" + shorten(title, maxStem-1)
	}
	return title
}

// tame makes a headline fit for the name of a file.
func tame(title string) string {
	title = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:|`, r): // they part words
			return '-'
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.So, unicode.Pd),
			strings.ContainsRune("_.,()«»“”„‘’+№%!=…", r):
			return r
		}
		return -1 // format characters, quotes and all that a shell or Windows takes for something else
	}, strings.ReplaceAll(page.Line(title), ": ", " - "))
	return trim(strings.Join(strings.Fields(title), " "))
}

// trim takes off what a name must not begin or end with: dots and blanks,
// which Windows drops, a hyphen that would make it a flag, a mark that stands
// on nothing.
func trim(name string) string {
	name = strings.TrimLeftFunc(name, func(r rune) bool {
		return strings.ContainsRune(" .,…", r) || unicode.In(r, unicode.Pd, unicode.M)
	})
	return strings.TrimRightFunc(name, func(r rune) bool {
		return strings.ContainsRune(" .,…", r) || unicode.Is(unicode.Pd, r)
	})
}

// shorten cuts a name to at most n bytes, at the end of a word when one is
// near.
func shorten(name string, n int) string {
	if len(name) <= n {
		return name
	}
	end := n
	for end > 0 && !utf8.RuneStart(name[end]) {
		end--
	}
	// A mark belongs to the letter before it.
	for r, _ := utf8.DecodeRuneInString(name[end:]); unicode.Is(unicode.M, r) && end > 0; {
		_, size := utf8.DecodeLastRuneInString(name[:end])
		end -= size
		r, _ = utf8.DecodeRuneInString(name[end:])
	}
	if blank := strings.LastIndexByte(name[:end], ' '); name[end] != ' ' && blank > n*3/4 {
		end = blank
	}
	return trim(name[:end])
}

// isDevice reports a name that Windows keeps for a device, whatever extension
// follows it.
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	base = strings.TrimRight(base, " ")
	switch base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	port, ok := strings.CutPrefix(base, "COM")
	if !ok {
		port, ok = strings.CutPrefix(base, "LPT")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}
