package lang

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

// Kind words a kind of error in short, for lists: «адрес не найден (404)»; ""
// for none.
func (w Words) Kind(k feed.Kind) string { return w.fault(k).Short }

func (w Words) fault(k feed.Kind) fault {
	if k == feed.KindNone {
		return fault{}
	}
	if f, ok := w.faults[k]; ok {
		return f
	}
	return w.faults[feed.KindInternal]
}

// Error puts an error into one sentence: where, what, why as far as it is
// known, and what to do. It holds nothing that a server said: of the texts in
// an *feed.Error only Source, Near, the word of a filter and what a program of
// the reader's own said are printed, without anything that is not printable.
func (w Words) Error(err error) string {
	if err == nil {
		return ""
	}
	if errors.Is(err, context.Canceled) {
		return w.formats.Canceled
	}
	e := particulars(err)
	f := w.fault(e.Kind)
	if e.Op == "read page" && ofSource(e.Kind) {
		f.Do = w.fault(feed.KindRefused).Do
	}
	if known, ok := caused(e, w.Code); ok {
		f = known
	}
	return w.sentence(e, f)
}

// ofSource reports the kinds whose advice is about the address of a source: of
// a page that cannot be had, all there is to do is to look at it in a browser.
func ofSource(k feed.Kind) bool {
	switch k {
	case feed.KindSignIn, feed.KindNotFound, feed.KindGone, feed.KindCircle, feed.KindTooBig:
		return true
	}
	return false
}

// sentence is an error in the words that were found for it.
func (w Words) sentence(e *feed.Error, f fault) string {
	notes := w.notes(e)
	switch problem := w.problem(e); {
	case problem == "":
	case e.Kind == feed.KindUsage:
		f.What, f.Do = problem, w.Filters.Do
	default:
		notes = append([]string{problem}, notes...)
	}
	text := f.What + inBrackets(notes) + "; " + f.Do + "."
	if where := w.where(e); where != "" {
		return where + ": " + text
	}
	first, size := utf8.DecodeRuneInString(text)
	return Upper(string(first), w.Code) + text[size:]
}

// Failed is Error with a title, possibly empty, in the place of the source.
func (w Words) Failed(title string, err error) string {
	if errors.Is(err, context.Canceled) {
		return w.formats.Canceled
	}
	e := *particulars(err)
	e.Source = title
	if title == "" {
		e.Line = 0
	}
	return w.Error(&e)
}

// particulars returns the first *feed.Error in a chain that names a kind, as
// feed.KindOf has it.
func particulars(err error) *feed.Error {
	var e *feed.Error
	for errors.As(err, &e) {
		if e.Kind != feed.KindNone {
			return e
		}
		err = e.Err
	}
	return &feed.Error{Kind: feed.KindInternal}
}

// where is the source and the place in it. A place in a filter, which has no
// source, is put in words.
func (w Words) where(e *feed.Error) string {
	source := plain(e.Source)
	if e.Line == 0 || source == "" {
		return source
	}
	return source + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column)
}

func inBrackets(notes []string) string {
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, ", ") + ")"
}

// notes are the particulars that an error carries.
func (w Words) notes(e *feed.Error) []string {
	var notes []string
	if e.Status >= 400 { // with success it would only puzzle
		notes = append(notes, "HTTP "+strconv.Itoa(e.Status))
	}
	if e.Line > 0 && e.Source == "" {
		notes = append(notes, fmt.Sprintf(w.formats.Place, e.Column))
	}
	if near := w.near(e); near != "" {
		notes = append(notes, fmt.Sprintf(w.formats.Near, near))
	}
	notes = append(notes, w.failing(e)...)
	if !e.Retry.IsZero() {
		t := e.Retry.Local()
		notes = append(notes, fmt.Sprintf(w.formats.Retry, w.Short(t)+" "+w.Clock(t)))
	}
	return notes
}

// plain keeps what can be printed of a text, at most 200 letters of it.
func plain(s string) string {
	kept := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s))
	if len(kept) > 200 {
		kept = append(kept[:199], '…')
	}
	return string(kept)
}
