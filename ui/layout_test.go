package ui

import "testing"

// TestRectanglesFillTheWindow holds for every window: nothing overlaps,
// nothing is outside, the panel lies over the list.
func TestRectanglesFillTheWindow(t *testing.T) {
	for w := 1; w <= 240; w++ {
		for h := 1; h <= 80; h++ {
			l := arrange(w, h)
			if l.small != (w < minWidth || h < minHeight) {
				t.Fatalf("%d×%d: small is %v", w, h, l.small)
			}
			if l.small {
				continue
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
		}
	}
}
