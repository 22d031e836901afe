//go:build !race

package miniflux

const raced = false
