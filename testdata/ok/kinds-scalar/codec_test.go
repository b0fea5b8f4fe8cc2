package main

import (
	"testing"

	"github.com/sigen-dev/sigen/testdata/ok/internal/codectest"
)

func TestCodec(t *testing.T) {
	codectest.Check(t, []string{
		`{"Plain":""}`,
		`{"Plain":"","bool":false,"int":10,"int8":-128,"int16":32767,"int32":-2147483648,"int64":"-9223372036854775808","uint":0}`,
		`{"Plain":"","uint8":200,"uint16":65535,"uint32":4294967295,"uint64":0,"float32":3.4e38,"float64":0.5,"string":"äö","code":"ZZ-999"}`,
		`{"Plain":"<>\u2028","status":"on hold","level":5,"ratio":1,"flag":"true","at":"2026-01-02T03:04:05.6Z","duration":1000000000}`,
		`{"Plain":"","bytes":"AAEC","raw":{"b":[1, 2]},"ptr":1,"ptrptr":"y","def":null,"quoted":"\"q\""}`,
	}, decodeScalars, appendScalars)
}
