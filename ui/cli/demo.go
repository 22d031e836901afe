package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/feed/page"
	"rubrika/feed/tour"
)

// demo is the command that shows the tour edition.
func (a *app) demo() *cobra.Command {
	var address string
	var plain bool
	cmd := &cobra.Command{Use: "demo", Args: a.args(0, 0)}
	cmd.Flags().StringVar(&address, "serve", "", "")
	cmd.Flags().BoolVar(&plain, "plain", false, "")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case address != "":
			return a.serve(cmd.Context(), address)
		case cmd.Flags().Changed("serve"): // which would be every network
			return usage(a.words.CLI.NoValue, "--serve")
		}
		return a.showDemo(cmd.Context(), plain)
	}
	return cmd
}

// listen opens a server for the tour edition and returns its base address.
func (a *app) listen(ctx context.Context, address string) (net.Listener, *http.Server, string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, nil, "", failed(a.words.CLI.NotServed, address, page.Error(err))
	}
	server := &http.Server{Handler: tour.Handler(a.env.Now), ReadHeaderTimeout: 10 * time.Second}
	return l, server, "http://" + l.Addr().String(), nil
}

// serve serves the tour edition until ctx ends.
func (a *app) serve(ctx context.Context, address string) error {
	l, server, base, err := a.listen(ctx, address)
	if err != nil {
		return err
	}
	a.note(fmt.Sprintf(a.words.CLI.Serving, base))
	for _, lang := range tour.Languages() {
		a.print(base + "/" + lang + "/")
		for _, format := range tour.Formats() {
			a.print(base + tour.Path(lang, format))
		}
	}
	a.out.flush()
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // there is nothing to lose
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return &feed.Error{Op: "serve", Source: address, Kind: feed.KindInternal, Err: err}
	}
	return nil
}

// showDemo takes the tour edition through the whole program in a store that
// is thrown away: served, fetched, parsed, kept, and shown. Each language
// comes in another format.
func (a *app) showDemo(ctx context.Context, plain bool) error {
	dir, err := os.MkdirTemp("", "rubrika-demo-")
	if err != nil {
		return &feed.Error{Op: "make store", Kind: feed.KindReadOnly, Err: err}
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the system clears its temporary files
	l, server, base, err := a.listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	var wait sync.WaitGroup
	defer wait.Wait()
	defer server.Close() //nolint:errcheck // there is nothing to lose
	wait.Go(func() { _ = server.Serve(l) })

	o := a.options(filepath.Join(dir, "demo.db"))
	o.Cache = ""                                                                                  // nothing of it stays
	o.OnNew = nil                                                                                 // nothing of it is news
	o.Views = nil                                                                                 // and all of it is shown
	o.Client = a.client([]netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, l.Addr().String()) // where its pages are
	o.Offline = false                                                                             // of all others the client keeps away
	lib, err := library.Open(ctx, o)
	if err != nil {
		return err
	}
	defer lib.Close()                                       //nolint:errcheck // the store is thrown away
	formats := []tour.Format{tour.RDF, tour.Atom, tour.RSS} // RDF cannot say what comes with a story
	for i, lang := range a.ownLast(tour.Languages()) {
		n := library.NewSource{URL: base + tour.Path(lang, formats[i%len(formats)]), Lang: lang}
		if _, _, err := lib.Subscribe(ctx, n); err != nil {
			return err
		}
	}
	if plain || a.dumb() {
		return a.readPlain(ctx, lib, true)
	}
	if a.env.InTTY && a.env.OutTTY {
		return a.env.Reader(ctx, a.session(lib, true))
	}
	return a.printList(ctx, lib, newsOptions{limit: defaultLimit})
}

// ownLast puts the reader's language at the end: of stories of one minute,
// those filed last stand on top.
func (a *app) ownLast(langs []string) []string {
	return append(slices.DeleteFunc(langs, func(l string) bool { return l == a.words.Code }), a.words.Code)
}
