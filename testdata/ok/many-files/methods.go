package main

import "context"

//sig:runnable
func (o *One) Say(ctx context.Context, p SayParams) (Text, error) { return say("one", p), nil }

//sig:runnable
func (t *Three) Say(ctx context.Context, p SayParams) (Text, error) { return say("three", p), nil }

func say(who string, p SayParams) Text { return Text(who + edition + " says " + p.Words) }
