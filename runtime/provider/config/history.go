package config

import (
	"time"

	"github.com/sigen-dev/sigen/runtime/provider/config/internal/wal"
	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

// A past keeps the last changes, a bounded number of them. It has no lock of its
// own.
type past struct {
	limit     int
	changes   []change // a ring once it is full
	begin     int      // of the ring
	forgotten uint64   // versions up to this one are not complete
}

// A change is one item of a record. Its texts are those of the values in force,
// shared, not copied.
type change struct {
	version uint64
	at      int64
	who     string
	item    wal.Item
}

// add keeps the items of a record.
func (p *past) add(r *wal.Record) {
	for i := range r.Items {
		if k := r.Items[i].Kind; k != wal.Set && k != wal.Delete {
			continue
		}
		c := change{version: r.Seq, at: r.At, who: r.Who, item: r.Items[i]}
		switch {
		case p.limit == 0:
			p.forgotten = c.version
		case len(p.changes) < p.limit:
			p.changes = append(p.changes, c)
		default:
			p.forgotten = p.changes[p.begin].version
			p.changes[p.begin] = c
			p.begin = (p.begin + 1) % p.limit
		}
	}
}

// at is the i-th change, oldest first.
func (p *past) at(i int) *change { return &p.changes[(p.begin+i)%len(p.changes)] }

// purge forgets what happened at and below prefix.
func (p *past) purge(prefix string) {
	kept := make([]change, 0, len(p.changes))
	for i := range p.changes {
		if c := p.at(i); !dotted.Under(c.item.Path, prefix) {
			kept = append(kept, *c)
		}
	}
	p.changes, p.begin = kept, 0
}

// records are the complete changes, oldest first, as records.
func (p *past) records() []wal.Record {
	var recs []wal.Record
	for i := range p.changes {
		c := p.at(i)
		if c.version <= p.forgotten {
			continue
		}
		if n := len(recs); n > 0 && recs[n-1].Seq == c.version {
			recs[n-1].Items = append(recs[n-1].Items, c.item)
			continue
		}
		recs = append(recs, wal.Record{Seq: c.version, At: c.at, Who: c.who, Items: []wal.Item{c.item}})
	}
	return recs
}

// of lists the changes of one path, redacted.
func (p *past) of(path string, r redactor) []Change {
	var out []Change
	for i := range p.changes {
		c := p.at(i)
		if c.item.Path != path {
			continue
		}
		out = append(out, Change{
			Version: c.version, At: time.Unix(0, c.at).UTC(), Who: c.who, Path: path,
			Old: r.showLayer(path, c.item.Old, c.item.OldLayer), New: r.showLayer(path, c.item.New, c.item.NewLayer),
			OldLayer: Layer(c.item.OldLayer), NewLayer: Layer(c.item.NewLayer),
		})
	}
	return out
}

// since returns what undoes every change after version: the runtime value of each
// path as it was, or its removal.
func (p *past) since(version uint64) []op {
	var ops []op
	seen := map[string]int{}
	for i := len(p.changes) - 1; i >= 0; i-- {
		c := p.at(i)
		if c.version <= version {
			break
		}
		o := op{path: c.item.Path, delete: true}
		if Layer(c.item.OldLayer) == LayerRuntime {
			o = op{path: c.item.Path, value: c.item.Old}
		}
		if n, ok := seen[o.path]; ok {
			ops[n] = o
			continue
		}
		seen[o.path] = len(ops)
		ops = append(ops, o)
	}
	return ops
}
