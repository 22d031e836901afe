package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
)

// mark is the command that sets and clears marks.
func (a *app) mark() *cobra.Command {
	var filter string
	var asJSON bool
	cmd := &cobra.Command{Use: "mark read|unread|star|unstar ID|+N|URL…", Args: a.args(1, -1)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
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
		if byFilter && strings.TrimSpace(filter) == "" { // mostly a variable that was not set, and all would be marked
			return usage(a.words.CLI.NoValue, "--filter")
		}
		f, err := readFilter(filter)
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
			deed, err = a.markItems(ctx, set, clearing, args[1:])
		}
		if err != nil {
			return err
		}
		if asJSON {
			return a.json(markedJSON{V: shape, Mark: args[0], Items: deed.Items})
		}
		a.print(a.words.Marked(deed.Items))
		return nil
	}
	return cmd
}

// markItems marks the stories that words name, all or none.
func (a *app) markItems(ctx context.Context, set, clearing feed.State, words []string) (feed.Deed, error) {
	ids, err := a.stories(ctx, words)
	if err != nil {
		return feed.Deed{}, err
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
