// Package emit prints what package plan decided: one file of this package for
// each kind of thing that is generated.
//
// Declarations and blocks are jennifer's; a statement in them is Go text in
// which package paths stand in braces, the form that the model has for types:
//
//	g.s("v.%s = $codec.Unwrap(d.Int())", name)
//
// is one statement, $codec being short for the path of the codec package. The text
// is cut into tokens once: paths become qualified names under the alias that
// plan gave them, local variables take the names that plan gave them, and string
// literals are left alone.
package emit
