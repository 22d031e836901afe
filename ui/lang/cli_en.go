package lang

func englishCLI() CLI {
	return CLI{
		Usage: "Usage", Commands: "Commands", Flags: "Flags", GlobalFlags: "Global flags",
		More:           "More about a command: rubrika COMMAND --help",
		About:          "rubrika reads news in a terminal, by rubric.",
		Run:            "Without a command it opens the reader; where the output is no terminal it prints headlines, as news does.",
		Short:          englishShort(),
		Long:           englishLong(),
		Flag:           englishFlags(),
		TooFew:         "%s: something is missing; see \"rubrika help %s\".",
		TooMany:        "%s: too many words; see \"rubrika help %s\".",
		BadValue:       "%s: it cannot have this value; correct it and repeat.",
		NoValue:        "%s: its value is missing; add it and repeat.",
		BadLang:        "%s: the code of a language is wanted, such as az.",
		BadZone:        "%s: a time zone is wanted, such as Asia/Baku.",
		BadEvery:       "%s: a time from 5m to 30d is wanted, such as 1h30m, or 0.",
		WrongLang:      "%s: ru, az or en is wanted.",
		BadRubric:      "%s: a rubric is wanted: %s.",
		Either:         "%s: name either the numbers of stories or a filter in --filter.",
		Clash:          "%s: one excludes the other; leave one of them out.",
		NeedsCatalogue: "%s: it goes with --catalogue; add that.",
		Added:          "Added: %s",
		Which:          "Which of them? Numbers with blanks between, a for all, Enter for none:",
		All:            "a",
		OneOrAll:       "One of them: rubrika add ADDRESS; all of them: rubrika add --all %s",
		NoneChosen:     "Nothing was added.",
		Edited:         "Changed: %s. The key z in the reader takes it back.",
		Same:           "Nothing to change: %s",
		Imported:       "Added: %s, there already: %s, not taken over: %s",
		Exported:       "Sources written: %s, to %s",
		Skip:           englishSkip(),
		NoListing:      "No feed of the catalogue matches; it has these languages: %s, and these countries: %s.",
		Removed:        "Removed: %s. The key z in the reader takes it back.",
		Marked:         Forms{One: "%s story has another mark", Other: "%s stories have another mark"},
		NoSources:      "There are no sources yet; add the first: rubrika add ADDRESS.",
		NoNews:         "No story matches.",
		Unread:         "%s unread of %s",
		Muted:          "muted",
		By:             "By %s",
		Links:          "Links", Tags: "Tags", Versions: "In other languages", Topics: "Topics",
		Serving:      "The tour edition is served on %s; Ctrl-C ends it.",
		NoHome:       "There is no home folder for the store; name a file with --store.",
		NotServed:    "%s: the edition cannot be served there (%s); name a free address such as 127.0.0.1:8080.",
		ClosedOutput: "The output cannot be written (%s); make room or choose another file.",
		NotWritten:   "%s: the file cannot be written (%s); choose another place or make room.",
		BigFile:      "%s: the file is bigger than rubrika reads (%s); choose a smaller one.",
		Waiting:      Forms{One: "%s source wants to be left alone for now", Other: "%s sources want to be left alone for now"},
		Pages:        Forms{One: "%s page fetched ahead", Other: "%s pages fetched ahead"},
		Doctor: Doctor{
			Store: "Store", Settings: "Settings", Sources: "Sources",
			Schema: "schema %s", Sound: "sound", NoSettings: "no file, all by default", NoStore: "none yet",
			States:   "well %s, in trouble %s, muted %s, never asked %s",
			LastGood: "last success %s", Never: "no success yet", NextTry: "next try %s", Due: "next try now", NoMore: "not asked any more",
			PerDay: "%s a day", Saved: "%s saved by “not modified”",
		},
	}
}

func englishShort() map[string]string {
	return map[string]string{
		"add":          "subscribe to a feed or a site",
		"import":       "subscribe to all of a list",
		"export":       "write the list of subscriptions",
		"feeds":        "list the sources",
		"edit":         "change a source",
		"doctor":       "check the store and the sources",
		"remove":       "unsubscribe from a source",
		"refresh":      "ask the sources for news",
		"news":         "print headlines",
		"read":         "print a story or a page; a story counts as read then",
		"mark":         "mark stories",
		"demo":         "open the tour edition",
		"inspect":      "show how rubrika understands a document",
		"inspect feed": "a feed as one JSON object",
		"inspect page": "the article of a page as text",
		"inspect body": "a piece of HTML as the text of an article",
		"help":         "help about a command",
	}
}

func englishLong() map[string]string {
	return map[string]string{
		"add":     "A feed, a page or a site, a YouTube channel, a subreddit, a GitHub repository, or a list of subscriptions in a file. Of several feeds it asks which are meant; where nobody can answer it names them. What the flags say of a source goes for all that are added, but not for those of a list.",
		"import":  "An OPML file or the urls file of newsboat; - is standard input. Nothing is fetched yet: refresh does that. What is not taken over is named with its line and reason; the exit code is 3 when some of it was wrong. Of a broken file nothing is taken.",
		"export":  "OPML 2.0, to standard output when no file is named. What rubrika alone knows of a source is in it too: import gives the same subscriptions.",
		"feeds":   "With --catalogue it lists the built-in feeds instead; ✓ stands before those subscribed to.",
		"edit":    "Only what a flag names is changed; --tag replaces all tags, and an empty value takes the old one away.",
		"doctor":  "Settings, store, and each source: its last success, its next try, what is wrong and what to do. The exit code is 3 when some sources are in trouble or the store cannot be written, 1 when the store is damaged or the settings have a mistake.",
		"read":    "A number of news, an address, or a file: a web page, or its text; - is standard input. When only the beginning of a story is stored, its page is fetched; where that fails the beginning is printed and the exit code is 3.",
		"refresh": "Without names it asks every source that may politely be asked by now; a named one is asked in any case. The exit code is 3 when some sources failed, 1 when all did or another rubrika is refreshing just now.",
		"news":    "A filter is written as in the search line: rubric:economy source:report lang:en tag:OTS is:unread has:video since:2d -word \"exact phrase\".",
		"mark":    "The first word is the mark: read, unread, star, unstar. Then the numbers of stories as news prints them, or a filter in --filter.",
		"demo":    "The edition goes the whole way of real news: it is served on the loopback address, fetched, parsed and kept in a store that is thrown away afterwards.",
	}
}

func englishFlags() map[string]string {
	return map[string]string{
		"config": "settings file", "store": "file of the store", "lang": "language: ru, az or en",
		"plain":    "answer in numbered lines: for screen readers and slow links",
		"no-color": "no colours", "version": "print the version", "help": "print help",
		"json": "one JSON object a line", "limit": "at most so many headlines, 0 for all",
		"width": "width of the text in cells", "keep": "do not mark as read", "filter": "which stories",
		"serve": "only serve feeds and pages on this address",
		"title": "a name of your own", "rubric": "rubric for stories that have none, such as economy",
		"add.lang": "language of stories that name none", "zone": "time zone of dates without one, such as Asia/Baku",
		"tag": "a tag for the source; may be repeated", "every": "time between two requests, such as 1h30m; 0 leaves it to the source",
		"agent": "User-Agent header for this source", "all": "subscribe to all feeds that are found",
		"edit.lang": "language of stories that name none", "mute": "neither list nor ask it", "unmute": "list and ask it again",
		"catalogue": "the built-in feeds", "feeds.lang": "with --catalogue only feeds in this language, such as az; otherwise the language of rubrika", "country": "only feeds of this country, such as AZ",
		"feeds.rubric": "only feeds of this rubric", "offline": "only what is stored", "prefetch": "afterwards fetch the pages of stories without their text",
		"doctor.json": "one JSON object",
		"read.json":   "one JSON object",
	}
}

func englishSkip() map[string]string {
	return map[string]string{
		"query":       "a search over other feeds; a filter does that in rubrika: rubrika help news",
		"exec":        "a program that makes a feed; rubrika runs none",
		"filter":      "a program that changes a feed; rubrika runs none",
		"file":        "a file; rubrika follows addresses of the web",
		"no-address":  "there is no address",
		"bad-address": "this is no address of the web",
		"twice":       "stands in the list twice; taken once",
		"not-a-feed":  "a link and no feed",
		"hidden":      "the source was taken, but not that it is hidden; edit --mute does that",
	}
}
