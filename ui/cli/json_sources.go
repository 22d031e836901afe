package cli

import (
	"math"
	"strings"
	"time"

	"rubrika/feed"
	"rubrika/feed/page"
)

// sourceJSON is a line of `feeds --json` and of `remove --json`: a source, and
// how it is doing; one that was removed as it was before. Of an account's source
// the times and the trouble are those of the account.
type sourceJSON struct {
	// version of the shape
	V int `json:"v"`
	// number of the source, by which commands know it
	ID int64 `json:"id"`
	// feed, sitemap, wordpress, miniflux, greader, or tour for the built-in edition
	Kind string `json:"kind"`
	// address; "" where the server of an account does not tell it
	URL string `json:"url"`
	// name
	Title string `json:"title"`
	// address of its site, "" when unknown
	Site string `json:"site"`
	// language of stories that name none, "" when unknown
	Lang string `json:"lang"`
	// rubric for stories that have none
	Rubric feed.Rubric `json:"rubric"`
	// time zone of dates without one, such as Asia/Baku
	Zone string `json:"zone"`
	// time between two requests that the reader wants, such as 1h30m; "" leaves it to the source
	Every string `json:"every"`
	// User-Agent header, "" for that of rubrika
	Agent string `json:"agent"`
	// tags that the reader gave it
	Tags []string `json:"tags"`
	// it is neither listed nor asked
	Muted bool `json:"muted"`
	// name of the account it belongs to, "" for one that rubrika asks itself
	Account string `json:"account"`
	// number of that account, or 0
	AccountID int64 `json:"account_id"`
	// folder on the server of that account
	Folder string `json:"folder"`
	// how many stories are stored
	Items int `json:"items"`
	// how many of them are unread
	Unread int `json:"unread"`
	// how many stories a day came lately
	PerDay float64 `json:"per_day"`
	// how often it answered
	Asked int `json:"asked"`
	// how often it answered that nothing is new
	Unchanged int `json:"unchanged"`
	// bytes that this spared
	SavedBytes int64 `json:"saved_bytes"`
	// when it was subscribed to
	Added instant `json:"added"`
	// when it was asked last
	LastTry instant `json:"last_try"`
	// when that went well last
	LastGood instant `json:"last_good"`
	// when it is asked next
	NextTry instant `json:"next_try"`
	// tries since the last good one
	Failures int `json:"failures"`
	// kind of the last failure, such as not-found or timeout; "" after a success
	Trouble string `json:"trouble"`
	// that failure in technical words
	Error string `json:"error"`
}

// addedJSON is a line of `add --json`: a source that was subscribed to.
type addedJSON struct {
	sourceJSON
	// the word of the command that led to it
	Asked string `json:"word"`
	// how many stories came with it
	New int `json:"new"`
}

// editedJSON is the object of `edit --json`: the source as it is now.
type editedJSON struct {
	sourceJSON
	// something is otherwise than it was
	Changed bool `json:"changed"`
}

// listingJSON is a line of `feeds --catalogue --json`: a feed of the built-in
// list.
type listingJSON struct {
	// version of the shape
	V int `json:"v"`
	// address
	URL string `json:"url"`
	// name
	Title string `json:"title"`
	// language
	Lang string `json:"lang"`
	// country, ISO 3166 in capitals
	Country string `json:"country"`
	// rubric of the whole feed, "" for a feed of all rubrics
	Rubric feed.Rubric `json:"rubric"`
	// time zone of dates without one
	Zone string `json:"zone"`
	// browser when the site answers only those, reader when it answers browsers with a page, else ""
	Agent string `json:"agent"`
	// it is subscribed to
	Subscribed bool `json:"subscribed"`
}

// refreshJSON is a line of `refresh --json`: a source or account that was asked,
// in the order in which they were done.
type refreshJSON struct {
	// version of the shape
	V int `json:"v"`
	// name of the source or account
	Source string `json:"source"`
	// number of the source, 0 for an account
	SourceID int64 `json:"source_id"`
	// how many stories are new
	New int `json:"new"`
	// kind of the failure, "" when all went well
	Trouble string `json:"trouble"`
	// the failure in technical words
	Error string `json:"error"`
}

// accountJSON is a line of `account --json`, `account list --json`,
// `account add --json`, `account edit --json`, `account check --json` and
// `account remove --json`: an account on a server, and how it is doing; one that
// was removed as it was before.
type accountJSON struct {
	// version of the shape
	V int `json:"v"`
	// number of the account, by which commands know it
	ID int64 `json:"id"`
	// miniflux or greader
	Kind string `json:"kind"`
	// address of the server
	URL string `json:"url"`
	// who signs in, "" with an API key
	User string `json:"user"`
	// name
	Title string `json:"title"`
	// where the password is: keyring, command …, env … or plain; never the password
	Secret string `json:"secret"`
	// file with the certificate of a private authority
	CA string `json:"ca"`
	// how many feeds it has
	Feeds int `json:"feeds"`
	// marks that the server has yet to get
	Waiting int `json:"waiting"`
	// marks that it does not take
	Refused int `json:"refused"`
	// when it was added
	Added instant `json:"added"`
	// when it was asked last
	LastTry instant `json:"last_try"`
	// when that went well last
	LastGood instant `json:"last_good"`
	// when it is asked next
	NextTry instant `json:"next_try"`
	// tries since the last good one
	Failures int `json:"failures"`
	// kind of the last failure, such as password; "" after a success
	Trouble string `json:"trouble"`
	// that failure in technical words
	Error string `json:"error"`
}

// newSource makes the JSON of a subscription.
func newSource(s feed.Subscription) sourceJSON {
	s = page.Subscription(s)
	return sourceJSON{
		V: shape, ID: int64(s.ID), Kind: s.Kind, URL: s.URL, Title: s.Title, Site: s.Site, Lang: s.Lang,
		Rubric: s.Rubric, Zone: s.Zone,
		Every: interval(s.Every), Agent: s.Agent, Tags: cleaned(s.Tags),
		Muted: s.Muted, Account: page.Line(s.AccountTitle), AccountID: int64(s.Account), Folder: page.Line(s.Folder), Items: s.Items, Unread: s.Unread,
		PerDay: math.Round(s.PerDay*100) / 100, Asked: s.Asked, Unchanged: s.Unchanged, SavedBytes: s.Saved,
		Added: stamp(s.Added), LastTry: stamp(s.LastTry), LastGood: stamp(s.LastGood), NextTry: stamp(s.NextTry),
		Failures: s.Failures, Trouble: string(s.Trouble), Error: s.TroubleText,
	}
}

// newListing makes the JSON of a feed of the catalogue.
func newListing(l feed.Listing, subscribed bool) listingJSON {
	return listingJSON{
		V: shape, URL: page.Line(l.URL), Title: page.Line(l.Title), Lang: page.Line(l.Lang), Country: page.Line(l.Country),
		Rubric: l.Rubric, Zone: page.Line(l.Zone), Agent: page.Line(l.Agent), Subscribed: subscribed,
	}
}

// newAccount makes the JSON of an account.
func newAccount(acc feed.Account) accountJSON {
	return accountJSON{
		V: shape, ID: int64(acc.ID), Kind: page.Line(acc.Kind), URL: page.Line(acc.URL), User: page.Line(acc.User),
		Title: page.Line(acc.Title), Secret: page.Line(acc.Secret.String()), CA: page.Line(acc.CA),
		Feeds: acc.Feeds, Waiting: acc.Waiting, Refused: acc.Refused,
		Added: stamp(acc.Added), LastTry: stamp(acc.LastTry), LastGood: stamp(acc.LastGood), NextTry: stamp(acc.NextTry),
		Failures: acc.Failures, Trouble: string(acc.Trouble), Error: page.Line(acc.TroubleText),
	}
}

// interval is a time between requests in JSON: «1h30m».
func interval(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	s := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
