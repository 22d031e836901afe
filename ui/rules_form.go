package ui

import (
	"cmp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/page"
	"rubrika/ui/form"
	"rubrika/ui/keys"
	"rubrika/ui/render"
	saved "rubrika/ui/views"
)

// The form of a view or rule: its name, what it does, its filter with what is
// wrong with it, and how many stories that are.

// The fields of the form.
const (
	fieldName   = "name"
	fieldKind   = "kind"
	fieldFilter = "filter"
	fieldPlace  = "place"
)

// inRow and inList are the values of the field of the place.
const (
	inRow  = "row"
	inList = "list"
)

// nameCells is the longest name that is proposed.
const nameCells = 40

type (
	// restsMsg says that typing into the form has rested; selectsMsg tells how
	// many stories the filter in it selects.
	restsMsg   struct{ job int }
	selectsMsg struct {
		job    int
		total  int
		failed bool
	}
)

// openViewForm opens the form of a view, or of a new one.
func (m *Model) openViewForm(v feed.View) {
	w := m.words.Views.Form
	title := w.Edit
	if v.ID == 0 {
		title = w.Add
	}
	kinds := make([]form.Option, 0, 3)
	for _, k := range saved.Kinds() {
		kinds = append(kinds, form.Option{Value: string(k), Label: m.words.ViewKind(k)})
	}
	place := inList
	if v.Bar {
		place = inRow
	}
	m.desk.job.stop()
	m.desk.panel, m.desk.editing = formPanel, feed.Subscription{}
	m.rules.naming, m.rules.editing, m.rules.muting, m.rules.checked = true, v, false, ""
	m.form.Open(title, "", w.Save,
		form.Field{ID: fieldName, Label: w.Name, Hint: w.NameHint, Value: v.Name},
		form.Field{ID: fieldFilter, Label: w.Filter, Hint: w.FilterHint, Value: v.Filter.String()},
		form.Field{ID: fieldKind, Label: w.Kind, Value: string(v.Kind), Options: kinds},
		form.Field{
			ID: fieldPlace, Label: w.Place, Value: place, With: fieldKind, WithValue: string(feed.ViewList),
			Options: []form.Option{{Value: inRow, Label: w.InRow}, {Value: inList, Label: w.InList}},
		},
	)
}

// closeViewForm closes it, and leads back to where it was opened.
func (m *Model) closeViewForm() {
	m.desk.panel, m.rules.naming, m.rules.back = noPanel, false, false
	m.rules.offers.stop()
}

// saveShown opens the form with what the list shows, or with the view that has
// the same filter already.
func (m *Model) saveShown() tea.Cmd {
	var kept tea.Cmd
	if m.scope() == keys.Searching { // what was typed is the question from now on
		kept, _ = m.doSeek(keys.Apply)
	}
	if m.filter.IsZero() {
		return tea.Batch(kept, m.say(m.words.Desk.Why.NoFilter))
	}
	v := feed.View{Kind: feed.ViewList, Filter: unpaged(m.filter), Bar: true}
	for _, old := range m.rules.all {
		if old.Kind == feed.ViewList && !old.Declared && old.Filter.String() == v.Filter.String() {
			v = old
		}
	}
	if v.ID == 0 {
		v.Name = m.proposedName(v.Filter)
	}
	m.openViewForm(v)
	return tea.Batch(kept, m.checkViewForm())
}

// unpaged is a filter without what is no part of a view.
func unpaged(f feed.Filter) feed.Filter {
	f.Sort, f.Before, f.Limit, f.Upto = 0, feed.Position{}, 0, 0
	return f
}

// proposedName is a name for a filter: what it selects, in words.
func (m *Model) proposedName(f feed.Filter) string {
	name := m.words.Selection(m.named(f))
	if whole := strings.Trim(name, "«»“”"); !strings.ContainsAny(whole, "«»“”") {
		name = whole
	}
	return render.Cut(name, nameCells)
}

func (m *Model) doViewForm(a keys.Action) tea.Cmd {
	switch a {
	case keys.Cancel:
		back := m.rules.back
		m.closeViewForm()
		m.rules.muting = back
	case keys.Apply:
		if !m.form.Waiting() {
			return m.saveViewForm()
		}
	}
	return nil
}

// typedView is the view as the form has it. With a false ok the form says what
// is wrong.
func (m *Model) typedView() (v feed.View, ok bool) {
	w := m.words.Views.Form
	v = m.rules.editing
	v.Name = page.Line(m.form.Value(fieldName))
	v.Kind = feed.ViewKind(m.form.Value(fieldKind))
	v.Bar = v.Kind == feed.ViewList && m.form.Value(fieldPlace) == inRow
	f, err := feed.ParseFilter(m.form.Value(fieldFilter))
	if err == nil && v.Kind.Rule() && !f.IsZero() {
		err = f.Rule()
	}
	v.Filter = f
	switch {
	case err != nil:
		m.form.Fault(fieldFilter, m.words.Error(err))
	case f.IsZero():
		m.form.Fault(fieldFilter, w.NoFilter)
	case v.Name == "":
		m.form.Fault(fieldName, w.NoName)
	default:
		return v, true
	}
	return v, false
}

func (m *Model) saveViewForm() tea.Cmd {
	v, ok := m.typedView()
	if !ok {
		return nil
	}
	m.form.Busy(m.words.Notices.Saving)
	return m.saveView(v, true)
}

// checkViewForm says what the filter in the form selects, or what is wrong with
// it, while it is typed.
func (m *Model) checkViewForm() tea.Cmd {
	now := m.form.Value(fieldKind) + " " + m.form.Value(fieldFilter)
	if !m.rules.naming || m.rules.checked == now {
		return nil
	}
	m.rules.checked = now
	m.rules.offers.stop()
	kind := feed.ViewKind(m.form.Value(fieldKind))
	f, err := feed.ParseFilter(m.form.Value(fieldFilter))
	if err == nil && kind.Rule() && !f.IsZero() {
		err = f.Rule()
	}
	if err != nil {
		m.form.Note(fieldFilter, m.words.Error(err), !unfinished(err))
		return nil
	}
	if f.IsZero() {
		m.form.Note(fieldFilter, "", false)
		return nil
	}
	m.form.Note(fieldFilter, cmp.Or(m.words.Selection(m.named(f)), m.words.Views.Form.Looking), false)
	n := m.rules.offers.n
	return m.after(countAfter, func(time.Time) tea.Msg { return restsMsg{job: n} })
}

// countForm counts what the filter in the form selects, once typing rests.
func (m *Model) countForm(msg restsMsg) tea.Cmd {
	if msg.job != m.rules.offers.n || !m.rules.naming {
		return nil
	}
	f, err := feed.ParseFilter(m.form.Value(fieldFilter))
	if err != nil {
		return nil
	}
	kind := feed.ViewKind(m.form.Value(fieldKind))
	ctx, n := m.rules.offers.next(m.ctx)
	return func() tea.Msg {
		total, err := m.selects(ctx, kind, f)
		return selectsMsg{job: n, total: total, failed: err != nil}
	}
}

func (m *Model) gotSelects(msg selectsMsg) {
	if msg.job != m.rules.offers.n || msg.failed || !m.rules.naming {
		return
	}
	f, err := feed.ParseFilter(m.form.Value(fieldFilter))
	if err != nil {
		return
	}
	text := m.words.Selects(feed.ViewKind(m.form.Value(fieldKind)), msg.total, m.words.Selection(m.named(f)))
	m.form.Note(fieldFilter, text, false)
}
