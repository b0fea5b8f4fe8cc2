package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateChecker(k, "c", CheckerProps{Target: "acme"})) }, CheckerFactory)
	defer run.Done(k)
	c := NewCheckerClient(k).Target("acme")

	six, long := 6, Part{Name: "too long"}
	for _, p := range []Params{
		{Count: 1},
		{},
		{Count: 1, Code: "A"},
		{Count: 1, Kind: "c"},
		{Count: 1, Wait: 5},
		{Count: 1, Ptr: &six},
		{Count: 1, List: make([]Part, 3)},
		{Count: 1, List: []Part{{Name: "a"}, long}},
		{Count: 1, Deep: [][]Part{nil, {{Name: "a"}, long}}},
		{Count: 1, ByName: map[string]Part{"x y": long}},
		{Count: 1, ByNum: map[int]*Part{1: nil, -7: &long}},
		{Count: 1, Array: [2]map[string][]*Part{1: {"k": {nil, &long}}}},
		{Count: 1, One: &Part{}},
	} {
		run.Show("check", nil, c.Check(run.Quiet, p))
	}
	run.Show("all", nil, c.All(run.Quiet, Parts{{Name: "a"}, {}}))
}
