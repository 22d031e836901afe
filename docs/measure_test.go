package docs

import (
	"go/ast"
	"go/token"
	"slices"
)

// lines is the number of lines from the first to the last of a node.
func lines(fset *token.FileSet, n ast.Node) int {
	return fset.Position(n.End()).Line - fset.Position(n.Pos()).Line + 1
}

// complexity is the cyclomatic complexity of a function, closures included:
// one, and one more for each if, loop, case and each && and ||.
func complexity(fn *ast.FuncDecl) int {
	n := 1
	ast.Inspect(fn, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if x.List != nil {
				n++
			}
		case *ast.CommClause:
			if x.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if x.Op == token.LAND || x.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// isTable reports whether a function is nothing but literals: no branch, no
// closure, and at most ten lines that are not part of a literal.
func isTable(fset *token.FileSet, fn *ast.FuncDecl) bool {
	if complexity(fn) > 1 || hasClosure(fn) {
		return false
	}
	rest := lines(fset, fn)
	ast.Inspect(fn, func(node ast.Node) bool {
		lit, ok := node.(*ast.CompositeLit)
		if ok {
			rest -= lines(fset, lit) - 1
		}
		return !ok
	})
	return rest <= 10
}

func hasClosure(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(node ast.Node) bool {
		if _, ok := node.(*ast.FuncLit); ok {
			found = true
		}
		return !found
	})
	return found
}

// root strips indices, fields, brackets and stars from an expression.
func root(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		default:
			return e
		}
	}
}

// called returns the package word and name of a call: "slices", "Sort"; the
// word is empty for a plain function.
func called(c *ast.CallExpr) (pkg, name string) {
	switch fn := c.Fun.(type) {
	case *ast.Ident:
		return "", fn.Name
	case *ast.SelectorExpr:
		if id, ok := fn.X.(*ast.Ident); ok {
			return id.Name, fn.Sel.Name
		}
		return "?", fn.Sel.Name
	}
	return "", ""
}

// written returns the expressions that a node changes: targets of
// assignments, what is deleted from, cleared, copied into, sorted, or whose
// address is taken.
func written(n ast.Node) []ast.Expr {
	switch x := n.(type) {
	case *ast.AssignStmt:
		if x.Tok != token.DEFINE {
			return x.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{x.X}
	case *ast.RangeStmt:
		if x.Tok == token.ASSIGN {
			return []ast.Expr{x.Key, x.Value}
		}
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return []ast.Expr{x.X}
		}
	case *ast.CallExpr:
		pkg, name := called(x)
		inPlace := []string{"delete", "clear", "copy", "slices.Sort", "slices.SortFunc", "slices.SortStableFunc", "slices.Reverse", "sort.Strings", "sort.Slice", "sort.Ints", "maps.Copy"}
		if pkg != "" {
			name = pkg + "." + name
		}
		if slices.Contains(inPlace, name) && len(x.Args) > 0 {
			return x.Args[:1]
		}
	}
	return nil
}
