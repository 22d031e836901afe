// Package docs holds the papers of rubrika, and the tests that keep papers,
// code and house rules together. It has no code of its own.
package docs
