package library

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"rubrika/feed"
	"rubrika/feed/fetch"
	"rubrika/feed/page"
	"rubrika/feed/tour"
)

// Bounds of pictures.
const (
	maxPicture = 12 << 20 // bytes of one
	maxAlbum   = 64 << 20 // bytes of all that are kept on disk
	pictures   = 2        // fetched at once
)

// acceptPicture is what can be shown, the rest in case a server has nothing
// else to say.
const acceptPicture = "image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.5,*/*;q=0.1"

// Picture returns the file of a picture that an article or a feed names, from
// the disk if it was fetched before. Only public addresses are asked, two
// pictures at once, and none twice at a time. Errors are those of package
// fetch, KindInside among them; KindDamaged for what is no picture.
func (l *Library) Picture(ctx context.Context, address string) (data []byte, err error) {
	defer survive("fetch picture", address, &err)
	if data, ok := tour.Picture(address); ok {
		return data, nil
	}
	end, err := l.album.alone(ctx, address)
	if err != nil {
		return nil, err
	}
	defer end()
	if data, ok := l.album.find(address, l.now()); ok {
		return data, nil
	}
	select {
	case l.album.turns <- struct{}{}:
		defer func() { <-l.album.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ask := fetch.Request{URL: address, Public: true, Accept: acceptPicture, MaxBytes: maxPicture}
	res, err := l.client.Get(ctx, ask)
	if fetch.TurnedAway(err) {
		ask.Agent = fetch.BrowserAgent()
		res, err = l.client.Get(ctx, ask)
	}
	if err != nil {
		return nil, err
	}
	if !maybePicture(res.ContentType) {
		return nil, &feed.Error{
			Op: "fetch picture", Source: page.Line(address), Kind: feed.KindDamaged,
			Err: errors.New("not a picture: " + page.Line(res.ContentType)),
		}
	}
	l.album.keep(address, res.Body, l.now())
	return res.Body, nil
}

// Outside is an error of KindInside when what comes with a story leads inside the
// reader's network, so that it is not to be handed to a program that would ask
// for it.
func (l *Library) Outside(ctx context.Context, address string) error {
	return l.client.Outside(ctx, address)
}

// maybePicture reports a content type under which pictures are sent: servers
// that do not know better call them bytes, or nothing.
func maybePicture(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err != nil || strings.HasPrefix(kind, "image/") || kind == "application/octet-stream" || kind == "binary/octet-stream"
}

// album keeps pictures in files of a folder, each named by the hash of its
// address. A file is the hash of the picture and the picture, so that one
// that was cut or changed is known. Files that cannot be written or read are
// as if they were not there: a picture can be fetched again.
type album struct {
	dir   string        // empty: nothing is kept
	turns chan struct{} // a token for each fetch under way

	mu   sync.Mutex
	busy map[string]chan struct{} // by address; closed when the fetch ends
}

func newAlbum(dir string) *album {
	return &album{dir: dir, turns: make(chan struct{}, pictures), busy: map[string]chan struct{}{}}
}

// alone waits until nobody else fetches an address; end lets the next one.
// The error is that of ctx.
func (a *album) alone(ctx context.Context, address string) (end func(), err error) {
	for {
		a.mu.Lock()
		other, busy := a.busy[address]
		if !busy {
			mine := make(chan struct{})
			a.busy[address] = mine
			a.mu.Unlock()
			return func() {
				a.mu.Lock()
				defer a.mu.Unlock()
				delete(a.busy, address)
				close(mine)
			}, nil
		}
		a.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// path is the file of an address.
func (a *album) path(address string) string {
	sum := sha256.Sum256([]byte(address))
	return filepath.Join(a.dir, hex.EncodeToString(sum[:])+suffix)
}

// suffix is the end of the names of files that are an album's own.
const suffix = ".picture"

// find returns a picture that was kept, and makes it the newest.
func (a *album) find(address string, now time.Time) (data []byte, ok bool) {
	if a.dir == "" {
		return nil, false
	}
	path := a.path(address)
	file, err := os.ReadFile(path) //nolint:gosec // the name is a hash
	if err != nil || len(file) < sha256.Size {
		return nil, false
	}
	sum, data := file[:sha256.Size], file[sha256.Size:]
	if want := sha256.Sum256(data); !bytes.Equal(sum, want[:]) {
		return nil, false
	}
	_ = os.Chtimes(path, now, now) // at worst it leaves early
	return data, true
}

// keep puts a picture into the folder, whole or not at all, and takes the
// oldest out.
func (a *album) keep(address string, data []byte, now time.Time) {
	if a.dir == "" || os.MkdirAll(a.dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(a.dir, "*"+suffix)
	if err != nil {
		return
	}
	sum := sha256.Sum256(data)
	_, errSum := f.Write(sum[:])
	_, errData := f.Write(data)
	if errors.Join(errSum, errData, f.Close(), os.Chtimes(f.Name(), now, now)) != nil || os.Rename(f.Name(), a.path(address)) != nil {
		_ = os.Remove(f.Name())
		return
	}
	a.tidy()
}

// tidy deletes the oldest pictures until the rest are within bounds; files
// that a crash left half written grow old as well.
func (a *album) tidy() {
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		return
	}
	var files []os.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && strings.HasSuffix(e.Name(), suffix) {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(x, y os.FileInfo) int { return y.ModTime().Compare(x.ModTime()) })
	var sum int64
	for _, f := range files {
		if sum += f.Size(); sum > maxAlbum {
			_ = os.Remove(filepath.Join(a.dir, f.Name())) // gone already, or next time
		}
	}
}
