package egress

import (
	"bytes"
	"io"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Client is h as an *http.Client, for libraries that take one. Bodies are whole:
// a request's is read before it is sent, an answer's before it is returned. It
// has no cookies and dies with h.
func Client(h sig.HTTP) *http.Client {
	return &http.Client{
		Transport: roundTripper{h},
		// h follows redirects itself, where they are checked.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

type roundTripper struct{ h sig.HTTP }

func (t roundTripper) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		body, err = io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			return nil, err
		}
	}
	resp, err := t.h.Do(r.Context(), sig.HTTPRequest{Method: r.Method, URL: r.URL.String(), Header: r.Header, Body: body})
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status:        http.StatusText(resp.Status),
		StatusCode:    resp.Status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        resp.Header,
		Body:          io.NopCloser(bytes.NewReader(resp.Body)),
		ContentLength: int64(len(resp.Body)),
		Request:       r,
	}, nil
}
