package cli_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"rubrika/ui/cli"
)

// resident is the program as one process that runs the commands of a script in
// turn. To start it takes ten times what most of them do.
type resident struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	orders  *json.Encoder
	answers *json.Decoder
	code    int // of the last command
}

// order is a command to run in a folder, answer what came of it.
type (
	order struct {
		Dir  string
		Args []string
	}
	answer struct {
		Code           int
		Stdout, Stderr string
	}
)

// environment names all of the environment that a resident has.
func environment() []string {
	return []string{
		"PATH", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS", "TMPDIR", "TZ", "LC_ALL",
		"RUBRIKA_LANG", "RUBRIKA_PROFILE", "NO_COLOR", "TERM", "CLICOLOR_FORCE", "EDITOR", "VISUAL", "PASSWORD", "SECRET",
	}
}

// serve is the process itself, in which each command finds the world as System
// has it: no terminal, nothing to read, two outputs.
func serve() {
	orders, answers := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	env := system()
	for {
		var o order
		if err := orders.Decode(&o); err != nil {
			return
		}
		if err := os.Chdir(o.Dir); err != nil {
			panic(err)
		}
		var out, errs bytes.Buffer
		env.Args, env.Stdin, env.Stdout, env.Stderr = o.Args, strings.NewReader(""), &out, &errs
		code := cli.Run(context.Background(), env)
		if err := answers.Encode(answer{code, out.String(), errs.String()}); err != nil {
			panic(err)
		}
	}
}

// run is the command «run» of scripts: «run news» does what «exec rubrika news»
// would, without a process of its own.
func (r *resident) run(ts *testscript.TestScript, neg bool, args []string) {
	var vars []string
	for _, name := range environment() {
		vars = append(vars, name+"="+ts.Getenv(name))
	}
	if r.cmd == nil || !slices.Equal(r.cmd.Env, vars) { // much is read once, at the start
		r.stop()
		ts.Check(r.start(vars))
	}
	ts.Check(r.orders.Encode(order{ts.MkAbs("."), args}))
	var a answer
	ts.Check(r.answers.Decode(&a))
	r.code = a.Code
	fmt.Fprint(ts.Stdout(), a.Stdout)
	fmt.Fprint(ts.Stderr(), a.Stderr)
	if (a.Code != 0) != neg {
		ts.Fatalf("code %d: %s", a.Code, cmp.Or(a.Stderr, a.Stdout))
	}
}

// exited is the command «code» of scripts: with which code the last run ended.
func (r *resident) exited(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: code NUMBER")
	}
	if got := strconv.Itoa(r.code); got != args[0] {
		ts.Fatalf("it ended with code %s", got)
	}
}

// start starts the process with an environment.
func (r *resident) start(vars []string) (err error) {
	r.cmd = exec.Command("resident")
	r.cmd.Env = vars
	if r.in, err = r.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	r.orders, r.answers = json.NewEncoder(r.in), json.NewDecoder(out)
	return r.cmd.Start()
}

// stop ends the process, if there is one.
func (r *resident) stop() {
	if r.cmd != nil && r.cmd.Process != nil {
		_ = r.in.Close()
		_ = r.cmd.Wait()
	}
}
