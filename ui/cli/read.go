package cli

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/page"
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
	cmd := &cobra.Command{Use: "read ID|+N|URL|FILE|-", Args: a.args(1, 1)}
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
		id, err := a.story(ctx, args[0])
		if err != nil {
			return a.readOther(ctx, args[0], err, width, asJSON)
		}
		if err := a.readItem(ctx, id, width, a.offline, asJSON); err != nil || keep {
			return err
		}
		if _, err = a.library.Mark(ctx, feed.Read, 0, id); err != nil && ctx.Err() == nil {
			a.out.flush() // the text first
			a.fail(err)
			a.code = exitPartly
		}
		return ctx.Err()
	}
	return cmd
}

// readItem prints a stored item, with the text of its page when only the
// beginning is stored. Where that cannot be had, the beginning is printed and
// the exit code is that of a thing half done.
func (a *app) readItem(ctx context.Context, id feed.ID, width int, offline, asJSON bool) error {
	var article feed.Article
	var err, why error
	if offline {
		article, err = a.library.Article(ctx, id)
	} else if article, why = a.library.FullText(ctx, id, false); article.ID == 0 {
		err = why
	}
	if err != nil {
		return err
	}
	if asJSON {
		err = a.json(newArticle(article))
	} else {
		err = a.printArticle(ctx, feed.Page{Article: article}, width)
	}
	if err == nil && why != nil {
		a.out.flush() // the text first
		a.fail(why)
		a.code = exitPartly
	}
	return err
}

// readOther prints what a word names that is no story in the store, as why says:
// an address, or a file. A number names nothing else.
func (a *app) readOther(ctx context.Context, word string, why error, width int, asJSON bool) error {
	kind := feed.KindOf(why)
	if kind == feed.KindUsage || kind == feed.KindNoItem && (isAddress(word) || isBareAddress(word)) {
		return a.readPage(ctx, word, width, asJSON)
	}
	if kind == feed.KindNoItem {
		return failed(a.words.CLI.Names.Unknown, page.Line(word))
	}
	return why
}

// readPage prints a page that is not stored: what an address answers, or what
// is in a file.
func (a *app) readPage(ctx context.Context, where string, width int, asJSON bool) error {
	var p feed.Page
	var err error
	if isAddress(where) || isBareAddress(where) {
		p, err = a.library.Page(ctx, where)
	} else {
		p, err = a.copyOf(ctx, where)
	}
	switch {
	case err != nil:
		return err
	case asJSON:
		return a.json(newPage(p))
	}
	return a.printArticle(ctx, p, width)
}

// copyOf reads a page in a file. A word that does not look like the name of
// one, and is none, was meant for a story.
func (a *app) copyOf(ctx context.Context, name string) (feed.Page, error) {
	_, err := os.Stat(name)
	if err != nil && name != "-" && !strings.ContainsAny(name, "./") {
		return feed.Page{}, usage(a.words.CLI.Names.Readable, page.Line(name))
	}
	doc, err := a.file(ctx, name)
	if err != nil {
		return feed.Page{}, err
	}
	p, err := a.library.Document(doc, name)
	if feed.KindOf(err) == feed.KindNoText {
		err = &feed.Error{Op: "read", Source: name, Kind: feed.KindNoText, Err: err}
	}
	return p, err
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

// printArticle prints an article: head, text, links, tags, versions, and what
// else stands on its page.
func (a *app) printArticle(ctx context.Context, p feed.Page, width int) error {
	article := p.Article
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
	if section := page.Line(article.Section); section != "" && !slices.Contains(kicker, section) {
		kicker = append(kicker, section)
	}
	if !article.Published.IsZero() {
		kicker = append(kicker, a.words.FullZone(article.Published))
	}
	if source := page.Line(article.SourceTitle); source != "" {
		kicker = append(kicker, source)
	}
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
	a.printRest(p)
	return a.out.err
}

// printBody prints Markdown as the article view shows it, then the addresses
// of its links.
func (a *app) printBody(ctx context.Context, look theme.Theme, markdown string, links []feed.Link, width int) {
	timed, stop := context.WithTimeout(ctx, renderTime)
	defer stop()
	r := render.New(look)
	r.Narrow = true
	for _, line := range r.Body(timed, page.Text(markdown), width, len(links)) {
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
		a.raw(strings.TrimRight(page.Line(v.Lang)+"  "+page.Line(v.Title)+"  "+at, " "))
	}
	if article.URL != "" {
		blank()
		a.print(article.URL)
	}
}

// printRest prints what stands round an article: topics, the newest headlines.
func (a *app) printRest(p feed.Page) {
	if len(p.Topics) > 0 {
		a.raw("")
		a.print(a.words.CLI.Topics + ": " + strings.Join(p.Topics, ", "))
	}
	if len(p.Latest) == 0 {
		return
	}
	a.raw("")
	a.print(a.words.Latest)
	// Times of the day of the newest one stand without a date.
	day := p.Latest[0].Published
	rows := make([][4]string, len(p.Latest))
	var widths [4]int
	for i, it := range p.Latest {
		when := ""
		if !it.Published.IsZero() {
			when = a.words.Moment(it.Published, day)
		}
		rows[i] = [4]string{when, a.words.Badge(it.Badges), page.Line(it.Title), page.Line(it.Section)}
		for c, text := range rows[i] {
			widths[c] = max(widths[c], render.Width(text))
		}
	}
	widths[2] = min(widths[2], wideTitle)
	if a.env.OutTTY && a.env.Width > 0 { // the rubric may leave, the title stays
		widths[2] = min(widths[2], max(0, a.env.Width-widths[0]-widths[1]-2*2))
	}
	for _, r := range rows {
		line := ""
		for c, text := range r {
			if widths[c] > 0 {
				line += render.Pad(text, widths[c]) + "  "
			}
		}
		if a.env.OutTTY && a.env.Width > 0 {
			line = render.Cut(line, a.env.Width)
		}
		a.raw(strings.TrimRight(line, " "))
	}
}
