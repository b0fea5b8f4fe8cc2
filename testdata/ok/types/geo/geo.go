// Package geo holds types that another package sends. It has no directives.
package geo

// Point has a field that nobody else sees.
type Point struct {
	Lat, Lon float64
	cached   float64
}

// Norm is the distance from the origin, kept.
func (p *Point) Norm() float64 {
	if p.cached == 0 {
		p.cached = p.Lat*p.Lat + p.Lon*p.Lon
	}
	return p.cached
}

// Place is a point with a name.
type Place struct {
	Point
	Name Named  `json:"name"`
	Near *Place `json:"near,omitempty"`
}

// Named is a text.
type Named string

// List is a list of anything.
type List[T any] []T
