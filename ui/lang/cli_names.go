package lang

// Names is what is said of words that name a story, or a source. The first place
// is the word.
type Names struct {
	Wanted   string // it can be no name; what can
	Readable string // neither a name nor a file; what names a story
	Unknown  string // there is none of that name; how to list them
	NoList   string // a line of the list printed last, where none was
	Beyond   string // a line that list has not; how many it has
	Several  string // it fits several sources; they
}

func namesWords(code string) Names {
	switch code {
	case "ru":
		return Names{
			Wanted:   "%s: новость называют по номеру, по строке последнего списка, например +3, или по адресу.",
			Readable: "%s: это не новость и не файл; новость называют по номеру, по строке последнего списка, например +3, или по адресу.",
			Unknown:  "%s: такой новости нет; какие есть, покажет rubrika news.",
			NoList:   "%s: списка ещё не было; выведите его командой rubrika news.",
			Beyond:   "%s: в последнем списке нет такой строки (всего %s); выведите его ещё раз командой rubrika news.",
			Several:  "%s: подходит нескольким источникам (%s); назовите один по номеру.",
		}
	case "az":
		return Names{
			Wanted:   "%s: xəbər nömrəsi ilə, sonuncu siyahıdakı sətri ilə, məsələn +3, və ya ünvanı ilə adlandırılır.",
			Readable: "%s: nə xəbərdir, nə də fayl; xəbər nömrəsi ilə, sonuncu siyahıdakı sətri ilə, məsələn +3, və ya ünvanı ilə adlandırılır.",
			Unknown:  "%s: belə xəbər yoxdur; olanları rubrika news göstərir.",
			NoList:   "%s: hələ siyahı olmayıb; onu rubrika news əmri ilə çıxarın.",
			Beyond:   "%s: sonuncu siyahıda belə sətir yoxdur (cəmi %s); siyahını rubrika news əmri ilə yenidən çıxarın.",
			Several:  "%s: bir neçə mənbəyə uyğundur (%s); birini nömrəsi ilə göstərin.",
		}
	}
	return Names{
		Wanted:   "%s: a story is named by its number, by its line in the list printed last, such as +3, or by its address.",
		Readable: "%s: neither a story nor a file; a story is named by its number, by its line in the list printed last, such as +3, or by its address.",
		Unknown:  "%s: there is no such story; rubrika news lists those there are.",
		NoList:   "%s: no list was printed yet; print one with rubrika news.",
		Beyond:   "%s: the list printed last has no such line (it has %s); print it again with rubrika news.",
		Several:  "%s: several sources fit (%s); name one by its number.",
	}
}

// namesPart has the words of flags for JSON of commands that print one object.
func namesPart(code string) part {
	words := map[string]string{"ru": "один объект JSON", "az": "bir JSON obyekti", "en": "one JSON object"}[code]
	p := part{short: map[string]string{}, long: map[string]string{}, flag: map[string]string{}}
	for _, command := range []string{
		"edit", "mark", "account add", "account edit", "account remove", "view save", "view watch", "view mute", "view remove",
	} {
		p.flag[command+".json"] = words
	}
	return p
}
