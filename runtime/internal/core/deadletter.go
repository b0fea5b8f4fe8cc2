package core

type letters struct{}
