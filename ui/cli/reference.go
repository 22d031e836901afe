package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rubrika/feed"
	"rubrika/ui/lang"
	"rubrika/ui/render"
)

// paper is a form in which the commands are told of.
type paper interface {
	// section begins a part, entry a command or a group of pairs within it.
	section(heading string)
	entry(heading string)
	text(s string)
	// terms are words as they are typed, each with what it means.
	terms(pairs [][2]string)
	// lines are what is typed, line by line.
	lines(code []string)
}

// Reference is the paper about all commands as Markdown, in a language of the
// interface. docs/cli.md is made of it.
func Reference(code string) string {
	a := &app{words: lang.For(code), env: Env{Getenv: func(string) string { return "" }}, out: &output{}}
	var m markdown
	a.tell(a.root(), &m)
	return m.String()
}

// tell writes all that there is to tell about the commands.
func (a *app) tell(root *cobra.Command, p paper) {
	w, m := a.words.CLI, a.words.CLI.Papers.Manual
	p.section(m.Name)
	p.text("rubrika - " + m.About)
	p.section(m.Synopsis)
	p.lines([]string{"rubrika [--plain]", "rubrika " + m.Synopses})
	p.section(m.Description)
	p.text(w.Run)
	for _, s := range m.Descriptions {
		p.text(s)
	}
	p.lines(a.examples(""))
	p.section(w.GlobalFlags)
	p.terms(append(a.flagLines(root.LocalNonPersistentFlags()), a.flagLines(root.PersistentFlags())...))
	for _, g := range groups() {
		p.section(w.Papers.Groups[g.name])
		for _, name := range g.commands {
			if cmd, _, err := root.Find([]string{name}); err == nil {
				a.tellCommand(cmd, p)
			}
		}
	}
	a.tellFilter(p)
	p.section(m.Files)
	p.text(m.FilesAre)
	p.terms(pairs(m.File, filesNamed()))
	p.section(m.Environment)
	p.terms(pairs(m.Variable, variables()))
	p.section(m.Exit)
	p.terms(pairs(m.Code, []string{"0", "1", "2", "3"}))
}

// tellCommand writes about a command and those below it.
func (a *app) tellCommand(cmd *cobra.Command, p paper) {
	p.entry(cmd.UseLine())
	p.text(sentence(cmd.Short, a.words.Code))
	if cmd.Long != "" {
		p.text(cmd.Long)
	}
	if flags := withoutHelp(a.flagLines(cmd.LocalNonPersistentFlags())); len(flags) > 0 {
		p.terms(flags)
	}
	if list := a.examples(pathOf(cmd)); len(list) > 0 {
		p.lines(list)
	}
	for _, below := range cmd.Commands() {
		a.tellCommand(below, p)
	}
}

// withoutHelp leaves out the flag that each command has.
func withoutHelp(flags [][2]string) [][2]string {
	return slices.DeleteFunc(flags, func(f [2]string) bool { return f[0] == "-h, --help" })
}

// tellFilter writes about the filter language.
func (a *app) tellFilter(p paper) {
	m := a.words.CLI.Papers.Manual
	p.section(m.Filter)
	p.text(m.FilterIs)
	p.terms(a.words.Seek.Examples[:])
	p.text(m.Fields)
	var fields [][2]string
	for _, f := range feed.Completions("", nil) {
		name := strings.TrimSuffix(f.Shown, ":")
		says := a.words.Seek.Fields[name]
		var values []string
		for _, v := range feed.Completions(f.Shown, nil) {
			values = append(values, v.Shown)
		}
		if len(values) > 0 {
			says += ": " + strings.Join(values, ", ")
		}
		fields = append(fields, [2]string{f.Shown, says})
	}
	p.terms(fields)
}

// sentence makes one of words that begin small and end without a stop.
func sentence(s, code string) string {
	first := []rune(s)[:1]
	return lang.Upper(string(first), code) + strings.TrimPrefix(s, string(first)) + "."
}

// pairs puts the meanings of words beside them.
func pairs(says map[string]string, words []string) [][2]string {
	out := make([][2]string, len(words))
	for i, word := range words {
		out[i] = [2]string{word, says[word]}
	}
	return out
}

// group is a part of the list of commands, named as in lang.Papers.Groups.
type group struct {
	name     string
	commands []string
}

// groups are the commands in the order in which help lists them.
func groups() []group {
	return []group{
		{"read", []string{"news", "search", "read", "wire", "digest", "mark", "view"}},
		{"sources", []string{"feeds", "add", "edit", "remove", "refresh", "import", "export", "account"}},
		{"program", []string{"config", "keys", "themes", "doctor", "demo", "inspect", "completion", "man", "help"}},
	}
}

// filesNamed are the files of rubrika as most systems have them; variables are
// what it reads of the environment.
func filesNamed() []string {
	return []string{
		"~/.config/rubrika/config.toml", "~/.config/rubrika/profiles/NAME.toml", "~/.config/rubrika/themes/NAME.toml",
		"~/.local/share/rubrika/rubrika.db", "~/.local/share/rubrika/profiles/NAME.db", "~/.cache/rubrika/pictures", "~/Documents/rubrika",
	}
}

func variables() []string {
	return []string{
		"RUBRIKA_LANG", "RUBRIKA_PROFILE", "LC_ALL, LC_MESSAGES, LANG", "NO_COLOR", "TERM", "VISUAL, EDITOR",
		"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME", "TZ",
	}
}

// exampleWidth is how wide examples may be in help.
const exampleWidth = helpWidth - 2

// examples are lines to type for a command, by its path, with what they do: in
// one column behind them, or where that is too wide, above them.
func (a *app) examples(path string) []string {
	lines, says := exampleLines()[path], a.words.CLI.Papers.Example[path]
	left, right := 0, 0
	for i, line := range lines {
		left, right = max(left, render.Width(line)), max(right, render.Width(says[i]))
	}
	var out []string
	for i, line := range lines {
		if left+len("  # ")+right > exampleWidth {
			out = append(out, "# "+says[i], line)
		} else {
			out = append(out, render.Pad(line, left+2)+"# "+says[i])
		}
	}
	return out
}

// exampleLines are what stands on the left in examples.
func exampleLines() map[string][]string {
	return map[string][]string{
		"":             {"rubrika", "rubrika add example.org", "rubrika news is:unread since:1d", "rubrika wire --json | jq -r .title"},
		"news":         {"rubrika news 'rubric:economy is:unread since:2d'", "rubrika news --json lang:ru -rubric:sport", "rubrika news --view Oil"},
		"search":       {"rubrika search insurance -rubric:sport", "rubrika search '(insurance or premium) lang:en'", `rubrika search '"exact phrase"'`},
		"read":         {"rubrika read 42", "rubrika read +1", "rubrika read https://example.org/story"},
		"wire":         {"rubrika wire rubric:politics", "rubrika wire --json | jq -r .title"},
		"digest":       {"rubrika digest", "rubrika digest --since 7d rubric:culture", "rubrika digest --html --output today.html"},
		"mark":         {"rubrika mark read 42 43", "rubrika mark star +1", "rubrika mark read --filter until:7d"},
		"view save":    {"rubrika view save Oil 'title:oil rubric:economy' --bar"},
		"view watch":   {"rubrika view watch Baku topic:Baku"},
		"view mute":    {"rubrika view mute Horoscopes title:horoscope"},
		"feeds":        {"rubrika feeds", "rubrika feeds --catalogue --lang az --rubric economy"},
		"add":          {"rubrika add example.org", "rubrika add r/golang --rubric science-tech --tag Go", "rubrika add example.org --account Work --folder World"},
		"edit":         {"rubrika edit example --every 1h --rubric politics", "rubrika edit example --mute"},
		"remove":       {"rubrika remove example"},
		"refresh":      {"rubrika refresh", "rubrika refresh example", "rubrika refresh --prefetch --quiet"},
		"import":       {"rubrika import feeds.opml", "rubrika import ~/.newsboat/urls", "rubrika import https://example.org/list.opml"},
		"export":       {"rubrika export feeds.opml", "rubrika export --items month.csv --filter since:30d"},
		"account add":  {"rubrika account add miniflux https://news.example --user me", "rubrika account add greader https://rss.example --user me"},
		"account edit": {"rubrika account edit Work --password-command 'pass show news'"},
		"config":       {"rubrika config init", "rubrika config edit", "rubrika config check"},
		"keys":         {"rubrika keys article"},
		"doctor":       {"rubrika doctor", "rubrika doctor --reindex"},
		"demo":         {"rubrika demo", "rubrika demo --serve 127.0.0.1:8080"},
		"inspect feed": {"rubrika inspect feed https://example.org/feed.xml"},
		"inspect page": {"rubrika inspect page https://example.org/story"},
		"completion":   {"source <(rubrika completion bash)", `rubrika completion zsh > "${fpath[1]}/_rubrika"`, "rubrika completion fish > ~/.config/fish/completions/rubrika.fish", "rubrika completion powershell | Out-String | Invoke-Expression"},
		"man":          {"rubrika man | man -l -", "rubrika man > ~/.local/share/man/man1/rubrika.1"},
	}
}

// flagLines are flags with their arguments, what they do, and what holds without
// them where that is a number or a word.
func (a *app) flagLines(flags *pflag.FlagSet) [][2]string {
	var out [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		name, says := "--"+f.Name, f.Usage
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.NoOptDefVal == "" {
			name += " " + placeholder(f)
			if !slices.Contains([]string{"", "0", "[]"}, f.DefValue) {
				says += fmt.Sprintf(a.words.CLI.Papers.Default, f.DefValue)
			}
		}
		out = append(out, [2]string{name, says})
	})
	return out
}

// placeholder stands for the value of a flag.
func placeholder(f *pflag.Flag) string {
	switch f.Name {
	case "config", "db", "ca", "output":
		return "FILE"
	case "profile", "user", "password-env":
		return "NAME"
	case "password-command":
		return "COMMAND"
	case "every", "since":
		return "TIME"
	case "serve":
		return "ADDRESS"
	}
	if f.Value.Type() == "int" {
		return "N"
	}
	return strings.ToUpper(f.Name)
}
