package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// completion is the command that prints what a shell needs to complete the
// words of rubrika.
func (a *app) completion() *cobra.Command {
	cmd := &cobra.Command{Use: "completion bash|zsh|fish|powershell", Args: a.args(0, 1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		root := cmd.Root()
		word := append(args, cmd.Name())[0]
		write := map[string]func(io.Writer) error{
			"bash":       func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
			"zsh":        root.GenZshCompletion,
			"fish":       func(w io.Writer) error { return root.GenFishCompletion(w, true) },
			"powershell": root.GenPowerShellCompletionWithDesc,
		}[word]
		if write == nil {
			return usage(a.words.CLI.Papers.NoShell, word)
		}
		return write(a.out)
	}
	return cmd
}
