package config

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"rubrika/feed"
)

// nearSetting is the setting that an unknown name means: one that is spelt
// much like it, or what other programs, and rubrika before, call it.
func nearSetting(name string) string {
	if near, ok := calls()[strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(name))]; ok {
		return near
	}
	return feed.Nearest(name, names())
}

// calls are the settings by other names.
func calls() map[string]string {
	out := map[string]string{}
	for setting, others := range map[string]string{
		"lang":      "language locale interface",
		"theme":     "colour color colours colors colorscheme colour-scheme color-scheme scheme style skin palette",
		"store":     "database db cache cache-file cachefile data data-file news",
		"rubrics":   "categories sections order",
		"layout":    "keyboard keymap",
		"width":     "text-width textwidth columns measure wrap line-length",
		"topics":    "interests keywords",
		"preview":   "preview-pane split",
		"pictures":  "images image show-images",
		"clippings": "clips save save-path download-path downloads saved",
		"times":     "time time-format date-format datetime-format clock",
		"refresh":   "interval reload reload-time refresh-interval update every auto-reload",
		"prefetch":  "full-text fulltext offline",
		"inside":    "networks allow private-networks",
		"keep":      "retention expire max-items keep-articles-days days history",
		"start":     "startup default-filter filter home",
		"notify":    "notifications notification notify-program alert alerts bell",
		"quiet":     "silent do-not-disturb dnd quiet-hours",
		"browser":   "opener open open-with open-command url-opener",
		"player":    "audio video podcast mpv media-player",
		"pipe":      "pipe-to share",
		"on_new":    "hook hooks onnew on-new-items exec command new",
		"views":     "queries query saved-searches searches filters",
		"mute":      "hide ignore ignore-article killfile block",
		"watch":     "highlight follow track",
		"keys":      "key keybindings bindings binds bind bind-key shortcuts",
	} {
		for other := range strings.FieldsSeq(others) {
			out[other] = setting
		}
	}
	return out
}

// nearest is the value that a wrong one of a key means.
func nearest(value, key string, list []string) string {
	if near := feed.Nearest(value, list); near != "" {
		return near
	}
	near := values()[key][strings.ToLower(value)]
	if near == "" && key == "lang" { // ru_RU.UTF-8
		near, _, _ = strings.Cut(strings.ReplaceAll(value, "_", "-"), "-")
	}
	if slices.Contains(list, near) {
		return near
	}
	return ""
}

// values are what the values of a key are called too.
func values() map[string]map[string]string {
	return map[string]map[string]string{
		"lang": {
			"russian": "ru", "русский": "ru", "english": "en", "английский": "en",
			"azerbaijani": "az", "aze": "az", "azeri": "az", "azərbaycan": "az", "azərbaycanca": "az",
		},
		"theme":  {"black": "dark", "night": "dark", "white": "light", "day": "light", "high-contrast": "contrast", "default": "auto", "system": "auto", "": "auto"},
		"layout": {"us": "auto", "en": "auto", "qwerty": "auto", "latin": "auto", "йцукен": "ru", "russian": "ru", "ua": "uk", "kz": "kk"},
		"times":  {"relative": "ago", "age": "ago", "absolute": "clock", "24h": "clock", "time": "clock"},
		"notify": {"none": "off", "no": "off", "never": "off", "false": "off", "sound": "bell", "beep": "bell", "desktop": "terminal", "popup": "terminal", "true": "terminal", "on": "terminal"},
		"rubrics": {
			"business": "economy", "finance": "economy", "technology": "science-tech", "tech": "science-tech", "science": "science-tech",
			"accidents": "incidents", "crime": "incidents", "war": "conflict", "ecology": "environment", "medicine": "health",
			"politika": "politics", "политика": "politics", "мир": "world", "экономика": "economy", "происшествия": "incidents",
			"общество": "society", "наука": "science-tech", "спорт": "sport", "культура": "culture", "образование": "education", "здоровье": "health",
			"siyasət": "politics", "dünya": "world", "iqtisadiyyat": "economy", "hadisə": "incidents", "cəmiyyət": "society", "idman": "sport", "mədəniyyət": "culture",
		},
	}
}

// nearBare is what a value without its quotes means, ready to be typed.
func nearBare(bare string) string {
	bare = strings.TrimSpace(strings.Trim(bare, "“”„«»‘’`\"'"))
	switch strings.ToLower(bare) {
	case "":
		return ""
	case "true", "yes", "on":
		return "true"
	case "false", "no", "off":
		return "false"
	}
	return quote(bare)
}

// nearValue is what a value of the wrong type of a key means, as it stands in
// the file, or ""; one says that it is the whole value, and not a part of a list.
func nearValue(key []string, raw string, one bool) string {
	text := strings.Trim(raw, `"'`)
	quoted := text != raw
	if wants(key) == "true or false" {
		return truth(text)
	}
	switch name := strings.ToLower(key[0]); name {
	case "refresh":
		if minutesOnly(text) {
			return strconv.Quote(text + "m")
		}
	case "width":
		if quoted && minutesOnly(text) {
			return text
		}
	case "keep":
		return nearKeep(text, quoted, len(key) > 1)
	case "inside":
		return nearNetwork(text, one)
	case "topics", "rubrics":
		if one && quoted && text != "" && !strings.Contains(text, ",") {
			return array([]string{text})
		}
	}
	return ""
}

// nearKeep is nearValue for keep, or for a part of it.
func nearKeep(text string, quoted, part bool) string {
	switch {
	case !part && minutesOnly(text):
		return "{ days = " + text + " }"
	case part && quoted && (minutesOnly(text) || text == "true" || text == "false"):
		return text
	}
	return ""
}

// nearNetwork is the network that an address means, or the list of one.
func nearNetwork(text string, one bool) string {
	if addr, err := netip.ParseAddr(text); err == nil {
		text = netip.PrefixFrom(addr, addr.BitLen()).String()
	} else if _, err := netip.ParsePrefix(text); err != nil {
		return ""
	}
	if one {
		return array([]string{text})
	}
	return quote(text)
}

// truth is what stands for true or false elsewhere.
func truth(text string) string {
	switch strings.ToLower(text) {
	case "true", "yes", "on", "1", "да", "bəli", "hə":
		return "true"
	case "false", "no", "off", "0", "нет", "yox":
		return "false"
	}
	return ""
}

// minutesOnly reports a number without anything else.
func minutesOnly(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n > 0
}
