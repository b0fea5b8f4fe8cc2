// Package checkout decides which of two checkouts a visitor of a tenant's shop
// sees. The share of the new one is a setting that changes while it runs.
package checkout

import (
	"context"
	"hash/fnv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is a tenant's experiment.
//
//sig:config prefix=checkout
type Settings struct {
	Percent int    `json:"percent" sig:"default=0,min=0,max=100"` // share of visitors that get the new checkout
	Salt    string `json:"salt" sig:"default={target}"`           // another salt draws the visitors anew
}

// The two checkouts.
const (
	Old = "old"
	New = "new"
)

// buckets is the resolution of the split.
const buckets = 10_000

// Checkout assigns visitors. The same visitor gets the same answer as long as the
// salt stays, and a visitor who has the new checkout keeps it when the share grows.
//
//sig:component name=checkout scope=tenant
type Checkout struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Shown    sig.Signal[Tally]
}

// A Tally counts what was shown.
type Tally struct {
	Old int `json:"old"`
	New int `json:"new"`
}

// computeLimit is the first bucket that gets the old checkout.
//
//sig:computed
func (c *Checkout) computeLimit() int { return c.Settings.Get().Percent * buckets / 100 }

// computeShare is the share of the new checkout so far, in percent.
//
//sig:computed
func (c *Checkout) computeShare() int {
	t := c.Shown.Get()
	if t.Old+t.New == 0 {
		return 0
	}
	return t.New * 100 / (t.Old + t.New)
}

// Visitor names who asks.
type Visitor struct {
	ID string `json:"id" sig:"min=1,max=64"`
}

// Assignment is what a visitor sees.
type Assignment struct {
	Variant string `json:"variant"`
}

// Assign decides for one visitor.
//
//sig:runnable desc="Which checkout a visitor sees"
func (c *Checkout) Assign(ctx context.Context, v Visitor) (Assignment, error) {
	h := fnv.New32a()
	h.Write([]byte(c.Settings.Get().Salt + "/" + v.ID))
	variant := Old
	if int(h.Sum32()%buckets) < c.Limit() {
		variant = New
	}
	c.Shown.Update(func(t Tally) Tally {
		if variant == New {
			t.New++
		} else {
			t.Old++
		}
		return t
	})
	return Assignment{Variant: variant}, nil
}

// Report is what was shown so far.
type Report struct {
	Tally Tally `json:"tally"`
	Share int   `json:"share"`
}

// Report tells what was shown so far.
//
//sig:runnable desc="What was shown so far"
func (c *Checkout) Report(ctx context.Context) (Report, error) {
	return Report{Tally: c.Shown.Get(), Share: c.Share()}, nil
}
