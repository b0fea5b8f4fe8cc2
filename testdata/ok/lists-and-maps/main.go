package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateMail(k, "acme-mail-eu", MailProps{Target: "acme", Region: "eu"}))
		run.Made(InstantiateMail(k, "acme-mail-us", MailProps{Target: "acme", Region: "us"}))
		run.Made(InstantiatePush(k, "acme-push", PushProps{Target: "acme", Region: "eu"}))
		run.Made(InstantiateMail(k, "globex-mail", MailProps{Target: "globex"}))
		for _, tenant := range []string{"acme", "globex", "initech"} {
			run.Made(InstantiateHub(k, tenant+"-hub", HubProps{Target: tenant}))
		}
	}, HubFactory, MailFactory, PushFactory)
	defer run.Done(k)

	for _, tenant := range []string{"acme", "globex", "initech"} {
		r, err := NewHubClient(k).Target(tenant).Broadcast(run.Quiet, "hi")
		run.Show(tenant, r, err)
	}
	best, err := NewChannelClient(k).Target("acme").Deliver(run.Quiet, "one")
	run.Show("best", best, err)
}
