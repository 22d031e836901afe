//go:build race

package miniflux

// raced cuts tests of size short: the race detector is there for the order of
// things, and JSON is some twenty times slower under it.
const raced = true
