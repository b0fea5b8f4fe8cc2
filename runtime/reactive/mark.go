package reactive

import "hash/maphash"

// A source of a generated struct keeps in its claim, beside the distance to the head of the struct, a few bits of a hash of its value,
// its mark. Two values with different marks are different, which says without a look at the old one that a write is a change. At a
// million tenants that look is a cache miss, and the longest part of a Set.
const (
	markBits = 6
	markMask = 1<<markBits - 1
)

// claimAt is the claim, without a mark, of a source that lies offset bytes, a multiple of 8 below 512 MB, from the head of its struct.
func claimAt(offset uintptr) uint32 { return uint32(offset/8) << markBits }

func distanceOf(claim uint32) int { return int(claim>>markBits) * 8 }

// remark is the claim with the mark of v. Without a hash, and where it panics, which user's code and interface values can, it leaves
// the mark as it is, which decides nothing.
func remark[T any](claim uint32, hash func(v T) uint64, v T) (marked uint32) {
	if hash == nil {
		return claim
	}
	defer func() {
		if recover() != nil {
			marked = claim
		}
	}()
	return claim&^markMask | uint32(hash(v))&markMask
}

var hashSeed = maphash.MakeSeed()

// Hash is a hash of v that goes with Same: values that are the same have the same hash.
func Hash[T comparable](v T) uint64 {
	if v != v { // a NaN in it, whose hash would be another each time
		return 0
	}
	return maphash.Comparable(hashSeed, v)
}
