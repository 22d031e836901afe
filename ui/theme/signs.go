package theme

// The signs that stand before and behind a headline, one cell each and none
// an emoji. The list draws them; the help explains them.
const (
	SignUnread  = "●"
	SignStarred = "★"
	SignWatched = "◆" // a rule of the reader points it out
	SignUrgent  = "!"
	SignVideo   = "▶"
	SignAudio   = "♪"
	SignUpdated = "↻"
	SignPhoto   = "▣"
	SignStory   = "≡" // followed by the number of items that tell the story
	SignRising  = "↑" // before a topic that is met more often than usual

	SignGood    = "✓" // a source that answered
	SignTrouble = "!"
	SignMuted   = "–"
	SignNever   = "○" // a source that was never asked
)
