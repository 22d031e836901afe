package cli

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
)

// editAccount is the command that changes an account: above all its password.
func (a *app) editAccount() *cobra.Command {
	var n newcomer
	cmd := &cobra.Command{Use: "edit ACCOUNT", Args: a.args(1, 1)}
	n.register(cmd.Flags())
	cmd.Flags().BoolVar(&n.keyring, "keyring", false, "")
	asJSON := cmd.Flags().Bool("json", false, "")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given := cmd.Flags().Changed
		place, err := a.secretFlags(n, given)
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		if err := a.open(ctx); err != nil {
			return err
		}
		acc, err := a.library.FindAccount(ctx, args[0])
		if err != nil {
			return err
		}
		c := library.AccountChange{Secret: place}
		for name, f := range map[string]struct {
			field **string
			value *string
		}{"user": {&c.User, &n.user}, "title": {&c.Title, &n.title}, "ca": {&c.CA, &n.ca}} {
			if given(name) {
				*f.field = f.value
			}
		}
		if acc.Kind == kindGReader && c.User != nil && n.user == "" {
			return usage(a.words.CLI.Accounts.NeedsUser, acc.Kind)
		}
		return a.keepAccount(ctx, acc, c, *asJSON)
	}
	return cmd
}

// keepAccount asks for the password where one can be typed, and changes an
// account.
func (a *app) keepAccount(ctx context.Context, acc feed.Account, c library.AccountChange, asJSON bool) error {
	draft := feed.Account{Kind: acc.Kind, User: acc.User, Title: acc.Title, CA: acc.CA, Secret: acc.Secret}
	if c.User != nil {
		draft.User = *c.User
	}
	if c.CA != nil {
		draft.CA = *c.CA
	}
	if c.Secret != nil {
		draft.Secret = *c.Secret
	}
	if c.SignsIn() && typedIn(draft.Secret) && !a.library.Offline() {
		var err error
		if c.Password, err = a.password(ctx, draft); err != nil {
			return err
		}
	}
	now, err := a.library.EditAccount(ctx, acc.ID, c)
	stays := now.ID != 0 && feed.KindOf(err) == feed.KindNoSecret
	if err != nil && !stays {
		return a.notKept(draft, err)
	}
	if err := a.tellAccount(now, fmt.Sprintf(a.words.CLI.Accounts.Edited, now.Title), asJSON); err != nil {
		return err
	}
	if stays {
		a.passwordStays(now.Title)
	}
	return nil
}

// passwordStays says that an old password is still in the keyring.
func (a *app) passwordStays(title string) {
	a.say(a.words.Told(title, a.words.CLI.Accounts.Stays))
	a.code = exitPartly
}

// typedIn reports a place for a password that the reader types.
func typedIn(s feed.Secret) bool { return s.Kind == feed.SecretKeyring || s.Kind == feed.SecretPlain }

// oneWord is a title that needs no quotes in a shell, and is no number.
var oneWord = regexp.MustCompile(`^\p{L}[\p{L}\p{N}._@-]*$`)

// called is how an account is named to a command.
func called(acc feed.Account) string {
	if oneWord.MatchString(acc.Title) {
		return acc.Title
	}
	return strconv.FormatInt(int64(acc.ID), 10)
}
