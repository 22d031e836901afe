package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rubrika/feed"
)

// shapeCode is where the JSON shapes are, shapeGoldens an example of each that
// a command prints: one line, held by the tests of ui/cli.
const (
	shapeCode    = "../ui/cli"
	shapeGoldens = "../ui/cli/testdata/json"
)

// TestJSONPage holds docs/json.md to the comments on the shapes, and the shapes
// to having comments, names and an example. It is written anew by
//
//	go test ./docs -run TestJSONPage -update
func TestJSONPage(t *testing.T) {
	shapes := readShapes(t)
	fresh(t, "json.md", jsonPage(t, shapes))
	headings := map[string]string{}
	for _, s := range shapes {
		if other := headings[s.heading()]; other != "" {
			t.Errorf("%s and %s have the same heading", s.name, other)
		}
		headings[s.heading()] = s.name
		if golden, err := os.ReadFile(filepath.Join(shapeGoldens, s.name+".json")); s.printed() && err == nil {
			var example map[string]any
			if err := json.Unmarshal(golden, &example); err != nil || bytes.Count(golden, []byte("\n")) != 1 {
				t.Errorf("%s.json is no object on a line: %v", s.name, err)
			}
			for _, fault := range shapes.compare(s, example) {
				t.Errorf("%s.json: %s", s.name, fault)
			}
		}
	}
}

// jsonShape is a type of ui/cli whose name ends in JSON.
type jsonShape struct {
	name string // of the type
	says string // its comment without «nameJSON is»
	// commands are those that print it, as they stand in its first sentence.
	commands []string
	embeds   []string // shapes whose fields it has first
	fields   []jsonField
}

// jsonField is a field of a shape.
type jsonField struct {
	name, says string
	is         ast.Expr
}

// printed reports a shape that a command prints; the others are parts.
func (s jsonShape) printed() bool { return len(s.commands) > 0 }

// title is the name of a shape in words: «doctor store».
func (s jsonShape) title() string {
	var b strings.Builder
	for _, r := range strings.TrimSuffix(s.name, "JSON") {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// heading is the heading of a shape, anchor what a link to it names.
func (s jsonShape) heading() string {
	if s.printed() {
		return "rubrika " + s.commands[0]
	}
	return s.title()
}

func (s jsonShape) anchor() string {
	kept := func(r rune) rune {
		if r == ' ' {
			return '-'
		}
		if unicode.IsLetter(r) || r == '-' {
			return unicode.ToLower(r)
		}
		return -1
	}
	return "#" + strings.Map(kept, s.heading())
}

// jsonShapes are all shapes by the names of their types.
type jsonShapes map[string]jsonShape

// ordered are the shapes that are printed or not, by their headings.
func (m jsonShapes) ordered(printed bool) []jsonShape {
	var out []jsonShape
	for _, s := range m {
		if s.printed() == printed {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b jsonShape) int { return strings.Compare(a.heading(), b.heading()) })
	return out
}

// command is a command between backquotes that prints JSON.
var command = regexp.MustCompile("`([a-zA-Z -]*--json|inspect feed)`")

// readShapes reads the shapes out of the code.
func readShapes(t *testing.T) jsonShapes {
	t.Helper()
	files, err := filepath.Glob(shapeCode + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	shapes := jsonShapes{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.TYPE {
				continue
			}
			spec := d.Specs[0].(*ast.TypeSpec)
			if fields, ok := spec.Type.(*ast.StructType); ok && strings.HasSuffix(spec.Name.Name, "JSON") {
				shapes[spec.Name.Name] = readShape(t, spec.Name.Name, d.Doc.Text(), fields)
			}
		}
	}
	if len(shapes) < 10 {
		t.Fatalf("only %d shapes were found in %s", len(shapes), shapeCode)
	}
	return shapes
}

// readShape reads a shape, and finds fault with what is not explained.
func readShape(t *testing.T, name, doc string, fields *ast.StructType) jsonShape {
	t.Helper()
	says, ok := strings.CutPrefix(strings.Join(strings.Fields(doc), " "), name+" ")
	if !ok {
		t.Errorf("%s: its comment does not begin with its name", name)
	}
	s := jsonShape{name: name, says: strings.TrimPrefix(says, "is ")}
	first, _, _ := strings.Cut(s.says, ": ")
	for _, m := range command.FindAllStringSubmatch(first, -1) {
		s.commands = append(s.commands, m[1])
	}
	for _, f := range fields.Fields.List {
		if len(f.Names) == 0 {
			s.embeds = append(s.embeds, f.Type.(*ast.Ident).Name)
			continue
		}
		key := ""
		if f.Tag != nil {
			key = reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json")
		}
		comment := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
		if key == "" || strings.Contains(key, ",") || len(f.Names) != 1 {
			t.Errorf("%s.%s: a field wants a name in JSON of its own, and is always there", name, f.Names[0])
		}
		if comment == "" {
			t.Errorf("%s.%s: nothing says what it is", name, f.Names[0])
		}
		s.fields = append(s.fields, jsonField{key, comment, f.Type})
	}
	return s
}

// all are the fields of a shape with those it has from others.
func (m jsonShapes) all(s jsonShape) []jsonField {
	var out []jsonField
	for _, name := range s.embeds {
		out = append(out, m.all(m[name])...)
	}
	return append(out, s.fields...)
}

// compare holds an example to its shape: it has all of the fields, no others,
// and what is in lists and objects likewise.
func (m jsonShapes) compare(s jsonShape, example map[string]any) []string {
	var faults []string
	known := map[string]jsonField{}
	for _, f := range m.all(s) {
		known[f.name] = f
		if _, ok := example[f.name]; !ok {
			faults = append(faults, fmt.Sprintf("there is no %q of %s", f.name, s.name))
		}
	}
	for name, value := range example {
		f, ok := known[name]
		if !ok {
			faults = append(faults, fmt.Sprintf("%s explains no %q", s.name, name))
			continue
		}
		part, isShape := m[elementOf(f.is)]
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		if isShape && len(list) == 0 {
			faults = append(faults, fmt.Sprintf("%q shows none", name))
		}
		for _, v := range list {
			if object, ok := v.(map[string]any); ok && isShape {
				faults = append(faults, m.compare(part, object)...)
			}
		}
	}
	return faults
}

// TestJSONExamplesBite: what an example lacks, or has and nobody explains, is
// found, also in the parts of a shape.
func TestJSONExamplesBite(t *testing.T) {
	text := &ast.Ident{Name: "string"}
	shapes := jsonShapes{
		"partJSON":  {name: "partJSON", fields: []jsonField{{"b", "", text}}},
		"baseJSON":  {name: "baseJSON", fields: []jsonField{{"v", "", text}}},
		"wholeJSON": {name: "wholeJSON", embeds: []string{"baseJSON"}, fields: []jsonField{{"a", "", text}, {"parts", "", &ast.ArrayType{Elt: &ast.Ident{Name: "partJSON"}}}}},
	}
	for example, want := range map[string]int{
		`{"v":"","a":"","parts":[{"b":""}]}`:        0,
		`{"a":"","parts":[{"b":""}]}`:               1,
		`{"v":"","a":"","x":"","parts":[{"b":""}]}`: 1,
		`{"v":"","a":"","parts":[]}`:                1,
		`{"v":"","a":"","parts":[{"c":""}]}`:        2,
	} {
		var value map[string]any
		if err := json.Unmarshal([]byte(example), &value); err != nil {
			t.Fatal(err)
		}
		if faults := shapes.compare(shapes["wholeJSON"], value); len(faults) != want {
			t.Errorf("%s: %q, want %d faults", example, faults, want)
		}
	}
}

// elementOf is the name of a type, or of what a list has.
func elementOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ArrayType:
		return elementOf(e.Elt)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// typeWords says what a field holds, one or many.
func (m jsonShapes) typeWords(t *testing.T, e ast.Expr, many bool) string {
	t.Helper()
	one := ""
	switch e := e.(type) {
	case *ast.ArrayType:
		if e.Len == nil {
			return "list of " + m.typeWords(t, e.Elt, true)
		}
		one = "pair"
	case *ast.Ident:
		if s, ok := m[e.Name]; ok {
			link := "[" + s.title() + "](" + s.anchor() + ")"
			if many {
				return "objects, " + link
			}
			return "object, " + link
		}
		one = map[string]string{"string": "text", "int": "integer", "int64": "integer", "float64": "number", "bool": "true or false", "instant": "time", "any": "any value"}[e.Name]
	case *ast.SelectorExpr:
		one = map[string]string{"Rubric": "rubric"}[e.Sel.Name]
	}
	if one == "" {
		t.Errorf("there are no words for the type %v", e)
	}
	if many {
		one += "s"
	}
	return one
}

// jsonPage is the page about all shapes.
func jsonPage(t *testing.T, shapes jsonShapes) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(jsonIntro)
	for _, s := range shapes.ordered(true) {
		fmt.Fprintf(&b, "\n## %s\n", s.heading())
		shapes.write(t, &b, s)
		golden, err := os.ReadFile(filepath.Join(shapeGoldens, s.name+".json"))
		if err != nil {
			t.Errorf("%s has no example: %v", s.name, err)
		}
		b.WriteString("\n```json\n" + string(golden) + "```\n")
	}
	b.WriteString("\n## Parts\n")
	for _, s := range shapes.ordered(false) {
		fmt.Fprintf(&b, "\n### %s\n", s.heading())
		shapes.write(t, &b, s)
	}
	b.WriteString("\n## Kinds of trouble\n\nWhat the field `trouble` may say; more may come.\n\n| trouble | meaning |\n|---|---|\n")
	for _, kind := range kindRows(t) {
		fmt.Fprintf(&b, "| `%s` | %s |\n", kind[0], kind[1])
	}
	return b.String()
}

// kindRows are the kinds of error with the comments on them.
func kindRows(t *testing.T) [][2]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../feed/error.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Kind") {
			return true
		}
		if value, ok := spec.Values[0].(*ast.BasicLit); ok && value.Value != `""` {
			out = append(out, [2]string{strings.Trim(value.Value, `"`), strings.TrimSpace(spec.Comment.Text())})
		}
		return true
	})
	if len(out) != len(feed.Kinds()) {
		t.Errorf("%d kinds have comments, of %d", len(out), len(feed.Kinds()))
	}
	return out
}

// write writes about a shape: what it is, and a table of its fields.
func (m jsonShapes) write(t *testing.T, b *strings.Builder, s jsonShape) {
	t.Helper()
	fmt.Fprintf(b, "\n%s\n\n", strings.ToUpper(s.says[:1])+s.says[1:])
	for _, name := range s.embeds {
		fmt.Fprintf(b, "The fields of [%s](%s), and these:\n\n", m[name].heading(), m[name].anchor())
	}
	b.WriteString("| field | holds | meaning |\n|---|---|---|\n")
	for _, f := range s.fields {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.name, m.typeWords(t, f.is, false), strings.ReplaceAll(f.says, "|", `\|`))
	}
}

// jsonIntro is what goes for all shapes.
const jsonIntro = `# JSON

Made from the comments on the shapes in ` + "`ui/cli` by `go test ./docs -run TestJSONPage -update`" + `.

With ` + "`--json`" + ` a command prints one object a line, in UTF-8, and nothing else to standard output. What is said besides, also about what failed, is
a sentence on standard error in the reader's language; the exit code is the same with and without: 0 done, 1 failed, 2 wrong use, 3 partly done.
Where there is nothing to print, nothing is printed.

What goes for all shapes:

- ` + "`v`" + ` is the version of the shape. It is raised when a field goes or means something else; that is told in the [changelog](changelog.md).
  New fields come without that, at any place: pass over what you do not know.
- Every field is always there and none is ever null: what is not known is ` + "`\"\"`, `0` or `[]`" + `.
- Times are RFC 3339 in UTC to the second, ` + "`2025-11-28T08:36:00Z`, or `\"\"`" + `.
- Rubrics are politics, world, economy, incidents, society, science-tech, education, sport, culture, health, environment, conflict, lifestyle, opinion
  and other, in every language of the interface.
- Numbers of stories, sources, accounts and views are never given again.
- Texts are clean: no control characters, nothing that moves a terminal. Addresses are http, https or mailto.

` + "```sh" + `
rubrika news --json is:unread rubric:economy | jq -r '"\(.published)  \(.title)"'
rubrika news --json --limit 0 source:report | jq -r .id | xargs rubrika mark read
rubrika feeds --json | jq -r 'select(.trouble != "") | "\(.title): \(.error)"'
` + "```" + `
`
