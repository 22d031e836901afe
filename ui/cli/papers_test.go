package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rubrika/ui/lang"
)

// What the papers tell readers to type can be typed, as the examples of help
// can. The mistake that docs/filter.md shows is one of a filter, which no
// command line knows.
func TestPapersCanBeTyped(t *testing.T) {
	fence := regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```")
	comment := regexp.MustCompile(`\s{2,}# .*`)
	for paper, least := range map[string]int{
		"README.md": 7, "docs/guide.md": 20, "docs/filter.md": 6, "docs/json.md": 3, "docs/newsboat.md": 4,
	} {
		text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(paper)))
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
			if block[1] != "" && block[1] != "sh" {
				continue
			}
			for line := range strings.Lines(block[2]) {
				line = strings.TrimSpace(comment.ReplaceAllString(strings.TrimPrefix(line, "$ "), ""))
				if !strings.HasPrefix(line, "rubrika ") {
					continue
				}
				seen++
				a, _ := telling(lang.Codes()[0])
				example(t, a.root(), line)
			}
		}
		if seen < least {
			t.Errorf("%s: only %d lines were looked at", paper, seen)
		}
	}
}
