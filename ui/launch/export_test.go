package launch

// Checked is an address as a player gets it.
func Checked(address string) string { return checked(address, []string{"http", "https"}) }
