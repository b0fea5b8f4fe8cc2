module github.com/sigen-dev/sigen/examples/bench

go 1.26.0

require (
	github.com/sigen-dev/sigen v0.0.0
	github.com/wcharczuk/go-incr v1.4.13
)

replace github.com/sigen-dev/sigen => ../..
