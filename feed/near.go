package feed

import "strings"

// Nearest returns the candidate that word is (case ignored), or begins, or is
// closest to by edit distance; empty when none is near enough to be worth
// proposing (more than a third of its letters differ).
func Nearest(word string, candidates []string) string {
	word = strings.ToLower(word)
	typed := []rune(word)
	begun, best, cost := "", "", 0
	for _, c := range candidates {
		low := strings.ToLower(c)
		if low == word {
			return c
		}
		if begun == "" && len(typed) >= 2 && strings.HasPrefix(low, word) {
			begun = c
		}
		letters := []rune(low)
		limit := max(1, len(letters)/3)
		if len(typed) > len(letters)+limit || len(letters) > len(typed)+limit { // it cannot be near
			continue
		}
		if d := distance(typed, letters); d <= limit && (best == "" || d < cost) {
			best, cost = c, d
		}
	}
	if begun != "" {
		return begun
	}
	return best
}

// Slip reports two words that one slip of a hand parts: a letter too much, too
// few or another, or two swapped; or none.
func Slip(a, b string) bool { return distance([]rune(a), []rune(b)) <= 1 }

// distance is the Damerau–Levenshtein distance (adjacent swaps count one).
func distance(a, b []rune) int {
	two, one := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
		two, one = one, row
	}
	return one[len(b)]
}
