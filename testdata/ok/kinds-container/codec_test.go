package main

import (
	"testing"

	"github.com/sigen-dev/sigen/testdata/ok/internal/codectest"
)

func TestCodec(t *testing.T) {
	codectest.Check(t, []string{
		`{}`,
		`{"strings":["a","b"],"tags":[],"items":[{"sku":"x"},{"sku":"y","qty":2}],"pointers":[null,{"sku":"z","qty":3}]}`,
		`{"deep":[[{"k":[1,2]},null],null,[]],"array":[1,2,3],"grid":[[1,2],[3,4.5]],"blobs":["AA==",null],"map":{"b":1,"a":2}}`,
		`{"index":{"k<":{"sku":"x"}},"byint":{"10":"a","-2":"b","9":"c"},"bynum":{"7":{"sku":"n"},"8":null},"byuint":{"255":true}}`,
		`{"byaddr":{"::1":1.5,"10.0.0.1":2},"addr":"192.0.2.1","color":"#red","colors":["#a",null],"pair":[1,2],"pairs":{"p":[3,4]}}`,
		`{"times":["2026-01-02T03:04:05Z"],"waits":[1,2],"ptrslice":[1]}`,
	}, decodeContainers, appendContainers)
}
