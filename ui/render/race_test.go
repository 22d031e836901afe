//go:build race

package render

// raced: the race detector makes everything some ten times slower.
const raced = true
