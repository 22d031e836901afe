// Package launch starts programs of the reader's own: a browser, a player, what
// takes a story in a pipe. No shell is ever involved.
package launch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"

	"github.com/cli/browser"

	"rubrika/feed"
	"rubrika/feed/page"
)

// Open hands one http, https or mailto address to a command with the address
// as its last argument, or with no command to the system's browser. No shell
// is involved, and an address that the door would not let through is refused,
// so that none is ever taken for an option. The error is of KindAddress or
// KindOpener.
func Open(ctx context.Context, command []string, address string) error {
	safe := page.Link(address, "")
	if safe == "" {
		return &feed.Error{Op: "open", Source: address, Kind: feed.KindAddress, Err: errors.New("not a web address")}
	}
	if len(command) == 0 {
		if err := browser.OpenURL(safe); err != nil {
			return &feed.Error{Op: "open", Source: safe, Kind: feed.KindOpener, Err: err}
		}
		return nil
	}
	args := append(append([]string{}, command[1:]...), safe)
	cmd := exec.CommandContext(ctx, command[0], args...) //nolint:gosec // the reader's own command, and an address that passed the door
	if err := cmd.Run(); err != nil {
		return &feed.Error{Op: "open", Source: safe, Kind: feed.KindOpener, Err: fmt.Errorf("%s: %w", command[0], err)}
	}
	return nil
}

// Quiet keeps what a browser prints off the terminal. It is called once,
// before the first address.
func Quiet() { browser.Stdout, browser.Stderr = io.Discard, io.Discard }
