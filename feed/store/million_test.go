package store

import (
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"rubrika/feed"
)

// tongueOf is a language of the generated news: the letters of its syllables,
// the endings of its words, the small words that every text is full of, and its
// stems, the most frequent first.
type tongueOf struct {
	lang                 string
	onsets, vowels, tail []string
	endings, small       []string
	stems                []string
	weights              []float64 // of the stems, added up
}

func tonguesOf() []*tongueOf {
	f := strings.Fields
	return []*tongueOf{
		{
			lang: "ru", onsets: f("б в г д ж з к л м н п р с т ф х ц ч ш пр ст тр кр гр бл сл вр др ск зн"), vowels: f("а а е и о о у ы я ю"),
			tail:    f("л н р т к в м д с ш ств ник тель ност ск ен ов"),
			endings: f("а а ы е у ом ой и и ам ами ах ов ого ому ый ая ое ые ых ым ать ал ала али ит ют ия ии ию ием"),
			small:   f("и в не на с что по как из за к о от для у это его при до же но был бы мы во а также после более уже если году может или только будет"),
		},
		{
			lang: "az", onsets: f("b c ç d f g h x k q l m n p r s ş t v y z"), vowels: f("a ə i ı o u e ü ö a ə"),
			tail:    f("l n r t k q m d s ş y z lıq çi sız"),
			endings: f("lar lər ı i da də dan dən ın in nın nin ların lərin ını ini a ə ya yə dır dir ıb ib mış miş acaq əcək larda lərdə larından əsi ası"),
			small:   f("və bu ilə bir da də üçün ki olan o daha edib isə hər olaraq sonra qədər çox kimi artıq ən var ya görə həm yeni"),
		},
		{
			lang: "en", onsets: f("b c d f g h j k l m n p r s t v w pr st tr ch sh cr gr bl sl th wh pl"), vowels: f("a e i o u ea ou ai o e i"),
			tail:    f("l n r t k m d s p ct nt st rd tion ment er al"),
			endings: f("s s s ed ed ing ing ly er es al ment ness"),
			small:   f("the of to and a in that is for on with was as it by at from are he has be his an have will which this not they but were said or its been"),
		},
	}
}

// stemsOf are how many stems a language has.
const stemsOf = 40_000

// fill makes the stems. A thousand of them are some 60 % of a text, as in news.
func (g *tongueOf) fill(rng *rand.Rand) {
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	seen := map[string]bool{}
	sum := 0.0
	for len(g.stems) < stemsOf {
		var w strings.Builder
		syllables := 1 + rng.IntN(2)
		if len(g.stems) > 2000 {
			syllables += rng.IntN(2)
		}
		for range syllables {
			w.WriteString(pick(g.onsets) + pick(g.vowels))
		}
		w.WriteString(pick(g.tail))
		if s := w.String(); !seen[s] {
			seen[s] = true
			g.stems = append(g.stems, s)
			sum += 1 / math.Pow(float64(len(g.stems))+8, 1.05)
			g.weights = append(g.weights, sum)
		}
	}
}

func (g *tongueOf) stem(rng *rand.Rand) string {
	at := rng.Float64() * g.weights[len(g.weights)-1]
	lo, hi := 0, len(g.weights)-1
	for lo < hi {
		if mid := (lo + hi) / 2; g.weights[mid] < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return g.stems[lo]
}

// text writes n words: a quarter small ones, and of the others a third from the
// topic.
func (g *tongueOf) text(rng *rand.Rand, n int, topic []string) string {
	var out strings.Builder
	for i := range n {
		if i > 0 {
			out.WriteByte(' ')
		}
		if rng.IntN(100) < 27 {
			out.WriteString(g.small[int(float64(len(g.small))*rng.Float64()*rng.Float64())])
			continue
		}
		stem := g.stem(rng)
		if rng.IntN(100) < 30 {
			stem = topic[rng.IntN(len(topic))]
		}
		out.WriteString(stem)
		if rng.IntN(100) < 80 {
			out.WriteString(g.endings[int(float64(len(g.endings))*rng.Float64()*rng.Float64())])
		}
		if i%12 == 11 {
			out.WriteByte('.')
		}
	}
	return out.String()
}

// writers generate entries.
type novelist struct {
	rng *rand.Rand
	all []*tongueOf
	n   int
}

func newNovelist() *novelist {
	w := &novelist{rng: rand.New(rand.NewPCG(1, 2)), all: tonguesOf()}
	for _, g := range w.all {
		g.fill(w.rng)
	}
	return w
}

func (w *novelist) entry(at time.Time) feed.Entry {
	g := w.all[w.rng.IntN(3)]
	var topic []string
	for range 12 {
		topic = append(topic, g.stem(w.rng))
	}
	w.n++
	e := feed.Entry{Item: feed.Item{Lang: g.lang, Published: at, Title: g.text(w.rng, 6+w.rng.IntN(7), topic), URL: fmt.Sprintf("https://x.example/%d", w.n)}}
	e.Keys = []string{"link:" + e.URL}
	e.Summary = g.text(w.rng, 18+w.rng.IntN(15), topic)
	e.Rubrics = []feed.Rubric{feed.Rubrics()[w.rng.IntN(15)]}
	if w.rng.IntN(4) > 0 {
		e.Text = g.text(w.rng, 60+w.rng.IntN(190), topic)
	}
	if w.rng.IntN(3) == 0 {
		e.Tags = []string{topic[0], topic[1]}
	}
	if w.rng.IntN(2) == 0 {
		e.Author = g.stem(w.rng) + " " + g.stem(w.rng)
	}
	return e
}

// written is a generated item with its words.
type written struct {
	feed.Entry
	words indexed
	order int64
}

// write generates n items: one a minute up to noon, that came up to some hours
// after they were written.
func (w *novelist) write(n int, to chan<- written) {
	defer close(to)
	for i := range n {
		order := millis(noon()) - int64(n-i)*60_000 - int64(w.rng.ExpFloat64()*3_600_000)
		e := w.entry(moment(order))
		to <- written{e, index(e), order}
	}
}

// load files n generated items of 50 sources as Put does, batch at once, but for
// what neither lists nor words need, and their whole texts in a table plain, to
// compare with. It returns how many bytes of text they have.
func load(t testing.TB, s *Store, n, batch int) (text int) {
	t.Helper()
	for i := range 50 {
		follow(t, s, fmt.Sprintf("https://%d.example/", i), fmt.Sprintf("Quelle%d", i))
	}
	items := make(chan written, 1000)
	var wg sync.WaitGroup
	wg.Go(func() { newNovelist().write(n, items) })
	defer wg.Wait()
	const item = `INSERT INTO item(id, source, order_ms, state, rubrics, badges, lang, story, section_fold, link, zone, zone_s,
		seen_ms, updated_ms, title, summary, url, section, filed, why_kind, why_text, tags, digest)
		VALUES (?, ?, ?, ?, ?, 0, ?, ?, '', '', '', 0, ?, 0, ?, ?, '', '', '', '', '', '[]', x'')`
	if _, err := s.write.Exec("CREATE TABLE plain(text)"); err != nil {
		t.Fatal(err)
	}
	for id := int64(0); id < int64(n); {
		err := s.change(t.Context(), "load", func(tx *sql.Tx) error {
			f := s.filing(t.Context(), tx, 1)
			for range batch {
				w, ok := <-items
				if !ok {
					return nil
				}
				id++
				_, err := f.exec(item, id, 1+id%50, w.order, id*7919%11/10, mask(w.Rubrics...), w.Lang, id, w.order, w.Title, w.Summary)
				if err == nil {
					err = f.index(&arrival{Entry: w.Entry, item: id, packed: &packed{indexed: w.words}})
				}
				if err == nil {
					all := strings.Join(append([]string{w.Title, w.Summary, w.Text, w.Author}, w.Tags...), " ")
					text += len(all)
					_, err = f.exec("INSERT INTO plain(rowid, text) VALUES (?, ?)", id, all)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return text
}
