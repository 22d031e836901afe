package headlines

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/lang"
)

// front are headlines of our own as three agencies would print them.
func front() []feed.Item {
	return []feed.Item{
		{Title: "Морской порт Алята принял первый контейнерный поезд из Сианя", Section: "Транспорт", SourceTitle: "Каспий", Story: 2},
		{Title: "Dəniz vağzalında yeni bərə xətti üçün sınaq reysi keçirildi", Section: "İqtisadiyyat", SourceTitle: "Xəzər"},
		{Title: "Night train returns to the coast line after eleven years", Section: "Transport", SourceTitle: "Harbour Post"},
		{Title: "Минэкономики: экспорт томатов и фундука за десять месяцев вырос на четверть", Section: "Финансы", SourceTitle: "Каспий"},
		{Title: "Şəki ipəyi üçün coğrafi göstərici qeydiyyata alındı", Section: "Mədəniyyət", SourceTitle: "Xəzər", Story: 3},
		{Title: "Glacier survey finds two lakes nobody had mapped", Section: "Science", SourceTitle: "Harbour Post"},
		{Title: "Сборная по гандболу вышла в плей-офф с первого места в группе", Section: "Спорт", SourceTitle: "Стадион", Badges: feed.Video},
		{Title: "Gəncədə məktəblilər üçün rəsədxana açıldı, gecə müşahidəsi pulsuzdur", Section: "Elm və təhsil", SourceTitle: "Xəzər"},
		{Title: "Ministers agree on a single ticket for three railways", Section: "World", SourceTitle: "Harbour Post", Badges: feed.Urgent},
		{Title: "Синоптики обещают сухую неделю и первый иней в предгорьях", Section: "Общество", SourceTitle: "Каспий"},
		{Title: "Bakı metrosunda iki stansiya arasında hərəkət bərpa olundu", Section: "Hadisə", SourceTitle: "Xəzər"},
		{Title: "Orchard insurance: what small growers will pay from January", Section: "Economy", SourceTitle: "Harbour Post", State: feed.Starred},
	}
}

// edition repeats front n items long, each four minutes older; a third is read.
func edition(n int) []feed.Item {
	all := make([]feed.Item, n)
	for i := range all {
		it := front()[i%len(front())]
		it.ID, it.Order = feed.ID(n-i), now.Add(-time.Duration(4*i)*time.Minute)
		it.Seen, it.Story = it.Order, max(1, it.Story)
		it.Rubrics = []feed.Rubric{feed.Rubrics()[i%9]}
		it.Summary = "Первые слова самой новости, которые видно только на широком экране."
		if i%3 == 2 {
			it.State |= feed.Read
		}
		all[i] = it
	}
	return all
}

// wire tells the length of everything a program writes to its terminal; a
// frame is one write.
type wire chan int

func (w wire) Write(p []byte) (int, error) {
	w <- len(p)
	return len(p), nil
}

// program shows the screen with its head and a line below, and does the
// actions it is sent.
type program struct{ *Screen }

func (p program) Init() tea.Cmd { return nil }

func (p program) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a, ok := msg.(keys.Action); ok {
		p.Do(a)
	}
	return p, nil
}

func (p program) View() tea.View {
	lines := append(p.Head(120, feed.Filter{}, feed.Counts{All: 128}, false), p.Screen.View()...)
	v := tea.NewView(strings.Join(append(lines, p.blank()), "\n"))
	v.AltScreen = true
	return v
}

// TestAStepIsCheap counts the bytes that a step of the cursor writes, first
// within the window and then scrolling it.
func TestAStepIsCheap(t *testing.T) {
	s := New(lang.For("ru"), look(t), feed.Rubrics(), false)
	s.Resize(120, 32)
	s.Tick(now)
	s.SetItems(edition(400))
	out := make(wire, 1000)
	in, hang := io.Pipe()
	defer hang.Close()
	p := tea.NewProgram(program{&s}, tea.WithContext(t.Context()), tea.WithInput(in), tea.WithOutput(out), tea.WithFPS(120),
		tea.WithWindowSize(120, 36), tea.WithColorProfile(colorprofile.TrueColor), tea.WithoutSignalHandler(),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))
	done := make(chan error, 1)
	go func() { _, err := p.Run(); done <- err }()
	for n := 0; n < 5000; n = <-out { // until the first page
	}
	var steps []int
	for range 60 {
		p.Send(keys.Down)
		select {
		case n := <-out:
			steps = append(steps, n)
		case <-time.After(5 * time.Second):
			t.Fatal("nothing was drawn")
		}
	}
	p.Quit()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string][]int{"within the window": steps[:28], "that scrolls": steps[32:]} {
		slices.Sort(part)
		n := part[len(part)/2]
		t.Logf("a step %s writes %d bytes (%d–%d)", name, n, part[0], part[len(part)-1])
		if n > 400 {
			t.Errorf("a step %s writes %d bytes", name, n)
		}
	}
}
