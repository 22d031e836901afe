package lang

func englishCLI() CLI {
	return CLI{
		Usage: "Usage", Commands: "Commands", Flags: "Flags", GlobalFlags: "Global flags",
		More:           "More about a command: rubrika COMMAND --help",
		About:          "rubrika reads news in a terminal, by rubric.",
		Run:            "Without a command it opens the reader; where the output is no terminal it prints headlines, as news does.",
		Short:          withParts("en", englishShort(), part.shorts),
		Long:           withParts("en", englishLong(), part.longs),
		Flag:           withParts("en", englishFlags(), part.flags),
		TooFew:         "%s: something is missing; see \"rubrika help %s\".",
		TooMany:        "%s: too many words; see \"rubrika help %s\".",
		BadValue:       "%s: it cannot have this value; correct it and repeat.",
		NoValue:        "%s: its value is missing; add it and repeat.",
		BadLang:        "%s: the code of a language is wanted, such as az.",
		BadZone:        "%s: a time zone is wanted, such as Asia/Baku.",
		BadEvery:       "%s: a time from 5m to 30d is wanted, such as 1h30m, or 0.",
		WrongLang:      "%s: ru, az or en is wanted.",
		BadRubric:      "%s: a rubric is wanted: %s.",
		NoChange:       "%s: name what is to change in a flag, such as --title or --rubric; see \"rubrika help %s\".",
		Either:         "%s: name either stories or a filter in --filter.",
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
		Marked:         Forms{One: "Changed the mark of %s story", Other: "Changed the marks of %s stories"},
		NoSources:      "There are no sources yet; add the first: rubrika add ADDRESS.",
		NoNews:         "No story matches.",
		Unread:         "%s unread of %s",
		Muted:          "muted",
		By:             "By %s",
		Links:          "Links", Tags: "Tags", Versions: "In other languages", Topics: "Topics",
		Serving:      "The tour edition is served on %s; Ctrl-C ends it.",
		NoHome:       "There is no home folder for the store; name a file with --db.",
		NotServed:    "%s: the edition cannot be served there (%s); name a free address such as 127.0.0.1:8080.",
		ClosedOutput: "The output cannot be written (%s); make room or choose another file.",
		NotWritten:   "%s: the file cannot be written (%s); choose another place or make room.",
		BigFile:      "%s: the file is bigger than rubrika reads (%s); choose a smaller one.",
		Waiting:      Forms{One: "%s source wants to be left alone for now", Other: "%s sources want to be left alone for now"},
		Pages:        Forms{One: "%s page fetched ahead", Other: "%s pages fetched ahead"},
		Doctor:       englishDoctor(),
		Accounts:     englishAccounts(),
		Search:       englishSearchCLI(),
		Views:        englishSavedViews(),
		Digest:       digestWords("en"), Settings: settingsWords("en"),
		Names: namesWords("en"), Papers: papersWords("en"), Live: liveWords("en"),
	}
}

func englishDoctor() Doctor {
	return Doctor{
		Store: "Store", Settings: "Settings", Sources: "Sources", Accounts: "Accounts",
		Schema: "schema %s", Sound: "sound", NoSettings: "no file, all by default", NoStore: "none yet",
		Index: "search index", Indexed: Forms{One: "The search index is built anew: %s story.", Other: "The search index is built anew: %s stories."},
		IndexedElsewhere: "Another rubrika is building the search index just now; wait until it is done.",
		States:           "well %s, in trouble %s, muted %s, never asked %s",
		LastGood:         "last success %s", Never: "no success yet", NextTry: "next try %s", Due: "next try now", NoMore: "not asked any more",
		PerDay: "%s a day", Saved: "%s saved by “not modified”",
	}
}

func englishSearchCLI() Search {
	return Search{
		NotFound: "Nothing matches %s; try fewer words, or the beginning of one with a star, such as port*.",
		Wider:    "Nothing matches %s. This finds %s: %s",
		NotIndexed: Forms{
			One:   "%s story is not in the search index yet and not found by its words; that follows while rubrika is open.",
			Other: "%s stories are not in the search index yet and not found by their words; that follows while rubrika is open.",
		},
	}
}

func englishSavedViews() SavedViews {
	return SavedViews{
		None:  "There are no views and no rules yet; save the first: rubrika view save NAME FILTER.",
		Saved: "Saved: %s, %s.", Watching: "Watched by the rule %s: %s.", Muted: "Hidden by the rule %s: %s.",
		Declared: "%s: it stands in the settings file; change it there.",
		Several:  "%s: there are several of that name; give the number of one: %s.",
		Kinds:    map[string]string{"view": "view", "watch": "watched", "mute": "muted"},
	}
}

func englishAccounts() Accounts {
	return Accounts{
		Password:     "Password of %s for %s:",
		APIPassword:  "API password of %s for %s (mostly not the one for the web site):",
		Key:          "API key for %s (in Miniflux: Settings, API Keys):",
		Missing:      "There is no password; type it, or give it in the first line of the input.",
		None:         "There are no accounts yet; add one: rubrika account add miniflux ADDRESS.",
		Added:        "Added: %s. To fetch its news: rubrika refresh.",
		Well:         "%s: signed in, %s",
		Removed:      "Removed: %s. On the server all stays as it is.",
		Edited:       "Changed: %s.",
		Remove:       "Remove %s all the same? y, or Enter for no:",
		Yes:          "y yes",
		Kept:         "Nothing was removed.",
		NeedsYes:     "%s: %s; send them first with rubrika refresh, or give them up with --yes.",
		Left:         "Removed: %s, on the server of %s too; that cannot be taken back.",
		Changed:      "Changed: %s, on the server of %s too.",
		In:           "account %s",
		Feeds:        Forms{One: "%s feed", Other: "%s feeds"},
		Sent:         Forms{One: "%s mark sent", Other: "%s marks sent"},
		Waiting:      Forms{One: "%s mark is waiting to be sent", Other: "%s marks are waiting to be sent"},
		Refused:      Forms{One: "%s mark is not taken by the server", Other: "%s marks are not taken by the server"},
		GivenUp:      Forms{One: "%s mark was not sent any more", Other: "%s marks were not sent any more"},
		Kinds:        "%s: miniflux or greader is wanted; greader is FreshRSS and every server with the Google Reader API.",
		NeedsUser:    "%s: a name to sign in with is wanted; add --user NAME.",
		InAddress:    "User and password do not belong in the address, where others can see them; give the name with --user, the password is asked for.",
		NeedsAccount: "%s: it goes with --account; add that.",
		NoFolder:     "%s: only feeds of accounts lie in folders; leave it out.",
		ServersOwn:   "%s: this is up to the server of the account; leave it out.",
		Secret: map[string]string{
			"keyring": "password in the keyring", "command": "password from a command",
			"env": "password from a variable", "plain": "password in the store, readable",
		},
		WrongPassword:    "the server does not take this name and password; check both",
		WrongAPIPassword: "the server does not take this name and password; check both: FreshRSS and Miniflux want a separate password for programs, which is set there",
		WrongKey:         "the server does not take this API key, which may have expired or been deleted there; make a new one",
		NotServer:        "no server of the kind %s answers at this address; check the address and the kind: miniflux, or greader for FreshRSS and others",
		WebPage:          "something else answers here than a server of the kind %s, mostly a web page; give the address of the server itself, and see that no other sign-in stands before it",
		Closed:           "the server lets no programs in; allow it there (in FreshRSS: Authentication, Allow API access)",
		NoTLS:            "nobody speaks TLS at this address, and a password is not sent in the clear unasked; if that is meant, begin the address with http://",
		UnknownCA:        "the certificate is signed by nobody this computer trusts; if it is yours, name its file with --ca",
		BadCA:            "there is no certificate to be read in this file; --ca wants one in PEM",
		Renew:            "to change it here: rubrika account edit %s",
		Exists:           "this account is there already; look at it with rubrika account, or give another --title",
		NoKeyring:        "there is no keyring here to keep the password; repeat with --password-command, --password-env, or --plain, which leaves it readable in the store",
		Locked:           "the keyring does not give the password; unlock it and repeat, or give it anew: rubrika account edit %s",
		NoCommand:        "the command for the password gave none; try it by itself: %s",
		NoVariable:       "the password is wanted in the variable %s; set it and repeat",
		Stays:            "the password stays in the keyring, which does not answer; delete it there",
	}
}

func englishShort() map[string]string {
	return map[string]string{
		"add":            "subscribe to a feed or a site",
		"import":         "subscribe to all of a list",
		"feeds":          "list the sources",
		"edit":           "change a source",
		"doctor":         "check the store and the sources",
		"remove":         "unsubscribe from a source",
		"refresh":        "ask the sources for news",
		"news":           "print headlines",
		"search":         "find stories by their words",
		"view":           "list saved views and rules",
		"view list":      "list them",
		"view save":      "save a filter as a view",
		"view watch":     "point out stories like these",
		"view mute":      "hide stories like these",
		"view remove":    "remove a view or rule",
		"read":           "print a story or a page; a story counts as read then",
		"mark":           "mark stories",
		"demo":           "open the tour edition",
		"inspect":        "show how rubrika understands a document",
		"inspect feed":   "a feed as one JSON object",
		"inspect page":   "the article of a page as text",
		"inspect body":   "a piece of HTML as the text of an article",
		"account":        "list the accounts on servers",
		"account list":   "list the accounts",
		"account add":    "add an account on a server",
		"account edit":   "change an account or its password",
		"account check":  "sign in and say how it went",
		"account remove": "remove an account and its feeds",
		"help":           "help about a command",
	}
}

func englishLong() map[string]string {
	return map[string]string{
		"add":            "A feed, a page or a site, a YouTube channel, a subreddit, a GitHub repository, or a list of subscriptions in a file. Of several feeds it asks which are meant; where nobody can answer it names them. What the flags say of a source goes for all that are added, but not for those of a list.",
		"import":         "An OPML file or the urls file of newsboat; - is standard input. Nothing is fetched yet: refresh does that. What is not taken over is named with its line and reason; the exit code is 3 when some of it was wrong. Of a broken file nothing is taken.",
		"feeds":          "With --catalogue it lists the built-in feeds instead; ✓ stands before those subscribed to.",
		"edit":           "Only what a flag names is changed; --tag replaces all tags, and an empty value takes the old one away.",
		"doctor":         "Settings, store, and each source: its last success, its next try, what is wrong and what to do. The exit code is 3 when some sources are in trouble or the store cannot be written, 1 when the store is damaged or the settings have a mistake. With --reindex it only builds the search index anew.",
		"read":           "A story is named by its number, by its line in the list that news or search printed last (+3 is the third), or by its address. What is not stored is a page: an address, or a file with a web page or its text; - is standard input. When only the beginning of a story is stored, its page is fetched; where that fails the beginning is printed and the exit code is 3.",
		"refresh":        "Without names it asks every source that may politely be asked by now; a named one is asked in any case. The exit code is 3 when some sources failed, 1 when all did or another rubrika is refreshing just now. With --quiet nothing is said where all goes well.",
		"news":           "A filter is written as in the search line: rubric:economy source:report lang:en tag:OTS is:unread has:video since:2d -word \"exact phrase\". What a rule hides is left out, but for is:muted.",
		"search":         "Words in any of their forms, the best match first, with a piece of the text below each headline. “Exact phrases” stand in quotes, which the shell must not take: search '\"exact phrase\"'; beginnings with a star: port*; title:word is for titles; or and parentheses: 'port (strike or storm) -rubric:sport'. All fields of news go here too.",
		"view":           "A view is a filter with a name: news --view opens it. A rule watches for stories or hides them; what it hides is not deleted, and news --view NAME shows it.",
		"view save":      "A view of that name gets this filter. With --bar it stands in the row of rubrics.",
		"view watch":     "A rule of that name gets this filter. It may have neither marks (is:) nor times (since:, until:).",
		"view mute":      "A rule of that name gets this filter. It may have neither marks (is:) nor times (since:, until:). Nothing is deleted: when the rule goes, the stories are back.",
		"view remove":    "A name, or the number that view prints.",
		"mark":           "The first word is the mark: read, unread, star, unstar. Then the stories, each by its number, its line in the list printed last (+3), or its address; or a filter in --filter. When one of them cannot be found, none is marked.",
		"account":        "An account on a server follows feeds and keeps on all your devices what was read and starred.",
		"account add":    "The kind is miniflux, or greader for FreshRSS and every server with the Google Reader API. The password is asked for, or read from the first line of the input, and kept in the keyring of the system, unless a flag says otherwise; it is never an argument. Miniflux without --user takes an API key in its place. Nothing is added unless the sign-in goes well.",
		"account edit":   "The new password is asked for, unless a command or a variable gives it or only --title is named; --password-command, --password-env, --plain and --keyring keep it elsewhere. Nothing is changed unless the sign-in goes well. Marks that wait are kept; the next refresh sends them. It is for the same account: another one of the server is another account here.",
		"account check":  "Without a name it checks all. The exit code is 3 when some fail, 1 when all do.",
		"account remove": "The feeds and stories of the account go from here, and its password from the keyring; on the server all stays. Where marks have not been sent yet it asks first, or wants --yes where nobody can answer.",
		"demo":           "The edition goes the whole way of real news: it is served on the loopback address, fetched, parsed and kept in a store that is thrown away afterwards.",
	}
}

func englishFlags() map[string]string {
	return map[string]string{
		"config": "settings file", "db": "file of the store", "lang": "language: ru, az or en",
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
		"feeds.rubric": "only feeds of this rubric", "prefetch": "afterwards fetch the pages of stories without their text",
		"user": "name to sign in with", "ca": "file with the certificate of a private authority, PEM",
		"account add.title": "a name of your own for the account", "account edit.title": "a name of your own for the account", "password-command": "command that prints the password in its first line, such as \"pass show feeds\"",
		"password-env": "variable of the environment that holds the password", "account add.plain": "keep the password in the store, readable for whoever can read the file",
		"account edit.plain": "keep the password in the store, readable for whoever can read the file", "keyring": "keep the password in the keyring of the system",
		"yes": "give up marks that were not sent", "account": "follow it on the server of this account", "folder": "folder on the server of the account",
		"doctor.json": "one JSON object", "reindex": "only build the search index anew",
		"view": "only what this view shows, or this rule is about", "bar": "in the row of rubrics; --bar=false takes it out",
		"read.json": "one JSON object",
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
