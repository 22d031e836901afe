package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/theme"
)

// checkup is what doctor finds.
type checkup struct {
	library.Health
	states   statesJSON
	accounts []feed.Account
	// unindexed is how many stories no search finds yet.
	unindexed int
	// store is what is wrong with the store as a whole, settings with the
	// settings file.
	store, settings error
}

// doctor is the command that checks the edition.
func (a *app) doctor() *cobra.Command {
	var asJSON, reindex bool
	cmd := &cobra.Command{Use: "doctor", Args: a.args(0, 0)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.Flags().BoolVar(&reindex, "reindex", false, "")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case reindex && asJSON:
			return usage(a.words.CLI.Clash, "--reindex --json")
		case reindex:
			return a.reindex(cmd.Context())
		}
		c := a.examine(cmd.Context())
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		switch {
		case c.settings != nil, c.store != nil && !c.Store.Sound:
			a.code = exitFailed
		case c.store != nil, c.states.Trouble > 0, slices.ContainsFunc(c.accounts, ailing):
			a.code = exitPartly
		}
		if asJSON {
			return a.json(a.newDoctor(c))
		}
		a.printCheckup(c)
		return a.out.err
	}
	return cmd
}

// reindex builds the search index anew, and says how many stories are in
// it.
func (a *app) reindex(ctx context.Context) error {
	if err := a.open(ctx); err != nil {
		return err
	}
	stories := 0
	err := a.library.Reindex(ctx, func(done, total int) {
		stories = total
		a.status(done, total, a.words.CLI.Doctor.Index)
	})
	a.clear()
	switch {
	case feed.KindOf(err) == feed.KindElsewhere: // whose words are about refreshes
		return spoken{a.words.CLI.Doctor.IndexedElsewhere, exitFailed}
	case err != nil:
		return err
	}
	a.print(a.words.Indexed(stories))
	return nil
}

// examine looks at settings, store and sources. What is wrong with one keeps it
// from none of the others; a store is not made where there is none.
func (a *app) examine(ctx context.Context) checkup {
	c := checkup{settings: cmp.Or(a.configErr, a.themeErr(true), a.themeErr(false))}
	if errors.Is(c.settings, config.ErrNoHome) { // it is about the store
		if a.storePath == "" {
			c.store = c.settings
		}
		c.settings = nil
	}
	if _, err := os.Stat(a.store()); a.store() == "" || errors.Is(err, fs.ErrNotExist) {
		return c
	}
	if c.store = a.openStore(ctx); c.store == nil {
		c.Health, c.store = a.library.Health(ctx)
	}
	if c.store == nil {
		c.accounts, c.store = a.library.Accounts(ctx)
	}
	if c.store == nil {
		c.unindexed, c.store = a.library.Unindexed(ctx)
	}
	c.Store.Path = a.store()
	if c.store != nil {
		c.Store.Sound = false
		c.Store.Faults = append(c.Store.Faults, c.store.Error())
	}
	switch {
	case c.store != nil:
	case !c.Store.Sound:
		c.store = &feed.Error{Op: "check store", Source: c.Store.Path, Kind: feed.KindCorrupt}
	case a.library.ReadOnly():
		c.store = &feed.Error{Op: "check store", Source: c.Store.Path, Kind: feed.KindReadOnly}
	}
	c.states = count(c.Sources)
	return c
}

// themeErr is what is wrong with the theme of the settings, on a dark or a light
// background.
func (a *app) themeErr(dark bool) error {
	_, err := theme.LoadFrom(a.config.Themes, a.config.Theme, dark, colorprofile.NoTTY)
	return err
}

// count puts each source into one state. The built-in edition is in none.
func count(subs []feed.Subscription) statesJSON {
	var n statesJSON
	for _, s := range subs {
		switch {
		case s.Kind == kindTour:
		case s.Muted:
			n.Muted++
		case s.Trouble != feed.KindNone:
			n.Trouble++
		case s.LastGood.IsZero():
			n.New++
		default:
			n.Well++
		}
	}
	return n
}

// kindTour is the driver of the built-in edition, which nobody is asked for.
const kindTour = "tour"

// settingsFile is the settings file, "" when there is none.
func (a *app) settingsFile() string {
	name := a.configPath
	if name == "" {
		name = config.Path(a.profileName)
	}
	if _, err := os.Stat(name); err != nil && a.configPath == "" {
		return ""
	}
	return name
}

// printCheckup prints what a check found: a line for each part, and below it
// what is wrong and what to do.
func (a *app) printCheckup(c checkup) {
	w, d := a.words, a.words.CLI.Doctor
	a.print("rubrika " + a.env.Version)
	if a.env.Build != "" {
		a.print(strings.TrimSuffix(a.env.Build+" · TERM="+a.env.Getenv("TERM"), " · TERM="))
	}
	a.part(d.Settings, cmp.Or(a.settingsFile(), d.NoSettings))
	a.fault(c.settings)
	if c.settings != nil {
		a.below(page.Error(c.settings))
	}
	a.printStore(c)
	if len(c.accounts) > 0 {
		a.part(d.Accounts, w.Number(len(c.accounts)))
	}
	for _, acc := range c.accounts {
		a.printAccount(acc)
	}
	if len(c.Sources) == 0 {
		if c.store == nil {
			a.print(a.words.CLI.NoSources)
		}
		return
	}
	number := func(i int) any { return w.Number(i) }
	n := c.states
	a.part(d.Sources, fmt.Sprintf(d.States, number(n.Well), number(n.Trouble), number(n.Muted), number(n.New)))
	for _, s := range a.worstFirst(c.Sources) {
		if s.Kind != kindTour {
			a.printSource(page.Subscription(s))
		}
	}
}

// part prints a heading with what belongs to it.
func (a *app) part(heading string, parts ...string) {
	a.laidOut("", heading+": "+strings.Join(parts, " · "))
}

// printStore prints how the store is.
func (a *app) printStore(c checkup) {
	w, d := a.words, a.words.CLI.Doctor
	switch s := c.Store; {
	case s.Path == "" && a.store() == "":
		a.part(d.Store, d.NoStore)
	case s.Path == "":
		a.part(d.Store, d.NoStore, a.store())
	case s.Sound:
		a.part(d.Store, s.Path, w.Bytes(s.Bytes), fmt.Sprintf(d.Schema, strconv.Itoa(s.Schema)), w.Items(s.Items), d.Sound)
	default:
		a.part(d.Store, s.Path, w.Kind(feed.KindOf(c.store)))
	}
	a.fault(c.store)
	for _, fault := range c.Store.Faults {
		a.below(fault)
	}
	if c.unindexed > 0 {
		a.below(w.NotIndexed(c.unindexed))
	}
}

// worstFirst puts the sources that cannot be read before those that have no
// news, and these before the others, where a thousand of them would hide one.
func (a *app) worstFirst(subs []feed.Subscription) []feed.Subscription {
	place := func(s feed.Subscription) int {
		switch {
		case s.Trouble != feed.KindNone && !s.Muted && s.Account == 0:
			return 0
		case s.Silent(a.env.Now()):
			return 1
		}
		return 2
	}
	subs = slices.Clone(subs)
	slices.SortStableFunc(subs, func(x, y feed.Subscription) int { return cmp.Compare(place(x), place(y)) })
	return subs
}

// below prints a line that belongs to the one above it.
func (a *app) below(s string) { a.laidOut("   ", s) }

// laidOut prints a line behind an indent, on a terminal in several where it is
// too long; addresses stay whole.
func (a *app) laidOut(indent, s string) {
	s = page.Line(s)
	if room := a.env.Width - len(indent); a.env.OutTTY && room >= leastWidth {
		s = ansi.Wordwrap(s, room, "")
	}
	for line := range strings.Lines(s) {
		a.raw(indent + strings.TrimRight(line, " \n"))
	}
}

// fault prints what is wrong and what to do, below what it is about.
func (a *app) fault(err error) {
	switch {
	case err == nil:
	case errors.Is(err, config.ErrNoHome):
		a.below(a.words.CLI.NoHome)
	default:
		a.below(a.words.Error(err))
	}
}

// ailing reports an account that is in trouble, or whose server does not take
// some marks.
func ailing(acc feed.Account) bool { return acc.Trouble != feed.KindNone || acc.Refused > 0 }

// printAccount prints how an account is doing, as printSource does of a source.
func (a *app) printAccount(acc feed.Account) {
	a.raw("")
	a.raw(strconv.FormatInt(int64(acc.ID), 10) + "  " + page.Line(acc.Title) + "  " + page.Line(acc.Kind) + "  " + page.Line(acc.URL))
	facts := []string{a.lastGood(acc.LastGood), a.nextTry(acc.NextTry), a.words.Feeds(acc.Feeds)}
	a.below(strings.Join(append(facts, a.unsent(acc)...), " · "))
	if acc.Trouble != feed.KindNone {
		a.below(a.accountTrouble(acc, "", &feed.Error{Kind: acc.Trouble, Err: errors.New(acc.TroubleText)}))
		a.below(acc.TroubleText)
	}
}

// lastGood says when something answered last, nextTry when it is asked next.
func (a *app) lastGood(t time.Time) string {
	if t.IsZero() {
		return a.words.CLI.Doctor.Never
	}
	return fmt.Sprintf(a.words.CLI.Doctor.LastGood, a.words.Moment(t, a.env.Now()))
}

func (a *app) nextTry(t time.Time) string {
	if !t.After(a.env.Now()) {
		return a.words.CLI.Doctor.Due
	}
	return fmt.Sprintf(a.words.CLI.Doctor.NextTry, a.words.Moment(t, a.env.Now()))
}

// printSource prints how a source is doing: its name, its figures, and what is
// wrong in the reader's words and in technical ones.
func (a *app) printSource(s feed.Subscription) {
	w, d := a.words, a.words.CLI.Doctor
	a.raw("")
	a.raw(strconv.FormatInt(int64(s.ID), 10) + "  " + s.Title + "  " + shown(s.URL))
	facts := []string{a.lastGood(s.LastGood)}
	if s.Account != 0 {
		facts[0] = a.inAccount(s)
	}
	switch {
	case s.Muted:
		facts = append(facts, w.CLI.Muted)
	case s.Account != 0:
	case s.Trouble == feed.KindGone:
		facts = append(facts, d.NoMore)
	default:
		facts = append(facts, a.nextTry(s.NextTry))
	}
	facts = append(facts, fmt.Sprintf(d.PerDay, w.PerDay(s.PerDay)))
	if s.Saved > 0 {
		facts = append(facts, fmt.Sprintf(d.Saved, w.Bytes(s.Saved)))
	}
	a.below(strings.Join(facts, " · "))
	switch since := s.Lost(a.env.Now()); {
	case s.Silent(a.env.Now()):
		a.below(w.Sources.Silent)
	case s.Trouble == feed.KindNone || s.Account != 0:
		return
	default:
		a.below(w.Troubled(s.Trouble, s.Failures))
		a.below(s.TroubleText)
		if !since.IsZero() {
			a.below(fmt.Sprintf(d.Lost, w.Date(since.In(a.env.Now().Location())), strconv.FormatInt(int64(s.ID), 10)))
		}
	}
}
