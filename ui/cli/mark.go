package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"rubrika/feed"
)

// mark is the command that sets and clears marks.
func (a *app) mark() *cobra.Command {
	var filter string
	cmd := &cobra.Command{Use: "mark read|unread|star|unstar ID…", Args: a.args(1, -1)}
	cmd.Flags().StringVar(&filter, "filter", "", "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		set, clearing, err := marks(args[0])
		if err != nil {
			return err
		}
		byFilter := cmd.Flags().Changed("filter")
		if byFilter == (len(args) > 1) {
			return usage(a.words.CLI.Either, "mark "+args[0])
		}
		f, err := readFilter(filter)
		if err != nil {
			return err
		}
		ids, err := a.ids(args[1:])
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		var deed feed.Deed
		if byFilter {
			deed, err = a.library.MarkAll(ctx, f, set, clearing)
		} else {
			deed, err = a.markItems(ctx, set, clearing, ids)
		}
		if err != nil {
			return err
		}
		a.print(a.words.Marked(deed.Items))
		return nil
	}
	return cmd
}

// markItems marks items that must all be there.
func (a *app) markItems(ctx context.Context, set, clearing feed.State, ids []feed.ID) (feed.Deed, error) {
	for _, id := range ids {
		if _, err := a.library.Item(ctx, id); err != nil {
			return feed.Deed{}, err
		}
	}
	return a.library.Mark(ctx, set, clearing, ids...)
}

// marks reads the name of a mark.
func marks(word string) (set, clearing feed.State, err error) {
	switch word {
	case "read":
		return feed.Read, 0, nil
	case "unread":
		return 0, feed.Read, nil
	case "star":
		return feed.Starred, 0, nil
	case "unstar":
		return 0, feed.Starred, nil
	}
	near := feed.Nearest(word, []string{"read", "unread", "star", "unstar"})
	return 0, 0, &feed.Error{Op: "mark", Source: word, Kind: feed.KindUsage, Near: near}
}

// ids reads item numbers.
func (a *app) ids(words []string) ([]feed.ID, error) {
	var out []feed.ID
	for _, word := range words {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil || n <= 0 {
			return nil, &feed.Error{Op: "mark", Source: word, Kind: feed.KindUsage}
		}
		out = append(out, feed.ID(n))
	}
	return out, nil
}
