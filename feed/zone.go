package feed

import (
	"cmp"
	"strings"
	"time"
	"unicode"
)

// IsZone reports a name that stands for the same IANA time zone everywhere, or
// an empty one, which stands for none.
func IsZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "Local"
}

// NearestZone returns the IANA time zone that a wrong name is meant for: the
// same name in other letters, a city, or what it is closest to; Asia/Baku when
// none is near. The standard library has no list of the zones, so only those of
// places where many papers are made are known by their cities.
func NearestZone(typed string) string {
	name := zoneCase(strings.TrimSpace(typed))
	if IsZone(name) && strings.Contains(name, "/") {
		return name
	}
	all := zones()
	var cities []string
	for _, zone := range all {
		city := zone[strings.LastIndexByte(zone, '/')+1:]
		if strings.EqualFold(city, name) {
			return zone
		}
		cities = append(cities, city)
	}
	if near := Nearest(name, all); near != "" {
		return near
	}
	near := Nearest(name, cities)
	for i, city := range cities {
		if city == near {
			return all[i]
		}
	}
	return cmp.Or(near, all[0])
}

// zoneCase writes a name as zones are written: europe/san_marino is
// Europe/San_Marino.
func zoneCase(name string) string {
	begin := true
	return strings.Map(func(r rune) rune {
		was := begin
		begin = !unicode.IsLetter(r)
		switch {
		case r == ' ':
			return '_'
		case was:
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, name)
}

func zones() []string {
	return strings.Fields(`Asia/Baku Europe/Moscow Europe/Istanbul Europe/Kyiv Europe/Minsk Europe/Chisinau
		Asia/Tbilisi Asia/Yerevan Asia/Tehran Asia/Almaty Asia/Tashkent Asia/Bishkek Asia/Ashgabat Asia/Dushanbe
		Asia/Yekaterinburg Asia/Novosibirsk Asia/Vladivostok Europe/Samara Europe/London Europe/Paris Europe/Berlin
		Europe/Madrid Europe/Rome Europe/Vienna Europe/Warsaw Europe/Prague Europe/Athens Europe/Brussels
		Europe/Amsterdam Europe/Stockholm Europe/Helsinki Europe/Riga Europe/Vilnius Europe/Tallinn Europe/Zurich
		Asia/Jerusalem Asia/Dubai Asia/Riyadh Asia/Baghdad Asia/Karachi Asia/Kolkata Asia/Dhaka Asia/Bangkok
		Asia/Jakarta Asia/Singapore Asia/Hong_Kong Asia/Shanghai Asia/Seoul Asia/Tokyo Australia/Sydney
		Africa/Cairo Africa/Lagos Africa/Nairobi Africa/Johannesburg America/New_York America/Chicago
		America/Los_Angeles America/Toronto America/Mexico_City America/Sao_Paulo America/Argentina/Buenos_Aires UTC`)
}
