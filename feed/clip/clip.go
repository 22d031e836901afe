// Package clip keeps stories as files of their own: Markdown with a front
// part, a web page that needs nothing from outside, or plain text.
//
// What is written came through the door (package feed/page) and passes it once
// more. Of addresses only those are written that the door lets through;
// pictures are links, so that opening a file asks no server for anything.
package clip

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"rubrika/feed"
)

// Format is what a story is written as.
type Format int

// The formats. Markdown is CommonMark with tables behind a front part in YAML;
// HTML is one page in UTF-8 without scripts; Text is wrapped at 76 cells.
const (
	Markdown Format = iota
	HTML
	Text
)

// Formats returns all formats.
func Formats() []Format { return []Format{Markdown, HTML, Text} }

// Extension is how the name of a file of that format ends: ".md", ".html",
// ".txt".
func (f Format) Extension() string {
	switch f {
	case HTML:
		return ".html"
	case Text:
		return ".txt"
	default:
		return ".md"
	}
}

// Words word what stands round the text; lang.Words do.
type Words interface {
	// Rubric names a canonical rubric.
	Rubric(r feed.Rubric) string
	// FullZone is a date with the place whose clock it is.
	FullZone(t time.Time) string
	// ClipLabel is the word for one of Labels.
	ClipLabel(name string) string
}

// Labels are the names that Words.ClipLabel is asked for: what stands before
// source, date, address, rubric, author and topics; the headings of links,
// pictures and enclosed files; a story without a headline, and one of which
// there is only the beginning.
func Labels() []string {
	return []string{
		"source", "date", "address", "rubric", "author", "topics", "links", "pictures", "files", "untitled", "teaser",
	}
}

const (
	dirMode  = 0o700
	fileMode = 0o600
	// mostCopies is how many files of one name a folder may hold.
	mostCopies = 1000
)

// Write saves a story in a folder, which is made when it is missing, and
// returns the path of the file. Its name is made of date and headline; a file
// that is there already is never touched, the new one gets -2, -3 … behind its
// name. The file is there whole or not at all. The error is a *feed.Error of
// KindDiskFull or KindFile with the path concerned.
func Write(dir string, a feed.Article, f Format, w Words) (path string, err error) {
	if dir == "" {
		return "", &feed.Error{Op: "save", Kind: feed.KindFile, Err: errors.New("no folder")}
	}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return "", failed(dir, err)
	}
	// A root never follows a link out of the folder.
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", failed(dir, err)
	}
	defer root.Close() //nolint:errcheck // it was only read
	draft := ".rubrika-" + rand.Text()
	if err := write(root, draft, Document(a, f, w)); err != nil {
		_ = root.Remove(draft) // it may not be there
		return "", failed(dir, err)
	}
	name, err := publish(root, draft, stem(a.Item, w.ClipLabel("untitled")), f.Extension())
	if err != nil {
		_ = root.Remove(draft)
		return "", failed(filepath.Join(dir, name), err)
	}
	return filepath.Join(dir, name), nil
}

// Document is a story as Write writes it.
func Document(a feed.Article, f Format, w Words) []byte {
	c := newContent(a, w)
	switch f {
	case HTML:
		return c.html()
	case Text:
		return c.text()
	default:
		return c.markdown()
	}
}

// write makes a new file with a document that is on the disk afterwards.
func write(root *os.Root, name string, doc []byte) error {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(doc)
	return errors.Join(err, file.Sync(), file.Close())
}

// publish gives a written draft its name: the first that is free. It is taken
// by an empty file, which nothing but O_EXCL does without a gap, and which the
// draft then replaces.
func publish(root *os.Root, draft, stem, extension string) (name string, err error) {
	for n := 1; n <= mostCopies; n++ {
		name = stem + extension
		if n > 1 {
			name = stem + "-" + strconv.Itoa(n) + extension
		}
		place, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return name, err
		}
		if err = errors.Join(place.Close(), root.Rename(draft, name)); err != nil {
			_ = root.Remove(name) // it is empty
		}
		return name, err
	}
	return name, fmt.Errorf("%d files of that name are there", mostCopies)
}

// failed classes what kept a file from being written.
func failed(path string, err error) error {
	kind := feed.KindFile
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		kind = feed.KindDiskFull
	}
	return &feed.Error{Op: "save", Source: path, Kind: kind, Err: err}
}
