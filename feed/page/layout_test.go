package page

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rubrika/feed"
)

// The bars of extraction, counted by words.
const (
	leastKept  = 0.95 // of the wanted text
	mostChaff  = 0.05 // of the answer
	leastWords = 120  // of the wanted text: less would prove little
)

// bag counts the words of a text: runs of letters and digits.
func bag(text string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		m[w]++
	}
	return m
}

func sum(m map[string]int) int {
	n := 0
	for _, c := range m {
		n += c
	}
	return n
}

// commonWords is the size of the intersection of two multisets.
func commonWords(a, b map[string]int) int {
	n := 0
	for w, c := range a {
		n += min(c, b[w])
	}
	return n
}

// layoutAddress is where a page was fetched: those in the shape of a site that
// has rules come from there.
func layoutAddress(name string) string {
	switch name {
	case "azeri":
		return "https://report.az/infrastruktur-xeberleri/bakida-uc-kucede-hereket-mehdudlasdirilir"
	case "apa":
		return "https://apa.az/cemiyyet/qaxda-deyirman-900100"
	case "azertag":
		return "https://azertag.az/en/xeber/botanists_find_wild_pear-3100100"
	case "trend":
		return "https://ru.trend.az/business/energy/4100100.html"
	}
	return "https://news.example/section/" + name + "-of-the-day"
}

// measured is one page of testdata/pages: its answer against the text that a
// reader wants of it, which stands beside it in a file of its own.
type measured struct {
	name        string
	want, got   map[string]int
	kept, chaff float64
	err         error
}

// layouts reads all pages as mend changes them.
func layouts(t *testing.T, address func(name string) string, mend func([]byte) []byte) []measured {
	t.Helper()
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) < 20 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	out := make([]measured, len(pages))
	for i, file := range pages {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		m := measured{name: name, want: bag(string(readFile(t, strings.TrimSuffix(file, ".html")+".txt")))}
		e, err := Extract(mend(readFile(t, file)), "text/html", address(name))
		m.got, m.err = bag(e.Text), err
		both := float64(commonWords(m.got, m.want))
		m.kept, m.chaff = both/float64(max(1, sum(m.want))), 1-both/float64(max(1, sum(m.got)))
		out[i] = m
	}
	return out
}

// TestLayouts reads pages of our own making in the layouts that news come in.
// A page without a wanted text is a list of others, and no article.
func TestLayouts(t *testing.T) {
	var words, wanted, extra int
	t.Logf("%-12s %6s %6s %6s %6s", "page", "wanted", "got", "kept", "chaff")
	for _, m := range layouts(t, layoutAddress, func(doc []byte) []byte { return doc }) {
		if len(m.want) == 0 {
			t.Logf("%-12s no article", m.name)
			if feed.KindOf(m.err) != feed.KindNoText {
				t.Errorf("%s is no article, but: %v, %d words", m.name, m.err, sum(m.got))
			}
			continue
		}
		t.Logf("%-12s %6d %6d %5.1f%% %5.1f%%", m.name, sum(m.want), sum(m.got), 100*m.kept, 100*m.chaff)
		if m.err != nil || m.kept < leastKept || m.chaff > mostChaff {
			t.Errorf("%s: %v, kept %.3f, chaff %.3f\nmissing %v\ntoo much %v", m.name, m.err, m.kept, m.chaff, less(m.want, m.got), less(m.got, m.want))
		}
		if sum(m.want) < leastWords {
			t.Errorf("%s has only %d words", m.name, sum(m.want))
		}
		both := commonWords(m.want, m.got)
		words, wanted, extra = words+both, wanted+sum(m.want), extra+sum(m.got)-both
	}
	t.Logf("%-12s %6d %6d %5.1f%% %5.1f%%", "all", wanted, words+extra, 100*float64(words)/float64(wanted), 100*float64(extra)/float64(words+extra))
}

// TestLayoutsWithoutNames reads the same pages with no class, no id and no
// site that is known: then nothing but elements and words is left to go by.
// Some boxes, such as the signatures of a forum, cannot be told from the text
// by these, so the bar for what is too much stands for all pages together.
func TestLayoutsWithoutNames(t *testing.T) {
	names := regexp.MustCompile(`(?i) (class|id)="[^"]*"`)
	elsewhere := func(name string) string { return "https://news.example/a/" + name }
	var words, extra int
	for _, m := range layouts(t, elsewhere, func(doc []byte) []byte { return names.ReplaceAll(doc, nil) }) {
		if len(m.want) == 0 {
			if m.err == nil {
				t.Errorf("%s is no article", m.name)
			}
			continue
		}
		// A builder's boxes have nothing but their class in common.
		if m.kept < 0.9 && m.name != "tilda" {
			t.Errorf("%s: kept %.3f, missing %v", m.name, m.kept, less(m.want, m.got))
		}
		both := commonWords(m.want, m.got)
		words, extra = words+both, extra+sum(m.got)-both
	}
	if chaff := float64(extra) / float64(words+extra); chaff > mostChaff/2 {
		t.Errorf("chaff %.3f", chaff)
	} else {
		t.Logf("chaff %.3f", chaff)
	}
}

// less are the words of a that b lacks.
func less(a, b map[string]int) []string {
	var out []string
	for _, w := range slices.Sorted(maps.Keys(a)) {
		if a[w] > b[w] {
			out = append(out, w)
		}
	}
	return out
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	doc, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
