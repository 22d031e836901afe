package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/feed/rubric"
)

// maxFile is how much of a local document is read, as much as of a fetched
// one.
const maxFile = 32 << 20

// inspect is the command with the three that look into documents.
func (a *app) inspect() *cobra.Command {
	one := func(use string, do func(ctx context.Context, word string) error) *cobra.Command {
		return &cobra.Command{Use: use, Args: a.args(1, 1), RunE: func(cmd *cobra.Command, args []string) error {
			return do(cmd.Context(), args[0])
		}}
	}
	body := &cobra.Command{Use: "body FILE", Args: a.args(1, 1)}
	width := body.Flags().Int("width", 0, "")
	body.RunE = func(cmd *cobra.Command, args []string) error {
		measure, err := a.measure(cmd, *width)
		if err != nil {
			return err
		}
		return a.inspectBody(cmd.Context(), args[0], measure)
	}
	return a.group("inspect", one("feed URL|FILE", a.inspectFeed), one("page URL|FILE", a.inspectPage), body)
}

// inspectFeed prints a feed.
func (a *app) inspectFeed(ctx context.Context, word string) error {
	doc, err := a.document(ctx, word)
	var b feed.Batch
	if err == nil {
		b, err = rss.Parse(doc.body, rss.Meta{URL: doc.url, ContentType: doc.contentType, Now: a.env.Now()})
	}
	out := feedJSON{Entries: []entryJSON{}}
	if len(b.Entries) > 0 && err != nil { // cut short: what is complete was read
		a.say(a.words.Error(err))
		err = nil
	}
	out.Error = page.Error(err)
	out.Feed.Title, out.Feed.Description = page.Line(b.Title), page.Line(b.Description)
	out.Feed.Link, out.Feed.Language = page.Link(b.Site, doc.url), page.Line(b.Lang)
	ids := map[string]int{}
	for _, e := range b.Entries {
		ids[e.GUID]++
	}
	own := rubric.OfSource(b.Categories)
	for _, e := range b.Entries {
		unique := ids[e.GUID] == 1
		out.Entries = append(out.Entries, newEntry(rubric.File(page.Entry(e, doc.url), own, a.config.File), unique))
	}
	if printed := a.json(out); printed != nil {
		return printed
	}
	return err
}

// inspectPage prints the article of a web page as plain text.
func (a *app) inspectPage(ctx context.Context, word string) error {
	doc, err := a.document(ctx, word)
	if err != nil {
		return err
	}
	e, err := page.Extract(doc.body, doc.contentType, doc.url)
	if err != nil {
		return err
	}
	for line := range strings.SplitSeq(page.PlainText(e.HTML), "\n") {
		a.print(line)
	}
	return a.out.err
}

// inspectBody prints a piece of HTML as the article view shows it.
func (a *app) inspectBody(ctx context.Context, file string, width int) error {
	text, err := a.file(ctx, file)
	if err != nil {
		return err
	}
	look, err := a.look()
	if err != nil {
		return err
	}
	b := page.Read(feed.Markup(text), "")
	a.printBody(ctx, look, b.Markdown, b.Links, width)
	return a.out.err
}

// document is a file, or what an address answered.
type document struct {
	body             []byte
	url, contentType string
}

// document gets an address or reads a file; «-» is standard input.
func (a *app) document(ctx context.Context, word string) (document, error) {
	if isAddress(word) {
		res, err := a.client(nil, "").Get(ctx, fetch.Request{URL: word})
		return document{res.Body, res.URL, res.ContentType}, err
	}
	body, err := a.file(ctx, word)
	return document{body: body}, err
}

// file reads a local document. An end of ctx ends the waiting for one that is
// still being written.
func (a *app) file(ctx context.Context, name string) ([]byte, error) {
	from := a.env.Stdin
	if name != "-" {
		f, err := os.Open(name) //nolint:gosec // the reader says which file
		if err != nil {
			return nil, &feed.Error{Op: "read", Source: name, Kind: feed.KindFile, Err: err}
		}
		defer f.Close() //nolint:errcheck // it is only read
		from = f
	}
	var b bytes.Buffer
	switch n, err := io.Copy(&b, io.LimitReader(interruptible(ctx, from), maxFile+1)); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, &feed.Error{Op: "read", Source: name, Kind: feed.KindFile, Err: err}
	case n > maxFile:
		return nil, failed(a.words.CLI.BigFile, name, a.words.Bytes(maxFile))
	}
	return b.Bytes(), nil
}
