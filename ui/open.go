package ui

import (
	"context"
	"errors"
	"fmt"
	"os/exec"

	"github.com/cli/browser"

	"rubrika/feed"
	"rubrika/feed/page"
)

// openAddress hands one http, https or mailto address to the opener: the
// reader's command with the address as its last argument, else the system's
// browser. No shell is involved, and an address that the door would not let
// through is refused, so that none is ever taken for an option.
func openAddress(ctx context.Context, opener []string, address string) error {
	safe := page.Link(address, "")
	if safe == "" {
		return &feed.Error{Op: "open", Source: address, Kind: feed.KindAddress, Err: errors.New("not a web address")}
	}
	if len(opener) == 0 {
		if err := browser.OpenURL(safe); err != nil {
			return &feed.Error{Op: "open", Source: safe, Kind: feed.KindOpener, Err: err}
		}
		return nil
	}
	args := append(append([]string{}, opener[1:]...), safe)
	cmd := exec.CommandContext(ctx, opener[0], args...) //nolint:gosec // the reader's own command, and an address that passed the door
	if err := cmd.Run(); err != nil {
		return &feed.Error{Op: "open", Source: safe, Kind: feed.KindOpener, Err: fmt.Errorf("%s: %w", opener[0], err)}
	}
	return nil
}
