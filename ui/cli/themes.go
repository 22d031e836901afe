package cli

import "github.com/spf13/cobra"

// themes is the command «themes».
func (a *app) themes() *cobra.Command {
	return &cobra.Command{Use: "themes", RunE: func(*cobra.Command, []string) error { return nil }}
}
