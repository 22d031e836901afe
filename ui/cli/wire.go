package cli

import "github.com/spf13/cobra"

// wire is the command «wire».
func (a *app) wire() *cobra.Command {
	return &cobra.Command{Use: "wire [FILTER…]", RunE: func(*cobra.Command, []string) error { return nil }}
}
