package httprpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler struct {
	k            *sig.Kernel
	tenant       func(*http.Request) (string, error)
	operator     func(*http.Request) bool
	origins      *http.CrossOriginProtection
	maxBody      int64
	bodyTimeout  time.Duration
	writeTimeout time.Duration
}

// NewHandler serves the runnables of k; the package's documentation says how. Without
// an identity, from tenancy.Middleware or from the options, every request is refused. It is safe
// for concurrent use. Its paths begin at the root: http.StripPrefix takes another prefix away.
func NewHandler(k *sig.Kernel, opts ...HandlerOption) http.Handler {
	h := &handler{k: k, origins: http.NewCrossOriginProtection(), maxBody: 1 << 20, bodyTimeout: 10 * time.Second, writeTimeout: 30 * time.Second}
	for _, o := range opts {
		o.handler(h)
	}
	return h
}

// A refusal is an error that HTTP has a status of its own for.
type refusal struct {
	status int
	err    *sig.Error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

func refuse(status int, code sig.Code, path, expected string) error {
	return &refusal{status, &sig.Error{Code: code, Path: path, Expected: expected}}
}

var errNobody = &sig.Error{Code: sig.CodeDenied, Expected: "a request with a verified identity"}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// What an answer says belongs to one caller, and is no page.
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	call, err := h.envelope(w, r)
	if err != nil {
		h.fail(w, err, false)
		return
	}
	if wantsLines(r) {
		h.stream(w, r, call)
		return
	}
	out, err := h.k.Accept(r.Context(), call)
	if err != nil {
		h.fail(w, err, late(r, call, err))
		return
	}
	h.write(w, typeJSON, http.StatusOK, out)
}

// envelope makes the call of a request: who, what, and then its body.
func (h *handler) envelope(w http.ResponseWriter, r *http.Request) (call sig.Envelope, err error) {
	if call.Caller, call.Target, err = h.identity(r); err != nil {
		return call, err
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return call, refuse(http.StatusMethodNotAllowed, sig.CodeInvalid, "", "the method POST")
	}
	owner, runnable, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	// A path with an escape is another spelling of a name or none: a proxy in between may read it otherwise.
	if !ok || r.URL.RawPath != "" || !strings.HasPrefix(r.URL.Path, "/") || !sig.ValidName(owner) || !sig.ValidName(runnable) {
		return call, &sig.Error{Code: sig.CodeNotFound, Expected: "a path like /route/runnable"}
	}
	call.Route = owner + "." + runnable
	if r.URL.RawQuery != "" {
		return call, &sig.Error{Code: sig.CodeInvalid, Runnable: call.Route, Path: "query", Expected: "no query; params are the body"}
	}
	if err := h.headers(r, &call); err != nil {
		return call, err
	}
	call.Params, err = h.body(w, r)
	return call, err
}

// identity is who calls and which target they name. The error is the same for all who are nobody.
func (h *handler) identity(r *http.Request) (c sig.Caller, target string, err error) {
	if err := h.origins.Check(r); err != nil {
		return c, "", refuse(http.StatusForbidden, sig.CodeDenied, "origin", "a request of the same origin")
	}
	target, err = only(r, headerTarget)
	if c, ok := sig.CallerOf(r.Context()); ok && c.Tenant() != "" {
		return c, target, err
	}
	if h.tenant != nil {
		if name, failed := h.tenant(r); failed == nil && name != "" {
			return bound(r.Context(), name, target, err)
		}
	}
	if h.operator == nil || !h.operator(r) {
		return sig.Caller{}, "", errNobody
	}
	if err != nil || target == "" {
		return h.k.HostCaller(), "", err
	}
	return bound(r.Context(), target, target, nil)
}

// bound is the host code of one tenant, the only power that a call in a tenant needs.
func bound(ctx context.Context, tenant, target string, err error) (sig.Caller, string, error) {
	ctx, failed := sig.ForTenant(ctx, tenant)
	if failed != nil {
		return sig.Caller{}, "", errNobody
	}
	c, _ := sig.CallerOf(ctx)
	return c, target, err
}

// only is a header that may stand once.
func only(r *http.Request, name string) (string, error) {
	switch v := r.Header.Values(name); len(v) {
	case 0:
		return "", nil
	case 1:
		return v[0], nil
	}
	return "", &sig.Error{Code: sig.CodeInvalid, Path: name, Expected: "the header once"}
}

// headers reads what a call says beside its params.
func (h *handler) headers(r *http.Request, call *sig.Envelope) error {
	bad := func(name, expected string) error {
		return &sig.Error{Code: sig.CodeInvalid, Runnable: call.Route, Path: name, Expected: expected}
	}
	key, err := only(r, headerKey)
	if err != nil {
		return err
	}
	if _, has := r.Header[headerKey]; has {
		var ok bool
		if call.IdempotencyKey, ok = unquoteKey(key); !ok {
			return bad(headerKey, `a key as it stands, "quoted", or :base64:`)
		}
	}
	ms, err := only(r, headerTimeout)
	if err != nil {
		return err
	}
	if ms != "" {
		n, err := strconv.ParseUint(ms, 10, 40) // 34 years
		if err != nil {
			return bad(headerTimeout, "a whole number of milliseconds")
		}
		call.Deadline = time.Now().Add(time.Duration(n) * time.Millisecond)
	}
	// What is none is no trace: a header that a proxy spoilt fails no call (W3C Trace Context, 3.2).
	if parents := r.Header.Values(headerTraceParent); len(parents) == 1 {
		call.TraceParent, call.TraceState = parents[0], strings.Join(r.Header.Values(headerTraceState), ",")
	}
	call.Strict = true
	for _, p := range r.Header.Values(headerPrefer) {
		for p := range strings.SplitSeq(p, ",") {
			call.Strict = call.Strict && !strings.EqualFold(strings.TrimSpace(p), lenient)
		}
	}
	return nil
}

// body reads the params, as much and as long as is allowed.
func (h *handler) body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if len(r.TransferEncoding) > 0 {
		// A request with chunks and a length ends in two places; net/http does not tell, so what follows is not read.
		w.Header().Set("Connection", "close")
		return nil, refuse(http.StatusLengthRequired, sig.CodeInvalid, "Content-Length", "a body with a length instead of chunks")
	}
	if r.ContentLength != 0 {
		if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != typeJSON {
			return nil, refuse(http.StatusUnsupportedMediaType, sig.CodeInvalid, "Content-Type", typeJSON)
		}
		if e := r.Header.Get("Content-Encoding"); e != "" && e != "identity" {
			return nil, refuse(http.StatusUnsupportedMediaType, sig.CodeInvalid, "Content-Encoding", "a body without an encoding")
		}
	}
	long := refuse(http.StatusRequestEntityTooLarge, sig.CodeInvalid, "", fmt.Sprintf("a body of at most %d bytes", h.maxBody))
	if r.ContentLength > h.maxBody {
		w.Header().Set("Connection", "close") // what comes is not read
		return nil, long
	}
	ctl := http.NewResponseController(w)
	slow := h.bodyTimeout > 0 && ctl.SetReadDeadline(time.Now().Add(h.bodyTimeout)) == nil
	in, err := io.ReadAll(http.MaxBytesReader(w, r.Body, h.maxBody))
	if slow {
		_ = ctl.SetReadDeadline(time.Time{}) // it was set before
	}
	var tooLong *http.MaxBytesError
	switch {
	case err == nil:
		return in, nil
	case errors.As(err, &tooLong):
		return nil, long
	case errors.Is(err, os.ErrDeadlineExceeded):
		w.Header().Set("Connection", "close")
		return nil, refuse(http.StatusRequestTimeout, sig.CodeTimeout, "", "a body that comes within "+h.bodyTimeout.String())
	}
	return nil, refuse(http.StatusBadRequest, sig.CodeInvalid, "", "a whole body")
}

// wantsLines reports whether a request asks for the lines of a stream.
func wantsLines(r *http.Request) bool {
	for _, a := range r.Header.Values("Accept") {
		for a := range strings.SplitSeq(a, ",") {
			if media, _, err := mime.ParseMediaType(a); err == nil && media == typeLines {
				return true
			}
		}
	}
	return false
}

// stream answers the lines of a stream as they come.
func (h *handler) stream(w http.ResponseWriter, r *http.Request, call sig.Envelope) {
	began := false
	var buf []byte
	put := func(more ...[]byte) bool {
		if !began {
			began = true
			w.Header().Set("Content-Type", typeLines)
			w.Header().Set("X-Accel-Buffering", "no") // a proxy that would keep lines back
			w.WriteHeader(http.StatusOK)
		}
		buf = buf[:0]
		for _, b := range more {
			buf = append(buf, b...)
		}
		ctl := http.NewResponseController(w)
		h.mayWrite(ctl)
		_, err := w.Write(append(buf, '\n'))
		if err == nil {
			err = ctl.Flush()
		}
		return err == nil
	}
	for elem, err := range h.k.AcceptStream(r.Context(), call) {
		if err != nil && !began {
			h.fail(w, err, late(r, call, err))
			return
		}
		if err != nil {
			p, _ := json.Marshal(problemOf(err, late(r, call, err))) // texts and numbers
			put([]byte(`{"error":`), p, []byte(`}`))
			return
		}
		if !put([]byte(`{"result":`), elem, []byte(`}`)) {
			return // nobody listens
		}
	}
	put([]byte(`{"end":true}`))
}

// late reports whether an error is the end of the caller's own deadline.
func late(r *http.Request, call sig.Envelope, err error) bool {
	return errors.Is(err, context.DeadlineExceeded) && (r.Context().Err() != nil || !call.Deadline.IsZero() && !time.Now().Before(call.Deadline))
}

// fail answers an error; late says that the caller's time is over.
func (h *handler) fail(w http.ResponseWriter, err error, late bool) {
	p := problemOf(err, late)
	var own *refusal
	if errors.As(err, &own) {
		p.Status = own.status
	}
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(p.RetryAfter))))
	}
	out, _ := json.Marshal(p) // texts and numbers
	h.write(w, typeProblem, p.Status, out)
}

func (h *handler) write(w http.ResponseWriter, media string, status int, out []byte) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Length", strconv.Itoa(len(out)))
	h.mayWrite(http.NewResponseController(w))
	w.WriteHeader(status)
	_, _ = w.Write(out) // whoever asked may be gone
}

// mayWrite gives the next bytes their time. A writer that has no deadlines belongs to a test.
func (h *handler) mayWrite(ctl *http.ResponseController) {
	if h.writeTimeout > 0 {
		_ = ctl.SetWriteDeadline(time.Now().Add(h.writeTimeout))
	}
}
