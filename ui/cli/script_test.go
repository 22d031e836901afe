package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rubrika/feed/feedtest"
	"rubrika/ui/cli"
	"rubrika/ui/plain"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rubrika": func() {
		ctx, stop := cli.Ended(context.Background())
		defer stop()
		os.Exit(cli.Run(ctx, system()))
	}, "resident": serve, "recorder": record})
}

// system is the world of the program, in which no screen can be opened.
func system() cli.Env {
	return cli.System("1.2.3", func(context.Context, cli.Session) error {
		panic("the screen was opened without a terminal")
	}, func(ctx context.Context, s cli.Session, c cli.Console) error {
		return plain.Run(ctx, plain.Options{
			Library: s.Library, Config: s.Config, Lang: s.Lang, In: c.In, Out: c.Out, Now: c.Now, Width: c.Width, Script: c.Script,
			Demo: s.Demo, Getenv: c.Getenv,
		})
	})
}

// record is a program of the reader's own: it writes into the file it is given
// first what it was given, how much more there was, and its standard input.
func record() {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d", len(os.Args)-1)
	for _, arg := range os.Args[1:] {
		fmt.Fprintf(&b, " %q", arg)
	}
	fmt.Fprintf(&b, "\nmore %s\n", os.Getenv("RUBRIKA_MORE"))
	_, err := b.ReadFrom(os.Stdin)
	if err == nil {
		err = os.WriteFile(os.Args[1], b.Bytes(), 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "it is full")
		os.Exit(3)
	}
}

// newSite serves testdata/www, in which http://site.test is the server itself;
// what lies below /closed/ is refused.
func newSite() *httptest.Server {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	mux.HandleFunc("/closed/", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no robots", http.StatusForbidden) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		doc, err := fs.ReadFile(os.DirFS("testdata/www"), strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		_, _ = w.Write(bytes.ReplaceAll(doc, []byte("http://site.test"), []byte(s.URL)))
	})
	return s
}

// TestScripts runs the commands as a reader does, each script with a store, a
// home and a news site of its own: $FEED is the site's address, $DEAD one
// where nothing listens, $WWW the folder of its documents. $MINIFLUX is a server
// with a feed and three items, its user "reader" has $PASSWORD; no keyring
// answers. What is run with «exec» is a process of its own; what with «run», one
// command of a resident.
func TestScripts(t *testing.T) {
	at := func(do func(*resident, *testscript.TestScript, bool, []string)) func(*testscript.TestScript, bool, []string) {
		return func(ts *testscript.TestScript, neg bool, args []string) {
			do(ts.Value("resident").(*resident), ts, neg, args)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"run": at((*resident).run), "code": at((*resident).exited)},
		Setup: func(env *testscript.Env) error {
			r := &resident{}
			env.Values["resident"] = r
			env.Defer(r.stop)
			server := newSite()
			env.Defer(server.Close)
			dead, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			if err := dead.Close(); err != nil {
				return err
			}
			www, err := filepath.Abs("testdata/www")
			if err != nil {
				return err
			}
			account := feedtest.NewMiniflux(t, feedtest.FakeOptions{})
			account.AddMany(account.AddFeed("Лента порта", "Море", "https://port.example/feed.xml"), 3)
			env.Setenv("MINIFLUX", account.URL())
			env.Setenv("PASSWORD", account.Password)
			env.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+env.WorkDir+"/no-bus")
			env.Setenv("WWW", www)
			env.Setenv("FEED", server.URL)
			env.Setenv("DEAD", "http://"+dead.Addr().String())
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/config")
			env.Setenv("RUBRIKA_LANG", "en")
			env.Setenv("TZ", "UTC")
			return nil
		},
	})
}
