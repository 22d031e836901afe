package article

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rubrika/ui/render"
	"rubrika/ui/theme"
)

// SetPicture puts lines, none wider than Measure, in the place of the mark of
// picture n; nil brings the mark back. The line being read stays.
func (s *Screen) SetPicture(n int, lines []string) {
	s.hold()
	if s.pictures == nil {
		s.pictures = map[int][]string{}
	}
	if s.pictures[n] = lines; len(lines) == 0 {
		delete(s.pictures, n)
	}
	s.compose()
}

// Room is the size in cells of the largest picture.
func (s *Screen) Room() (cols, rows int) { return s.Measure(), max(1, s.height*2/3) }

// Wants are the numbers of the pictures without lines whose marks are in the
// window, then of those at most a window away, below before above.
func (s *Screen) Wants() []int {
	var out []int
	collect := func(from, to int) {
		for _, l := range s.lines[max(0, min(from, len(s.lines))):max(0, min(to, len(s.lines)))] {
			if l.mark > 0 && !slices.Contains(out, l.mark) {
				out = append(out, l.mark)
			}
		}
	}
	collect(s.offset, s.offset+s.height)
	collect(s.offset+s.height, s.offset+2*s.height)
	collect(s.offset-s.height, s.offset)
	return out
}

// TakePictures takes the pictures of an address off the page, all of them for
// the empty one. The line being read stays.
func (s *Screen) TakePictures(url string) {
	s.hold()
	before := len(s.pictures)
	maps.DeleteFunc(s.pictures, func(n int, _ []string) bool {
		return url == "" || s.hasPicture(n) && s.article.Images[n-1].URL == url
	})
	if len(s.pictures) < before {
		s.compose()
	}
}

// Placed is where a picture of Cols × Rows cells is seen: its rows
// From ≤ i < To stand from row Y of the window on, their first cell in column
// X.
type Placed struct{ N, X, Y, From, To, Cols, Rows int }

// Placed are the pictures in the window, from the top.
func (s *Screen) Placed() []Placed { return s.placed(s.offset, s.offset+s.height) }

// Near are the pictures in the window and at most a window away.
func (s *Screen) Near() []Placed { return s.placed(s.offset-s.height, s.offset+2*s.height) }

// placed are the pictures on some lines of the page.
func (s *Screen) placed(from, to int) []Placed {
	var out []Placed
	for i := max(0, from); i < min(to, len(s.lines)); i++ {
		l := s.lines[i]
		switch n := len(out); {
		case l.picture == 0:
		case n > 0 && out[n-1].N == l.picture && out[n-1].To == l.row:
			out[n-1].To++
		default:
			out = append(out, Placed{
				N: l.picture, X: s.margin(), Y: i - s.offset, From: l.row, To: l.row + 1,
				Cols: render.Width(l.text), Rows: len(s.pictures[l.picture]),
			})
		}
	}
	return out
}

// picture adds the rows of a picture and its caption: the alternative text and
// the marks of the links that stood beside its own mark. The marks are shows
// lines of the body from i on.
func (s *Screen) picture(i, shows int) {
	l := s.body[i]
	k := s.image(l.Image)
	base := line{part: inBody, body: i, shows: shows}
	for row, text := range s.pictures[l.Image] {
		pic := base
		pic.text, pic.picture, pic.row = text, l.Image, row
		pic.spots = []spot{{key: k, to: render.Width(text)}}
		s.lines = append(s.lines, pic)
	}
	caption := s.article.Images[l.Image-1].Alt
	var links []int
	for _, mark := range s.body[i : i+shows] {
		for _, n := range mark.Links {
			links = append(links, n)
			caption += " [" + strconv.Itoa(n) + "]"
		}
	}
	for _, text := range render.Plain(strings.TrimSpace(caption), s.Measure()) {
		if text == "" {
			continue
		}
		text = s.visual(text)
		under := base
		under.text = s.theme.Style(theme.Muted).Render(text)
		under.spots = append(s.spots(render.Line{Text: text, Links: links}), spot{key: k, to: ansi.StringWidth(text)})
		s.lines = append(s.lines, under)
	}
}

// image makes a picture a target.
func (s *Screen) image(n int) key {
	pic := s.article.Images[n-1]
	return s.offer(key{kind: ImageTarget, n: n}, Target{Kind: ImageTarget, N: n, Text: pic.Alt, URL: pic.URL})
}

// hasPicture reports whether the article has a picture of that number.
func (s *Screen) hasPicture(n int) bool { return n >= 1 && n <= len(s.article.Images) }

// markLines is how many lines of the body from i on are the mark of a picture
// met for the first time; 0 for any other line.
func (s *Screen) markLines(i int) int {
	n := s.body[i].Image
	if _, met := s.index[key{kind: ImageTarget, n: n}]; met || !s.hasPicture(n) {
		return 0
	}
	end := i
	for end < len(s.body) && s.body[end].Image == n {
		end++
	}
	return end - i
}
