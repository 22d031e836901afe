package lang

import "fmt"

// Remote are the words about accounts on servers where they meet the reader:
// in the view of sources, in its forms and on the bottom line.
type Remote struct {
	// Labels of particulars and of fields.
	Account, Server, Folder, Marks, Where string
	Here                                  string // the value of Where that is no account
	WhereHint, FolderHint, TitleHint      string
	// Where the marks of an account are: all on its server, so many on their
	// way, so many that it does not take.
	AllSent, Unsent, NotTaken string
	MutedNote                 string // the state of a muted source of an account, as a sentence
	Waiting                   Forms  // marks that wait: the bottom line
	Refuses                   Forms  // marks that a server does not take: a sentence without its stop
	Sending, AtOnce           string // the program is about to end; key that ends it at once
	Leave                     string // asks before leaving a feed on a server: its title, key that means yes
	Leaving                   string // … and that is going on
}

// Unsent says how many marks servers do not have yet: «14 отметок ждут».
func (w Words) Unsent(n int) string { return w.count(n, w.Remote.Waiting) }

// Refuses says of an account how many marks its server does not take.
func (w Words) Refuses(account string, n int) string {
	return w.Told(account, w.count(n, w.Remote.Refuses))
}

// MarksAre says where the marks of an account are, in a few words.
func (w Words) MarksAre(waiting, refused int) string {
	text := w.Remote.AllSent
	if waiting > 0 {
		text = fmt.Sprintf(w.Remote.Unsent, w.Number(waiting))
	}
	if refused > 0 {
		not := fmt.Sprintf(w.Remote.NotTaken, w.Number(refused))
		if waiting == 0 {
			return not
		}
		text += ", " + not
	}
	return text
}

// AskLeave asks before a feed is left on a server too; key means yes.
func (w Words) AskLeave(title, key string) string {
	return fmt.Sprintf(w.Remote.Leave, plain(title), key)
}

func russianRemote() Remote {
	return Remote{
		Account: "Учётная запись", Server: "Сервер", Folder: "Папка", Marks: "Отметки", Where: "Где",
		Here:       "здесь, в rubrika",
		WhereHint:  "На сервере источник увидят и другие ваши программы",
		FolderHint: "Папка на сервере; пусто — без папки",
		TitleHint:  "Меняется и на сервере; пусто — прежнее",
		AllSent:    "все на сервере", Unsent: "ждут: %s", NotTaken: "не приняты: %s",
		MutedNote: "Отключён: на сервере подписка есть, но новости не показываются.",
		Waiting:   Forms{"%s отметка ждёт", "%s отметки ждут", "%s отметок ждут", "%s отметки ждут"},
		Refuses: Forms{
			"сервер не принимает %s отметку; здесь всё остаётся, как вы отметили", "сервер не принимает %s отметки; здесь всё остаётся, как вы отметили",
			"сервер не принимает %s отметок; здесь всё остаётся, как вы отметили", "сервер не принимает %s отметки; здесь всё остаётся, как вы отметили",
		},
		Sending: "Отправляю отметки…", AtOnce: "%s — выйти сразу",
		Leave:   "%s: подписка исчезнет и на сервере, вернуть её нельзя; ещё раз %s — отписаться",
		Leaving: "Отписываюсь на сервере…",
	}
}

func azerbaijaniRemote() Remote {
	return Remote{
		Account: "Hesab", Server: "Server", Folder: "Qovluq", Marks: "Qeydlər", Where: "Harada",
		Here:       "burada, rubrika daxilində",
		WhereHint:  "Serverdə mənbəni başqa proqramlarınız da görür",
		FolderHint: "Serverdəki qovluq; boşdursa, qovluqsuz",
		TitleHint:  "Serverdə də dəyişir; boşdursa, əvvəlki ad",
		AllSent:    "hamısı serverdədir", Unsent: "gözləyir: %s", NotTaken: "rədd: %s",
		MutedNote: "Söndürülüb: serverdə abunəlik var, amma xəbərləri göstərilmir.",
		Waiting:   Forms{Other: "%s qeyd gözləyir"},
		Refuses:   Forms{Other: "server %s qeydi qəbul etmir; burada hər şey qeyd etdiyiniz kimi qalır"},
		Sending:   "Qeydlər göndərilir…", AtOnce: "%s ilə dərhal çıxmaq olar",
		Leave:   "%s: abunəlik serverdə də silinəcək, geri qaytarmaq olmur; təsdiq üçün yenə %s",
		Leaving: "Serverdə abunəlik silinir…",
	}
}

func englishRemote() Remote {
	return Remote{
		Account: "Account", Server: "Server", Folder: "Folder", Marks: "Marks", Where: "Where",
		Here:       "here, in rubrika",
		WhereHint:  "On a server your other programs see the source too",
		FolderHint: "A folder on the server; empty: none",
		TitleHint:  "Changes on the server too; empty: as it was",
		AllSent:    "all on the server", Unsent: "waiting: %s", NotTaken: "refused: %s",
		MutedNote: "Muted: the server still follows it, but its stories are not shown.",
		Waiting:   Forms{One: "%s mark waiting", Other: "%s marks waiting"},
		Refuses: Forms{
			One:   "the server does not take %s mark; here all stays as you marked it",
			Other: "the server does not take %s marks; here all stays as you marked it",
		},
		Sending: "Sending the marks…", AtOnce: "%s leaves at once",
		Leave:   "%s: this unsubscribes on the server too and cannot be undone; %s once more does it",
		Leaving: "Unsubscribing on the server…",
	}
}
