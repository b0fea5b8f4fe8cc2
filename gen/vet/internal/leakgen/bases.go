package leakgen

// A base is memory that can be written.
type base struct {
	name       string
	expr       string // its type
	comparable bool
	decls      string
	fresh      string // makes one
	variable   string // behind var @g: a package-level variable that is such memory, ""
	address    string // what leads to it
	read       string // a string that depends on it; "" where reading writes
	peek       string // a string that tells all of it, for the oracle
	sinks      []*sink
}

// A sink writes {K}, {V} or {N}, which a tenant sends, into {x}.
type sink struct{ name, decls, code string }

func (b *base) typ() typ { return typ{expand(b.expr, 0, typ{}, typ{}), b.comparable} }

const boxDecls = `type @inner struct {
	#v string
	#m map[string]string
}
type @box struct {
	#v string
	#n int
	#in @inner
	#m map[string]string
	#s []string
	#a [3]string
	#next *@inner
	#f func(string)
	#any any
	#count atomic.Int64
	#mu sync.Mutex
}
func @fill(b *@box) {
	b.#in.#m = map[string]string{"a": "0"}
	b.#m = map[string]string{"a": "0"}
	b.#s = []string{"c", "b", "a"}
	b.#a = [3]string{"c", "b", "a"}
	b.#next = &@inner{#m: map[string]string{"a": "0"}}
	b.#any = &@inner{}
}
func @newBox() *@box {
	b := new(@box)
	@fill(b)
	return b
}
`

const boxPeek = `fmt.Sprint({x}.#f == nil, {x}.#v, {x}.#n, {x}.#in, {x}.#m, {x}.#s, {x}.#a, *{x}.#next, *{x}.#any.(*@inner), {x}.#count.Load())`

var bases = []*base{
	{name: "*box", expr: "*@box", comparable: true, decls: boxDecls, fresh: "@newBox()", variable: "@box\nfunc init() { @fill(&@g) }", address: "&@g", read: "{x}.#v + {x}.#m[\"a\"] + {x}.#s[0] + {x}.#next.#v", peek: boxPeek, sinks: []*sink{
		{name: "field", code: "{x}.#v = {V}"},
		{name: "counter", code: "{x}.#n += {N}"},
		{name: "increment", code: "{x}.#n++"},
		{name: "nested field", code: "{x}.#in.#v = {V}"},
		{name: "map of nested", code: "{x}.#in.#m[{K}] = {V}"},
		{name: "map of field", code: "{x}.#m[{K}] = {V}"},
		{name: "delete", code: "delete({x}.#m, \"a\")\n_ = {K}"},
		{name: "clear", code: "clear({x}.#m)"},
		{name: "element", code: "{x}.#s[0] = {V}"},
		{name: "append", code: "{x}.#s = append({x}.#s, {V})"},
		{name: "array element", code: "{x}.#a[1] = {V}"},
		{name: "array range", code: "for i := range {x}.#a {\n{x}.#a[i] = {V}\n}"},
		{name: "next", code: "{x}.#next.#v = {V}"},
		{name: "next replaced", code: "{x}.#next = &@inner{#v: {V}}"},
		{name: "any replaced", code: "{x}.#any = &@inner{#v: {V}}"},
		{name: "any asserted", code: "{x}.#any.(*@inner).#v = {V}"},
		{name: "field pointer", code: "f := &{x}.#v\n*f = {V}"},
		{name: "array slice", code: "part := {x}.#a[:]\npart[0] = {V}"},
		{name: "method", decls: "func (b *@box) #set(v string) { b.#v = v }", code: "{x}.#set({V})"},
		{name: "method value", decls: "func (b *@box) #set(v string) { b.#v = v }", code: "set := {x}.#set\nset({V})"},
		{name: "method expression", decls: "func (b *@box) #set(v string) { b.#v = v }", code: "(*@box).#set({x}, {V})"},
		{name: "interface", decls: "func (b *@box) #set(v string) { b.#v = v }\ntype @setter interface{ #set(string) }", code: "var to @setter = {x}\nto.#set({V})"},
		{name: "interface asserted", decls: "func (b *@box) #set(v string) { b.#v = v }\ntype @setter interface{ #set(string) }", code: "if to, ok := any({x}).(@setter); ok {\nto.#set({V})\n}"},
		{name: "generic", decls: "func (b *@box) #set(v string) { b.#v = v }\nfunc @Put[A interface{ #set(string) }](to A, v string) { to.#set(v) }", code: "@Put({x}, {V})"},
		{name: "deferred", decls: "func (b *@box) #set(v string) { b.#v = v }", code: "defer {x}.#set({V})"},
		{name: "fmt.Sscan", code: "_, _ = fmt.Sscan({V}, &{x}.#v)"},
		{name: "fmt.Sscanf", code: "_, _ = fmt.Sscanf({V}, \"%s\", &{x}.#v)"},
		{name: "json.Unmarshal", code: "_ = json.Unmarshal([]byte(`[\"x\",\"y\"]`), &{x}.#s)"},
		{name: "json.Decoder", code: "_ = json.NewDecoder(strings.NewReader(`{\"k\":\"v\"}`)).Decode(&{x}.#m)"},
		{name: "io.Writer", decls: "func (b *@box) Write(p []byte) (int, error) {\nb.#v += string(p)\nreturn len(p), nil\n}", code: "_, _ = io.WriteString({x}, {V})"},
		{name: "fmt.Fprint", decls: "func (b *@box) Write(p []byte) (int, error) {\nb.#v += string(p)\nreturn len(p), nil\n}", code: "_, _ = fmt.Fprint({x}, {V})"},
		{name: "io.Copy", decls: "func (b *@box) Write(p []byte) (int, error) {\nb.#v += string(p)\nreturn len(p), nil\n}", code: "_, _ = io.Copy({x}, strings.NewReader({V}))"},
		{name: "bufio.Writer", decls: "func (b *@box) Write(p []byte) (int, error) {\nb.#v += string(p)\nreturn len(p), nil\n}", code: "to := bufio.NewWriter({x})\n_, _ = to.WriteString({V})\n_ = to.Flush()"},
		{name: "io.MultiWriter", decls: "func (b *@box) Write(p []byte) (int, error) {\nb.#v += string(p)\nreturn len(p), nil\n}", code: "_, _ = io.WriteString(io.MultiWriter(io.Discard, {x}), {V})"},
		{name: "json.Encoder", decls: "func (b *@box) Write(p []byte) (int, error) {\nb.#v += string(p)\nreturn len(p), nil\n}", code: "_ = json.NewEncoder({x}).Encode({V})"},
		{name: "flag value", decls: "func (b *@box) UnmarshalText(p []byte) error {\nb.#v += string(p)\nreturn nil\n}", code: "_ = json.Unmarshal([]byte(`\"k\"`), {x})"},
		{name: "String", decls: "func (b *@box) String() string {\nb.#n++\nreturn \"\"\n}", code: "_ = fmt.Sprint({x})"},
		{name: "Error", decls: "func (b *@box) Error() string {\nb.#n++\nreturn \"\"\n}", code: "_ = errors.Join({x}).Error()"},
		{name: "atomic", code: "{x}.#count.Add(int64({N}) + 1)"},
		{name: "guarded", code: "{x}.#mu.Lock()\ndefer {x}.#mu.Unlock()\n{x}.#v = {V}"},
		{name: "copy", code: "copy({x}.#s, []string{{V}})"},
		{name: "swap", code: "{x}.#s[0], {x}.#s[1] = {x}.#s[1], {x}.#s[0]"},
		{name: "slices.Sort", code: "slices.Sort({x}.#s)"},
		{name: "sort.Strings", code: "sort.Strings({x}.#s)"},
		{name: "maps.Copy", code: "maps.Copy({x}.#m, map[string]string{{K}: {V}})"},
		{name: "local method", decls: "type @writer struct{ #to *@box }\nfunc (w @writer) #put(v string) { w.#to.#v = v }", code: "@writer{#to: {x}}.#put({V})"},
		{name: "range over pointers", code: "for _, e := range []*@box{{x}} {\ne.#v = {V}\n}"},
		{name: "by index", code: "all := [1]*@box{{x}}\nall[0].#v = {V}"},
		{name: "closure", code: "set := func(v string) { {x}.#v = v }\nset({V})"},
		{name: "returned pointer", decls: "func (b *@box) #at() *string { return &b.#v }", code: "*{x}.#at() = {V}"},
		{name: "returned map", decls: "func (b *@box) #all() map[string]string { return b.#m }", code: "{x}.#all()[{K}] = {V}"},
		{name: "struct copy", code: "c := {x}.#in\nc.#m[{K}] = {V}"},
		{name: "struct of a pointer", code: "c := *{x}.#next\nc.#m[{K}] = {V}"},
		{name: "array copy", code: "c := [1]map[string]string{{x}.#m}\nd := c\nd[0][{K}] = {V}"},
		{name: "shared prefix", code: "_ = append({x}.#s[:1], {V})"},
		{name: "callback stored", code: "v := {V}\n{x}.#f = func(string) { _ = v }"},
		{name: "truncate", code: "{x}.#s = {x}.#s[:1]\n_ = {V}"},
		{name: "map replaced", code: "{x}.#m = map[string]string{{K}: {V}}"},
		{name: "nested replaced", code: "{x}.#in = @inner{#v: {V}}"},
		{name: "array replaced", code: "{x}.#a = [3]string{{V}}"},
		{name: "DeleteFunc", code: "{x}.#s = slices.DeleteFunc({x}.#s, func(e string) bool { return e != {V} })"},
		{name: "snapshot", decls: "func (b *@box) #snapshot() @inner { return b.#in }", code: "s := {x}.#snapshot()\ns.#m[{K}] = {V}"},
		{name: "value receiver", decls: "func (i @inner) #put(k, v string) { i.#m[k] = v }", code: "{x}.#in.#put({K}, {V})"},
		{name: "value in an interface", decls: "func (i @inner) #put(k, v string) { i.#m[k] = v }", code: "var to interface{ #put(k, v string) } = {x}.#in\nto.#put({K}, {V})"},
		{name: "value in a map", code: "all := map[int]@inner{1: {x}.#in}\nall[1].#m[{K}] = {V}"},
		{name: "value sent", code: "ch := make(chan @inner, 1)\nch <- {x}.#in\n(<-ch).#m[{K}] = {V}"},
		{name: "value captured", code: "in := {x}.#in\nfunc() { in.#m[{K}] = {V} }()"},
		{name: "value method value", decls: "func (i @inner) #put(k, v string) { i.#m[k] = v }", code: "put := {x}.#in.#put\nput({K}, {V})"},
		{name: "shallow copy", decls: "type @plain struct {\n#m map[string]string\n#s []string\n#in @inner\n}\nfunc @copyOf(b *@box) *@plain { return &@plain{b.#m, b.#s, b.#in} }", code: "@copyOf({x}).#m[{K}] = {V}"},
		{name: "copy with a map of its own", decls: "type @plain struct {\n#m map[string]string\n#s []string\n#in @inner\n}\nfunc @own(b *@box) @plain {\nc := @plain{b.#m, b.#s, b.#in}\nc.#m = maps.Clone(b.#m)\nreturn c\n}", code: "c := @own({x})\nc.#s[0] = {V}"},
		{name: "copy with a slice of its own", decls: "type @plain struct {\n#m map[string]string\n#s []string\n#in @inner\n}\nfunc @own(b *@box) *@plain {\nc := @plain{b.#m, b.#s, b.#in}\nd := c\nd.#s = append([]string(nil), d.#s...)\nd.#m = maps.Clone(d.#m)\nreturn &d\n}", code: "@own({x}).#in.#m[{K}] = {V}"},
		{name: "copy with a map of its own in one branch", decls: "type @plain struct {\n#m map[string]string\n}\nfunc @own(b *@box, v string) @plain {\nc := @plain{b.#m}\nif v == \"\" {\nc.#m = map[string]string{}\n}\nreturn c\n}", code: "c := @own({x}, {V})\nc.#m[{K}] = {V}"},
		{name: "copy whose map is set too late", decls: "type @plain struct {\n#m map[string]string\n}", code: "c := @plain{{x}.#m}\nm := c.#m\nc.#m = map[string]string{}\nm[{K}] = {V}\n_ = c"},
		{name: "copy whose map is set back", decls: "type @plain struct {\n#m map[string]string\n}", code: "c := @plain{{x}.#m}\nwas := c.#m\nc.#m = map[string]string{}\nfor range 1 {\nc.#m = was\n}\nc.#m[{K}] = {V}"},
		{name: "copy in a loop", decls: "type @plain struct {\n#m map[string]string\n}", code: "c := @plain{}\nfor i := range 2 {\nif i == 1 {\nc.#m[{K}] = {V}\n}\nc.#m = {x}.#m\n}"},
		{name: "copy by a closure", decls: "type @plain struct {\n#m map[string]string\n}", code: "c := @plain{map[string]string{}}\nset := func() { c.#m = {x}.#m }\nset()\nc.#m[{K}] = {V}"},
		{name: "copy by a pointer", decls: "type @plain struct {\n#m map[string]string\n}", code: "c := @plain{map[string]string{}}\nat := &c\nat.#m = {x}.#m\nc.#m[{K}] = {V}"},
		{name: "copy as a whole", decls: "type @plain struct {\n#m map[string]string\n}", code: "c := @plain{map[string]string{}}\nc = @plain{{x}.#m}\nc.#m[{K}] = {V}"},
		{name: "clipped and appended", code: "s := {x}.#s[:1:2]\n_ = append(s, {V})"},
		{name: "clipped element", code: "s := slices.Clip({x}.#s)\ns[0] = {V}"},
		{name: "clipped to more", code: "n := 1\ns := {x}.#s[:n:n+1]\n_ = append(s, {V})"},
		{name: "clipped, then changed", code: "n := 1\ns := {x}.#s[:n:n]\ns = {x}.#s[:n]\n_ = append(s, {V})"},
	}},
	{name: "map", expr: "map[string]string", fresh: "map[string]string{\"a\": \"0\"}", variable: "= map[string]string{\"a\": \"0\"}", address: "@g", read: "{x}[\"a\"]", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "store", code: "{x}[{K}] = {V}"},
		{name: "add", code: "{x}[{K}] += {V}"},
		{name: "delete", code: "delete({x}, \"a\")"},
		{name: "clear", code: "clear({x})"},
		{name: "range", code: "for k := range {x} {\n{x}[k] = {V}\n}"},
		{name: "maps.Copy", code: "maps.Copy({x}, map[string]string{{K}: {V}})"},
		{name: "maps.Insert", code: "maps.Insert({x}, maps.All(map[string]string{{K}: {V}}))"},
		{name: "maps.DeleteFunc", code: "maps.DeleteFunc({x}, func(k, v string) bool { return true })"},
		{name: "json", code: "_ = json.Unmarshal([]byte(`{\"x\":\"y\"}`), &{x})"},
		{name: "named type", decls: "type @dict map[string]string\nfunc (d @dict) #put(k, v string) { d[k] = v }", code: "@dict({x}).#put({K}, {V})"},
		{name: "generic", decls: "func @Put[M ~map[A]B, A interface{ ~string }, B any](m M, k A, v B) { m[k] = v }", code: "@Put({x}, {K}, {V})"},
		{name: "pointer", code: "to := &{x}\n(*to)[{K}] = {V}"},
		{name: "multiple assignment", code: "{x}[{K}], {x}[\"a\"] = {V}, {V}"},
		{name: "range value", code: "for _, {x}[\"a\"] = range []string{{V}} {\n}"},
		{name: "receive", code: "ch := make(chan string, 1)\nch <- {V}\n{x}[{K}] = <-ch"},
	}},
	{name: "map of slices", expr: "map[string][]string", fresh: "map[string][]string{\"a\": {\"0\"}}", variable: "= map[string][]string{\"a\": {\"0\"}}", address: "@g", read: "{x}[\"a\"][0]", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "store", code: "{x}[{K}] = append({x}[{K}], {V})"},
		{name: "element", code: "{x}[\"a\"][0] = {V}"},
		{name: "range", code: "for _, all := range {x} {\nall[0] = {V}\n}"},
		{name: "url.Values", code: "url.Values({x}).Set({K}, {V})"},
		{name: "http.Header", code: "http.Header({x}).Add({K}, {V})"},
		{name: "maps.Clone", code: "maps.Clone({x})[\"a\"][0] = {V}"},
		{name: "slices.Sorted", code: "for _, k := range slices.Sorted(maps.Keys({x})) {\n{x}[k][0] = {V}\n}"},
	}},
	{name: "map of structs", expr: "map[string]@rec", decls: "type @rec struct {\n#v string\n#p *string\n}", fresh: "map[string]@rec{\"a\": {#p: new(string)}}", variable: "= map[string]@rec{\"a\": {#p: new(string)}}", address: "@g", read: "{x}[\"a\"].#v", peek: "fmt.Sprint(len({x}), {x}[\"a\"].#v, *{x}[\"a\"].#p)", sinks: []*sink{
		{name: "write back", code: "e := {x}[\"a\"]\ne.#v = {V}\n{x}[\"a\"] = e"},
		{name: "pointer in value", code: "*{x}[\"a\"].#p = {V}"},
		{name: "range", code: "for _, e := range {x} {\n*e.#p = {V}\n}"},
	}},
	{name: "slice", expr: "[]string", fresh: "[]string{\"c\", \"b\", \"a\"}", variable: "= [4]string{\"c\", \"b\", \"a\"}", address: "@g[:3]", read: "{x}[0]", peek: "fmt.Sprint({x}[:cap({x})])", sinks: []*sink{
		{name: "element", code: "{x}[0] = {V}"},
		{name: "range", code: "for i := range {x} {\n{x}[i] = {V}\n}"},
		{name: "copy", code: "copy({x}, []string{{V}})"},
		{name: "sort", code: "slices.Sort({x})"},
		{name: "sort.Strings", code: "sort.Strings({x})"},
		{name: "sort.Slice", code: "sort.Slice({x}, func(i, j int) bool { return {x}[i] < {x}[j] })"},
		{name: "sort.Sort", code: "sort.Sort(sort.StringSlice({x}))"},
		{name: "sort.Reverse", code: "sort.Sort(sort.Reverse(sort.StringSlice({x}[:2])))\n{x}[2] = {V}"},
		{name: "slices.SortFunc", code: "slices.SortFunc({x}, strings.Compare)"},
		{name: "reverse", code: "slices.Reverse({x})"},
		{name: "swap", code: "{x}[0], {x}[1] = {x}[1], {x}[0]"},
		{name: "append to prefix", code: "_ = append({x}[:0], {V})"},
		{name: "filter in place", code: "kept := {x}[:0]\nfor _, e := range {x} {\nif e != \"c\" {\nkept = append(kept, e)\n}\n}"},
		{name: "slices.Delete", code: "_ = slices.Delete({x}, 0, 1)"},
		{name: "slices.Insert", code: "_ = slices.Insert({x}[:1], 0, {V})"},
		{name: "slices.Replace", code: "_ = slices.Replace({x}, 0, 1, {V})"},
		{name: "slices.Compact", code: "_ = slices.CompactFunc({x}, func(a, b string) bool { return true })"},
		{name: "slices.AppendSeq", code: "_ = slices.AppendSeq({x}[:0], slices.Values([]string{{V}}))"},
		{name: "clear", code: "clear({x})"},
		{name: "element pointer", code: "e := &{x}[1]\n*e = {V}"},
		{name: "fmt.Sscan", code: "_, _ = fmt.Sscan({V}, &{x}[0])"},
		{name: "array pointer", code: "(*[2]string)({x})[0] = {V}"},
		{name: "named type", decls: "type @list []string\nfunc (l @list) #put(v string) { l[0] = v }", code: "@list({x}).#put({V})"},
		{name: "variadic", decls: "func @put(v string, to ...string) { to[0] = v }", code: "@put({V}, {x}...)"},
		{name: "generic", decls: "func @Put[S ~[]E, E any](to S, v E) { to[0] = v }", code: "@Put({x}, {V})"},
		{name: "slices.Chunk", code: "for part := range slices.Chunk({x}, 2) {\npart[0] = {V}\n}"},
		{name: "slices.Grow", code: "slices.Grow({x}, 0)[0] = {V}"},
	}},
	{name: "bytes", expr: "[]byte", fresh: "[]byte(\"0123456789abcdef\")", variable: "[16]byte", address: "@g[:]", read: "string({x})", peek: "string({x})", sinks: []*sink{
		{name: "element", code: "{x}[0] = {V}[0]"},
		{name: "copy", code: "copy({x}, {V})"},
		{name: "append", code: "_ = append({x}[:0], {V}[:4]...)"},
		{name: "binary.PutUint", code: "binary.BigEndian.PutUint32({x}, uint32({N})+1)"},
		{name: "hex.Encode", code: "hex.Encode({x}, []byte({V}[:2]))"},
		{name: "io.ReadFull", code: "_, _ = io.ReadFull(strings.NewReader({V}), {x}[:2])"},
		{name: "Read", code: "_, _ = strings.NewReader({V}).Read({x})"},
		{name: "strconv.Append", code: "_ = strconv.AppendInt({x}[:0], 77, 10)"},
		{name: "fmt.Append", code: "_ = fmt.Append({x}[:0], {V}[:4])"},
		{name: "utf8", code: "_ = utf8.EncodeRune({x}, 'z')"},
		{name: "bytes.Buffer", code: "bytes.NewBuffer({x}[:0]).WriteString({V}[:4])"},
		{name: "bytes.Map", code: "part := bytes.TrimSpace({x})\npart[0] = {V}[0]"},
		{name: "bytes.Fields", code: "for _, part := range bytes.Split({x}, []byte(\"5\")) {\npart[0] = {V}[0]\n}"},
		{name: "io.CopyBuffer", code: "_, _ = io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{strings.NewReader({V})}, {x})"},
		{name: "Hash.Sum", code: "_ = fnv.New32().Sum({x}[:0])"},
	}},
	{name: "*string", expr: "*string", comparable: true, fresh: "new(string)", variable: "string", address: "&@g", read: "*{x}", peek: "*{x}", sinks: []*sink{
		{name: "store", code: "*{x} = {V}"},
		{name: "add", code: "*{x} += {V}"},
		{name: "scan", code: "_, _ = fmt.Sscan({V}, {x})"},
		{name: "json", code: "_ = json.Unmarshal([]byte(`\"k\"`), {x})"},
		{name: "swap", code: "other := {V}\n*{x}, other = other, *{x}\n_ = other"},
	}},
	{name: "*int", expr: "*int64", comparable: true, fresh: "new(int64)", variable: "int64", address: "&@g", read: "strconv.FormatInt(*{x}, 10)", peek: "fmt.Sprint(*{x})", sinks: []*sink{
		{name: "add", code: "*{x} += int64({N})"},
		{name: "increment", code: "*{x}++"},
		{name: "atomic", code: "atomic.AddInt64({x}, 1)"},
		{name: "binary.Read", code: "_ = binary.Read(strings.NewReader({V}), binary.BigEndian, {x})"},
	}},
	{name: "*[]string", expr: "*[]string", comparable: true, fresh: "&[]string{\"a\"}", variable: "= []string{\"a\"}", address: "&@g", read: "(*{x})[0]", peek: "fmt.Sprint(*{x})", sinks: []*sink{
		{name: "append", code: "*{x} = append(*{x}, {V})"},
		{name: "element", code: "(*{x})[0] = {V}"},
		{name: "replace", code: "*{x} = []string{{V}}"},
		{name: "slices.Delete", code: "*{x} = slices.Delete(*{x}, 0, 1)"},
		{name: "json", code: "_ = json.Unmarshal([]byte(`[\"x\",\"y\"]`), {x})"},
	}},
	{name: "*map", expr: "*map[string]string", comparable: true, fresh: "&map[string]string{}", variable: "= map[string]string{}", address: "&@g", read: "(*{x})[\"a\"]", peek: "fmt.Sprint(*{x})", sinks: []*sink{
		{name: "store", code: "(*{x})[{K}] = {V}"},
		{name: "replace", code: "*{x} = map[string]string{{K}: {V}}"},
	}},
	{name: "*array", expr: "*[3]string", comparable: true, fresh: "&[3]string{\"c\", \"b\", \"a\"}", variable: "[3]string", address: "&@g", read: "{x}[0]", peek: "fmt.Sprint(*{x})", sinks: []*sink{
		{name: "element", code: "{x}[1] = {V}"},
		{name: "whole", code: "*{x} = [3]string{{V}}"},
		{name: "slice", code: "part := {x}[1:]\npart[0] = {V}"},
		{name: "range", code: "for i := range {x} {\n{x}[i] = {V}\n}"},
	}},
	{name: "**int", expr: "**int", comparable: true, decls: "func @two() **int {\np := new(int)\nreturn &p\n}", fresh: "@two()", variable: "= new(int)", address: "&@g", read: "strconv.Itoa(**{x})", peek: "fmt.Sprint(**{x})", sinks: []*sink{
		{name: "inner", code: "**{x} += {N}"},
		{name: "outer", code: "n := {N}\n*{x} = &n"},
	}},
	{name: "struct of references", expr: "@hdr", decls: "type @hdr struct {\n#m map[string]string\n#s []string\n#p *string\n}\nfunc @newHdr() @hdr { return @hdr{map[string]string{}, []string{\"c\", \"b\"}, new(string)} }", fresh: "@newHdr()", variable: "= @newHdr()", address: "@g", read: "{x}.#m[\"a\"] + {x}.#s[0]", peek: "fmt.Sprint({x}.#m, {x}.#s, *{x}.#p)", sinks: []*sink{
		{name: "map", code: "{x}.#m[{K}] = {V}"},
		{name: "element", code: "{x}.#s[0] = {V}"},
		{name: "pointer", code: "*{x}.#p = {V}"},
		{name: "method", decls: "func (h @hdr) #set(v string) { h.#s[0] = v }", code: "{x}.#set({V})"},
		{name: "copy", code: "c := {x}\nc.#m[{K}] = {V}"},
	}},
	{name: "array of pointers", expr: "[2]*int", comparable: true, fresh: "[2]*int{new(int), new(int)}", variable: "= [2]*int{new(int), new(int)}", address: "@g", read: "strconv.Itoa(*{x}[0])", peek: "fmt.Sprint(*{x}[0], *{x}[1])", sinks: []*sink{
		{name: "through", code: "*{x}[1] += {N}"},
		{name: "range", code: "for _, e := range {x} {\n*e += {N}\n}"},
	}},
	{name: "slice of pointers", expr: "[]*@rec", decls: "type @rec struct {\n#v string\n#tags []string\n}", fresh: "[]*@rec{{#tags: []string{\"a\"}}}", variable: "= []*@rec{{#tags: []string{\"a\"}}}", address: "@g", read: "{x}[0].#v", peek: "fmt.Sprint(len({x}), *{x}[0])", sinks: []*sink{
		{name: "element field", code: "{x}[0].#v = {V}"},
		{name: "element", code: "{x}[0] = &@rec{#v: {V}}"},
		{name: "range", code: "for _, e := range {x} {\ne.#v = {V}\n}"},
		{name: "deep", code: "{x}[0].#tags[0] = {V}"},
		{name: "clone", code: "slices.Clone({x})[0].#v = {V}"},
		{name: "ContainsFunc", code: "slices.ContainsFunc({x}, func(e *@rec) bool {\ne.#v = {V}\nreturn false\n})"},
		{name: "SortFunc", code: "slices.SortFunc(append([]*@rec{{}}, {x}...), func(a, b *@rec) int {\na.#v, b.#v = {V}, {V}\nreturn 0\n})"},
		{name: "IndexFunc", decls: "func @find(all []*@rec, is func(*@rec) bool) *@rec { return all[slices.IndexFunc(all, is)] }", code: "@find({x}, func(*@rec) bool { return true }).#v = {V}"},
	}},
	{name: "slice of structs", expr: "[]@rec", decls: "type @rec struct{ #v string }", fresh: "[]@rec{{}}", variable: "[2]@rec", address: "@g[:]", read: "{x}[0].#v", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "element field", code: "{x}[0].#v = {V}"},
		{name: "element pointer", code: "e := &{x}[0]\ne.#v = {V}"},
		{name: "pointer method", decls: "func (r *@rec) #set(v string) { r.#v = v }", code: "{x}[0].#set({V})"},
		{name: "append to prefix", code: "_ = append({x}[:0], @rec{{V}})"},
	}},
	{name: "channel", expr: "chan string", comparable: true, fresh: "make(chan string, 4)", variable: "= make(chan string, 4)", address: "@g", peek: "strconv.Itoa(len({x}))", sinks: []*sink{
		{name: "send", code: "{x} <- {V}"},
		{name: "select", code: "select {\ncase {x} <- {V}:\ndefault:\n}"},
		{name: "directed", decls: "func @send(to chan<- string, v string) { to <- v }", code: "@send({x}, {V})"},
	}},
	{name: "setter", expr: "@fns", decls: "type @fns struct {\n#set func(string)\n#get func() string\n}\nfunc @newFns() @fns {\nvar v string\nreturn @fns{func(to string) { v = to }, func() string { return v }}\n}", fresh: "@newFns()", variable: "= @newFns()", address: "@g", read: "{x}.#get()", peek: "{x}.#get()", sinks: []*sink{
		{name: "call", code: "{x}.#set({V})"},
		{name: "deferred", code: "defer {x}.#set({V})"},
		{name: "as an argument", decls: "func @each(do func(string), all ...string) {\nfor _, v := range all {\ndo(v)\n}\n}", code: "@each({x}.#set, {V})"},
	}},
	{name: "counter", expr: "func() int", decls: "func @newCounter() func() int {\nn := 0\nreturn func() int {\nn++\nreturn n\n}\n}", fresh: "@newCounter()", variable: "= @newCounter()", address: "@g", peek: "strconv.Itoa({x}())", sinks: []*sink{
		{name: "call", code: "n := {x}()\n_ = n"},
	}},
	{name: "interface", expr: "@store", comparable: true, decls: "type @store interface {\n#put(string)\n#get() string\n}\ntype @mem struct{ #v string }\nfunc (m *@mem) #put(v string) { m.#v = v }\nfunc (m *@mem) #get() string { return m.#v }", fresh: "@store(&@mem{})", variable: "@store = &@mem{}", address: "@g", read: "{x}.#get()", peek: "{x}.#get()", sinks: []*sink{
		{name: "call", code: "{x}.#put({V})"},
		{name: "method value", code: "put := {x}.#put\nput({V})"},
		{name: "method expression", code: "@store.#put({x}, {V})"},
		{name: "assertion", code: "{x}.(*@mem).#v = {V}"},
		{name: "handed on", decls: "func @each(do func(string), all ...string) {\nfor _, v := range all {\ndo(v)\n}\n}", code: "@each({x}.#put, {V})"},
		{name: "deferred", code: "defer {x}.#put({V})"},
		{name: "table of methods", code: "for _, put := range map[string]func(string){\"k\": {x}.#put} {\nput({V})\n}"},
		{name: "narrower", code: "{x}.(interface{ #put(string) }).#put({V})"},
	}},
	{name: "io.Writer", expr: "io.Writer", comparable: true, fresh: "io.Writer(new(bytes.Buffer))", variable: "io.Writer = new(bytes.Buffer)", address: "@g", read: "", peek: "{x}.(*bytes.Buffer).String()", sinks: []*sink{
		{name: "Fprint", code: "_, _ = fmt.Fprint({x}, {V})"},
		{name: "WriteString", code: "_, _ = io.WriteString({x}, {V})"},
		{name: "Write", code: "_, _ = {x}.Write([]byte({V}))"},
		{name: "assertion", code: "{x}.(*bytes.Buffer).WriteString({V})"},
		{name: "tabwriter", code: "to := tabwriter.NewWriter({x}, 0, 8, 1, ' ', 0)\n_, _ = to.Write([]byte({V}))\n_ = to.Flush()"},
		{name: "csv", code: "to := csv.NewWriter({x})\n_ = to.Write([]string{{V}})\nto.Flush()"},
		{name: "xml", code: "_ = xml.NewEncoder({x}).Encode({V})"},
		{name: "TeeReader", code: "_, _ = io.ReadAll(io.TeeReader(strings.NewReader({V}), {x}))"},
		{name: "hex.Dumper", code: "to := hex.Dumper({x})\n_, _ = to.Write([]byte({V}))\n_ = to.Close()"},
		{name: "WriteTo", code: "_, _ = strings.NewReader({V}).WriteTo({x})"},
		{name: "Replacer", code: "_, _ = strings.NewReplacer(\"a\", \"b\").WriteString({x}, {V})"},
	}},
	{name: "*bytes.Buffer", expr: "*bytes.Buffer", comparable: true, fresh: "new(bytes.Buffer)", variable: "bytes.Buffer", address: "&@g", read: "{x}.String()", peek: "{x}.String()", sinks: []*sink{
		{name: "WriteString", code: "{x}.WriteString({V})"},
		{name: "ReadFrom", code: "_, _ = {x}.ReadFrom(strings.NewReader({V}))"},
		{name: "Fprintf", code: "fmt.Fprintf({x}, \"%s\", {V})"},
		{name: "method value", code: "write := {x}.WriteString\n_, _ = write({V})"},
		{name: "method value handed on", decls: "func @each(do func(string) (int, error), all ...string) {\nfor _, v := range all {\n_, _ = do(v)\n}\n}", code: "@each({x}.WriteString, {V})"},
		{name: "AvailableBuffer", code: "{x}.Grow(64)\n{x}.Write(append({x}.AvailableBuffer(), {V}...))"},
	}},
	{name: "*strings.Builder", expr: "*strings.Builder", comparable: true, fresh: "new(strings.Builder)", variable: "strings.Builder", address: "&@g", read: "{x}.String()", peek: "{x}.String()", sinks: []*sink{
		{name: "WriteString", code: "{x}.WriteString({V})"},
		{name: "Fprint", code: "_, _ = fmt.Fprint({x}, {V})"},
	}},
	{name: "*strings.Reader", expr: "*strings.Reader", comparable: true, fresh: "strings.NewReader(\"0123456789\")", peek: "strconv.Itoa({x}.Len())", sinks: []*sink{
		{name: "ReadByte", code: "_, _ = {x}.ReadByte()"},
		{name: "Reset", code: "{x}.Reset({V})"},
		{name: "ReadAll", code: "_, _ = io.ReadAll({x})"},
		{name: "Scanner", code: "bufio.NewScanner({x}).Scan()"},
		{name: "Fscan", code: "var to string\n_, _ = fmt.Fscan({x}, &to)"},
		{name: "json.Decoder", code: "var to any\n_ = json.NewDecoder({x}).Decode(&to)"},
		{name: "LimitReader", code: "_, _ = io.Copy(io.Discard, io.LimitReader({x}, 2))"},
	}},
	{name: "*atomic.Int64", expr: "*atomic.Int64", comparable: true, fresh: "new(atomic.Int64)", variable: "atomic.Int64", address: "&@g", read: "strconv.FormatInt({x}.Load(), 10)", peek: "fmt.Sprint({x}.Load())", sinks: []*sink{
		{name: "Add", code: "{x}.Add(1)"},
		{name: "Store", code: "{x}.Store(int64({N}))"},
		{name: "method value", code: "add := {x}.Add\nadd(1)"},
		{name: "CompareAndSwap", code: "{x}.CompareAndSwap({x}.Load(), int64({N}))"},
	}},
	{name: "*atomic.Value", expr: "*atomic.Value", comparable: true, fresh: "new(atomic.Value)", variable: "atomic.Value", address: "&@g", read: "fmt.Sprint({x}.Load())", peek: "fmt.Sprint({x}.Load())", sinks: []*sink{
		{name: "Store", code: "{x}.Store({V})"},
		{name: "Swap", code: "_ = {x}.Swap({V})"},
	}},
	{name: "*atomic.Pointer", expr: "*atomic.Pointer[string]", comparable: true, decls: "func @ap() *atomic.Pointer[string] {\np := new(atomic.Pointer[string])\np.Store(new(string))\nreturn p\n}", fresh: "@ap()", read: "*{x}.Load()", peek: "*{x}.Load()", sinks: []*sink{
		{name: "Store", code: "v := {V}\n{x}.Store(&v)"},
		{name: "through", code: "*{x}.Load() = {V}"},
	}},
	{name: "*sync.Map", expr: "*sync.Map", comparable: true, fresh: "new(sync.Map)", variable: "sync.Map", address: "&@g", read: "func() string {\nv, _ := {x}.Load(\"a\")\nreturn fmt.Sprint(v)\n}()", peek: "func() string {\nn := 0\n{x}.Range(func(any, any) bool {\nn++\nreturn true\n})\nreturn strconv.Itoa(n)\n}()", sinks: []*sink{
		{name: "Store", code: "{x}.Store({K}, {V})"},
		{name: "LoadOrStore", code: "_, _ = {x}.LoadOrStore({K}, {V})"},
		{name: "Swap", code: "_, _ = {x}.Swap({K}, {V})"},
	}},
	{name: "*list.List", expr: "*list.List", comparable: true, fresh: "list.New()", variable: "list.List", address: "&@g", read: "strconv.Itoa({x}.Len())", peek: "strconv.Itoa({x}.Len())", sinks: []*sink{
		{name: "PushBack", code: "{x}.PushBack({V})"},
		{name: "PushFront", code: "{x}.PushFront({V})"},
	}},
	{name: "*big.Int", expr: "*big.Int", comparable: true, fresh: "new(big.Int)", variable: "big.Int", address: "&@g", read: "{x}.String()", peek: "{x}.String()", sinks: []*sink{
		{name: "SetInt64", code: "{x}.SetInt64(int64({N}))"},
		{name: "Add", code: "{x}.Add({x}, big.NewInt(1))"},
		{name: "scan", code: "_, _ = fmt.Sscan(\"7\", {x})"},
	}},
	{name: "*url.URL", expr: "*url.URL", comparable: true, fresh: "&url.URL{Scheme: \"http\", Host: \"h\", User: url.User(\"u\")}", variable: "url.URL", address: "&@g", read: "{x}.String()", peek: "{x}.String()", sinks: []*sink{
		{name: "field", code: "{x}.Path = {V}"},
		{name: "whole", code: "*{x} = url.URL{Path: {V}}"},
		{name: "UnmarshalBinary", code: "_ = {x}.UnmarshalBinary([]byte({V}))"},
	}},
	{name: "*rand.Rand", expr: "*rand.Rand", comparable: true, fresh: "rand.New(rand.NewPCG(1, 2))", variable: "= rand.New(rand.NewPCG(1, 2))", address: "@g", peek: "fmt.Sprint({x}.Uint64())", sinks: []*sink{
		{name: "draw", code: "_ = {x}.IntN(10)"},
		{name: "shuffle", code: "{x}.Shuffle(2, func(i, j int) {})"},
	}},
	{name: "hash", expr: "hash.Hash32", comparable: true, fresh: "fnv.New32()", variable: "= fnv.New32()", address: "@g", read: "strconv.Itoa(int({x}.Sum32()))", peek: "fmt.Sprint({x}.Sum32())", sinks: []*sink{
		{name: "Write", code: "_, _ = {x}.Write([]byte({V}))"},
		{name: "Fprint", code: "_, _ = fmt.Fprint({x}, {V})"},
	}},
	{name: "cell", expr: "*@Cell[string]", comparable: true, decls: "type @Cell[A any] struct {\n#v A\n#subs []func(A)\n}\nfunc (c *@Cell[A]) #set(v A) { c.#v = v }\nfunc (c *@Cell[A]) #update(f func(A) A) { c.#v = f(c.#v) }\nfunc (c *@Cell[A]) #on(f func(A)) { c.#subs = append(c.#subs, f) }", fresh: "new(@Cell[string])", variable: "@Cell[string]", address: "&@g", read: "{x}.#v", peek: "fmt.Sprint({x}.#v, len({x}.#subs))", sinks: []*sink{
		{name: "set", code: "{x}.#set({V})"},
		{name: "update", code: "{x}.#update(func(was string) string { return was + {V} })"},
		{name: "subscribe", code: "{x}.#on(func(string) {})"},
		{name: "field", code: "{x}.#v = {V}"},
	}},
	{name: "cache", expr: "*@Cache[string, string]", comparable: true, decls: "type @Cache[K interface{ ~string }, V any] struct {\n#mu sync.RWMutex\n#m map[K]V\n}\nfunc @NewCache[K interface{ ~string }, V any]() *@Cache[K, V] { return &@Cache[K, V]{#m: make(map[K]V)} }\nfunc (c *@Cache[K, V]) #do(k K, make func() V) V {\nc.#mu.Lock()\ndefer c.#mu.Unlock()\nif v, ok := c.#m[k]; ok {\nreturn v\n}\nv := make()\nc.#m[k] = v\nreturn v\n}", fresh: "@NewCache[string, string]()", variable: "= @NewCache[string, string]()", address: "@g", peek: "fmt.Sprint({x}.#m)", sinks: []*sink{
		{name: "do", code: "_ = {x}.#do({K}, func() string { return {V} })"},
	}},
	{name: "tree", expr: "*@node", comparable: true, decls: "type @node struct {\n#v string\n#kids []*@node\n#next *@node\n}", fresh: "&@node{#kids: []*@node{{}}, #next: &@node{}}", variable: "= @node{#kids: []*@node{{}}, #next: &@node{}}", address: "&@g", read: "{x}.#kids[0].#v", peek: "fmt.Sprint({x}.#v, len({x}.#kids), *{x}.#kids[0], *{x}.#next)", sinks: []*sink{
		{name: "append at the end", code: "at := {x}\nfor at.#next != nil {\nat = at.#next\n}\nat.#next = &@node{#v: {V}}"},
		{name: "pointer to pointer", code: "at := &{x}.#next\nfor *at != nil {\nat = &(*at).#next\n}\n*at = &@node{#v: {V}}"},
		{name: "recursion", decls: "func (n *@node) #mark(v string) {\nn.#v = v\nfor _, k := range n.#kids {\nk.#mark(v)\n}\n}", code: "{x}.#mark({V})"},
		{name: "iterator", decls: "func (n *@node) #all(yield func(*@node) bool) {\nfor _, k := range n.#kids {\nif !yield(k) {\nreturn\n}\n}\n}", code: "for k := range {x}.#all {\nk.#v = {V}\n}"},
		{name: "walk", decls: "func @walk(n *@node, do func(*@node)) {\nif n == nil {\nreturn\n}\ndo(n)\n@walk(n.#next, do)\n}", code: "@walk({x}, func(n *@node) { n.#v += {V} })"},
		{name: "find", decls: "func (n *@node) #find(is func(string) bool) *@node {\nfor _, k := range n.#kids {\nif is(k.#v) {\nreturn k\n}\n}\nreturn nil\n}", code: "if n := {x}.#find(func(string) bool { return true }); n != nil {\nn.#v = {V}\n}"},
		{name: "range assignment", code: "for _, {x}.#v = range []string{{V}} {\n}"},
		{name: "comma ok", code: "_, {x}.#v = {N}, {V}"},
		{name: "assertion", code: "var ok bool\n{x}.#v, ok = any({V}).(string)\n_ = ok"},
		{name: "results", decls: "func @two(v string) (string, error) { return v, nil }", code: "var err error\n{x}.#v, err = @two({V})\n_ = err"},
		{name: "select", code: "ch := make(chan string, 1)\nch <- {V}\nselect {\ncase {x}.#v = <-ch:\n}"},
		{name: "stack", code: "stack := []*@node{{x}}\nfor len(stack) > 0 {\nn := stack[len(stack)-1]\nstack = append(stack[:len(stack)-1], n.#kids...)\nn.#v = {V}\n}"},
	}},
	{name: "matrix", expr: "[][]string", fresh: "[][]string{{\"a\", \"b\"}, {\"c\"}}", variable: "= [][]string{{\"a\", \"b\"}, {\"c\"}}", address: "@g", read: "{x}[0][1]", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "element", code: "{x}[0][1] = {V}"},
		{name: "row", code: "row := {x}[1]\nrow[0] = {V}"},
		{name: "rows", code: "for _, row := range {x} {\nfor i := range row {\nrow[i] = {V}\n}\n}"},
		{name: "copied", code: "c := append([][]string(nil), {x}...)\nc[0][0] = {V}"},
		{name: "cloned", code: "slices.Clone({x})[0][0] = {V}"},
		{name: "concat", code: "slices.Concat({x}, nil)[0][0] = {V}"},
		{name: "flattened", code: "for _, row := range slices.Collect(slices.Values({x})) {\nslices.Reverse(row)\nrow[0] = {V}\n}"},
		{name: "MaxFunc", code: "slices.MaxFunc({x}, func(a, b []string) int { return len(a) - len(b) })[0] = {V}"},
		{name: "SortFunc", code: "slices.SortFunc({x}, func(a, b []string) int { return len(a) - len(b) })"},
		{name: "SortedFunc", code: "slices.SortedFunc(slices.Values({x}), func(a, b []string) int { return 0 })[0][0] = {V}"},
		{name: "Repeat", code: "slices.Repeat({x}, 2)[2][0] = {V}"},
	}},
	{name: "tree of any", expr: "map[string]any", decls: "func @newTree() map[string]any { return map[string]any{\"a\": map[string]any{\"b\": \"0\"}, \"l\": []any{\"0\"}, \"n\": new(int)} }", fresh: "@newTree()", variable: "= @newTree()", address: "@g", read: "fmt.Sprint({x}[\"b\"])", peek: "fmt.Sprint({x}[\"a\"], {x}[\"l\"], *{x}[\"n\"].(*int), len({x}))", sinks: []*sink{
		{name: "store", code: "{x}[{K}] = {V}"},
		{name: "deep", code: "{x}[\"a\"].(map[string]any)[\"b\"] = {V}"},
		{name: "list", code: "if l, ok := {x}[\"l\"].([]any); ok {\nl[0] = {V}\n}"},
		{name: "pointer", code: "*{x}[\"n\"].(*int) += {N}"},
		{name: "type switch", code: "for _, e := range {x} {\nswitch e := e.(type) {\ncase map[string]any:\ne[\"b\"] = {V}\ncase []any:\ne[0] = {V}\n}\n}"},
		{name: "walk", decls: "func @walk(at any, v string) {\nswitch at := at.(type) {\ncase map[string]any:\nfor k, e := range at {\nif _, ok := e.(string); ok {\nat[k] = v\n}\n@walk(e, v)\n}\n}\n}", code: "@walk({x}, {V})"},
		{name: "cloned", code: "maps.Clone({x})[\"a\"].(map[string]any)[\"b\"] = {V}"},
		{name: "json", code: "_ = json.Unmarshal([]byte(`{\"x\":{\"y\":1}}`), &{x})"},
	}},
	{name: "map of maps", expr: "map[string]map[string]int", fresh: "map[string]map[string]int{\"a\": {}}", variable: "= map[string]map[string]int{\"a\": {}}", address: "@g", read: "strconv.Itoa({x}[\"a\"][\"b\"])", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "increment", code: "{x}[\"a\"][{K}]++"},
		{name: "inner made", code: "if {x}[{K}] == nil {\n{x}[{K}] = map[string]int{}\n}\n{x}[{K}][{V}] = 1"},
		{name: "range", code: "for _, in := range {x} {\nin[{K}] = {N}\n}"},
		{name: "collected", code: "maps.Collect(maps.All({x}))[\"a\"][{K}] = 1"},
		{name: "values", code: "for in := range maps.Values({x}) {\nin[{K}] += {N}\n}"},
		{name: "delete", code: "for k := range {x} {\ndelete({x}, k)\n}"},
	}},
	{name: "map of pointers", expr: "map[string]*@rec", decls: "type @rec struct {\n#v string\n#n int\n}", fresh: "map[string]*@rec{\"a\": {}}", variable: "= map[string]*@rec{\"a\": {}}", address: "@g", read: "{x}[\"a\"].#v", peek: "fmt.Sprint(len({x}), *{x}[\"a\"])", sinks: []*sink{
		{name: "field", code: "{x}[\"a\"].#v = {V}"},
		{name: "get or create", decls: "func @of(m map[string]*@rec, k string) *@rec {\nr, ok := m[k]\nif !ok {\nr = &@rec{}\nm[k] = r\n}\nreturn r\n}", code: "@of({x}, {K}).#n++"},
		{name: "keys", code: "for _, k := range slices.Collect(maps.Keys({x})) {\n{x}[k].#n += {N}\n}"},
		{name: "cloned", code: "maps.Clone({x})[\"a\"].#v = {V}"},
		{name: "whole", code: "*{x}[\"a\"] = @rec{{V}, {N}}"},
		{name: "swap", code: "fresh := @rec{{V}, {N}}\n*{x}[\"a\"], fresh = fresh, *{x}[\"a\"]\n_ = fresh"},
	}},
	{name: "embedding", expr: "*@outer", comparable: true, decls: "type @Base struct {\n#v string\n#m map[string]string\n}\nfunc (b *@Base) #set(v string) { b.#v = v }\nfunc (b @Base) #put(k, v string) { b.#m[k] = v }\ntype @Mid struct{ *@Base }\ntype @outer struct {\n@Mid\nsync.Mutex\n#n int\n}\nfunc @newOuter() *@outer { return &@outer{@Mid: @Mid{&@Base{#m: map[string]string{}}}} }", fresh: "@newOuter()", variable: "= @newOuter()", address: "@g", read: "{x}.#v", peek: "fmt.Sprint({x}.#v, {x}.#m, {x}.#n)", sinks: []*sink{
		{name: "promoted method", code: "{x}.#set({V})"},
		{name: "promoted value method", code: "{x}.#put({K}, {V})"},
		{name: "promoted field", code: "{x}.#v = {V}"},
		{name: "promoted map", code: "{x}.#m[{K}] = {V}"},
		{name: "interface", code: "var to interface{ #set(string) } = {x}\nto.#set({V})"},
		{name: "method value", code: "set := {x}.#set\nset({V})"},
		{name: "promoted method expression", code: "(*@outer).#set({x}, {V})"},
		{name: "copy of the middle", code: "mid := {x}.@Mid\nmid.#set({V})"},
		{name: "copy of the base", code: "base := *{x}.@Mid.@Base\nbase.#put({K}, {V})"},
		{name: "locked", code: "{x}.Lock()\n{x}.#n++\n{x}.Unlock()"},
	}},
	{name: "named int", expr: "*@count", comparable: true, decls: "type @count int\nfunc (c *@count) #inc() int {\n*c++\nreturn int(*c)\n}\nfunc (c *@count) Set(string) error {\n*c++\nreturn nil\n}\nfunc (c *@count) Scan(fmt.ScanState, rune) error {\n*c++\nreturn nil\n}", fresh: "new(@count)", variable: "@count", address: "&@g", read: "strconv.Itoa(int(*{x}))", peek: "fmt.Sprint(int(*{x}))", sinks: []*sink{
		{name: "method", code: "_ = {x}.#inc()"},
		{name: "deferred", code: "defer {x}.#inc()"},
		{name: "in a condition", code: "if {x}.#inc() > 3 {\n_ = {V}\n}"},
		{name: "conversion", code: "(*(*int)({x})) += {N}"},
		{name: "Scanner", code: "_, _ = fmt.Sscan(\"k\", {x})"},
		{name: "method value in a loop", code: "for _, do := range []func() int{{x}.#inc} {\ndo()\n}"},
		{name: "OnceFunc", code: "sync.OnceFunc(func() { {x}.#inc() })()"},
		{name: "OnceValue", code: "_ = sync.OnceValue({x}.#inc)()"},
		{name: "shift", code: "*{x} |= 1\n*{x} <<= 2"},
		{name: "iterator", code: "for range func(yield func() bool) {\n{x}.#inc()\nyield()\n} {\n}"},
	}},
	{name: "heap", expr: "*@h", comparable: true, decls: "type @h []string\nfunc (h @h) Len() int { return len(h) }\nfunc (h @h) Less(i, j int) bool { return h[i] < h[j] }\nfunc (h @h) Swap(i, j int) { h[i], h[j] = h[j], h[i] }\nfunc (h *@h) Push(v any) { *h = append(*h, v.(string)) }\nfunc (h *@h) Pop() any {\nlast := (*h)[len(*h)-1]\n*h = (*h)[:len(*h)-1]\nreturn last\n}", fresh: "&@h{\"c\", \"b\", \"a\"}", variable: "= @h{\"c\", \"b\", \"a\"}", address: "&@g", read: "(*{x})[0]", peek: "fmt.Sprint([]string(*{x}))", sinks: []*sink{
		{name: "Push", code: "heap.Push({x}, {V})"},
		{name: "Pop", code: "_ = heap.Pop({x})"},
		{name: "Init", code: "heap.Init({x})"},
		{name: "Fix", code: "(*{x})[0] = {V}\nheap.Fix({x}, 0)"},
		{name: "sort.Sort", code: "sort.Sort({x})"},
		{name: "sort.Sort of a value", code: "sort.Sort(*{x})"},
		{name: "sort.Stable", code: "sort.Stable({x})"},
		{name: "Reverse", code: "sort.Sort(sort.Reverse(*{x}))\n(*{x}).Swap(0, 2)\n(*{x})[1] = {V}"},
	}},
	{name: "pulled", expr: "func() (int, bool)", decls: "func @newPull() func() (int, bool) {\nn := 0\nreturn func() (int, bool) {\nn++\nreturn n, true\n}\n}", fresh: "@newPull()", variable: "= @newPull()", address: "@g", peek: "fmt.Sprint({x}())", sinks: []*sink{
		{name: "call", code: "_, _ = {x}()"},
		{name: "range", code: "for range func(yield func(int) bool) {\nn, _ := {x}()\nyield(n)\n} {\nbreak\n}"},
	}},
	{name: "*bytes.Reader", expr: "*bytes.Reader", comparable: true, fresh: "bytes.NewReader([]byte(\"0123456789\"))", variable: "= bytes.NewReader([]byte(\"0123456789\"))", address: "@g", peek: "strconv.Itoa({x}.Len())", sinks: []*sink{
		{name: "Seek", code: "_, _ = {x}.Seek(1, io.SeekCurrent)"},
		{name: "WriteTo", code: "_, _ = {x}.WriteTo(io.Discard)"},
		{name: "io.ReadFull", code: "_, _ = io.ReadFull({x}, make([]byte, 2))"},
		{name: "binary.Read", code: "var n uint16\n_ = binary.Read({x}, binary.BigEndian, &n)"},
		{name: "method value", code: "read := {x}.ReadByte\n_, _ = read()"},
		{name: "bufio.Reader", code: "_, _ = bufio.NewReader({x}).ReadByte()"},
		{name: "MultiReader", code: "_, _ = io.ReadAll(io.MultiReader(strings.NewReader({V}), {x}))"},
		{name: "xml.Decoder", code: "_, _ = xml.NewDecoder({x}).Token()"},
		{name: "csv.Reader", code: "_, _ = csv.NewReader({x}).Read()"},
	}},
	{name: "*bufio.Scanner", expr: "*bufio.Scanner", comparable: true, fresh: "bufio.NewScanner(strings.NewReader(\"a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\n\"))", variable: "= bufio.NewScanner(strings.NewReader(\"a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\n\"))", address: "@g", peek: "{x}.Text()", sinks: []*sink{
		{name: "Scan", code: "_ = {x}.Scan()"},
		{name: "loop", code: "for {x}.Scan() {\nif {x}.Text() != {V} {\nbreak\n}\n}"},
	}},
	{name: "*bufio.Writer", expr: "*bufio.Writer", comparable: true, fresh: "bufio.NewWriter(io.Discard)", variable: "= bufio.NewWriter(io.Discard)", address: "@g", peek: "strconv.Itoa({x}.Buffered())", sinks: []*sink{
		{name: "WriteString", code: "_, _ = {x}.WriteString({V})"},
		{name: "Fprint", code: "_, _ = fmt.Fprint({x}, {V})"},
		{name: "ReadWriter", code: "_, _ = bufio.NewReadWriter(nil, {x}).WriteString({V})"},
	}},
	{name: "*regexp.Regexp", expr: "*regexp.Regexp", comparable: true, fresh: "regexp.MustCompile(\"a|ab\")", variable: "= regexp.MustCompile(\"a|ab\")", address: "@g", read: "{x}.FindString(\"ab\")", peek: "{x}.FindString(\"ab\")", sinks: []*sink{
		{name: "Longest", code: "{x}.Longest()"},
		{name: "UnmarshalText", code: "_ = {x}.UnmarshalText([]byte(\"b\"))"},
		{name: "method value", code: "do := {x}.Longest\ndo()"},
		{name: "whole", code: "*{x} = *regexp.MustCompile(\"b\")"},
	}},
	{name: "*slog.LevelVar", expr: "*slog.LevelVar", comparable: true, fresh: "new(slog.LevelVar)", variable: "slog.LevelVar", address: "&@g", read: "{x}.String()", peek: "{x}.String()", sinks: []*sink{
		{name: "Set", code: "{x}.Set(slog.LevelDebug)"},
		{name: "UnmarshalText", code: "_ = {x}.UnmarshalText([]byte(\"WARN\"))"},
		{name: "json", code: "_ = json.Unmarshal([]byte(`\"WARN\"`), {x})"},
	}},
	{name: "*ring.Ring", expr: "*ring.Ring", comparable: true, fresh: "ring.New(3)", variable: "= ring.New(3)", address: "@g", peek: "func() string {\nvar all []any\n{x}.Do(func(v any) { all = append(all, v) })\nreturn fmt.Sprint(all...)\n}()", sinks: []*sink{
		{name: "Value", code: "{x}.Value = {V}"},
		{name: "next", code: "{x}.Next().Value = {V}"},
		{name: "Unlink", code: "{x}.Next().Value = 1\n_ = {x}.Unlink(1)"},
		{name: "Link", code: "_ = {x}.Link(&ring.Ring{Value: {V}})"},
	}},
	{name: "*list.Element", expr: "*list.Element", comparable: true, fresh: "list.New().PushBack(\"a\")", variable: "= list.New().PushBack(\"a\")", address: "@g", read: "fmt.Sprint({x}.Value)", peek: "fmt.Sprint({x}.Value)", sinks: []*sink{
		{name: "Value", code: "{x}.Value = {V}"},
	}},
	{name: "atomics", expr: "*[2]atomic.Uint32", comparable: true, fresh: "new([2]atomic.Uint32)", variable: "[2]atomic.Uint32", address: "&@g", read: "fmt.Sprint({x}[0].Load())", peek: "fmt.Sprint({x}[0].Load(), {x}[1].Load())", sinks: []*sink{
		{name: "Add", code: "{x}[1].Add(1)"},
		{name: "Or", code: "_ = {x}[0].Or(6)"},
		{name: "range", code: "for i := range {x} {\n{x}[i].Store(7)\n}"},
	}},
	{name: "cancel", expr: "@both", comparable: false, decls: "type @both struct {\n#ctx context.Context\n#cancel context.CancelFunc\n}\nfunc @newBoth() @both {\nctx, cancel := context.WithCancel(context.Background())\nreturn @both{ctx, cancel}\n}", fresh: "@newBoth()", variable: "= @newBoth()", address: "@g", peek: "fmt.Sprint({x}.#ctx.Err())", sinks: []*sink{
		{name: "call", code: "{x}.#cancel()"},
		{name: "deferred", code: "defer {x}.#cancel()"},
	}},
	{name: "big numbers", expr: "[]*big.Rat", fresh: "[]*big.Rat{new(big.Rat)}", variable: "= []*big.Rat{new(big.Rat)}", address: "@g", read: "{x}[0].String()", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "Add", code: "{x}[0].Add({x}[0], big.NewRat(1, 2))"},
		{name: "SetString", code: "_, _ = {x}[0].SetString(\"3/4\")"},
		{name: "range", code: "for _, e := range {x} {\ne.Neg(e.SetInt64(5))\n}"},
		{name: "Denom", code: "{x}[0].SetInt64(3).Num().SetInt64(4)"},
		{name: "sum", code: "sum := {x}[0]\nsum = sum.Add(sum, big.NewRat(1, 3))\n_ = sum"},
	}},
	{name: "generic map", expr: "@Set[string]", decls: "type @Set[K interface{ ~string }] map[K]struct{}\nfunc (s @Set[K]) #add(k K) { s[k] = struct{}{} }\nfunc (s @Set[K]) #union(o @Set[K]) @Set[K] {\nfor k := range o {\ns.#add(k)\n}\nreturn s\n}", fresh: "@Set[string]{}", variable: "= @Set[string]{}", address: "@g", read: "strconv.Itoa(len({x}))", peek: "fmt.Sprint({x})", sinks: []*sink{
		{name: "add", code: "{x}.#add({V})"},
		{name: "union", code: "_ = {x}.#union(@Set[string]{{V}: {}})"},
		{name: "method value", code: "add := {x}.#add\nadd({V})"},
		{name: "handed on", code: "slices.Values([]string{{V}})(func(v string) bool {\n{x}.#add(v)\nreturn true\n})"},
		{name: "conversion", code: "map[string]struct{}({x})[{V}] = struct{}{}"},
	}},
	{name: "func of methods", expr: "@fn", decls: "type @fn func(string) string\nfunc (f @fn) #call(v string) string { return f(v) }\nfunc (f @fn) Write(p []byte) (int, error) {\nf(string(p))\nreturn len(p), nil\n}\nfunc @newFn() @fn {\nlast := \"\"\nreturn func(v string) string {\nwas := last\nlast = v\nreturn was\n}\n}", fresh: "@newFn()", variable: "= @newFn()", address: "@g", peek: "func() string {\nv := {x}(\"\")\n{x}(v)\nreturn v\n}()", sinks: []*sink{
		{name: "call", code: "_ = {x}({V})"},
		{name: "method", code: "_ = {x}.#call({V})"},
		{name: "io.Writer", code: "_, _ = io.WriteString({x}, {V})"},
		{name: "Fprint", code: "_, _ = fmt.Fprint({x}, {V})"},
		{name: "method value", code: "do := {x}.#call\n_ = do({V})"},
		{name: "ReplaceAllStringFunc", code: "_ = regexp.MustCompile(\".+\").ReplaceAllStringFunc({V}, {x})"},
	}},
	{name: "decoded", expr: "*@doc", comparable: true, decls: "type @Part struct {\nV string `json:\"v\"`\nN uint16 `json:\"n\"`\n}\ntype @doc struct {\nA @Part `json:\"a\"`\nL []*@Part `json:\"l\"`\nM map[string]*@Part `json:\"m\"`\n}", fresh: "&@doc{L: []*@Part{{}}, M: map[string]*@Part{\"k\": {}}}", variable: "= @doc{L: []*@Part{{}}, M: map[string]*@Part{\"k\": {}}}", address: "&@g", read: "{x}.A.V", peek: "fmt.Sprint({x}.A, *{x}.L[0], *{x}.M[\"k\"])", sinks: []*sink{
		{name: "json", code: "_ = json.Unmarshal([]byte(`{\"a\":{\"v\":\"x\"}}`), {x})"},
		{name: "json nested", code: "_ = json.Unmarshal([]byte(`{\"v\":\"x\"}`), {x}.L[0])"},
		{name: "json by value", code: "c := *{x}\n_ = json.Unmarshal([]byte(`{\"l\":[{\"v\":\"x\"}]}`), &c)"},
		{name: "json in any", code: "var to any = {x}.M[\"k\"]\n_ = json.Unmarshal([]byte(`{\"v\":\"x\"}`), &to)"},
		{name: "json in a slice", code: "to := []any{{x}}\n_ = json.Unmarshal([]byte(`[{\"a\":{\"v\":\"x\"}}]`), &to)"},
		{name: "json in a struct", code: "to := struct{ D *@doc }{{x}}\n_ = json.Unmarshal([]byte(`{\"D\":{\"a\":{\"v\":\"x\"}}}`), &to)"},
		{name: "xml", code: "_ = xml.Unmarshal([]byte(`<A><V>x</V></A>`), &{x}.A)"},
		{name: "binary.Read", code: "_ = binary.Read(strings.NewReader({V}), binary.BigEndian, &{x}.A.N)"},
		{name: "Sscan", code: "_, _ = fmt.Sscan(\"x 7\", &{x}.A.V, &{x}.L[0].N)"},
		{name: "Sscan of some", code: "to := []any{&{x}.A.V}\n_, _ = fmt.Sscan({V}, to...)"},
	}},
}
