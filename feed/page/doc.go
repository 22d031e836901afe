// Package page is the door: everything a publisher or a server sent passes it
// before it reaches the store, a screen or a pipe.
//
// Line, Text and Link make one string harmless; Entry, Subscription and Error
// do so for all fields of what they get. Read turns the HTML of a body into
// Markdown with numbered links, Extract finds the article in a page, PlainText
// gives the bare words of a body. None of them panics, and each bounds the
// size and the time of its work, whatever it is given.
//
// Cleaning always comes after decoding: entities are resolved first (by the
// source for titles, by the HTML parser for bodies), so that a control cannot
// hide in «&#27;». What still looks like a reference after that stays text.
package page
