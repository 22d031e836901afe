package lang

// Views are the words of saved views and rules.
type Views struct {
}

func russianViews() Views { return Views{} }

func azerbaijaniViews() Views { return Views{} }

func englishViews() Views { return Views{} }
