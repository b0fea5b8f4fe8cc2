// Package realprotobufdefaults: a package-level protobuf message is filled in.
//
// Verdict: leak.
// Why: The default is a pointer to a message, and the fields that one tenant sets stay in it.
package realprotobufdefaults

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// defaultProfile is what a profile begins with.
var defaultProfile = &structpb.Struct{Fields: map[string]*structpb.Value{
	"lang":  structpb.NewStringValue("en"),
	"beta":  structpb.NewBoolValue(false),
	"quota": structpb.NewNumberValue(10),
}}

// Change sets one field of a profile.
type Change struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Profile is an encoded profile.
type Profile struct {
	JSON string `json:"json"`
	Size int    `json:"size"`
}

// Profiles keeps the profile of a tenant.
//
//sig:component name=real-protobuf-defaults scope=tenant
type Profiles struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

func (p *Profiles) load(ctx context.Context) (*structpb.Struct, error) {
	b, err := p.Store.Get(ctx, "profile")
	if errors.Is(err, sig.ErrNotFound) {
		return defaultProfile, nil
	}
	if err != nil {
		return nil, err
	}
	s := &structpb.Struct{}
	if err := proto.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return s, nil
}

// Set changes a field; nothing is stored for an empty profile.
//
//sig:runnable desc="Change a field"
func (p *Profiles) Set(ctx context.Context, c Change) error {
	s, err := p.load(ctx)
	if err != nil {
		return err
	}
	s.Fields[c.Field] = structpb.NewStringValue(c.Value) // want leak
	b, err := proto.Marshal(s)
	if err != nil {
		return err
	}
	return p.Store.Put(ctx, "profile", b)
}

// Get shows the profile.
//
//sig:runnable desc="Show the profile"
func (p *Profiles) Get(ctx context.Context) (Profile, error) {
	s, err := p.load(ctx)
	if err != nil {
		return Profile{}, err
	}
	b, err := s.MarshalJSON()
	return Profile{JSON: string(b), Size: proto.Size(s)}, err
}
