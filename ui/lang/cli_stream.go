package lang

// streamPart is about wire, and the flags for a network left alone and for quiet.
func streamPart(code string) part {
	switch code {
	case "ru":
		return part{
			short: map[string]string{"wire": "следить за новостями: строка о каждой, как только пришла"},
			long: map[string]string{
				"wire": "Сначала печатает последние новости, потом каждую следующую, как только она появится, кто бы её ни принёс: " +
					"сама rubrika, которая тем временем опрашивает источники, как велят настройки, другая, открытая на экране, или cron. " +
					"Работает, пока не остановят (Ctrl-C) или пока не закроется канал, и это не ошибка: код 0.",
			},
			flag: map[string]string{
				"offline": "ничего не запрашивать из сети", "quiet": "без замечаний и хода работы, только ошибки",
				"wire.last": "сколько новостей показать вначале; 0 — ни одной",
			},
		}
	case "az":
		return part{
			short: map[string]string{"wire": "xəbərləri izləmək: hər xəbər gələndə bir sətir"},
			long: map[string]string{
				"wire": "Əvvəl son xəbərləri, sonra hər yenisini gələn kimi yazır, kim gətirsə də: mənbələri ayarlardakı kimi " +
					"özü soruşan rubrika, ekranda açıq olan başqası və ya cron. Dayandırılana (Ctrl-C) və ya kanal bağlanana qədər işləyir; " +
					"bu, səhv deyil: kod 0.",
			},
			flag: map[string]string{
				"offline": "şəbəkədən heç nə soruşmamaq", "quiet": "qeydsiz və gedişatsız, yalnız səhvlər",
				"wire.last": "əvvəldə neçə xəbər göstərilsin; 0 — heç biri",
			},
		}
	}
	return part{
		short: map[string]string{"wire": "follow the news: a line for each story as it arrives"},
		long: map[string]string{
			"wire": "Prints the latest stories, and then each new one as it arrives, whoever brings it: rubrika itself, which " +
				"meanwhile asks the sources as the settings say, the reader on the screen, or cron. It goes on until it is stopped " +
				"(Ctrl-C) or its pipe is closed, and neither is a failure: code 0.",
		},
		flag: map[string]string{
			"offline": "ask nothing of the network", "quiet": "no notes and no progress, only errors",
			"wire.last": "how many stories to begin with; 0 is none",
		},
	}
}
