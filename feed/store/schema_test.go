package store

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A store that is made at once is the one that the steps make one by one. Who
// adds a step changes schema.sql, too: a column goes to the end of its table, as
// ALTER TABLE puts it there, all else to the end of the file.
func TestANewStoreIsWhatTheStepsMake(t *testing.T) {
	t.Parallel()
	old := filepath.Join(t.TempDir(), "old.db")
	bare(t, old, must[[]string](t)(migrations())...)
	fresh := filepath.Join(t.TempDir(), "new.db")
	openAt(t, fresh, Options{})
	got, want := shape(t, fresh), shape(t, old)
	if len(want) < 50 {
		t.Fatalf("the steps make %d things", len(want))
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("schema.sql makes\n%s\nthe steps make\n%s", slices.Concat(got, []string{"nothing more"})[i], slices.Concat(want, []string{"nothing more"})[i])
		}
	}
}

// shape is all that the schema of a file says, in its order, without comments and
// however it is laid out.
func shape(t *testing.T, path string) []string {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path))
	defer db.Close()
	comment, blank, joint := regexp.MustCompile(`--.*`), regexp.MustCompile(`\s+`), regexp.MustCompile(` ?([(),;]) ?`)
	return must[[]string](t)(rows(t.Context(), db, func(scan scanner) (string, error) {
		var kind, name, table, text string
		err := scan(&kind, &name, &table, &text)
		text = blank.ReplaceAllString(comment.ReplaceAllString(text, ""), " ")
		// What was renamed is quoted from then on.
		text = strings.Replace(text, `CREATE TABLE "`+name+`"`, "CREATE TABLE "+name, 1)
		return strings.Join([]string{kind, name, table, joint.ReplaceAllString(text, "$1")}, " "), err
	}, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY rowid"))
}
