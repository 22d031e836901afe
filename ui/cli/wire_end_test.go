package cli_test

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Where no source is asked, the wire waits all the same for what others bring,
// and ends when it is told to.
func TestWireEndsWhereNothingIsAsked(t *testing.T) {
	s := newSite()
	t.Cleanup(s.Close)
	p := newPerson(t)
	if code, _, stderr := p.run("add", s.URL+"/port.xml"); code != 0 {
		t.Fatal(stderr)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	p.ctx = ctx
	ended := make(chan string)
	go func() {
		code, stdout, stderr := p.run("wire", "--offline")
		if code != 0 || strings.Count(stdout, "\n") == 0 || stderr != "" {
			ended <- stdout + stderr
		}
		close(ended)
	}()
	select {
	case wrong := <-ended:
		if wrong != "" {
			t.Error(wrong)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it goes on")
	}
}
