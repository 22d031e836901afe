package library

import "rubrika/feed"

// Offline reports that nothing is asked of the network, as the reader wishes;
// see Options.Offline.
func (l *Library) Offline() bool { return l.offline }

// online is an error of KindOffline when nothing is to be asked of the network.
// It stands before whatever a failed request would leave behind: the trouble of
// a source, a later try, a password that was read for nothing.
func (l *Library) online(op, source string) error {
	if !l.offline {
		return nil
	}
	return &feed.Error{Op: op, Source: source, Kind: feed.KindOffline, Err: feed.ErrOffline}
}
