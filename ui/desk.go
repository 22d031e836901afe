package ui

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

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
	unasked []feed.SourceID
	// later is what was typed and could not be asked for: once more, it is
	// subscribed to all the same.
	later string

	// Leaving a source of an account cannot be undone, so it is asked for twice:
	// question is the notice that asks, leave the source it asks about, and sure
	// says that a key was pressed while it stood there.
	question int
	leave    feed.SourceID
	sure     bool
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
	fieldWhere   = "where"
	fieldFolder  = "folder"
)

func (m *Model) openAdd() {
	w := m.words.Form
	m.desk.panel, m.desk.editing, m.desk.later = formPanel, feed.Subscription{}, ""
	fields := append([]form.Field{{ID: fieldAddress, Label: w.Address}}, m.whereFields()...)
	m.form.Open(w.Add, w.AddHint, w.Follow, fields...)
}

// whereFields ask where a source is to live; none where there is no account. It
// is beside the selected one unless the reader says otherwise.
func (m *Model) whereFields() []form.Field {
	if len(m.post.accounts) == 0 {
		return nil
	}
	w := m.words.Remote
	where := []form.Option{{Value: "", Label: w.Here}}
	for _, a := range m.post.accounts {
		where = append(where, form.Option{Value: accountWord(a.ID), Label: a.Title})
	}
	at := ""
	if sub, ok := m.sources.Selected(); ok && sub.Account != 0 {
		at = accountWord(sub.Account)
	}
	return []form.Field{
		{ID: fieldWhere, Label: w.Where, Hint: w.WhereHint, Value: at, Options: where},
		{ID: fieldFolder, Label: w.Folder, Hint: w.FolderHint, With: fieldWhere},
	}
}

// accountWord is how a form names an account.
func accountWord(id feed.AccountID) string { return strconv.FormatInt(int64(id), 10) }

// typedSource is what the form of a new source says.
func (m *Model) typedSource() library.NewSource {
	n := library.NewSource{URL: m.form.Value(fieldAddress)}
	if id, err := strconv.ParseInt(m.form.Value(fieldWhere), 10, 64); err == nil { // else it lives here
		n.Account, n.Folder = feed.AccountID(id), m.form.Value(fieldFolder)
	}
	n.Later = n.Account == 0 && n.URL == m.desk.later
	return n
}

func (m *Model) openEdit(sub feed.Subscription) {
	w, l := m.words.Form, m.words.Sources.Labels
	m.desk.panel, m.desk.editing = formPanel, sub
	rubrics := []form.Option{{Value: "", Label: m.words.Sources.None}}
	for _, r := range feed.Rubrics() {
		rubrics = append(rubrics, form.Option{Value: string(r), Label: m.words.Rubric(r)})
	}
	title := form.Field{ID: fieldTitle, Label: l.Title, Hint: w.TitleHint, Value: sub.Title}
	rubric := form.Field{ID: fieldRubric, Label: l.Rubric, Hint: w.RubricHint, Value: string(sub.Rubric), Options: rubrics}
	tags := form.Field{ID: fieldTags, Label: l.Tags, Hint: w.TagsHint, Value: strings.Join(sub.Tags, ", ")}
	lang := form.Field{ID: fieldLang, Label: l.Lang, Hint: w.LangHint, Value: sub.Lang, Options: m.languages(sub.Lang)}
	zone := form.Field{ID: fieldZone, Label: l.Zone, Hint: w.ZoneHint, Value: sub.Zone}
	if sub.Account != 0 {
		title.Hint = m.words.Remote.TitleHint
		folder := form.Field{ID: fieldFolder, Label: m.words.Remote.Folder, Hint: m.words.Remote.FolderHint, Value: sub.Folder}
		m.form.Open(w.Edit, sub.AccountTitle+" · "+sub.Shown(), w.Save, title, folder, rubric, tags, lang, zone)
		return
	}
	every := form.Field{ID: fieldEvery, Label: l.Every, Hint: w.EveryHint, Value: m.words.Interval(sub.Every)}
	agent := form.Field{ID: fieldAgent, Label: l.Agent, Hint: w.AgentHint, Value: sub.Agent}
	m.form.Open(w.Edit, sub.Shown(), w.Save, title, rubric, every, tags, lang, zone, agent)
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
	source := m.typedSource()
	if source.URL == "" {
		m.form.Fault(fieldAddress, m.words.Form.NoAddress)
		return nil
	}
	m.form.Busy(m.words.Form.Looking)
	return m.followTyped(source)
}

// gotFollowed ends adding: done, several to choose from, or why not.
func (m *Model) gotFollowed(msg followedMsg) tea.Cmd {
	current := msg.job == m.desk.job.n && m.desk.panel == formPanel
	f := msg.followed
	switch {
	case msg.err != nil:
		if current {
			m.form.Fault(fieldAddress, m.words.NotAdded("", msg.err)+m.orLater(msg.err))
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
	also := ""
	if f.Source.Account == 0 && f.Source.LastTry.IsZero() {
		also = m.words.CLI.Later
	}
	return m.addedTo(f.Source, feed.Deed{Kind: "subscribe", Source: f.Source.Title, Sources: 1}, also)
}

// orLater says that what cannot be asked for now is subscribed to all the same
// by the same key, and takes note of it. A name like a known one is more likely
// a slip.
func (m *Model) orLater(err error) string {
	source := m.typedSource()
	var e *feed.Error
	switch feed.KindOf(err) {
	case feed.KindOffline, feed.KindTimeout, feed.KindDNS:
		if errors.As(err, &e) && e.Near == "" && source.Account == 0 {
			m.desk.later = source.URL
			return " " + m.words.About(m.words.Form.Later, m.keys.Label(keys.Form, keys.Apply, m.foreign))
		}
	}
	return ""
}

// added shows what was subscribed to and says so.
func (m *Model) added(d feed.Deed, id feed.SourceID, also string) tea.Cmd {
	return m.addedTo(feed.Subscription{ID: id}, d, also)
}

// addedTo is added with the first of the new sources: of one on a server there
// is no undo.
func (m *Model) addedTo(first feed.Subscription, d feed.Deed, also string) tea.Cmd {
	m.desk.show, m.desk.showNew = first.ID, first.ID == 0
	text := m.words.Redone(d)
	if also != "" {
		text += " · " + also
	}
	if first.Account == 0 {
		text += m.undoHint()
	}
	return tea.Batch(m.loadSources(), m.reload(), m.say(text))
}

// askNew asks the sources of a list, of which nothing was read yet, unless
// sources are only asked by a key.
func (m *Model) askNew() tea.Cmd {
	if m.byHand() || m.refreshing {
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
		why = m.words.NotAdded(msg.failed, msg.err)
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
	return m.addedTo(first, feed.Deed{Kind: "subscribe", Source: first.Title, Sources: len(msg.added)}, why)
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
	if !feed.IsZone(zone) {
		m.form.Fault(fieldZone, m.words.About(w.BadZone, feed.NearestZone(zone)))
		return nil
	}
	agent := m.form.Value(fieldAgent)
	if !feed.IsAgent(agent) {
		m.form.Fault(fieldAgent, w.BadAgent)
		return nil
	}
	sub.Title, sub.Rubric, sub.Lang = m.form.Value(fieldTitle), feed.Rubric(m.form.Value(fieldRubric)), m.form.Value(fieldLang)
	sub.Every, sub.Zone, sub.Agent, sub.Tags = every, zone, agent, tags(m.form.Value(fieldTags))
	remote := false
	if sub.Account != 0 {
		sub.Title, sub.Folder = cmp.Or(sub.Title, before.Title), m.form.Value(fieldFolder)
		sub.Every, sub.Agent = before.Every, before.Agent
		remote = sub.Title != before.Title || sub.Folder != before.Folder
	}
	m.form.Busy(m.words.Notices.Saving)
	say := m.words.About(m.words.Sources.Saved, cmp.Or(sub.Title, before.Title))
	return m.edit(sub, change{before: before, form: true, remote: remote, say: say})
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
	followed := map[string]feed.Subscription{}
	for _, s := range m.sources.All() {
		followed[bare(s.URL)] = s
	}
	for _, l := range m.catalogue.Listings() {
		sub, is := followed[bare(l.URL)]
		was := m.catalogue.State(l.URL)
		switch {
		case is:
			m.catalogue.SetTroubled(l.URL, sub.Trouble)
		case was == catalogue.Followed:
			m.catalogue.SetState(l.URL, catalogue.None)
		}
	}
}

// bare is an address without what varies between two spellings of it.
func bare(address string) string {
	_, rest, _ := strings.Cut(strings.ToLower(address), "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
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
		if m.scope() == keys.Catalogue && l.URL == msg.listing.URL && render.Width(m.words.NotAdded("", msg.err))+4 <= m.width {
			return nil // its particulars say so
		}
		return m.say(m.words.NotAdded(msg.listing.Title, msg.err))
	}
	m.catalogue.SetState(msg.listing.URL, catalogue.Followed)
	told := m.added(feed.Deed{Kind: "subscribe", Source: msg.source.Title, Sources: 1}, msg.source.ID, "")
	return tea.Batch(told, m.askUnasked(msg.source.ID))
}

// askUnasked asks sources for the first time, those that came while a refresh
// was running after its end.
func (m *Model) askUnasked(ids ...feed.SourceID) tea.Cmd {
	if m.desk.unasked = append(m.desk.unasked, ids...); m.library.Offline() {
		m.desk.unasked = nil
	}
	if m.refreshing || len(m.desk.unasked) == 0 {
		return nil
	}
	ids, m.desk.unasked = m.desk.unasked, nil
	return m.refresh(false, ids...)
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
