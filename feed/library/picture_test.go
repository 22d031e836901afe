package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
)

// dots is a file as pictures are sent; nothing here looks into it.
func dots(n int, sign byte) string { return "\x89PNG\r\n\x1a\n" + strings.Repeat(string(sign), n) }

// sends answers with a file of some type.
func sends(contentType, file string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(file))
	}
}

// openAlbum opens a library for which the loopback network is public, with a
// folder for pictures.
func openAlbum(t *testing.T, dir string, c *clock) *Library {
	t.Helper()
	return openWith(t, Options{
		Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Cache: dir,
		Client: fetch.New(fetch.Options{
			Now: c.now, Timeout: 5 * time.Second, Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		}),
	})
}

// size is the number of files in a folder and the bytes of all.
func size(t *testing.T, dir string) (files int, sum int64) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		sum += info.Size()
	}
	return len(entries), sum
}

// The pictures of the built-in edition need no network and no folder.
func TestPicturesOfTheTour(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"ru", "az", "en"} {
		l := openWith(t, Options{Path: filepath.Join(t.TempDir(), "edition.db"), Client: fetch.New(fetch.Options{})})
		shown := 0
		for _, address := range picturesOf(t, l, lang) {
			data, err := l.Picture(t.Context(), address)
			if err != nil || !bytes.HasPrefix(data, []byte("\x89PNG")) {
				t.Errorf("%s: %s: %d bytes, %v", lang, address, len(data), err)
			}
			shown++
		}
		if shown == 0 {
			t.Errorf("%s: no picture", lang)
		}
	}
}

// picturesOf are the addresses of the pictures of the built-in edition.
func picturesOf(t *testing.T, l *Library, lang string) []string {
	t.Helper()
	if err := l.Welcome(t.Context(), lang, false); err != nil {
		t.Fatal(err)
	}
	list, err := l.List(t.Context(), feed.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range list {
		a, err := l.Article(t.Context(), it.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range a.Images {
			out = append(out, p.URL)
		}
	}
	return out
}

func TestPictureIsFetchedOnce(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/a.png": func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Header.Get("Accept"), "image/") || r.Header.Get("Cookie")+r.Header.Get("Referer") != "" {
			t.Errorf("asked with %v", r.Header)
		}
		sends("image/png", dots(10, 'a'))(w, r)
	}})
	c := &clock{at: noon()}
	dir := filepath.Join(t.TempDir(), "not", "yet", "there")
	for range 2 { // the second time as after a restart
		l := openAlbum(t, dir, c)
		for range 2 {
			if got, err := l.Picture(t.Context(), p.URL+"/a.png"); err != nil || string(got) != dots(10, 'a') {
				t.Fatalf("%q %v", got, err)
			}
		}
	}
	if n := p.requests(); n != 1 {
		t.Errorf("%d requests", n)
	}
	files, _ := size(t, dir)
	entries, err := os.ReadDir(dir)
	if err != nil || files != 1 || len(entries[0].Name()) != 64+len(suffix) {
		t.Errorf("%d files, %v %v", files, entries, err)
	}

	without := openAlbum(t, "", c)
	for range 2 {
		if _, err := without.Picture(t.Context(), p.URL+"/a.png"); err != nil {
			t.Fatal(err)
		}
	}
	if n := p.requests(); n != 3 {
		t.Errorf("%d requests, 2 more were to come without a folder", n)
	}
}

func TestDamagedPictureIsFetchedAgain(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/a.png": sends("image/png", dots(100, 'a'))})
	dir := t.TempDir()
	l := openAlbum(t, dir, &clock{at: noon()})
	path := l.album.path(p.URL + "/a.png")
	for i, harm := range []func(file []byte) []byte{
		func([]byte) []byte { return nil },
		func(file []byte) []byte { return file[:20] },
		func(file []byte) []byte { return file[:len(file)-1] },
		func(file []byte) []byte { file[60] ^= 1; return file },
		func(file []byte) []byte { return append(file, 'x') },
	} {
		if _, err := l.Picture(t.Context(), p.URL+"/a.png"); err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, harm(file), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := l.Picture(t.Context(), p.URL+"/a.png"); err != nil || string(got) != dots(100, 'a') {
			t.Errorf("harm %d: %d bytes, %v", i, len(got), err)
		}
		if n := p.requests(); n != i+2 {
			t.Fatalf("harm %d: %d requests", i, n)
		}
	}
}

func TestAlbumStaysSmall(t *testing.T) {
	t.Parallel()
	by := map[string]answer{}
	for n := range 9 {
		by[fmt.Sprintf("/%d", n)] = sends("image/png", dots(10<<20, byte('a'+n)))
	}
	p := publish(t, by)
	c, dir := &clock{at: noon()}, t.TempDir()
	other := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(other, bytes.Repeat([]byte("x"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "123"+suffix), bytes.Repeat([]byte("x"), 8<<20), 0o600); err != nil {
		t.Fatal(err) // left half written
	}
	if err := os.Chtimes(filepath.Join(dir, "123"+suffix), noon(), noon()); err != nil {
		t.Fatal(err)
	}
	l := openAlbum(t, dir, c)
	get := func(n int) {
		t.Helper()
		c.pass(time.Minute)
		if _, err := l.Picture(t.Context(), fmt.Sprintf("%s/%d", p.URL, n)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 6 {
		get(n)
	}
	get(0) // the newest now
	for n := 6; n < 9; n++ {
		get(n)
	}
	files, sum := size(t, dir)
	if files != 7 || sum > maxAlbum+100 {
		t.Errorf("%d files of %d bytes", files, sum)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a file of somebody else's is gone:", err)
	}
	before := p.requests()
	get(0)
	get(8)
	if n := p.requests(); n != before {
		t.Error("the newest were fetched again")
	}
	get(1)
	if n := p.requests(); n != before+1 {
		t.Error("the oldest was kept")
	}
}

func TestPictureFails(t *testing.T) {
	t.Parallel()
	inside, port := everywhere(t, map[string]answer{"/a.png": sends("image/png", dots(1, 'a'))})
	p := publish(t, map[string]answer{
		"/page":  sends("text/html; charset=utf-8", "<p>Sign in"),
		"/large": sends("image/png", dots(maxPicture, 'a')),
		"/empty": sends("image/png", ""),
		"/lost":  status(http.StatusGone),
		"/in":    status(http.StatusFound, "Location", "http://127.0.0.2:"+port+"/a.png"),
		"/plain": sends("", dots(1, 'b')),
		"/bytes": sends("application/octet-stream", dots(1, 'b')),
		"/choosy": func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.UserAgent(), "Mozilla/") {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			sends("image/webp", dots(1, 'b'))(w, r)
		},
	})
	c := &clock{at: noon()}
	dir := t.TempDir()
	l := openWith(t, Options{
		Path: filepath.Join(t.TempDir(), "edition.db"), Now: c.now, Cache: dir,
		Client: fetch.New(fetch.Options{Now: c.now, Timeout: 5 * time.Second, Inside: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}),
	})
	for address, want := range map[string]feed.Kind{
		p.URL + "/page": feed.KindDamaged, p.URL + "/large": feed.KindTooBig, p.URL + "/empty": feed.KindEmpty,
		p.URL + "/lost": feed.KindGone, p.URL + "/none": feed.KindNotFound, p.URL + "/in": feed.KindInside,
		"http://127.0.0.2:" + port + "/a.png": feed.KindInside, "http://169.254.169.254/a.png": feed.KindInside,
		"file:///etc/passwd": feed.KindAddress, "data:image/png;base64,AAAA": feed.KindAddress, "": feed.KindAddress,
		"ftp://example.org/a.png": feed.KindAddress, "a.png": feed.KindAddress, "mailto:a@example.org": feed.KindAddress,
	} {
		data, err := l.Picture(t.Context(), address)
		var e *feed.Error
		if !errors.As(err, &e) || feed.KindOf(err) != want || data != nil {
			t.Errorf("%q: %d bytes, %v (%s), want %s", address, len(data), err, feed.KindOf(err), want)
		}
	}
	if n := inside.requests(); n != 0 {
		t.Errorf("%d requests inside", n)
	}
	if files, _ := size(t, dir); files != 0 {
		t.Errorf("%d failures were kept", files)
	}
	for _, path := range []string{"/plain", "/bytes", "/choosy"} {
		if got, err := l.Picture(t.Context(), p.URL+path); err != nil || string(got) != dots(1, 'b') {
			t.Errorf("%s: %q %v", path, got, err)
		}
	}
}

// A folder that cannot be written costs requests and nothing else.
func TestPictureWithoutAFolder(t *testing.T) {
	t.Parallel()
	p := publish(t, map[string]answer{"/a.png": sends("image/png", dots(1, 'a'))})
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l := openAlbum(t, file, &clock{at: noon()})
	for range 2 {
		if got, err := l.Picture(t.Context(), p.URL+"/a.png"); err != nil || string(got) != dots(1, 'a') {
			t.Fatalf("%q %v", got, err)
		}
	}
}

// TestPicturesTwoAtOnce asks six servers at the same time, each by two readers.
func TestPicturesTwoAtOnce(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	now, most := 0, 0
	entered, leave := make(chan struct{}, 12), make(chan struct{})
	slow := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		entered <- struct{}{}
		<-leave
		mu.Lock()
		now--
		mu.Unlock()
		sends("image/png", dots(1, 'a'))(w, r)
	}
	l := openAlbum(t, t.TempDir(), &clock{at: noon()})
	var wg sync.WaitGroup
	var servers []*publisher
	for range 6 {
		p := publish(t, map[string]answer{"/a.png": slow})
		servers = append(servers, p)
		for range 2 {
			wg.Go(func() {
				if _, err := l.Picture(context.WithoutCancel(t.Context()), p.URL+"/a.png"); err != nil {
					t.Error(err)
				}
			})
		}
	}
	<-entered
	<-entered
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Picture(impatient, servers[0].URL+"/b.png"); !errors.Is(err, context.Canceled) {
		t.Error("waiting for a place does not end:", err)
	}
	for range 4 {
		leave <- struct{}{}
		<-entered
	}
	close(leave)
	wg.Wait()
	if most != pictures {
		t.Errorf("%d at once", most)
	}
	for _, p := range servers {
		if n := p.requests(); n != 1 {
			t.Errorf("%d requests for one picture", n)
		}
	}
}
