// Command multitenant is the example to start from: one contract, isolated tenants,
// each on its own real database, through code that sigen generated.
//
//	go run ./examples/multitenant          six sections of text
//	go run ./examples/multitenant -json    the same facts as one JSON document
//
// It needs no server, works in a temporary directory, and takes a few seconds.
// The exit status is 0 when every fact is as it should be, 1 when one is not or
// the program fails, 2 for wrong usage. README.md says how to read it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/sigen-dev/sigen/examples/multitenant/internal/demo"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with everything passed in.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("multitenant", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "usage: multitenant [flags]\n\nIsolated tenants on real databases, shown in six sections.\n\n")
		flags.PrintDefaults()
	}
	asJSON := flags.Bool("json", false, "print the facts as one JSON document")
	dir := flags.String("dir", "", "work in this `directory` and leave it; otherwise in a temporary one that is removed")
	seconds := flags.Float64("seconds", 1, "for how many `seconds` callers call all tenants, in each of the two sections that do")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0 || *seconds < 0 || *seconds > 3600:
		fmt.Fprintln(stderr, "multitenant: no arguments are taken, and -seconds is 0 to 3600")
		flags.Usage()
		return 2
	}
	o := demo.Options{Dir: *dir, Hammer: time.Duration(*seconds * float64(time.Second))}
	if !*asJSON {
		o.Out, o.Color = stdout, colored(stdout)
	}
	report, err := demo.Run(ctx, o)
	if err != nil {
		fmt.Fprintln(stderr, "multitenant:", err)
		return 1
	}
	if *asJSON {
		e := json.NewEncoder(stdout)
		e.SetIndent("", "  ")
		if err := e.Encode(report); err != nil {
			fmt.Fprintln(stderr, "multitenant:", err)
			return 1
		}
	}
	if len(report.Wrong) > 0 {
		return 1
	}
	return 0
}

// colored reports whether w is a terminal whose user did not ask for plain text.
func colored(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
