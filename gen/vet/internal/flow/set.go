package flow

import "math/bits"

// A set is a set of elements of one unit, by number.
type set []uint64

// add reports whether i is new.
func (s *set) add(i int) bool {
	for len(*s) <= i/64 {
		*s = append(*s, 0)
	}
	if (*s)[i/64]&(1<<(i%64)) != 0 {
		return false
	}
	(*s)[i/64] |= 1 << (i % 64)
	return true
}

// has reports whether i is a member.
func (s set) has(i int) bool { return i/64 < len(s) && s[i/64]&(1<<(i%64)) != 0 }

// union reports whether s grew.
func (s *set) union(o set) bool {
	grew := false
	for len(*s) < len(o) {
		*s = append(*s, 0)
	}
	for w, b := range o {
		if n := (*s)[w] | b; n != (*s)[w] {
			(*s)[w], grew = n, true
		}
	}
	return grew
}

// gain is union that appends what is new to list.
func (s *set) gain(o set, list []int) []int {
	for w, b := range o {
		if w < len(*s) {
			b &^= (*s)[w]
		}
		if b == 0 {
			continue
		}
		for len(*s) <= w {
			*s = append(*s, 0)
		}
		(*s)[w] |= b
		for ; b != 0; b &= b - 1 {
			list = append(list, w*64+bits.TrailingZeros64(b))
		}
	}
	return list
}

func (s set) empty() bool {
	for _, b := range s {
		if b != 0 {
			return false
		}
	}
	return true
}

// all yields the members in order. The set may grow meanwhile.
func (s set) all(yield func(int) bool) {
	for w, b := range s {
		for b != 0 {
			i := bits.TrailingZeros64(b)
			b &^= 1 << i
			if !yield(w*64 + i) {
				return
			}
		}
	}
}
