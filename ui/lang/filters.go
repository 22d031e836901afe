package lang

// Filters are the words for what is wrong with a filter.
type Filters struct {
}

func russianFilters() Filters { return Filters{} }

func azerbaijaniFilters() Filters { return Filters{} }

func englishFilters() Filters { return Filters{} }
