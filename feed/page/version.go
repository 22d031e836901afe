package page

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rubrika/feed"
	"rubrika/feed/words"
)

// maxAnchors is how many links of a page are looked at for other languages.
const maxAnchors = 5000

// languages are the names and signs by which a page offers itself in another
// language, in lower case. Two letters are many things, so only these are known.
var languages = map[string]string{
	"az": "az", "aze": "az", "azərbaycan": "az", "azərbaycanca": "az", "azərbaycan dili": "az", "azərbaycan dilində": "az", "azerbaijani": "az", "азербайджанский": "az", "на азербайджанском": "az", "азә": "az",
	"ru": "ru", "rus": "ru", "рус": "ru", "русский": "ru", "на русском": "ru", "по-русски": "ru", "русская версия": "ru", "rusca": "ru", "rus dili": "ru", "russian": "ru", "in russian": "ru",
	"en": "en", "eng": "en", "англ": "en", "english": "en", "in english": "en", "english version": "en", "ingiliscə": "en", "ingilis dili": "en", "английский": "en", "на английском": "en",
	"tr": "tr", "tur": "tr", "türkçe": "tr", "türkcə": "tr", "turkish": "tr", "турецкий": "tr",
	"uk": "uk", "ua": "uk", "ukr": "uk", "укр": "uk", "українська": "uk", "українською": "uk",
	"kk": "kk", "kz": "kk", "kaz": "kk", "қаз": "kk", "қазақша": "kk", "uz": "uz", "o'zbekcha": "uz", "oʻzbekcha": "uz", "ўзбекча": "uz", "ky": "ky", "kg": "ky", "кыргызча": "ky",
	"ka": "ka", "geo": "ka", "ქართული": "ka", "hy": "hy", "arm": "hy", "հայերեն": "hy", "fa": "fa", "فارسی": "fa", "ar": "ar", "العربية": "ar", "zh": "zh", "中文": "zh",
	"de": "de", "deu": "de", "deutsch": "de", "fr": "fr", "fra": "fr", "français": "fr", "es": "es", "esp": "es", "español": "es", "it": "it", "italiano": "it", "pt": "pt", "português": "pt",
}

// languageNamed returns the language that a link text, a class or a piece of
// an address stands for, or "".
func languageNamed(s string) string {
	if len(s) > 40 {
		return ""
	}
	s = strings.ToLower(strings.Trim(s, " .|/()[]"))
	if l := languages[s]; l != "" {
		return l
	}
	return languages[strings.ReplaceAll(s, "i̇", "i")]
}

// spot is the place of a story on its site: what is left of an address without the
// language, and the language that it names, or "".
type spot struct {
	host, lang string
	path       []string
}

// spotOf reads an address that Link made. Languages stand in the first part of
// the path, or in the first name of the host.
func spotOf(address string) spot {
	u, err := url.Parse(address)
	if err != nil {
		return spot{}
	}
	s := spot{host: strings.TrimPrefix(u.Hostname(), "www.")}
	if first, rest, found := strings.Cut(s.host, "."); found && strings.Contains(rest, ".") {
		if l := languageNamed(first); l != "" {
			s.lang, s.host = l, rest
		}
	}
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		if part != "" {
			s.path = append(s.path, part)
		}
	}
	if len(s.path) > 0 {
		if l := languageNamed(s.path[0]); l != "" {
			s.lang, s.path = l, s.path[1:]
		}
	}
	if u.RawQuery != "" {
		s.path = append(s.path, "?"+u.RawQuery)
	}
	return s
}

// sameStory is an address as it is compared: neither the protocol nor www nor
// a slash at the end makes another page.
func sameStory(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimPrefix(strings.TrimSuffix(rest, "/"), "www.")
}

// versionFinder collects the addresses of a story in other languages.
type versionFinder struct {
	site  site
	base  string
	own   spot
	pages map[string]bool // the addresses of the page itself
	said  []string        // the languages that point to the page itself
	list  []feed.Version
}

// otherVersions finds the same story in other languages: what the head and the
// links declare, what the switch of languages leads to, and the lone link of
// a site that pairs its stories. self is the language of the page if an alternate points to
// the page itself, else "".
func otherVersions(root *html.Node, h head, s site, address, canonical string) (list []feed.Version, self string) {
	f := versionFinder{site: s, base: address, own: spotOf(address), pages: map[string]bool{sameStory(address): true}}
	if f.own.lang == "" {
		f.own.lang = s.Home
	}
	if canonical != "" {
		f.pages[sameStory(canonical)] = true
	}
	for _, v := range h.versions {
		f.add(v.Lang, v.URL, v.Title)
	}
	var lone []*html.Node
	count := 0
	for n := range root.Descendants() {
		if n.DataAtom != atom.A || value(n, "href") == "" {
			continue
		}
		if count++; count > maxAnchors {
			break
		}
		f.link(n)
		lone = append(lone, n)
	}
	if s.Paired {
		f.pair(lone)
	}
	if len(f.said) == 1 {
		self = f.said[0]
	}
	return f.list, self
}

// add keeps one version a language; an address of the page itself tells the
// language of the page.
func (f *versionFinder) add(l, address, title string) {
	l, to := lang(l), Link(address, f.base)
	if l == "" || !strings.HasPrefix(to, "http") {
		return
	}
	if f.pages[sameStory(to)] {
		if !slices.Contains(f.said, l) {
			f.said = append(f.said, l)
		}
		return
	}
	if slices.ContainsFunc(f.list, func(v feed.Version) bool { return v.Lang == l }) {
		return
	}
	f.list = append(f.list, feed.Version{Lang: l, URL: to, Title: title})
}

// link looks at one link: it declares a language, or names one and leads as
// deep into the same site as the page lies, or to the same path under another
// language.
func (f *versionFinder) link(n *html.Node) {
	text := Line(innerText(n))
	title := text
	if languageNamed(text) != "" || len(strings.Fields(text)) < 3 {
		title = ""
	}
	if l := value(n, "hreflang"); l != "" {
		f.add(l, value(n, "href"), title)
		return
	}
	to := Link(value(n, "href"), f.base)
	at := spotOf(to)
	if to == "" || at.host != f.own.host || f.pages[sameStory(to)] {
		return
	}
	named := switchLanguage(n, text)
	l := first(at.lang, named, f.site.Home)
	same := len(at.path) > 0 && slices.Equal(at.path, f.own.path) && l != f.own.lang
	deep := named != "" && len(at.path) >= min(2, len(f.own.path)) && len(at.path) > 0
	if same || deep {
		f.add(l, to, title)
	}
}

// switchLanguage is the language that a link of a switch names by its text,
// or, where it shows a flag, by its attributes and classes.
func switchLanguage(n *html.Node, text string) string {
	if l := languageNamed(text); l != "" || text != "" {
		return l
	}
	for _, key := range []string{"lang", "data-lang", "title", "aria-label"} {
		if l := languageNamed(value(n, key)); l != "" {
			return l
		}
	}
	class := value(n, "class")
	if img := find(n, atom.Img); img != nil {
		class += " " + value(img, "alt") + " " + value(img, "class")
	}
	for token := range strings.FieldsFuncSeq(clip(class, 400), func(r rune) bool { return r == ' ' || r == '-' || r == '_' }) {
		if l := languageNamed(token); l != "" {
			return l
		}
	}
	return ""
}

// pair takes the only link of the page that leads to a story in another
// language and is a headline in it.
func (f *versionFinder) pair(links []*html.Node) {
	found := map[string][]feed.Version{}
	for _, n := range links {
		to := Link(value(n, "href"), f.base)
		at := spotOf(to)
		l := first(at.lang, f.site.Home)
		if to == "" || at.host != f.own.host || len(at.path) < 2 || l == "" || l == f.own.lang || f.pages[sameStory(to)] {
			continue
		}
		text := Line(innerText(n))
		if len(strings.Fields(text)) < 3 || words.Guess(text) == f.own.lang {
			continue
		}
		if !slices.ContainsFunc(found[l], func(v feed.Version) bool { return sameStory(v.URL) == sameStory(to) }) {
			found[l] = append(found[l], feed.Version{Lang: l, URL: to, Title: text})
		}
	}
	for _, l := range slices.Sorted(maps.Keys(found)) {
		if v := found[l]; len(v) == 1 {
			f.add(v[0].Lang, v[0].URL, v[0].Title)
		}
	}
}
