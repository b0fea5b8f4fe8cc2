// Package deep is not.
package deep

import "os"

// Get reads.
func Get(k string) string {
	return os.Getenv(k) // want SIG703
}
