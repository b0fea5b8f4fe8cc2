package sigvaluesinvariables

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

var errNone = errors.New("none")

var headers = map[string]string{"accept": "text/plain"}

var get = sig.HTTPRequest{Method: "GET", Header: map[string][]string{"accept": {"text/plain"}}}

var tags = []sig.Attr{{Key: "part", Value: "mail"}}

var again = sig.Retries{Attempts: 3}

//sig:component name=sig-values-in-variables scope=tenant
type C struct {
	sig.Instance
	Web sig.HTTP `sig:"requires"`
}

func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx = sig.WithRetries(ctx, again)
	r := sig.HTTPRequest{Method: get.Method, URL: p.V, Header: map[string][]string{"accept": {headers["accept"]}}}
	res, err := c.Web.Do(ctx, r)
	if err != nil {
		c.Log().Log(ctx, sig.LevelWarn, "no answer", tags...)
		return R{}, errors.Join(errNone, err)
	}
	return R{string(res.Body)}, nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
