package sqldb

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// errNoKernel is what the zero Pool answers.
var errNoKernel = &sig.Error{Code: sig.CodeDenied, Expected: "a sqldb.Pool minted by a kernel; declare it as a field with `sig:\"requires\"`"}

var errNoScope = &sig.Error{Code: sig.CodeDenied, Expected: "a scope that a kernel made"}

// The errors of backend, under short names.
var (
	invalid    = backend.Invalid
	errForeign = backend.Foreign
	failed     = backend.Failed
	ctxError   = backend.Ended
)
