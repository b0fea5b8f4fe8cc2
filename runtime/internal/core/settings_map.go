package core

import (
	"slices"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// mapDepth is how far below a setting of a map type values are looked for.
const mapDepth = 16

// Map is Lookup for a setting of a map type. Where no text is in force under key itself, the values below
// it are its entries, each with its layers as any other path: tenants.acme.app.limits.cpu over defaults.app.limits.cpu. The
// answer is JSON text. quoted says that the map's values are strings in JSON; then a value is taken as it is written,
// otherwise one that is JSON is taken as that.
func (r *SettingsReader) Map(key string, quoted bool) (string, bool) {
	if text, ok := r.Lookup(key); ok {
		return text, true
	}
	lister, ok := r.view.(ConfigLister)
	if !ok {
		return "", false
	}
	text, any := r.appendMap(nil, lister, r.key(key), quoted, mapDepth)
	return string(text), any
}

// MapText is Map with a default.
func (r *SettingsReader) MapText(key, def string, quoted bool) string {
	if text, ok := r.Map(key, quoted); ok {
		return text
	}
	return r.Text(key, def)
}

// RequireMap is Map that complains when there is nothing.
func (r *SettingsReader) RequireMap(key string, quoted bool) (string, bool) {
	if text, ok := r.Map(key, quoted); ok {
		return text, true
	}
	return r.Require(key)
}

// appendMap writes the values below key as an object; any is false, and nothing written, when there are none.
func (r *SettingsReader) appendMap(dst []byte, view ConfigLister, key string, quoted bool, depth int) (out []byte, any bool) {
	names := slices.Concat(view.Children(r.root+"."+key), view.Children("defaults."+key))
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 || depth == 0 {
		return dst, false
	}
	dst = append(dst, '{')
	first := len(dst)
	for _, name := range names {
		start := len(dst)
		if start > first {
			dst = append(dst, ',')
		}
		dst = codec.AppendString(dst, name)
		dst = append(dst, ':')
		below := key + "." + name
		if text, ok := LookupIn(view, r.root, below); ok {
			dst = appendScalar(dst, text, quoted)
			continue
		}
		var deeper bool
		if dst, deeper = r.appendMap(dst, view, below, false, depth-1); !deeper {
			dst = dst[:start]
		}
	}
	return append(dst, '}'), true
}

// appendScalar writes the text of one value as JSON.
func appendScalar(dst []byte, text string, quoted bool) []byte {
	if !quoted {
		d := codec.NewDecoder([]byte(text), 0)
		if raw := d.Raw(); d.Finish() == nil {
			return append(dst, raw...)
		}
	}
	return codec.AppendString(dst, text)
}
