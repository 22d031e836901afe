package cli

import (
	"fmt"
	"strings"

	"rubrika/ui/lang"
)

// roff is a paper as a page for man(1), in the macros of man(7). A library for
// it takes the text for a format, lets lines that begin with a quote pass as
// requests and writes the day into the page, which would be another one each
// day.
type roff struct {
	strings.Builder
	code string // the language
}

// begin writes what stands before the first section: how the page is encoded,
// its title, and that lines are neither filled up nor hyphenated, since groff
// knows the words of English only.
func (r *roff) begin(version, title string) {
	fmt.Fprintf(r, ".\\\" -*- coding: utf-8 -*-\n.TH RUBRIKA 1 \"\" \"rubrika %s\" \"%s\"\n.nh\n.ad l\n", quotedRoff(version), quotedRoff(title))
}

func (r *roff) section(heading string) {
	fmt.Fprintf(r, ".SH \"%s\"\n", quotedRoff(lang.Upper(heading, r.code)))
}

func (r *roff) entry(heading string) { fmt.Fprintf(r, ".SS \"%s\"\n", quotedRoff(heading)) }

func (r *roff) text(s string) { fmt.Fprintf(r, ".PP\n%s\n", lineOfRoff(s)) }

func (r *roff) terms(pairs [][2]string) {
	for _, p := range pairs {
		fmt.Fprintf(r, ".TP\n\\fB%s\\fR\n%s\n", escapeRoff(p[0]), lineOfRoff(p[1]))
	}
}

func (r *roff) lines(code []string) {
	r.WriteString(".PP\n.RS 4\n.nf\n")
	for _, s := range code {
		r.WriteString(lineOfRoff(s) + "\n")
	}
	r.WriteString(".fi\n.RE\n")
}

// escapeRoff writes signs that roff reads as its own or prints as others: a
// hyphen that is to be copied as such, quotes, and the escape itself.
func escapeRoff(s string) string {
	return strings.NewReplacer(
		`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, "\n", " ",
	).Replace(s)
}

// lineOfRoff is escapeRoff for a line of text, which a dot would make a request.
func lineOfRoff(s string) string {
	if s = escapeRoff(s); strings.HasPrefix(s, ".") {
		return `\&` + s
	}
	return s
}

// quotedRoff is escapeRoff between the quotes of a request.
func quotedRoff(s string) string { return strings.ReplaceAll(escapeRoff(s), `"`, `\(dq`) }
