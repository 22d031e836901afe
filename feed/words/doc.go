// Package words knows the languages of the news: folding for look-up, cutting
// text into words, stems, month and weekday names, and a guess at the
// language of a feed.
//
// What is folded here is what search, rubrics and filters compare; what a
// reader sees is never folded.
package words
