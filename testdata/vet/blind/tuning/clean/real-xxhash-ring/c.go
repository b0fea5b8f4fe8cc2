// Package realxxhashring: consistent hashing with xxhash over the instance's own ring.
//
// Verdict: proved.
package realxxhashring

import (
	"context"
	"sort"
	"strconv"
	"sync/atomic"

	"github.com/cespare/xxhash/v2"

	sig "github.com/sigen-dev/sigen/runtime"
)

const replicas = 16

type point struct {
	hash uint64
	node string
}

// ring is a ring of hashes; it is never changed once it is made.
type ring struct{ points []point }

func newRing(nodes []string) *ring {
	r := &ring{points: make([]point, 0, len(nodes)*replicas)}
	for _, n := range nodes {
		for i := range replicas {
			r.points = append(r.points, point{xxhash.Sum64String(n + "#" + strconv.Itoa(i)), n})
		}
	}
	sort.Slice(r.points, func(i, j int) bool { return r.points[i].hash < r.points[j].hash })
	return r
}

func (r *ring) owner(key string) (string, bool) {
	if len(r.points) == 0 {
		return "", false
	}
	h := xxhash.Sum64String(key)
	i := sort.Search(len(r.points), func(i int) bool { return r.points[i].hash >= h })
	return r.points[i%len(r.points)].node, true
}

// Nodes are the nodes of a ring.
type Nodes struct {
	Names []string `json:"names" sig:"max=100"`
}

// Key is a key to place.
type Key struct {
	Key string `json:"key"`
}

// Placed is where it belongs.
type Placed struct {
	Node string `json:"node"`
}

// Placement places keys on nodes.
//
//sig:component name=real-xxhash-ring scope=tenant
type Placement struct {
	sig.Instance

	ring atomic.Pointer[ring]
}

// SetNodes sets the nodes.
//
//sig:runnable desc="Set the nodes"
func (p *Placement) SetNodes(ctx context.Context, n Nodes) error {
	d := xxhash.New()
	for _, name := range n.Names {
		if _, err := d.WriteString(name); err != nil {
			return err
		}
	}
	p.ring.Store(newRing(n.Names))
	p.Log().Log(ctx, sig.LevelInfo, "new ring", sig.Attr{Key: "sum", Value: strconv.FormatUint(d.Sum64(), 16)})
	return nil
}

// Place places a key.
//
//sig:runnable desc="Place a key"
func (p *Placement) Place(ctx context.Context, k Key) (Placed, error) {
	r := p.ring.Load()
	if r == nil {
		return Placed{}, sig.ErrNotFound
	}
	node, ok := r.owner(k.Key)
	if !ok {
		return Placed{}, sig.ErrNotFound
	}
	return Placed{Node: node}, nil
}
