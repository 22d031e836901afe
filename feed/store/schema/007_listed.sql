-- The list of headlines that a command printed last: the item in each line,
-- from 1. Items that are deleted leave their lines.
CREATE TABLE listed (
  line INTEGER PRIMARY KEY,
  item INTEGER NOT NULL
) STRICT;
