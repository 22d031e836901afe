package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/ui/catalogue"
	"rubrika/ui/form"
	"rubrika/ui/keys"
	"rubrika/ui/render"
)

// Where sources are added and edited: the form, the choice among the feeds of
// a site, and the catalogue.

// panel is what lies over the view of sources.
type panel int

const (
	noPanel panel = iota
	formPanel
	foundPanel
)

// desk is what is being added or edited.
type desk struct {
	panel   panel
	job     job
	editing feed.Subscription // the zero one: a new source
	choices []feed.Found
	show    feed.SourceID // to be selected as soon as it is listed
	showNew bool          // the first that was not there before is to be
}

// The fields of the forms.
const (
	fieldAddress = "address"
	fieldTitle   = "title"
	fieldRubric  = "rubric"
	fieldEvery   = "every"
	fieldAgent   = "agent"
	fieldZone    = "zone"
	fieldLang    = "lang"
	fieldTags    = "tags"
)

func (m *Model) openAdd() {
	w := m.words.Form
	m.desk.panel, m.desk.editing = formPanel, feed.Subscription{}
	m.form.Open(w.Add, w.AddHint, w.Follow, form.Field{ID: fieldAddress, Label: w.Address})
}

func (m *Model) openEdit(sub feed.Subscription) {
	w, l := m.words.Form, m.words.Sources.Labels
	m.desk.panel, m.desk.editing = formPanel, sub
	rubrics := []form.Option{{Value: "", Label: m.words.Sources.None}}
	for _, r := range feed.Rubrics() {
		rubrics = append(rubrics, form.Option{Value: string(r), Label: m.words.Rubric(r)})
	}
	m.form.Open(w.Edit, sub.URL, w.Save,
		form.Field{ID: fieldTitle, Label: l.Title, Hint: w.TitleHint, Value: sub.Title},
		form.Field{ID: fieldRubric, Label: l.Rubric, Hint: w.RubricHint, Value: string(sub.Rubric), Options: rubrics},
		form.Field{ID: fieldEvery, Label: l.Every, Hint: w.EveryHint, Value: m.words.Interval(sub.Every)},
		form.Field{ID: fieldTags, Label: l.Tags, Hint: w.TagsHint, Value: strings.Join(sub.Tags, ", ")},
		form.Field{ID: fieldLang, Label: l.Lang, Hint: w.LangHint, Value: sub.Lang, Options: m.languages(sub.Lang)},
		form.Field{ID: fieldZone, Label: l.Zone, Hint: w.ZoneHint, Value: sub.Zone},
		form.Field{ID: fieldAgent, Label: l.Agent, Hint: w.AgentHint, Value: sub.Agent},
	)
}

// languages are those of the catalogue and own, by name, after none.
func (m *Model) languages(own string) []form.Option {
	codes := []string{own}
	for _, l := range m.library.Catalogue() {
		codes = append(codes, l.Lang)
	}
	slices.Sort(codes)
	var out []form.Option
	for _, code := range slices.Compact(codes) {
		if code != "" {
			out = append(out, form.Option{Value: code, Label: m.words.Language(code)})
		}
	}
	slices.SortFunc(out, func(a, b form.Option) int { return cmp.Compare(a.Label, b.Label) })
	return append([]form.Option{{Value: "", Label: m.words.Sources.None}}, out...)
}

func (m *Model) doForm(a keys.Action) tea.Cmd {
	switch a {
	case keys.Cancel:
		m.desk.panel = noPanel
		m.desk.job.stop()
	case keys.Apply:
		switch {
		case m.form.Waiting():
		case m.desk.editing.ID != 0:
			return m.saveEdit()
		default:
			return m.add()
		}
	}
	return nil
}

// add follows what was typed.
func (m *Model) add() tea.Cmd {
	address := m.form.Value(fieldAddress)
	if address == "" {
		m.form.Fault(fieldAddress, m.words.Form.NoAddress)
		return nil
	}
	m.form.Busy(m.words.Form.Looking)
	return m.followTyped(address)
}

// gotFollowed ends adding: done, several to choose from, or why not.
func (m *Model) gotFollowed(msg followedMsg) tea.Cmd {
	current := msg.job == m.desk.job.n && m.desk.panel == formPanel
	f := msg.followed
	switch {
	case msg.err != nil:
		if current {
			m.form.Fault(fieldAddress, m.words.Failed("", msg.err))
		}
		return nil
	case len(f.Choices) > 0:
		if current {
			m.openFound(f.Choices)
		}
		return nil
	case f.List != nil && f.List.Added == 0:
		if current {
			m.form.Fault(fieldAddress, m.words.Trouble(feed.KindExists))
		}
		return nil
	}
	if current {
		m.desk.panel = noPanel
	}
	if l := f.List; l != nil {
		return tea.Batch(m.added(l.Deed, 0, m.words.Listed(l.There, len(l.Skipped))), m.askNew())
	}
	return m.added(feed.Deed{Kind: "subscribe", Source: f.Source.Title, Sources: 1}, f.Source.ID, "")
}

// added shows what was subscribed to and says so.
func (m *Model) added(d feed.Deed, id feed.SourceID, also string) tea.Cmd {
	m.desk.show, m.desk.showNew = id, id == 0
	text := m.words.Redone(d)
	if also != "" {
		text += " · " + also
	}
	return tea.Batch(m.loadSources(), m.reload(), m.say(text+m.undoHint()))
}

// askNew asks the sources of a list, of which nothing was read yet, unless
// sources are only asked by a key.
func (m *Model) askNew() tea.Cmd {
	if m.demo || m.config.Refresh <= 0 || m.refreshing {
		return nil
	}
	return m.refresh(false)
}

// openFound asks which of several feeds is meant.
func (m *Model) openFound(choices []feed.Found) {
	m.desk.panel = foundPanel
	m.desk.choices = nil
	var items []form.Item
	for _, c := range choices {
		address := page.Link(c.URL, "")
		if address == "" {
			continue
		}
		m.desk.choices = append(m.desk.choices, c)
		items = append(items, form.Item{Title: c.Title, Note: address})
	}
	m.found.Open(m.words.Form.Several, m.words.Form.Follow, items)
}

func (m *Model) doFound(a keys.Action) tea.Cmd {
	switch a {
	case keys.Cancel: // back to what was typed
		m.desk.job.stop()
		m.backToForm("")
	case keys.Apply:
		if m.found.Waiting() {
			return nil
		}
		var picked []feed.Found
		for _, i := range m.found.Picked() {
			picked = append(picked, m.desk.choices[i])
		}
		if len(picked) > 0 {
			m.found.Busy(m.words.Form.Subscribing)
			return m.followPicked(picked)
		}
	}
	return nil
}

// backToForm shows the form again with what was typed.
func (m *Model) backToForm(fault string) {
	m.desk.panel = formPanel
	m.form.Fault(fieldAddress, fault)
}

// gotChosen ends the choice. With nothing subscribed to the reader is back in
// the form.
func (m *Model) gotChosen(msg chosenMsg) tea.Cmd {
	current := msg.job == m.desk.job.n && m.desk.panel == foundPanel
	why := ""
	if msg.err != nil {
		why = m.words.Failed(msg.failed, msg.err)
	}
	if len(msg.added) == 0 {
		if current {
			m.backToForm(why)
		}
		return nil
	}
	if current {
		m.desk.panel = noPanel
	}
	first := msg.added[0]
	return m.added(feed.Deed{Kind: "subscribe", Source: first.Title, Sources: len(msg.added)}, first.ID, why)
}

// saveEdit writes what the form of a subscription says.
func (m *Model) saveEdit() tea.Cmd {
	before, w := m.desk.editing, m.words.Form
	sub := before
	every, err := m.words.ParseInterval(m.form.Value(fieldEvery))
	if err != nil {
		m.form.Fault(fieldEvery, w.BadEvery)
		return nil
	}
	zone := m.form.Value(fieldZone)
	if _, err := time.LoadLocation(zone); err != nil {
		m.form.Fault(fieldZone, w.BadZone)
		return nil
	}
	agent := m.form.Value(fieldAgent)
	if strings.ContainsFunc(agent, func(r rune) bool { return r < ' ' || r > '~' }) {
		m.form.Fault(fieldAgent, w.BadAgent)
		return nil
	}
	sub.Title, sub.Rubric, sub.Lang = m.form.Value(fieldTitle), feed.Rubric(m.form.Value(fieldRubric)), m.form.Value(fieldLang)
	sub.Every, sub.Zone, sub.Agent, sub.Tags = every, zone, agent, tags(m.form.Value(fieldTags))
	m.form.Busy(m.words.Notices.Saving)
	return m.edit(sub, change{before: before, form: true, say: m.words.About(m.words.Sources.Saved, cmp.Or(sub.Title, before.Title))})
}

// tags reads a list of words.
func tags(typed string) []string {
	var out []string
	for tag := range strings.SplitSeq(typed, ",") {
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// openCatalogue shows the built-in list, the reader's language first.
func (m *Model) openCatalogue() {
	m.view = viewCatalogue
	all := m.library.Catalogue()
	slices.SortStableFunc(all, func(a, b feed.Listing) int {
		switch {
		case a.Lang == b.Lang:
			return 0
		case a.Lang == m.langCode:
			return -1
		case b.Lang == m.langCode:
			return 1
		}
		return 0
	})
	m.catalogue.Open(all)
	m.markListings()
}

// markListings tells the catalogue which of its feeds are followed.
func (m *Model) markListings() {
	followed := map[string]bool{}
	for _, s := range m.sources.All() {
		followed[bare(s.URL)] = true
	}
	for _, l := range m.catalogue.Listings() {
		is, was := followed[bare(l.URL)], m.catalogue.State(l.URL)
		switch {
		case is:
			m.catalogue.SetState(l.URL, catalogue.Followed)
		case was == catalogue.Followed:
			m.catalogue.SetState(l.URL, catalogue.None)
		}
	}
}

// bare is an address without what varies between two spellings of it.
func bare(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}

func (m *Model) doCatalogue(a keys.Action) tea.Cmd {
	l, ok := m.catalogue.Selected()
	if a != keys.Subscribe || !ok {
		return nil
	}
	switch m.catalogue.State(l.URL) {
	case catalogue.Pending:
		return nil
	case catalogue.Followed:
		for _, s := range m.sources.All() {
			if bare(s.URL) == bare(l.URL) {
				return m.unsubscribe(s)
			}
		}
		return nil
	}
	m.catalogue.SetState(l.URL, catalogue.Pending)
	return m.followListed(l)
}

// gotListed ends subscribing to a feed of the catalogue.
func (m *Model) gotListed(msg listedMsg) tea.Cmd {
	if msg.err != nil {
		why := feed.KindOf(msg.err)
		m.catalogue.SetFailed(msg.listing.URL, why)
		l, _ := m.catalogue.Selected()
		if m.scope() == keys.Catalogue && l.URL == msg.listing.URL && render.Width(m.words.Trouble(why))+4 <= m.width {
			return nil // its particulars say so
		}
		return m.say(m.words.Failed(msg.listing.Title, msg.err))
	}
	m.catalogue.SetState(msg.listing.URL, catalogue.Followed)
	return m.added(feed.Deed{Kind: "subscribe", Source: msg.source.Title, Sources: 1}, msg.source.ID, "")
}

// overField lays the open panel over a page and puts the text cursor where
// something is typed.
func (m *Model) overField(v *tea.View, lines []string) []string {
	at := m.layout.panel
	switch m.baseScope() {
	case keys.Form:
		lines = overlay(lines, m.form.View(), at)
		v.Cursor = within(at, m.form.Cursor())
	case keys.Found:
		lines = overlay(lines, m.found.View(), at)
	case keys.Narrowing:
		v.Cursor = m.sources.Cursor()
	case keys.Catalogue:
		v.Cursor = m.catalogue.Cursor()
	}
	return lines
}

// newSource is what a found feed is subscribed with.
func newSource(f feed.Found) library.NewSource { return library.NewSource{URL: f.URL, Kind: f.Kind} }
