package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
)

// maxValues bounds the values of an answer in JSON. Ten thousand feeds of a
// Miniflux have some 450,000; nothing else that servers send comes near. In
// memory an empty object may take a hundred times what it takes in a body.
const maxValues = 500_000

// ErrCrowded is the error of JSON for an answer of too many values.
var ErrCrowded = errors.New("more values than any server sends")

// JSON decodes the body of an answer as json.Unmarshal does, but for one of
// more values than any honest one has (ErrCrowded): a body within the size
// limit could fill the memory.
func JSON(body []byte, into any) error {
	if Crowded(body) {
		return ErrCrowded
	}
	return json.Unmarshal(body, into)
}

// Crowded reports a document in JSON of more values than any honest one has,
// for who decodes it in another way.
func Crowded(doc []byte) bool { return values(doc) > maxValues }

// values counts the values of a document in JSON, about: what follows a comma
// or opens an object or a list, outside of texts.
func values(doc []byte) int {
	n := 0
	for {
		i := bytes.IndexByte(doc, '"')
		if i < 0 {
			return n + signs(doc)
		}
		n += signs(doc[:i])
		doc = doc[i+1:]
		for { // to the end of the text
			i := bytes.IndexAny(doc, `"\`)
			if i < 0 {
				return n
			}
			if doc[i] == '"' {
				doc = doc[i+1:]
				break
			}
			doc = doc[min(i+2, len(doc)):]
		}
	}
}

func signs(doc []byte) (n int) {
	for _, b := range doc {
		if b == ',' || b == '{' || b == '[' {
			n++
		}
	}
	return n
}
