// Package realprotobufstruct: protobuf messages are built, cloned and stored.
//
// Verdict: proved.
package realprotobufstruct

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Change sets one field of a profile.
type Change struct {
	Field  string  `json:"field" sig:"min=1"`
	Text   string  `json:"text"`
	Number float64 `json:"number"`
}

// Profile is what there is of a profile.
type Profile struct {
	Fields  []string `json:"fields"`
	Changed string   `json:"changed"`
}

// Profiles keeps the profile of a tenant.
//
//sig:component name=real-protobuf-struct scope=tenant
type Profiles struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

// empty makes the profile that everybody begins with.
func empty() *structpb.Struct {
	return &structpb.Struct{Fields: map[string]*structpb.Value{
		"lang":  structpb.NewStringValue("en"),
		"quota": structpb.NewNumberValue(10),
	}}
}

func (p *Profiles) load(ctx context.Context) (*structpb.Struct, error) {
	b, err := p.Store.Get(ctx, "profile")
	if errors.Is(err, sig.ErrNotFound) {
		return empty(), nil
	}
	if err != nil {
		return nil, err
	}
	var s structpb.Struct
	if err := proto.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return &s, nil
}

// Set changes a field.
//
//sig:runnable desc="Change a field"
func (p *Profiles) Set(ctx context.Context, c Change) error {
	old, err := p.load(ctx)
	if err != nil {
		return err
	}
	s := proto.Clone(old).(*structpb.Struct)
	if c.Text != "" {
		s.Fields[c.Field] = structpb.NewStringValue(c.Text)
	} else {
		s.Fields[c.Field] = structpb.NewNumberValue(c.Number)
	}
	if proto.Equal(old, s) {
		return nil
	}
	s.Fields["changed"] = structpb.NewStringValue(timestamppb.Now().AsTime().Format(time.RFC3339))
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
	return Profile{
		Fields:  slices.Sorted(maps.Keys(s.GetFields())),
		Changed: s.GetFields()["changed"].GetStringValue(),
	}, nil
}
