package config

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is a position in a file: both numbers from 1, the column in runes.
type place struct {
	line, column int
	raw          string // a string that stands there, with its quotes
	name         Spot   // of a value with a key: where the last part of that stands
}

func (p place) spot() Spot { return Spot{p.line, p.column} }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.line, q.line), cmp.Compare(p.column, q.column))
}

// within is the place of the n-th rune, from 1, of the string that stands at p
// and means text; p itself where escapes are in the way.
func (p place) within(text string, n int) place {
	quotes := 0
	for _, q := range []string{`"""`, "'''", `"`, "'"} {
		if strings.HasPrefix(p.raw, q) {
			quotes = len(q)
			break
		}
	}
	body := p.raw[quotes:max(quotes, len(p.raw)-quotes)]
	if quotes == 3 { // a first newline is no part of it
		body = strings.TrimPrefix(strings.TrimPrefix(body, "\r"), "\n")
	}
	runes := []rune(text)
	if quotes == 0 || body != text || n < 1 {
		return p
	}
	head := p.raw[:len(p.raw)-quotes-len(body)] + string(runes[:min(n-1, len(runes))])
	if i := strings.LastIndexByte(head, '\n'); i >= 0 {
		p.line += strings.Count(head, "\n")
		p.column, head = 1, head[i+1:]
	}
	p.column += utf8.RuneCountInString(head)
	return p
}

// places finds the values of a TOML document that was read without error, by
// key ("width", "file.Финансы") and, in lists, by number ("rubrics[2]"). The
// names of settings are in lower case, since the decoder takes any.
func places(doc []byte) map[string]place {
	out := map[string]place{}
	var p unstable.Parser
	p.Reset(doc)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			key, at := dotted(doc, e.Key(), "", out)
			out[key] = at
			table = key + "."
		case unstable.KeyValue:
			pair(doc, table, e, out)
		}
	}
	return out
}

// pair notes the places of one key and of what is in its value.
func pair(doc []byte, table string, e *unstable.Node, out map[string]place) {
	key, at := dotted(doc, e.Key(), table, out)
	out[key] = valueAt(doc, e.Value(), at)
	switch value := e.Value(); value.Kind {
	case unstable.Array:
		n := 0
		for it := value.Children(); it.Next(); n++ {
			out[fmt.Sprintf("%s[%d]", key, n)] = valueAt(doc, it.Node(), out[key])
		}
	case unstable.InlineTable:
		for it := value.Children(); it.Next(); {
			pair(doc, key+".", it.Node(), out)
		}
	}
}

// dotted joins the parts of a key in a table (its name with a dot, "" at the
// top of the document, where the first part is the name of a setting); the
// place is that of the first. It is noted for the tables that the parts before
// the last name, too.
func dotted(doc []byte, it unstable.Iterator, table string, out map[string]place) (string, place) {
	key, at := "", place{line: 1, column: 1}
	for first := true; it.Next(); first = false {
		part := string(it.Node().Data)
		here := placeAt(doc, it.Node().Raw.Offset)
		if !first {
			if _, ok := out[key]; !ok {
				out[key] = at
			}
			key += "." + part
			at.name = here.spot()
			continue
		}
		if table == "" {
			part = strings.ToLower(part)
		}
		key, at = table+part, here
		at.name = here.spot()
	}
	return key, at
}

// valueAt is the place of a value, or of its key where the parser does not
// keep it.
func valueAt(doc []byte, n *unstable.Node, key place) place {
	if n.Raw.Length == 0 {
		return key
	}
	at := placeAt(doc, n.Raw.Offset)
	at.name = key.name
	if n.Kind == unstable.String {
		at.raw = string(doc[n.Raw.Offset : n.Raw.Offset+n.Raw.Length])
	}
	return at
}

func placeAt(doc []byte, offset uint32) place {
	head := doc[:offset]
	line := head[bytes.LastIndexByte(head, '\n')+1:]
	return place{line: bytes.Count(head, []byte("\n")) + 1, column: utf8.RuneCount(line) + 1}
}
