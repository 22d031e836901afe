package lang

import (
	"maps"

	"golang.org/x/text/language"

	"rubrika/feed"
)

func english() Words {
	return Words{
		Code: "en",
		tag:  language.English,

		All:          "All",
		Untitled:     "(no headline)",
		Space:        "␣",
		Tour:         "tour edition",
		Latest:       "Latest news",
		Loading:      "Loading the text…",
		NothingNamed: "Nothing has that name.",
		Groups:       [5]string{"Rubrics", "Topics", "Sources", "Languages", "Views"},
		Signs:        Signs{Title: "Signs", Unread: "unread", Starred: "starred", Watched: "watched by a rule of yours", Story: "how many items tell the same story", Ctrl: "together with Ctrl", Shift: "together with Shift", Space: "the space bar"},
		Hints: Hints{
			Rubrics: "rubrics", Read: "read", Help: "help", Back: "back",
			Language: "language", Browser: "browser", NextPrev: "next/prev",
			Include: "include", Exclude: "exclude", Apply: "apply", Cancel: "cancel",
			Undo: "undo", Quit: "quit", Unread: "unread",
			Add: "add", Edit: "edit", Catalogue: "catalogue", Site: "site",
		},
		Notices:   englishNotices(),
		Sources:   englishSources(),
		Form:      englishForm(),
		Catalogue: englishCatalogue(),
		CLI:       englishCLI(),
		Front:     englishFront(),
		Reading:   englishReading(),
		Palette:   englishPalette(),
		Pictures:  englishPictures(),
		Plain:     englishPlain(),
		Clip:      englishClip(),
		Desk:      englishDesk(),
		Remote:    englishRemote(),
		Seek:      englishSeek(),
		Views:     englishViews(),
		Filters:   englishFilters(),
		Outside:   outsideWords("en"),
		Offline:   offline("en"),
		formats:   englishFormats(),
		plurals:   englishPlurals(),
		figures:   englishFigures(),
		dates:     englishDates(),
		rubrics:   englishRubrics(),
		actions:   englishActions(),
		langs:     englishLanguages(),
		cities:    englishCities(),
		faults:    englishFaults(),
		sections:  map[string]string{"move": "Moving", "rubric": "What is shown", "story": "The story", "marks": "Marks", "source": "The source", "views": "The view or rule", "program": "Program"},
		views:     map[string]string{"headlines": "headlines", "picker": "category filter", "article": "article", "help": "help", "sources": "sources", "narrowing": "finding a source", "form": "form", "found": "choice of feeds", "catalogue": "catalogue", "wire": "the wire", "palette": "actions", "finding": "finding words", "saving": "saving", "searching": "search", "views": "views and rules", "muting": "mute or watch"},
		badges: map[feed.Badge]string{
			feed.Video: "video", feed.Photo: "photos", feed.Audio: "audio", feed.Urgent: "urgent", feed.Updated: "updated",
		},
	}
}

func englishNotices() Notices {
	return Notices{
		NothingToUndo: "Nothing to undo",
		NothingToRedo: "Nothing to redo",
		Copied:        "Copied",
		Starred:       "Starred",
		Unstarred:     "Star taken away",
		Read:          "Marked as read",
		Unread:        "Marked as unread",
		NoVersions:    "This story has no versions in other languages here",
		NoAddress:     "This story has no address",
		NoLink:        "There is no link with that number",
		NoUnread:      "Nothing unread is left",
		First:         "This is the first story",
		Last:          "This is the last story",
		InBrowser:     "Opened in the browser",
		Fetching:      "Fetching the whole text…",
		Kept:          "The whole text is kept",
		Offline:       "There is no network; what is stored can be read, and news will come later.",
		Refreshing:    "A refresh is going on already",
		Saving:        "Saving…",
		ShowUnread:    "unread",
		ShowRead:      "read",
		ShowStars:     "starred",
	}
}

func englishFormats() formats {
	return formats{
		Percent:     "%d%%",
		TooSmall:    [2]string{"%d×%d is too small", "at least %d×%d"},
		TeaserOnly:  "This is only the beginning. The whole text in the browser: %s",
		NoFullText:  "The whole text is not here: %s. In the browser: %s",
		NoText:      "The publisher sent no text. In the browser: %s",
		NoMatch:     [2]string{"Nothing matches the filter.", "%s shows everything again"},
		NoneUnread:  [2]string{"Everything has been read.", "%s shows what was read too"},
		NoneStarred: [2]string{"Nothing has a star yet.", "%s shows everything again"},
		Empty:       [2]string{"There is no news here yet.", "%s asks the sources"},
		Waiting:     [2]string{"Fetching the news…", "The first headlines will be here in a moment."},
		Deeds: map[string]deed{
			"mark":        {"Undone: %s", "Done again: %s"},
			"subscribe":   {"Source taken away: %s", "Source added: %s"},
			"unsubscribe": {"Source is back: %s", "Source taken away: %s"},
			"several":     {"Sources taken away: %s", "Sources added: %s"},
			"edit":        {"Edit taken back: %s", "Edited again: %s"},
			"save-view":   {"Taken back: %s", "Saved again: %s"},
			"remove-view": {"Brought back: %s", "Removed again: %s"},
		},
		Why: "%s: %s",
		Evidence: map[feed.EvidenceKind]string{
			feed.ByCategory: "the publisher's rubric “%s”",
			feed.ByURL:      "“%s” in the address",
			feed.ByPage:     "“%s” on the page of the story",
			feed.ByFeed:     "the rubric of the source, %s",
			feed.ByNothing:  "no rubric was found",
		},
		Except:      "without %s",
		Since:       "since %s",
		Until:       "before %s",
		Quoted:      "“%s”",
		Canceled:    "Stopped.",
		Near:        "did you mean “%s”?",
		Retry:       "next try %s",
		Place:       "character %d",
		UnknownLang: "unknown language",
		HelpTitle:   "Keys: %s",
	}
}

func englishPlurals() plurals {
	return plurals{
		Unread:     Forms{Other: "%s unread"},
		Total:      " of %s",
		MarkedRead: Forms{One: "%s story marked as read", Other: "%s stories marked as read"},
		Items:      Forms{One: "%s story", Other: "%s stories"},
		Refreshed:  Forms{One: "%s new story", Other: "%s new stories"},
		Silent:     Forms{One: "%s source in trouble", Other: "%s sources in trouble"},
		NothingNew: "Nothing new",
		Minutes:    Forms{Other: "%s min"},
		MinutesAgo: Forms{Other: "%s min"},
		HoursAgo:   Forms{Other: "%s h"},
		DaysAgo:    Forms{One: "%s day", Other: "%s days"},
		Marks:      Forms{One: "marks of %s story", Other: "marks of %s stories"},
	}
}

func englishDates() dates {
	return dates{
		Months: [12]string{
			"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December",
		},
		Short:     [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		Weekdays:  [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		Today:     "today",
		Yesterday: "yesterday",
		Now:       "now",
		Group:     ",",
		Weekday:   "%s %s",
		Full:      "%s, %s",
	}
}

func englishRubrics() map[feed.Rubric]rubric {
	return map[feed.Rubric]rubric{
		feed.Politics:    {"Politics", "Politics"},
		feed.World:       {"World", "World"},
		feed.Economy:     {"Economy", "Economy"},
		feed.Incidents:   {"Incidents", "Incidents"},
		feed.Society:     {"Society", "Society"},
		feed.ScienceTech: {"Science & tech", "Science"},
		feed.Sport:       {"Sport", "Sport"},
		feed.Culture:     {"Culture", "Culture"},
		feed.Education:   {"Education", "Education"},
		feed.Health:      {"Health", "Health"},
		feed.Environment: {"Environment", "Nature"},
		feed.Conflict:    {"Defence & conflict", "Defence"},
		feed.Lifestyle:   {"Lifestyle", "Life"},
		feed.Opinion:     {"Opinion", "Opinion"},
		feed.Other:       {"Other", "Other"},
	}
}

func englishActions() map[string]string {
	return with(englishSourceActions(), englishViewActions(), englishDeskActions(), map[string]string{
		"down":         "down",
		"up":           "up",
		"half-down":    "half a page down",
		"half-up":      "half a page up",
		"page-down":    "page down",
		"page-up":      "page up",
		"top":          "to the beginning",
		"bottom":       "to the end",
		"open":         "open the story or the link",
		"back":         "back; in the list, loosen the filter",
		"next-unread":  "next unread story",
		"prev-unread":  "previous unread story",
		"next-item":    "next story",
		"prev-item":    "previous story",
		"rubric-next":  "next rubric",
		"rubric-prev":  "previous rubric",
		"rubric-0":     "all rubrics",
		"filter":       "choose rubrics, topics, sources, languages",
		"clear-filter": "clear the filter",
		"unread":       "all → unread → starred",
		"this-rubric":  "headlines of this rubric",
		"toggle-read":  "read or unread",
		"read-all":     "mark all shown as read",
		"star":         "star",
		"undo":         "undo",
		"redo":         "do again",
		"versions":     "the story in another language",
		"full-text":    "fetch the whole text",
		"why":          "why it is under this rubric",
		"browser":      "open in the browser",
		"browser-next": "open in the browser, go to the next",
		"copy-url":     "copy the address",
		"copy-title":   "copy headline and address",
		"reload":       "load the text again",
		"next-link":    "next link",
		"prev-link":    "previous link",
		"toggle":       "include",
		"exclude":      "exclude",
		"apply":        "apply",
		"cancel":       "cancel",
		"next-group":   "topics, sources, languages, views",
		"prev-group":   "back through the groups",
		"refresh":      "refresh this source",
		"refresh-all":  "refresh all sources",
		"help":         "help",
		"quit":         "quit",
		"redraw":       "redraw the screen",
		"suspend":      "to the shell; fg comes back",
		"search":       "search",
		"search-scope": "everywhere or within the filter",
		"complete":     "take the proposal",
		"older":        "an earlier search",
		"newer":        "a later search",
	}, "the rubric with that number", "open the link with that number")
}

// englishSourceActions are those about sources.
func englishSourceActions() map[string]string {
	return map[string]string{
		"sources":      "sources",
		"source-news":  "headlines of this source",
		"add-source":   "add a source",
		"sort-sources": "sort: trouble first, title…",
		"edit-source":  "edit title, rubric, interval…",
		"mute":         "mute or bring back",
		"unsubscribe":  "unsubscribe",
		"catalogue":    "catalogue of feeds",
		"site":         "open the site in the browser",
		"narrow":       "find a source",
		"next-field":   "next field",
		"prev-field":   "previous field",
		"next-value":   "next value",
		"prev-value":   "previous value",
		"next-axis":    "country, rubric, language",
		"prev-axis":    "back through them",
		"subscribe":    "subscribe or unsubscribe",
	}
}

// with puts both tables into one, and adds the descriptions of the numbered
// actions.
func with(sources, views, desk, actions map[string]string, rubric, link string) map[string]string {
	maps.Copy(actions, sources)
	maps.Copy(actions, views)
	maps.Copy(actions, desk)
	for _, digit := range "123456789" {
		actions["rubric-"+string(digit)] = rubric
		actions["link-"+string(digit)] = link
	}
	return actions
}

func englishLanguages() map[string]string {
	return map[string]string{
		"ru": "Russian", "az": "Azerbaijani", "en": "English", "tr": "Turkish", "uk": "Ukrainian",
		"be": "Belarusian", "kk": "Kazakh", "uz": "Uzbek", "ky": "Kyrgyz", "tk": "Turkmen", "tg": "Tajik",
		"tt": "Tatar", "ka": "Georgian", "hy": "Armenian", "fa": "Persian", "ar": "Arabic", "he": "Hebrew",
		"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
		"pl": "Polish", "ro": "Romanian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "hi": "Hindi",
	}
}

func englishCities() map[string]string {
	return map[string]string{
		"Baku": "Baku", "Moscow": "Moscow", "Istanbul": "Istanbul", "Kyiv": "Kyiv", "Kiev": "Kyiv",
		"Minsk": "Minsk", "Tbilisi": "Tbilisi", "Yerevan": "Yerevan", "Almaty": "Almaty", "Tashkent": "Tashkent",
		"Bishkek": "Bishkek", "Dushanbe": "Dushanbe", "Ashgabat": "Ashgabat", "Tehran": "Tehran",
		"London": "London", "Berlin": "Berlin", "Paris": "Paris", "Madrid": "Madrid", "Rome": "Rome",
		"Lisbon": "Lisbon", "Warsaw": "Warsaw", "Brussels": "Brussels", "Vienna": "Vienna", "Riga": "Riga",
		"New_York": "New York", "Los_Angeles": "Los Angeles", "Chicago": "Chicago", "Dubai": "Dubai",
		"Jerusalem": "Jerusalem", "Tokyo": "Tokyo", "Shanghai": "Shanghai", "Kolkata": "Delhi",
	}
}

func englishFaults() map[feed.Kind]fault {
	return map[feed.Kind]fault{
		feed.KindOffline:   {"no connection", "there is no connection to the server", "check the network, or if it works, try again later"},
		feed.KindDNS:       {"server not found", "there is no such server, or the network is down", "check the address and the network"},
		feed.KindTimeout:   {"no answer in time", "the server did not answer in time", "try again later"},
		feed.KindTLS:       {"bad certificate", "the connection is not safe: the certificate is bad", "check the clock and the address; rubrika reads nothing over such a connection"},
		feed.KindRefused:   {"closed to programs", "the site does not serve its pages to programs from this network, which is nothing unusual", "what is here stays; look at the rest in a browser"},
		feed.KindSignIn:    {"password needed", "the site gives this only to a name and a password", "subscribe again with both in the address: https://name:password@site"},
		feed.KindNotFound:  {"address not found (404)", "there is nothing at this address", "find the new address or remove the source"},
		feed.KindGone:      {"gone for good (410)", "the publisher has closed this address for good", "remove the source"},
		feed.KindTooMany:   {"asks us to wait", "the server asks to come later", "rubrika waits by itself"},
		feed.KindCircle:    {"redirected in a circle", "the server sends from address to address and gives nothing", "look for the new address on the site"},
		feed.KindServer:    {"server error", "the server answered with an error", "try again later"},
		feed.KindNotFeed:   {"not a feed", "this is a page and not a feed", "find the address of the feed on the site"},
		feed.KindPortal:    {"network wants a sign-in", "a strange page came in place of the feed: the network probably wants a sign-in", "sign in with a browser, then refresh"},
		feed.KindEmpty:     {"empty answer", "the server sent an empty answer", "try again later"},
		feed.KindTooBig:    {"too big", "the document is bigger than rubrika reads", "look for a shorter feed of the same site"},
		feed.KindDamaged:   {"damaged document", "the document is cut or damaged; stories that came whole are kept", "refresh later"},
		feed.KindAddress:   {"not an address", "this is no address that can be read", "give one that begins with http:// or https://"},
		feed.KindFile:      {"file cannot be read", "the file cannot be read", "check its name and rights"},
		feed.KindReadOnly:  {"store is read-only", "the store cannot be written, so no change is kept", "check the rights of the file and its folder"},
		feed.KindDiskFull:  {"disk is full", "the disk is full; what was there is kept", "make room and repeat"},
		feed.KindNewer:     {"store of a newer version", "the store was made by a newer rubrika", "install that version or choose another store"},
		feed.KindCorrupt:   {"store is damaged", "the store is damaged", "put it aside and start again, or restore a copy"},
		feed.KindBusy:      {"store is busy", "another rubrika keeps the store busy", "close it or try again in a moment"},
		feed.KindConfig:    {"mistake in the settings", "there is a mistake in the settings", "correct it and start again"},
		feed.KindUsage:     {"wrong word", "a word here is not understood", "correct it and repeat"},
		feed.KindNoItem:    {"no such story", "there is no such story", "refresh the list"},
		feed.KindNoSource:  {"no such source", "there is no such source", "see the list of sources"},
		feed.KindExists:    {"already there", "this source is there already", "nothing needs to be done"},
		feed.KindInside:    {"address inside the network", "a story or a page points to an address inside your own network, and rubrika does not go there", "if the host is yours, allow it with inside in the settings"},
		feed.KindElsewhere: {"another rubrika refreshes", "another rubrika is refreshing the sources", "wait a moment; the news will be here too"},
		feed.KindNoText:    {"no text on the page", "no article was found on this page", "open it in a browser"},
		feed.KindSeveral:   {"several feeds", "the site has several feeds", "choose one and give its address"},
		feed.KindList:      {"broken list", "the list of subscriptions is broken, and nothing of it was taken", "correct it or export it anew"},
		feed.KindOpener:    {"browser did not open", "the command that opens addresses failed", "copy the address or see browser in the settings"},
		feed.KindPlayer:    {"player failed", "the command that plays what comes with a story failed", "see player in the settings"},
		feed.KindEditor:    {"editor did not work", "the editor failed", "name another one in the variable EDITOR"},
		feed.KindPipe:      {"story not taken", "the command that takes a story failed", "see pipe in the settings"},
		feed.KindHook:      {"hook failed", "the command that is told of new stories failed", "no story is lost; see on_new in the settings"},
		feed.KindPassword:  {"wrong password", "the server does not take this name and password", "give the right ones with rubrika account edit; programs may need a password of their own"},
		feed.KindNoSecret:  {"no password", "the password of the account could not be had from where it is kept", "unlock the keyring, or name a command or a variable: rubrika account edit --help"},
		feed.KindNotServer: {"wrong kind of server", "there is no server of this kind at this address", "check the address, the kind, and that the server lets programs in"},
		feed.KindRejected:  {"refused by the server", "the server does not take this change", "all stays as it was here; look at it on the server itself"},
		feed.KindDoubtful:  {"lists contradict", "the lists of the server contradict each other", "nothing was changed; try again later and look at the server"},
		feed.KindNoAccount: {"no such account", "there is no such account", "look at them: rubrika account"},
		feed.KindNoView:    {"no such view", "there is no such view or rule", "look at them: rubrika view"},
		feed.KindInternal:  {"fault of rubrika", "rubrika made a mistake", "go on reading; if it happens again, report it"},
	}
}
