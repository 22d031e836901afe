package feedtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"rubrika/feed"
)

// feedV1 is a feed as the REST API shows it.
func (f *Fake) feedV1(held *heldFeed) object {
	return object{
		"id": held.id, "user_id": 1, "feed_url": held.url, "site_url": held.site, "title": held.title, "description": "",
		"language": "", "checked_at": f.o.Now().UTC().Format(time.RFC3339Nano), "next_check_at": "0001-01-01T00:00:00Z",
		"parsing_error_message": "", "parsing_error_count": 0, "disabled": false, "crawler": false,
		"category": f.category(heldFolder{id: held.folder, name: f.folderName(held.folder)}), "icon": nil,
	}
}

// category is a folder as the REST API shows it.
func (f *Fake) category(d heldFolder) object {
	return object{"id": d.id, "title": d.name, "user_id": 1, "hide_globally": false}
}

// feedsV1 answers what is below /v1/feeds.
func (f *Fake) feedsV1(q FakeRequest, rest string) reply {
	switch {
	case rest == "" && q.Method == http.MethodGet:
		out := []object{}
		for _, held := range f.feeds {
			out = append(out, f.feedV1(held))
		}
		return asJSON(http.StatusOK, out)
	case rest == "" && q.Method == http.MethodPost:
		return f.createFeed(q)
	case rest == "counters" && q.Method == http.MethodGet:
		return f.counters()
	case rest == "refresh" && q.Method == http.MethodPut:
		return reply{status: http.StatusNoContent} // feeds that are not yet due are passed over
	}
	held := f.byFeedID(rest)
	switch {
	case held == nil:
		return notFound()
	case q.Method == http.MethodGet:
		return asJSON(http.StatusOK, f.feedV1(held))
	case q.Method == http.MethodPut:
		return f.updateFeed(q, held)
	case q.Method == http.MethodDelete:
		f.leave(held)
		return reply{status: http.StatusNoContent}
	}
	return notFound()
}

// counters are read and unread items by feed; feeds with none are left out.
func (f *Fake) counters() reply {
	reads, unreads := map[string]int{}, map[string]int{}
	for _, it := range f.items {
		if it.State.Has(feed.Read) {
			reads[decimal(it.feed.id)]++
		} else {
			unreads[decimal(it.feed.id)]++
		}
	}
	return asJSON(http.StatusOK, object{"reads": reads, "unreads": unreads})
}

// changeOfFeed is what a client says of a feed.
type changeOfFeed struct {
	URL    string  `json:"feed_url"`
	Title  *string `json:"title"`
	Folder *int64  `json:"category_id"`
}

// readChange reads it, and checks the folder.
func (f *Fake) readChange(q FakeRequest) (in changeOfFeed, why string) {
	if err := json.Unmarshal(q.Body, &in); err != nil {
		return in, err.Error()
	}
	if in.Folder != nil && f.folderName(*in.Folder) == "" {
		return in, "This category does not exist or does not belong to this user."
	}
	return in, ""
}

// createFeed subscribes, under the feed's own title: there is no field for
// another.
func (f *Fake) createFeed(q FakeRequest) reply {
	in, why := f.readChange(q)
	switch {
	case why != "":
		return reason(http.StatusBadRequest, why)
	case in.URL == "":
		return reason(http.StatusBadRequest, "The feed URL is mandatory.")
	}
	held, why := f.follow(in.URL)
	switch {
	case why == feedExists:
		return reason(http.StatusBadRequest, why)
	case why != "":
		return reason(http.StatusInternalServerError, why)
	}
	if in.Folder != nil {
		held.folder = *in.Folder
	}
	return asJSON(http.StatusCreated, object{"feed_id": held.id})
}

// Why a feed is not followed, in M's words.
const (
	feedExists  = "This feed already exists."
	feedMissing = "fetcher: resource not found (404 status code)"
)

// follow subscribes to a feed of the web, whose items arrive with it.
func (f *Fake) follow(address string) (held *heldFeed, why string) {
	if f.subscribed(address) != nil {
		return nil, feedExists
	}
	there, ok := f.offers[address]
	if !ok {
		return nil, feedMissing
	}
	held = f.subscribe(there.title, "", address)
	f.arrive(held, there.items)
	return held, ""
}

// updateFeed changes what is named; 201 is M's status for it.
func (f *Fake) updateFeed(q FakeRequest, held *heldFeed) reply {
	in, why := f.readChange(q)
	if why == "" && in.Title != nil && *in.Title == "" {
		why = "The feed title cannot be empty."
	}
	if why != "" {
		return reason(http.StatusBadRequest, why)
	}
	if in.Title != nil {
		held.title = *in.Title
	}
	if in.Folder != nil {
		held.folder = *in.Folder
	}
	return asJSON(http.StatusCreated, f.feedV1(held))
}

// categories answers what is below /v1/categories.
func (f *Fake) categories(q FakeRequest, rest string) reply {
	switch {
	case rest == "" && q.Method == http.MethodGet:
		out := []object{}
		for _, d := range f.folders {
			out = append(out, f.category(d))
		}
		return asJSON(http.StatusOK, out)
	case rest == "" && q.Method == http.MethodPost:
		var in struct {
			Title string `json:"title"`
		}
		switch err := json.Unmarshal(q.Body, &in); {
		case err != nil:
			return reason(http.StatusBadRequest, err.Error())
		case in.Title == "":
			return reason(http.StatusBadRequest, "The title is mandatory.")
		case f.folderAt(in.Title) >= 0:
			return reason(http.StatusBadRequest, "This category already exists.")
		}
		return asJSON(http.StatusCreated, f.category(heldFolder{id: f.folder(in.Title), name: in.Title}))
	}
	id, err := strconv.ParseInt(rest, 10, 64)
	if name := f.folderName(id); err == nil && name != "" && q.Method == http.MethodGet {
		return asJSON(http.StatusOK, f.category(heldFolder{id: id, name: name}))
	}
	return notFound()
}

// discover finds feeds at an address: the feed itself, or nothing.
func (f *Fake) discover(q FakeRequest) reply {
	var in struct {
		URL string `json:"url"`
	}
	if err := json.Unmarshal(q.Body, &in); err != nil || q.Method != http.MethodPost {
		return notFound()
	}
	there, ok := f.offers[in.URL]
	if !ok {
		return notFound()
	}
	return asJSON(http.StatusOK, []object{{"title": there.title, "url": in.URL, "type": "rss"}})
}
