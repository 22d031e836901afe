package feed

// ProgramProblem is what kept a program of the reader's own from its work.
type ProgramProblem string

// The problems.
const (
	ProgramMissing ProgramProblem = "missing" // there is no such program, or it may not be run
	ProgramShell   ProgramProblem = "shell"   // a batch file: a shell would read its arguments
	ProgramSlow    ProgramProblem = "slow"    // it did not end in the time it had
	ProgramEnded   ProgramProblem = "ended"   // it ended with an exit code other than 0, or by a signal
)

// ProgramFault tells how a program of the reader's own failed. It is the Err of
// an *Error of KindOpener, KindPlayer, KindPipe, KindEditor or KindHook, whose Source is the
// program.
type ProgramFault struct { //nolint:errname // a part of Error, never returned by itself
	Problem ProgramProblem
	// Code is the exit code, -1 where a signal ended it. Said is the first line
	// of its standard error as one line of plain text, possibly empty.
	Code int
	Said string
	Err  error
}

// Error implements the error interface.
func (e *ProgramFault) Error() string {
	s := string(e.Problem)
	if e.Err != nil {
		s = e.Err.Error()
	}
	if e.Said != "" {
		s += ": " + e.Said
	}
	return s
}

// Unwrap gives the cause.
func (e *ProgramFault) Unwrap() error { return e.Err }
