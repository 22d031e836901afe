package lang

func azerbaijaniCLI() CLI {
	return CLI{
		Usage: "Çağırış", Commands: "Əmrlər", Flags: "Açarlar", GlobalFlags: "Ümumi açarlar",
		More:           "Əmr haqqında ətraflı: rubrika ƏMR --help",
		About:          "rubrika — terminalda xəbərləri rubrikalar üzrə oxumaq üçün proqram.",
		Run:            "Əmrsiz xəbər lentini açır; çıxış terminal deyilsə, news kimi başlıqları çap edir.",
		Short:          azerbaijaniShort(),
		Long:           azerbaijaniLong(),
		Flag:           azerbaijaniFlags(),
		TooFew:         "%s: nə isə çatışmır; «rubrika help %s» əmrinə baxın.",
		TooMany:        "%s: sözlər həddən çoxdur; «rubrika help %s» əmrinə baxın.",
		BadValue:       "%s: belə qiymət ola bilməz; düzəldib təkrarlayın.",
		NoValue:        "%s: qiyməti çatışmır; əlavə edib təkrarlayın.",
		BadLang:        "%s: dilin kodu lazımdır, məsələn az.",
		BadZone:        "%s: saat qurşağı lazımdır, məsələn Asia/Baku.",
		BadEvery:       "%s: 5m ilə 30d arasında vaxt lazımdır, məsələn 1h30m, ya da 0.",
		WrongLang:      "%s: ru, az və ya en lazımdır.",
		BadRubric:      "%s: rubrika lazımdır: %s.",
		Either:         "%s: ya xəbər nömrələrini, ya da --filter ilə süzgəci göstərin.",
		Clash:          "%s: biri o birini istisna edir; birini saxlayın.",
		NeedsCatalogue: "%s: --catalogue açarı da lazımdır; əlavə edin.",
		Added:          "Əlavə edildi: %s",
		Which:          "Hansılar? Nömrələri boşluqla yazın, a — hamısı, Enter — heç biri:",
		All:            "a",
		OneOrAll:       "Onlardan biri: rubrika add ÜNVAN; hamısı: rubrika add --all %s",
		NoneChosen:     "Heç nə əlavə edilmədi.",
		Edited:         "Dəyişdirildi: %s. Oxu pəncərəsində z düyməsi ilə qaytarmaq olar.",
		Same:           "Dəyişməyə bir şey yoxdur: %s",
		Imported:       "Əlavə edildi: %s, artıq var idi: %s, götürülmədi: %s",
		Exported:       "Yazılan mənbələr: %s, fayl: %s",
		Skip:           azerbaijaniSkip(),
		NoListing:      "Kataloqda belə lent yoxdur; orada bu dillər var: %s, bu ölkələr: %s.",
		Removed:        "Silindi: %s. Oxu pəncərəsində z düyməsi ilə qaytarmaq olar.",
		Marked:         Forms{Other: "%s xəbərin işarəsi dəyişdi"},
		NoSources:      "Hələ mənbə yoxdur; birincisini əlavə edin: rubrika add ÜNVAN.",
		NoNews:         "Uyğun xəbər yoxdur.",
		Unread:         "oxunmamış %s, cəmi %s",
		Muted:          "söndürülüb",
		By:             "Müəllif: %s",
		Links:          "Keçidlər", Tags: "Teqlər", Versions: "Başqa dillərdə", Topics: "Mövzular",
		Serving:      "Tanışlıq buraxılışı %s ünvanında paylanır; bitirmək üçün Ctrl-C.",
		NoHome:       "Anbar üçün ev qovluğu yoxdur; faylı --store açarı ilə göstərin.",
		NotServed:    "%s: buraxılışı bu ünvanda vermək olmadı (%s); boş ünvan göstərin, məsələn 127.0.0.1:8080.",
		ClosedOutput: "Çıxışı yazmaq olmadı (%s); yer açın və ya başqa fayl seçin.",
		NotWritten:   "%s: faylı yazmaq olmadı (%s); başqa yer seçin və ya yer açın.",
		BigFile:      "%s: fayl rubrika oxuduğundan böyükdür (%s); daha kiçik fayl seçin.",
		Waiting:      Forms{Other: "%s mənbə hələlik narahat edilməməyi xahiş edib"},
		Pages:        Forms{Other: "%s səhifə əvvəlcədən yükləndi"},
		Doctor: Doctor{
			Store: "Anbar", Settings: "Ayarlar", Sources: "Mənbələr",
			Schema: "sxem %s", Sound: "saz", NoSettings: "fayl yoxdur, hamısı ilkin qiymətlərlə", NoStore: "hələ yoxdur",
			States:   "cavab verən %s, xətalı %s, söndürülmüş %s, hələ soruşulmamış %s",
			LastGood: "son cavab %s", Never: "hələ cavab verməyib", NextTry: "növbəti sorğu %s", Due: "indi soruşmaq olar", NoMore: "daha soruşulmur",
			PerDay: "gündə %s", Saved: "«dəyişməyib» cavabları %s qənaət edib",
		},
	}
}

func azerbaijaniShort() map[string]string {
	return map[string]string{
		"add":          "lentə və ya sayta abunə olmaq",
		"import":       "siyahıdakıların hamısına abunə olmaq",
		"export":       "abunəliklərin siyahısını yazmaq",
		"feeds":        "mənbələri göstərmək",
		"edit":         "mənbəni dəyişmək",
		"doctor":       "anbarı və mənbələri yoxlamaq",
		"remove":       "mənbədən imtina etmək",
		"refresh":      "mənbələrdən xəbər istəmək",
		"news":         "başlıqları çap etmək",
		"read":         "xəbəri və ya səhifəni çap etmək; xəbər oxunmuş sayılır",
		"mark":         "xəbərləri işarələmək",
		"demo":         "tanışlıq buraxılışını açmaq",
		"inspect":      "rubrikanın sənədi necə başa düşdüyünü göstərmək",
		"inspect feed": "lent bir JSON obyekti kimi",
		"inspect page": "səhifədəki məqalə mətn kimi",
		"inspect body": "HTML parçası məqalə mətni kimi",
		"help":         "əmr haqqında kömək",
	}
}

func azerbaijaniLong() map[string]string {
	return map[string]string{
		"add":     "Lent, səhifə və ya sayt, YouTube kanalı, Reddit bölməsi, GitHub anbarı, yaxud abunəliklər siyahısı olan fayl. Lent bir neçədirsə, hansının lazım olduğunu soruşur; cavab verən yoxdursa, onları sadalayır. Açarlarla deyilənlər əlavə olunan bütün lentlərə aiddir, siyahıdakılara yox.",
		"import":  "OPML faylı və ya newsboat proqramının urls faylı; - standart girişdir. Hələ heç nə soruşulmur: bunu refresh edir. Götürülməyənlər sətri və səbəbi ilə göstərilir; siyahıda səhv varsa, çıxış kodu 3 olur. Pozulmuş fayldan heç nə götürülmür.",
		"export":  "OPML 2.0; fayl adı yoxdursa, standart çıxışa. Mənbə haqqında yalnız rubrikanın bildikləri də yazılır: import həmin abunəlikləri qaytarır.",
		"feeds":   "--catalogue açarı ilə daxili lent kataloqunu göstərir; ✓ abunə olduqlarınızın qarşısındadır.",
		"edit":    "Yalnız açarla göstərilən dəyişir; --tag bütün etiketləri əvəz edir, boş qiymət əvvəlkini silir.",
		"doctor":  "Ayarlar, anbar və hər mənbə: son cavab, növbəti sorğu, nə pozulub və nə etməli. Bəzi mənbələrdə xəta varsa və ya anbara yazmaq olmursa, çıxış kodu 3, anbar zədələnibsə və ya ayarlarda səhv varsa, 1 olur.",
		"read":    "News əmrinin çap etdiyi nömrə, ünvan və ya fayl: veb səhifə, yaxud onun mətni; - standart girişdir. Anbarda xəbərin yalnız əvvəli varsa, səhifəsi soruşulur; alınmasa, əvvəli çap olunur və çıxış kodu 3 olur.",
		"refresh": "Adlar verilməsə, indi müraciət etmək nəzakətli olan bütün mənbələrdən soruşur; adı çəkiləndən hər halda soruşur. Mənbələrin bir hissəsi cavab verməsə, çıxış kodu 3, heç biri cavab verməsə və ya elə indi başqa rubrika yeniləyirsə, 1 olur.",
		"news":    "Süzgəc axtarış sətrindəki kimi yazılır: rubric:economy source:report lang:az tag:TDT is:unread has:video since:2d -söz \"dəqiq ifadə\".",
		"mark":    "Birinci söz işarədir: read, unread, star, unstar. Sonra news əmrinin çap etdiyi xəbər nömrələri və ya --filter ilə süzgəc.",
		"demo":    "Buraxılış əsl xəbərlərin bütün yolunu keçir: yerli ünvanda paylanır, soruşulur, təhlil edilir və sonra silinən anbarda saxlanır.",
	}
}

func azerbaijaniFlags() map[string]string {
	return map[string]string{
		"config": "ayarlar faylı", "store": "anbar faylı", "lang": "dil: ru, az və ya en",
		"plain":    "nömrəli sətirlərlə cavab: ekran oxuyanlar və zəif əlaqə üçün",
		"no-color": "rəngsiz", "version": "versiyanı çap etmək", "help": "köməyi çap etmək",
		"json": "hər sətirdə bir JSON obyekti", "limit": "ən çoxu bu qədər başlıq, 0 — hamısı",
		"width": "mətnin eni, xana ilə", "keep": "oxunmuş kimi işarələməmək", "filter": "hansı xəbərlər",
		"serve": "yalnız lentləri və səhifələri bu ünvanda paylamaq",
		"title": "öz adınız", "rubric": "rubrikası olmayan xəbərlər üçün rubrika, məsələn economy",
		"add.lang": "dilini bildirməyən xəbərlərin dili", "zone": "qurşağı olmayan tarixlər üçün saat qurşağı, məsələn Asia/Baku",
		"tag": "mənbənin etiketi; təkrarlana bilər", "every": "iki sorğu arasındakı vaxt, məsələn 1h30m; 0 — mənbənin öz ritmi",
		"agent": "bu mənbə üçün User-Agent başlığı", "all": "tapılan bütün lentlərə abunə olmaq",
		"edit.lang": "dilini bildirməyən xəbərlərin dili", "mute": "göstərməmək və soruşmamaq", "unmute": "yenidən göstərmək və soruşmaq",
		"catalogue": "daxili lent kataloqu", "feeds.lang": "--catalogue ilə yalnız bu dildə olan lentlər, məsələn az; onsuz rubrikanın öz dili", "country": "yalnız bu ölkənin lentləri, məsələn AZ",
		"feeds.rubric": "yalnız bu rubrikanın lentləri", "offline": "yalnız saxlanmış olan", "prefetch": "sonra mətnsiz gələn xəbərlərin səhifələrini yükləmək",
		"doctor.json": "bir JSON obyekti",
		"read.json":   "bir JSON obyekti",
	}
}

func azerbaijaniSkip() map[string]string {
	return map[string]string{
		"query":       "başqa lentlərdə axtarışdır; rubrikada bunun üçün süzgəc var: rubrika help news",
		"exec":        "lenti proqram düzəldir; rubrika proqram işə salmır",
		"filter":      "lenti proqram dəyişir; rubrika proqram işə salmır",
		"file":        "fayldır; rubrika şəbəkədəki ünvanları izləyir",
		"no-address":  "ünvan yoxdur",
		"bad-address": "bu, şəbəkə ünvanı deyil",
		"twice":       "siyahıda iki dəfə var; bir dəfə götürüldü",
		"not-a-feed":  "lent deyil, keçiddir",
		"hidden":      "mənbə götürüldü, gizli olması yox; bunun üçün edit --mute var",
	}
}
