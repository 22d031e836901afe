package fetch

import (
	"errors"
	"strings"
	"testing"
)

// TestValues counts what a document makes a decoder allocate; texts are one
// value whatever is in them.
func TestValues(t *testing.T) {
	for doc, want := range map[string]int{
		"": 0, "1": 0, `"a,b"`: 0, "[1,2,3]": 3, `{"a":[{},{}]}`: 5,
		`{"a,\"[{":"\\",  "b":",,\u005b"}`: 2, `["\`: 1, `["\\`: 1, `["a`: 1, `[",\",",1]`: 2,
	} {
		if got := values([]byte(doc)); got != want {
			t.Errorf("%s: %d, want %d", doc, got, want)
		}
	}
}

// TestJSON refuses a body that would take a hundred times its size, before a
// decoder sees it, and takes a long text for what it is.
func TestJSON(t *testing.T) {
	var into []struct{ A, B, C, D string }
	err := JSON([]byte("["+strings.Repeat("{},", maxValues)+"{}]"), &into)
	if !errors.Is(err, ErrCrowded) || into != nil {
		t.Errorf("%d, %v", len(into), err)
	}
	if err := JSON([]byte("["+strings.Repeat("{},", 1000)+"{}]"), &into); err != nil || len(into) != 1001 {
		t.Errorf("%d, %v", len(into), err)
	}
	var text string
	if err := JSON([]byte(`"`+strings.Repeat(",[", maxValues)+`"`), &text); err != nil || len(text) != 2*maxValues {
		t.Errorf("%d, %v", len(text), err)
	}
	if JSON([]byte("{"), &into) == nil {
		t.Error("broken JSON is none")
	}
}
