package config

// Example returns a settings file with every key at its default, commented
// out, as a start for one's own.
func Example() string { return example }

const example = `# rubrika reads this file at start. Every key may be left out; what stands
# here after the # are the defaults.

# Language of the interface: "ru", "az", "en", or "" for that of the system.
#lang = ""

# Colours: "dark", "light", or "auto" for what the terminal says.
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

# Times of headlines: "clock" (12:36) or "ago" (5 min).
#times = "clock"

# How often the sources are asked by themselves: "30m", "2h"; at least "5m",
# or "0" for never.
#refresh = "30m"

# Command that opens an address, with its arguments; [] is the system's own.
#opener = []

# File publishers' own rubrics as you like. This table comes last.
#[file]
#"Регион" = "society"
#"Türkiye" = "world"
`
