package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/xdg"
)

// maxProfile is the length of the name of a profile in letters: with it, a file
// name fits every system.
const maxProfile = 60

// ValidProfile reports whether a profile may have that name: letters, digits,
// «-» and «_», and none that Windows keeps for devices. "" is the usual profile.
func ValidProfile(name string) bool {
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }
	return !strings.ContainsFunc(name, odd) && utf8.RuneCountInString(name) <= maxProfile && !device(name)
}

// device reports a name that Windows takes for a device, whatever follows it.
// The list is that of «Naming Files, Paths, and Namespaces» at
// learn.microsoft.com.
func device(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	for _, port := range []string{"com", "lpt"} {
		if digit, ok := strings.CutPrefix(name, port); ok && len(digit) == 1 && strings.Contains("0123456789", digit) {
			return true
		}
	}
	return false
}

// Profiles returns the names of the profiles that have settings or a store,
// sorted; the usual one has no name.
func Profiles() []string {
	var out []string
	for _, in := range []struct{ dir, ext string }{
		{filepath.Dir(Path("any")), ".toml"}, {filepath.Dir(defaults("any").Store), ".db"},
	} {
		if !filepath.IsAbs(in.dir) {
			continue
		}
		entries, _ := os.ReadDir(in.dir) // most readers have none
		for _, e := range entries {
			if name, ok := strings.CutSuffix(e.Name(), in.ext); ok && name != "" && ValidProfile(name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Path returns where the settings file of a profile is looked for:
// rubrika/config.toml in the user's folder for settings, or
// rubrika/profiles/NAME.toml there. It is empty when there is no home folder
// and for a name that no profile may have.
func Path(profile string) string {
	if !ValidProfile(profile) {
		return ""
	}
	name := "config.toml"
	if profile != "" {
		name = filepath.Join("profiles", profile+".toml")
	}
	return inHome("XDG_CONFIG_HOME", xdg.ConfigHome, name)
}

// Cache returns the folder for pictures that were fetched: rubrika/pictures in
// the user's folder for what can be fetched again. It is empty when there is
// no home folder.
func Cache() string { return inHome("XDG_CACHE_HOME", xdg.CacheHome, "pictures") }

// themes is the folder of a settings file for the reader's own themes: beside
// it, and one for all profiles.
func themes(name, profile string) string {
	if name == Path(profile) {
		return inHome("XDG_CONFIG_HOME", xdg.ConfigHome, "themes")
	}
	return absolute("themes", name)
}

// clippings is the folder for saved stories of a reader who named none.
func clippings() string {
	dir := xdg.UserDirs.Documents
	if !isDir(dir) && isDir(xdg.UserDirs.Download) {
		dir = xdg.UserDirs.Download
	}
	return inHome("XDG_DOCUMENTS_DIR", dir, "")
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// inHome places a file of ours in a folder of the user, or nowhere: on Unix,
// xdg takes the root folder for the home of a user without one. Windows tells
// the folders itself and has no HOME; where it tells nothing, dir is empty.
func inHome(env, dir, name string) string {
	if !filepath.IsAbs(dir) {
		return ""
	}
	if filepath.IsAbs(os.Getenv(env)) || filepath.VolumeName(dir) != "" || os.Getenv("HOME") != "" {
		return filepath.Join(dir, "rubrika", name)
	}
	return ""
}

// userHome is the home folder, "" when there is none.
func userHome() string {
	if dir, err := os.UserHomeDir(); err == nil {
		return dir
	}
	if filepath.VolumeName(xdg.Home) != "" { // USERPROFILE is not set, but Windows knows it
		return xdg.Home
	}
	return ""
}

// absolute is a path from a settings file called name: "~/" is the home
// folder, or nowhere without one, and other relative paths start at the file.
func absolute(path, name string) string {
	rest, atHome := strings.CutPrefix(path, "~/")
	if !atHome && os.PathSeparator == '\\' {
		rest, atHome = strings.CutPrefix(path, `~\`)
	}
	switch {
	case path == "" || filepath.IsAbs(path):
		return path
	case atHome && userHome() == "":
		return ""
	case atHome:
		return filepath.Join(userHome(), rest)
	}
	if dir, err := filepath.Abs(filepath.Dir(name)); err == nil {
		return filepath.Join(dir, path)
	}
	return path
}
