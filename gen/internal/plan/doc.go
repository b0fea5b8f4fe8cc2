// Package plan decides what needs the whole of a package: which codec
// functions exist, the index of every runnable, and every name that generated code
// declares, from the aliases of its imports down to its local variables.
//
// After it an emitter prints and decides nothing: no two of the names clash with
// one another, with what is declared by hand, or with what Go declares.
package plan
