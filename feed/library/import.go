package library

import (
	"cmp"
	"context"
	"io"
	"path"
	"slices"
	"strings"

	"rubrika/feed"
	"rubrika/feed/opml"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/feed/rubric"
)

// Imported is what came of a list of subscriptions.
type Imported struct {
	// Added is how many sources were subscribed to, There how many were
	// already.
	Added, There int
	// Skipped is what the list holds and rubrika does not take over.
	Skipped []opml.Skip
	// Deed undoes it all; its ID is 0 when nothing was added.
	Deed feed.Deed
	// Titles are the names of those that were added.
	Titles []string
}

// Import subscribes to a list of sources (OPML or the urls file of newsboat)
// without a request; the next refresh asks them. A folder that is called like
// a rubric becomes the rubric of its sources, any other their tag. With an
// error, of KindList for a broken list, or with feed.ErrFeed for a feed, nothing
// was taken over.
func (l *Library) Import(ctx context.Context, doc []byte) (out Imported, err error) {
	defer survive("import", "", &err)
	list, err := opml.Read(doc)
	if feed.KindOf(err) == feed.KindList {
		if _, other := rss.Parse(doc, rss.Meta{}); other == nil {
			err = &feed.Error{Op: "import", Kind: feed.KindList, Err: feed.ErrFeed}
		}
	}
	if err != nil {
		return Imported{}, err
	}
	for i, s := range list.Skipped {
		list.Skipped[i].Text = page.Line(s.Text)
	}
	there, err := l.store.Subscriptions(ctx)
	if err != nil {
		return Imported{}, err
	}
	known := map[string]bool{}
	for _, s := range there {
		if s.Account == 0 {
			known[rss.NormalLink(s.URL)] = true
		}
	}
	out.Skipped = list.Skipped
	all := catalogued()
	var subs []feed.Subscription
	for _, s := range list.Feeds {
		if s.URL, err = normal(s.URL); err != nil {
			return Imported{}, err
		}
		link := rss.NormalLink(s.URL)
		if known[link] {
			out.There++
			continue
		}
		known[link] = true
		if s = listed(s, list.Own); !list.Own {
			s = completed(s, all)
		}
		subs = append(subs, s)
	}
	added, d, err := l.store.SubscribeAll(ctx, subs, false)
	if err != nil {
		return Imported{}, err
	}
	out.Added, out.Deed = len(added), d
	out.There += len(subs) - len(added)
	for _, s := range added {
		out.Titles = append(out.Titles, s.Title)
	}
	return out, nil
}

// listed makes a subscription of what a list says, which is not trusted: its
// strings pass the door, what does not exist is left out. own lists name
// rubrics as such, and their folders are tags.
func listed(s feed.Subscription, own bool) feed.Subscription {
	s = page.Subscription(s)
	if s.Kind != kindSitemap && s.Kind != kindWordPress {
		s.Kind = kindFeed
	}
	if !s.Rubric.Valid() {
		s.Rubric = ""
	}
	if !feed.IsZone(s.Zone) {
		s.Zone = ""
	}
	if own {
		return s
	}
	s.Rubric, s.Tags = foldered(s.Rubric, s.Tags)
	return s
}

// foldered is what folders stand for: one that is called like a rubric is that
// rubric, unless there is one already, any other is a tag.
func foldered(own feed.Rubric, folders []string) (feed.Rubric, []string) {
	var tags []string
	for _, tag := range folders {
		outer, name := path.Split(tag)
		if found := rubric.Match(name); len(found) > 0 {
			own = cmp.Or(own, found[0])
			tag = strings.TrimSuffix(outer, "/")
		}
		if tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return own, tags
}

// Export writes all subscriptions as OPML, muted ones included. The built-in
// edition is the program's own and not among them; the feeds of accounts are, as
// feeds that anyone may ask.
func (l *Library) Export(ctx context.Context, w io.Writer) error {
	subs, err := l.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	subs = slices.DeleteFunc(subs, func(s feed.Subscription) bool { return s.Kind == kindTour || s.URL == "" })
	for i, s := range subs {
		if s.Account != 0 {
			subs[i].Kind = kindFeed
		}
	}
	return opml.Write(w, "rubrika", subs)
}
