package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// A verb is one thing that sigen does. Each is a file of its own: a value of this
// type, listed in verbs.
type verb struct {
	name  string // as it is typed; "" is what sigen does without one
	args  string // what stands behind it, for the help: "[flags] [packages]"
	short string // one line for the help
	usage string // what -h prints behind the verb; "" is the general help
	// setup registers the verb's flags with c.flags and returns what does the
	// work, called when they are parsed: c.args is what stands behind the flags.
	setup func(c *command) func(ctx context.Context) int
}

// verbs are all verbs, in the order of the help.
var verbs []*verb

func init() { // at run time, so that a verb may look at all of them
	verbs = []*verb{generateVerb, checkVerb, diffVerb, vetVerb, listVerb, graphVerb, docVerb, schemaVerb, explainVerb, initVerb, newVerb, completionVerb, watchVerb, cacheVerb, versionVerb, helpVerb}
}

// A command is one run of a verb: its arguments and where it prints to.
type command struct {
	name           string
	flags          *flag.FlagSet
	args           []string
	stdout, stderr io.Writer
}

// newCommand makes the command of a verb with its flags registered.
func newCommand(v *verb, stdout, stderr io.Writer) (*command, func(context.Context) int) {
	name := strings.TrimSpace("sigen " + v.name)
	c := &command{name: name, flags: flag.NewFlagSet(name, flag.ContinueOnError), stdout: stdout, stderr: stderr}
	c.flags.SetOutput(io.Discard)
	c.flags.Usage = func() {}
	return c, v.setup(c)
}

// find reads the verb of a command line. Flags may stand before it too: args comes back without the verb.
func find(args []string) (v *verb, rest []string, err error) {
	c, _ := newCommand(generateVerb, io.Discard, io.Discard)
	if err := c.flags.Parse(args); err != nil {
		return generateVerb, args, err
	}
	at := len(args) - c.flags.NArg()
	if at == len(args) || at > 0 && args[at-1] == "--" {
		return generateVerb, args, nil
	}
	if v := verbNamed(args[at]); v != nil {
		return v, append(args[:at:at], args[at+1:]...), nil
	}
	return generateVerb, args, nil
}

// run is the whole command: arguments in, exit status out.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	v, rest, err := find(args)
	c, do := newCommand(v, stdout, stderr)
	if err == nil {
		err = c.flags.Parse(rest)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, v.help())
		return exitFine
	case err != nil:
		return c.misused(err)
	}
	c.args = c.flags.Args()
	for _, a := range c.args {
		switch {
		case strings.HasPrefix(a, "-"):
			return c.misused(fmt.Errorf("flag %s stands behind a package; write it before the packages", a))
		case a == "":
			return c.misused(errors.New("an argument is empty"))
		}
	}
	return do(ctx)
}

// misused says that the command line is wrong, and where help is.
func (c *command) misused(err error) int {
	fmt.Fprintf(c.stderr, "%s: %v\nRun \"%s -h\" for help.\n", c.name, err, c.name)
	return exitFailure
}

// fail says that the work could not be done.
func (c *command) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted; nothing was written")
	}
	fmt.Fprintf(c.stderr, "%s: %v\n", c.name, err)
	return exitFailure
}

// usage is the general help.
func usage() string {
	var b strings.Builder
	b.WriteString("sigen generates what //sig: directives ask for.\n\nUsage:\n\n")
	for _, v := range verbs {
		line := strings.TrimSpace("sigen " + v.name)
		fmt.Fprintf(&b, "\t%-34s%s\n", strings.TrimSpace(line+" "+v.args), v.short)
	}
	b.WriteString(usageTail)
	return b.String()
}

const usageTail = `
Packages are named as for go build; without any it is the one in the working
directory. A pattern with ... matches below a testdata directory too where that
has a file .sigen. Of the files that sigen wrote, those that are equal keep their
modification time, and those that nothing asks for any more are removed.

Flags of sigen and sigen check; "sigen VERB -h" has those of the others:

	-C dir       work in dir
	-tags list   build tags, separated by commas
	-json        print diagnostics and changed files as JSON with a schema version,
	             on standard output
	-n           write nothing, and say what would be written (not for check)
	-v           say which files change
	-timings     print how long each phase took
	-cache dir   where to keep what was found, for the next run; off for nowhere

Exit status: 0 all is well; 1 mistakes, or stale files under check; 2 failure.

In a module that uses sigen:

	go get -tool github.com/sigen-dev/sigen/cmd/sigen
	//go:generate go tool sigen ./...
`
