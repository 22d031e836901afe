package feed

import "strings"

// IsZero reports whether f selects everything; paging does not count.
func (f Filter) IsZero() bool { return f.String() == "" }

// Uses reports whether f or one of its groups asks for one of the marks of s,
// set or not.
func (f Filter) Uses(s State) bool {
	used := false
	f.each(func(f Filter) { used = used || (f.Is|f.IsNot)&s != 0 })
	return used
}

// Rule reports why f cannot be a rule, as an *Error of KindUsage: a rule asks
// for no marks and no times, and does not select everything.
func (f Filter) Rule() error {
	var err error
	f.each(func(f Filter) {
		marks, times := Filter{Is: f.Is, IsNot: f.IsNot}, Filter{Since: f.Since, Until: f.Until}
		switch {
		case err != nil:
		case !marks.IsZero():
			err = notRule(FaultRuleMark, marks)
		case !times.IsZero():
			err = notRule(FaultRuleTime, times)
		}
	})
	if err == nil && f.IsZero() {
		err = notRule(FaultRuleAll, f)
	}
	return err
}

func notRule(problem FilterProblem, part Filter) error {
	first, _, _ := strings.Cut(part.String(), " ")
	return &Error{Op: "rule", Kind: KindUsage, Err: &FilterFault{Problem: problem, Word: first}}
}

// each visits f and the filters of its groups.
func (f Filter) each(visit func(Filter)) {
	visit(f)
	for _, g := range f.Groups {
		for _, alternative := range g.Any {
			alternative.each(visit)
		}
	}
}

// Toggle returns f with only r, or with no rubrics when r was the only one:
// what a number key does. Publishers' rubrics leave with the others;
// exclusions and groups stay.
func (f Filter) Toggle(r Rubric) Filter {
	alone := len(f.Rubrics) == 1 && f.Rubrics[0] == r && len(f.Sections) == 0
	f.Rubrics, f.Sections = nil, nil
	if !alone {
		f.Rubrics = []Rubric{r}
		var not []Rubric
		for _, n := range f.Not {
			if n != r {
				not = append(not, n)
			}
		}
		f.Not = not
	}
	return f.normal()
}

// Loosen returns f with its newest kind of narrowing taken away, one kind a
// step: text, groups, times, badges, authors, topics, tags, languages,
// sources, publishers' rubrics, rubrics, marks; false when nothing is left to
// take. Rubrics and publishers' rubrics that widen each other leave together.
func (f Filter) Loosen() (Filter, bool) {
	steps := []func(*Filter){
		func(f *Filter) { f.Text = "" },
		func(f *Filter) { f.Groups = nil },
		func(f *Filter) { f.Since, f.Until = When{}, When{} },
		func(f *Filter) { f.Has, f.HasNot = 0, 0 },
		func(f *Filter) { f.Authors, f.NotAuthors = nil, nil },
		func(f *Filter) { f.Topics, f.NotTopics = nil, nil },
		func(f *Filter) { f.Tags, f.NotTags = nil, nil },
		func(f *Filter) { f.Langs, f.NotLangs = nil, nil },
		func(f *Filter) { f.Sources, f.NotSources = nil, nil },
		func(f *Filter) {
			f.NotSections = nil
			if len(f.Rubrics) == 0 {
				f.Sections = nil
			}
		},
		func(f *Filter) { f.Rubrics, f.Sections, f.Not = nil, nil, nil },
		func(f *Filter) { f.Is, f.IsNot = 0, 0 },
	}
	f = f.normal()
	was := f.print()
	for _, step := range steps {
		looser := f
		step(&looser)
		if looser.print() != was {
			return looser.normal(), true
		}
	}
	return f, false
}
