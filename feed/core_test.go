package feed

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNearest(t *testing.T) {
	rubrics := rubricNames()
	tests := []struct {
		word       string
		candidates []string
		want       string
	}{
		{"economy", rubrics, "economy"},
		{"ECONOMY", rubrics, "economy"},
		{"ecnoomy", rubrics, "economy"},
		{"econoy", rubrics, "economy"},
		{"economyy", rubrics, "economy"},
		{"sci", rubrics, "science-tech"},
		{"so", rubrics, "society"},
		{"s", rubrics, ""},
		{"football", rubrics, ""},
		{"", rubrics, ""},
		{"x", nil, ""},
		{"is", []string{"isolated", "is"}, "is"},
		{"re", []string{"unread", "read", "reading"}, "read"},
		{"йод", []string{"год", "код", "ёж"}, "год"},
		{"э", []string{"экономика"}, ""},
		{"Экономка", []string{"Экономика"}, "Экономика"},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, tt.candidates); got != tt.want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", tt.word, tt.candidates, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "", 3},
		{"abc", "abc", 0},
		{"abc", "acb", 1},
		{"kitten", "sitting", 3},
		{"мир", "пир", 1},
		{"ab", "ba", 1},
		{"abcdef", "badcfe", 3},
	}
	for _, tt := range tests {
		if Slip(tt.a, tt.b) != (tt.want <= 1) {
			t.Errorf("Slip(%q, %q)", tt.a, tt.b)
		}
		if got := distance([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if back := distance([]rune(tt.b), []rune(tt.a)); back != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d: it is the same both ways", tt.b, tt.a, back, tt.want)
		}
	}
}

func TestErrorText(t *testing.T) {
	tests := []struct {
		err  *Error
		want string
	}{
		{&Error{Op: "fetch", Source: "https://a.example/rss", Kind: KindNotFound, Status: 404}, "fetch https://a.example/rss: status 404"},
		{&Error{Op: "fetch", Source: "https://a.example/rss", Kind: KindTimeout, Err: io.ErrUnexpectedEOF}, "fetch https://a.example/rss: unexpected EOF"},
		{&Error{Op: "open store", Kind: KindNewer}, "open store: newer"},
		{&Error{Op: "config", Source: "rubrika.toml", Kind: KindConfig, Line: 3, Column: 7, Near: "theme", Err: errors.New("unknown key tehme")}, `config rubrika.toml:3:7: unknown key tehme (did you mean "theme"?)`},
		{&Error{Op: "filter", Kind: KindUsage, Line: 1, Column: 8, Near: "economy", Err: errors.New(`no rubric "ekonomy"`)}, `filter:1:8: no rubric "ekonomy" (did you mean "economy"?)`},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("%#v\n says %s\nwant %s", tt.err, got, tt.want)
		}
	}
}

func TestKindOf(t *testing.T) {
	dns := &Error{Op: "fetch", Kind: KindDNS, Err: io.EOF}
	tests := []struct {
		err  error
		want Kind
	}{
		{nil, KindNone},
		{io.EOF, KindInternal},
		{dns, KindDNS},
		{fmt.Errorf("refresh: %w", dns), KindDNS},
		{errors.Join(io.EOF, dns), KindDNS},
		{&Error{Op: "add", Kind: KindNotFeed, Err: dns}, KindNotFeed},
		{&Error{Op: "add", Err: dns}, KindDNS},
		{&Error{Op: "add"}, KindInternal},
		{&Error{Op: "add", Err: io.EOF}, KindInternal},
	}
	for _, tt := range tests {
		if got := KindOf(tt.err); got != tt.want {
			t.Errorf("KindOf(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
	if !errors.Is(dns, io.EOF) {
		t.Error("an Error must unwrap to its cause")
	}
}

func TestKinds(t *testing.T) {
	seen := map[Kind]bool{}
	for _, k := range Kinds() {
		if k == KindNone || seen[k] || strings.ToLower(string(k)) != string(k) {
			t.Errorf("kind %q is empty, twice there or not lower case", k)
		}
		seen[k] = true
	}
}

func TestRubrics(t *testing.T) {
	all := Rubrics()
	if len(all) != 15 || all[2] != Economy || all[14] != Other {
		t.Errorf("the keys 1–9 follow this order, which never changes: %q", all)
	}
	for i, r := range all {
		if !r.Valid() || slices.Index(all, r) != i {
			t.Errorf("rubric %q is not valid or twice there", r)
		}
	}
	for _, r := range []Rubric{"", "Economy", "news"} {
		if r.Valid() {
			t.Errorf("%q is no rubric", r)
		}
	}
	all[0] = Other
	if Rubrics()[0] != Politics {
		t.Error("a caller changed the rubrics for everybody")
	}
}

func TestMarksAndBadges(t *testing.T) {
	s, b := Read|Starred, Video|Urgent
	if !s.Has(Read) || !s.Has(Read|Starred) || State(0).Has(Read) || Read.Has(Read|Starred) {
		t.Error("State.Has must ask for all marks")
	}
	if !b.Has(Video|Urgent) || b.Has(Video|Photo) || !b.Has(0) {
		t.Error("Badge.Has must ask for all badges")
	}
}

func TestPosition(t *testing.T) {
	it := Item{ID: 7, Order: time.Unix(1764316800, 0), Published: time.Unix(1, 0)}
	if p := it.Position(); p.ID != 7 || !p.At.Equal(it.Order) {
		t.Errorf("the position of an item is its place in the stream, got %+v", p)
	}
}
