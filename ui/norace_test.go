//go:build !race

package ui

// race is how much slower everything may be under the race detector.
const race = 1
