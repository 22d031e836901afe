package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEditAgain: on a terminal, settings with a mistake may be edited once more,
// or are put aside.
func TestEditAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answer, left string
		code         int
	}{{"y\n", "width = 90\n", 0}, {"n\n", "width = 80\n", 1}, {"\n", "width = 80\n", 1}, {"", "width = 80\n", 1}} {
		p := newPerson(t)
		dir := t.TempDir()
		file, editor := filepath.Join(dir, "config.toml"), filepath.Join(dir, "ed.sh")
		for name, text := range map[string]string{
			file:   "width = 80\n",
			editor: "if grep -q 'widht' \"$1\"; then echo 'width = 90' > \"$1\"; else echo 'widht = 90' > \"$1\"; fi\n",
		} {
			if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
				t.Fatal(err)
			}
		}
		p.vars["config"], p.vars["VISUAL"] = file, "sh '"+editor+"'"
		p.env.InTTY, p.env.ErrTTY, p.env.Stdin = true, true, strings.NewReader(c.answer)
		code, _, stderr := p.run("config", "edit")
		if code != c.code || !strings.Contains(stderr, file+":1:1: there is no setting “widht”; did you mean “width”?\n") {
			t.Errorf("%q: code %d, %s", c.answer, code, stderr)
		}
		text, err := os.ReadFile(file)
		if err != nil || string(text) != c.left {
			t.Errorf("%q: the settings are %q, %v", c.answer, text, err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("%q: mode %v, %v", c.answer, info.Mode(), err)
		}
		drafts, err := filepath.Glob(filepath.Join(dir, "edit~*"))
		if err != nil || len(drafts) != c.code {
			t.Errorf("%q: drafts %q, %v", c.answer, drafts, err)
		}
	}
}
