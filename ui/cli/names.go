package cli

import (
	"context"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
)

// story finds the story that a word names: by its number, «42»; by its line in
// the list printed last, «+3»; or by its address. An error of KindNoItem is
// about a name of a story that is not there, one of KindUsage about a word that
// can be no name.
func (a *app) story(ctx context.Context, word string) (feed.ID, error) {
	n, counted, ok := numbered(word)
	var err error
	switch {
	case counted:
		if n, err = a.listed(ctx, word, n); err != nil {
			return 0, err
		}
	case ok:
	case isAddress(word):
		return a.addressed(ctx, word, word)
	case isBareAddress(word):
		return a.addressed(ctx, word, "https://"+word)
	default:
		return 0, &feed.Error{Op: "find story", Source: page.Line(word), Kind: feed.KindUsage}
	}
	if _, err = a.library.Item(ctx, feed.ID(n)); feed.KindOf(err) == feed.KindNoItem {
		err = noStory(word) // as it was named
	}
	return feed.ID(n), err
}

// numbered reads a number from 1, or with a plus before it that of a line.
func numbered(word string) (n int64, counted, ok bool) {
	digits, counted := strings.CutPrefix(word, "+")
	if strings.Trim(digits, "0123456789") != "" {
		return 0, false, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	ok = err == nil && n > 0
	return n, counted && ok, ok
}

// addressed finds the newest story of an address, which a word names.
func (a *app) addressed(ctx context.Context, word, address string) (feed.ID, error) {
	id, err := a.library.Lookup(ctx, address)
	if feed.KindOf(err) == feed.KindNoItem {
		err = noStory(word)
	}
	return id, err
}

// stories finds the stories that words name, each once. One that cannot be
// found is an error, so that nothing is done by halves.
func (a *app) stories(ctx context.Context, words []string) ([]feed.ID, error) {
	var out []feed.ID
	for _, word := range words {
		id, err := a.story(ctx, word)
		switch feed.KindOf(err) {
		case feed.KindUsage:
			return nil, usage(a.words.CLI.Names.Wanted, page.Line(word))
		case feed.KindNoItem:
			return nil, failed(a.words.CLI.Names.Unknown, page.Line(word))
		}
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// listed is the number of the story in a line of the list printed last.
func (a *app) listed(ctx context.Context, word string, line int64) (int64, error) {
	id, lines, err := a.library.Listed(ctx, int(min(line, math.MaxInt32)))
	switch {
	case err != nil:
		return 0, err
	case lines == 0:
		return 0, failed(a.words.CLI.Names.NoList, page.Line(word))
	case id == 0:
		return 0, failed(a.words.CLI.Names.Beyond, page.Line(word), a.words.Number(lines))
	}
	return int64(id), nil
}

// remember keeps the list that was printed, for story: after it has been seen,
// and also where its reader is gone by then.
func (a *app) remember(ctx context.Context, lib *library.Library, ids []feed.ID) error {
	a.out.flush()
	return lib.KeepListed(context.WithoutCancel(ctx), ids)
}

// numbers are the names of headlines at the beginning of their lines, so many
// being before: on a terminal their lines in the list, and their numbers where
// there is room; elsewhere the numbers alone, as scripts know them.
func (a *app) numbers(items []feed.Item, before int) []string {
	ids, lines := make([]string, len(items)), make([]string, len(items))
	for i, it := range items {
		ids[i], lines[i] = strconv.FormatInt(int64(it.ID), 10), "+"+strconv.Itoa(before+i+1)
	}
	switch {
	case !a.env.OutTTY:
		return ids
	case a.env.Width > 0 && a.env.Width < wideLine:
		return lines
	}
	for i, id := range flush(ids) {
		lines[i] += "  " + id
	}
	return lines
}

// flush makes texts of one width, with blanks before them. They have no letters
// wider than a cell.
func flush(texts []string) []string {
	widest := 0
	for _, s := range texts {
		widest = max(widest, len(s))
	}
	for i, s := range texts {
		texts[i] = strings.Repeat(" ", widest-len(s)) + s
	}
	return texts
}

// noStory says that a word names no story.
func noStory(word string) error {
	return &feed.Error{Op: "find story", Source: page.Line(word), Kind: feed.KindNoItem}
}

// isBareAddress reports a word like example.org/story that is not a file.
func isBareAddress(word string) bool {
	host, _, found := strings.Cut(word, "/")
	_, err := os.Stat(word)
	return found && err != nil && strings.Contains(strings.Trim(host, "."), ".")
}
