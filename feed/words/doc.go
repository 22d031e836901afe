// Package words knows the languages of the news: folding for look-up, cutting
// text into words, the forms of a word and the spellings of a name, month and
// weekday names, and the language of a feed or of one text.
//
// What is folded here is what search, rubrics and filters compare; what a
// reader sees is never folded.
package words
