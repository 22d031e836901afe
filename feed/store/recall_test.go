package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

// sentence is one of testdata/recall: what is filed, and which questions must
// (or may) find it.
type sentence struct {
	lang, text  string
	wanted, may []string
}

// question is what a reader of lang asks for.
type question struct{ lang, text string }

// hits counts what some questions found.
type hits struct{ wanted, found, wrong int }

func (h *hits) count(wanted, found bool) {
	if wanted {
		h.wanted++
	}
	if found && wanted {
		h.found++
	}
	if found && !wanted {
		h.wrong++
	}
}

func (h *hits) recall() float64    { return float64(h.found) / float64(max(h.wanted, 1)) }
func (h *hits) precision() float64 { return float64(h.found) / float64(max(h.found+h.wrong, 1)) }

func (h *hits) String() string {
	return fmt.Sprintf("recall %.3f, precision %.3f of %d wanted", h.recall(), h.precision(), h.wanted)
}

// readRecall reads testdata/recall; queries.txt says how it is written.
func readRecall(t *testing.T) (sentences []sentence, questions []question) {
	t.Helper()
	lines := func(name string) []string {
		data, err := os.ReadFile(filepath.Join("testdata", "recall", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(strings.Split(string(data), "\n"), func(l string) bool { return l == "" || l[0] == '#' })
	}
	for _, line := range lines("queries") {
		lang, text, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("queries.txt: %q", line)
		}
		questions = append(questions, question{lang, text})
	}
	for _, lang := range []string{"ru", "az", "tr", "en"} {
		for _, line := range lines(lang) {
			parts := strings.Split(line, " | ")
			s := sentence{lang: lang, text: parts[0]}
			for _, q := range parts[1:] {
				text, may := strings.CutPrefix(q, "~")
				if !slices.ContainsFunc(questions, func(q question) bool { return q.text == text }) {
					t.Fatalf("%s.txt: nobody asks %q", lang, q)
				}
				if may {
					s.may = append(s.may, text)
				} else {
					s.wanted = append(s.wanted, text)
				}
			}
			sentences = append(sentences, s)
		}
	}
	return sentences, questions
}

// TestRecall asks a real store for words and looks which of some hundred
// sentences it finds, by language, and beside that what a plain search for the
// letters would find. Every third question of a language was not looked at while
// the stemmers were written.
func TestRecall(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	sentences, questions := readRecall(t)
	var entries []feed.Entry
	texts := map[string]string{} // by title
	for i, one := range sentences {
		e := feed.Entry{Item: feed.Item{Title: one.text, Lang: one.lang}, Keys: []string{fmt.Sprintf("link:%d", i)}}
		if i%2 == 1 { // in the body, below a headline that says nothing
			e.Title, e.Text = fmt.Sprint(i), one.text
		}
		texts[e.Title] = one.text
		entries = append(entries, e)
	}
	put(t, s, src, entries...)
	all, held, plain, asked := map[string]*hits{}, map[string]*hits{}, map[string]*hits{}, map[string]int{}
	for _, q := range questions {
		if all[q.lang] == nil {
			all[q.lang], held[q.lang], plain[q.lang] = &hits{}, &hits{}, &hits{}
		}
		asked[q.lang]++
		items, err := s.List(t.Context(), feed.Filter{Text: q.text, Limit: len(sentences)})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, it := range items {
			found[texts[it.Title]] = true
		}
		letters := strings.ToLower(strings.Trim(q.text, `"*`))
		for _, one := range sentences {
			if slices.Contains(one.may, q.text) {
				continue
			}
			wanted := slices.Contains(one.wanted, q.text)
			if wanted != found[one.text] {
				t.Logf("%s %s finds it: %v, wanted: %v: %s", q.lang, q.text, found[one.text], wanted, one.text)
			}
			all[q.lang].count(wanted, found[one.text])
			plain[q.lang].count(wanted, strings.Contains(strings.ToLower(one.text), letters))
			if asked[q.lang]%3 == 0 {
				held[q.lang].count(wanted, found[one.text])
			}
		}
	}
	for lang, least := range map[string][2]float64{"ru": {0.95, 0.9}, "az": {0.85, 0.85}, "tr": {0.95, 0.9}, "en": {0.95, 0.9}} {
		t.Logf("%s, %d questions: %v; held back: %v; plain substrings: %v", lang, asked[lang], all[lang], held[lang], plain[lang])
		if all[lang].recall() < least[0] || all[lang].precision() < least[1] {
			t.Errorf("%s: %v, want %v", lang, all[lang], least)
		}
	}
	if len(sentences) < 600 || len(questions) < 130 {
		t.Errorf("%d sentences, %d questions", len(sentences), len(questions))
	}
}
