package codec_test

import "github.com/sigen-dev/sigen/runtime/abi/codec"

// tree contains itself and may omit any of its fields, the first too.
type tree struct {
	Name  string           `json:"name,omitempty"`
	Left  *tree            `json:"left,omitempty"`
	Kids  []*tree          `json:"kids,omitzero"`
	ByKey map[string]*tree `json:"by_key,omitempty"`
	Depth uint64           `json:"depth,omitzero"`
	Grade *float32         `json:"grade,omitempty"`
	Flags [2]bool          `json:"flags,omitzero"`
}

var treeKeys = []string{"name", "left", "kids", "by_key", "depth", "grade", "flags"}

func decodeTree(d *codec.Decoder, v *tree) {
	*v = tree{}
	var seen uint64
	for key := d.Object(); key != nil; key = d.NextKey() {
		switch string(key) {
		case "name":
			seen = d.Once(seen, 1<<0)
			v.Name = d.String()
		case "left":
			seen = d.Once(seen, 1<<1)
			if !d.Null() {
				v.Left = new(tree)
				decodeTree(d, v.Left)
			}
		case "kids":
			seen = d.Once(seen, 1<<2)
			if !d.Null() {
				v.Kids = []*tree{}
				for more := d.Array(); more; more = d.NextElem() {
					var elem *tree
					if !d.Null() {
						elem = new(tree)
						decodeTree(d, elem)
					}
					v.Kids = append(v.Kids, elem)
				}
			}
		case "by_key":
			seen = d.Once(seen, 1<<3)
			if !d.Null() {
				v.ByKey = map[string]*tree{}
				for key := d.Map(); key != nil; key = d.NextEntry() {
					k := string(key)
					codec.Unique(d, v.ByKey, k)
					var elem *tree
					if !d.Null() {
						elem = new(tree)
						decodeTree(d, elem)
					}
					v.ByKey[k] = elem
				}
			}
		case "depth":
			seen = d.Once(seen, 1<<4)
			v.Depth = d.Uint64()
		case "grade":
			seen = d.Once(seen, 1<<5)
			if !d.Null() {
				v.Grade = new(d.Float32())
			}
		case "flags":
			seen = d.Once(seen, 1<<6)
			n := 0
			for more := d.Array(); more; more = d.NextElem() {
				if n < len(v.Flags) {
					v.Flags[n] = d.Bool()
				} else {
					d.Skip()
				}
				n++
			}
			d.Length(n, len(v.Flags))
		default:
			d.Unknown(key, treeKeys)
		}
	}
}

func checkTree(v *tree, depth int) *codec.Error {
	if depth > codec.MaxDepth {
		return codec.TooDeep()
	}
	if err := codec.MaxLength(v.Name, 8); err != nil {
		return err.At("name")
	}
	if v.Left != nil {
		if err := checkTree(v.Left, depth+1); err != nil {
			return err.At("left")
		}
	}
	for i, elem := range v.Kids {
		if elem != nil {
			if err := checkTree(elem, depth+1); err != nil {
				return err.AtIndex(i).At("kids")
			}
		}
	}
	for k, elem := range v.ByKey {
		if elem != nil {
			if err := checkTree(elem, depth+1); err != nil {
				return err.At(k).At("by_key")
			}
		}
	}
	return nil
}

func appendTree(dst []byte, v *tree, e *codec.Encoder) []byte {
	if !e.Enter(dst) {
		return append(dst, "null"...)
	}
	defer e.Leave()
	dst = append(dst, '{')
	if v.Name != "" {
		dst = append(dst, `"name":`...)
		dst = codec.AppendString(dst, v.Name)
		dst = append(dst, ',')
	}
	if v.Left != nil {
		dst = append(dst, `"left":`...)
		dst = appendTree(dst, v.Left, e)
		dst = append(dst, ',')
	}
	if v.Kids != nil {
		dst = append(dst, `"kids":[`...)
		for i, elem := range v.Kids {
			if i > 0 {
				dst = append(dst, ',')
			}
			if elem == nil {
				dst = append(dst, "null"...)
			} else {
				dst = appendTree(dst, elem, e)
			}
		}
		dst = append(dst, "],"...)
	}
	if len(v.ByKey) != 0 {
		dst = append(dst, `"by_key":{`...)
		for i, k := range codec.StringKeys(v.ByKey) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendString(dst, k)
			dst = append(dst, ':')
			if elem := v.ByKey[k]; elem == nil {
				dst = append(dst, "null"...)
			} else {
				dst = appendTree(dst, elem, e)
			}
		}
		dst = append(dst, "},"...)
	}
	if v.Depth != 0 {
		dst = append(dst, `"depth":`...)
		dst = codec.AppendUint(dst, v.Depth)
		dst = append(dst, ',')
	}
	if v.Grade != nil {
		dst = append(dst, `"grade":`...)
		dst = e.Float32(dst, *v.Grade)
		dst = append(dst, ',')
	}
	if v.Flags != [2]bool{} {
		dst = append(dst, `"flags":[`...)
		for i, elem := range v.Flags {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = codec.AppendBool(dst, elem)
		}
		dst = append(dst, "],"...)
	}
	return codec.EndObject(dst)
}

const fullTree = `{"name":"r","left":{"kids":[null,{},{"name":"k"}]},"kids":[],` +
	`"by_key":{"a b":{"depth":18446744073709551615},"":null},"grade":0.5,"flags":[false,true]}`
