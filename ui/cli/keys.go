package cli

import "github.com/spf13/cobra"

// keysCommand is the command «keys».
func (a *app) keysCommand() *cobra.Command {
	return &cobra.Command{Use: "keys", RunE: func(*cobra.Command, []string) error { return nil }}
}
