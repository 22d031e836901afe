// Package catalogue is the built-in list of feeds: public addresses of
// agencies, newspapers and magazines, by language and country. The list is
// catalogue.toml; no address in it is asked for until the reader subscribes.
package catalogue

import (
	_ "embed" // the list
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"rubrika/feed"
)

//go:embed catalogue.toml
var catalogueTOML []byte

// list is the shape of catalogue.toml.
type list struct {
	// Zones are by country, Starter holds addresses by language.
	Zones   map[string]string   `toml:"zones"`
	Starter map[string][]string `toml:"starter"`
	Feeds   []struct {
		Title   string      `toml:"title"`
		Lang    string      `toml:"lang"`
		Country string      `toml:"country"`
		URL     string      `toml:"url"`
		Rubric  feed.Rubric `toml:"rubric"`
		Agent   string      `toml:"agent"`
	} `toml:"feed"`
}

// read parses the list.
func read() list {
	var l list
	if err := toml.Unmarshal(catalogueTOML, &l); err != nil {
		panic(fmt.Errorf("catalogue.toml: %w", err)) // the file is compiled in and tested
	}
	return l
}

// listings are those of the list, in its order.
func (l list) listings() []feed.Listing {
	all := make([]feed.Listing, len(l.Feeds))
	for i, f := range l.Feeds {
		all[i] = feed.Listing{
			URL: f.URL, Title: f.Title, Lang: f.Lang, Country: f.Country,
			Rubric: f.Rubric, Zone: l.Zones[f.Country], Agent: f.Agent,
		}
	}
	return all
}

// All returns the whole list, by language, country and title.
func All() []feed.Listing { return read().listings() }

// Starter returns the few feeds a first start subscribes to, by the language of
// the reader: "ru", "az", "tr", and the English ones for any other.
func Starter(lang string) []feed.Listing {
	l := read()
	addresses, ok := l.Starter[lang]
	if !ok {
		addresses = l.Starter["en"]
	}
	all := l.listings()
	var few []feed.Listing
	for _, address := range addresses {
		if i := slices.IndexFunc(all, func(f feed.Listing) bool { return f.URL == address }); i >= 0 {
			few = append(few, all[i])
		}
	}
	return few
}
