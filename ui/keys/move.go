package keys

// List is a list with a cursor, such as rows.List.
type List interface {
	// Move, Half and Page move the cursor down by lines, half pages or pages,
	// up when n is below zero; all report whether it moved.
	Move(n int) bool
	Half(n int) bool
	Page(n int) bool
	// Top and Bottom go to the first and the last line.
	Top() bool
	Bottom() bool
}

// Move moves the cursor of a list when a is an action that does that, and
// reports whether it was.
func Move(l List, a Action) bool {
	switch a {
	case Down:
		l.Move(1)
	case Up:
		l.Move(-1)
	case HalfDown:
		l.Half(1)
	case HalfUp:
		l.Half(-1)
	case PageDown:
		l.Page(1)
	case PageUp:
		l.Page(-1)
	case Top:
		l.Top()
	case Bottom:
		l.Bottom()
	default:
		return false
	}
	return true
}
