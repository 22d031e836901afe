package plain_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rubrika/config"
	"rubrika/feed/library"
)

// With --offline it says so once, asks nothing by itself, and a command that
// would ask tells why it does not.
func TestOffline(t *testing.T) {
	var asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.WriteString(w, `<rss><channel><title>Pier</title><item><title>Ferries are late</title><link>`+"http://"+r.Host+`/one</link></item></channel></rss>`)
	}))
	t.Cleanup(s.Close)
	for code, words := range map[string][2]string{
		"en": {"Without the network (--offline)", "The network is left alone because of --offline; start without it."},
		"ru": {"Без сети (--offline)", "Сеть отключена ключом --offline; запустите без него."},
		"az": {"Şəbəkəsiz (--offline)", "Şəbəkə --offline açarı ilə bağlanıb; açarsız başladın."},
	} {
		path := filepath.Join(t.TempDir(), "r.db")
		before, err := library.Open(t.Context(), library.Options{Path: path, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := before.Subscribe(t.Context(), library.NewSource{URL: s.URL}); err != nil {
			t.Fatal(err)
		}
		if err := before.Close(); err != nil {
			t.Fatal(err)
		}
		was := asked.Load()
		d := &desk{t: t, lang: code, width: -1, config: config.Default()}
		d.later.Store(24 * 3600)
		d.lib, err = library.Open(t.Context(), library.Options{Path: path, Now: d.now, Offline: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.lib.Close() })
		d.config.Refresh, d.config.Prefetch = config.Duration(time.Millisecond), true
		c := d.types(t.Context())
		c.waits("Ferries are late")
		for _, line := range []string{"R", "r1", "f1", "q"} {
			c.types(line)
		}
		c.ends()
		out := c.out.String()
		if strings.Count(out, words[0]) != 1 || strings.Count(out, words[1]) < 2 {
			t.Errorf("%q", out)
		}
		if n := asked.Load() - was; n != 0 {
			t.Errorf("%d requests", n)
		}
	}
}
