package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// TestSweep draws every screen in 15 widths and 8 heights: no line is wider
// than the window, no page higher, and nothing panics.
func TestSweep(t *testing.T) {
	widths := []int{1, 12, 39, 40, 46, 53, 60, 72, 80, 99, 100, 120, 140, 180, 220}
	heights := []int{1, 6, 10, 14, 18, 24, 36, 60}
	screens := []struct {
		name string
		keys []string
	}{
		{"headlines", nil},
		{"rubric", []string{"3"}},
		{"last rubric", []string{"shift+tab"}},
		{"nothing", []string{"u", "u"}},
		{"filter", []string{"c"}},
		{"filter, narrowed", []string{"c", "a"}},
		{"filter, tags", []string{"c", "tab", "down"}},
		{"article", []string{"3", "enter"}},
		{"article, link", []string{"3", "enter", "tab", "G"}},
		{"help", []string{"?"}},
		{"help of article", []string{"enter", "?"}},
	}
	for i, s := range screens {
		code := []string{"ru", "az", "en"}[i%3]
		t.Run(s.name+" "+code, func(t *testing.T) {
			r := sit(t, setup{lang: code, w: 80, h: 24, light: i%2 == 1})
			r.press(s.keys...)
			for _, w := range widths {
				for _, h := range heights {
					r.send(tea.WindowSizeMsg{Width: w, Height: h})
					fits(t, fmt.Sprintf("%d×%d", w, h), r.m.View().Content, w, h)
				}
			}
		})
	}
}

func fits(t *testing.T, size, content string, w, h int) {
	t.Helper()
	lines := strings.Split(content, "\n")
	if len(lines) > h {
		t.Errorf("%s: %d lines", size, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			t.Errorf("%s: line %d is %d cells wide: %q", size, i, n, ansi.Strip(l))
		}
	}
	if w >= minWidth && h >= minHeight && len(lines) != h {
		t.Errorf("%s: only %d lines", size, len(lines))
	}
}

// TestGoldenScreens keeps whole screens as they were looked at and approved.
func TestGoldenScreens(t *testing.T) {
	screens := []struct {
		name string
		s    setup
		keys []string
	}{
		{"headlines-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, nil},
		{"headlines-en-80x24-light", setup{lang: "en", w: 80, h: 24, light: true}, nil},
		{"headlines-az-200x50-dark", setup{lang: "az", w: 200, h: 50}, nil},
		{"headlines-ru-40x10-dark", setup{lang: "ru", w: 40, h: 10}, nil},
		{"economy-ru-80x24-dark", setup{lang: "ru", w: 80, h: 24}, []string{"3"}},
		{"filter-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, []string{"c", "э", "к", "space"}},
		{"article-ru-120x36-dark", setup{lang: "ru", w: 120, h: 36}, []string{"3", "enter"}},
		{"article-end-en-80x24-dark", setup{lang: "en", w: 80, h: 24}, []string{"3", "enter", "G"}},
		{"help-en-80x24-dark", setup{lang: "en", w: 80, h: 24}, []string{"?"}},
	}
	for _, s := range screens {
		t.Run(s.name, func(t *testing.T) {
			r := sit(t, s.s)
			r.press(s.keys...)
			r.golden(s.name)
		})
	}
}
