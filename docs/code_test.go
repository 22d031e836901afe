package docs

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The measures of the house.
const (
	maxFunction   = 60
	maxUpdate     = 45
	maxComplexity = 15
	maxFile       = 500
	minTests      = 0.8
)

// functions calls fn for each function of the code.
func (h *tree) functions(fn func(f *file, d *ast.FuncDecl)) {
	for _, f := range h.codeFiles() {
		for _, decl := range f.ast.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok {
				fn(f, d)
			}
		}
	}
}

// inspect calls fn for each node of the code.
func (h *tree) inspect(fn func(f *file, n ast.Node)) {
	for _, f := range h.codeFiles() {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if n != nil {
				fn(f, n)
			}
			return true
		})
	}
}

func TestSizes(t *testing.T) {
	h := load(t)
	h.functions(func(_ *file, d *ast.FuncDecl) {
		if n := lines(h.fset, d); n > maxFunction && !isTable(h.fset, d) {
			t.Errorf("%s: %s has %d lines, at most %d: give a part of it a name and a function of its own", h.at(d.Pos()), d.Name.Name, n, maxFunction)
		}
		if n := complexity(d); n > maxComplexity {
			t.Errorf("%s: %s has complexity %d, at most %d: make a table of its cases, or move a branch out", h.at(d.Pos()), d.Name.Name, n, maxComplexity)
		}
	})
	for _, f := range h.codeFiles() {
		if f.lines > maxFile {
			t.Errorf("%s has %d lines, at most %d: split it by subject", f.name, f.lines, maxFile)
		}
	}
}

// The root model's Update only routes; it is found by name and receiver.
func TestRootUpdate(t *testing.T) {
	h := load(t)
	found := 0
	h.functions(func(f *file, d *ast.FuncDecl) {
		if f.dir != "ui" || d.Recv == nil || d.Name.Name != "Update" {
			return
		}
		found++
		if n := lines(h.fset, d); n > maxUpdate {
			t.Errorf("%s: Update has %d lines, at most %d: it routes messages and does nothing itself", h.at(d.Pos()), n, maxUpdate)
		}
	})
	if found != 1 {
		t.Errorf("package ui has %d methods called Update, want 1: there is one Tea model, its parts are called directly", found)
	}
}

func TestEnoughTests(t *testing.T) {
	h := load(t)
	var tests, code int
	for _, f := range h.files {
		if f.support() {
			tests += f.code
		} else {
			code += f.code
		}
	}
	ratio := float64(tests) / float64(code)
	t.Logf("%d lines of code, %d of tests: %.2f", code, tests, ratio)
	if ratio < minTests {
		t.Errorf("%d lines of tests for %d of code are %.2f, at least %.1f: write tests, or take code out", tests, code, ratio, minTests)
	}
}

func TestDocumented(t *testing.T) {
	h := load(t)
	for dir, files := range h.packages() {
		with := 0
		for _, f := range files {
			if f.ast.Doc.Text() != "" {
				with++
			}
		}
		if with != 1 {
			t.Errorf("package %s has %d package comments, want 1: say what it is for above one package line", dir, with)
		}
	}
	for _, f := range h.codeFiles() {
		for _, decl := range f.ast.Decls {
			for _, name := range undocumented(decl) {
				t.Errorf("%s: %s has no comment: say what it is for, its units, shapes and errors", h.at(decl.Pos()), name)
			}
		}
	}
}

// undocumented returns the exported names of a declaration that no comment
// speaks of. The comment of a group covers its members.
func undocumented(decl ast.Decl) []string {
	var out []string
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc.Text() == "" && exportedReceiver(d) {
			out = append(out, d.Name.Name)
		}
	case *ast.GenDecl:
		if d.Doc.Text() != "" {
			return nil
		}
		for _, spec := range d.Specs {
			out = append(out, bare(spec)...)
		}
	}
	return out
}

// bare returns the exported names of one spec without a comment.
func bare(spec ast.Spec) []string {
	var out []string
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && s.Doc.Text() == "" && s.Comment.Text() == "" {
			out = append(out, s.Name.Name)
		}
	case *ast.ValueSpec:
		for _, n := range s.Names {
			if n.IsExported() && s.Doc.Text() == "" && s.Comment.Text() == "" {
				out = append(out, n.Name)
			}
		}
	}
	return out
}

// exportedReceiver reports whether d is a function, or a method that others
// can name. Methods of hidden types answer an interface, which is documented.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	id, ok := root(d.Recv.List[0].Type).(*ast.Ident)
	return ok && id.IsExported()
}

func TestNames(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "types", "models", "misc"}
	for _, f := range load(t).files {
		base := strings.TrimSuffix(strings.TrimSuffix(path.Base(f.name), ".go"), "_test")
		for _, word := range []string{base, f.ast.Name.Name} {
			if slices.Contains(vague, word) {
				t.Errorf("%s: %q says nothing: name it after what it knows", f.name, word)
			}
		}
	}
}

// Package variables are tables that nobody changes.
func TestPackageVariables(t *testing.T) {
	h := load(t)
	for _, files := range h.packages() {
		for _, m := range h.mutations(files) {
			t.Errorf("%s: %s is changed: keep what changes in a struct that someone owns", m.at, m.name)
		}
		for _, f := range files {
			for _, at := range h.locks(f) {
				t.Errorf("%s: a package variable that locks or counts is shared state: put it into a struct", at)
			}
		}
	}
}

// mutation is a place that changes the variable of a package, or of one of
// the package called name.
type mutation struct{ file, at, name string }

// mutations returns all of them in the files of one package.
func (h *tree) mutations(files []*file) []mutation {
	var out []mutation
	info := h.resolve(files)
	for _, f := range files {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if n == nil {
				return false
			}
			for _, e := range written(n) {
				id, ok := root(e).(*ast.Ident)
				if ok && isShared(info.Uses[id], n) {
					out = append(out, mutation{f.name, h.at(n.Pos()), id.Name})
				}
			}
			return true
		})
	}
	return out
}

// isShared reports whether o is a package variable, or the name of a package
// whose variable is meant. An address (&pkg.Type{}) of a package's name is not
// a change.
func isShared(o types.Object, n ast.Node) bool {
	switch v := o.(type) {
	case *types.Var:
		return v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
	case *types.PkgName:
		_, address := n.(*ast.UnaryExpr)
		return !address
	}
	return false
}

// locks returns the package variables of f that are built to change: those of
// sync and atomic, but sync.OnceValue and its kin, which settle once.
func (h *tree) locks(f *file) []string {
	var out []string
	for _, decl := range f.ast.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.VAR {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			id, ok := s.X.(*ast.Ident)
			if ok && (id.Name == "sync" && !strings.HasPrefix(s.Sel.Name, "OnceValue") || id.Name == "atomic") {
				out = append(out, h.at(s.Pos()))
			}
			return true
		})
	}
	return out
}

func TestNoInit(t *testing.T) {
	h := load(t)
	h.functions(func(_ *file, d *ast.FuncDecl) {
		if d.Name.Name == "init" && d.Recv == nil {
			t.Errorf("%s: init runs before anybody asks: call a function from main, or use sync.OnceValue", h.at(d.Pos()))
		}
	})
}

// goroutines names the files outside feed/library that may start something of
// their own, with the reason.
func goroutines() map[string]string {
	return map[string]string{
		"main.go":                "gives the signals back after the first one",
		"ui/cli/add.go":          "ends the reading of what is typed or piped when the program is ended",
		"ui/plain/beside.go":     "reads what is typed and asks sources beside it; both recover, and the terminal is not raw",
		"ui/plain/post.go":       "sends marks beside what is read; it recovers, and the terminal is not raw",
		"feed/secret/keyring.go": "a keyring knows no context and may wait for ever for a reader who is not there; it recovers",
		"ui/cli/demo.go":         "the server of the built-in edition; net/http recovers for each request",
	}
}

func TestGoroutines(t *testing.T) {
	h := load(t)
	used := map[string]bool{}
	h.inspect(func(f *file, n ast.Node) {
		if !startsGoroutine(n) || f.dir == "feed/library" || f.support() {
			return
		}
		used[f.name] = true
		if goroutines()[f.name] == "" {
			t.Errorf("%s: goroutines are started in feed/library only, with recover: a panic elsewhere leaves a raw terminal. Give the library the work, or add the file to goroutines() with the reason", h.at(n.Pos()))
		}
	})
	for name := range goroutines() {
		if !used[name] {
			t.Errorf("goroutines() lists %s, which starts none: take it out", name)
		}
	}
}

// startsGoroutine knows the go statement and its disguises.
func startsGoroutine(n ast.Node) bool {
	switch x := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.CallExpr:
		pkg, name := called(x)
		given := len(x.Args) > 0 && hasClosure(x.Args[len(x.Args)-1])
		return pkg != "" && (name == "AfterFunc" || name == "Go" && given)
	}
	return false
}

// foreign finds letters of the languages whose words belong into ui/lang.
var foreign = regexp.MustCompile(`[\p{Cyrillic}əƏğĞşŞıİ]`)

// letters names the files that need such letters for another reason.
func letters() map[string]string {
	return map[string]string{
		"ui/keys/layout.go": "tables of keyboard layouts",
	}
}

func TestWordsLiveInLang(t *testing.T) {
	h := load(t)
	h.inspect(func(f *file, n ast.Node) {
		lit, ok := n.(*ast.BasicLit)
		face := f.dir == "." || f.dir == "ui" || strings.HasPrefix(f.dir, "ui/")
		if ok && face && f.dir != "ui/lang" && letters()[f.name] == "" && foreign.MatchString(lit.Value) {
			t.Errorf("%s: %s: words the reader sees live in ui/lang, in all languages", h.at(lit.Pos()), lit.Value)
		}
	})
}

// panics names the files that may panic, with the reason.
func panics() map[string]string {
	return map[string]string{
		"feed/catalogue/catalogue.go": "the file is compiled in and tested",
		"feed/page/chaff.go":          "the file is compiled in and tested",
		"feed/page/site.go":           "the file is compiled in and tested",
		"feed/page/markdown.go":       "the converter can be left no other way when time is up; recovered where it is called",
		"feed/page/reader.go":         "the same, from the depth of the document",
		"feed/rubric/table.go":        "the tables are compiled in and tested",
	}
}

// Output, exits and panics have their places.
func TestCalls(t *testing.T) {
	h := load(t)
	panicked := map[string]bool{}
	h.inspect(func(f *file, n ast.Node) {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		pkg, name := called(c)
		switch {
		case f.support():
		case pkg == "" && name == "panic":
			panicked[f.name] = true
			if panics()[f.name] == "" {
				t.Errorf("%s: no panic: return an error, or make the case impossible", h.at(c.Pos()))
			}
		case f.dir == "." || f.dir == "ui/cli":
		case pkg == "fmt" && strings.HasPrefix(name, "Print"), pkg == "" && (name == "print" || name == "println"), pkg == "log":
			t.Errorf("%s: only main and ui/cli print: return the text or the error", h.at(c.Pos()))
		case pkg == "os" && name == "Exit":
			t.Errorf("%s: only main and ui/cli end the program: return an error", h.at(c.Pos()))
		}
	})
	for name := range panics() {
		if !panicked[name] {
			t.Errorf("panics() lists %s, which has none: take it out", name)
		}
	}
}

// There is one Tea model. Its parts are plain structs that are called
// directly: no commands, no clock, nothing from outside.
func TestOneTeaModel(t *testing.T) {
	h := load(t)
	forbidden := map[string][]string{
		"tea":  {"Cmd", "Batch", "Sequence", "Tick", "Every", "NewProgram"},
		"time": {"Now", "Since", "Until", "Sleep"},
		"os":   {"Open", "ReadFile", "Create", "WriteFile", "Getenv"},
	}
	h.inspect(func(f *file, n ast.Node) {
		s, ok := n.(*ast.SelectorExpr)
		if !ok || !strings.HasPrefix(f.dir, "ui/") || f.dir == "ui/cli" {
			return
		}
		if f.dir == "ui/plain" || f.dir == "ui/launch" || f.name == "ui/theme/file.go" {
			return // no parts of the screen; and the reader's own themes are files
		}
		if id, ok := s.X.(*ast.Ident); ok && slices.Contains(forbidden[id.Name], s.Sel.Name) {
			t.Errorf("%s: %s.%s: parts of the screen have no commands, clock or files; ui/effects.go has, and hands over the result", h.at(s.Pos()), id.Name, s.Sel.Name)
		}
	})
}
