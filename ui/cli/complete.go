package cli

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/catalogue"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/lang"
	"rubrika/ui/render"
)

const (
	// patience is how long a shell waits for what the store knows.
	patience = 300 * time.Millisecond
	// storiesProposed is how many stories a shell is given, the newest ones.
	storiesProposed = 50
	// remarkWidth is how wide the words beside a proposal may be.
	remarkWidth = 60
)

// proposals are what a shell can write in the place of a word, the likeliest
// first, and what it does besides.
type proposals struct {
	words     []cobra.Completion
	directive cobra.ShellCompDirective
}

// proposer finds them for a word of which the beginning was typed, or all.
type proposer func(ctx context.Context, typed string) proposals

// completing parts the hidden command by which a shell asks for completion from
// the command line that it asks about.
func completing(args []string) (asks, line []string) {
	if len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd) {
		return args[:1:1], args[1:]
	}
	return nil, args
}

// complete gives all commands from cmd on their proposals. A word of Use in
// small letters stands for itself; what the others stand for is in placeholders.
func (a *app) complete(cmd *cobra.Command) {
	cmd.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return proposed(cmd.Context(), a.argument(cmd, args), typed)
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { a.completeFlag(cmd, f) })
	cmd.PersistentFlags().VisitAll(func(f *pflag.Flag) { a.completeFlag(cmd, f) })
	for _, below := range cmd.Commands() {
		a.complete(below)
	}
}

// proposed are the proposals that go on from what was typed, as cobra wants
// them; not all shells look at that.
func proposed(ctx context.Context, propose proposer, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	typed = strings.TrimPrefix(typed, " ") // see exclusions
	p := propose(ctx, typed)
	if p.directive&cobra.ShellCompDirectiveFilterFileExt == 0 {
		p.words = slices.DeleteFunc(p.words, func(word cobra.Completion) bool { return !strings.HasPrefix(word, typed) })
	}
	return p.words, p.directive
}

// completeFlag gives a flag that takes a value its proposals.
func (a *app) completeFlag(cmd *cobra.Command, f *pflag.Flag) {
	if f.NoOptDefVal != "" {
		return
	}
	path := pathOf(cmd)
	// It fails only for a flag that the command has not.
	_ = cmd.RegisterFlagCompletionFunc(f.Name, func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return proposed(cmd.Context(), a.values(path, f.Name), typed)
	})
}

// pathOf names a command as the tables of words do: "account add", "" for the
// root.
func pathOf(cmd *cobra.Command) string {
	_, path, _ := strings.Cut(cmd.CommandPath(), " ")
	return path
}

// places are the arguments in a line of use: «read|unread ID…» has two. The
// last one is repeated where it ends in «…».
func places(use string) (list []string, repeated bool) {
	words := strings.Fields(use)[1:]
	for _, word := range words {
		word = strings.Trim(word, "[]")
		repeated = strings.HasSuffix(word, "…")
		list = append(list, strings.TrimSuffix(word, "…"))
	}
	return list, repeated
}

// argument is the proposer of the argument behind args.
func (a *app) argument(cmd *cobra.Command, args []string) proposer {
	list, repeated := places(cmd.Use)
	at := len(args)
	if repeated {
		at = min(at, len(list)-1)
	}
	if at >= len(list) || !cmd.HasParent() {
		return nothing
	}
	if list[at] == strings.ToLower(list[at]) {
		return fixed(strings.Split(list[at], "|")...)
	}
	if propose := a.placeholders(cmd, args)[list[at]]; propose != nil {
		return propose
	}
	return nothing
}

// placeholders are the proposers by what stands in a line of use.
func (a *app) placeholders(cmd *cobra.Command, args []string) map[string]proposer {
	return map[string]proposer{
		"FILTER": a.filters, "WORDS": a.filters,
		"ID|+N|URL": a.storiesOf(args), "ID|+N|URL|FILE|-": orFiles(a.storiesOf(args)),
		"NAME|ID|URL": a.sources, "NAME|ID": a.viewNames, "NAME": a.viewNames,
		"ACCOUNT": a.accountNames,
		"FILE":    files(), "URL|FILE": files(), "FILE|URL|-": files("opml", "xml", "txt", "urls"),
		"KEY":     fixed(settingNames()...),
		"COMMAND": commandsBelow(cmd, args), "SCREEN|ACTION": fixed(slices.Concat(keyWords())...),
	}
}

// settingNames are the keys of the settings, as the example of them has them.
func settingNames() []string {
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^#(?:([a-z_]+) = |\[([a-z_]+)\])`).FindAllStringSubmatch(config.Example(), -1) {
		names = append(names, m[1]+m[2])
	}
	return names
}

// values is the proposer of a flag, by its name, or by "command.flag" where a
// command means something of its own.
func (a *app) values(path, flag string) proposer {
	table := a.valueTable()
	for _, name := range []string{path + "." + flag, flag} {
		if propose := table[name]; propose != nil {
			return propose
		}
	}
	return nothing
}

// valueTable are the proposers of flags.
func (a *app) valueTable() map[string]proposer {
	return map[string]proposer{
		"config": files("toml"), "profile": profiles, "db": files("db"), "lang": a.interfaceLanguages,
		"add.lang": a.languages, "edit.lang": a.languages, "feeds.lang": a.languages, "country": countries,
		"rubric": a.rubrics, "filter": a.filters, "view": a.viewNames, "account": a.accountNames,
		"tag": a.groups, "every": fixed("15m", "30m", "1h", "3h", "12h", "1d", "0"), "zone": fixed(zones()...),
		"since": fixed("1d", "2d", "7d", "30d"), "format": fixed("json", "csv", "markdown"), "output": files(), "ca": files("pem", "crt"),
	}
}

// profiles proposes the profiles there are.
func profiles(context.Context, string) proposals {
	return proposals{config.Profiles(), cobra.ShellCompDirectiveNoFileComp}
}

func nothing(context.Context, string) proposals {
	return proposals{directive: cobra.ShellCompDirectiveNoFileComp}
}

// fixed proposes words that are known beforehand.
func fixed(words ...string) proposer {
	return func(context.Context, string) proposals {
		return proposals{words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder}
	}
}

// files leaves it to the shell to propose files, of those endings where some
// are named.
func files(endings ...string) proposer {
	return func(context.Context, string) proposals {
		if len(endings) == 0 {
			return proposals{directive: cobra.ShellCompDirectiveDefault}
		}
		return proposals{endings, cobra.ShellCompDirectiveFilterFileExt}
	}
}

// orFiles proposes files where what was typed can be none of the others.
func orFiles(propose proposer) proposer {
	return func(ctx context.Context, typed string) proposals {
		if typed != "" && strings.Trim(typed, "+0123456789") != "" {
			return proposals{directive: cobra.ShellCompDirectiveDefault}
		}
		return propose(ctx, typed)
	}
}

// remark puts words beside a proposal, short and clean.
func remark(word, says string) cobra.Completion {
	word = page.Line(word)
	if says = page.Line(says); says == "" || says == word {
		return word
	}
	return cobra.CompletionWithDesc(word, render.Cut(says, remarkWidth))
}

// zones are time zones where this program is mostly read.
func zones() []string {
	return []string{
		"Asia/Baku", "Europe/Moscow", "Europe/Istanbul", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Almaty", "Asia/Tashkent", "Europe/Kyiv",
		"Europe/Minsk", "Europe/London", "Europe/Berlin", "America/New_York", "UTC",
	}
}

// commandsBelow proposes commands, for the help about them.
func commandsBelow(cmd *cobra.Command, args []string) proposer {
	return func(context.Context, string) proposals {
		p := proposals{directive: cobra.ShellCompDirectiveNoFileComp}
		at, rest, err := cmd.Root().Find(args)
		if err != nil || len(rest) > 0 {
			return p
		}
		for _, c := range at.Commands() {
			if c.IsAvailableCommand() {
				p.words = append(p.words, cobra.CompletionWithDesc(c.Name(), c.Short))
			}
		}
		return p
	}
}

// rubrics proposes the rubrics by their names.
func (a *app) rubrics(context.Context, string) proposals {
	p := proposals{directive: cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder}
	for _, r := range feed.Rubrics() {
		p.words = append(p.words, remark(string(r), a.words.Rubric(r)))
	}
	return p
}

// interfaceLanguages proposes the languages of the interface.
func (a *app) interfaceLanguages(context.Context, string) proposals {
	return a.named(lang.Codes())
}

// languages proposes those of the catalogue, which most sources have.
func (a *app) languages(context.Context, string) proposals {
	var codes []string
	for _, l := range catalogue.All() {
		codes = append(codes, l.Lang)
	}
	return a.named(codes)
}

// named are languages with their names.
func (a *app) named(codes []string) proposals {
	p := proposals{directive: cobra.ShellCompDirectiveNoFileComp}
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		p.words = append(p.words, remark(code, a.words.Language(code)))
	}
	return p
}

// countries proposes those of the catalogue.
func countries(context.Context, string) proposals {
	var codes []string
	for _, l := range catalogue.All() {
		if l.Country != "" {
			codes = append(codes, l.Country)
		}
	}
	slices.Sort(codes)
	return proposals{slices.Compact(codes), cobra.ShellCompDirectiveNoFileComp}
}

// peek asks the store, as it is: none is made, brought up to date or waited for.
// What goes wrong is passed over, since the reader is in the middle of a line.
func (a *app) peek(ctx context.Context, ask func(context.Context, *library.Library) ([]cobra.Completion, error)) proposals {
	p := proposals{directive: cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	lib, err := library.Open(ctx, library.Options{Path: a.store(), Now: a.env.Now, ReadOnly: true, Offline: true})
	if err != nil {
		return p
	}
	if words, err := ask(ctx, lib); err == nil {
		p.words = words
	}
	_ = lib.Close() // nothing was written
	return p
}

// filters proposes how a filter may go on: fields, and what they may have.
func (a *app) filters(ctx context.Context, typed string) proposals {
	names := feed.Names{}
	if strings.Contains(typed, ":") {
		a.peek(ctx, func(ctx context.Context, lib *library.Library) ([]cobra.Completion, error) {
			known, err := lib.Names(ctx)
			if err == nil {
				names = known
			}
			return nil, err
		})
	}
	a.explain(names)
	p := proposals{directive: cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder}
	open := true
	for _, c := range feed.Completions(typed, names) {
		field, is := strings.CutSuffix(c.Shown, ":")
		open = open && is
		p.words = append(p.words, remark(c.Text, cmp.Or(c.Title, a.fieldName(field, is))))
	}
	if open {
		p.directive |= cobra.ShellCompDirectiveNoSpace
	}
	return p
}

// fieldName is what a field of filters is called, "" for anything else.
func (a *app) fieldName(field string, is bool) string {
	if !is {
		return ""
	}
	return a.words.Seek.Fields[field]
}

// explain adds the words of the interface to what filters know.
func (a *app) explain(names feed.Names) {
	for _, r := range feed.Rubrics() {
		names["rubric"] = append(names["rubric"], feed.NamedValue{Value: string(r), Title: a.words.Rubric(r)})
	}
	for _, mark := range slices.Sorted(maps.Keys(a.words.Seek.Marks)) {
		names["is"] = append(names["is"], feed.NamedValue{Value: mark, Title: a.words.Seek.Marks[mark]})
	}
	for i, l := range names["lang"] {
		names["lang"][i].Title = a.words.Language(l.Value)
	}
}

// storiesOf proposes the newest stories by their numbers, unread ones first, or
// the lines of the list printed last, without those that stand there.
func (a *app) storiesOf(args []string) proposer {
	return func(ctx context.Context, typed string) proposals {
		return a.peek(ctx, func(ctx context.Context, lib *library.Library) (words []cobra.Completion, err error) {
			find := newest
			if strings.HasPrefix(typed, "+") {
				find = listedLines
			}
			list, err := find(ctx, lib)
			for _, s := range list {
				if !slices.Contains(args, s.Value) {
					words = append(words, remark(s.Value, s.Title))
				}
			}
			return words, err
		})
	}
}

// newest are the newest stories by their numbers.
func newest(ctx context.Context, lib *library.Library) ([]feed.NamedValue, error) {
	items, err := lib.List(ctx, feed.Filter{Limit: storiesProposed})
	slices.SortStableFunc(items, func(a, b feed.Item) int { return cmp.Compare(a.State&feed.Read, b.State&feed.Read) })
	out := make([]feed.NamedValue, len(items))
	for i, item := range items {
		out[i] = feed.NamedValue{Value: strconv.FormatInt(int64(item.ID), 10), Title: item.Title}
	}
	return out, err
}

// listedLines are the lines of the list printed last.
func listedLines(ctx context.Context, lib *library.Library) (out []feed.NamedValue, err error) {
	for line, lines := 1, 1; line <= min(lines, storiesProposed); line++ {
		var id feed.ID
		if id, lines, err = lib.Listed(ctx, line); err != nil {
			return nil, err
		}
		if item, err := lib.Item(ctx, id); err == nil {
			out = append(out, feed.NamedValue{Value: "+" + strconv.Itoa(line), Title: item.Title})
		}
	}
	return out, nil
}

// sources proposes the subscriptions by their titles.
func (a *app) sources(ctx context.Context, _ string) proposals {
	return a.peek(ctx, func(ctx context.Context, lib *library.Library) (words []cobra.Completion, err error) {
		subs, err := lib.Subscriptions(ctx)
		for _, s := range subs {
			words = append(words, remark(s.Title, cmp.Or(s.URL, s.AccountTitle)))
		}
		return words, err
	})
}

// groups proposes the tags that sources have.
func (a *app) groups(ctx context.Context, _ string) proposals {
	return a.peek(ctx, func(ctx context.Context, lib *library.Library) (words []cobra.Completion, err error) {
		subs, err := lib.Subscriptions(ctx)
		for _, s := range subs {
			for _, tag := range s.Tags {
				words = append(words, page.Line(tag))
			}
		}
		slices.Sort(words)
		return slices.Compact(words), err
	})
}

// viewNames proposes views and rules, with their filters.
func (a *app) viewNames(ctx context.Context, _ string) proposals {
	return a.peek(ctx, func(ctx context.Context, lib *library.Library) (words []cobra.Completion, err error) {
		views, err := lib.Views(ctx)
		for _, v := range views {
			words = append(words, remark(v.Name, v.Filter.String()))
		}
		return words, err
	})
}

// accountNames proposes accounts by their titles.
func (a *app) accountNames(ctx context.Context, _ string) proposals {
	return a.peek(ctx, func(ctx context.Context, lib *library.Library) (words []cobra.Completion, err error) {
		accounts, err := lib.Accounts(ctx)
		for _, acc := range accounts {
			words = append(words, remark(acc.Title, acc.URL))
		}
		return words, err
	})
}
