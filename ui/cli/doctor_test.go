package cli_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rubrika/ui/render"
)

// TestDoctorFindsTheDead tells of the sources that have not answered for long,
// or have had no news, before all others.
func TestDoctorFindsTheDead(t *testing.T) {
	old := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/off.xml" {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Still water</title></channel></rss>`)
	}))
	t.Cleanup(old.Close)
	p := newPerson(t)
	p.env.Build = "go1.26 linux/amd64"
	p.must("add", site(t).URL+"/port.xml", old.URL+"/none.xml")
	p.must("add", "--later", old.URL+"/off.xml")
	p.run("refresh")
	if _, out, _ := p.run("doctor"); strings.Contains(out, "no news for long") || strings.Contains(out, "Silent since") {
		t.Errorf("of new sources:\n%s", out)
	}
	begun := p.env.Now()
	p.env.Now = func() time.Time { return begun.AddDate(0, 0, 45) }
	p.env.OutTTY, p.env.Width = true, 60
	_, out, _ := p.run("doctor")
	for line := range strings.Lines(out) { // what is said is laid out for the terminal
		if line = strings.TrimRight(line, "\n"); render.Width(line) > 60 && !strings.Contains(line, "/") {
			t.Errorf("too long: %q", line)
		}
	}
	p.env.OutTTY = false
	for lang, want := range map[string][]string{
		"en": {"rubrika 1.2.3\ngo1.26 linux/amd64 · TERM=xterm-256color\n", "/off.xml\n", "Silent since 28 November 2025; if the publisher is no more, unsubscribe: rubrika remove 3", "Still water", "no news for long", "port.xml"},
		"ru": {"/off.xml\n", "Молчит с 28 ноября 2025; если издания больше нет, отпишитесь: rubrika remove 3", "Still water", "новостей давно нет", "port.xml"},
		"az": {"/off.xml\n", "28 noyabr 2025 tarixindən susur; nəşr daha yoxdursa, abunəni ləğv edin: rubrika remove 3", "Still water", "çoxdandır xəbər yoxdur", "port.xml"},
	} {
		code, out, stderr := p.run("--lang", lang, "doctor")
		rest := out
		for _, text := range want {
			_, after, found := strings.Cut(rest, text)
			if !found {
				t.Errorf("%s: %q is not behind the others in\n%s", lang, text, out)
			}
			rest = after
		}
		if code != 3 || stderr != "" {
			t.Errorf("%s: code %d, %q", lang, code, stderr)
		}
	}
}
