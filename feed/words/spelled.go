package words

// spelledApart are names of the news that no rule of letters leads to, a line
// each: folded, in the spellings of Russian, Azerbaijani, Turkish and English.
const spelledApart = `
алиев eliyev aliyev aliev
мамедов memmedov mammadov mamedov
гасанов hesenov hasanov gasanov
гусейнов huseynov guseynov
керимов kerimov karimov
рагимов rehimov rahimov ragimov
байрамов bayramov
гейдар heyder heydar haydar
ильхам ilham
мехрибан mehriban
азербайджан azerbaycan azerbaijan
баку baki baku
гянджа gence ganja gyanja
шуша susa shusha
ханкенди xankendi hankendi khankendi stepanakert степанакерт
карабах qarabag karabag karabakh
нахичевань нахчыван naxcivan nahcivan nakhchivan nakhichevan
сумгаит sumqayit sumgait sumgayit
кельбаджар kelbecer kalbajar kelbajar
лачин lacin lachin
агдам agdam aghdam
физули fuzuli fizuli
джебраил cebrayil cabrayil jabrayil
зангелан zengilan zangilan
губадлы qubadli gubadli
ходжалы xocali khojaly hocali
габала qebele gabala kabala
шеки seki sheki
ленкорань lenkeran lankaran
губа quba
мингечевир mingecevir mingachevir
зангезур zengezur zangezur
армения ermenistan armenia
грузия gurcustan gurcistan
турция turkiye turkey
россия rusiya rusya russia
украина ukrayna ukraine
германия almaniya almanya germany
франция fransa france
испания ispaniya ispanya spain
италия italiya italya italy
китай cin china
казахстан qazaxistan kazakistan kazakhstan
узбекистан ozbekistan uzbekistan
киргизия кыргызстан qirgizistan kirgizistan kyrgyzstan
туркменистан turkmenistan
таджикистан tacikistan tajikistan
иран iran
ирак iraq irak
сирия suriya suriye syria
израиль israil israel
египет misir egypt
евросоюз avrosoyuz
москва moskva moskova moscow
петербург peterburg petersburg
киев kiyev kiev kyiv київ
тбилиси tbilisi tiflis
ереван yerevan irevan erivan
стамбул istanbul
анкара ankara
астана astana
ташкент daskend taskent tashkent
бишкек biskek bishkek
тегеран tehran tahran
лондон london londra
париж paris
берлин berlin
брюссель brussel bruksel brussels
вашингтон vasinqton washington
женева cenevre geneva
пекин pekin beijing
иерусалим qudus kudus jerusalem
зеленский zelenski zelenskiy zelensky zelenskyy
путин putin
трамп tramp trump
байден bayden biden
макрон makron macron
эрдоган erdogan
пашинян pasinyan pashinyan
лавров lavrov
лукашенко lukasenko lukashenko
токаев toqayev tokayev
мирзиеев mirziyoyev mirziyoev
нетаньяху netanyahu
мишустин misustin mishustin
джейхун ceyhun jeyhun
фидан fidan
каспий xezer hazar caspian
`

// falseFriends are folded words that are a name in neither spelling: what one
// language writes with these letters is another word in the other script
// (море and more, друг and drug).
const falseFriends = " more most snow show know pole star gore mine list para baba kara vali dava saray durak kulak tabak bardak cost past last drug brat step band" +
	" rode role dome mode some tone solo rang pile rate date made lice told sold born turn" +
	" море мост поле стар горе мине лист пара баба кара вали дава сарай дурак кулак табак бардак кост паст пасты паста ласт друг брат степь банда" +
	" роде роли доме моде тоне соло ранг "
