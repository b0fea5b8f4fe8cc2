// Package socket looks at idle connections to servers. It is apart from backend,
// so that programs without servers do not link net.
package socket
