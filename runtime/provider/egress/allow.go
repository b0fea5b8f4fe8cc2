package egress

import (
	"net/netip"
	"strconv"
	"strings"
)

// A rule opens one host, or the names below it, or a range of addresses.
type rule struct {
	name   string       // "api.example.org"; "" for an address rule
	below  bool         // the names below name, not name itself
	prefix netip.Prefix // of an address rule
	port   string       // "443"
	plain  bool         // without TLS
}

// parseRules reads a comma-separated allow-list. The first rule that cannot be
// read refuses the whole list: half a list would be somebody else's.
func parseRules(text string) ([]rule, error) {
	var rules []rule
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		r, ok := parseRule(item)
		if !ok {
			return nil, invalid("http.allow", "host, *.host, address or prefix, each with an optional :port, separated by commas; "+strconv.Quote(item)+" is none of these")
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func parseRule(item string) (rule, bool) {
	r := rule{port: "443"}
	rest, plain := strings.CutPrefix(item, "http://")
	if plain {
		r.plain, r.port = true, ""
	} else {
		rest = strings.TrimPrefix(rest, "https://")
	}
	if p, err := netip.ParsePrefix(rest); err == nil {
		r.prefix = p.Masked()
		return r, !plain
	}
	host, port := rest, ""
	if i := strings.LastIndexByte(rest, ':'); i >= 0 && !strings.HasSuffix(rest, "]") && (strings.Count(rest, ":") == 1 || rest[0] == '[') {
		host, port = rest[:i], rest[i+1:]
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || strconv.FormatUint(n, 10) != port {
			return r, false
		}
		r.port = port
	}
	if plain && port == "" {
		return r, false // a port without TLS is named, or it is a slip
	}
	if a, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil && a.Zone() == "" {
		a = a.Unmap()
		r.prefix = netip.PrefixFrom(a, a.BitLen())
		return r, true
	}
	r.name, r.below = strings.CutPrefix(host, "*.")
	return r, validHost(r.name)
}

// validHost reports whether s is a plain host name in lower case.
func validHost(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	digits := true
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			switch c := label[i]; {
			case 'a' <= c && c <= 'z', c == '-', c == '_':
				digits = false
			case '0' <= c && c <= '9':
			default:
				return false
			}
		}
	}
	return !digits // 127.1 and 2130706433 are addresses to some resolvers
}

// allows reports whether a rule opens a name, which may be an address, with a port.
func (r rule) allows(host, port string, plain bool) bool {
	if r.port != port || r.plain != plain {
		return false
	}
	if a, err := netip.ParseAddr(host); err == nil {
		return r.name == "" && r.prefix.Contains(a.Unmap())
	}
	if r.name == "" {
		return false
	}
	if r.below {
		return strings.HasSuffix(host, "."+r.name)
	}
	return host == r.name
}

// inside reports whether an address is of the machine itself or of a network
// that is not public.
func inside(a netip.Addr) bool {
	a = a.Unmap()
	return !a.IsGlobalUnicast() || a.IsPrivate() || cgnat.Contains(a) || nat64.Contains(a)
}

var (
	cgnat = netip.MustParsePrefix("100.64.0.0/10")
	nat64 = netip.MustParsePrefix("64:ff9b::/96") // leads to any IPv4 address
)

// opens reports whether an address rule names a.
func opens(rules []rule, a netip.Addr) bool {
	for _, r := range rules {
		if r.name == "" && r.prefix.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}
