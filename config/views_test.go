package config

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"rubrika/feed"
)

// filter parses a filter that is right.
func filter(t *testing.T, text string) feed.Filter {
	t.Helper()
	f, err := feed.ParseFilter(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Views and rules keep the order of the file, however they are written.
func TestLoadViews(t *testing.T) {
	home(t, t.TempDir())
	c, err := Load(write(t, `start = "is:unread lang:ru"
notify = 'bell'
quiet = "22:00-08:00"
watch."Düz.xətt" = 'neft "ham neft"'

[views]
"Баку" = "topic:Баку is:unread"
'Спорт' = { filter = "rubric:sport", bar = false }
'  два   слова ' = """
страхование \
since:2d"""
'Всё' = ""

[mute]
"Гороскопы" = "title:гороскоп"

[views.'Видео']
bar = true
filter = 'has:video'

[File]
"Регион" = "society"
`), "")
	if err != nil {
		t.Fatal(err)
	}
	view := func(kind feed.ViewKind, name, text string, bar bool) feed.View {
		return feed.View{Kind: kind, Name: name, Filter: filter(t, text), Bar: bar, Declared: true}
	}
	want := []feed.View{
		view(feed.ViewWatch, "Düz.xətt", `neft "ham neft"`, false),
		view(feed.ViewList, "Баку", "topic:Баку is:unread", true),
		view(feed.ViewList, "Спорт", "rubric:sport", false),
		view(feed.ViewList, "два слова", "страхование since:2d", true),
		view(feed.ViewList, "Всё", "", true),
		view(feed.ViewMute, "Гороскопы", "title:гороскоп", false),
		view(feed.ViewList, "Видео", "has:video", true),
	}
	if !reflect.DeepEqual(c.Views, want) {
		t.Errorf("got %+v\nwant %+v", c.Views, want)
	}
	if c.Start.String() != "lang:ru is:unread" || c.Notify != "bell" || c.Quiet != (Quiet{22 * 60, 8 * 60}) || len(c.File) != 1 {
		t.Errorf("start %q, notify %q, quiet %v, file %v", c.Start, c.Notify, c.Quiet, c.File)
	}
}

// mistakes are settings with one mistake each, and what is said of it.
type mistakes []struct {
	text         string
	line, column int
	near, says   string
}

func (all mistakes) check(t *testing.T) {
	t.Helper()
	home(t, t.TempDir())
	for _, c := range all {
		got, err := Load(write(t, c.text), "")
		var e *feed.Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", c.text, err)
			continue
		}
		if e.Kind != feed.KindConfig || e.Line != c.line || e.Column != c.column || e.Near != c.near || !strings.Contains(e.Err.Error(), c.says) {
			t.Errorf("%q: kind %s, %d:%d, near %q, %v; want %d:%d, near %q, %q", c.text, e.Kind, e.Line, e.Column, e.Near, e.Err, c.line, c.column, c.near, c.says)
		}
		if !reflect.DeepEqual(got, Default()) {
			t.Errorf("%q: settings half read: %+v", c.text, got)
		}
	}
}

// A mistake in a filter is pointed out where it stands in the file.
func TestFilterMistakes(t *testing.T) {
	mistakes{
		{"start = 'rubric:econmy'", 1, 17, "economy", `start: `},
		{"start = \"\"\"rubrik:economy\"\"\"", 1, 12, "rubric:", `"rubrik"`},
		{"# язык\nstart = 'страхование rubric:econmy'", 2, 29, "economy", `"econmy"`},
		{"start = '''\nx\n  is:unraed'''", 3, 6, "unread", `"unraed"`},
		{"start = \"\"\"\r\nx\r\nis:unraed\"\"\"", 3, 4, "unread", `"unraed"`},
		{`start = "\"a b\" is:unraed"`, 1, 9, "unread", `"unraed"`},
		{`start = "\tis:unraed"`, 1, 9, "unread", `"unraed"`},
		{"start = 'is:'", 1, 13, "", "start: "},
		{"start = 'нефть (газ'", 1, 16, ")", "start: "},
		{"start = 'нефть газ)'", 1, 19, "(", "start: "},
		{"start = 7", 1, 9, "", "start: wants a filter in quotes"},
		{"[start]\nx = 1", 1, 2, "", "start: wants a filter in quotes"},
		{"strat = 'x'", 1, 1, "start", `no setting "strat"`},
		{"[views]\n'Баку' = 'Баку rubric:econmy'", 2, 23, "economy", "views.Баку: "},
		{"views = { 'Баку' = { filter = 'is:unraed' } }", 1, 35, "unread", "views.Баку.filter: "},
		{"[views.'Баку']\nfilter = 'is:unraed'", 2, 14, "unread", "views.Баку.filter: "},
		{"[mute]\n'a' = 'has:vidoe'", 2, 12, "video", "mute.a: "},
		{"[watch]\n'a' = 'since:'", 2, 14, "", "watch.a: "},
		{"[views]\na = 'is:unraed'\n[mute]\nb = 'is:unraed'", 2, 9, "unread", "views.a"},
		{"[mute]\nb = 'is:unraed'\n[views]\na = 'is:unraed'", 2, 9, "unread", "mute.b"},
	}.check(t)
}

// Faces word what is wrong with a filter by its problem.
func TestFilterFaultIsKept(t *testing.T) {
	home(t, t.TempDir())
	_, err := Load(write(t, "[mute]\n'a' = 'since:2d'"), "")
	var fault *feed.FilterFault
	if !errors.As(err, &fault) || fault.Problem != feed.FaultRuleTime || fault.Word != "since:2d" {
		t.Errorf("%v", err)
	}
}

// A rule asks for no marks and no times, and does not take everything.
func TestRuleMistakes(t *testing.T) {
	mistakes{
		{"[mute]\n'a' = 'икс is:unread'", 2, 12, "", "mute.a: "},
		{"[watch]\n'a' = 'x since:2d'", 2, 10, "", "watch.a: "},
		{"[mute]\n'a' = \"x or (y is:starred)\"", 2, 16, "", "mute.a: "},
		{"[mute]\n'a' = '-is:read'", 2, 7, "", "mute.a: "},
		{"[mute]\n'a' = \"\\u0061 is:read\"", 2, 7, "", "mute.a: "},
		{"[mute]\n'a' = ''", 2, 7, "", "mute.a: "},
	}.check(t)
}

func TestViewMistakes(t *testing.T) {
	mistakes{
		{"[views]\n'' = 'x'", 2, 6, "", "views: a name is empty"},
		{"[mute]\n'  ' = 'x'", 2, 8, "", "mute: a name is empty"},
		{"[views]\n\"a\\u202e\" = 'x'", 2, 13, "", "cannot be shown"},
		{"[views]\n'Баку' = 'x'\n'Мир' = 'y'\n'БАКУ' = 'z'", 4, 10, "", `"БАКУ" is there twice`},
		{"[watch]\n'a b' = 'x'\n'a  b' = 'y'", 3, 10, "", `"a b" is there twice`},
		{"[views]\n'Баку' = 5", 2, 10, "", "views.Баку: wants a filter in quotes, or {"},
		{"[views]\n'Баку' = ['x']", 2, 1, "", "views.Баку: wants a filter in quotes"},
		{"[mute]\n'Баку' = 2025-11-28", 2, 10, "", "mute.Баку: wants a filter in quotes"},
		{"[mute]\n'Баку' = { filter = 'x' }", 2, 10, "", "mute.Баку: wants a filter in quotes"},
		{"[views]\n'Баку' = { filter = true }", 2, 21, "", "views.Баку.filter: wants a filter"},
		{"[views]\n'Баку' = { bar = true }", 2, 10, "", "views.Баку: wants a filter"},
		{"[views.'Баку']", 1, 2, "", "views.Баку: wants a filter"},
		{"[[views.'Баку']]\nfilter = 'x'", 1, 3, "", "views.Баку: wants a filter"},
		{"[[views]]\nfilter = 'x'", 1, 3, "", "views: wants lines such as"},
		{"views = 'x'", 1, 9, "", "under [views]"},
		{"mute = ['x']", 1, 8, "", "under [mute]"},
		{"[views]\n'Баку' = { filter = 'x', bra = true }", 2, 32, "bar", `no setting "views.Баку.bra"`},
		{"[views]\n'Баку'.fliter = 'x'", 2, 17, "filter", `no setting "views.Баку.fliter"`},
		{"[views]\n'Баку' = { filter = 'x', bar = 'yes', bra = 1 }", 2, 32, "true", "views.Баку.bar: wants true or false"},
		{"[veiws]\n'Баку' = 'x'", 1, 2, "views", `no setting "veiws"`},
		{"[views]\ntheme = 'dark'", 2, 9, "", `views: "theme" is a setting and belongs above the line [views]`},
		{"[mute]\nwidth = 80", 2, 9, "", `mute: "width" is a setting`},
		{"[watch]\nstart = 'x'", 2, 9, "", `watch: "start" is a setting`},
		{"notify = 'bel'", 1, 10, "bell", `"off", "bell", "terminal", not "bel"`},
		{"notify = true", 1, 10, "", "notify: wants one of"},
		{"notify = bell", 1, 10, `"bell"`, "wants a text in straight quotes"},
		{"start = is:unread", 1, 9, `"is:unread"`, "wants a text in straight quotes"},
		{"start = “is:unread”", 1, 9, `"is:unread"`, "wants a text in straight quotes"},
		{"start = \"is:unread”\nnotify = 'bell'", 1, 20, "", "does not end on it"},
		{"[views]\n«Баку» = 'x'", 2, 1, "", "stand in straight quotes"},
		{"quiet = '22-8'", 1, 9, "22:00-08:00", `quiet: wants hours in quotes such as "22:00-08:00", or "", not "22-8"`},
		{"quiet = '22.30–8'", 1, 9, "22:30-08:00", "quiet: wants hours"},
		{"quiet = '10 PM to 8am'", 1, 9, "22:00-08:00", "quiet: wants hours"},
		{"quiet = '12pm-12am'", 1, 9, "12:00-00:00", "quiet: wants hours"},
		{"quiet = 'с 22 до 8'", 1, 9, "22:00-08:00", "quiet: wants hours"},
		{"quiet = '08:00-24:00'", 1, 9, "08:00-00:00", "quiet: wants hours"},
		{"quiet = '22-8, 13-14'", 1, 9, "", "quiet: wants hours"},
		{"quiet = '22:99-8'", 1, 9, "", "quiet: wants hours"},
		{"quiet = 'ночью'", 1, 9, "", "quiet: wants hours"},
		{"quiet = '22:00'", 1, 9, "", "quiet: wants hours"},
		{"quiet = '08:00-08:00'", 1, 9, "", "quiet: wants hours"},
		{"quiet = '22:00-25:00'", 1, 9, "", "quiet: wants hours"},
		{"quiet = 22", 1, 9, "", "quiet: wants hours"},
	}.check(t)
}

func TestQuiet(t *testing.T) {
	for _, c := range []struct{ hours, in, out string }{
		{"22:00-08:00", "22:00 23:59 00:00 03:30 07:59", "08:00 12:00 21:59"},
		{"13:00–14:30", "13:00 14:29", "12:59 14:30 00:00 23:59"},
		{" 8:05 - 9:00 ", "08:05 08:59", "08:04 09:00"},
		{"20:00-00:00", "20:00 23:59", "00:00 19:59"},
		{"00:00-23:59", "00:00 23:58", "23:59"},
		{"", "", "00:00 12:00 23:59"},
	} {
		q, ok := parseQuiet(c.hours)
		if !ok {
			t.Errorf("%q is not understood", c.hours)
		}
		for want, clocks := range map[bool]string{true: c.in, false: c.out} {
			for clock := range strings.FieldsSeq(clocks) {
				at, err := time.ParseInLocation("15:04", clock, time.FixedZone("Asia/Baku", 4*60*60))
				if err != nil {
					t.Fatal(err)
				}
				if q.Contains(at) != want {
					t.Errorf("%q contains %s: %v", c.hours, clock, !want)
				}
			}
		}
	}
}
