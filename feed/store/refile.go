package store

import (
	"encoding/json"

	"rubrika/feed"
)

// refiledAtOnce is how many items of a source get its new rubric in the same
// transaction as the source, some 100 ms of work. With more of them, the rest
// follows with the rules: see judge.go.
const refiledAtOnce = 1000

// patchesRubric reports whether a change of a source, an object of its columns,
// is one of its rubric.
func patchesRubric(patch string) (bool, error) {
	columns := map[string]json.RawMessage{}
	err := json.Unmarshal([]byte(patch), &columns)
	_, ok := columns["rubric"]
	return ok, err
}

// refiled has the stored items of a source take over its rubric, after that
// changed by the given patch. Rules may ask for rubrics, and are asked again.
func (f *filing) refiled(source int64, patch string) error {
	if ok, err := patchesRubric(patch); err != nil || !ok {
		return err
	}
	return f.refileAll(source)
}

// refileAll is refile of all items of a source, some of them later.
func (f *filing) refileAll(source int64) error {
	n, err := f.refile(source, [2]int64{0, maxID}, refiledAtOnce)
	if err != nil || n == 0 {
		return err
	}
	_, err = f.exec(`INSERT INTO judging(source, upto, anew) SELECT ?1, max(id), 1 FROM item INDEXED BY item_source WHERE source = ?1
			AND (?2 OR EXISTS (SELECT 1 FROM view WHERE kind <> 'view')) HAVING max(id) IS NOT NULL
		ON CONFLICT DO UPDATE SET upto = max(upto, excluded.upto), anew = 1`, source, n == refiledAtOnce)
	return err
}

// maxID is more than any id.
const maxID = 1<<63 - 1

// refile files at most n items of a source, with ids from one to another, under
// its rubric: the reader's, else the one its document stated. Those for which
// there is other evidence stay where they are, the reader's own filings among
// them. It reports how many changed.
func (f *filing) refile(source int64, span [2]int64, n int) (int, error) {
	var rubric feed.Rubric
	err := f.get("SELECT coalesce(nullif(rubric, ''), cursor ->> '$.rubric', '') FROM source WHERE id = ?", []any{source}, &rubric)
	if err != nil {
		return 0, err
	}
	if rubric == "" { // the document says what it is about, unless it is of a time when that was not kept
		_, err = f.exec("UPDATE source SET cursor = json_remove(cursor, '$.etag', '$.last_modified', '$.digest') WHERE id = ?", source)
		if err != nil {
			return 0, err
		}
	}
	rubric, why := bySource(rubric)
	// Without half of its digest an item is filed by the next document that has it.
	return f.exec(`UPDATE item SET rubrics = (`+ruled+`) | ?1, filed = ?2, why_kind = ?3, why_text = ?4,
			digest = unhex(substr(hex(digest), 1, 32) || '0000000000000000' || substr(hex(digest), 49)) WHERE id IN (
			SELECT id FROM item INDEXED BY item_source WHERE source = ?5 AND id BETWEEN ?6 AND ?7
				AND why_kind IN (?8, ?9, '') AND (filed, why_kind) <> (?2, ?3)
			ORDER BY order_ms DESC, id DESC LIMIT ?10)`,
		mask(rubric), string(rubric), string(why.Kind), why.Text, source, span[0], span[1],
		string(feed.ByFeed), string(feed.ByNothing), n)
}

// bySource is the rubric and the evidence of items of which nothing is known but
// what their source is about.
func bySource(rubric feed.Rubric) (feed.Rubric, feed.Evidence) {
	if !rubric.Valid() || rubric == feed.Other {
		return feed.Other, feed.Evidence{Kind: feed.ByNothing}
	}
	return rubric, feed.Evidence{Kind: feed.ByFeed, Text: string(rubric)}
}
