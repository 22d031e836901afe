package rubric

import (
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
)

// rows reads a table of lines «ids: string; string; …», where ids are joined
// by a plus in the order Match gives them, and "-" is none.
func rows(t *testing.T, lang, table string, least int) {
	t.Helper()
	n := 0
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		ids, list, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("%s: bad line %q", lang, line)
		}
		want := ids
		if ids == "-" {
			want = ""
		}
		for s := range strings.SplitSeq(list, "; ") {
			n++
			if got := names(Match(s)); got != want {
				t.Errorf("%s: Match(%q) = %q, want %q", lang, s, got, want)
			}
		}
	}
	if n < least {
		t.Errorf("%s: only %d rows, want %d", lang, n, least)
	}
}

func names(list []feed.Rubric) string {
	var out []string
	for _, r := range list {
		out = append(out, string(r))
	}
	return strings.Join(out, "+")
}

func TestMatchRussian(t *testing.T) {
	rows(t, "ru", `
politics: Политика; ПОЛИТИКА; политика; Внешняя политика; Внутренняя политика; Власть; Новости политики; Политика Казахстана; Российская политика; Выборы; Парламент; Госдума; Геополитика; Дипломатия; Официально; О политике; Внешней политики; Санкции; Саммит; ОТГ
world: В мире; Мир; мир; Другие страны; ДРУГИЕ СТРАНЫ; За рубежом; Бывший СССР; Новости мира; Мировые новости; Международные новости; СНГ; Европа; Ближний Восток; Центральная Азия; Южный Кавказ; Америка; Азия; Африка; Ближнее зарубежье; США; Украина; Грузия; Миграция
economy: Экономика; Финансы; Бизнес; Энергетика; Рынки; Недвижимость; Новости экономики; Экономика Азербайджана; Мировая экономика; Экономики; Финансов; Деньги; Банки; Нефть и газ; Сельское хозяйство; Налоги; Промышленность; Экономика/Бизнес; Экономика и бизнес; Макроэкономика; Инвестиции; Криптовалюта; Рынок труда; Инфляция; Тарифы; Экономика, финансы; Бюджетный пакет
economy+lifestyle: Туризм
incidents: Происшествия; ПРОИСШЕСТВИЯ; Происшествие; Криминал; ЧП; Силовые структуры; Криминальная хроника; Суд; ДТП; Полиция; Коррупция; Закон и право; Землетрясение; Наводнения; Пожары; Новости происшествий; Происшествия в Баку; Правопорядок
society: Общество; Социальная защита; Инфраструктура; Религия; Транспорт; Новости общества; общества; Регионы; В регионах; Страна; Город; Семья; Права человека; История; Демография; Пенсии; ЖКХ; Диаспора; Молодёжь; Молодежь; Дороги; Ислам
education+science-tech: Наука и образование; НАУКА И ОБРАЗОВАНИЕ; Образование и наука; Наука/образование
education: Образование; Школа; Вузы; Высшее образование; Школы; Новости образования; ЕГЭ; Стипендия
science-tech: ИКТ; Наука и техника; Наука; Технологии; Интернет и СМИ; Космос; Новости науки; Новости технологий; Hi-Tech; Гаджеты; Искусственный интеллект; Кибербезопасность; Авто; Высокие технологии; Цифровые технологии; НАСА; Роботы; Интернет
sport: Спорт; Футбол; Фигурное катание; Хоккей; Бокс; Бокс/ММА; Шахматы; Олимпиада; Новости спорта; Женский футбол; Азербайджанский футбол; Спорт - Футбол; Лига чемпионов УЕФА; Лига чемпионов УЕФА 2025/26; Формула-1; Формула 1; Единоборства; Теннис; Дзюдо; Трансферы
culture: Культура; Кино; Музыка; Шоу-бизнес; Шоу бизнес; ШОУБИЗНЕС; СМИ; Искусство; Литература; Театр; Сериалы; Новости культуры; Культура и искусство; Медиа; Игры; ТВ; Культуры; Оскар; Выставки
health: Здоровье; Медицина; Здравоохранение; Коронавирус; COVID-19; Психология; Новости медицины; Вакцинация; Здоровья
environment: Экология; Погода; COP29; cop29; Климат; Природа; Экология и погода; Новости экологии; Прогноз погоды; Животные; Засуха; COP30
conflict: Армия; Оборона; Карабах; СВО; Война; Военное; Армия и конфликты; Безопасность; Вооружённые силы; Вооруженные силы; Спецоперация; ВПК; Конфликты; Перемирие
lifestyle: Образ жизни; Стиль; Мода; Путешествия; Еда; Рецепты; Красота; Ценности; Из жизни; Дом; Отдых; Гороскоп; Лайфстайл; Новый год
opinion: Интервью; Аналитика; Мнения; Колонки; Мнение; Комментарии; Блоги; Эксклюзив; Обзор; Расследования; Мнения и интервью; Репортаж; Лонгриды; Мнение эксперта
other: Прочее; Разное; Другое
society+sport: Общество и спорт; Общество / Спорт
culture+sport: Культура и спорт; Культура | Спорт
-: Новости; Главное; Лента; Лента новостей; Последние новости; Новости дня; Без рубрики; Казань; Ильинский сквер; Подробности; Иван Петров; ; —; ...; 12345
`, 150)
}

func TestMatchAzerbaijani(t *testing.T) {
	rows(t, "az", `
politics: Siyasət; SİYASƏT; siyaset; Siyaset; Xarici siyasət; XARİCİ SİYASƏT; Xarici siyaset; Daxili siyasət; Rəsmi xəbərlər; Rəsmi; Parlament; Milli Məclis; Prezident; Siyasət xəbərləri; Azərbaycan siyasəti; Seçkilər; xarici-siyaset; daxili-siyaset; Diplomatiya; Hökumət; TDT; İlham Əliyev
world: Digər ölkələr; DİGƏR ÖLKƏLƏR; diger-olkeler; Dünya; DÜNYA; Dunya; Amerika; Avropa; Asiya; Afrika; Region; Türk dünyası; Dünya xəbərləri; Beynəlxalq; Yaxın Şərq; Cənubi Qafqaz; Orta Asiya; MDB; Dünyada; Rusiya; Gürcüstan; İran; ABŞ; Ukrayna; Xarici ölkələr; Qazaxıstan; Türk Dünyası
economy: İqtisadiyyat; İQTİSADİYYAT; iqtisadiyyat; Iqtisadiyyat; iqtisadiyyat-xeberleri; İqtisadiyyat xəbərləri; Maliyyə; Biznes; biznes-xeberleri; BİZNES; Sahibkarlıq; SAHİBKARLIQ; sahibkarliq; Energetika; Bank; Banklar; Neft və qaz; Kənd təsərrüfatı; Ticarət; Vergilər; Sığorta; İqtisadi; Azərbaycan iqtisadiyyatı; Büdcə; Sənaye; Daşınmaz əmlak; Kriptovalyuta; İxrac; Tikinti; Məşğulluq; SOCAR
economy+lifestyle: Turizm
incidents: Hadisə; HADİSƏ; Hadisələr; hadise; Kriminal; KRİMİNAL; Qəza; Məhkəmə; Cinayət; Polis; Hüquq; Yol qəzası; Fövqəladə hallar; Kriminal xəbərlər; Yanğın; Zəlzələ; Korrupsiya; Fövqəladə hal
society: Cəmiyyət; CƏMİYYƏT; cemiyyet; Sosial; sosial; Ölkə; ölkə; olke; İnfrastruktur; İNFRASTRUKTUR; infrastruktur; Din; Nəqliyyat; Sosial müdafiə; Regionlar; Bölgə; Bölgələr; Bakı; Ailə; Gənclər; Tarix; Ölkə xəbərləri; Cəmiyyət xəbərləri; Sosial həyat; Diaspor; İnsan hüquqları; Böyük Qayıdış; QHT
education+science-tech: Elm və təhsil; ELM VƏ TƏHSİL; elm-ve-tehsil; elm-tehsil; Təhsil və elm
education: Təhsil; TƏHSİL; tehsil; Məktəb; Universitet; Ali təhsil; Təhsil xəbərləri; İmtahanlar; Müəllimlər; Təqaüd
science-tech: İKT; ikt; Elm; ELM; Texnologiya; TEXNOLOGİYA; texnologiya; Elm və texnologiya; İnternet; Kosmos; Süni intellekt; Avto; Rabitə; Texnologiyalar; İnnovasiyalar; Rəqəmsallaşma; Texno; Kibertəhlükəsizlik
sport: İdman; İDMAN; idman; Idman; Futbol; FUTBOL; Güləş; Cüdo; Şahmat; Boks; İdman xəbərləri; Azərbaycan futbolu; Voleybol; Gimnastika; Digər idman növləri; Formula 1; Çempionlar Liqası; Qarabağ FK
culture: Mədəniyyət; MƏDƏNİYYƏT; medeniyyet; Mədəniyyət siyasəti; Şou-biznes; ŞOU-BİZNES; Şoubiz; Musiqi; Kino; Teatr; Ədəbiyyat; İncəsənət; Media; Mədəniyyət xəbərləri; KİV; Şou biznes; Konsert; YUNESKO
health: Səhiyyə; SƏHİYYƏ; sehiyye; Tibb; Sağlamlıq; saglamliq; Koronavirus; Səhiyyə xəbərləri; Psixologiya; Peyvənd
environment: Ekologiya; EKOLOGİYA; Hava; Hava proqnozu; COP29; İqlim; Təbiət; Ətraf mühit; Heyvanlar; Quraqlıq; Xəzər
conflict: Hərbi; HƏRBİ; herbi; Ordu; Qarabağ; QARABAĞ; Müdafiə; Müharibə; Təhlükəsizlik; Vətən müharibəsi; Silahlı qüvvələr; Atəşkəs
lifestyle: Həyat tərzi; HƏYAT TƏRZİ; Moda; Səyahət; Mətbəx; Maraqlı; Gözəllik; Bürclər; Lifestyle; Novruz
culture+lifestyle: Maqazin
opinion: Müsahibə; MÜSAHİBƏ; Analitika; Köşə; Müsahibələr; Müsahibə / Analitika; Təhlil; Rəy; Şərh; Yazarlar; Eksklüziv; Araşdırma; Reportaj; Bloqlar
other: Digər; Müxtəlif
-: Xəbərlər; XƏBƏRLƏR; Son xəbərlər; Gündəm; Manşet; Bütün xəbərlər; Əsas; Şəmkir; Vüqar Məmmədov; Maşın dayandı
`, 150)
}

func TestMatchEnglish(t *testing.T) {
	rows(t, "en", `
politics: Politics; POLITICS; Foreign politics; foreign-politics; Diplomacy; Government; US politics; Elections; Scottish politics; Australian politics; Foreign policy; Congressional elections politics; Politics News; White House; NATO; United Nations; politics and government; Conservatives; Official
world: World; World news; WORLD NEWS; world-news; Other countries; other-countries; Europe; Middle East; International; Asia; Africa; Americas; Asia Pacific; Latin America; US news; UK news; Australia news; South and central Asia; Middle East and north Africa; Global development; Central Asia; Caucasus; Around the world; News / World; World > Europe; China; Ukraine; India; usa; eu
economy: Finance; Business; Economy; Energy; Markets; Money; ENERGY; Business news; Economics; Economy, business and finance; Companies; Real estate; Banking; Oil & Gas; Oil and Gas; Stock market; Crypto; Personal finance; Agriculture; Global economy; Chinese economy; Small Business; Trade; Inflation; Startups; Bitcoin; Market
economy+society: Labour; Labor
economy+lifestyle: Tourism
incidents: Incident; INCIDENT; Incidents; Crime; Accidents; Accident; Law; Justice; Police; Crime, law and justice; Crime & Justice; Courts; Disasters; Disaster, accident and emergency incident; True Crime; Knife crime; Natural disasters; Earthquakes; Hurricanes; Public safety; Organised crime
society: Society; Social; Infrastructure; INFRASTRUCTURE; Religion; Country; Social issues; Human rights; Local news; Transport; Community; Communities; Women; Family; Children; Immigration; Obituaries; History; Regional; National; Faith; Older people; Islam
society+lifestyle: Human interest
education: Education; EDUCATION; Schools; School; Higher education; Universities; University; Campus; Education news; Global education; Students; Teachers
education+science-tech: Science and education; Education & Science
science-tech: ICT; Technology; TECHNOLOGY; Science; AI; A.I.; Space; Science & tech; Science and technology; Tech; Tech news; Artificial intelligence; Gadgets; Cybersecurity; Software; Apple; Google; NASA; iPhone; iOS; iPhone/iPad; Linux; Programming; Machine learning; Consumer Electronics; Sci-Tech; Cars; Information technology; Climate technology; Internet; Security
science-tech+environment: Science & Environment; science_and_environment
sport: Sport; Sports; SPORTS; Football; Soccer; Tennis; Cricket; Formula 1; Formula One; Olympics; Basketball; Women's football; Australia sport; Rugby union; NBA; Premier League; Champions League; World Cup 2026; Esports; Boxing; Sport | Football; sport-news; Golf; Figure skating
culture: Culture; Arts; Film; Music; Books; Media; Arts & Culture; Arts, culture, entertainment and media; Entertainment; Movies; Television & radio; Theatre; Art and design; Showbiz; Games; Video games; Celebrity; Photography; culture-policy; Classical music; Korean film; Netflix
health: Health; HEALTH; Healthcare; Medicine; Mental health; Coronavirus; Covid-19; Public health; Wellness; Nutrition; Pediatrics; Family Medicine/Primary Care; Infectious Diseases; Cancer; Vaccines; Women's health
environment: Environment; Climate; Weather; COP29; Climate change; Climate crisis; Extreme weather; Wildlife; Nature; Animals; Energy & Environment; Sustainability; Australia weather; Drought; Pollution; Renewable energy
conflict: Defence; Defense; Military; War; Defence & conflict; Conflict, war and peace; Army; Ukraine war; War in Ukraine; National security; Karabakh; Israel-Gaza war; Gaza; Ceasefire; Conflict and arms
lifestyle: Lifestyle; Life & Style; Life and style; Fashion; Food; Food & Drink; Travel; Recipes; Home & Garden; Style; Beauty; Relationships; Lifestyle and leisure; Parenting; Horoscope; Christmas
opinion: Opinion; Opinions; Comment; Analysis; Interview; Interviews; Editorial; Columns; Columnists; Comment is free; Op-Ed; Letters; Explainers; In depth; Commentary; Analytics; Perspectives; News / Q. & A.
other: Other; Misc; Miscellaneous
-: News; NEWS; post; Uncategorized; General; Top stories; Latest news; Home; Article; Blog; John Smith; Riverdale; Universe of Things We Saw; Animal spirits fund; Pelicans of Rookery Lane; No. 5; the
`, 150)
}

func TestMatchTurkish(t *testing.T) {
	rows(t, "tr", `
politics: Siyaset; SİYASET; SIYASET; siyaset; Politika; Dış politika; İç Politika; Meclis; TBMM; Seçim; Seçimler; Siyaset haberleri; Türk siyaseti; Cumhurbaşkanlığı; Hükümet; Diplomasi; DIŞ POLİTİKA; Siyasetin
world: Dünya; DÜNYA; Dunya; dunya; Dünya haberleri; Avrupa; Orta Doğu; Ortadoğu; Türk Dünyası; Balkanlar; Uluslararası; Dış haberler; Asya; Kafkasya; Yurt dışı; Rusya; ABD; Almanya; İngiltere; Yunanistan; KKTC; Asya-Pasifik; ORTADOĞU
economy: Ekonomi; EKONOMİ; ekonomi; EKONOMI; Finans; Piyasalar; PİYASALAR; İş dünyası; İŞ DÜNYASI; Borsa; Para; Şirketler; Enerji; Sanayi; Ticaret; Emlak; Gayrimenkul; Kripto; Kripto para; Döviz; Altın; Vergi; Ekonomi haberleri; Türkiye ekonomisi; Tarım; Bankacılık; Konut; Şirket haberleri; Finans haberleri; Piyasa
economy+lifestyle: Turizm; TURİZM
incidents: Asayiş; ASAYİŞ; asayis; 3. Sayfa; 3. SAYFA; 3-sayfa; Adliye; Olay; Olaylar; Kaza; Deprem; Suç; Yargı; Hukuk; Polis-Adliye; Üçüncü sayfa; Asayiş haberleri; Yangın; Adalet
society: Toplum; TOPLUM; Türkiye; TÜRKİYE; turkiye; Güncel; GÜNCEL; guncel; Din; Yurt; Yerel; Yerel haberler; Aile; Kadın; Ulaşım; Ulaştırma; Altyapı; Tarih; Yurt haberleri; Gençlik; İnsan hakları; Emekli; İstanbul; Güncel haberler
society+lifestyle: Yaşam; YAŞAM; yasam
science-tech: Bilim Teknoloji; Bilim-Teknoloji; bilim-teknoloji; Bilim ve Teknoloji; BİLİM VE TEKNOLOJİ; Teknoloji; TEKNOLOJİ; Bilim; İnternet; Uzay; Yapay zeka; YAPAY ZEKA; Otomobil; Otomotiv; Dijital; Siber güvenlik; Teknoloji haberleri; Yazılım; Bilişim; Donanım
education: Eğitim; EĞİTİM; egitim; Okul; Üniversite; Üniversiteler; KPSS; YKS; Eğitim haberleri; Öğrenci; LGS; EGITIM
sport: Spor; SPOR; spor; Futbol; Basketbol; Voleybol; Süper Lig; SÜPER LİG; Spor haberleri; Galatasaray; Fenerbahçe; FENERBAHÇE; Beşiktaş; Formula 1; Şampiyonlar Ligi; Güreş; Atletizm; Tenis; Türk sporu; Trabzonspor; Motor sporları
culture: Kültür Sanat; Kültür-Sanat; KÜLTÜR SANAT; kultur-sanat; Kültür; Sanat; Medya; MEDYA; Sinema; Müzik; Kitap; Edebiyat; Tiyatro; Dizi; Diziler; Oyun; Eğlence; Televizyon; Kültür ve Sanat; Sinema-TV
culture+lifestyle: Magazin; MAGAZİN; magazin
health: Sağlık; SAĞLIK; saglik; SAGLIK; Sağlıklı yaşam; Koronavirüs; Tıp; Psikoloji; Sağlık haberleri; Beslenme
environment: Çevre; ÇEVRE; cevre; Hava durumu; HAVA DURUMU; İklim; İklim değişikliği; Doğa; Hayvanlar; Meteoroloji; Çevre haberleri
conflict: Savunma; SAVUNMA; savunma; Savaş; Savunma sanayii; Terör; TERÖR; Güvenlik; GÜVENLİK; Karabağ; Askeri; Ukrayna savaşı
lifestyle: Moda; Seyahat; SEYAHAT; Yemek; Güzellik; Astroloji; Burçlar; Tatil; Alışveriş; Dekorasyon; Gezi; Gurme
opinion: Yazarlar; YAZARLAR; Analiz; ANALİZ; Görüş; GÖRÜŞ; Röportaj; RÖPORTAJ; Söyleşi; Köşe yazıları; Yorum; Yorumlar; Dosya; Özel haber; Makale; Mülakat
other: Diğer; DİĞER
-: Son dakika; SON DAKİKA; Manşet; Haberler; Gündem; GÜNDEM; Tüm haberler; Öne çıkanlar; Ahmet Yılmaz; Küçük köprü
`, 150)
}

func TestMatchOtherLanguages(t *testing.T) {
	rows(t, "more", `
politics: Politik; Politique; Política; Siyosat; Саясат; Політика; Polityka; Außenpolitik; Politiek; 政治; medtop:11000000
world: Ausland; Mundo; Mondo; Monde; Jahon; Әлем; Світ; Świat; Internacional; Proche-Orient; Esteri; Жаҳон; Дүйнө; Buitenland; 国际; International
economy: Wirtschaft; Économie; economie; Economía; Iqtisodiyot; Економіка; Gospodarka; Mercado; Экономика; Қаржы; 经济; medtop:04000000
incidents: Kriminalität; Faits divers; Sucesos; Cronache; Cronaca nera; Justiça; Қылмыс; Police-justice; medtop:02000000; medtop:03000000
society: Gesellschaft; Société; Sociedad; Jamiyat; Қоғам; Суспільство; Nacional; Inland; Società; Społeczeństwo; Panorama; medtop:14000000
science-tech: Netzwelt; Wissen; Tecnología; Ciencia; Fan-texnika; Наука і техніка; Wissenschaft; Ғылым; Технології; Tecnologia
education: Bildung; Éducation; Ta'lim; Taʼlim; Ta’lim; Освіта; Білім; Educação; Edukacja
sport: Sport; Deportes; Fußball; FUSSBALL; Calcio; Desporto; Спорт; Fútbol; Piłka nożna; Jeux olympiques; Jeux olympiques Pyeongchang 2018
culture: Kultur; Cultura; Madaniyat; Feuilleton; Cinéma; Культура; Мәдениет; Spettacoli; Madaniyat va san'at; Kultura
health: Gesundheit; Santé; Salud; Sog'liq; Sog‘liq; Денсаулық; Здоров'я; Здоров’я; Saúde; Zdrowie
environment: Klima; Climat; Planète; Umwelt; Довкілля; Medio ambiente; Ob-havo; Meteo
conflict: Konflikte; Krieg; Війна; Guerre en Ukraine; Qarabag; Krieg in der Ukraine; Wojna; Soʻngsiz-urush | Urush
lifestyle: Reise; Mode; Viajes; Cuisine; Turmush tarzi; Moda; Ciekawostki
opinion: Meinung; Opinión; Idées; Tribunes; Думка; Сұхбат; Suhbat; Opinioni; Kommentar
-: Aktuell; Notícias; Nachrichten; Yangiliklar; Новини; Жаңалықтар; Actualités
`, 130)
}

// TestMatchSeen holds the strings that were seen in real documents, on the
// page the program began with, or in published scrapers.
func TestMatchSeen(t *testing.T) {
	rows(t, "seen", `
politics: Внешняя политика; Политика; Xarici siyasət; Daxili siyasət; Siyasət; Politics; Foreign politics; xarici-siyaset; daxili-siyaset; foreign-politics; politika; politics
world: Другие страны; Мир; Digər ölkələr; Dünya; Amerika; Avropa; Asiya; World news; Other countries; Mondo; drugie-strany; diger-olkeler; other-countries; america; europe; asia; dunya
economy: Финансы; Бизнес; İqtisadiyyat; Maliyyə; Biznes; Finance; Business; Economy; Energy; Ekonomi; Iqtisodiyot; iqtisadiyyat; iqtisadiyyat-xeberleri; biznes; biznes-xeberleri; sahibkarliq; finance; energy
incidents: Происшествия; Hadisə; Incident; Cronache; incident; hadise
society: Социальная защита; Общество; Sosial; Ölkə; İnfrastruktur; Infrastructure; infrastructure; sosyal; olke; obschestvo
science-tech: ИКТ; Наука и техника; İKT; ICT; ikt
education+science-tech: Наука и образование; Elm və təhsil; elm-ve-tehsil
sport: Спорт; Фигурное катание; İdman; Futbol; Sport; Football; Spor; football; idman; sport
culture: Mədəniyyət siyasəti; culture-policy
environment: COP29; cop29
conflict: Hərbi; herbi
-: post; Notícias
`, 80)
}

func TestMatchLists(t *testing.T) {
	for s, want := range map[string]string{
		"Финансы | Report":                           "economy",
		"Новости / Экономика":                        "economy",
		"Спорт, Футбол":                              "sport",
		"World > Asia > Weather":                     "world+environment",
		"Business/Industries/Publishing/Nonfiction/": "economy",
		"Главная » Происшествия":                     "incidents",
		"Ukraine, Sport":                             "sport", // a place yields to a section
		"Xəbərlər - İdman":                           "sport",
		strings.Repeat("Спорт, ", 100):               "",
		"  Спорт\t":                                  "sport",
		"#Спорт":                                     "sport",
		"«Спорт»":                                    "sport",
		"Hurricanes|Hollywood":                       "culture", // a subject yields too
	} {
		if got := names(Match(s)); got != want {
			t.Errorf("Match(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestFromURL(t *testing.T) {
	for u, want := range map[string]string{
		"https://news.example/foreign-politics/some-story-of-today":          "politics",
		"https://news.example/ru/drugie-strany/zagolovok/":                   "world",
		"https://news.example/az/hadise/789262/iki-nefer-xilas-edilib/":      "incidents",
		"https://news.example/iqtisadiyyat-xeberleri/bas-xeber":              "economy",
		"https://news.example/elm-ve-tehsil/imtahan":                         "education+science-tech",
		"https://news.example/football/x-qalib-geldi-995717":                 "sport",
		"https://news.example/cop29/xeber":                                   "environment",
		"https://www.example.org/world/2022/sep/23/a-story":                  "world",
		"https://www.example.org/sport/football/2022/a":                      "sport",
		"https://www.example.org/news/science_and_environment/story":         "science-tech+environment",
		"https://www.example.org/urdu/world-42615276":                        "world",
		"https://www.example.org/news/world-europe-42615276":                 "world",
		"https://www.example.org/urdu/pakistan-42575603":                     "world",
		"https://www.example.org/news/india/prices-1559102.html":             "world",
		"https://www.example.org/europe/article/2018/02/11/avion_1_2.html":   "world",
		"https://www.example.org/jeux-olympiques-pyeongchang-2018/live/2018": "sport",
		"https://sport.example.org/news/123/title":                           "sport",
		"https://economia.example.com.br/noticias/efe/2018/x":                "economy",
		"https://www.example.org/politics/world-cup-of-words":                "politics",
		"https://www.example.org/obschestvo/a?rubric=sport":                  "society",
		"https://www.example.org/%D1%81%D0%BF%D0%BE%D1%80%D1%82/%D0%B0":      "sport",
		"https://www.example.org/Sports-News/Match":                          "sport",
		"https://www.example.org/sport":                                      "", // the last segment is a story
		"https://www.example.org/2025/11/28/":                                "",
		"https://www.example.org/blog/post":                                  "",
		"https://media.example.org/x/y":                                      "",
		"https://www.example.org/international/other/x":                      "",
		"https://it.example.org/az/x":                                        "",
		"https://culture/world/x":                                            "world",
		"/world/x":                                                           "",
		"ftp://example.org/world/x":                                          "",
		"http://[::1/world/x":                                                "",
		"":                                                                   "",
	} {
		if got := names(fromURL(u, nil).hit.rubrics); got != want {
			t.Errorf("fromURL(%q) = %q, want %q", u, got, want)
		}
	}
}

func TestFromPage(t *testing.T) {
	for _, c := range []struct {
		sections []string
		want     string
	}{
		{[]string{"Финансы | Report"}, "economy"},
		{[]string{"Главная", "Новости", "Наука и образование"}, "education+science-tech"},
		{[]string{"Home", "World", "Sport"}, "world"},
		{[]string{"Ana səhifə"}, ""},
		{nil, ""},
	} {
		if got := names(fromPage(c.sections, nil).hit.rubrics); got != c.want {
			t.Errorf("fromPage(%q) = %q, want %q", c.sections, got, c.want)
		}
	}
}

// Every string of the tables must be found under the rubric that lists it,
// whatever its case, and as a slug.
func TestMatchFindsTheWholeTable(t *testing.T) {
	var file rubricsFile
	if err := decode(rubricsTOML, &file); err != nil {
		t.Fatal(err)
	}
	for _, r := range file.Rubric {
		for _, list := range [][]string{r.RU, r.AZ, r.EN, r.TR, r.More, r.Slug} {
			for _, s := range list {
				for _, v := range []string{s, strings.ToUpper(s), " " + s + " ", strings.ReplaceAll(s, " ", "-")} {
					if got := Match(v); !slices.Contains(got, r.ID) {
						t.Errorf("Match(%q) = %v, want %s", v, got, r.ID)
					}
				}
			}
		}
		for _, s := range r.Topic {
			if Match(s) == nil {
				t.Errorf("Match(%q) finds nothing", s)
			}
		}
	}
}

func TestOfSource(t *testing.T) {
	for _, c := range []struct {
		categories []string
		want       feed.Rubric
	}{
		{nil, ""},
		{[]string{"Nieuws uit de stad"}, ""},
		{[]string{"Новости", "Спорт", "Экономика"}, feed.Sport},
	} {
		if got := OfSource(c.categories); got != c.want {
			t.Errorf("%q: %q, want %q", c.categories, got, c.want)
		}
	}
}
