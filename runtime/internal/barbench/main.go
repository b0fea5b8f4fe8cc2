// Command barbench holds the kernel against its bars; package bars says how to read a line. It takes
// about 20 seconds on a free machine, and 1 GB.
package main

import (
	"time"

	"github.com/sigen-dev/sigen/internal/bars"
)

var all = []bars.Bar{
	{Name: "typed call, handle held, caller in ctx", Unit: "ns", Limit: 13, Floor: 11, Peer: "Weaver 103", Measure: typedCall},
	{Name: "allocations of it", Peer: "-", Measure: typedAllocs},
	{Name: "two cores, one instance, own handles: ratio", Unit: "x", Limit: 1.2, Peer: "-", Measure: twoCores},
	{Name: "first entry into a tenant", Unit: "ns", Limit: 60, Peer: "-", Measure: firstEntry},
	{Name: "allocations of it", Limit: 1, Peer: "-", Measure: firstEntryAllocs},
	{Name: "first entry with timeout=", Unit: "ns", Limit: 150, Floor: 600, Peer: "-", Measure: timeoutEntry},
	{Name: "allocations of it", Limit: 2, Peer: "-", Measure: timeoutAllocs},
	{Name: "route by name and target, 1 000 targets", Unit: "ns", Limit: 45, Floor: 31, Peer: "-", Measure: routeThousand},
	{Name: "decode params of three keys", Unit: "ns", Limit: 75, Floor: 50, Peer: "jx 92", Measure: decode},
	{Name: "allocations of it", Limit: 1, Peer: "-", Measure: decodeAllocs},
	{Name: "encode a small result, buffer reused", Unit: "ns", Limit: 45, Floor: 31, Peer: "jx 137", Measure: encode},
	{Name: "bytes in, bytes out, by name and target", Unit: "ns", Limit: 220, Floor: 130, Peer: "-", Measure: bytesCall},
	{Name: "allocations of it", Limit: 2, Peer: "-", Measure: bytesAllocs},
	{Name: "failed calls of 100 000/s while replaced", Peer: "-", Measure: replaceFailed},
	{Name: "pause of another tenant meanwhile", Unit: "µs", Limit: 1000, Peer: "-", Measure: replacePause},
	{Name: "greedy tenant, 10 000x: others' p99, ratio", Unit: "x", Limit: 2, Peer: "-", Measure: greedy},
	{Name: "start 1 000 dependent shared components", Unit: "µs", Limit: 300, Floor: 22, Peer: "samber/do 3 800", Measure: startThousand},

	{Name: "1M instances: build", Unit: "s", Limit: 1.5, Floor: 1.4, Peer: "protoactor 3.3", Measure: millionBuild},
	{Name: "1M instances: full GC", Unit: "ms", Limit: 200, Floor: 227, Peer: "-", Measure: millionGC},
	{Name: "1M instances: registered, not active", Unit: "B each", Limit: 96, Peer: "-", Measure: millionRegistered},
	{Name: "1M instances: active, user's struct aside", Unit: "B each", Limit: 320, Peer: "protoactor 683", Measure: millionActive},
	{Name: "typed call, 1M tenants at random", Unit: "ns", Limit: 80, Floor: 47, Peer: "-", Measure: millionTyped},
	{Name: "route by name and target, 1M at random", Unit: "ns", Limit: 290, Floor: 290, Peer: "sync.Map 860", Measure: millionRoute},
	{Name: "add and remove one target of 1M", Unit: "ns", Limit: 2000, Floor: 160, Peer: "copied map 130 ms", Measure: millionChange},
	{Name: "readers' p99 meanwhile, against without", Unit: "x", Limit: 1.2, Peer: "-", Measure: millionReaders},
}

func main() { bars.Main(7, all) }

// each is what one of n runs of f takes, in nanoseconds.
func each(n int, f func(i int)) float64 {
	start := time.Now()
	for i := range n {
		f(i)
	}
	return float64(time.Since(start).Nanoseconds()) / float64(n)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
