package lang

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

// collect walks over a value and returns every string in it by its path.
// Plural forms are left out: languages need not have the same ones.
func collect(path string, v reflect.Value, into map[string]string) {
	switch v.Kind() {
	case reflect.String:
		into[path] = v.String()
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Forms]() {
			into[path+".Other"] = v.FieldByName("Other").String()
			return
		}
		if v.Type().PkgPath() != reflect.TypeFor[Words]().PkgPath() {
			return
		}
		for i := range v.NumField() {
			collect(path+"."+v.Type().Field(i).Name, v.Field(i), into)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			collect(fmt.Sprintf("%s[%d]", path, i), v.Index(i), into)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			collect(fmt.Sprintf("%s[%v]", path, key), v.MapIndex(key), into)
		}
	}
}

func texts(code string) map[string]string {
	all := map[string]string{}
	collect("", reflect.ValueOf(For(code)), all)
	return all
}

// verbs are the placeholders of a format, sorted: languages may order them
// differently.
func verbs(format string) []string {
	found := regexp.MustCompile(`%(\[\d+\])?[a-z]`).FindAllString(strings.ReplaceAll(format, "%%", ""), -1)
	for i, v := range found {
		found[i] = v[:1] + v[len(v)-1:]
	}
	slices.Sort(found)
	return found
}

func TestNoLanguageLacksAWord(t *testing.T) {
	want := texts("en")
	if len(want) < 300 {
		t.Fatalf("only %d strings were found", len(want))
	}
	for _, code := range Codes() {
		got := texts(code)
		for path, english := range want {
			text, ok := got[path]
			switch {
			case !ok:
				t.Errorf("%s has no %s", code, path)
			case text == "":
				t.Errorf("%s: %s is empty", code, path)
			case !slices.Equal(verbs(text), verbs(english)):
				t.Errorf("%s: %s has the places %v, English %v", code, path, verbs(text), verbs(english))
			}
		}
		for path := range got {
			if _, ok := want[path]; !ok {
				t.Errorf("%s has %s, English has not", code, path)
			}
		}
	}
}

// A language uses its own letters: a Latin letter in a Russian word, or a
// Cyrillic one elsewhere, is a slip of the keyboard.
func TestNoMixedWords(t *testing.T) {
	for _, code := range Codes() {
		for path, text := range texts(code) {
			for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
				cyrillic, latin := false, false
				for _, r := range word {
					cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
					latin = latin || unicode.Is(unicode.Latin, r)
				}
				if cyrillic && (latin || code != "ru") {
					t.Errorf("%s: %s has %q", code, path, word)
				}
			}
		}
	}
}

func TestPluralFormsHoldTheNumber(t *testing.T) {
	for _, code := range Codes() {
		plurals := reflect.ValueOf(For(code).plurals)
		for i := range plurals.NumField() {
			name, f := plurals.Type().Field(i).Name, plurals.Field(i)
			if f.Type() != reflect.TypeFor[Forms]() {
				continue
			}
			for j := range f.NumField() {
				if form := f.Field(j).String(); form != "" && strings.Count(form, "%s") != 1 {
					t.Errorf("%s: %s is %q", code, name, form)
				}
			}
			one, few, many := f.FieldByName("One").String(), f.FieldByName("Few").String(), f.FieldByName("Many").String()
			if code == "ru" && one != "" && (few == "" || many == "") {
				t.Errorf("ru: %s has no form for 2 or 5", name)
			}
		}
	}
}

func TestEveryRubricAndKind(t *testing.T) {
	for _, code := range Codes() {
		w := For(code)
		for _, r := range feed.Rubrics() {
			if w.Rubric(r) == string(r) || w.Rubric(r) == "" {
				t.Errorf("%s: rubric %s has no name", code, r)
			}
			if short := utf8.RuneCountInString(w.RubricShort(r)); short == 0 || short > 10 {
				t.Errorf("%s: %q is no short name", code, w.RubricShort(r))
			}
		}
		for _, k := range feed.Kinds() {
			f, ok := w.faults[k]
			if !ok {
				t.Errorf("%s: kind %s has no words", code, k)
			}
			if strings.HasSuffix(f.What, ".") || strings.HasSuffix(f.Do, ".") || w.Kind(k) != f.Short {
				t.Errorf("%s: %s is not worded as the middle of a sentence", code, k)
			}
		}
		for _, e := range []feed.EvidenceKind{feed.ByCategory, feed.ByURL, feed.ByPage, feed.ByFeed, feed.ByNothing} {
			if w.formats.Evidence[e] == "" {
				t.Errorf("%s: evidence %s has no words", code, e)
			}
		}
		for _, b := range badges() {
			if w.Badge(b) == "" {
				t.Errorf("%s: badge %d has no name", code, b)
			}
		}
		if w.Code != code || w.Kind(feed.KindNone) != "" || w.Badge(0) != "" || w.Rubric("x") != "x" {
			t.Errorf("%s: words for what there is not", code)
		}
		if w.Kind("new kind") != w.Kind(feed.KindInternal) {
			t.Errorf("%s: an unknown kind is %q", code, w.Kind("new kind"))
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		flag, env, config string
		locale            []string
		want              string
	}{
		{"ru", "az", "en", []string{"en_US.UTF-8"}, "ru"},
		{"", "az", "en", []string{"ru_RU"}, "az"},
		{"", "", "en", []string{"ru_RU"}, "en"},
		{"", "", "", []string{"", "", "ru_RU.UTF-8"}, "ru"},
		{"", "", "auto", []string{"az_AZ"}, "az"},
		{"", "", "", []string{"C", "", "ru_RU.UTF-8"}, "en"},
		{"", "", "", []string{"de_DE.UTF-8"}, "en"},
		{"de", "RU", "", nil, "ru"},
		{"", "", "", nil, "en"},
		{"AZ-Latn", "", "", nil, "az"},
	} {
		if got := Detect(c.flag, c.env, c.config, c.locale...); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	if For("xx").Code != "en" {
		t.Error("an unknown language is not English")
	}
	for want, locale := range map[string][]string{
		"tr": {"", "tr_TR.UTF-8", "ru_RU"}, "de": {"DE"}, "": {"C.UTF-8", "tr_TR"}, "ru": {"ru-RU@x"},
	} {
		if got := Locale(locale...); got != want {
			t.Errorf("%q: %q, want %q", locale, got, want)
		}
	}
	if got := Locale("", ""); got != "" {
		t.Errorf("no locale: %q", got)
	}
}

func TestPlurals(t *testing.T) {
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct{ got, want string }{
		{ru.Unread(24, 128), "24 непрочитанных из 128"},
		{ru.Unread(1, 1), "1 непрочитанная из 1"},
		{ru.Unread(11, 12345), "11 непрочитанных из 12\u00a0345"},
		{ru.Unread(0, 0), "0 непрочитанных из 0"},
		{az.Unread(24, 1128), "24 oxunmamış / 1.128"},
		{en.Unread(1, 12345), "1 unread of 12,345"},
		{ru.Items(3), "3 новости"},
		{ru.Items(112), "112 новостей"},
		{en.Items(1), "1 story"},
		{en.Items(0), "0 stories"},
		{az.Items(5), "5 xəbər"},
		{ru.MarkedRead(7), "Отмечено прочитанным: 7"},
		{en.MarkedRead(1), "1 story marked as read"},
		{ru.Minutes(2), "2 мин"},
		{ru.Refreshed(0, 0), "Нового нет"},
		{ru.Refreshed(2, 0), "Обновлено: 2 новые"},
		{ru.Refreshed(5, 1), "Обновлено: 5 новых, 1 источник с ошибкой"},
		{ru.Refreshed(0, 3), "Нового нет, 3 источника с ошибкой"},
		{en.Refreshed(1, 2), "1 new story, 2 sources in trouble"},
		{az.Refreshed(1, 2), "Yeniləndi: 1 yeni xəbər, 2 mənbədə xəta"},
		{ru.Percent(38), "38\u00a0%"},
		{az.Percent(38), "38%"},
		{en.Number(-1234567), "−1,234,567"},
		{en.Number(0), "0"},
		{en.Number(999), "999"},
		{ru.Number(1000), "1\u00a0000"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
