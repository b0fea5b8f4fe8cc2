package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateVoice(k, "acme-voice", VoiceProps{Target: "acme"}))
		run.Made(InstantiateVoice(k, "globex-voice", VoiceProps{Target: "globex"}))
	}, VoiceFactory)
	defer run.Done(k)
	for _, c := range [][2]string{
		{"acme-voice.speak", `{"words":"hi"}`}, {"acme-voice.speak", `{"target":"acme","words":"hi"}`}, {"acme-voice.speak", `{"target":"globex","words":"hi"}`},
		{"by-target-voice.speak", `{"target":"globex"}`}, {"by-target-voice.speak", `{"words":"hi"}`}, {"by-target-voice.speak", `{"target":"nobody"}`},
		{"by-target-voice.speak", `{"target":"acme","target":"globex"}`}, {"by-target-voice.speak", `{"target":7}`},
	} {
		run.JSON(k, c[0], c[1])
	}
	run.Call(k, "by-target-voice.speak", sig.Params{"target": "acme", "words": "by params"})
	run.Call(k, "by-target-voice.speak", nil)
	text, err := NewVoiceClient(k).Target("globex").Speak(run.Quiet, Say{Words: "by client"})
	run.Show("client", text, err)
	ctx, err := sig.ForTenant(run.Quiet, "acme")
	run.Must(err)
	out, err := k.Bus().InvokeJSON(ctx, "by-target-voice.speak", []byte(`{"words":"bound"}`))
	run.Show("bound to a tenant", string(out), err)
	_, err = k.Bus().InvokeJSON(ctx, "by-target-voice.speak", []byte(`{"target":"globex"}`))
	run.Show("bound to another", nil, err)
	_, err = sig.ForTenant(run.Quiet, "no/tenant")
	run.Show("no name", nil, err)
}
