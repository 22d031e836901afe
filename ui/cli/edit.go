package cli

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"rubrika/feed"
)

// edit is the command that changes what the reader says of a source.
func (a *app) edit() *cobra.Command {
	var o own
	var mute, unmute, asJSON bool
	var folder string
	cmd := &cobra.Command{Use: "edit NAME|ID|URL", Args: a.args(1, 1)}
	o.register(cmd.Flags())
	cmd.Flags().BoolVar(&mute, "mute", false, "")
	cmd.Flags().BoolVar(&unmute, "unmute", false, "")
	cmd.Flags().StringVar(&folder, "folder", "", "")
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given := cmd.Flags().Changed
		change, err := a.change(o, given)
		switch {
		case err != nil:
			return err
		case mute && unmute:
			return usage(a.words.CLI.Clash, "--mute, --unmute")
		case !mute && !unmute && !slices.ContainsFunc([]string{"title", "rubric", "lang", "zone", "every", "agent", "tag", "folder"}, given):
			return usage(a.words.CLI.NoChange, "edit", "edit")
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		sub, err := a.source(ctx, args[0])
		if err != nil {
			return err
		}
		if err := a.fits(sub, given); err != nil {
			return err
		}
		was := sub
		change(&sub)
		sub.Muted = mute || sub.Muted && !unmute
		if given("folder") {
			sub.Folder = folder
		}
		return a.keepEdit(ctx, was, sub, asJSON)
	}
	return cmd
}

// keepEdit keeps a changed source and says what came of it.
func (a *app) keepEdit(ctx context.Context, was, sub feed.Subscription, asJSON bool) error {
	deed, err := a.library.Edit(ctx, sub)
	if err != nil {
		return a.sourceFault(ctx, was, err)
	}
	// A title that was taken away has given way to the feed's own.
	if sub, err = a.library.Find(ctx, strconv.FormatInt(int64(sub.ID), 10)); err != nil {
		return err
	}
	onServer := sub.Account != 0 && (sub.Title != was.Title || sub.Folder != was.Folder)
	switch {
	case asJSON:
		return a.json(editedJSON{sourceJSON: newSource(sub), Changed: onServer || deed.ID != 0})
	case onServer:
		a.printf(a.words.CLI.Accounts.Changed, sub.Title, sub.AccountTitle)
	case deed.ID == 0:
		a.printf(a.words.CLI.Same, sub.Title)
	default:
		a.printf(a.words.CLI.Edited, sub.Title)
	}
	return nil
}

// fits is wrong use of a flag that goes with the feeds of accounts only, or
// with all others.
func (a *app) fits(sub feed.Subscription, given func(name string) bool) error {
	if sub.Account == 0 {
		if given("folder") {
			return usage(a.words.CLI.Accounts.NoFolder, "--folder")
		}
		return nil
	}
	for _, name := range []string{"every", "agent"} {
		if given(name) {
			return usage(a.words.CLI.Accounts.ServersOwn, "--"+name)
		}
	}
	return nil
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
