package st

import (
	"github.com/sigen-dev/sigen/runtime/reactive"
)

var dom = reactive.NewDomain()

// Last is.
var Last = reactive.NewSignal(dom, "")
