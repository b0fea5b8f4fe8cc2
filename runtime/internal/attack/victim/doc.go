// Package victim holds components with every handle there is, whose calls do
// whatever a test planned: an attack runs inside of a tenant's own component.
package victim
