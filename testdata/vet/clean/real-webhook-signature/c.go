// Package realwebhooksignature: a signature in constant time
package realwebhooksignature

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var errSignature = errors.New("signature does not match")

const window = 5 * time.Minute

// C is the component.
//
//sig:component name=real-webhook-signature scope=tenant
type C struct {
	sig.Instance
	Creds sig.Credentials `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Verify(ctx context.Context, p P) error {
	key, err := c.Creds.Get(ctx, "webhook")
	if err != nil {
		return err
	}
	stamp, sum, ok := strings.Cut(p.K, ".")
	if !ok {
		return errSignature
	}
	sec, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || time.Since(time.Unix(sec, 0)) > window {
		return errSignature
	}
	want, err := base64.StdEncoding.DecodeString(sum)
	if err != nil {
		return errSignature
	}
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	fmt.Fprintf(mac, "%s.%s", stamp, p.V)
	if subtle.ConstantTimeCompare(want, mac.Sum(nil)) != 1 {
		return errSignature
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
