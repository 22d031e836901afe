// Package feed knows what news is: the types every other package speaks.
//
// An Item is a headline with its data, an Article an item with its readable
// body, a Source something that yields entries, a Filter the question a list
// answers. The package imports nothing but the standard library, does no
// input or output, and holds no state.
//
// Text in these types is of two kinds. What a Source returns is as the
// publisher sent it and must not reach a screen. What a Store or the library
// returns has passed the door (package feed/page): every string is valid
// UTF-8 without control characters, except Markup, which stays raw on purpose.
package feed
