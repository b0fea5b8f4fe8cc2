package core

// watchCredentials has the instances of a tenant look again at the credentials
// that they read when the provider says that these changed. It ends with the provider.
func (k *Kernel) watchCredentials(b *Mounted) {
	w, ok := b.impl().(CredentialWatcher)
	if !ok || b.inst.spec.Scope != ScopeProvider {
		return
	}
	stop := w.WatchCredentials(k.credentialsChanged)
	Scope{s: b.inst.mintScope(b)}.OnEnd(stop)
}

func (k *Kernel) credentialsChanged(tenant string) {
	touch := func(i *inst) {
		b := i.live.Load()
		if b == nil || i.spec.Credentials == nil {
			return
		}
		i.spec.Credentials(b.body).Update(func(n uint64) uint64 { return n + 1 })
	}
	if tenant == "" {
		for _, i := range k.withoutTenant() {
			touch(i)
		}
		return
	}
	for _, i := range k.instancesOf(tenant) {
		touch(i)
	}
}
