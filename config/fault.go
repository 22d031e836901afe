package config

import (
	"fmt"

	"rubrika/feed"
)

// Problem says in what way a word of the settings is wrong.
type Problem string

// The problems of the settings. What is wrong inside a filter is a
// feed.FilterFault.
const (
	ProblemUnknown Problem = "unknown" // no setting has that name
	ProblemPlace   Problem = "place"   // a setting inside a table, where it means nothing
	ProblemSyntax  Problem = "syntax"  // not TOML; Word is the line
	ProblemTwice   Problem = "twice"   // it is there already
	ProblemType    Problem = "type"    // a number where a text should be, and the like; Word is the setting
	ProblemChoice  Problem = "choice"  // none of the values the setting may have
	ProblemRange   Problem = "range"   // too small, too big, too many
	ProblemEmpty   Problem = "empty"   // nothing where something should be; Word is the setting
	ProblemSign    Problem = "sign"    // a sign in it that cannot be shown or handed on
	ProblemCommand Problem = "command" // a program and its arguments in one text
	ProblemTaken   Problem = "taken"   // a key that is another action's already; Word is «key = action»
	ProblemTrap    Problem = "trap"    // a view that no key would lead out of; Word is the view
)

// Problems returns all of them; tests use it to see that each has its words.
func Problems() []Problem {
	return []Problem{
		ProblemUnknown, ProblemPlace, ProblemSyntax, ProblemTwice, ProblemType, ProblemChoice, ProblemRange,
		ProblemEmpty, ProblemSign, ProblemCommand, ProblemTaken, ProblemTrap,
	}
}

// Fault is the cause in the *feed.Error of a mistake in the settings. Its text
// is in technical words, and says what is wanted.
type Fault struct { //nolint:errname // a part of feed.Error, never returned by itself
	Problem Problem
	// Word is what is wrong, as it stands in the file, or what Problem says.
	Word string
	Err  error
}

// Error implements the error interface.
func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// wrong is one mistake.
type wrong struct {
	at   place
	near string
	err  error
}

// error is the mistake as callers get it, in a file called name.
func (w wrong) error(name string) error {
	return &feed.Error{
		Op: "read settings", Source: name, Kind: feed.KindConfig,
		Line: w.at.line, Column: w.at.column, Near: w.near, Err: w.err,
	}
}

// findings gathers what is wrong in a document, whose values stand in places.
type findings struct {
	places map[string]place
	wrong  []wrong
}

// note adds a mistake in the value of a key.
func (f *findings) note(key, near string, p Problem, word, format string, args ...any) {
	f.noteAt(f.places[key], near, p, word, format, args...)
}

// noteAt adds a mistake at a place.
func (f *findings) noteAt(at place, near string, p Problem, word, format string, args ...any) {
	f.wrong = append(f.wrong, wrong{at, near, &Fault{p, word, fmt.Errorf(format, args...)}})
}
