package cli

import (
	"fmt"
	"time"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/render"
)

const (
	// clearLine takes the cursor to the start of the line and empties it.
	clearLine = "\r\x1b[K"
	// stepEvery is the least time between two states of the status line.
	stepEvery = time.Second / 10
	// unknownWidth is for terminals that do not say how wide they are.
	unknownWidth = 80
)

// status tells on a terminal how far something is, in one line of standard
// error: at most ten times a second, and the end always. Whatever is printed
// next takes it away, as clear does. It is for one caller at a time.
func (a *app) status(done, total int, what string) {
	now := time.Now()
	if !a.tellsProgress() || now.Sub(a.step) < stepEvery && done < total {
		return
	}
	width := a.env.Width
	if width <= 0 {
		width = unknownWidth
	}
	line := render.Cut(fmt.Sprintf("%d/%d  %s", done, total, page.Line(what)), max(0, width-1)) // a full line would scroll
	fmt.Fprint(a.env.Stderr, clearLine+line)
	a.step, a.stepping = now, true
}

// tellsProgress reports that there is somebody to tell, and a line to do it in.
func (a *app) tellsProgress() bool {
	return a.env.ErrTTY && !a.quiet && a.env.Getenv("TERM") != "dumb"
}

// clear takes the status line away.
func (a *app) clear() {
	if a.stepping {
		a.stepping = false
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
