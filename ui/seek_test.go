package ui

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rubrika/feed"
	"rubrika/feed/library"
	"rubrika/ui/keys"
)

// note is a story of the paper that the tests search.
type note struct {
	lang, section, title, text string
	age                        time.Duration
}

// notes are three languages, two years, and the forms of a few words.
func notes() []note {
	const day = 24 * time.Hour
	return []note{
		{"ru", "Экономика", "В порту готовят страхование грузов", "Порт заключит договор со страховой компанией. Страхование начнёт действовать весной, а тарифы для паромов утвердят позже.", time.Hour},
		{"ru", "Общество", "Паром вышел по расписанию", "Пассажиры ждали три часа. Капитан сказал, что без страхования груза судно не выпустили бы.", 2 * time.Hour},
		{"ru", "Общество", "Маяк открыли для посетителей", "Смотритель проводит экскурсии по субботам; на галерею пускают по пять человек.", 5 * time.Hour},
		{"ru", "Спорт", "Яхтсмены прошли залив за сорок минут", "Ветер менялся трижды, и гонку едва не отложили.", 26 * time.Hour},
		{"ru", "Экономика", "Рыбаки получат ссуды на новые лодки", "Банк обещает ставку ниже обычной тем, кто застраховал лодку. Остальным хватит залога.", 2 * day},
		{"ru", "Культура", "В музее моря собрали карты прошлого века", "На одной из карт отмечен маяк, которого больше нет.", 40 * day},
		{"ru", "Общество", "Зимой паром ходил через день", "Расписание сократили из-за льда.", 400 * day},
		{"az", "İqtisadiyyat", "Limanda yüklərin sığortası hazırlanır", "Sığorta şirkəti ilə müqavilə yazda qüvvəyə minəcək.", 90 * time.Minute},
		{"az", "Cəmiyyət", "Mayak ziyarətçilər üçün açıldı", "Şənbə günləri ekskursiya keçirilir, qalereyaya beş nəfər buraxılır.", 6 * time.Hour},
		{"az", "İdman", "Yelkənçilər körfəzi qırx dəqiqəyə keçdi", "Külək üç dəfə dəyişdi.", 28 * time.Hour},
		{"en", "Economy", "Cargo insurance comes to the harbour", "The port will sign with an insurer in spring; rates for ferries follow later.", 2*time.Hour + 10*time.Minute},
		{"en", "Society", "The lighthouse opens its doors", "The keeper shows visitors round on Saturdays.", 7 * time.Hour},
		{"en", "Culture", "Old charts of the sea on show", "One chart marks a lighthouse that is no more; it was never insured.", 41 * day},
	}
}

// gazette prints the paper: one feed for each language.
type gazette struct {
	*httptest.Server
	more atomic.Int64 // stories that came later, about insurance
}

func newGazette(t *testing.T) *gazette {
	t.Helper()
	p := &gazette{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := strings.TrimPrefix(r.URL.Path, "/")
		titles := map[string]string{"ru": "Вестник залива", "az": "Körfəz", "en": "The Quay"}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><link>https://%s.quay.example/</link><language>%s</language>`, titles[lang], lang, lang)
		item := func(n int, it note) {
			fmt.Fprintf(w, `<item><title>%s</title><link>https://%s.quay.example/%d</link><category>%s</category><pubDate>%s</pubDate><description>%s</description><content:encoded>%s</content:encoded></item>`,
				html.EscapeString(it.title), lang, n, it.section, noon().Add(-it.age).Format(time.RFC1123Z), html.EscapeString(it.text),
				html.EscapeString("<p>"+it.text+"</p><p>"+strings.Repeat(it.text+" ", 3)+"</p>"))
		}
		for i := range p.more.Load() {
			item(1000+int(i), note{lang, "Экономика", fmt.Sprintf("Страхование подорожало, выпуск %d", i), "Подробности позже.", -time.Minute})
		}
		for i, it := range notes() {
			if it.lang == lang {
				item(i, it)
			}
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	t.Cleanup(p.Close)
	return p
}

// subscribe puts the paper into the reader's store, and away what was there.
func (r *reader) subscribe(p *gazette) {
	r.t.Helper()
	for _, lang := range []string{"ru", "az", "en"} {
		if _, _, err := r.lib.Subscribe(r.t.Context(), library.NewSource{URL: p.URL + "/" + lang}); err != nil {
			r.t.Fatal(err)
		}
	}
	r.run(r.m.reload())
	r.press("g")
	if n := len(r.m.headlines.Items()); n != len(notes()) {
		r.t.Fatalf("the store has %d stories, the paper %d", n, len(notes()))
	}
}

// searcher is a reader with the paper.
func searcher(t *testing.T, s setup) (*reader, *gazette) {
	t.Helper()
	r, p := sit(t, s), newGazette(t)
	r.subscribe(p)
	return r, p
}

// type types letters; «␣» is the space bar.
func (r *reader) letters(text string) {
	r.t.Helper()
	for _, l := range text {
		if l == ' ' {
			r.press("space")
		} else {
			r.press(string(l))
		}
	}
}

// answer are the headlines of the list.
func (r *reader) answer() []string {
	var out []string
	for _, it := range r.m.headlines.Items() {
		out = append(out, it.Title)
	}
	return out
}

// exact sees to it that the list is what the library answers to the filter it
// shows, and the counts are its length.
func (r *reader) exact() {
	r.t.Helper()
	f := r.m.filter
	f.Limit = 1000
	want, err := r.lib.List(r.t.Context(), f)
	if err != nil {
		r.t.Fatal(err)
	}
	got := r.m.headlines.Items()
	if len(got) != len(want) || r.m.counts.Total != len(want) || r.m.seek.apart {
		r.t.Fatalf("%q: %d are listed, %d counted (on their way: %v), %d are there", f.String(), len(got), r.m.counts.Total, r.m.seek.apart, len(want))
	}
	for i := range want {
		if got[i].ID != want[i].ID {
			r.t.Fatalf("%q: %q on line %d, want %q", f.String(), got[i].Title, i, want[i].Title)
		}
	}
}

func TestTheListIsTheAnswer(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 30})
	r.press("j", "j", "j")
	r.press("/")
	for i, l := range []rune("страхование") {
		r.press(string(l))
		r.exact()
		if n := len(r.answer()); i > 1 && n < 2 {
			t.Errorf("%d letters, asked as %q, find %d", i+1, r.m.filter.Text, n)
		}
		if r.m.headlines.Index() != 0 {
			t.Errorf("after %d letters row %d is selected", i+1, r.m.headlines.Index())
		}
	}
	before := r.answer()
	r.press("enter")
	if got := r.answer(); !slices.Equal(got, before) {
		t.Errorf("Enter makes %v of %v", got, before)
	}
	r.exact()
	if r.m.scope() != keys.Headlines || r.m.filter.Text != "страхование" || r.m.filter.Sort != feed.Relevance {
		t.Fatalf("kept is %+v in %s", r.m.filter, r.m.scope())
	}
	if got := r.answer(); !slices.Contains(got, notes()[1].title) || got[0] != notes()[0].title {
		t.Errorf("the word in its forms finds %v", got)
	}
	past, err := r.lib.Searches(t.Context())
	if err != nil || len(past) != 1 || past[0] != "страхование" {
		t.Errorf("remembered is %q, %v", past, err)
	}
	r.sees("поиск: страхование", "без страхования груза судно")
	r.press("n")
	if r.m.headlines.Index() != 1 {
		t.Errorf("n leads to %d", r.m.headlines.Index())
	}
	r.press("N", "N")
	if r.m.headlines.Index() != 0 || r.m.notice != r.m.words.Notices.First {
		t.Errorf("N leads to %d and says %q", r.m.headlines.Index(), r.m.notice)
	}
}

// Esc brings back the list, the cursor and the filter, to the cell.
func TestEscBringsBackTheList(t *testing.T) {
	t.Parallel()
	for _, filter := range [][]string{nil, {"5"}, {"u"}, {"s"}} {
		r, _ := searcher(t, setup{lang: "ru", w: 100, h: 16})
		r.press(filter...)
		r.press("j", "j")
		r.m.notice, r.m.foreign = "", true // which the first Russian letter will show
		before, it := r.m.View().Content, r.m.filter
		r.press("/")
		r.letters("маяк ")
		r.press("tab", "down", "down", "esc")
		r.m.notice = ""
		if r.m.filter.String() != it.String() || r.m.filter.Sort != it.Sort || r.m.View().Content != before {
			t.Errorf("%v: after Esc %+v\n%s", filter, r.m.filter, r.screen())
		}
		r.exact()
	}
}

// What was kept is left step by step, and the list comes back where it was.
func TestLeavingAKeptSearch(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 16})
	r.press("5", "j", "j")
	was, _ := r.m.headlines.Selected()
	for _, wide := range []bool{false, true} {
		r.press("/")
		if wide {
			r.press("tab")
		}
		r.letters("порт")
		r.press("enter")
		r.exact()
		if (len(r.m.filter.Rubrics) == 0) != wide {
			t.Fatalf("everywhere %v asks %q", wide, r.m.filter)
		}
		r.press("esc")
		now, _ := r.m.headlines.Selected()
		if r.m.filter.String() != "rubric:society" || now.ID != was.ID {
			t.Errorf("everywhere %v: Esc leads to %q, %q", wide, r.m.filter, now.Title)
		}
		if r.m.filter.Sort != feed.Newest {
			t.Errorf("the order is %v", r.m.filter.Sort)
		}
		r.exact()
	}
	r.press("0", "/")
	r.letters("lang:ru маяк")
	r.press("enter", "5")
	r.exact()
	for _, want := range []string{"rubric:society lang:ru", "rubric:society", ""} {
		if r.press("esc"); strings.TrimSpace(r.m.filter.String()) != want {
			t.Errorf("Esc leads to %q, want %q", r.m.filter, want)
		}
		r.exact()
	}
}

// A search that was kept is gone on with, also after it was narrowed.
func TestGoingOnWithASearch(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "en", w: 100, h: 16})
	r.press("/")
	r.letters("since:9d insurance")
	r.press("enter", "/")
	if got := r.m.seek.field.Value(); got != "since:9d insurance " {
		t.Errorf("the field begins with %q", got)
	}
	r.press("esc")
	if r.m.filter.Text != "insurance" {
		t.Errorf("Esc leaves %q", r.m.filter)
	}
	r.press("3", "/")
	if got, base := r.m.seek.field.Value(), r.m.seek.base.String(); got != "insurance " || base != "rubric:economy since:9d" {
		t.Errorf("after a rubric the field begins with %q within %q", got, base)
	}
	for range "insurance " {
		r.press("backspace")
	}
	if r.m.filter.String() != "rubric:economy since:9d" || r.m.filter.Sort != feed.Newest {
		t.Errorf("an empty field shows %q", r.m.filter)
	}
	r.exact()
	r.press("enter")
	if r.m.scope() != keys.Headlines || r.m.filter.Text != "" {
		t.Errorf("nothing was kept as %q in %s", r.m.filter, r.m.scope())
	}
}

// The answer before stays while the next is on its way, no number is shown that
// is not known, and late answers are dropped.
func TestTheAnswerBeforeStays(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 24})
	r.press("/")
	r.letters("мая")
	before := r.answer()
	if len(before) == 0 {
		t.Fatal("nothing is found")
	}
	_, late := r.m.Update(key("с")) // «маяс» finds nothing
	if got := r.answer(); !slices.Equal(got, before) {
		t.Errorf("before the answer the list is %v", got)
	}
	_, next := r.m.Update(key("backspace"))
	r.run(next)
	r.run(late)
	if got := r.answer(); !slices.Equal(got, before) || r.m.filter.Text != "мая*" {
		t.Errorf("after a late answer the list is %v for %q", got, r.m.filter.Text)
	}
	r.m.Update(key("esc"))
	if r.m.filter.Text != "" || len(r.m.headlines.Items()) != len(notes()) {
		t.Errorf("Esc waits: %q with %d stories", r.m.filter, len(r.m.headlines.Items()))
	}
}

// The counts of a search come after its list.
func TestCountsComeAfter(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 120, h: 24})
	r.press("/")
	r.letters("порт")
	r.m.Update(key("enter"))
	items, err := r.lib.List(t.Context(), r.m.filter)
	if err != nil {
		t.Fatal(err)
	}
	_, counting := r.m.Update(itemsMsg{job: r.m.lists.n, how: follows, apart: true, items: items})
	if bar := r.line(1); strings.ContainsAny(strings.NewReplacer("0 Все", "").Replace(bar[:strings.Index(bar, "Политика")-2]), "0123456789") || strings.Contains(r.line(-1), " из ") {
		t.Errorf("numbers that are not known: %q, %q", bar, r.line(-1))
	}
	r.run(counting)
	r.exact()
	if !strings.Contains(r.line(1), fmt.Sprintf("0 Все %d", len(items))) {
		t.Errorf("the row is %q", r.line(1))
	}
}

// A refresh moves nothing while a search is typed, and nothing in its answer.
func TestNewsWaitsForASearch(t *testing.T) {
	t.Parallel()
	r, p := searcher(t, setup{lang: "ru", w: 100, h: 30})
	r.press("/")
	r.letters("порт")
	for _, kept := range []bool{false, true} {
		if kept {
			r.press("esc", "/")
			r.letters("страхование")
			r.press("enter")
		}
		before := r.answer()
		list := strings.Join(strings.Split(r.screen(), "\n")[3:28], "\n")
		p.more.Add(2)
		r.run(r.m.refresh(true))
		r.m.notice = ""
		if after := strings.Join(strings.Split(r.screen(), "\n")[3:28], "\n"); after != list || !slices.Equal(r.answer(), before) {
			t.Errorf("kept %v: the refresh changes\n%s\nto\n%s", kept, list, after)
		}
	}
	if r.m.stream.waiting != 6 { // two in three languages
		t.Errorf("%d wait", r.m.stream.waiting)
	}
	r.press("g")
	if n := len(r.m.headlines.Items()); r.m.stream.waiting != 0 || n != r.m.counts.Total || !slices.Contains(r.answer(), "Страхование подорожало, выпуск 3") {
		t.Errorf("g brings in %d, %d wait still", n, r.m.stream.waiting)
	}
	r.exact()
}

// A word is looked for as it stands and as a beginning, whatever finds more;
// what finds nothing yet leaves the rest of the question. Enter asks the word
// as it stands, and its beginning where that finds nothing.
func TestTheWordThatIsTyped(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 24})
	for _, c := range []struct{ typed, asked, kept string }{
		{"страх", "страх*", "страх*"},
		{"страхования", "страхования", "страхования"}, // its forms are more than its beginning
		{"с", "", "с"},
		{"порт ст", "порт", "порт ст"}, // the beginning of two letters costs too much behind a word
		{"порт стр", "порт стр*", "порт стр*"},
		{"порт ыыы", "порт ыыы", "порт ыыы"}, // too long to be only begun
		{"порт o", "порт", "порт o"},
		{"порт or", "порт", ""},
		{"порт or ", "порт", ""},
		{"порт or мая", "порт or мая*", "порт or мая"},
		{"порт (стр", "порт стр*", ""},
		{"порт \"договор со\"", `порт "договор со"`, `порт "договор со"`},
		{"порт \"договор ст", `порт "договор"`, `порт "договор ст"`},
		{"порт topic:Пор", "порт", "topic:Пор порт"},
		{"порт ы ", "порт ы", "порт ы"},
	} {
		r.press("esc", "C", "/", "ctrl+u")
		r.letters(c.typed)
		if got := r.m.filter.String(); got != c.asked || r.m.seek.fault != nil {
			t.Errorf("%q is asked as %q, want %q; the fault is %v", c.typed, got, c.asked, r.m.seek.fault)
		}
		r.exact()
		r.press("enter")
		if c.kept == "" {
			if r.m.scope() != keys.Searching || r.m.notice == "" {
				t.Errorf("%q is kept as %q", c.typed, r.m.filter)
			}
			continue
		}
		if got := r.m.filter.String(); got != c.kept || r.m.seek.kept != c.kept {
			t.Errorf("%q is kept as %q and %q, want %q", c.typed, got, r.m.seek.kept, c.kept)
		}
		r.exact()
	}
}

// Stories that an earlier version has stored are not found before they are
// indexed, which is said as long as it lasts.
func TestWhatIsNotIndexedIsSaid(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 24})
	r.press("/")
	r.letters("порт")
	r.m.Update(recalledMsg{left: 12000})
	notice := "ещё не в указателе: " + r.m.words.Number(12000)
	r.sees("Нашлось 2 новости · " + notice)
	r.m.Update(key("enter"))
	r.sees(notice)
	r.press("esc", "/")
	r.letters("по")
	if strings.Contains(r.screen(), "в указателе") {
		t.Errorf("it is said still:\n%s", r.screen())
	}
}

// While typing goes on nothing is counted, and no saved view is.
func TestCountsWaitUntilTypingRests(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 24})
	r.keep(feed.ViewList, "Порт", "порт")
	var rests []func(time.Time) tea.Msg
	r.m.after = func(d time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		if d == countAfter {
			rests = append(rests, then)
		}
		return nil
	}
	tallies, views := r.m.tallies.n, r.m.rules.tallies.n
	r.press("/")
	r.letters("порт")
	if stopped := r.m.tallies.n - tallies; stopped > len(rests) || r.m.rules.tallies.n != views || !r.m.seek.apart {
		t.Errorf("counted while typing: %d, %v", stopped, r.m.seek.apart)
	}
	r.send(rests[0](noon())) // of a letter before
	if !r.m.seek.apart {
		t.Error("the rest after the first letter counts")
	}
	r.send(rests[len(rests)-1](noon()))
	r.exact()
}

// A reload does not take the place of a question that was not answered yet.
func TestAReloadWaitsForTheAnswer(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 30})
	r.press("j", "j", "j", "j", "/")
	r.m.Update(key("м"))
	_, asked := r.m.Update(key("а"))
	r.run(r.m.reload())
	r.run(asked)
	if r.m.headlines.Index() != 0 || r.m.filter.Text != "ма*" {
		t.Errorf("row %d of %q is selected", r.m.headlines.Index(), r.m.filter)
	}
	r.exact()
}

// Words in alternatives are words too: their pieces stand under the headlines.
func TestAlternativesHavePieces(t *testing.T) {
	t.Parallel()
	r, _ := searcher(t, setup{lang: "ru", w: 100, h: 30})
	r.press("/")
	r.letters("смотрителем or залогом")
	r.press("enter")
	r.exact()
	if got := r.answer(); len(got) != 2 || r.m.filter.Sort != feed.Relevance {
		t.Fatalf("%q by %d finds %v", r.m.filter.String(), r.m.filter.Sort, got)
	}
	r.sees("Смотритель проводит экскурсии", "хватит залога")
}
