package docs

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"debug/elf"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestRelease holds what goreleaser made to what release.md promises:
//
//	RUBRIKA_DIST=/folder/of/archives go test ./docs -run TestRelease
//
// .ci/run does so for two systems.
func TestRelease(t *testing.T) {
	dir := os.Getenv("RUBRIKA_DIST")
	if dir == "" {
		t.Skip("RUBRIKA_DIST names no folder of archives")
	}
	version := releaseVersion(t, dir)
	sums := checksums(t, filepath.Join(dir, "rubrika_"+version+"_checksums.txt"))
	if len(sums) < 2 {
		t.Errorf("%d archives: is one system enough?", len(sums))
	}
	var first map[string][]byte
	native := false
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		src, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(src); hex.EncodeToString(got[:]) != sums[name] {
			t.Errorf("%s is not what its checksum says", name)
		}
		stem, goos, goarch := target(t, name, version)
		files, program := unpack(t, name, stem, src)
		if first == nil {
			first = files
		}
		if !maps.EqualFunc(first, files, bytes.Equal) {
			t.Errorf("%s has other papers than the first archive", name)
		}
		checkProgram(t, name, goos, goarch, program, string(files["THIRD-PARTY.txt"]))
		if goos == runtime.GOOS && goarch == runtime.GOARCH {
			native = true
			runProgram(t, program, version, files)
		}
	}
	if !native {
		t.Errorf("none of %q runs here", slices.Sorted(maps.Keys(sums)))
	}
}

// releaseVersion reads the version from what goreleaser notes.
func releaseVersion(t *testing.T, dir string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, "metadata.json"))
	if err != nil {
		t.Fatal(err)
	}
	var note struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(src, &note); err != nil || note.Version == "" {
		t.Fatal("metadata.json has no version", err)
	}
	return note.Version
}

// checksums reads the sums of the archives by name.
func checksums(t *testing.T, file string) map[string]string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(src)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			t.Fatalf("%s: %q", file, line)
		}
		out[name] = sum
	}
	return out
}

// target reads the name of an archive: its folder inside, and the system.
func target(t *testing.T, name, version string) (stem, goos, goarch string) {
	t.Helper()
	m := regexp.MustCompile(`^(rubrika_` + regexp.QuoteMeta(version) + `_([a-z]+)_([a-z0-9]+))\.(tar\.gz|zip)$`).FindStringSubmatch(name)
	if m == nil || (m[2] == "windows") != (m[4] == "zip") {
		t.Fatalf("%s is no name of an archive of %s", name, version)
	}
	return m[1], m[2], m[3]
}

// packed is a file in an archive.
type packed struct {
	name, owner string
	mode        fs.FileMode
	at          time.Time
	data        []byte
}

// unpack returns the papers of an archive by their names below its folder,
// and the program. All must be as in each other archive of the commit: who
// built it, and when, is not to be seen.
func unpack(t *testing.T, name, stem string, src []byte) (files map[string][]byte, program []byte) {
	t.Helper()
	read := readTar
	bin := "rubrika"
	if path.Ext(name) == ".zip" {
		read, bin = readZip, "rubrika.exe"
	}
	list, err := read(src)
	if err != nil {
		t.Fatal(name, err)
	}
	files = map[string][]byte{}
	for _, f := range list {
		short, ok := strings.CutPrefix(f.name, stem+"/")
		mode := fs.FileMode(0o644)
		if short == bin {
			mode, program = 0o755, f.data
		} else {
			files[short] = f.data
		}
		if !ok || f.mode != mode || !f.at.Equal(list[0].at) || f.owner != "root" || len(f.data) == 0 {
			t.Errorf("%s: %s has mode %v, owner %q, time %v, %d bytes", name, f.name, f.mode, f.owner, f.at, len(f.data))
		}
	}
	want := []string{
		"LICENSE", "README.md", "THIRD-PARTY.txt",
		"completions/_rubrika", "completions/rubrika.bash", "completions/rubrika.fish", "completions/rubrika.ps1",
		"docs/changelog.md", "docs/cli.md", "docs/config.md", "docs/filter.md", "docs/guide.md", "docs/hooks.md", "docs/json.md", "docs/keys.md", "docs/newsboat.md",
		"man/az/rubrika.1", "man/ru/rubrika.1", "man/rubrika.1",
	}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("%s holds %q, not %q", name, got, want)
	}
	return files, program
}

func readTar(src []byte) ([]packed, error) {
	z, err := gzip.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, err
	}
	var out []packed
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		f := packed{name: h.Name, mode: h.FileInfo().Mode(), at: h.ModTime, data: data}
		if h.Uname == h.Gname && h.Uid == 0 && h.Gid == 0 {
			f.owner = h.Uname
		}
		out = append(out, f)
	}
}

func readZip(src []byte) ([]packed, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, err
	}
	var out []packed
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		out = append(out, packed{name: f.Name, owner: "root", mode: f.Mode(), at: f.Modified, data: data}) // a zip has no owners
	}
	return out, nil
}

// checkProgram reads the program without running it: for which system it is,
// that it needs no library of it, that it names no folder of this machine,
// and that the licences of all that is linked in lie beside it.
func checkProgram(t *testing.T, name, goos, goarch string, program []byte, notices string) {
	t.Helper()
	info, err := buildinfo.Read(bytes.NewReader(program))
	if err != nil {
		t.Fatal(name, err)
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	for key, want := range map[string]string{"GOOS": goos, "GOARCH": goarch, "CGO_ENABLED": "0", "-trimpath": "true", "vcs.revision": ""} {
		if settings[key] != want {
			t.Errorf("%s was built with %s=%q, not %q", name, key, settings[key], want)
		}
	}
	for _, dep := range info.Deps {
		if !strings.Contains(notices, "\n"+dep.Path+" "+dep.Version+"\n") {
			t.Errorf("%s: THIRD-PARTY.txt has no licence of %s %s", name, dep.Path, dep.Version)
		}
	}
	for _, folder := range folders(t) {
		if i := bytes.Index(program, []byte(folder)); i >= 0 {
			t.Errorf("%s names a folder of this machine: %q", name, program[i:min(i+80, len(program))])
		}
	}
	if goos == "linux" {
		f, err := elf.NewFile(bytes.NewReader(program))
		if err != nil {
			t.Fatal(name, err)
		}
		if libs, err := f.ImportedLibraries(); err != nil || len(libs) > 0 || f.Section(".interp") != nil {
			t.Errorf("%s is not linked statically: %q, %v", name, libs, err)
		}
	}
}

// folders are those of this machine that a careless build writes down.
func folders(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOMODCACHE", "GOCACHE", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	tree, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	list := append(strings.Fields(string(out)), tree)
	for i := range list {
		list[i] += string(filepath.Separator)
	}
	return list
}

// runProgram runs the program of this system: it knows its version, and the
// papers beside it are what it prints.
func runProgram(t *testing.T, program []byte, version string, files map[string][]byte) {
	t.Helper()
	home := t.TempDir()
	bin := filepath.Join(home, "rubrika")
	if err := os.WriteFile(bin, program, 0o700); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), bin, args...)
		cmd.Env = []string{"HOME=" + home, "LC_ALL=C.UTF-8"}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	if out := run("--version"); !strings.HasPrefix(out, "rubrika "+version+"\n") {
		t.Errorf("--version prints %q, not %s", out, version)
	}
	for name, args := range map[string][]string{
		"completions/rubrika.bash": {"completion", "bash"},
		"completions/_rubrika":     {"completion", "zsh"},
		"completions/rubrika.fish": {"completion", "fish"},
		"completions/rubrika.ps1":  {"completion", "powershell"},
		"man/rubrika.1":            {"man", "--lang", "en"},
		"man/ru/rubrika.1":         {"man", "--lang", "ru"},
		"man/az/rubrika.1":         {"man", "--lang", "az"},
	} {
		if run(args...) != string(files[name]) {
			t.Errorf("%s is not what %q prints", name, args)
		}
	}
	if rest, err := os.ReadDir(home); err != nil || len(rest) != 1 {
		t.Errorf("that left %v in the home folder, %v", rest, err)
	}
}

// TestReleasePage: the page of the release says what is configured.
func TestReleasePage(t *testing.T) {
	read := func(name string) string {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(src)
	}
	page, config, run := read("release.md"), read("../.goreleaser.yaml"), read("../.ci/run")
	targets := regexp.MustCompile(`(?m)^ +targets: \[(.*)\]$`).FindStringSubmatch(config)
	version := regexp.MustCompile(`(?m)^release_version=(v.*)$`).FindStringSubmatch(run)
	if targets == nil || version == nil {
		t.Fatal("no targets in .goreleaser.yaml, or no version of goreleaser in .ci/run")
	}
	if !strings.Contains(page, "goreleaser/v2@"+version[1]) {
		t.Errorf("docs/release.md does not install goreleaser %s as .ci/run does", version[1])
	}
	var want []string
	for _, goos := range []string{"linux", "darwin", "windows", "freebsd"} {
		want = append(want, goos+"_amd64", goos+"_arm64")
	}
	if got := strings.Split(targets[1], ", "); !slices.Equal(got, want) {
		t.Errorf(".goreleaser.yaml builds for %q, not %q", got, want)
	}
}
