// Package httprpc carries calls over HTTP: [NewHandler] serves the runnables of a kernel,
// as the OpenAPI document that "sigen schema" writes says, and [New] makes the transport by
// which the generated clients of another process call them.
//
//	mux.Handle("/rpc/", http.StripPrefix("/rpc", httprpc.NewHandler(k, httprpc.WithTenant(tenantOf))))
//
//	t, err := httprpc.New("https://shop.internal/rpc", httprpc.WithAuthorization(addToken))
//	k := sig.New(sig.WithTransport(t))
//	rates := api.NewRatesClient(k).Target("acme") // the same client as in process
//
// # Calls
//
// A call is POST /{route}/{runnable} with its params, application/json, as the body, and
// answers 200 with its result. An instance may stand in the place of the route. There is
// nothing else: no query, no other method, no escape in the path, no chunked body.
//
//	Sig-Target         the tenant that is meant; see Identity
//	Sig-Timeout        how many milliseconds the caller waits; the runnable's own timeout= holds besides
//	Idempotency-Key    as sig.WithIdempotencyKey: a key as it stands, or "quoted", or :base64:
//	Prefer             handling=lenient ignores members that the schema of the params does not know
//	Accept             application/x-ndjson asks for the lines of a stream
//
// A trace goes along as W3C Trace Context (traceparent, tracestate), for observers that are a sig.TracePropagator.
//
// # Identity
//
// Who calls is decided by what was verified: the tenant of the request's context, if
// tenancy.Middleware bound it, or what the function of [WithTenant] finds, or else, if the function
// of [WithOperator] says so, the host. Everybody else gets 403, whatever the path. A tenant reaches
// its own instances and shared components. Sig-Target may repeat its name, and another name there
// is answered like one that nobody has. An operator names the tenant in Sig-Target and is then
// that tenant's host code; without it, it reaches shared and admin components. Nothing in a path, query or body is an identity.
// Requests that a browser makes for another origin are refused ([WithTrustedOrigins]).
//
// # Errors
//
// An error is application/problem+json (RFC 9457). Its member code is stable, and so is the status
// that goes with it; detail says what was expected. Retry-After, and more exactly the member
// retryAfter, say when trying again is worth it. Neither the cause of an error nor the text of one
// that is no *sig.Error is sent: a component that has something to tell its caller returns a
// *sig.Error. The transport makes the same *sig.Error of it again, so that errors.Is and errors.As
// find what they find in process, the cause aside.
//
// # Streams
//
// A stream is answered as a JSON array of 16 MiB at most, or, to whoever asks for
// application/x-ndjson, as lines as they come: {"result":…} for each element, and last either
// {"end":true} or {"error":{…}}, a problem. What ends without one of these was cut off. A
// runnable that is no stream has one element. Lines were preferred to
// server-sent events because those are for EventSource, which can neither POST nor
// authenticate, and frame text instead of JSON. An error before the first element is an answer of its own, with its status.
package httprpc
