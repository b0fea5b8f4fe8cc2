package main

import (
	"context"
	"fmt"
	"io"
)

// helpVerb says what sigen does, or one verb of it.
var helpVerb = &verb{
	name:  "help",
	args:  "[-json] [VERB]",
	short: "say what a verb does, and its flags",
	usage: `sigen help says what sigen does; with a verb, what that does. "sigen VERB -h" is the same.

Usage:

	sigen help [-json] [VERB]

	-json    print the verbs, their flags and the text as JSON with a schema version
`,
	setup: func(c *command) func(ctx context.Context) int {
		asJSON := c.flags.Bool("json", false, "")
		return func(context.Context) int {
			about, text := verbs, usage()
			switch {
			case len(c.args) > 1:
				return c.misused(fmt.Errorf("help takes one verb, but there is %q too", c.args[1]))
			case len(c.args) == 1:
				v := verbNamed(c.args[0])
				if v == nil {
					return c.misused(fmt.Errorf("there is no verb %q", c.args[0]))
				}
				about, text = []*verb{v}, v.help()
			}
			var err error
			if *asJSON {
				err = c.printJSON(helpOf(about))
			} else {
				_, err = io.WriteString(c.stdout, text)
			}
			if err != nil {
				return c.fail(err)
			}
			return exitFine
		}
	},
}

// help is what -h prints behind the verb.
func (v *verb) help() string {
	if v.usage == "" {
		return usage()
	}
	return v.usage
}

// verbNamed is the verb that is typed as name; nil for none.
func verbNamed(name string) *verb {
	for _, v := range verbs {
		if v.name != "" && v.name == name {
			return v
		}
	}
	return nil
}

// helpSchema is the version of what "help -json" prints.
const helpSchema = 1

type helpDocument struct {
	Version int        `json:"version"`
	Verbs   []helpText `json:"verbs"`
}

type helpText struct {
	Name  string   `json:"name"` // "" is what sigen does without a verb
	Args  string   `json:"args"`
	Short string   `json:"short"`
	Flags []string `json:"flags"`
	Text  string   `json:"text"`
}

func helpOf(about []*verb) helpDocument {
	doc := helpDocument{Version: helpSchema}
	for _, v := range about {
		doc.Verbs = append(doc.Verbs, helpText{v.name, v.args, v.short, flagsOf(v), v.help()})
	}
	return doc
}
