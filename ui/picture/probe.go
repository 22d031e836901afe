package picture

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// Probe asks the terminal what it can show and learns from its answers. It
// never asks what might be printed as text or obeyed as something else: the
// questions of a protocol go only to terminals that said they know it. Until
// there are answers, and when none come, half blocks are the most it counts
// on.
type Probe struct {
	profile colorprofile.Profile
	plain   bool // a console that answers with rubbish or not at all
	inside  bool // tmux or screen: what they say is not what the reader's terminal can
	asked   [questions]bool

	placeholders bool // by name and version a terminal with Unicode placeholders
	graphics     bool // the Kitty protocol was answered
	sixel        bool
	resized      bool
	cell         uv.Size // of a cell in pixels, as the terminal said
	measured     uv.Size // … and as the system has it
	colors       int
}

// The questions, each asked once.
const (
	askTerminal = iota
	askKitty
	askColors
	questions
)

// kittyQuery asks, for an image of one pixel that is not to be kept, whether
// the protocol is known. The number is only for telling the answer.
const (
	kittyQueryID = 31
	kittyQuery   = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
)

// Other questions: the size of a cell (XTWINOPS), the colours of sixel
// images (XTSMGRAPHICS).
const (
	cellQuery   = "\x1b[16t"
	colorsQuery = "\x1b[?1;1;0S"
)

// NewProbe makes a Probe for a terminal of this many colours. getenv is
// os.Getenv, for TERM and the marks of tmux and screen.
func NewProbe(profile colorprofile.Profile, getenv func(string) string) Probe {
	term := getenv("TERM")
	return Probe{
		profile: profile,
		plain:   term == "dumb" || strings.HasPrefix(term, "linux"),
		inside: getenv("TMUX") != "" || getenv("STY") != "" ||
			strings.HasPrefix(term, "tmux") || strings.HasPrefix(term, "screen"),
	}
}

// Ask returns what is to be written to the terminal now, "" for nothing. Call
// it at the start and after every message that Take was given: an answer may
// lead to a question. The first questions end with one that every terminal
// answers (DA1), so what was not answered till then will not be.
func (p *Probe) Ask() string {
	switch {
	case p.plain || p.profile < colorprofile.ANSI256:
		return ""
	case !p.asked[askTerminal]:
		p.asked[askTerminal] = true
		if p.inside { // the name would be the multiplexer's
			return cellQuery + ansi.RequestPrimaryDeviceAttributes
		}
		return ansi.RequestNameVersion + cellQuery + ansi.RequestPrimaryDeviceAttributes
	case p.placeholders && !p.asked[askKitty]:
		p.asked[askKitty] = true
		return kittyQuery
	case p.sixel && !p.asked[askColors]:
		p.asked[askColors] = true
		return colorsQuery
	case p.resized:
		p.resized = false
		return cellQuery
	}
	return ""
}

// Take learns from a message of Bubble Tea and reports whether it was an
// answer, which nobody else need see. After it, compare Terminal with what it
// was: pictures made for another one are of no use.
func (p *Probe) Take(msg any) bool {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		p.profile = msg.Profile
		return false
	case tea.WindowSizeMsg: // may be of another size of letters
		p.resized = p.sixel
		return false
	case tea.TerminalVersionMsg:
		p.placeholders = !p.inside && hasPlaceholders(msg.Name)
	case uv.PrimaryDeviceAttributesEvent:
		p.sixel = !p.inside && slices.Contains(msg, 4)
	case uv.KittyGraphicsEvent:
		p.graphics = msg.Options.ID == kittyQueryID && string(msg.Payload) == "OK"
	case uv.CellSizeEvent:
		if sane(msg.Width, msg.Height) {
			p.cell = uv.Size(msg)
		}
	case uv.UnknownCsiEvent:
		n, ok := colorsAnswer(string(msg))
		if ok {
			p.colors = n
		}
		return ok
	default:
		return false
	}
	return true
}

// Measure asks the system, not the terminal, for the size of a cell: xterm for
// one does not tell it unless it is set up to. Call it at the start and when
// the window was resized. It learns nothing from what is no terminal.
func (p *Probe) Measure(tty term.File) {
	cells, pixels, err := uv.NewSizeNotifier(tty).GetWindowSize()
	if err != nil || cells.Width < 1 || cells.Height < 1 {
		return
	}
	w, h := pixels.Width/cells.Width, pixels.Height/cells.Height
	if sane(w, h) {
		p.measured = uv.Size{Width: w, Height: h}
	}
}

// sane reports pixels of a cell that can be: letters of 2 are not read, and
// those of 200 fill the screen.
func sane(w, h int) bool { return min(w, h) >= 2 && max(w, h) <= 200 }

// Terminal is what is known of the terminal so far.
func (p Probe) Terminal() Terminal {
	cell := p.cell
	if cell.Width == 0 {
		cell = p.measured
	}
	t := Terminal{CellW: cell.Width, CellH: cell.Height, Colors: p.colors}
	switch {
	case p.plain || p.profile < colorprofile.ANSI256:
	case p.placeholders && p.graphics:
		t.Ability = Kitty
	case p.sixel && cell.Width > 0: // else the picture would cover text
		t.Ability = Sixel
	case p.profile >= colorprofile.TrueColor:
		t.Ability = Blocks
	}
	return t
}

// hasPlaceholders reports the terminals that know Unicode placeholders, by
// the answer to XTVERSION: kitty since 0.28, ghostty.
func hasPlaceholders(name string) bool {
	if strings.HasPrefix(name, "ghostty") {
		return true
	}
	version, ok := strings.CutPrefix(name, "kitty(")
	if !ok {
		return false
	}
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	first, err1 := strconv.Atoi(major)
	second, err2 := strconv.Atoi(strings.TrimRight(minor, ")"))
	return err1 == nil && err2 == nil && (first > 0 || second >= 28)
}

// colorsAnswer reads the answer to colorsQuery, CSI ? 1 ; status ; number S.
func colorsAnswer(s string) (n int, ok bool) {
	s, ok = strings.CutPrefix(s, "\x1b[?1;")
	if ok {
		s, ok = strings.CutSuffix(s, "S")
	}
	if !ok {
		return 0, false
	}
	status, number, _ := strings.Cut(s, ";")
	n, err := strconv.Atoi(number)
	if status != "0" || err != nil || n < 2 {
		return 0, true
	}
	return n, true
}
