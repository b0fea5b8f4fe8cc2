// Package realprotobufgetters: timestamps, durations and wrappers are read with getters.
//
// Verdict: proved.
package realprotobufgetters

import (
	"context"
	"errors"
	"sync"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// window is an opening time as the outside service speaks it.
type window struct {
	from  *timestamppb.Timestamp
	long  *durationpb.Duration
	label *wrapperspb.StringValue
}

func (w *window) GetFrom() *timestamppb.Timestamp {
	if w != nil {
		return w.from
	}
	return nil
}

func (w *window) GetLong() *durationpb.Duration {
	if w != nil {
		return w.long
	}
	return nil
}

func (w *window) end() (time.Time, error) {
	if err := w.GetFrom().CheckValid(); err != nil {
		return time.Time{}, err
	}
	if err := w.GetLong().CheckValid(); err != nil {
		return time.Time{}, err
	}
	return w.GetFrom().AsTime().Add(w.GetLong().AsDuration()), nil
}

// Slot is a time to book.
type Slot struct {
	Unix    int64  `json:"unix"`
	Minutes int    `json:"minutes" sig:"min=5,max=480"`
	Label   string `json:"label"`
}

// Booked is a booking.
type Booked struct {
	Until string `json:"until"`
	Label string `json:"label"`
	Clash bool   `json:"clash"`
}

// Calendar books slots.
//
//sig:component name=real-protobuf-getters scope=tenant
type Calendar struct {
	sig.Instance

	mu      sync.Mutex
	windows []*window
}

// Book books a slot.
//
//sig:runnable desc="Book a slot"
func (c *Calendar) Book(ctx context.Context, s Slot) (Booked, error) {
	w := &window{
		from:  timestamppb.New(time.Unix(s.Unix, 0)),
		long:  durationpb.New(time.Duration(s.Minutes) * time.Minute),
		label: wrapperspb.String(s.Label),
	}
	end, err := w.end()
	if err != nil {
		return Booked{}, errors.Join(sig.ErrInvalid, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range c.windows {
		oend, err := o.end()
		if err != nil {
			return Booked{}, err
		}
		if o.GetFrom().AsTime().Before(end) && w.GetFrom().AsTime().Before(oend) {
			return Booked{Clash: true, Label: o.label.GetValue()}, nil
		}
	}
	c.windows = append(c.windows, w)
	return Booked{Until: end.UTC().Format(time.RFC3339), Label: w.label.GetValue()}, nil
}
