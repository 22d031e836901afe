package fetch

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
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

// readBody reads and unpacks a body of at most limit bytes, and counts what
// came over the wire. A file that is gzip itself (feed.xml.gz) is unpacked
// too, whatever its headers say.
func readBody(answer *http.Response, limit int64) (body []byte, wire int64, err error) {
	if answer.ContentLength > limit {
		return nil, 0, errTooBig
	}
	counted := &counter{r: answer.Body, limit: limit}
	buffered := bufio.NewReader(counted)
	var r io.Reader = buffered
	if magic, _ := buffered.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, counted.n, err
		}
		r = &counter{r: z, limit: limit, packed: counted}
	}
	body, err = io.ReadAll(r)
	return body, counted.n, err
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
