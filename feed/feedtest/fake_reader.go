package feedtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// The streams of marks, as both flavours know them.
const (
	streamAll     = "user/-/state/com.google/reading-list"
	streamRead    = "user/-/state/com.google/read"
	streamStarred = "user/-/state/com.google/starred"
	streamKept    = "user/-/state/com.google/kept-unread"
	labelPrefix   = "user/-/label/"
	longPrefix    = "tag:google.com,2005:reader/item/"
)

// Limits of F.
const (
	maxFields = 1000    // PHP's max_input_vars: what follows is dropped without a word
	maxBody   = 1 << 20 // F reads no more of a body
	maxText   = 500_000 // and sends no more of an item's
)

// phpJSON writes an answer as F does: <, > and & as they are, a newline at the
// end, and for some calls called HTML.
func phpJSON(kind string, v any) reply {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // a value of this package
	}
	return reply{status: http.StatusOK, kind: kind, body: b.Bytes()}
}

// What F calls its JSON.
const (
	saysJSON = "application/json; charset=UTF-8"
	saysHTML = "text/html; charset=UTF-8"
)

// badRequest is F's answer to most mistakes.
func badRequest() reply { return text(http.StatusBadRequest, "Bad Request!") }

// done is the answer to a write.
func done() reply { return text(http.StatusOK, "OK") }

// miniflux tells M from F.
func (f *Fake) miniflux() bool { return f.flavour == FlavourMiniflux }

// digest is a piece of the tokens; another salt makes another.
func (f *Fake) digest(kind string, salt int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %s %d", kind, f.User, f.password, salt))
	return hex.EncodeToString(sum[:])
}

// auth is the token of a sign-in: name/hex in both.
func (f *Fake) auth() string {
	n := 64
	if !f.miniflux() {
		n = 40
	}
	return f.User + "/" + f.digest("auth", f.salt)[:n]
}

// writeToken is T: M's equals the token of the sign-in, F's is padded with Z to
// 57 characters.
func (f *Fake) writeToken() string {
	switch {
	case f.saltT > 0: // ended alone, as in the first Google Reader
		return f.digest("T", f.salt+f.saltT)[:57]
	case f.miniflux():
		return f.auth()
	}
	_, hex, _ := strings.Cut(f.auth(), "/")
	return hex + strings.Repeat("Z", 57-len(hex))
}

// answerReader is the Google Reader API.
func (f *Fake) answerReader(q FakeRequest, path string) reply {
	switch {
	case path == "/accounts/ClientLogin":
		return f.login(q)
	case path == "" && !f.miniflux():
		return reply{status: http.StatusOK, kind: saysHTML, body: []byte("OK")}
	case path == "/check/compatibility" && !f.miniflux() && f.signedIn(q):
		return text(http.StatusOK, "PASS")
	}
	api, ok := strings.CutPrefix(path, "/reader/api/0/")
	switch {
	case !ok && f.miniflux():
		return f.elsewhere(q)
	case !ok:
		return badRequest()
	case !f.signedIn(q):
		return f.unauthorised(q)
	}
	if call := f.calls(q.Method)[api]; call != nil {
		return call(q)
	}
	if f.miniflux() {
		return asJSON(http.StatusOK, []int{}) // what it does not know it answers with an empty list
	}
	return badRequest()
}

// calls are the endpoints of a method. M has no stream/contents and answers
// unread-count as what it does not know; F's stream/contents and export are
// left out here, since no client of ours may use them.
func (f *Fake) calls(method string) map[string]func(FakeRequest) reply {
	if method == http.MethodGet {
		calls := map[string]func(FakeRequest) reply{
			"token": f.token, "user-info": f.userInfo, "subscription/list": f.subscriptions, "tag/list": f.tags,
			"stream/items/ids": f.streamIDs,
		}
		if !f.miniflux() {
			calls["unread-count"] = f.unreadCount
		}
		return calls
	}
	if method != http.MethodPost {
		return nil
	}
	return map[string]func(FakeRequest) reply{
		"stream/items/contents": f.contents, "edit-tag": f.editTag, "mark-all-as-read": f.markAll,
		"subscription/edit": f.editSubscription, "subscription/quickadd": f.quickAdd,
		"rename-tag": f.renameTag, "disable-tag": f.disableTag,
	}
}

// login is ClientLogin. M sends those who GET it to its page for people; F
// takes a password even from the address.
func (f *Fake) login(q FakeRequest) reply {
	given := url.Values{}
	if !f.miniflux() {
		given = q.Query
	}
	if q.Method != http.MethodPost && f.miniflux() {
		return redirect(f.o.Path + "/")
	}
	for _, x := range q.Fields {
		given.Set(x.Name, x.Value)
	}
	switch {
	case !f.miniflux() && given.Get("Passwd") == "":
		return badRequest()
	case given.Get("Email") != f.User || given.Get("Passwd") != f.password:
		if f.miniflux() {
			return reason(http.StatusUnauthorized, "access unauthorized")
		}
		return f.unauthorised(q)
	}
	auth := f.auth()
	if !f.miniflux() {
		return text(http.StatusOK, "SID="+auth+"\nLSID=null\nAuth="+auth+"\n")
	}
	if given.Get("output") == "json" {
		return asJSON(http.StatusOK, object{"SID": auth, "LSID": auth, "Auth": auth})
	}
	return text(http.StatusOK, "SID="+auth+"\nLSID="+auth+"\nAuth="+auth+"\n")
}

// signedIn checks the header, in exactly this spelling. M looks at it for GET
// alone, and at T for every POST; F at the header always, and at T, which may
// be missing or x, for changes of tags.
func (f *Fake) signedIn(q FakeRequest) bool {
	header := q.Header.Get("Authorization") == "GoogleLogin auth="+f.auth()
	if q.Method == http.MethodGet {
		return header
	}
	t := f.field(q, "T")
	if f.miniflux() {
		return t == f.writeToken()
	}
	for _, name := range []string{"edit-tag", "rename-tag", "disable-tag", "mark-all-as-read"} {
		if strings.HasSuffix(q.Path, "/"+name) && t != "" && t != "x" && t != f.writeToken() {
			return false
		}
	}
	return header
}

// field is one field of a form. PHP keeps the last of several, and drops all
// that come after the first thousand.
func (f *Fake) field(q FakeRequest, name string) string {
	all := f.values(q, name)
	switch {
	case len(all) == 0:
		return ""
	case f.miniflux():
		return all[0]
	}
	return all[len(all)-1]
}

// values are all fields of a name that arrive.
func (f *Fake) values(q FakeRequest, name string) []string {
	in := q.Fields
	if !f.miniflux() {
		in = in[:min(len(in), maxFields)]
	}
	return valuesOf(in, name)
}

// valuesOf are the values of a name.
func valuesOf(in []FakeField, name string) []string {
	var out []string
	for _, x := range in {
		if x.Name == name {
			out = append(out, x.Value)
		}
	}
	return out
}

// token gives T.
func (f *Fake) token(FakeRequest) reply {
	if f.miniflux() {
		return text(http.StatusOK, f.writeToken())
	}
	return reply{status: http.StatusOK, kind: saysHTML, body: []byte(f.writeToken() + "\n")}
}

// userInfo is who is signed in; F's userEmail is empty.
func (f *Fake) userInfo(FakeRequest) reply {
	if f.miniflux() {
		return asJSON(http.StatusOK, object{"userId": "1", "userName": f.User, "userProfileId": "1", "userEmail": f.User})
	}
	return phpJSON(saysHTML, object{"userId": f.User, "userName": f.User, "userProfileId": f.User, "userEmail": ""})
}

// ownJSON refuses requests without output=json where the flavour does.
func (f *Fake) ownJSON(output string) (reply, bool) {
	switch {
	case output == "json":
		return reply{}, true
	case f.miniflux():
		return reason(http.StatusBadRequest, "googlereader: only json output is supported"), false
	}
	return text(http.StatusNotImplemented, "Not Implemented!"), false
}
