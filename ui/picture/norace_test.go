//go:build !race

package picture

// raced: the race detector makes code several times as slow.
const raced = false
