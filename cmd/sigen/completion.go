package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
)

// completionVerb prints a script for a shell. Verbs and flags are asked of the
// verbs themselves, so the scripts name what this binary knows.
var completionVerb = &verb{
	name:  "completion",
	args:  "[-json] SHELL",
	short: "print a script for a shell",
	usage: `sigen completion prints a script that completes sigen's verbs and flags.

	source <(sigen completion bash)
	sigen completion zsh  > "${fpath[1]}/_sigen"
	sigen completion fish > ~/.config/fish/completions/sigen.fish

Usage:

	sigen completion [-json] bash|zsh|fish

	-json    print the shell and the script as JSON with a schema version
`,
	setup: func(c *command) func(ctx context.Context) int {
		asJSON := c.flags.Bool("json", false, "")
		return func(context.Context) int {
			if len(c.args) != 1 {
				return c.misused(fmt.Errorf("expected one shell: bash, zsh or fish"))
			}
			script := map[string]func() string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}[c.args[0]]
			if script == nil {
				return c.misused(fmt.Errorf("shell %q: expected bash, zsh or fish", c.args[0]))
			}
			var err error
			if *asJSON {
				err = c.printJSON(completionDocument{completionSchema, c.args[0], script()})
			} else {
				_, err = io.WriteString(c.stdout, script())
			}
			if err != nil {
				return c.fail(err)
			}
			return exitFine
		}
	},
}

// completionSchema is the version of what "completion -json" prints.
const completionSchema = 1

type completionDocument struct {
	Version int    `json:"version"`
	Shell   string `json:"shell"`
	Script  string `json:"script"`
}

// flagsOf are the flags of a verb with their dash, in order.
func flagsOf(v *verb) []string {
	c, _ := newCommand(v, io.Discard, io.Discard)
	var out []string
	c.flags.VisitAll(func(f *flag.Flag) { out = append(out, "-"+f.Name) })
	return append(out, "-h")
}

func verbNames() []string {
	var out []string
	for _, v := range verbs {
		if v.name != "" {
			out = append(out, v.name)
		}
	}
	return out
}

func bashCompletion() string {
	var b strings.Builder
	b.WriteString("# sigen completion for bash\n_sigen() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} words\n\tcase $verb in\n")
	for _, v := range verbs {
		if v.name != "" {
			fmt.Fprintf(&b, "\t%s) words=%q ;;\n", v.name, strings.Join(flagsOf(v), " "))
		}
	}
	fmt.Fprintf(&b, "\t*) words=%q ;;\n\tesac\n", strings.Join(flagsOf(generateVerb), " "))
	fmt.Fprintf(&b, "\tif [ \"$COMP_CWORD\" = 1 ]; then words=\"$words %s\"; fi\n", strings.Join(verbNames(), " "))
	b.WriteString("\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n\tif [ ${#COMPREPLY[@]} = 0 ]; then COMPREPLY=($(compgen -d -- \"$cur\")); fi\n}\ncomplete -F _sigen sigen\n")
	return b.String()
}

func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef sigen\n# sigen completion for zsh\n_sigen() {\n\tlocal -a verbs\n\tverbs=(\n")
	for _, v := range verbs {
		if v.name != "" {
			fmt.Fprintf(&b, "\t\t%q\n", v.name+":"+v.short)
		}
	}
	b.WriteString("\t)\n\tcase $words[2] in\n")
	for _, v := range verbs {
		if v.name != "" {
			fmt.Fprintf(&b, "\t%s) compadd -- %s ;;\n", v.name, strings.Join(flagsOf(v), " "))
		}
	}
	fmt.Fprintf(&b, "\t*) _describe verb verbs; compadd -- %s ;;\n\tesac\n\t_files -/\n}\n_sigen \"$@\"\n", strings.Join(flagsOf(generateVerb), " "))
	return b.String()
}

func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# sigen completion for fish\n")
	for _, v := range verbs {
		if v.name == "" {
			for _, f := range flagsOf(v) {
				fmt.Fprintf(&b, "complete -c sigen -n __fish_use_subcommand -o %s\n", f[1:])
			}
			continue
		}
		fmt.Fprintf(&b, "complete -c sigen -n __fish_use_subcommand -a %s -d %q\n", v.name, v.short)
		for _, f := range flagsOf(v) {
			fmt.Fprintf(&b, "complete -c sigen -n '__fish_seen_subcommand_from %s' -o %s\n", v.name, f[1:])
		}
	}
	return b.String()
}
