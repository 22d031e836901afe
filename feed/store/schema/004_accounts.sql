-- Accounts on servers, whose feeds are sources and whose items carry the marks
-- the server showed last.

CREATE TABLE account (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused
  kind         TEXT    NOT NULL,
  url          TEXT    NOT NULL,
  user         TEXT    NOT NULL,
  title        TEXT    NOT NULL,
  secret_kind  TEXT    NOT NULL,
  secret_text  TEXT    NOT NULL,
  ca           TEXT    NOT NULL,
  added_ms     INTEGER NOT NULL,
  last_try_ms  INTEGER NOT NULL DEFAULT 0,
  last_good_ms INTEGER NOT NULL DEFAULT 0,
  next_try_ms  INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  trouble      TEXT    NOT NULL DEFAULT '',
  trouble_text TEXT    NOT NULL DEFAULT ''
) STRICT;

-- A source of an account is unique by account and remote, which is what its url
-- says («account/1/feed/7»): the same feed may be followed without the account.
-- Of one that no list of the server has named yet, added_ms is 0.
ALTER TABLE source ADD COLUMN account  INTEGER NOT NULL DEFAULT 0; -- 0: asked by ourselves
ALTER TABLE source ADD COLUMN remote   TEXT    NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN folder   TEXT    NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN feed_url TEXT    NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN address  TEXT    NOT NULL AS (CASE account WHEN 0 THEN url ELSE feed_url END) VIRTUAL;

-- By what the items of an account are known again.
CREATE TABLE remote (
  account INTEGER NOT NULL REFERENCES account(id),
  remote  TEXT    NOT NULL,
  item    INTEGER NOT NULL, -- in item or tombstone
  PRIMARY KEY (account, remote)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX remote_item ON remote(item);

-- The marks the server showed last, NULL for an item of no account. A mark is
-- pending where state differs, unless it was set aside, and while it is on its
-- way. There is no other queue.
ALTER TABLE item ADD COLUMN base INTEGER;
-- Marks that were handed out to be sent, and of which nothing was heard since.
ALTER TABLE item ADD COLUMN flight INTEGER NOT NULL DEFAULT 0;
-- Marks set aside: 1 and 2 are not taken by the server; 4 and 8, the same times
-- four, are of an item that it no longer has.
ALTER TABLE item ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;

-- What a server shows as unread, and as starred: few of all its items.
CREATE INDEX item_unread_there  ON item(source, id) WHERE base & 1 = 0;
CREATE INDEX item_starred_there ON item(source, id) WHERE base & 2 <> 0;
CREATE INDEX item_unsent ON item(source, id, state, base, flight, aside) WHERE base <> state OR flight <> 0;

-- A mark that the reader changes is a new one.
CREATE TRIGGER item_marked AFTER UPDATE OF state ON item WHEN OLD.aside <> 0 AND OLD.state <> NEW.state BEGIN
  UPDATE item SET aside = aside & ~(((OLD.state | NEW.state) - (OLD.state & NEW.state)) * 5) WHERE id = NEW.id;
END;
