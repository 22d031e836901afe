package feed

import (
	"encoding/json"
	"testing"
	"time"
)

func TestTimetable(t *testing.T) {
	at := time.Date(2025, 11, 28, 21, 20, 5, 0, time.FixedZone("", 4*3600)) // a Friday, 17:20 GMT
	const all = 1<<24 - 1
	for _, c := range []struct {
		name string
		t    Timetable
		want time.Time
	}{
		{"nothing said", Timetable{Every: time.Hour}, at},
		{"another hour", Timetable{Hours: 1 << 18}, at},
		{"this hour", Timetable{Hours: 1 << 17}, time.Date(2025, 11, 28, 18, 0, 0, 0, time.UTC)},
		{"this and the next", Timetable{Hours: 1<<17 | 1<<18}, time.Date(2025, 11, 28, 19, 0, 0, 0, time.UTC)},
		{"over midnight", Timetable{Hours: all &^ (1 << 3)}, time.Date(2025, 11, 29, 3, 0, 0, 0, time.UTC)},
		{"this day", Timetable{Days: 1 << time.Friday}, time.Date(2025, 11, 29, 0, 0, 0, 0, time.UTC)},
		{"another day", Timetable{Days: 1 << time.Sunday}, at},
		{"weekend and night", Timetable{Days: 1<<time.Friday | 1<<time.Saturday | 1<<time.Sunday, Hours: 1<<5 - 1}, time.Date(2025, 12, 1, 5, 0, 0, 0, time.UTC)},
		{"never", Timetable{Hours: all}, at},
		{"no day", Timetable{Days: 1<<7 - 1}, at},
	} {
		if got := c.t.Open(at); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A cursor is kept as JSON: an empty one says nothing, a full one comes back.
func TestCursorJSON(t *testing.T) {
	full := Cursor{
		ETag: `"1"`, LastModified: "x", Digest: "d", NotBefore: time.Date(2025, 11, 28, 8, 0, 0, 0, time.UTC),
		Agent: "browser", Size: 7, Timetable: Timetable{Every: time.Hour, Hours: 3, Days: 1},
	}
	for want, c := range map[string]Cursor{"{}": {}, "": full} {
		text, err := json.Marshal(c)
		if err != nil || want != "" && string(text) != want {
			t.Errorf("%s, %v", text, err)
		}
		var back Cursor
		if err := json.Unmarshal(text, &back); err != nil || back != c {
			t.Errorf("%+v came back as %+v, %v", c, back, err)
		}
	}
}
