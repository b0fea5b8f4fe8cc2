package model

import "go/token"

// A Kind says how a value is decoded, encoded and validated.
type Kind string

// The kinds a codec knows.
const (
	KindBool     Kind = "bool"
	KindInt      Kind = "int" // Bits and signedness in Basic: "int8" … "uint64"
	KindUint     Kind = "uint"
	KindFloat    Kind = "float"
	KindString   Kind = "string"
	KindBytes    Kind = "bytes" // []byte, base64; Elem is a byte type of another name
	KindTime     Kind = "time"
	KindDuration Kind = "duration"
	KindRaw      Kind = "raw"     // json.RawMessage
	KindNumber   Kind = "number"  // json.Number: the text of a number
	KindPointer  Kind = "pointer" // Elem
	KindSlice    Kind = "slice"   // Elem
	KindArray    Kind = "array"   // Elem, Len
	KindMap      Kind = "map"     // Key, Elem
	KindStruct   Kind = "struct"  // Members; emitted once as a pair of functions
	KindOneOf    Kind = "oneof"   // an interface marked //sig:oneof; its variants are the members of its Type
	KindJSON     Kind = "json"    // has MarshalJSON and UnmarshalJSON
	KindProto    Kind = "proto"   // a pointer to a protobuf message
	KindText     Kind = "text"    // has MarshalText and UnmarshalText
	KindOpaque   Kind = "opaque"  // a settings-only type that a provider mints (sqldb.URL)
)

// An Alias is the name that an unnamed struct type has in the generated file.
type Alias struct {
	Name   string
	Fields []AliasField
}

// An AliasField is one field of an unnamed struct, its type as in a TypeRef's Expr.
type AliasField struct {
	Name string // "" when it is embedded
	Type string
	Tag  string
}

// A Ref is one use of a type: by name where the type has codec functions of its
// own (structs and recursive types), in line otherwise.
type Ref struct {
	Type  TypeRef
	Kind  Kind
	Basic string // the predeclared type beneath: "int", "uint8", "float32", "string", …
	Named bool   // a named type whose underlying type is Basic or a container: conversions are printed
	Elem  *Ref
	Key   *Ref
	Len   int
	// Struct is the index key of the struct in Package.Types (its TypeRef.Expr); set for KindStruct and KindOneOf.
	Struct string
	// Foreign is set for a struct whose codec lives in another package's generated file.
	Foreign bool
	// Holds is set when a value leads to memory that its copy would share: a slice, a
	// map, a pointer that is not known to be immutable, wherever inside.
	Holds bool
	// Clone is set for a type with a method Clone() T, which copies a value that Holds.
	Clone bool
	// Consts are the exported constants of a named basic type, in source order.
	Consts []Const
}

// A Const is one constant of a type, as Plan in a block of constants.
type Const struct {
	Name  string
	Value Literal
}

// A Type is a struct for which a codec is emitted.
type Type struct {
	Type      TypeRef
	Doc       string
	Members   []*Member // in encoding order, embedded ones flattened as encoding/json does
	OneOf     string    // the key of the tag of a //sig:oneof interface; "" for a struct
	Decode    bool      // needed for params, settings (as JSON inside), props or events
	Encode    bool      // needed for results, clients or events
	Settings  bool      // a settings decoder is needed
	Validate  bool      // any constraint inside: a validator is emitted
	Recursive bool
	Hidden    bool // a field that is no member leads to shared memory: a copy is made of the members alone
	Pos       token.Position
}

// A Member is a field of a params, result, settings or props struct.
type Member struct {
	GoName      string   // "Limit"
	Path        []string // selectors of a promoted field: {"Base", "ID"}; {GoName} otherwise
	PathPointer []bool   // per selector but the last: it is a pointer (allocated while decoding)
	Name        string   // JSON name, settings key or property key
	Ref         *Ref
	Doc         string

	OmitEmpty  bool
	OmitZero   bool // also IsZero methods: ZeroMethod
	ZeroMethod bool
	NonZero    []NonZero // how values that Go does not compare are told from zero: one of these holds
	Quoted     bool      // `,string`
	Optional   bool      // pointer, optional, omitempty or omitzero: may be missing

	Default  *Literal
	Min, Max *Literal // of numbers and durations; of the length for strings and containers
	Enum     []Literal
	Pattern  string // RE2, "" for none
	Pos      token.Position
}

// A NonZero is the comparison of a field inside of a member with its zero value.
type NonZero struct {
	Path  string // ".Home.Street"
	Zero  string // as a Go expression: `""`, "nil", "false"
	Named bool   // of a false one: its type is not bool, so Go does not join it with those of others
}

// A Literal is a tag's value, checked against the member's kind.
type Literal struct {
	Text string // as written
	Go   string // as a Go expression of the member's basic type: `"users"`, `10`, `30000000000`
}
