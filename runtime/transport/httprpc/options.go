package httprpc

import (
	"net/http"
	"time"
)

// A HandlerOption configures NewHandler.
type HandlerOption interface{ handler(*handler) }

type handlerOption func(*handler)

func (f handlerOption) handler(h *handler) { f(h) }

// WithTenant finds the verified tenant of a request, as the function of
// tenancy.Middleware does: from a token, a client certificate, a session, never from what the
// client may choose. "" or an error is no tenant. It must be safe for concurrent use.
func WithTenant(resolve func(*http.Request) (target string, err error)) HandlerOption {
	return handlerOption(func(h *handler) { h.tenant = resolve })
}

// WithOperator reports whether whoever sent a request, verified, may act for every
// tenant: another process of the same operator. It is asked about requests without a tenant
// only. It must be safe for concurrent use.
func WithOperator(is func(*http.Request) bool) HandlerOption {
	return handlerOption(func(h *handler) { h.operator = is })
}

// WithTrustedOrigins lets browsers call from other origins, such as
// "https://app.example.com". It panics for what is no origin.
func WithTrustedOrigins(origins ...string) HandlerOption {
	return handlerOption(func(h *handler) {
		for _, o := range origins {
			if err := h.origins.AddTrustedOrigin(o); err != nil {
				panic("httprpc.WithTrustedOrigins: " + err.Error())
			}
		}
	})
}

// WithMaxBody bounds the bytes of a request's body, 1 MiB by default. More are 413.
func WithMaxBody(n int64) HandlerOption {
	return handlerOption(func(h *handler) { h.maxBody = n })
}

// WithBodyTimeout bounds how long a request's body may take to come, 10 seconds by
// default; then the answer is 408 and the connection ends.
func WithBodyTimeout(d time.Duration) HandlerOption {
	return handlerOption(func(h *handler) { h.bodyTimeout = d })
}

// WithWriteTimeout bounds how long an answer, or a line of a stream, may take to be
// taken, 30 seconds by default; then the connection ends, and so does the call.
func WithWriteTimeout(d time.Duration) HandlerOption {
	return handlerOption(func(h *handler) { h.writeTimeout = d })
}

// An Option configures New.
type Option interface{ transport(*Transport) }

type option func(*Transport)

func (f option) transport(t *Transport) { f(t) }

// WithClient sends requests with c, http.DefaultTransport's settings by default. Its
// redirects are not followed: credentials go to the server that they are for.
func WithClient(c *http.Client) Option {
	return option(func(t *Transport) { t.client = *c })
}

// WithAuthorization has add put credentials into every request before it is sent. An
// error of it is the call's. It must be safe for concurrent use.
func WithAuthorization(add func(*http.Request) error) Option {
	return option(func(t *Transport) { t.authorize = add })
}

// WithMaxAnswer bounds the bytes of an answer, and of one line of a stream, 16 MiB by
// default. More are sig.ErrLimited.
func WithMaxAnswer(n int64) Option {
	return option(func(t *Transport) { t.maxAnswer = n })
}
