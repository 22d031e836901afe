package rss

import (
	"bytes"
	"cmp"
	"mime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// sniffed is how much of a document encodings are looked for in.
const sniffed = 64 << 10

// decode makes legal XML text in UTF-8 of a document. A byte order mark
// decides; then bytes that are UTF-8 with at least one character beyond ASCII
// are, whatever a header claims; then the HTTP header, unless it only repeats
// the default of old servers while the XML declaration knows better; then the
// declaration; then a guess. A few bad bytes in UTF-8 become U+FFFD each.
func decode(doc []byte, contentType, lang string) []byte {
	if enc, skip := byMark(doc); enc != nil {
		return legal(convert(doc[skip:], enc))
	}
	doc = bytes.TrimPrefix(doc, []byte("\xEF\xBB\xBF"))
	good, bad := beyondASCII(doc)
	header, declared := headerCharset(contentType), declaredCharset(doc)
	if good+bad == 0 {
		if enc := shifting(declared); enc != nil {
			return legal(convert(doc, enc))
		}
		return legal(doc)
	}
	if bad == 0 || good > 2*bad { // by chance, Chinese text comes to one in ten
		return legal(doc)
	}
	if (header == "iso-8859-1" || header == "us-ascii" || header == "utf-8") && declared != "" && declared != "utf-8" {
		header = declared
	}
	for _, label := range []string{header, declared} {
		if enc := lookup(label); enc != nil {
			return legal(convert(doc, enc))
		}
	}
	if enc := guess(doc, lang); enc != nil {
		return legal(convert(doc, enc))
	}
	return legal(doc)
}

// byMark finds the encoding by byte order mark or, for UTF-16 without one, by
// the zero bytes round the first «<» or «{».
func byMark(doc []byte) (enc encoding.Encoding, skip int) {
	has := func(prefix string) bool { return bytes.HasPrefix(doc, []byte(prefix)) }
	switch {
	case has("\xFF\xFE\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case has("\x00\x00\xFE\xFF"):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case has("\xFF\xFE"):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case has("\xFE\xFF"):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	case has("<\x00"), has("{\x00"):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0
	case has("\x00<"), has("\x00{"):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0
	}
	return nil, 0
}

// UTF8 is a document that by its protocol must be UTF-8, as sitemaps and JSON
// must; what plainly is not is in the one-byte encoding of the region.
func UTF8(doc []byte) []byte {
	if good, bad := beyondASCII(doc); bad <= good {
		return doc
	}
	return convert(doc, charmap.Windows1251)
}

// beyondASCII counts the characters beyond ASCII that are UTF-8 and the bytes that
// are not. It stops once a thousand bad ones make things clear.
func beyondASCII(doc []byte) (good, bad int) {
	for i := 0; i < len(doc) && bad < 1000; {
		if doc[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(doc[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

// headerCharset is the charset of a Content-Type header, in lower case.
func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.ToLower(params["charset"])
}

// declaredCharset is the encoding an XML declaration names, in lower case.
func declaredCharset(doc []byte) string {
	head := doc[:min(len(doc), 1024)]
	start := bytes.Index(head, []byte("<?xml"))
	if start < 0 {
		return ""
	}
	head, _, _ = bytes.Cut(head[start:], []byte("?>"))
	_, value, ok := bytes.Cut(head, []byte("encoding"))
	if !ok {
		return ""
	}
	value = bytes.TrimLeft(value, " \t\r\n=")
	if len(value) == 0 || value[0] != '"' && value[0] != '\'' {
		return ""
	}
	name, _, _ := bytes.Cut(value[1:], value[:1])
	return strings.ToLower(strings.TrimSpace(string(name)))
}

// lookup finds an encoding that can explain bytes which are not UTF-8.
func lookup(label string) encoding.Encoding {
	enc, name := charset.Lookup(label)
	if enc == nil || name == "utf-8" || name == "replacement" || strings.HasPrefix(name, "utf-16") {
		return nil
	}
	return enc
}

// shifting finds a declared encoding that writes everything in ASCII bytes.
func shifting(label string) encoding.Encoding {
	if enc, name := charset.Lookup(label); name == "iso-2022-jp" {
		return enc
	}
	return nil
}

// guess names the encoding by the bytes. Latin alphabets are told from all
// others by where the high bytes stand, which the detector overlooks in short
// texts; Turkish and Azerbaijani from the rest by the reader's word.
func guess(doc []byte, lang string) encoding.Encoding {
	sample := doc[:min(len(doc), sniffed)]
	dense, turkic := denseHigh(sample), lang == "tr" || lang == "az"
	results, _ := chardet.NewHtmlDetector().DetectAll(sample) // no result is an answer too
	// The detector leaves ties to chance; the same bytes must always read alike.
	slices.SortFunc(results, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), strings.Compare(b.Charset, a.Charset))
	})
	for _, r := range results {
		name := strings.ToLower(r.Charset)
		switch {
		case strings.HasPrefix(name, "utf-"), strings.HasPrefix(name, "ibm"), latin(name) == dense:
			continue
		case turkic && (name == "iso-8859-1" || name == "windows-1252"):
			return lookup("windows-1254")
		}
		if enc := lookup(name); enc != nil {
			return enc
		}
	}
	switch {
	case dense:
		return lookup("windows-1251")
	case turkic:
		return lookup("windows-1254")
	}
	return lookup("windows-1252")
}

// latin reports the detector's names for Latin alphabets.
func latin(name string) bool {
	switch name {
	case "iso-8859-1", "windows-1252", "iso-8859-2", "windows-1250", "iso-8859-9", "windows-1254":
		return true
	}
	return false
}

// denseHigh reports whether high bytes mostly stand next to each other, as
// in any script but Latin.
func denseHigh(s []byte) bool {
	high, pairs := 0, 0
	for i, c := range s {
		if c >= 0x80 {
			high++
			if i > 0 && s[i-1] >= 0x80 {
				pairs++
			}
		}
	}
	return 2*pairs > high
}

// convert decodes with an encoding; what it cannot decode becomes U+FFFD.
func convert(doc []byte, enc encoding.Encoding) []byte {
	out, err := enc.NewDecoder().Bytes(doc)
	if err != nil {
		return doc // no decoder of x/text fails on bytes; the rest of the way takes any
	}
	return out
}

// legal makes bad bytes U+FFFD and drops the characters XML forbids. What
// needs no change is returned as it is.
func legal(doc []byte) []byte {
	i := firstIllegal(doc)
	if i == len(doc) {
		return doc
	}
	out := make([]byte, i, len(doc)+16)
	copy(out, doc)
	for i < len(doc) {
		n := firstIllegal(doc[i:])
		out = append(out, doc[i:i+n]...)
		i += n
		if i == len(doc) {
			break
		}
		r, size := utf8.DecodeRune(doc[i:])
		if r == utf8.RuneError && size == 1 {
			out = append(out, "\uFFFD"...)
		}
		i += size
	}
	return out
}

// firstIllegal is the place of the first byte legal has to change.
func firstIllegal(s []byte) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && size == 1 || !legalRune(r) {
			return i
		}
		i += size
	}
	return len(s)
}
