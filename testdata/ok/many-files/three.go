package main

import sig "github.com/sigen-dev/sigen/runtime"

// Three has its methods elsewhere.
//
//sig:component name=files-three scope=tenant
type Three struct{ sig.Instance }
