package cli

import (
	"testing"

	"rubrika/config"
	"rubrika/ui/lang"
)

// TestProblemsHaveWords: each way in which settings are wrong is said in each
// language.
func TestProblemsHaveWords(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"ru", "az", "en"} {
		words := lang.For(code).CLI.Settings.Problem
		for _, p := range config.Problems() {
			if words[string(p)] == "" {
				t.Errorf("%s has no words for the problem %s", code, p)
			}
		}
		if len(words) != len(config.Problems()) {
			t.Errorf("%s has %d words for %d problems", code, len(words), len(config.Problems()))
		}
	}
}
