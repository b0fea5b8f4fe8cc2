// Command sigen generates what the //sig: directives of Go packages ask for.
//
// Run "sigen -h" for its verbs and flags. Its exit status is 0 when all is well,
// 1 when there is something to look at, 2 when it could not do its work.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/sigen-dev/sigen/gen/vet"
)

// The exit statuses.
const (
	exitFine     = 0
	exitFindings = 1
	exitFailure  = 2
)

func main() {
	debug.SetGCPercent(400) // a run is short, and its heap far from what machines have
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, asked := vet.Tool(os.Args[1:], os.Stdout, os.Stderr) // by go vet -vettool
	if !asked {
		code = run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	}
	stop()
	os.Exit(code)
}
