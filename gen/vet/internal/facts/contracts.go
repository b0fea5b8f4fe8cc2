package facts

// Contracts are the routes and components that one package declares: what calls by
// name from other packages are held against.
type Contracts struct {
	Routes     []Route
	Components []Mounted
	Instances  []string // names that the package gives to Instantiate or Add as constants
}

// A Route is a contract, or a component that is its own.
type Route struct {
	Name      string
	Type      string // the interface or struct, with its import path
	Runnables []Runnable
}

// A Runnable is one method that can be called by name.
type Runnable struct {
	Name   string
	Params []Field
	Takes  bool   // it has params
	Result string // the type of what Invoke returns, with its import path; "" for none
	Stream bool
}

// A Field is one key of params or properties.
type Field struct {
	Name     string
	Type     string // as the source of its package has it
	Shape    Shape
	Required bool
}

// A Shape is the JSON form of a type.
type Shape uint8

// The shapes. AnyShape is that of types which say themselves how they look.
const (
	AnyShape Shape = iota
	TextShape
	IntShape
	FloatShape
	BoolShape
	ListShape
	ObjectShape
)

func (s Shape) String() string {
	return [...]string{"any value", "text", "a whole number", "a number", "true or false", "a list", "an object"}[s]
}

// A Mounted is a component as Instantiate knows it.
type Mounted struct {
	Name   string
	Scope  string
	Routes []string // the types of those that it serves
	Props  []Field
}
