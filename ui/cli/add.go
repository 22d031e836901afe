package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muesli/cancelreader"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
)

// own are the flags for what a reader says of a source.
type own struct {
	title, rubric, lang, zone, every, agent string
	tags                                    []string
}

// code is the form of a language's code: "az", "pt-BR".
var code = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// register makes the flags.
func (o *own) register(flags *pflag.FlagSet) {
	flags.StringVar(&o.title, "title", "", "")
	flags.StringVar(&o.rubric, "rubric", "", "")
	flags.StringVar(&o.lang, "lang", "", "")
	flags.StringVar(&o.zone, "zone", "", "")
	flags.StringVar(&o.every, "every", "", "")
	flags.StringVar(&o.agent, "agent", "", "")
	flags.StringArrayVar(&o.tags, "tag", nil, "")
}

// check returns the interval and the tags the flags name, or what is wrong
// with a flag.
func (a *app) check(o own) (every time.Duration, tags []string, err error) {
	if err := a.rubricFlag(feed.Rubric(o.rubric)); err != nil {
		return 0, nil, err
	}
	if o.lang != "" && !code.MatchString(o.lang) {
		return 0, nil, usage(a.words.CLI.BadLang, "--lang "+o.lang)
	}
	if !feed.IsZone(o.zone) {
		return 0, nil, usage(a.words.CLI.BadZone, "--zone "+o.zone, feed.NearestZone(o.zone))
	}
	if every, err = a.words.ParseInterval(o.every); err != nil {
		return 0, nil, usage(a.words.CLI.BadEvery, "--every "+o.every)
	}
	if !feed.IsAgent(o.agent) {
		return 0, nil, usage(a.words.CLI.BadAgent, "--agent "+o.agent)
	}
	for _, tag := range o.tags {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return every, tags, nil
}

// rubricFlag is wrong use when r is neither empty nor a canonical rubric.
func (a *app) rubricFlag(r feed.Rubric) error {
	if r == "" || r.Valid() {
		return nil
	}
	var names []string
	for _, known := range feed.Rubrics() {
		names = append(names, string(known))
	}
	wrong := "--rubric " + string(r)
	if near := feed.Nearest(string(r), names); near != "" {
		return &feed.Error{Op: "read flags", Source: wrong, Kind: feed.KindUsage, Near: near}
	}
	return usage(a.words.CLI.BadRubric, wrong, strings.Join(names, ", "))
}

// add is the command that subscribes.
func (a *app) add() *cobra.Command {
	var o own
	var all, asJSON, later bool
	var account, folder string
	cmd := &cobra.Command{Use: "add ADDRESS…", Args: a.args(1, -1)}
	o.register(cmd.Flags())
	cmd.Flags().BoolVar(&all, "all", false, "")
	cmd.Flags().BoolVar(&later, "later", false, "")
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.Flags().StringVar(&account, "account", "", "")
	cmd.Flags().StringVar(&folder, "folder", "", "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		every, tags, err := a.check(o)
		if err != nil {
			return err
		}
		if err := a.accountFlags(cmd); err != nil {
			return err
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		var on feed.Account
		if account != "" {
			if on, err = a.library.FindAccount(ctx, account); err != nil {
				return err
			}
		}
		failed, tried := 0, 0
		note := func(err error) {
			tried++
			if err != nil && ctx.Err() == nil { // the end of it all is told once
				a.fail(err)
				failed++
			}
		}
		for i, word := range args {
			if len(args) > 1 {
				a.status(i, len(args), word)
			}
			n := library.NewSource{
				URL: word, Title: o.title, Lang: o.lang, Zone: o.zone, Rubric: feed.Rubric(o.rubric), Every: every, Agent: o.agent, Tags: tags,
				Account: on.ID, Folder: folder, Later: later,
			}
			if account != "" {
				note(a.followOn(ctx, on, n, asJSON))
			} else {
				a.follow(ctx, n, adding{all, asJSON}, note)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		a.partly(failed, tried)
		return nil
	}
	return cmd
}

// accountFlags is wrong use of the flags that go with --account, or do not.
func (a *app) accountFlags(cmd *cobra.Command) error {
	given, w := cmd.Flags().Changed, a.words.CLI
	if !given("account") {
		if given("folder") {
			return usage(w.Accounts.NeedsAccount, "--folder")
		}
		return nil
	}
	if cmd.Flag("account").Value.String() == "" {
		return usage(w.NoValue, "--account")
	}
	for _, name := range []string{"every", "agent", "all", "later"} {
		if given(name) {
			return usage(w.Accounts.ServersOwn, "--"+name)
		}
	}
	return nil
}

// followOn subscribes on the server of an account, which finds the feed of a
// page itself.
func (a *app) followOn(ctx context.Context, on feed.Account, n library.NewSource, asJSON bool) error {
	word := n.URL
	sub, got, err := a.library.Subscribe(ctx, n)
	if sub.ID != 0 {
		if told := a.added(ctx, word, sub, got, asJSON); err == nil {
			return told
		}
	}
	if err == nil {
		return nil
	}
	switch feed.KindOf(err) {
	case feed.KindExists, feed.KindRejected, feed.KindServer, feed.KindAddress, feed.KindNotFeed, feed.KindNotFound: // it is about the feed
		return spoken{a.words.NotAdded(n.URL, err), exitFailed}
	}
	return a.accountFault(on, err)
}

// adding is how sources are added: all of several, told in JSON.
type adding struct{ all, json bool }

// follow subscribes to what a word stands for, and takes note of each thing it
// tried.
func (a *app) follow(ctx context.Context, n library.NewSource, how adding, note func(error)) {
	word := n.URL
	got, err := a.library.Follow(ctx, n)
	switch {
	case err != nil:
		note(a.notAdded(listError(n.URL, err)))
		a.offerLater(n.URL, err)
		return
	case got.List != nil:
		note(a.imported(n.URL, *got.List, how.json))
		return
	case len(got.Choices) == 0:
		note(a.added(ctx, word, got.Source, got.Received, how.json))
		return
	}
	chosen, err := a.choose(ctx, n.URL, got.Choices, how.all)
	if err != nil {
		note(err)
		return
	}
	if len(chosen) > 1 {
		n.Title = "" // it cannot be the name of all
	}
	for _, c := range chosen {
		n.URL, n.Kind, n.Public = c.URL, c.Kind, c.Public
		sub, received, err := a.library.Subscribe(ctx, n)
		if err == nil {
			err = a.added(ctx, word, sub, received, how.json)
		}
		note(a.notAdded(err))
	}
}

// notAdded is what kept an address from becoming a source, in the words for
// that.
func (a *app) notAdded(err error) error {
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind == feed.KindUsage || e.Kind == feed.KindConfig {
		return err
	}
	return spoken{a.words.NotAdded(e.Source, err), exitFailed}
}

// offerLater says how an address is kept that cannot be asked for now. A name
// like a known one is more likely a slip.
func (a *app) offerLater(word string, err error) {
	var e *feed.Error
	switch k := feed.KindOf(err); {
	case k != feed.KindOffline && k != feed.KindTimeout && k != feed.KindDNS:
	case errors.As(err, &e) && e.Near != "":
	default:
		a.note(fmt.Sprintf(a.words.CLI.AddLater, word))
	}
}

// added says that a source was added, and for which word.
func (a *app) added(ctx context.Context, word string, sub feed.Subscription, got feed.Received, asJSON bool) error {
	if asJSON {
		now, err := a.library.Find(ctx, strconv.FormatInt(int64(sub.ID), 10)) // with its figures
		if err != nil {
			return err
		}
		return a.json(addedJSON{sourceJSON: newSource(now), Asked: page.Line(word), New: got.New})
	}
	text := sub.Title + " · " + a.words.Items(got.New) + " · " + shown(sub.URL)
	if sub.Account == 0 && sub.LastTry.IsZero() {
		text = sub.Title + " · " + a.words.CLI.Later + " · " + shown(sub.URL)
	}
	if sub.Account != 0 {
		text += " · " + a.inAccount(sub)
	}
	a.printf(a.words.CLI.Added, text)
	if sub.Trouble != feed.KindNone {
		a.say(sub.Title + ": " + a.words.Kind(sub.Trouble))
	}
	return a.out.err
}

// choose returns the feeds the reader wants among several: all, or those
// answered with on a terminal. Elsewhere it is the only one that need not be
// named, or it names them and is an error of KindSeveral.
func (a *app) choose(ctx context.Context, word string, found []feed.Found, all bool) ([]feed.Found, error) {
	ask := a.env.InTTY && a.env.ErrTTY
	most := unnamed(found)
	enough := all || !ask && len(most) == 1
	if enough {
		a.offer(slices.DeleteFunc(slices.Clone(found), func(f feed.Found) bool { return slices.Contains(most, f) }), false)
		return most, nil
	}
	a.offer(found, ask)
	if !ask {
		a.say(fmt.Sprintf(a.words.CLI.OneOrAll, word))
		return nil, &feed.Error{Op: "add", Source: word, Kind: feed.KindSeveral}
	}
	for {
		fmt.Fprint(a.env.Stderr, a.words.CLI.Which+" ")
		answer, err := a.answer(ctx)
		if err != nil {
			return nil, err
		}
		if answer == "" {
			a.note(a.words.CLI.NoneChosen)
			return nil, nil
		}
		if chosen, ok := pick(answer, a.words.CLI.All, found); ok {
			return chosen, nil
		}
	}
}

// offer names feeds to choose from, with numbers where the answer will be one.
func (a *app) offer(found []feed.Found, numbered bool) {
	for i, f := range found {
		line := f.URL
		if f.Title != "" {
			line += "  " + f.Title
		}
		if numbered {
			line = strconv.Itoa(i+1) + "  " + line
		}
		a.say(line)
	}
}

// pick reads an answer: numbers from 1, or one of the words for all.
func pick(answer, all string, found []feed.Found) ([]feed.Found, bool) {
	if slices.Contains(strings.Fields(all), strings.ToLower(answer)) {
		return unnamed(found), true
	}
	var chosen []feed.Found
	taken := map[int]bool{}
	for word := range strings.FieldsFuncSeq(answer, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(found) {
			return nil, false
		}
		if !taken[n] {
			taken[n] = true
			chosen = append(chosen, found[n-1])
		}
	}
	return chosen, len(chosen) > 0
}

// kindWordPress is the driver of the API of a WordPress.
const kindWordPress = "wordpress"

// unnamed is what «all» of several feeds means: not the API of a WordPress
// beside feeds, which have the same stories.
func unnamed(found []feed.Found) []feed.Found {
	feeds := slices.DeleteFunc(slices.Clone(found), func(f feed.Found) bool { return f.Kind == kindWordPress })
	if len(feeds) == 0 {
		return found
	}
	return feeds
}

// answer reads a line that the reader types; the end of the input is an empty
// one. An end of ctx ends the waiting.
func (a *app) answer(ctx context.Context) (string, error) {
	if a.typed == nil {
		a.typed = bufio.NewReader(interruptible(ctx, a.env.Stdin))
	}
	line, err := a.typed.ReadString('\n')
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil && !errors.Is(err, io.EOF):
		return "", &feed.Error{Op: "read answer", Kind: feed.KindInternal, Err: err}
	}
	return strings.TrimSpace(line), nil
}

// interruptible is in, except that the end of ctx breaks off the waiting for a
// terminal or a pipe. A plain file, which the system cannot wait for, ends by
// itself.
func interruptible(ctx context.Context, in io.Reader) io.Reader {
	r, err := cancelreader.NewReader(in)
	if err != nil {
		return in
	}
	context.AfterFunc(ctx, func() { r.Cancel() })
	return r
}
