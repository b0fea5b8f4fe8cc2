package main

import (
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDisk(k, "d", DiskProps{Target: "acme"})) }, DiskFactory)
	defer run.Done(k)
	run.JSON(k, "d.echo", `{"name":"a","files":[{"size":1},{"size":2,"link":[{"name":"b"}]}],"folders":{"c":{"name":"c"},"n":null},"up":{"name":"d"}}`)
	run.JSON(k, "d.echo", `{"name":"a","files":[{"size":1,"link":[{"name":"b"},{"name":""}]}]}`)
	for _, n := range []int{998, 1001} {
		in := strings.Repeat(`{"name":"x","up":`, n) + `{"name":"x"}` + strings.Repeat("}", n)
		out, err := k.Bus().InvokeJSON(run.Quiet, "d.echo", []byte(in))
		if err != nil {
			text := run.Error(err)
			fmt.Println(n, "levels:", text[:60], "…")
			continue
		}
		fmt.Println(n, "levels:", string(out) == in)
	}
	for _, n := range []Depth{10, 2000} {
		_, err := NewDiskClient(k).Target("acme").Deep(run.Quiet, n)
		fmt.Println("typed", n, "levels:", err == nil)
	}
	_, err := NewDiskClient(k).Target("acme").Ring(run.Quiet)
	fmt.Println("a ring is copied:", err == nil)
	_, err = k.Bus().InvokeJSON(run.Quiet, "d.ring", nil)
	fmt.Println("a ring is written:", err == nil)
}
