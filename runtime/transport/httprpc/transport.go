package httprpc

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Transport carries calls to a handler of this package. It implements sig.StreamTransport,
// and is safe for concurrent use.
type Transport struct {
	base      *url.URL
	client    http.Client
	authorize func(*http.Request) error
	maxAnswer int64
}

// New makes the transport to the server at base, an http or https URL below which the handler is.
func New(base string, opts ...Option) (*Transport, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, &sig.Error{Code: sig.CodeInvalid, Path: "base", Expected: "a URL like https://host/path, without user, query and fragment"}
	}
	t := &Transport{base: u, maxAnswer: 16 << 20}
	for _, o := range opts {
		o.transport(t)
	}
	t.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return t, nil
}

// Invoke carries a call and returns its encoded result. What the server refuses is a
// *sig.Error with the code, path, text and Retry that the server's had; when there is no answer the
// error is that of net/http, or the context's.
//
// A call of a tenant's component is sent as one for that tenant. A shared component
// outside of a tenant's call is sig.ErrDenied: the credentials that are sent are the process's, and
// would let it do more than it may here.
func (t *Transport) Invoke(ctx context.Context, call sig.Envelope) ([]byte, error) {
	res, err := t.send(ctx, call, typeJSON)
	if err != nil {
		return nil, err
	}
	defer drop(res)
	out, err := t.read(res.Body)
	if err != nil {
		return nil, t.failed(ctx, call.Route, err)
	}
	if !is(res, typeJSON) {
		return nil, noHandler(call.Route, res)
	}
	return out, nil
}

// InvokeStream carries a call and yields the encoded elements of its result as they come.
// It ends the request when whoever iterates wants no more.
func (t *Transport) InvokeStream(ctx context.Context, call sig.Envelope) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel() // the server's call ends with the request
		res, err := t.send(ctx, call, typeLines)
		if err != nil {
			yield(nil, err)
			return
		}
		defer res.Body.Close()
		if !is(res, typeLines) {
			yield(nil, noHandler(call.Route, res))
			return
		}
		lines := bufio.NewReader(res.Body)
		for {
			raw, err := t.line(lines)
			var l line
			if err == nil && json.Unmarshal(raw, &l) != nil {
				err = errors.New("a line that is no JSON object")
			}
			switch {
			case err != nil:
				yield(nil, t.failed(ctx, call.Route, err))
			case l.Error != nil:
				yield(nil, l.Error.err())
			case l.Result != nil:
				if yield(l.Result, nil) {
					continue
				}
			case !l.End:
				yield(nil, t.failed(ctx, call.Route, errors.New("a line that is neither result, error nor end")))
			}
			return
		}
	}
}

// line reads one line of a stream, without its end.
func (t *Transport) line(r *bufio.Reader) ([]byte, error) {
	var all []byte
	for {
		part, err := r.ReadSlice('\n')
		if int64(len(all)+len(part)) > t.maxAnswer {
			return nil, tooLong(t.maxAnswer)
		}
		all = append(all, part...)
		switch {
		case err == nil:
			return all[:len(all)-1], nil
		case err == io.EOF:
			return nil, io.ErrUnexpectedEOF // the last line says that it is
		case err != bufio.ErrBufferFull:
			return nil, err
		}
	}
}

// send makes the request of a call. Without an error the status is 200.
func (t *Transport) send(ctx context.Context, call sig.Envelope, accept string) (*http.Response, error) {
	owner, runnable, ok := splitRoute(call.Route)
	if !ok {
		return nil, &sig.Error{Code: sig.CodeInvalid, Runnable: call.Route, Expected: `"route.runnable"`}
	}
	switch kind := call.Caller.Kind(); {
	case kind == "none", kind != "host" && kind != "admin" && call.Caller.Tenant() == "":
		return nil, &sig.Error{Code: sig.CodeDenied, Runnable: call.Route, Expected: "a call of the host, of an admin component, or in the name of a tenant"}
	}
	if own := call.Caller.Tenant(); own != "" && call.Target == "" {
		call.Target = own
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.base.JoinPath(owner, runnable).String(), bytes.NewReader(call.Params))
	if err != nil {
		return nil, err
	}
	set := req.Header.Set
	set("Accept", accept)
	set(headerPrefer, lenient)
	if len(call.Params) > 0 {
		set("Content-Type", typeJSON)
	}
	if call.Target != "" {
		set(headerTarget, call.Target)
	}
	if call.IdempotencyKey != "" {
		set(headerKey, quoteKey(call.IdempotencyKey))
	}
	if call.TraceParent != "" {
		set(headerTraceParent, call.TraceParent)
		if call.TraceState != "" {
			set(headerTraceState, call.TraceState)
		}
	}
	if !call.Deadline.IsZero() {
		set(headerTimeout, strconv.FormatInt(max(0, time.Until(call.Deadline).Milliseconds()), 10))
	}
	if t.authorize != nil {
		if err := t.authorize(req); err != nil {
			return nil, &sig.Error{Code: sig.CodeDenied, Runnable: call.Route, Expected: "credentials for " + t.base.Host, Cause: err}
		}
	}
	res, err := t.client.Do(req)
	if err != nil {
		return nil, t.failed(ctx, call.Route, err)
	}
	if res.StatusCode == http.StatusOK {
		return res, nil
	}
	defer drop(res)
	if !is(res, typeProblem) {
		return nil, noHandler(call.Route, res)
	}
	body, err := t.read(res.Body)
	if err != nil {
		return nil, t.failed(ctx, call.Route, err)
	}
	var p problem
	if err := json.Unmarshal(body, &p); err != nil {
		return nil, t.failed(ctx, call.Route, err)
	}
	e := p.err()
	if e.Runnable == "" {
		e.Runnable = call.Route
	}
	return nil, e
}

// read reads an answer whole.
func (t *Transport) read(r io.Reader) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, t.maxAnswer+1))
	if err == nil && int64(len(out)) > t.maxAnswer {
		return nil, tooLong(t.maxAnswer)
	}
	return out, err
}

func tooLong(n int64) error {
	return &sig.Error{Code: sig.CodeLimited, Expected: fmt.Sprintf("an answer of at most %d bytes", n)}
}

// failed is the error of a call that has no answer.
func (t *Transport) failed(ctx context.Context, route string, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var e *sig.Error
	if errors.As(err, &e) {
		e.Runnable = route
		return e
	}
	return fmt.Errorf("httprpc: %s at %s: %w", route, t.base.Host, err)
}

// noHandler is the error of an answer that no handler of this package gave. It is not
// ErrNotFound: that nobody serves a runnable is for a handler to say.
func noHandler(route string, res *http.Response) error {
	return &sig.Error{Code: sig.CodeFailed, Runnable: route, Expected: "an answer of a handler of httprpc; this one is " + res.Status + " of type " + strconv.Quote(res.Header.Get("Content-Type"))}
}

func is(res *http.Response, media string) bool {
	got, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	return err == nil && got == media
}

// drop reads a little of what is left, so that the connection can be used again.
func drop(res *http.Response) {
	_, _ = io.CopyN(io.Discard, res.Body, 4<<10)
	_ = res.Body.Close()
}
