package store

import (
	"context"
	"database/sql"
)

// maxKept is more statements than filings have.
const maxKept = 200

// statements are those of filings, prepared once for the connection that writes:
// for a source that has nothing new that is half of the work. Whose turn it is to
// write has them.
type statements struct {
	ready  map[string]*sql.Stmt
	wanted []string
}

// get returns a statement, or nil the first time.
func (k *statements) get(query string) *sql.Stmt {
	stmt := k.ready[query]
	if stmt == nil {
		k.wanted = append(k.wanted, query)
	}
	return stmt
}

// prepare makes those ready that were wanted, when the transaction is over and
// the connection free. One that cannot be is prepared in each transaction.
func (k *statements) prepare(ctx context.Context, db *sql.DB) {
	for _, query := range k.wanted {
		if k.ready[query] != nil || len(k.ready) >= maxKept {
			continue
		}
		stmt, err := db.PrepareContext(ctx, query) //nolint:sqlclosecheck // closed with the connection
		if err != nil {
			break
		}
		if k.ready == nil {
			k.ready = map[string]*sql.Stmt{}
		}
		k.ready[query] = stmt
	}
	k.wanted = k.wanted[:0]
}
