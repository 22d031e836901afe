package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
)

// ahead is how many pages --prefetch fetches at most: one a second of a host.
const ahead = 200

// refresh is the command that asks sources for news.
func (a *app) refresh() *cobra.Command {
	var asJSON, prefetch bool
	cmd := &cobra.Command{Use: "refresh [NAME|ID|URL…]"}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.Flags().BoolVar(&prefetch, "prefetch", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		o := library.RefreshOptions{Force: len(args) > 0, Progress: a.progress(asJSON)}
		for _, word := range args {
			sub, err := a.source(ctx, word)
			if err != nil {
				return err
			}
			o.Sources = append(o.Sources, sub.ID)
		}
		report, err := a.library.Refresh(ctx, o)
		a.clear()
		if err != nil {
			return err
		}
		if err := a.failures(ctx, report.Errors); err != nil {
			return err
		}
		if err := a.send(ctx, &report); err != nil {
			return err
		}
		if report.Waiting > 0 {
			a.note(a.words.WaitingSources(report.Waiting))
		}
		tell := a.print
		if asJSON || a.quiet { // cron sends a letter for whatever is printed
			tell = a.note
		} else {
			a.print(a.words.Refreshed(report.New, report.Failed))
		}
		if report.Sent > 0 {
			tell(a.words.MarksSent(report.Sent))
		}
		if report.Unsent > 0 {
			tell(a.words.MarksWaiting(report.Unsent))
		}
		a.partly(report.Failed, report.Sources)
		if prefetch || a.config.Prefetch {
			if err := a.prefetch(ctx, o.Sources); err != nil {
				return err
			}
		}
		return a.told(ctx)
	}
	return cmd
}

// send gives the servers what accounts that were not due still have for them,
// and adds it to the report.
func (a *app) send(ctx context.Context, report *library.Report) error {
	if report.Unsent == 0 || slices.ContainsFunc(report.Errors, func(e library.SourceError) bool { return e.ID == 0 }) {
		return nil
	}
	sent, unsent, err := a.library.Send(ctx)
	report.Sent, report.Unsent = report.Sent+sent, unsent
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && feed.KindOf(err) != feed.KindElsewhere: // who is at it sends them
		a.fail(err)
		a.code = exitPartly
	case unsent > 0 && sent == 0:
		return a.paused(ctx)
	}
	return nil
}

// paused says why marks wait for accounts that are not asked for now.
func (a *app) paused(ctx context.Context) error {
	all, err := a.library.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, acc := range all {
		if acc.Waiting > 0 && acc.Trouble != feed.KindNone {
			a.fail(a.accountFault(acc, &feed.Error{Op: "sync", Source: acc.Title, Kind: acc.Trouble}))
			a.code = exitPartly
		}
	}
	return nil
}

// failures prints why sources and accounts failed.
func (a *app) failures(ctx context.Context, list []library.SourceError) error {
	all, err := a.library.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, e := range list {
		err := e.Err
		if at := slices.IndexFunc(all, func(acc feed.Account) bool { return e.ID == 0 && acc.Title == e.Title }); at >= 0 {
			err = a.accountFault(all[at], err)
		}
		a.fail(err)
	}
	return nil
}

// prefetch fetches the pages of items that came without their text, of these
// sources or of all.
func (a *app) prefetch(ctx context.Context, sources []feed.SourceID) error {
	if len(sources) == 0 {
		sources = []feed.SourceID{0}
	}
	pages := 0
	for _, id := range sources {
		n, err := a.library.Prefetch(ctx, id, ahead, func(done, total int) { a.status(done, total, "") })
		pages += n
		if err != nil {
			a.clear()
			return err
		}
	}
	a.clear()
	a.note(a.words.Pages(pages))
	return nil
}
