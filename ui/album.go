package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rubrika/feed"
	"rubrika/ui/article"
	"rubrika/ui/picture"
	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// The pictures of the open article and of the preview. They are fetched one
// after the other, only while they are wanted on the screen, and few are kept.

// keptPictures is how many pictures are kept ready. One takes up to some two
// megabytes, as cells or as a palette image.
const keptPictures = 12

// album is what the model knows of pictures.
type album struct {
	probe  picture.Probe
	on     bool
	busy   bool
	ready  []plate          // the oldest first
	failed map[string]error // by address, in this run
	aside  feed.ID          // the story of the preview that the cursor rests on

	painted []article.Placed // sixel pictures on the screen
	paints  int              // numbers the paintings
}

// plate is a picture made ready for one size.
type plate struct {
	url        string
	cols, rows int
	picture    picture.Picture
}

type (
	// pictureMsg brings a picture, or why there is none.
	pictureMsg struct {
		url        string
		cols, rows int
		picture    picture.Picture
		err        error
	}
	paintMsg struct{ n int }
)

// learn takes in what the terminal answers about pictures; ours reports that
// the message was for nobody else.
func (m *Model) learn(msg tea.Msg) (cmd tea.Cmd, ours bool) {
	if _, ok := msg.(tea.ResumeMsg); ok { // the screen was another one's, and its pictures may be gone
		return m.forgetPictures(), false
	}
	before := m.album.probe.Terminal()
	if _, ok := msg.(tea.WindowSizeMsg); ok && m.tty != nil {
		m.album.probe.Measure(m.tty)
	}
	ours = m.album.probe.Take(msg)
	if m.album.probe.Terminal() == before {
		return m.question(), ours
	}
	forget := m.forgetPictures()
	m.glanceAgain()
	if m.view == viewArticle {
		return tea.Batch(m.question(), forget, m.layOutAgain()), ours
	}
	return tea.Batch(m.question(), forget), ours
}

// question is what the terminal is still to be asked.
func (m *Model) question() tea.Cmd {
	if !m.album.on {
		return nil
	}
	if ask := m.album.probe.Ask(); ask != "" {
		return tea.Raw(ask)
	}
	return nil
}

// showing reports whether pictures are shown at all.
func (m *Model) showing() bool {
	return m.album.on && m.album.probe.Terminal().Ability != picture.Words
}

// pictured is the page whose pictures are wanted now, nil for none.
func (m *Model) pictured() *article.Screen {
	switch {
	case !m.showing() || m.scope() != m.baseScope():
		return nil
	case m.view == viewArticle:
		return &m.article
	case m.previewing() && m.album.aside != 0 && m.album.aside == m.preview.Article().ID:
		return &m.preview
	}
	return nil
}

// hang puts the pictures that are ready on the page and asks for the next
// one; it is asked after every message.
func (m *Model) hang() tea.Cmd {
	page := m.pictured()
	if page == nil {
		return m.paint()
	}
	cols, rows := page.Room()
	images := page.Article().Images
	for _, n := range page.Wants() {
		if n < 1 || n > len(images) {
			continue
		}
		address := images[n-1].URL
		if p, ok := m.plateOf(address, cols, rows); ok {
			page.SetPicture(n, p.Lines)
			continue
		}
		if why := m.album.failed[address]; why != nil {
			page.SetPicture(n, []string{m.theme.Style(theme.Faint).Render(render.Cut("["+m.words.NoPicture(why)+"]", cols))})
			continue
		}
		if m.album.busy {
			continue
		}
		m.album.busy = true
		return tea.Batch(m.fetchPicture(address, cols, rows), m.paint())
	}
	return m.paint()
}

func (m *Model) plateOf(address string, cols, rows int) (picture.Picture, bool) {
	for _, p := range m.album.ready {
		if p.url == address && p.cols == cols && p.rows == rows {
			return p.picture, true
		}
	}
	return picture.Picture{}, false
}

// fetchPicture brings one picture and makes it ready for a size.
func (m *Model) fetchPicture(address string, cols, rows int) tea.Cmd {
	terminal, look := m.album.probe.Terminal(), m.theme
	return func() tea.Msg {
		msg := pictureMsg{url: address, cols: cols, rows: rows}
		data, err := m.library.Picture(m.ctx, address)
		if err != nil {
			msg.err = err
			return msg
		}
		img, err := picture.Decode(m.ctx, data)
		if err != nil {
			msg.err = err
			return msg
		}
		msg.picture = picture.Make(img, terminal, look, cols, rows)
		return msg
	}
}

// gotPicture keeps a picture; the oldest leaves.
func (m *Model) gotPicture(msg pictureMsg) tea.Cmd {
	if m.ctx.Err() != nil { // the program is being left: no more is sent
		return nil
	}
	m.album.busy = false
	if msg.err != nil {
		if m.album.failed == nil {
			m.album.failed = map[string]error{}
		}
		m.album.failed[msg.url] = msg.err
		return nil
	}
	m.album.ready = append(m.album.ready, plate{msg.url, msg.cols, msg.rows, msg.picture})
	if send := m.thin() + msg.picture.Send(); send != "" {
		return tea.Raw(send)
	}
	return nil
}

// thin takes the oldest pictures off the pages when there are too many, and
// returns what takes them out of the terminal. The newest stays, and so do
// those that the reader sees or is about to: of small ones there may be many.
func (m *Model) thin() (forget string) {
	page := &m.preview
	if m.view == viewArticle {
		page = &m.article
	}
	near := page.Near()
	for i := 0; i < len(m.album.ready)-1 && len(m.album.ready) > keptPictures; {
		p := m.album.ready[i]
		if slices.ContainsFunc(near, func(at article.Placed) bool { return p.hangs(page, at) }) {
			i++
			continue
		}
		forget += p.picture.Forget()
		m.album.ready = slices.Delete(m.album.ready, i, i+1)
		m.article.TakePictures(p.url)
		m.preview.TakePictures(p.url)
	}
	return forget
}

// hangs reports whether a plate is what is seen at a place of a page.
func (p plate) hangs(page *article.Screen, at article.Placed) bool {
	images := page.Article().Images
	return at.N >= 1 && at.N <= len(images) && images[at.N-1].URL == p.url &&
		p.picture.Cols == at.Cols && p.picture.Rows == at.Rows
}

// togglePictures shows pictures, or their names. Those that failed are tried
// once more.
func (m *Model) togglePictures() tea.Cmd {
	if m.album.probe.Terminal().Ability == picture.Words {
		return m.say(m.words.Desk.Why.Terminal)
	}
	text := m.words.Desk.On
	if m.album.on {
		text = m.words.Desk.Off
	}
	return tea.Batch(m.showPictures(!m.album.on), m.say(text))
}

// showPictures shows pictures, or names them.
func (m *Model) showPictures(on bool) tea.Cmd {
	m.album.on, m.album.failed = on, nil
	forget := m.forgetPictures()
	m.glanceAgain()
	if m.view == viewArticle {
		return tea.Batch(forget, m.layOutAgain())
	}
	return forget
}

// forgetPictures takes all pictures off the page and out of the terminal.
func (m *Model) forgetPictures() tea.Cmd {
	forget := ""
	for _, p := range m.album.ready {
		forget += p.picture.Forget()
	}
	m.album.ready = nil
	m.article.TakePictures("")
	m.preview.TakePictures("")
	if forget == "" {
		return nil
	}
	return tea.Raw(forget)
}

// settleFor is how long the page stands still before sixel pictures are
// painted on it: longer than a frame, so that the cells are there first.
const settleFor = 40 * time.Millisecond

// paint keeps sixel pictures where they belong. The terminal knows them as
// dots and not as cells: the cells under them are drawn like any others, which
// wipes what was there, and the dots are painted over them when the page
// stands still. Sent at once, they would come before the frame they belong to.
func (m *Model) paint() tea.Cmd {
	if m.album.probe.Terminal().Ability != picture.Sixel {
		return nil
	}
	var wanted []article.Placed
	if page := m.pictured(); page != nil {
		wanted = m.uncovered(page)
	}
	if slices.Equal(wanted, m.album.painted) {
		return nil
	}
	m.album.painted = wanted
	m.album.paints++
	n := m.album.paints
	return m.after(settleFor, func(time.Time) tea.Msg { return paintMsg{n: n} })
}

// standsAt is where a page stands on the screen.
func (m *Model) standsAt(page *article.Screen) rect {
	if page == &m.preview {
		return m.layout.preview
	}
	return m.layout.page
}

// uncovered are the pictures of a page without the rows over which a notice
// stands.
func (m *Model) uncovered(page *article.Screen) []article.Placed {
	end := m.layout.status.y - max(0, len(m.noticed())-1) - m.standsAt(page).y
	var out []article.Placed
	for _, p := range page.Placed() {
		if p.To = min(p.To, p.From+end-p.Y); p.From < p.To {
			out = append(out, p)
		}
	}
	return out
}

// gotPaint paints the sixel pictures, if the page has not moved on.
func (m *Model) gotPaint(msg paintMsg) tea.Cmd {
	page := m.pictured()
	if msg.n != m.album.paints || page == nil {
		return nil
	}
	at := m.standsAt(page)
	var b strings.Builder
	for _, p := range m.album.painted {
		i := slices.IndexFunc(m.album.ready, func(ready plate) bool { return ready.hangs(page, p) })
		if i >= 0 {
			dots := m.album.ready[i].picture.Sixel(p.From, p.To)
			b.WriteString(ansi.SaveCursor + ansi.CursorPosition(at.x+p.X+1, at.y+p.Y+1) + dots + ansi.RestoreCursor)
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return tea.Raw(b.String())
}
