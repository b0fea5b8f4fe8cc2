package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

const usage = `sigen generates what //sig: directives ask for.

Usage:

	sigen [flags] [packages]          write sig_gen.go where a package asks for it
	sigen check [flags] [packages]    report mistakes; print a diff where a file is stale
	sigen vet [flags] [packages]      prove that components are isolated; see sigen vet -h
	sigen version [-json]             print version, revision and Go version

Packages are named as for go build; without any it is the one in the working
directory. A pattern with ... matches below a testdata directory too where that
has a file .sigen. Of the files that sigen wrote, those that are equal keep their
modification time, and those that nothing asks for any more are removed.

Flags:

	-C dir       work in dir
	-tags list   build tags, separated by commas
	-json        print diagnostics (of check also the stale files, of version the
	             build) as JSON with a schema version, on standard output
	-h           print this text

Exit status: 0 all is well; 1 mistakes, or stale files under check; 2 failure.

In a module that uses sigen:

	go get -tool github.com/sigen-dev/sigen/cmd/sigen
	//go:generate go tool sigen ./...
`

// A commandLine is what the arguments say.
type commandLine struct {
	verb     string // "", "check", "version"
	dir      string
	tags     []string
	patterns []string
	json     bool
	help     bool
}

// parse reads the arguments: flags may stand before and behind the verb.
func parse(args []string) (commandLine, error) {
	var cl commandLine
	var tags string
	fs := flag.NewFlagSet("sigen", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	fs.StringVar(&cl.dir, "C", "", "")
	fs.StringVar(&tags, "tags", "", "")
	fs.BoolVar(&cl.json, "json", false, "")
	version := fs.Bool("version", false, "")
	if err := fs.Parse(args); err != nil {
		return parseFailed(cl, err)
	}
	rest := fs.Args()
	if len(rest) > 0 && (rest[0] == "check" || rest[0] == "version" || rest[0] == "help") {
		cl.verb = rest[0]
		if err := fs.Parse(rest[1:]); err != nil {
			return parseFailed(cl, err)
		}
		rest = fs.Args()
	}
	if *version {
		cl.verb = "version"
	}
	if cl.verb == "help" {
		cl.help = true
		return cl, nil
	}
	for _, p := range rest {
		if strings.HasPrefix(p, "-") {
			return cl, fmt.Errorf("flag %s stands behind a package; write it before the packages", p)
		}
		if p == "" {
			return cl, errors.New("a package pattern is empty")
		}
	}
	if cl.verb == "version" && len(rest) > 0 {
		return cl, fmt.Errorf("version takes no packages, but there is %q", rest[0])
	}
	cl.patterns = rest
	cl.tags = strings.FieldsFunc(tags, func(r rune) bool { return r == ',' || r == ' ' })
	return cl, nil
}

func parseFailed(cl commandLine, err error) (commandLine, error) {
	if errors.Is(err, flag.ErrHelp) {
		cl.help = true
		return cl, nil
	}
	return cl, err
}
