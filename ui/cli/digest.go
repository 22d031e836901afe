package cli

import "github.com/spf13/cobra"

// digest is the command «digest».
func (a *app) digest() *cobra.Command {
	return &cobra.Command{Use: "digest [FILTER…]", RunE: func(*cobra.Command, []string) error { return nil }}
}
