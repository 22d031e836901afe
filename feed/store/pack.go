package store

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rubrika/feed"
	"rubrika/feed/words"
)

// maxBody is how many bytes of a body are kept; HTML cut there still parses.
const maxBody = 4 << 20

// digest is what the store remembers of an entry as it was sent, to tell an
// edit from a repetition: four FNV-1a sums.
type digest struct {
	title, text, headline, body uint64
}

// digestOf sums up an entry. Title and text are folded, so that a change of
// case or ё is no edit. The publisher's date is left out: many feeds set it
// anew each time.
func digestOf(e feed.Entry) digest {
	return digest{
		title: sum(words.Fold(e.Title)),
		text:  sumWords(words.Fold(e.Text)),
		headline: sum(e.Title, e.Summary, e.URL, e.Section, joinRubrics(e.Rubrics), string(e.Why.Kind), e.Why.Text,
			e.Lang, fmt.Sprint(e.Badges), fmt.Sprintf("%q", e.Tags), fmt.Sprintf("%+v", e.Versions)),
		body: sum(string(e.HTML), fmt.Sprintf("%+v", extras(e))),
	}
}

// fnv1a is a running FNV-1a sum of 64 bits.
type fnv1a uint64

const newSum fnv1a = 14695981039346656037

func (h fnv1a) add(s string) fnv1a {
	for i := range len(s) {
		h = (h ^ fnv1a(s[i])) * 1099511628211
	}
	return h
}

func sum(parts ...string) uint64 {
	h := newSum
	for _, p := range parts {
		h = h.add(p).add("\x00")
	}
	return uint64(h)
}

// sumWords is the sum of a text with its blanks made single ones.
func sumWords(text string) uint64 {
	h, gap := newSum, ""
	for w := range strings.FieldsSeq(text) {
		h, gap = h.add(gap).add(w), " "
	}
	return uint64(h.add("\x00"))
}

// edits reports whether d shows an edit of old: another title, or another text
// in place of one that was there.
func (d digest) edits(old digest) bool {
	empty := sum("")
	return d.title != old.title || d.text != old.text && d.text != empty && old.text != empty
}

// after is the digest to keep when d follows old: a text that is gone for now
// is remembered, so that its return is no edit.
func (d digest) after(old digest) digest {
	if d.text == sum("") {
		d.text = old.text
	}
	return d
}

// bytes is how a digest is stored; readDigest reads it.
func (d digest) bytes() []byte {
	out := make([]byte, 0, 32)
	for _, n := range []uint64{d.title, d.text, d.headline, d.body} {
		out = binary.BigEndian.AppendUint64(out, n)
	}
	return out
}

func readDigest(b []byte) digest {
	if len(b) != 32 {
		return digest{}
	}
	at := func(i int) uint64 { return binary.BigEndian.Uint64(b[8*i:]) }
	return digest{title: at(0), text: at(1), headline: at(2), body: at(3)}
}

// extra is the part of a body that is no markup.
type extra struct {
	Author     string           `json:"author,omitempty"`
	Categories []string         `json:"categories,omitempty"`
	Enclosures []feed.Enclosure `json:"enclosures,omitempty"`
	Images     []string         `json:"images,omitempty"`
	Full       bool             `json:"full,omitempty"`
}

func extras(e feed.Entry) extra {
	return extra{Author: e.Author, Categories: e.Categories, Enclosures: e.Enclosures, Images: e.Images, Full: e.Full}
}

// packed is an entry made ready for its tables. It is made before the
// transaction begins, so that one source's words are cut while another's are
// written.
type packed struct {
	html []byte
	data string
	indexed
}

func (s *Store) pack(e feed.Entry) (*packed, error) {
	data, err := json.Marshal(extras(e))
	if err != nil {
		return nil, err
	}
	html, err := s.deflate(e.HTML)
	if err != nil {
		return nil, err
	}
	p := &packed{html: html, data: string(data)}
	p.indexed = index(e)
	return p, nil
}

func (s *Store) deflate(m feed.Markup) ([]byte, error) {
	if end := maxBody; len(m) > end {
		for end > 0 && !utf8.RuneStart(m[end]) {
			end--
		}
		m = m[:end]
	}
	if m == "" {
		return []byte{}, nil
	}
	w, ok := s.deflaters.Get().(*flate.Writer)
	if !ok {
		var err error
		if w, err = flate.NewWriter(io.Discard, flate.BestSpeed); err != nil {
			return nil, err
		}
	}
	defer s.deflaters.Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	if _, err := io.WriteString(w, string(m)); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func inflate(b []byte) (feed.Markup, error) {
	if len(b) == 0 {
		return "", nil
	}
	html, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), maxBody))
	return feed.Markup(html), err
}
