package docs

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const module = "rubrika"

// file is one Go file of the module.
type file struct {
	name  string // slashed, from the top of the tree
	dir   string // the package's folder, "." for main
	test  bool
	src   []byte
	ast   *ast.File
	lines int
	// code is the number of lines that hold more than blanks and comments.
	code int
}

// tree is the whole module, parsed.
type tree struct {
	fset  *token.FileSet
	files []*file
}

// support reports whether f is there for tests: one, or what they share.
func (f *file) support() bool { return f.test || f.dir == "feed/feedtest" }

// house parses the module once for all tests.
var house = sync.OnceValues(func() (*tree, error) {
	return parseTree("..")
})

func load(t *testing.T) *tree {
	t.Helper()
	h, err := house()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// code returns the files that are no tests.
func (h *tree) codeFiles() []*file {
	var out []*file
	for _, f := range h.files {
		if !f.test {
			out = append(out, f)
		}
	}
	return out
}

// packages returns the files of each folder, without tests.
func (h *tree) packages() map[string][]*file {
	out := map[string][]*file{}
	for _, f := range h.codeFiles() {
		out[f.dir] = append(out[f.dir], f)
	}
	return out
}

// at prints a place as file:line.
func (h *tree) at(pos token.Pos) string {
	p := h.fset.Position(pos)
	p.Column = 0
	return p.String()
}

func parseTree(top string) (*tree, error) {
	h := &tree{fset: token.NewFileSet()}
	err := walk(top, func(name string, src []byte) error {
		if path.Ext(name) != ".go" {
			return nil
		}
		f, err := parseFile(h.fset, name, src)
		h.files = append(h.files, f)
		return err
	})
	if err == nil && len(h.files) == 0 {
		err = errors.New("no Go files found: is docs still a folder at the top of the tree?")
	}
	return h, err
}

func parseFile(fset *token.FileSet, name string, src []byte) (*file, error) {
	parsed, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	return &file{
		name:  name,
		dir:   path.Dir(name),
		test:  strings.HasSuffix(name, "_test.go"),
		src:   src,
		ast:   parsed,
		lines: strings.Count(string(src), "\n"),
		code:  codeLines(src),
	}, err
}

// walk calls fn for each file of the project: hidden folders (but .ci) and
// what .gitignore names are none of it. Names are slashed and start at top.
func walk(top string, fn func(name string, src []byte) error) error {
	return filepath.WalkDir(top, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == top {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); strings.HasPrefix(n, ".") && n != ".ci" {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(top, p)
		if err != nil || !d.Type().IsRegular() || ignored(d.Name()) {
			return err
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return fn(filepath.ToSlash(rel), src)
	})
}

// ignored reports whether .gitignore keeps a file of this name out.
func ignored(name string) bool {
	list, err := os.ReadFile("../.gitignore")
	if err != nil {
		return false
	}
	for pattern := range strings.FieldsSeq(string(list)) {
		if ok, err := path.Match(strings.TrimPrefix(pattern, "/"), name); err == nil && ok {
			return true
		}
	}
	return false
}

// codeLines counts the lines of src that hold a token.
func codeLines(src []byte) int {
	fset := token.NewFileSet()
	f := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(f, src, func(token.Position, string) {}, 0)
	n, last := 0, 0
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return n
		}
		if tok == token.SEMICOLON && text == "\n" {
			continue
		}
		first := f.Line(pos)
		end := first + strings.Count(text, "\n")
		n += end - max(first-1, last)
		last = max(last, end)
	}
}

// resolve types each package as far as that goes without its imports: enough
// to tell a package's own variables from everything else of that name.
func (h *tree) resolve(files []*file) *types.Info {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: none{importer.Default()}, Error: func(error) {}, DisableUnusedImportCheck: true}
	var parsed []*ast.File
	for _, f := range files {
		parsed = append(parsed, f.ast)
	}
	// The error repeats what the compiler says better.
	_, _ = conf.Check(files[0].dir, h.fset, parsed, info)
	return info
}

// none imports nothing: each package is empty.
type none struct{ types.Importer }

func (none) Import(p string) (*types.Package, error) {
	pkg := types.NewPackage(p, path.Base(p))
	pkg.MarkComplete()
	return pkg, nil
}
