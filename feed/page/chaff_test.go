package page

import (
	"slices"
	"strings"
	"testing"
)

func TestNameWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"--", nil},
		{"share", []string{"share"}},
		{"share-bar", []string{"share", "bar"}},
		{"post_share", []string{"post", "share"}},
		{"shareButtons", []string{"share", "buttons"}},
		{"shareButtons_top2", []string{"share", "buttons", "top"}},
		{"ADS", []string{"ads"}},
		{"jp-relatedposts", []string{"jp", "relatedposts"}},
		{"Footer_list__u8", []string{"footer", "list", "u"}},
	} {
		if got := nameWords(c.in); !slices.Equal(got, c.want) {
			t.Errorf("nameWords(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNamed(t *testing.T) {
	names := chaffLists().names
	for _, c := range []struct {
		in   string
		want bool
	}{
		{`<div class="share-bar">`, true},
		{`<div class="text shareButtons">`, true},
		{`<div id="comments">`, true},
		{`<div class="article__related">`, true},
		{`<div class="READ-MORE">`, true},
		{`<div class="also-read">`, true},
		{`<div class="cookie-banner">`, true},
		{`<div class="oxsar-xeberler">`, true},
		{`<div class="Newsletter_box__t7">`, true},
		{`<div class="article">`, false},
		{`<div class="shareholders">`, false},
		{`<div class="story__text">`, false},
		{`<div class="read">`, false},
		{`<div class="has-sidebar">`, false},
		{`<div class="no-comments">`, false},
		{`<div class="with-ads">`, false},
		{`<div class="story--popular">`, false},
		{`<div class="comments__text">`, false},
		{`<div data-name="share">`, false},
		{`<div>`, false},
		{`<div class="` + strings.Repeat("x", 2000) + ` share">`, false},
	} {
		for n := range fragment(t, c.in).Descendants() {
			if n.Data == "div" && named(n, names) != c.want {
				t.Errorf("named(%.60s) = %v", c.in, !c.want)
			}
		}
	}
}

// A block as its words, and how many of them are links.
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name, text string
		linked     int
		want       verdict
	}{
		{"nothing", "", 0, isText},
		{"a year", "2025", 0, isText},
		{"a result", "3:1 (2:0)", 0, isText},
		{"a rule of signs", "* * *", 0, isText},
		{"a paragraph", "Порт готовится к новому урожаю.", 0, isText},

		{"a label", "Поделиться", 0, isLabel},
		{"a label with signs", "— Реклама: —", 0, isLabel},
		{"a label with a number", "Просмотров (12)", 0, isLabel},
		{"a label in Azerbaijani", "ÇAP ET", 0, isLabel},
		{"a row of labels", "Версия для печати | Написать в редакцию", 5, isChaff},
		{"a row with a name", "Версия для печати | Иван Рябов", 5, isText},
		{"comments", "Комментарии (12)", 0, isEnd},
		{"comments in Azerbaijani", "ŞƏRHLƏR", 0, isEnd},
		{"one comment", "1 yorum:", 0, isEnd},
		{"comments under a headline", "2 responses to “Mending a wall”", 0, isEnd},
		{"a comment of the story", "Комментарий", 0, isText},
		{"what the story discusses", "Обсуждение", 0, isText},
		{"a label in Turkish", "Yazdır", 0, isLabel},
		{"a label in English", "Story continues below advertisement", 0, isLabel},
		{"a word of a label is text", "Реклама подорожала", 0, isText},

		{"a network that is a link", "Telegram", 1, isChaff},
		{"a network that is none", "Telegram", 0, isText},
		{"a story about a network", "Telegram заблокировали", 2, isText},

		{"rights", "© Агентство, 2026", 0, isNotice},
		{"rights in words", "Bütün hüquqlar qorunur, sayt 2011-ci ildən fəaliyyət göstərir", 0, isNotice},
		{"a mistake", "Нашли ошибку? Выделите ее и нажмите Ctrl+Enter", 0, isNotice},
		{"cookies", "We use cookies to improve your experience.", 0, isNotice},
		{"a visitor without a name", "Вы зашли на сайт как незарегистрированный пользователь.", 0, isNotice},

		{"a call", "Подписывайтесь на наш канал в Telegram", 1, isChaff},
		{"a call in Azerbaijani", "Bizi Instagram səhifəmizdə izləyin", 1, isChaff},
		{"a call in English", "Follow us on Twitter and Facebook.", 2, isChaff},
		{"a call without a link", "«Подписывайтесь на наш канал в Telegram», — сказал он", 0, isText},
		{"a call that somebody quotes", "«Подписывайтесь на мой канал», — написал депутат в телеграм-канале", 2, isText},
		{"a call in signs of quotation", "«Подписывайтесь на наш канал!»", 3, isChaff},
		{"what was written before", "Ранее мы писали, что мост закроют до весны.", 5, isText},
		{"a call to nowhere", "Follow us through the valley", 2, isText},

		{"half a word of a call", "Почти все системы в городе работают, сообщает мэрия", 2, isText},
		{"half a word of a call in English", "Unlike users, makers talk about their work", 1, isText},
		{"a call with an ending", "Bizə qoşulun: Telegram-da və YouTube-da", 2, isChaff},

		{"a mistake of others", "Учёные нашли ошибку в расчётах", 0, isText},
		{"a mistake of others in English", "We found a mistake, and it cost us a beach.", 0, isText},
		{"what was signed", "Контракты уже подписаны обеими сторонами", 0, isText},
		{"a subscription of others", "Игра доступна по подписке Game Pass", 2, isText},
		{"a survey", "Who wants to read the full survey may come by.", 0, isText},
		{"a line of a song", "Вперёд!", 0, isText},
		{"what loads", "Загрузка...", 0, isLabel},
		{"a chapter", "4. Комментарии", 0, isText},

		{"a heading of a list", "Читайте также:", 0, isPointer},
		{"a heading of a list in Azerbaijani", "Oxşar xəbərlər", 0, isPointer},
		{"a heading of a list with what it is about", "More from Meridian:", 0, isPointer},
		{"a pointer with its link", "Читайте также: Станцию закроют на ремонт", 4, isChaff},
		{"a pointer in English", "Read more: Where the county will build next", 6, isChaff},
		{"a sentence that begins so", "Related costs rose by a third in the same year", 0, isText},
		{"a sentence with a small link", "По теме исследования написано много книг и одна из них новая", 1, isText},
		{"a longer word", "Relatedness of the two families was never proved", 4, isText},

		{"a stub", "Чтобы дочитать, оформите подписку", 0, isStub},
		{"a stub in Azerbaijani", "Məqalənin davamını oxumaq üçün daxil olun", 0, isStub},
		{"a stub in English", "Already a subscriber? Log in", 2, isStub},
	} {
		count := len(strings.Fields(c.text))
		if got := chaffLists().judge(c.text, count, c.linked); got != c.want {
			t.Errorf("%s: judge(%q) = %d, want %d", c.name, c.text, got, c.want)
		}
	}
}

// Long blocks are not judged by a call somewhere in them.
func TestJudgeSparesLongBlocks(t *testing.T) {
	text := strings.Repeat("слово ", 50) + "подписывайтесь на канал"
	if got := chaffLists().judge(text, len(strings.Fields(text)), 3); got != isText {
		t.Errorf("verdict %d", got)
	}
}

func TestLoadChaff(t *testing.T) {
	c, err := loadChaff("names = ['Share']\nlabels = ['Ещё раз', 'PAYLAŞ']\nopeners = ['Читайте Также']")
	if err != nil {
		t.Fatal(err)
	}
	if !c.names["share"] || !c.labels["еще раз"] || len(c.labels) != 2 || !slices.Equal(c.openers, []string{"читайте также"}) {
		t.Errorf("%+v", c)
	}
	for name, doc := range map[string]string{
		"a list that nobody reads": "colours = ['red']",
		"no list":                  "names = 'share'",
		"no TOML":                  "names = [",
	} {
		if _, err := loadChaff(doc); err == nil || !strings.HasPrefix(err.Error(), "chaff.toml: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is compiled in has every list, and no word that would match anything.
func TestChaffLists(t *testing.T) {
	c := chaffLists()
	for name, set := range map[string]map[string]bool{
		"names": c.names, "walls": c.walls, "quotes": c.quotes, "leads": c.leads, "labels": c.labels, "ends": c.ends, "networks": c.networks,
	} {
		if len(set) == 0 || set[""] {
			t.Errorf("%s: %d words, an empty one: %v", name, len(set), set[""])
		}
	}
	for name, list := range map[string][]string{
		"shares": c.shares, "openers": c.openers, "calls": c.calls, "places": c.places, "notices": c.notices, "stubs": c.stubs, "titles": c.titles,
	} {
		if len(list) == 0 {
			t.Errorf("%s is empty", name)
		}
		for _, s := range list {
			if len([]rune(s)) < 2 || strings.TrimSpace(s) != s {
				t.Errorf("%s has %q", name, s)
			}
		}
	}
	for _, s := range []string{"article", "story", "text", "content", "body", "main", "post", "news", "entry", "page"} {
		if c.names[s] {
			t.Errorf("%q is what articles are called", s)
		}
	}
}

func TestContainsAny(t *testing.T) {
	for _, c := range []struct {
		s    string
		list []string
		want bool
	}{
		{"abc", []string{"x", "b"}, true},
		{"abc", []string{"x", "y"}, false},
		{"abc", nil, false},
		{"", []string{"a"}, false},
	} {
		if got := containsAny(c.s, c.list); got != c.want {
			t.Errorf("containsAny(%q, %q) = %v", c.s, c.list, got)
		}
	}
}
