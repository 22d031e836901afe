package wordpress

import (
	"net/url"
	"slices"
	"strings"
)

// posts is the route of the list of posts.
const posts = "/wp/v2/posts"

// own are the parameters that are asked with: half of the longest list there
// may be, terms, author and picture inside each post, and nothing that is not
// read (plugins for search engines put more into a post than its author did).
// What is embedded needs the links too.
func own() []string {
	return []string{
		"per_page=50",
		"_embed=author,wp:term,wp:featuredmedia",
		"_fields=id,date,date_gmt,modified,modified_gmt,guid,link,lang,title,content,excerpt,jetpack_featured_media_url,_links,_embedded",
	}
}

// Posts is the address of the posts of an API whose own address a page or a
// reader gives: https://host/wp-json/, or https://host/?rest_route=/ where links
// are not pretty. That of a list is its own; «» for what is no address, or for
// another route.
func Posts(api string) string {
	u, err := url.Parse(api)
	if err != nil || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	query := u.Query()
	if !query.Has(restRoute) {
		u.Path, u.RawPath = withRoute(u.Path), ""
		if u.Path == "" {
			return ""
		}
		return u.String()
	}
	route := withRoute(query.Get(restRoute))
	if route == "" {
		return ""
	}
	u.RawQuery = strings.Join(append([]string{restRoute + "=" + route}, others(u.RawQuery, restRoute)...), "&")
	return u.String()
}

// restRoute is the parameter that holds the route where links are not pretty.
const restRoute = "rest_route"

// withRoute is a path that ends in the route of a list; «» when it ends in
// another.
func withRoute(path string) string {
	path = strings.TrimRight(path, "/")
	switch _, after, list := strings.Cut(path, "/wp/v2/"); {
	case list && after != "" && !strings.Contains(after, "/"):
		return path
	case list:
		return ""
	}
	return strings.TrimSuffix(path, "/wp/v2") + posts
}

// route parts the address of a list of posts: the address before the route, as
// a base to add another to. ok is false for other addresses.
func route(address string) (u *url.URL, pretty, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, false, false
	}
	path := u.Query().Get(restRoute)
	pretty = path == ""
	if pretty {
		path = u.Path
	}
	before, _, ok := strings.Cut(path, "/wp/v2/")
	if pretty {
		u.Path, u.RawPath = before+"/", ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u, pretty, ok
}

// indexOf is where the API of a list of posts describes its site, or «».
func indexOf(address string) string {
	u, pretty, ok := route(address)
	if !ok {
		return ""
	}
	u.RawQuery = "_fields=name,description,home"
	if !pretty {
		u.RawQuery = restRoute + "=/&" + u.RawQuery
	}
	return u.String()
}

// siteOf is the front page of the site whose list of posts is at an address, or
// «» when the address does not show it.
func siteOf(address string) string {
	u, pretty, ok := route(address)
	if !ok {
		return ""
	}
	path, usual := strings.CutSuffix(u.Path, "/wp-json/")
	if !pretty {
		path, usual = strings.TrimRight(strings.TrimSuffix(u.Path, "index.php"), "/"), true
	}
	if !usual {
		return ""
	}
	u.Path, u.RawQuery, u.User = path+"/", "", nil
	return u.String()
}

// complete adds our parameters to the address of a list of posts. The reader's
// own stand, and so do other addresses.
func complete(address string) string {
	u, _, ok := route(address)
	if !ok {
		return address
	}
	query := u.Query()
	missing := slices.DeleteFunc(own(), func(p string) bool {
		name, _, _ := strings.Cut(p, "=")
		return query.Has(name)
	})
	return with(address, missing...)
}

// Probe is an address that shows at little cost whether a list of posts
// answers; Judge reads what comes.
func Probe(posts string) string { return with(posts, "per_page=1", "_fields=id,link,title") }

// with is an address with more parameters.
func with(address string, parameters ...string) string {
	if len(parameters) == 0 {
		return address
	}
	address, _, _ = strings.Cut(address, "#")
	sep := "?"
	if strings.Contains(address, "?") {
		sep = "&"
	}
	return address + sep + strings.Join(parameters, "&")
}

// bare is an address without our parameters: the one a reader should see.
func bare(address string) string {
	before, query, asked := strings.Cut(address, "?")
	if !asked {
		return address
	}
	kept := slices.DeleteFunc(strings.Split(query, "&"), func(p string) bool {
		clear, err := url.QueryUnescape(p)
		return err == nil && slices.Contains(own(), clear)
	})
	if len(kept) == 0 {
		return before
	}
	return before + "?" + strings.Join(kept, "&")
}

// others are the parameters of a query but for one, as they are written.
func others(query, name string) []string {
	return slices.DeleteFunc(strings.Split(query, "&"), func(p string) bool {
		key, _, _ := strings.Cut(p, "=")
		return key == name
	})
}
