package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Row is wide.
type Row struct {
	F0  int `json:"f0"`
	F1  int `json:"f1" sig:"default=1"`
	F2  int `json:"f2" sig:"default=2"`
	F3  int `json:"f3" sig:"default=3"`
	F4  int `json:"f4" sig:"default=4"`
	F5  int `json:"f5" sig:"default=5"`
	F6  int `json:"f6" sig:"default=6"`
	F7  int `json:"f7" sig:"default=7"`
	F8  int `json:"f8" sig:"default=8"`
	F9  int `json:"f9" sig:"default=9"`
	F10 int `json:"f10" sig:"default=10"`
	F11 int `json:"f11" sig:"default=11"`
	F12 int `json:"f12" sig:"default=12"`
	F13 int `json:"f13" sig:"default=13"`
	F14 int `json:"f14" sig:"default=14"`
	F15 int `json:"f15" sig:"default=15"`
	F16 int `json:"f16" sig:"default=16"`
	F17 int `json:"f17" sig:"default=17"`
	F18 int `json:"f18" sig:"default=18"`
	F19 int `json:"f19" sig:"default=19"`
	F20 int `json:"f20" sig:"default=20"`
	F21 int `json:"f21" sig:"default=21"`
	F22 int `json:"f22" sig:"default=22"`
	F23 int `json:"f23" sig:"default=23"`
	F24 int `json:"f24" sig:"default=24"`
	F25 int `json:"f25" sig:"default=25"`
	F26 int `json:"f26" sig:"default=26"`
	F27 int `json:"f27" sig:"default=27"`
	F28 int `json:"f28" sig:"default=28"`
	F29 int `json:"f29" sig:"default=29"`
	F30 int `json:"f30" sig:"default=30"`
	F31 int `json:"f31" sig:"default=31"`
	F32 int `json:"f32" sig:"default=32"`
	F33 int `json:"f33" sig:"default=33"`
	F34 int `json:"f34" sig:"default=34"`
	F35 int `json:"f35" sig:"default=35"`
	F36 int `json:"f36" sig:"default=36"`
	F37 int `json:"f37" sig:"default=37"`
	F38 int `json:"f38" sig:"default=38"`
	F39 int `json:"f39" sig:"default=39"`
	F40 int `json:"f40" sig:"default=40"`
	F41 int `json:"f41" sig:"default=41"`
	F42 int `json:"f42" sig:"default=42"`
	F43 int `json:"f43" sig:"default=43"`
	F44 int `json:"f44" sig:"default=44"`
	F45 int `json:"f45" sig:"default=45"`
	F46 int `json:"f46" sig:"default=46"`
	F47 int `json:"f47" sig:"default=47"`
	F48 int `json:"f48" sig:"default=48"`
	F49 int `json:"f49" sig:"default=49"`
	F50 int `json:"f50" sig:"default=50"`
	F51 int `json:"f51" sig:"default=51"`
	F52 int `json:"f52" sig:"default=52"`
	F53 int `json:"f53" sig:"default=53"`
	F54 int `json:"f54" sig:"default=54"`
	F55 int `json:"f55" sig:"default=55"`
	F56 int `json:"f56" sig:"default=56"`
	F57 int `json:"f57" sig:"default=57"`
	F58 int `json:"f58" sig:"default=58"`
	F59 int `json:"f59" sig:"default=59"`
	F60 int `json:"f60" sig:"default=60"`
	F61 int `json:"f61" sig:"default=61"`
	F62 int `json:"f62" sig:"default=62"`
	F63 int `json:"f63"`
	F64 int `json:"f64"`
	F65 int `json:"f65" sig:"default=65"`
	F66 int `json:"f66" sig:"default=66"`
	F67 int `json:"f67" sig:"default=67"`
	F68 int `json:"f68" sig:"default=68"`
	F69 int `json:"f69"`
}

// Total is a sum.
type Total int

// Sheet takes rows.
//
//sig:component name=wide-sheet scope=tenant
type Sheet struct{ sig.Instance }

//sig:runnable
func (s *Sheet) Sum(ctx context.Context, p Row) (Total, error) {
	return Total(p.F0 + p.F1 + p.F63 + p.F64 + p.F65 + p.F69), nil
}
