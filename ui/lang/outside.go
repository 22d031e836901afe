package lang

import (
	"errors"
	"fmt"

	"rubrika/feed"
)

// Outside is what is said of the programs of the reader's own: player, pipe and
// hook.
type Outside struct {
	Playing       string // the player has the address
	NothingToPlay string // no sound and no video came with the story
	NoPipe        string // no command is set for that
	Piping        string // a program is being given the story: its name
	Piped         string // a program took the story: its name
	Waiting       string // leaving waits for the hook
	// Why a program failed; an exit code.
	Missing, Shell, Slow, Code, Signal string
}

func outsideWords(code string) Outside {
	switch code {
	case "ru":
		return Outside{
			Playing: "Передано плееру", NothingToPlay: "К новости не приложено ни звука, ни видео",
			NoPipe: `Программа не задана; в настройках: pipe = ["программа", "аргумент"]`, Piping: "Новость передаётся: %s…", Piped: "%s: новость передана",
			Waiting: "Осталось дождаться команды on_new…",
			Missing: "такой программы нет", Shell: "командному файлу Windows адрес не передаётся", Slow: "не закончила вовремя и остановлена",
			Code: "код выхода %d", Signal: "прервана сигналом",
		}
	case "az":
		return Outside{
			Playing: "Pleyerə ötürüldü", NothingToPlay: "Xəbərə nə səs, nə də video əlavə olunub",
			NoPipe: `Proqram göstərilməyib; ayarlarda: pipe = ["proqram", "arqument"]`, Piping: "Xəbər ötürülür: %s…", Piped: "%s: xəbər ötürüldü",
			Waiting: "Qaldı on_new əmrinin bitməsini gözləmək…",
			Missing: "belə proqram yoxdur", Shell: "Windows əmr faylına ünvan ötürülmür", Slow: "vaxtında bitirmədi və dayandırıldı",
			Code: "çıxış kodu %d", Signal: "siqnalla dayandırılıb",
		}
	}
	return Outside{
		Playing: "Handed to the player", NothingToPlay: "Neither sound nor video came with the story",
		NoPipe: `No program is set; in the settings: pipe = ["program", "argument"]`, Piping: "Handing the story to %s…", Piped: "%s has the story",
		Waiting: "Waiting for the on_new command to end…",
		Missing: "there is no such program", Shell: "a Windows batch file is given no address", Slow: "not done in time, and stopped",
		Code: "exit code %d", Signal: "ended by a signal",
	}
}

// Piped says that a program took a story, and the first line that it answered,
// if any.
func (w Words) Piped(program, said string) string {
	if said = plain(said); said != "" {
		return plain(program) + ": " + said
	}
	return fmt.Sprintf(w.Outside.Piped, plain(program))
}

// Piping says that a program is being given a story.
func (w Words) Piping(program string) string { return fmt.Sprintf(w.Outside.Piping, plain(program)) }

// failing are the particulars of a program that failed.
func (w Words) failing(e *feed.Error) (notes []string) {
	var fault *feed.ProgramFault
	if !errors.As(e, &fault) {
		return nil
	}
	switch {
	case fault.Problem == feed.ProgramMissing:
		notes = []string{w.Outside.Missing}
	case fault.Problem == feed.ProgramShell:
		notes = []string{w.Outside.Shell}
	case fault.Problem == feed.ProgramSlow:
		notes = []string{w.Outside.Slow}
	case fault.Code < 0:
		notes = []string{w.Outside.Signal}
	default:
		notes = []string{fmt.Sprintf(w.Outside.Code, fault.Code)}
	}
	if said := plain(fault.Said); said != "" {
		notes = append(notes, said)
	}
	return notes
}
