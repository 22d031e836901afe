package config

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is a position in a file: both numbers from 1, the column in runes.
type place struct{ line, column int }

func (p place) before(q place) bool {
	return p.line < q.line || p.line == q.line && p.column < q.column
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
			key, at := dotted(doc, e.Key(), true)
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
	key, at := dotted(doc, e.Key(), table == "")
	key = table + key
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

// dotted joins the parts of a key, the first of which is the name of a setting
// at the top of the document; the place is that of the first.
func dotted(doc []byte, it unstable.Iterator, top bool) (string, place) {
	var parts []string
	at := place{1, 1}
	for it.Next() {
		if len(parts) == 0 {
			at = placeAt(doc, it.Node().Raw.Offset)
		}
		parts = append(parts, string(it.Node().Data))
	}
	if top && len(parts) > 0 {
		parts[0] = strings.ToLower(parts[0])
	}
	return strings.Join(parts, "."), at
}

// valueAt is the place of a value, or of its key where the parser does not
// keep it.
func valueAt(doc []byte, n *unstable.Node, key place) place {
	if n.Raw.Length == 0 {
		return key
	}
	return placeAt(doc, n.Raw.Offset)
}

func placeAt(doc []byte, offset uint32) place {
	head := doc[:offset]
	line := head[bytes.LastIndexByte(head, '\n')+1:]
	return place{bytes.Count(head, []byte("\n")) + 1, utf8.RuneCount(line) + 1}
}
