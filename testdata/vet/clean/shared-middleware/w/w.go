// Package w helps.
package w

// Router is.
type Router struct {
	mws []func(func(string) string) func(string) string
}

// Use adds.
func (r *Router) Use(m func(func(string) string) func(string) string) { r.mws = append(r.mws, m) }

// Serve serves.
func (r *Router) Serve(s string, h func(string) string) string {
	for _, m := range r.mws {
		h = m(h)
	}
	return h(s)
}
