package core

import "context"

// HTTP is one scope's way to servers outside: those that configuration allows
// it, over connections of its own. The zero value answers ErrDenied, a kept one
// ErrInstanceGone. It is safe for concurrent use.
type HTTP struct{ h *httpHandle }

type httpHandle struct {
	scope Scope
	b     HTTPBackend
}

// An HTTPRequest is one request. The zero Method is GET.
type HTTPRequest struct {
	Method string
	URL    string
	Header map[string][]string
	Body   []byte
}

// An HTTPResponse is the whole answer; it belongs to the caller.
type HTTPResponse struct {
	Status int
	Header map[string][]string
	Body   []byte
}

// HTTPBackend sends requests for one scope. The provider of egress makes one per
// scope; where it may go is its business.
type HTTPBackend interface {
	SendHTTP(ctx context.Context, r HTTPRequest) (*HTTPResponse, error)
}

// NewHTTP mints a handle over a backend; providers call it in Open.
func NewHTTP(s Scope, b HTTPBackend) HTTP { return HTTP{h: &httpHandle{scope: s, b: b}} }

// Do sends a request and returns the whole answer, whatever its status. A server
// that the scope's allow-list does not name is ErrScope, before anything is sent;
// a redirect to one ends there with the same error.
func (h HTTP) Do(ctx context.Context, r HTTPRequest) (*HTTPResponse, error) {
	if h.h == nil {
		return nil, errNoScope
	}
	if err := h.h.scope.Admits(ctx); err != nil {
		return nil, err
	}
	overhearRequest(h.h.scope, &r)
	return h.h.b.SendHTTP(ctx, r)
}
