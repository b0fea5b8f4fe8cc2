package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, name := range []string{"acme-1", "acme-2", "globex-1"} {
			run.Made(InstantiateVault(k, name, VaultProps{Target: name[:len(name)-2]}))
		}
	}, storage.ProviderFactory, credentials.ProviderFactory, VaultFactory)
	defer run.Done(k)

	run.JSON(k, "acme-1.put", `{"key":"a/b","text":"hello"}`)
	run.JSON(k, "acme-1.put", `{"key":"../b","text":"hello"}`)
	run.JSON(k, "acme-1.get", `"a/b"`)
	run.JSON(k, "acme-2.get", `"a/b"`)
	run.JSON(k, "globex-1.get", `"a/b"`)
	run.Show("plain", nil, new(Vault).Put(run.Quiet, Note{Key: "a"}))
}
