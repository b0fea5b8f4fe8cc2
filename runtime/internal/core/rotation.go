package core

// watchCredentials has the instances of a tenant look again at the credentials
// that they read when the provider says that these changed. It ends with the provider.
func (k *Kernel) watchCredentials(b *Mounted) {
	w, ok := b.impl.(CredentialWatcher)
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
		k.exact.each(func(i *inst) {
			if i.tenant == nil {
				touch(i)
			}
		})
		return
	}
	k.mu.Lock()
	var all []*inst
	if t := k.tenants[tenant]; t != nil {
		for i := range t.insts {
			all = append(all, i)
		}
	}
	k.mu.Unlock()
	for _, i := range all {
		touch(i)
	}
}
