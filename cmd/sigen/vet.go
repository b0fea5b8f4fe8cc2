package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/sigen-dev/sigen/gen/vet"
)

const vetUsage = `sigen vet says for each tenant and shared component whether two tenants are kept apart.

Usage:

	sigen vet [flags] [packages]

The answer is proved, leak, or undecided with the reason, relative to the trust
base that -v prints. A //sig:trust reason="…" on a line accepts one finding.

Flags:

	-C dir           work in dir
	-tags list       build tags, separated by commas
	-require proved  fail for what is undecided too
	-trusted         list the lines that accept findings
	-reveals         list the uses of Secret.Reveal
	-v               print every component and the trust base
	-json            print the report as JSON with a schema version

Exit status: 0 no leak (with -require proved: all proved); 1 findings; 2 failure.
For editors and go vet: go vet -vettool=$(go tool -n sigen) ./...
`

// vetVerb runs the verb vet, and answers go vet -vettool; false for other arguments.
func vetVerb(ctx context.Context, args []string, stdout, stderr io.Writer) (code int, ok bool) {
	if code, ok := vet.Tool(args, stdout, stderr); ok {
		return code, true
	}
	if len(args) == 0 || args[0] != "vet" {
		return 0, false
	}
	return runVet(ctx, args[1:], stdout, stderr), true
}

// runVet is the verb vet with the arguments behind it.
func runVet(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("sigen vet", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	dir := fs.String("C", "", "")
	tags := fs.String("tags", "", "")
	require := fs.String("require", "", "")
	asJSON := fs.Bool("json", false, "")
	var o vet.Options
	fs.BoolVar(&o.Trusted, "trusted", false, "")
	fs.BoolVar(&o.Reveals, "reveals", false, "")
	fs.BoolVar(&o.Verbose, "v", false, "")
	err := fs.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, vetUsage)
		return exitFine
	}
	if err == nil && *require != "" && *require != string(vet.Proved) {
		err = fmt.Errorf("-require %q: the only thing to require is proved", *require)
	}
	if err != nil {
		fmt.Fprintf(stderr, "sigen vet: %v\nRun \"sigen vet -h\" for help.\n", err)
		return exitFailure
	}
	cfg := vet.Config{Dir: *dir, Patterns: fs.Args()}
	if *tags != "" {
		cfg.Tags = []string{*tags}
	}
	r, err := vet.Run(ctx, cfg)
	if err != nil {
		fmt.Fprintf(stderr, "sigen vet: %v\n", err)
		return exitFailure
	}
	if *asJSON {
		err = r.PrintJSON(stdout)
	} else {
		err = r.Print(stdout, o)
	}
	if err != nil {
		fmt.Fprintf(stderr, "sigen vet: %v\n", err)
		return exitFailure
	}
	if r.Failed(*require != "") {
		return exitFindings
	}
	return exitFine
}
