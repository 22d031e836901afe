package fetch

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// errTooBig says that a body went over the limit.
var errTooBig = errors.New("body over the size limit")

// readBody reads and unpacks a body of at most limit bytes, and counts what
// came over the wire. A file that is gzip itself (feed.xml.gz) is unpacked
// too, whatever its headers say.
func readBody(answer *http.Response, limit int64) (body []byte, wire int64, err error) {
	counted := &counter{r: answer.Body}
	buffered := bufio.NewReader(counted)
	var r io.Reader = buffered
	if magic, _ := buffered.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, counted.n, err
		}
		r = z
	} else if answer.ContentLength > limit {
		return nil, 0, errTooBig
	}
	body, err = io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(body)) > limit {
		return nil, counted.n, errTooBig
	}
	return body, counted.n, err
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n int64
}

// Read implements io.Reader.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// maxRetry bounds what a server may ask for: a longer wait is a mistake of
// its, and would silence a source for good.
const maxRetry = 30 * 24 * time.Hour

// retryAfter reads a Retry-After header (RFC 9110, 10.2.3): seconds or an HTTP
// date. Zero when there is none or it lies in the past.
func retryAfter(s string, now time.Time) time.Time {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}
	}
	var at time.Time
	if seconds, err := strconv.ParseInt(s, 10, 64); err == nil {
		seconds = min(seconds, int64(maxRetry/time.Second))
		at = now.Add(time.Duration(seconds) * time.Second)
	} else if at, err = http.ParseTime(s); err != nil {
		return time.Time{}
	}
	if !at.After(now) {
		return time.Time{}
	}
	if last := now.Add(maxRetry); at.After(last) {
		return last
	}
	return at
}
