package page

import "testing"

// Where breaks part the lines, each is judged for itself.
func TestCleanLines(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a pointer between breaks", `<div>Буй нашли.<br><br><i>Ранее мы писали: <a href="/1">В крае запустили сеть станций</a></i><br><br>Его поднимут.</div>`, "Буй нашли. Его поднимут."},
		{"without an element of its own", `<div>Буй нашли.<br>Читайте также: <a href="/1">В крае запустили сеть станций</a><br>Его поднимут.</div>`, "Буй нашли. Его поднимут."},
		{"within a sentence", `<div>Буй нашли, <i>читайте также: <a href="/1">В крае запустили сеть станций</a></i><br>Его поднимут.</div>`, "Буй нашли, читайте также: В крае запустили сеть станций Его поднимут."},
		{"a label and a headline of the site", `<p>Oxu daha: <a href="https://port.example/1">Limanda yeni körpü tikilir</a></p>`, ""},
		{"a relative address", `<p><b>Xəbər:</b> <a href="/1">Limanda yeni körpü tikilir</a></p>`, ""},
		{"of another site", `<p>Mənbə: <a href="https://other.example/1">Limanda yeni körpü tikilir</a></p>`, "Mənbə: Limanda yeni körpü tikilir"},
		{"a name", `<p>Foto: <a href="/a/1">Kira Nosova</a></p>`, "Foto: Kira Nosova"},
		{"a headline between paragraphs", `<p>Bir.</p><p><a href="/1"><b>Limanda yeni körpü tikilir</b></a></p><p>İki.</p>`, "Bir. İki."},
		{"a headline under the text", `<p>Bir.</p><p><a href="/1">Limanda yeni körpü tikilir</a></p>`, "Bir. Limanda yeni körpü tikilir"},
		{"a sentence", `<p>O bildirib: <a href="/1">limanda yeni körpü tikilir</a>, o da dərindir.</p>`, "O bildirib: limanda yeni körpü tikilir, o da dərindir."},
		{"a note", `<p>Qeyd: <a href="#n1">limanda yeni körpü tikilir</a></p>`, "Qeyd: limanda yeni körpü tikilir"},
		{"counters of a gallery", `<div><span>1/3</span><p>Раз</p><span>2/3</span><p>Два</p><span>3 / 3</span><p>Три</p></div>`, "Раз Два Три"},
		{"fractions", `<ul><li>1/2<li>3/4</ul><table><tr><td>1/5<td>2/5<td>3/5</table>`, "1/2 3/4 1/5 2/5 3/5"},
		{"the days of a week", `<p>Пн: <a href="/1">В порту открыли второй причал</a></p><p>Вт: <a href="/2">Трамвай пошёл в новый объезд</a></p><p>Ср: <a href="/3">Колокол звонит на час раньше</a></p>`, "Пн: В порту открыли второй причал Вт: Трамвай пошёл в новый объезд Ср: Колокол звонит на час раньше"},
		{"a list", `<ul><li>Порт: <a href="/1">открыли второй широкий причал</a><li>Суд: <a href="/2">смотрителя маяка все-таки оштрафовали</a></ul>`, "Порт: открыли второй широкий причал Суд: смотрителя маяка все-таки оштрафовали"},
		{"news in brief", `<p><a href="/1">В порту открыли второй причал</a></p><p>Раз.</p><p><a href="/2">Трамвай пошёл в новый объезд</a></p><p>Два.</p><p><a href="/3">Колокол звонит на час раньше</a></p><p>Три.</p><p><a href="/4">Шахматисты сыграли опять вничью</a></p><p>Четыре.</p>`, "В порту открыли второй причал Раз. Трамвай пошёл в новый объезд Два. Колокол звонит на час раньше Три. Шахматисты сыграли опять вничью Четыре."},
		{"a sentence that is a link", `<p>Раз.</p><p><a href="/1">В порту открыли второй причал.</a></p><p>Два.</p>`, "Раз. В порту открыли второй причал. Два."},
		{"a document", `<p>Доклад: <a href="/plan.PDF?v=1">План порта до тридцатого года</a></p>`, "Доклад: План порта до тридцатого года"},
		{"results", `<ul><li>1/2<li>1/2<li>0/2</ul>`, "1/2 1/2 0/2"},
		{"who said it", `<blockquote><p>Раз.</p><footer>Смотритель маяка</footer></blockquote>`, "Раз. Смотритель маяка"},
		{"a subscription in the text", `<p>Игра доступна только для подписчиков.</p>` + filler(3), "Игра доступна только для подписчиков."},
		{"rights in the text", `<p>Все права защищены законом, напомнил адвокат.</p>` + filler(3), "Все права защищены законом, напомнил адвокат."},
		{"a label that is an entry", `<ul><li>Назад</li><li>Вперёд</li><li><a href="/p">Печать</a></li></ul><table><tr><td>More</td><td>Next</td></tr></table>`, "Назад Вперёд More Next"},
		{"a part of the text", `<h2>Комментарии</h2>` + filler(3) + `<div>Буй нашли вчера.</div>`, "Комментарии Буй нашли вчера."},
		{"a door within the text", `<p>Уже подписаны? <a href="/in">Войдите</a></p>` + filler(3), ""},
		{"what asks for money, with its box", `<div><h2>Сегодня дешевле</h2><p>Месяц за рубль, потом по десять.</p><p>Уже подписаны? Войдите</p></div>`, ""},
	} {
		if got, _ := cleaned(t, filler(8)+c.in, soon()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What readers wrote goes, where a text stands before it.
func TestCleanComments(t *testing.T) {
	const said = `<div><b>Пассажир</b> <p>А я бы поставил мост, паром висит на одном тросе двадцать лет.</p></div>`
	const left = "Пассажир А я бы поставил мост, паром висит на одном тросе двадцать лет."
	for _, c := range []struct{ name, in, want string }{
		{"below a heading", filler(8) + `<h3>Комментарии (1)</h3>` + said, ""},
		{"below a heading in a box", filler(8) + `<div><h3>1 yorum</h3></div>` + said, ""},
		{"their number over the text", `<div>12 комментариев</div>` + said + filler(8), left},
		{"their number as a link", filler(8) + `<p><a href="#c">12 комментариев</a></p>` + said, left},
		{"up to the story", filler(8) + `<h3>Комментарии</h3><div><h1>Мост</h1></div>`, "Мост"},
	} {
		if got, _ := cleaned(t, c.in, soon()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
