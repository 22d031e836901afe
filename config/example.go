package config

import (
	_ "embed" // the example is a file, so that it can be read as one
	"strings"
)

// Example returns a settings file with every key at its default, commented
// out, as a start for one's own. It is made from the comments on Config by
//
//	go test ./config -update
//
// with the folders of Linux.
func Example() string { return example }

//go:embed example.toml
var example string

// ExampleFor is Example with the folders of this reader and of a profile.
func ExampleFor(profile string) string {
	lines := strings.SplitAfter(example, "\n")
	for _, s := range defaults(profile).settings() {
		path, ok := s.Value.(string)
		if s.Name != "store" && s.Name != "clippings" || !ok {
			continue
		}
		s.Value = tilde(path)
		for i, line := range lines {
			if strings.HasPrefix(line, "#"+s.Name+" = ") {
				lines[i] = "#" + s.TOML() + "\n"
			}
		}
	}
	return strings.Join(lines, "")
}
