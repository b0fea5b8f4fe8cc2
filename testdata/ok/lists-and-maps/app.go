package main

import (
	"context"
	"maps"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Texts are texts.
type Texts []Text

// Channel delivers.
//
//sig:contract name=list-channel
type Channel interface {
	//sig:runnable
	Deliver(ctx context.Context, t Text) (Text, error)
}

// Mail is a channel.
//
//sig:component name=list-mail scope=tenant
//sig:provides Channel
type Mail struct {
	sig.Instance
	Region string `sig:"prop,default=home"`
}

// Deliver delivers.
func (m *Mail) Deliver(ctx context.Context, t Text) (Text, error) {
	return Text(m.Name()) + " mails " + t, nil
}

// Push is a better channel.
//
//sig:component name=list-push scope=tenant
//sig:provides Channel rank=5
type Push struct {
	sig.Instance
	Region string `sig:"prop,optional"`
}

// Deliver delivers.
func (p *Push) Deliver(ctx context.Context, t Text) (Text, error) {
	return Text(p.Name()) + " pushes " + t, nil
}

// Hub uses all of them.
//
//sig:component name=list-hub scope=tenant
type Hub struct {
	sig.Instance
	All      []Channel          `sig:"requires"`
	ByRegion map[string]Channel `sig:"requires,key=region"`
	Best     ChannelClient      `sig:"requires,optional"`
}

//sig:runnable
func (h *Hub) Broadcast(ctx context.Context, t Text) (Texts, error) {
	var out Texts
	for _, c := range h.All {
		r, err := c.Deliver(ctx, t)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	for _, region := range slices.Sorted(maps.Keys(h.ByRegion)) {
		r, err := h.ByRegion[region].Deliver(ctx, t)
		if err != nil {
			return nil, err
		}
		out = append(out, Text(region)+": "+r)
	}
	return out, nil
}
