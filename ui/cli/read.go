package cli

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/feed/rss"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

const (
	measure    = 76 // cells of text where no width is asked for
	leastWidth = 20
	mostWidth  = 1000
	// renderTime is what rendering a body may take before the rest comes
	// plain.
	renderTime = 500 * time.Millisecond
)

// readCommand is the command that prints an article.
func (a *app) readCommand() *cobra.Command {
	var asJSON, keep bool
	var width int
	cmd := &cobra.Command{Use: "read ID|URL", Args: a.args(1, 1)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.Flags().BoolVar(&keep, "keep", false, "")
	cmd.Flags().IntVar(&width, "width", 0, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		width, err := a.measure(cmd, width)
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		id, err := a.itemID(ctx, args[0])
		if err != nil {
			return err
		}
		article, err := a.library.Article(ctx, id)
		if err != nil {
			return err
		}
		if asJSON {
			err = a.json(newArticle(article))
		} else {
			err = a.printArticle(ctx, article, width)
		}
		if err != nil || keep {
			return err
		}
		_, err = a.library.Mark(ctx, feed.Read, 0, id)
		return err
	}
	return cmd
}

// measure is the width of the text: the flag's, else at most 76 cells of the
// terminal.
func (a *app) measure(cmd *cobra.Command, width int) (int, error) {
	if cmd.Flags().Changed("width") {
		if width < leastWidth || width > mostWidth {
			return 0, usage(a.words.CLI.BadValue, "--width "+strconv.Itoa(width))
		}
		return width, nil
	}
	if a.env.OutTTY && a.env.Width >= leastWidth {
		return min(measure, a.env.Width), nil
	}
	return measure, nil
}

// itemID finds an item by its number or its address.
func (a *app) itemID(ctx context.Context, word string) (feed.ID, error) {
	if n, err := strconv.ParseInt(word, 10, 64); err == nil {
		return feed.ID(n), nil
	}
	missing := &feed.Error{Op: "read", Source: page.Line(word), Kind: feed.KindNoItem}
	address := rss.NormalLink(word)
	if address == "" {
		return 0, missing
	}
	f := feed.Filter{Limit: newsPage}
	for {
		items, err := a.library.List(ctx, f)
		if err != nil {
			return 0, err
		}
		for _, it := range items {
			if it.URL == word || rss.NormalLink(it.URL) == address {
				return it.ID, nil
			}
		}
		if len(items) < f.Limit {
			return 0, missing
		}
		f.Before = items[len(items)-1].Position()
	}
}

// printArticle prints an article: head, text, links, tags, versions.
func (a *app) printArticle(ctx context.Context, article feed.Article, width int) error {
	look, err := a.look()
	if err != nil {
		return err
	}
	style := func(t theme.Token, s string) string {
		if !a.styled() {
			return s
		}
		return look.Style(t).Render(s)
	}
	var kicker []string
	for _, r := range article.Rubrics {
		kicker = append(kicker, a.words.Rubric(r))
	}
	if !article.Published.IsZero() {
		kicker = append(kicker, a.words.FullZone(article.Published))
	}
	kicker = append(kicker, page.Line(article.SourceTitle))
	for _, line := range render.Plain(strings.Join(kicker, " · "), width) {
		a.raw(style(theme.Muted, line))
	}
	title := page.Line(article.Title)
	if title == "" {
		title = a.words.Untitled
	}
	for _, line := range render.Plain(title, width) {
		a.raw(style(theme.Strong, line))
	}
	a.raw(style(theme.Rule, strings.Repeat("─", width)))
	a.raw("")
	a.printBody(ctx, look, article.Markdown, article.Links, width)
	a.printFoot(article)
	return a.out.err
}

// printBody prints Markdown as the article view shows it, then the addresses
// of its links.
func (a *app) printBody(ctx context.Context, look theme.Theme, markdown string, links []feed.Link, width int) {
	timed, stop := context.WithTimeout(ctx, renderTime)
	defer stop()
	for _, line := range render.New(look).Body(timed, page.Text(markdown), width, len(links)) {
		if a.styled() {
			a.raw(line.Text)
		} else {
			a.raw(strings.TrimRight(ansi.Strip(line.Text), " "))
		}
	}
	if len(links) > 0 {
		a.raw("")
		a.print(a.words.CLI.Links)
	}
	for i, l := range links {
		a.printf("[%d] %s", i+1, l.URL)
	}
}

// printFoot prints what stands below the text.
func (a *app) printFoot(article feed.Article) {
	w := a.words.CLI
	blank := func() { a.raw("") }
	if article.Author != "" {
		blank()
		a.printf(w.By, article.Author)
	}
	if len(article.Tags) > 0 {
		blank()
		a.print(w.Tags + ": " + strings.Join(article.Tags, ", "))
	}
	if len(article.Versions) > 0 {
		blank()
		a.print(w.Versions)
	}
	for _, v := range article.Versions {
		at := page.Line(v.URL)
		if v.ID != 0 {
			at = strconv.FormatInt(int64(v.ID), 10)
		}
		a.raw(page.Line(v.Lang) + "  " + page.Line(v.Title) + "  " + at)
	}
	if article.URL != "" {
		blank()
		a.print(article.URL)
	}
}
