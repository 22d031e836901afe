package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/clip"
	"rubrika/feed/opml"
	"rubrika/feed/page"
)

// The formats of exported stories.
const (
	formatJSON     = "json"     // lines in the shape of `read --json`
	formatCSV      = "csv"      // RFC 4180 in UTF-8, with a header
	formatMarkdown = "markdown" // one document
)

// exportOptions are the flags of export.
type exportOptions struct {
	items          bool
	format, filter string
	limit          int // 0: all
	file           string
}

// export is the command that writes the list of subscriptions, or stories.
func (a *app) export() *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{Use: "export [FILE]", Args: a.args(0, 1)}
	cmd.Flags().BoolVar(&o.items, "items", false, "")
	cmd.Flags().StringVar(&o.format, "format", "", "")
	cmd.Flags().StringVar(&o.filter, "filter", "", "")
	cmd.Flags().IntVar(&o.limit, "limit", 0, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 && args[0] != "-" {
			o.file = args[0]
		}
		for _, name := range []string{"format", "filter", "limit"} { // a list of subscriptions has none of them
			o.items = o.items || cmd.Flags().Changed(name)
		}
		if o.items || formatOf(o.file) != "" { // a list of subscriptions has no such name either
			return a.exportItems(cmd, o)
		}
		if err := a.open(cmd.Context()); err != nil {
			return err
		}
		return a.exportSources(cmd.Context(), o.file)
	}
	return cmd
}

// exportSources writes the list of subscriptions.
func (a *app) exportSources(ctx context.Context, file string) error {
	if file == "" {
		return a.library.Export(ctx, a.out)
	}
	var doc bytes.Buffer
	if err := a.library.Export(ctx, &doc); err != nil {
		return err
	}
	list, err := opml.Read(doc.Bytes())
	if err != nil {
		return err
	}
	if err := replace(file, doc.Bytes()); err != nil {
		return failed(a.words.CLI.NotWritten, file, cause(err))
	}
	a.printf(a.words.CLI.Exported, a.words.Number(len(list.Feeds)), file)
	return nil
}

// exportItems writes stories with their texts.
func (a *app) exportItems(cmd *cobra.Command, o exportOptions) error {
	ctx := cmd.Context()
	f, err := readFilter(o.filter)
	if err != nil {
		return err
	}
	if o.limit < 0 {
		return usage(a.words.CLI.BadValue, "--limit "+strconv.Itoa(o.limit))
	}
	if !cmd.Flags().Changed("format") {
		o.format = cmp.Or(formatOf(o.file), formatJSON)
	}
	switch o.format {
	case formatJSON, formatCSV, formatMarkdown:
	default:
		return usage(a.words.CLI.Digest.BadFormat, "--format "+o.format)
	}
	if err := a.open(ctx); err != nil {
		return err
	}
	if o.file == "" {
		written, err := a.writeItems(ctx, a.out, f, o)
		if err == nil && written == 0 {
			err = a.sayNothing(ctx, a.library)
		}
		return err
	}
	written := 0
	err = replaceBy(o.file, func(w io.Writer) error {
		written, err = a.writeItems(ctx, w, f, o)
		return err
	})
	var known *feed.Error
	switch {
	case err != nil && ctx.Err() == nil && !errors.As(err, &known):
		return failed(a.words.CLI.NotWritten, o.file, cause(err))
	case err != nil:
		return err
	}
	a.printf(a.words.CLI.Digest.Exported, a.words.Number(written), o.file)
	return nil
}

// formatOf is the format of stories that the name of a file asks for, or «».
func formatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv":
		return formatCSV
	case ".md", ".markdown":
		return formatMarkdown
	case ".json", ".jsonl", ".ndjson":
		return formatJSON
	}
	return ""
}

// writeItems writes the stories that a filter selects, newest first, one after
// the other; what arrives meanwhile is none of them.
func (a *app) writeItems(ctx context.Context, w io.Writer, f feed.Filter, o exportOptions) (written int, err error) {
	if f.Upto, err = a.library.Newest(ctx); err != nil {
		return 0, err
	}
	counts, err := a.library.Counts(ctx, f, false)
	if err != nil {
		return 0, err
	}
	total := counts.Total - counts.New
	if o.limit > 0 {
		total = min(total, o.limit)
	}
	put, err := a.itemWriter(w, o.format, f)
	if err != nil {
		return 0, err
	}
	tell := o.file != "" || !a.env.OutTTY // not between stories on the same terminal
	defer a.clear()
	err = a.walk(ctx, f, o.limit, func(items []feed.Item) error {
		for _, it := range items {
			article, err := a.library.Article(ctx, it.ID)
			if feed.KindOf(err) == feed.KindNoItem { // deleted a moment ago
				continue
			}
			if err == nil {
				err = put(article)
			}
			if err != nil {
				return err
			}
			written++
			if tell {
				a.status(written, total, a.words.CLI.Digest.Stories)
			}
		}
		return nil
	})
	return written, err
}

// walk lists what a filter selects page by page, at most limit items of it; 0 is
// all.
func (a *app) walk(ctx context.Context, f feed.Filter, limit int, visit func([]feed.Item) error) error {
	for left := limit; limit == 0 || left > 0; {
		f.Limit = newsPage
		if limit > 0 {
			f.Limit = min(newsPage, left)
		}
		items, err := a.library.List(ctx, f)
		if err != nil {
			return err
		}
		if err := visit(items); err != nil || len(items) < f.Limit {
			return err
		}
		left -= len(items)
		f.Before = items[len(items)-1].Position()
	}
	return nil
}

// itemWriter begins a document and returns what writes a story into it.
func (a *app) itemWriter(w io.Writer, format string, f feed.Filter) (put func(feed.Article) error, err error) {
	switch format {
	case formatCSV:
		table := csv.NewWriter(w)
		table.UseCRLF = true
		write := func(row []string) error {
			err := table.Write(row)
			table.Flush()
			return errors.Join(err, table.Error())
		}
		return func(article feed.Article) error { return write(csvRow(article)) }, write(csvHeader())
	case formatMarkdown:
		title := page.Line(a.words.CLI.Digest.Stories)
		if about := a.words.Selection(f); about != "" {
			title += ": " + about
		}
		_, err := w.Write(clip.Heading(title))
		return func(article feed.Article) error {
			_, err := w.Write(clip.Chapter(article, a.words))
			return err
		}, err
	}
	return func(article feed.Article) error { return writeJSON(w, newArticle(article)) }, nil
}

// csvHeader are the names of the columns: those of the fields in JSON, but for
// text, which is the plain text.
func csvHeader() []string {
	return []string{
		"id", "source", "source_id", "url", "title", "summary", "rubrics", "section", "tags", "lang", "badges", "author",
		"published", "seen", "updated", "read", "starred", "watched", "story", "full", "text",
	}
}

// csvRow is a story as a row. Lists are joined by «; ».
func csvRow(article feed.Article) []string {
	j := newArticle(article)
	rubrics := make([]string, len(j.Rubrics))
	for i, r := range j.Rubrics {
		rubrics[i] = string(r)
	}
	list := func(values []string) string { return cell(strings.Join(values, "; ")) }
	return []string{
		strconv.FormatInt(j.ID, 10), cell(j.Source), strconv.FormatInt(j.SourceID, 10), cell(j.URL), cell(j.Title), cell(j.Summary),
		list(rubrics), cell(j.Section), list(j.Tags), cell(j.Lang), list(j.Badges), cell(j.Author),
		j.Published, j.Seen, j.Updated, strconv.FormatBool(j.Read), strconv.FormatBool(j.Starred), strconv.FormatBool(j.Watched),
		strconv.Itoa(j.Story), strconv.FormatBool(j.Full), cell(strings.Join(clip.Lines(j.Markdown, 0), "\n")),
	}
}

// formulaSigns begin what a spreadsheet takes for a formula, the wide forms of
// East Asia too, and the blanks that some of them pass over.
const formulaSigns = "=+-@＝＋－＠\t\r\n "

// cell is a text that no spreadsheet takes for a formula: one that begins like a
// formula has an apostrophe before it, and so has one that begins with
// apostrophes and goes on like a formula, so that the text can be had back.
func cell(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.ContainsAny(string([]rune(rest)[:1]), formulaSigns) {
		return "'" + s
	}
	return s
}

// replace writes a file so that there is always either the old one or the
// whole new one. What is no plain file, such as a pipe, is written to.
func replace(name string, content []byte) error {
	return replaceBy(name, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// replaceBy is replace for what is written piece by piece. With an error there
// is the old file, or none.
func replaceBy(name string, write func(io.Writer) error) error {
	name = behindLinks(name)
	mode := os.FileMode(0o600) // addresses of feeds may hold keys
	switch info, err := os.Stat(name); {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(name, os.O_WRONLY, 0) //nolint:gosec // the reader named it
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	case err == nil:
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".rubrika-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// mostLinks is how many symbolic links in a row are followed.
const mostLinks = 16

// behindLinks is the file that a name leads to, be it there or not: a link stays
// one.
func behindLinks(name string) string {
	for range mostLinks {
		target, err := os.Readlink(name)
		if err != nil {
			break
		}
		if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil && !filepath.IsAbs(target) {
			target = filepath.Join(dir, target)
		}
		name = target
	}
	return name
}
