package picture

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"unsafe"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// TestMeasure has a window that is known in pixels by the system alone.
func TestMeasure(t *testing.T) {
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	defer func() { _ = tty.Close() }()
	resize := func(cols, rows, w, h uint16) {
		size := [4]uint16{rows, cols, w, h}
		if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, tty.Fd(), syscall.TIOCSWINSZ, uintptr(unsafe.Pointer(&size))); e != 0 {
			t.Fatal(e)
		}
	}
	p := NewProbe(colorprofile.TrueColor, func(string) string { return "" })
	p.Take(uv.PrimaryDeviceAttributesEvent{62, 4})
	for _, c := range []struct {
		cols, rows, w, h uint16
		want             Terminal
	}{
		{0, 0, 0, 0, Terminal{Ability: Blocks}},
		{80, 24, 0, 0, Terminal{Ability: Blocks}},
		{80, 24, 80, 24, Terminal{Ability: Blocks}},
		{80, 24, 800, 500, Terminal{Ability: Sixel, CellW: 10, CellH: 20}},
		{80, 24, 0, 0, Terminal{Ability: Sixel, CellW: 10, CellH: 20}},
		{90, 30, 815, 570, Terminal{Ability: Sixel, CellW: 9, CellH: 19}},
	} {
		resize(c.cols, c.rows, c.w, c.h)
		if p.Measure(tty); p.Terminal() != c.want {
			t.Errorf("%+v: %+v", c, p.Terminal())
		}
	}
	p.Take(uv.CellSizeEvent{Width: 12, Height: 24}) // the terminal knows better
	if got := p.Terminal(); got.CellW != 12 || got.CellH != 24 {
		t.Errorf("%+v", got)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	before := p
	if p.Measure(file); p != before {
		t.Errorf("%+v of a file", p)
	}
}
