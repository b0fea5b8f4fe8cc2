package egress

import (
	"net/netip"
	"slices"
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

// inside reports whether an address is of the machine itself, of a network that is not public, or
// of one that leads to such an address.
func inside(a netip.Addr) bool {
	a = a.Unmap()
	return !a.IsGlobalUnicast() || a.IsPrivate() || slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// special are the networks of the registries of special-purpose addresses (RFC 6890) that are not
// globally reachable, and those whose addresses stand for an IPv4 address.
var special = func() (all []netip.Prefix) {
	for _, text := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96",        // IPv4-compatible
		"64:ff9b::/96", // NAT64
		"64:ff9b:1::/48",
		"100::/64",      // discarded
		"2001::/32",     // Teredo
		"2001:2::/48",   // benchmarks
		"2001:db8::/32", // documentation
		"2002::/16",     // 6to4
		"fec0::/10",     // site-local
	} {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}()

// opens reports whether an address rule names a and the port.
func opens(rules []rule, a netip.Addr, port string) bool {
	return slices.ContainsFunc(rules, func(r rule) bool { return r.name == "" && r.port == port && r.prefix.Contains(a.Unmap()) })
}
