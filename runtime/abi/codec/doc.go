// Package codec reads and writes JSON for generated code, without reflection.
//
// A [Decoder] walks its input once and keeps its first error; generated code
// reads values as if nothing could fail and asks [Decoder.Finish] at the end:
//
//	func decodeQuery(d *codec.Decoder, v *Query) {
//		*v = Query{Limit: 10} // defaults
//		var seen uint64
//		for key := d.Object(); key != nil; key = d.NextKey() {
//			switch string(key) {
//			case "table":
//				seen = d.Once(seen, 1<<0)
//				v.Table = d.String()
//			case "limit":
//				seen = d.Once(seen, 1<<1)
//				v.Limit = d.Int()
//				d.Check(codec.Min(v.Limit, 1))
//			default:
//				d.Unknown(key, queryKeys)
//			}
//		}
//		d.Require(seen, 1<<0, queryKeys)
//	}
//
// Encoding appends to a buffer of the caller. What cannot fail is a function
// ([AppendString]); what can (a NaN, a user's MarshalJSON) is a method of
// [Encoder], which keeps the first error in the same way.
//
// # What is stricter than encoding/json
//
// Output equals encoding/json's to the byte. Input that is accepted means what
// it means to encoding/json, but these are errors: a key that differs in case,
// a key given twice (in structs, maps and raw values), an unknown key (unless
// [Lenient]), a missing required key, null for anything but pointers, slices,
// maps and values with their own UnmarshalJSON, an array of another length
// than the Go array's, invalid UTF-8, lone surrogates, more than [MaxDepth]
// levels, an array of numbers for a []byte, a string for a json.Number, an
// integer map key or a number inside a string (`json:",string"`) that is not
// written as JSON would, two text keys that a map on its way out would write
// alike. Raw JSON is held to the same on its way in and out.
//
// # Paths
//
// Nothing is recorded about where the decoder is while all goes well. A failure
// knows its offset, and the path (items[3].qty) is found by walking the input
// again up to there. The encoder does the same with what it has written so far.
package codec
