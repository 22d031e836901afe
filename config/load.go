package config

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"rubrika/feed"
)

// maxFile is the size of a settings file in bytes from which it is refused:
// nobody writes so many settings, and it is read again and again.
const maxFile = 256 << 10

// Load reads the settings file at path, or the one at Path of the profile when
// path is empty; only that one may be missing. The profile "" is the usual one,
// another one has a store of its own. The checks look at what this package
// knows nothing of; an error of theirs without a Source is one in the file.
//
// The error is a *feed.Error: of KindConfig with line, column and the nearest
// right word for the first mistake in the file, of KindFile when it cannot be
// read, of KindUsage for a name that no profile may have. With an error the
// settings are the defaults; with one that is ErrNoHome they are those of the
// file, but for the empty Store.
func Load(path, profile string, checks ...func(Config) []error) (Config, error) {
	c, mistakes := read(path, profile, checks)
	if len(mistakes) > 0 {
		return defaults(profile), mistakes[0]
	}
	if c.Store == "" {
		return c, &feed.Error{Op: "find store", Kind: feed.KindConfig, Err: ErrNoHome}
	}
	return c, nil
}

// Check reads a settings file as Load does and returns all its mistakes, in the
// order of the file; those of other files stand at the end.
func Check(path, profile string, checks ...func(Config) []error) []error {
	_, mistakes := read(path, profile, checks)
	return mistakes
}

// CheckText is Check for a text that is to become the settings file at path.
func CheckText(path, profile string, doc []byte, checks ...func(Config) []error) []error {
	_, mistakes := parse(path, profile, doc, checks)
	return mistakes
}

func read(path, profile string, checks []func(Config) []error) (Config, []error) {
	if !ValidProfile(profile) {
		return Default(), []error{&feed.Error{Op: "find profile", Source: profile, Kind: feed.KindUsage, Err: errors.New("no name for a profile")}}
	}
	name := path
	if name == "" {
		if name = Path(profile); name == "" {
			return defaults(profile), nil
		}
	}
	doc, err := slurp(name)
	if path == "" && errors.Is(err, fs.ErrNotExist) {
		return defaults(profile), nil
	}
	if err != nil {
		return defaults(profile), []error{&feed.Error{Op: "read settings", Source: name, Kind: feed.KindFile, Err: cause(err)}}
	}
	return parse(name, profile, doc, checks)
}

// slurp reads a file that is no bigger than it may be.
func slurp(name string) ([]byte, error) {
	f, err := os.Open(name) //nolint:gosec // the reader names the file
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	doc, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(doc) > maxFile {
		err = errors.New("too big for settings")
	}
	return doc, err
}

// cause drops the path that the operating system's error repeats.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// parse reads a settings file called name. With mistakes, what is wrong is left
// out of the settings.
func parse(name, profile string, doc []byte, checks []func(Config) []error) (Config, []error) {
	d, f := decode(name, profile, doc)
	d.check(f)
	d.take(f)
	d.complete(name)
	var inside, outside []error
	for _, w := range f.wrong {
		inside = append(inside, w.error(name))
	}
	for _, check := range checks {
		for _, err := range check(d.Config) {
			var e *feed.Error
			switch {
			case !errors.As(err, &e):
				e = &feed.Error{Op: "read settings", Source: name, Kind: feed.KindConfig, Err: err}
			case e.Source == "":
				at := *e
				at.Op, at.Source, at.Kind = "read settings", name, feed.KindConfig
				e = &at
			case e.Source != name:
				outside = append(outside, err)
				continue
			}
			inside = append(inside, e)
		}
	}
	return d.Config, append(inOrder(inside), outside...)
}

// inOrder sorts mistakes of one file by their places, one of each place.
func inOrder(mistakes []error) []error {
	spot := func(err error) Spot {
		var e *feed.Error
		errors.As(err, &e)
		return Spot{e.Line, e.Column}
	}
	slices.SortStableFunc(mistakes, func(a, b error) int {
		p, q := spot(a), spot(b)
		return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	return slices.CompactFunc(mistakes, func(a, b error) bool { return spot(a) == spot(b) })
}

// complete adds what the file left out and makes paths absolute.
func (d *document) complete(name string) {
	for _, r := range feed.Rubrics() {
		if !slices.Contains(d.Rubrics, r) {
			d.Rubrics = append(d.Rubrics, r)
		}
	}
	d.Store = absolute(d.Store, name)
	d.Clippings = absolute(d.Clippings, name)
	for _, c := range d.commands() {
		c.program(name)
	}
}
