package words

import (
	"strings"
	"time"
)

// monthStems are the beginnings of the month names in ru az tr uk kk uz en de
// fr es it pt, as Fold writes them: enough letters to stand for the short, the
// full and the inflected form, and to clash with no other month.
var monthStems = [12]string{
	"янв jan yan ene gen oca січ қаң",
	"фев feb fev sub лют ақп",
	"мар mar mrz бер нау",
	"апр apr avr abr nis кви кві сәу",
	"май мая may mai mag тра мам",
	"июн iyun iyn jun juin giu haz чер мау",
	"июл iyul iyl jul juil lug tem лип шіл",
	"авг aug avg avq aou ago agu сер там",
	"сен sep set sen eyl вер қыр",
	"окт okt oct ott out eki жов қаз",
	"ноя ноеб nov noy kas лис қар",
	"дек dec dez dic dek ara гру жел",
}

// monthNamed finds the month a folded word names, or 0.
func monthNamed(w string) time.Month {
	if weekdayLikeMonth(w) {
		return 0
	}
	for i, stems := range monthStems {
		for stem := range strings.FieldsSeq(stems) {
			if strings.HasPrefix(w, stem) {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

// weekdayLikeMonth reports the weekdays that begin like a month; all others
// are words ParseDate passes over.
func weekdayLikeMonth(w string) bool {
	switch w {
	case "mardi", "martes", "martedi", // fr es it Tuesday
		"senbe", "сенбі", "середа", "середу", "середи": // az kk Saturday, uk Wednesday
		return true
	}
	return false
}

// zoneHours are the zone names met in feeds, folded, with their hours east of
// UTC. Sources: the abbreviations of RFC 822, and those the IANA database or
// local usage give for the zones of this region. Kazakhstan's are in
// zoneOffset, since they moved.
var zoneHours = map[string]float64{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1,
	"cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "bst": 1,
	"eet": 2, "eest": 3, "trt": 3, "msk": 3, "мск": 3, "msd": 4, "samt": 4,
	"azt": 4, "azst": 5, "get": 4, "amt": 4, "amst": 5,
	"uzt": 5, "tjt": 5, "tmt": 5, "pkt": 5, "yekt": 5, "kgt": 6, "omst": 6,
	"novt": 7, "krat": 7, "irkt": 8, "yakt": 9, "vlat": 10,
	"irst": 3.5, "gst": 4, "ist": 5.5, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8,
	"aest": 10, "aedt": 11,
	"ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
	"mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
	"brt": -3, "brst": -2,
}

// zoneKnown reports whether a folded word is the name of a zone.
func zoneKnown(w string) bool {
	_, ok := zoneHours[w]
	return ok || w == "almt" || w == "qyzt"
}

// zoneOffset is the offset of a known zone name in seconds, for a wall clock.
// Kazakhstan went from +6 to +5 as a whole on 1 March 2024, Kyzylorda in 2018.
func zoneOffset(w string, wall time.Time) int {
	moved := time.Date(2024, time.March, 1, 0, 0, 0, 0, time.UTC)
	switch {
	case w == "almt" && wall.Before(moved):
		return 6 * 3600
	case w == "qyzt" && wall.Before(time.Date(2018, time.December, 21, 0, 0, 0, 0, time.UTC)):
		return 6 * 3600
	case w == "almt", w == "qyzt":
		return 5 * 3600
	}
	return int(zoneHours[w] * 3600)
}

// ZoneOf guesses the zone of a feed whose dates name none: by the country of
// its host («report.az»), else by a language that is at home in one zone. It
// returns nil when neither says anything; a host may carry a port.
func ZoneOf(lang, host string) *time.Location {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	host = strings.TrimSuffix(host, ".")
	name, ok := zoneOfCountry[host[strings.LastIndexByte(host, '.')+1:]]
	if !ok || !strings.Contains(host, ".") {
		name = zoneOfLang[lang]
	}
	if name == "" {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil // not in the database: as if nothing were known
	}
	return zone
}

// zoneOfCountry is the zone of a country's domain; of countries with several
// zones only those are here whose media keep the time of the capital.
var zoneOfCountry = map[string]string{
	"az": "Asia/Baku", "tr": "Europe/Istanbul", "ru": "Europe/Moscow", "su": "Europe/Moscow",
	"xn--p1ai": "Europe/Moscow", "рф": "Europe/Moscow", "kz": "Asia/Almaty", "uz": "Asia/Tashkent",
	"kg": "Asia/Bishkek", "tj": "Asia/Dushanbe", "tm": "Asia/Ashgabat", "ge": "Asia/Tbilisi",
	"am": "Asia/Yerevan", "ua": "Europe/Kyiv", "by": "Europe/Minsk", "md": "Europe/Chisinau",
	"ir": "Asia/Tehran", "il": "Asia/Jerusalem", "in": "Asia/Kolkata", "pk": "Asia/Karachi",
	"jp": "Asia/Tokyo", "kr": "Asia/Seoul", "cn": "Asia/Shanghai",
	"de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris",
	"it": "Europe/Rome", "es": "Europe/Madrid", "pt": "Europe/Lisbon", "uk": "Europe/London",
	"ie": "Europe/Dublin", "nl": "Europe/Amsterdam", "be": "Europe/Brussels", "pl": "Europe/Warsaw",
	"cz": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest", "ro": "Europe/Bucharest",
	"bg": "Europe/Sofia", "gr": "Europe/Athens", "lt": "Europe/Vilnius", "lv": "Europe/Riga",
	"ee": "Europe/Tallinn", "fi": "Europe/Helsinki", "se": "Europe/Stockholm", "no": "Europe/Oslo",
	"dk": "Europe/Copenhagen", "br": "America/Sao_Paulo",
}

// zoneOfLang is for languages spoken mostly in one zone.
var zoneOfLang = map[string]string{
	"az": "Asia/Baku", "tr": "Europe/Istanbul", "kk": "Asia/Almaty", "uz": "Asia/Tashkent",
	"ky": "Asia/Bishkek", "tg": "Asia/Dushanbe", "tk": "Asia/Ashgabat", "ka": "Asia/Tbilisi",
	"hy": "Asia/Yerevan", "uk": "Europe/Kyiv", "be": "Europe/Minsk",
}
