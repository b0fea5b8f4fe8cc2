package main

import (
	"context"
	"iter"

	"google.golang.org/protobuf/types/known/apipb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Kept is an API with what is known of it.
type Kept struct {
	API   *apipb.Api                 `json:"api" sig:"optional"`
	Since *timestamppb.Timestamp     `json:"since,omitempty"`
	Size  *wrapperspb.Int64Value     `json:"size"`
	Notes map[string]*structpb.Value `json:"notes,omitempty"`
	All   []*apipb.Method            `json:"all,omitempty"`
}

// Registry keeps APIs.
//
//sig:component name=proto-registry scope=tenant
type Registry struct {
	sig.Instance
	kept *apipb.Api
}

//sig:runnable
func (r *Registry) Put(ctx context.Context, p *apipb.Api) (*apipb.Api, error) {
	old := r.kept
	r.kept = p
	return old, nil
}

//sig:runnable
func (r *Registry) Describe(ctx context.Context, p Kept) (Kept, error) { return p, nil }

//sig:runnable
func (r *Registry) Methods(ctx context.Context) iter.Seq2[*apipb.Method, error] {
	return func(yield func(*apipb.Method, error) bool) {
		for _, m := range r.kept.GetMethods() {
			if !yield(m, nil) {
				return
			}
		}
	}
}
