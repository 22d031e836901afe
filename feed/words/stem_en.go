package words

import (
	"strings"

	"github.com/blevesearch/snowballstem/english"
)

// stemEnglish is Snowball with the irregular forms of the news, one spelling
// for British and American, and apart what it throws together: universities
// and the universe, organ and organization, author and authorities.
func stemEnglish(w string) string {
	if root := irregularEnglish[w]; root != "" {
		return root
	}
	for _, apart := range []string{"universit", "organiz", "organis", "organic", "authorit", "international", "importan", "executiv", "emergenc", "inflation", "conservativ", "hospitalit"} {
		if strings.HasPrefix(w, apart) {
			return strings.Replace(apart, "organis", "organiz", 1)
		}
	}
	return snowball(english.Stem, w)
}

// irregularEnglish is written as irregularRussian is.
var irregularEnglish = irregular(`
man men
woman women
child children
foot feet
tooth teeth
mous mice
wolf wolves
wife wives
knife knives
thief thieves
half halves
crisi crisis crises
analysi analysis analyses
say said
win won
go went gone
make made
take took taken
strike struck
find found
fight fought
shoot shot
hold held
lead led
lose lost
meet met
pay paid
sell sold
send sent
spend spent
build built
buy bought
catch caught
bring brought
tell told
fall fell fallen
break broke broken
steal stole stolen
grow grew grown
fli flew flown
write wrote written
speak spoke spoken
begin began begun
run ran
give gave given
drive drove driven
choos chose chosen
sink sank sunk
freez froze frozen
draw drew drawn
throw threw thrown
withdraw withdrew withdrawn
center centre centres centred
defens defence defences
labor labour
harbor harbour harbours
color colour colours
program programme programmes
theater theatre theatres
`)
