package cli

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/ui/lang"
	"rubrika/ui/render"
)

func TestExclusions(t *testing.T) {
	a, _ := telling("en")
	root := a.root()
	for _, c := range [][2]string{
		{"search мир -война", "search|мир| -война"},
		{"search -война мир --json", "search| -война|мир|--json"},
		{"--lang ru search -война", "--lang|ru|search| -война"},
		{"--config f --db=s news -rubric:sport", "--config|f|--db=s|news| -rubric:sport"},
		{"news --limit -1 -x", "news|--limit|-1| -x"},
		{"news --view -x -y", "news|--view|-x| -y"},
		{`search -"мир и -(a or`, `search| -"мир|и| -(a|or`},
		{"search -h -help -json -limit=3", "search|-h|-help|-json|-limit=3"},
		{"search a - -- -b", "search|a|-|--|-b"},
		{"view mute Мир -война", "view|mute|Мир| -война"},
		{"mark read --filter -rubric:sport", "mark|read|--filter|-rubric:sport"},
		{"add -x", "add|-x"},
		{"-x", "-x"},
		{"--profile work news -x -q", "--profile|work|news| -x|-q"},
		{"view -x", "view|-x"},
		{"view remove -x", "view|remove|-x"},
		{"search -ж -qx", "search| -ж| -qx"},
		{"--lang search -x", "--lang|search|-x"},
	} {
		if got := strings.Join(exclusions(root, strings.Fields(c[0])), "|"); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

func TestTyped(t *testing.T) {
	if got := typed([]string{" -война", "мир ", "a b"}); got != "-война мир a b" {
		t.Errorf("%q", got)
	}
}

// TestThePlaceOfAFault: the caret stands below the place, counted in cells, and
// nothing of the filter moves it.
func TestThePlaceOfAFault(t *testing.T) {
	long := strings.Repeat("слово ", 60)
	for _, text := range []string{
		"rubrik:x", "порт rubrik:x", "港港 rubrik:x", "e\u0301te\u0301 rubrik:x", "a\tb\x1b[2J\u202e rubrik:x мир",
		long + "rubrik:x " + long, strings.Repeat("港", 300) + " rubrik:x", "rubrik:x " + long, "(порт or мир", "мир or",
	} {
		for _, width := range []int{0, 30, 80} {
			_, err := readFilter(text)
			if err == nil {
				t.Fatalf("%q is right", text)
			}
			var e *feed.Error
			if !errors.As(err, &e) || e.Column < 1 {
				t.Fatalf("%q: %+v", text, err)
			}
			var out bytes.Buffer
			a := &app{env: Env{Stderr: &out, Width: width}, words: lang.For("en")}
			if code := a.fail(err); code != exitUsage {
				t.Errorf("%q: code %d", text, code)
			}
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			if len(lines) != 3 {
				t.Fatalf("%q: %q", text, lines)
			}
			shown, caret := lines[1], strings.TrimSuffix(lines[2], "^")
			if strings.Trim(caret, " ") != "" || strings.ContainsAny(out.String(), "\x1b\u202e\t") {
				t.Errorf("%q: %q", text, lines)
			}
			if room := max(width, 1); width > 0 && render.Width(shown) > room || width == 0 && render.Width(shown) > 80 {
				t.Errorf("%q: %d cells of %d", text, render.Width(shown), width)
			}
			// What stands at the caret is what stands at the place.
			want := string([]rune(text + " ")[e.Column-1])
			if got := cellAt(shown+" ", render.Width(caret)); got != want {
				t.Errorf("%q at %d: %q, want %q:\n%s\n%s", text, width, got, want, shown, lines[2])
			}
		}
	}
}

// cellAt is the letter of a line whose first cell is at a place.
func cellAt(line string, at int) string {
	for i, r := range line {
		if render.Width(line[:i]) == at && render.Width(line[:i]+string(r)) > at {
			return string(r)
		}
	}
	return ""
}

// A fault without a place, and one that is not of a filter, show no line.
func TestAFaultWithoutAPlace(t *testing.T) {
	var out bytes.Buffer
	a := &app{env: Env{Stderr: &out}, words: lang.For("en")}
	a.fail(misread{"порт", &feed.Error{Kind: feed.KindUsage}})
	a.fail(misread{"порт", &feed.Error{Kind: feed.KindUsage, Line: 1, Column: 99}})
	a.fail(&feed.Error{Kind: feed.KindUsage, Line: 1, Column: 1})
	if n := strings.Count(out.String(), "\n"); n != 3 {
		t.Errorf("%d lines: %s", n, out.String())
	}
}

func TestWidened(t *testing.T) {
	for filter, want := range map[string][]string{
		"порт rubric:sport":       {"порт", "пор*"},
		"порт шторм":              {"порт or шторм", "пор* or што*"},
		`"старый маяк" since:2d`:  {`"старый маяк"`, "старый or маяк", "стар* or мая*"},
		"маяк -война":             {"маяк", "мая*"},
		"(порт or шторм) lang:ru": {"порт or шторм"},
		"rubric:sport":            {},
		"по*":                     {"по", "по*"},
		"or(":                     nil,
	} {
		f, err := feed.ParseFilter(filter)
		if err != nil {
			if want != nil {
				t.Errorf("%s: %v", filter, err)
			}
			continue
		}
		got := []string{}
		for _, wider := range widened(f) {
			got = append(got, wider.String())
		}
		want = slices.DeleteFunc(want, func(s string) bool { return s == f.String() })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", filter, got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"порт": "порт", "a b": "'a b'", "пор*": "'пор*'", "d'Or": `'d'\''Or'`, `"a b"`: `'"a b"'`, "(a or b)": "'(a or b)'",
	} {
		if got := quoted(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestInRunes(t *testing.T) {
	text := "…маяк и порт"
	from := strings.Index(text, "маяк")
	at := strings.Index(text, "порт")
	got := inRunes(text, [][2]int{{from, from + len("маяк")}, {at, at + len("порт")}})
	if len(got) != 2 || got[0] != [2]int{1, 5} || got[1] != [2]int{8, 12} {
		t.Errorf("%v", got)
	}
	if got := inRunes(text, nil); got == nil || len(got) != 0 {
		t.Errorf("%v is null in JSON", got)
	}
}
