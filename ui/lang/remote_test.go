package lang

import (
	"reflect"
	"strings"
	"testing"
)

func TestWordsOfAccounts(t *testing.T) {
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct{ got, want string }{
		{ru.Unsent(1), "1 отметка ждёт"},
		{ru.Unsent(3), "3 отметки ждут"},
		{ru.Unsent(14), "14 отметок ждут"},
		{az.Unsent(14), "14 qeyd gözləyir"},
		{en.Unsent(1), "1 mark waiting"},
		{en.Unsent(1500), "1,500 marks waiting"},
		{ru.MarksAre(0, 0), "все на сервере"},
		{ru.MarksAre(14, 0), "ждут: 14"},
		{az.MarksAre(14, 2), "gözləyir: 14, rədd: 2"},
		{en.MarksAre(0, 2), "refused: 2"},
		{ru.Refuses("Дом", 2), "Дом: сервер не принимает 2 отметки; здесь всё остаётся, как вы отметили."},
		{en.Refuses("Home\x1b", 1), "Home: the server does not take 1 mark; here all stays as you marked it."},
		{en.AskLeave("The Quay\n", "d"), "The Quay: this unsubscribes on the server too and cannot be undone; d once more does it"},
		{az.SourceKind("miniflux"), "Miniflux"},
		{ru.SourceKind("greader"), "Google Reader API"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestRemoteForms: every form of a number holds it once.
func TestRemoteForms(t *testing.T) {
	for _, code := range Codes() {
		for _, forms := range []Forms{For(code).Remote.Waiting, For(code).Remote.Refuses} {
			v := reflect.ValueOf(forms)
			for i := range v.NumField() {
				if form := v.Field(i).String(); form != "" && strings.Count(form, "%s") != 1 {
					t.Errorf("%s: %q", code, form)
				}
			}
			if code == "ru" && (forms.One == "" || forms.Few == "" || forms.Many == "") {
				t.Errorf("%+v", forms)
			}
		}
	}
}
