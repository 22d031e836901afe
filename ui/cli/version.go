package cli

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// unset is the version of a program whose linker was not told one.
const unset = "dev"

// built is the version of the program: what the linker was told, else what Go
// knows: the version of the module, which is that of the tag or of the commit
// it was built from. The second line names Go, the platform, and the commit
// where it is known, with «+» when there were changes since.
func built(version string, info *debug.BuildInfo) (number, line string) {
	line = runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	number = version
	if info == nil {
		return number, line
	}
	if main := info.Main.Version; version == unset && main != "" && main != "(devel)" {
		number = strings.TrimPrefix(main, "v")
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = " " + s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			if s.Value == "true" {
				modified = "+"
			}
		}
	}
	if revision != "" {
		line += revision + modified
	}
	return number, line
}
