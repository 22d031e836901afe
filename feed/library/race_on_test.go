//go:build race

package library

// raced cuts tests of size short: the race detector is there for the order of
// things, and SQLite is some twenty times slower under it.
const raced = true
