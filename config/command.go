package config

import (
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// Command is a program and its arguments. It is never given to a shell.
type Command []string

// command is the value of a key as it stands in the file, and where it goes.
type command struct {
	key   string
	value any
	to    *Command
}

// commands are the four commands of the settings.
func (d *document) commands() []command {
	return []command{
		{"browser", d.Browser, &d.Config.Browser},
		{"player", d.Player, &d.Config.Player},
		{"pipe", d.Pipe, &d.Config.Pipe},
		{"on_new", d.OnNew, &d.Config.OnNew},
	}
}

// take reads a list of words, or a single word.
func (c command) take(f *findings) {
	list, isList := c.value.([]any)
	text, isText := c.value.(string)
	switch {
	case c.value == nil:
		return
	case isText:
		c.takeText(f, text)
		return
	case !isList:
		f.note(c.key, "", ProblemType, c.key, "%s: wants %s", c.key, wants([]string{c.key}))
		return
	}
	var words Command
	for i, v := range list {
		word, ok := v.(string)
		if key := element(c.key, i); !ok {
			f.note(key, "", ProblemType, c.key, "%s: wants %s", c.key, wants([]string{c.key}))
		} else if f.fits(c.key, key, word) {
			words = append(words, word)
		}
	}
	if len(words) > 0 && strings.TrimSpace(words[0]) == "" {
		f.note(element(c.key, 0), "", ProblemEmpty, c.key, "%s: its first word is empty, and should be a command", c.key)
		return
	}
	*c.to = words
}

// takeText takes a program without arguments.
func (c command) takeText(f *findings, text string) {
	switch {
	case strings.TrimSpace(text) == "":
		f.note(c.key, "[]", ProblemEmpty, c.key, "%s: wants a command, or [] for none", c.key)
	case strings.ContainsFunc(text, unicode.IsSpace):
		f.note(c.key, meant(text), ProblemCommand, text, "%s: wants %s, not %q", c.key, wants([]string{c.key}), text)
	case f.fits(c.key, c.key, text):
		*c.to = Command{text}
	}
}

// fits notes a word that no program can get.
func (f *findings) fits(key, at, word string) bool {
	if !strings.ContainsRune(word, 0) {
		return true
	}
	f.note(at, "", ProblemSign, key, "%s: %q has a sign that no command can get", key, word)
	return false
}

// meant is the list that a command in one text was meant to be: the path of a
// program with blanks in it, or words.
func meant(text string) string {
	words := []string{text}
	if info, err := os.Stat(text); err != nil || info.IsDir() {
		words = Words(text)
	}
	return array(words)
}

// program makes a path to a program whole; a bare name is looked for later.
func (c command) program(name string) {
	if words := *c.to; len(words) > 0 && strings.ContainsAny(words[0], "/"+string(filepath.Separator)) {
		if path := absolute(words[0], name); path != "" {
			words[0] = path
		}
	}
}

// Words splits a command line at its blanks, but for those in single or double
// quotes, as a shell would; nothing else in it has a meaning. A backslash takes
// the meaning from a quote, a blank or another one behind it outside of single
// quotes, and is itself before all else: so paths of Windows stay whole.
func Words(line string) []string {
	var s splitter
	runes := []rune(line)
	for i := 0; i < len(runes); i++ {
		if next := i + 1; runes[i] == '\\' && s.quote != '\'' && next < len(runes) && escapable(runes[next]) {
			i = next
			s.add(runes[i])
			continue
		}
		s.take(runes[i])
	}
	return s.end()
}

// escapable is a sign that a backslash takes the meaning from.
func escapable(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '\'' || r == '\\' }

// splitter gathers words; begun says that there is one, be it empty.
type splitter struct {
	words []string
	word  strings.Builder
	quote rune // the one that is open, or 0
	begun bool
}

func (s *splitter) add(r rune) {
	s.word.WriteRune(r)
	s.begun = true
}

func (s *splitter) take(r rune) {
	switch {
	case s.quote != 0 && r == s.quote:
		s.quote = 0
	case s.quote == 0 && (r == '"' || r == '\''):
		s.quote, s.begun = r, true
	case s.quote == 0 && unicode.IsSpace(r):
		s.end()
	default:
		s.add(r)
	}
}

// end ends the word, and returns all.
func (s *splitter) end() []string {
	if s.begun {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.begun = false
	return s.words
}
