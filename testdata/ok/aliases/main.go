package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiatePost(k, "p", PostProps{Target: "acme"})) }, PostFactory)
	defer run.Done(k)
	run.JSON(k, "p.send", `{"mass":3,"text":"t","texts":["a","b"],"index":{"k":["v"]},"named":{"Name":"n"},"ints":[1],"of":[2]}`)
	run.JSON(k, "p.send", `{"mass":0,"text":"t","texts":[],"index":{},"named":{"Name":"n"},"ints":[1],"of":[2]}`)
	run.JSON(k, "p.send", `{"mass":1,"text":"too long","texts":[],"index":{},"named":{"Name":"n"},"ints":[1],"of":[2]}`)
	run.JSON(k, "p.weigh", `7`)
}
