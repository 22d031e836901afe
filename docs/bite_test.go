package docs

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// The house test is code too: these see that it bites.

func snippet(t *testing.T, src string) (*tree, *file) {
	t.Helper()
	h := &tree{fset: token.NewFileSet()}
	f, err := parseFile(h.fset, "feed/snippet.go", []byte("package feed\n"+src))
	if err != nil {
		t.Fatal(err)
	}
	h.files = []*file{f}
	return h, f
}

func TestComplexity(t *testing.T) {
	tests := []struct {
		body string
		want int
	}{
		{"", 1},
		{"if a && b || c {}", 4},
		{"for i := range 3 { if i > 1 {} else if i > 2 {} }", 4},
		{"switch x { case 1, 2: case 3: default: }", 3},
		{"switch x.(type) { case int: default: }", 2},
		{"select { case <-c: default: }", 2},
		{"f(func() { for { if x {} } })", 3},
	}
	for _, tt := range tests {
		_, f := snippet(t, "func f() {"+tt.body+"}")
		if got := complexity(f.ast.Decls[0].(*ast.FuncDecl)); got != tt.want {
			t.Errorf("complexity of %q is %d, want %d", tt.body, got, tt.want)
		}
	}
}

func TestIsTable(t *testing.T) {
	rows := strings.Repeat("{1,\n2},\n", 40)
	tests := []struct {
		src  string
		want bool
	}{
		{"func f() [][]int {\nreturn [][]int{\n" + rows + "}\n}", true},
		{"func f() [][]int {\nx := [][]int{\n" + rows + "}\ny := [][]int{\n" + rows + "}\nreturn append(x, y...)\n}", true},
		{"func f() [][]int {\nif a {}\nreturn [][]int{\n" + rows + "}\n}", false},
		{"func f() []g {\nreturn []g{\nfunc() {\n" + strings.Repeat("a()\n", 60) + "},\n}\n}", false},
		{"func f() {\n" + strings.Repeat("a()\n", 60) + "}", false},
	}
	for i, tt := range tests {
		h, f := snippet(t, tt.src)
		if got := isTable(h.fset, f.ast.Decls[0].(*ast.FuncDecl)); got != tt.want {
			t.Errorf("row %d: isTable is %v, want %v", i, got, tt.want)
		}
	}
}

func TestMutations(t *testing.T) {
	const vars = "import \"slices\"\nimport \"os\"\nvar list, m = []int{1}, map[int]int{}\nvar n int\nvar s struct{ a []int }\n"
	tests := []struct {
		body string
		want int
	}{
		{"list := []int{}; list = append(list, 1); _ = list", 0},
		{"list = append(list, 1)", 1},
		{"list[0] = 2", 1},
		{"m[1]++", 1},
		{"s.a[1], n = 1, 2", 2},
		{"(n)++", 1},
		{"delete(m, 1)", 1},
		{"clear(list)", 1},
		{"slices.Sort(list)", 1},
		{"copy(list[1:], list)", 1},
		{"for n = range list { }", 1},
		{"p := &n; _ = p", 1},
		{"os.Args = nil", 1},
		{"x := &os.File{}; x.Close()", 0},
		{"x := list[0] + m[1] + n; _ = x", 0},
		{"m := map[int]int{}; m[1] = 2; delete(m, 1)", 0},
		{"func(n int) { n++ }(n)", 0},
	}
	for _, tt := range tests {
		h, f := snippet(t, vars+"func f() {"+tt.body+"}")
		if got := h.mutations([]*file{f}); len(got) != tt.want {
			t.Errorf("%q: found %q, want %d", tt.body, got, tt.want)
		}
	}
}

func TestLocks(t *testing.T) {
	tests := []struct {
		src  string
		want int
	}{
		{"import \"sync\"\nvar mu sync.Mutex", 1},
		{"import \"sync/atomic\"\nvar n atomic.Int64", 1},
		{"import \"sync\"\nvar x = struct{ once sync.Once }{}", 1},
		{"import \"sync\"\nvar x = sync.OnceValue(f)", 0},
		{"import \"sync\"\ntype x struct{ mu sync.Mutex }", 0},
	}
	for _, tt := range tests {
		h, f := snippet(t, tt.src)
		if got := h.locks(f); len(got) != tt.want {
			t.Errorf("%q: found %q, want %d", tt.src, got, tt.want)
		}
	}
}

func TestStartsGoroutine(t *testing.T) {
	tests := []struct {
		stmt string
		want bool
	}{
		{"go f()", true},
		{"group.Go(func() error { return nil })", true},
		{"time.AfterFunc(d, f)", true},
		{"rows.Go(3)", false},
		{"f(func() {})", false},
	}
	for _, tt := range tests {
		_, f := snippet(t, "func f() {"+tt.stmt+"}")
		got := false
		ast.Inspect(f.ast, func(n ast.Node) bool {
			got = got || startsGoroutine(n)
			return true
		})
		if got != tt.want {
			t.Errorf("%q: starts one: %v, want %v", tt.stmt, got, tt.want)
		}
	}
}

func TestUndocumented(t *testing.T) {
	src := `
// A is said.
type A int
type B int
// Group says all.
const ( C = 1; D = 2 )
const ( E = 1 // said here
 F = 2 )
func G() {}
func (A) H() {}
func (*A) I() {}
func (hidden) J() {}
type hidden int
`
	_, f := snippet(t, src)
	var got []string
	for _, d := range f.ast.Decls {
		got = append(got, undocumented(d)...)
	}
	if want := []string{"B", "F", "G", "H", "I"}; !slices.Equal(got, want) {
		t.Errorf("without comment: %q, want %q", got, want)
	}
}

func TestCodeLines(t *testing.T) {
	src := "package a\n\n// note\nvar x = `1\n\n3` // tail\n/* two\nlines */\nfunc f() { g(); h() }\n"
	if got := codeLines([]byte(src)); got != 5 {
		t.Errorf("%d lines of code, want 5 (package, three of x, f)", got)
	}
}

func TestLongest(t *testing.T) {
	below := map[string][]string{".": {"a", "b"}, "a": {"c"}, "b": {"a", "c"}}
	if got, want := longest(below, "."), []string{".", "b", "a", "c"}; !slices.Equal(got, want) {
		t.Errorf("longest way %q, want %q", got, want)
	}
}
