package cli

import (
	"fmt"
	"strings"
)

// markdown is a paper as Markdown.
type markdown struct{ strings.Builder }

func (m *markdown) section(heading string) { fmt.Fprintf(m, "## %s\n\n", heading) }

func (m *markdown) entry(heading string) { fmt.Fprintf(m, "### `%s`\n\n", heading) }

func (m *markdown) text(s string) { fmt.Fprintf(m, "%s\n\n", escapeMarkdown(s)) }

func (m *markdown) terms(pairs [][2]string) {
	m.WriteString("| | |\n|---|---|\n")
	for _, p := range pairs {
		fmt.Fprintf(m, "| `%s` | %s |\n", strings.ReplaceAll(p[0], "|", `\|`), escapeMarkdown(p[1]))
	}
	m.WriteString("\n")
}

func (m *markdown) lines(code []string) {
	fmt.Fprintf(m, "```\n%s\n```\n\n", strings.Join(code, "\n"))
}

// escapeMarkdown lets signs stand for themselves that Markdown takes for its own.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_<>[]|#~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
