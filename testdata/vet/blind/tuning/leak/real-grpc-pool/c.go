// Package realgrpcpool: gRPC connections are pooled by address.
//
// Verdict: leak.
// Why: Connections of a package-level pool are used by all tenants, and reach the network around the
// handles.
package realgrpcpool

import (
	"context"
	"fmt"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	poolMu sync.Mutex
	pool   = map[string]*grpc.ClientConn{}
)

func connect(addr string) (*grpc.ClientConn, error) {
	poolMu.Lock()
	defer poolMu.Unlock()
	if c, ok := pool[addr]; ok {
		return c, nil
	}
	c, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials())) // want leak
	if err != nil {
		return nil, err
	}
	pool[addr] = c // want leak
	return c, nil
}

// Phrase is a text to translate.
type Phrase struct {
	Text string `json:"text"`
	To   string `json:"to" sig:"enum=de|fr|sv"`
}

// Translator translates with a service of the tenant's choice.
//
//sig:component name=real-grpc-pool scope=tenant
type Translator struct {
	sig.Instance

	Address string `sig:"prop,default=127.0.0.1:9000"`
}

// Translate translates a text.
//
//sig:runnable desc="Translate" timeout=3s
func (t *Translator) Translate(ctx context.Context, p Phrase) (Phrase, error) {
	conn, err := connect(t.Address)
	if err != nil {
		return Phrase{}, err
	}
	var out wrapperspb.StringValue
	err = conn.Invoke(ctx, "/translate.v1.Translate/"+p.To, wrapperspb.String(p.Text), &out)
	switch status.Code(err) {
	case codes.OK:
		return Phrase{Text: out.GetValue(), To: p.To}, nil
	case codes.NotFound, codes.Unimplemented:
		return Phrase{}, fmt.Errorf("%s: %w", p.To, sig.ErrNotFound)
	case codes.Unavailable:
		return Phrase{}, sig.ErrBusy
	default:
		return Phrase{}, err
	}
}
