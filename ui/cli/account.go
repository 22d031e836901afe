package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
)

// The kinds of account, as `account add` takes them.
const (
	kindMiniflux = "miniflux"
	kindGReader  = "greader"
)

// account is the command that lists the accounts, with those that change them.
func (a *app) account() *cobra.Command {
	cmd := &cobra.Command{Use: "account", Args: cobra.ArbitraryArgs}
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(cmd, args[0])
		}
		return a.listAccounts(cmd.Context(), *asJSON)
	}
	list := &cobra.Command{Use: "list", Args: a.args(0, 0)}
	listJSON := list.Flags().Bool("json", false, "")
	list.RunE = func(cmd *cobra.Command, _ []string) error { return a.listAccounts(cmd.Context(), *listJSON) }
	cmd.AddCommand(list, a.addAccount(), a.editAccount(), a.checkAccounts(), a.removeAccount())
	return cmd
}

// listAccounts prints id, title, kind, feeds and notes of accounts.
func (a *app) listAccounts(ctx context.Context, asJSON bool) error {
	all, err := a.accounts(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		for _, acc := range all {
			if err := a.json(newAccount(acc)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(all) == 0 {
		a.note(a.words.CLI.Accounts.None)
	}
	rows := make([][4]string, len(all))
	for i, acc := range all {
		rows[i] = [4]string{
			strconv.FormatInt(int64(acc.ID), 10), page.Line(acc.Title), page.Line(acc.Kind) + "  " + a.words.Feeds(acc.Feeds),
			strings.Join(a.accountNotes(acc), " · "),
		}
	}
	return a.inColumns(rows)
}

// accounts opens the store and returns the accounts in it.
func (a *app) accounts(ctx context.Context) ([]feed.Account, error) {
	if err := a.open(ctx); err != nil {
		return nil, err
	}
	return a.library.Accounts(ctx)
}

// accountNotes are the address of an account and what else is to be known.
func (a *app) accountNotes(acc feed.Account) []string {
	notes := []string{page.Line(acc.URL)}
	if acc.User != "" {
		notes = append(notes, page.Line(acc.User))
	}
	notes = append(notes, a.words.CLI.Accounts.Secret[string(acc.Secret.Kind)])
	notes = append(notes, a.unsent(acc)...)
	if acc.Trouble != feed.KindNone {
		notes = append(notes, a.words.Kind(acc.Trouble))
	}
	return notes
}

// unsent says which marks of an account its server does not have.
func (a *app) unsent(acc feed.Account) []string {
	var notes []string
	if acc.Waiting > 0 {
		notes = append(notes, a.words.MarksWaiting(acc.Waiting))
	}
	if acc.Refused > 0 {
		notes = append(notes, a.words.MarksRefused(acc.Refused))
	}
	return notes
}

// newcomer are the flags of an account to be added, or changed.
type newcomer struct {
	user, title, ca, command, env string
	plain, keyring                bool
}

// register adds those that both commands have.
func (n *newcomer) register(flags *pflag.FlagSet) {
	flags.StringVar(&n.user, "user", "", "")
	flags.StringVar(&n.title, "title", "", "")
	flags.StringVar(&n.ca, "ca", "", "")
	flags.StringVar(&n.command, "password-command", "", "")
	flags.StringVar(&n.env, "password-env", "", "")
	flags.BoolVar(&n.plain, "plain", false, "")
}

// addAccount is the command that adds an account.
func (a *app) addAccount() *cobra.Command {
	var n newcomer
	cmd := &cobra.Command{Use: "add " + kindMiniflux + "|" + kindGReader + " ADDRESS", Args: a.args(2, 2)}
	n.register(cmd.Flags())
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		place, err := a.secretFlags(n, cmd.Flags().Changed)
		if err != nil {
			return err
		}
		secret := feed.Secret{Kind: feed.SecretKeyring}
		if place != nil {
			secret = *place
		}
		if err := a.checkNewcomer(n, args[0], args[1]); err != nil {
			return err
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		want := library.NewAccount{Kind: args[0], URL: args[1], User: n.user, Title: n.title, CA: n.ca, Secret: secret}
		draft := feed.Account{Kind: want.Kind, User: want.User, Title: bare(want.URL), Secret: secret, CA: want.CA}
		if typedIn(secret) && !a.library.Offline() { // else it would be given for nothing
			if want.Password, err = a.password(ctx, draft); err != nil {
				return err
			}
		}
		acc, err := a.library.AddAccount(ctx, want)
		if err != nil {
			return a.notKept(draft, err)
		}
		return a.tellAccount(acc, fmt.Sprintf(a.words.CLI.Accounts.Added, acc.Title+" · "+acc.URL), *asJSON)
	}
	return cmd
}

// tellAccount prints what came of a command about an account: the account, or a
// sentence.
func (a *app) tellAccount(acc feed.Account, sentence string, asJSON bool) error {
	if asJSON {
		return a.json(newAccount(acc))
	}
	a.print(sentence)
	return a.out.err
}

// secretFlags reads where the password of an account is to be, nil when none
// says it.
func (a *app) secretFlags(n newcomer, given func(string) bool) (*feed.Secret, error) {
	var place *feed.Secret
	var named []string
	for _, f := range []struct {
		name string
		used bool
		feed.Secret
	}{
		{"password-command", given("password-command"), feed.Secret{Kind: feed.SecretCommand, Text: n.command}},
		{"password-env", given("password-env"), feed.Secret{Kind: feed.SecretEnv, Text: n.env}},
		{"plain", n.plain, feed.Secret{Kind: feed.SecretPlain}},
		{"keyring", n.keyring, feed.Secret{Kind: feed.SecretKeyring}},
	} {
		if !f.used {
			continue
		}
		named = append(named, "--"+f.name)
		place = &f.Secret
		if f.Text == "" && !typedIn(f.Secret) {
			return nil, usage(a.words.CLI.NoValue, "--"+f.name)
		}
	}
	if len(named) > 1 {
		return nil, usage(a.words.CLI.Clash, strings.Join(named, ", "))
	}
	return place, nil
}

// checkNewcomer is wrong use of `account add`.
func (a *app) checkNewcomer(n newcomer, kind, address string) error {
	w := a.words.CLI.Accounts
	switch {
	case kind != kindMiniflux && kind != kindGReader:
		return usage(w.Kinds, kind)
	case holdsUser(address):
		return usage("%s", w.InAddress)
	case kind == kindGReader && n.user == "":
		return usage(w.NeedsUser, kind)
	}
	return nil
}

// holdsUser reports an address with a user, and maybe a password, before its
// host.
func holdsUser(address string) bool {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	host := rest
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		host = rest[:end]
	}
	return strings.Contains(host, "@")
}

// bare is an address without what may hold a key, and with a scheme.
func bare(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment = nil, "", false, ""
	return u.String()
}

// checkAccounts is the command that signs in.
func (a *app) checkAccounts() *cobra.Command {
	cmd := &cobra.Command{Use: "check [ACCOUNT]", Args: a.args(0, 1)}
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		all, err := a.accounts(ctx)
		if err != nil {
			return err
		}
		if len(args) > 0 {
			one, err := a.library.FindAccount(ctx, args[0])
			if err != nil {
				return err
			}
			all = []feed.Account{one}
		}
		if len(all) == 0 && !*asJSON {
			a.note(a.words.CLI.Accounts.None)
		}
		failed := 0
		for _, acc := range all {
			err := a.library.CheckAccount(ctx, acc.ID)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				a.fail(a.accountFault(acc, err))
				failed++
			case !*asJSON:
				a.printf(a.words.CLI.Accounts.Well, acc.Title, a.words.Feeds(acc.Feeds))
			}
			if *asJSON {
				if err := a.checked(ctx, acc, err); err != nil {
					return err
				}
			}
		}
		a.partly(failed, len(all))
		return nil
	}
	return cmd
}

// checked prints an account as it is after a check, and how that went.
func (a *app) checked(ctx context.Context, acc feed.Account, why error) error {
	now, err := a.library.FindAccount(ctx, strconv.FormatInt(int64(acc.ID), 10))
	if err != nil {
		return err
	}
	now.Trouble, now.TroubleText = feed.KindOf(why), page.Error(why)
	return a.json(newAccount(now))
}

// removeAccount is the command that removes an account.
func (a *app) removeAccount() *cobra.Command {
	cmd := &cobra.Command{Use: "remove ACCOUNT", Args: a.args(1, 1)}
	yes := cmd.Flags().Bool("yes", false, "")
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		acc, err := a.library.FindAccount(ctx, args[0])
		if err != nil {
			return err
		}
		if acc.Waiting > 0 && !*yes {
			if agreed, err := a.giveUp(ctx, acc); err != nil || !agreed {
				return err
			}
		}
		err = a.library.RemoveAccount(ctx, acc.ID)
		stays := feed.KindOf(err) == feed.KindNoSecret
		if err != nil && !stays {
			return a.accountFault(acc, err)
		}
		if err := a.tellAccount(acc, fmt.Sprintf(a.words.CLI.Accounts.Removed, acc.Title), *asJSON); err != nil {
			return err
		}
		if acc.Waiting > 0 {
			a.note(a.words.MarksGivenUp(acc.Waiting))
		}
		if stays {
			a.passwordStays(acc.Title)
		}
		return nil
	}
	return cmd
}

// giveUp asks whether marks that wait may go; where nobody can answer that is
// an error.
func (a *app) giveUp(ctx context.Context, acc feed.Account) (bool, error) {
	w, waiting := a.words.CLI.Accounts, a.words.MarksWaiting(acc.Waiting)
	if !a.env.InTTY || !a.env.ErrTTY {
		return false, failed(w.NeedsYes, acc.Title, waiting)
	}
	a.say(acc.Title + ": " + waiting)
	fmt.Fprint(a.env.Stderr, page.Line(fmt.Sprintf(w.Remove, acc.Title))+" ")
	answer, err := a.answer(ctx)
	if err != nil {
		return false, err
	}
	if slices.Contains(strings.Fields(w.Yes), strings.ToLower(answer)) {
		return true, nil
	}
	a.say(w.Kept)
	return false, nil
}

// notKept words why an account was not added or changed; as long as it is not
// known to be right, draft has no ID.
func (a *app) notKept(draft feed.Account, err error) error {
	w := a.words.CLI.Accounts
	var e *feed.Error
	switch feed.KindOf(err) {
	case feed.KindExists:
		title := draft.Title
		if errors.As(err, &e) && e.Source != "" {
			title = e.Source
		}
		return spoken{a.words.Told(title, w.Exists), exitFailed}
	case feed.KindNoSecret:
		if draft.Secret.Kind == feed.SecretKeyring {
			return spoken{a.words.Told(draft.Title, w.NoKeyring), exitFailed}
		}
	case feed.KindFile:
		return spoken{a.words.Told(draft.CA, w.BadCA), exitFailed}
	}
	return a.accountFault(draft, err)
}
