package secret

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// The bounds of a command: what is kept of each of its outputs, in bytes, and
// how long something it left running may hold them open.
const (
	maxOutput = 64 << 10
	grace     = time.Second
)

// fromCommand runs a command of the reader's and returns the first line it
// prints. What it says about a failure goes into the error.
func fromCommand(ctx context.Context, command string) (string, error) {
	var out, trouble head
	cmd := shell(ctx, command)
	cmd.Stdout, cmd.Stderr = &out, &trouble
	cmd.WaitDelay = grace
	err := cmd.Run()
	line, _, _ := strings.Cut(out.String(), "\n")
	line = strings.TrimSuffix(line, "\r")
	switch {
	case errors.Is(err, exec.ErrWaitDelay): // it ended well, and left an agent running
	case err != nil:
		return "", fmt.Errorf("the command failed: %w: %s", err, without(trouble.String(), out.String()))
	case line == "":
		return "", errors.New("the command printed nothing in its first line")
	}
	return line, nil
}

// without is what a command says of its trouble, less all that it said aloud:
// it may have told of the password in both its outputs.
func without(trouble, said string) string {
	for line := range strings.Lines(said) {
		if line = strings.TrimSpace(line); line != "" {
			trouble = strings.ReplaceAll(trouble, line, "…")
		}
	}
	return clean(trouble, "")
}

// head is a writer that keeps the beginning and lets the rest pass.
type head struct{ kept bytes.Buffer }

// Write implements io.Writer.
func (h *head) Write(p []byte) (int, error) {
	h.kept.Write(p[:min(len(p), maxOutput-h.kept.Len())])
	return len(p), nil
}

// String implements fmt.Stringer.
func (h *head) String() string { return h.kept.String() }
