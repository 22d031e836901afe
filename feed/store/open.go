package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"rubrika/feed"

	_ "modernc.org/sqlite" // the database/sql driver
)

//go:embed schema.sql schema/*.sql
var schema embed.FS

// application marks the file as ours in its SQLite header: "rubr".
const application = 0x72756272

// mostLog is the size in bytes that the file beside the store is cut to when all
// of it has been taken over.
const mostLog = 16 << 20

// readers is how many reads run at once. A list and its counts are two.
const readers = 4

// errNewer says that the file was made by a later version of the program.
var errNewer = errors.New("made by a newer version")

// errForeign says that the file is a database of another program.
var errForeign = errors.New("not a store of this program")

// readable is the oldest schema that is read as it is where it cannot be brought
// up to date: what came since is not needed to read.
const readable = 6

// errReading says that an older store was only to be read.
var errReading = errors.New("opened for reading only")

// open makes or checks the file and connects to it.
func (s *Store) open(ctx context.Context, o Options) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	path, err := filepath.Abs(s.path)
	if err != nil {
		return err
	}
	s.path = path
	if o.ReadOnly {
		if _, err := os.Stat(path); err != nil {
			return err
		}
		return s.openReadOnly(ctx, steps, errReading)
	}
	err = touch(path)
	if errors.Is(err, fs.ErrPermission) || isReadOnly(err) {
		return s.openReadOnly(ctx, steps, err)
	}
	if err != nil {
		return err
	}
	s.write, err = connect(path, url.Values{
		"mode": {"rw"}, "_txlock": {"immediate"},
		"_pragma": {
			busy(s.wait), "foreign_keys(1)", "synchronous(NORMAL)", "temp_store(MEMORY)", "journal_size_limit(" + strconv.Itoa(mostLog) + ")",
		},
	}, 1)
	if err != nil {
		return err
	}
	err = migrate(ctx, s.write, steps, s.wait)
	if kindOf(err) == feed.KindDiskFull {
		err = errors.Join(err, s.write.Close())
		s.write = nil
		return s.openReadOnly(ctx, steps, err)
	}
	if err == nil { // from here on begin waits
		_, err = s.write.ExecContext(ctx, "PRAGMA busy_timeout = 0")
	}
	if err == nil {
		s.file, err = os.Stat(path)
	}
	if err != nil {
		return err
	}
	s.reading = url.Values{"mode": {"rw"}, "_pragma": {busy(s.wait), "query_only(1)", "temp_store(MEMORY)"}}
	s.read, err = connect(path, s.reading, readers)
	return err
}

// openReadOnly connects to a store that is there but cannot be written.
// Without leave to write beside it, SQLite reads a WAL file only as immutable.
func (s *Store) openReadOnly(ctx context.Context, steps []string, why error) error {
	if _, err := os.Stat(s.path); err != nil {
		return why
	}
	ways := []url.Values{{"mode": {"ro"}}, {"mode": {"ro"}, "immutable": {"1"}}}
	if errors.Is(why, errReading) { // who could write puts away the two files beside the store
		ways = slices.Insert(ways, 0, url.Values{"mode": {"rw"}})
	}
	var err error
	for _, way := range ways {
		s.reading = way
		s.reading["_pragma"] = []string{"query_only(1)", "temp_store(MEMORY)"}
		s.read, err = connect(s.path, s.reading, readers)
		if err != nil {
			return err
		}
		var v int
		if v, err = version(ctx, s.read, len(steps)); err == nil {
			if v < readable {
				return fmt.Errorf("bring up to date: %w", why)
			}
			return nil
		}
		if errors.Is(err, errNewer) || errors.Is(err, errForeign) {
			return err
		}
		err = errors.Join(err, s.read.Close())
		s.read = nil
	}
	return err
}

// touch makes the file and its folders, and reports whether it can be written.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the reader's own choice of file
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	// SQLite keeps two files beside it while it is open.
	probe, err := os.CreateTemp(filepath.Dir(path), ".write-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

func busy(wait time.Duration) string {
	return "busy_timeout(" + strconv.FormatInt(wait.Milliseconds(), 10) + ")"
}

// connect prepares a pool of at most n connections that never expire.
func connect(path string, q url.Values, n int) (*sql.DB, error) {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… → /C:/…
	}
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// migrations returns the steps from an empty file to the present schema;
// step n makes version n.
func migrations() ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]string, 0, len(names))
	for _, name := range names {
		sql, err := schema.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(sql))
	}
	return steps, nil
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// version returns the schema version of a file, 0 for an empty one.
func version(ctx context.Context, db querier, newest int) (int, error) {
	var v, app, tables int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	switch {
	case app != application && (app != 0 || v != 0 || tables != 0):
		return 0, errForeign
	case v > newest:
		return v, fmt.Errorf("schema %d, known up to %d: %w", v, newest, errNewer)
	}
	return v, nil
}

// migrate brings the file to the newest version, all steps in one transaction.
// Nothing is written to a file that is newer or not ours.
func migrate(ctx context.Context, db *sql.DB, steps []string, wait time.Duration) error {
	v, err := version(ctx, db, len(steps))
	if err != nil {
		return err
	}
	if v == 0 { // before there is a page; see giveBack
		if _, err := db.ExecContext(ctx, "PRAGMA auto_vacuum = INCREMENTAL"); err != nil {
			return err
		}
	}
	if err := logged(ctx, db, wait); err != nil {
		return err
	}
	if v == len(steps) {
		return nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := upgrade(ctx, tx, steps); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

// logged puts the file into WAL mode. SQLite does not wait when another process
// does the same at this moment, so this tries again until wait has passed.
func logged(ctx context.Context, db *sql.DB, wait time.Duration) error {
	for end := time.Now().Add(wait); ; {
		var mode string
		err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
		if err == nil && mode != "wal" {
			_, err = db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		}
		if kindOf(err) != feed.KindBusy || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// upgrade reads the version again under the lock: another process may have
// been first.
func upgrade(ctx context.Context, tx *sql.Tx, steps []string) error {
	v, err := version(ctx, tx, len(steps))
	if err != nil {
		return err
	}
	todo := steps[v:]
	if v == 0 { // nothing to carry over
		whole, err := schema.ReadFile("schema.sql")
		if err != nil {
			return err
		}
		todo = []string{string(whole)}
	}
	for i, step := range todo {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("schema %d: %w", v+i+1, err)
		}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d",
		application, len(steps)))
	return err
}

// isReadOnly reports whether err says that the file system takes no writes.
func isReadOnly(err error) bool { return kindOf(err) == feed.KindReadOnly }
