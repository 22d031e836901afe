package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// garble decodes UTF-8 as another encoding, as servers do who are wrong about
// theirs; bytes that the encoding leaves open become controls.
func garble(s string, enc *charmap.Charmap) string {
	var b strings.Builder
	for i := range len(s) {
		r := enc.DecodeByte(s[i])
		if r == '\ufffd' {
			r = rune(s[i])
		}
		b.WriteRune(r)
	}
	return b.String()
}

const (
	ruText = "Порт готовится к новому урожаю: краны, склады и причалы уже проверены, суда ждут на рейде, а в город приехали покупатели."
	azText = "Şəhərin şərq hissəsində yeni körpünün tikintisi başa çatıb və ilk avtobuslar artıq işə düşüb, deyə sərnişinlər bildirirlər."
)

func TestRepair(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Russian", ruText, ruText},
		{"Azerbaijani", azText, azText},
		{"ASCII", "plain words", "plain words"},
		{"nothing", "", ""},
		{"Russian as windows-1251", garble(ruText, charmap.Windows1251), ruText},
		{"Russian as windows-1252", garble(ruText, charmap.Windows1252), ruText},
		{"Azerbaijani as windows-1252", garble(azText, charmap.Windows1252), azText},
		{"Azerbaijani as windows-1251", garble(azText, charmap.Windows1251), azText},
		{
			"with a sign added later",
			"<p>" + garble(azText, charmap.Windows1252) + " — ©</p>",
			"<p>" + azText + " — ©</p>",
		},
		{
			"a story about it",
			ruText + " Вместо имени на экране стояло «РџСЂРёРІРµС‚».",
			ruText + " Вместо имени на экране стояло «РџСЂРёРІРµС‚».",
		},
		{"too short to be sure", "É™", "É™"},
		{"half of it right", ruText + garble(ruText, charmap.Windows1252), ruText + garble(ruText, charmap.Windows1252)},
	} {
		if got := repair(c.in); got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestPieces(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"abc", []string{"abc+"}},
		{"да", []string{"да-"}},
		{"a да, b", []string{"a +", "да-", ", b+"}},
	} {
		var got []string
		pieces(c.in, func(piece string, text bool) {
			got = append(got, piece+map[bool]string{true: "+", false: "-"}[text])
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("pieces(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestOnce(t *testing.T) {
	for _, c := range []struct {
		name, in string
		enc      *charmap.Charmap
		want     string
	}{
		{"a letter", "É™", charmap.Windows1252, "ə"},
		{"two letters", "РџСЂ", charmap.Windows1251, "Пр"},
		{"what the encoding leaves open", "Ð\u009d", charmap.Windows1252, "Н"},
		{"a Russian word", "порт", charmap.Windows1251, ""},
		{"what the encoding has not", "порт", charmap.Windows1252, ""},
		{"ASCII", "a", charmap.Windows1252, ""},
	} {
		if got := once(c.in, c.enc); got != c.want {
			t.Errorf("%s: once(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestNearlyUTF8(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     bool
	}{
		{"nothing", "", true},
		{"ASCII", "plain", true},
		{"Russian", ruText, true},
		{"cut within a letter", ruText[:len(ruText)-3], true},
		{"a broken letter", ruText + "\xd0" + ruText, true},
		{"one letter of another encoding", "caf\xe9", false},
		{"another encoding", "\xcf\xee\xf0\xf2 \xe8 \xea\xf0\xe0\xed", false},
	} {
		if got := nearlyUTF8([]byte(c.in)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestCyrillic(t *testing.T) {
	encode := func(enc *charmap.Charmap, s string) []byte {
		out, err := enc.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range []struct {
		name string
		doc  []byte
		want encoding.Encoding
	}{
		{"windows-1251", encode(charmap.Windows1251, ruText), charmap.Windows1251},
		{"windows-1251 in much markup", encode(charmap.Windows1251, strings.Repeat("<td class=x>", 900)+ruText), charmap.Windows1251},
		{"KOI8-R", encode(charmap.KOI8R, ruText), charmap.KOI8R},
		{"KOI8-R in a line", encode(charmap.KOI8R, "Мост закрыт"), charmap.KOI8R},
		{"KOI8-R in capitals", encode(charmap.KOI8R, "МОСТ ЗАКРЫТ ДО ВЕСНЫ"), charmap.KOI8R},
		{"windows-1251 in capitals", encode(charmap.Windows1251, "МОСТ ЗАКРЫТ ДО ВЕСНЫ"), charmap.Windows1251},
		{"windows-1251 in Ukrainian", encode(charmap.Windows1251, "Міст закрито до весни, їздять поромом і човнами"), charmap.Windows1251},
		{"ISO 8859-5", encode(charmap.ISO8859_5, "Мост закрыт до весны"), charmap.ISO8859_5},
		{"of DOS", encode(charmap.CodePage866, "Мост закрыт до весны"), charmap.CodePage866},
		{"ASCII", []byte("plain"), nil},
		{"French", encode(charmap.Windows1252, "L’été dernier, la mère de l’élève a été reçue à l’hôtel où naïvement."), nil},
		{"Turkish", encode(charmap.Windows1254, "Çocuğun öğretmeni güneşli bir günde ağaçların gölgesinde şiir okuyordu."), nil},
		{"UTF-8", []byte(ruText), nil},
	} {
		if got := cyrillic(c.doc); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A page that was garbled on its way reads as if it had not been, and so does
// one whose encoding is declared wrongly.
func TestExtractGarbledPages(t *testing.T) {
	page := story("", storyText())
	win, err := charmap.Windows1251.NewEncoder().String(strings.ReplaceAll(page, "—", "-"))
	if err != nil {
		t.Fatal(err)
	}
	koi, err := charmap.KOI8R.NewEncoder().String(strings.ReplaceAll(page, "—", "-"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ page, header string }{
		"KOI8-R that says nothing":                   {koi, ""},
		"UTF-8 with a broken letter":                 {page[:600] + "\xd0" + page[600:], "text/html"},
		"UTF-8 written twice by way of windows-1251": {garble(page, charmap.Windows1251), "text/html; charset=utf-8"},
		"UTF-8 written twice by way of windows-1252": {garble(page, charmap.Windows1252), ""},
		"windows-1251 that says it is UTF-8":         {win, "text/html; charset=utf-8"},
		"windows-1251 that says nothing":             {win, ""},
		"windows-1251 that says it is Latin":         {win, "text/html; charset=iso-8859-1"},
	} {
		e, err := Extract([]byte(c.page), c.header, storyURL)
		if err != nil || !strings.Contains(e.Text, "рассказывает о том, как порт") || !strings.HasPrefix(e.Title, "Порт") {
			t.Errorf("%s: %v, %q, %.80q", name, err, e.Title, e.Text)
		}
	}
}
