package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	var ref *sig.Ref
	k := run.Kernel(func(k *sig.Kernel) { ref = run.Made(InstantiatePlain(k, "g", PlainProps{Target: "acme"})) }, PlainFactory, FancyFactory)
	defer run.Done(k)
	client := NewGreeterClient(k).Target("acme")
	greet := func() {
		text, err := client.Greet(run.Quiet)
		run.Show("held client", text, err)
		fmt.Println(ref.State())
	}
	greet()
	run.Made(k.Replace(run.Quiet, "g", "", sig.Props{"word": "good evening"}))
	greet()
	run.Made(k.Replace(run.Quiet, "g", "replace-fancy", sig.Props{}))
	greet()
	_, err := k.Replace(run.Quiet, "g", "", sig.Props{"broken": true})
	fmt.Println(err)
	greet()
	_, err = k.Replace(run.Quiet, "g", "replace-plain", sig.Props{"wrod": "typo"})
	fmt.Println(err)
	_, err = k.Replace(run.Quiet, "nobody", "replace-plain", nil)
	fmt.Println(err)
	greet()
}
