//go:build files_special

package main

import sig "github.com/sigen-dev/sigen/runtime"

const edition = " (special)"

// Special is built with a tag only.
//
//sig:component name=files-special scope=tenant
type Special struct{ sig.Instance }
