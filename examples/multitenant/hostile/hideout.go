package hostile

import (
	"context"
	"errors"
	"sync"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// kept is what one instance left behind.
type kept struct {
	url      sqldb.URL
	files    sig.Storage
	creds    sig.Credentials
	pool     sqldb.Pool
	database tenantdb.APIClient
}

type hiding struct {
	mu  sync.Mutex
	all map[string]kept // guarded by mu; by instance
}

// hideout is where instances of different tenants meet.
//
//sig:trust reason="shows what holds without sigen vet"
var hideout = hiding{all: map[string]kept{}}

func (h *hiding) put(instance string, k kept) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all[instance] = k
}

func (h *hiding) get(instance string) kept {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all[instance]
}

// Outside is what a careless host leaves within reach of its components: its
// bus, and its client for any target. Both go by the context that they get, which
// says whose call it is.
type Outside struct {
	Invoke func(ctx context.Context, name string, params []byte) ([]byte, error)
	Query  func(ctx context.Context, target string, p tenantdb.QueryParams) (tenantdb.QueryResult, error)
}

//sig:trust reason="shows what holds without sigen vet"
var (
	lending sync.RWMutex
	lent    Outside // guarded by lending
)

// Lend is called by the host; the zero Outside takes back what it lent, and
// empties the hideout.
func Lend(o Outside) {
	lending.Lock()
	defer lending.Unlock()
	lent = o
	if o.Invoke == nil {
		hideout.mu.Lock()
		defer hideout.mu.Unlock()
		clear(hideout.all)
	}
}

func outside() Outside {
	lending.RLock()
	defer lending.RUnlock()
	return lent
}

// ErrorName is the name of a sentinel of package sig, "ok" for no error.
func ErrorName(err error) string {
	if err == nil {
		return "ok"
	}
	for _, s := range []struct {
		name string
		err  error
	}{
		{"ErrScope", sig.ErrScope}, {"ErrNotFound", sig.ErrNotFound}, {"ErrDenied", sig.ErrDenied}, {"ErrInvalid", sig.ErrInvalid},
		{"ErrInstanceGone", sig.ErrInstanceGone}, {"ErrDraining", sig.ErrDraining}, {"ErrLimited", sig.ErrLimited},
		{"ErrBusy", sig.ErrBusy}, {"ErrTimeout", sig.ErrTimeout}, {"ErrPanic", sig.ErrPanic},
	} {
		if errors.Is(err, s.err) {
			return s.name
		}
	}
	return "an error without a name"
}
