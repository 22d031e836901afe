package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"rubrika/feed"
)

// The rules are judged by setting two bits of item.rubrics. Items that are filed
// or changed are judged by all rules in the same transaction; what is stored,
// piece by piece when a rule changed, or the name of a source: table judging
// says what is left. So every item that is not left there has the bits of all
// rules.

const (
	// maxStep and minStep bound how many items one transaction judges, and
	// maxRulings how many it changes: some 50 ms of work at most, so that others
	// may write in between. What a step costs grows with the number of rules.
	maxStep, minStep = 4000, 400
	stepRules        = 20_000
	maxRulings       = 400
	// together is how far apart ids may be to be looked at as one span.
	together = 64
)

// rule is a view that is applied to all items: its bit, and what an item must be
// for it.
type rule struct {
	bit  int64
	cond string
	args []any
}

// rules returns those under a condition, ready to be asked.
func (f *filing) rules(which string) ([]rule, error) {
	list, err := views(f.ctx, f.tx, "kind <> 'view' AND "+which)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var whole feed.Group
	for _, v := range list {
		whole.Any = append(whole.Any, v.Filter)
	}
	a, err := f.s.asker(f.ctx, f.tx, feed.Filter{Groups: []feed.Group{whole}}, "true")
	if err != nil {
		return nil, err
	}
	out := make([]rule, len(list))
	for i, v := range list {
		out[i].bit = mutedBit
		if v.Kind == feed.ViewWatch {
			out[i].bit = watchedBit
		}
		out[i].cond, out[i].args = a.condition(v.Filter)
	}
	return out, nil
}

// judge applies the rules to items that were filed or changed, after their words
// are indexed.
func (f *filing) judge(ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	var some bool
	if err := f.get("SELECT EXISTS (SELECT 1 FROM view WHERE kind <> 'view')", nil, &some); err != nil || !some {
		return err
	}
	rules, err := f.rules("true")
	if err != nil {
		return err
	}
	ids = slices.Sorted(slices.Values(ids))
	for len(ids) > 0 {
		n := 1
		for n < len(ids) && ids[n]-ids[n-1] <= together {
			n++
		}
		found, err := f.rulings(rules, docket{span: [2]int64{ids[0], ids[n-1]}, anew: true})
		if err != nil {
			return err
		}
		if err := f.pass(found); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// judgeArrivals judges what was filed and differs from what was there.
func (f *filing) judgeArrivals(arrivals []*arrival) error {
	var ids []int64
	for _, a := range arrivals {
		if a.moved {
			ids = append(ids, a.item)
		}
	}
	return f.judge(ids)
}

// docket is what is judged: the items of a source, or of all for 0, with ids
// from one to another. With anew all rules are asked; else some, and what the
// others said stays.
type docket struct {
	source int64
	span   [2]int64
	anew   bool
}

// items is the docket as the head of a query.
func (d docket) items() string {
	from := fmt.Sprintf("item INDEXED BY item_arrival WHERE id BETWEEN %d AND %d", d.span[0], d.span[1])
	if d.source != 0 {
		from += fmt.Sprintf(" AND source = %d", d.source)
	}
	return from
}

// ruling is what an item's bits are to be.
type ruling struct{ item, bits int64 }

// rulings asks rules about the items of a docket, and returns those whose bits
// change, the newest first.
func (f *filing) rulings(rules []rule, d docket) ([]ruling, error) {
	have, want := map[int64]int64{}, map[int64]int64{}
	_, err := rows(f.ctx, f.tx, func(scan scanner) (none struct{}, err error) {
		var item, bits int64
		err = scan(&item, &bits)
		have[item] = bits
		return none, err
	}, "SELECT id, "+ruled+" FROM "+d.items()+" AND "+ruled+" <> 0")
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		_, err := rows(f.ctx, f.tx, func(scan scanner) (none struct{}, err error) {
			var item int64
			err = scan(&item)
			want[item] |= r.bit
			return none, err
		}, "SELECT id FROM "+d.items()+" AND ("+r.cond+")", bound(r.args, d.span)...)
		if err != nil {
			return nil, err
		}
	}
	var out []ruling
	for item, bits := range want {
		if !d.anew {
			bits |= have[item]
		}
		if bits != have[item] {
			out = append(out, ruling{item, bits})
		}
	}
	for item := range have {
		if d.anew && want[item] == 0 {
			out = append(out, ruling{item, 0})
		}
	}
	slices.SortFunc(out, func(a, b ruling) int { return cmp.Compare(b.item, a.item) })
	return out, nil
}

// pass writes rulings.
func (f *filing) pass(list []ruling) error {
	for _, r := range list {
		if _, err := f.exec("UPDATE item SET rubrics = (rubrics & ?) | ? WHERE id = ?", rubricMask, r.bits, r.item); err != nil {
			return err
		}
	}
	return nil
}

// reopen has what is stored judged after a view changed: by the new rule alone
// where no other one changes what was said.
func (f *filing) reopen(id feed.ViewID, before, after *saved) error {
	if !before.rule() && !after.rule() || before.rule() && after.rule() && before.Kind == after.Kind && before.Filter == after.Filter {
		return nil
	}
	_, err := f.exec(`INSERT INTO judging(source, upto, anew) SELECT 0, max(id), ? FROM item HAVING max(id) IS NOT NULL
		ON CONFLICT DO UPDATE SET upto = excluded.upto, anew = max(anew, excluded.anew)`, before.rule())
	if err != nil {
		return err
	}
	_, err = f.exec("UPDATE view SET pending = kind <> 'view' AND EXISTS (SELECT 1 FROM judging WHERE source = 0) WHERE id = ?", int64(id))
	if err != nil || !after.rule() || after.Kind != feed.ViewWatch {
		return err
	}
	return f.watchFromNow(id)
}

// Judge implements feed.Store. It works in transactions of its own, so that it
// goes on where it was when the program ends, whoever calls it next.
func (s *Store) Judge(ctx context.Context, n int) (changed int, more bool, err error) {
	const op = "apply rules"
	err = s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM judging)").Scan(&more)
	if err != nil {
		return 0, false, s.fail(op, err)
	}
	for more && n > 0 {
		looked, turned := 0, 0
		err := s.change(ctx, op, func(tx *sql.Tx) (err error) {
			looked, turned, more, err = s.filing(ctx, tx, 0).judgeStored(n)
			return err
		})
		if err != nil {
			return changed, true, err
		}
		changed, n = changed+turned, n-max(looked, 1)
	}
	return changed, more, nil
}

// judgeStored judges at most n items of those that are left. It reports how
// many it looked at and changed, and whether some are left.
func (f *filing) judgeStored(n int) (looked, changed int, more bool, err error) {
	var d docket
	err = f.get("SELECT source, upto, anew FROM judging ORDER BY source LIMIT 1", nil, &d.source, &d.span[1], &d.anew)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, false, nil
	}
	if err != nil {
		return 0, 0, false, err
	}
	which := "pending <> 0"
	if d.anew {
		which = "true"
	}
	rules, err := f.rules(which)
	if err != nil {
		return 0, 0, false, err
	}
	n = min(n, max(minStep, min(maxStep, stepRules/max(1, len(rules)))))
	if d.source != 0 { // it may have another rubric
		n = min(n, minStep)
	}
	if looked, err = f.begin(&d, n); err != nil {
		return 0, 0, false, err
	}
	if d.source != 0 {
		if _, err := f.refile(d.source, d.span, n); err != nil {
			return 0, 0, false, err
		}
	}
	found, err := f.rulings(rules, d)
	if err != nil {
		return 0, 0, false, err
	}
	done := looked < n
	if len(found) > maxRulings {
		found, done = found[:maxRulings], false
		d.span[0] = found[maxRulings-1].item
	}
	if err := f.pass(found); err != nil {
		return 0, 0, false, err
	}
	if more, err = f.adjourn(d, done); err != nil {
		return 0, 0, false, err
	}
	return looked, len(found), more, nil
}

// begin sets the beginning of a docket so that it has at most n items, and
// returns how many it has.
func (f *filing) begin(d *docket, n int) (int, error) {
	from := "item INDEXED BY item_arrival WHERE id <= ?1"
	if d.source != 0 {
		from = "item INDEXED BY item_source WHERE source = ?3 AND id <= ?1"
	}
	args := []any{d.span[1], n}
	if d.source != 0 {
		args = append(args, d.source)
	}
	var count int
	err := f.get("SELECT coalesce(min(id), 0), count(*) FROM (SELECT id FROM "+from+" ORDER BY id DESC LIMIT ?2)", args, &d.span[0], &count)
	return count, err
}

// adjourn remembers how far the judging of a docket is, and reports whether
// anything is left to judge.
func (f *filing) adjourn(d docket, done bool) (more bool, err error) {
	if !done {
		_, err := f.exec("UPDATE judging SET upto = ? WHERE source = ?", d.span[0]-1, d.source)
		return true, err
	}
	if _, err := f.exec("DELETE FROM judging WHERE source = ?", d.source); err != nil {
		return false, err
	}
	if d.source == 0 {
		if _, err := f.exec("UPDATE view SET pending = 0 WHERE pending <> 0"); err != nil {
			return false, err
		}
	}
	err = f.get("SELECT EXISTS (SELECT 1 FROM judging)", nil, &more)
	return more, err
}
