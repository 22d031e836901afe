package page

import (
	"strings"
	"testing"
)

type linkCase struct{ raw, want string }

// linkTable has addresses as pages and feeds have them, good and bad, and what
// Link makes of them.
func linkTable() []linkCase {
	return []linkCase{
		{"https://example.org/a", "https://example.org/a"},
		{"https://example.org", "https://example.org"},
		{"HTTP://Example.ORG:8080/A?b=C#d", "http://example.org:8080/A?b=C#d"},
		{"  https://example.org/a\n", "https://example.org/a"},
		{"https://example.org/a b\"c'd<e>", "https://example.org/a%20b%22c%27d%3Ce%3E"},
		{"https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"},
		{"https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2"},
		{
			"https://example.org/новость?q=ё",
			"https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C?q=%D1%91",
		},
		{"https://example.org/100%/x%zz%41", "https://example.org/100%25/x%25zz%41"},
		{"https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"},
		{"https://my_host.example.org/", "https://my_host.example.org/"},
		{"https://user:secret@example.org/", "https://example.org/"},
		{"https://example.org@evil.example/", "https://evil.example/"},
		{"https://[2001:db8::1]:80/x", "https://[2001:db8::1]:80/x"},
		{`https:\\example.org\a\b?c\d`, "https://example.org/a/b?c%5Cd"},
		{"https://example.org/a#b#c", "https://example.org/a#b%23c"},
		{"/abs?x", "https://base.example/abs?x"},
		{"rel", "https://base.example/dir/rel"},
		{"../up", "https://base.example/up"},
		{"?q=1", "https://base.example/dir/page?q=1"},
		{"#frag", "https://base.example/dir/page#frag"},
		{"//other.example/x", "https://other.example/x"},
		{"--help", "https://base.example/dir/--help"},
		{"-x", "https://base.example/dir/-x"},
		{"mailto:a.b+c@example.org", "mailto:a.b+c@example.org"},
		{"MAILTO:a@example.org?subject=x&attach=/etc/passwd", "mailto:a@example.org"},
		{"java\tscript:alert(1)", ""},
		{"javascript:alert(1)", ""},
		{" JaVaScRiPt:alert(1)", ""},
		{"java&#115;cript:alert(1)", ""},
		{"java&amp;#115;cript:alert(1)", ""},
		{"\x01javascript:alert(1)", ""},
		{"\u200bjavascript:alert(1)", ""},
		{"vbscript:x", ""},
		{"data:text/html,x", ""},
		{"file:///etc/passwd", ""},
		{"ftp://example.org/", ""},
		{"tel:+123", ""},
		{"steam://run/1", ""},
		{"http://", ""},
		{"https:///", ""},
		{"https://-x.example/", ""},
		{"https://exa mple.org/", ""},
		{"https://example.org:99999999/", ""},
		{"https://example.org:x/", ""},
		{"https://[::1%25eth0]/", ""},
		{"https://[nonsense]/", ""},
		{"mailto:", ""},
		{"mailto:nobody", ""},
		{"mailto:a@example.org,b@example.org", ""},
		{"12:30", ""},
		{"", ""},
		{"https://example.org/" + strings.Repeat("a", maxAddress), ""},
		{"https://example.org/?" + strings.Repeat("&amp;", 5000), ""},
		{"https://example.org/&amp;amp;amp;amp;amp;amp;x", ""},
	}
}

func TestLink(t *testing.T) {
	for _, c := range linkTable() {
		if got := Link(c.raw, "https://base.example/dir/page"); got != c.want {
			t.Errorf("Link(%.80q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

func TestLinkWithoutBase(t *testing.T) {
	for _, raw := range []string{"--help", "/etc/passwd", "page.html", "//host.example/x", "#a", "?b", "-", "a b"} {
		for _, base := range []string{"", "not an address", "javascript:alert(1)", "mailto:a@example.org"} {
			if got := Link(raw, base); got != "" {
				t.Errorf("Link(%q, %q) = %q", raw, base, got)
			}
		}
	}
}

// Most addresses of most feeds are plain; looking at them costs nothing.
func TestLinkAllocatesNothingForPlainAddresses(t *testing.T) {
	const plain = "https://news.example.org/ru/2025/11/28/story-12345.html?utm=1"
	if n := testing.AllocsPerRun(100, func() { Link(plain, "https://example.org/") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
