package cli

import "github.com/spf13/cobra"

// man is the command «man».
func (a *app) man() *cobra.Command {
	return &cobra.Command{Use: "man", RunE: func(*cobra.Command, []string) error { return nil }}
}
