package feed

// FilterProblem says in what way a filter is wrong.
type FilterProblem string

// The problems of a filter, and of a filter that is to be a rule.
const (
	FaultField        FilterProblem = "field"         // no such field: Word is its name
	FaultRubric       FilterProblem = "rubric"        // no such rubric
	FaultMark         FilterProblem = "mark"          // no such mark
	FaultBadge        FilterProblem = "badge"         // no such badge
	FaultTime         FilterProblem = "time"          // neither an age nor a day
	FaultExcludedTime FilterProblem = "excluded-time" // a «-» before a bound in time
	FaultNoValue      FilterProblem = "no-value"      // nothing after the colon: Word is the field
	FaultBeforeOr     FilterProblem = "before-or"     // nothing before «or»
	FaultAfterOr      FilterProblem = "after-or"      // nothing after «or»
	FaultNotOpened    FilterProblem = "not-opened"    // a closing parenthesis too many
	FaultNotClosed    FilterProblem = "not-closed"    // an opening parenthesis too many
	FaultEmpty        FilterProblem = "empty"         // nothing in parentheses
	FaultDepth        FilterProblem = "depth"         // too many parentheses in one another
	FaultAlternatives FilterProblem = "alternatives"  // too much joined by «or»
	FaultLength       FilterProblem = "length"        // too long a filter
	FaultRuleMark     FilterProblem = "rule-mark"     // a rule that asks for a mark: Word is «is:unread»
	FaultRuleTime     FilterProblem = "rule-time"     // a rule that asks for a time: Word is «since:2d»
	FaultRuleAll      FilterProblem = "rule-all"      // a rule that selects everything
)

// FilterProblems returns all of them; tests use it to see that each has its
// words.
func FilterProblems() []FilterProblem {
	return []FilterProblem{
		FaultField, FaultRubric, FaultMark, FaultBadge, FaultTime, FaultExcludedTime, FaultNoValue, FaultBeforeOr,
		FaultAfterOr, FaultNotOpened, FaultNotClosed, FaultEmpty, FaultDepth, FaultAlternatives, FaultLength,
		FaultRuleMark, FaultRuleTime, FaultRuleAll,
	}
}

// FilterFault is the cause in the *Error of a filter. Its text is for logs;
// readers see the words of its Problem.
type FilterFault struct { //nolint:errname // a part of Error, never returned by itself
	Problem FilterProblem
	// Word is the wrong word as it was typed, or what the problem says it is.
	Word string
}

// Error implements the error interface.
func (f *FilterFault) Error() string {
	switch f.Problem {
	case FaultField, FaultRubric, FaultMark, FaultBadge:
		return "no " + string(f.Problem) + ` "` + f.Word + `"`
	case FaultTime:
		return `"` + f.Word + `" is no time`
	case FaultExcludedTime:
		return "a time cannot be excluded"
	case FaultNoValue:
		return f.Word + ": needs a value"
	case FaultBeforeOr:
		return "nothing before or"
	case FaultAfterOr:
		return "nothing after or"
	case FaultNotOpened:
		return "a parenthesis was not opened"
	case FaultNotClosed:
		return "a parenthesis was not closed"
	case FaultEmpty:
		return "nothing in parentheses"
	case FaultDepth:
		return "parentheses too deep"
	case FaultAlternatives:
		return "too many alternatives"
	case FaultLength:
		return "the filter is too long"
	case FaultRuleMark, FaultRuleTime:
		return "a rule cannot ask for " + f.Word
	case FaultRuleAll:
		return "a rule cannot select everything"
	}
	return string(f.Problem)
}

// wrong makes the error of a filter; at is where, in runes from 0.
func wrong(at int, near string, problem FilterProblem, word string) error {
	return &Error{
		Op: "filter", Kind: KindUsage, Near: near, Line: 1, Column: at + 1,
		Err: &FilterFault{Problem: problem, Word: word},
	}
}
