// Package webhooksender: webhooks with a signature and retries
package webhooksender

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	errGone      = errors.New("endpoint is gone")
	errTemporary = errors.New("endpoint is busy")
	backoff      = [...]time.Duration{100 * time.Millisecond, time.Second, 5 * time.Second}
)

func classify(status int) error {
	switch {
	case status < 300:
		return nil
	case status == http.StatusGone:
		return errGone
	case status == http.StatusTooManyRequests, status >= 500:
		return fmt.Errorf("%w: %s", errTemporary, http.StatusText(status))
	}
	return fmt.Errorf("status %d", status)
}

func retry(ctx context.Context, f func() error) error {
	var err error
	for _, d := range backoff {
		if err = f(); err == nil || !errors.Is(err, errTemporary) {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(d):
		}
	}
	return err
}

// C is the component.
//
//sig:component name=webhook-sender scope=tenant
type C struct {
	sig.Instance
	Web  sig.HTTP `sig:"requires"`
	Key  string   `sig:"prop,default=k"`
	sent atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Send(ctx context.Context, p P) (R, error) {
	body, err := json.Marshal(struct {
		Type string `json:"type"`
		Data string `json:"data"`
	}{p.K, p.V})
	if err != nil {
		return R{}, err
	}
	mac := hmac.New(sha256.New, []byte(c.Key))
	mac.Write(body)
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("X-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	err = retry(ctx, func() error {
		res, err := c.Web.Do(ctx, sig.HTTPRequest{Method: http.MethodPost, URL: p.K, Header: h, Body: body})
		if err != nil {
			return err
		}
		return classify(res.Status)
	})
	if err != nil {
		return R{}, err
	}
	return R{N: int(c.sent.Add(1))}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
