// Command barbench holds package reactive against its bars; package bars says how to read a line. A floor is what a
// bare layout without an engine costs in the same process, measured by turns with the figure; a peer is the best other engine,
// from the notes of a peer run on a like machine. Everything is held in memory; it takes about 30 seconds and 1 GB.
package main

import "github.com/sigen-dev/sigen/internal/bars"

var all = []bars.Bar{
	{Name: "propagation grid 100x100, static", Unit: "ns/node", Limit: 10, Floor: 5.2, Peer: "go-incr 21", Measure: gridStatic100},
	{Name: "propagation grid 1000x1000, static", Unit: "ns/node", Limit: 12, Floor: 5.6, Peer: "go-incr 30", Measure: gridStatic1000},
	{Name: "propagation grid 100x100, dynamic", Unit: "ns/node", Limit: 25, Floor: 5.2, Peer: "alien-signals 57", Measure: gridDynamic100},
	{Name: "valid computed read, one goroutine", Unit: "ns", Limit: 3.5, Floor: 1.5, Peer: "RWMutex 4.2", Measure: readOne},
	{Name: "valid computed read, all cores", Unit: "ns", Limit: 3.5, Floor: 1.6, Peer: "RWMutex 9-24", Measure: readAll},
	{Name: "valid computed read, 1M tenants at random", Unit: "ns", Limit: 50, Floor: 17, Peer: "checked pointer 41-77", Measure: readMillion},
	{Name: "Set+Get of a setting, 1M tenants at random", Unit: "ns", Limit: 300, Peer: "lazy cell 197-208", Measure: setGetMillion},
	{Name: "allocations of that Set+Get", Limit: 1, Peer: "-", Measure: setGetAllocs},
	{Name: "read against a flat-out writer", Unit: "ns median", Limit: 15, Peer: "locks 125", Measure: readAgainstWriter},
	{Name: "memory of a tenant's cells", Unit: "bytes", Limit: 112, Peer: "alien-signals-go 232", Measure: memory},
	{Name: "effect latency from Set to run, idle", Unit: "ns median", Limit: 5000, Peer: "-", Measure: effectLatency},
}

func main() { bars.Main(10, all) }

// short divides each of so many batches of n into such of size, when the best of them counts: on a busy machine only what is shorter
// than the time that others leave is undisturbed.
func short(rounds, n, size int) (int, int) {
	if !bars.Best() || n <= size {
		return rounds, n
	}
	return rounds * (n / size), size
}
