package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// clearLine takes the cursor to the start of the line and empties it.
const clearLine = "\r\x1b[K"

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
			sub, err := a.library.Find(ctx, word)
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
			a.say(a.words.WaitingSources(report.Waiting))
		}
		tell := a.print
		if asJSON {
			tell = a.say
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
			return a.prefetch(ctx, o.Sources)
		}
		return nil
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
	a.say(a.words.Pages(pages))
	return nil
}

// status tells on a terminal how far something is, in one line of standard
// error that clear takes away.
func (a *app) status(done, total int, what string) {
	if !a.env.ErrTTY {
		return
	}
	line := fmt.Sprintf("%d/%d  %s", done, total, page.Line(what))
	if a.env.Width > 1 {
		line = render.Cut(line, a.env.Width-1)
	}
	fmt.Fprint(a.env.Stderr, clearLine+line)
}

func (a *app) clear() {
	if a.env.ErrTTY {
		fmt.Fprint(a.env.Stderr, clearLine)
	}
}

// progress tells of each source that is done: on a terminal in the status
// line, with --json as a line of output.
func (a *app) progress(asJSON bool) func(library.Progress) {
	return func(p library.Progress) {
		if asJSON {
			trouble := ""
			if p.Err != nil {
				trouble = string(feed.KindOf(p.Err))
			}
			_ = a.json(refreshJSON{ // the output keeps its error
				V: shape, Source: page.Line(p.Source), SourceID: int64(p.ID), New: p.New, Trouble: trouble, Error: page.Error(p.Err),
			})
		}
		a.status(p.Done, p.Total, p.Source)
	}
}
