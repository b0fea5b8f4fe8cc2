// Command sigen generates what the //sig: directives of Go packages ask for.
//
// Run "sigen -h" for its verbs and flags. Its exit status is 0 when all is well,
// 1 when there is something to look at, 2 when it could not do its work.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// The exit statuses.
const (
	exitFine     = 0
	exitFindings = 1
	exitFailure  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole command: arguments in, exit status out.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if code, ok := vetVerb(ctx, args, stdout, stderr); ok {
		return code
	}
	cl, err := parse(args)
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "sigen: %v\nRun \"sigen -h\" for help.\n", err)
		return exitFailure
	case cl.help:
		fmt.Fprint(stdout, usage)
		return exitFine
	}
	c := command{commandLine: cl, stdout: stdout, stderr: stderr}
	switch cl.verb {
	case "version":
		return c.version()
	case "check":
		return c.check(ctx)
	default:
		return c.generate(ctx)
	}
}
