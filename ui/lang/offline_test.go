package lang

import (
	"fmt"
	"strings"
	"testing"

	"rubrika/feed"
)

// What is not asked because the reader wishes so is not said to be a broken
// connection.
func TestLeftAlone(t *testing.T) {
	wish := &feed.Error{Op: "subscribe", Source: "harbour.example", Kind: feed.KindOffline, Err: fmt.Errorf("refused: %w", feed.ErrOffline)}
	broken := &feed.Error{Op: "subscribe", Source: "harbour.example", Kind: feed.KindOffline}
	for _, code := range []string{"ru", "az", "en"} {
		w := For(code)
		if got := w.Error(wish); !strings.HasPrefix(got, "harbour.example: ") || !strings.Contains(got, "--offline") {
			t.Errorf("%s: %s", code, got)
		}
		if got := w.Error(broken); strings.Contains(got, "--offline") {
			t.Errorf("%s: %s", code, got)
		}
		if !strings.Contains(w.Offline, "--offline") {
			t.Errorf("%s: %q", code, w.Offline)
		}
	}
}

// A mistake in changed settings says which word is wrong, which was meant, and
// what holds meanwhile; a word as long as a file is cut.
func TestSettingsMistake(t *testing.T) {
	at := &feed.Error{Op: "read settings", Source: "config.toml", Kind: feed.KindConfig, Line: 4, Column: 1, Near: "width"}
	for code, want := range map[string]string{
		"ru": "config.toml:4:1: нет настройки «widht»; возможно, «width»? До исправления действуют прежние настройки.",
		"az": "config.toml:4:1: «widht» adlı ayar yoxdur; bəlkə «width»? Düzəldilənə qədər əvvəlki ayarlar qüvvədədir.",
		"en": "config.toml:4:1: there is no setting “widht”; did you mean “width”? Until it is corrected the former settings hold.",
	} {
		w := For(code)
		if got := w.SettingsMistake(at, "unknown", "widht"); got != want {
			t.Errorf("%s: %s", code, got)
		}
		alone := *at
		alone.Near = ""
		got := w.SettingsMistake(&alone, "syntax", strings.Repeat("ü", 300))
		if len([]rune(got)) > 140 || !strings.Contains(got, "ü…") || !strings.Contains(got, ". "+w.CLI.Live.Former) {
			t.Errorf("%s: %s", code, got)
		}
		if got := w.SettingsMistake(&alone, "of tomorrow", "x"); got != w.SettingsWrong(&alone) {
			t.Errorf("%s: %s", code, got)
		}
	}
}

// What is known of a cause is said in place of the words of its kind, which
// would lead nowhere.
func TestKnownCauses(t *testing.T) {
	for _, c := range []struct {
		kind     feed.Kind
		cause    error
		code, in string
	}{
		{feed.KindNotFeed, feed.ErrFeedless, "en", "https://t.me/x: this site has no feeds; look for"},
		{feed.KindNotFeed, feed.ErrFeedless, "ru", "у этого сайта лент нет"},
		{feed.KindNotFeed, feed.ErrFeedless, "az", "bu saytın lenti yoxdur"},
		{feed.KindNotFeed, feed.ErrConsent, "en", "ID (UC…)"},
		{feed.KindNotFeed, feed.ErrConsent, "ru", "ID канала (UC…)"},
		{feed.KindNotFeed, feed.ErrConsent, "az", "kanalın ID-sini (UC…)"},
		{feed.KindNotFeed, feed.ErrAccount, "en", "add yours: rubrika account add"},
		{feed.KindNotFeed, feed.ErrAccount, "ru", "добавьте свою: rubrika account add"},
		{feed.KindNotFeed, feed.ErrAccount, "az", "rubrika account add"},
		{feed.KindList, feed.ErrFeed, "en", "a feed and not a list"},
		{feed.KindList, feed.ErrFeed, "ru", "rubrika add АДРЕС"},
		{feed.KindList, feed.ErrFeed, "az", "rubrika add ÜNVAN"},
	} {
		e := &feed.Error{Op: "add", Source: "https://t.me/x", Kind: c.kind, Err: fmt.Errorf("found: %w", c.cause)}
		usual := For(c.code).Error(&feed.Error{Op: "add", Source: "https://t.me/x", Kind: c.kind})
		if got := For(c.code).Error(e); !strings.Contains(got, c.in) || got == usual {
			t.Errorf("%s, %v: %s", c.code, c.cause, got)
		}
	}
}
