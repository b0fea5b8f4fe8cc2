package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateCell(k, "c", CellProps{Target: "acme"})) }, CellFactory)
	defer run.Done(k)

	run.JSON(k, "c.write", `7`)
	run.JSON(k, "c.read", ``)
	run.JSON(k, "c.double", ``)
	run.JSON(k, "two-reader.read", `{"target":"acme"}`)
	run.JSON(k, "two-cell.double", `{"target":"acme"}`)
	run.JSON(k, "two-cell.read", `{"target":"acme"}`)
	run.Show("write", nil, NewTwoWriterClient(k).Target("acme").Write(run.Quiet, 1))
	v, err := NewCellClient(k).Target("acme").Double(run.Quiet)
	run.Show("double", v, err)
	v, err = NewReaderClient(k).Target("acme").Read(run.Quiet)
	run.Show("read", v, err)
}
