package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rubrika/config"
	"rubrika/feed"
	"rubrika/ui/keys"
	"rubrika/ui/render"
)

// keysCommand is the command that lists the keys, with those of the settings.
func (a *app) keysCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "keys [SCREEN|ACTION…]", Args: a.args(0, -1)}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if a.configErr != nil && !errors.Is(a.configErr, config.ErrNoHome) {
			return a.configErr
		}
		wanted, err := whichKeys(args)
		if err != nil {
			return err
		}
		bindings, err := keys.Rebind(keys.Default(), a.config.Keys)
		if err != nil {
			return err
		}
		bindings = slices.DeleteFunc(bindings, func(b keys.Binding) bool { return !wanted(b) })
		if len(bindings) == 0 {
			a.note(a.words.CLI.Live.NoAction)
		}
		if asJSON {
			for _, b := range bindings {
				err = errors.Join(err, a.json(a.newKey(b)))
			}
			return err
		}
		return a.printKeys(bindings)
	}
	return cmd
}

// keyWords are the words that keys takes: views, and actions.
func keyWords() (views, actions []string) {
	for _, s := range keys.Scopes() {
		views = append(views, string(s))
	}
	for _, b := range keys.Default() {
		actions = append(actions, string(b.Action))
	}
	slices.Sort(actions)
	return views, slices.Compact(actions)
}

// whichKeys tells what bindings words choose: those of any of the views, and of
// any of the actions. A word that is both, such as «help», is a view.
func whichKeys(words []string) (func(keys.Binding) bool, error) {
	views, actions := keyWords()
	var inViews, ofActions []string
	for _, word := range words {
		switch {
		case slices.Contains(views, word):
			inViews = append(inViews, word)
		case slices.Contains(actions, word):
			ofActions = append(ofActions, word)
		default:
			return nil, &feed.Error{Op: "run", Source: word, Kind: feed.KindUsage, Near: feed.Nearest(word, append(views, actions...))}
		}
	}
	return func(b keys.Binding) bool {
		return (len(inViews) == 0 || slices.Contains(inViews, string(b.Scope))) &&
			(len(ofActions) == 0 || slices.Contains(ofActions, string(b.Action)))
	}, nil
}

// layout is the keyboard layout of the settings, or of the locale.
func (a *app) layout() keys.Layout {
	if l := keys.Layout(a.config.Layout); l != "" && l != "auto" {
		return l
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := a.env.Getenv(name); locale != "" {
			return keys.DetectLayout(locale)
		}
	}
	return keys.US
}

// keyRow is a line of the table of keys.
type keyRow struct {
	keys, action, says string
	own                bool
}

// printKeys prints keys, names and what they do, view by view.
func (a *app) printKeys(bindings []keys.Binding) error {
	layout := a.layout()
	m, err := keys.New(bindings, layout)
	if err != nil {
		return err
	}
	first := true
	for _, s := range keys.Scopes() {
		var rows []keyRow
		for _, b := range m.Actions(s) {
			rows = append(rows, a.keyRow(m, b, layout != keys.US))
		}
		if len(rows) == 0 {
			continue
		}
		if !first {
			a.print("")
		}
		first = false
		a.printKeyRows(s, rows)
	}
	a.noteUntyped(bindings)
	return nil
}

func (a *app) keyRow(m *keys.Map, b keys.Binding, seen bool) keyRow {
	r := keyRow{keys: m.Labels(b, seen), action: string(b.Action), says: a.words.Action(string(b.Action)), own: b.Own}
	if n, ok := b.Action.Number(); ok && n > 0 && len(b.Keys) > 1 && !b.Own {
		r.action += "…" + strconv.Itoa(n+len(b.Keys)-1)
	}
	if r.keys == "" {
		r.keys = a.words.CLI.Live.NoKey
	}
	return r
}

func (a *app) printKeyRows(s keys.Scope, rows []keyRow) {
	a.print(a.words.HelpTitle(string(s)) + " (" + string(s) + ")")
	var widths [2]int
	for _, r := range rows {
		widths[0], widths[1] = max(widths[0], render.Width(r.keys)), max(widths[1], render.Width(r.action))
	}
	for _, r := range rows {
		says := r.says
		if r.own {
			says += " (" + a.words.CLI.Live.OwnKey + ")"
		}
		a.raw("  " + render.Pad(r.keys, widths[0]+2) + render.Pad(r.action, widths[1]+2) + says)
	}
}

// noteUntyped says which keys of the reader's own some keyboards lack.
func (a *app) noteUntyped(bindings []keys.Binding) {
	var told []string
	for _, b := range bindings {
		for _, key := range b.Keys {
			if !b.Own || slices.Contains(told, key) {
				continue
			}
			told = append(told, key)
			var lack []string
			for _, l := range keys.Layouts() {
				if !l.Types(key) {
					lack = append(lack, string(l))
				}
			}
			if len(lack) > 0 {
				a.note(fmt.Sprintf(a.words.CLI.Live.Untyped, key, strings.Join(lack, ", ")))
			}
		}
	}
}
