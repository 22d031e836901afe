package cli_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rubrika/ui/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rubrika": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(cli.Run(ctx, cli.System("1.2.3", func(context.Context, cli.Session) error {
			panic("the screen was opened without a terminal")
		})))
	}})
}

// TestScripts runs the commands as a reader does, each script with a store, a
// home and a news site of its own: $FEED is the site's address, $DEAD one
// where nothing listens.
func TestScripts(t *testing.T) {
	site := http.FileServerFS(os.DirFS("testdata/www"))
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			server := httptest.NewServer(site)
			env.Defer(server.Close)
			dead, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			if err := dead.Close(); err != nil {
				return err
			}
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
