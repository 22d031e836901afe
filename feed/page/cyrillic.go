package page

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// maxSample is how much of a page is looked at for its encoding, in bytes
// beyond ASCII: far more than is needed to tell.
const maxSample = 64 << 10

// frequent are the letters of Russian from the most to the least frequent (the
// counts of the Russian national corpus). In the wrong encoding the frequent
// ones become rare ones, in capitals as in small letters.
const frequent = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ"

// leastRussian is what a byte of Russian counts at least on average; it is
// about 50 in the right encoding, and below 10 in UTF-8 that is read as one of
// these.
const leastRussian = 25

// cyrillic tells the encoding of a page of which most bytes that are not ASCII
// stand together in words, which in a Latin page they never do; nil when it is
// none.
func cyrillic(doc []byte) encoding.Encoding {
	var sample []byte
	together, run := 0, 0
	for _, c := range doc {
		if c < 0x80 {
			if run > 0 {
				sample = append(sample, ' ')
			}
			run = 0
			continue
		}
		if run++; run >= 3 {
			together++
		}
		if sample = append(sample, c); len(sample) == maxSample {
			break
		}
	}
	letters := len(sample) - bytes.Count(sample, []byte(" "))
	if together*2 < letters || letters == 0 {
		return nil
	}
	best, most := charmap.Windows1251, 0
	for _, enc := range []*charmap.Charmap{charmap.Windows1251, charmap.KOI8R, charmap.ISO8859_5, charmap.CodePage866} {
		if n := russian(sample, enc); n > most {
			best, most = enc, n
		}
	}
	if most < leastRussian*letters {
		return nil
	}
	return best
}

// russian says how much like Russian the bytes look in an encoding: the more
// frequent its letters are, the more; signs and small letters before capitals
// count against it.
func russian(sample []byte, enc *charmap.Charmap) int {
	sum, small := 0, false
	for _, c := range sample {
		r := enc.DecodeByte(c)
		place := strings.IndexRune(frequent, unicode.ToLower(r))
		switch {
		case r == ' ':
		case place >= 0 && !(small && unicode.IsUpper(r)):
			sum += len(frequent) - place
		case !strings.ContainsRune("«»“”„’…–—№ёЁіїєґІЇЄҐ\u00a0", r):
			sum -= len(frequent)
		}
		small = unicode.IsLower(r)
	}
	return sum
}
