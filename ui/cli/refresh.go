package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

// clearLine takes the cursor to the start of the line and empties it.
const clearLine = "\r\x1b[K"

// refresh is the command that asks sources for news.
func (a *app) refresh() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "refresh [NAME|ID|URL…]"}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
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
		if a.env.ErrTTY {
			fmt.Fprint(a.env.Stderr, clearLine)
		}
		if err != nil {
			return err
		}
		for _, e := range report.Errors {
			a.fail(e.Err)
		}
		if !asJSON {
			a.print(a.words.Refreshed(report.New, report.Failed))
		}
		a.partly(report.Failed, report.Sources)
		return nil
	}
	return cmd
}

// progress tells of each source that is done: on a terminal in one line of
// standard error, with --json as a line of output.
func (a *app) progress(asJSON bool) func(library.Progress) {
	return func(p library.Progress) {
		if asJSON {
			trouble := ""
			if p.Err != nil {
				trouble = string(feed.KindOf(p.Err))
			}
			_ = a.json(refreshJSON{ // the output keeps its error
				V: shape, Source: page.Line(p.Source), New: p.New, Trouble: trouble, Error: page.Error(p.Err),
			})
		}
		if a.env.ErrTTY {
			line := fmt.Sprintf("%d/%d  %s", p.Done, p.Total, page.Line(p.Source))
			if a.env.Width > 1 {
				line = render.Cut(line, a.env.Width-1)
			}
			fmt.Fprint(a.env.Stderr, clearLine+line)
		}
	}
}
