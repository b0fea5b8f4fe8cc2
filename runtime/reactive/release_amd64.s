//go:build !race && !reactive_atomic

#include "textflag.h"

// On amd64 a store is not reordered with earlier loads and stores, so a plain MOVQ of an aligned word is a release store.

// func storeRelease(p *uint64, w uint64)
TEXT ·storeRelease(SB), NOSPLIT, $0-16
	MOVQ p+0(FP), AX
	MOVQ w+8(FP), CX
	MOVQ CX, 0(AX)
	RET

// func publish(p *uint64, w uint64, state *atomic.Uint64, s stateWord)
TEXT ·publish(SB), NOSPLIT, $0-32
	MOVQ p+0(FP), AX
	MOVQ w+8(FP), CX
	MOVQ state+16(FP), BX
	MOVQ s+24(FP), DX
	MOVQ CX, 0(AX)
	MOVQ DX, 0(BX)
	RET
