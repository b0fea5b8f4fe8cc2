package httprpc

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// The headers of a call and the types of bodies. They are in the OpenAPI document.
const (
	headerTarget  = "Sig-Target"
	headerTimeout = "Sig-Timeout"
	headerKey     = "Idempotency-Key"
	headerPrefer  = "Prefer"
	lenient       = "handling=lenient"

	typeJSON    = "application/json"
	typeLines   = "application/x-ndjson"
	typeProblem = "application/problem+json"
)

// The headers of a trace are W3C Trace Context's, on every HTTP request or none.
const (
	headerTraceParent = "Traceparent"
	headerTraceState  = "Tracestate"
)

// A problem is an error in the form of RFC 9457.
type problem struct {
	Title      string  `json:"title"`
	Status     int     `json:"status"`
	Detail     string  `json:"detail,omitempty"`
	Code       string  `json:"code"`
	Runnable   string  `json:"runnable,omitempty"`
	Path       string  `json:"path,omitempty"`
	RetryAfter float64 `json:"retryAfter,omitempty"` // seconds
}

// codes are the names and statuses of errors.
var codes = []struct {
	code   sig.Code
	name   string
	status int
}{
	{sig.CodeInvalid, "invalid", 400},
	{sig.CodeDenied, "denied", 403},
	{sig.CodeScope, "scope", 403},
	{sig.CodeNotFound, "not-found", 404},
	{sig.CodeInstanceGone, "instance-gone", 410},
	{sig.CodeLimited, "limited", 429},
	{sig.CodeFailed, "failed", 500},
	{sig.CodePanic, "panic", 500},
	{sig.CodeBusy, "busy", 503},
	{sig.CodeDraining, "draining", 503},
	{sig.CodeTimeout, "timeout", 504},
}

// problemOf is what of an error is told to whoever called.
func problemOf(err error, late bool) problem {
	var e *sig.Error
	if !errors.As(err, &e) {
		e = &sig.Error{Code: sig.CodeFailed, Expected: "a call that ends well; the cause is not for its caller"}
		if late {
			e = &sig.Error{Code: sig.CodeTimeout, Expected: "an answer within the call's deadline"}
		}
	}
	p := problem{Title: e.Code.String(), Status: 500, Code: "failed", Detail: e.Expected, Runnable: e.Runnable, Path: e.Path, RetryAfter: e.Retry.Seconds()}
	if e.Code == sig.CodePanic {
		p.Detail = "a call that ends well; the runnable panicked"
	}
	for _, c := range codes {
		if c.code == e.Code {
			p.Code, p.Status = c.name, c.status
		}
	}
	return p
}

// err is the error that a problem was made of, without its cause.
func (p *problem) err() *sig.Error {
	e := &sig.Error{Code: sig.CodeFailed, Runnable: p.Runnable, Path: p.Path, Expected: p.Detail}
	for _, c := range codes {
		if c.name == p.Code {
			e.Code = c.code
		}
	}
	if p.RetryAfter > 0 && p.RetryAfter < 1e9 {
		e.Retry = time.Duration(p.RetryAfter * float64(time.Second))
	}
	return e
}

// A line is one line of a stream: exactly one of its members is there.
type line struct {
	Result json.RawMessage `json:"result"`
	Error  *problem        `json:"error"`
	End    bool            `json:"end"`
}

// quoteKey writes a key of idempotency as a structured field (RFC 8941): a string,
// or bytes when it has others than a string may.
func quoteKey(key string) string {
	for i := 0; i < len(key); i++ {
		if key[i] < ' ' || key[i] > '~' {
			return ":" + base64.StdEncoding.EncodeToString([]byte(key)) + ":"
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key) + `"`
}

// unquoteKey reads what quoteKey writes, and a key that stands there as it is.
func unquoteKey(v string) (key string, ok bool) {
	switch {
	case v == "":
		return "", false
	case v[0] == ':':
		if len(v) < 2 || v[len(v)-1] != ':' {
			return "", false
		}
		b, err := base64.StdEncoding.DecodeString(v[1 : len(v)-1])
		return string(b), err == nil && len(b) > 0
	case v[0] != '"':
		return v, true
	case len(v) < 3 || v[len(v)-1] != '"':
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(v)-1; i++ {
		if v[i] == '\\' {
			if i++; i == len(v)-1 || v[i] != '\\' && v[i] != '"' {
				return "", false
			}
		} else if v[i] == '"' {
			return "", false
		}
		b.WriteByte(v[i])
	}
	return b.String(), true
}

// splitRoute takes "route.runnable" apart; both must be names, since they become parts of a path.
func splitRoute(route string) (owner, runnable string, ok bool) {
	n := strings.LastIndexByte(route, '.')
	if n < 0 {
		return "", "", false
	}
	owner, runnable = route[:n], route[n+1:]
	return owner, runnable, sig.ValidName(owner) && sig.ValidName(runnable)
}
