package lang

import "maps"

// part is what a group of commands adds to the tables Short, Long and Flag of
// CLI.
type part struct{ short, long, flag map[string]string }

func (p part) shorts() map[string]string { return p.short }
func (p part) longs() map[string]string  { return p.long }
func (p part) flags() map[string]string  { return p.flag }

// parts are the groups of commands with tables of their own, in a language.
func parts(code string) []part {
	return []part{
		streamPart(code), digestPart(code), settingsPart(code), namesPart(code), papersPart(code), livePart(code),
	}
}

// withParts adds to a table those of the parts.
func withParts(code string, table map[string]string, which func(part) map[string]string) map[string]string {
	for _, p := range parts(code) {
		maps.Copy(table, which(p))
	}
	return table
}
