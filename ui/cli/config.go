package cli

import "github.com/spf13/cobra"

// configCommand is the command «config».
func (a *app) configCommand() *cobra.Command {
	return &cobra.Command{Use: "config", RunE: func(*cobra.Command, []string) error { return nil }}
}
