package leakgen

// A source is how initialisation makes what the method fetches. {T} is its type, @mk makes it.
type source struct {
	name, decls, fetch string
	direct             bool // the memory is a package-level variable's own, and nothing is done to it before
}

var sources = []*source{
	{name: "initialiser", decls: "var @g = @mk()", fetch: "@g"},
	{name: "typed initialiser", decls: "var @g {T} = @mk()", fetch: "@g"},
	{name: "init", decls: "var @g {T}\nfunc init() { @g = @mk() }", fetch: "@g"},
	{name: "blank initialiser", decls: "var @g {T}\nvar _ = func() bool {\n@g = @mk()\nreturn true\n}()", fetch: "@g"},
	{name: "setter", decls: "var @g {T}\nfunc @set(to *{T}) { *to = @mk() }\nfunc init() { @set(&@g) }", fetch: "@g"},
	{name: "generic setter", decls: "var @g {T}\nfunc @Set[A any](to *A, f A) { *to = f }\nfunc init() { @Set(&@g, @mk()) }", fetch: "@g"},
	{name: "nested field", decls: "var @g struct{ #a struct{ #b {T} } }\nfunc init() { @g.#a.#b = @mk() }", fetch: "@g.#a.#b"},
	{name: "field of a literal", decls: "type @conf struct {\n#n int\n#f {T}\n}\nvar @g = &@conf{#f: @mk()}", fetch: "@g.#f"},
	{name: "embedded field", decls: "type @Base struct{ #f {T} }\ntype @conf struct{ @Base }\nvar @g = @conf{@Base{#f: @mk()}}", fetch: "@g.#f"},
	{name: "array element", decls: "var @g = [2]{T}{1: @mk()}", fetch: "@g[1]"},
	{name: "slice element", decls: "var @g = []{T}{@mk()}", fetch: "@g[0]"},
	{name: "slice element of init", decls: "var @g = make([]{T}, 2)\nfunc init() {\nfor i := range @g {\n@g[i] = @mk()\n}\n}", fetch: "@g[1]"},
	{name: "map value", decls: "var @g = map[string]{T}{\"k\": @mk()}", fetch: "@g[\"k\"]"},
	{name: "registry", decls: "var @g = map[string]{T}{}\nfunc @register(name string, f {T}) bool {\n@g[name] = f\nreturn true\n}\nvar _ = @register(\"k\", @mk())", fetch: "@g[\"k\"]"},
	{name: "registry method", decls: "type @reg struct{ #all []{T} }\nfunc (r *@reg) #add(f {T}) { r.#all = append(r.#all, f) }\nvar @g @reg\nfunc init() { @g.#add(@mk()) }", fetch: "@g.#all[0]"},
	{name: "closure", decls: "var @g = func() func() {T} {\nf := @mk()\nreturn func() {T} { return f }\n}()", fetch: "@g()"},
	{name: "closure of init", decls: "var @g func() {T}\nfunc init() {\nf := @mk()\n@g = func() {T} { return f }\n}", fetch: "@g()"},
	{name: "method value", decls: "type @holder struct{ #f {T} }\nfunc (h *@holder) #get() {T} { return h.#f }\nvar @g = (&@holder{#f: @mk()}).#get", fetch: "@g()"},
	{name: "accessor", decls: "var @v = @mk()\nfunc @get() {T} { return @v }", fetch: "@get()"},
	{name: "OnceValue", decls: "var @g = sync.OnceValue(@mk)", fetch: "@g()"},
	{name: "Once", decls: "var (\n@once sync.Once\n@g {T}\n)\nfunc @get() {T} {\n@once.Do(func() { @g = @mk() })\nreturn @g\n}", fetch: "@get()"},
	{name: "interface", decls: "type @getter interface{ #get() {T} }\ntype @holder struct{ #f {T} }\nfunc (h *@holder) #get() {T} { return h.#f }\nvar @g @getter = &@holder{#f: @mk()}", fetch: "@g.#get()"},
	{name: "any", decls: "var @g any = @mk()", fetch: "@g.({T})"},
	{name: "generic holder", decls: "type @Holder[A any] struct{ #f A }\nfunc (h *@Holder[A]) #get() A { return h.#f }\nvar @g = @Holder[{T}]{#f: @mk()}", fetch: "@g.#get()"},
	{name: "copied variable", decls: "var @first = @mk()\nvar @g = @first", fetch: "@g"},
	{name: "pointer to a variable", decls: "var @first = @mk()\nvar @g = &@first", fetch: "*@g"},
	{name: "several at once", decls: "func @two() (int, {T}) { return 1, @mk() }\nvar _, @g = @two()", fetch: "@g"},
	{name: "sync.Map", decls: "var @g sync.Map\nfunc init() { @g.Store(\"k\", @mk()) }", fetch: "func() {T} {\nv, _ := @g.Load(\"k\")\nreturn v.({T})\n}()"},
	{name: "atomic.Pointer", decls: "var @g atomic.Pointer[{T}]\nfunc init() {\nf := @mk()\n@g.Store(&f)\n}", fetch: "*@g.Load()"},
	{name: "channel", decls: "var @g = make(chan {T}, 1)\nfunc init() { @g <- @mk() }", fetch: "func() {T} {\nf := <-@g\n@g <- f\nreturn f\n}()"},
	{name: "context", decls: "type @key struct{}\nvar @g = context.WithValue(context.Background(), @key{}, @mk())", fetch: "@g.Value(@key{}).({T})"},
	{name: "error", decls: "type @sentinel struct{ #f {T} }\nfunc (*@sentinel) Error() string { return \"\" }\nvar @g error = &@sentinel{#f: @mk()}", fetch: "@g.(*@sentinel).#f"},
	{name: "goroutine of init", decls: "var @g {T}\nfunc init() {\ndone := make(chan bool)\ngo func() {\n@g = @mk()\nclose(done)\n}()\n<-done\n}", fetch: "@g"},
	{name: "variable", direct: true},
	{name: "variable", direct: true},
	{name: "variable", direct: true},
}
