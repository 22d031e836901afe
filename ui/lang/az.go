package lang

import (
	"golang.org/x/text/language"

	"rubrika/feed"
)

func azerbaijani() Words {
	return Words{
		Code: "az",
		tag:  language.Azerbaijani,

		All:          "Hamısı",
		Untitled:     "(başlıqsız)",
		Space:        "␣",
		Tour:         "tanışlıq buraxılışı",
		Latest:       "Son xəbərlər",
		Loading:      "Mətn yüklənir…",
		NothingNamed: "Belə adda heç nə yoxdur.",
		Groups:       [5]string{"Rubrikalar", "Mövzular", "Mənbələr", "Dillər", "Seçmələr"},
		Signs:        Signs{Title: "İşarələr", Unread: "oxunmamış", Starred: "seçilmiş", Watched: "qaydanızla izlənən", Story: "eyni hadisədən danışan xəbərlərin sayı", Ctrl: "Ctrl ilə birlikdə", Shift: "Shift ilə birlikdə", Space: "boşluq"},
		Hints: Hints{
			Rubrics: "rubrikalar", Read: "oxumaq", Help: "kömək", Back: "geri",
			Language: "dil", Browser: "brauzer", NextPrev: "növb./əvv.",
			Include: "daxil et", Exclude: "çıxar", Apply: "tətbiq et", Cancel: "ləğv et",
			Undo: "qaytar", Quit: "çıxış", Unread: "oxunmamış",
			Add: "əlavə et", Edit: "dəyiş", Catalogue: "kataloq", Site: "sayt",
		},
		Notices:   azerbaijaniNotices(),
		Sources:   azerbaijaniSources(),
		Form:      azerbaijaniForm(),
		Catalogue: azerbaijaniCatalogue(),
		CLI:       azerbaijaniCLI(),
		Front:     azerbaijaniFront(),
		Reading:   azerbaijaniReading(),
		Palette:   azerbaijaniPalette(),
		Pictures:  azerbaijaniPictures(),
		Plain:     azerbaijaniPlain(),
		Clip:      azerbaijaniClip(),
		Desk:      azerbaijaniDesk(),
		Remote:    azerbaijaniRemote(),
		Seek:      azerbaijaniSeek(),
		Views:     azerbaijaniViews(),
		Filters:   azerbaijaniFilters(),
		Outside:   outsideWords("az"),
		Offline:   offline("az"),
		formats:   azerbaijaniFormats(),
		plurals:   azerbaijaniPlurals(),
		figures:   azerbaijaniFigures(),
		dates:     azerbaijaniDates(),
		rubrics:   azerbaijaniRubrics(),
		actions:   azerbaijaniActions(),
		langs:     azerbaijaniLanguages(),
		cities:    azerbaijaniCities(),
		faults:    azerbaijaniFaults(),
		sections:  map[string]string{"move": "Hərəkət", "rubric": "Nə göstərilsin", "story": "Xəbər", "marks": "Qeydlər", "source": "Mənbə", "views": "Seçmə və ya qayda", "program": "Proqram"},
		views:     map[string]string{"headlines": "başlıqlar", "picker": "rubrika seçimi", "article": "məqalə", "help": "kömək", "sources": "mənbələr", "narrowing": "mənbə axtarışı", "form": "forma", "found": "lent seçimi", "catalogue": "kataloq", "wire": "canlı lent", "palette": "əməliyyatlar", "finding": "söz axtarışı", "saving": "saxlama", "searching": "axtarış", "views": "seçmələr və qaydalar", "muting": "gizlət / izlə"},
		badges: map[feed.Badge]string{
			feed.Video: "video", feed.Photo: "foto", feed.Audio: "səs", feed.Urgent: "təcili", feed.Updated: "yenilənib",
		},
	}
}

func azerbaijaniNotices() Notices {
	return Notices{
		NothingToUndo: "Qaytarmağa heç nə yoxdur",
		NothingToRedo: "Təkrarlamağa heç nə yoxdur",
		Copied:        "Kopyalandı",
		Starred:       "Seçilmişlərə əlavə edildi",
		Unstarred:     "Seçilmişlərdən çıxarıldı",
		Read:          "Oxunmuş kimi qeyd edildi",
		Unread:        "Oxunmamış kimi qeyd edildi",
		NoVersions:    "Bu xəbərin burada başqa dildə variantı yoxdur",
		NoAddress:     "Bu xəbərin ünvanı yoxdur",
		NoLink:        "Belə nömrəli keçid yoxdur",
		NoUnread:      "Oxunmamış xəbər qalmayıb",
		First:         "Bu, birinci xəbərdir",
		Last:          "Bu, sonuncu xəbərdir",
		InBrowser:     "Brauzerdə açıldı",
		Fetching:      "Tam mətn yüklənir…",
		Kept:          "Tam mətn saxlanıldı",
		Offline:       "Şəbəkə yoxdur; saxlanılanları oxumaq olar, xəbərlər şəbəkə qayıdanda gələcək.",
		Refreshing:    "Yeniləmə artıq gedir",
		Saving:        "Saxlanılır…",
		ShowUnread:    "oxunmamış",
		ShowRead:      "oxunmuş",
		ShowStars:     "seçilmiş",
	}
}

func azerbaijaniFormats() formats {
	return formats{
		Percent:     "%d%%",
		TooSmall:    [2]string{"%d×%d azdır", "%d×%d lazımdır"},
		TeaserOnly:  "Burada yalnız əvvəli var. Tam mətn brauzerdə: %s",
		NoFullText:  "Tam mətn burada yoxdur: %s. Brauzerdə: %s",
		NoText:      "Nəşr mətn göndərməyib. Brauzerdə: %s",
		NoMatch:     [2]string{"Bu süzgəcə uyğun xəbər yoxdur.", "%s yenidən hamısını göstərir"},
		NoneUnread:  [2]string{"Hamısı oxunub.", "%s oxunmuşları da göstərir"},
		NoneStarred: [2]string{"Seçilmişlər hələ boşdur.", "%s yenidən hamısını göstərir"},
		Empty:       [2]string{"Burada hələ xəbər yoxdur.", "%s mənbələri yoxlayır"},
		Waiting:     [2]string{"Xəbərlər yüklənir…", "İlk başlıqlar özləri görünəcək."},
		Deeds: map[string]deed{
			"mark":        {"Qaytarıldı: %s", "Təkrarlandı: %s"},
			"subscribe":   {"Mənbə çıxarıldı: %s", "Mənbə əlavə edildi: %s"},
			"unsubscribe": {"Mənbə qaytarıldı: %s", "Mənbə çıxarıldı: %s"},
			"several":     {"Mənbələr çıxarıldı: %s", "Mənbələr əlavə edildi: %s"},
			"edit":        {"Düzəliş geri qaytarıldı: %s", "Düzəliş təkrarlandı: %s"},
			"save-view":   {"Geri qaytarıldı: %s", "Yenidən saxlanıldı: %s"},
			"remove-view": {"Bərpa olundu: %s", "Yenidən götürüldü: %s"},
		},
		Why: "%s: %s",
		Evidence: map[feed.EvidenceKind]string{
			feed.ByCategory: "nəşrin rubrikası «%s»",
			feed.ByURL:      "ünvana görə: «%s»",
			feed.ByPage:     "xəbərin səhifəsinə görə: «%s»",
			feed.ByFeed:     "mənbənin rubrikası: %s",
			feed.ByNothing:  "rubrika tapılmadı",
		},
		Except:      "%s istisna",
		Since:       "ən tezi: %s",
		Until:       "bu vaxta qədər: %s",
		Quoted:      "«%s»",
		Canceled:    "Dayandırıldı.",
		Near:        "bəlkə «%s»?",
		Retry:       "növbəti cəhd %s",
		Place:       "işarə %d",
		UnknownLang: "dil məlum deyil",
		HelpTitle:   "Düymələr: %s",
	}
}

func azerbaijaniPlurals() plurals {
	// A noun after a number stays in the singular.
	return plurals{
		Unread:     Forms{Other: "%s oxunmamış"},
		Total:      " / %s",
		MarkedRead: Forms{Other: "Oxunmuş kimi qeyd edildi: %s"},
		Items:      Forms{Other: "%s xəbər"},
		Refreshed:  Forms{Other: "Yeniləndi: %s yeni xəbər"},
		Silent:     Forms{Other: "%s mənbədə xəta"},
		NothingNew: "Yeni xəbər yoxdur",
		Minutes:    Forms{Other: "%s dəq"},
		MinutesAgo: Forms{Other: "%s dəq"},
		HoursAgo:   Forms{Other: "%s saat"},
		DaysAgo:    Forms{Other: "%s gün"},
		Marks:      Forms{Other: "%s xəbərin qeydləri"},
	}
}

func azerbaijaniDates() dates {
	return dates{
		Months: [12]string{
			"yanvar", "fevral", "mart", "aprel", "may", "iyun",
			"iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr",
		},
		Short:     [12]string{"yan", "fev", "mar", "apr", "may", "iyn", "iyl", "avq", "sen", "okt", "noy", "dek"},
		Weekdays:  [7]string{"bazar", "bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə"},
		Today:     "bu gün",
		Yesterday: "dünən",
		Now:       "indi",
		Group:     ".",
		Weekday:   "%[2]s, %[1]s",
		Full:      "%s, %s",
	}
}

func azerbaijaniRubrics() map[feed.Rubric]rubric {
	return map[feed.Rubric]rubric{
		feed.Politics:    {"Siyasət", "Siyasət"},
		feed.World:       {"Dünya", "Dünya"},
		feed.Economy:     {"İqtisadiyyat", "İqtisad"},
		feed.Incidents:   {"Hadisə", "Hadisə"},
		feed.Society:     {"Cəmiyyət", "Cəmiyyət"},
		feed.ScienceTech: {"Elm və texnologiya", "Elm"},
		feed.Sport:       {"İdman", "İdman"},
		feed.Culture:     {"Mədəniyyət", "Mədəniyyət"},
		feed.Education:   {"Təhsil", "Təhsil"},
		feed.Health:      {"Səhiyyə", "Səhiyyə"},
		feed.Environment: {"Ekologiya", "Ekologiya"},
		feed.Conflict:    {"Hərbi", "Hərbi"},
		feed.Lifestyle:   {"Həyat tərzi", "Həyat"},
		feed.Opinion:     {"Müsahibə və analitika", "Müsahibə"},
		feed.Other:       {"Digər", "Digər"},
	}
}

func azerbaijaniActions() map[string]string {
	return with(azerbaijaniSourceActions(), azerbaijaniViewActions(), azerbaijaniDeskActions(), map[string]string{
		"down":         "aşağı",
		"up":           "yuxarı",
		"half-down":    "yarım səhifə aşağı",
		"half-up":      "yarım səhifə yuxarı",
		"page-down":    "səhifə aşağı",
		"page-up":      "səhifə yuxarı",
		"top":          "əvvələ",
		"bottom":       "sona",
		"open":         "xəbəri və ya keçidi açmaq",
		"back":         "geri; siyahıda süzgəci genişləndirmək",
		"next-unread":  "növbəti oxunmamış",
		"prev-unread":  "əvvəlki oxunmamış",
		"next-item":    "növbəti xəbər",
		"prev-item":    "əvvəlki xəbər",
		"rubric-next":  "növbəti rubrika",
		"rubric-prev":  "əvvəlki rubrika",
		"rubric-0":     "bütün rubrikalar",
		"filter":       "rubrika, mövzu, mənbə, dil seçmək",
		"clear-filter": "süzgəci götürmək",
		"unread":       "hamısı → oxunmamış → seçilmiş",
		"this-rubric":  "bu rubrikanın başlıqları",
		"toggle-read":  "oxunub və ya oxunmayıb",
		"read-all":     "göstərilənləri oxunmuş saymaq",
		"star":         "seçilmişlərə",
		"undo":         "geri qaytarmaq",
		"redo":         "təkrarlamaq",
		"versions":     "xəbər başqa dildə",
		"full-text":    "tam mətni yükləmək",
		"why":          "niyə bu rubrikadadır",
		"browser":      "brauzerdə açmaq",
		"browser-next": "brauzerdə açıb növbətiyə keçmək",
		"copy-url":     "ünvanı kopyalamaq",
		"copy-title":   "başlığı və ünvanı kopyalamaq",
		"reload":       "mətni yenidən yükləmək",
		"next-link":    "növbəti keçid",
		"prev-link":    "əvvəlki keçid",
		"toggle":       "daxil etmək",
		"exclude":      "çıxarmaq",
		"apply":        "tətbiq etmək",
		"cancel":       "ləğv etmək",
		"next-group":   "mövzular, mənbələr, dillər, seçmələr",
		"prev-group":   "əvvəlki siyahıya",
		"refresh":      "bu mənbəni yeniləmək",
		"refresh-all":  "bütün mənbələri yeniləmək",
		"help":         "kömək",
		"quit":         "çıxmaq",
		"redraw":       "ekranı yenidən çəkmək",
		"suspend":      "terminala; fg ilə geri",
		"search":       "axtarış",
		"search-scope": "hər yerdə və ya süzgəcdə",
		"complete":     "təklifi götürmək",
		"older":        "əvvəlki axtarış",
		"newer":        "sonrakı axtarış",
	}, "bu nömrəli rubrika", "bu nömrəli keçidi açmaq")
}

// azerbaijaniSourceActions are those about sources.
func azerbaijaniSourceActions() map[string]string {
	return map[string]string{
		"sources":      "mənbələr",
		"source-news":  "bu mənbənin başlıqları",
		"add-source":   "mənbə əlavə etmək",
		"sort-sources": "sıra: xətalılar, ad…",
		"edit-source":  "dəyişmək: ad, rubrika, aralıq…",
		"mute":         "söndürmək və ya qoşmaq",
		"unsubscribe":  "abunəlikdən imtina etmək",
		"catalogue":    "lentlərin kataloqu",
		"site":         "saytı brauzerdə açmaq",
		"narrow":       "mənbə tapmaq",
		"next-field":   "növbəti sahə",
		"prev-field":   "əvvəlki sahə",
		"next-value":   "növbəti qiymət",
		"prev-value":   "əvvəlki qiymət",
		"next-axis":    "ölkə, rubrika, dil",
		"prev-axis":    "əvvəlki əlamətə",
		"subscribe":    "abunə olmaq və ya imtina etmək",
	}
}

func azerbaijaniLanguages() map[string]string {
	return map[string]string{
		"ru": "rus", "az": "azərbaycan", "en": "ingilis", "tr": "türk", "uk": "ukrayna",
		"be": "belarus", "kk": "qazax", "uz": "özbək", "ky": "qırğız", "tk": "türkmən", "tg": "tacik",
		"tt": "tatar", "ka": "gürcü", "hy": "erməni", "fa": "fars", "ar": "ərəb", "he": "ivrit",
		"de": "alman", "fr": "fransız", "es": "ispan", "it": "italyan", "pt": "portuqal", "nl": "niderland",
		"pl": "polyak", "ro": "rumın", "zh": "çin", "ja": "yapon", "ko": "koreya", "hi": "hind",
	}
}

func azerbaijaniCities() map[string]string {
	return map[string]string{
		"Baku": "Bakı", "Moscow": "Moskva", "Istanbul": "İstanbul", "Kyiv": "Kiyev", "Kiev": "Kiyev",
		"Minsk": "Minsk", "Tbilisi": "Tbilisi", "Yerevan": "İrəvan", "Almaty": "Almatı", "Tashkent": "Daşkənd",
		"Bishkek": "Bişkek", "Dushanbe": "Düşənbə", "Ashgabat": "Aşqabad", "Tehran": "Tehran",
		"London": "London", "Berlin": "Berlin", "Paris": "Paris", "Madrid": "Madrid", "Rome": "Roma",
		"Lisbon": "Lissabon", "Warsaw": "Varşava", "Brussels": "Brüssel", "Vienna": "Vyana", "Riga": "Riqa",
		"New_York": "Nyu-York", "Los_Angeles": "Los-Anceles", "Chicago": "Çikaqo", "Dubai": "Dubay",
		"Jerusalem": "Qüds", "Tokyo": "Tokio", "Shanghai": "Şanxay", "Kolkata": "Dehli",
	}
}

func azerbaijaniFaults() map[feed.Kind]fault {
	return map[feed.Kind]fault{
		feed.KindOffline:   {"əlaqə yoxdur", "serverlə əlaqə yoxdur", "şəbəkəni yoxlayın, işləyirsə, sonra cəhd edin"},
		feed.KindDNS:       {"server tapılmadı", "belə server yoxdur və ya şəbəkə işləmir", "ünvanı və şəbəkəni yoxlayın"},
		feed.KindTimeout:   {"vaxtında cavab yoxdur", "server vaxtında cavab vermədi", "sonra yenidən cəhd edin"},
		feed.KindTLS:       {"yararsız sertifikat", "əlaqə təhlükəsiz deyil: sertifikat yararsızdır", "saatı və ünvanı yoxlayın; rubrika belə əlaqə ilə heç nə oxumur"},
		feed.KindRefused:   {"proqramlara bağlıdır", "sayt bu şəbəkədən proqramlara səhifə vermir, bu, adi haldır", "burada olanlar qalır, qalanına brauzerdə baxın"},
		feed.KindSignIn:    {"parol lazımdır", "sayt bunu yalnız ad və parolla verir", "hər ikisini ünvana yazıb yenidən abunə olun: https://ad:parol@sayt"},
		feed.KindNotFound:  {"ünvan tapılmadı (404)", "bu ünvanda heç nə yoxdur", "yeni ünvanı tapın və ya mənbəni silin"},
		feed.KindGone:      {"həmişəlik bağlanıb (410)", "nəşr bu ünvanı həmişəlik bağlayıb", "mənbəni silin"},
		feed.KindTooMany:   {"gözləməyi xahiş edir", "server sonra gəlməyi xahiş edir", "rubrika özü gözləyəcək"},
		feed.KindCircle:    {"ünvan dövrə vurur", "server ünvandan ünvana göndərir və heç nə vermir", "saytda yeni ünvanı tapın"},
		feed.KindServer:    {"server xətası", "server xəta ilə cavab verdi", "sonra yenidən cəhd edin"},
		feed.KindNotFeed:   {"lent deyil", "bu, lent deyil, səhifədir", "saytda lentin ünvanını tapın"},
		feed.KindPortal:    {"şəbəkə giriş istəyir", "lentin əvəzinə yad səhifə gəldi: yəqin, şəbəkə giriş istəyir", "brauzeri açıb şəbəkəyə daxil olun və yeniləyin"},
		feed.KindEmpty:     {"boş cavab", "server boş cavab göndərdi", "sonra yenidən cəhd edin"},
		feed.KindTooBig:    {"həddən böyük", "sənəd rubrikanın oxuduğundan böyükdür", "bu saytın daha qısa lentini tapın"},
		feed.KindDamaged:   {"sənəd zədəlidir", "sənəd kəsilib və ya zədələnib; bütöv gələn xəbərlər saxlanılır", "sonra yeniləyin"},
		feed.KindAddress:   {"ünvan deyil", "belə ünvanı oxumaq olmur", "http:// və ya https:// ilə başlayan ünvan verin"},
		feed.KindFile:      {"fayl oxunmur", "fayl oxunmur", "adını və icazələrini yoxlayın"},
		feed.KindReadOnly:  {"anbar yalnız oxumaq üçündür", "anbara yazmaq olmur, dəyişikliklər saxlanmır", "faylın və qovluğun icazələrini yoxlayın"},
		feed.KindDiskFull:  {"disk doludur", "diskdə yer yoxdur; əvvəlkilər qalır", "yer açıb təkrarlayın"},
		feed.KindNewer:     {"anbar daha yenidir", "anbarı daha yeni rubrika yaradıb", "onu quraşdırın və ya başqa anbar seçin"},
		feed.KindCorrupt:   {"anbar zədəlidir", "anbar zədələnib", "onu kənara qoyub yenidən başlayın və ya surətini qaytarın"},
		feed.KindBusy:      {"anbar məşğuldur", "anbarı başqa rubrika tutub", "onu bağlayın və ya bir azdan təkrarlayın"},
		feed.KindConfig:    {"ayarlarda səhv", "ayarlarda səhv var", "düzəldib yenidən başladın"},
		feed.KindUsage:     {"anlaşılmayan söz", "sözlərdən biri anlaşılmadı", "düzəldib təkrarlayın"},
		feed.KindNoItem:    {"belə xəbər yoxdur", "belə xəbər yoxdur", "siyahını yeniləyin"},
		feed.KindNoSource:  {"belə mənbə yoxdur", "belə mənbə yoxdur", "mənbələrin siyahısına baxın"},
		feed.KindExists:    {"artıq var", "bu mənbə artıq var", "heç nə etmək lazım deyil"},
		feed.KindInside:    {"şəbəkə daxilində ünvan", "xəbər və ya səhifə şəbəkənizin daxilindəki ünvana aparır, rubrika ora getmir", "host sizindirsə, ayarlarda inside ilə icazə verin"},
		feed.KindElsewhere: {"başqa rubrika yeniləyir", "mənbələri hazırda başqa rubrika yeniləyir", "bir az gözləyin, xəbərlər burada da görünəcək"},
		feed.KindNoText:    {"səhifədə mətn yoxdur", "bu səhifədə məqalə tapılmadı", "onu brauzerdə açın"},
		feed.KindSeveral:   {"bir neçə lent", "saytda bir neçə lent var", "birini seçib ünvanını verin"},
		feed.KindList:      {"siyahı zədəlidir", "abunəliklərin siyahısı zədəlidir, ondan heç nə götürülmədi", "düzəldin və ya yenidən ixrac edin"},
		feed.KindOpener:    {"brauzer açılmadı", "ünvanları açan əmr işləmədi", "ünvanı kopyalayın və ya ayarlarda browser sətrinə baxın"},
		feed.KindPlayer:    {"pleyer işləmədi", "xəbərə əlavə olunanı oynadan əmr işləmədi", "ayarlarda player sətrinə baxın"},
		feed.KindEditor:    {"redaktor işləmədi", "redaktor işləmədi", "EDITOR dəyişənində başqasını göstərin"},
		feed.KindPipe:      {"xəbər götürülmədi", "xəbərin ötürüldüyü əmr işləmədi", "ayarlarda pipe sətrinə baxın"},
		feed.KindHook:      {"yenilər bildirilmədi", "yenilərin bildirildiyi əmr işləmədi", "xəbərlər yerindədir; ayarlarda on_new sətrinə baxın"},
		feed.KindPassword:  {"parol uyğun deyil", "server ad və parolu qəbul etmir", "düzgününü verin: rubrika account edit; proqramlar üçün ayrıca parol ola bilər"},
		feed.KindNoSecret:  {"parol yoxdur", "hesabın parolu saxlandığı yerdən alınmadı", "parol anbarını açın və ya əmr yaxud dəyişən göstərin: rubrika account edit --help"},
		feed.KindNotServer: {"başqa server", "bu ünvanda bu növ server yoxdur", "ünvanı, növü və serverdə proqramlar üçün girişin açıq olduğunu yoxlayın"},
		feed.KindRejected:  {"server qəbul etmədi", "server bu dəyişikliyi qəbul etmir", "burada hər şey olduğu kimi qalır; serverin özündə baxın"},
		feed.KindDoubtful:  {"siyahılar ziddiyyətlidir", "serverin siyahıları bir-birinə ziddir", "heç nə dəyişdirilmədi; sonra təkrar edin və serveri yoxlayın"},
		feed.KindNoAccount: {"belə hesab yoxdur", "belə hesab yoxdur", "hesablara baxın: rubrika account"},
		feed.KindNoView:    {"belə seçmə yoxdur", "belə seçmə və ya qayda yoxdur", "onlara baxın: rubrika view"},
		feed.KindInternal:  {"rubrika xətası", "rubrika səhv etdi", "oxumağa davam edin, təkrarlansa, xəbər verin"},
	}
}
