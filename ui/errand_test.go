//go:build unix

package ui

import (
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/config"
	"rubrika/feed/clip"
)

// A story that is to be saved or piped is, also when the reader is left with the
// next key.
func TestLeavingLosesNoStory(t *testing.T) {
	r := listening(t, nil)
	program, written := recorder(t)
	dir := t.TempDir()
	r.m.config.Pipe, r.m.config.Clippings = config.Command{program}, dir
	it, _ := r.m.headlines.Selected()
	pipe, save := r.m.pipe(it), r.m.clip(it.ID, clip.Text)
	r.m.close(t.Context())
	for _, late := range []tea.Cmd{pipe, save} {
		if msg := late(); msg != nil {
			t.Errorf("done again: %v", msg)
		}
	}
	if got := records(t, written); len(got) != 1 || !strings.Contains(strings.Join(got[0], "\n"), "# A talk with the pilot") {
		t.Errorf("piped %q", got)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 || !strings.HasSuffix(files[0].Name(), ".txt") {
		t.Errorf("saved %v, %v", files, err)
	}
}

// Leaving waits for an errand that has begun, up to its end and no longer.
func TestErrands(t *testing.T) {
	r := sit(t, setup{lang: "en", w: 80, h: 24})
	var done atomic.Bool
	begun, goOn := make(chan bool), make(chan bool)
	errand := r.m.errand(func(func()) tea.Msg {
		begun <- true
		<-goOn
		done.Store(true)
		return nil
	})
	go errand()
	<-begun
	time.AfterFunc(20*time.Millisecond, func() { close(goOn) })
	if r.m.close(t.Context()); !done.Load() {
		t.Error("it was not waited for")
	}
	goOn, over := make(chan bool), make(chan tea.Msg)
	errand = r.m.errand(func(end func()) tea.Msg {
		if _, err := io.ReadAll(toldDocument{strings.NewReader("x"), end}); err != nil {
			t.Error(err)
		}
		begun <- true
		<-goOn
		return pipedMsg{said: "kept"}
	})
	if len(r.m.errands) != 1 {
		t.Errorf("%d errands are remembered", len(r.m.errands))
	}
	go func() { over <- errand() }()
	<-begun
	r.m.close(t.Context())
	close(goOn)
	if msg := <-over; msg != (pipedMsg{said: "kept"}) {
		t.Errorf("%v", msg)
	}
}
