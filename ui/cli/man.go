package cli

import "github.com/spf13/cobra"

// man is the command that prints the manual page.
func (a *app) man() *cobra.Command {
	cmd := &cobra.Command{Use: "man", Args: a.args(0, 0)}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		r := roff{code: a.words.Code}
		r.begin(a.env.Version, a.words.CLI.Papers.Manual.Title)
		a.tell(cmd.Root(), &r)
		_, err := a.out.Write([]byte(r.String()))
		return err
	}
	return cmd
}
