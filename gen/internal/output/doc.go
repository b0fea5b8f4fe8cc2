// Package output puts generated files in place, all of them or none: it
// compares, writes beside each file under a temporary name, and renames when every one is
// on disk. What is equal is not touched; what sigen wrote and would not write any
// more is removed; a file that it did not write is never changed.
package output
