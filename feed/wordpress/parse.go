package wordpress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/rss"
)

// maxPosts is how many posts of one list are read; WordPress gives at most a
// hundred.
const maxPosts = 1000

// parse reads a list of posts. Errors are of KindEmpty, KindNotFeed, that of
// what WordPress says is wrong, or KindDamaged, which comes together with the
// posts that were complete.
func parse(doc []byte, m rss.Meta) (feed.Batch, error) {
	list, failed := readPosts(doc)
	if failed != nil {
		var e *feed.Error
		if errors.As(failed, &e) {
			e.Op, e.Source = "parse", m.URL
		}
		if feed.KindOf(failed) != feed.KindDamaged {
			return feed.Batch{}, failed
		}
	}
	var as bytes.Buffer
	write := json.NewEncoder(&as)
	write.SetEscapeHTML(false) // texts would be six times as long
	if err := write.Encode(asFeed(list, siteOf(m.URL))); err != nil {
		return feed.Batch{}, &feed.Error{Op: "parse", Source: m.URL, Kind: feed.KindInternal, Err: err}
	}
	m.ContentType = "application/feed+json"
	b, err := rss.Parse(as.Bytes(), m)
	if err != nil {
		return b, err
	}
	deepen(b.Entries, list)
	return b, failed
}

// readPosts takes the posts out of a document. A value that is no post costs
// only itself.
func readPosts(doc []byte) ([]post, error) {
	fail := func(k feed.Kind, why string) error { return &feed.Error{Op: "parse", Kind: k, Err: errors.New(why)} }
	doc = utf(doc)
	switch {
	case len(doc) == 0:
		return nil, fail(feed.KindEmpty, "empty document")
	case doc[0] == '{':
		return nil, refusal(doc)
	case fetch.Crowded(doc):
		return nil, fail(feed.KindTooBig, fetch.ErrCrowded.Error())
	}
	dec := json.NewDecoder(bytes.NewReader(withoutNotices(doc)))
	if open, err := dec.Token(); err != nil || open != json.Delim('[') {
		return nil, fail(feed.KindNotFeed, "not a list of posts")
	}
	list, values, whole := decodePosts(dec)
	switch {
	case len(list) == 0 && values > 0:
		return nil, fail(feed.KindNotFeed, "a list of something else")
	case !whole:
		return list, fail(feed.KindDamaged, "the list is cut or broken")
	}
	return list, nil
}

// decodePosts decodes a list after its opening bracket: of how many values, and
// whether to its end.
func decodePosts(dec *json.Decoder) (list []post, values int, whole bool) {
	for ; values < maxPosts && dec.More(); values++ {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			return list, values, false
		}
		if p, ok := readPost(raw); ok {
			list = append(list, p)
		}
	}
	if values == maxPosts {
		return list, values, true
	}
	_, err := dec.Token()
	return list, values, err == nil
}

// maxNotices is how much PHP may have to say, in bytes.
const maxNotices = 64 << 10

// withoutNotices is the list that comes after warnings of PHP, which a site that
// was not set up with care prints before all else.
func withoutNotices(doc []byte) []byte {
	head := doc[:min(len(doc), maxNotices)]
	start := bytes.Index(head, []byte(`[{"id":`))
	if doc[0] == '[' || start < 0 || bytes.Contains(bytes.ToLower(head[:start]), []byte("<html")) {
		return doc
	}
	return doc[start:]
}

// utf makes of a document what JSON has to be, UTF-8 without control
// characters.
func utf(doc []byte) []byte {
	return bytes.TrimLeft(bytes.Map(func(r rune) rune {
		if r < ' ' || r == '\uFEFF' {
			return ' ' // line ends inside texts are an error in JSON
		}
		return r
	}, rss.UTF8(doc)), " ")
}

// refusal is the error that WordPress sends instead of posts
// ({"code":"rest_forbidden","message":"…","data":{"status":401}}), where that
// came with a status of success. Others are what package fetch makes of them.
func refusal(doc []byte) error {
	var said struct {
		Code, Message string
		Data          struct{ Status int }
	}
	var mistyped *json.UnmarshalTypeError
	if err := json.Unmarshal(doc, &said); err != nil && !errors.As(err, &mistyped) || said.Code == "" {
		return &feed.Error{Op: "parse", Kind: feed.KindNotFeed, Err: errors.New("not a list of posts")}
	}
	return &feed.Error{
		Op: "parse", Kind: refused(said.Code, said.Data.Status), Status: said.Data.Status,
		Err: fmt.Errorf("%.100q: %.200q", said.Code, plain(said.Message)),
	}
}

// refused is the kind of an error of WordPress: by its status, else its name,
// which plugins that close the API invent («rest_cannot_access»,
// «rest_login_required»).
func refused(code string, status int) feed.Kind {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return feed.KindRefused
	case http.StatusNotFound:
		return feed.KindNotFound
	case http.StatusGone:
		return feed.KindGone
	case http.StatusTooManyRequests:
		return feed.KindTooMany
	}
	if code == "rest_no_route" {
		return feed.KindNotFound
	}
	for _, word := range []string{"forbidden", "cannot", "login", "logged_in", "disabled", "authori"} {
		if status == 0 && strings.Contains(code, word) {
			return feed.KindRefused
		}
	}
	return feed.KindServer
}
