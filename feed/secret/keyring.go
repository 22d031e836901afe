package secret

import (
	"context"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"

	"rubrika/feed"
)

// service is what the entries of the program go by in a keyring.
const service = "rubrika"

// entry names an account within the service. A new address or user is a new
// entry: a password goes to no server it was not meant for.
func entry(a feed.Account) string { return a.Kind + " " + a.User + " " + a.URL }

func fromKeyring(ctx context.Context, a feed.Account) (string, error) {
	password, err := patiently(ctx, func() (string, error) { return keyring.Get(service, entry(a)) })
	if errors.Is(err, keyring.ErrNotFound) {
		err = errors.New("the keyring has none for this account")
	}
	return password, err
}

func intoKeyring(ctx context.Context, a feed.Account, password string) error {
	_, err := patiently(ctx, func() (string, error) { return "", keyring.Set(service, entry(a), password) })
	return err
}

func outOfKeyring(ctx context.Context, a feed.Account) error {
	_, err := patiently(ctx, func() (string, error) { return "", keyring.Delete(service, entry(a)) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}

// patiently asks the keyring until ctx ends. The library beneath knows no
// context, waits for ever for a reader who does not see its question, and
// panics at answers it does not expect.
func patiently(ctx context.Context, ask func() (string, error)) (string, error) {
	type answer struct {
		password string
		err      error
	}
	done := make(chan answer, 1) // an answer that comes too late is dropped
	go func() {
		var got answer
		defer func() {
			if r := recover(); r != nil {
				got = answer{err: fmt.Errorf("fault: %v", r)}
			}
			done <- got
		}()
		got.password, got.err = ask()
	}()
	select {
	case got := <-done:
		if got.err != nil && !errors.Is(got.err, keyring.ErrNotFound) {
			return "", fmt.Errorf("keyring: %w", got.err)
		}
		return got.password, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
