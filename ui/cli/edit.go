package cli

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"rubrika/feed"
)

// edit is the command that changes what the reader says of a source.
func (a *app) edit() *cobra.Command {
	var o own
	var mute, unmute bool
	cmd := &cobra.Command{Use: "edit NAME|ID|URL", Args: a.args(1, 1)}
	o.register(cmd.Flags())
	cmd.Flags().BoolVar(&mute, "mute", false, "")
	cmd.Flags().BoolVar(&unmute, "unmute", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given := cmd.Flags().Changed
		change, err := a.change(o, given)
		switch {
		case err != nil:
			return err
		case mute && unmute:
			return usage(a.words.CLI.Clash, "--mute, --unmute")
		case !mute && !unmute && !slices.ContainsFunc([]string{"title", "rubric", "lang", "zone", "every", "agent", "tag"}, given):
			return usage(a.words.CLI.TooFew, "edit", "edit")
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		sub, err := a.library.Find(ctx, args[0])
		if err != nil {
			return err
		}
		change(&sub)
		sub.Muted = mute || sub.Muted && !unmute
		deed, err := a.library.Edit(ctx, sub)
		if err != nil {
			return err
		}
		if deed.ID == 0 {
			a.printf(a.words.CLI.Same, sub.Title)
			return nil
		}
		// A title that was taken away has given way to the feed's own.
		if sub, err = a.library.Find(ctx, strconv.FormatInt(int64(sub.ID), 10)); err != nil {
			return err
		}
		a.printf(a.words.CLI.Edited, sub.Title)
		return nil
	}
	return cmd
}

// change returns what puts the flags that were given into a subscription, or
// what is wrong with one.
func (a *app) change(o own, given func(name string) bool) (func(*feed.Subscription), error) {
	every, tags, err := a.check(o)
	return func(s *feed.Subscription) {
		for _, f := range []struct {
			name  string
			field *string
			value string
		}{
			{"title", &s.Title, o.title},
			{"rubric", (*string)(&s.Rubric), o.rubric},
			{"lang", &s.Lang, o.lang},
			{"zone", &s.Zone, o.zone},
			{"agent", &s.Agent, o.agent},
		} {
			if given(f.name) {
				*f.field = f.value
			}
		}
		if given("every") {
			s.Every = every
		}
		if given("tag") {
			s.Tags = tags
		}
	}, err
}
