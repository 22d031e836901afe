package lang

func englishSources() Sources {
	return Sources{
		Title: "Sources",
		Columns: Columns{
			Source: "source", Lang: "lang", Rubric: "rubric", Unread: "unread", PerDay: "a day", Good: "received", Next: "next",
		},
		Labels: Labels{
			Address: "Address", Former: "Formerly", Site: "Site", Kind: "Kind", Title: "Title", Added: "Added", Lang: "Language", Rubric: "Rubric", Zone: "Time zone", Tags: "Tags",
			Every: "Interval", Agent: "User-Agent", Good: "Received", Try: "Asked at", Next: "Next try", Asked: "Answers",
			Saved: "Saved", Items: "Stories", PerDay: "A day",
		},
		Off: "muted", Never: "not asked yet",
		None:    "—",
		ByHand:  "only by a key",
		Stopped: "not asked again",
		Rhythm:  "by its own rhythm",
		OffNote: "Muted: it is not asked, and its stories are not shown.",
		Silent:  "It answers, but there has been no news for long: the feed may have moved; look on the site.",
		Orders:  Orders{Added: "Order: as they were added", Trouble: "Order: trouble first", Title: "Order: by title", Unread: "Order: by unread", PerDay: "Order: by stories a day"},
		Kinds:   Kinds{Feed: "feed", Sitemap: "news sitemap", Tour: "built-in edition"},
		Why:     Why{Every: "your interval", Failed: "after failures", Server: "the server asked", Timetable: "its timetable", Rhythm: "its own rhythm"},
		OwnName: "the usual one", Browser: "like a browser's",
		NoneNamed: "No source has that name or address.",
		Empty:     [2]string{"There are no sources yet.", "%s adds one, %s opens the catalogue"},
		Begin:     "%s opens the sources, where you add the first",
		Muted:     "Muted: %s", Unmuted: "No longer muted: %s", Removed: "Source taken away: %s", Saved: "Saved: %s",
		IsMuted:   "The source is muted and its stories are not shown; %s brings it back",
		Unchanged: "Nothing has changed",
	}
}

func englishForm() Form {
	return Form{
		Add: "New source", Edit: "Edit the source",
		Address: "Address",
		AddHint: "A feed, a site, a YouTube channel, r/subreddit, a GitHub repository, OPML",
		There:   "there already: %s", Skipped: "not taken over: %s",
		Looking: "Looking for the feed…",
		Several: "The site has several feeds", Subscribing: "Subscribing…",
		TitleHint: "Empty: what the feed calls itself", ZoneHint: "For dates without a zone, such as Asia/Baku; empty: by language and site",
		EveryHint: "Such as 30m, 2h or 1d; empty: by the source's own rhythm",
		AgentHint: "The name the server is told; empty: the usual one",
		TagsHint:  "Separated by commas; source: in a filter takes them too", LangHint: "For stories that do not name their language",
		RubricHint: "For stories whose rubric nothing else tells",
		BadZone:    "There is no such time zone; one looks like %s",
		BadEvery:   "It has to be from 5m to 30d, such as 30m, 2h or 1d",
		BadAgent:   "Only Latin letters, digits and signs may stand here",
		NoAddress:  "Type an address first",
		Later:      "%s once more subscribes all the same; its stories come with the next refresh.",
		Save:       "save", Follow: "subscribe", Pick: "choose", Fields: "fields", Values: "value",
	}
}

func englishCatalogue() Catalogue {
	return Catalogue{
		Title:   "Catalogue",
		Axes:    [3]string{"Language", "Country", "Rubric"},
		Any:     "all",
		General: "general",
		Failed:  "cannot be read",
		Pending: "being asked…",
		Follows: "subscribed",

		Subscribe: "subscription", Axis: "language, country, rubric",
	}
}

func englishFigures() figures {
	return figures{
		Decimal: ".",
		Bytes:   [4]string{"B", "kB", "MB", "GB"},
		Since:   "%s ago", In: "in %s",
		plurals: viewPlurals{
			Sources:  Forms{One: "%s source", Other: "%s sources"},
			Troubled: Forms{Other: "%s in trouble"},
			Feeds:    Forms{One: "%s feed", Other: "%s feeds"},
			Followed: Forms{Other: "%s subscribed"},
			More:     Forms{Other: "and %s more"},
			Failures: Forms{One: "%s failure in a row", Other: "%s failures in a row"},
			Asked:    Forms{Other: "%s"},
			Same:     Forms{Other: "%s with nothing new"},
			Minutes:  Forms{Other: "%s min"},
			Hours:    Forms{Other: "%s h"},
			Days:     Forms{Other: "%s d"},
		},
		countries: map[string]string{
			"AZ": "Azerbaijan", "RU": "Russia", "TR": "Türkiye", "KZ": "Kazakhstan", "UZ": "Uzbekistan", "KG": "Kyrgyzstan",
			"GE": "Georgia", "AM": "Armenia", "UA": "Ukraine", "BY": "Belarus", "MD": "Moldova", "TJ": "Tajikistan", "TM": "Turkmenistan",
			"LV": "Latvia", "LT": "Lithuania", "EE": "Estonia", "PL": "Poland", "CZ": "Czechia", "GB": "United Kingdom", "IE": "Ireland",
			"US": "United States", "CA": "Canada", "DE": "Germany", "AT": "Austria", "CH": "Switzerland", "FR": "France", "BE": "Belgium",
			"NL": "Netherlands", "ES": "Spain", "PT": "Portugal", "IT": "Italy", "SE": "Sweden", "NO": "Norway", "FI": "Finland",
			"DK": "Denmark", "GR": "Greece", "IL": "Israel", "IR": "Iran", "QA": "Qatar", "AE": "UAE", "SA": "Saudi Arabia",
			"EG": "Egypt", "IN": "India", "PK": "Pakistan", "CN": "China", "HK": "Hong Kong", "JP": "Japan", "KR": "South Korea",
			"SG": "Singapore", "AU": "Australia", "BR": "Brazil", "UN": "United Nations", "EU": "European Union",
		},
	}
}
