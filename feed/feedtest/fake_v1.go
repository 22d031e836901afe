package feedtest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"rubrika/feed"
)

// object is JSON of no fixed shape.
type object map[string]any

// answer is what the server says without faults.
func (f *Fake) answer(q FakeRequest) reply {
	path, inside := strings.CutPrefix(q.Path, f.base())
	switch {
	case f.flavour == flavourSite:
		return signInPage()
	case !inside:
		return f.elsewhere(q)
	case f.flavour == flavourV1:
		return f.answerV1(q, path)
	default:
		return f.answerReader(q, path)
	}
}

// elsewhere answers what is not of the API: M sends strangers to its page, F's
// web server knows few files.
func (f *Fake) elsewhere(q FakeRequest) reply {
	page := strings.TrimSuffix(q.Path, "/") == f.o.Path
	switch {
	case page:
		return signInPage()
	case f.flavour == FlavourFreshRSS:
		out := signInPage()
		out.status = http.StatusNotFound
		return out
	}
	return redirect(f.o.Path + "/")
}

// unauthorised is how the server turns a stranger away.
func (f *Fake) unauthorised(q FakeRequest) reply {
	switch f.flavour {
	case FlavourFreshRSS:
		out := text(http.StatusUnauthorized, "Unauthorized!")
		out.header = map[string]string{"Google-Bad-Token": "true"}
		return out
	case flavourV1:
		out := reason(http.StatusUnauthorized, "access unauthorized")
		if q.Header.Get("X-Auth-Token") == "" {
			out.header = map[string]string{"WWW-Authenticate": `Basic realm="Restricted"`}
		}
		return out
	}
	out := text(http.StatusUnauthorized, "Unauthorized")
	out.header = map[string]string{"X-Reader-Google-Bad-Token": "true"}
	return out
}

// noIDs is an empty list of ids.
func (f *Fake) noIDs() reply {
	if f.flavour == flavourV1 {
		return asJSON(http.StatusOK, object{"total": 0, "entry_ids": []int64{}})
	}
	return asJSON(http.StatusOK, object{"itemRefs": []int64{}})
}

// ignored is the answer to a change of marks that is done.
func (f *Fake) ignored() reply {
	if f.flavour == flavourV1 {
		return reply{status: http.StatusNoContent}
	}
	return text(http.StatusOK, "OK")
}

// asJSON writes an answer as Go's encoder does for M, with <, > and & escaped.
func asJSON(status int, v any) reply {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // a value of this package
	}
	return reply{status: status, kind: "application/json", body: body}
}

// reason is an error of M's, which has one.
func reason(status int, why string) reply { return asJSON(status, object{"error_message": why}) }

// answerV1 is the REST API.
func (f *Fake) answerV1(q FakeRequest, path string) reply {
	api, ok := strings.CutPrefix(path, "/v1/")
	if !ok {
		if strings.HasPrefix(path, "/accounts/") || strings.HasPrefix(path, "/reader/") {
			return reason(http.StatusUnauthorized, "access unauthorized") // its Google Reader API is off
		}
		return f.elsewhere(q)
	}
	if !f.knows(q) {
		return f.unauthorised(q)
	}
	name, rest, _ := strings.Cut(api, "/")
	switch name {
	case "me":
		return asJSON(http.StatusOK, object{"id": 1, "username": "reader", "language": "en_US", "timezone": "UTC", "is_admin": false})
	case "version":
		return asJSON(http.StatusOK, object{"version": f.version(), "commit": "HEAD", "arch": "amd64", "os": "linux"})
	case "entries":
		return f.entries(q, rest)
	case "feeds":
		return f.feedsV1(q, rest)
	case "categories":
		return f.categories(q, rest)
	case "discover":
		return f.discover(q)
	}
	return notFound()
}

// notFound is M's answer for a thing that is not there, a path among them.
func notFound() reply { return reason(http.StatusNotFound, "resource not found") }

// version is Miniflux's.
func (f *Fake) version() string {
	switch {
	case f.o.Old:
		return "2.2.9"
	case f.o.New:
		return "2.3.x-dev"
	}
	return "2.3.3"
}

// knows checks the key, or user and password.
func (f *Fake) knows(q FakeRequest) bool {
	if token := q.Header.Get("X-Auth-Token"); token != "" {
		return f.o.Key && token == f.password
	}
	packed, ok := strings.CutPrefix(q.Header.Get("Authorization"), "Basic ")
	plain, err := base64.StdEncoding.DecodeString(packed)
	return ok && err == nil && !f.o.Key && string(plain) == f.User+":"+f.password
}

// entries answers what is below /v1/entries.
func (f *Fake) entries(q FakeRequest, rest string) reply {
	switch q.Method + " " + rest {
	case "GET ":
		return f.listEntries(q)
	case "PUT ":
		return f.updateEntries(q)
	case "GET ids":
		if !f.o.Old { // since 2.3.2
			return f.listIDs(q)
		}
	}
	name, action, _ := strings.Cut(rest, "/")
	id, err := strconv.ParseInt(name, 10, 64)
	it := f.items[id]
	if err != nil || it == nil {
		return notFound()
	}
	switch q.Method + " " + action {
	case "GET ":
		return asJSON(http.StatusOK, f.entry(it))
	case "PUT star", "PUT bookmark": // a toggle
		f.apply([]int64{id}, feed.Starred, !it.State.Has(feed.Starred))
		return reply{status: http.StatusNoContent}
	case "GET fetch-content":
		if it.Page == "" {
			return reason(http.StatusInternalServerError, "scraper: unable to download web page")
		}
		return asJSON(http.StatusOK, object{"content": it.Page, "reading_time": 1})
	}
	return notFound()
}

// updateEntries sets marks: absolutely, unknown items passed over.
func (f *Fake) updateEntries(q FakeRequest) reply {
	var in struct {
		IDs     []int64 `json:"entry_ids"`
		Status  *string `json:"status"`
		Starred *bool   `json:"starred"`
	}
	if err := json.NewDecoder(bytes.NewReader(q.Body)).Decode(&in); err != nil {
		return reason(http.StatusBadRequest, err.Error())
	}
	switch {
	case len(in.IDs) == 0:
		return reason(http.StatusBadRequest, "the list of entries cannot be empty")
	case in.Status != nil && *in.Status != "read" && *in.Status != "unread",
		in.Status == nil && (f.o.Old || in.Starred == nil): // stars are set here since 2.3.2
		return reason(http.StatusBadRequest, `invalid entry status, valid status values are: "read" and "unread"`)
	case f.refuses(in.IDs):
		return reason(http.StatusBadRequest, "this entry cannot be changed")
	}
	if in.Status != nil {
		f.apply(in.IDs, feed.Read, *in.Status == "read")
	}
	if in.Starred != nil && !f.o.Old {
		f.apply(in.IDs, feed.Starred, *in.Starred)
	}
	return reply{status: http.StatusNoContent}
}
