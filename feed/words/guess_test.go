package words

import "testing"

func TestGuess(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"ru", "На трассе столкнулись три машины. Центробанк сохранил ставку. Открылась выставка местных художников"},
		{"ru", "В Казахстане прошёл форум «Ұлттық құрылтай», сообщила пресс-служба министерства культуры и информации республики, а завтра откроется выставка"},
		{"az", "Bakıda yeni metro stansiyası açılıb. Nazirlik məlumat yayıb. Hava şəraiti dəyişəcək"},
		{"tr", "Meclis bütçeyi görüştü. Yağış hafta sonuna kadar sürecek. Altın fiyatları yükseldi, ılık hava geliyor, ışıklar söndü"},
		{"en", "Parliament passes the budget after a long debate. Rain to stay for the weekend. How the river changed its bed"},
		{"de", "Der Bundestag hat das Gesetz beschlossen und die Opposition ist nicht zufrieden mit dem Ergebnis"},
		{"fr", "Le gouvernement présente les mesures pour la rentrée dans les écoles et sur les routes du pays"},
		{"es", "El gobierno aprueba los presupuestos y las comunidades piden más dinero del fondo para el campo"},
		{"it", "Il governo approva la legge di bilancio che prevede più fondi per gli ospedali della regione"},
		{"pt", "O governo aprova os impostos e não haverá aumento em 2025, diz ministro da fazenda ao comentar uma proposta dos estados"},
		{"nl", "Het kabinet presenteert een plan voor de woningmarkt en de oppositie is er niet blij met het voorstel van de minister"},
		{"uz", "Toshkentda yangi maktab ochildi va bolalar uchun kutubxona bilan birga sport zali ham quriladi, hokimlik haqida xabar va rasm"},
		{"uz", "Тошкентда янги мактаб очилди, ўқувчилар учун қулай шароит яратилди, ҳокимлик хабар берди"},
		{"kk", "Астанада жаңа мектеп ашылды, оқушыларға қолайлы жағдай жасалды, деп хабарлайды әкімдік бүгін"},
		{"ky", "Бишкекте жаңы мектеп ачылды, окуучулар үчүн ыңгайлуу шарттар түзүлдү, деп билдирди өкмөт"},
		{"uk", "У Києві відкрили нову школу, діти матимуть зручні класи, її збудували за рік, повідомили в мерії"},
		{"be", "У Мінску адкрылі новую школу, вучні атрымалі зручныя класы, паведамілі ў гарвыканкаме, яе будавалі год, шмат людзей прыйшло ўчора"},
		{"bg", "В София откриха ново училище, учениците получиха удобни класни стаи, съобщиха от общината, къщата е обновена"},
		{"tg", "Дар Душанбе мактаби нав кушода шуд, ҷашни миллӣ баргузор гардид, хабар медиҳад ҳукумати ҷумҳурӣ"},
		{"sr", "У Београду је отворена нова школа, ђаци ће имати удобне учионице, саопштили су из општине, љубав и њен џак"},
		{"ka", "თბილისში ახალი სკოლა გაიხსნა, მოსწავლეებს კომფორტული კლასები ექნებათ"},
		{"hy", "Երևանում բացվել է նոր դպրոց, աշակերտները կունենան հարմարավետ դասասենյակներ"},
		{"el", "Άνοιξε νέο σχολείο στην Αθήνα, οι μαθητές θα έχουν άνετες αίθουσες"},
		{"he", "בית ספר חדש נפתח בירושלים והתלמידים יקבלו כיתות נוחות"},
		{"ar", "افتتاح مدرسة جديدة في العاصمة وسيحصل التلاميذ على قاعات مريحة"},
		{"fa", "مدرسه جدیدی در پایتخت گشایش یافت و دانش\u200cآموزان کلاس\u200cهای راحتی خواهند داشت چون پیش از این"},
		{"ur", "دارالحکومت میں نیا اسکول کھل گیا ہے اور طلبہ کو آرام دہ کمرے ملیں گے"},
		{"zh", "首都新学校今天正式开学学生们将拥有舒适的教室市政府表示这是今年第三所新建学校"},
		{"ja", "首都に新しい学校が開校し、生徒たちは快適な教室で学ぶことになると市役所が発表した"},
		{"ko", "수도에 새 학교가 문을 열었고 학생들은 쾌적한 교실에서 공부하게 된다고 시청이 밝혔다"},
		{"th", "โรงเรียนแห่งใหม่เปิดแล้วในเมืองหลวงและนักเรียนจะมีห้องเรียนที่สะดวกสบาย"},
		{"", ""},
		{"", "12:36 2025 — 110 %"},
		{"", "Microsoft Google Facebook Amazon Netflix Samsung Huawei"},
		{"", "Too short"},
	} {
		if got := Guess(c.text); got != c.want {
			t.Errorf("Guess(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// A Turkish name in an English feed, or a German umlaut, decides nothing.
func TestGuessIsNotCarriedAwayByNames(t *testing.T) {
	text := "The visit of İbrahim Çağlayan to the capital was called a success by the ministry, and talks with Müller are to follow in the autumn of this year"
	if got := Guess(text); got != "en" {
		t.Errorf("Guess = %q, want en", got)
	}
}
