package fetch

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// A body that unpacks to more than maxRatio times its packed length is a bomb:
// texts pack 3 to 20 times, pages of one repeated line some 80 times. Little
// ones, up to ratioFrom bytes unpacked, do no harm.
const (
	maxRatio  = 100
	ratioFrom = 4 << 20
)

// The limits a body can go over.
var (
	errTooBig = errors.New("body over the size limit")
	errBomb   = fmt.Errorf("%w: packed beyond reason", errTooBig)
)

// maxLayers is how often a body may be packed: a server packs once, and some
// once more what is packed already.
const maxLayers = 2

// readBody reads and unpacks a body of at most limit bytes, and counts what
// came over the wire. A file that is gzip itself (feed.xml.gz) is unpacked
// too, whatever its headers say.
func readBody(answer *http.Response, limit int64) (body []byte, wire int64, err error) {
	if answer.ContentLength > limit {
		return nil, 0, errTooBig
	}
	counted := &counter{r: answer.Body, limit: limit}
	buffered := bufio.NewReader(counted)
	for range maxLayers {
		if magic, _ := buffered.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
			break
		}
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, counted.n, err
		}
		buffered = bufio.NewReader(&counter{r: z, limit: limit, packed: counted})
	}
	if err := unasked(answer.Header.Get("Content-Encoding"), buffered); err != nil {
		return nil, counted.n, err
	}
	body, err = io.ReadAll(buffered)
	return body, counted.n, err
}

// unasked is an error for a body in a packing that was not asked for: to a
// parser it is noise that looks like text. Plain text that only says it is
// packed is taken as it is.
func unasked(encoding string, body *bufio.Reader) error {
	encoding = strings.ToLower(encoding)
	switch _, last, _ := strings.Cut(encoding, ","); strings.TrimSpace(cmp.Or(last, encoding)) {
	case "br", "zstd", "deflate", "compress", "x-compress":
	default:
		return nil
	}
	head, _ := body.Peek(512) // an error comes again when the body is read
	noise := func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\f\r\x1b", r) }
	if bytes.IndexFunc(head, noise) < 0 {
		return nil
	}
	return fmt.Errorf("packed as %q, which was not asked for", encoding)
}

// counter counts the bytes that pass and stops them at its limits. packed
// counts the same bytes before they were unpacked, when they were.
type counter struct {
	r      io.Reader
	n      int64
	limit  int64
	packed *counter
}

// Read implements io.Reader.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	switch {
	case c.n > c.limit:
		return 0, errTooBig
	case c.packed != nil && c.n > ratioFrom && c.n > maxRatio*c.packed.n:
		return 0, errBomb
	}
	return n, err
}
