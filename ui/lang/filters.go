package lang

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"rubrika/feed"
)

// Filters are the words for what is wrong with a filter.
type Filters struct {
	// Problems are the middle of a sentence, by what is wrong; %s is the word.
	Problems map[feed.FilterProblem]string
	Do       string // what to do about it
}

// FilterFault says what is wrong with a filter, and where, for a place beside
// it: «поля «rubrik» нет (знак 1, может быть, «rubric:»?)». It is "" for any
// other error.
func (w Words) FilterFault(err error) string {
	what := w.problem(err)
	if what == "" {
		return ""
	}
	var e *feed.Error
	if errors.As(err, &e) {
		what += inBrackets(w.notes(e))
	}
	return what
}

// problem words a fault of a filter in the chain of err; "" without one.
func (w Words) problem(err error) string {
	var fault *feed.FilterFault
	if !errors.As(err, &fault) {
		return ""
	}
	return strings.Replace(w.Filters.Problems[fault.Problem], "%s", plain(fault.Word), 1)
}

// near is the nearest right word. What was typed as it is called in one of the
// languages there are is known here by its name, the reader's own language first.
func (w Words) near(e *feed.Error) string {
	var fault *feed.FilterFault
	if e.Near != "" || !errors.As(e, &fault) {
		return plain(e.Near)
	}
	for _, code := range append([]string{w.Code}, Codes()...) {
		values, names := For(code).called(fault.Problem)
		if name := feed.Nearest(fault.Word, names); name != "" {
			return values[slices.Index(names, name)]
		}
	}
	return ""
}

// called are the right words where a filter has that problem, each beside a name
// that it has in this language.
func (w Words) called(problem feed.FilterProblem) (values, names []string) {
	add := func(value, name string) { values, names = append(values, value), append(names, name) }
	switch problem {
	case feed.FaultMark:
		for _, mark := range slices.Sorted(maps.Keys(w.Seek.Marks)) {
			add(mark, w.Seek.Marks[mark])
		}
	case feed.FaultRubric:
		for _, r := range feed.Rubrics() {
			add(string(r), w.Rubric(r))
			add(string(r), w.RubricShort(r))
		}
	case feed.FaultBadge:
		for _, b := range badges() {
			add(strings.TrimPrefix(feed.Filter{Has: b}.String(), "has:"), w.badges[b])
		}
	}
	return values, names
}

func russianFilters() Filters {
	return Filters{
		Problems: map[feed.FilterProblem]string{
			feed.FaultField:        "поля «%s» нет",
			feed.FaultRubric:       "рубрики «%s» нет",
			feed.FaultMark:         "отметки «%s» нет",
			feed.FaultBadge:        "значка «%s» нет",
			feed.FaultTime:         "«%s» — не срок и не дата",
			feed.FaultExcludedTime: "срок «%s:» исключить нельзя",
			feed.FaultNoValue:      "после «%s:» ничего нет",
			feed.FaultBeforeOr:     "перед «or» ничего нет",
			feed.FaultAfterOr:      "после «or» ничего нет",
			feed.FaultNotOpened:    "лишняя закрывающая скобка",
			feed.FaultNotClosed:    "скобка не закрыта",
			feed.FaultEmpty:        "в скобках пусто",
			feed.FaultDepth:        "слишком много скобок в скобках",
			feed.FaultAlternatives: "слишком много вариантов через «or»",
			feed.FaultLength:       "отбор слишком длинный",
			feed.FaultRuleMark:     "правилу нельзя задать отметку «%s»",
			feed.FaultRuleTime:     "правилу нельзя задать срок «%s»",
			feed.FaultRuleAll:      "такое правило подошло бы ко всему",
		},
		Do: "исправьте отбор",
	}
}

func azerbaijaniFilters() Filters {
	return Filters{
		Problems: map[feed.FilterProblem]string{
			feed.FaultField:        "«%s» adlı sahə yoxdur",
			feed.FaultRubric:       "«%s» adlı rubrika yoxdur",
			feed.FaultMark:         "«%s» adlı qeyd yoxdur",
			feed.FaultBadge:        "«%s» adlı nişan yoxdur",
			feed.FaultTime:         "«%s» nə müddət, nə də tarixdir",
			feed.FaultExcludedTime: "«%s:» ilə verilən vaxtı istisna etmək olmur",
			feed.FaultNoValue:      "«%s:» yazılıb, amma ardı yoxdur",
			feed.FaultBeforeOr:     "«or» sözündən əvvəl heç nə yoxdur",
			feed.FaultAfterOr:      "«or» sözündən sonra heç nə yoxdur",
			feed.FaultNotOpened:    "bağlayan mötərizə artıqdır",
			feed.FaultNotClosed:    "mötərizə bağlanmayıb",
			feed.FaultEmpty:        "mötərizənin içi boşdur",
			feed.FaultDepth:        "iç-içə mötərizələr həddindən çoxdur",
			feed.FaultAlternatives: "«or» ilə birləşən variantlar həddindən çoxdur",
			feed.FaultLength:       "süzgəc həddindən uzundur",
			feed.FaultRuleMark:     "qaydaya «%s» qeydini vermək olmur",
			feed.FaultRuleTime:     "qaydaya «%s» vaxtını vermək olmur",
			feed.FaultRuleAll:      "belə qayda hər şeyə uyğun gələrdi",
		},
		Do: "süzgəci düzəldin",
	}
}

func englishFilters() Filters {
	return Filters{
		Problems: map[feed.FilterProblem]string{
			feed.FaultField:        "there is no field “%s”",
			feed.FaultRubric:       "there is no rubric “%s”",
			feed.FaultMark:         "there is no mark “%s”",
			feed.FaultBadge:        "there is no badge “%s”",
			feed.FaultTime:         "“%s” is neither an age nor a date",
			feed.FaultExcludedTime: "the time in “%s:” cannot be excluded",
			feed.FaultNoValue:      "there is nothing after “%s:”",
			feed.FaultBeforeOr:     "there is nothing before “or”",
			feed.FaultAfterOr:      "there is nothing after “or”",
			feed.FaultNotOpened:    "there is a closing parenthesis too many",
			feed.FaultNotClosed:    "a parenthesis is not closed",
			feed.FaultEmpty:        "there is nothing in the parentheses",
			feed.FaultDepth:        "there are too many parentheses in one another",
			feed.FaultAlternatives: "too much is joined by “or”",
			feed.FaultLength:       "the filter is too long",
			feed.FaultRuleMark:     "a rule cannot ask for the mark “%s”",
			feed.FaultRuleTime:     "a rule cannot ask for the time “%s”",
			feed.FaultRuleAll:      "such a rule would take in everything",
		},
		Do: "correct the filter",
	}
}
