package lang

// Seek are the words of the search: its field, its list, and what it says of a
// filter that is not right.
type Seek struct {
}

func russianSeek() Seek { return Seek{} }

func azerbaijaniSeek() Seek { return Seek{} }

func englishSeek() Seek { return Seek{} }
