// Package realgrpcstatus: errors are mapped to gRPC status codes and back.
//
// Verdict: proved.
package realgrpcstatus

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Failure is an error of a partner.
type Failure struct {
	Code    int    `json:"code" sig:"min=0,max=16"`
	Message string `json:"message"`
}

// Verdict says what to do about it.
type Verdict struct {
	Name  string `json:"name"`
	Retry bool   `json:"retry"`
	Text  string `json:"text"`
}

var errPartner = errors.New("the partner failed")

var retryable = map[codes.Code]bool{
	codes.Unavailable:       true,
	codes.Aborted:           true,
	codes.ResourceExhausted: true,
}

// partnerError carries a status.
type partnerError struct{ st *status.Status }

func (e partnerError) Error() string              { return e.st.Message() }
func (e partnerError) GRPCStatus() *status.Status { return e.st }
func (e partnerError) Unwrap() error              { return errPartner }

// Partners judges failures of partners.
//
//sig:component name=real-grpc-status scope=tenant
type Partners struct {
	sig.Instance

	mu       sync.Mutex
	failures map[codes.Code]int
}

// Judge says what to do about a failure.
//
//sig:runnable desc="Judge a failure"
func (p *Partners) Judge(ctx context.Context, f Failure) (Verdict, error) {
	code := codes.Code(f.Code)
	if code == codes.OK {
		return Verdict{Name: code.String()}, nil
	}
	err := fmt.Errorf("call: %w", partnerError{status.New(code, f.Message)})
	if !errors.Is(err, errPartner) {
		return Verdict{}, err
	}
	st := status.Convert(err)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failures == nil {
		p.failures = make(map[codes.Code]int)
	}
	p.failures[st.Code()]++
	v := Verdict{Name: st.Code().String(), Retry: retryable[st.Code()], Text: st.Message()}
	if p.failures[st.Code()] > 5 {
		v.Retry = false
	}
	return v, nil
}
