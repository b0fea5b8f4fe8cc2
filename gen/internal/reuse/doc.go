// Package reuse says what of an earlier run still holds.
//
// A run leaves a record: the stamps of everything that its answer depends on, what
// the go command listed, and the answer. While every stamp holds, the answer does, and the
// go command is not even started. When only what stands behind the imports of Go files
// has changed, the listing still holds, and only packages are read again whose unit is not
// in the store. A unit is what was found about one package, under the hash of its files, of
// the packages that it imports, and of the world: the tool, the Go version, the
// environment, the module files, and what other modules have on this disk.
//
// Nothing is kept of which a part may have changed while the run looked at it.
package reuse
