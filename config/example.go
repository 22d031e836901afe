package config

// Example returns a settings file with every key at its default, commented
// out, as a start for one's own.
func Example() string { return example }

const example = `# rubrika reads this file at start. Every key may be left out; what stands
# here after the # are the defaults.

# Language of the interface: "ru", "az", "en", or "" for that of the system.
#lang = ""

# Colours: "auto" for what the terminal says; "dark" or "light"; "contrast", as
# much of it as there is; "newsprint" and "caspian" are light papers, "teletype"
# and "night-desk" dark ones; or a theme of your own, the name of a file in the
# folder themes beside this one.
#theme = "auto"

# The file that holds the news. Without this line: rubrika/rubrika.db in the
# folder for your data ($XDG_DATA_HOME, else ~/.local/share).
#store = "~/.local/share/rubrika/rubrika.db"

# Order of the rubrics on the bar and on the keys 1-9. Those left out follow.
#rubrics = [
#  "politics", "world", "economy", "incidents", "society", "science-tech",
#  "sport", "culture", "education", "health", "environment", "conflict",
#  "lifestyle", "opinion", "other",
#]

# Keyboard layout whose letters also work as keys: "ru", "az", "tr", "uk",
# "be", "kk", or "auto".
#layout = "auto"

# Width of an article in columns, 40 to 120.
#width = 76

# Topics that are always in the strip above the headlines, at most twelve:
# ["Bakı", "Formula 1"].
#topics = []

# The selected story beside the list, in windows of 140 columns and more.
#preview = true

# Pictures in articles. Without them, none is fetched.
#pictures = true

# The mouse: wheel and click. Text is selected with Shift held.
#mouse = true

# The folder that stories are saved in. Without this line: rubrika in your
# folder for documents, or for downloads.
#clippings = "~/Documents/rubrika"

# Times of headlines: "clock" (12:36) or "ago" (5 min).
#times = "clock"

# The least time between two requests to one source that no key asked for:
# "15m", "2h"; at least "5m", or "0" for never. Quiet sources are asked less.
#refresh = "15m"

# Fetch the whole text of new stories after a refresh.
#prefetch = false

# Your own networks that feeds may send the reader to: ["192.168.1.0/24"].
#inside = []

# How long stories stay: days since they came and items of one source, 0 for no
# limit; whether starred and unread ones stay longer.
#keep = { days = 90, items = 0, starred = true, unread = false }

# The filter that the reader opens with, as in the search: "is:unread".
#start = ""

# New stories that [watch] points out: "bell" rings, "terminal" shows a notice
# of the terminal, "off" does neither.
#notify = "off"

# Hours without either: "22:00-08:00". "" is none.
#quiet = ""

# Command that opens an address, with its arguments; [] is the system's own.
#browser = []

# Command that plays what comes with a story; [] is the system's own.
#player = []

# Command that gets a story on its standard input, as Markdown; [] is none.
#pipe = []

# Command that gets new stories on its standard input; [] is none.
#on_new = []

# The tables come last.

# File publishers' own rubrics as you like.
#[file]
#"Регион" = "society"
#"Türkiye" = "world"

# Saved views: names, and filters as in the search. They stand in the row of
# rubrics; with bar = false, only among the views.
#[views]
#"Баку" = "topic:Баку is:unread"
#"Видео" = { filter = "has:video since:2d", bar = false }

# Stories that are hidden, and stories that are pointed out, by filters without
# marks and times. What is hidden stays in the store.
#[mute]
#"Гороскопы" = "title:гороскоп or title:bürclər"
#[watch]
#"Землетрясения" = "землетрясение or zəlzələ or earthquake"
`
