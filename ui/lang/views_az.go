package lang

func azerbaijaniSources() Sources {
	return Sources{
		Title: "Mənbələr",
		Columns: Columns{
			Source: "mənbə", Lang: "dil", Rubric: "rubrika", Unread: "oxunm.", PerDay: "gündə", Good: "alınıb", Next: "növbəti",
		},
		Labels: Labels{
			Address: "Ünvan", Former: "Əvvəlki", Site: "Sayt", Kind: "Növ", Title: "Ad", Added: "Nə vaxtdan", Lang: "Dil", Rubric: "Rubrika", Zone: "Saat qurşağı", Tags: "Teqlər",
			Every: "Aralıq", Agent: "User-Agent", Good: "Alınıb", Try: "Soruşulub", Next: "Növbəti", Asked: "Cavablar",
			Saved: "Qənaət", Items: "Xəbərlər", PerDay: "Gündə",
		},
		Off: "söndürülüb", Never: "hələ soruşulmayıb",
		None:    "—",
		ByHand:  "yalnız düymə ilə",
		Stopped: "daha soruşulmur",
		Rhythm:  "mənbənin öz ritmi ilə",
		OffNote: "Söndürülüb: soruşulmur, xəbərləri göstərilmir.",
		Silent:  "Cavab verir, amma çoxdandır xəbər yoxdur: lent köçmüş ola bilər; saytda yoxlayın.",
		Orders:  Orders{Added: "Sıra: əlavə edildiyi kimi", Trouble: "Sıra: əvvəl xətalılar", Title: "Sıra: ad üzrə", Unread: "Sıra: oxunmamışlar üzrə", PerDay: "Sıra: gündəlik xəbər sayı üzrə"},
		Kinds:   Kinds{Feed: "lent", Sitemap: "xəbər xəritəsi", Tour: "daxili buraxılış"},
		Why:     Why{Every: "aralığınız", Failed: "xətaya görə", Server: "serverə görə", Timetable: "cədvəl üzrə", Rhythm: "öz ritmi ilə"},
		OwnName: "adi", Browser: "brauzer kimi",
		NoneNamed: "Belə adlı və ya ünvanlı mənbə yoxdur.",
		Empty:     [2]string{"Hələ mənbə yoxdur.", "%s mənbə əlavə edir, %s kataloqu açır"},
		Begin:     "%s mənbələri açır, birincisi orada əlavə edilir",
		Muted:     "Söndürüldü: %s", Unmuted: "Yenidən qoşuldu: %s", Removed: "Mənbə çıxarıldı: %s", Saved: "Saxlanıldı: %s",
		IsMuted:   "Mənbə söndürülüb, xəbərləri göstərilmir; qoşmaq üçün %s",
		Unchanged: "Heç nə dəyişmədi",
	}
}

func azerbaijaniForm() Form {
	return Form{
		Add: "Yeni mənbə", Edit: "Mənbənin düzəlişi",
		Address: "Ünvan",
		AddHint: "Lent, sayt, YouTube kanalı, r/icma, GitHub repozitoriyası, OPML faylı",
		There:   "artıq var idi: %s", Skipped: "götürülmədi: %s",
		Looking: "Lent axtarılır…",
		Several: "Saytda bir neçə lent var", Subscribing: "Abunə olunur…",
		TitleHint: "Boşdursa, lentin öz adı", ZoneHint: "Qurşağı olmayan tarixlər üçün, məsələn Asia/Baku; boşdursa, dilə və sayta görə",
		EveryHint: "Məsələn 30 dəq, 2 saat və ya 1 gün; boşdursa, mənbənin öz ritmi ilə",
		AgentHint: "Serverə deyilən ad; boşdursa, adi",
		TagsHint:  "Vergüllə; source: süzgəci bunları da tanıyır", LangHint: "Dilini bildirməyən xəbərlər üçün",
		RubricHint: "Rubrikası müəyyən olunmayan xəbərlər üçün",
		BadZone:    "Belə saat qurşağı yoxdur; nümunə: %s",
		BadEvery:   "5 dəq ilə 30 gün arasında olmalıdır, məsələn 30 dəq, 2 saat və ya 1 gün",
		BadAgent:   "Burada yalnız latın hərfləri, rəqəmlər və işarələr ola bilər",
		NoAddress:  "Əvvəlcə ünvanı yazın",
		Later:      "Bir də %s — yenə də abunə olmaq; xəbərlər növbəti yeniləmədə gələcək.",
		Save:       "saxla", Follow: "abunə ol", Pick: "seç", Fields: "sahələr", Values: "qiymət",
	}
}

func azerbaijaniCatalogue() Catalogue {
	return Catalogue{
		Title:   "Kataloq",
		Axes:    [3]string{"Dil", "Ölkə", "Rubrika"},
		Any:     "hamısı",
		General: "ümumi",
		Failed:  "oxunmur",
		Pending: "soruşulur…",
		Follows: "abunə olunub",

		Subscribe: "abunəlik", Axis: "dil, ölkə, rubrika",
	}
}

func azerbaijaniFigures() figures {
	return figures{
		Decimal: ",",
		Bytes:   [4]string{"B", "KB", "MB", "QB"},
		Since:   "%s əvvəl", In: "%s sonra",
		plurals: viewPlurals{
			Sources:  Forms{Other: "%s mənbə"},
			Troubled: Forms{Other: "%s xətalı"},
			Feeds:    Forms{Other: "%s lent"},
			Followed: Forms{Other: "%s abunəlik"},
			More:     Forms{Other: "və daha %s"},
			Failures: Forms{Other: "ardıcıl %s uğursuz cəhd"},
			Asked:    Forms{Other: "%s"},
			Same:     Forms{Other: "%s yeniliksiz"},
			Minutes:  Forms{Other: "%s dəq"},
			Hours:    Forms{Other: "%s saat"},
			Days:     Forms{Other: "%s gün"},
		},
		countries: map[string]string{
			"AZ": "Azərbaycan", "RU": "Rusiya", "TR": "Türkiyə", "KZ": "Qazaxıstan", "UZ": "Özbəkistan", "KG": "Qırğızıstan",
			"GE": "Gürcüstan", "AM": "Ermənistan", "UA": "Ukrayna", "BY": "Belarus", "MD": "Moldova", "TJ": "Tacikistan", "TM": "Türkmənistan",
			"LV": "Latviya", "LT": "Litva", "EE": "Estoniya", "PL": "Polşa", "CZ": "Çexiya", "GB": "Böyük Britaniya", "IE": "İrlandiya", //nolint:misspell // Azerbaijani
			"US": "ABŞ", "CA": "Kanada", "DE": "Almaniya", "AT": "Avstriya", "CH": "İsveçrə", "FR": "Fransa", "BE": "Belçika",
			"NL": "Niderland", "ES": "İspaniya", "PT": "Portuqaliya", "IT": "İtaliya", "SE": "İsveç", "NO": "Norveç", "FI": "Finlandiya",
			"DK": "Danimarka", "GR": "Yunanıstan", "IL": "İsrail", "IR": "İran", "QA": "Qətər", "AE": "BƏƏ", "SA": "Səudiyyə Ərəbistanı",
			"EG": "Misir", "IN": "Hindistan", "PK": "Pakistan", "CN": "Çin", "HK": "Honkonq", "JP": "Yaponiya", "KR": "Cənubi Koreya",
			"SG": "Sinqapur", "AU": "Avstraliya", "BR": "Braziliya", "UN": "BMT", "EU": "Avropa İttifaqı",
		},
	}
}
