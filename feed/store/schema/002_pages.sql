-- Pages beside bodies, clean-up, and subscriptions whose changes are deeds.

ALTER TABLE source ADD COLUMN every_s     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN agent       TEXT    NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN tags        TEXT    NOT NULL DEFAULT '[]'; -- a JSON list
ALTER TABLE source ADD COLUMN asked       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN unchanged   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN saved       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN document_ms INTEGER NOT NULL DEFAULT 0; -- when a document last came

-- 1 while the item has an address, no whole text, and a page that was not
-- asked for since the item last changed.
ALTER TABLE item ADD COLUMN bare INTEGER NOT NULL DEFAULT 0;
UPDATE item SET bare = 1 WHERE url <> ''
  AND id NOT IN (SELECT item FROM body WHERE data ->> '$.full');
CREATE INDEX item_bare ON item(order_ms, id, source) WHERE bare <> 0;

-- What the page of an item gave, beside what its source sent.
CREATE TABLE page (
  item    INTEGER PRIMARY KEY REFERENCES item(id),
  read_ms INTEGER NOT NULL,
  html    BLOB    NOT NULL, -- deflated, empty when the page gave no body
  text    BLOB    NOT NULL, -- deflated: what of the body is indexed
  data    TEXT    NOT NULL  -- JSON: author, tags, versions, rubrics, …
) STRICT;

-- Deleted items that their source may list still. Their identities stay, so
-- that they are known again and passed over.
CREATE TABLE tombstone (
  item      INTEGER PRIMARY KEY,
  source    INTEGER NOT NULL REFERENCES source(id),
  listed_ms INTEGER NOT NULL -- when a document last listed it
) STRICT;
CREATE INDEX tombstone_listed ON tombstone(source, listed_ms);

CREATE TABLE known (
  source INTEGER NOT NULL REFERENCES source(id),
  key    TEXT    NOT NULL,
  item   INTEGER NOT NULL, -- in item or tombstone
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
INSERT INTO known SELECT source, key, item FROM identity;
DROP TABLE identity;
ALTER TABLE known RENAME TO identity;
CREATE INDEX identity_item ON identity(item);

CREATE TRIGGER item_left AFTER DELETE ON item BEGIN
  UPDATE tally SET n = n - 1 WHERE rubrics = OLD.rubrics AND state = OLD.state AND source = OLD.source
    AND lang = OLD.lang AND section_fold = OLD.section_fold;
END;

-- The marks of a deed: without a reference, as items may be deleted.
CREATE TABLE marked (
  deed   INTEGER NOT NULL REFERENCES deed(id) ON DELETE CASCADE,
  item   INTEGER NOT NULL,
  before INTEGER NOT NULL,
  PRIMARY KEY (deed, item)
) STRICT, WITHOUT ROWID;
INSERT INTO marked SELECT deed, item, before FROM deed_item;
DROP TABLE deed_item;
ALTER TABLE marked RENAME TO deed_item;

-- The subscriptions a deed changed: JSON of the columns of source that differ,
-- as they were and as they became.
CREATE TABLE deed_source (
  deed   INTEGER NOT NULL REFERENCES deed(id) ON DELETE CASCADE,
  place  INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source(id),
  before TEXT    NOT NULL,
  after  TEXT    NOT NULL,
  PRIMARY KEY (deed, place)
) STRICT, WITHOUT ROWID;
INSERT INTO deed_source SELECT id, 0, source, '{"gone":1}', '{"gone":0}' FROM deed WHERE kind = 'subscribe';
INSERT INTO deed_source SELECT id, 0, source, '{"gone":0}', '{"gone":1}' FROM deed WHERE kind = 'unsubscribe';
ALTER TABLE deed DROP COLUMN source;

-- Who alone may do something for now, of all processes on this file.
CREATE TABLE lease (
  name     TEXT    PRIMARY KEY,
  holder   TEXT    NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
