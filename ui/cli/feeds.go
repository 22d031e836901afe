package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// add is the command that subscribes.
func (a *app) add() *cobra.Command {
	var n library.NewSource
	var rubric string
	cmd := &cobra.Command{Use: "add URL…", Args: a.args(1, -1)}
	cmd.Flags().StringVar(&n.Title, "title", "", "")
	cmd.Flags().StringVar(&rubric, "rubric", "", "")
	cmd.Flags().StringVar(&n.Lang, "lang", "", "")
	cmd.Flags().StringVar(&n.Zone, "zone", "", "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		n.Rubric = feed.Rubric(rubric)
		if rubric != "" && !n.Rubric.Valid() {
			var names []string
			for _, r := range feed.Rubrics() {
				names = append(names, string(r))
			}
			return &feed.Error{Op: "add", Source: "--rubric " + rubric, Kind: feed.KindUsage, Near: feed.Nearest(rubric, names)}
		}
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		failed := 0
		for _, url := range args {
			n.URL = url
			if err := a.subscribe(cmd.Context(), n); err != nil {
				a.fail(err)
				failed++
			}
		}
		a.partly(failed, len(args))
		return cmd.Context().Err()
	}
	return cmd
}

// subscribe adds one source; for a page that points to a feed, that feed.
func (a *app) subscribe(ctx context.Context, n library.NewSource) error {
	sub, got, err := a.library.Subscribe(ctx, n)
	var e *feed.Error
	if errors.As(err, &e) && e.Kind == feed.KindNotFeed && e.Near != "" {
		a.say(fmt.Sprintf(a.words.CLI.Found, e.Near))
		n.URL = e.Near
		sub, got, err = a.library.Subscribe(ctx, n)
	}
	if err != nil {
		return err
	}
	a.printf(a.words.CLI.Added, sub.Title+" · "+a.words.Items(got.New)+" · "+sub.URL)
	if sub.Trouble != feed.KindNone {
		a.say(sub.Title + ": " + a.words.Kind(sub.Trouble))
	}
	return nil
}

// partly sets the exit code by how many of a number of things failed.
func (a *app) partly(failed, all int) {
	switch failed {
	case 0:
	case all:
		a.code = exitFailed
	default:
		a.code = exitPartly
	}
}

// feeds is the command that lists the sources.
func (a *app) feeds() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "feeds", Args: a.args(0, 0)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		subs, err := a.library.Subscriptions(cmd.Context())
		if err != nil {
			return err
		}
		if asJSON {
			for _, s := range subs {
				if err := a.json(newSource(s)); err != nil {
					return err
				}
			}
			return nil
		}
		if len(subs) == 0 {
			a.say(a.words.CLI.NoSources)
		}
		a.printSources(subs)
		return a.out.err
	}
	return cmd
}

// printSources prints id, title, counts, address and trouble of sources.
func (a *app) printSources(subs []feed.Subscription) {
	rows := make([][4]string, len(subs))
	var widths [4]int
	for i, s := range subs {
		notes := []string{page.Line(s.URL)}
		if s.Muted {
			notes = append(notes, a.words.CLI.Muted)
		}
		if s.Trouble != feed.KindNone {
			notes = append(notes, a.words.Kind(s.Trouble))
		}
		rows[i] = [4]string{
			strconv.FormatInt(int64(s.ID), 10), page.Line(s.Title),
			fmt.Sprintf(a.words.CLI.Unread, a.words.Number(s.Unread), a.words.Number(s.Items)),
			strings.Join(notes, " · "),
		}
		for c, text := range rows[i] {
			widths[c] = max(widths[c], render.Width(text))
		}
	}
	for _, r := range rows {
		a.raw(strings.Repeat(" ", widths[0]-len(r[0])) + r[0] + "  " + render.Pad(r[1], widths[1]) + "  " +
			render.Pad(r[2], widths[2]) + "  " + r[3])
	}
}

// remove is the command that unsubscribes.
func (a *app) remove() *cobra.Command {
	cmd := &cobra.Command{Use: "remove NAME|ID|URL…", Args: a.args(1, -1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		failed := 0
		for _, word := range args {
			sub, err := a.library.Find(ctx, word)
			if err == nil {
				_, err = a.library.Unsubscribe(ctx, sub.ID)
			}
			if err != nil {
				a.fail(err)
				failed++
				continue
			}
			a.printf(a.words.CLI.Removed, sub.Title)
		}
		a.partly(failed, len(args))
		return ctx.Err()
	}
	return cmd
}
