package picture

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// endQuery is asked after each question and answered last, so that a test
// knows when no more will come (tertiary device attributes).
const (
	endQuery  = "\x1b[=c"
	endAnswer = "\x1bP!|00000000\x1b\\"
)

// emulator is a terminal that has recorded answers to questions.
type emulator struct {
	answers map[string]string
	keys    *os.File // where the program reads

	mu    sync.Mutex
	asked strings.Builder
}

func (e *emulator) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked.Write(p)
	for at := range p {
		for question, answer := range e.answers {
			if !bytes.HasPrefix(p[at:], []byte(question)) {
				continue
			}
			if _, err := e.keys.WriteString(answer); err != nil {
				return 0, err
			}
		}
	}
	return len(p), nil
}

// asker is a program that does nothing but ask.
type asker struct {
	probe Probe
	due   int
	other []tea.Msg
}

func (a *asker) ask() tea.Cmd {
	q := a.probe.Ask()
	if q == "" {
		if a.due == 0 {
			return tea.Quit
		}
		return nil
	}
	a.due++
	return tea.Raw(q + endQuery)
}

func (a *asker) Init() tea.Cmd  { return a.ask() }
func (a *asker) View() tea.View { return tea.NewView("") }

func (a *asker) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case uv.TertiaryDeviceAttributesEvent:
		a.due--
		return a, a.ask()
	case tea.KeyPressMsg:
		a.other = append(a.other, msg)
	}
	if a.probe.Take(msg) {
		return a, a.ask()
	}
	return a, nil
}

// probed runs a program at a terminal and returns what its probe knows in the
// end, and what was asked.
func probed(t *testing.T, profile colorprofile.Profile, env, answers map[string]string) (p Probe, asked string) {
	t.Helper()
	in, keys, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = in.Close(), keys.Close() }()
	e := &emulator{answers: map[string]string{endQuery: endAnswer}, keys: keys}
	for q, a := range answers {
		e.answers[q] = a
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	a := &asker{probe: NewProbe(profile, func(name string) string { return env[name] })}
	program := tea.NewProgram(a, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(e), tea.WithoutSignals(),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/0"}), tea.WithColorProfile(profile), tea.WithWindowSize(80, 24))
	if _, err := program.Run(); err != nil {
		t.Fatal(err)
	}
	if len(a.other) > 0 {
		t.Errorf("answers that became keys: %q", a.other)
	}
	return a.probe, e.asked.String()
}

// The questions as they stand in the tables below.
const (
	qName = "\x1b[>q"
	qDA   = "\x1b[c"
)

func TestTerminals(t *testing.T) {
	const rich, poor, sixteen = colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI
	ok := "\x1b_Gi=31;OK\x1b\\"
	for _, c := range []struct {
		name    string
		profile colorprofile.Profile
		env     map[string]string
		answers map[string]string
		want    Terminal
	}{
		{
			"kitty 0.31", rich,
			map[string]string{"TERM": "xterm-kitty"},
			map[string]string{qName: "\x1bP>|kitty(0.31.0)\x1b\\", kittyQuery: ok, cellQuery: "\x1b[6;18;9t", qDA: "\x1b[?62;c"},
			Terminal{Kitty, 9, 18, 0},
		},
		{
			"kitty 0.43 over ssh, 256 colours", poor,
			map[string]string{"TERM": "xterm-256color"},
			map[string]string{qName: "\x1bP>|kitty(0.43.1)\x1b\\", kittyQuery: ok, cellQuery: "\x1b[6;40;20t", qDA: "\x1b[?62;52;c"},
			Terminal{Kitty, 20, 40, 0},
		},
		{
			"kitty before placeholders", rich, nil,
			map[string]string{qName: "\x1bP>|kitty(0.27.1)\x1b\\", kittyQuery: ok, cellQuery: "\x1b[6;18;9t", qDA: "\x1b[?62;c"},
			Terminal{Blocks, 9, 18, 0},
		},
		{
			"kitty that may show no pictures", rich, nil,
			map[string]string{qName: "\x1bP>|kitty(0.31.0)\x1b\\", kittyQuery: "\x1b_Gi=31;ENOTSUPPORTED:no\x1b\\", qDA: "\x1b[?62;c"},
			Terminal{Blocks, 0, 0, 0},
		},
		{
			"ghostty", rich,
			map[string]string{"TERM": "xterm-ghostty"},
			map[string]string{qName: "\x1bP>|ghostty 1.1.3\x1b\\", kittyQuery: ok, cellQuery: "\x1b[6;34;16t", qDA: "\x1b[?62;22;52c"},
			Terminal{Kitty, 16, 34, 0},
		},
		{
			"xterm as vt340", poor, nil,
			map[string]string{qName: "\x1bP>|XTerm(390)\x1b\\", cellQuery: "\x1b[6;19;9t", qDA: "\x1b[?63;1;2;4;6;9;15;16;22;28;29c", colorsQuery: "\x1b[?1;0;16S"},
			Terminal{Sixel, 9, 19, 16},
		},
		{
			"foot", rich,
			map[string]string{"TERM": "foot"},
			map[string]string{qName: "\x1bP>|foot(1.16.2)\x1b\\", cellQuery: "\x1b[6;21;10t", qDA: "\x1b[?62;4;22;28;29c", colorsQuery: "\x1b[?1;0;1024S"},
			Terminal{Sixel, 10, 21, 1024},
		},
		{
			"WezTerm", rich, nil,
			map[string]string{qName: "\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\", kittyQuery: ok, cellQuery: "\x1b[6;21;10t", qDA: "\x1b[?65;4;6;18;22;52c", colorsQuery: "\x1b[?1;3;0S"},
			Terminal{Sixel, 10, 21, 0},
		},
		{
			"Konsole", rich, nil,
			map[string]string{qName: "\x1bP>|Konsole 24.08.1\x1b\\", kittyQuery: ok, cellQuery: "\x1b[6;20;9t", qDA: "\x1b[?62;1;4c"},
			Terminal{Sixel, 9, 20, 0},
		},
		{
			"sixel without the size of a cell", rich, nil,
			map[string]string{qDA: "\x1b[?62;4c"},
			Terminal{Blocks, 0, 0, 0},
		},
		{
			"a cell of nothing", rich, nil,
			map[string]string{cellQuery: "\x1b[6;0;0t", qDA: "\x1b[?62;4c"},
			Terminal{Blocks, 0, 0, 0},
		},
		{
			"xterm", rich, nil,
			map[string]string{qName: "\x1bP>|XTerm(390)\x1b\\", cellQuery: "\x1b[6;19;9t", qDA: "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"},
			Terminal{Blocks, 9, 19, 0},
		},
		{
			"xterm of 256 colours", poor, nil,
			map[string]string{qName: "\x1bP>|XTerm(390)\x1b\\", cellQuery: "\x1b[6;19;9t", qDA: "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"},
			Terminal{Words, 9, 19, 0},
		},
		{
			"tmux, which calls itself able", rich,
			map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"},
			map[string]string{qName: "\x1bP>|tmux 3.4\x1b\\", cellQuery: "\x1b[6;20;10t", qDA: "\x1b[?1;2;4c"},
			Terminal{Blocks, 10, 20, 0},
		},
		{
			"tmux over ssh, in kitty", poor,
			map[string]string{"TERM": "screen-256color"},
			map[string]string{qName: "\x1bP>|kitty(0.31.0)\x1b\\", kittyQuery: ok, qDA: "\x1b[?1;2c"},
			Terminal{Words, 0, 0, 0},
		},
		{"screen", rich, map[string]string{"TERM": "xterm-256color", "STY": "1.pts"}, map[string]string{qDA: "\x1b[?1;2;4c"}, Terminal{Blocks, 0, 0, 0}},
		{"Linux console", sixteen, map[string]string{"TERM": "linux"}, map[string]string{qDA: "\x1b[?6c"}, Terminal{}},
		{"Linux console that claims all colours", rich, map[string]string{"TERM": "linux"}, map[string]string{qDA: "\x1b[?6c"}, Terminal{}},
		{"dumb", rich, map[string]string{"TERM": "dumb"}, nil, Terminal{}},
		{"16 colours", sixteen, nil, map[string]string{qDA: "\x1b[?62;4c"}, Terminal{}},
		{"no colours", colorprofile.ASCII, nil, nil, Terminal{}},
		{"one that is silent", rich, nil, nil, Terminal{Blocks, 0, 0, 0}},
		{"noise", rich, nil, map[string]string{qName: "\x1bP>|kitty(x.y\x1b\\\x1b_Gi=7;OK\x1b\\\x1b[6;1t\x1b[?1;0;S\x1b[?1;S"}, Terminal{Blocks, 0, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, asked := probed(t, c.profile, c.env, c.answers)
			if got := p.Terminal(); got != c.want {
				t.Errorf("%+v, want %+v; asked %q", got, c.want, asked)
			}
			able := strings.HasPrefix(c.answers[qName], "\x1bP>|kitty(0.3") || strings.HasPrefix(c.answers[qName], "\x1bP>|kitty(0.4") ||
				strings.HasPrefix(c.answers[qName], "\x1bP>|ghostty")
			if able = able && c.env["TERM"] != "screen-256color"; strings.Contains(asked, "\x1b_G") != able {
				t.Errorf("a terminal that might print the question of the Kitty protocol was asked: %q", asked)
			}
			mute := c.profile < poor || c.env["TERM"] == "linux" || c.env["TERM"] == "dumb"
			if strings.Contains(asked, qDA) == mute {
				t.Errorf("asked %q", asked)
			}
		})
	}
}

// What comes of its own changes what is known.
func TestProbeGoesWithTheTimes(t *testing.T) {
	p := NewProbe(colorprofile.ANSI, func(string) string { return "" })
	if p.Ask() != "" || p.Terminal().Ability != Words {
		t.Error("16 colours")
	}
	if p.Take(tea.ColorProfileMsg{Profile: colorprofile.TrueColor}) || p.Terminal().Ability != Blocks {
		t.Error("more colours than were thought, and others want to know it too")
	}
	first := p.Ask()
	if !strings.HasSuffix(first, qDA) || p.Ask() != "" {
		t.Errorf("%q", first)
	}
	p.Take(tea.WindowSizeMsg{Width: 90, Height: 30})
	if q := p.Ask(); q != "" {
		t.Errorf("the size of a cell is of no use without sixel: %q", q)
	}
	for _, msg := range []any{uv.CellSizeEvent{Width: 9, Height: 18}, uv.PrimaryDeviceAttributesEvent{62, 4}} {
		if !p.Take(msg) {
			t.Errorf("%T is no answer", msg)
		}
	}
	if p.Terminal() != (Terminal{Sixel, 9, 18, 0}) || p.Ask() != colorsQuery {
		t.Errorf("%+v", p.Terminal())
	}
	if p.Take(tea.WindowSizeMsg{Width: 80, Height: 25}) || p.Ask() != cellQuery || p.Ask() != "" {
		t.Error("the letters may have another size")
	}
	p.Take(uv.CellSizeEvent{Width: 12, Height: 24})
	if p.Terminal() != (Terminal{Sixel, 12, 24, 0}) {
		t.Errorf("%+v", p.Terminal())
	}
	for _, msg := range []any{nil, tea.KeyPressMsg{Code: 'q'}, tea.FocusMsg{}, uv.UnknownCsiEvent("\x1b[?2;0;5S"), "text"} {
		if p.Take(msg) {
			t.Errorf("%#v is an answer", msg)
		}
	}
}

// drawn is what leaves a program that shows lines, and then other lines.
func drawn(t *testing.T, profile colorprofile.Profile, pages ...[]string) string {
	t.Helper()
	var out bytes.Buffer
	program := tea.NewProgram(&leaf{pages: pages}, tea.WithInput(nil), tea.WithOutput(&out), tea.WithoutSignals(),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/0"}), tea.WithColorProfile(profile), tea.WithWindowSize(40, 12))
	if _, err := program.Run(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// leaf shows pages, each for some frames.
type leaf struct {
	pages [][]string
}

type turnMsg struct{}

func turn() tea.Cmd {
	return tea.Tick(50*time.Millisecond, func(time.Time) tea.Msg { return turnMsg{} })
}

func (l *leaf) Init() tea.Cmd { return turn() }

func (l *leaf) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(turnMsg); !ok {
		return l, nil
	}
	if len(l.pages) == 1 {
		return l, tea.Quit
	}
	l.pages = l.pages[1:]
	return l, turn()
}

func (l *leaf) View() tea.View {
	v := tea.NewView(strings.Join(l.pages[0], "\n"))
	v.AltScreen = true
	return v
}

// TestCellsPassTheRenderer looks whether Bubble Tea writes the cells of a
// Kitty picture as they are, in both ways of naming it.
func TestCellsPassTheRenderer(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
		p := Make(scene(300, 200), Terminal{Ability: Kitty}, lookOf(t, profile), 30, 10)
		out := drawn(t, profile, p.Lines)
		for i, line := range p.Lines {
			sgr, cells, _ := strings.Cut(strings.TrimSuffix(line, "\x1b[39m"), "m")
			if !strings.Contains(out, cells) {
				t.Errorf("line %d of %q is not in %.300q", i, sgr, out)
			}
			if !strings.Contains(out, sgr) {
				t.Errorf("the number %q is not in %.300q", sgr, out)
			}
		}
	}
}

// TestFillersAreWritten has the blank lines under a sixel picture written
// again when it moves, so that nothing of it stays.
func TestFillersAreWritten(t *testing.T) {
	p := Make(scene(300, 200), Terminal{Ability: Sixel, CellW: 10, CellH: 20}, look(t), 30, 5)
	before, after := append([]string{"a"}, p.Lines...), append([]string{"a", "b"}, p.Lines...)
	still, moved := drawn(t, colorprofile.ANSI256, before, before), drawn(t, colorprofile.ANSI256, before, after)
	for _, line := range p.Lines {
		sgr, _, _ := strings.Cut(line, " ")
		if n := strings.Count(still, sgr); n != 1 {
			t.Errorf("%q was written %d times: %q", sgr, n, still)
		}
		if n := strings.Count(moved, sgr); n != 2 {
			t.Errorf("%q was written %d times with a move: %q", sgr, n, moved)
		}
	}
}
