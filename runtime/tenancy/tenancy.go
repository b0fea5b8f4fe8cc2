// Package tenancy brings tenants into a program that exists already: a middleware
// of net/http binds each request to a verified tenant, and whatever host clients and
// the bus do with the request's context stays within that tenant.
//
//	mux.Handle("/", tenancy.Middleware(tenantOf)(handler))
//
//	func handler(w http.ResponseWriter, r *http.Request) {
//		target, _ := tenancy.Target(r.Context())
//		rows, err := db.Target(target).Query(r.Context(), params) // another target is ErrNotFound
//
// Calls into a tenant end the context's values; deadline and cancellation go on.
package tenancy

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Middleware binds requests to the tenant that resolve finds for them: from a
// verified token, a client certificate, a session, never from a parameter that the
// client may choose. Without a tenant, or with an error, the request is refused with
// 403 and goes no further; the answer does not say why, so that it tells nobody who exists.
// A nil resolve refuses everything.
func Middleware(resolve func(*http.Request) (target string, err error)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, err := bind(r, resolve)
			if err != nil {
				http.Error(w, http.StatusText(http.StatusForbidden), http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

func bind(r *http.Request, resolve func(*http.Request) (string, error)) (context.Context, error) {
	if resolve == nil {
		return nil, sig.ErrDenied
	}
	target, err := resolve(r)
	if err != nil {
		return nil, err
	}
	return WithTarget(r.Context(), target)
}

// WithTarget binds host code to a verified tenant, as Middleware does for a request.
// A name that breaks the grammar of names, the empty one too, is ErrInvalid; a context that belongs
// to another tenant is ErrScope.
func WithTarget(ctx context.Context, target string) (context.Context, error) {
	return sig.ForTenant(ctx, target)
}

// Target is the tenant that ctx is bound to.
func Target(ctx context.Context) (string, bool) {
	c, ok := sig.CallerOf(ctx)
	return c.Tenant(), ok && c.Tenant() != ""
}
