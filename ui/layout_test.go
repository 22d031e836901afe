package ui

import "testing"

// TestRectanglesFillTheWindow holds for every window: nothing overlaps,
// nothing is outside, the panel lies over the list.
func TestRectanglesFillTheWindow(t *testing.T) {
	for w := 1; w <= 240; w++ {
		for h := 1; h <= 80; h++ {
			for _, preview := range []bool{false, true} {
				rectangles(t, w, h, preview)
			}
		}
	}
}

func rectangles(t *testing.T, w, h int, preview bool) {
	t.Helper()
	l := arrange(w, h, preview)
	if l.small != (w < minWidth || h < minHeight) {
		t.Fatalf("%d×%d: small is %v", w, h, l.small)
	}
	if l.small {
		return
	}
	if l.head.h+l.list.h+l.status.h != h || l.page.h+l.status.h != h {
		t.Fatalf("%d×%d: heights %+v", w, h, l)
	}
	for _, r := range []rect{l.head, l.list, l.page, l.panel, l.status} {
		if r.x < 0 || r.y < 0 || r.w < 1 || r.h < 1 || r.x+r.w > w || r.y+r.h > h {
			t.Fatalf("%d×%d: %+v is outside", w, h, r)
		}
	}
	if l.panel.y+l.panel.h > h-1 {
		t.Fatalf("%d×%d: the panel covers the status line", w, h)
	}
	if has := l.preview.w > 0; has != (preview && w >= previewFrom) {
		t.Fatalf("%d×%d: a preview is %v", w, h, has)
	}
	if has := l.column.w > 0; has != (w >= columnFrom) {
		t.Fatalf("%d×%d: a column is %v", w, h, has)
	}
	side := l.list.x + l.list.w // one line between two panes
	if l.preview.w > 0 && (side+1 != l.preview.x || l.preview.x+l.preview.w != w) || l.preview.w == 0 && side != w {
		t.Fatalf("%d×%d: list %+v, preview %+v", w, h, l.list, l.preview)
	}
	if l.preview.w > 0 && (l.list.w < 60 || l.preview.w < 50) {
		t.Fatalf("%d×%d: list %d, preview %d columns", w, h, l.list.w, l.preview.w)
	}
}
