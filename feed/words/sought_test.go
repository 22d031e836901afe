package words

import (
	"strings"
	"testing"
)

// What a reader's word is looked up under: the first form of each part.
func TestSought(t *testing.T) {
	for in, want := range map[string]string{
		"министров":         "министр=ru",
		"(министров»":       "министр=ru",
		"п'ять":             "пят=ru",
		"O'Neill":           "oneil=en",
		"":                  "",
		"!":                 "",
		"вице-премьеру":     "виц=ru премьер=ru",
		"вице‑премьер":      "виц=ru премьер=ru",
		"Баку-Тбилиси-Карс": "баку=ru тбилис=ru карс=ru",
		"Нью-Йорке":         "нью=ru йорк=ru",
		"vice-presidents":   "vice=en presid=en",
		// What is set apart at the end of a name, an abbreviation or a number.
		"İstanbul'da":     "istanbul=en",
		"İSTANBUL’UN":     "istanbul=en",
		"Türkiye'dekiler": "turkiy=en",
		"Trump's":         "trump=en",
		"women’s":         "woman=en",
		"NATO'nun":        "nato=en",
		"NATO-nun":        "nato=en",
		"XİN-də":          "xin=en",
		"2025-ci":         "2025=--",
		"2025-го":         "2025=--",
		"2025'te":         "2025=--",
		"90-х":            "90=--",
		"Nobel'ler":       "nobel=en",
		"check-in":        "check=en in=en",
		"Coca-Cola":       "coca=en cola=en",
		// Only as it is written.
		"report.az":  "",
		"U.S.":       "",
		"12:05":      "",
		"a--b":       "",
		"a - b":      "",
		"Су-57":      "",
		"COVID-19":   "",
		"T-shirt":    "",
		"кто-то":     "",
		"d'Artagnan": "",
		"ﷺ":          "",
		"東京":         "",
		"東":          "東=--",
	} {
		var got []string
		for _, forms := range Sought(in, []string{"ru", "az", "tr", "en"}) {
			got = append(got, forms[0])
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("Sought(%s) = %q, want %q", in, got, want)
		}
	}
}
