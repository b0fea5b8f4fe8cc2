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

const boxPeek = `fmt.Sprint({x}.#v, {x}.#n, {x}.#in, {x}.#m, {x}.#s, {x}.#a, *{x}.#next, *{x}.#any.(*@inner), {x}.#count.Load())`

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
		{name: "append", code: "_ = append({x}[:0], {V}...)"},
		{name: "binary.PutUint", code: "binary.BigEndian.PutUint32({x}, uint32({N})+1)"},
		{name: "hex.Encode", code: "hex.Encode({x}, []byte({V}[:2]))"},
		{name: "io.ReadFull", code: "_, _ = io.ReadFull(strings.NewReader({V}), {x}[:2])"},
		{name: "Read", code: "_, _ = strings.NewReader({V}).Read({x})"},
		{name: "strconv.Append", code: "_ = strconv.AppendInt({x}[:0], 77, 10)"},
		{name: "fmt.Append", code: "_ = fmt.Append({x}[:0], {V})"},
		{name: "utf8", code: "_ = utf8.EncodeRune({x}, 'z')"},
		{name: "bytes.Buffer", code: "bytes.NewBuffer({x}[:0]).WriteString({V})"},
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
}
