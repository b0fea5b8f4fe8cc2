// Package cache keeps what a run found, so that the next one need not find it again.
//
// A [Store] is a folder of entries under the hash of everything that they were
// made from, so that an entry is never wrong, only unused. A [Stamp] says what a
// file or a folder was when it was last looked at; holding stamps against the disk
// is how a run knows that nothing has changed without reading anything.
//
// The way of judging a file by what stat says of it, and of not trusting what
// was changed within the clock's resolution of the look, is that of Git's index ("racy Git").
package cache
