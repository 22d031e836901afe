package cli

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// accountFault is an error of an account in words that say what to do about an
// account; about its store, the words are the usual ones.
func (a *app) accountFault(acc feed.Account, err error) error {
	switch feed.KindOf(err) {
	case feed.KindReadOnly, feed.KindDiskFull, feed.KindNewer, feed.KindCorrupt, feed.KindBusy, feed.KindElsewhere, feed.KindInternal:
		return err
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return spoken{a.accountTrouble(acc, acc.Title, err), exitFailed}
}

// accountTrouble is the sentence of accountFault; title stands before it.
func (a *app) accountTrouble(acc feed.Account, title string, err error) string {
	if text := a.faultOf(acc, err); text != "" {
		return a.words.Told(title, text)
	}
	return a.words.Failed(title, err)
}

// faultOf is what an error means for an account, or «» where the usual words
// say it.
func (a *app) faultOf(acc feed.Account, err error) string {
	w := a.words.CLI.Accounts
	status := statusOf(err)
	switch feed.KindOf(err) {
	case feed.KindPassword:
		return a.wrongPassword(acc)
	case feed.KindNoSecret:
		return a.noSecret(acc)
	case feed.KindNotServer:
		if status >= 200 && status < 400 {
			return fmt.Sprintf(w.WebPage, acc.Kind)
		}
		return fmt.Sprintf(w.NotServer, acc.Kind)
	case feed.KindRefused:
		return w.Closed
	case feed.KindServer:
		if status == closedStatus && acc.Kind == kindGReader {
			return w.Closed
		}
	case feed.KindTLS:
		switch {
		case untrusted(err):
			return w.UnknownCA
		case fetch.NoTLS(err):
			return w.NoTLS
		}
	}
	return ""
}

// closedStatus is what FreshRSS answers while its API is switched off.
const closedStatus = 503

// wrongPassword says what to do where a password is not taken.
func (a *app) wrongPassword(acc feed.Account) string {
	w := a.words.CLI.Accounts
	text := w.WrongPassword
	switch {
	case acc.Kind == kindGReader:
		text = w.WrongAPIPassword
	case acc.User == "":
		text = w.WrongKey
	}
	if acc.ID == 0 { // to be added, or asked for a moment ago
		return text
	}
	return text + "; " + fmt.Sprintf(w.Renew, called(acc))
}

// noSecret says what to do where a password cannot be had.
func (a *app) noSecret(acc feed.Account) string {
	w, s := a.words.CLI.Accounts, acc.Secret
	switch s.Kind {
	case feed.SecretKeyring:
		return fmt.Sprintf(w.Locked, called(acc))
	case feed.SecretCommand:
		return fmt.Sprintf(w.NoCommand, s.Text)
	case feed.SecretEnv:
		return fmt.Sprintf(w.NoVariable, s.Text)
	}
	return ""
}

// statusOf is the HTTP status of the first error in a chain that has one, or 0.
func statusOf(err error) int {
	var e *feed.Error
	for errors.As(err, &e) {
		if e.Status != 0 {
			return e.Status
		}
		err = e.Err
	}
	return 0
}

// untrusted reports a certificate that is well but for who signed it. Only the
// text of an error is kept in a store; the second one is that of Apple's
// verifier.
func untrusted(err error) bool {
	text := err.Error()
	return strings.Contains(text, x509.UnknownAuthorityError{}.Error()) || strings.Contains(text, "certificate is not trusted")
}
